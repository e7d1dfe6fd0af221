"""What a claim is built from: a figure, a case, a likeness, a step, a word such as “always”.

Told by the look of the words alone, so that the coach can point at the very words. Knows nothing
of motions, arguments or sources.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.coaching.dating import dates_of
from bot.coaching.figures import figures_of, shown
from bot.coaching.wording import CLAUSE, few_words
from bot.library.stems import sentences_of


class Part(StrEnum):
    """Something that a claim leans on, and that an answer can go at."""

    LIKENESS = "likeness"  # this case is like that one
    FIGURE = "figure"
    EXAMPLE = "example"  # one case is named
    AUTHORITY = "authority"  # somebody says so
    KNOWN = "known"  # everyone knows
    ONLY_TWO = "only-two"  # this or that, and nothing else
    MOTIVE = "motive"  # what somebody wants
    LINK = "link"  # one thing follows from another, or causes it
    FORECAST = "forecast"  # what will happen
    ALWAYS = "always"  # all, never, everybody
    RANK = "rank"  # one thing counts for more than another
    OUGHT = "ought"  # should, must


@dataclass(frozen=True, slots=True)
class Found:
    """A part of a claim, in a few of the claim's own words."""

    part: Part
    words: str


_WHO = r"(?:they|he|she|it|we|you|the|that|this|there|people|russia|america|moscow|putin)"
_NAMED = r"(?-i:[A-Z]\w+)"
_NO_LIKENESS = "".join(
    rf"(?<!\b{word} )" for word in ("would", "i", "you", "we", "they", "people", "look", "looks", "feel",
                                    "feels", "don't", "dont", "not", "something", "things", "stuff")
)  # fmt: skip
CUES: Mapping[Part, str | tuple[str, str]] = {
    Part.LIKENESS: (
        rf"(?:just|exactly) like|{_NO_LIKENESS}like (?=(?:in|with|when|what|a|an|the) |{_NAMED})"
        rf"|the same (?:as|way|thing|mistake|story)|similar to|compared? (?:to|with)"
        rf"|reminds? \w+ of|another (?={_NAMED})|(?:as|same) (?:in|with) (?={_NAMED}|\d)"
    ),
    Part.EXAMPLE: (
        r"for example|for instance|such as|(?:just )?look at|think of (?!it)|remember (?=the|what|when)|what about"
        rf"|happened (?:in|to|with)|we saw (?:it |this |that )?(?:in|with)"
        rf"|(?:worked|failed|tried it|did it|did that) (?:in|with) (?={_NAMED}|(?:1[5-9]|20)\d\d)"
    ),
    Part.AUTHORITY: (
        r"(?:experts?|scientists?|historians?|scholars?|(?:a|the|some|many|most) (?:stud(?:y|ies)|professors?|reports?)"
        r"|research|history|my (?:teacher|book|dad|mom))(?= \w+)|according to"
    ),
    Part.KNOWN: (
        r"every(?:one|body) (?:knows|agrees|can see|sees)|we all know|as we know|obviously|clearly|of course"
        r"|it(?: is|['’]?s) (?:obvious|clear|a fact)|no ?(?:body|one) can deny|without (?:a )?doubt|undoubtedly"
        r"|common sense|for sure"
    ),
    Part.ONLY_TWO: (
        r"either(?= .{2,60}\bor\b)|the only (?:way|choice|option|thing|answer|alternative|language)"
        r"|no other (?:way|choice|option)|(?:have|had|has) no choice|or else|unless (?:we|you|they|america)"
        r"|if (?:we|you|america) (?:don['’]?t|do not|does not|doesn['’]?t|dont)|there are only two|must choose"
    ),
    Part.MOTIVE: (
        r"(?:just |only |really )?wants? (?=to|more|power|money|war|peace|his|her|their|its|the|a |us|what)"
        r"|(?:is|are|was|were) (?:only |just )?(?:trying|there|here) to|tr(?:ies|ied) to|intends? to|plans? to|hopes? to"
        r"|out of (?:fear|greed|pride)|(?:is|are|was|were) (?:afraid|scared|greedy|jealous)|only cares?"
    ),
    Part.LINK: (
        rf"because|bcs|cuz|every time|whenever|cause (?={_WHO})|since (?={_WHO})|therefore|that['’]?s why|that is why"
        rf"|so then|so (?={_WHO}|\w+ing)",
        r"which means|means that|leads? to|led to|results? in|provok(?:es?|ed)|invites?|brings?|brought|proves?|proved"
        r"|shows? that|makes? (?=them|him|it|us|people|russia|war)",
    ),
    Part.FORECAST: (
        r"will|won['’]?t|(?:is|are) going to|gonna|sooner or later|ends? up|(?:what['’]?s|what is) (?:stopping|next)"
        r"|one day|the next step|would (?=lead|mean|be|make|bring|get|just|only|have|never)"
    ),
    Part.ALWAYS: (
        r"always|never|every(?:body|one|thing)?(?! knows| agrees| sees| can see)|nobody|no one|none of|(?<!than )nothing|in every case"
        r"|no (?=country|state|government|great|ruler|leader)|any(?:one|body)|any (?=country|state|government)"
        r"|(?<!at )(?<!after )(?<!above )(?<!not )all (?=(?:the |of |these |those )?\w+s\b)(?!options)"
    ),
    Part.RANK: (
        r"(?:more|most|less) important|matters? more|worth (?=more|it|the|a )|(?:better|worse|safer|cheaper|bigger) than"
        r"|is (?:better|worse|safer|cheaper)|above all|comes? (?:first|before)|before anything"
        r"|too (?:expensive|risky|dangerous|high|big)"
    ),
    Part.OUGHT: r"should(?:n['’]?t| not)?|must(?:n['’]?t| not)?|ought to|ha(?:ve|s) to|needs? to",
}  # fmt: skip
"""How the words open in which a part shows; where there are two lots, the surer ones first."""
MOST = 8
"""So many words of a claim are shown, to say which part of it is meant."""
FEWEST = 3
"""Of fewer words nobody could tell which are meant, so that the words before them are shown too."""
PATTERNS = {
    part: tuple(
        re.compile(rf"\b(?:{some})(?:(?<=\s)|(?!\w))", re.IGNORECASE)
        for some in ((cues,) if isinstance(cues, str) else cues)
    )
    for part, cues in CUES.items()
}


def parts_of(text: str) -> tuple[Found, ...]:
    """What a text leans on, each sort of part once, where it shows first; empty for a bare opinion."""
    found: dict[Part, str] = {}
    for sentence in sentences_of(text):
        for part in Part:
            if part not in found and (words := _shown(part, sentence)):
                found[part] = words
    return tuple(Found(part, found[part]) for part in Part if part in found)


def _shown(part: Part, sentence: str) -> str:
    """The words of a sentence in which a part shows; empty where it does not."""
    if part is Part.FIGURE:
        figure = next((f for f in figures_of(sentence) if f.telling), None)
        return few_words(shown(sentence, figure), 6) if figure else ""
    match = next((m for pattern in PATTERNS[part] if (m := pattern.search(sentence))), None)
    if match:
        return _around(sentence, match.start())
    dated = dates_of(sentence) if part is Part.EXAMPLE else ()
    return _around(sentence, dated[0].place[0], most=1) if dated else ""


def _around(sentence: str, start: int, most: int = 4) -> str:
    """A few words from a place on; where its clause soon ends, or begins with a date, some before."""
    words = few_words(sentence[start:], MOST)
    if len(words.split()) >= FEWEST and most > 1:
        return words
    clause = CLAUSE.split(sentence[:start])[-1]
    before = list(re.finditer(r"\S+", clause))[-most:]
    return few_words(sentence[start - len(clause) + before[0].start() :], MOST) if before else words
