"""Speeches and turns on the page, the words that are counted, and the way in."""

from __future__ import annotations

import re

import discord
import pytest
from playwright.async_api import Page, expect

from .browser import OpenWindow, articles, chromium, composer, enter, windows
from .page_bot import Floor, PageBot
from .page_scene import Scene, at, house, scene

__all__ = ["chromium", "house", "scene", "windows"]

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]


def user(bot: PageBot, name: str) -> discord.Member:
    """A member of the room's guild by the name that is shown."""
    found = discord.utils.get(bot.guilds[0].members, display_name=name)
    assert found is not None
    return found


async def test_two_sides_are_told_apart(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await scene.thread.send("◆ **Realist** · affirmative · rebuttal · 3 of 6\nTalk first.")
    last = await scene.thread.send("◇ **Hawk** · negative · rebuttal · 4 of 6\nAct first.")
    await last.edit(content=f"{last.content} Talk later.")
    await expect(articles(page).last).to_contain_text("Talk later.")
    heads = articles(page).get_by_role("heading")
    await expect(heads).to_have_text(
        [
            "◆Realist · affirmative · rebuttal · 3 of 6",
            "◇Hawk · negative · rebuttal · 4 of 6",
        ]
    )
    await expect(articles(page).last.locator(".prose")).to_have_text("Act first. Talk later.")
    await expect(articles(page).last).not_to_contain_text("edited")
    await expect(articles(page).last.get_by_role("heading")).to_be_visible()
    edge = "e => getComputedStyle(e).borderInlineStartStyle"
    bodies = articles(page).locator(".body")
    assert await bodies.first.evaluate(edge) != await bodies.last.evaluate(edge)


async def test_a_speech_is_announced_once_when_it_is_whole(
    windows: OpenWindow, scene: Scene
) -> None:
    page = await at(windows, scene, "ada")
    head = "◇ **Hawk** · negative · rebuttal · 4 of 6\n"
    speech = await scene.thread.send(f"{head}…")
    await speech.edit(content=f"{head}Half of it ▍")
    await scene.thread.send("A word in between.")
    announcer = page.locator("#announcer")
    await expect(announcer).to_contain_text("A word in between.")
    await expect(announcer).not_to_contain_text("Half")
    ada = user(scene.bot, "Ada").mention
    await speech.edit(
        content=f"{head}Half of it and the rest.\n**Next:** {ada} · closing · at most 9 words"
    )
    whole = "Hawk, rebuttal: Half of it and the rest. Your turn."
    await expect(announcer).to_contain_text(whole)
    await speech.edit(content=f"{head}Half of it and the rest, mended.")
    await scene.thread.send("Another word.")
    await expect(announcer).to_contain_text("Another word.")
    assert (await announcer.inner_text()).count("Hawk, rebuttal") == 1


async def test_words_are_counted_against_what_is_asked(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    ben = await at(windows, scene, "ben")
    ada = user(scene.bot, "Ada").mention
    await scene.thread.send(f"Well.\n**Next:** {ada} · rebuttal · at most 5 words", view=Floor())
    count, link = page.locator("#count"), page.get_by_role("navigation").get_by_role("link")
    mine = link.filter(has_text=scene.thread.name)
    await expect(mine).to_contain_text("your turn")
    await expect(articles(ben)).to_have_count(1)
    await expect(ben.get_by_role("navigation")).not_to_contain_text("your turn")
    await composer(page).fill("One two – three")
    await expect(count).to_have_text("3 of 5 words")
    await composer(page).fill("One two three four five six")
    await expect(count).to_have_text("6 of 5 words · 1 too many")
    await composer(page).fill("// one two three four five six")
    await expect(count).to_have_text("aside, not a speech")
    await articles(page).last.get_by_role("button", name="Reply", exact=True).click()
    form = page.get_by_role("dialog", name="Your rebuttal")
    await form.get_by_label("At most 4 words").fill("Five words are too many")
    await expect(form).to_contain_text("5 of 4 words · 1 too many")
    await form.get_by_role("button", name="Submit").click()
    await expect(articles(page).last).to_contain_text("They said: Five words are too many")
    await expect(mine).not_to_contain_text("your turn")
    await expect(count).to_have_text("")


async def test_a_turn_is_seen_from_elsewhere(windows: OpenWindow, scene: Scene) -> None:
    ada = user(scene.bot, "Ada").mention
    card = discord.Embed(title="Card").add_field(name="Now", value=f"{ada} · at most 5 words")
    await (await scene.thread.send(embed=card)).pin()
    page = await windows(scene.url, "ada")
    mine = page.get_by_role("navigation").get_by_role("link", name=scene.thread.name)
    await expect(mine).to_contain_text("your turn")
    await scene.thread.send("**The debate is over.**")
    await expect(mine).not_to_contain_text("your turn")


async def welcome_card(scene: Scene) -> discord.Message:
    channel = discord.utils.get(scene.bot.guilds[0].text_channels, name="welcome")
    assert channel is not None
    return await channel.send(embed=discord.Embed(title="Come in"), view=Floor())


async def test_a_new_thread_marks_its_channel_but_not_for_who_goes_in(
    windows: OpenWindow, scene: Scene
) -> None:
    ada, ben = await windows(scene.url, "ada"), await windows(scene.url, "ben")
    for page in (ada, ben):
        await enter(page, "debates")
        await enter(page, "lounge")
    thread = await scene.bot.thread("just opened")
    for page in (ada, ben):
        parent = page.get_by_role("navigation").get_by_role("link", name="debates")
        await expect(parent).to_contain_text(", unread")
        await expect(page).to_have_title(re.compile(r"^\(1\)"))
    await enter(ada, "just opened")
    await expect(
        ada.get_by_role("navigation").get_by_role("link", name="debates")
    ).not_to_contain_text(", unread")
    message = await thread.send("For the card.")
    await message.pin()
    note = articles(ada).last
    await expect(note).to_contain_text("Parley pinned a message")
    await note.get_by_role("link", name="a message").click()
    await expect(articles(ada).filter(has_text="For the card.").last).to_be_focused()
    await expect(ben.get_by_role("navigation").get_by_role("link", name="just")).to_contain_text(
        ", unread"
    )
    await expect(ben.get_by_role("navigation").get_by_role("link", name="debates")).to_contain_text(
        ", unread"
    )
    await thread.delete()


async def begin(page: Page) -> None:
    await page.get_by_role("button", name="Begin").last.click()


async def test_one_press_leads_into_the_new_thread(windows: OpenWindow, scene: Scene) -> None:
    card = await welcome_card(scene)
    page = await windows(scene.url, "tess")
    title = page.get_by_role("heading", level=1)
    await expect(title).to_have_text("#welcome")
    await begin(page)
    await expect(title).to_have_text("begun by a press")
    await expect(title).to_be_focused()
    channel = page.get_by_role("navigation").get_by_role("link", name="debates")
    await expect(channel).not_to_contain_text(", unread")
    await expect(page.locator("#beside")).to_be_hidden()
    await page.goto(f"{scene.url}/?as=tess")
    await expect(title).to_have_text("begun by a press")
    await page.get_by_role("button", name="Delete").click()
    await page.get_by_role("button", name="Delete it for good").click()
    await expect(title).to_have_text("#debates")
    await card.delete()


async def test_one_who_writes_is_not_led_away(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "tess")
    floor = Floor()
    floor.may_begin.clear()
    await scene.thread.send("Ready?", view=floor)
    await begin(page)
    await composer(page).fill("Wait for me")
    floor.may_begin.set()
    answer = page.locator("#answer")
    await expect(answer).to_contain_text("It is open: #begun by a press")
    await expect(composer(page)).to_be_focused()
    await expect(page.get_by_role("heading", level=1)).to_have_text(scene.thread.name)
    await answer.get_by_role("link").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("begun by a press")
    await page.get_by_role("button", name="Delete").click()
    await page.get_by_role("button", name="Delete it for good").click()


async def test_what_is_no_speech_is_set_apart(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await scene.thread.send("-# The offline opponent takes this speech.")
    await scene.thread.send(
        "◆ **Hawk** · affirmative · opening\nWell.\n-# It is slow. Reference c3-d4."
    )
    speech = articles(page).last
    await expect(speech.locator("small code")).to_have_text("c3-d4")
    await expect(speech.locator(".prose")).to_have_class("prose")
    await scene.thread.send("It did not come through. Reference a1-b2.")
    await expect(articles(page).last.locator("code.reference")).to_have_text("a1-b2")
    await expect(articles(page).last.locator(".with-reference")).to_be_visible()
    await expect(articles(page).first).to_have_class(re.compile("aside-line"))


async def test_a_reload_fetches_no_file_of_the_page_again(
    windows: OpenWindow, scene: Scene
) -> None:
    page = await windows(scene.url, "ada")
    await expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    files = await page.evaluate(
        """performance.getEntriesByType('resource').filter(file => file.name.includes('/page/'))
        .map(file => [file.name, file.transferSize])"""
    )
    assert len(files) > 30
    assert [name for name, fetched in files if fetched > 0] == []
