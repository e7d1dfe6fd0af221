"""What goes wrong in a class at the worst moment: each ends in a clear state, and tells no words."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from aiohttp import web
from playwright.async_api import Browser

from bot import wiring
from bot.classroom.model import Class
from bot.config import ClassSettings
from bot.debate import rules
from bot.debate.model import Pace
from bot.room.people import Person, text_of, walk
from bot.room.settings import RESIDENTS, STUDENT, Resident
from tests.debate.examples import opening
from tests.judges.scripted import Judging
from tests.model_server import DONE, Exchange, ModelServer, Reply, chunk, pieces, speech
from tests.room.browser import chromium
from tests.whole.lessons import board_of, set_up, told, with_students
from tests.whole.practice import (
    AT_HOME,
    HURRIED,
    ROOT,
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
from tests.whole.rights import OPENING, School, heard, school, take_back
from tests.whole.test_class_tools import answered, press
from tests.whole.test_lesson import holding
from tests.whole.test_model_faults import model
from tests.whole.test_moderation import home_with

__all__ = ["chromium"]

SAID = "Nobody in Wichita ever lost a night of sleep over a hundred cyber technicians."
QUICK = {"motion": "small-deployments", "format": "quick", "school": "hawk"}
AT_LEISURE = HURRIED.model_copy(update={"first_token": 20, "whole_speech": 30, "attempts": 1})
TRACES = (b"Wichita", b"a night of sleep over a hundred cyber")


def waiting(go: asyncio.Event, first: str, then: str) -> Reply:
    """A speech that stops after some words until it may go on."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        response = await exchange.open()
        for piece in pieces(first):
            await response.write(chunk(piece))
        await go.wait()
        await response.write(chunk(then) + chunk(finish="stop") + DONE)
        return response

    return reply


def once_told(go: asyncio.Event, reply: Reply) -> Reply:
    """The same answer, but no byte of it before."""

    async def later(exchange: Exchange) -> web.StreamResponse:
        await go.wait()
        return await reply(exchange)

    return later


# --- erased in mid-speech -----------------------------------------------------------------------


async def test_who_is_erased_while_they_are_answered_leaves_no_word(tmp_path: Path) -> None:
    go = asyncio.Event()
    after = speech("A base begins with a first step, and so it has to be named one.")
    async with ModelServer(after) as server:
        server.script(waiting(go, f"You say: {SAID} But they", " did lose it, and rightly so."))
        async with (
            practice(tmp_path, models=(model(server.url),)) as p,
            p.arrive("ada") as ada,
            p.arrive("ben") as ben,
        ):
            thread = await start(ada, **QUICK)
            await speak(ada, thread, 0, SAID)
            await ben.wait_message(
                lambda m: "2 of 6" in m["content"] and "Wichita" in m["content"], thread.id
            )
            done = await answered(ada, ada.slash(thread.id, "privacy erase", sure=True))
            assert "You are forgotten" in done["content"]
            go.set()
            await press(ben, thread, ":seat:")
            assert "Wichita" not in (await spoken(ben, thread, "2 of 6"))["content"]
            await speak(ben, thread, 2, "It is not a first step where a loan ends.")
            await spoken(ben, thread, "4 of 6")
            assert all("Wichita" not in asked.prompt for asked in server.asked[1:])
            seen = [m for m in ben.messages(thread.id) if "Wichita" in text_of(m)]
            assert seen == [], "nor does it stand in the thread"
            await p.stop_bot()
        assert holding(tmp_path, TRACES) == []


async def test_who_asked_from_the_audience_is_erased_while_they_are_answered(
    tmp_path: Path,
) -> None:
    """They hold no seat, so the answer goes on to its end; their words in it do not."""
    go = asyncio.Event()
    async with ModelServer(speech("A base begins with a first step.")) as server:
        async with (
            practice(tmp_path, models=(model(server.url),), patience=AT_LEISURE) as p,
            p.arrive("ada") as ada,
            p.arrive("ben") as ben,
        ):
            thread = await start(ada, **{**QUICK, "format": "oxford"})
            await press(ada, thread, ":close:")
            await speak(ada, thread, 1, OPENING)
            await floor_is_at(ada, thread, 3)
            server.script(waiting(go, f"You ask: {SAID} But they", " did lose it, and rightly."))
            await answered(ada, ada.slash(thread.id, "clock skip"))
            await ben.history(thread.id)
            await speak(ben, thread, 5, SAID)
            await ada.wait_message(
                lambda m: "7 of " in m["content"] and "Wichita" in m["content"], thread.id
            )
            done = await answered(ben, ben.slash(thread.id, "privacy erase", sure=True))
            assert "You are forgotten" in done["content"]
            go.set()
            answer = await spoken(ada, thread, "7 of ")
            assert "did lose it, and rightly" in answer["content"]
            seen = [text_of(m) for m in ada.messages(thread.id) if "Wichita" in text_of(m)]
            assert seen == []
            await p.stop_bot()
        assert holding(tmp_path, TRACES) == []


async def test_who_is_erased_while_a_ballot_on_them_is_written_leaves_no_word(
    tmp_path: Path,
) -> None:
    go, judging = asyncio.Event(), Judging(strength=f"You say it well: {SAID}")
    async with ModelServer() as server:
        server.script(*[speech("A base begins with a first step.")] * 3)
        server.otherwise = once_told(go, judging.reply)
        patient = {"patience": AT_LEISURE}
        async with (
            practice(tmp_path, models=(model(server.url),), **patient) as p,
            p.arrive("ada") as ada,
            p.arrive("tess") as tess,
        ):
            thread = await start(ada, **QUICK)
            for turn in (0, 2, 4):
                await speak(ada, thread, turn, SAID)
            await ada.wait_message(lambda m: "debate is over" in m["content"], channel=thread.id)
            async with asyncio.timeout(20):
                while len(server.asked) < 4:
                    await asyncio.sleep(0.02)
            done = await answered(ada, ada.slash(thread.id, "privacy erase", sure=True))
            assert "You are forgotten" in done["content"]
            go.set()
            await tess.wait_message(has_button("parley:ballot:"), channel=thread.id, timeout=20)
            shown = await answered(tess, tess.slash(thread.id, "ballot"))
            assert "Wichita" not in text_of(shown)
            sent = await answered(tess, tess.slash(thread.id, "transcript"))
            for file in sent["attachments"]:
                assert b"Wichita" not in await download(file), file["filename"]
            await p.stop_bot()
        assert holding(tmp_path, TRACES) == []


# --- retention ----------------------------------------------------------------------------------


async def test_a_sweep_takes_no_word_from_a_debate_that_goes_on(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        over, thread = await start(ada, **QUICK), await start(ada, **QUICK)
        for one in (over, thread):
            await speak(ada, one, 0, SAID)
            await floor_is_at(ada, one, 2)
        await answered(ada, ada.slash(over.id, "debate end"))
        await p.stop_bot()
        async with wiring.store_of(p.home) as store:
            await store.sweep(datetime.now(UTC) + timedelta(days=29), 30)
            assert (await store.load(over.debate)).speeches[0].text == SAID
            swept = await store.sweep(datetime.now(UTC) + timedelta(days=365), 30)
            assert swept.idle == (thread.debate,), "it is ended; only then does its time begin"
            assert (await store.load(over.debate)).speeches[0].text is None
            kept = await store.load(thread.debate)
            assert [bool(s.text) for s in kept.speeches] == [True, True]
        p.start_bot()
        await p.ready()
        await speak(ada, thread, 2, "A loan is a loan, and a base is something else.")
        await spoken(ada, thread, "4 of 6")


# --- an agreement that is taken back ------------------------------------------------------------


async def test_who_takes_their_agreement_back_holds_nobody_up(tmp_path: Path) -> None:
    root = home_with(tmp_path, format_of_seconds=6)
    live = ClassSettings(clock=Pace.LIVE)
    async with school(tmp_path / "data", root=root, classroom=live) as s:
        ada, ben = s["speaker"], s["student"]
        thread = await start(ada, **{**QUICK, "format": "hurried"})
        floor = await floor_is_at(ben, thread, 0)
        await take_back(ada)
        before = s.kept()
        asked = await heard(ada, ada.press(floor, custom_id=button_id(floor, ":speak:")))
        typed = await ada.say(thread.id, SAID)
        answer = await ada.wait_message(
            lambda m: (m.get("message_reference") or {}).get("message_id") == typed["id"],
            channel=thread.id,
        )
        assert (asked.verdict, "Nothing has been recorded" in answer["content"]) == ("c", True)
        assert before == s.kept()
        await ben.wait_message(
            lambda m: "debate is over" in text_of(m).lower(), channel=thread.id, timeout=30
        )
        assert "2 of 2" in (await spoken(ben, thread, "2 of 2"))["content"]
        assert holding(tmp_path / "data", TRACES) == []


async def test_who_agrees_no_more_can_still_give_up_their_seat(tmp_path: Path) -> None:
    async with school(tmp_path) as s:
        ada, ben = s["speaker"], s["student"]
        first, second = await s._floor(), await s._floor()
        caucus = await s._caucus()
        listed = f"parley:list:{caucus.debate}"
        await heard(ada, s.press("speaker", caucus.id, f"{listed}:affirmative"))
        await take_back(ada)
        left = await heard(ada, ada.slash(first.id, "debate leave"))
        assert "Your seat is free" in left.text
        left = await heard(ada, s.press("speaker", second.id, f"parley:leave:{second.debate}:0"))
        assert "You have left" in left.text
        off = await heard(ada, s.press("speaker", caucus.id, f"{listed}:off"))
        assert "off the speakers list" in off.text
        for thread in (first, second):
            took = await press(ben, thread, ":seat:")
            assert "You speak for the affirmative" in took["content"], "and another takes it"


# --- two teachers at once -----------------------------------------------------------------------


async def test_what_two_teachers_do_at_the_same_moment_is_done_once(tmp_path: Path) -> None:
    async with school(tmp_path) as s:
        thread = await s.have("held")
        approve = f"parley:held:approve:{s.words['held']}"
        lines = await both(s, "lounge", approve)
        assert sorted(line[:8] for line in lines) == ["Approved", "This is "], lines
        debate = await at_rest(s, thread, taken=2)
        assert str(debate.speeches[0].text).startswith("Write to me")
        assert len(debate.speeches) == 2

        lines = await both(s, thread.id, "/clock pause")
        assert sorted(line[:9] for line in lines) == ["The clock", "The debat"], lines
        await both(s, thread.id, "/clock resume")
        lines = await both(s, "debates", "/class pause")
        assert any("paused" in line for line in lines)
        await both(s, "debates", "/class resume")
        async with wiring.reading(s.p.home) as store:
            audit = [entry.action for entry in await store.audited(s.words["class"])]
            debate = await store.load(thread.debate)
        assert audit.count("approved") == 1
        assert debate.paused_at is None


async def both(s: School, channel: str, asks: str) -> list[str]:
    """What the teacher and the manager are told, who do the same at once."""

    async def one(role: str) -> str:
        if asks.startswith("/"):
            return (await heard(s[role], s[role].slash(channel, asks[1:]))).text
        return (await heard(s[role], s.press(role, channel, asks))).text

    return list(await asyncio.gather(one("teacher"), one("manager")))


async def at_rest(s: School, thread: Thread, *, taken: int) -> Any:
    await spoken(s["student"], thread, f"{taken} of 6")
    async with wiring.reading(s.p.home) as store:
        return await store.load(thread.debate)


async def test_of_two_teachers_who_score_at_once_both_are_on_the_record(tmp_path: Path) -> None:
    async with school(tmp_path) as s:
        thread = await s.have("judged")
        forms = []
        for role in ("teacher", "manager"):
            await heard(s[role], s.press(role, thread.id, f"parley:rescore:{thread.debate}:0"))
            forms.append(await s[role].wait_modal())
        names = [c["custom_id"] for c in walk(forms[0]["components"]) if c["type"] == 4]
        names = names or [c["component"]["custom_id"] for c in forms[0]["components"]]
        given = {"teacher": "4", "manager": "1"}
        told = await asyncio.gather(
            *(
                heard(s[role], s[role].submit(form, **dict.fromkeys(names, given[role])))
                for role, form in zip(given, forms, strict=True)
            )
        )
        assert all("changed" in one.text for one in told), told
        async with wiring.reading(s.p.home) as store:
            debate = await store.load(thread.debate)
            audit = [entry.action for entry in await store.audited(s.words["class"])]
        assert debate.ballot is not None
        assert debate.ballot.changed
        assert {score.points for score in debate.ballot.cards[0].scores} <= {1, 4}
        assert audit.count("rescored") == 2


# --- an export while a debate goes on -----------------------------------------------------------


async def test_files_are_whole_that_are_asked_for_in_the_middle_of_a_speech(
    tmp_path: Path,
) -> None:
    async with (
        practice(tmp_path, words_a_second=8) as p,
        p.arrive("ada") as ada,
        p.arrive("tess") as tess,
    ):
        await with_students(tess)
        thread = await start(ada, **QUICK)
        await speak(ada, thread, 0, SAID)
        await ada.wait_message(
            lambda m: "2 of 6" in m["content"] and len(m["content"]) > 120, thread.id
        )
        mine, all_of_it = await asyncio.gather(
            answered(ada, ada.slash(thread.id, "transcript")),
            answered(tess, tess.slash("teachers", "transcript", debate=thread.debate)),
        )
        report = await answered(tess, tess.slash("debates", "class report"))
        growing = next(m for m in ada.messages(thread.id) if "2 of 6" in m["content"])
        assert growing["content"].endswith(("▍", "…")), "it was still under way"
        schema = json.loads((ROOT / "bot/records/transcript.schema.json").read_text())
        for sent in (mine, all_of_it):
            files = await files_of(sent)
            record = json.loads(next(files[n] for n in files if n.endswith(".json")))
            jsonschema_rs.validator_for(schema).validate(record)
            assert [one["text"] for one in record["speeches"]] == [SAID]
        assert "1 turn." in mine["content"]
        assert {"report.html", "students.csv"} <= set(await files_of(report))
        await spoken(ada, thread, "2 of 6")
        await floor_is_at(ada, thread, 2)


async def files_of(sent: Message) -> Mapping[str, bytes]:
    return {f["filename"]: await download(f) for f in sent["attachments"]}


# --- names and speeches that would be something else --------------------------------------------

NAME = "=cmd|'/C calc'!A0<script>alert(1)</script>"
TURNED = "\u202eeve\u202c"
WORDS = (
    "=cmd|' /C calc'!A0 is what I say first. <script>alert('x')</script> and "
    "<img src=x onerror=alert(2)> @everyone @here [a loan](javascript:alert(3)) **owes** "
    "`nothing` \u202eto anybody\u202c, and technicians threaten nobody."
)


@asynccontextmanager
async def eve_has_debated(data: Path) -> AsyncIterator[tuple[Person, Person, Thread]]:
    """A class in which somebody of an odd name has said odd things, and all names are shown."""
    odd = (Resident("eve", NAME + TURNED, (STUDENT,)), *RESIDENTS)
    async with (
        practice(data, residents=odd, classroom=AT_HOME) as p,
        p.arrive("tess") as tess,
        p.arrive("eve") as eve,
    ):
        await with_students(tess)
        panel = await answered(tess, tess.slash("debates", "class settings"))
        await tess.press(panel, custom_id=button_id(panel, "parley:class:page:"))
        await tess.wait(lambda: "page 2" in page_two(tess), 10, tess.seen_text)
        second = next(m for m in reversed(tess.ephemeral) if "page 2" in text_of(m))
        names = next(c for c in walk(second["components"]) if ":names." in c.get("custom_id", ""))
        shown = next(o["value"] for o in names["options"] if "pseud" not in o["label"].lower())
        await tess.select(second, shown, custom_id=names["custom_id"])
        await tess.wait(lambda: "✓ Kept" in page_two(tess), 10, tess.seen_text)
        thread = await start(eve, **QUICK)
        for turn in (0, 2, 4):
            await speak(eve, thread, turn, WORDS)
        await tess.wait_message(has_button("parley:ballot:"), channel=thread.id, timeout=30)
        yield tess, eve, thread


def page_two(person: Person) -> str:
    return "\n".join(text_of(m) for m in person.ephemeral)


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_no_name_and_no_speech_runs_in_a_page_or_in_a_spreadsheet(
    tmp_path: Path,
    chromium: Browser,
) -> None:
    async with eve_has_debated(tmp_path / "data") as (tess, eve, thread):
        for command in ("transcript", "class report"):
            sent = await answered(tess, tess.slash(thread.id, command))
            files = await files_of(sent)
            pages = [name for name in files if name.endswith(".html")]
            tables = [name for name in files if name.endswith(".csv")]
            assert pages
            assert tables
            for name in pages:
                noise = await opened(chromium, tmp_path / name, files[name], NAME)
                assert noise == [], (command, name)
            for name in tables:
                rows = csv.reader(io.StringIO(files[name].decode("utf-8-sig")))
                cells = [cell for row in rows for cell in row]
                assert [c for c in cells if c.startswith(("=", "+", "@", "\t", "\r"))] == [], name
            if command == "transcript":
                assert any(NAME in row for row in cells_of(files)), "a name that is shown is whole"
        nobody_is_called(tess, eve, thread)
        await told(tess, "teachers", "class board")
        board = await board_of(tess)
        assert "<script" not in text_of(board).replace("\\<script", "")
        assert "\u202e" not in text_of(board)


def cells_of(files: Mapping[str, bytes]) -> list[str]:
    return [
        cell
        for name in files
        if name.endswith(".csv")
        for row in csv.reader(io.StringIO(files[name].decode("utf-8-sig")))
        for cell in row
    ]


async def opened(chromium: Browser, file: Path, content: bytes, name: str) -> list[str]:
    """What a page does beside being read: asks for something, speaks up, writes to the console."""
    file.write_bytes(content)
    noise: list[str] = []
    page = await chromium.new_page()
    page.on("request", lambda asked: noise.append(asked.url) if asked.url != file.as_uri() else 0)
    page.on("console", lambda message: noise.append(message.text))
    page.on("dialog", lambda dialog: noise.append(dialog.message))
    page.on("pageerror", lambda error: noise.append(str(error)))
    await page.goto(file.as_uri())
    assert "<script>alert(1)</script>" in await page.inner_text("body"), "it is read as it is"
    assert await page.locator("script, img[src=x], a[href^=javascript]").count() == 0
    await page.close()
    return noise


def nobody_is_called(tess: Person, eve: Person, thread: Thread) -> None:
    """No message of the bot has called anybody but the one who has the floor."""
    for message in tess.messages(thread.id):
        assert not message["mention_everyone"]
        assert message["mention_roles"] == []
        assert {user["id"] for user in message["mentions"]} <= {eve.me["id"]}
    said = [m["content"] for m in tess.messages(thread.id) if "1 of 6" in m["content"]]
    assert said
    assert "\u202e" not in said[0]
    assert "](javascript" not in said[0].replace("\\]", "")


# --- a class of another server ------------------------------------------------------------------


async def test_a_class_of_another_server_cannot_be_reached_from_here(tmp_path: Path) -> None:
    far = replace(opening(place="1"), debate="0a1b2c3d")
    async with practice(tmp_path, start_bot=False, ack_seconds=30) as p:
        elsewhere = Class(
            place="1", server="999", name="Far", teachers="2", desk="3", code="FARAWAY2"
        )
        async with wiring.store_of(p.home) as store:
            await store.set_up(elsewhere)
            for event in rules.decide(None, far):
                assert await store.append(None, far.cause, event)
        p.start_bot()
        await p.ready()
        async with p.arrive("tess") as tess:
            s = School(p, tmp_path, by={"manager": tess})
            await set_up(tess)
            before = s.kept()
            for verb, says in REFUSALS.items():
                custom_id = verb.format(debate=far.debate)
                planted = await s.planted(tess, "debates", custom_id)
                doing = (
                    tess.select(planted, "advanced", custom_id=custom_id)
                    if ":set:" in custom_id
                    else tess.press(planted, "Press")
                )
                got = await heard(tess, doing)
                assert says in got.text, (custom_id, got.text)
            got = await heard(tess, tess.slash("debates", "transcript", debate=far.debate))
            assert "no debate called" in got.text
            got = await heard(tess, tess.slash("debates", "class join", code="FARAWAY2"))
            assert "fits no class on this server" in got.text
            after = s.kept()
            del before["departures"], after["departures"]  # the bot is not on that server itself
            assert after == before


UNKNOWN, TEACHER = "no debate called", "Only a teacher can do that"
REFUSALS = {
    "parley:class:refresh:1": TEACHER,
    "parley:class:page:1:1": TEACHER,
    "parley:class:set:1:0:level.0": TEACHER,
    "parley:class:dissolve:1": TEACHER,
    "parley:class:all:1:sure": TEACHER,
    "parley:settle:1:1": "Only who teaches this class",
    "parley:review:{debate}:released": UNKNOWN,
    "parley:rescore:{debate}:0": UNKNOWN,
    "parley:ballot:{debate}:0": UNKNOWN,
    "parley:flow:{debate}:0": UNKNOWN,
    "parley:sources:{debate}:0": UNKNOWN,
    "parley:seat:{debate}:negative": UNKNOWN,
    "parley:fill:{debate}:0": UNKNOWN,
    "parley:speak:{debate}:0": UNKNOWN,
    "parley:leave:{debate}:0": UNKNOWN,
    "parley:rematch:{debate}:0": UNKNOWN,
}
