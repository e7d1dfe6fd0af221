"""What a class has beside the speeches: hints, checks, the flow, ballots, votes, a rematch."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.debate.model import HintKind
from bot.room.people import Person, text_of
from tests.whole.practice import (
    AT_HOME,
    Message,
    Thread,
    button_id,
    download,
    floor_is_at,
    has_button,
    practice,
    speak,
    spoken,
    start,
)

MOTION = "small-deployments"
CRITERIA = ("clarity", "evidence", "reasoning", "responsiveness", "fairness")
OPENING = "A hundred technicians who look after a loan threaten nobody in the United States."
REBUTTAL = "You say a small step becomes a large one. In 1962 there were missiles; here are none."
CLOSING = "A force that guards a loan is no threat. Threats brought it; talks can remove it."


async def answered(person: Person, doing: Any) -> Message:
    """What a person alone is told when they do something."""
    known = {m["id"] for m in person.ephemeral}
    await doing
    return await person.wait_ephemeral(lambda m: m["id"] not in known, timeout=20)


async def press(person: Person, thread: Thread, fragment: str) -> Message:
    """Press the newest button whose id holds this; what the person is told."""
    await person.history(thread.id)
    message = await person.wait_message(has_button(fragment), channel=thread.id)
    return await answered(person, person.press(message, custom_id=button_id(message, fragment)))


async def held(ada: Person, thread: Thread) -> None:
    """A quick debate to its end."""
    for turn, words in ((0, OPENING), (2, REBUTTAL), (4, CLOSING)):
        await speak(ada, thread, turn, words)
    await ada.wait_message(has_button("parley:ballot:"), channel=thread.id, timeout=20)


async def test_a_hint_asks_first_is_for_its_taker_and_on_the_record(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada, p.arrive("ben") as ben:
        thread = await start(ada, motion=MOTION, format="quick", school="hawk")
        await speak(ada, thread, 0, OPENING)
        await floor_is_at(ada, thread, 2)
        told = await press(ada, thread, "parley:hint:")
        first = told["content"].split("\n")[1]
        assert first.endswith("?"), first
        assert told["embeds"], "it points to a passage"
        refused = await press(ben, thread, "parley:hint:")
        assert "for those who speak" in refused["content"]
        await ada.slash(thread.id, "transcript")
        files = await ada.wait_ephemeral(lambda m: bool(m.get("attachments")))
        markdown = next(a for a in files["attachments"] if a["filename"].endswith(".md"))
        assert "hint" in (await download(markdown)).decode().lower()


async def test_where_the_teacher_has_set_no_hints_none_is_offered(tmp_path: Path) -> None:
    silent = AT_HOME.model_copy(update={"hints": HintKind.NONE})
    async with practice(tmp_path, classroom=silent) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion=MOTION, format="quick", school="hawk")
        floor = await floor_is_at(ada, thread, 0)
        assert not has_button("parley:hint:")(floor)
        told = await answered(ada, ada.slash(thread.id, "hint"))
        assert "no hints" in told["content"]


async def test_a_message_can_be_checked_met_and_questioned(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion=MOTION, format="quick", school="hawk")
        await speak(
            ada, thread, 0, "About 1,000 Russian soldiers arrived in Caracas in March 2019."
        )
        mine = await spoken(ada, thread, "1 of 6")
        checked = await answered(ada, ada.use_on(mine, "Check this claim"))
        assert "100" in text_of(checked), "the source's figure is another"
        hawk = await spoken(ada, thread, "2 of 6")
        moves = await answered(ada, ada.use_on(hawk, "How could I answer this?"))
        assert "?" in moves["content"]
        taken = await answered(ada, ada.use_on(hawk, "Assumptions?"))
        assert "?" in taken["content"]
        aside = await ada.say("lounge", "Hi all")
        short = await answered(ada, ada.use_on(aside, "Check this claim"))
        assert "No claim" in short["content"] or "nothing" in short["content"].lower()


async def test_the_flow_is_a_sheet_and_a_picture(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion=MOTION, format="quick", school="hawk")
        empty = await answered(ada, ada.slash(thread.id, "flow"))
        assert "still empty" in empty["content"]
        await speak(ada, thread, 0, OPENING)
        await floor_is_at(ada, thread, 2)
        told = await answered(ada, ada.slash(thread.id, "flow"))
        assert "A hundred technicians" in told["content"]
        (picture,) = told["attachments"]
        assert (await download(picture))[:8] == b"\x89PNG\r\n\x1a\n"
        assert "technicians" in picture["description"], "it can be heard as well as seen"


async def test_a_held_ballot_is_changed_released_and_only_then_seen(tmp_path: Path) -> None:
    held_back = AT_HOME.model_copy(update={"hold_ballots": True})
    async with (
        practice(tmp_path, classroom=held_back) as p,
        p.arrive("ada") as ada,
        p.arrive("ben") as ben,
        p.arrive("tess") as tess,
    ):
        thread = await start(ada, motion=MOTION, format="quick", school="hawk")
        await held(ada, thread)
        refused = await press(ada, thread, "parley:ballot:")
        assert "not released" in refused["content"]
        seen = await press(tess, thread, "parley:ballot:")
        assert "of 4" in text_of(seen)
        await tess.press(seen, custom_id=button_id(seen, "parley:rescore:"))
        form = await tess.wait_modal()
        scores = dict.fromkeys(CRITERIA, "4")
        low = await answered(tess, tess.submit(form, **{**scores, "reasoning": "7"}))
        assert "from 1 to 4" in low["content"]
        await tess.press(seen, custom_id=button_id(seen, "parley:rescore:"))
        form = await tess.wait_modal()
        done = await answered(tess, tess.submit(form, **scores))
        assert "changed" in done["content"]
        released = await answered(tess, tess.press(seen, custom_id=button_id(seen, "released")))
        assert "released" in released["content"]
        mine = await press(ada, thread, "parley:ballot:")
        assert "4 of 4" in text_of(mine)
        assert "Next step" in text_of(mine)
        nothing = await press(ben, thread, "parley:ballot:")
        assert "no scores of yours" in nothing["content"]
        ben_tries = await answered(ben, ben.slash(thread.id, "judge", winner=True))
        assert "Only this debate's speakers" in ben_tries["content"]


async def test_there_is_nothing_to_judge_before_anybody_spoke(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion=MOTION, format="quick", school="hawk")
        told = await answered(ada, ada.slash(thread.id, "judge"))
        assert "nothing to judge" in told["content"]


async def test_two_who_vote_at_once_count_once_each_and_a_closed_vote_is_closed(
    tmp_path: Path,
) -> None:
    async with (
        practice(tmp_path) as p,
        p.arrive("ada") as ada,
        p.arrive("ben") as ben,
        p.arrive("sam") as sam,
    ):
        thread = await start(ada, motion=MOTION, format="oxford", school="hawk")
        await asyncio.gather(
            press(ben, thread, "0-affirmative"),
            press(sam, thread, "0-affirmative"),
        )
        await press(sam, thread, "0-negative")
        mine = await press(ada, thread, "0-affirmative")
        assert "the vote is the audience's" in mine["content"]
        card = await ben.wait_message(has_button("0-affirmative"), channel=thread.id)
        id = button_id(card, "0-affirmative")
        closed = await press(ada, thread, "parley:close:")
        assert "1 for, 1 against, 0 undecided" in closed["content"]
        late = await answered(ben, ben.press(card, custom_id=id))
        assert "closed" in late["content"]


async def test_a_rematch_swaps_the_sides(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada, p.arrive("ben") as ben:
        thread = await start(ada, motion=MOTION, format="quick", school="hawk")
        await held(ada, thread)
        other = await press(ben, thread, "parley:rematch:")
        assert "for those who spoke" in other["content"]
        told = await press(ada, thread, "parley:rematch:")
        id = told["content"].partition("<#")[2].partition(">")[0]
        channel = await ada.wait_thread(lambda c: c["id"] == id)
        again = Thread(id, channel["name"].rpartition("· ")[2])
        first = await spoken(ada, again, "1 of 6")
        assert "Realist" in first["content"], "the bot now argues what Ada argued"
        await floor_is_at(ada, again, 1)


async def test_who_leaves_is_followed_by_another_or_by_parley(tmp_path: Path) -> None:
    async with (
        practice(tmp_path) as p,
        p.arrive("ada") as ada,
        p.arrive("ben") as ben,
        p.arrive("sam") as sam,
    ):
        thread = await start(
            ada, motion=MOTION, format="quick", school="hawk", opponent="another student"
        )
        await press(ben, thread, "parley:seat:")
        await speak(ada, thread, 0, OPENING)
        await floor_is_at(ben, thread, 1)
        left = await answered(ben, ben.slash(thread.id, "debate leave"))
        assert "Your seat is free" in left["content"]
        barred = await press(sam, thread, "parley:fill:")
        assert "speakers and a teacher" in barred["content"]
        await press(ada, thread, "parley:fill:")
        second = await spoken(ada, thread, "2 of 6")
        assert "Hawk" in second["content"]


@pytest.mark.parametrize("command", ["clock pause", "clock skip", "debate leave"])
async def test_a_stranger_steers_nothing(tmp_path: Path, command: str) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada, p.arrive("sam") as sam:
        thread = await start(ada, motion=MOTION, format="quick", school="hawk")
        told = await answered(sam, sam.slash(thread.id, command))
        assert "Only" in told["content"] or "no seat" in told["content"]


async def test_a_pause_holds_the_floor_and_hands_words_back(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion=MOTION, format="quick", school="hawk", clock="live")
        floor = await floor_is_at(ada, thread, 0)
        assert "<t:" in text_of(floor), "the clock is shown"
        await ada.press(floor, custom_id=button_id(floor, "parley:speak:"))
        form = await ada.wait_modal()
        await answered(ada, ada.slash(thread.id, "clock pause"))
        refused = await answered(ada, ada.submit(form, speech=OPENING))
        assert "paused" in refused["content"]
        assert OPENING in refused["content"], "nothing that was written is lost"
        await answered(ada, ada.slash(thread.id, "clock resume"))
        await speak(ada, thread, 0, OPENING)
        await spoken(ada, thread, "2 of 6")


async def test_a_partner_of_ones_own_team_is_chosen(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada, p.arrive("ben") as ben:
        team = {"format": "public-forum", "partner": "another student"}
        thread = await start(ada, motion=MOTION, school="hawk", **team)
        told = await press(ben, thread, "parley:seat:")
        assert "second speaker for" in told["content"]
        await floor_is_at(ada, thread, 0)
