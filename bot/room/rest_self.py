"""Who the bot is, where its gateway is, and which commands it has."""

from __future__ import annotations

from . import shapes
from .faults import unknown
from .house import House
from .rest import Call, Reply, Route
from .wire import Change, Json


async def me(house: House, call: Call) -> Reply:
    return 200, {**house.guild.me, "mfa_enabled": False, "locale": "en-US", "verified": True}


async def application(house: House, call: Call) -> Reply:
    return 200, house.guild.application()


async def my_guilds(house: House, call: Call) -> Reply:
    guild = house.guild
    return 200, [
        {
            **{key: guild.guild[key] for key in ("id", "name", "icon", "banner", "features")},
            "owner": False,
            "permissions": str(guild.allowed(guild.bot_id)),
        }
    ]


async def gateway(house: House, call: Call) -> Reply:
    return 200, {"url": _gateway_url(house)}


async def gateway_bot(house: House, call: Call) -> Reply:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return 200, {"url": _gateway_url(house), "shards": 1, "session_start_limit": limit}


def _gateway_url(house: House) -> str:
    return house.attachments.base.replace("http", "ws", 1) + "/gateway"


async def user(house: House, call: Call) -> Reply:
    return 200, house.guild.user(call.at["user_id"])


# -- commands --------------------------------------------------------------------------


def _scope(house: House, call: Call) -> str | None:
    """The guild of a guild command, None for a global one; a Fault for another application."""
    if call.at["application_id"] != house.guild.application_id:
        raise unknown("Application")
    guild = call.at.get("guild_id")
    if guild is not None and guild != house.guild.id:
        raise unknown("Guild")
    return guild


async def list_commands(house: House, call: Call) -> Reply:
    return 200, house.commands.of(_scope(house, call))


async def set_commands(house: House, call: Call) -> Reply:
    change = Change()
    commands = house.commands.replace_all(
        change, call.body, _scope(house, call), house.guild.application_id, house.new_id
    )
    await _commit(house, change)
    return 200, commands


async def add_command(house: House, call: Call) -> Reply:
    change = Change()
    new, command = house.commands.add(
        change, call.form, _scope(house, call), house.guild.application_id, house.new_id
    )
    await _commit(house, change)
    return (201 if new else 200), command


async def get_command(house: House, call: Call) -> Reply:
    return 200, house.commands.get(call.at["command_id"], _scope(house, call))


async def edit_command(house: House, call: Call) -> Reply:
    change = Change()
    command = house.commands.edit(
        change, call.at["command_id"], call.form, _scope(house, call), house.new_id()
    )
    await _commit(house, change)
    return 200, command


async def remove_command(house: House, call: Call) -> Reply:
    change = Change()
    house.commands.remove(change, call.at["command_id"], _scope(house, call))
    await _commit(house, change)
    return 204, None


async def _commit(house: House, change: Change) -> None:
    commands: Json = {"commands": house.commands.all()}
    change.tell("_COMMANDS", commands)
    await house.commit(change)


_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES = [
    Route("GET", "/users/@me", me),
    Route("GET", "/users/@me/guilds", my_guilds),
    Route("GET", "/users/{user_id}", user),
    Route("GET", "/applications/@me", application),
    Route("GET", "/oauth2/applications/@me", application),
    Route("GET", "/gateway", gateway, open=True),
    Route("GET", "/gateway/bot", gateway_bot),
    *(
        route
        for base in (_GLOBAL, _GUILD)
        for route in (
            Route("GET", base, list_commands),
            Route("PUT", base, set_commands, shape=[shapes.COMMAND]),
            Route("POST", base, add_command, shape=shapes.COMMAND),
            Route("GET", base + "/{command_id}", get_command),
            Route("PATCH", base + "/{command_id}", edit_command, shape=shapes.COMMAND),
            Route("DELETE", base + "/{command_id}", remove_command),
        )
    ),
]
