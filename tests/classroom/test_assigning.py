"""Everybody debates once, sides are fair, and swapped means swapped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.classroom.assigning import (
    Pairing,
    Sides,
    against_the_bot,
    in_pairs,
    kept_their_side,
    left_to_the_bot,
)
from bot.debate.errors import WrongPhase
from bot.debate.model import BOT, Side

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROSTER = st.lists(st.text("abcdef0123", min_size=1, max_size=4), max_size=40)
SEEDS = st.integers(0, 2**31)
BY_CHANCE = st.sampled_from((Sides.RANDOM, Sides.SWAPPED))
A, N = Side.AFFIRMATIVE, Side.NEGATIVE


@st.composite
def classes(draw: st.DrawFn) -> tuple[list[str], dict[str, Side]]:
    """A roster, and where some of it sat last time."""
    people = draw(ROSTER)
    last = {person: draw(st.sampled_from((A, N))) for person in people if draw(st.booleans())}
    return people, last


def seated(pairings: tuple[Pairing, ...]) -> list[str]:
    return sorted(person for pairing in pairings for person in pairing.people)


@given(classes(), st.sampled_from(Sides), SEEDS)
def test_everybody_meets_the_bot_once(
    of: tuple[list[str], dict[str, Side]], sides: Sides, seed: int
) -> None:
    people, last = of
    pairings = against_the_bot(people, sides, seed, last)
    assert seated(pairings) == sorted(set(people))
    assert all(BOT in (p.affirmative, p.negative) for p in pairings)
    assert [p.people[0] for p in pairings] == list(dict.fromkeys(people)), "in the list's order"


@given(classes(), BY_CHANCE, SEEDS)
def test_everybody_sits_in_one_pair_and_at_most_one_is_left_over(
    of: tuple[list[str], dict[str, Side]], sides: Sides, seed: int
) -> None:
    people, last = of
    pairings = in_pairs(people, sides, seed, last)
    assert seated(pairings) == sorted(set(people))
    assert len(left_to_the_bot(pairings)) == len(set(people)) % 2


@given(ROSTER, SEEDS)
def test_by_chance_the_sides_come_out_even(people: list[str], seed: int) -> None:
    held = [p.side_of(p.people[0]) for p in against_the_bot(people, Sides.RANDOM, seed, {})]
    assert abs(held.count(A) - held.count(N)) <= 1


@given(classes(), SEEDS)
def test_swapped_means_swapped(of: tuple[list[str], dict[str, Side]], seed: int) -> None:
    people, last = of
    pairings = against_the_bot(people, Sides.SWAPPED, seed, last)
    assert kept_their_side(pairings, last) == ()
    new = sum(p.people[0] not in last for p in pairings)
    held = [p.side_of(p.people[0]) for p in pairings]
    most = max(abs(list(last.values()).count(A) - list(last.values()).count(N)) - new, 1)
    assert abs(held.count(A) - held.count(N)) <= most, "who is new evens it out"


@given(classes(), SEEDS)
def test_in_pairs_no_more_keep_their_side_than_have_to(
    of: tuple[list[str], dict[str, Side]], seed: int
) -> None:
    people, last = of
    stayed = kept_their_side(in_pairs(people, Sides.SWAPPED, seed, last), last)
    were = [last[p] for p in set(people) if p in last]
    new = len(set(people)) - len(were)
    surplus = max(abs(were.count(A) - were.count(N)) - new, 0)
    assert len(stayed) == surplus // 2


@given(ROSTER, BY_CHANCE, SEEDS)
def test_the_order_of_the_list_changes_nobodys_side(
    people: list[str], sides: Sides, seed: int
) -> None:
    for deal in (against_the_bot, in_pairs):
        straight, turned = (deal(p, sides, seed, {}) for p in (people, people[::-1]))
        assert set(straight) == set(turned)


def test_another_seed_gives_another_lot() -> None:
    people = [f"p{n}" for n in range(28)]
    lots = {in_pairs(people, Sides.RANDOM, seed, {}) for seed in range(20)}
    assert len(lots) == 20
    ada = {against_the_bot(["ada"], Sides.RANDOM, seed, {})[0].side_of("ada") for seed in range(9)}
    assert ada == {A, N}, "one alone is not always on the same side"


def test_all_on_one_side_is_no_pair() -> None:
    assert against_the_bot(["a", "b"], Sides.NEGATIVE, 1, {}) == (
        Pairing(BOT, "a"),
        Pairing(BOT, "b"),
    )
    with pytest.raises(WrongPhase, match="side of their own"):
        in_pairs(["a", "b"], Sides.AFFIRMATIVE, 1, {})


def test_a_roster_of_one_and_an_empty_one() -> None:
    assert in_pairs([], Sides.RANDOM, 7, {}) == against_the_bot([], Sides.RANDOM, 7, {}) == ()
    (alone,) = in_pairs(["ada", "ada"], Sides.SWAPPED, 7, {"ada": A})
    assert alone == Pairing(BOT, "ada")


def test_a_seat_is_found_by_its_side() -> None:
    pairing = Pairing("ada", "ben")
    assert [pairing.on(side) for side in Side] == ["ada", "ben"]
    assert pairing.side_of("ben") is N
