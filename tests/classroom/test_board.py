"""The most urgent debate comes first, and nothing that waits for the teacher is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.classroom.board import Group, board, quiet_at
from bot.classroom.model import Flag, Held
from bot.debate import commands
from bot.debate.model import Debate, Pace, Phase
from tests.debate.examples import T0, command, floor, opening, played, says, then

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

NOW = T0 + timedelta(hours=1)


def debate(id: str, at: datetime = NOW, pace: Pace = Pace.FREE, **fields: object) -> Debate:
    """A debate in which Ada has the floor since `at`."""
    made = played(opening(at=at, pace=pace), floor())
    return replace(made, id=id, turn_since=at, **fields)  # type: ignore[arg-type]


def flag(debate: str) -> Flag:
    return Flag(
        id=f"f{debate}", place="7", debate=debate, channel="70", message="1", by="b", at=NOW
    )


def held(debate: str) -> Held:
    return Held(
        id="h", place="7", person="ada", debate=debate, turn=0, words="…", why="word", at=NOW
    )


def before(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def paused(id: str) -> Debate:
    stopped = then(debate(id), command(commands.Pause, by="tess", may=True))
    return replace(stopped, id=id, paused_at=NOW)


def test_what_waits_for_the_teacher_comes_first() -> None:
    debates = [
        paused("paused"),
        debate("calm", before(1)),
        debate("quiet", before(30)),
        replace(played(opening(opponent=None), floor()), id="open"),
        debate("flagged"),
        debate("held"),
    ]
    seen = board(debates, [flag("flagged")], [held("held")], NOW)
    assert [row.debate.id for row in seen.rows] == [
        "held", "flagged", "quiet", "open", "calm", "paused"
    ]  # fmt: skip
    assert [row.group for row in seen.rows] == sorted(row.group for row in seen.rows)
    assert (seen.rows[0].held, seen.rows[0].flags, seen.rows[1].flags) == (1, 0, 1)


def test_who_has_been_quiet_the_longest_comes_first() -> None:
    seen = board([debate("a", before(20)), debate("b", before(40))], [], [], NOW)
    assert [row.debate.id for row in seen.rows] == ["b", "a"]
    assert all(row.group is Group.QUIET for row in seen.rows)


def test_quiet_counts_from_the_last_speech_and_not_while_the_bot_speaks() -> None:
    started = debate("d", before(60))
    assert quiet_at(started) == before(50)
    spoken = then(played(opening(at=before(60)), floor()), says("ada", at=NOW))
    assert spoken.phase is Phase.ANSWERING
    assert quiet_at(spoken) is None


def test_nobody_is_quiet_before_the_time_of_their_turn_is_over() -> None:
    slow = debate("slow", before(60), Pace.SLOW)
    assert quiet_at(slow) == before(60) + timedelta(hours=24)
    live = debate("live", before(9), Pace.LIVE, added=20 * 60)
    assert board([live], [], [], NOW).rows[0].group is Group.UNDER_WAY


def test_the_board_knows_when_to_be_looked_at_again() -> None:
    seen = board([debate("a", before(3)), debate("b", before(7))], [], [], NOW)
    assert seen.look_again == before(-3)
    assert board([paused("p")], [], [], NOW).look_again is None


def test_what_waits_outside_of_an_open_debate_is_still_counted() -> None:
    over = then(debate("over"), command(commands.End, by="tess", reason="Over.", may=True))
    over = replace(over, id="over")
    seen = board([over], [flag("over"), flag("")], [held("over")], NOW)
    assert seen.rows == ()
    assert seen.elsewhere == 3


def test_all_paused_is_known_and_no_debates_are_not_all_paused() -> None:
    assert board([paused("a"), paused("b")], [], [], NOW).paused
    assert not board([paused("a"), debate("b")], [], [], NOW).paused
    assert not board([], [], [], NOW).paused


@given(st.lists(st.tuples(st.integers(0, 200), st.booleans(), st.booleans()), max_size=60))
def test_every_open_debate_stands_on_it_once(class_: list[tuple[int, bool, bool]]) -> None:
    debates = [debate(f"{n:03}", before(ago)) for n, (ago, _, _) in enumerate(class_)]
    flags = [flag(f"{n:03}") for n, (_, flagged, _) in enumerate(class_) if flagged]
    words = [held(f"{n:03}") for n, (_, _, waits) in enumerate(class_) if waits]
    seen = board([*debates, *debates], flags, words, NOW)
    assert sorted(row.debate.id for row in seen.rows) == [d.id for d in debates]
    assert seen.elsewhere == 0
    needy = [bool(row.held or row.flags) for row in seen.rows]
    assert needy == sorted(needy, reverse=True)
