"""The slash commands. Each is thin: it names things, hands the chair a command, and answers."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.classroom.allowing import allowed
from bot.debate import commands
from bot.debate.errors import NotYourSeat, Unknown
from bot.debate.model import Citation, Format, Level, Pace
from bot.debate.seating import Partner
from bot.discord_ui import cards, opening
from bot.discord_ui.asking import Press, ask, here, may_steer, settings_here, teachers_only
from bot.discord_ui.ballots import ballot, judge
from bot.discord_ui.clock_commands import ClockCommands
from bot.discord_ui.coaching_view import assumptions, check_claim, hint, moves
from bot.discord_ui.controls import card_controls
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.flow_view import flow
from bot.discord_ui.layout import plain, shortened
from bot.discord_ui.opening import debating_channel
from bot.discord_ui.welcome import post_welcome

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

Opponent = Literal["Parley", "Parley, offline", "another student"]
Beside = Literal["nobody", "another student", "Parley"]
MENU = 25
"""Discord's limit for the choices of an autocompletion."""


# --- autocompletion -----------------------------------------------------------------------------


def _choices(typed: str, entries: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    """Entries (shown, value) in which every typed word occurs, at most as many as Discord takes."""
    words = typed.casefold().split()
    return [
        Choice(name=shortened(shown, 100), value=value[:100])
        for shown, value in entries
        if all(word in f"{shown} {value}".casefold() for word in words)
    ][:MENU]


async def motions(interaction: Press, typed: str) -> list[Choice[str]]:
    library, settings = interaction.client.house.library, settings_here(interaction)
    offered = (m for m in library.motions() if allowed(settings.motions, m.id))
    return _choices(typed, ((m.says.removeprefix("This House "), m.id) for m in offered))


async def formats(interaction: Press, typed: str) -> list[Choice[str]]:
    offered = [f for f in _formats_here(interaction) if not f.only_bots]
    return _choices(typed, ((f"{f.name}: {f.purpose}", f.id) for f in offered))


async def watched_formats(interaction: Press, typed: str) -> list[Choice[str]]:
    offered = _formats_here(interaction)
    return _choices(typed, ((f"{f.name}: {f.purpose}", f.id) for f in offered))


def _formats_here(interaction: Press) -> list[Format]:
    """The formats that the class of this channel allows."""
    some = settings_here(interaction).formats
    return [f for f in interaction.client.house.formats.values() if allowed(some, f.id)]


async def schools(interaction: Press, typed: str) -> list[Choice[str]]:
    library = interaction.client.house.library
    named = {s for m in library.motions() for s in m.schools}
    return _choices(typed, ((s, s) for s in sorted(named)))


async def opponents(interaction: Press, typed: str) -> list[Choice[str]]:
    """The schools that take a side in the motion already chosen, or every school."""
    chosen = getattr(interaction.namespace, "motion", None)
    library = interaction.client.house.library
    try:
        motion = library.motion(str(chosen))
        found = [Choice(name=s, value=s) for s in motion.schools]
    except Unknown:
        found = await schools(interaction, "")
    found.append(Choice(name="surprise me", value="surprise me"))
    return [choice for choice in found if typed.casefold() in choice.name]


async def terms(interaction: Press, typed: str) -> list[Choice[str]]:
    glossary = interaction.client.house.library.terms()
    return _choices(typed, ((t.term, t.term) for t in glossary))


async def own_debates(interaction: Press, typed: str) -> list[Choice[str]]:
    house = interaction.client.house
    person = await house.known(interaction.user)
    mine = await house.chair.records.debates(person=person) if person else ()
    return _choices(typed, ((cards.thread_name(d), d.id) for d in mine))


# --- /debate ------------------------------------------------------------------------------------


class DebateCommands(app_commands.Group, name="debate", description="Hold a debate on a motion"):
    """`/debate start | exhibition | status | end`."""

    @app_commands.command(name="start", description="Open a debate and take a seat in it")
    @app_commands.describe(
        motion="What is debated",
        format="How many speeches, in which order and how long",
        school="Whom you want to argue against",
        opponent="Who argues against you",
        level="How demanding the bot's speeches are",
        clock="Whether turns have a time: none, minutes, or hours",
        topic="A narrower topic, where you set one",
        partner="In a team: who has the other seats of your side",
    )
    @app_commands.autocomplete(motion=motions, format=formats, school=opponents)
    @app_commands.guild_only()
    async def start(
        self,
        interaction: discord.Interaction[Any],
        motion: str,
        format: str = "",
        school: str = "surprise me",
        opponent: Opponent | None = None,
        level: Level | None = None,
        clock: Pace | None = None,
        topic: app_commands.Range[str, 0, 200] = "",
        partner: Beside | None = None,
    ) -> None:
        beside = Partner(partner) if partner else None
        wishes = opening.Wishes(level, clock, topic, partner=beside)
        work = opening.start(interaction, motion, format, school, opponent, wishes)
        await answer(interaction, work, words=topic)

    @app_commands.command(name="exhibition", description="Watch the two schools debate each other")
    @app_commands.describe(motion="What is debated", format="How many speeches and how long")
    @app_commands.autocomplete(motion=motions, format=watched_formats)
    @app_commands.guild_only()
    async def exhibition(
        self,
        interaction: discord.Interaction[Any],
        motion: str,
        format: str = "exhibition",
        level: Level | None = None,
    ) -> None:
        wishes = opening.Wishes(level)
        await answer(interaction, opening.exhibit(interaction, motion, format, wishes))

    @app_commands.command(name="status", description="Where this debate stands, for you alone")
    @app_commands.guild_only()
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, _status(interaction))

    @app_commands.command(name="welcome", description="Put the card with three ready starts here")
    @app_commands.guild_only()
    async def welcome(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, _welcome(interaction))

    @app_commands.command(name="leave", description="Give up your seat in this debate")
    @app_commands.guild_only()
    async def leave(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, _leave(interaction))

    @app_commands.command(name="end", description="End the debate of this thread")
    @app_commands.guild_only()
    async def end(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, _end(interaction))


async def _welcome(interaction: Press) -> None:
    teachers_only(interaction)
    await post_welcome(debating_channel(interaction))
    await whisper(interaction, "The welcome card stands here now.")


async def _status(interaction: Press) -> None:
    debate = await here(interaction)
    mentions = await interaction.client.audience.mentions(debate)
    view = card_controls(debate)
    await whisper(
        interaction,
        "",
        embeds=[cards.card(debate, mentions, typed=interaction.client.settings.message_content)],
        view=view,
    )


async def _leave(interaction: Press) -> None:
    debate = await here(interaction)
    person = await interaction.client.house.known(interaction.user)  # also who agrees no more
    left = await ask(interaction, commands.LeaveSeat, debate.id, by=person, person=person)
    await whisper(interaction, "Your seat is free. What you said stays on the record.")
    line = "A speaker has left. Their seat is free: the button is on the card above."
    if any(seat.holder is None for seat in left.seats):
        await interaction.client.audience.tell(left, line)


async def _end(interaction: Press) -> None:
    debate = await here(interaction)
    reason = "It was ended before its last speech."
    ended = await ask(interaction, commands.End, debate.id, reason=reason)
    line = "The debate is over. `/transcript` gives you the whole of it."
    await whisper(interaction, line)
    if ended.floor:
        await interaction.client.audience.tell(ended, f"The debate was ended here. {line}")


# --- /evidence and /transcript ------------------------------------------------------------------


class EvidenceCommands(app_commands.Group, name="evidence", description="Look into the sources"):
    """`/evidence search`."""

    @app_commands.command(name="search", description="Find passages on a point, for you alone")
    @app_commands.describe(query="A few words", school="Only sources of this school")
    @app_commands.autocomplete(school=schools)
    async def search(
        self, interaction: discord.Interaction[Any], query: str, school: str | None = None
    ) -> None:
        await answer(interaction, _search(interaction, query, school))


async def _search(interaction: Press, query: str, school: str | None) -> None:
    house = interaction.client.house
    id = await house.chair.records.debate_on(str(interaction.channel_id))
    motion = (await house.chair.records.load(id)).motion if id else None
    found = await house.library.search(query[:400], school=school, motion=motion, limit=5)
    if not found:
        await whisper(interaction, f"No source says anything on “{plain(query[:80])}”.")
        return
    embeds = [cards.source_card(Citation(n, passage)) for n, passage in enumerate(found, 1)]
    while sum(map(len, embeds)) > 5900:
        embeds.pop()
    await whisper(interaction, f"On “{plain(query[:80])}”:", embeds=embeds)


@app_commands.command(
    name="transcript", description="The whole of a debate, as files for you alone"
)
@app_commands.describe(debate="Which debate; without it, the one of this thread")
@app_commands.autocomplete(debate=own_debates)
async def transcript(interaction: discord.Interaction[Any], debate: str | None = None) -> None:
    await answer(interaction, _transcript(interaction, debate))


async def _transcript(interaction: Press, id: str | None) -> None:
    house = interaction.client.house
    debate = await here(interaction, id)
    person, teacher = await house.known(interaction.user), may_steer(interaction, debate.place)
    people = debate.people
    if people and person not in (*people, debate.opened_by) and not teacher:
        raise NotYourSeat("A transcript is for the debate's speakers and a teacher.")
    reader = None if teacher else person
    files = await house.export(debate, await house.names_outside(debate), reader)
    await house.note(person, debate.place, "exported", debate.id)
    shown = [name for name in files if reader is None or not name.endswith((".csv", ".svg"))]
    attached = [discord.File(io.BytesIO(files[name]), name) for name in shown]
    count = len(debate.speeches)
    line = f"The transcript of debate {debate.id}: {count} turn{'s' * (count != 1)}."
    await whisper(interaction, line, files=attached)


@app_commands.command(name="explain", description="A term of diplomacy or debate in plain words")
@app_commands.describe(term="The term")
@app_commands.autocomplete(term=terms)
async def explain(interaction: discord.Interaction[Any], term: str) -> None:
    await answer(interaction, _explain(interaction, term))


async def _explain(interaction: Press, word: str) -> None:
    term = interaction.client.house.library.explain(word)
    also = f"\n-# Also: {', '.join(term.also)}" if term.also else ""
    await whisper(interaction, f"**{term.term}** · {term.says}\n*{term.example}*{also}")


def add_commands(client: ParleyClient) -> None:
    """Put every command into the client's tree."""
    client.tree.add_command(DebateCommands())
    client.tree.add_command(EvidenceCommands())
    client.tree.add_command(ClockCommands())
    alone: tuple[Any, ...] = (transcript, explain, flow, hint, judge, ballot)
    for command in alone:
        client.tree.add_command(command)
    for menu in (check_claim, moves, assumptions):
        client.tree.add_command(menu)
