"""The sources that a model is offered: the main ones of the debate, and a few for one speech.

The main ones are offered from the first speech on, in the same order and under the same numbers, so
that a server can keep what it has read of them. All were written by other people, so all stand in
fences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from bot.debate.arguments import Argument
from bot.debate.errors import Unknown
from bot.debate.flow import spoken
from bot.debate.model import Citation, Debate, Passage, Side, SourceKind, Standing, Turn
from bot.library.dates import later
from bot.ports import Library
from bot.speakers.fence import fence
from bot.speakers.material import clipped, to_answer
from bot.speakers.numbers import Numbers

MOST_MAIN = 16
MOST_BESIDE = 4
MOST_BEARING = 4
LONGEST_SOURCE = 900
LONGEST_QUERY = 1200
HEADING = "# The sources of this debate; their numbers stay the same to its end"
BESIDE = "# Sources found for this speech"
NUMBER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is offered with one speech only: passages, and which of the main ones bear on it."""

    passages: tuple[Passage, ...]
    bearing: tuple[Passage, ...]


def standing(passage: Passage) -> str:
    """Whose a passage is, in words that keep a report from being taken for its author's view."""
    holder = passage.held_by or "others"
    match passage.standing:
        case Standing.AUTHORED:
            return "claimed by the author of this source"
        case Standing.ATTRIBUTED:
            return f"only reported of {holder}; the author does not hold it"
        case Standing.CONCEDED:
            return f"granted by the author to the other side ({holder})"
        case Standing.DOCTRINE:
            return "general teaching of a school"
        case None:
            return "fact"


def sources_block(citations: Iterable[Citation], heading: str = HEADING) -> str:
    """The numbered sources. More citations only ever add to the end of what fewer give."""
    return "\n\n".join([heading, *map(_source, citations)])


def _source(citation: Citation) -> str:
    passage, source = citation.passage, citation.passage.source
    told_in = {"told_in": passage.published_in} if passage.published_in else {}
    return fence(
        "source",
        clipped(passage.text, LONGEST_SOURCE),
        number=citation.number,
        quotable="yes" if source.kind is SourceKind.ARTICLE else "no",
        standing=standing(passage),
        title=source.title,
        author=source.author or "not given",
        published=source.published or "not given",
        **told_in,
    )


async def main_passages(debate: Debate, library: Library) -> tuple[Passage, ...]:
    """The sources on which the motion is argued, the same for both sides and for every speech.

    Those that the motion itself finds come first, then what the arguments of the two schools lean
    on, by turns. Nothing that was published or happened after the date of the motion is among them.
    """
    motion = debate.motion
    found = await library.search(motion.says, motion=motion, limit=4)
    schools = (debate.seat(side).school for side in Side)
    leaning = [_evidence(library.arguments(motion.id, school), library) for school in schools]
    by_turns = (p for pair in zip_longest(*leaning) for p in pair if p)
    return _first(MOST_MAIN, chain(found, by_turns), motion.as_of)


async def passages_beside(
    debate: Debate,
    turn: Turn,
    library: Library,
    heard: Sequence[Argument],
    main: Sequence[Passage],
) -> Beside:
    """What may help this speech, the likeliest first.

    What the words to answer cite comes first, and what this side last leaned on; then the evidence
    of arguments that answer what was `heard`, what those words find, and the evidence of arguments
    not made so far.
    """
    motion = debate.motion
    own = library.arguments(motion.id, debate.seat(turn.side).school)
    made = spoken(debate, turn.side)
    fresh = [a for a in own if a.id not in made]
    ids = {argument.id for argument in heard}
    fitting = [a for a in fresh if any(answer.claim in ids for answer in a.answers)]
    words = " ".join(s.text or "" for s in to_answer(debate, turn))
    query = words[-LONGEST_QUERY:]
    found = await library.search(query, motion=motion, limit=4) if query.strip() else ()
    cited = {int(number) for number in NUMBER.findall(words)}
    theirs = (c.passage for c in debate.citations if c.number in cited)
    spoke = [s for s in debate.speeches if s.turn.side is turn.side and s.citations]
    leaned_on = (c.passage for s in spoke[-1:] for c in s.citations)
    apt = (*islice(_evidence(fitting, library), 4), *found)
    known = {passage.id for passage in main}
    offered = chain(theirs, leaned_on, apt, _evidence(fresh, library))
    return Beside(
        _first(MOST_BESIDE, (p for p in offered if p.id not in known), motion.as_of),
        _first(MOST_BEARING, (p for p in apt if p.id in known), motion.as_of),
    )


def beside_block(beside: Beside, numbers: Numbers) -> str:
    """What is offered with one speech, with its numbers; a line says which main sources bear on it."""
    block = sources_block([numbers.of(p) for p in beside.passages], BESIDE)
    bearing = sorted(numbers.of(p).number for p in beside.bearing)
    if not bearing:
        return block
    named = ", ".join(f"[{number}]" for number in bearing)
    return f"{block}\n\nOf the sources above, these bear on what was just said: {named}."


def _first(most: int, passages: Iterable[Passage], as_of: str) -> tuple[Passage, ...]:
    """So many of the passages that were known by then, each once."""
    unique = {p.id: p for p in passages if _known_then(p, as_of)}
    return tuple(islice(unique.values(), most))


def _evidence(arguments: Iterable[Argument], library: Library) -> Iterator[Passage]:
    for argument in arguments:
        for id in argument.evidence:
            try:
                yield library.passage(id)
            except Unknown:
                continue


def _known_then(passage: Passage, as_of: str) -> bool:
    return not later(passage.when, as_of) and not later(passage.source.published, as_of)
