"""Every command, button, menu and form, asked for by everybody who could ask for it.

The server decides, not what Discord's menus show: each row of the table says of each role whether
it is allowed (a), refused (r), or asked for consent first (c). A command or button that has no row
is named by a test. What was refused has changed nothing on record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.config import DiscordSettings
from bot.discord_ui.client import ParleyClient
from bot.room.people import Interaction, Refused, walk
from tests.whole.practice import ROOT, Thread, practice
from tests.whole.rights import ROLES, School, heard, school, take_back

COMMAND, MENU, BUTTON = "/", "menu ", "parley:"
EVERYBODY, SPEAKER, TEACHERS = "a a a a a a a", "c r r a r r r", "r r r r a r a"
AGREED, STEERING, READING = "c a a a a a a", "c r r a a r a", "r r r a a r a"
SEATED, TEACHING = "r r r a r r r", "c r r r a r a"
#                 stranger | student | other student | speaker | teacher | other teacher | manager


@dataclass(frozen=True)
class Row:
    """What is asked for, by whom it may be, and what those are told who may.

    `needs` is how things have to stand before, `spoils` that they do not afterwards. It is asked in
    the thread of the debate that is needed, or in `at`. Values may name what `School.words` holds.
    """

    name: str
    marks: str
    says: str = ""
    needs: str = ""
    spoils: bool = False
    at: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    file: bytes = b""

    async def ask(self, s: School, role: str, channel: str) -> Interaction:
        person, name = s[role], self.name.partition(" #")[0].format(**s.words)
        if name.startswith(COMMAND):
            given = {
                k: v.format(**s.words) if isinstance(v, str) else v for k, v in self.options.items()
            }
            files = {"file": ("names.txt", self.file)} if self.file else {}
            return await person.slash(channel, name.removeprefix(COMMAND), files, **given)
        if name.startswith(MENU):
            await person.history(channel)
            first = (m for m in person.messages(channel) if "1 of 6" in m["content"])
            return await person.use_on(next(first), name.removeprefix(MENU))
        return await s.press(role, channel, name)


def row(
    name: str,
    marks: str,
    says: str = "",
    needs: str = "",
    /,
    *,
    spoils: bool = False,
    at: str = "",
    file: bytes = b"",
    **options: Any,
) -> Row:
    return Row(name, marks.replace(" ", ""), says, needs, spoils, at, options, file)


MOTION = "small-deployments"
TABLE = (
    # --- debates ---
    row("/debate status", EVERYBODY, "Order of speech", "floor"),
    row("/debate welcome", TEACHERS, "stands here now"),
    row("/debate leave", SEATED, "Your seat is free", "floor", spoils=True),
    row("/debate end", STEERING, "is over", "floor", spoils=True),
    row("/clock pause", STEERING, "stands still", "floor", spoils=True),
    row("/clock resume", STEERING, "runs again", "paused", spoils=True),
    row("/clock extend", STEERING, "No clock|more for", "floor", minutes=5),
    row("/clock skip", STEERING, "Passed", "floor", spoils=True),
    row(
        "/clock extend #where a teacher opened",
        TEACHING,
        "No clock|more for",
        "assigned",
        minutes=5,
    ),
    row("/clock pause #where a teacher opened", STEERING, "still", "assigned", spoils=True),
    row("parley:speak:{debate}:0", SPEAKER, "form: Your opening speech", "floor"),
    row("parley:leave:{debate}:0", SEATED, "You have left", "floor", spoils=True),
    row("parley:seat:{debate}:negative", "c a a r a a a", "negative", "gathering", spoils=True),
    row("parley:fill:{debate}:0", STEERING, "has taken the empty", "gathering", spoils=True),
    row("parley:retry:{debate}:1", STEERING, "Trying again", "stall", spoils=True),
    row("parley:vote:{debate}:0-negative", "c a a r a a a", "Your vote", "voting"),
    row("parley:close:{debate}:0", STEERING, "", "voting", spoils=True),
    row("parley:list:{debate}:affirmative", AGREED, "list|floor", "caucus"),
    # --- what was said, and what became of it ---
    row("/transcript", READING, "The transcript of debate", "judged"),
    row(
        "/transcript #from elsewhere",
        READING,
        "The transcript of",
        "judged",
        at="lounge",
        debate="{debate}",
    ),
    row("/flow", EVERYBODY, "The flow sheet", "judged"),
    row("/hint", SPEAKER, "", "floor"),
    row("/ballot", TEACHERS, "Ballot", "judged"),
    row("menu Check this claim", EVERYBODY, "", "judged"),
    row("menu How could I answer this?", EVERYBODY, "", "judged"),
    row("menu Assumptions?", EVERYBODY, "", "judged"),
    row("menu Remove from view / put back", TEACHERS, "The speech", "judged"),
    row("menu Flag to teacher", AGREED, "form: Flag to teacher", "judged"),
    row("parley:sources:{debate}:1", EVERYBODY, "", "judged"),
    row("parley:flow:{debate}:0", EVERYBODY, "The flow sheet", "judged"),
    row("parley:hint:{debate}:0", SPEAKER, "", "floor"),
    row("parley:ballot:{debate}:0", TEACHERS, "Ballot", "judged"),
    row("parley:rescore:{debate}:0", TEACHERS, "form: Scores of", "judged"),
    row("parley:rematch:{debate}:0", SPEAKER, "The rematch is open", "judged"),
    row("parley:review:{debate}:withheld", TEACHING, "is withheld", "judged"),
    row("/judge", STEERING, "writing|is written", "judged"),
    # --- words that wait, and messages that were pointed out ---
    row("parley:aside:{aside}", SEATED, "telephone number", "aside"),
    row("parley:held:approve:{held}", TEACHERS, "Approved", "held", spoils=True, at="lounge"),
    row("parley:held:decline:{held}", TEACHERS, "Declined", "held", spoils=True, at="lounge"),
    row("parley:held:seen:{held}", TEACHERS, "Seen", "held", spoils=True, at="lounge"),
    row("parley:settle:{class}:{flag}", TEACHERS, "Settled", "flag", spoils=True),
    # --- the class ---
    row("/class setup", TEACHERS, "is changed", name="7B", teachers="{teachers}", desk="{desk}"),
    row("/class settings", TEACHERS, "Settings of"),
    row("/class roster show", TEACHERS, "students"),
    row("/class roster add", TEACHERS, "on it before", person="ben"),
    row("/class roster import", TEACHERS, "on it before", file=b"Ada\nBen"),
    row("/class code new", TEACHERS, "/class join"),
    row("/class assign", TEACHERS, "open", motion=MOTION, format="quick"),
    row("/class board", TEACHERS, "The board of"),
    row("/class pause", TEACHERS, "paused", "floor"),
    row("/class resume", TEACHERS, "going on again|paused", "floor"),
    row("/class stop-all", TEACHERS, "for good", "floor"),
    row("/class reassign", TEACHERS, "seat", "floor", seat="affirmative", to="ada"),
    row("/class budget", TEACHERS, "Nothing is capped"),
    row("/class audit", TEACHERS, "What was done"),
    row("/class dissolve", TEACHERS, "Dissolve"),
    row("/class release", TEACHERS, "released|No ballot"),
    row("/class report", EVERYBODY, "The report on|nothing to report", "judged"),
    row("/class report #of the speaker", READING, "The report on", "judged", student="ada"),
    row("/class erase", TEACHERS, "Forget .*for good", "judged", student="ada"),
    row("parley:class:erase:{class}:p-nobody", TEACHERS, "Nothing is kept of them", "class"),
    row("/class roster remove", TEACHERS, "off the roster|not on the roster", person="amy"),
    row("parley:class:refresh:{class}", TEACHERS),
    row("parley:class:page:{class}:1", TEACHERS),
    row("parley:class:set:{class}:999:level.0", TEACHERS),
    row("parley:class:all:{class}:pause", TEACHERS, "paused", "floor"),
    row("parley:class:all:{class}:resume", TEACHERS, "going on again|paused", "floor"),
    row("parley:class:all:{class}:stop", TEACHERS, "for good", "floor"),
    row("parley:class:all:{class}:sure", TEACHERS, "ended", "floor", spoils=True),
    row("/class join", AGREED, "You (are|were) in", "class", code="{code}"),
    row("/class code off", TEACHERS, "by code|no code"),
    row("parley:class:dissolve:{class}", TEACHERS, "", "class", spoils=True),
    # --- the sources, and what is kept of a person ---
    row("/corpus add", TEACHERS, "Added|Already there", "class", file=b"A quiet harbor. " * 30),
    row("/corpus list", TEACHERS, "article"),
    row("/corpus remove", TEACHERS, "", article="nothing-of-the-kind"),
    row("/evidence search", EVERYBODY, "On “", query="sanctions Venezuela"),
    row("/explain", EVERYBODY, "deterrence", term="deterrence"),
    row("/privacy notice", EVERYBODY, "agreed"),
    row("/privacy my-data", EVERYBODY, "kept of you"),
    row("/privacy erase", EVERYBODY, "for good"),
    row("parley:notice:read", EVERYBODY, "agreed"),
    row("parley:notice:no", EVERYBODY, "That is fine"),
    # --- what opens debates of the bot, which then go on by themselves ---
    row("/debate start", AGREED, "Your debate is open", motion=MOTION, format="quick"),
    row("parley:begin:hawk", AGREED, "Your debate is open"),
    row("/debate exhibition", AGREED, "has begun", motion=MOTION),
)


async def test_everybody_is_allowed_what_is_theirs_and_nothing_else(tmp_path: Path) -> None:
    async with school(tmp_path) as s:
        await s.stall(3)
        faults = [fault for one in TABLE for fault in await tried(s, one)]
        assert not faults, "\n".join(faults)
        assert s.words["sol"] not in repr(s.kept()), "of who has not agreed nothing is known"


async def test_a_teacher_who_has_not_agreed_is_not_on_record_either(tmp_path: Path) -> None:
    """What is done as a teacher is noted with a name; what only looks needs no agreement."""
    async with school(tmp_path) as s:
        s.by["teacher"] = s["stranger"]
        await s.rest("PUT", f"{s.guild}/members/{s.words['sol']}/roles/{s.words['teachers']}")
        row_of_a_stranger = row("/class reassign", TEACHERS, "", "floor", seat="negative", to="sol")
        later = [one for one in TABLE if one.needs in ("", "class", "floor")]
        for one in (row_of_a_stranger, *later):
            if one.marks != TEACHERS.replace(" ", ""):
                continue
            thread = await s.have(one.needs) if one.needs else None
            before = s.kept()
            got = await heard(
                s["teacher"], one.ask(s, "teacher", thread.id if thread else "debates")
            )
            assert got.verdict in "ac", (one.name, got.text)
            if got.verdict == "c":
                assert differing(before, s.kept()) == "", one.name
        assert s.words["sol"] not in repr(s.kept())


async def tried(s: School, one: Row) -> list[str]:
    """Ask in every role, first in those that are to be refused; what went otherwise."""
    wanted, faults = dict(zip(ROLES, one.marks, strict=True)), []
    for role in sorted(ROLES, key=lambda role: wanted[role] == "a"):
        try:
            fault = await asked(s, one, role, wanted[role])
        except AssertionError as error:
            fault = str(error)[:500]
            s.stands.pop(one.needs, None)
        faults += [f"{one.name}: {role}: {fault}"] * bool(fault)
    return faults


async def asked(s: School, one: Row, role: str, wanted: str) -> str:
    """Ask once; what went otherwise than wanted, empty where nothing did."""
    thread = await s.have(one.needs) if one.needs else None
    before = s.kept()
    got = await heard(s[role], one.ask(s, role, one.at or (thread.id if thread else "debates")))
    s[role].modals.clear()
    if got.verdict == "a" and (one.spoils or wanted != "a"):
        s.stands.pop(one.needs, None)
    if got.verdict != wanted:
        return f"is to be {wanted}, and was told: {got.text[:200]}"
    if wanted == "a":
        return "" if re.search(one.says, got.text) else f"was told: {got.text[:200]}"
    changed = differing(before, s.kept())
    return f"has changed {changed}" if changed else ""


def differing(before: Mapping[str, list[Any]], after: Mapping[str, list[Any]]) -> str:
    return ", ".join(name for name in after if after[name] != before.get(name))


# --- that the table is whole --------------------------------------------------------------------


async def test_every_command_and_menu_that_the_room_received_has_its_row(tmp_path: Path) -> None:
    rows = {one.name.partition(" #")[0] for one in TABLE}
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        offered = {name for command in ada.commands for name in named(command, COMMAND)}
    assert offered, "the bot has commands"
    assert sorted(offered - rows) == [], "these have no row in the table"
    assert sorted(n for n in rows - offered if not n.startswith(BUTTON)) == [], "these are gone"


def named(command: Mapping[str, Any], before: str) -> list[str]:
    """The full name of a command, or of each command in its group."""
    if command.get("type") == 3 and before == COMMAND:
        return [f"{MENU}{command['name']}"]
    within = [o for o in command.get("options", ()) if o["type"] in (1, 2)]
    name = f"{before}{command['name']}"
    return [n for o in within for n in named(o, f"{name} ")] or [name]


async def test_every_button_and_menu_that_the_client_answers_has_its_row() -> None:
    """`setup_hook` is the client's own; it stops where it would talk to Discord."""
    words = {"debate": "0" * 8, "class": "1", "held": "1", "flag": "1", "aside": "1"}
    ids = [one.name.format(**words) for one in TABLE if one.name.startswith(BUTTON)]
    client = ParleyClient(DiscordSettings(), 1)
    with pytest.raises(discord.app_commands.MissingApplicationID):
        await client.setup_hook()
    answered = client._connection._view_store._dynamic_items
    assert len(answered) > 20
    without = [t.pattern for t in answered if not any(t.fullmatch(id) for id in ids)]
    assert without == [], "these have no row in the table"


def test_every_form_is_tried_below() -> None:
    sources = [file.read_text() for file in (ROOT / "bot" / "discord_ui").rglob("*.py")]
    opened = sum(text.count("discord.ui.Modal(") for text in sources)
    assert opened == 3, "a speech, scores, a flag: try a new form below, as these are"


# --- forms, and what others were shown ----------------------------------------------------------


async def test_a_form_is_refused_once_its_opener_may_no_longer(tmp_path: Path) -> None:
    async with school(tmp_path) as s:
        thread = await s.have("floor")
        speech = await opened(s, "speaker", thread, f"parley:speak:{thread.debate}:0")
        await s.tells("teacher", thread.id, "class reassign", seat="affirmative", to="ben")
        await is_refused(s, "speaker", speech, "r", speech="These words are nobody's turn.")

        thread = await s._judged()
        scores = await opened(s, "teacher", thread, f"parley:rescore:{thread.debate}:0")
        points = {c["custom_id"]: "4" for c in walk(scores["components"]) if c["type"] == 4}
        await s.no_more(s["teacher"], s.words["teachers"])
        await is_refused(s, "teacher", scores, "r", **points)

        said = await s["student"].say("debates", "Look at this.")
        await heard(s["student"], s["student"].use_on(said, "Flag to teacher"))
        flag = await s["student"].wait_modal()
        thread = await s._floor()
        speech = await opened(s, "speaker", thread, f"parley:speak:{thread.debate}:0")
        for role in ("student", "speaker"):
            await take_back(s[role])
        await is_refused(s, "student", flag, "c", reason="It is not kind.")
        await is_refused(s, "speaker", speech, "c", speech="Nobody agreed that this is kept.")


async def opened(s: School, role: str, thread: Thread, custom_id: str) -> Any:
    await heard(s[role], s.press(role, thread.id, custom_id))
    return await s[role].wait_modal()


async def is_refused(s: School, role: str, form: Any, verdict: str, **fields: str) -> None:
    before = s.kept()
    got = await heard(s[role], s[role].submit(form, **fields))
    assert got.verdict == verdict, got.text
    assert differing(before, s.kept()) == ""


async def test_what_one_person_alone_was_shown_is_delivered_for_nobody_else(tmp_path: Path) -> None:
    """The room refuses these as Discord would; that the bot does, too, stands in the table."""
    async with school(tmp_path) as s:
        thread = await s.have("judged")
        tea, ada = s["teacher"], s["speaker"]
        for channel, command in (
            ("debates", "class settings"),
            ("debates", "class dissolve"),
            (thread.id, "ballot"),
        ):
            known = {m["id"] for m in tea.ephemeral}
            await heard(tea, tea.slash(channel, command))
            panel = next(m for m in tea.ephemeral if m["id"] not in known)
            for part in walk(panel["components"]):
                if part["type"] == 2:
                    with pytest.raises(Refused, match="Unknown Message"):
                        await ada.press(panel, custom_id=part["custom_id"])
                elif part["type"] == 3:
                    with pytest.raises(Refused, match="Unknown Message"):
                        await ada.select(panel, custom_id=part["custom_id"])
        scores = await opened(s, "teacher", thread, f"parley:rescore:{thread.debate}:0")
        with pytest.raises(Refused, match="Unknown Interaction"):
            await ada.submit(scores, clarity="4")


async def test_menus_that_complete_themselves_tell_nobody_what_is_not_theirs(
    tmp_path: Path,
) -> None:
    async with school(tmp_path) as s:
        thread = await s.have("floor")
        await s["manager"].slash("debates", "corpus add", {"file": ("a.txt", b"Calm. " * 90)})
        await s["manager"].wait_ephemeral(lambda m: "Added" in m["content"])
        for role in ROLES:
            teaches = role in ("teacher", "manager")
            seats = await s[role].autocomplete(thread.id, "class reassign", "seat")
            assert len(seats) == 2 * teaches, role
            articles = await s[role].autocomplete("debates", "corpus remove", "article")
            assert len(articles) == teaches, role
            debates = await s[role].autocomplete("lounge", "transcript", "debate")
            assert len(debates) == (role == "speaker"), role


# --- nobody reads what is not theirs ------------------------------------------------------------


async def test_a_released_ballot_is_read_by_its_speaker_and_its_teachers_alone(
    tmp_path: Path,
) -> None:
    async with school(tmp_path) as s:
        thread = await s.have("judged")
        for winner in (False, True):
            if winner:
                await s.tells("teacher", thread.id, "judge", winner=True)
                await released(s, thread)
            else:
                await s.tells("teacher", "debates", "class release")
            for custom_id in ("/ballot", f"parley:ballot:{thread.debate}:0"):
                one = row(custom_id, READING, "Ballot · Ada", "judged")
                assert await tried(s, one) == []


async def released(s: School, thread: Thread) -> None:
    """Release the ballot as soon as it is written."""
    said = ""
    while "1 ballot released" not in said:
        said = await s.tells("teacher", thread.id, "class release")


async def test_where_debates_are_for_the_roster_nobody_else_takes_a_seat(tmp_path: Path) -> None:
    async with school(tmp_path) as s:
        await s.have("gathering")
        await s.have("caucus")
        await s.only_the_roster_starts()
        for name, needs, marks in (
            ("parley:seat:{debate}:negative", "gathering", "r a r r a r a"),
            ("parley:list:{debate}:negative", "caucus", "r a r a a r a"),
            ("/debate start", "", "c a r a a r a"),
        ):
            options = {"motion": MOTION, "format": "quick"} if name.startswith("/") else {}
            one = row(name, marks, "", needs, spoils=needs == "gathering", **options)
            assert await tried(s, one) == []


async def test_a_class_is_read_and_steered_by_its_own_teachers_from_anywhere(
    tmp_path: Path,
) -> None:
    """The teacher of the other class asks from their own channel and desk, and names this class."""
    async with school(tmp_path) as s:
        thread = await s.have("judged")
        tom, before = s["other teacher"], s.kept()
        for channel in ("room-a", "desk-a"):
            for command, options in (
                ("transcript", {"debate": thread.debate}),
                ("class setup", {**SETUP, "channel": s.words["class"]}),
                ("class setup", {**SETUP, "channel": tom.channel_id("welcome")}),
            ):
                filled = {key: value.format(**s.words) for key, value in options.items()}
                got = await heard(tom, tom.slash(channel, command, **filled))
                assert got.verdict == "r", (channel, command, got.text)
            got = await heard(tom, tom.slash(channel, "class report", student="ada"))
            assert "nothing to report" in got.text
            for custom_id in (
                f"parley:class:all:{s.words['class']}:pause",
                "parley:review:{}:released",
            ):
                planted = await s.planted(tom, channel, custom_id.format(thread.debate))
                got = await heard(tom, tom.press(planted, "Press"))
                assert got.verdict == "r", (channel, custom_id, got.text)
        assert differing(before, s.kept()) == ""


SETUP = {"name": "mine", "teachers": "{others}", "desk": "{desk}"}
