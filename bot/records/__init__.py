"""The event log, people, and transcripts: what Parley remembers.

This room alone imports sqlalchemy and alembic. It stands on `debate` and `classroom` and knows
no chat program, model or source. `open_records` is the way in; `Store` is the chair's Records, its
People and its Polls, and all that a class is kept with.
"""

from bot.records.store import Store, open_records

__all__ = ["Store", "open_records"]
