"""The form in which a model gives its verdict: for each speaker that is scored, every criterion.

The form is made for one request, so that a server which holds to it can leave nothing out:

    {"speakers": {"A": {"scores": {"evidence": {"words": …, "why": …, "points": 3}, …},
                        "strength": …, "next_step": …}, …},
     "reason": …, "who_won": "A"}
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, create_model

from bot.debate.ballots import TOO_CLOSE


def _number(given: object) -> object:
    """A number that was written as text is one; true is none."""
    if isinstance(given, bool):
        raise ValueError("must be a number from 1 to 4")
    return int(given) if isinstance(given, str) and given.strip() in ("1", "2", "3", "4") else given


class Given(BaseModel):
    words: str
    why: str
    points: Annotated[Literal[1, 2, 3, 4], BeforeValidator(_number)]


def verdict_form(
    criteria: Sequence[str], labels: Sequence[str], letters: Sequence[str]
) -> type[BaseModel]:
    """The form for these criteria and speakers; with letters of sides it asks as well who won."""
    scores = _keyed("Scores", criteria, Given)
    card = create_model("Card", scores=(scores, ...), strength=(str, ...), next_step=(str, ...))
    fields: dict[str, Any] = {"speakers": (_keyed("Speakers", labels, card), ...)}
    if letters:
        fields["reason"] = (str, ...)
        fields["who_won"] = (Literal[(*letters, TOO_CLOSE)], ...)
    form: type[BaseModel] = create_model("Verdict", **fields)
    return form


def _keyed(name: str, keys: Sequence[str], part: type[BaseModel]) -> type[BaseModel]:
    """A form with `part` under each key; a key need not be a name of Python's."""
    fields: dict[str, Any] = {
        f"field_{number}": (part, Field(alias=key)) for number, key in enumerate(keys)
    }
    form: type[BaseModel] = create_model(name, **fields)
    return form
