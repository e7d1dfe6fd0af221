"""The buttons of a vote. One vote a person, changed by pressing again, seen by nobody else."""

from __future__ import annotations

import discord
from discord import ButtonStyle

from bot.debate import commands
from bot.debate.ballots import Choice
from bot.debate.model import Debate
from bot.debate.wording import how_the_vote_went
from bot.discord_ui.asking import ID, DebateButton, Press, ask, here
from bot.discord_ui.failures import whisper

LABELS = {
    Choice.AFFIRMATIVE: "For the motion",
    Choice.NEGATIVE: "Against it",
    Choice.UNDECIDED: "Undecided",
}


class VoteButton(
    DebateButton,
    template=rf"parley:vote:{ID}:(?P<part>\d+-(?:affirmative|negative|undecided))",
):
    """Votes, in the poll of a turn."""

    verb = "vote"

    async def press(self, interaction: Press) -> None:
        turn, _, chosen = self.part.partition("-")
        house = interaction.client.house
        await here(interaction, self.debate)
        person = await house.person(interaction.user)
        await house.chair.vote(self.debate, int(turn), person, Choice(chosen))
        line = f"Your vote: **{LABELS[Choice(chosen)].lower()}**. Nobody else sees it. "
        await whisper(interaction, line + "Until the vote is closed you can press another button.")


class CloseVoteButton(DebateButton, template=rf"parley:close:{ID}:(?P<part>\d+)"):
    """Closes the poll, for who opened the debate and teachers."""

    verb = "close"

    async def press(self, interaction: Press) -> None:
        debate = await ask(interaction, commands.CloseVote, self.debate, turn=int(self.part))
        line = how_the_vote_went(debate)
        await whisper(interaction, line)
        await interaction.client.audience.tell(debate, line)


def add_vote(view: discord.ui.View, debate: Debate) -> None:
    """The buttons of the poll that is open now."""
    assert debate.turn is not None  # a debate that votes has a turn
    index = debate.turn.index
    for choice, label in LABELS.items():
        view.add_item(VoteButton(debate.id, f"{index}-{choice}", label, ButtonStyle.primary))
    view.add_item(CloseVoteButton(debate.id, str(index), "Close the vote"))
