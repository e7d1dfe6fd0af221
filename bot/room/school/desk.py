"""The teacher's panel: join codes, who is in each class and here now, and what may be done.

class_panel {}              every class with its code and its students
class_renew {class}         another join code
class_shut {class, shut}    take in nobody new, or again
class_rename {person, name} call a student otherwise
class_remove {person}       take a student out at once

The panel is told anew to every teacher whenever anything in it changes, as a frame `classes`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..faults import Fault, no_permission, unknown
from ..house import House
from ..membership import go, rename
from ..people_door import PeopleDoor
from ..people_verbs import Verb
from ..wire import Change, Event, Json
from . import names
from .register import Entry, SchoolClass

CHANGED = "_CLASSES"
INVALID_FORM = 50035
_MEMBERS = frozenset({"GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE", CHANGED})


class Desk:
    """`addresses` gives where students find the room, the best one first."""

    def __init__(
        self, house: House, door: PeopleDoor, addresses: Callable[[], tuple[str, ...]]
    ) -> None:
        self._house = house
        self._door = door
        self._addresses = addresses

    @property
    def verbs(self) -> dict[str, Verb]:
        return {
            "class_panel": self.panel,
            "class_renew": self.renew,
            "class_shut": self.shut,
            "class_rename": self.rename,
            "class_remove": self.remove,
        }

    def tell(self, event: Event) -> None:
        """Listens to the house."""
        if event.name in _MEMBERS:
            self.tell_panel()

    def tell_panel(self) -> None:
        register = self._house.register
        teachers = [entry.user for entry in register.entries("")] if register.is_held else []
        if here := [user for user in teachers if self._door.is_here(user)]:
            panel = self._panel()
            for user in here:
                self._door.send(user, "classes", panel)

    def _panel(self) -> Json:
        today = self._house.register.today()
        return {
            "addresses": list(self._addresses()),
            "classes": [self._shown(one) for one in today],
        }

    def _shown(self, one: SchoolClass) -> Json:
        shown = {"key": one.key, "name": one.name, "code": one.code, "shut": one.shut}
        students = [self._student(e) for e in self._house.register.entries(one.key)]
        students.sort(key=lambda s: s["name"].casefold())
        return {**shown, "channel": one.channel, "students": students}

    def _student(self, entry: Entry) -> Json:
        name, here = self._house.register.name_of(entry.user), self._door.is_here(entry.user)
        return {"id": entry.user, "name": name, "here": here, "since": entry.since}

    # -- verbs -----------------------------------------------------------------------

    async def panel(self, user: str, asked: Json) -> Json:
        self._require(user)
        return self._panel()

    async def renew(self, user: str, asked: Json) -> Json:
        one, change = self._class(user, asked), Change()
        self._house.register.renew_code(change, one.key)
        return await self._done(change)

    async def shut(self, user: str, asked: Json) -> Json:
        one, change = self._class(user, asked), Change()
        self._house.register.keep_class(change, replace(one, shut=bool(asked["shut"])))
        return await self._done(change)

    async def rename(self, user: str, asked: Json) -> Json:
        entry, change = self._entry(user, asked), Change()
        try:
            name = names.fit_student(asked.get("name"), self._house.settings.bot_name)
        except names.NameRefused as refused:
            raise Fault(400, INVALID_FORM, str(refused)) from None
        if self._house.register.called(name, entry.of, but=entry.user):
            raise Fault(400, INVALID_FORM, "Somebody of that name is in this class.")
        rename(self._house, change, entry.user, name)
        return await self._done(change)

    async def remove(self, user: str, asked: Json) -> Json:
        entry, change = self._entry(user, asked), Change()
        self._house.register.strike(change, entry.user)
        go(self._house, change, entry.user)
        return await self._done(change)

    async def _done(self, change: Change) -> Json:
        change.tell(CHANGED, {})
        await self._house.commit(change)
        return self._panel()

    def _require(self, user: str) -> None:
        # Not by role: a role can be given by the bot, the register's word cannot.
        if not self._house.register.teaches(user):
            raise no_permission()

    def _class(self, user: str, asked: Json) -> SchoolClass:
        self._require(user)
        one = self._house.register.classes.get(str(asked["class"]))
        if one is None:
            raise unknown("Role")
        return one

    def _entry(self, user: str, asked: Json) -> Entry:
        """A student's entry; teachers are not removed or renamed here."""
        self._require(user)
        entry = self._house.register.entry(str(asked["person"]))
        if entry is None or entry.teaches:
            raise unknown("Member")
        return entry
