"""Asking a language model for words: the client, its patience, retries, breaker and budget.

The only room that imports openai and tenacity. It must know nothing of debates, prompts or
sources: it is handed messages and hands back text, or an error with a line for the thread.
"""
