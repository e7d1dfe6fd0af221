"""How far the offline judge, and the measure of one argument, can be trusted.

Each check tells what changes where nothing should: other names, sides exchanged, another order,
padding, orders to the judge, a second reading. Then how often they agree with the labelled pairs
and debates, beside the rule that the longer one wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.eval.judged_files import (
    SPLITS,
    Labelled,
    Pair,
    debate_of,
    exchanged,
    presented_backwards,
    read_debates,
    read_pairs,
    renamed,
)
from benchmarks.eval.padding import INJECTIONS, PADDINGS, Put
from benchmarks.eval.shares import Json, Share
from bot.debate.ballots import TOO_CLOSE, Ballot
from bot.debate.model import BOT, Claim, Debate, Kind, Side
from bot.judges.offline import OfflineJudge
from bot.judges.quality import quality
from bot.judges.rubric import load_rubric

RUBRIC = Path(__file__).parents[2] / "prompts" / "judging" / "rubric.yaml"
NAMES = {"ada": "person-7", "ben": "person-3"}
SWAPPED = {"ada": "ben", "ben": "ada"}


EACH_FLIPPED, EACH_PADDED = 3, 5
"""Every so manieth pair is turned about, and padded: one ballot takes about 20 ms, and there are many."""


def measured(step: int = 1) -> Json:
    """Every figure, of every so manieth pair."""
    judge = OfflineJudge(load_rubric(RUBRIC))
    debates = read_debates()
    taken = [pair for split in SPLITS for pair in _of(read_pairs(), split)[::step]]
    held = [one.debate for one in debates]
    turned = [*held, *(as_debate(pair) for pair in taken[::EACH_FLIPPED])]
    single = [as_debate(pair) for pair in taken[::EACH_PADDED]]
    return {
        "pairs": {split: len(_of(taken, split)) for split in SPLITS},
        "debates": len(debates),
        "quality": {split: _quality(_of(taken, split)) for split in SPLITS},
        "judge": {split: _judged(judge, _of(taken, split)) for split in SPLITS},
        "labelled": _labelled(judge, debates),
        "flips": {name: share.json() for name, share in flips(judge, turned).items()},
        "gains": {
            name: {
                "debates": gain(judge, held, put).json(),
                "single speeches": gain(judge, single, put).json(),
            }
            for name, put in ({**PADDINGS, **INJECTIONS}).items()
        },
    }


def as_debate(pair: Pair, *, better_first: bool = True) -> Debate:
    """A pair as a debate of one speech each."""
    texts = (pair.better, pair.worse) if better_first else (pair.worse, pair.better)
    return debate_of(
        pair.topic,
        [
            ("ada", Side.AFFIRMATIVE, Kind.CONSTRUCTIVE, texts[0]),
            ("ben", Side.NEGATIVE, Kind.CONSTRUCTIVE, texts[1]),
        ],
    )


def _of(pairs: Iterable[Pair], split: str) -> list[Pair]:
    return [pair for pair in pairs if pair.split == split]


# --- agreement ----------------------------------------------------------------------------------


def _quality(pairs: Sequence[Pair]) -> Json:
    """How often the better argument scores higher, and how often it is merely the longer one."""
    right = [quality(p.better, p.topic) > quality(p.worse, p.topic) for p in pairs]
    longer = [p.longer_is_better for p in pairs]
    return {
        "the better one scores higher": Share.counted(right).json(),
        "where it is the shorter one": Share.counted(
            r for r, is_longer in zip(right, longer, strict=True) if not is_longer
        ).json(),
        "the longer one is better": Share.counted(longer).json(),
    }


def _judged(judge: OfflineJudge, pairs: Sequence[Pair]) -> Json:
    """What became of each pair when it was judged as a debate, in both orders."""
    seen: Counter[str] = Counter()
    for pair in pairs:
        for first in (True, False):
            winner = judge.ballot(as_debate(pair, better_first=first), winner=True).winner
            wanted = Side.AFFIRMATIVE if first else Side.NEGATIVE
            seen[_verdict(winner, wanted)] += 1
    of = sum(seen.values())
    return {
        name: Share(seen[name], of).json()
        for name in ("better one wins", "too close", "worse one wins")
    }


def _verdict(winner: str, wanted: Side) -> str:
    if winner == TOO_CLOSE:
        return "too close"
    return "better one wins" if winner == wanted else "worse one wins"


def _labelled(judge: OfflineJudge, debates: Sequence[Labelled]) -> Json:
    found = [(one, judge.ballot(one.debate, winner=True).winner) for one in debates]
    right = [winner == (one.better or TOO_CLOSE) for one, winner in found]
    return {
        **Share.counted(right).json(),
        "otherwise": [
            f"{one.id}: {winner}" for (one, winner), ok in zip(found, right, strict=True) if not ok
        ],
    }


# --- what should change nothing -----------------------------------------------------------------


def flips(judge: OfflineJudge, debates: Sequence[Debate]) -> dict[str, Share]:
    """How often a ballot changes where only names, sides or the order of what is handed over do."""
    two = [debate for debate in debates if len(debate.speeches) == 2]
    changes = {
        "other names": lambda d: same(judge, d, renamed(d, NAMES), names=NAMES),
        "names exchanged": lambda d: same(judge, d, renamed(d, SWAPPED), names=SWAPPED),
        "sides exchanged": lambda d: same(judge, d, exchanged(d), mirrored=True),
        "handed over backwards": lambda d: same(judge, d, presented_backwards(d)),
        "read a second time": lambda d: (
            judge.ballot(d, winner=True) == judge.ballot(d, winner=True)
        ),
    }
    found = {
        name: Share.counted(not same(debate) for debate in debates)
        for name, same in changes.items()
    }
    return found | {
        "the other goes first": Share.counted(not _in_both_orders(judge, d) for d in two)
    }


def same(
    judge: OfflineJudge,
    before: Debate,
    after: Debate,
    *,
    names: Mapping[str, str] | None = None,
    mirrored: bool = False,
) -> bool:
    """Whether two debates earn the same points and, mirrored or not, the same winner."""
    one, other = judge.ballot(before, winner=True), judge.ballot(after, winner=True)
    winner = other.winner
    if mirrored and winner in tuple(Side):
        winner = Side(winner).other.value
    named = {(names or {}).get(person, person): points for person, points in _points(one).items()}
    return named == _points(other) and one.winner == winner


def _in_both_orders(judge: OfflineJudge, debate: Debate) -> bool:
    """Whether a debate of one speech each earns the same when the second speaker goes first.

    In longer debates the order is who could answer whom, and is no accident.
    """
    told = [(s.by, s.turn.side, s.turn.kind, s.text) for s in debate.speeches]
    turned = debate_of(debate.motion.says, told[::-1])
    return same(judge, debate, turned)


def _points(ballot: Ballot) -> dict[str, tuple[tuple[str, int], ...]]:
    return {
        card.person: tuple((score.criterion, score.points) for score in card.scores)
        for card in ballot.cards
    }


@dataclass(frozen=True, slots=True)
class Gain:
    """What an addition brought: points of all criteria together, on average and at most; wins gained."""

    mean: float
    most: int
    wins: Share

    def json(self) -> Json:
        return {"mean": round(self.mean, 3), "most": self.most, "wins": self.wins.json()}


def gain(judge: OfflineJudge, debates: Sequence[Debate], put: Put) -> Gain:
    """What it brings each speaker to put something more into each of their speeches."""
    points: list[int] = []
    won: list[bool] = []
    for debate in debates:
        before = judge.ballot(debate, winner=True)
        for person in _people(debate):
            after = judge.ballot(_with_more(debate, person, put), winner=True)
            old, new = before.card(person), after.card(person)
            assert old is not None
            assert new is not None
            points.append(new.total - old.total)
            won.append(after.winner == new.side and before.winner != old.side)
    return Gain(sum(points) / len(points), max(points), Share.counted(won))


def _people(debate: Debate) -> Iterator[str]:
    return iter(dict.fromkeys(s.by for s in debate.speeches if s.by != BOT))


def _with_more(debate: Debate, person: str, put: Put) -> Debate:
    """The debate with more in each speech of one person; the claims noted stay with their words."""
    said = {s.turn.index: put(debate, s) for s in debate.speeches if s.by == person}
    moved = {
        s.turn.index: said[s.turn.index].index((s.text or "").rstrip())
        for s in debate.speeches
        if s.by == person
    }
    return replace(
        debate,
        speeches=tuple(replace(s, text=said.get(s.turn.index, s.text)) for s in debate.speeches),
        claims=tuple(
            (turn, tuple(_moved(claim, moved.get(turn, 0)) for claim in claims))
            for turn, claims in debate.claims
        ),
    )


def _moved(claim: Claim, by: int) -> Claim:
    start, end = claim.words
    return replace(claim, words=(start + by, end + by))
