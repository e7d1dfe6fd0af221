"""`parley corpus` and `parley quote`, with page captures of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Home, Parley

SENTENCE = "Harbour masters like quiet, and they like ships even more than that."
PAGE = f"""The Price of Quiet | Coast Review
Menu
Home
News
The Price of Quiet
By Ruth Calder
May 4, 2020

{SENTENCE} They are not friends of silence: a port that hears no news is soon a port without \
ships. In May 2020 the council paid $17 million for a new mole, 41 days after the storm.

"We never promised calm," said the mayor. "We promised work." The consul agreed, and the \
long-standing quarrel over dues was put aside until the autumn, when the ships came back and the \
town had other things to speak of than its debts and the weather at sea that had made them.

All rights reserved.
"""
ID = "the-price-of-quiet"


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_capture_becomes_an_article_that_can_be_quoted(parley: Parley, capture: Path) -> None:
    ran = parley("corpus", "import", str(capture), "--published", "2020-05-04")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"imported       {ID}: “The Price of Quiet”, Ruth Calder (")
    assert parley("corpus", "import", str(capture)).out.startswith("already there  ")
    assert f"{ID}\tarticle\t2020-05-04\tThe Price of Quiet\n" in parley("corpus", "list").out
    sources = {s["id"]: s for s in parley("corpus", "list", "--json").json}
    assert sources[ID]["passages"] >= 1
    assert sources["harbour-talks"]["kind"] == "brief"
    whole = parley("corpus", "show", ID, "--json").json
    assert (whole["author"], whole["published"]) == ("Ruth Calder", "2020-05-04")
    assert SENTENCE in whole["passages"][0]["text"]
    shown = parley("corpus", "show", ID).out
    assert shown.startswith("The Price of Quiet\nRuth Calder · ")
    assert "rights reserved" not in shown


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("they like ships even more than that", 0, "Verified. In context:"),
        ("the council paid $71 million for a new mole", 1, "Not word for word. The source says:"),
        ("purple monkeys danced upon the moon", 2, "The source does not say that."),
        ("Harbour masters like", 1, "a quotation needs 4 or more"),
    ],
)
def test_a_quotation_is_judged_by_its_exit_code(
    parley: Parley, capture: Path, words: str, code: int, says: str
) -> None:
    parley("corpus", "import", str(capture))
    ran = parley("quote", "--source", ID, words)
    assert (ran.code, ran.err) == (code, "")
    assert says in ran.out
    if "71" in words:
        assert "paid $17 million for a new mole" in ran.out
    told = parley("quote", "--source", ID, words, "--json")
    assert told.code == code
    assert told.json["verdict"] == {0: "verified", 1: "near", 2: "not found"}[code]


def test_a_brief_cannot_be_quoted(parley: Parley) -> None:
    ran = parley("quote", "--source", "harbour-talks", "Trade keeps sailors busy")
    assert (ran.code, ran.err) == (2, "")
    assert "brief in our own words" in ran.out


def test_a_file_that_is_no_page_is_refused_and_stops_nothing(
    parley: Parley, capture: Path, tmp_path: Path
) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.touch()
    binary.write_bytes(bytes(range(256)) * 40)
    gone = tmp_path / "gone.txt"
    paths = [str(path) for path in (empty, binary, gone, capture)]
    ran = parley("corpus", "import", *paths, "--json")
    assert ran.code == 1
    assert [report["status"] for report in ran.json] == ["refused"] * 3 + ["imported"]
    assert all(report["reason"] for report in ran.json[:3])
    told = parley("corpus", "import", *paths)
    assert told.code == 1
    assert "refused        gone.txt: is not there\n" in told.out


def test_a_folder_is_imported_file_by_file(parley: Parley, capture: Path) -> None:
    folder = capture.parent / "pages"
    folder.mkdir()
    capture.rename(folder / "page.txt")
    ran = parley("corpus", "import", str(folder), "--json")
    assert (ran.code, [report["id"] for report in ran.json]) == (0, [ID])


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("corpus", "show", "nope"), 1, "There is no source called “nope”."),
        (("corpus", "show", ""), 1, "There is no source called “”."),
        (("corpus", "search", "zeppelin"), 1, "No source says anything on that."),
        (("corpus", "search", ""), 1, "No source says anything on that."),
        (("corpus", "search", "harbour", "--school", "dove"), 1, "no school called “dove”"),
        (("corpus", "search", "harbour", "--limit", "0"), 2, "'--limit'"),
        (("corpus", "import"), 2, "Missing argument"),
        (("corpus", "import", ""), 2, "name the files or folders"),
        (("corpus", "import", "x", "--published", "yesterday"), 2, "YYYY-MM-DD"),
        (("quote", "four words at least"), 2, "Missing option '--source'"),
        (("quote", "--source", "nope", "four words at least"), 1, "no source called “nope”"),
        (("quote", "--source", "harbour-talks", " "), 2, "no words in that quotation"),
    ],
)
def test_bad_words_are_answered_on_standard_error(
    parley: Parley, words: tuple[str, ...], code: int, says: str
) -> None:
    ran = parley(*words)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err


def test_search_finds_passages_and_heeds_the_school(parley: Parley) -> None:
    ran = parley("corpus", "search", "harbour closed resolve")
    assert ran.code == 0
    assert "harbour-talks#c2  “The harbour talks” 2019-03\n" in ran.out
    found = parley("corpus", "search", "frigates deter", "--school", "realist", "--json").json
    assert all(p["id"] != "fleet-report#c1" for p in found), "a hawk's own claim"
    one = parley("corpus", "search", "harbour", "--limit", "1", "--json").json
    assert len(one) == 1
    assert set(one[0]) >= {"id", "text", "source", "standing", "held_by", "when"}


def test_a_damaged_article_is_left_out_and_named(parley: Parley, capture: Path) -> None:
    parley("corpus", "import", str(capture))
    (parley.home.data / "articles" / f"{ID}.md").write_text("---\nid: 5\n---\n")
    ran = parley("corpus", "list")
    assert ran.code == 0
    assert ID not in ran.out
    assert ran.err.startswith(f"Left out: articles/{ID}.md:")


def test_what_a_page_does_not_say_is_asked_for(home: Home, capture: Path) -> None:
    capture.write_text(PAGE.replace("By Ruth Calder\n", ""), encoding="utf-8")
    with home.at_keyboard("corpus", "import", str(capture)) as tess:
        tess.sees("page.txt: author (empty: not known)")
        tess.type("R. Calder\r")
        tess.sees("outlet (empty: not known)")
        tess.type("\r")
        assert tess.ends() == 0
        assert "“The Price of Quiet”, R. Calder" in tess.screen


@pytest.mark.parametrize("columns", [40, 120])
def test_a_table_fits_the_screen_and_cuts_no_id(home: Home, columns: int) -> None:
    with home.at_keyboard("corpus", "list", columns=columns) as tess:
        assert tess.ends() == 0
    lines = tess.screen.splitlines()
    assert max(map(len, lines)) <= columns
    assert [line.split()[0] for line in lines if "-" in line.split()[0]][:2] == [
        "fleet-report",
        "harbour-talks",
    ]
