"""The guild, its members and roles over REST."""

from __future__ import annotations

from . import objects, shapes
from .faults import FormFaults, no_permission, unknown
from .house import House, guild_data
from .ids import is_snowflake
from .membership import tell_changed
from .permissions import Allow
from .rest import Call, Reply, Route
from .wire import Change, Json


def _here(house: House, call: Call) -> None:
    if call.at["guild_id"] != house.guild.id:
        raise unknown("Guild")


async def read(house: House, call: Call) -> Reply:
    _here(house, call)
    view = house.guild.rest_view()
    if call.flag("with_counts"):
        count = len(house.guild.members)
        view |= {"approximate_member_count": count, "approximate_presence_count": count}
    return 200, view


async def members(house: House, call: Call) -> Reply:
    _here(house, call)
    limit, after = call.limit(1, 1000), call.query.get("after", "0")
    keys = sorted(house.guild.members, key=int)
    later = [key for key in keys if is_snowflake(after) and int(key) > int(after)]
    return 200, [house.guild.full_member(key) for key in later[:limit]]


async def search(house: House, call: Call) -> Reply:
    _here(house, call)
    limit, text = call.limit(1, 1000), call.query.get("query", "").lower()
    guild = house.guild
    found = [
        key
        for key in guild.members
        if any(
            str(name or "").lower().startswith(text)
            for name in (
                guild.users[key]["username"],
                guild.users[key]["global_name"],
                guild.members[key]["nick"],
            )
        )
    ]
    return 200, [guild.full_member(key) for key in found[:limit]]


async def member(house: House, call: Call) -> Reply:
    _here(house, call)
    return 200, house.guild.full_member(call.at["user_id"])


async def amend_member(house: House, call: Call) -> Reply:
    """Set a member's roles or nickname; `@me` is the bot."""
    _here(house, call)
    user = call.at.get("user_id", house.guild.bot_id)
    held, change = house.guild.full_member(user), Change()
    fields: Json = {}
    if "nick" in call.form:
        faults = FormFaults()
        if call.form["nick"]:
            faults.length("nick", call.form["nick"], 1, 32)
        faults.raise_any()
        fields["nick"] = call.form["nick"] or None
    if call.form.get("roles") is not None:
        wanted = [str(role) for role in call.form["roles"]]
        for role in set(wanted) ^ set(held["roles"]):
            _may_give(house, role)
        fields["roles"] = wanted
    _save_member(house, change, user, fields)
    await house.commit(change)
    return 200, house.guild.full_member(user)


async def give_role(house: House, call: Call) -> Reply:
    return await _change_role(house, call, given=True)


async def take_role(house: House, call: Call) -> Reply:
    return await _change_role(house, call, given=False)


async def _change_role(house: House, call: Call, *, given: bool) -> Reply:
    _here(house, call)
    user, role, change = call.at["user_id"], call.at["role_id"], Change()
    held = house.guild.full_member(user)["roles"]
    _may_give(house, role)
    roles = [r for r in held if r != role] + ([role] if given else [])
    _save_member(house, change, user, {"roles": roles})
    await house.commit(change)
    return 204, None


def _may_give(house: House, role: str) -> None:
    """Refuse a role that is unknown, managed, or not below the bot's own."""
    guild = house.guild
    if role not in guild.roles:
        raise unknown("Role")
    guild.require_guild(guild.bot_id, Allow.MANAGE_ROLES)
    top = max(r["position"] for r in guild.roles_of(guild.bot_id))
    if guild.roles[role]["managed"] or guild.roles[role]["position"] >= top:
        raise no_permission()


def _save_member(house: House, change: Change, user: str, fields: Json) -> None:
    guild = house.guild
    guild.save(change, "member", user, {**guild.members[user], **fields})
    tell_changed(house, change, user)


# -- roles -----------------------------------------------------------------------------


async def roles(house: House, call: Call) -> Reply:
    _here(house, call)
    return 200, list(house.guild.roles.values())


async def role(house: House, call: Call) -> Reply:
    _here(house, call)
    return 200, _role(house, call)


def _role(house: House, call: Call) -> Json:
    held = house.guild.roles.get(call.at["role_id"])
    if held is None:
        raise unknown("Role")
    return held


async def create_role(house: House, call: Call) -> Reply:
    _here(house, call)
    house.guild.require_guild(house.guild.bot_id, Allow.MANAGE_ROLES)
    change = Change()
    made = objects.role(house.new_id(), "new role", 0, 1)
    made.update(_role_fields(call.form))
    house.guild.save(change, "role", made["id"], made)
    change.tell("GUILD_ROLE_CREATE", guild_data(house, {"role": made}))
    await house.commit(change)
    return 200, made


async def amend_role(house: House, call: Call) -> Reply:
    _here(house, call)
    held, change = _role(house, call), Change()
    _may_give(house, held["id"])
    made = {**held, **_role_fields(call.form)}
    house.guild.save(change, "role", made["id"], made)
    change.tell("GUILD_ROLE_UPDATE", guild_data(house, {"role": made}))
    await house.commit(change)
    return 200, made


async def remove_role(house: House, call: Call) -> Reply:
    _here(house, call)
    held, change = _role(house, call), Change()
    _may_give(house, held["id"])
    del house.guild.roles[held["id"]]
    change.drop("role", held["id"])
    change.tell("GUILD_ROLE_DELETE", guild_data(house, {"role_id": held["id"]}))
    await house.commit(change)
    return 204, None


def _role_fields(form: Json) -> Json:
    faults = FormFaults()
    if form.get("name"):
        faults.length("name", form["name"], 1, 100)
    faults.raise_any()
    fields = {k: form[k] for k in ("name", "hoist", "mentionable") if form.get(k) is not None}
    if form.get("permissions") is not None:
        fields["permissions"] = str(form["permissions"])
    color = form.get("color")
    if color is None:
        color = (form.get("colors") or {}).get("primary_color")
    if color is not None:
        fields["color"] = color
        fields["colors"] = {"primary_color": color, "secondary_color": None, "tertiary_color": None}
    return fields


_GUILD = "/guilds/{guild_id}"
_MEMBER = _GUILD + "/members/{user_id}"
_ROLE = _GUILD + "/roles/{role_id}"

ROUTES = [
    Route("GET", _GUILD, read),
    Route("GET", _GUILD + "/members", members),
    Route("GET", _GUILD + "/members/search", search),
    Route("GET", _MEMBER, member),
    Route("PATCH", _MEMBER, amend_member, shape=shapes.MEMBER),
    Route("PATCH", _GUILD + "/members/@me", amend_member, shape=shapes.MEMBER),
    Route("PUT", _MEMBER + "/roles/{role_id}", give_role),
    Route("DELETE", _MEMBER + "/roles/{role_id}", take_role),
    Route("GET", _GUILD + "/roles", roles),
    Route("POST", _GUILD + "/roles", create_role, shape=shapes.ROLE),
    Route("GET", _ROLE, role),
    Route("PATCH", _ROLE, amend_role, shape=shapes.ROLE),
    Route("DELETE", _ROLE, remove_role),
]
