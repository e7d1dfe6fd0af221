"""How the schema came about, one numbered step at a time, each with its reason.

A step that has been released is never changed. To add one, copy the newest, number it, say why in
its docstring, bring `tables` up to date, and store a database of the old schema in the tests.
"""
