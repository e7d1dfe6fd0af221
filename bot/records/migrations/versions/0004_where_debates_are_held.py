"""In which channel each debate is held.

A class debates in one channel, and its teacher looks at what goes on there. It could be told from
the first event alone, which is too much to read for every debate that ever was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

PLACE = {
    "sqlite": "CASE WHEN json_valid(e.body) THEN json_extract(e.body, '$.place') END",
    "postgresql": "e.body ->> 'place'",
}


def upgrade() -> None:
    with op.batch_alter_table("debates") as debates:
        debates.add_column(sa.Column("place", sa.Text))
    # One that is damaged has none; it is found to be so when the log is checked.
    held = f"SELECT {PLACE[op.get_bind().dialect.name]} FROM events e"
    opened = "e.debate = debates.debate AND e.seq = 1"
    op.execute(f"UPDATE debates SET place = COALESCE(({held} WHERE {opened}), '')")
    with op.batch_alter_table("debates") as debates:
        debates.alter_column("place", nullable=False, existing_type=sa.Text)
    op.create_index("debates_by_place", "debates", ["place", "opened_at"])
