"""Responsiveness: how much of what the other side said was answered, and what was left standing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.debate.model import Kind
from bot.judges import lexicon
from bot.judges.case import Case, Point, Told, distinctive
from bot.judges.finding import Finding, at, within
from bot.judges.reading import Sentence, content

DUTIES = (Kind.REBUTTAL, Kind.CLOSING)
"""The speeches in which the other side has to be answered; an opening speech only may."""
MOST_EACH = 3
"""So many points can one speech be asked to answer."""
SHARED = 2
"""So many words of weight must an answer share with the point, where nothing else points to it."""
REACH = 1
"""For so many sentences what was taken up is still spoken of."""


@dataclass(frozen=True, slots=True)
class _Answer:
    point: Point
    told: Told
    sentence: Sentence


def responsiveness(case: Case) -> Finding:
    """What was found. Only what was there to be answered counts, and no more than there was room for."""
    answers = [a for point in case.points if (a := _answer(case, point))]
    asked = [
        (told, s) for told in case.told if told.kind is Kind.QUESTION for s in _pressing(case, told)
    ]
    questions = sum(1 for told in case.told if told.kind is Kind.QUESTION and case.heard(told.turn))
    due = _due(case, answers)
    if not due and not answers and not questions:
        return _nothing_to_answer(case)
    of = len(due) + questions
    met = len(answers) + len({told.turn for told, _ in asked})
    share = min(met / of, 1.0) if of else 1.0
    left = [p for p in due if all(a.point is not p for a in answers)]
    value = within(1 + 2.7 * share + 0.3 * any(_head_on(a) for a in answers))
    turn, words = _where(answers, asked)
    return Finding(
        value=value,
        why=_why(min(met, of) if of else met, max(of, 1), left, questions=questions and not due),
        strength=_strength(answers, asked),
        step=_step(case, left),
        turn=turn,
        words=words,
        occasion=bool(of),
    )


def _due(case: Case, answers: list[_Answer]) -> list[Point]:
    """The points that this speaker had to answer: the answered ones, and the latest of the rest."""
    chances = [told for told in case.told if told.kind in DUTIES and not told.lent]
    room = MOST_EACH * len(chances)
    met = [a.point for a in answers if not a.point.question]
    open_points = [
        p
        for p in case.points
        if not p.question
        and p not in met
        and any(told.turn > p.turn for told in chances)
        and not _taken_care_of(case, p)
    ]
    rest = open_points[::-1][: max(room - len(met), 0)][::-1]
    return [*met, *rest, *(p for p in case.points if p.question)]


def _taken_care_of(case: Case, point: Point) -> bool:
    """Whether somebody else on this side answered it, so that it stands no longer."""
    own = {told.turn for told in case.told}
    return any(turn not in own for turn in point.by_flow)


def _answer(case: Case, point: Point) -> _Answer | None:
    """The sentence in which this speaker answers a point; None where none does."""
    for told in case.told:
        if told.turn <= point.turn or told.lent or told.kind is Kind.QUESTION:
            continue
        if point.question:
            if told.turn == point.turn + 1:
                return _reply(point, told)
            continue
        found = _met_in(case, told, point)
        if found is None and told.turn in point.by_flow:
            found = _likeliest(case, told, point)
        if found is not None:
            return _Answer(point, told, found)
    return None


def _met_in(case: Case, told: Told, point: Point) -> Sentence | None:
    """The sentence that answers a point, told by the words that the two share.

    Where it only says the point back, the answer is the next one.
    """
    addressed = -REACH - 1
    said = told.counts
    for number, sentence in enumerate(said):
        if lexicon.RESTATES.search(sentence.text) or lexicon.GRANTS.search(sentence.text):
            addressed = number
        shared = distinctive(case, sentence.words) & point.links
        taken_up = number - addressed <= REACH
        enough = 1 if taken_up else SHARED
        if told.kind not in DUTIES and told.turn not in point.by_flow and not taken_up:
            continue
        if len(shared) < max(enough, (len(point.links) + 3) // 6):
            continue
        answer = next((s for s in said[number : number + 2] if _adds(s, point)), None)
        if answer is not None:
            return answer
    return None


def _adds(sentence: Sentence, point: Point) -> bool:
    """Whether a sentence brings something of its own, and does not only say the point again."""
    return len(sentence.stems - content(point.words)) >= 2


def _likeliest(case: Case, told: Told, point: Point) -> Sentence | None:
    said = [s for s in told.counts if s.stems]
    return max(
        said,
        key=lambda s: (len(distinctive(case, s.words) & point.links), len(s.stems), -s.start),
        default=None,
    )


def _reply(point: Point, told: Told) -> _Answer | None:
    """A reply to a question, unless it says next to nothing or slips away."""
    said = [s for s in told.counts if s.stems and not s.asks]
    full = [s for s in said if not lexicon.HEDGES.search(s.text) and len(s.words) >= 4]
    if not full:
        return None
    return _Answer(point, told, full[0])


def _pressing(case: Case, told: Told) -> Iterable[Sentence]:
    """The questions that take up something the other side has said."""
    heard = case.heard_words(told.turn)
    for sentence in told.counts:
        if sentence.asks and len(distinctive(case, sentence.words) & heard) >= 1:
            yield sentence


def _head_on(answer: _Answer) -> bool:
    return bool(lexicon.RESTATES.search(answer.sentence.text))


def _nothing_to_answer(case: Case) -> Finding:
    return Finding(
        value=2.0,
        why="There was nothing of the other side's that you had to answer yet.",
        strength="",
        step="In your next speech, begin with the other side's strongest point.",
        occasion=False,
    )


def _where(
    answers: list[_Answer], asked: list[tuple[Told, Sentence]]
) -> tuple[int | None, tuple[int, int]]:
    if answers:
        best = max(answers, key=lambda a: (_head_on(a), len(a.sentence.stems), -a.told.turn))
        return at(best.told, best.sentence)
    if asked:
        return at(*asked[0])
    return None, (0, 0)


def _why(met: int, of: int, left: list[Point], *, questions: bool | int) -> str:
    if questions:
        return _how_it_asked(met, of)
    if not left:
        return (
            "You answered the other side's point." if of == 1 else f"You answered all {of} points."
        )
    if not met:
        return f"You answered none of the other side's points; left standing: {_named(left[-1])}."
    return f"You answered {met} of {of} points; left standing: {_named(left[-1])}."


def _how_it_asked(met: int, of: int) -> str:
    if of == 1:
        took = "takes" if met else "does not take"
        return f"Your question {took} up what the other side had said."
    many = "None" if not met else "All" if met == of else str(met)
    return f"{many} of your {of} questions took up what the other side had said."


def _named(point: Point) -> str:
    if point.question:
        return "a question put to you"
    if point.number:
        return f"claim {point.number}"
    return f"a point of the other side's {point.said_in}"


def _strength(answers: list[_Answer], asked: list[tuple[Told, Sentence]]) -> str:
    if answers:
        point = answers[0].point
        what = f"claim {point.number}" if point.number else f"the other side's {point.said_in}"
        return f"You go back to {what} and answer it."
    return "Your questions take up what the other side said." if asked else ""


def _step(case: Case, left: list[Point]) -> str:
    if not left:
        return (
            "Say which of the other side's points matters most, and answer that one at most length."
        )
    point = left[-1]
    if point.question:
        return "Answer a question in your first sentence, and explain only then."
    what = (
        f"Claim {point.number}" if point.number else f"A point of the other side's {point.said_in}"
    )
    return f"{what} still stands: begin your next speech with it, and say what is wrong with it."
