"""How a person's speeches came about: times, hints, words in common. Facts to talk about, no verdict.

None of them shows who wrote a speech. Whoever reads them has to ask the speaker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.debate.model import BOT, Debate, Speech
from bot.debate.wording import count_words
from bot.exports.overlap import Common, common
from bot.exports.wording import plain
from bot.records.escaping import count

FASTEST = 150
"""Words a minute: the record over fifty minutes at a keyboard, held by a typist who copied. Adults
who copy reach thirty to fifty, and about twenty when they think of the words as well."""
LARGE = 30
"""Words from which on a speech is held against it; a short answer may be ready beforehand."""
MOST_WORDS = 40
"""Of a run in common, so many are shown."""

FOREWORD = (
    "Facts to talk about with the speakers. None of this shows who wrote a speech: people prepare, "
    "dictate, translate, and learn sentences by heart."
)
HEADINGS = ("Speech", "Turn opened", "Given", "Length", "Hints", "Also to be seen")


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that a speech has in common with a speech of the bot or a source, by its number."""

    speech: int | None
    source: int | None
    common: Common


@dataclass(frozen=True, slots=True)
class Process:
    """How one speech came about. `turn` counts from 1; `by` is a person id.

    `opened_at` is the latest that is known of when the turn opened, and `seconds` are since then:
    both None where nothing is known. `hints` are the kinds taken in the turn, each with how often.
    """

    turn: int
    by: str
    opened_at: datetime | None
    given_at: datetime
    seconds: float | None
    words: int
    hints: tuple[tuple[str, int], ...]
    shared: tuple[Shared, ...]

    @property
    def words_a_minute(self) -> float | None:
        """None where the time is not known. Within a second counts as a second."""
        return None if self.seconds is None else self.words * 60 / max(self.seconds, 1)

    @property
    def pasted(self) -> bool:
        """Whether so many words came so fast that they were not typed in their turn."""
        pace = self.words_a_minute
        return self.words >= LARGE and pace is not None and pace > FASTEST


def process(debate: Debate) -> tuple[Process, ...]:
    """How each speech of a person came about, in their order; of a withdrawn one no words."""
    return tuple(_process(debate, speech) for speech in debate.speeches if speech.by != BOT)


def _process(debate: Debate, speech: Speech) -> Process:
    opened = _opened(debate, speech)
    turn = speech.turn.index
    taken = Counter(h.kind for h in debate.hints if (h.person, h.turn) == (speech.by, turn))
    return Process(
        turn=turn + 1,
        by=speech.by,
        opened_at=opened,
        given_at=speech.given_at,
        seconds=(speech.given_at - opened).total_seconds() if opened else None,
        words=count_words(speech.text or ""),
        hints=tuple(taken.items()),
        shared=tuple(_shared(debate, speech)),
    )


def _opened(debate: Debate, speech: Speech) -> datetime | None:
    """The end of the speech before; for the first turn the debate's opening.

    The turn itself opens a little later, so that nobody seems faster than they were. The end of a
    vote, or of a turn that passed, is not known.
    """
    if speech.turn.index == 0:
        return debate.opened_at
    before = debate.speech(speech.turn.index - 1)
    return before.given_at if before else None


def _shared(debate: Debate, speech: Speech) -> Iterator[Shared]:
    """What a speech has in common with the bot's earlier words and with the sources."""
    text = speech.text or ""
    known = f"{debate.motion.says} \n {debate.topic}"
    for earlier in debate.speeches:
        if earlier.by != BOT or earlier.turn.index > speech.turn.index:
            continue
        if found := common(text, earlier.text or "", known):
            yield Shared(earlier.turn.index + 1, None, found)
    for citation in debate.citations:
        passage = citation.passage
        around = " ".join((passage.before, passage.text, passage.after))
        if found := common(text, around, known):
            yield Shared(None, citation.number, found)


# --- in words ---------------------------------------------------------------------------------


def cells(process: Process) -> tuple[str, ...]:
    """A row under HEADINGS, without its first cell: which speech it is, and whose."""
    taken = "" if process.seconds is None else f", {lasted(process.seconds)} later"
    pace = process.words_a_minute
    speed = "" if pace is None else f", {pace:.0f} a minute"
    hints = ", ".join(f"{kind} ({times})" for kind, times in process.hints)
    return (
        _clock(process.opened_at) if process.opened_at else "not known",
        f"{_clock(process.given_at)}{taken}",
        f"{count(process.words, 'word')}{speed}",
        hints or "none",
        " ".join(remarks(process)) or "–",
    )


def lasted(seconds: float) -> str:
    """A length of time in its two largest units, such as “4 min 10 s” or “2 d 3 h”."""
    whole = round(seconds)
    parts = (
        (whole // 86400, "d"),
        (whole // 3600 % 24, "h"),
        (whole // 60 % 60, "min"),
        (whole % 60, "s"),
    )
    first = next((n for n, (amount, _) in enumerate(parts) if amount), len(parts) - 1)
    return (
        " ".join(f"{amount} {unit}" for amount, unit in parts[first : first + 2] if amount) or "0 s"
    )


def _clock(at: datetime) -> str:
    at = at.astimezone(UTC)
    return f"{at.day} {at:%b, %H:%M:%S}"


def remarks(process: Process) -> tuple[str, ...]:
    """What else is to be seen of a speech, a sentence each."""
    said = []
    if process.pasted:
        said.append(
            f"It came at more than {FASTEST} words a minute, faster than anybody types for long: "
            "it was written before the turn, pasted or dictated."
        )
    return (*said, *(_remark(shared) for shared in process.shared))


def _remark(shared: Shared) -> str:
    found = shared.common
    where = (
        f"source {shared.source}" if shared.speech is None else f"the bot’s speech {shared.speech}"
    )
    words = plain(found.longest).split()
    cut = " …" if len(words) > MOST_WORDS else ""
    return (
        f"{found.share:.0%} of its words stand in the same order in {where}; the longest run is of "
        f"{found.run} words: “{' '.join(words[:MOST_WORDS])}{cut}”."
    )
