"""The rules of debate, and nothing else: standard library only; no await, file, clock or chance.

`model` names the things, `events` what may be asked and what has happened, `rules` decides,
`formats` reads an order of speech, `flow` keeps the flow sheet, `errors` says what went wrong.
"""
