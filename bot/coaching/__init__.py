"""The coach: makes a speaker think, and never writes the speech.

Everything here works without a model, from the debate's record, the argument graph and the
sources. What the coach says is written in `prompts/coaching`; this room decides what is apt. It
knows nothing of chat programs, records or models, and it never gives away an answer, a claim or a
reason of the argument graph.
"""
