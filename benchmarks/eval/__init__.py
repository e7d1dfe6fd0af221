"""How well the offline opponent hears and answers students, in figures: `make eval`.

Knows the library and the offline speaker and nothing of Discord, models or records. Nothing here
decides whether a test passes; `docs/evaluation.md` says what each figure means.
"""
