"""A class: who teaches it, who sits in it, what its teacher has set, and what of that follows.

Pure, like `debate`, on which it stands: no await, file, clock or randomness. It knows no Discord,
no database and no model.
"""
