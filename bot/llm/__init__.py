"""Asking a language model for words: the client, its patience, its retries and its breaker.

The only room that imports openai and tenacity. It must know nothing of debates, prompts or
sources: it is handed messages and hands back text, or an error with a line for the thread.
"""
