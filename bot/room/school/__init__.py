"""Classes in the practice room: a join code, names, a teacher's password, and who may enter.

A class is a text channel, a role and a code. This part knows nothing of what is done there.
"""
