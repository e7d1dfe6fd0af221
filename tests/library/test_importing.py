"""Importing: one report for each file, a bad file stops nothing, nothing is written elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.debate.model import Source, SourceKind, Verdict
from bot.library.articles import read_articles
from bot.library.file_library import open_library
from bot.library.importing import Ask, ImportReport, Status, import_paths
from tests.library.pages import BODY, LETTER, MARKDOWN, NEWSPAPER
from tests.library.small_corpus import write_corpus

ON = "2026-02-01"


def imported(
    *paths: Path, into: Path, title: str | None = None, ask: Ask | None = None, **how: str
) -> list[ImportReport]:
    return list(import_paths(paths, into, on=ON, title=title, ask=ask, **how))  # type: ignore[arg-type]


def capture(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def page(title: str = "A quiet harbor is kept by talking", extra: str = "") -> str:
    return f"{title}\n\n" + "\n\n".join(BODY) + f"\n\n{extra}"


def test_an_imported_article_can_be_read_searched_and_quoted(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    path = capture(tmp_path, "harbor.txt", NEWSPAPER.raw)
    (report,) = imported(path, into=corpus / "articles")
    assert report == ImportReport(
        file="harbor.txt",
        status=Status.IMPORTED,
        id="a-quiet-harbor-is-kept-by-talking",
        title="A quiet harbor is kept by talking",
        author="Ada M. Stone",
        published="2019-03-05",
        outlet="The Hill",
        words=sum(len(paragraph.split()) for paragraph in BODY),
        passages=report.passages,
        grade=report.grade,
    )
    library = open_library(corpus)
    assert library.skipped == ()
    article = library.article(report.id)
    assert article.text == "\n\n".join(BODY)
    assert (article.head.imported, article.head.original) == (ON, "harbor.txt")
    assert len(library.passages(report.id)) == report.passages > 1
    quotation = library.check_quotation("each guess has cost the taxpayer a frigate", report.id)
    assert quotation.verdict is Verdict.VERIFIED


def test_imported_twice_is_stored_once(tmp_path: Path) -> None:
    first = capture(tmp_path, "one.txt", page())
    second = capture(tmp_path, "two.txt", "Skip to content\n\n" + page(extra="Most Popular"))
    shelf = tmp_path / "articles"
    statuses = [r.status for r in imported(first, first, second, into=shelf)]
    assert statuses == [Status.IMPORTED, Status.ALREADY_THERE, Status.ALREADY_THERE]
    (again,) = imported(first, into=shelf)
    assert again.status is Status.ALREADY_THERE
    assert again.id == "a-quiet-harbor-is-kept-by-talking"
    assert [p.name for p in shelf.iterdir()] == ["a-quiet-harbor-is-kept-by-talking.md"]


def test_another_text_under_the_same_title_gets_a_number(tmp_path: Path) -> None:
    first = capture(tmp_path, "one.txt", page())
    second = capture(tmp_path, "two.txt", page(extra="It ends in another way, this time."))
    reports = imported(first, second, into=tmp_path / "articles")
    assert [r.id for r in reports] == [
        "a-quiet-harbor-is-kept-by-talking",
        "a-quiet-harbor-is-kept-by-talking-2",
    ]


BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n", "is empty"),
    "nuls.txt": (b"words \0 words " * 40, "is not text"),
    "picture.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 9, "is not text"),
    "noise.txt": (bytes(range(1, 32)) * 40, "is not text"),
    "unknown.txt": (b"caf\x81 " * 100, "is not text"),
    "large.txt": (b"words " * 900_000, "5 MB is the most"),
    "short.txt": (b"A title of it\n\n" + b"Only a few words stand here. " * 3, "fewer than 80"),
    "menu.txt": (b"Home\nNews\nOpinion\n" * 60, "0 words of running text"),
    "plain.html": (page().encode(), "is plain text, although its name ends in .html"),
    "paper.txt": (b"%PDF-1.7 ...", "is a PDF, although its name ends in .txt"),
    "letter.docx": (b"PK\x03\x04....", "is a ZIP archive"),
    "letter.doc": (b"\xd0\xcf\x11\xe0" * 9, "is an old Word file"),
    "notes.rtf": (rb"{\rtf1 words}", "is an RTF file"),
    "saved.txt": (b"\n<!DOCTYPE html><html>" + page().encode(), "is a web page, although"),
    "feed.xml": (b"<?xml version='1.0'?><rss/>", "is an XML file"),
    "saved.mhtml": (b"From: <Saved>\nContent-Type: multipart/related;", "is a web archive"),
    "brief.md": (b"---\nkind: brief\n---\n\n" + page().encode(), "is a brief"),
}


@pytest.mark.parametrize(("name", "bad"), BAD.items(), ids=BAD.keys())
def test_a_file_that_is_no_article_is_refused_with_its_reason(
    tmp_path: Path, name: str, bad: tuple[bytes, str]
) -> None:
    path = capture(tmp_path, name, bad[0])
    (report,) = imported(path, into=tmp_path / "articles")
    assert (report.status, report.file, report.id) == (Status.REFUSED, name, "")
    assert bad[1] in report.reason
    assert list((tmp_path / "articles").iterdir()) == []


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reports = imported(
        tmp_path / "nowhere.txt", tmp_path / "pipe", Path("a\0b"), into=tmp_path / "articles"
    )
    assert [r.status for r in reports] == [Status.REFUSED] * 3
    assert [r.reason.split(" (")[0] for r in reports] == [
        "is not there",
        "is not a file",
        "cannot be opened",
    ]


def test_a_folder_goes_on_after_a_refusal(tmp_path: Path) -> None:
    for name, (data, _) in BAD.items():
        capture(tmp_path / "in", name, data)
    capture(tmp_path / "in", "deeper/harbor.md", MARKDOWN.raw)
    capture(tmp_path / "in", "z-letter.txt", page("Another title"))
    capture(tmp_path / "in", ".hidden.txt", page("Hidden"))
    (tmp_path / "in" / "link.txt").symlink_to(capture(tmp_path, "outside.txt", page("Outside")))
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    reports = imported(tmp_path / "in", into=tmp_path / "articles")
    by_status = {status: [r.file for r in reports if r.status is status] for status in Status}
    assert sorted(by_status[Status.REFUSED]) == sorted(BAD)
    assert by_status[Status.IMPORTED] == ["z-letter.txt", "harbor.md"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encodings_that_teachers_have(tmp_path: Path, encoding: str) -> None:
    path = capture(
        tmp_path, "page.txt", page("A café’s harbor is kept by talking").encode(encoding)
    )
    (report,) = imported(path, into=tmp_path / "articles")
    assert report.title == "A café’s harbor is kept by talking"
    assert report.id == "a-cafes-harbor-is-kept-by-talking"


def test_what_the_page_does_not_say_is_asked_for_or_left_empty(tmp_path: Path) -> None:
    path = capture(tmp_path, "page.txt", page())
    asked: list[tuple[str, str]] = []

    def ask(file: str, field: str) -> str:
        asked.append((file, field))
        return {"author": " Ada\n Stone ", "published": "April 5, 2019"}.get(field, "")

    (report,) = imported(path, into=tmp_path / "asked", ask=ask)
    assert asked == [("page.txt", "author"), ("page.txt", "published"), ("page.txt", "outlet")]
    assert (report.author, report.published, report.outlet) == ("Ada Stone", "2019-04-05", "")
    assert report.unknown == ("outlet",)
    (report,) = imported(path, into=tmp_path / "not-asked")
    assert report.unknown == ("author", "published", "outlet")
    (stored,), _ = read_articles(tmp_path / "not-asked")
    assert (stored.head.author, stored.head.published, stored.head.outlet) == ("", "", "")


def test_what_is_given_goes_before_what_the_page_says(tmp_path: Path) -> None:
    path = capture(tmp_path, "page.txt", LETTER.raw)
    (report,) = imported(
        path, into=tmp_path / "a", title="My title", author="Me", published="2001", outlet="Here"
    )
    assert (report.id, report.title, report.author) == ("my-title", "My title", "Me")
    assert (report.published, report.outlet, report.unknown) == ("2001", "Here", ())


def test_a_brief_of_the_same_title_fills_the_gaps(tmp_path: Path) -> None:
    brief = Source(
        "quiet", SourceKind.BRIEF, "A Quiet Harbor is Kept by Talking", "Ada Stone", "", "2019-04"
    )
    path = capture(tmp_path, "page.txt", page())
    (report,) = import_paths([path], tmp_path / "articles", on=ON, known=[brief])
    assert (report.author, report.published, report.unknown) == (
        "Ada Stone",
        "2019-04",
        ("outlet",),
    )


def test_no_article_takes_the_id_of_a_brief(tmp_path: Path) -> None:
    brief = Source("quiet-harbor", SourceKind.BRIEF, "Something else")
    path = capture(tmp_path, "page.txt", page("Quiet, harbor!"))
    (report,) = import_paths(
        [path], tmp_path / "articles", on=ON, title="Quiet, harbor!", known=[brief]
    )
    assert report.id == "quiet-harbor-2"


def test_a_date_that_is_still_to_come_is_not_taken(tmp_path: Path) -> None:
    path = capture(
        tmp_path, "page.txt", page(extra="").replace("\n\n", "\n\nPublished May 1, 2031\n\n", 1)
    )
    (report,) = imported(path, into=tmp_path / "articles")
    assert report.published == ""


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("/absolute", "absolute"),
        ("..", "page"),
        ("C:\\Windows\\system32", "c-windows-system32"),
        ("Тихая гавань", "page"),
        ("\u202eevil\x00name\n---\nid: other", "evilname-id-other"),
        ("w" * 500, "w" * 60),
        (
            "a title of " + "many words " * 50,
            "a-title-of-many-words-many-words-many-words-many-words-many",
        ),
        ("{{7*7}} @everyone <@1> `x`", "7-7-everyone-1-x"),
    ],
)
def test_no_title_leads_out_of_the_folder(tmp_path: Path, title: str, id: str) -> None:
    path = capture(tmp_path, "page.txt", page())
    (report,) = imported(path, into=tmp_path / "articles", title=title)
    assert report.id == id
    assert [p.name for p in (tmp_path / "articles").iterdir()] == [f"{id}.md"]
    (article,), faults = read_articles(tmp_path / "articles")
    assert (faults, article.text) == ((), "\n\n".join(BODY))


def test_a_link_in_the_way_is_neither_followed_nor_replaced(tmp_path: Path) -> None:
    outside = capture(tmp_path, "outside.md", "precious")
    shelf = tmp_path / "articles"
    shelf.mkdir()
    (shelf / "a-quiet-harbor-is-kept-by-talking.md").symlink_to(outside)
    (shelf / "a-quiet-harbor-is-kept-by-talking-2.md").symlink_to(tmp_path / "not-there.md")
    (report,) = imported(capture(tmp_path, "page.txt", page()), into=shelf)
    assert report.id == "a-quiet-harbor-is-kept-by-talking-3"
    assert outside.read_text() == "precious"
    assert not (tmp_path / "not-there.md").exists()


def test_a_stored_article_can_be_carried_to_another_machine(tmp_path: Path) -> None:
    imported(capture(tmp_path, "harbor.txt", NEWSPAPER.raw), into=tmp_path / "here")
    (report,) = imported(tmp_path / "here", into=tmp_path / "there")
    assert report.status is Status.IMPORTED
    (here,), _ = read_articles(tmp_path / "here")
    (there,), _ = read_articles(tmp_path / "there")
    assert here.text == there.text
    assert here.source == there.source


def test_text_that_looks_like_fields_stays_text(tmp_path: Path) -> None:
    odd = page(
        extra="--- These are not fields, whatever they look like to you.\n\nid: nor is this one."
    )
    (report,) = imported(capture(tmp_path, "odd.txt", odd), into=tmp_path / "articles")
    (article,), faults = read_articles(tmp_path / "articles")
    assert faults == ()
    assert report.words == len(article.text.split())
    assert "--- These are not fields" in article.text
