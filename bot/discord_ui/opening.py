"""Opening a debate from an interaction: name the seats, hand the chair the command, show the way."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.classroom.allowing import FOR_THE_ROSTER, allowed, at_length, see_that_it_is_allowed
from bot.classroom.model import Against, Settings, Starters
from bot.debate import commands, seating
from bot.debate.errors import NotYourSeat, WrongPhase
from bot.debate.model import BOT, Debate, Format, Level, Motion, Pace, Seat
from bot.debate.seating import Partner
from bot.discord_ui.asking import ID, DebateButton, Press, here, may_steer
from bot.discord_ui.failures import whisper
from bot.discord_ui.house import House
from bot.discord_ui.watching.entrance import words_pass

USUAL = "lincoln-douglas-lite"
SURPRISE = "surprise me"
PARLEY = "Parley"
OFFLINE = "Parley, offline"
STUDENT = "another student"
AGAINST = {PARLEY: Against.PARLEY, OFFLINE: Against.OFFLINE, STUDENT: Against.STUDENT}


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a debate is to be held, beside who argues what; None leaves it to the house."""

    level: Level | None = None
    pace: Pace | None = None
    topic: str = ""
    speaker: str = ""
    partner: Partner | None = None


async def start(
    interaction: Press,
    motion: str,
    format: str = "",
    school: str = SURPRISE,
    opponent: str | None = None,
    wishes: Wishes | None = None,
) -> None:
    """Open a debate in which this person argues against `school`, and whisper where it is."""
    house = interaction.client.house
    chosen = house.library.motion(motion)
    seed = secrets.randbelow(2**31)
    if school == SURPRISE:
        school = seating.surprise(chosen, seed)
    person = await house.person(interaction.user)
    order = house.format(usual_format(interaction, format))
    wishes = wishes or Wishes()
    settings = _settings_of(interaction)
    usual = settings.opponent
    opponent = opponent or {v: k for k, v in AGAINST.items()}.get(usual, PARLEY)
    await _see_that_it_is_allowed(interaction, chosen, order, AGAINST[opponent], person)
    await words_pass(interaction, str(debating_channel(interaction).id), wishes.topic)
    partner = Partner.STUDENT if opponent == STUDENT and not wishes.partner else wishes.partner
    against = None if opponent == STUDENT else BOT
    seats = seating.seats(order, chosen, person, against, school, partner or Partner.NOBODY)
    if opponent == OFFLINE:
        wishes = replace(wishes, speaker="offline")
    debate = await _open(interaction, chosen, order.id, seats, seed, wishes)
    seat = debate.seat_held_by(person)
    role = f" You speak for the {seat.side}, as the {seat.school}." if seat else ""
    await whisper(interaction, f"Your debate is open: {_where(debate)}.{role}")


async def exhibit(
    interaction: Press, motion: str, format: str = "exhibition", wishes: Wishes | None = None
) -> None:
    """Open a debate of the bot against itself, and whisper where it is."""
    house = interaction.client.house
    chosen = house.library.motion(motion)
    order = house.format(format)
    person = await house.person(interaction.user)
    await _see_that_it_is_allowed(interaction, chosen, order, None, person)
    seats = seating.seats(order, chosen, BOT, BOT, chosen.opposed_by)
    seed = secrets.randbelow(2**31)
    debate = await _open(interaction, chosen, format, seats, seed, wishes or Wishes())
    await whisper(interaction, f"The exhibition has begun: {_where(debate)}")


class RematchButton(DebateButton, template=rf"parley:rematch:{ID}:(?P<part>\d+)"):
    """Opens the same debate once more, with the sides swapped."""

    verb = "rematch"

    async def press(self, interaction: Press) -> None:
        before = await here(interaction, self.debate)
        person = await interaction.client.house.person(interaction.user)
        if person not in (*before.people, before.opened_by):
            raise NotYourSeat("A rematch is for those who spoke. Start your own: /debate start.")
        against = Against.STUDENT if len(before.people) > 1 else Against.PARLEY
        order = interaction.client.house.format(before.format.id)
        await _see_that_it_is_allowed(interaction, before.motion, order, against, person)
        wishes = Wishes(before.level, before.pace, before.topic, before.speaker)
        seats, seed = seating.swapped(before), secrets.randbelow(2**31)
        debate = await _open(interaction, before.motion, before.format.id, seats, seed, wishes)
        await whisper(interaction, f"The rematch is open: {_where(debate)}. The sides are swapped.")
        await interaction.client.audience.tell(before, f"The rematch: debate {debate.id}.")


def usual_format(interaction: Press, wanted: str = "") -> str:
    """The format that was asked for, or the first that the class allows."""
    some = _settings_of(interaction).formats
    return wanted or next((id for id in (USUAL, *some) if allowed(some, id)), USUAL)


def _settings_of(interaction: Press) -> Settings:
    met = interaction.client.house.classes.at(str(debating_channel(interaction).id))
    return met.settings if met else Settings()


def _where(debate: Debate) -> str:
    return f"<#{debate.floor.thread}>" if debate.floor else ""


async def _open(
    interaction: Press,
    motion: Motion,
    format: str,
    seats: tuple[Seat, ...],
    seed: int,
    wishes: Wishes,
) -> Debate:
    """Open the debate and wait for its thread."""
    house = interaction.client.house
    debate = await open_debate(
        house,
        str(debating_channel(interaction).id),
        cause=f"interaction {interaction.id}",
        by=await house.person(interaction.user),
        motion=motion,
        format=house.format(format),
        seats=seats,
        seed=seed,
        wishes=wishes,
    )
    debate = await house.chair.until(debate.id, lambda d: bool(d.floor or d.ending))
    if debate.floor is None and debate.ending:
        raise WrongPhase(f"The debate could not be opened here. {debate.ending.reason}")
    return debate


async def open_debate(
    house: House,
    place: str,
    *,
    cause: str,
    by: str,
    motion: Motion,
    format: Format,
    seats: tuple[Seat, ...],
    seed: int,
    wishes: Wishes,
) -> Debate:
    """Put a debate on the record: as wished, else as its class has set, else as the house has."""
    met = house.classes.at(place)
    settings = met.settings if met else Settings()
    hold = settings.hold_ballots
    return await house.chair.handle(
        commands.Open(
            debate=secrets.token_hex(4),
            cause=cause,
            at=house.chair.clock.now(),
            motion=motion,
            format=seating.ordered(at_length(format, settings), seats),
            seats=seats,
            by=by,
            place=place,
            level=wishes.level or settings.level or house.level,
            seed=seed,
            speaker=wishes.speaker,
            topic=wishes.topic.strip()[:200],
            pace=wishes.pace or settings.pace or house.pace,
            slow_hours=house.slow_hours,
            hold_ballots=house.hold_ballots if hold is None else hold,
            coaching=settings.hints or house.hints,
        )
    )


async def _see_that_it_is_allowed(
    interaction: Press, motion: Motion, format: Format, opponent: Against | None, person: str
) -> None:
    """Hold what a student wants to open against what their class allows."""
    house = interaction.client.house
    met = house.classes.at(str(debating_channel(interaction).id))
    if met is None or may_steer(interaction, met.place):
        return
    enrolled = person in await house.classes.roster(met.place)
    see_that_it_is_allowed(met.settings, motion.id, format.id, opponent, enrolled=enrolled)


async def see_that_they_may_sit(interaction: Press, debate: str) -> None:
    """Hold who takes a seat, or joins the list, against the class in which the debate is held.

    Where debates are for its roster, so are their seats. Raises NotYourSeat.
    """
    house = interaction.client.house
    met = house.classes.at((await here(interaction, debate)).place)
    if met is None or met.settings.starters is not Starters.ROSTER:
        return
    person = await house.known(interaction.user)
    enrolled = person in await house.classes.roster(met.place)
    if not enrolled and not may_steer(interaction, met.place):
        raise NotYourSeat(FOR_THE_ROSTER)


def debating_channel(interaction: Press) -> discord.TextChannel:
    """The channel for debates: this one, or from the welcome channel the one that is named for it.

    From a thread, the channel that it hangs on.
    """
    settings = interaction.client.settings
    channel: Any = interaction.channel
    if isinstance(channel, discord.Thread):
        channel = channel.parent
    if not isinstance(channel, discord.TextChannel):
        raise WrongPhase("A debate is opened in a text channel of a server.")
    if channel.name == settings.welcome_channel and settings.debates_channel:
        return (
            discord.utils.get(channel.guild.text_channels, name=settings.debates_channel) or channel
        )
    return channel
