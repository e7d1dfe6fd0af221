"""The sources: loading, importing, indexing, searching, and holding quotations against them.

`corpus` reads the shipped files and `checks` holds them together; `captures` and `importing` turn
a teacher's page captures into articles; `index` searches; `quotations` checks words against a
text; `file_library` is the door that the rest of Parley uses. It knows the values of `bot.debate`
and no other room: nothing of models, records or Discord.
"""
