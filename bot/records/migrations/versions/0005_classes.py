"""Classes, who sits in them, words that wait for a teacher, and flags.

What held words say stands nowhere else until a teacher has decided, so that PostgreSQL makes no
samples of them either. A trace now says whether copies of transcripts may show it, too: to decide
on words leaves one in the database alone, and no copy need be made again for that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "classes",
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("server", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("teachers", sa.Text, nullable=False),
        sa.Column("desk", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    some = sa.text("code <> ''")
    op.create_index(
        "one_code",
        "classes",
        ["server", "code"],
        unique=True,
        sqlite_where=some,
        postgresql_where=some,
    )
    op.create_table(
        "roster",
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["place"], ["classes.place"], name="roster_of_class", ondelete="CASCADE"
        ),
    )
    op.create_index("roster_by_person", "roster", ["person"])
    _what_waits()
    with op.batch_alter_table("traces") as traces:
        traces.add_column(sa.Column("copies", sa.Boolean, nullable=False, server_default=sa.true()))


def _what_waits() -> None:
    op.create_table(
        "held",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("debate", sa.Text, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_form", sa.Boolean, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("decision", sa.Text),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE held ALTER COLUMN words SET STATISTICS 0")
    op.create_table(
        "flags",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("debate", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("settled", sa.Boolean, nullable=False),
        sa.UniqueConstraint("message", "by", name="one_flag"),
    )
    for table, column, index in (
        ("held", "place", "held_by_place"),
        ("held", "person", "held_by_person"),
        ("flags", "place", "flags_by_place"),
        ("flags", "by", "flags_by_person"),
    ):
        op.create_index(index, table, [column])
