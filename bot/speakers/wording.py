"""Fitting whole sentences into other sentences: capitals, full stops, dates, markers.

Knows how English is written down and nothing of debates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.speakers.spelling import american

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
YEAR = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")
PLACED = re.compile(r"(?:In|On|At|By|After|Before|When|If|While|During|From|Since|Under|With)\b")
EARLIER = re.compile(r"\bhad \w+ed\b|\bhad (?:been|spoken|begun|put|met|gone)\b")
MARKER = re.compile(r"\s*\[(?:\d+|\[[^\]]+\])\]")
_LEADS = (
    "a an the this that these those some any all most many few each every no not nobody nothing one"
    " two three four about nearly almost more less only even if when where while once since until"
    " after before because as in on at by for from to with without of there here it they he she we"
    " you who whoever what whatever which how why to both either neither such so but and or then"
    " now today early late small large big old new good bad great another other others its their"
    " our his her your my able whether although though under over between during against within"
)
LEADS = frozenset(_LEADS.split())
_TITLES = "secretary president presidents sir lord chancellor prime senator general major colonel"
TITLES = frozenset(_TITLES.split())


class Wording:
    """Turns sentences into clauses. Learns from the corpus which words are names."""

    def __init__(self, sentences: Iterable[str]) -> None:
        common: set[str] = set(LEADS)
        names: set[str] = set()
        for sentence in sentences:
            for word in WORD.findall(sentence)[1:]:
                (common if word.islower() else names).add(word.lower())
        self._common = frozenset(common)
        self._names = frozenset(names)

    def inside(self, sentence: str, *, careful: bool = False) -> str:
        """The sentence as it reads on after a comma, a colon or “that”: no capital, no stop.

        `careful` leaves the capital of a word that the corpus does not show to be no name.
        """
        clause = sentence.strip().rstrip(".").strip()
        first = WORD.match(clause)
        if not first:
            return clause
        word = first.group()
        plain = re.split(r"['’-]", word)[0]
        lower = plain.lower()
        follower = WORD.search(clause, first.end())
        strange = (
            careful or lower in self._names or bool(follower and follower.group()[0].isupper())
        )
        name = plain == "I" or lower in TITLES or any(c.isupper() for c in plain[1:])
        if not name and (lower in self._common or not strange):
            return clause[0].lower() + clause[1:]
        return clause


def whole(clause: str) -> str:
    """The clause as a sentence of its own: a capital in front, a stop behind."""
    text = clause.strip()
    if not text:
        return ""
    ended = text if re.search(r"[.!?…][\"”’)]*(?: ?\[[^\]]*\])*$", text) else f"{text}."
    return ended[0].upper() + ended[1:]


def marked(sentence: str, marker: str) -> str:
    """The sentence with a marker before its full stop: “They came [1].”"""
    text = sentence.strip()
    stop = re.search(r"[.!?…]+[\"”’)]*$", text)
    at = stop.start() if stop else len(text)
    return f"{text[:at]} {marker}{text[at:]}"


def dated(sentence: str, when: str, wording: Wording) -> str:
    """The sentence with its date in front, where it does not name a year itself.

    `when` is YYYY, YYYY-MM or YYYY-MM-DD; anything else leaves the sentence as it is.
    """
    said = month_and_year(when)
    if not said or YEAR.search(sentence) or PLACED.match(sentence) or EARLIER.search(sentence):
        return sentence
    return f"In {said} {wording.inside(sentence, careful=True)}."


def month_and_year(when: str) -> str:
    """“March 2019” for 2019-03 and for 2019-03-24; “2019” for 2019; empty for what is no date."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-\d\d)?", when.strip())
    if not found:
        return ""
    year, month = found.groups()
    if month and 1 <= int(month) <= 12:
        return f"{MONTHS[int(month) - 1]} {year}"
    return str(year)


def sentences(text: str) -> list[str]:
    """The sentences of a speech, without their markers."""
    bare = MARKER.sub("", text)
    return [s.strip() for s in re.split(r"(?<=[.!?…])[\"”’)]*\s+|\n+", bare) if s.strip()]


def bare(text: str) -> str:
    """Only the words, in lower case and one spelling, by which two sentences are held to be the same."""
    return " ".join(_plain(word) for word in WORD.findall(MARKER.sub("", text)))


def _plain(word: str) -> str:
    """“neighbor's” for “Neighbour’s”."""
    stem, mark, ending = word.lower().replace("’", "'").partition("'")
    return american(stem) + mark + ending
