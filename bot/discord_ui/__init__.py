"""Discord as the interface: commands, buttons, forms, streaming speeches, cards, failures.

The only room that imports discord. It turns what people do into commands for the chair, and what
the record says into messages. It knows no database, model server or prompt.
"""
