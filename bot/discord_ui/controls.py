"""The buttons and forms of a debate. Each button's id carries the debate, so it outlives a restart.

A press becomes a command for the chair, and every callback runs inside `failures.answer`: what
goes wrong in a dynamic item is otherwise only logged by discord.py. A form is answered by its id
alone, from `ParleyClient.on_interaction`, so that one opened before a restart is still taken.
"""

from __future__ import annotations

import re
from typing import Any

import discord
from discord import ButtonStyle

from bot.debate import commands
from bot.debate.errors import WrongPhase
from bot.debate.model import AUDIENCE, LIST, Debate, HintKind, Kind, Phase, Speech, Turn
from bot.debate.rules import your_turn
from bot.debate.wording import name_of
from bot.discord_ui import cards
from bot.discord_ui.asking import ID, DebateButton, Press, ask, field, here
from bot.discord_ui.ballots import BallotButton, RescoreButton, ReviewButton
from bot.discord_ui.coaching_view import HintButton
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.flow_view import FlowButton
from bot.discord_ui.listing import ListButton, add_list
from bot.discord_ui.opening import RematchButton, see_that_they_may_sit
from bot.discord_ui.voting import CloseVoteButton, VoteButton, add_vote
from bot.discord_ui.watching.entrance import LeaveButton, speech_passes

FORM = re.compile(rf"parley:speech:{ID}:(?P<turn>\d+)")
LONGEST_FORM = 4000
"""What Discord lets a person write into one field of a form, in characters."""


class SpeakButton(DebateButton, template=rf"parley:speak:{ID}:(?P<part>\d+)"):
    """Opens the form for a speech, for the one whose turn it is."""

    verb = "speak"
    opens_form = True

    async def press(self, interaction: Press) -> None:
        house = interaction.client.house
        debate = await here(interaction, self.debate)
        person = await house.person(interaction.user)
        turn = your_turn(debate, person, int(self.part))
        await interaction.response.send_modal(speech_form(debate, turn))


class SeatButton(DebateButton, template=rf"parley:seat:{ID}:(?P<part>[a-z0-9-]+)"):
    """Takes an empty seat."""

    verb = "seat"

    async def press(self, interaction: Press) -> None:
        await see_that_they_may_sit(interaction, self.debate)
        debate = await ask(interaction, commands.TakeSeat, self.debate, seat=self.part)
        seat = next(s for s in debate.seats if s.name == self.part)
        role = debate.format.role(seat.role)
        what = f"You are the {role.name}. " if role else ""
        await whisper(interaction, f"{what}You speak for the {seat.side}, as the {seat.school}.")


class FillButton(DebateButton, template=rf"parley:fill:{ID}:(?P<part>\d+)"):
    """Lets Parley take every seat that is still empty."""

    verb = "fill"

    async def press(self, interaction: Press) -> None:
        await ask(interaction, commands.FillSeats, self.debate)
        await whisper(interaction, "Parley has taken the empty seats. The debate begins.")


class RetryButton(DebateButton, template=rf"parley:retry:{ID}:(?P<part>\d+)"):
    """Lets the bot try a failed speech again."""

    verb = "retry"

    async def press(self, interaction: Press) -> None:
        await ask(interaction, commands.Retry, self.debate)
        await whisper(interaction, "Trying again.")


class SourcesButton(DebateButton, template=rf"parley:sources:{ID}:(?P<part>\d+)"):
    """Shows the passages behind a speech, in context, to the one who pressed."""

    verb = "sources"

    async def press(self, interaction: Press) -> None:
        debate = await here(interaction, self.debate)
        speech = debate.speech(int(self.part))
        if speech is None:
            raise WrongPhase("That speech is not on the record.")
        await show_sources(interaction, speech)


BUTTONS: tuple[type[DebateButton], ...] = (
    SpeakButton,
    SeatButton,
    FillButton,
    RetryButton,
    SourcesButton,
    VoteButton,
    CloseVoteButton,
    ListButton,
    FlowButton,
    HintButton,
    BallotButton,
    ReviewButton,
    RescoreButton,
    RematchButton,
    LeaveButton,
)


def speech_form(debate: Debate, turn: Turn) -> discord.ui.Modal:
    """The form in which a speech is written."""
    form = discord.ui.Modal(
        title=f"Your {name_of(turn)}"[:45],
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
    """The buttons below a speech: its sources, the flow, and the form of whoever is next."""
    view = discord.ui.View(timeout=None)
    turn = debate.turn
    if turn and turn.index == speech.turn.index + 1:
        _add_speak(view, debate)
    if speech.citations:
        view.add_item(SourcesButton(debate.id, str(speech.turn.index), "Sources"))
    if speech.turn.kind.argues and debate.flowing:
        view.add_item(FlowButton(debate.id, str(speech.turn.index), "Flow"))
    return view if view.children else None


def card_controls(debate: Debate) -> discord.ui.View | None:
    """The buttons below the card: what anybody can do for the debate to go on."""
    view = discord.ui.View(timeout=None)
    if debate.phase is Phase.GATHERING:
        _add_seats(view, debate)
    if debate.phase is Phase.VOTING:
        add_vote(view, debate)
    _add_speak(view, debate)
    if debate.turn and any(t.seat == LIST for t in debate.format.turns[debate.taken :]):
        add_list(view, debate)
    if debate.flowing and debate.speeches:
        view.add_item(FlowButton(debate.id, "0", "Flow"))
    if debate.ballot:
        view.add_item(BallotButton(debate.id, "0", "My ballot", ButtonStyle.primary))
    if debate.ending and debate.people:
        view.add_item(RematchButton(debate.id, "0", "Rematch, sides swapped"))
    return view if view.children else None


def _add_seats(view: discord.ui.View, debate: Debate) -> None:
    empty = [seat for seat in debate.seats if seat.holder is None]
    for seat in empty:
        role = debate.format.role(seat.role)
        label = f"Take the {role.name if role else seat.side} seat"
        view.add_item(SeatButton(debate.id, seat.name, label[:80], ButtonStyle.primary))
    label = "Let Parley take it" if len(empty) == 1 else "Let Parley take the rest"
    view.add_item(FillButton(debate.id, "0", label))


def retry_controls(debate: Debate) -> discord.ui.View:
    """The button below a failure."""
    view = discord.ui.View(timeout=None)
    view.add_item(RetryButton(debate.id, str(debate.taken), "Try again", ButtonStyle.primary))
    return view


def _add_speak(view: discord.ui.View, debate: Debate) -> None:
    turn = debate.turn
    if turn is not None and debate.phase is Phase.SPEAKING:
        verb = "Ask" if turn.kind is Kind.QUESTION else "Give"
        whose = "a" if debate.holder(turn) == AUDIENCE else "your"
        label = f"{verb} {whose} {name_of(turn)}"
        view.add_item(SpeakButton(debate.id, str(turn.index), label, ButtonStyle.primary))
        if debate.coaching is not HintKind.NONE and debate.holder(turn) != AUDIENCE:
            view.add_item(HintButton(debate.id, str(turn.index), "Hint"))


async def take_form(interaction: Press, debate: str, turn: int) -> None:
    """A form came back: put its words on the record, then acknowledge it."""
    words = field(interaction, "speech")
    await answer(interaction, _give(interaction, debate, turn, words), words=words)


async def _give(interaction: Press, debate: str, turn: int, words: str) -> None:
    await speech_passes(interaction, debate, turn, words)
    await ask(interaction, commands.GiveSpeech, debate, text=words.strip(), turn=turn)
    if not interaction.response.is_done():
        await interaction.response.defer()  # the speech itself will stand in the thread
    else:
        await interaction.delete_original_response()


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
