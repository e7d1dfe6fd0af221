"""The buttons and forms of a debate. Each button's id carries the debate, so it outlives a restart.

A press becomes a command for the chair, and every callback runs inside `failures.answer`: what
goes wrong in a dynamic item is otherwise only logged by discord.py. A form is answered by its id
alone, from `ParleyClient.on_interaction`, so that one opened before a restart is still taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle

from bot.debate import commands
from bot.debate.errors import WrongPhase
from bot.debate.model import Debate, Kind, Phase, Speech, Turn
from bot.debate.rules import NAMES, your_turn
from bot.discord_ui import cards
from bot.discord_ui.failures import answer, whisper

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

    Press = discord.Interaction[ParleyClient]
else:
    Press = discord.Interaction

ID = r"(?P<debate>[0-9a-f]{8})"
FORM = re.compile(rf"parley:speech:{ID}:(?P<turn>\d+)")
LONGEST_FORM = 4000
"""What Discord lets a person write into one field of a form, in characters."""


def may_steer(interaction: Press) -> bool:
    """Whether this person's word counts in any debate here: who may manage threads is a teacher."""
    return bool(interaction.permissions.manage_threads)


class _Button(discord.ui.DynamicItem[discord.ui.Button[Any]], template="parley:never"):
    """What all our buttons share: an id with the debate in it, and a failure that is answered."""

    verb = ""

    def __init__(
        self, debate: str, part: str, label: str = "", style: ButtonStyle = ButtonStyle.secondary
    ) -> None:
        custom_id = f"parley:{self.verb}:{debate}:{part}"
        super().__init__(discord.ui.Button(label=label or None, style=style, custom_id=custom_id))
        self.debate = debate
        self.part = part

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str]
    ) -> Self:
        button = cls(match["debate"], match["part"])
        button.item.label = item.label
        return button

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, self.press(interaction))

    async def press(self, interaction: Press) -> None:
        raise NotImplementedError


class SpeakButton(_Button, template=rf"parley:speak:{ID}:(?P<part>\d+)"):
    """Opens the form for a speech, for the one whose turn it is."""

    verb = "speak"

    async def press(self, interaction: Press) -> None:
        house = interaction.client.house
        debate = await house.chair.records.load(self.debate)
        person = await house.person(interaction.user)
        turn = your_turn(debate, person, int(self.part))
        await interaction.response.send_modal(speech_form(debate, turn))


class SeatButton(_Button, template=rf"parley:seat:{ID}:(?P<part>[a-z0-9-]+)"):
    """Takes the empty seat."""

    verb = "seat"

    async def press(self, interaction: Press) -> None:
        house = interaction.client.house
        person = await house.person(interaction.user)
        debate = await house.chair.handle(
            commands.TakeSeat(
                debate=self.debate,
                cause=f"interaction {interaction.id}",
                at=house.chair.clock.now(),
                by=person,
                seat=self.part,
            )
        )
        seat = next(s for s in debate.seats if s.name == self.part)
        await whisper(interaction, f"You speak for the {seat.side}, as the {seat.school}.")


class RetryButton(_Button, template=rf"parley:retry:{ID}:(?P<part>\d+)"):
    """Lets the bot try a failed speech again."""

    verb = "retry"

    async def press(self, interaction: Press) -> None:
        house = interaction.client.house
        person = await house.person(interaction.user)
        await house.chair.handle(
            commands.Retry(
                debate=self.debate,
                cause=f"interaction {interaction.id}",
                at=house.chair.clock.now(),
                by=person,
                may=may_steer(interaction),
            )
        )
        await whisper(interaction, "Trying again.")


class SourcesButton(_Button, template=rf"parley:sources:{ID}:(?P<part>\d+)"):
    """Shows the passages behind a speech, in context, to the one who pressed."""

    verb = "sources"

    async def press(self, interaction: Press) -> None:
        debate = await interaction.client.house.chair.records.load(self.debate)
        speech = debate.speech(int(self.part))
        if speech is None:
            raise WrongPhase("That speech is not on the record.")
        await show_sources(interaction, speech)


BUTTONS: tuple[type[_Button], ...] = (SpeakButton, SeatButton, RetryButton, SourcesButton)


def speech_form(debate: Debate, turn: Turn) -> discord.ui.Modal:
    """The form in which a speech is written."""
    form = discord.ui.Modal(
        title=f"Your {NAMES[turn.kind]}"[:45],
        custom_id=f"parley:speech:{debate.id}:{turn.index}",
        timeout=None,
    )
    hint = {
        Kind.QUESTION: "One short question that your opponent can answer.",
        Kind.ANSWER: "Answer it straight first; then say why it does not hurt you.",
        Kind.REBUTTAL: "Take up what was just said, and answer it.",
        Kind.CLOSING: "Say why you won: weigh, and bring nothing new.",
    }.get(turn.kind, "Claim, reason, evidence, and why it matters.")
    field: discord.ui.TextInput[Any] = discord.ui.TextInput(
        label=f"At most {turn.words} words",
        custom_id="speech",
        style=discord.TextStyle.paragraph,
        placeholder=hint,
        max_length=LONGEST_FORM,
    )
    form.add_item(field)
    return form


def speech_controls(debate: Debate, speech: Speech) -> discord.ui.View | None:
    """The buttons below a speech: its sources, and the form of whoever is next."""
    view = discord.ui.View(timeout=None)
    if speech.citations:
        view.add_item(SourcesButton(debate.id, str(speech.turn.index), "Sources"))
    if debate.turn and debate.turn.index == speech.turn.index + 1:
        _add_speak(view, debate)
    return view if view.children else None


def card_controls(debate: Debate) -> discord.ui.View | None:
    """The buttons below the card: an empty seat, or the form of whoever has the floor."""
    view = discord.ui.View(timeout=None)
    if debate.phase is Phase.GATHERING:
        for seat in debate.seats:
            if seat.holder is None:
                label = f"Take the {seat.side} seat"
                view.add_item(SeatButton(debate.id, seat.name, label, ButtonStyle.primary))
    _add_speak(view, debate)
    return view if view.children else None


def retry_controls(debate: Debate) -> discord.ui.View:
    """The button below a failure."""
    view = discord.ui.View(timeout=None)
    view.add_item(RetryButton(debate.id, str(debate.taken), "Try again", ButtonStyle.primary))
    return view


def _add_speak(view: discord.ui.View, debate: Debate) -> None:
    turn = debate.turn
    if turn is not None and debate.phase is Phase.SPEAKING:
        verb = {Kind.QUESTION: "Ask your", Kind.ANSWER: "Give your"}.get(turn.kind, "Give your")
        label = f"{verb} {NAMES[turn.kind]}"
        view.add_item(SpeakButton(debate.id, str(turn.index), label, ButtonStyle.primary))


async def take_form(interaction: Press, debate: str, turn: int) -> None:
    """A form came back: put its words on the record, then acknowledge it."""
    words = _field(interaction, "speech")
    await answer(interaction, _give(interaction, debate, turn, words), words=words)


async def _give(interaction: Press, debate: str, turn: int, words: str) -> None:
    house = interaction.client.house
    person = await house.person(interaction.user)
    await house.chair.handle(
        commands.GiveSpeech(
            debate=debate,
            cause=f"interaction {interaction.id}",
            at=house.chair.clock.now(),
            by=person,
            text=words.strip(),
            turn=turn,
        )
    )
    if not interaction.response.is_done():
        await interaction.response.defer()  # the speech itself will stand in the thread
    else:
        await interaction.delete_original_response()


def _field(interaction: Press, name: str) -> str:
    """What was written into a field of a form, wherever the form nests it."""
    waiting: list[Any] = [interaction.data]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if part.get("custom_id") == name and "value" in part:
                return str(part["value"] or "")
            waiting.extend(part.get("components", ()))
            waiting.append(part.get("component"))
        elif isinstance(part, list):
            waiting.extend(part)
    return ""


async def show_sources(interaction: Press, speech: Speech) -> None:
    """Every passage that a speech cites, a few to a message, to the one who asked."""
    if not speech.citations:
        await whisper(interaction, "This speech cites no source.")
        return
    by_number: dict[int | None, list[Any]] = {}
    for quotation in speech.quotations:
        by_number.setdefault(quotation.number, []).append(quotation)
    embeds = [cards.source_card(c, tuple(by_number.get(c.number, ()))) for c in speech.citations]
    batch: list[discord.Embed] = []
    for embed in [*embeds, None]:
        full = embed is None or sum(map(len, batch)) + len(embed) > 5800 or len(batch) == 10
        if full and batch:
            await whisper(interaction, "", embeds=batch)
            batch = []
        if embed is not None:
            batch.append(embed)
