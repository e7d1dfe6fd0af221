"""The room's page in a real browser, with a real bot in the room."""

from __future__ import annotations

import re
import time

import discord
import pytest
from playwright.async_api import Page, expect

from tests.whole.lines import Line, hurry

from .browser import OpenWindow, articles, chromium, composer, enter, shoot, windows
from .page_bot import MARKUP, Stage
from .page_scene import Scene, at, house, scene

__all__ = ["chromium", "house", "scene", "windows"]

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]


async def from_bottom(page: Page) -> float:
    log = page.get_by_role("log")
    return float(await log.evaluate("l => l.scrollHeight - l.scrollTop - l.clientHeight"))


async def test_a_command_by_the_keyboard_alone(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await composer(page).focus()
    keys = page.keyboard
    await keys.type("/reh")
    options = page.get_by_role("option")
    await expect(options).to_have_text(
        [r"/rehearse startBegin to rehearse", r"/rehearse stopEnd the rehearsal"]
    )
    await shoot(page, "picker")
    await keys.press("ArrowDown")
    await keys.press("ArrowUp")
    await keys.press("Tab")
    piece = page.get_by_label("piece", exact=True)
    await expect(piece).to_be_focused()
    await expect(options).to_have_count(3)
    await keys.press("Escape")
    await keys.press("Enter")
    await expect(page.get_by_text("This option is required.")).to_be_visible()
    await shoot(page, "command-incomplete")
    await keys.type("melian")
    await expect(options).to_have_text(["The Melian dialogue"])
    await keys.press("Enter")
    await expect(piece).to_have_value("The Melian dialogue")
    await keys.press("Tab")
    await keys.press("Enter")
    await expect(page.get_by_label("pace", exact=True)).to_be_focused()
    await keys.press("ArrowDown")
    await keys.press("Tab")
    await keys.press("Enter")
    last = articles(page).last
    await expect(last).to_contain_text("Now THE MELIAN DIALOGUE (fast, 1 times).")
    await expect(last).to_contain_text("Ada used /rehearse start")
    await expect(composer(page)).to_be_focused()


async def test_a_pasted_command_and_a_wrong_number(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await composer(page).fill("/rehearse start piece:Callias times:11")
    await page.get_by_label("times", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Give 9 or less.")).to_be_visible()
    await page.keyboard.press("ControlOrMeta+A")
    await page.keyboard.type("2")
    await page.keyboard.press("Enter")
    await expect(articles(page).last).to_contain_text("Now Callias (plain, 2 times).")


async def test_a_form_counts_and_keeps_words(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await scene.thread.send("Your turn.", view=Stage())
    speak = articles(page).first.get_by_role("button", name="Speak")
    await speak.click()
    form = page.get_by_role("dialog", name="Your lines")
    await expect(form.get_by_label("Heading")).to_be_focused()
    lines = form.get_by_label("Lines", exact=True)
    await lines.fill("The strong do what they can, – and the weak suffer what they must.")
    await expect(form).to_contain_text("13 words · 66 of 60 characters · 6 too many")
    await shoot(page, "form-too-long")
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_contain_text("At most 60 characters; this has 6 too many.")
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await expect(speak).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(lines).to_have_value(
        "The strong do what they can, – and the weak suffer what they must."
    )
    await lines.fill("The strong do what they can.")
    await page.keyboard.press("ControlOrMeta+Enter")
    await expect(articles(page).last).to_contain_text("They said: The strong do what they can.")
    await expect(form).to_have_count(0)
    await speak.click()
    await expect(lines).to_have_value("")


async def test_a_stream_moves_nobody(windows: OpenWindow, scene: Scene) -> None:
    reader = await at(windows, scene, "ada", viewport={"width": 900, "height": 500})
    follower = await at(windows, scene, "ben", viewport={"width": 900, "height": 500})
    for number in range(12):
        await scene.thread.send(f"Line {number}. " + "A sentence to fill the page. " * 12)
    speech = await scene.thread.send("Hear me.")
    for page in (reader, follower):
        await expect(articles(page)).to_have_count(13)
        await expect(articles(page).last).to_contain_text("Hear me.")
        assert await from_bottom(page) <= 1
    await reader.get_by_role("log").hover()
    await reader.mouse.wheel(0, -120)
    await expect(reader.get_by_role("button", name="To the newest")).to_be_visible()
    eyes = articles(reader).nth(11)
    before = await eyes.bounding_box()
    text = "Hear me."
    for number in range(25):
        text += f" And this is sentence number {number} of the speech."
        await speech.edit(content=text)
    for page in (reader, follower):
        await expect(articles(page).last).to_contain_text("sentence number 24")
    assert await eyes.bounding_box() == before
    assert await from_bottom(follower) <= 1
    await expect(follower.locator("#announcer")).to_contain_text("sentence number 5")
    said = await follower.locator("#announcer").inner_text()
    assert said.count("Hear me.") == 1
    await scene.thread.send("And one more.")
    await reader.get_by_role("button", name="1 new").click()
    await expect(articles(reader).last).to_be_in_viewport()


async def test_an_edit_keeps_focus_and_only_touches_its_article(
    windows: OpenWindow, scene: Scene
) -> None:
    page = await at(windows, scene, "ada")
    await scene.thread.send("Before.")
    message = await scene.thread.send("One.", view=Stage())
    button = articles(page).last.get_by_role("button", name="Whisper")
    await button.focus()
    await page.get_by_role("log").evaluate(
        """log => { window.touched = new Set(); new MutationObserver(all => all.forEach(
            one => window.touched.add(one.target.parentElement.closest('article')?.dataset.messageId)
        )).observe(log, {subtree: true, childList: true, characterData: true}) }"""
    )
    await message.edit(content="One. Two.")
    await expect(articles(page).last).to_contain_text("One. Two.")
    await expect(button).to_be_focused()
    touched = await page.evaluate("[...window.touched].filter(Boolean)")
    assert touched == [str(message.id)]


async def test_an_ephemeral_answer_is_for_one(windows: OpenWindow, scene: Scene) -> None:
    ada, ben = await at(windows, scene, "ada"), await at(windows, scene, "ben")
    await scene.thread.send("Ask me.", view=Stage())
    await articles(ada).last.get_by_role("button", name="Whisper").click()
    whisper = ada.locator("#answer").filter(has_text="Between the two of us.")
    await expect(whisper).to_contain_text("Only you can see this")
    await scene.thread.send("For all.")
    await expect(articles(ben).last).to_contain_text("For all.")
    await expect(articles(ben).filter(has_text="Between")).to_have_count(0)
    await expect(articles(ada).filter(has_text="Between")).to_have_count(0)
    await whisper.get_by_role("button", name="Close").click()
    await expect(whisper).to_be_hidden()


async def test_a_press_that_nobody_answers(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await scene.thread.send("Press.", view=Stage())
    article = articles(page).last
    await expect(article.get_by_role("button", name="Gone")).to_be_disabled()
    await expect(article.get_by_role("link", name="Rules")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    await article.get_by_role("button", name="Stall").click()
    await expect(article.get_by_role("alert")).to_contain_text("This interaction failed")
    await article.get_by_role("combobox", name="Choose a voice").press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(articles(page).last).to_contain_text("The voice is loud.")


async def test_what_was_typed_outlives_a_cut_line(windows: OpenWindow, scene: Scene) -> None:
    line = Line()
    page = await at(windows, scene, "ada", before=line.lay)
    await scene.thread.send("Before the cut.")
    await expect(articles(page)).to_have_count(1)
    await composer(page).fill("Half a thought")
    await line.cut()
    banner = page.locator("#banner")
    await expect(banner).to_contain_text("Connection lost. What you type is kept.")
    await composer(page).press("End")
    await page.keyboard.type(", the other half")
    await page.keyboard.press("Enter")
    await expect(page.locator("#complaint")).to_contain_text("Your words are kept")
    await shoot(page, "disconnected")
    await scene.thread.send("While nobody heard.")
    line.mend()
    await hurry(page)
    await expect(articles(page).last).to_contain_text("While nobody heard.", timeout=20_000)
    await expect(banner).to_be_empty()
    await expect(composer(page)).to_have_value("Half a thought, the other half")
    await page.reload()
    await expect(composer(page)).to_have_value("Half a thought, the other half")
    await enter(page, "lounge")
    await expect(composer(page)).to_have_value("")
    await enter(page, scene.thread.name)
    await composer(page).press("Enter")
    await expect(articles(page).last).to_contain_text("Half a thought, the other half")
    await expect(composer(page)).to_have_value("")


async def test_try_now_waits_for_the_finger(windows: OpenWindow, scene: Scene) -> None:
    line = Line()
    page = await at(windows, scene, "ada", before=line.lay)
    await page.clock.install()
    await page.clock.pause_at(time.time() + 60)
    await line.cut()
    banner = page.locator("#banner")
    again = banner.get_by_role("button", name="Try now")
    await again.focus()
    before = await again.bounding_box()
    shown = set()
    for _ in range(10):
        await page.clock.run_for(250)
        await expect(banner).to_contain_text("next try in")
        shown.add(await banner.inner_text())
        assert await again.bounding_box() == before
    assert len(shown) > 1, "it counts, and has tried"
    await page.clock.run_for(30_000)
    await expect(banner).to_contain_text("The room has stopped.")
    await expect(again).to_be_focused()
    line.mend()
    await again.click()
    await expect(banner).to_be_empty()


async def test_two_windows_are_two_people(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await page.locator("summary", has_text="You are Ada").click()
    await page.get_by_role("list", name="People").get_by_role("link", name="Tess Teacher").click()
    await expect(page.locator("summary", has_text="You are Tess")).to_be_attached()
    await expect(page.get_by_role("heading", level=1)).to_have_text(scene.thread.name)
    await composer(page).fill("Quiet, please.")
    await composer(page).press("Enter")
    ben = await at(windows, scene, "ben")
    await expect(articles(ben).last).to_contain_text("Tess")
    await enter(ben, "lounge")
    await page.get_by_role("button", name="Close", exact=True).click()
    await ben.get_by_text("1 closed").click()
    await enter(ben, scene.thread.name)
    await expect(composer(ben)).to_be_disabled()
    await expect(ben.get_by_role("button", name="Delete")).to_have_count(0)
    await page.get_by_role("button", name="Reopen").click()
    await expect(composer(ben)).to_be_enabled()


async def test_markup_in_any_field_is_text(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    ben = await at(windows, scene, "ben")
    await scene.thread.edit(name=MARKUP)
    await expect(page.get_by_role("heading", level=1)).to_have_text(MARKUP)
    embed = discord.Embed(title=MARKUP, description=MARKUP, url="https://example.org/a")
    embed.add_field(name=MARKUP, value=MARKUP).set_footer(text=MARKUP).set_author(name=MARKUP)
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label=MARKUP, custom_id="a"))
    option = discord.SelectOption(label=MARKUP, value=MARKUP, description=MARKUP)
    view.add_item(discord.ui.Select(placeholder=MARKUP, options=[option], custom_id="b"))
    await scene.thread.send(MARKUP, embed=embed, view=view)
    article = articles(page).last
    await expect(article.locator("h2")).to_have_text(MARKUP)
    await expect(article.get_by_role("button", name=MARKUP)).to_be_visible()
    await article.get_by_role("combobox").click()
    await expect(page.get_by_role("option")).to_contain_text(MARKUP)
    await page.keyboard.press("Escape")
    await expect(articles(ben).last.locator("h2")).to_have_text(MARKUP, timeout=20_000)
    await composer(ben).fill(MARKUP)
    await composer(ben).press("Enter")
    said = page.locator("main [role=log] article[data-message-id]", has_text="Ben").last
    await expect(said.locator(".prose")).to_have_text(MARKUP, timeout=20_000)
    await articles(page).last.hover()
    await articles(page).last.get_by_role("button", name="Reply (Ben)").click()
    await composer(page).fill(MARKUP)
    await composer(page).press("Enter")
    await expect(articles(ben).last.get_by_role("link")).to_contain_text(MARKUP)
    for window in (page, ben):
        assert await window.locator("img, script:not([src])").count() == 0


async def test_a_phone_needs_no_sideways_scrolling(windows: OpenWindow, scene: Scene) -> None:
    view = discord.ui.View()
    for number in range(4):
        view.add_item(
            discord.ui.Button(label=f"A rather long label, {number}", custom_id=str(number))
        )
    card = discord.Embed(title="A card", description="word " * 60, colour=0xB4552D)
    await scene.thread.send("unbroken" * 40, embed=card, view=view)
    await scene.thread.send("Speak.", view=Stage())
    page = await at(
        windows,
        scene,
        "ada",
        viewport={"width": 360, "height": 740},
        has_touch=True,
        color_scheme="dark",
    )
    await expect(articles(page)).to_have_count(2)
    root = page.locator("html")
    for size in ("100%", "200%"):
        await root.evaluate("(html, size) => { html.style.fontSize = size }", size)
        assert await root.evaluate("html => html.scrollWidth") <= 360
        for part in ("#log", "#channels", ".head", "#composer"):
            box = page.locator(part)
            assert await box.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, (part, size)
        await shoot(page, f"phone-{size.rstrip('%')}")
    await root.evaluate("html => { html.style.fontSize = '' }")
    await articles(page).last.get_by_role("button", name="Speak").click()
    await page.get_by_role("dialog").wait_for()
    await shoot(page, "phone-form")
    assert await page.get_by_role("dialog").evaluate("d => d.scrollWidth - d.clientWidth") <= 0


async def test_history_comes_when_scrolling_up(windows: OpenWindow, scene: Scene) -> None:
    for number in range(120):
        await scene.thread.send(f"Line {number}")
    page = await at(windows, scene, "ada")
    await expect(articles(page).last).to_contain_text("Line 119")
    assert await from_bottom(page) <= 1
    first = page.get_by_text("begins here")
    await page.get_by_role("log").hover()
    for _ in range(40):
        if await first.is_visible():
            break
        await page.mouse.wheel(0, -1500)
        await page.wait_for_timeout(50)
    await expect(articles(page)).to_have_count(120)
    texts = await articles(page).locator(".prose").all_inner_texts()
    assert texts == [f"Line {number}" for number in range(120)]


async def test_new_words_mark_a_thread_until_read(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await enter(page, "lounge")
    link = page.get_by_role("navigation").get_by_role("link", name=scene.thread.name)
    await expect(link).not_to_contain_text(", unread")
    await scene.thread.send("Are you there?")
    await expect(link).to_contain_text(", unread")
    await expect(page).to_have_title("(1) #lounge · Ada · Practice room")
    await link.click()
    await expect(link).not_to_contain_text(", unread")
    await expect(articles(page).last).to_contain_text("Are you there?")


async def test_a_file_goes_up_and_comes_down(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    files = page.locator("#file")
    await files.set_input_files(
        {"name": "too-large.txt", "mimeType": "text/plain", "buffer": b"x" * (10 * 1024 * 1024 + 1)}
    )
    await expect(page.locator("#complaint")).to_contain_text("the most is 10.0 MB")
    await files.set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Athens, 416"}
    )
    await expect(page.get_by_role("list", name="Files to send")).to_contain_text("notes.txt")
    await page.get_by_role("button", name="Send").click()
    async with page.expect_download() as coming:
        await articles(page).last.get_by_role("link", name="notes.txt").click()
    path = await (await coming.value).path()
    assert path.read_bytes() == b"Athens, 416"


async def test_a_card_of_components_and_a_ticking_time(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    ends = int(time.time()) + 90
    card = discord.ui.LayoutView(timeout=None)
    button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(label="Now")
    card.add_item(
        discord.ui.Container(
            discord.ui.TextDisplay(f"## Your turn\nIt ends <t:{ends}:R>. ||Grant a point first.||"),
            discord.ui.Separator(),
            discord.ui.Section(discord.ui.TextDisplay("Speak when ready."), accessory=button),
            accent_colour=0xB4552D,
        )
    )
    await scene.thread.send(view=card)
    article = articles(page).last
    await expect(article.get_by_role("heading", name="Your turn")).to_be_visible()
    await expect(article.get_by_role("button", name="Now")).to_be_visible()
    await expect(article.locator("time[data-style]")).to_have_text("in 1 minute")
    await expect(article.locator("time[data-style]")).to_have_attribute("title", re.compile("20"))
    spoiler = article.get_by_role("button", name="Spoiler")
    await spoiler.press("Enter")
    await expect(spoiler).to_have_count(0)
    await expect(article.get_by_text("Grant a point first.")).to_be_visible()
    await shoot(page, "components")


async def test_colours_are_chosen_and_remembered(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada", color_scheme="light")
    ground = "e => getComputedStyle(e).backgroundColor"
    body = page.locator("body")
    paper = await body.evaluate(ground)
    switch = page.get_by_role("button", name="Colours")
    await switch.click()
    await switch.click()
    await expect(switch).to_have_accessible_name("Colours: dark. Change")
    ink = await body.evaluate(ground)
    assert ink != paper
    await page.reload()
    assert await page.locator("body").evaluate(ground) == ink


async def test_a_reply_leads_back_to_what_it_answers(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    first = await scene.thread.send("The first word.")
    for number in range(60):
        await scene.thread.send(f"Line {number}. " + "word " * 30)
    await first.reply("On that.")
    await page.reload()
    answer = articles(page).last.get_by_role("link", name="In answer to Parley: The first word.")
    await expect(
        articles(page).filter(has_text=re.compile(r"^Parley.*The first word\.$"))
    ).to_have_count(0)
    await answer.click()
    target = page.locator(f'article[data-message-id="{first.id}"]')
    await expect(target).to_be_in_viewport()
    await expect(target).to_be_focused()
