"""A new room's furniture: its guild, roles, channels, people and the bot."""

from __future__ import annotations

from collections.abc import Callable

from . import objects, permissions
from .guild import Guild
from .permissions import Allow
from .settings import STUDENT, TEACHER, Resident
from .wire import Change, Json, iso

WELCOME, TEACHERS = "welcome", "teachers"
CHANNELS = (
    (WELCOME, "How this room works. Read only."),
    ("debates", "Debates are started here."),
    (TEACHERS, "The teachers' desk. Students do not see it."),
    ("lounge", "For everything else."),
)


def furnish(guild: Guild, change: Change, new_id: Callable[[], str], now: float) -> None:
    """Fill an empty `guild`."""
    settings, when = guild.settings, iso(now)
    guild_id = new_id()
    keeper = _user(guild, change, new_id(), "keeper", "Room keeper")
    guild.application_id = new_id()
    guild.me = _user(guild, change, guild.application_id, settings.bot_name, "", bot=True)
    guild.guild = objects.guild(guild_id, settings.guild_name, keeper["id"])

    everyone = objects.role(guild_id, "@everyone", permissions.MEMBER, 0)
    guild.save(change, "role", guild_id, everyone)
    student = _role(guild, change, new_id(), STUDENT, 0, 1, 0x2F7D5B)
    teacher = _role(guild, change, new_id(), TEACHER, permissions.TEACHER, 2, 0x6A4BB0)
    teacher = guild.save(change, "role", teacher["id"], {**teacher, "mentionable": True})
    own = _role(guild, change, new_id(), settings.bot_name, permissions.BOT, 3, 0)
    own = {**own, "managed": True, "tags": {"bot_id": guild.bot_id}}
    guild.save(change, "role", own["id"], own)
    by_name = {STUDENT: student["id"], TEACHER: teacher["id"]}

    # A school's classes bring channels of their own; one for all would bring them together.
    wanted = [c for c in CHANNELS if not settings.classes or c[0] == TEACHERS]
    for position, (name, topic) in enumerate(wanted):
        _channel(guild, change, new_id, name, topic, position)

    guild.save(change, "member", keeper["id"], objects.member([], when))
    guild.save(change, "member", guild.bot_id, objects.member([own["id"]], when))
    for resident in settings.living_here:
        admit(guild, change, new_id, resident, by_name, when)
    guild.save_guild(change)


def complete(guild: Guild, change: Change, new_id: Callable[[], str]) -> None:
    """Put into a room that was furnished earlier what has become part of every room since."""
    if teacher := guild.role_named(TEACHER):
        may = str(int(teacher["permissions"]) | permissions.TEACHER)
        whole = {**teacher, "permissions": may, "mentionable": True}
        if whole != teacher:
            guild.save(change, "role", teacher["id"], whole)
    held = {channel["name"] for channel in guild.plain_channels()}
    if TEACHERS in held:
        return
    place = [name for name, _ in CHANNELS].index(TEACHERS)
    for channel in list(guild.plain_channels()):
        if channel["position"] >= place:
            moved = {**channel, "position": channel["position"] + 1}
            guild.save(change, "channel", channel["id"], moved)
    _channel(guild, change, new_id, TEACHERS, dict(CHANNELS)[TEACHERS], place)


def _channel(
    guild: Guild, change: Change, new_id: Callable[[], str], name: str, topic: str, position: int
) -> Json:
    channel = objects.text_channel(new_id(), guild.id, name, position)
    channel["topic"] = topic
    own = next(role["id"] for role in guild.roles.values() if role["managed"])
    if name == WELCOME:
        channel["permission_overwrites"] = read_only(guild.id, own)
    elif name == TEACHERS:
        teacher = guild.role_named(TEACHER)
        readers = [own, teacher["id"]] if teacher else [own]
        channel["permission_overwrites"] = seen_by(guild.id, readers)
    return guild.save(change, "channel", channel["id"], channel)


def admit(
    guild: Guild,
    change: Change,
    new_id: Callable[[], str],
    resident: Resident,
    role_ids: dict[str, str],
    when: str,
) -> str:
    """Make `resident` a member; role names that the guild lacks are left out. The member's id."""
    user = _user(guild, change, new_id(), resident.key, resident.name)
    roles = [role_ids[name] for name in resident.roles if name in role_ids]
    guild.save(change, "member", user["id"], objects.member(roles, when))
    guild.key_of[user["id"]] = resident.key
    guild.id_of[resident.key] = user["id"]
    return str(user["id"])


def read_only(guild_id: str, writer_role: str) -> list[Json]:
    """Overwrites under which all may read and `writer_role` alone may write."""
    speak = str(int(Allow.SEND_MESSAGES | Allow.SEND_MESSAGES_IN_THREADS))
    return [
        {"id": guild_id, "type": 0, "allow": "0", "deny": speak},
        {"id": writer_role, "type": 0, "allow": speak, "deny": "0"},
    ]


def seen_by(guild_id: str, roles: list[str]) -> list[Json]:
    """Overwrites under which `roles` alone see a channel."""
    see = str(int(Allow.VIEW_CHANNEL))
    allowed = [{"id": role, "type": 0, "allow": see, "deny": "0"} for role in roles]
    return [{"id": guild_id, "type": 0, "allow": "0", "deny": see}, *allowed]


def _user(
    guild: Guild, change: Change, key: str, username: str, name: str, *, bot: bool = False
) -> Json:
    return guild.save(change, "user", key, objects.user(key, username, name, bot=bot))


def _role(
    guild: Guild,
    change: Change,
    key: str,
    name: str,
    extra: int,
    position: int,
    color: int,
) -> Json:
    role = objects.role(key, name, permissions.MEMBER | extra, position, color)
    return guild.save(change, "role", key, role)
