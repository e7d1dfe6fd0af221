"""A school's room when it opens: its password, and a channel, a role and a code for each class."""

from __future__ import annotations

import asyncio
import re
import unicodedata

from .. import objects, permissions
from ..faults import NoPassword
from ..furnish import TEACHERS, seen_by
from ..house import House
from ..settings import TEACHER
from ..wire import Change
from . import keys
from .names import fit_classes
from .register import SchoolClass

_COLOURS = (0x22577D, 0x8F4420, 0x2B6A35, 0x6A4BB0, 0x0D5C58, 0xA02A1E)


async def open_school(house: House) -> None:
    """Make ready for the classes that the settings name. Raises NoPassword, NameRefused.

    Called before anybody can come in.
    """
    settings, register, change = house.settings, house.register, Change()
    given = settings.teacher_password
    if given and not await asyncio.to_thread(keys.fits, given, register.password):
        register.keep_password(change, await asyncio.to_thread(keys.hashed, given, keys.PASSWORD))
    if not register.password:
        raise NoPassword("This school's room has no teacher's password yet.")
    register.end_old_sessions(change, house.clock())
    known = {one.name for one in register.classes.values()}
    for name in fit_classes(settings.classes, settings.bot_name):
        if name not in known:
            _found(house, change, name)
    _in_order(house, change)
    await house.commit(change)


def _found(house: House, change: Change, name: str) -> SchoolClass:
    guild = house.guild
    colour = _COLOURS[len(house.register.classes) % len(_COLOURS)]
    role = objects.role(house.new_id(), name, permissions.MEMBER, 1, colour)
    guild.save(change, "role", role["id"], role)
    own = next(r["id"] for r in guild.roles.values() if r["managed"])
    teacher = guild.role_named(TEACHER)
    readers = [role["id"], own, *([teacher["id"]] if teacher else [])]
    channel = objects.text_channel(house.new_id(), guild.id, _channel_name(house, name), 0)
    channel["topic"] = f"The class {name}. Debates are started here."
    channel["permission_overwrites"] = seen_by(guild.id, readers)
    guild.save(change, "channel", channel["id"], channel)
    code = house.register.fresh_code()
    return house.register.keep_class(change, SchoolClass(role["id"], name, code, channel["id"]))


def _channel_name(house: House, name: str) -> str:
    """The name as a channel's, which no other channel has."""
    letters = (c for c in name.lower() if c in " -" or unicodedata.category(c)[0] in "LMN")
    plain = re.sub(r"[\s-]+", "-", "".join(letters)).strip("-") or "class"
    taken = {channel["name"] for channel in house.guild.plain_channels()}
    while plain in taken:
        plain += "-class"
    return plain


def _in_order(house: House, change: Change) -> None:
    """Today's classes first, then those of other days, then the teachers' desk."""
    today = [one.channel for one in house.register.today()]
    rest = sorted(house.guild.plain_channels(), key=lambda c: (c["name"] == TEACHERS, int(c["id"])))
    order = today + [channel["id"] for channel in rest if channel["id"] not in today]
    for position, key in enumerate(order):
        channel = house.guild.channels[key]
        if channel["position"] != position:
            house.guild.save(change, "channel", key, {**channel, "position": position})
