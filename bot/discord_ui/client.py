"""The bot on Discord: joins, offers its commands, hears messages, and goes on after a restart."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands

from bot.config import DiscordSettings
from bot.debate import commands
from bot.debate.errors import IllegalMove, ParleyError
from bot.debate.model import NOWHERE, Debate
from bot.discord_ui import controls
from bot.discord_ui.audience import DiscordAudience
from bot.discord_ui.ballots import SCORES, take_scores
from bot.discord_ui.commands import add_commands
from bot.discord_ui.corpus_commands import CorpusCommands
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.house import House
from bot.discord_ui.layout import plain
from bot.discord_ui.notice import NotAgreed, NoticeButton, read_it
from bot.discord_ui.privacy_commands import PrivacyCommands
from bot.discord_ui.sweeping import sweep
from bot.discord_ui.teaching.board import ClassBoards
from bot.discord_ui.teaching.codes import Tries
from bot.discord_ui.teaching.commands import add_class_commands
from bot.discord_ui.watching.asides import AsideButton, Asides
from bot.discord_ui.watching.entrance import message_passes
from bot.discord_ui.watching.flagging import FORM as FLAG
from bot.discord_ui.watching.flagging import FlagTimes, SettleButton, flag_message, take_flag
from bot.discord_ui.watching.held_buttons import HeldButton
from bot.discord_ui.watching.holding import Holding
from bot.discord_ui.welcome import BeginButton, welcome_everybody

log = logging.getLogger(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks aloud here

ASIDE = "//"
"""A message that begins so is no speech, also from the one whose turn it is."""

DESK_BUTTONS = (HeldButton, AsideButton, SettleButton)
DAY = 24 * 3600.0
ELSEWHERE = "elsewhere"
"""Stands for the server of a debate that is held in no channel, such as one in a terminal."""

LINGER = 30.0
"""Seconds for which a line that answers a message stays in the thread."""


class CannotJoin(ParleyError):
    """Discord did not let the bot in; says why and what to do."""


class NeedsIntent(CannotJoin):
    """The message-content intent is asked for in config.yaml and not granted in the portal."""


class Tree(app_commands.CommandTree["ParleyClient"]):
    """The command tree; what fails outside a command's own `answer` is answered here."""

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError
    ) -> None:
        if isinstance(error, app_commands.NoPrivateMessage):
            await whisper(interaction, "Debates are held on a server, in a text channel.")
        else:
            await answer(interaction, _raise(error))


async def _raise(error: Exception) -> None:
    raise error


class ParleyClient(discord.Client):
    """discord.py's client with a house behind it. `enter` must be called before it starts."""

    house: House

    def __init__(self, settings: DiscordSettings, edit_seconds: float) -> None:
        intents = discord.Intents(
            guilds=True, guild_messages=True, message_content=settings.message_content
        )
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=settings.ready_seconds,
            max_messages=None,
        )
        self.settings = settings
        self.tree = Tree(self)
        self.edit_seconds = edit_seconds
        self.audience = DiscordAudience(self, edit_seconds)
        self.boards = ClassBoards(self, edit_seconds)
        self.assigning: set[str] = set()
        self.tries = Tries()
        self.holding = Holding(self)
        self.asides = Asides()
        self.flag_times = FlagTimes()
        self._resumed = False
        self._sweeping: asyncio.Task[None] | None = None

    def enter(self, house: House) -> None:
        """Move into the house that `wiring` built around this client's audience."""
        self.house = house

    async def setup_hook(self) -> None:
        add_commands(self)
        add_class_commands(self)
        self.tree.add_command(CorpusCommands())
        self.tree.add_command(PrivacyCommands())
        self.tree.add_command(flag_message)
        self.add_dynamic_items(*controls.BUTTONS, BeginButton, NoticeButton, *DESK_BUTTONS)
        for id in self.settings.command_guilds:
            guild = discord.Object(id)
            self.tree.copy_global_to(guild=guild)
            await self.tree.sync(guild=guild)
        if not self.settings.command_guilds:
            await self.tree.sync()

    async def on_ready(self) -> None:
        if self._resumed:
            return
        self._resumed = True
        count = await self.house.chair.resume(_in_a_channel)
        log.info("ready as %s; %d open debates taken up", self.user, count)
        await self.holding.resume()
        await welcome_everybody(self)
        self.boards.resume()
        self._sweeping = asyncio.create_task(self._sweep_daily())

    async def _sweep_daily(self) -> None:
        """Let go, once a day, of what was kept for its time; a day that fails is told in the log."""
        while True:
            try:
                await sweep(self)
            except ParleyError as error:
                log.error("nothing was swept: %s", error.line)
            except Exception:
                log.exception("nothing was swept today")
            await asyncio.sleep(DAY)

    # --- what people do that is no command or button --------------------------------------------

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take a form by its id, so that one opened before a restart is still taken."""
        if interaction.type is discord.InteractionType.modal_submit:
            data: Any = interaction.data or {}
            found = controls.FORM.fullmatch(str(data.get("custom_id", "")))
            if found:
                await controls.take_form(interaction, found["debate"], int(found["turn"]))
            elif scores := SCORES.fullmatch(str(data.get("custom_id", ""))):
                await take_scores(interaction, scores["debate"], int(scores["part"]))
            elif flagged := FLAG.fullmatch(str(data.get("custom_id", ""))):
                await take_flag(interaction, flagged["channel"], flagged["message"])

    async def on_message(self, message: discord.Message) -> None:
        """A plain message of the one who has the floor is their speech."""
        text = message.content.strip()
        if message.author.bot or not text or not isinstance(message.channel, discord.Thread):
            return
        id = await self.house.chair.records.debate_on(str(message.channel.id))
        if id is None:
            return
        person = await self.house.known(message.author)
        debate = await self.house.chair.records.load(id)
        try:
            if not await message_passes(self, message, debate):
                return
            if text.startswith(ASIDE) or not person or debate.ending:
                return
            if not _speaks_here(debate, person):
                return  # the audience may talk among themselves
            await self.house.person(message.author)
            await self.house.chair.handle(
                commands.GiveSpeech(
                    debate=id,
                    cause=f"message {message.id}",
                    at=self.house.chair.clock.now(),
                    by=person,
                    text=text,
                    message=str(message.id),
                )
            )
        except NotAgreed as error:
            await message.reply(error.line, view=read_it(), delete_after=LINGER)
        except IllegalMove as error:
            line = f"{plain(error.line)} Begin a message with {ASIDE} for an aside."
            await message.reply(line.replace("kept below", "above"), delete_after=LINGER)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """What a message was changed into is looked at too; the record keeps what was said."""
        message = payload.message
        if message.author.bot or message.edited_at is None or not message.content.strip():
            return
        id = await self.house.chair.records.debate_on(str(payload.channel_id))
        if id is not None:
            debate = await self.house.chair.records.load(id)
            await message_passes(self, message, debate, changed=True)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A debate whose thread was deleted has ended."""
        chair = self.house.chair
        id = await chair.records.debate_on(str(payload.thread_id))
        if id is None:
            return
        debate = await chair.records.load(id)
        at = chair.clock.now()
        if not debate.ending:
            cause, reason = f"thread {payload.thread_id} deleted", "Its thread was deleted."
            await chair.handle(
                commands.End(debate=id, cause=cause, at=at, by="", reason=reason, may=True)
            )
        for speech in debate.speeches:
            if not speech.posted:
                turn = speech.turn.index
                await chair.handle(
                    commands.ConfirmPosted(
                        debate=id, cause=f"gone {turn}", at=at, turn=turn, messages=(NOWHERE,)
                    )
                )

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server: what was kept there has its time from now on."""
        await self.house.privacy.left(None, str(guild.id), self.house.chair.clock.now())

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.house.privacy.came_back(None, str(guild.id))

    async def server_of(self, place: str) -> str:
        """The id of the server in whose channel a debate is held.

        Empty where the channel is no longer there, `ELSEWHERE` for what is no channel at all.
        """
        if not place.isdecimal():
            return ELSEWHERE
        if met := self.house.classes.at(place):
            return met.server
        guild = getattr(self.get_channel(int(place)), "guild", None)
        return str(guild.id) if guild else ""

    async def payer_of(self, place: str) -> str:
        """Whose budget of a day pays for a debate: its class, else its server."""
        return place if self.house.classes.at(place) else await self.server_of(place) or place

    async def close(self) -> None:
        if self._sweeping:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
        await self.holding.close()
        await self.boards.close()
        await self.audience.close()
        await super().close()


def point_at(settings: DiscordSettings) -> None:
    """Send discord.py to the server named in the settings; Discord's own where none is named."""
    if settings.api_base:
        discord.http.Route.BASE = settings.api_base.rstrip("/")
    if settings.gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)


async def join(client: ParleyClient, token: str) -> None:
    """Log in and stay until the client is closed. Raises CannotJoin with what to do."""
    where = client.settings.api_base or "Discord"
    if not token:
        name = client.settings.token_env
        raise CannotJoin(f"There is no bot token: set {name}, or try `parley room` without one.")
    try:
        await client.start(token)
    except discord.LoginFailure:
        name = client.settings.token_env
        raise CannotJoin(
            f"{where} refused the bot token in {name}. "
            "Copy it anew from the developer portal: Bot, Reset Token."
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise NeedsIntent(
            "The message-content intent is not switched on for this bot "
            "(developer portal: Bot, Privileged Gateway Intents)."
        ) from None
    except (aiohttp.ClientConnectionError, OSError) as error:
        raise CannotJoin(f"{where} cannot be reached ({error}).") from None


def _speaks_here(debate: Debate, person: str) -> bool:
    """Whether a plain message of this person is meant as a speech."""
    listed = any(p.person == person for p in debate.listed)
    return debate.seat_held_by(person) is not None or listed


def _in_a_channel(debate: Debate) -> bool:
    """Whether a debate is held here; one in a terminal is taken up there."""
    return debate.place.isdigit()
