"""Words that are held back, what teachers make of them, and messages that are flagged."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import wiring
from bot.classroom.model import Class, Held
from bot.config import ClassSettings, ModelSettings, ModerationSettings
from bot.debate import commands, rules
from bot.debate.errors import Faulty
from bot.debate.model import Pace
from bot.room.people import Person, Refused, buttons_of, text_of
from bot.room.permissions import Allow
from bot.room.settings import RESIDENTS, STUDENT, TEACHER, Resident
from tests.llm.test_moderation import verdict
from tests.model_server import ModelServer, speech
from tests.whole.practice import (
    ROOT,
    Message,
    Practice,
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
from tests.whole.test_class_tools import answered

PEOPLE = (
    *(resident for resident in RESIDENTS if resident.key != "sam"),
    Resident("sam", "Sam", (STUDENT,)),
    Resident("tom", "Tom", (TEACHER,)),
)
OPENING = "A hundred technicians who look after a loan threaten nobody in the United States."
AGAIN = "Whoever guards a loan from Omsk wants calm, and calm is what we should want as well."
MAIL = "Write to me at quintus.zebra@example.org and I will tell you why nobody is threatened."
THREAT = "I know where you live, and Quagmire will find you there."
DISTRESS = "I want to die and nobody at Quillmont school would even notice."
OPT_OUT = "I want to opt out, since Quellstadt is where my aunt lives."
OATH = "This whole argument is bullshit, since a hundred technicians threaten nobody."


@asynccontextmanager
async def classroom(
    data: Path,
    *,
    desk: str = "teachers",
    root: Path = ROOT,
    server: str = "",
    **options: Any,
) -> AsyncIterator[Practice]:
    """A practice room in which #debates is the channel of a class; without `desk`, of none.

    `server` is the address of a moderation server.
    """
    async with practice(data, start_bot=False, residents=PEOPLE, **options) as p:
        checks = ModerationSettings(use=bool(server), url=server or "http://x", key_env="")
        config = p.home.config.model_copy(update={"moderation": checks})
        p.home = replace(p.home, config=config, root=root)
        if desk:
            await set_up(p, desk)
        p.start_bot()
        await p.ready()
        yield p


async def set_up(p: Practice, desk: str) -> None:
    async with p.arrive("tess") as tess, wiring.store_of(p.home) as store:
        roles = {role["name"]: role["id"] for role in tess.roles}
        server = next(c["guild_id"] for c in tess.channels.values() if "guild_id" in c)
        met = Class(
            place=tess.channel_id("debates"),
            server=server,
            name="7B",
            teachers=roles[TEACHER],
            desk=tess.channel_id(desk),
        )
        await store.set_up(met)


async def change_channel(p: Practice, name: str, verb: str, **form: Any) -> None:
    """Change a channel, or take it away, as whoever runs the server can."""
    async with p.arrive("tess") as tess, aiohttp.ClientSession() as session:
        url = f"{p.room.api_base}/channels/{tess.channel_id(name)}"
        headers = {"Authorization": f"Bot {p.room.token}"}
        async with session.request(verb, url, headers=headers, json=form) as answer:
            answer.raise_for_status()


async def let_the_bot_call_roles(p: Practice, desk: str) -> None:
    """Let the bot mention at the desk also a role that not everybody may mention."""
    async with p.arrive("tess") as tess:
        channel = tess.channels[tess.channel_id(desk)]
        own = next(role["id"] for role in tess.roles if role["name"] == "Parley")
    rows = [row for row in channel["permission_overwrites"] if row["id"] != own]
    see = int(Allow.VIEW_CHANNEL | Allow.MENTION_EVERYONE)
    rows.append({"id": own, "type": 0, "allow": str(see), "deny": "0"})
    await change_channel(p, desk, "PATCH", permission_overwrites=rows)


@asynccontextmanager
async def arrived(p: Practice, *keys: str) -> AsyncIterator[list[Person]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(p.arrive(key)) for key in keys]


async def opened(person: Person, **options: str) -> Thread:
    chosen = {"motion": "small-deployments", "format": "quick", "school": "hawk", **options}
    thread = await start(person, **chosen)
    await floor_is_at(person, thread, 0)
    return thread


async def form(person: Person, thread: Thread, turn: int, words: str) -> Message:
    """Hand in a speech by its form; what the person alone is told."""
    return await answered(person, speak(person, thread, turn, words))


async def card_of(person: Person, holding: str, desk: str = "teachers") -> Message:
    """The card at the desk that says this."""
    await person.history(desk)
    return await person.wait_message(lambda m: holding in text_of(m), channel=desk, timeout=20)


async def gone_from(person: Person, words: str, desk: str = "teachers") -> None:
    await person.wait(
        lambda: not any(words in text_of(m) for m in person.messages(desk)),
        20,
        lambda: f"the desk to be without “{words}”:\n{person.seen_text(desk)}",
    )


async def pressed(person: Person, card: Message, choice: str) -> Message:
    return await answered(person, person.press(card, custom_id=button_id(card, choice)))


async def held_now(p: Practice) -> tuple[Held, ...]:
    async with p.arrive("tess") as tess, wiring.reading(p.home) as store:
        return await store.waiting(tess.channel_id("debates"))


async def noted(p: Practice) -> list[str]:
    """What the audit log of the class names, oldest first."""
    async with p.arrive("tess") as tess, wiring.reading(p.home) as store:
        entries = await store.audited(tess.channel_id("debates"))
    return [entry.action for entry in reversed(entries)]


async def spoken_flag(person: Person, message: Message, reason: str = "") -> Message:
    """Flag a message; what the person is told."""
    await person.use_on(message, "Flag to teacher")
    modal = await person.wait_modal()
    return await answered(person, person.submit(modal, reason=reason))


# --- held, approved, declined -------------------------------------------------------------------


async def test_words_of_a_form_wait_for_a_teacher_and_go_on_record_once_approved(
    tmp_path: Path,
) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        thread = await opened(ada)
        told = await form(ada, thread, 0, MAIL)
        assert "still your turn" in told["content"]
        assert MAIL in told["content"], "the words are kept for their writer"
        card = await card_of(tess, "quintus.zebra@example.org")
        assert "personal data" in text_of(card)
        assert f"<#{thread.id}>" in text_of(card)
        assert f"<@{ada.me['id']}>" in text_of(card)
        assert "opening speech, 1 of 6" in text_of(card)
        assert not any("zebra" in text_of(m) for m in ada.messages(thread.id) if not m["ephemeral"])
        await p.stop_bot()
        p.start_bot()
        await p.ready()
        done = await pressed(tess, card, ":approve:")
        assert "Approved" in done["content"]
        speech = await spoken(ada, thread, "1 of 6")
        assert MAIL in speech["content"]
        await gone_from(tess, "zebra")
        closed = await card_of(tess, f"Approved by <@{tess.me['id']}>")
        assert buttons_of(closed) == []
        await spoken(ada, thread, "2 of 6")
        assert await held_now(p) == ()
        assert (await noted(p))[-2:] == ["held-back", "approved"]


async def test_a_teacher_who_declines_leaves_the_turn_with_its_writer(tmp_path: Path) -> None:
    async with (
        classroom(tmp_path) as p,
        arrived(p, "ada", "tess", "ben") as (ada, tess, ben),
    ):
        thread = await opened(ada)
        await form(ada, thread, 0, THREAT)
        card = await card_of(tess, "Quagmire")
        done = await pressed(tess, card, ":decline:")
        assert "has been told" in done["content"]
        line = await ben.wait_message(
            lambda m: "did not let these words pass" in m["content"], channel=thread.id
        )
        assert [user["id"] for user in line["mentions"]] == [ada.me["id"]]
        assert line["mention_roles"] == []
        await gone_from(tess, "Quagmire")
        await card_of(tess, f"Declined by <@{tess.me['id']}>")
        again = await pressed_again(tess, card, ":decline:")
        assert "decided already" in again
        await speak(ada, thread, 0, OPENING)
        await spoken(ada, thread, "2 of 6")
        assert (await noted(p))[-2:] == ["held-back", "declined"]


async def pressed_again(person: Person, card: Message, choice: str) -> str:
    """Press a button that is there no more, as a window does that is behind; the answer."""
    known = {m["id"] for m in person.ephemeral}
    try:
        await person.press(card, custom_id=button_id(card, choice))
    except Refused:
        return "decided already"  # the room knows that the button is gone
    told = await person.wait_ephemeral(lambda m: m["id"] not in known)
    return str(told["content"])


async def test_a_plain_message_is_taken_down_and_its_line_is_for_its_writer_alone(
    tmp_path: Path,
) -> None:
    async with (
        classroom(tmp_path) as p,
        arrived(p, "ada", "tess", "ben") as (ada, tess, ben),
    ):
        thread = await opened(ada)
        said = await ada.say(thread.id, MAIL)
        card = await card_of(tess, "quintus.zebra@example.org")
        await ben.wait(lambda: said["id"] in ben.deleted, 10, lambda: "the words to be taken down")
        note = await ben.wait_message(has_button("parley:aside:"), channel=thread.id)
        assert "zebra" not in text_of(note)
        assert "personal" not in text_of(note)
        refused = await pressed(ben, note, ":aside:")
        assert "somebody else" in refused["content"]
        mine = await pressed(ada, note, ":aside:")
        assert MAIL in mine["content"]
        assert "telephone number" in mine["content"]
        await pressed(tess, card, ":approve:")
        speech = await spoken(ben, thread, "1 of 6")
        assert MAIL in speech["content"]


async def test_another_speech_lets_the_held_one_lapse(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        thread = await opened(ada)
        await form(ada, thread, 0, MAIL)
        await card_of(tess, "zebra")
        await form(ada, thread, 0, THREAT)
        await card_of(tess, "waits on a newer card")
        await gone_from(tess, "zebra")
        await card_of(tess, "Quagmire")
        await speak(ada, thread, 0, OPENING)
        await card_of(tess, "They have given another speech instead")
        await gone_from(tess, "Quagmire")
        assert await held_now(p) == ()


async def test_of_two_teachers_at_once_one_decides(tmp_path: Path) -> None:
    async with (
        classroom(tmp_path) as p,
        arrived(p, "ada", "tess", "tom") as (ada, tess, tom),
    ):
        thread = await opened(ada)
        await form(ada, thread, 0, MAIL)
        card = await card_of(tess, "zebra")
        await card_of(tom, "zebra")
        told = await asyncio.gather(
            pressed(tess, card, ":approve:"), pressed(tom, card, ":decline:")
        )
        lines = [message["content"] for message in told]
        late = [line for line in lines if "decided already" in line]
        assert len(late) == 1, lines
        if lines.index(late[0]) == 1:
            assert MAIL in (await spoken(ada, thread, "1 of 6"))["content"]
            assert [a for a in await noted(p) if a in ("approved", "declined")] == ["approved"]
        else:
            assert [a for a in await noted(p) if a in ("approved", "declined")] == ["declined"]
            await floor_is_at(ada, thread, 0)


async def test_a_student_cannot_press_a_teachers_buttons(tmp_path: Path) -> None:
    async with (
        classroom(tmp_path, desk="lounge") as p,
        arrived(p, "ada", "ben", "tess") as (ada, ben, tess),
    ):
        thread = await opened(ada)
        await form(ada, thread, 0, MAIL)
        card = await card_of(ben, "zebra", "lounge")
        for choice in (":approve:", ":decline:"):
            refused = await pressed(ben, card, choice)
            assert "Only who teaches this class" in refused["content"]
        spoken_of = await spoken_flag(ben, await floor_is_at(ben, thread, 0))
        assert "Thank you" in spoken_of["content"]
        flag = await card_of(ben, "Flagged message", "lounge")
        refused = await pressed(ben, flag, ":settle:")
        assert "Only who teaches this class" in refused["content"]
        assert len(await held_now(p)) == 1
        await pressed(tess, await card_of(tess, "zebra", "lounge"), ":approve:")
        await spoken(ada, thread, "1 of 6")


async def test_what_waits_lapses_with_the_debate_also_while_the_bot_was_away(
    tmp_path: Path,
) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        thread = await opened(ada)
        await form(ada, thread, 0, MAIL)
        card = await card_of(tess, "zebra")
        await ada.slash(thread.id, "debate end")
        await card_of(tess, "The debate has ended")
        await gone_from(tess, "zebra")
        assert "decided already" in await pressed_again(tess, card, ":approve:")
        other = await opened(ada)
        await form(ada, other, 0, MAIL)
        await card_of(tess, "zebra")
        await p.stop_bot()
        await tess.delete_thread(other.id)
        await end(p, other)
        p.start_bot()
        await p.ready()
        await gone_from(tess, "zebra")
        assert await held_now(p) == ()


async def end(p: Practice, thread: Thread) -> None:
    """End a debate behind the bot's back, as a command line could."""
    async with wiring.store_of(p.home) as store:
        debate = await store.load(thread.debate)
        command = commands.End(
            debate=debate.id, cause="test", at=datetime.now(UTC), by="", reason="Over.", may=True
        )
        await store.append(debate, "test", *rules.decide(debate, command))


async def test_what_waits_lapses_when_the_clock_runs_out(tmp_path: Path) -> None:
    root = home_with(tmp_path, format_of_seconds=4)
    live = ClassSettings(ask_consent=False, clock=Pace.LIVE)
    async with (
        classroom(tmp_path / "data", root=root, classroom=live) as p,
        arrived(p, "ada", "tess") as (ada, tess),
    ):
        thread = await opened(ada, format="hurried")
        await form(ada, thread, 0, MAIL)
        await card_of(tess, "zebra")
        await card_of(tess, "Their turn has passed")
        await gone_from(tess, "zebra")


def home_with(tmp_path: Path, *, format_of_seconds: float = 0, words: str = "") -> Path:
    """A folder like ours, with a format of short turns, or with another word list."""
    root = tmp_path / "home"
    shutil.copytree(ROOT / "prompts", root / "prompts")
    (root / "corpus").symlink_to(ROOT / "corpus")
    minutes = format_of_seconds / 60
    turns = "".join(
        f"  - {{side: {side}, kind: constructive, words: 90, minutes: {minutes:.3f}}}\n"
        for side in ("affirmative", "negative")
    )
    if format_of_seconds:
        named = "name: Hurried\nfor: a test\nspeeches:\n"
        pace = "rules: {when_time_is_up: pass}\n"
        (root / "prompts/formats/hurried.yaml").write_text(named + turns + pace)
    if words:
        (root / "prompts/moderation.yaml").write_text(words)
    return root


# --- distress, opting out, telling --------------------------------------------------------------


async def test_a_student_in_distress_gets_a_calm_line_and_the_teachers_are_called(
    tmp_path: Path,
) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        await let_the_bot_call_roles(p, "teachers")
        thread = await opened(ada)
        told = await form(ada, thread, 0, DISTRESS)
        assert "What you wrote matters" in told["content"]
        card = await card_of(tess, "Quillmont")
        teachers = next(role["id"] for role in tess.roles if role["name"] == TEACHER)
        assert card["mention_roles"] == [teachers]
        assert not card["mention_everyone"]
        assert card["mentions"] == []
        assert "Please look now: distress" in text_of(card)
        await floor_is_at(ada, thread, 0)
        await speak(ada, thread, 0, OPENING)
        await spoken(ada, thread, "2 of 6")
        await ada.slash(thread.id, "debate end")
        await ada.wait_message(lambda m: "was ended here" in m["content"], channel=thread.id)
        assert [held.words for held in await held_now(p)] == [DISTRESS], "a teacher is to see it"
        await pressed(tess, card, ":seen:")
        await card_of(tess, f"Seen by <@{tess.me['id']}>")
        await gone_from(tess, "Quillmont")
        assert not any("did not let" in m["content"] for m in ada.messages(thread.id))


async def test_distress_is_met_out_of_turn_and_from_the_audience_too(tmp_path: Path) -> None:
    async with (
        classroom(tmp_path) as p,
        arrived(p, "ada", "ben", "tess") as (ada, ben, tess),
    ):
        thread = await opened(ada)
        said = await ben.say(thread.id, DISTRESS)
        card = await card_of(tess, "Quillmont")
        assert f"<@{ben.me['id']}>" in text_of(card)
        assert not has_button(":approve:")(card)
        await ada.wait(lambda: said["id"] in ada.deleted, 10, lambda: "it to be taken down")
        note = await ben.wait_message(has_button("parley:aside:"), channel=thread.id)
        mine = await pressed(ben, note, ":aside:")
        assert "What you wrote matters" in mine["content"]


async def test_whoever_opts_out_can_leave_and_the_teachers_know(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        thread = await opened(ada)
        told = await form(ada, thread, 0, OPT_OUT)
        assert "nobody has to debate" in told["content"]
        await card_of(tess, "Quellstadt")
        left = await pressed(ada, told, ":leave:")
        assert "You have left" in left["content"]
        await tess.wait_message(lambda m: "A speaker has left" in m["content"], channel=thread.id)


async def test_words_that_only_are_told_pass(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        thread = await opened(ada)
        await speak(ada, thread, 0, OATH)
        await spoken(ada, thread, "1 of 6")
        card = await card_of(tess, "To look at: profanity")
        assert "bullshit" not in text_of(card)
        assert f"<#{thread.id}>" in text_of(card)


# --- no class, no desk, a broken list -----------------------------------------------------------


async def test_without_a_class_words_are_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    async with classroom(tmp_path, desk="") as p, arrived(p, "ada") as (ada,):
        thread = await opened(ada)
        told = await form(ada, thread, 0, MAIL)
        assert MAIL in told["content"]
        assert "no teacher looks at it" in told["content"]
        met = await form(ada, thread, 0, DISTRESS)
        assert "What you wrote matters" in met["content"]
        assert "Please tell somebody" in met["content"]
        said = await ada.say(thread.id, THREAT)
        note = await ada.wait_message(has_button("parley:aside:"), channel=thread.id)
        assert said["id"] in ada.deleted
        mine = await pressed(ada, note, ":aside:")
        assert THREAT in mine["content"]
        await floor_is_at(ada, thread, 0)
        flagged = await answered(ada, ada.use_on(note, "Flag to teacher"))
        assert "no class in this channel" in flagged["content"]
        await p.stop_bot()
        for file in (f for f in tmp_path.rglob("*") if f.is_file()):
            content = file.read_bytes()
            assert b"zebra" not in content, file.name
            assert b"Quillmont" not in content, file.name
            assert b"Quagmire" not in content, file.name


async def test_a_desk_that_was_deleted_keeps_nothing_back_unseen(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada") as (ada,):
        thread = await opened(ada)
        await change_channel(p, "teachers", "DELETE")
        told = await form(ada, thread, 0, MAIL)
        assert "desk cannot be reached" in told["content"]
        assert MAIL in told["content"]
        assert await held_now(p) == ()
        await speak(ada, thread, 0, OPENING)
        await spoken(ada, thread, "2 of 6")


async def test_a_broken_word_list_is_refused_with_file_and_line(tmp_path: Path) -> None:
    broken = "categories:\n  insults:\n    do: shout\n    of: both\n    line: Please do not.\n"
    root = home_with(tmp_path, words=broken)
    with pytest.raises(Faulty, match=r"moderation\.yaml:3: .*must be one of: hold, tell, meet"):
        async with classroom(tmp_path / "data", root=root):
            pass


# --- topics, long words, erasure ----------------------------------------------------------------


async def test_a_topic_is_looked_at_before_a_debate_is_opened(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        options = {"motion": "small-deployments", "format": "quick", "school": "hawk"}
        told = await answered(ada, ada.slash("debates", "debate start", **options, topic=MAIL))
        assert "Change it and try again" in told["content"]
        assert MAIL in told["content"]
        assert ada.threads == []
        await answered(ada, ada.slash("debates", "debate start", **options, topic=DISTRESS))
        card = await card_of(tess, "Quillmont")
        await pressed(tess, card, ":seen:")
        await gone_from(tess, "Quillmont")


async def test_the_longest_words_are_shown_whole_and_harm_nobody(tmp_path: Path) -> None:
    rude = "<@&1>" * 790 + " quintus.zebra@example.org @everyone"
    assert len(rude) < 4000
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        thread = await opened(ada)
        await form(ada, thread, 0, rude)
        card = await card_of(tess, "the whole of it is in the file".capitalize())
        assert card["mention_roles"] == []
        assert not card["mention_everyone"]
        (file,) = card["attachments"]
        assert (await download(file)).decode() == rude
        await pressed(tess, card, ":decline:")
        closed = await card_of(tess, "Declined by")
        assert closed["attachments"] == []


async def test_what_a_teacher_lets_pass_still_cannot_act(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        thread = await opened(ada)
        bad = f"@everyone <@{tess.me['id']}> [click](https://evil.example) discord.gg/abc # **hi**"
        await form(ada, thread, 0, bad)
        card = await card_of(tess, "click")
        assert "discord.gg/abc" not in text_of(card)
        assert card["mentions"] == []
        await pressed(tess, card, ":approve:")
        speech = await spoken(ada, thread, "1 of 6")
        assert not speech["mention_everyone"]
        assert tess.me["id"] not in [user["id"] for user in speech["mentions"]]
        assert "](" not in speech["content"]
        assert "discord.gg/abc" not in speech["content"]


async def test_whoever_is_erased_leaves_no_words_at_the_desk(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        thread = await opened(ada)
        floor = await floor_is_at(ada, thread, 0)
        await form(ada, thread, 0, MAIL)
        card = await card_of(tess, "zebra")
        await spoken_flag(ada, floor, "Because Quidditch is no argument.")
        await card_of(tess, "Quidditch")
        await answered(ada, ada.slash(thread.id, "privacy erase", sure=True))
        await gone_from(tess, "zebra")
        await gone_from(tess, "Quidditch")
        await gone_from(tess, f"<@{ada.me['id']}>")
        assert "decided already" in await pressed_again(tess, card, ":approve:")
        assert await held_now(p) == ()


# --- the bot's own words ------------------------------------------------------------------------


async def test_what_a_model_says_is_held_to_the_list_too(tmp_path: Path) -> None:
    vile = "You make a point. Putin wants peace. I know where you live, and I will find you."
    async with ModelServer(speech(vile)) as server:
        model = ModelSettings(name="scripted", model="scripted-1", base_url=server.url)
        async with (
            classroom(tmp_path, models=(model,)) as p,
            arrived(p, "ada") as (ada,),
        ):
            thread = await opened(ada)
            await speak(ada, thread, 0, OPENING)
            other = await spoken(ada, thread, "2 of 6")
            assert "where you live" not in other["content"]
            assert "did not pass the check" in other["content"]
            await floor_is_at(ada, thread, 2)


# --- beside the debate --------------------------------------------------------------------------


async def test_a_message_that_is_changed_is_looked_at_again(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        thread = await opened(ada)
        said = await ada.say(thread.id, OPENING)
        await floor_is_at(ada, thread, 2)
        await ada.edit(said, THREAT)
        card = await card_of(tess, "Quagmire")
        await tess.wait(lambda: said["id"] in tess.deleted, 10, lambda: "it to be taken down")
        assert not has_button(":approve:")(card)
        async with wiring.reading(p.home) as store:
            (debate,) = await store.debates()
        assert debate.speeches[0].text == OPENING, "the record keeps what was said"


async def test_of_who_has_not_agreed_no_word_is_kept_and_the_teachers_are_told(
    tmp_path: Path,
) -> None:
    async with (
        classroom(tmp_path, classroom=ClassSettings()) as p,
        arrived(p, "ada", "ben", "tess") as (ada, ben, tess),
    ):
        thread = await opened_with_consent(ada)
        await ben.say(thread.id, DISTRESS)
        card = await card_of(tess, "Please look now")
        assert f"<@{ben.me['id']}>" in text_of(card)
        assert "Quillmont" not in text_of(card)
        note = await ben.wait_message(has_button("parley:aside:"), channel=thread.id)
        assert "What you wrote matters" in (await pressed(ben, note, ":aside:"))["content"]
        assert await held_now(p) == ()


async def opened_with_consent(person: Person) -> Thread:
    options = {"motion": "small-deployments", "format": "quick", "school": "hawk"}
    asked = await answered(person, person.slash("debates", "debate start", **options))
    await answered(person, person.press(asked, custom_id=button_id(asked, ":agree:")))
    return await opened(person)


async def test_a_new_teacher_is_asked_to_agree_before_they_decide(tmp_path: Path) -> None:
    async with (
        classroom(tmp_path, classroom=ClassSettings()) as p,
        arrived(p, "ada", "tess") as (ada, tess),
    ):
        thread = await opened_with_consent(ada)
        await form(ada, thread, 0, MAIL)
        card = await card_of(tess, "zebra")
        asked = await pressed(tess, card, ":approve:")
        await answered(tess, tess.press(asked, custom_id=button_id(asked, ":agree:")))
        await answered(ada, ada.slash(thread.id, "privacy notice"))
        mine = ada.ephemeral[-1]
        await answered(ada, ada.press(mine, custom_id=button_id(mine, ":back")))
        told = await pressed(tess, card, ":approve:")
        assert "no longer agree" in told["content"]
        await gone_from(tess, "zebra")
        await floor_is_at(ada, thread, 0)


async def test_a_server_may_find_more_and_gets_no_word_of_who_has_not_agreed(
    tmp_path: Path,
) -> None:
    agreed, before = "Zanzibar is nothing to me, and nor are you.", "Omsk is nothing to me either."
    async with ModelServer(otherwise=verdict("harassment")) as server:
        async with (
            classroom(tmp_path, classroom=ClassSettings(), server=server.url) as p,
            arrived(p, "ada", "ben", "tess") as (ada, ben, tess),
        ):
            thread = await opened_with_consent(ada)
            await ben.say(thread.id, before)
            await form(ada, thread, 0, agreed)
            await card_of(tess, "Zanzibar")
            await ben.wait_message(lambda m: before in m["content"], channel=thread.id)
        assert [asked.body["input"] for asked in server.asked] == [[agreed]]


# --- after a fall -------------------------------------------------------------------------------


async def test_what_a_fall_left_half_done_is_taken_up(tmp_path: Path) -> None:
    async with (
        classroom(tmp_path) as p,
        arrived(p, "ada", "ben", "tess") as (ada, ben, tess),
    ):
        mine, others = await opened(ada), await opened(ben)
        await form(ada, mine, 0, MAIL)
        await card_of(tess, "zebra")
        await form(ben, others, 0, THREAT)
        lost = await card_of(tess, "Quagmire")
        await p.stop_bot()
        await put_on_record(p, mine)  # approved, and fallen before the card was closed
        await remove_message(p, lost)
        p.start_bot()
        await p.ready()
        await card_of(tess, "Approved. The words stand in the debate")
        await gone_from(tess, "zebra")
        assert MAIL in (await spoken(ada, mine, "1 of 6"))["content"]
        again = await card_of(tess, "Quagmire")
        assert again["id"] != lost["id"]
        await pressed(tess, again, ":approve:")
        assert THREAT in (await spoken(ben, others, "1 of 6"))["content"]


async def put_on_record(p: Practice, thread: Thread) -> None:
    """Record the words that wait, as approving does before all else."""
    async with p.arrive("tess") as tess, wiring.store_of(p.home) as store:
        waiting = await store.waiting(tess.channel_id("debates"))
        held = next(h for h in waiting if h.debate == thread.debate)
        debate, cause = await store.load(thread.debate), f"interaction {held.id}"
        speech = commands.GiveSpeech(
            debate=debate.id, cause=cause, at=datetime.now(UTC), by=held.person, text=held.words
        )
        assert await store.append(debate, cause, *rules.decide(debate, speech))


async def remove_message(p: Practice, message: Message) -> None:
    url = f"{p.room.api_base}/channels/{message['channel_id']}/messages/{message['id']}"
    headers = {"Authorization": f"Bot {p.room.token}"}
    async with aiohttp.ClientSession() as session, session.delete(url, headers=headers) as answer:
        answer.raise_for_status()


async def test_words_are_approved_once_a_paused_debate_goes_on(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "tess") as (ada, tess):
        thread = await opened(ada)
        await form(ada, thread, 0, MAIL)
        card = await card_of(tess, "zebra")
        await answered(tess, tess.slash(thread.id, "clock pause"))
        told = await pressed(tess, card, ":approve:")
        assert "paused" in told["content"]
        await answered(tess, tess.slash(thread.id, "clock resume"))
        assert "Approved" in (await pressed(tess, card, ":approve:"))["content"]
        assert MAIL in (await spoken(ada, thread, "1 of 6"))["content"]
