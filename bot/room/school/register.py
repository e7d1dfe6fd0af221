"""The register: which classes there are, who is in them, and whose session a cookie is.

class     a name, a join code, a role for its students, a text channel, and whether it takes in more
entry     a person who came by code or password: of which class (none: a teacher), and their words
session   the hash of a cookie, whose it is, and until when

Every changer takes the Change into which it writes. Nothing here waits or hashes slowly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..guild import Guild
from ..wire import Change
from . import keys, names

STUDENT_SECONDS = 60 * 24 * 3600.0
TEACHER_SECONDS = 12 * 3600.0
MOST_STUDENTS = 200


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class; `key` is its role's id. A shut one takes in nobody new."""

    key: str
    name: str
    code: str
    channel: str
    shut: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who came in by the door. `of` is the class, empty for a teacher."""

    user: str
    of: str
    words: str
    since: str

    @property
    def teaches(self) -> bool:
        return not self.of


@dataclass(frozen=True, slots=True)
class Session:
    user: str
    until: float


class Register:
    """Holds the classes of a room and who is in them. `held` names the classes held today."""

    def __init__(self, guild: Guild, held: Iterable[str]) -> None:
        self._guild = guild
        self._held = tuple(held)
        self.password = ""
        self.classes: dict[str, SchoolClass] = {}
        self._entries: dict[str, Entry] = {}
        self._sessions: dict[str, Session] = {}

    # -- keeping ---------------------------------------------------------------------

    def load(self, kind: str, key: str, body: Any) -> None:
        """Take back one stored row."""
        if kind == "class":
            self.classes[key] = SchoolClass(**body)
        elif kind == "entry":
            self._entries[key] = Entry(**body)
        elif kind == "session":
            self._sessions[key] = Session(**body)
        elif kind == "password":
            self.password = body["kept"]

    def keep_class(self, change: Change, one: SchoolClass) -> SchoolClass:
        self.classes[one.key] = one
        change.keep("class", one.key, asdict(one))
        return one

    def keep_password(self, change: Change, kept: str) -> None:
        """Another password; who came in by the old one has to come in anew."""
        self.password = kept
        change.keep("password", "password", {"kept": kept})
        for key, session in list(self._sessions.items()):
            if self.teaches(session.user):
                self._drop(change, key)

    # -- looking ---------------------------------------------------------------------

    @property
    def is_held(self) -> bool:
        """Whether this room is a school's: nobody comes in but by code or password."""
        return bool(self._held)

    def today(self) -> list[SchoolClass]:
        """The classes held today, in the order in which they were named."""
        by_name = {one.name: one for one in self.classes.values()}
        return [by_name[name] for name in self._held if name in by_name]

    def by_code(self, typed: object) -> SchoolClass | None:
        """Today's class with that join code. Every code is compared, found or not."""
        plain = keys.plain_code(typed)
        fitting = [one for one in self.today() if keys.same_code(plain, one.code)]
        return fitting[0] if fitting else None

    def entry(self, user: str) -> Entry | None:
        """The entry of somebody who is still a member."""
        return self._entries.get(user) if user in self._guild.members else None

    def teaches(self, user: str) -> bool:
        entry = self.entry(user)
        return entry is not None and entry.teaches

    def entries(self, of: str) -> Iterator[Entry]:
        """The students of a class, or with an empty `of` the teachers, in order of their coming."""
        members = self._guild.members
        return (e for e in self._entries.values() if e.of == of and e.user in members)

    def name_of(self, user: str) -> str:
        return str(self._guild.users[user]["global_name"])

    def called(self, name: str, of: str, but: str = "") -> Entry | None:
        """Who in the class, or among the teachers, has a name that looks like this one."""
        near = [e for group in dict.fromkeys((of, "")) for e in self.entries(group)]
        alike = (e for e in near if e.user != but and names.alike(name, [self.name_of(e.user)]))
        return next(alike, None)

    def anywhere(self, name: str, but: str = "") -> bool:
        """Whether anybody in any class has a name that looks like this one."""
        return any(
            names.alike(name, [self.name_of(entry.user)])
            for entry in self._entries.values()
            if entry.user != but and entry.user in self._guild.members
        )

    def knows(self, viewer: str, other: str) -> bool:
        """Whether `viewer` is told of `other`: those of one class and the teachers; teachers of all."""
        if not self.is_held or viewer == other or self.teaches(viewer):
            return True
        one, two = self.entry(viewer), self.entry(other)
        return one is not None and two is not None and (two.teaches or one.of == two.of)

    def is_closed_to(self, user: str) -> bool:
        """Whether the class of a student is not held today."""
        entry = self.entry(user)
        return entry is None or not (entry.teaches or entry.of in {c.key for c in self.today()})

    # -- changing --------------------------------------------------------------------

    def enter(self, change: Change, entry: Entry) -> None:
        self._entries[entry.user] = entry
        change.keep("entry", entry.user, asdict(entry))

    def strike(self, change: Change, user: str) -> None:
        """Take somebody off the register, with their sessions."""
        self._entries.pop(user, None)
        change.drop("entry", user)
        for key, session in list(self._sessions.items()):
            if session.user == user:
                self._drop(change, key)

    def renew_code(self, change: Change, key: str) -> SchoolClass:
        return self.keep_class(change, replace(self.classes[key], code=self.fresh_code()))

    def fresh_code(self) -> str:
        """A join code that no class has."""
        used = {one.code for one in self.classes.values()}
        code = keys.new_code()
        while code in used:
            code = keys.new_code()
        return code

    def begin_session(self, change: Change, user: str, now: float) -> tuple[str, float]:
        """A new session: what the cookie holds, and for how many seconds."""
        seconds = TEACHER_SECONDS if self.teaches(user) else STUDENT_SECONDS
        given = keys.new_session()
        key, session = keys.session_key(given), Session(user, now + seconds)
        self._sessions[key] = session
        change.keep("session", key, asdict(session))
        return given, seconds

    def whose(self, given: str, now: float) -> str | None:
        """Whose session a cookie holds; None where it is nobody's, or over."""
        session = self._sessions.get(keys.session_key(given))
        if session is None or session.until <= now or self.entry(session.user) is None:
            return None
        return session.user

    def end_session(self, change: Change, given: str) -> None:
        key = keys.session_key(given)
        if key in self._sessions:
            self._drop(change, key)

    def end_old_sessions(self, change: Change, now: float) -> None:
        for key, session in list(self._sessions.items()):
            if session.until <= now:
                self._drop(change, key)

    def _drop(self, change: Change, key: str) -> None:
        del self._sessions[key]
        change.drop("session", key)
