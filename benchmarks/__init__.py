"""Measurements of a whole Parley on this machine. Nothing here decides whether a test passes."""
