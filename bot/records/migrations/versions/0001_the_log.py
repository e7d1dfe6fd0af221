"""The log and what stands around it.

Events, words, the projection for listing, and people. Triggers keep the promise that events are
never changed: also against a slip in our own code, and against whoever mends things by hand.
Words may be emptied, which is how a person is forgotten, and nothing else.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)

GUARDS = {
    "sqlite": (
        """CREATE TRIGGER events_keep BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
        """CREATE TRIGGER events_stay BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never removed'); END""",
        """CREATE TRIGGER words_stay BEFORE DELETE ON words
        BEGIN SELECT RAISE(ABORT, 'words are emptied, never removed'); END""",
        """CREATE TRIGGER words_keep BEFORE UPDATE ON words
        WHEN NEW.text IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.debate <> OLD.debate
            OR NEW.seq <> OLD.seq OR NEW.part <> OLD.part OR NEW.person <> OLD.person
        BEGIN SELECT RAISE(ABORT, 'words are emptied, never changed'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION parley_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the records are only added to'; END $$""",
        """CREATE TRIGGER events_keep BEFORE UPDATE OR DELETE ON events
        FOR EACH ROW EXECUTE FUNCTION parley_refuse()""",
        """CREATE TRIGGER events_stay BEFORE TRUNCATE ON events
        FOR EACH STATEMENT EXECUTE FUNCTION parley_refuse()""",
        """CREATE TRIGGER words_stay BEFORE DELETE ON words
        FOR EACH ROW EXECUTE FUNCTION parley_refuse()""",
        """CREATE TRIGGER words_keep BEFORE UPDATE ON words
        FOR EACH ROW WHEN (NEW.text IS NOT NULL OR NEW.salt IS NOT NULL
            OR (NEW.debate, NEW.seq, NEW.part, NEW.person)
                IS DISTINCT FROM (OLD.debate, OLD.seq, OLD.part, OLD.person))
        EXECUTE FUNCTION parley_refuse()""",
    ),
}


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("debate", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.UniqueConstraint("debate", "cause", "ordinal", name="one_delivery"),
    )
    op.create_table(
        "words",
        sa.Column("debate", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("salt", sa.Text),
        sa.ForeignKeyConstraint(
            ["debate", "seq"], ["events.debate", "events.seq"], name="words_of_event"
        ),
    )
    op.create_index("words_by_person", "words", ["person"])
    op.create_table(
        "debates",
        sa.Column("debate", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("motion", sa.Text, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("ended", sa.Boolean, nullable=False),
        sa.Column("owes", sa.Boolean, nullable=False),
        sa.Column("thread", sa.Text),
        sa.Column("affirmative", sa.Text),
        sa.Column("negative", sa.Text),
    )
    op.create_index("debates_by_thread", "debates", ["thread"])
    op.create_index("debates_by_age", "debates", ["opened_at"])
    op.create_index("debates_by_affirmative", "debates", ["affirmative"])
    op.create_index("debates_by_negative", "debates", ["negative"])
    op.create_table(
        "people",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, unique=True),
        sa.Column("name", sa.Text),
        sa.Column("seen_at", MOMENT, nullable=False),
    )
    for guard in GUARDS[op.get_bind().dialect.name]:
        op.execute(guard)
