"""Consents, departures, pseudonyms, an audit log, and erasures that leave no trace.

A person's words can be erased, so it is kept who agreed to what, who left, and who did what to
whose record. The audit log is guarded as the events are. `traces` remembers an erasure until the
files show nothing of it, also over a crash. PostgreSQL's statistics would keep samples of what was
said, so that none are made of words and names, and those it has are dropped.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)

GUARDS = {
    "sqlite": (
        """CREATE TRIGGER audit_keep BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END""",
        """CREATE TRIGGER audit_stay BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is never shortened'); END""",
    ),
    "postgresql": (
        """CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit
        FOR EACH ROW EXECUTE FUNCTION parley_refuse()""",
        """CREATE TRIGGER audit_stay BEFORE TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION parley_refuse()""",
    ),
}

UNSAMPLED = tuple(
    f"ALTER TABLE {table} ALTER COLUMN {column} {change}"
    for table, column in (
        ("words", "text"),
        ("words", "salt"),
        ("people", "account"),
        ("people", "name"),
    )
    for change in ("SET STATISTICS 0", "TYPE text")  # a type set anew drops the samples there are
)
WORDS_KEEP = """CREATE TRIGGER words_keep BEFORE UPDATE ON words
    FOR EACH ROW WHEN (NEW.text IS NOT NULL OR NEW.salt IS NOT NULL
        OR (NEW.debate, NEW.seq, NEW.part, NEW.person)
            IS DISTINCT FROM (OLD.debate, OLD.seq, OLD.part, OLD.person))
    EXECUTE FUNCTION parley_refuse()"""


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("given_at", MOMENT, primary_key=True),
        sa.Column("notice_version", sa.Text, nullable=False),
        sa.Column("revoked_at", MOMENT),
    )
    op.create_table(
        "departures",
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("left_at", MOMENT, nullable=False),
    )
    op.create_table(
        "pseudonyms",
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.UniqueConstraint("place", "name", name="one_bearer"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    for column in ("place", "about", "actor"):
        op.create_index(f"audit_by_{column}", "audit", [column])
    op.create_table(
        "traces",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("since", MOMENT, nullable=False),
    )
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":  # which sets no type of a column that a trigger looks at
        for step in ("DROP TRIGGER words_keep ON words", *UNSAMPLED, WORDS_KEEP):
            op.execute(step)
    for guard in GUARDS[dialect]:
        op.execute(guard)
