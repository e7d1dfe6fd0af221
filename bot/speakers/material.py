"""What a model is told of the debate: the flow so far, and the words to answer.

All of it was written by other people, so all of it stands in fences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.debate.errors import Unknown
from bot.debate.flow import Entry, FlowSheet, State, flow, sheet_of
from bot.debate.model import AUDIENCE, BOT, Debate, Kind, Side, Speech, Turn
from bot.ports import Library
from bot.speakers.commenting import heard_since
from bot.speakers.fence import fence
from bot.speakers.hearing import spoken_for

LONGEST_SPEECH = 6000
DIGEST, SHORT_DIGEST = 280, 110
"""Characters that the record keeps of the last two speeches, and of those before them."""
MOST_POINTS = 12
MOST_TOLD = 10
MOST_ASKED = 4
MOST_TO_ANSWER = 5
OBSERVERS = {Kind.COMMENT: "an observer", Kind.FEEDBACK: "the coach"}
"""Who speaks in turns that are for neither side."""
RECORD = "# The record"
STATES = (
    "A claim is standing while the other side has had no speech since, and dropped once it has had one"
    " and not answered. Claims and sources are numbered apart."
)
STRUCK = re.compile(r"~~.*?~~(?: \([^)]*\))?", re.DOTALL)


def record(debate: Debate, library: Library) -> str:
    """What has been said so far, in as many words after forty speeches as after eight.

    It is the flow sheet, where claims were noted: those that are still open first of all. Else it
    is the last speeches in a line for each, and the points on the table.
    """
    if not debate.speeches:
        return f"{RECORD}\n\nNobody has spoken yet."
    sheet = sheet_of(debate)
    if not sheet.entries:
        return _history(debate, library)
    parts = [RECORD, *_claims(sheet, _speaking(debate))]
    return "\n\n".join([*parts, *_own_words(debate)])


# --- the flow sheet ---------------------------------------------------------------------------


def _speaking(debate: Debate) -> Side | None:
    """The side that is about to speak; None where it is neither."""
    turn = debate.turn
    return None if turn is None or turn.kind in OBSERVERS else turn.side


def _claims(sheet: FlowSheet, mine: Side | None) -> Iterator[str]:
    kept = {entry.number for side in Side for entry in _open_first(sheet, side, mine)}
    lines: list[str] = []
    for side in Side:
        own = " (your side)" if side is mine else ""
        lines.append(f"Claims of the {side}{own}")
        lines += [_claim(entry) for entry in sheet.of(side) if entry.number in kept]
    yield STATES
    yield fence("record", "\n".join(lines))
    if left := [entry.state for entry in sheet.entries if entry.number not in kept]:
        counts = (f"{left.count(state)} {state}" for state in State if state in left)
        yield f"Left out: {len(left)} other claims ({', '.join(counts)})."


def _open_first(sheet: FlowSheet, side: Side, mine: Side | None) -> list[Entry]:
    """The claims of a side that matter most now, the latest first.

    Of the other side those that nobody answered, of one's own those that were answered.
    """
    entries = [entry for entry in sheet.of(side) if entry.words]
    wanted = side is mine
    entries.sort(key=lambda e: -max(e.turn, *e.again, 0))
    entries.sort(key=lambda e: (e.state is State.ANSWERED) is not wanted)
    return entries[: MOST_POINTS // 2]


def _claim(entry: Entry) -> str:
    words = clipped(STRUCK.sub("…", entry.words), SHORT_DIGEST)
    state = entry.state.value
    if entry.answered_by:
        state += f" by {', '.join(map(str, entry.answered_by))}"
    meets = f", answers {', '.join(map(str, entry.answers))}" if entry.answers else ""
    return f"- claim {entry.number}, speech {entry.turn + 1}, {state}{meets}: {words}"


def _own_words(debate: Debate) -> Iterator[str]:
    """How this side spoke last, so that it says nothing twice; for a question what it has asked."""
    turn = debate.turn
    if turn is None or turn.kind in OBSERVERS:
        return
    own = [s for s in spoken_for(debate, turn.side) if s.text]
    if turn.kind is Kind.QUESTION:
        asked = [s for s in own if s.turn.kind is Kind.QUESTION][-MOST_ASKED:]
        if asked:
            lines = "\n".join(clipped(s.text or "", SHORT_DIGEST) for s in asked)
            yield f"Your side has asked:\n\n{fence('record', lines)}"
    elif own:
        yield f"Your side said last:\n\n{fence('record', clipped(own[-1].text or '', DIGEST))}"


# --- a debate without notes -------------------------------------------------------------------


def _history(debate: Debate, library: Library) -> str:
    mine = debate.turn.side if debate.turn else None
    told = debate.speeches[-MOST_TOLD:]
    lines = [
        _line(speech, mine, DIGEST if number >= len(told) - 2 else SHORT_DIGEST)
        for number, speech in enumerate(told)
    ]
    parts = [RECORD, fence("record", "\n".join(lines))]
    if len(debate.speeches) > len(told):
        parts.append(f"Left out: the {len(debate.speeches) - len(told)} speeches before these.")
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
    text = " ".join(text.split()) if length <= DIGEST else text
    if len(text) <= length:
        return text
    return text[:length].rsplit(maxsplit=1)[0] + " …"
