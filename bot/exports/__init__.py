"""Debates as files to hand in, to grade or to keep: values go in, the bytes of files come out.

Stands on the transcript and the drawings. Knows no chat program, model or database, and writes no
file itself. `files_of` is the way in.
"""

from bot.exports.files import files_of

__all__ = ["files_of"]
