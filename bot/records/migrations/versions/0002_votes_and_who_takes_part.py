"""Votes while a poll is open, and who takes part in which debate.

A poll's votes are no events: they are let go of once it is closed. Who takes part was read off
the two seats of a debate, which is too few now that there are teams, an audience and a speakers
list; the new table is filled from the events when the log is checked.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "votes",
        sa.Column("debate", sa.Text, primary_key=True),
        sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("choice", sa.Text, nullable=False),
    )
    op.create_table(
        "taking_part",
        sa.Column("debate", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
    )
    op.create_index("taking_part_by_person", "taking_part", ["person"])
    op.drop_index("debates_by_affirmative", "debates")
    op.drop_index("debates_by_negative", "debates")
    with op.batch_alter_table("debates") as debates:
        debates.drop_column("affirmative")
        debates.drop_column("negative")
