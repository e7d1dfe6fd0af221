"""What a model is given to argue from: the sources, the record of the debate, the words to answer.

All of it was written by other people, so all of it stands in fences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain, islice

from bot.debate.arguments import Argument
from bot.debate.errors import Unknown
from bot.debate.flow import flow, spoken
from bot.debate.model import (
    AUDIENCE,
    BOT,
    Citation,
    Debate,
    Kind,
    Passage,
    Side,
    SourceKind,
    Speech,
    Standing,
    Turn,
)
from bot.library.dates import later
from bot.ports import Library
from bot.speakers.commenting import heard_since
from bot.speakers.fence import fence
from bot.speakers.hearing import spoken_for

MOST_SOURCES = 10
FEWEST_NEW = 2
LONGEST_SOURCE = 900
LONGEST_SPEECH = 6000
LONGEST_QUERY = 1200
DIGEST, SHORT_DIGEST = 280, 110
"""Characters that the record keeps of the last two speeches, and of those before them."""
MOST_POINTS = 12
MOST_TO_ANSWER = 5
OBSERVERS = {Kind.COMMENT: "an observer", Kind.FEEDBACK: "the coach"}
"""Who speaks in turns that are for neither side."""
SOURCES_HEADING = "# The sources of this debate; their numbers stay the same to its end"


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


def sources_block(citations: Iterable[Citation], heading: str = SOURCES_HEADING) -> str:
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


def record(debate: Debate, library: Library) -> str:
    """The debate so far in a line for each speech, and the points on the table.

    The last two speeches keep more of their words than those before, so that a long debate does
    not make a long prompt.
    """
    if not debate.speeches:
        return "# The record\n\nNobody has spoken yet."
    newest = len(debate.speeches) - 2
    mine = debate.turn.side if debate.turn else None
    lines = [
        _line(speech, mine, DIGEST if number >= newest else SHORT_DIGEST)
        for number, speech in enumerate(debate.speeches)
    ]
    parts = ["# The record", fence("record", "\n".join(lines))]
    if points := _points(debate, library):
        parts += ["Points on the table:", "\n".join(points)]
    return "\n\n".join(parts)


def _line(speech: Speech, mine: Side | None, length: int) -> str:
    who = "you" if speech.turn.side is mine else "the other side"
    who = OBSERVERS.get(speech.turn.kind, who)
    words = "(withdrawn)" if speech.text is None else clipped(speech.text, length)
    return f"{speech.turn.index + 1}. {speech.turn.side}, {speech.turn.kind}, {who}: {words}"


def _points(debate: Debate, library: Library) -> list[str]:
    lines = []
    for point in flow(debate)[-MOST_POINTS:]:
        try:
            claim = library.argument(point.argument).claim
        except Unknown:
            continue
        answered = ", ".join(str(turn + 1) for turn in point.answered_in)
        state = f"answered in speech {answered}" if answered else "not answered yet"
        lines.append(f"- {point.side}, speech {point.turn + 1}: {claim} ({state})")
    return lines


def to_answer(debate: Debate, turn: Turn) -> tuple[Speech, ...]:
    """The speeches that this turn has to meet, oldest first.

    An answer meets the question, a comment what both sides have said since the last one. Any
    other turn meets all that the other side has said for itself since this side's last speech
    proper, questions and answers included.
    """
    if turn.kind is Kind.COMMENT:
        return heard_since(debate)[-MOST_TO_ANSWER:]
    others = [s for s in spoken_for(debate, turn.side.other) if s.text]
    if turn.kind is Kind.ANSWER:
        questions = [s for s in others if s.turn.kind is Kind.QUESTION]
        return tuple(questions[-1:])
    between = (Kind.QUESTION, Kind.ANSWER)
    own = [s for s in spoken_for(debate, turn.side) if s.turn.kind not in between]
    last = max((s.turn.index for s in own), default=-1)
    since = [s for s in others if s.turn.index > last]
    return tuple(since[-MOST_TO_ANSWER:] or others[-1:])


def words_to_answer(speeches: Sequence[Speech]) -> str:
    """What was said, each speech in a fence of its own; empty where nothing was.

    Speeches of both sides go by the name of their side.
    """
    both = len({speech.turn.side for speech in speeches}) > 1
    return "\n\n".join(
        fence(
            "words",
            clipped(speech.text or "", LONGEST_SPEECH),
            speech=speech.turn.index + 1,
            kind=speech.turn.kind,
            by=_speaker(speech, both),
        )
        for speech in speeches
    )


def _speaker(speech: Speech, both: bool) -> str:
    if speech.turn.seat == AUDIENCE:
        return "a student in the audience"
    side = f"the {speech.turn.side} side" if both else "the other side"
    return side if speech.by == BOT else f"the student on {side}"


async def new_passages(
    debate: Debate, turn: Turn, library: Library, heard: Sequence[Argument]
) -> tuple[Passage, ...]:
    """Passages that may help this speech and have no number yet, the likeliest first.

    The evidence of arguments that answer what was `heard` comes first, then what the last words
    and the motion find, then the evidence of arguments not made so far. Nothing that was
    published or happened after the date of the motion is among them.
    """
    motion = debate.motion
    own = library.arguments(motion.id, debate.seat(turn.side).school)
    ids = {argument.id for argument in heard}
    made = spoken(debate, turn.side)
    fresh = [a for a in own if a.id not in made]
    fitting = [a for a in fresh if any(answer.claim in ids for answer in a.answers)]
    last_words = " ".join(s.text or "" for s in to_answer(debate, turn))[-LONGEST_QUERY:]
    found = await library.search(last_words, motion=motion, limit=4) if last_words.strip() else ()
    general = await library.search(motion.says, motion=motion, limit=4)
    known = debate.citations
    room = max(MOST_SOURCES - len(known), FEWEST_NEW)
    numbered = {citation.passage.id for citation in known}
    wanted = chain(
        islice(_evidence(fitting, library), 4), found, general, _evidence(fresh, library)
    )
    unique = {p.id: p for p in wanted if p.id not in numbered and _known_then(p, motion.as_of)}
    return tuple(islice(unique.values(), room))


def _evidence(arguments: Iterable[Argument], library: Library) -> Iterable[Passage]:
    for argument in arguments:
        for id in argument.evidence:
            try:
                yield library.passage(id)
            except Unknown:
                continue


def _known_then(passage: Passage, as_of: str) -> bool:
    return not later(passage.when, as_of) and not later(passage.source.published, as_of)


def spelled_out(as_of: str) -> str:
    """A date of the corpus in words, such as “April 2019”."""
    for pattern, shown in (("%Y-%m-%d", "%-d %B %Y"), ("%Y-%m", "%B %Y")):
        try:
            return datetime.strptime(as_of, pattern).strftime(shown)  # noqa: DTZ007  a month has no zone
        except ValueError:
            continue
    return as_of


def clipped(text: str, length: int) -> str:
    """The first `length` characters of `text`, cut between words and shown as cut."""
    text = " ".join(text.split()) if length < LONGEST_SOURCE else text
    if len(text) <= length:
        return text
    return text[:length].rsplit(maxsplit=1)[0] + " …"
