"""Finding people of a server: by a role, by a list of names or ids.

Who holds a role, and everybody at once, Discord tells only with the server-members intent. Without
it a single id or name can still be asked for, one after the other.
"""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import discord
from discord.http import Route

from bot.debate.errors import ParleyError, WrongPhase
from bot.discord_ui.asking import Press

PAGE = 1000
MOST_NAMES = 500
MOST_ASKED = 60
"""How many names are asked for one by one where the server's list cannot be had."""

ID = re.compile(r"(?:<@!?)?(\d{15,20})>?")
HEADINGS = frozenset({"name", "names", "student", "students", "id", "user", "username", "roster"})

NO_LIST = (
    "Discord tells me who has a role only with the server-members intent: switch it on in the "
    "developer portal, under Bot. Without it: `/class roster import`, or `/class code new`."
)


@dataclass(frozen=True, slots=True)
class Account:
    """An account, and the name that it goes by on the server."""

    id: str
    name: str
    bot: bool = False


@dataclass(slots=True)
class Found:
    """Who was found by a list, and which of its entries are nobody, or several people."""

    accounts: list[Account] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)
    twice: int = 0


async def members_of(interaction: Press, role: str) -> list[Account]:
    """Everybody who has a role, bots left out. Raises WrongPhase where that cannot be found out."""
    everybody = await _everybody(interaction)
    if everybody is None:
        raise WrongPhase(NO_LIST)
    members = [m for m in everybody if role == str(interaction.guild_id) or role in m["roles"]]
    return [account for m in members if not (account := _account(m)).bot]


async def find(interaction: Press, content: bytes) -> Found:
    """Who is named in a file: a name or an id a line, or the first cell of a table."""
    entries = entries_in(content)
    everybody = await _everybody(interaction)
    if everybody is None and len(entries) > MOST_ASKED:
        raise ParleyError(
            f"Without the server-members intent I can look up {MOST_ASKED} at a time: split the file."
        )
    found, there = Found(), set[str]()
    by_name = _by_name(everybody or [])
    for entry in entries:
        if everybody is None:
            candidates = await _asked_for(interaction, entry)
        else:
            candidates = by_name.get(_folded(entry), [])
        if not candidates:
            found.strangers.append(entry)
        elif len(candidates) > 1:
            found.several.append(entry)
        elif candidates[0].id in there:
            found.twice += 1
        else:
            there.add(candidates[0].id)
            found.accounts.append(candidates[0])
    return found


def entries_in(content: bytes) -> list[str]:
    """The names or ids in a file, without its heading. Raises WrongPhase for no text, or too many."""
    text = content.decode(_encoding(content), errors="replace")
    if "\0" in text:
        raise WrongPhase("That file is no text. Save it as plain text or CSV.")
    cells = [re.split(r"[;,\t]", line)[0].strip().strip("\"'@ ") for line in text.splitlines()]
    entries = [cell for cell in cells if cell]
    if entries and entries[0].casefold() in HEADINGS:
        entries = entries[1:]
    if len(entries) > MOST_NAMES:
        raise WrongPhase(f"A roster has room for {MOST_NAMES}; that file has {len(entries)} lines.")
    return entries


def _encoding(content: bytes) -> str:
    """What spreadsheets and editors save as: UTF-8, UTF-16 with its mark, or what Windows had."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


async def _everybody(interaction: Press) -> list[Mapping[str, Any]] | None:
    """Every member of the server as Discord tells of them; None where it does not."""
    members: list[Mapping[str, Any]] = []
    after: int | None = None
    while True:
        try:
            page: Sequence[Mapping[str, Any]] = await interaction.client.http.get_members(
                interaction.guild_id or 0, PAGE, after
            )
        except discord.Forbidden:
            return None
        members += page
        if len(page) < PAGE:
            return members
        after = max(int(member["user"]["id"]) for member in page)


async def _asked_for(interaction: Press, entry: str) -> list[Account]:
    """Who on the server has this id or this name."""
    http, guild = interaction.client.http, interaction.guild_id or 0
    if found := ID.fullmatch(entry):
        try:
            return [_account(await http.get_member(guild, int(found[1])))]
        except discord.NotFound:
            return []
    route = Route("GET", "/guilds/{guild_id}/members/search", guild_id=guild)
    members = await http.request(route, params={"query": entry[:100], "limit": 20})
    return _by_name(members).get(_folded(entry), [])


def _by_name(members: Sequence[Mapping[str, Any]]) -> Mapping[str, list[Account]]:
    """Accounts by everything that they can be called by: id, nickname, shown name, user name."""
    named: dict[str, dict[str, Account]] = defaultdict(dict)
    for member in members:
        account, user = _account(member), member["user"]
        if account.bot:
            continue
        called = (user["id"], member.get("nick"), user.get("global_name"), user["username"])
        for name in called:
            if name:
                named[_folded(str(name))][account.id] = account
    return {name: list(accounts.values()) for name, accounts in named.items()}


def _account(member: Mapping[str, Any]) -> Account:
    user = member["user"]
    name = member.get("nick") or user.get("global_name") or user["username"]
    return Account(str(user["id"]), str(name), bool(user.get("bot")))


def _folded(name: str) -> str:
    found = ID.fullmatch(name)
    return found[1] if found else " ".join(name.casefold().split())
