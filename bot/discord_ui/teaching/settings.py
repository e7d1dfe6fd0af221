"""`/class settings`: a panel of menus on two pages. What is chosen is kept at once.

Each menu carries the version of the class that it was drawn for. Of two teachers at once the second
is told so, and sees how things stand; their choice is not kept unseen over that of the first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Self

import discord

from bot.classroom.model import Class
from bot.debate.errors import WrongPhase
from bot.discord_ui.asking import Press
from bot.discord_ui.cards import QUIET
from bot.discord_ui.failures import answer
from bot.discord_ui.layout import plain
from bot.discord_ui.teaching.choices import PAGES, Menu, menus_of, number_of_pages
from bot.discord_ui.teaching.taught import PLACE, ClassButton, taught

OVERTAKEN = (
    "⚠ Somebody else has changed this class meanwhile, so your choice was not kept. "
    "This is how it stands now: choose again."
)


class SettingsMenu(
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=rf"parley:class:set:{PLACE}:(?P<version>\d{{1,9}}):(?P<menu>[a-z_]+\.\d)",
):
    """One menu of the panel."""

    def __init__(self, select: discord.ui.Select[Any], place: str, version: int, menu: str) -> None:
        select.custom_id = f"parley:class:set:{place}:{version}:{menu}"
        super().__init__(select)
        self.place = place
        self.version = version
        self.menu = menu

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str]
    ) -> Self:
        return cls(item, match["place"], int(match["version"]), match["menu"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, self._choose(interaction))

    async def _choose(self, interaction: Press) -> None:
        """Keep what was chosen, where the class still is as the chooser saw it."""
        house = interaction.client.house
        met = taught(interaction, self.place)
        page, menu = _found(interaction, met, self.menu)
        data: Any = interaction.data
        settings = menu.taken(met.settings, tuple(data.get("values", ())))
        by = await house.person(interaction.user)
        try:
            if met.version != self.version:
                raise WrongPhase(OVERTAKEN)
            met = await house.classes.set_up(replace(met, settings=settings))
        except WrongPhase:
            met = house.classes.at(self.place) or met
            await _show(interaction, met, page, OVERTAKEN)
            return
        await house.note(by, met.place, "settings-changed", setting=menu.field.replace("_", "-"))
        _, menu = _found(interaction, met, self.menu)
        await _show(interaction, met, page, f"✓ Kept. {menu.title}: {menu.now}.")


class PageButton(ClassButton, template=rf"parley:class:page:{PLACE}:(?P<part>\d)"):
    """Turns to another page of the panel."""

    verb = "page"

    async def press(self, interaction: Press) -> None:
        await _show(interaction, taught(interaction, self.place), int(self.part))


async def show_settings(interaction: Press) -> None:
    """The panel, for the teacher alone."""
    await _show(interaction, taught(interaction), 0)


def _found(interaction: Press, met: Class, key: str) -> tuple[int, Menu]:
    """A menu by its key, and the page that it is on. Raises WrongPhase for one of another time."""
    for page in range(number_of_pages(interaction.client.house)):
        for menu in menus_of(interaction.client.house, met.settings, page):
            if menu.key == key:
                return page, menu
    raise WrongPhase("That menu is of an older version. Open a new panel with `/class settings`.")


async def _show(interaction: Press, met: Class, page: int, said: str = "") -> None:
    """Draw the panel: in the place of the one whose menu was used, else as a new message."""
    house = interaction.client.house
    page = min(page, number_of_pages(house) - 1)
    view = panel(met, menus_of(house, met.settings, page), page, number_of_pages(house), said)
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True)
    elif interaction.type is discord.InteractionType.component:
        await interaction.response.edit_message(view=view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


def panel(
    met: Class, menus: tuple[Menu, ...], page: int, pages: int, said: str
) -> discord.ui.LayoutView:
    """The panel: each menu below a line that says what it is for."""
    view = discord.ui.LayoutView(timeout=None)
    box: discord.ui.Container[Any] = discord.ui.Container(accent_colour=QUIET)
    head = f"**Settings of {plain(met.name)}** · page {page + 1} of {pages}: {PAGES[page]}"
    line = said or "What you choose is kept at once and holds for debates opened from then on."
    box.add_item(discord.ui.TextDisplay(f"{head}\n-# {line}"))
    for menu in menus:
        box.add_item(discord.ui.TextDisplay(f"**{menu.title}** · {menu.says}"))
        row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
        row.add_item(SettingsMenu(_select(menu), met.place, met.version, menu.key))
        box.add_item(row)
    turning: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
    for other in range(pages):
        if other != page:
            turning.add_item(PageButton(met.place, str(other), f"Page {other + 1}: {PAGES[other]}"))
    if turning.children:
        box.add_item(turning)
    view.add_item(box)
    return view


def _select(menu: Menu) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=choice.label,
            value=choice.value,
            description=choice.says or None,
            default=choice.value in menu.chosen,
        )
        for choice in menu.choices
    ]
    return discord.ui.Select(
        placeholder=menu.placeholder,
        options=options,
        min_values=0 if menu.several else 1,
        max_values=len(options) if menu.several else 1,
        required=not menu.several,
    )
