"""Words that wait at the teachers' desk: held, carded, approved or declined, and let go of.

The records hold the words; the card at the desk shows them until somebody decides, the writer has
said something else, the debate ends, or the writer is erased. After a restart every card is taken
up again from the records.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.classroom.model import Class, Decision, Held
from bot.debate import commands
from bot.debate.errors import IllegalMove, ParleyError, Unknown, WrongPhase
from bot.debate.model import AUDIENCE, Debate, Phase
from bot.discord_ui.watching import desk_cards
from bot.discord_ui.watching.desk import Desk
from bot.discord_ui.watching.desk_cards import Whose
from bot.discord_ui.watching.held_buttons import controls

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

log = logging.getLogger(__name__)

SAY_IT_ANOTHER_WAY = (
    "Your teacher did not let these words pass; you have the floor: say it another way."
)


class Holding:
    """What waits at every desk of this process."""

    def __init__(self, client: ParleyClient) -> None:
        self._client = client
        self.desk = Desk(client)
        self._debates: set[str] = set()
        self._deciding = asyncio.Lock()
        self._carding = asyncio.Lock()  # between words and their card nobody puts up a second
        self._tasks: set[asyncio.Task[None]] = set()

    # --- holding ------------------------------------------------------------------------------

    async def keep(self, held: Held) -> bool:
        """Keep these words and show them at the desk; False where no teacher would see them."""
        house = self._client.house
        if self.desk.channel(house.classes.at(held.place)) is None:
            return False
        async with self._carding:
            await house.held.hold(held)
            if not await self._card(held):
                await house.held.decide(held.id, Decision.DECLINED)
                return False
        await house.note(held.person, held.place, "held-back", held.debate, why=held.why)
        if held.debate:
            self._debates.add(held.debate)
            await self._look_over(held.debate)
        return True

    async def _card(self, held: Held) -> bool:
        """Put the card of these words on the desk, and keep where it stands."""
        house = self._client.house
        met = house.classes.at(held.place)
        if met is None:
            return False
        urgent = held.why in house.meets
        card = desk_cards.waiting(held, await self._whose(held), urgent=urgent)
        call = "a student may need you now." if urgent else ""
        id = await self.desk.put(met, card, self._controls(held), call=call)
        if id:
            await house.held.carded(held.id, id)
        return bool(id)

    def _controls(self, held: Held) -> discord.ui.View:
        return controls(held, urgent=held.why in self._client.house.meets)

    async def _whose(self, held: Held) -> Whose:
        house = self._client.house
        account = await house.people.account(held.person)
        try:
            debate = await house.chair.records.load(held.debate) if held.debate else None
        except ParleyError:
            debate = None
        return Whose(f"<@{account}>" if account else desk_cards.FORMER, debate)

    # --- deciding -----------------------------------------------------------------------------

    async def approve(self, id: str, teacher: str, mention: str) -> str:
        """Put held words on the record as their writer's speech; what the teacher is told.

        Raises WrongPhase where it was decided before, or cannot be just now.
        """
        house = self._client.house
        held = await self._waiting(id)
        stands = await self._stands(held)
        async with self._deciding:
            held = await self._waiting(id)
            debate = await house.chair.records.load(held.debate)
            gone = lapsed(debate, held) or await self._agrees_no_more(held)
            if not gone and debate.phase is not Phase.SPEAKING:
                raise WrongPhase("The debate is paused. Approve this once it goes on.")
            if not gone:
                gone = await self._give(held, stands)
            if gone:
                await self._let_go(held, f"Lapsed. {gone}")
                return f"These words can no longer go on the record. {gone}"
            await house.held.decide(id, Decision.APPROVED)
        await house.note(teacher, held.place, "approved", held.debate, why=held.why)
        await self._close(held, f"Approved by {mention}. The words stand in the debate.")
        return "Approved. The words stand in the debate now."

    async def _give(self, held: Held, stands: bool) -> str:
        """Record the speech; why that cannot be any more, empty where it is done."""
        house = self._client.house
        speech = commands.GiveSpeech(
            debate=held.debate,
            cause=cause_of(held),
            at=house.chair.clock.now(),
            by=held.person,
            text=held.words,
            turn=held.turn,
            message=held.id if stands else "",
        )
        try:
            await house.chair.handle(speech)
        except IllegalMove as late:
            log.info("debate %s: held words came too late: %s", held.debate, late)
            return "Their turn has passed."
        return ""

    async def decline(self, id: str, teacher: str, mention: str, *, seen: bool = False) -> str:
        """Let go of held words; the writer is asked to say it another way, unless `seen` only.

        Returns what the teacher is told. Raises WrongPhase where it was decided before.
        """
        house = self._client.house
        async with self._deciding:
            await self._waiting(id)
            held = await house.held.decide(id, Decision.DECLINED)
            if held is None:
                raise WrongPhase("These words are gone: another teacher was faster.")
        verb = "Seen" if seen else "Declined"
        await house.note(teacher, held.place, verb.lower(), held.debate, why=held.why)
        told = False if seen else await self._tell_writer(held)
        more = " The writer has been told in the debate." if told else ""
        await self._close(held, f"{verb} by {mention}.{more}")
        return f"{verb}.{more} The words are gone from here."

    async def _tell_writer(self, held: Held) -> bool:
        """Say in the thread, to the writer alone, that their turn is open; whether it still is."""
        house = self._client.house
        debate = await house.chair.records.load(held.debate) if held.debate else None
        account = await house.people.account(held.person)
        if debate is None or debate.floor is None or not account or lapsed(debate, held):
            return False
        thread = self._client.get_partial_messageable(int(debate.floor.thread))
        only = discord.AllowedMentions(users=[discord.Object(int(account))])
        try:
            await thread.send(f"<@{account}> {SAY_IT_ANOTHER_WAY}", allowed_mentions=only)
        except discord.HTTPException as error:
            log.warning("debate %s: a writer was not told: %s", debate.id, error.status)
            return False
        return True

    async def _waiting(self, id: str) -> Held:
        """Words on which nobody has decided yet. Raises WrongPhase."""
        try:
            held = await self._client.house.held.held(id)
        except Unknown:
            raise WrongPhase("These words were erased. Nothing has to be decided.") from None
        if held.decision:
            raise WrongPhase("This is decided already; the card says by whom.")
        if not held.words:
            raise WrongPhase("These words had waited too long and are gone.")
        return held

    async def _agrees_no_more(self, held: Held) -> str:
        house = self._client.house
        met = house.classes.at(held.place)
        if house.notice is None or met is None:
            return ""
        given = await house.consents.consent(held.person, met.server)
        return "" if given else "They no longer agree to be kept record of."

    async def _stands(self, held: Held) -> bool:
        """Whether the message that held these words still stands in the thread."""
        if held.by_form or not held.debate:
            return False
        debate = await self._client.house.chair.records.load(held.debate)
        if debate.floor is None:
            return False
        thread = self._client.get_partial_messageable(int(debate.floor.thread))
        try:
            await thread.fetch_message(int(held.id))
        except discord.HTTPException:
            return False
        return True

    # --- letting go ---------------------------------------------------------------------------

    def look_over(self, debate: Debate) -> None:
        """Soon let go of what of this debate need not wait any longer."""
        if debate.id in self._debates:
            self._soon(debate.id)

    def _soon(self, debate: str) -> None:
        task = asyncio.create_task(self._look_over_safely(debate))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _look_over_safely(self, debate: str) -> None:
        try:
            await self._look_over(debate)
        except Exception:
            log.exception("debate %s: what waits at the desk was not looked over", debate)

    async def _look_over(self, id: str) -> None:
        house = self._client.house
        async with self._deciding:
            debate = await house.chair.records.load(id)
            of = [h for h in await house.held.waiting(debate.place) if h.debate == id]
            for at, held in enumerate(of):
                newer = any(h.person == held.person and h.turn == held.turn for h in of[at + 1 :])
                if held.turn >= 0 and held.why not in house.meets:
                    again = "They have said it another way, which waits on a newer card."
                    await self._look_at(debate, held, again if newer else "")
            if not of:
                self._debates.discard(id)

    async def _look_at(self, debate: Debate, held: Held, newer: str) -> None:
        house = self._client.house
        if await house.chair.records.seen(debate.id, cause_of(held)):
            await house.held.decide(held.id, Decision.APPROVED)
            await self._close(held, "Approved. The words stand in the debate.")
        elif gone := newer or lapsed(debate, held):
            await self._let_go(held, f"Lapsed. {gone}")

    async def _let_go(self, held: Held, line: str) -> None:
        if await self._client.house.held.decide(held.id, Decision.DECLINED):
            await self._close(held, f"{line} The words are gone from here.")

    async def _close(self, held: Held, line: str) -> bool:
        """Take the words off the card."""
        held = await self._client.house.held.held(held.id)
        card = desk_cards.closed(held, await self._whose(held), line)
        return await self.desk.redraw(held.place, held.card, card)

    async def empty_cards(self, person: str, account: str) -> bool:
        """Before somebody is erased: take their words, and their name, off every desk.

        Whether every card with words of theirs could be emptied.
        """
        house, emptied = self._client.house, True
        for held in await house.held.held_of(person):
            card = desk_cards.closed(held, Whose(desk_cards.FORMER), "The writer was erased.")
            emptied &= await self.desk.redraw(held.place, held.card, card) or not held.card
        for guild in self._client.guilds:
            for met in house.classes.on(str(guild.id)):
                await self.desk.forget(met, account)
        return emptied

    async def leave(self, met: Class) -> None:
        """Let go of all that waits at a desk, before the class is dissolved or has another."""
        for held in await self._client.house.held.waiting(met.place):
            await self._let_go(held, "Lapsed. The class has left this desk.")

    async def let_go_before(self, then: datetime) -> None:
        """Let go of words that wait since before then, and of reasons for flags as old as that."""
        house = self._client.house
        for guild in self._client.guilds:
            for met in house.classes.on(str(guild.id)):
                for held in await house.held.waiting(met.place):
                    if held.at < then:
                        await self._let_go(held, "Lapsed. Nobody had decided for too long.")
                await self.desk.forget_reasons(met, then)

    async def resume(self) -> None:
        """After a start: take up every card; put on the desk what has none."""
        house = self._client.house
        for guild in self._client.guilds:
            for met in house.classes.on(str(guild.id)):
                async with self._carding:
                    for held in await house.held.waiting(met.place):
                        if not await self.desk.shows(met, held):
                            await self._card(held)
                        if held.debate:
                            self._debates.add(held.debate)
        for debate in tuple(self._debates):
            self._soon(debate)

    async def close(self) -> None:
        """Stop; what is not done is done after the next start."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def cause_of(held: Held) -> str:
    """What brought these words, so that they go on the record once."""
    return f"{'interaction' if held.by_form else 'message'} {held.id}"


def lapsed(debate: Debate, held: Held) -> str:
    """Why held words can no longer become the speech that was meant; empty where they can."""
    turn = debate.turn
    if held.turn < 0:
        return "They were not meant as a speech."
    if debate.ending or turn is None:
        return "The debate has ended."
    if turn.index != held.turn:
        given = debate.speech(held.turn)
        if given and given.by == held.person:
            return "They have given another speech instead."
        return "Their turn has passed."
    if debate.holder(turn) not in (AUDIENCE, held.person):
        return "They have given up their seat."
    return ""
