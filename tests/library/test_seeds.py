"""The two first sources, imported from their raw captures where these are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.debate.model import SourceKind, Verdict
from bot.library.articles import read_articles
from bot.library.corpus import Corpus
from bot.library.file_library import FileLibrary, open_library
from bot.library.importing import ImportReport, Status, import_paths
from bot.library.quotations import check
from tests.library.conftest import ROOT

BOILERPLATE = (
    "Skip to content", "Breaking News", "House Republicans", "The views expressed", "Getty Images",
    "shake hands in Geneva", "Huminski", "Twitter", "Tags", "Copyright", "All rights reserved",
    "More International News", "See All", "See all", "Most Popular", "Load more",
)  # fmt: skip


@pytest.fixture
def imported(shared: Path, tmp_path: Path) -> tuple[FileLibrary, tuple[ImportReport, ...]]:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    if len(seeds) != 2:
        pytest.skip("the two raw captures are not here")
    reports = tuple(import_paths(seeds, tmp_path, on="2026-02-01"))
    articles, faults = read_articles(tmp_path)
    assert faults == ()
    return FileLibrary(Corpus((), (), (), ()), articles), reports


Imported = tuple[FileLibrary, tuple[ImportReport, ...]]


def test_title_author_date_and_outlet_are_as_far_as_the_pages_give_them(imported: Imported) -> None:
    _, (first, second) = imported
    assert first.title == "To Keep Russia At Bay, We Need Good Diplomacy, Not Threats Of War"
    assert first.unknown == ("author", "published", "outlet"), (
        "a banner's date is not the article's"
    )
    assert second.title == "Senior-level engagement with Russia is good — if it’s realistic"
    assert (second.author, second.outlet) == ("Joshua C. Huminski", "The Hill")
    assert second.published == "", "a copyright year is not the article's"


def test_nothing_of_the_page_is_left_and_nothing_of_the_article_lost(
    imported: Imported, shared: Path
) -> None:
    library, reports = imported
    for report in reports:
        text = library.article(report.id).text
        for words in BOILERPLATE:
            assert words not in text
        raw = (shared / "seeds" / report.file).read_text(encoding="utf-8")
        paragraphs = [line for line in raw.splitlines() if len(line.split()) > 30]
        kept = [p for p in paragraphs if "rights reserved" not in p and "is director of" not in p]
        assert len(kept) >= 10
        assert all(" ".join(p.split()) in text for p in kept)


def test_every_passage_stands_at_its_place(imported: Imported) -> None:
    library, reports = imported
    for report in reports:
        text = library.article(report.id).text
        passages = library.passages(report.id)
        assert [p.text for p in passages] == [text[p.start : p.end] for p in passages]
        assert " ".join(p.text for p in passages).split() == text.split()
        assert all(40 <= len(p.text.split()) <= 120 for p in passages)


def test_every_sentence_is_verified_and_no_changed_figure_is(imported: Imported) -> None:
    library, reports = imported
    for report in reports:
        for passage in library.passages(report.id):
            assert library.check_quotation(passage.text, report.id).verdict is Verdict.VERIFIED
    first = library.article(reports[0].id).text
    assert check("Russia has invested some $17 billion in", first).verdict is Verdict.VERIFIED
    for changed in ("some $71 billion", "some $17 million", "some €17 billion", "some 17 billion"):
        assert check(f"Russia has invested {changed} in", first).verdict is Verdict.NEAR


async def test_the_imported_articles_are_found_beside_the_briefs(
    shared: Path, tmp_path: Path
) -> None:
    briefs = open_library(ROOT / "corpus", articles=tmp_path).sources()
    seeds = sorted((shared / "seeds").glob("*.txt"))
    reports = list(import_paths(seeds, tmp_path, on="2026-02-01", known=briefs))
    assert {r.status for r in reports} == {Status.IMPORTED}
    assert [r.published for r in reports] == ["2019-04", "2021-11"], "their briefs know the month"
    library = open_library(ROOT / "corpus", articles=tmp_path)
    found = await library.search("disputes when you are not talking to the other side", limit=12)
    assert SourceKind.ARTICLE in {p.source.kind for p in found}
    early = library.motion("small-deployments")
    later = await library.search("Burns Patrushev Naryshkin", motion=early)
    assert reports[1].id not in {p.source.id for p in later}
