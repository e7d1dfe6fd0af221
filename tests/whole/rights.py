"""Who may do what, for tests: a server with two classes, everybody who could ask, and the answers.

What a person may not see can be pressed all the same here: the bot's own account puts up a button
with any id, as a client that lies to Discord would.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot import wiring
from bot.config import ClassSettings
from bot.debate import commands, rules
from bot.room.people import Interaction, NotSeen, Person, buttons_of, text_of, walk
from bot.room.settings import STUDENT, TEACHER, Resident
from tests.whole.lessons import assigned
from tests.whole.practice import (
    ROOT,
    Message,
    Practice,
    Thread,
    floor_is_at,
    has_button,
    practice,
    speak,
    start,
)

ROLES = ("stranger", "student", "other student", "speaker", "teacher", "other teacher", "manager")
"""Without consent; of the class; of another class here; in the debate; of the class; of the other
class; who may manage the server and teaches neither."""

KEYS = dict(zip(ROLES, ("sol", "ben", "amy", "ada", "tea", "tom", "tess"), strict=True))
PEOPLE = (
    Resident("sol", "Sol", (STUDENT,)),
    Resident("ben", "Ben", (STUDENT,)),
    Resident("amy", "Amy", (STUDENT,)),
    Resident("ada", "Ada", (STUDENT,)),
    Resident("tea", "Tea"),
    Resident("tom", "Tom"),
    Resident("tess", "Tess", (TEACHER,)),
)
QUICK = {"motion": "small-deployments", "format": "quick", "school": "hawk"}
OPENING = "A hundred technicians who look after a loan threaten nobody in the United States."
MAIL = "Write to me at quintus.zebra@example.org and I will tell you why nobody is threatened."

NOTICE = "Before you take part"
REFUSED = re.compile(
    r"Only |You hold no seat|You already hold a seat|You speak in this debate|Hints are for those"
    r"|A transcript is for|Your own report is yours|Your teacher has not released"
    r"|This ballot has no scores of yours|A rematch is for|That word is for somebody else"
    r"|In this class your teacher opens|Debates here are for this class"
)
"""How the lines begin by which somebody is told that it is not theirs to do."""

BROKEN = re.compile("went wrong on our side|Discord did not take")


@dataclass(frozen=True)
class Heard:
    """What somebody alone was told: `a` allowed, `r` refused, `c` asked for consent first."""

    verdict: str
    text: str


async def heard(person: Person, doing: Awaitable[Interaction]) -> Heard:
    """Do it, and wait for all that this person is told of it."""
    before, shown = {m["id"] for m in person.ephemeral}, len(person.modals)
    asked = await doing
    await asked.wait("done", "failed", "acknowledged", timeout=60)
    await person.do("latest", channels=[])  # what was sent before has come by then

    def new() -> list[Message]:
        return [m for m in person.ephemeral if m["id"] not in before]

    def under_way(m: Message) -> bool:
        return m["loading"] or m["content"].startswith("Opening")

    await person.wait(lambda: not any(map(under_way, new())), 60, person.seen_text)
    if asked.state == "failed":
        raise NotSeen(f"{person.key} was not answered: {asked.reason}\n{person.seen_text()}")
    told = "\n".join(text_of(m) for m in new())
    told += "".join(f"form: {modal['title']}" for modal in person.modals[shown:])
    assert not BROKEN.search(told), told
    verdict = "c" if NOTICE in told else "r" if REFUSED.match(told) else "a"
    return Heard(verdict, told)


@dataclass
class School:
    """Two classes on one server. `words` are what the rows of a table name: ids, a code."""

    p: Practice
    data: Path
    by: dict[str, Person] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    stands: dict[str, Thread] = field(default_factory=dict)
    stalled: list[Thread] = field(default_factory=list)

    def __getitem__(self, role: str) -> Person:
        return self.by[role]

    # --- what an administrator does -------------------------------------------------------------

    async def rest(self, verb: str, path: str, **form: Any) -> Any:
        """Ask the room for something in the bot's own name."""
        headers = {"Authorization": f"Bot {self.p.room.token}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            url = self.p.room.api_base + path
            async with session.request(verb, url, json=form or None) as answer:
                answer.raise_for_status()
                return await answer.json() if answer.status != 204 else None

    @property
    def guild(self) -> str:
        return f"/guilds/{self.p.room.house.guild.id}"

    async def role(self, name: str, person: Person) -> str:
        """A new role that gives no right at all, and who has it."""
        made = await self.rest("POST", f"{self.guild}/roles", name=name)
        await self.rest("PUT", f"{self.guild}/members/{person.me['id']}/roles/{made['id']}")
        return str(made["id"])

    async def no_more(self, person: Person, role: str) -> None:
        await self.rest("DELETE", f"{self.guild}/members/{person.me['id']}/roles/{role}")

    async def tells(self, role: str, channel: str, command: str, **options: Any) -> str:
        told = await heard(self[role], self[role].slash(channel, command, **options))
        assert told.verdict == "a", (role, command, told.text)
        return told.text

    # --- pressing -------------------------------------------------------------------------------

    async def message_with(self, person: Person, channel: str, custom_id: str) -> Message:
        """A message with this button or menu: one that stands there, else one put up for it."""
        await person.history(channel)
        for message in reversed(person.messages(channel)):
            ids = [b.get("custom_id") for b in buttons_of(message)]
            if custom_id in ids and not message["ephemeral"]:
                return message
        return await self.planted(person, channel, custom_id)

    async def planted(self, person: Person, channel: str, custom_id: str) -> Message:
        item: dict[str, Any] = {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id}
        if ":class:set:" in custom_id:
            options = [{"label": "Advanced", "value": "advanced"}]
            item = {"type": 3, "options": options, "custom_id": custom_id}
        panel = ":class:set:" in custom_id or ":class:page:" in custom_id
        says: dict[str, Any] = {"flags": 1 << 15} if panel else {"content": "Put up for a test."}
        row = {"type": 1, "components": [item]}
        path = f"/channels/{person.channel_id(channel)}/messages"
        sent = await self.rest("POST", path, components=[row], **says)
        return await person.wait_message(lambda m: m["id"] == sent["id"], channel=channel)

    async def press(self, role: str, channel: str, custom_id: str) -> Interaction:
        person = self[role]
        message = await self.message_with(person, channel, custom_id)
        if ":class:set:" in custom_id:
            return await person.select(message, "advanced", custom_id=custom_id)
        return await person.press(message, custom_id=custom_id)

    # --- the records ----------------------------------------------------------------------------

    def kept(self) -> dict[str, list[Any]]:
        """All that is on record, but for what the chair does by itself in open debates."""
        with closing(sqlite3.connect(self.p.home.database)) as connection:
            named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = {name for (name,) in named} - {"debates", "words", "alembic_version"}
            found = {
                name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))
                for name in tables - {"events"}
            }
            asked = "SELECT * FROM events WHERE cause NOT LIKE 'chair %'"
            found["events"] = sorted(map(repr, connection.execute(asked)))
        articles = self.p.home.articles
        found["articles"] = sorted(f.name for f in articles.rglob("*")) if articles.is_dir() else []
        return found

    # --- how things stand -----------------------------------------------------------------------

    async def have(self, what: str) -> Thread:
        """The debate, or what else is named, as it has to stand before somebody asks."""
        if what not in self.stands:
            self.stands[what] = await getattr(self, f"_{what}")()
        thread = self.stands[what]
        self.words["debate"] = thread.debate
        return thread

    async def _floor(self) -> Thread:
        """A debate in which the speaker has the floor."""
        thread = await start(self["speaker"], **QUICK)
        await floor_is_at(self["speaker"], thread, 0)
        return thread

    async def _assigned(self) -> Thread:
        """A debate of the speaker that a teacher has opened."""
        ada, known = self["speaker"], set(self["speaker"].channels)
        await assigned(self["teacher"], again=True, sides="affirmative")
        called = await ada.wait_message(
            lambda m: m["channel_id"] not in known and f"<@{ada.me['id']}>, you" in m["content"]
        )
        channel = await ada.wait_thread(lambda c: c["id"] == called["channel_id"])
        thread = Thread(channel["id"], channel["name"].rpartition("· ")[2])
        await floor_is_at(ada, thread, 0)
        return thread

    async def _paused(self) -> Thread:
        thread = await self._floor()
        await self.tells("speaker", thread.id, "clock pause")
        return thread

    async def _gathering(self) -> Thread:
        return await start(self["speaker"], **QUICK, opponent="another student")

    async def _voting(self) -> Thread:
        return await start(self["speaker"], **{**QUICK, "format": "oxford"})

    async def _caucus(self) -> Thread:
        return await start(self["speaker"], **{**QUICK, "format": "moderated-caucus"})

    async def _stall(self) -> Thread:
        return self.stalled.pop()

    async def _judged(self) -> Thread:
        """A debate that is over, with a ballot that its teacher holds back."""
        thread = await self._floor()
        for turn in (0, 2, 4):
            await speak(self["speaker"], thread, turn, OPENING)
        ready = has_button("parley:ballot:")
        await self["speaker"].wait_message(ready, channel=thread.id, timeout=60)
        return thread

    async def _held(self) -> Thread:
        """Words of the speaker that wait at the desk."""
        thread = await self._floor()
        known = {m["id"] for m in self["speaker"].messages("lounge")}
        await heard(self["speaker"], speak(self["speaker"], thread, 0, MAIL))
        await self._card("held", "parley:held:approve:", known)
        return thread

    async def _aside(self) -> Thread:
        thread = await self._floor()
        await self["speaker"].say(thread.id, MAIL)
        aside = has_button("parley:aside:")
        note = await self["speaker"].wait_message(aside, channel=thread.id)
        self.words["aside"] = buttons_of(note)[0]["custom_id"].rpartition(":")[2]
        return thread

    async def _flag(self) -> Thread:
        """A message that somebody has pointed out to the teachers."""
        ben, known = self["student"], {m["id"] for m in self["speaker"].messages("lounge")}
        said = await ben.say("debates", "Look at this.")
        await heard(ben, ben.use_on(said, "Flag to teacher"))
        await heard(ben, ben.submit(await ben.wait_modal()))
        await self._card("flag", "parley:settle:", known)
        return Thread(ben.channel_id("lounge"), "")

    async def _class(self) -> Thread:
        """The class, also where somebody has just dissolved it."""
        await self.set_up()
        return Thread(self["manager"].channel_id("debates"), "")

    async def _card(self, word: str, custom_id: str, known: set[str]) -> None:
        """Find the newest card at the desk, which in this school everybody sees."""
        found = has_button(custom_id)
        card = await self["speaker"].wait_message(
            lambda m: m["id"] not in known and found(m), channel="lounge", timeout=20
        )
        ids = [b["custom_id"] for b in buttons_of(card) if custom_id in b["custom_id"]]
        self.words[word] = ids[0].rpartition(":")[2]

    async def set_up(self) -> None:
        """The two classes, each with its teachers, its desk and its roster."""
        for channel, name, desk, teachers, members in (
            ("debates", "7B", "lounge", "teachers", ("ada", "ben")),
            ("room-a", "7A", "desk-a", "others", ("amy",)),
        ):
            options = {
                "teachers": self.words[teachers],
                "desk": self["manager"].channel_id(desk),
                "name": name,
            }
            await self.tells("manager", channel, "class setup", **options)
            for member in members:
                await self.tells("manager", channel, "class roster add", person=member)
        made = await self.tells("manager", "debates", "class code new")
        self.words["code"] = made.partition("code:")[2][:9]

    async def only_the_roster_starts(self) -> None:
        """Set the class so, and wait until it is kept."""
        tea = self["teacher"]
        known = {m["id"] for m in tea.ephemeral}
        await heard(tea, tea.slash("debates", "class settings"))
        panel = next(m for m in tea.ephemeral if m["id"] not in known)
        menus = [c.get("custom_id", "") for c in walk(panel["components"])]
        menu = next(id for id in menus if "starters." in id)
        await tea.select(panel, "roster", custom_id=menu)
        await tea.wait_ephemeral(lambda m: "✓ Kept. Who may start" in text_of(m))

    async def stall(self, count: int) -> None:
        """Debates whose next speech the bot could not make, as after a fault of every model."""
        self.stalled = [await self._floor() for _ in range(count)]
        await self.p.stop_bot()
        async with wiring.store_of(self.p.home) as store:
            for thread in self.stalled:
                debate = await store.load(thread.debate)
                common: dict[str, Any] = {"debate": debate.id, "at": datetime.now(UTC), "turn": 0}
                ada = debate.opened_by
                for command in (
                    commands.GiveSpeech(**common, cause="given", by=ada, text=OPENING),
                    commands.ReportStall(
                        **{**common, "turn": 1}, cause="stall", line="Later.", reference="k7-2f"
                    ),
                ):
                    happened = rules.decide(debate, command)
                    assert await store.append(debate, command.cause, *happened)
                    debate = await store.load(thread.debate)
        self.p.start_bot()
        await self.p.ready()


@asynccontextmanager
async def school(data: Path, *, root: Path = ROOT, **options: Any) -> AsyncIterator[School]:
    """The two classes; everybody but the stranger has agreed to the notice."""
    settings = {"classroom": ClassSettings(hold_ballots=True), "residents": PEOPLE, **options}
    async with AsyncExitStack() as stack:
        opened = practice(data, ack_seconds=30, start_bot=False, **settings)
        p = await stack.enter_async_context(opened)
        p.home = replace(p.home, root=root)
        p.start_bot()
        await p.ready()
        s = School(p, data)
        for role, key in KEYS.items():
            s.by[role] = await stack.enter_async_context(p.arrive(key))
            s.words[key] = s.by[role].me["id"]
        for name in ("room-a", "desk-a"):
            made = await s.rest("POST", f"{s.guild}/channels", name=name, type=0)
            for person in s.by.values():
                await person.wait(lambda w=person, c=made: c["id"] in w.channels, 10, str)
        s.words["teachers"] = await s.role("Teachers of 7B", s["teacher"])
        s.words["others"] = await s.role("Teachers of 7A", s["other teacher"])
        for role in ROLES[1:]:
            await agree(s[role])
        await s.set_up()
        s.words["class"] = s["manager"].channel_id("debates")
        s.words["desk"] = s["manager"].channel_id("lounge")
        yield s


async def agree(person: Person) -> None:
    known = {m["id"] for m in person.ephemeral}
    await heard(person, person.slash("lounge", "privacy notice"))
    notice = next(m for m in person.ephemeral if m["id"] not in known)
    await heard(person, person.press(notice, "I have read it and agree"))


async def take_back(person: Person) -> None:
    """Agree no more to be kept record of."""
    known = {m["id"] for m in person.ephemeral}
    await heard(person, person.slash("lounge", "privacy notice"))
    notice = next(m for m in person.ephemeral if m["id"] not in known)
    got = await heard(person, person.press(notice, "Take my agreement back"))
    assert "Nothing more is recorded" in got.text
