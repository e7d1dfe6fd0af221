"""What was spent on models, kept in a database so that every process that spends sees it.

It must know nothing of models, prices, caps, classes or debates: it books amounts on accounts, and
refuses those that would go over what it is told. It keeps numbers, and none older than two days.
"""

from bot.ledger.book import Book, open_book

__all__ = ["Book", "open_book"]
