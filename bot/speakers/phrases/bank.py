"""A bank of phrases: several ways of saying one thing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bank:
    """Ways of saying one thing. The `rich` ones are kept from novices.

    `{claim}` and other slots in small letters are filled with words that read on inside a
    sentence, `{Fact}` and others with a capital by whole sentences.
    """

    plain: tuple[str, ...]
    rich: tuple[str, ...] = ()
