"""The library of a running bot: what comes in is there at once, and nobody sees half a change."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.debate.errors import ParleyError, Unknown
from bot.debate.model import SourceKind, Verdict
from bot.library.collection import Collection
from bot.library.file_library import open_library
from bot.ports import Acquisitions, ImportReport, Library, Status
from tests.library.pages import BODY
from tests.library.papers import BYLINE, TITLE
from tests.library.small_corpus import write_corpus

FRIGATE = "each guess has cost the taxpayer a frigate"


def text(number: int = 0) -> bytes:
    last = f"The ledger of pier number {number} has been lost, and nobody has asked for it since."
    return "\n\n".join([f"{TITLE} {number}" if number else TITLE, BYLINE, *BODY, last]).encode()


@pytest.fixture
async def collection(tmp_path: Path) -> AsyncIterator[Collection]:
    folder = tmp_path / "data" / "articles"
    corpus = write_corpus(tmp_path)
    library = open_library(corpus, articles=folder, index=tmp_path / "data" / "index.sqlite3")
    opened = Collection(library, folder)
    yield opened
    opened.close()


async def added(collection: Collection, number: int = 0, name: str = "a.txt") -> ImportReport:
    return await collection.add(name, text(number), {})


async def test_it_is_what_the_rest_of_the_house_asks_for(collection: Collection) -> None:
    library: Library = collection
    acquisitions: Acquisitions = collection
    assert library.motions()
    assert library.arguments("fleet-first", "hawk") == (library.argument("frigates-deter"),)
    assert library.motion("fleet-first").id == "fleet-first"
    assert acquisitions.articles() == ()


async def test_an_article_is_found_and_quoted_as_soon_as_it_is_added(
    collection: Collection,
) -> None:
    assert await collection.search("ledger pier lost") == ()
    report = await added(collection)
    assert report.status is Status.IMPORTED
    assert report.school == "not sure"
    found, *_ = await collection.search("ledger pier lost")
    assert found.source.id == report.id
    assert collection.passage(found.id) == found
    assert [source.id for source in collection.articles()] == [report.id]
    assert collection.check_quotation(FRIGATE, report.id).verdict is Verdict.VERIFIED


async def test_an_article_that_was_taken_out_is_offered_no_more_but_can_be_checked(
    collection: Collection, tmp_path: Path
) -> None:
    report = await added(collection)
    assert (await collection.remove(report.id)).title == TITLE
    assert await collection.search("ledger pier lost") == ()
    assert collection.articles() == ()
    with pytest.raises(Unknown):
        collection.passage(f"{report.id}#p1")
    assert collection.check_quotation(FRIGATE, report.id).verdict is Verdict.VERIFIED
    assert collection.check_quotation("no guess has cost a frigate", report.id).verdict in (
        Verdict.NEAR,
        Verdict.NOT_FOUND,
    )
    assert list((tmp_path / "data" / "articles").iterdir()) == []
    assert (await added(collection)).status is Status.IMPORTED, "it may come back"


@pytest.mark.parametrize("id", ["harbour-talks", "../index", "", "nothing-like-it"])
async def test_only_imported_articles_can_be_taken_out(
    collection: Collection, tmp_path: Path, id: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Unknown):
        await collection.remove(id)
    assert sorted(tmp_path.rglob("*")) == before
    assert {s.kind for s in collection.sources()} == {SourceKind.BRIEF}


async def test_searches_go_on_while_articles_come_and_go(collection: Collection) -> None:
    await added(collection, 1)
    stop = asyncio.Event()

    async def search() -> int:
        count = 0
        while not stop.is_set():
            found = await collection.search("ledger pier lost harbour ships", limit=20)
            assert any(passage.source.title == f"{TITLE} 1" for passage in found)
            count += 1
        return count

    searching = [asyncio.create_task(search()) for _ in range(4)]
    try:
        reports = await asyncio.gather(*(added(collection, n) for n in range(2, 6)))
        for report in reports:
            await collection.remove(report.id)
    finally:
        stop.set()
    assert min(await asyncio.gather(*searching)) > 0
    assert {report.status for report in reports} == {Status.IMPORTED}
    assert len(collection.articles()) == 1


async def test_the_same_article_given_twice_at_once_is_stored_once(collection: Collection) -> None:
    reports = await asyncio.gather(added(collection), added(collection, name="b.txt"))
    assert sorted(r.status for r in reports) == [Status.ALREADY_THERE, Status.IMPORTED]


@pytest.mark.parametrize(
    "name",
    [
        "../../../evil.txt",
        "/etc/passwd",
        "..",
        "",
        "a\0b.txt",
        "~/x.txt",
        "w" * 4000 + ".txt",
        "л" * 90,
    ],
)
async def test_no_name_leads_out_of_the_folder(
    collection: Collection, tmp_path: Path, name: str
) -> None:
    report = await added(collection, name=name)
    assert report.status is Status.IMPORTED
    assert "/" not in report.file
    outside = {path.name for path in tmp_path.iterdir()}
    assert outside == {"corpus", "data"}
    assert [p.name for p in (tmp_path / "data" / "articles").iterdir()] == [f"{report.id}.md"]


async def test_what_cannot_be_read_changes_nothing(collection: Collection) -> None:
    report = await collection.add("paper.pdf", b"%PDF-1.7 ...", {})
    assert (report.file, report.status) == ("paper.pdf", Status.REFUSED)
    assert collection.articles() == ()


async def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    collection = Collection(open_library(write_corpus(tmp_path)), tmp_path / "file" / "articles")
    with pytest.raises(ParleyError, match="cannot be changed on this machine"):
        await added(collection)
    collection.close()
    assert os.listdir(tmp_path / "corpus")
