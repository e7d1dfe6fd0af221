"""The tables, as the code of today reads and writes them. How they came about: `migrations`.

`events` is the truth and is only ever added to. `words` holds what was said, apart from the
events, so that a person's words can be emptied while the log stays whole. `debates` and
`taking_part` are a projection for listing, and can be made again from the events. `people` knows
who is who. `votes` holds those of open polls, and nothing of one that is closed.

A place is a server, or whatever else a class meets in. `consents` and `departures` say who may be
kept record of there, `pseudonyms` is the key to what they are called in it, and `audit` says who
did what to whose record; it, too, is only added to. `traces` are erasures that the files of the
database may still show.

`classes` and `roster` say who teaches whom, and in which channel. `held` is what waits for a
teacher: words that were held back, which are nowhere else until then, and after that only the note
of it. `flags` point to messages.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, also in a database that keeps no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData()

events = Table(
    "events",
    METADATA,
    Column("debate", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("cause", Text, nullable=False),
    Column("ordinal", Integer, nullable=False),  # among the events of one cause, from 0
    Column("body", JSON, nullable=False),
    UniqueConstraint("debate", "cause", "ordinal", name="one_delivery"),
)

words = Table(
    "words",
    METADATA,
    Column("debate", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),  # 0 is the speech itself
    Column("person", Text, nullable=False),  # whose words they are
    Column("text", Text),  # NULL once erased
    Column("salt", Text),  # erased with the text, so that its hash tells nothing
    ForeignKeyConstraint(["debate", "seq"], ["events.debate", "events.seq"], name="words_of_event"),
    Index("words_by_person", "person"),
)

debates = Table(
    "debates",
    METADATA,
    Column("debate", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("motion", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("ended", Boolean(create_constraint=False), nullable=False),
    Column("owes", Boolean(create_constraint=False), nullable=False),
    Column("thread", Text),
    Column("place", Text, nullable=False),
    Index("debates_by_thread", "thread"),
    Index("debates_by_place", "place", "opened_at"),
    Index("debates_by_age", "opened_at"),
)

taking_part = Table(
    "taking_part",
    METADATA,
    Column("debate", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Index("taking_part_by_person", "person"),
)

votes = Table(
    "votes",
    METADATA,
    Column("debate", Text, primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, primary_key=True),
    Column("choice", Text, nullable=False),
)

people = Table(
    "people",
    METADATA,
    Column("person", Text, primary_key=True),
    Column("account", Text, unique=True),  # NULL once forgotten
    Column("name", Text),  # NULL once forgotten
    Column("seen_at", Moment, nullable=False),
)

consents = Table(
    "consents",
    METADATA,
    Column("person", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("given_at", Moment, primary_key=True),
    Column("notice_version", Text, nullable=False),
    Column("revoked_at", Moment),  # NULL while it is in force
)

departures = Table(
    "departures",
    METADATA,
    Column("place", Text, primary_key=True),
    Column("person", Text, primary_key=True),  # "" for everybody
    Column("left_at", Moment, nullable=False),
)

pseudonyms = Table(
    "pseudonyms",
    METADATA,
    Column("place", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("name", Text, nullable=False),
    UniqueConstraint("place", "name", name="one_bearer"),
)

audit = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("place", Text, nullable=False),
    Column("actor", Text, nullable=False),  # "" for Parley itself
    Column("action", Text, nullable=False),
    Column("about", Text, nullable=False),  # a person, a debate, or ""
    Column("detail", JSON, nullable=False),
    Index("audit_by_place", "place"),
    Index("audit_by_about", "about"),
    Index("audit_by_actor", "actor"),
)

traces = Table(
    "traces",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("copies", Boolean(create_constraint=False), nullable=False),  # also in exports
)

classes = Table(
    "classes",
    METADATA,
    Column("place", Text, primary_key=True),
    Column("server", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("teachers", Text, nullable=False),
    Column("desk", Text, nullable=False),
    Column("code", Text, nullable=False),  # "" for none
    Column("settings", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Index(
        "one_code",
        "server",
        "code",
        unique=True,
        sqlite_where=text("code <> ''"),
        postgresql_where=text("code <> ''"),
    ),
)

roster = Table(
    "roster",
    METADATA,
    Column("place", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("joined_at", Moment, nullable=False),
    Column("ordinal", Integer, nullable=False),  # among those of the class, as they came
    ForeignKeyConstraint(["place"], ["classes.place"], name="roster_of_class", ondelete="CASCADE"),
    Index("roster_by_person", "person"),
)

held = Table(
    "held",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("debate", Text, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("words", Text),  # NULL once they were decided on, or had waited too long
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by_form", Boolean(create_constraint=False), nullable=False),
    Column("card", Text, nullable=False),  # "" until there is one
    Column("decision", Text),  # NULL while it waits
    Index("held_by_place", "place"),
    Index("held_by_person", "person"),
)

flags = Table(
    "flags",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("debate", Text, nullable=False),  # "" where the message belongs to none
    Column("channel", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("settled", Boolean(create_constraint=False), nullable=False),
    UniqueConstraint("message", "by", name="one_flag"),
    Index("flags_by_place", "place"),
    Index("flags_by_person", "by"),
)
