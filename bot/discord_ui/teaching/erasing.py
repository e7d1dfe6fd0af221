"""`/class erase`: a teacher has a student forgotten, where they or their parents ask for it."""

from __future__ import annotations

from typing import Any

import discord
from discord import ButtonStyle, app_commands

from bot.classroom.model import Class
from bot.debate.errors import NotYourSeat, WrongPhase
from bot.discord_ui.asking import Press, may_steer
from bot.discord_ui.erasing import forget
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.layout import plain
from bot.discord_ui.teaching.taught import PLACE, ClassButton, taught

MOST = 1000
UNKNOWN = "Nothing is kept of them in this class."
ELSEWHERE = (
    "They debate outside of your classes as well, and it would all go. So only they can do it, "
    "with `/privacy erase`, or whoever runs Parley."
)
WARNING = (
    "This forgets their name and every word that they said in any debate, for good: speeches, what "
    "ballots say of them, votes. Debates stay readable without them. They leave the roster."
)


@app_commands.command(name="erase", description="Forget a student, and every word that they said")
@app_commands.describe(student="Where they, or their parents, ask for it")
@app_commands.guild_only()
async def erase(interaction: discord.Interaction[Any], student: discord.User) -> None:
    await answer(interaction, _ask(interaction, student))


class EraseButton(
    ClassButton, template=rf"parley:class:erase:{PLACE}:(?P<part>p-[0-9a-z]{{1,40}})"
):
    """Forgets a student; pressed by a teacher who was asked once more."""

    verb = "erase"

    async def press(self, interaction: Press) -> None:
        house = interaction.client.house
        met, person = taught(interaction, self.place), self.part
        await _may_be_erased(interaction, met, person)
        by = await house.person(interaction.user)
        account = await house.people.account(person)
        remains = await forget(interaction.client, person, account or "0", str(interaction.id))
        await house.note(by, met.place, "erased", person, words=remains.words)
        done = "They are forgotten, and so is every word that they said."
        await interaction.response.edit_message(
            content=done + remains.told("their", "it is yours"), view=None
        )


async def _ask(interaction: Press, student: discord.User) -> None:
    met = taught(interaction)
    person = await interaction.client.house.known(student)
    if not person:
        raise WrongPhase(UNKNOWN)
    await _may_be_erased(interaction, met, person)
    view = discord.ui.View(timeout=None)
    view.add_item(EraseButton(met.place, person, "Forget them for good", ButtonStyle.danger))
    await whisper(interaction, f"Forget **{plain(student.display_name)}**? {WARNING}", view=view)


async def _may_be_erased(interaction: Press, met: Class, person: str) -> None:
    """Raises WrongPhase for whoever is not of this class, NotYourSeat where it would take more."""
    house = interaction.client.house
    debates = await house.chair.records.debates(person=person, limit=MOST)
    places = {debate.place for debate in debates}
    if met.place not in places and person not in await house.classes.roster(met.place):
        raise WrongPhase(UNKNOWN)
    if not all(house.classes.at(place) and may_steer(interaction, place) for place in places):
        raise NotYourSeat(ELSEWHERE)
