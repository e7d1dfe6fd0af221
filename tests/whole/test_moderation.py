"""Words that are held back, what teachers make of them, and messages that are flagged."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot import wiring
from bot.classroom.model import Class, Held
from bot.room.people import Person, buttons_of, text_of
from bot.room.settings import RESIDENTS, STUDENT, TEACHER, Resident
from tests.whole.practice import (
    ROOT,
    Message,
    Practice,
    Thread,
    button_id,
    floor_is_at,
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
    data: Path, *, desk: str = "teachers", root: Path = ROOT, **options: Any
) -> AsyncIterator[Practice]:
    """A practice room in which #debates is the channel of a class; without `desk`, of none."""
    async with practice(data, start_bot=False, residents=PEOPLE, **options) as p:
        p.home = replace(p.home, root=root)
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
