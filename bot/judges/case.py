"""What a judge has before it of one speaker: their words as read, and what there was to answer.

Nothing here knows a name, a school or which side is which; only who is on the other one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.debate.flow import sheet_of
from bot.debate.model import Citation, Debate, Kind, Speech
from bot.debate.wording import NAMES
from bot.judges.cohesion import drift_in, ground, links
from bot.judges.labelled import Voice, voices
from bot.judges.reading import (
    Left,
    Sentence,
    content,
    counting,
    read,
    without_copies,
    without_repetition,
)
from bot.library.stems import COMMONPLACE, words_of

MOST_POINTS = 3
"""So many points of one speech are to be answered where nobody kept the flow."""
Readings = Mapping[int, tuple[Sentence, ...]]
"""Every speech as read by itself, by its turn."""
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A speech as it was read. `lent` says that it argued the other side's case, as some formats ask.

    `name` is what it is called to its speaker, such as “second rebuttal”; `beside` are sentences of
    which nobody can tell whether they are about the motion.
    """

    speech: Speech
    name: str
    sentences: tuple[Sentence, ...]
    lent: bool
    beside: tuple[Sentence, ...] = ()

    @property
    def turn(self) -> int:
        return self.speech.turn.index

    @property
    def kind(self) -> Kind:
        return self.speech.turn.kind

    @property
    def argues(self) -> bool:
        """Whether it has to stand by itself, and is neither a question nor an answer."""
        return self.kind not in (Kind.QUESTION, Kind.ANSWER)

    @property
    def counts(self) -> tuple[Sentence, ...]:
        """Its sentences that count and say something."""
        return tuple(s for s in counting(self.sentences) if not s.empty)

    @property
    def firm(self) -> tuple[Sentence, ...]:
        """Those that are about the motion, as far as their words can tell."""
        return tuple(s for s in self.counts if s not in self.beside)

    @property
    def weight(self) -> int:
        """How much it counts beside the speaker's other speeches: its words, as far as they count."""
        return min(sum(len(s.words) for s in self.counts), 80)

    def place(self, sentence: Sentence) -> str:
        """Where a sentence stands, such as “the second sentence of your rebuttal”."""
        number = self.sentences.index(sentence)
        if len(self.sentences) == 1:
            return f"your {self.name}"
        which = f"the {ORDINALS[number]}" if number < len(ORDINALS) else "a late"
        return f"{which} sentence of your {self.name}"


@dataclass(frozen=True, slots=True)
class Point:
    """Something that the other side said and that can be answered.

    `number` is the claim's on the flow sheet, 0 where none was kept; `by_flow` are the turns that
    meet it according to the sheet; `question` says that it was asked of this very speaker.
    """

    turn: int
    said_in: str
    links: frozenset[str]
    words: tuple[str, ...]
    number: int = 0
    by_flow: tuple[int, ...] = ()
    question: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One speaker's part in a debate."""

    voice: Voice
    told: tuple[Told, ...]
    points: tuple[Point, ...]
    topic: str
    about: frozenset[str]
    spoken: tuple[Speech, ...]
    theirs: tuple[Speech, ...]
    their_words: tuple[tuple[int, frozenset[str]], ...]

    @property
    def argued(self) -> tuple[Told, ...]:
        """The speeches that have to make a case; where there are none, comments, else all."""
        proper = tuple(t for t in self.told if t.kind.argues)
        return proper or tuple(t for t in self.told if t.argues) or self.told

    def sentences(self) -> Iterable[tuple[Told, Sentence]]:
        """Every sentence that counts, with its speech."""
        return ((told, s) for told in self.told for s in told.counts)

    def known(self, turn: int) -> dict[int, Citation]:
        """The citations that had been given when a turn was over, by number."""
        before = (s for s in self.spoken if s.turn.index <= turn)
        return {c.number: c for s in before for c in s.citations}

    def heard(self, turn: int) -> tuple[Speech, ...]:
        """What the other side had said when a turn came, as far as it still stands."""
        return tuple(s for s in self.theirs if s.turn.index < turn)

    def heard_words(self, turn: int) -> frozenset[str]:
        """The words of weight that the other side had used when a turn came."""
        return frozenset(w for at, words in self.their_words if at < turn for w in words)


def cases(debate: Debate) -> tuple[Case, ...]:
    """The case of each speaker, the bot's among them, in the order in which they first spoke."""
    in_order = tuple(sorted(debate.speeches, key=lambda s: s.turn.index))
    debate = replace(debate, speeches=in_order)
    everybody = voices(debate)
    readings = {s.turn.index: read(s.text or "") for v in everybody for s in v.speeches}
    return tuple(_case(debate, everybody, voice, readings) for voice in everybody)


def distinctive(case: Case, words: Iterable[str]) -> frozenset[str]:
    """The words that tell one point on this motion from another."""
    return links(words) - COMMONPLACE - case.about


def _case(debate: Debate, everybody: Sequence[Voice], voice: Voice, readings: Readings) -> Case:
    topic = f"{debate.motion.says}. {debate.topic}".strip(" .")
    others = tuple(s for v in everybody if v is not voice for s in v.speeches)
    theirs = tuple(s for v in everybody if v.side is not voice.side for s in v.speeches)
    about = links(words_of(topic))
    spoken = {s.turn.index: links(_words(readings[s.turn.index])) for s in others}
    wide = [ground(_words(readings[s.turn.index])) for s in others]
    return Case(
        voice=voice,
        told=tuple(_told(debate, voice, others, readings, frozenset().union(*wide))),
        points=(
            *_points(debate, everybody, voice, about, readings),
            *_questions(debate, voice, about),
        ),
        topic=topic,
        about=about,
        spoken=debate.speeches,
        theirs=theirs,
        their_words=tuple(
            (s.turn.index, spoken[s.turn.index] - COMMONPLACE - about) for s in theirs
        ),
    )


def _told(
    debate: Debate,
    voice: Voice,
    others: Sequence[Speech],
    readings: Readings,
    spoken: frozenset[str],
) -> Iterable[Told]:
    motion = debate.motion
    sources = (
        *(c.passage.text for c in debate.citations),
        motion.says,
        motion.background,
        debate.topic,
    )
    known = spoken | ground(words_of(" ".join((*sources, *motion.topics))))
    stems = content(words_of(motion.says))
    earlier: list[Sentence] = []
    for speech in voice.speeches:
        copied = (s.text or "" for s in others if s.turn.index < speech.turn.index)
        sentences = without_repetition(readings[speech.turn.index], earlier)
        sentences = without_copies(sentences, (*sources, *copied))
        said = [s for s in counting(sentences) if not s.empty]
        drift = drift_in(said, known | ground(_words(earlier)), stems)
        sentences = tuple(replace(s, left=Left.OFF) if s in drift.off else s for s in sentences)
        earlier.extend(counting(sentences))
        lent = speech.turn.side is not voice.side
        yield Told(speech, _name(voice, speech), sentences, lent, drift.beside)


def _words(sentences: Iterable[Sentence]) -> Iterable[str]:
    return (word for sentence in counting(sentences) for word in sentence.words)


def _name(voice: Voice, speech: Speech) -> str:
    """What a speech is called to its speaker."""
    same = [s for s in voice.speeches if s.turn.kind is speech.turn.kind]
    name = NAMES[speech.turn.kind]
    if len(same) == 1 or speech not in same[: len(ORDINALS)]:
        return name
    return f"{ORDINALS[same.index(speech)]} {name}"


# --- what there was to answer -------------------------------------------------------------------


def _points(
    debate: Debate,
    everybody: Sequence[Voice],
    voice: Voice,
    about: frozenset[str],
    readings: Readings,
) -> Iterable[Point]:
    """The other side's points, from the flow sheet where it was kept, else from their words."""
    sheet = sheet_of(debate)
    for other in everybody:
        if other.side is voice.side:
            continue
        for speech in other.speeches:
            if not speech.turn.kind.argues or speech.turn.side is not other.side:
                continue
            if sheet.entries:
                entries = (e for e in sheet.entries if e.turn == speech.turn.index and e.words)
                yield from (
                    _point(speech, e.words, about, number=e.number, by_flow=e.answered_in)
                    for e in entries
                )
            else:
                yield from (
                    _point(speech, words, about)
                    for words in _main_points(readings[speech.turn.index])
                )


def _main_points(sentences: Iterable[Sentence]) -> list[str]:
    """Those of a speech that say most, in their order."""
    stated = [s for s in counting(sentences) if not s.asks and len(s.stems) >= 2]
    best = sorted(stated, key=lambda s: (-len(s.stems), s.start))[:MOST_POINTS]
    return [s.text for s in sorted(best, key=lambda s: s.start)]


def _questions(debate: Debate, voice: Voice, about: frozenset[str]) -> Iterable[Point]:
    """The questions that this speaker had to answer."""
    for speech in voice.speeches:
        if speech.turn.kind is not Kind.ANSWER:
            continue
        before = debate.speech(speech.turn.index - 1)
        if before and before.text and before.turn.kind is Kind.QUESTION and before.by != speech.by:
            yield _point(before, before.text, about, question=True)


def _point(
    speech: Speech,
    words: str,
    about: frozenset[str],
    *,
    number: int = 0,
    by_flow: tuple[int, ...] = (),
    question: bool = False,
) -> Point:
    said = words_of(words)
    return Point(
        turn=speech.turn.index,
        said_in=NAMES[speech.turn.kind],
        links=links(said) - COMMONPLACE - about,
        words=said,
        number=number,
        by_flow=by_flow,
        question=question,
    )
