"""The notice on Discord: who has not agreed to it is asked before anything is recorded of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle

from bot.classroom.notice import Notice
from bot.discord_ui.cards import QUIET
from bot.discord_ui.failures import Offered, answer, whisper

if TYPE_CHECKING:
    from bot.discord_ui.asking import Press

NOT_YET = "Before you take part, please read what is kept of you. Nothing has been recorded yet."
CHANGED = "The notice has changed. Please read it again; until then nothing more is recorded."
AGREED = "Thank you. That you agreed is noted. **Go on where you were: press the button again.**"
REFUSED = (
    "That is fine. Nothing is recorded of you; you can read and watch every debate. "
    "`/privacy notice` brings this back, should you change your mind."
)
TAKEN_BACK = (
    "Nothing more is recorded of you from now on; you can still read and watch. "
    "What you said until now stays for its time, or goes at once with `/privacy erase`."
)


class NotAgreed(Offered):
    """Somebody would be recorded who has not agreed to the notice as it now reads."""

    def __init__(self, notice: Notice, *, changed: bool) -> None:
        super().__init__(
            CHANGED if changed else NOT_YET, embed=notice_card(notice), view=choices(notice)
        )


class NoticeButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"parley:notice:(?P<choice>agree|no|back|read)(?::(?P<version>.{1,40}))?",
):
    """Agrees to a version of the notice, refuses it, takes agreement back, or shows it."""

    def __init__(self, choice: str, version: str = "", label: str = "") -> None:
        style = ButtonStyle.primary if choice in ("agree", "read") else ButtonStyle.secondary
        custom_id = f"parley:notice:{choice}" + (f":{version}" if version else "")
        super().__init__(discord.ui.Button(label=label or None, style=style, custom_id=custom_id))
        self.choice = choice
        self.version = version

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str]
    ) -> Self:
        return cls(match["choice"], match["version"] or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, self._press(interaction))

    async def _press(self, interaction: Press) -> None:
        match self.choice:
            case "agree":
                await self._agree(interaction)
            case "back":
                await take_back(interaction)
            case "read":
                await show_notice(interaction)
            case _:
                await whisper(interaction, REFUSED)

    async def _agree(self, interaction: Press) -> None:
        """Note the agreement; to an old version it is no agreement to the new one."""
        house = interaction.client.house
        notice = house.notice
        if notice is None:
            await whisper(interaction, "Nobody has to agree to anything here. Just go on.")
            return
        if self.version != notice.version:
            raise NotAgreed(notice, changed=True)
        await house.agree(interaction.user, notice.version)
        await whisper(interaction, AGREED)


async def show_notice(interaction: Press) -> None:
    """The notice, to the one who asked, with what they can do."""
    house = interaction.client.house
    notice = house.notice
    if notice is None:
        line = "This room is on your own computer: what is said here stays on it."
        await whisper(interaction, f"{line} `/privacy my-data` shows what is kept of you.")
        return
    agrees = await house.agrees(interaction.user)
    line = "You have agreed to this." if agrees else "You have not agreed to this so far."
    view = discord.ui.View(timeout=None)
    if agrees:
        view.add_item(NoticeButton("back", label="Take my agreement back"))
    await whisper(
        interaction, line, embeds=[notice_card(notice)], view=view if agrees else choices(notice)
    )


async def take_back(interaction: Press) -> None:
    """Let an agreement end."""
    house = interaction.client.house
    ended = await house.take_back(interaction.user)
    await whisper(interaction, TAKEN_BACK if ended else "You had not agreed, so nothing changes.")


def notice_card(notice: Notice) -> discord.Embed:
    embed = discord.Embed(description=notice.text, colour=QUIET)
    return embed.set_footer(text=f"Notice {notice.version}")


def choices(notice: Notice) -> discord.ui.View:
    """The buttons below the notice."""
    view = discord.ui.View(timeout=None)
    view.add_item(NoticeButton("agree", notice.version, "I have read it and agree"))
    view.add_item(NoticeButton("no", label="No, I only watch"))
    return view


def read_it() -> discord.ui.View:
    """A button for a thread, where the notice itself would be in everybody's way."""
    view = discord.ui.View(timeout=None)
    view.add_item(NoticeButton("read", label="Read the notice"))
    return view
