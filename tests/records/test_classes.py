"""Classes: set up by one teacher at a time, known without waiting, and left by whoever leaves."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.classroom.model import Against, Class, Length, Settings, Starters
from bot.debate.errors import NotYourSeat, RecordsFailed, WrongPhase
from bot.debate.model import BOT, HintKind, Level, Pace
from bot.ports import Noted
from bot.records import Store, open_records
from bot.records.classes import settings
from tests.debate.examples import T0, floor, opening
from tests.records.held import called
from tests.records.recorded import record, run_sql

NINE = Class(place="7", server="4000", name="Year 9", teachers="900", desk="901", code="heron")
TEN = replace(NINE, place="8", name="year 10", code="")
SET = Settings(
    motions=("small-deployments",),
    formats=("quick", "oxford"),
    level=Level.NOVICE,
    hints=HintKind.FRAMES,
    opponent=Against.PARLEY,
    length=Length.SHORT,
    starters=Starters.ROSTER,
    pace=Pace.LIVE,
    hold_ballots=False,
    names=True,
)
"""No field of it as it stands where nothing was set."""


async def test_a_class_is_known_at_once_and_after_a_start(store: Store, url: str) -> None:
    assert (store.at("7"), store.on("4000")) == (None, ())
    nine = await store.set_up(NINE)
    assert nine == replace(NINE, version=1)
    assert store.at("7") == nine
    nine = await store.set_up(replace(nine, settings=SET, name="Year 9b"))
    assert (nine.version, store.at("7")) == (2, nine)
    ten = await store.set_up(TEN)
    other = await store.set_up(replace(NINE, place="9", server="5000"))
    assert store.on("4000") == (ten, nine)
    await store.close()
    again = await open_records(url)
    assert again.on("4000") == (ten, nine)
    assert again.on("5000") == (other,)
    assert again.at("7") == nine
    await again.close()


async def test_whoever_only_reads_knows_the_classes_too(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    holder = await open_records(path)
    nine = await holder.set_up(NINE)
    reader = await open_records(path, alone=False)
    assert reader.at("7") == nine
    await reader.close()
    await holder.close()


async def test_a_change_to_a_class_that_was_changed_meanwhile_is_refused(store: Store) -> None:
    nine = await store.set_up(NINE)
    with pytest.raises(WrongPhase, match="Somebody else"):
        await store.set_up(NINE)
    renamed = await store.set_up(replace(nine, name="Year 9b"))
    with pytest.raises(WrongPhase):
        await store.set_up(replace(nine, name="Year 9c"))
    assert store.at("7") == renamed
    await store.dissolve("7")
    with pytest.raises(WrongPhase):
        await store.set_up(renamed)
    assert store.at("7") is None


async def test_a_channel_that_is_a_class_of_another_server_is_refused(store: Store) -> None:
    nine = await store.set_up(NINE)
    for version in (0, 1):
        with pytest.raises(NotYourSeat, match="another server"):
            await store.set_up(replace(nine, server="5000", version=version))
    assert store.at("7") == nine


async def test_a_code_leads_to_one_class_of_a_server(store: Store) -> None:
    nine, ten = await store.set_up(NINE), await store.set_up(TEN)
    for clash in (replace(ten, code="heron"), replace(NINE, place="9", name="New")):
        with pytest.raises(WrongPhase, match="code"):
            await store.set_up(clash)
    assert store.on("4000") == (ten, nine)
    await store.set_up(replace(NINE, place="10", server="5000"))
    await store.set_up(replace(TEN, place="11", name="Also without a code"))
    assert (await store.set_up(replace(nine, name="Year 9b"))).code == "heron"


async def test_of_many_teachers_at_once_exactly_one_changes_it(store: Store) -> None:
    nine = await store.set_up(NINE)
    answers = await asyncio.gather(
        *(store.set_up(replace(nine, name=f"Name {n}")) for n in range(10)),
        return_exceptions=True,
    )
    (won,) = [one for one in answers if isinstance(one, Class)]
    assert Counter(map(type, answers)) == {Class: 1, WrongPhase: 9}
    assert store.at("7") == won
    assert won.version == 2


@pytest.mark.parametrize("what", ["a new class", "a change", "a code"])
async def test_nor_do_two_processes_change_it_over_each_other(postgres_url: str, what: str) -> None:
    stores = [await open_records(postgres_url) for _ in range(3)]
    for round_ in range(5):
        place = f"{round_}-{{}}" if what == "a code" else f"{round_}"
        asked = replace(NINE, code=f"code-{round_}")
        if what == "a change":
            asked = await stores[0].set_up(replace(asked, place=place))
        answers = await asyncio.gather(
            *(s.set_up(replace(asked, place=place.format(n))) for n, s in enumerate(stores)),
            return_exceptions=True,
        )
        assert Counter(map(type, answers)) == {Class: 1, WrongPhase: 2}
        (won,) = [one for one in answers if isinstance(one, Class)]
        assert {s.at(won.place) for s in stores} == {won}  # also where it was refused
    for store in stores:
        await store.close()


async def test_a_class_that_is_dissolved_leaves_its_debates(store: Store, url: str) -> None:
    await store.set_up(NINE)
    await store.set_up(TEN)
    await store.enrol("7", ["ada", "bo"], T0)
    await store.enrol("8", ["ada"], T0)
    await record(store, *called("d1", (opening(), floor())))
    assert await store.dissolve("7")
    assert not await store.dissolve("7")
    assert (store.at("7"), [one.place for one in store.on("4000")]) == (None, ["8"])
    assert await run_sql(url, "SELECT place, person FROM roster") == [("8", "ada")]
    assert len(await store.debates(place="7")) == 1
    await store.set_up(NINE)
    assert await store.roster("7") == ()


# --- settings as they are stored --------------------------------------------------------------


async def stored(url: str, value: object) -> None:
    plain = json.dumps(value).replace(":", "\\:")
    await run_sql(url, f"UPDATE classes SET settings = '{plain}'")


async def test_settings_of_another_version_do_not_stop_the_start(store: Store, url: str) -> None:
    nine = await store.set_up(replace(NINE, settings=SET))
    await store.close()
    ((plain,),) = await run_sql(url, "SELECT settings FROM classes")
    plain = json.loads(plain) if isinstance(plain, str) else plain
    await stored(url, plain | {"encore": {"how": "loud"}, "opponent": "a parrot", "level": 3})
    again = await open_records(url)
    expected = replace(SET, opponent=Against.ANYBODY, level=None)
    assert again.at("7") == replace(nine, settings=expected)
    await again.close()


@pytest.mark.parametrize("damaged", [None, [], "none", {"motions": "all"}, {"names": []}])
def test_settings_that_are_none_are_as_though_never_set(damaged: object) -> None:
    assert settings(damaged) == Settings()


# --- rosters ----------------------------------------------------------------------------------


async def test_people_are_on_a_roster_in_the_order_in_which_they_came(store: Store) -> None:
    await store.set_up(NINE)
    assert await store.enrol("7", ["dee", "ada", "dee", BOT, ""], T0) == ("dee", "ada")
    assert await store.enrol("7", ["bo", "ada", "aaron"], T0) == ("bo", "aaron")
    assert await store.enrol("7", ["ada"], T0 + timedelta(days=1)) == ()
    assert await store.enrol("7", [], T0) == ()
    assert await store.roster("7") == ("dee", "ada", "bo", "aaron")
    assert await store.strike("7", "ada")
    assert not await store.strike("7", "ada")
    assert await store.enrol("7", ["ada"], T0) == ("ada",)
    assert await store.roster("7") == ("dee", "bo", "aaron", "ada")
    assert await store.roster("8") == ()


async def test_five_hundred_are_put_on_a_roster_at_once(store: Store) -> None:
    await store.set_up(NINE)
    people = [f"p-{n:03}" for n in range(500)]
    assert await store.enrol("7", people * 2, T0) == tuple(people)
    assert await store.roster("7") == tuple(people)


async def test_many_who_join_at_once_are_on_it_once(store: Store) -> None:
    await store.set_up(NINE)
    people = [f"p-{n:02}" for n in range(20)]
    joined = await asyncio.gather(*(store.enrol("7", [one], T0) for one in people * 2))
    assert Counter(one for new in joined for one in new) == Counter(people)
    assert sorted(await store.roster("7")) == people


async def test_two_processes_enrol_the_same_people(postgres_url: str) -> None:
    one, two = stores = [await open_records(postgres_url) for _ in range(2)]
    people = [f"p-{n:03}" for n in range(200)]
    for n in range(5):
        place = f"7{n}"
        await one.set_up(replace(NINE, place=place, code=""))
        joined = await asyncio.gather(
            one.enrol(place, people, T0), two.enrol(place, people[::-1], T0)
        )
        assert sorted(map(len, joined)) == [0, 200]
        assert await two.roster(place) == joined[0] + joined[1]
    for store in stores:
        await store.close()


async def test_nobody_is_enrolled_where_there_is_no_class(store: Store) -> None:
    with pytest.raises(RecordsFailed, match="no class"):
        await store.enrol("7", ["ada"], T0)
    assert await store.enrolled() == frozenset()


async def test_everybody_on_some_roster_is_told(store: Store) -> None:
    await store.set_up(NINE)
    await store.set_up(TEN)
    await store.enrol("7", ["ada", "bo"], T0)
    await store.enrol("8", ["ada", "cy"], T0)
    assert await store.enrolled() == {"ada", "bo", "cy"}


async def test_whoever_was_erased_is_not_enrolled(store: Store) -> None:
    await store.set_up(NINE)
    await store.enrol("7", ["ada", "bo"], T0)
    await store.erase("ada")
    assert await store.roster("7") == ("bo",)
    assert await store.enrol("7", ["ada", "cy"], T0) == ("cy",)
    assert await store.enrolled() == {"bo", "cy"}


async def test_whoever_leaves_the_server_is_off_its_rosters(store: Store, url: str) -> None:
    for one in (NINE, TEN, replace(NINE, place="9", server="5000")):
        await store.set_up(one)
        await store.enrol(one.place, ["p-ada", "p-bo"], T0)
    await store.left("p-ada", "4000", T0)
    assert [await store.roster(place) for place in ("7", "8", "9")] == [
        ("p-bo",),
        ("p-bo",),
        ("p-ada", "p-bo"),
    ]
    struck = [Noted(T0, "4000", "", "struck", "p-ada", {"class": place}) for place in ("8", "7")]
    assert list(await store.audited("4000")) == struck
    await store.left("p-ada", "4000", T0)
    assert len(await store.audited("4000")) == 2
    await store.left(None, "5000", T0)
    assert await store.roster("9") == ("p-ada", "p-bo")  # the bot may come back
