"""The report on a class: a pure reading of its debates, in one pass.

`report.DEFINITIONS` says what each figure counts. Whoever makes a report says at what time it is
made; no clock is read here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta, tzinfo
from statistics import fmean

from bot.classroom.evidence import cited, plain, quoted
from bot.classroom.report import Dropped, Figures, Mark, Mean, Part, Report, Rise, Student, Week
from bot.debate.ballots import Review
from bot.debate.flow import State, sheet_of
from bot.debate.formats import lent
from bot.debate.model import AUDIENCE, BOT, COACH, LIST, Debate, Kind, Passage, Side, Speech
from bot.debate.wording import count_words

QUIET = timedelta(days=14)
"""Whoever has said nothing for so long is named."""
FEWEST_BALLOTS = 4
LEAST_RISE = 0.5
"""Ballots, and points, from which on it is told that somebody improved."""
MOST_DROPPED = 5
WEEK = timedelta(days=7)
COUNTED = frozenset(one.name for one in fields(Figures))

Counts = Counter[str]


@dataclass(slots=True)
class _Kept:
    """What has been counted so far of a student or of the class."""

    counts: Counts = field(default_factory=Counter)
    sources: set[str] = field(default_factory=set)
    weeks: dict[date, Counts] = field(default_factory=lambda: defaultdict(Counter))
    marks: list[Mark] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    floor: int = 0
    held_back: int = 0
    last_heard: datetime | None = None

    @property
    def figures(self) -> Figures:
        return _figures(self.counts, self.sources)


def report_of(
    debates: Iterable[Debate],
    roster: Sequence[str] = (),
    *,
    at: datetime,
    since: datetime | None = None,
    heard_since: datetime | None = None,
    unreleased: bool = False,
    zone: tzinfo = UTC,
) -> Report:
    """The report on these debates and the people of this roster, by their ids, made at `at`.

    Without a roster it is on everybody who took part. `since` leaves out debates that were opened
    before; `heard_since` is by default a fortnight ago. `unreleased` takes in ballots that are not
    released. Weeks begin on Monday in `zone`.
    """
    known = sorted(debates, key=lambda debate: (debate.opened_at, debate.id))
    counted = [debate for debate in known if since is None or debate.opened_at >= since]
    met = dict.fromkeys(person for debate in counted for person in debate.people)
    people = tuple(dict.fromkeys(roster)) or tuple(met)
    sums = _Sums(people, unreleased, zone)
    for debate in counted:
        sums.add(debate)
    for debate in known:
        sums.hear(debate)
    heard_since = heard_since or at - QUIET
    students = sums.students()
    return Report(
        at=at,
        since=since,
        unreleased=unreleased,
        students=students,
        figures=sums.whole.figures,
        ended=sums.ended,
        unsheeted=sums.unsheeted,
        others=len(met.keys() - set(people)),
        weeks=_weeks(sums.whole.weeks, sums.span()),
        means=_means(sums.whole.marks),
        heard_since=heard_since,
        not_heard=_not_heard(students, heard_since),
        rises=tuple(_rises(students, [mean.criterion for mean in _means(sums.whole.marks)])),
        dropped_most=tuple(_dropped_most(sums.dropped)),
    )


class _Sums:
    """What is counted while the debates go by, the earliest first."""

    def __init__(self, people: Sequence[str], unreleased: bool, zone: tzinfo) -> None:
        self.whole = _Kept()
        self.ended = 0
        self.unsheeted = 0
        self.dropped: Counter[str] = Counter()
        self._of = {person: _Kept() for person in people}
        self._unreleased = unreleased
        self._zone = zone

    def add(self, debate: Debate) -> None:
        """Count what students did in a debate; nothing of one in which none takes part."""
        present = [person for person in debate.people if person in self._of]
        if not present:
            return
        own: dict[str, _Kept] = {person: _Kept() for person in present}
        self._speeches(debate, own)
        self._claims(debate, own)
        self._passed(debate, own)
        for hint in debate.hints:
            if hint.person in own:
                own[hint.person].counts["hints"] += 1
        self._marks(debate)
        self.ended += debate.ending is not None
        self.whole.counts["debates"] += 1
        floor = sum(count_words(s.text or "") for s in debate.speeches if s.turn.seat != COACH)
        for person, part in own.items():
            part.counts["debates"] = 1
            self._take(person, part, floor)
            made = Part(debate.id, debate.motion.says, debate.opened_at, part.figures)
            self._of[person].parts.append(made)

    def hear(self, debate: Debate) -> None:
        """Note when people last spoke."""
        for speech in debate.speeches:
            if kept := self._of.get(speech.by):
                kept.last_heard = max(kept.last_heard or speech.given_at, speech.given_at)

    def span(self) -> tuple[date, ...]:
        """The Mondays from the first week in which a student spoke to the last."""
        met = sorted(self.whole.weeks)
        if not met:
            return ()
        return tuple(met[0] + n * WEEK for n in range((met[-1] - met[0]) // WEEK + 1))

    def students(self) -> tuple[Student, ...]:
        span = self.span()
        return tuple(_student(person, kept, span) for person, kept in self._of.items())

    def _take(self, person: str, part: _Kept, floor: int) -> None:
        """Add a student's part in a debate to their own sums and to those of the class."""
        kept = self._of[person]
        kept.floor += floor
        kept.counts += part.counts
        kept.sources |= part.sources
        once = {"debates", "answered", "dropped"}
        self.whole.counts += Counter({k: n for k, n in part.counts.items() if k not in once})
        self.whole.sources |= part.sources

    # --- what was said --------------------------------------------------------------------

    def _speeches(self, debate: Debate, own: Mapping[str, _Kept]) -> None:
        known = _Known()
        for speech in debate.speeches:
            known.take(speech)
            if kept := own.get(speech.by):
                said = _said(speech)
                kept.counts += said
                if speech.text:
                    _evidence(speech.text, known, kept)
                self._week(speech, said)

    def _week(self, speech: Speech, said: Counts) -> None:
        day = speech.given_at.astimezone(self._zone).date()
        monday = day - timedelta(days=day.weekday())
        for kept in (self.whole, self._of[speech.by]):
            kept.weeks[monday] += said

    # --- what became of claims ------------------------------------------------------------

    def _claims(self, debate: Debate, own: Mapping[str, _Kept]) -> None:
        entries = sheet_of(debate).entries
        self.unsheeted += not entries
        spoke = {speech.turn.index: speech.by for speech in debate.speeches}
        chances = tuple(_chances(debate))
        for entry in entries:
            if not entry.words:
                continue
            if entry.by in own:
                own[entry.by].counts["claims"] += 1
            met = {spoke[turn] for turn in entry.answered_in} & own.keys()
            late = {
                person
                for turn, side, person in chances
                if turn > entry.turn and side is entry.side.other
            }
            left = late & own.keys() if entry.state is State.DROPPED else set()
            for name, people in (("answered", met), ("dropped", left)):
                self.whole.counts[name] += bool(people)
                for person in people:
                    own[person].counts[name] += 1
            if left:
                self.dropped[entry.argument] += 1

    def _passed(self, debate: Debate, own: Mapping[str, _Kept]) -> None:
        for turn in debate.format.turns:
            if turn.index not in debate.passed or turn.seat in (AUDIENCE, LIST, COACH):
                continue
            asked = turn.index - 1 not in debate.passed  # else it went by with its question
            holder = debate.holder(turn) or ""
            if holder in own and (turn.kind is not Kind.ANSWER or asked):
                own[holder].counts["passed"] += 1

    # --- ballots --------------------------------------------------------------------------

    def _marks(self, debate: Debate) -> None:
        released = debate.review is Review.RELEASED
        for card in debate.ballot.cards if debate.ballot else ():
            kept = self._of.get(card.person)
            if kept is None:
                continue
            kept.held_back += not released
            if released or self._unreleased:
                over = _over(debate)
                marks = [
                    Mark(over, debate.id, s.criterion, s.points, released) for s in card.scores
                ]
                kept.marks += marks
                self.whole.marks += marks


class _Known:
    """The passages that have been cited so far in a debate."""

    def __init__(self) -> None:
        self.passages: dict[int, Passage] = {}
        self._plain: dict[int, str] = {}

    def take(self, speech: Speech) -> None:
        self.passages.update((c.number, c.passage) for c in speech.citations)

    def plain(self) -> Collection[str]:
        """Their words with those around them, as they are searched."""
        for number, passage in self.passages.items():
            if number not in self._plain:
                self._plain[number] = plain(f"{passage.before} {passage.text} {passage.after}")
        return self._plain.values()


def _said(speech: Speech) -> Counts:
    """What one speech counts for."""
    words = count_words(speech.text or "")
    said: Counts = Counter(words=words, withdrawn=int(speech.text is None))
    if speech.turn.kind is Kind.QUESTION:
        said["questions"] = 1
    elif speech.turn.kind is Kind.ANSWER:
        said["answers"] = 1
    else:
        said.update(speeches=1, long=int(speech.text is not None), long_words=words)
    return said


def _evidence(text: str, known: _Known, kept: _Kept) -> None:
    numbers = cited(text) & known.passages.keys()
    kept.counts["citations"] += len(numbers)
    kept.sources |= {known.passages[number].source.id for number in numbers}
    kept.counts["quotations"] += quoted(text, known.plain())


def _chances(debate: Debate) -> Iterator[tuple[int, Side, str]]:
    """The turns in which somebody could have met a claim: speeches given, and turns let pass."""
    given = ((speech.turn, speech.by) for speech in debate.speeches)
    passed = (
        (turn, debate.holder(turn) or "")
        for turn in debate.format.turns
        if turn.index in debate.passed and turn.seat not in (AUDIENCE, LIST, COACH)
    )
    for turn, person in (*given, *passed):
        if person not in ("", BOT) and turn.kind.argues and not lent(debate.format, turn):
            yield turn.index, turn.side, person


def _over(debate: Debate) -> datetime:
    """When a debate was over, or when it was last heard."""
    if debate.ending:
        return debate.ending.at
    return debate.speeches[-1].given_at if debate.speeches else debate.opened_at


# --- what is made of the sums -----------------------------------------------------------------


def _figures(counts: Counts, sources: Collection[str]) -> Figures:
    told = {name: number for name, number in counts.items() if name in COUNTED}
    return Figures(**told, sources=len(sources))


def _student(person: str, kept: _Kept, span: Sequence[date]) -> Student:
    return Student(
        person=person,
        figures=kept.figures,
        share=kept.counts["words"] / kept.floor if kept.floor else None,
        last_heard=kept.last_heard,
        marks=tuple(sorted(kept.marks, key=lambda mark: mark.at)),
        held_back=kept.held_back,
        parts=tuple(kept.parts),
        weeks=_weeks(kept.weeks, span),
    )


def _weeks(met: Mapping[date, Counts], span: Sequence[date]) -> tuple[Week, ...]:
    none: Counts = Counter()
    found = ((monday, met.get(monday, none)) for monday in span)
    return tuple(Week(monday, said["speeches"], said["words"]) for monday, said in found)


def _means(marks: Sequence[Mark]) -> tuple[Mean, ...]:
    given: dict[str, list[int]] = {}
    for mark in marks:
        given.setdefault(mark.criterion, []).append(mark.points)
    return tuple(Mean(name, fmean(points), len(points)) for name, points in given.items())


def _dropped_most(times: Counter[str]) -> Iterator[Dropped]:
    """The arguments of the library that were dropped most, and then all claims that it lacks."""
    new = times[""]
    known = Counter({argument: number for argument, number in times.items() if argument})
    yield from (Dropped(*one) for one in known.most_common(MOST_DROPPED))
    if new:
        yield Dropped("", new)


def _not_heard(
    students: Iterable[Student], since: datetime
) -> tuple[tuple[str, datetime | None], ...]:
    return tuple(
        (one.person, one.last_heard)
        for one in students
        if one.last_heard is None or one.last_heard < since
    )


def _rises(students: Sequence[Student], criteria: Iterable[str]) -> Iterator[Rise]:
    """Who improved most, criterion by criterion."""
    for criterion in criteria:
        rose = {one.person: _rise([m.points for m in one.on(criterion)]) for one in students}
        most = max(rose.values(), default=0.0)
        if most >= LEAST_RISE:
            people = tuple(person for person, points in rose.items() if points > most - 1e-9)
            yield Rise(criterion, people, most)


def _rise(points: Sequence[int]) -> float:
    """By how much the later half of some points is above the earlier half; 0 for too few."""
    if len(points) < FEWEST_BALLOTS:
        return 0.0
    half = len(points) // 2
    return fmean(points[-half:]) - fmean(points[:half])
