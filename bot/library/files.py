"""What each file of the corpus may hold: closed to fields that it does not know."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.debate.arguments import Move
from bot.debate.model import Side, Standing
from bot.library.dates import is_date

SCHOOLS = ("realist", "hawk")
"""The two schools that face each other where a motion does not say otherwise."""

UNALIGNED = ("mixed", "none", "")
"""What stands for a school where a source argues for several, or for none."""

NOT_GIVEN = "not given in the source"
LONGEST_ID = 72


def _on_calendar(written: str) -> str:
    if not is_date(written):
        raise ValueError(f"must be a date such as 2021, 2021-11 or 2021-11-30, not {written!r}")
    return written


def _named(shape: str, example: str) -> Callable[[str], str]:
    """A check that a name has the shape that passage ids are made of."""

    def check(name: str) -> str:
        if len(name) > LONGEST_ID or not re.fullmatch(shape, name):
            raise ValueError(f"must be a name such as {example}, not {name[:80]!r}")
        return name

    return check


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, AfterValidator(_named("[a-z0-9]+(-[a-z0-9]+)*", "like-this-one"))]
FactKey = Annotated[str, AfterValidator(_named(r"f[1-9]\d*", "f1"))]
ClaimKey = Annotated[str, AfterValidator(_named(r"c[1-9]\d*", "c1"))]
When = Annotated[str, AfterValidator(_on_calendar)]
MaybeWhen = Annotated[str, AfterValidator(lambda written: _on_calendar(written) if written else "")]


class Entry(BaseModel):
    """An entry of a file: frozen, and closed to fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MotionEntry(Entry):
    """One motion of motions.yaml. `opposed_by` is the other main school unless it is given.

    `also` gives further schools that can argue it, each with its side.
    """

    id: Id
    says: Text
    affirmed_by: Id
    opposed_by: Id | None = None
    also: Mapping[Id, Side] = Field(default_factory=dict)
    as_of: When
    topics: tuple[Text, ...] = ()
    background: str = ""
    sources: tuple[Id, ...] = ()


class TermEntry(Entry):
    """A term of glossary.yaml."""

    term: Text
    also: tuple[Text, ...] = ()
    says: Text
    example: Text


class FactEntry(Entry):
    """A numbered fact of a brief. `source` is where the fact was published."""

    says: Text
    when: MaybeWhen = ""
    source: str = ""


class ClaimEntry(Entry):
    """A claim that a source makes, and whose it is.

    `supports` are the arguments that it bears out, `at` a few words that stand together in just
    one sentence of the full article: the one that says it.
    """

    says: Text
    standing: Literal[Standing.AUTHORED, Standing.ATTRIBUTED, Standing.CONCEDED]
    to: str = ""
    at: tuple[Text, ...] = ()
    supports: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _whose(self) -> ClaimEntry:
        if self.standing is not Standing.AUTHORED and not self.to:
            raise ValueError(f"a claim that is {self.standing} must say to whom")
        if bool(self.at) != bool(self.supports):
            raise ValueError("`at` and `supports` go together: where it stands, and for what")
        return self


class BriefHead(Entry):
    """The fields of a brief."""

    id: Id
    kind: Literal["brief"]
    title: Text
    author: str = ""
    outlet: str = ""
    published: MaybeWhen = ""
    url: str = ""
    school: Id
    topics: tuple[Text, ...] = ()
    licence: Text
    facts: dict[FactKey, FactEntry] = Field(min_length=1)
    claims: dict[ClaimKey, ClaimEntry] = {}


class Evidence(Entry):
    """A fact or a claim of a brief."""

    brief: Id
    fact: str = ""
    claim: str = ""

    @model_validator(mode="after")
    def _one(self) -> Evidence:
        if bool(self.fact) == bool(self.claim):
            raise ValueError("must name one fact or one claim of the brief")
        return self

    @property
    def passage(self) -> str:
        """The id of the passage that this names."""
        return f"{self.brief}#{self.fact or self.claim}"


class AnswerEntry(Entry):
    """How an argument meets another."""

    claim: Id
    by: Move
    say: Text


class ArgumentEntry(Entry):
    """One argument of arguments/*.yaml."""

    id: Id
    school: Id
    motions: tuple[Id, ...] = Field(min_length=1)
    claim: Text
    also_said: tuple[Text, ...] = ()
    because: Text
    evidence: tuple[Evidence, ...] = ()
    so_what: Text
    answers: tuple[AnswerEntry, ...] = ()
    grants: str = ""
    asks: tuple[Text, ...] = ()
    standing: Standing
    as_of: When


class ArticleHead(Entry):
    """The fields of an imported article. A field that nobody knew is empty."""

    id: Id
    kind: Literal["article"]
    title: str = ""
    author: str = ""
    outlet: str = ""
    published: MaybeWhen = ""
    url: str = ""
    school: Id | Literal[""] = ""
    topics: tuple[Text, ...] = ()
    sha256: str = ""
    imported: str = ""
    original: str = ""
