"""“Flag to teacher” on any message of a class: a card at the desk, with a link and no words of it.

A reason may be given. It is shown at the desk and kept nowhere else; it passes the same check as
all that people write.
"""

from __future__ import annotations

import re
from collections import deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle, app_commands

from bot.classroom.model import Class, Flag
from bot.debate.errors import Unknown, WrongPhase
from bot.debate.model import BOT, Debate
from bot.discord_ui.asking import class_here, field
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.watching import desk_cards
from bot.discord_ui.watching.entrance import words_pass
from bot.discord_ui.watching.held_buttons import for_teachers_of

if TYPE_CHECKING:
    from bot.discord_ui.asking import Press

FORM = re.compile(r"parley:flag:(?P<channel>\d{1,20}):(?P<message>\d{1,20})")
MOST, WHILE = 5, timedelta(minutes=10)
"""How many messages one person may flag, and in which time."""

LONGEST_REASON = 300
NO_CLASS = (
    "There is no class in this channel, so no teacher's desk to flag to. "
    "Tell whoever runs this server."
)
ENOUGH = "You have flagged five messages in ten minutes. Your teacher will look at those first."
THANKS = "Thank you. Your teacher will look at it. Nobody else sees that you flagged it."
AGAIN = "You have flagged this message before. Your teacher has it."


class FlagTimes:
    """When each person flagged something of late."""

    def __init__(self) -> None:
        self._times: dict[str, deque[datetime]] = {}

    def see_that_it_is_not_too_much(self, person: str, now: datetime) -> None:
        """Raises WrongPhase for who has flagged enough for now."""
        times = self._times.get(person, deque())
        while times and now - times[0] >= WHILE:
            times.popleft()
        if len(times) >= MOST:
            raise WrongPhase(ENOUGH)

    def add(self, person: str, now: datetime) -> None:
        self._times.setdefault(person, deque()).append(now)


@app_commands.context_menu(name="Flag to teacher")
@app_commands.guild_only()
async def flag_message(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    await answer(interaction, _ask_why(interaction, message), opens_form=True)


async def _ask_why(interaction: Press, message: discord.Message) -> None:
    """Open the form for a reason, for whoever may flag."""
    _class_with_desk(interaction)
    house = interaction.client.house
    person = await house.person(interaction.user)
    interaction.client.flag_times.see_that_it_is_not_too_much(person, house.chair.clock.now())
    form = discord.ui.Modal(
        title="Flag to teacher",
        custom_id=f"parley:flag:{message.channel.id}:{message.id}",
        timeout=None,
    )
    form.add_item(
        discord.ui.TextInput(
            label="What is wrong with it?",
            custom_id="reason",
            style=discord.TextStyle.paragraph,
            placeholder="You may leave this empty. Only your teachers read it.",
            required=False,
            max_length=LONGEST_REASON,
        )
    )
    await interaction.response.send_modal(form)


async def take_flag(interaction: Press, channel: str, message: str) -> None:
    """The form came back: put the flag on the desk."""
    reason = field(interaction, "reason").strip()
    await answer(interaction, _flag(interaction, channel, message, reason), words=reason)


async def _flag(interaction: Press, channel: str, message: str, reason: str) -> None:
    client, house = interaction.client, interaction.client.house
    met = _class_with_desk(interaction)
    if channel != str(interaction.channel_id):
        raise WrongPhase("Flag a message from where it stands.")
    person, now = await house.person(interaction.user), house.chair.clock.now()
    client.flag_times.see_that_it_is_not_too_much(person, now)
    await words_pass(interaction, met.place, reason)
    found = await _message(interaction, message)
    debate = await _debate(interaction, channel)
    flag = Flag(
        id=str(interaction.id),
        place=met.place,
        debate=debate.id if debate else "",
        channel=channel,
        message=message,
        by=person,
        at=now,
    )
    if not await house.held.flag(flag):
        await whisper(interaction, AGAIN)
        return
    client.flag_times.add(person, now)
    writer = await _writer(interaction, found, debate)
    card = desk_cards.flagged(flag, interaction.user.mention, writer, found.jump_url, reason)
    view = discord.ui.View(timeout=None)
    view.add_item(SettleButton(met.place, flag.id))
    put = await client.holding.desk.put(met, card, view)
    await house.note(person, met.place, "flagged", flag.debate)
    await whisper(interaction, THANKS if put else "It is noted for your teacher.")


def _class_with_desk(interaction: Press) -> Class:
    """The class of this channel. Raises WrongPhase where there is none."""
    met = class_here(interaction)
    if met is None or interaction.guild_id is None or met.server != str(interaction.guild_id):
        raise WrongPhase(NO_CLASS)
    return met


async def _message(interaction: Press, id: str) -> discord.Message:
    channel: Any = interaction.channel
    try:
        found: discord.Message = await channel.fetch_message(int(id))
    except discord.NotFound:
        raise WrongPhase("That message is not there any more.") from None
    return found


async def _debate(interaction: Press, channel: str) -> Debate | None:
    records = interaction.client.house.chair.records
    id = await records.debate_on(channel)
    return await records.load(id) if id else None


async def _writer(interaction: Press, message: discord.Message, debate: Debate | None) -> str:
    """Whose words the message shows: the bot also shows the speeches of students."""
    client = interaction.client
    if message.author != client.user:
        return message.author.mention
    speeches = debate.speeches if debate else ()
    by = next((s.by for s in speeches if str(message.id) in s.posted), BOT)
    account = None if by == BOT else await client.house.people.account(by)
    return f"<@{account}>" if account else "Parley"


class SettleButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"parley:settle:(?P<place>\d{1,20}):(?P<flag>\d{1,20})",
):
    """Says that a teacher has looked at a flagged message."""

    def __init__(self, place: str, flag: str) -> None:
        super().__init__(
            discord.ui.Button(
                label="Settle",
                style=ButtonStyle.primary,
                custom_id=f"parley:settle:{place}:{flag}",
            )
        )
        self.place = place
        self.flag = flag

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str]
    ) -> Self:
        return cls(match["place"], match["flag"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, self._press(interaction))

    async def _press(self, interaction: Press) -> None:
        house = interaction.client.house
        for_teachers_of(interaction, self.place)
        teacher, card = await house.person(interaction.user), interaction.message
        line = f"Settled by {interaction.user.mention}."
        try:
            flag = await house.held.settle(self.flag)
        except Unknown:
            flag, line = None, "This flag is not kept any more."
        else:
            if flag is None:
                raise WrongPhase("Another teacher has settled this.")
            await house.note(teacher, flag.place, "settled", flag.debate)
            interaction.client.boards.stir(flag.place)
        if card is not None:
            await card.edit(**desk_cards.settled(card, line))
        await whisper(interaction, line)
