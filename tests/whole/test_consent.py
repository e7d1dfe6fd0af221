"""Nothing is recorded of anybody who has not agreed; and they can agree, refuse, and think again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from bot import wiring
from bot.config import ClassSettings
from bot.records.pseudonyms import BIRDS
from bot.room.people import Person, buttons_of
from tests.whole.practice import (
    ROOT,
    Message,
    Practice,
    download,
    floor_is_at,
    practice,
    speak,
    spoken,
    start,
)
from tests.whole.test_class_tools import answered

ASKING = ClassSettings()
OPENING = "A hundred technicians in Wichita guard a loan and threaten nobody at all."


async def whispered(person: Person, doing: Any, holding: str) -> Message:
    """The answer that holds these words."""
    known = {m["id"] for m in person.ephemeral}
    await doing
    return await person.wait_ephemeral(
        lambda m: m["id"] not in known and holding in m["content"], timeout=20
    )


async def agree(person: Person, told: Message) -> Message:
    button = next(b for b in buttons_of(told) if ":agree:" in b["custom_id"])
    return await whispered(
        person, person.press(told, custom_id=button["custom_id"]), "Go on where you were"
    )


async def kept(p: Practice) -> dict[str, int]:
    """How many rows the tables have that know people."""
    async with wiring.reading(p.home) as store:
        return {
            "debates": len(await store.debates()),
            "agreed": len(await store.agreed()),
        }


async def opened(person: Person) -> Any:
    """A debate of somebody who agrees first."""
    asked = await whispered(
        person,
        person.slash("debates", "debate start", motion="small-deployments", format="quick"),
        "Before you take part",
    )
    await agree(person, asked)
    return await start(person, motion="small-deployments", format="quick", school="hawk")


async def test_who_has_not_agreed_is_shown_the_notice_and_nothing_is_kept(tmp_path: Path) -> None:
    async with practice(tmp_path, classroom=ASKING) as p, p.arrive("ada") as ada:
        doing = ada.slash("debates", "debate start", motion="small-deployments", format="quick")
        asked = await whispered(ada, doing, "Before you take part")
        notice = asked["embeds"][0]["description"]
        assert "30 days" in notice
        assert "No other program or company gets it" in notice, "no model is set up here"
        assert "{{" not in notice
        assert "Discord" not in notice, "this room is none of Discord's"
        refusal = next(b for b in buttons_of(asked) if b["custom_id"].endswith(":no"))
        await whispered(ada, ada.press(asked, custom_id=refusal["custom_id"]), "That is fine")
        assert await kept(p) == {"debates": 0, "agreed": 0}
        mine = await answered(ada, ada.slash("debates", "privacy my-data"))
        assert "Nothing is kept of you" in mine["content"]


async def test_one_click_agrees_and_the_debate_begins(tmp_path: Path) -> None:
    async with practice(tmp_path, classroom=ASKING) as p, p.arrive("ada") as ada:
        thread = await opened(ada)
        await speak(ada, thread, 0, OPENING)
        await spoken(ada, thread, "2 of 6")
        assert await kept(p) == {"debates": 1, "agreed": 1}
        told = await answered(ada, ada.slash("debates", "privacy notice"))
        assert "You have agreed" in told["content"]


async def test_an_agreement_taken_back_stops_the_record_and_leaves_the_reading(
    tmp_path: Path,
) -> None:
    async with practice(tmp_path, classroom=ASKING) as p, p.arrive("ada") as ada:
        thread = await opened(ada)
        await speak(ada, thread, 0, OPENING)
        await floor_is_at(ada, thread, 2)
        told = await answered(ada, ada.slash("debates", "privacy notice"))
        (back,) = buttons_of(told)
        await whispered(ada, ada.press(told, custom_id=back["custom_id"]), "Nothing more")
        await whispered(ada, _press_speak(ada, thread.id, thread.debate), "Before you take part")
        typed = await ada.say(thread.id, "Zanzibar pays its debts, and so no soldier is needed.")
        answer = await ada.wait_message(
            lambda m: (m.get("message_reference") or {}).get("message_id") == typed["id"],
            channel=thread.id,
        )
        assert "Nothing has been recorded" in answer["content"]
        status = await answered(ada, ada.slash(thread.id, "debate status"))
        assert status["embeds"], "who does not agree can still read"
        async with wiring.reading(p.home) as store:
            debate = await store.load(thread.debate)
        assert debate.taken == 2
        assert all("Zanzibar" not in (s.text or "") for s in debate.speeches)


async def _press_speak(person: Person, thread: str, debate: str) -> None:
    fragment = f"parley:speak:{debate}:2"
    message = await person.wait_message(
        lambda m: any(fragment in b["custom_id"] for b in buttons_of(m)), channel=thread
    )
    await person.press(message, custom_id=fragment)


async def test_a_new_notice_asks_everybody_again(tmp_path: Path) -> None:
    async with practice(tmp_path / "data", classroom=ASKING) as p, p.arrive("ada") as ada:
        thread = await opened(ada)
        old = await answered(ada, ada.slash("debates", "privacy notice"))
        await p.stop_bot()
        root = tmp_path / "root"
        shutil.copytree(ROOT / "prompts", root / "prompts")
        (root / "corpus").symlink_to(ROOT / "corpus")
        notice = root / "prompts" / "notice.md"
        notice.write_text(notice.read_text().replace("version: 2026-11", "version: 2027-01"))
        p.home = wiring.Home(p.home.config, root, p.home.data)
        p.start_bot()
        await p.ready()
        asked = await whispered(ada, _speak_first(ada, thread.id, thread.debate), "has changed")
        assert asked["embeds"][0]["footer"]["text"] == "Notice 2027-01"
        assert old["embeds"][0]["footer"]["text"] == "Notice 2026-11"
        await agree(ada, asked)
        await speak(ada, thread, 0, OPENING)
        await spoken(ada, thread, "2 of 6")


async def _speak_first(person: Person, thread: str, debate: str) -> None:
    fragment = f"parley:speak:{debate}:0"
    message = await person.wait_message(
        lambda m: any(fragment in b["custom_id"] for b in buttons_of(m)), channel=thread
    )
    await person.press(message, custom_id=fragment)


async def test_exports_tell_pseudonyms_and_neither_name_nor_account(tmp_path: Path) -> None:
    async with practice(tmp_path, classroom=ASKING) as p, p.arrive("ada") as ada:
        thread = await opened(ada)
        await speak(ada, thread, 0, OPENING)
        await spoken(ada, thread, "2 of 6")
        sent = await answered(ada, ada.slash(thread.id, "transcript"))
        files = [await download(file) for file in sent["attachments"]]
        me = ada.me
        assert files
        for content in files:
            assert me["name"].encode() not in content
            assert me["id"].encode() not in content
        again = await answered(ada, ada.slash(thread.id, "transcript"))
        assert await birds(sent) == await birds(again) != set(), "the pseudonym stays the same"


async def birds(sent: Message) -> set[str]:
    """The pseudonyms in the transcript that was sent."""
    text = next(a for a in sent["attachments"] if a["filename"].endswith(".md"))
    return set(re.findall(r"\w+", (await download(text)).decode())) & set(BIRDS)


async def test_a_debate_held_elsewhere_is_unknown_here(tmp_path: Path) -> None:
    from bot.debate import rules
    from tests.debate.examples import opening, played

    async with practice(tmp_path, start_bot=False) as p:
        held = opening(place="terminal")
        async with wiring.store_of(p.home) as store:
            for event in rules.decide(None, held):
                assert await store.append(None, held.cause, event)
        assert played(held).place == "terminal"
        p.start_bot()
        await p.ready()
        async with p.arrive("tess") as tess:
            told = await answered(tess, tess.slash("debates", "transcript", debate=held.debate))
            assert "no debate called" in told["content"]
