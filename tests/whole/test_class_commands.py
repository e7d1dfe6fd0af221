"""A teacher's commands for a class, in the practice room, with the real discord.py client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import wiring
from bot.classroom.model import Class
from bot.config import BudgetSettings, Cap
from bot.room.people import Person, text_of, walk
from bot.room.settings import RESIDENTS, STUDENT, TEACHER, Resident
from tests.whole.lessons import TOM, board_of, role, set_up, told, with_students
from tests.whole.practice import Practice, button_id, practice
from tests.whole.test_class_tools import answered

VIEW_CHANNEL, SEND_MESSAGES, CREATE_PUBLIC_THREADS = 1 << 10, 1 << 11, 1 << 35

TEACHERS_COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("class settings", {}),
    ("class roster show", {}),
    ("class roster add", {"person": "ada"}),
    ("class roster remove", {"person": "ada"}),
    ("class code new", {}),
    ("class code off", {}),
    ("class assign", {"motion": "small-deployments"}),
    ("class board", {}),
    ("class pause", {}),
    ("class resume", {}),
    ("class stop-all", {}),
    ("class reassign", {"seat": "affirmative", "to": "ada"}),
    ("class budget", {}),
    ("class audit", {}),
    ("class dissolve", {}),
)


async def test_a_student_can_do_nothing_that_is_a_teachers(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("tess") as tess, p.arrive("ada") as ada:
        own = {"teachers": role(ada, STUDENT), "desk": ada.channel_id("lounge"), "name": "mine"}
        for channel in ("debates", "lounge"):
            refused = await told(ada, channel, "class setup", **own)
            assert "Only a teacher can do that" in refused
        seen = await set_up(tess, desk=tess.channel_id("lounge"))
        assert "Everybody can see" in seen
        refused = await told(ada, "debates", "class setup", **own)
        assert "Only a teacher can do that" in refused, "nor take over the class"
        for channel in ("debates", "lounge"):
            for command, options in TEACHERS_COMMANDS:
                said = await told(ada, channel, command, **options)
                assert "Only a teacher can do that" in said, (channel, command)
            listed = {"file": ("names.txt", b"Ada")}
            said = await told(ada, channel, "class roster import", listed)
            assert "Only a teacher can do that" in said
        await told(tess, "debates", "class board")
        board = await board_of(ada, desk="lounge")
        for button in walk(board["components"]):
            if "custom_id" in button:
                said = text_of(await answered(ada, ada.press(board, custom_id=button["custom_id"])))
                assert "Only a teacher can do that" in said, button["custom_id"]
        aside = await tess.say("lounge", "Hello")
        said = text_of(await answered(ada, ada.use_on(aside, "Remove from view / put back")))
        assert "Only a teacher can do that" in said


async def test_who_is_no_teacher_any_more_can_press_nothing_that_was_opened_before(
    tmp_path: Path,
) -> None:
    async with practice(tmp_path) as p, p.arrive("tess") as tess:
        await with_students(tess)
        panel = await answered(tess, tess.slash("debates", "class settings"))
        sure = await answered(tess, tess.slash("debates", "class dissolve"))
        await take_role(p, tess, TEACHER)
        menus = [c for c in walk(panel["components"]) if "custom_id" in c]
        assert len(menus) == 6, "five menus, and the button to the other page"
        for menu in menus:
            doing = (
                tess.press(panel, custom_id=menu["custom_id"])
                if menu["type"] == 2
                else tess.select(panel, menu["options"][0]["value"], custom_id=menu["custom_id"])
            )
            assert "Only a teacher" in text_of(await answered(tess, doing)), menu["custom_id"]
        refused = await answered(tess, tess.press(sure, "Dissolve it"))
        assert "Only a teacher" in refused["content"]


async def test_who_teaches_one_class_is_nobody_in_another(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("tess") as tess, p.arrive("ada") as ada:
        await set_up(tess)
        await set_up(tess, "lounge", "8A", teachers=role(tess, STUDENT))
        assert "No debate is going on" in await told(ada, "lounge", "class pause")
        own = {"teachers": role(ada, STUDENT), "desk": ada.channel_id("welcome")}
        assert "is changed" in await set_up(ada, "lounge", "8A", **own)
        assert "Only a teacher" in await set_up(ada, "debates", "8A", **own)
        assert "Only a teacher" in await told(ada, "debates", "class pause")
        await set_up(tess, "lounge", "8A", teachers=role(tess, STUDENT))
        both = await told(tess, "teachers", "class pause")
        assert "Several classes have their desk here" in both
        await told(tess, "debates", "class board")
        await told(tess, "lounge", "class board")
        for name in ("7B: 0 open", "8A: 0 open"):
            await board_of(tess, name)


async def take_role(p: Practice, person: Person, name: str) -> None:
    """Take a role from somebody, as an administrator would."""
    guild = p.room.house.guild.id
    path = f"/guilds/{guild}/members/{person.me['id']}/roles/{role(person, name)}"
    headers = {"Authorization": f"Bot {p.room.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.delete(p.room.api_base + path) as answer:
            assert answer.status == 204
    await person.wait(lambda: not person.me["is_teacher"], 5, lambda: "the role to go")


# --- setting up -------------------------------------------------------------------------------


async def test_a_class_is_set_up_only_where_it_can_work(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("tess") as tess:
        everybody = p.room.house.guild.id
        assert "one that only teachers have" in await set_up(tess, teachers=everybody)
        same = await set_up(tess, desk=tess.channel_id("debates"))
        assert "choose another channel" in same
        await deny(p, tess, "teachers", SEND_MESSAGES)
        assert "Send Messages" in await set_up(tess)
        await deny(p, tess, "debates", CREATE_PUBLIC_THREADS)
        said = await set_up(tess)
        assert "Create Public Threads" in said
        assert "I lack permissions" in said
        nothing = await told(tess, "debates", "class board")
        assert "There is no class here" in nothing


async def deny(p: Practice, tess: Person, channel: str, permission: int) -> None:
    """Take a permission from the bot in a channel."""
    own = next(r["id"] for r in p.room.house.guild.roles.values() if r["managed"])
    path = f"/channels/{tess.channel_id(channel)}/permissions/{own}"
    headers = {"Authorization": f"Bot {p.room.token}"}
    body = {"type": 0, "allow": str(VIEW_CHANNEL), "deny": str(permission)}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.put(p.room.api_base + path, json=body) as answer:
            assert answer.status == 204


async def test_a_class_is_changed_and_dissolved_and_all_is_noted(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("tess") as tess:
        assert "What comes next" in await set_up(tess)
        again = await set_up(tess, name="7C *and* [more](https://evil.example)")
        assert "is changed" in again
        assert "](https" not in again
        await told(tess, "teachers", "class board")
        await board_of(tess, "0 open")
        log = await told(tess, "debates", "class audit")
        assert "class set up" in log
        assert "class changed" in log
        assert "Tess" in log
        sure = await answered(tess, tess.slash("debates", "class dissolve"))
        await tess.press(sure, "Dissolve it")
        await tess.wait_ephemeral(lambda m: "is dissolved" in m["content"])
        assert "There is no class here" in await told(tess, "debates", "class settings")


# --- the roster -------------------------------------------------------------------------------


async def test_a_list_with_duplicates_and_strangers_is_taken_in_as_far_as_it_goes(
    tmp_path: Path,
) -> None:
    twins = (*RESIDENTS, Resident("max1", "Max"), Resident("max2", "Max"))
    async with practice(tmp_path, residents=twins) as p, p.arrive("tess") as tess:
        await set_up(tess)
        ben = next(person["id"] for person in tess.people if person["key"] == "ben")
        names = (
            f"Name;Group\nada;A\n  ADA ;B\n{ben}\n@everyone\nZoe \u202e**bold**\nMax\n\nParley\n"
        )
        said = await told(
            tess, "debates", "class roster import", {"file": ("7b.csv", names.encode())}
        )
        assert "2 students added: Ada, Ben" in said
        assert "1 line named somebody" in said
        assert "Not found on this server: “everyone”, “Zoe" in said
        assert "“Parley”" in said, "the bot is nobody's student"
        assert "use the id: “Max”" in said
        again = await told(
            tess,
            "debates",
            "class roster import",
            {"file": ("7b.txt", "Ada\nBen".encode("utf-16"))},
        )
        assert "Nobody was added. 2 were on it before." in again
        shown = await told(tess, "debates", "class roster show")
        assert "2 students" in shown
        assert "Ada" in shown
        assert "0 debates" in shown
        gone = await told(tess, "debates", "class roster remove", person="ada")
        assert "Ada is off the roster" in gone
        assert "not on the roster" in await told(
            tess, "debates", "class roster remove", person="ada"
        )
        for content, answer in (
            (b"", "no name in that file"),
            (b"\x00\x01\x02\xff", "no text"),
            (b"x\n" * 501, "has 501 lines"),
        ):
            said = await told(tess, "debates", "class roster import", {"file": ("a", content)})
            assert answer in said


async def test_five_hundred_names_come_in_at_once(tmp_path: Path) -> None:
    many = tuple(Resident(f"r{n:03}", f"Pupil {n:03}", (STUDENT,)) for n in range(500))
    async with practice(tmp_path, residents=(*RESIDENTS, *many)) as p, p.arrive("tess") as tess:
        await set_up(tess)
        names = "\n".join(resident.name for resident in many).encode()
        said = await told(tess, "debates", "class roster import", {"file": ("all.csv", names)})
        assert "500 students added: Pupil 000" in said
        assert "480 more" in said
        full = await told(tess, "debates", "class roster add", person="ada")
        assert "room for 500" in full
        shown = await answered(tess, tess.slash("debates", "class roster show"))
        assert "500 students" in text_of(shown)
        assert shown["attachments"][0]["filename"] == "roster.txt"


async def test_without_the_members_intent_a_role_is_refused_and_names_are_looked_up(
    tmp_path: Path,
) -> None:
    async with practice(tmp_path) as p, p.arrive("tess") as tess:
        await set_up(tess)
        p.room.fail("GET /guilds/{guild_id}/members", 403, times=3)
        said = await told(tess, "debates", "class roster add", role=role(tess, STUDENT))
        assert "server-members intent" in said
        listed = {"file": ("names.txt", b"ada\nnobody\n111111111111111111")}
        said = await told(tess, "debates", "class roster import", listed)
        assert "1 student added: Ada" in said
        assert "“nobody”, “111111111111111111”" in said
        long = {"file": ("names.txt", b"\n".join(b"name%d" % n for n in range(61)))}
        assert "split the file" in await told(tess, "debates", "class roster import", long)


# --- joining by code --------------------------------------------------------------------------


async def test_students_join_by_code_and_cannot_guess_it(tmp_path: Path) -> None:
    async with practice(tmp_path, start_bot=False) as p:
        elsewhere = Class(
            place="1", server="999", name="Far", teachers="2", desk="3", code="FARAWAY2"
        )
        async with wiring.store_of(p.home) as store:
            await store.set_up(elsewhere)
        p.start_bot()
        await p.ready()
        async with p.arrive("tess") as tess, p.arrive("ada") as ada, p.arrive("ben") as ben:
            await set_up(tess)
            assert "no code" in await told(tess, "debates", "class code off")
            for typed in ("-", "FARAWAY2"):
                said = await told(ada, "lounge", "class join", code=typed)
                assert "fits no class on this server" in said, "without a code there is none"
            made = await told(tess, "debates", "class code new")
            code = made.partition("code:")[2][:9]
            said = await told(ada, "lounge", "class join", code=code.lower().replace("-", " "))
            assert "You are in: **7B**" in said
            said = await told(ada, "lounge", "class join", code=code)
            assert "You were in before" in said
            for _ in range(5):
                said = await told(ben, "lounge", "class join", code="AAAA-AAAA")
                assert "fits no class" in said
            said = await told(ben, "lounge", "class join", code=code)
            assert "Try again in 10 minutes" in said, "also with the right one"
            assert "Nobody can join" in await told(tess, "debates", "class code off")
            assert "Ada" in await told(tess, "debates", "class roster show")


# --- settings ---------------------------------------------------------------------------------


async def test_what_is_chosen_is_kept_and_of_two_teachers_the_second_is_told(
    tmp_path: Path,
) -> None:
    async with (
        practice(tmp_path, residents=(*RESIDENTS, TOM)) as p,
        p.arrive("tess") as tess,
        p.arrive("tom") as tom,
        p.arrive("ada") as ada,
    ):
        await set_up(tess)
        hers = await answered(tess, tess.slash("debates", "class settings"))
        his = await answered(tom, tom.slash("debates", "class settings"))
        await choose(tess, hers, "motions.0", "small-deployments", "rule-out-threats")
        await tess.wait_ephemeral(lambda m: "✓ Kept. Motions:" in text_of(m))
        await choose(tom, his, "level.0", "advanced")
        late = await tom.wait_ephemeral(lambda m: "Somebody else has changed" in text_of(m))
        assert defaults(late, "motions.0") == ["small-deployments", "rule-out-threats"]
        assert defaults(late, "level.0") == ["usual"], "his own choice was not kept"
        await choose(tom, late, "level.0", "advanced")
        kept = await tom.wait_ephemeral(lambda m: "✓ Kept. Level: Advanced." in text_of(m))
        await tom.press(kept, custom_id=button_id(kept, "parley:class:page:"))
        second = await tom.wait_ephemeral(lambda m: "page 2 of 2" in text_of(m))
        await choose(tom, second, "hold_ballots.0", "held")
        await tom.wait_ephemeral(lambda m: "✓ Kept. Ballots:" in text_of(m))
        offered = await ada.autocomplete("debates", "debate start", "motion", "")
        assert {choice["value"] for choice in offered} == {"small-deployments", "rule-out-threats"}
        refused = await told(ada, "debates", "debate start", motion="open-channels")
        assert "Your teacher has chosen other motions" in refused
        await p.stop_bot()
        async with wiring.reading(p.home) as store:
            (met,) = store.on(p.room.house.guild.id)
        assert met.settings.hold_ballots
        assert met.settings.level == "advanced"


async def choose(person: Person, panel: Any, menu: str, *values: str) -> None:
    id = next(
        c["custom_id"] for c in walk(panel["components"]) if c.get("custom_id", "").endswith(menu)
    )
    await person.select(panel, *values, custom_id=id)


def defaults(panel: Any, menu: str) -> list[str]:
    """The values that a menu shows as chosen."""
    select = next(c for c in walk(panel["components"]) if c.get("custom_id", "").endswith(menu))
    return [option["value"] for option in select["options"] if option.get("default")]


# --- looking things up ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        (BudgetSettings(), "Nothing is capped"),
        (BudgetSettings(class_day=Cap(calls=0)), "nothing is left"),
        (BudgetSettings(class_day=Cap(cost=2.5, calls=1)), "2.50 in the currency"),
        (BudgetSettings(student_hour=Cap(calls=40)), "40 requests left"),
    ],
    ids=["none", "zero", "some", "hour"],
)
async def test_a_teacher_reads_what_is_left(
    tmp_path: Path, budget: BudgetSettings, said: str
) -> None:
    async with practice(tmp_path, budget=budget) as p, p.arrive("tess") as tess:
        await set_up(tess)
        shown = await told(tess, "debates", "class budget")
        assert said in shown
        zero = budget.class_day.calls == 0
        assert ("offline opponent speaks" in shown) is zero
