"""Where in the bot's own words the arguments stand that were recorded with its speech.

That it made and answered them is known; only the place is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.debate.arguments import Argument
from bot.debate.model import Speech
from bot.speakers.places import Place, find, overlap, sentences


@dataclass(frozen=True, slots=True)
class Fact:
    """An argument made, an answer given, or both; `answers` are the arguments that it meets."""

    place: Place
    argument: Argument | None = None
    answers: tuple[str, ...] = ()


def recorded(
    speech: Speech, text: str, known: Mapping[str, Argument], school: str
) -> tuple[Fact, ...]:
    """What was recorded with a speech of this school, in the order of its words."""
    places = sentences(text)
    if not places:
        return ()
    facts: list[Fact] = []
    left: list[str] = []
    for claim in dict.fromkeys(speech.answered):
        if exact := _word_for_word(text, _says(claim, known, school)):
            facts = _answered(facts, exact, claim)
        else:
            left.append(claim)
    for id in dict.fromkeys(speech.made):
        if argument := known.get(id):
            met = tuple(c for c in left if any(a.claim == c for a in argument.answers))
            left = [claim for claim in left if claim not in met]
            facts.append(Fact(_stands(text, places, (argument.claim,)), argument, met))
    for claim in left:
        put = _says(claim, known, school) or tuple(a.claim for a in known.values() if a.id == claim)
        facts = _answered(facts, _stands(text, places, put), claim)
    return tuple(sorted(facts, key=lambda fact: fact.place))


def repeated(text: str, own: Mapping[str, Argument]) -> tuple[Fact, ...]:
    """The arguments of `own` that are said again word for word."""
    again = ((find(text, a.claim.rstrip(".")), a) for a in own.values())
    return tuple(Fact(place, argument) for place, argument in again if place)


def _answered(facts: list[Fact], place: Place, claim: str) -> list[Fact]:
    """The facts with an answer that stands at `place`; one that stands there already takes it."""
    for number, fact in enumerate(facts):
        if fact.argument is None and overlap(fact.place, place):
            merged = Fact(fact.place, None, (*fact.answers, claim))
            return [*facts[:number], merged, *facts[number + 1 :]]
    return [*facts, Fact(place, None, (claim,))]


def _says(claim: str, known: Mapping[str, Argument], school: str) -> tuple[str, ...]:
    """Every way in which this school answers an argument."""
    own = (a for a in known.values() if a.school == school)
    return tuple(answer.say for a in own for answer in a.answers if answer.claim == claim)


def _stands(text: str, places: tuple[Place, ...], wordings: tuple[str, ...]) -> Place:
    """Where one of these wordings stands: word for word, or in the sentence that is most like it."""
    return _word_for_word(text, wordings) or max(places, key=_likest(text, wordings))


def _word_for_word(text: str, wordings: tuple[str, ...]) -> Place | None:
    found = (find(text, words.rstrip(".")) for words in wordings)
    return next((place for place in found if place), None)


def _likest(text: str, wordings: tuple[str, ...]) -> Callable[[Place], float]:
    def likeness(place: Place) -> float:
        said = text[slice(*place)].lower()
        return max((fuzz.token_set_ratio(said, w.lower()) for w in wordings), default=0.0)

    return likeness
