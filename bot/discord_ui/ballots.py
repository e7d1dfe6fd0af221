"""Ballots on Discord: `/judge`, each speaker's own scores, and the teacher's say over them."""

from __future__ import annotations

import re
from typing import Any

import discord
from discord import ButtonStyle, app_commands

from bot.debate import commands
from bot.debate.ballots import HIGHEST, LOWEST, Ballot, Review, Scorecard
from bot.debate.errors import NotYourSeat, WrongPhase
from bot.debate.model import Debate
from bot.discord_ui.asking import (
    ID,
    DebateButton,
    Press,
    ask,
    field,
    here,
    may_steer,
    teachers_only,
)
from bot.discord_ui.cards import QUIET
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.layout import plain, shortened

SCORES = re.compile(rf"parley:scores:{ID}:(?P<part>\d+)")
"""The form in which a teacher changes the scores of the speaker with this number."""


class BallotButton(DebateButton, template=rf"parley:ballot:{ID}:(?P<part>\d+)"):
    """Shows a speaker their own scores, and a teacher everybody's."""

    verb = "ballot"

    async def press(self, interaction: Press) -> None:
        await show_ballot(interaction, await here(interaction, self.debate))


class ReviewButton(DebateButton, template=rf"parley:review:{ID}:(?P<part>released|withheld)"):
    """Releases a ballot, or withholds it; a teacher's."""

    verb = "review"

    async def press(self, interaction: Press) -> None:
        review = Review(self.part)
        debate = await ask(interaction, commands.ReviewBallot, self.debate, review=review)
        if review is Review.RELEASED:
            await whisper(interaction, "The ballot is released: each speaker can see their own.")
            await interaction.client.audience.ballot(debate)
        else:
            await whisper(interaction, "The ballot is withheld: only teachers can see it.")


class RescoreButton(DebateButton, template=rf"parley:rescore:{ID}:(?P<part>\d+)"):
    """Opens the form in which a teacher changes the scores of one speaker."""

    verb = "rescore"
    opens_form = True

    async def press(self, interaction: Press) -> None:
        debate = await here(interaction, self.debate)
        teachers_only(interaction, debate.place)
        card = _numbered(debate, int(self.part))
        name = await interaction.client.house.people.name(card.person)
        form = discord.ui.Modal(
            title=shortened(f"Scores of {name}", 45),
            custom_id=f"parley:scores:{debate.id}:{self.part}",
            timeout=None,
        )
        for score in card.scores[:5]:  # what a form has room for
            entry: discord.ui.TextInput[Any] = discord.ui.TextInput(
                label=shortened(house_name(interaction, score.criterion), 45),
                custom_id=score.criterion,
                default=str(score.points),
                min_length=1,
                max_length=1,
            )
            form.add_item(entry)
        await interaction.response.send_modal(form)


async def take_scores(interaction: Press, debate: str, part: int) -> None:
    """A teacher's scores came back: each that differs is put on the record."""
    await answer(interaction, _rescore(interaction, debate, part))


async def _rescore(interaction: Press, id: str, part: int) -> None:
    house = interaction.client.house
    debate = await here(interaction, id)
    teachers_only(interaction, debate.place)
    card = _numbered(debate, part)
    wanted: dict[str, int] = {}
    for score in card.scores[:5]:
        typed = field(interaction, score.criterion).strip()
        if not typed.isdecimal() or not LOWEST <= int(typed) <= HIGHEST:
            raise WrongPhase(
                f"A score is a number from {LOWEST} to {HIGHEST}. Nothing was changed."
            )
        if int(typed) != score.points:
            wanted[score.criterion] = int(typed)
    by = await house.person(interaction.user)
    for criterion, points in wanted.items():
        await house.chair.handle(
            commands.ChangeScore(
                debate=id,
                cause=f"interaction {interaction.id} {criterion}",
                at=house.chair.clock.now(),
                by=by,
                person=card.person,
                criterion=criterion,
                points=points,
                may=True,
            )
        )
    await house.note(by, debate.place, "rescored", card.person, scores=len(wanted))
    count = len(wanted)
    await whisper(interaction, f"{count} score{'s' * (count != 1)} changed.")


@app_commands.command(name="judge", description="Have a ballot written on this debate")
@app_commands.describe(winner="Also say who won, if it is clear enough")
@app_commands.guild_only()
async def judge(interaction: discord.Interaction[Any], winner: bool = False) -> None:
    await answer(interaction, _judge(interaction, winner))


async def _judge(interaction: Press, winner: bool) -> None:
    debate = await ask(interaction, commands.AskBallot, (await here(interaction)).id, winner=winner)
    held = " Your teacher looks at it first." if debate.hold_ballots else ""
    await whisper(interaction, f"The judge is writing.{held}")


@app_commands.command(name="ballot", description="Your scores in this debate, for you alone")
@app_commands.guild_only()
async def ballot(interaction: discord.Interaction[Any]) -> None:
    await answer(interaction, _ballot(interaction))


async def _ballot(interaction: Press) -> None:
    await show_ballot(interaction, await here(interaction))


async def show_ballot(interaction: Press, debate: Debate) -> None:
    """The scores that this person may see: their own once released, a teacher all at any time."""
    found = debate.ballot
    if found is None:
        waiting = "The judge is still writing." if debate.ballot_wanted else "Ask for it: /judge."
        raise WrongPhase(f"There is no ballot yet. {waiting}")
    teacher = may_steer(interaction, debate.place)
    if debate.review is not Review.RELEASED and not teacher:
        raise NotYourSeat("Your teacher has not released this ballot.")
    person = await interaction.client.house.known(interaction.user)
    seen = found.cards if teacher else tuple(c for c in found.cards if c.person == person)
    told_who_won = found.winner and (teacher or person in debate.people)
    if not seen and not told_who_won:
        raise NotYourSeat("This ballot has no scores of yours. Scores are for the one who spoke.")
    embeds = [await _drawn(interaction, debate, card) for card in seen[:6]]
    for embed in embeds[1:]:
        while sum(map(len, embeds)) > 5800 and embed.fields:
            embed.remove_field(len(embed.fields) - 1)
    view = _teacher_controls(debate, found) if teacher else None
    await whisper(interaction, outcome(found), embeds=embeds, view=view)


def outcome(ballot: Ballot) -> str:
    """Who won, if it was asked, and what a reader has to know."""
    lines = []
    if ballot.winner:
        lines.append(f"**Winner: {ballot.winner}.** {plain(ballot.reason)}")
    lines += [f"-# {plain(notice)}" for notice in ballot.notices]
    return shortened("\n".join(lines), 1800)


async def _drawn(interaction: Press, debate: Debate, card: Scorecard) -> discord.Embed:
    name = await interaction.client.house.people.name(card.person)
    embed = discord.Embed(
        title=shortened(f"Ballot · {plain(name)} · {card.side}", 250), colour=QUIET
    )
    for score in card.scores:
        words = plain(debate.words(score.turn, score.words))
        said = f"{plain(score.why)}\n> {shortened(words, 300)}" if words else plain(score.why)
        title = f"{house_name(interaction, score.criterion)} {score.points} of {HIGHEST}"
        said = said.strip() or "–"  # the words of somebody who was erased
        embed.add_field(name=shortened(title, 250), value=shortened(said, 900), inline=False)
    embed.add_field(name="One strength", value=shortened(plain(card.strength), 500) or "–")
    embed.add_field(name="Next step", value=shortened(plain(card.next_step), 500) or "–")
    return embed


def house_name(interaction: Press, criterion: str) -> str:
    """What a criterion is called, as the rubric has it."""
    return interaction.client.house.criteria.get(
        criterion, criterion.replace("-", " ").capitalize()
    )


def _teacher_controls(debate: Debate, ballot: Ballot) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    if debate.review is not Review.RELEASED:
        view.add_item(ReviewButton(debate.id, "released", "Release", ButtonStyle.primary))
    if debate.review is not Review.WITHHELD:
        view.add_item(ReviewButton(debate.id, "withheld", "Withhold"))
    for number in range(min(len(ballot.cards), 10)):
        side = ballot.cards[number].side
        view.add_item(RescoreButton(debate.id, str(number), f"Change scores {number + 1} ({side})"))
    return view


def ballot_controls(debate: Debate) -> discord.ui.View:
    """The button below the line that a ballot is ready."""
    view = discord.ui.View(timeout=None)
    view.add_item(BallotButton(debate.id, "0", "My ballot", ButtonStyle.primary))
    return view


def _numbered(debate: Debate, number: int) -> Scorecard:
    if debate.ballot is None or number >= len(debate.ballot.cards):
        raise WrongPhase("That ballot is no longer there.")
    return debate.ballot.cards[number]
