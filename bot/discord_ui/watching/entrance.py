"""Where the words of people come in: each is looked at before it goes on the record.

What is held back raises HeldBackWords, with the line for its writer. Where it was said in a thread,
in front of everybody, it is taken down, and its writer finds the line and the words behind a button
that opens for them alone.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.classroom.model import Held
from bot.classroom.screening import Action, Hit
from bot.debate import commands, rules
from bot.debate.errors import IllegalMove
from bot.debate.model import Debate
from bot.discord_ui.asking import ID, DebateButton, ask, here
from bot.discord_ui.failures import Offered, whisper
from bot.discord_ui.watching import desk_cards
from bot.discord_ui.watching.asides import LINGERS, Aside, AsideButton
from bot.discord_ui.watching.desk_cards import Whose

if TYPE_CHECKING:
    from bot.discord_ui.asking import Press
    from bot.discord_ui.client import ParleyClient

log = logging.getLogger(__name__)

STILL_YOURS = "It is still your turn: you can say it another way now, and that counts instead."
NOBODY = {
    Action.HOLD: "There is no class in this channel, so no teacher looks at it: nothing was kept.",
    Action.MEET: "There is no class in this channel, so nobody else was told. Please tell somebody.",
}
KEPT = {
    Action.HOLD: "A teacher will look at it.",
    Action.MEET: "Your teachers are told, and only they can read it.",
}
NOTHING_KEPT = "Nothing of it was kept or sent. Change it and try again."
UNREACHED = "Your teachers' desk cannot be reached just now: nothing was kept. Tell them in person."
OPT_OUT = "opt_out"
"""The category that offers a way out of the debate."""


class HeldBackWords(Offered):
    """Words that were not taken."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wants to say. `id` is the interaction or message that brought it.

    `speech` is false of what is certainly none, such as a message that was changed.
    """

    id: str
    user: discord.abc.User
    place: str
    text: str
    debate: Debate | None = None
    turn: int | None = None
    by_form: bool = True
    speech: bool = True


async def see_that_it_passes(client: ParleyClient, said: Said) -> None:
    """Look at words before they go on the record.

    Raises HeldBackWords where they are kept off it, NotAgreed where they would be kept of somebody
    who has not agreed to that.
    """
    hit = await _look(client, said)
    if hit is None:
        return
    fits = _fits(client, said, await client.house.known(said.user))
    unseen = said.by_form and said.debate is not None and not fits
    if hit.action is Action.TELL:
        if not unseen:
            await _tell(client, said, hit)
    elif hit.action is Action.MEET or not unseen:  # else the rules refuse it, and say why
        await _hold(client, said, hit, fits=fits)


async def _look(client: ParleyClient, said: Said) -> Hit | None:
    """What of these words is met, if anything. No server gets words of who has not agreed."""
    house = client.house
    if not said.text.strip():
        return None
    if await _agrees(client, said.user):
        return await house.moderator.look(said.text)
    return house.word_list.of(said.text)


def _fits(client: ParleyClient, said: Said, person: str) -> bool:
    """Whether the rules would take these words just now."""
    if said.debate is None or not said.speech:
        return False
    at = client.house.chair.clock.now()
    speech = commands.GiveSpeech(
        debate=said.debate.id, cause=said.id, at=at, by=person, text=said.text, turn=said.turn
    )
    try:
        return bool(rules.decide(said.debate, speech))
    except IllegalMove:
        return False


async def _hold(client: ParleyClient, said: Said, hit: Hit, *, fits: bool) -> None:
    """Keep the words for a teacher, where there is one. Always raises."""
    house = client.house
    debate, met = said.debate, house.classes.at(said.place)
    view = None
    if hit.category == OPT_OUT and debate and debate.seat_held_by(await house.known(said.user)):
        view = discord.ui.View(timeout=None)
        view.add_item(LeaveButton(debate.id, "0", "Leave this debate"))
    if met is None:
        raise HeldBackWords(f"{hit.line}\n{NOBODY[hit.action]}", view=view)
    if debate is None and hit.action is Action.HOLD:
        raise HeldBackWords(f"{hit.line}\n{NOTHING_KEPT}")
    lenient = hit.action is Action.MEET or not said.by_form
    if lenient and not await _agrees(client, said.user):
        line = "They have not agreed to be kept record of, so their words are not kept here."
        await _tell(client, said, hit, line)
        raise HeldBackWords(
            f"{hit.line}\nA teacher is told of it, and not what you wrote.", view=view
        )
    turn = debate.turn.index if debate and debate.turn and fits else -1
    held = Held(
        id=said.id,
        place=said.place,
        person=await house.person(said.user),
        debate=debate.id if debate else "",
        turn=turn,
        words=said.text.strip(),
        why=hit.category,
        at=house.chair.clock.now(),
        by_form=said.by_form,
    )
    if not await client.holding.keep(held):
        log.error("the desk of class %s cannot be reached: words were handed back", said.place)
        raise HeldBackWords(f"{hit.line}\n{UNREACHED}", view=view)
    more = f" {STILL_YOURS}" if hit.action is Action.HOLD and fits else ""
    raise HeldBackWords(f"{hit.line}\n{KEPT[hit.action]}{more}", view=view)


async def _agrees(client: ParleyClient, user: discord.abc.User) -> bool:
    return client.house.notice is None or await client.house.agrees(user)


async def _tell(client: ParleyClient, said: Said, hit: Hit, line: str = "") -> None:
    """Tell the teachers of words that passed, or that may not be kept."""
    met = client.house.classes.at(said.place)
    if met is None:
        return
    urgent = hit.action is Action.MEET
    turn = said.debate.turn.index if said.debate and said.debate.turn and not line else -1
    line = line or "These words passed and stand in the debate. You may want to look."
    if not said.by_form and said.debate and said.debate.floor:
        link = f"https://discord.com/channels/{met.server}/{said.debate.floor.thread}/{said.id}"
        line += f" [See the message]({link})"
    whose = Whose(said.user.mention, said.debate)
    card = desk_cards.unseen(hit.category, whose, line, urgent=urgent, turn=turn)
    await client.holding.desk.put(met, card, call="a student may need you now." if urgent else "")


# --- words that come by a form, or with a command -----------------------------------------------


async def speech_passes(interaction: Press, debate: str, turn: int, words: str) -> None:
    """Look at a speech that came by a form. Raises as `see_that_it_passes`."""
    found = await here(interaction, debate)
    said = Said(str(interaction.id), interaction.user, found.place, words, found, turn)
    await see_that_it_passes(interaction.client, said)


async def words_pass(interaction: Press, place: str, words: str) -> None:
    """Look at words that belong to no turn, such as a topic. Raises as `see_that_it_passes`."""
    said = Said(str(interaction.id), interaction.user, place, words)
    await see_that_it_passes(interaction.client, said)


# --- words that were said in a thread -----------------------------------------------------------


async def message_passes(
    client: ParleyClient, message: discord.Message, debate: Debate, *, changed: bool = False
) -> bool:
    """Look at a plain message; false where it was taken down and its writer told."""
    said = Said(
        str(message.id),
        message.author,
        debate.place,
        message.content,
        debate,
        by_form=False,
        speech=not changed,
    )
    try:
        await see_that_it_passes(client, said)
    except HeldBackWords as error:
        await _take_down(client, message, error)
        return False
    return True


async def _take_down(client: ParleyClient, message: discord.Message, error: HeldBackWords) -> None:
    """Take a message out of everybody's sight, and leave a button for its writer."""
    try:
        await message.delete()
    except discord.HTTPException as refused:
        log.warning("a message that is held back stays in its thread: %s", refused.status)
    aside = Aside(message.author.id, error.line, message.content, error.view)
    client.asides.add(str(message.id), aside)
    view = discord.ui.View(timeout=None)
    view.add_item(AsideButton(str(message.id)))
    await message.channel.send(
        f"{message.author.mention} A word for you alone.",
        view=view,
        allowed_mentions=discord.AllowedMentions(users=[message.author]),
        delete_after=LINGERS,
    )


class LeaveButton(DebateButton, template=rf"parley:leave:{ID}:(?P<part>\d+)"):
    """Gives up the seat of whoever presses."""

    verb = "leave"

    async def press(self, interaction: Press) -> None:
        person = await interaction.client.house.known(interaction.user)  # also who agrees no more
        left = await ask(interaction, commands.LeaveSeat, self.debate, by=person, person=person)
        await whisper(interaction, "You have left this debate. Nothing more is asked of you in it.")
        if any(seat.holder is None for seat in left.seats) and not left.ending:
            line = "A speaker has left. Their seat is free: the button is on the card above."
            await interaction.client.audience.tell(left, line)
