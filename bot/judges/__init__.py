"""Who can write a ballot, and what a ballot measures.

`rubric` reads the criteria from their file; `quality` scores one argument with no model;
`offline` judges a debate from its flow sheet, its citations and what can be measured in its words.
It knows the values of `bot.debate` and the library's words; nothing of Discord or of records. A
judge never looks at who somebody is: people and sides may be exchanged and the scores go with them.
"""
