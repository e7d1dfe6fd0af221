"""A teacher brings articles in and takes them out, in Discord, while the bot runs."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.config import ModelSettings
from bot.library.articles import read_articles
from bot.room.people import Person
from tests.library.pages import BODY
from tests.library.papers import TITLE, locked_pdf, pdf, set_lines, web_page, word
from tests.model_server import Exchange, ModelServer, speech
from tests.whole.practice import (
    Message,
    Practice,
    button_id,
    practice,
    speak,
    spoken,
    start,
)

TEXT = f"{TITLE}\n\nBy Ada M. Stone\n\n" + "\n\n".join(BODY)
LEDGER = "The harbor ledger of Port Selwyn names nine lighthouse keepers and their wages in full."


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Practice]:
    async with practice(tmp_path) as opened:
        yield opened


@pytest.fixture
async def tess(here: Practice) -> AsyncIterator[Person]:
    async with here.arrive("tess") as person:
        yield person


async def told(person: Person, command: str, files: Any = None, **options: str) -> Message:
    """Run a command in #debates and wait for the one answer to it."""
    return (await all_told(person, 1, command, files, **options))[0]


async def all_told(
    person: Person, count: int, command: str, files: Any = None, **options: str
) -> list[Message]:
    known = {m["id"] for m in person.ephemeral}
    await person.slash("debates", command, files, **options)

    def fresh() -> list[Message]:
        return [m for m in person.ephemeral if m["id"] not in known and m["content"]]

    await person.wait(lambda: len(fresh()) >= count, 30, lambda: f"answers, not {fresh()}")
    return fresh()


def stored(here: Practice) -> dict[str, str]:
    articles, faults = read_articles(here.home.articles)
    assert faults == ()
    return {article.head.id: article.text for article in articles}


async def test_a_teacher_adds_a_text_and_a_pdf_and_they_are_found_at_once(
    here: Practice, tess: Person
) -> None:
    paper = pdf([set_lines([*BODY, LEDGER], "The keepers of the lights")])
    files = {"file": ("harbor.txt", TEXT.encode()), "second": ("keepers.pdf", paper)}
    first, second = await all_told(tess, 2, "corpus add", files)
    assert f"**Added.** “{TITLE}” · Ada M. Stone" in first["content"]
    assert "words in 3 passages · reads like school year 5" in first["content"]
    assert "school: not sure" in first["content"]
    assert "Not known: published, outlet." in first["content"]
    assert "“The keepers of the lights”" in second["content"]
    assert set(stored(here)) == {"a-quiet-harbor-is-kept-by-talking", "the-keepers-of-the-lights"}
    found = await told(tess, "evidence search", query="lighthouse keepers wages")
    shown = found["embeds"][0]
    assert "The keepers of the lights" in shown["title"]
    assert "nine lighthouse keepers" in shown["description"]


async def test_what_the_teacher_tells_goes_before_what_the_file_says(
    here: Practice, tess: Person
) -> None:
    file = {"file": ("page.html", web_page().encode())}
    fields = {"title": "On quiet", "author": "A. Stone", "published": "2019-03", "outlet": "Review"}
    answer = await told(tess, "corpus add", file, **fields)
    assert "“On quiet” · A. Stone · Review · 2019-03" in answer["content"]
    assert "Not known" not in answer["content"]
    two = {**file, "second": ("other.txt", TEXT.encode())}
    answer = await told(tess, "corpus add", two, title="One title for two")
    assert "are for a single file" in answer["content"]


async def test_a_broken_file_and_one_known_already_are_told_so_and_the_rest_goes_in(
    here: Practice, tess: Person
) -> None:
    await told(tess, "corpus add", {"file": ("harbor.txt", TEXT.encode())})
    files = {
        "file": ("locked.pdf", locked_pdf()),
        "second": ("same.html", web_page().encode()),
        "third": ("letter.docx", word([*BODY, LEDGER], title="A letter")),
    }
    locked, same, letter = await all_told(tess, 3, "corpus add", files)
    assert locked["content"].startswith("**Not added.** locked.pdf is locked with a password")
    assert same["content"].startswith(f"**Already there.** same.html is “{TITLE}”")
    assert letter["content"].startswith("**Added.** “A letter”")
    assert len(stored(here)) == 2


async def test_a_student_can_neither_add_nor_list_nor_remove(here: Practice, tess: Person) -> None:
    await told(tess, "corpus add", {"file": ("harbor.txt", TEXT.encode())})
    (id,) = stored(here)
    async with here.arrive("ada") as ada:
        for command, files, options in (
            ("corpus add", {"file": ("mine.txt", (TEXT + LEDGER).encode())}, {}),
            ("corpus list", None, {}),
            ("corpus remove", None, {"article": id}),
        ):
            answer = await told(ada, command, files, **options)
            assert "Only a teacher can do that" in answer["content"]
        assert await ada.autocomplete("debates", "corpus remove", "article", "quiet") == []
    assert list(stored(here)) == [id]


async def test_articles_are_listed_and_removed_again(here: Practice, tess: Person) -> None:
    assert "No article has been added" in (await told(tess, "corpus list"))["content"]
    text = TEXT.replace(TITLE, "@everyone [look](http://x.test) <@1>") + f"\n\n{LEDGER}"
    await told(tess, "corpus add", {"file": ("harbor.txt", text.encode())})
    listed = (await told(tess, "corpus list"))["content"]
    assert "**1 article** beside the shipped briefs" in listed
    assert "@everyone" not in listed
    assert "](" not in listed
    (offered,) = await tess.autocomplete("debates", "corpus remove", "article", "look")
    answer = await told(tess, "corpus remove", article=offered["value"])
    assert "is taken out" in answer["content"]
    assert stored(here) == {}
    assert "No article has been added" in (await told(tess, "corpus list"))["content"]
    gone = await told(tess, "evidence search", query="lighthouse keepers wages")
    assert "lighthouse" not in str(gone["embeds"])


@pytest.mark.parametrize("id", ["keep-russia-at-bay", "../parley", "nothing-like-it", "*"])
async def test_what_is_no_article_cannot_be_removed(here: Practice, tess: Person, id: str) -> None:
    answer = await told(tess, "corpus remove", article=id)
    assert "There is no article called" in answer["content"]
    assert {path.name for path in here.home.data.iterdir()} >= {"parley.sqlite3"}


async def test_a_debate_keeps_the_passages_of_an_article_that_was_taken_out(
    tmp_path: Path,
) -> None:
    """It was quoted before, is quoted once more after, and stays readable over a restart."""
    async with ModelServer(quoting_the_ledger) as server:
        model = ModelSettings(name="scripted", model="scripted-1", base_url=server.url)
        async with (
            practice(tmp_path, models=(model,)) as here,
            here.arrive("tess") as tess,
            here.arrive("ada") as ada,
        ):
            await told(tess, "corpus add", {"file": ("a.txt", f"{TEXT}\n\n{LEDGER}".encode())})
            thread = await start(ada, motion="rule-out-threats", format="quick", school="realist")
            await speak(ada, thread, 1, "What of the lighthouse keepers and their wages?")
            quoted = await spoken(ada, thread, "3 of 6")
            assert "1 source · 1 quotation checked" in quoted["content"]
            (id,) = stored(here)
            assert "is taken out" in (await told(tess, "corpus remove", article=id))["content"]
            await speak(ada, thread, 3, "I still ask about the lighthouse keepers.")
            again = await spoken(ada, thread, "5 of 6")
            assert "1 source · 1 quotation checked" in again["content"]
            await here.stop_bot()
            here.start_bot()
            await here.ready()
            await ada.press(quoted, custom_id=button_id(quoted, "parley:sources"))
            shown = await ada.wait_ephemeral(lambda m: bool(m["embeds"]))
            assert LEDGER in shown["embeds"][0]["description"].replace("**", "")


async def quoting_the_ledger(exchange: Exchange) -> web.StreamResponse:
    """A model that quotes the ledger, if it was offered to it, and else says something plain."""
    prompt = "\n".join(message["content"] for message in exchange.body["messages"])
    numbers = re.findall(r'<source number="(\d+)"[^>]*>\n[^<]*harbor ledger of Port', prompt)
    said = f"It is on record: “{LEDGER}” [{numbers[0]}]." if numbers else "A plain point."
    return await speech(said)(exchange)
