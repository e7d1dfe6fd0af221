"""Words kept apart from the event that holds them, each with whose they are.

In a body there stands, in the place of some words, a reference: the number of the part and the
salted hash of its words. Where the bot says a person's words again, they are cut out of its own
text into a part of that person's; a blank of the same length stands for them there, so that every
place in the text keeps its number.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.debate.errors import RecordsFailed
from bot.debate.model import BOT
from bot.records.whose import Earlier

Body = dict[str, Any]

WITHDRAWN = "(withdrawn)"
"""What is read in the bot's text in the place of a person's words that were erased."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some words, and whose they are. Text and salt are None once they were erased."""

    text: str | None
    salt: str | None
    person: str = BOT

    def hash(self) -> str:
        return hashlib.sha256(f"{self.salt}:{self.text}".encode()).hexdigest()


Parts = Mapping[int, Part]


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a body: where they stand, whose they are, and whether the bot put them so."""

    holder: Any
    key: str | int
    person: str
    by_bot: bool = False


# --- where they stand -------------------------------------------------------------------------


def _in_speech(body: Body, earlier: Earlier) -> Iterator[Said]:
    """The speech first, then what it quotes of another.

    A quotation without a number was held against an earlier speech, so its words are somebody's;
    so are those that were held against a source, should a person have said them.
    """
    yield Said(body, "text", earlier.owner(body["by"]), by_bot=body["by"] == BOT)
    for quotation in body["quotations"]:
        sayer = earlier.sayer(quotation["words"])
        if quotation["number"] is None:
            sayer = sayer or earlier.opponent()
            yield Said(quotation, "words", sayer)
            yield Said(quotation, "found", sayer)
        elif sayer not in (None, BOT):
            yield Said(quotation, "words", sayer or BOT)


def _in_ballot(body: Body, _: Earlier) -> Iterator[Said]:
    """A card is about its person and may put what they said in other words: it is theirs."""
    ballot = body["ballot"]
    for card in ballot["cards"]:
        for holder, key in [*((score, "why") for score in card["scores"]), (card, "strength")]:
            yield Said(holder, key, card["person"], by_bot=True)
        yield Said(card, "next_step", card["person"], by_bot=True)
    yield Said(ballot, "reason", BOT, by_bot=True)
    for number in range(len(ballot["notices"])):
        yield Said(ballot["notices"], number, BOT, by_bot=True)


def _typed(key: str) -> Callable[[Body, Earlier], Iterator[Said]]:
    """A line that whoever brought the event about may have typed; nobody, where the rules did."""

    def in_body(body: Body, _: Earlier) -> Iterator[Said]:
        if body["by"] and body[key]:
            yield Said(body, key, body["by"])

    return in_body


WORDS: Mapping[str, Callable[[Body, Earlier], Iterator[Said]]] = {
    "DebateOpened": _typed("topic"),
    "SpeechGiven": _in_speech,
    "BallotCast": _in_ballot,
    "DebateEnded": _typed("reason"),
}
"""Which kinds of event hold words that are kept apart, and where. The others hold none."""


# --- taking them out and putting them back ----------------------------------------------------


def take_apart(kind: str, body: Body, earlier: Earlier) -> dict[int, Part]:
    """Take the words out of a body, leaving references; the parts, by number from 0."""
    parts: dict[int, Part] = {}
    for said in tuple(WORDS[kind](body, earlier)) if kind in WORDS else ():
        text = storable(said.holder[said.key])
        if not text and said.holder is not body:
            continue  # there is nothing to keep; an empty speech is one that can be withdrawn
        cuts = earlier.repeats(text, said.person) if said.by_bot else ()
        own = text
        for cut in cuts:
            own = _put_in(own, cut.start, _blank(cut.end - cut.start))
        reference = _keep(parts, own, said.person)
        if cuts:
            reference["cuts"] = [
                {"at": cut.start, **_keep(parts, text[cut.start : cut.end], cut.person)}
                for cut in cuts
            ]
        said.holder[said.key] = reference
    return parts


def put_back(value: Any, parts: Parts) -> Any:
    """A body, or a piece of one, with the words in the place of their references; "" once erased.

    Raises RecordsFailed where they are not those that were recorded, KeyError where there are none.
    """
    if isinstance(value, list):
        return [put_back(one, parts) for one in value]
    if not isinstance(value, dict):
        return value
    if "sha256" not in value:
        return {key: put_back(one, parts) for key, one in value.items()}
    text = _words(value, parts)
    for cut in value.get("cuts", ()) if text else ():
        words = _words(cut, parts)
        text = _put_in(text or "", cut["at"], words) if words else text
    return text or ""


def _keep(parts: dict[int, Part], text: str, person: str) -> Body:
    """Keep this text as the next part; the reference to it."""
    number = len(parts)
    parts[number] = Part(text, secrets.token_hex(8), person)
    return {"part": number, "sha256": parts[number].hash()}


def _words(reference: Mapping[str, Any], parts: Parts) -> str | None:
    """The words that a reference stands for, None once erased; held against their hash."""
    part = parts[reference["part"]]
    if part.text is not None and part.hash() != reference["sha256"]:
        raise RecordsFailed("Its words are not those that were recorded.")
    return part.text


def _put_in(text: str, at: int, words: str) -> str:
    return text[:at] + words + text[at + len(words) :]


def _blank(length: int) -> str:
    return (WITHDRAWN if length >= len(WITHDRAWN) else "…").ljust(length)


def storable(text: str) -> str:
    """Text without NUL and lone surrogates, which PostgreSQL and UTF-8 cannot hold."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd")
