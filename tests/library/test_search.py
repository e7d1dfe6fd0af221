"""Search: what fits, best first; nothing where nothing fits; no words are ever syntax."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.debate.model import Passage, Source, SourceKind
from bot.library.file_library import FileLibrary, open_library
from bot.library.index import Index, content_terms
from tests.library.small_corpus import HARBOUR, put_article, write_corpus


async def ids(library: FileLibrary, query: str, **how: object) -> list[str]:
    return [p.id for p in await library.search(query, **how)]  # type: ignore[arg-type]


async def test_words_are_found_in_any_of_their_forms(library: FileLibrary) -> None:
    assert (await ids(library, "Which frigate deterred?"))[0] == "fleet-report#c1"
    assert (await ids(library, "HALVING of the dues"))[0] == "harbour-talks#f2"
    assert (await ids(library, "mayor"))[0] == "the-price-of-quiet#p1"


async def test_one_word_that_fits_is_enough_but_function_words_are_not(
    library: FileLibrary,
) -> None:
    assert "fleet-report#f1" in await ids(library, "how many frigates did the emperor of Mars have")
    for nothing in ("", "   ", "what is the of and", "emperor Mars", "?!", "🙂"):
        assert await ids(library, nothing) == [], nothing


@pytest.mark.parametrize(
    "query",
    [
        'frigates" OR "1"="1',
        "frigates AND",
        "NOT frigates",
        "NEAR(frigates, 3)",
        "words : frigates",
        "frigates*",
        "^frigates",
        "-frigates",
        "frigates + ) ( {",
        "'; DROP TABLE passages; -- frigates",
        "frigates \x00 \ud800",
        "number:1 frigates",
    ],
)
async def test_no_query_is_syntax(library: FileLibrary, query: str) -> None:
    assert "fleet-report#f1" in await ids(library, query)


async def test_naughty_queries_break_nothing(library: FileLibrary, shared: Path) -> None:
    naughty = json.loads((shared / "data" / "naughty-strings.json").read_text())
    for query in [*naughty, "word " * 5000, " ".join(f"term{n}" for n in range(5000))]:
        await library.search(query)
    assert await ids(library, "frigates counted") != []


async def test_a_school_is_not_handed_the_case_of_the_other(library: FileLibrary) -> None:
    query = "open closed harbour ships dues frigates"
    assert "harbour-talks#c1" in await ids(library, query, school="realist", limit=50)
    for_hawks = await ids(library, query, school="hawk", limit=50)
    assert "harbour-talks#c1" not in for_hawks
    assert "harbour-talks#c2" in for_hawks, "what a source reports of the hawks is theirs to use"
    assert "harbour-talks#f1" in for_hawks, "facts are open to all"


async def test_nothing_later_than_the_motion_is_offered(library: FileLibrary) -> None:
    early, late = library.motion("harbour-open"), library.motion("fleet-first")
    query = "frigates mayor council"
    assert await ids(library, query, motion=early) == []
    found = await ids(library, query, motion=late)
    assert {i.partition("#")[0] for i in found} == {"fleet-report", "the-price-of-quiet"}


async def test_dates_are_compared_as_far_as_they_are_told(tmp_path: Path) -> None:
    brief = HARBOUR.replace("published: 2019-03", "published: 2019").replace(
        "when: 2019-03", "when: 2020"
    )
    corpus = write_corpus(tmp_path, harbour_talks=brief)
    put_article(
        corpus, "---\nid: undated\nkind: article\n---\n\nShips and more ships.\n", "undated.md"
    )
    library = open_library(corpus)
    found = await ids(library, "ships dues", motion=library.motion("harbour-open"))
    assert "undated#p1" in found
    assert "harbour-talks#f1" in found
    assert "harbour-talks#f2" not in found, "the fact is of 2020"


async def test_no_source_crowds_out_the_others(tmp_path: Path) -> None:
    facts = "\n".join(f'  f{n}: {{says: "Ships of kind {n} sail."}}' for n in range(3, 30))
    corpus = write_corpus(tmp_path, harbour_talks=HARBOUR.replace("claims:", f"{facts}\nclaims:"))
    put_article(corpus)
    found = await ids(open_library(corpus), "ships", limit=8)
    assert sum(i.startswith("harbour-talks#") for i in found) == 3
    assert "the-price-of-quiet#p1" in found
    assert len(await ids(open_library(corpus), "ships", limit=2)) == 2
    assert await ids(open_library(corpus), "ships", limit=0) == []


async def test_many_may_search_at_once(library: FileLibrary) -> None:
    found = await asyncio.gather(*(ids(library, "frigates counted") for _ in range(50)))
    assert all(one == found[0] != [] for one in found)


def passages(*texts: str) -> tuple[Passage, ...]:
    source = Source("s", SourceKind.BRIEF, "S")
    return tuple(Passage(f"s#f{n}", source, text) for n, text in enumerate(texts, start=1))


def found_in(index: Index, query: str) -> list[str]:
    return [p.text for p in index.search(query, lambda _: True, 8, 3)]


COMMON = tuple(f"common{n}" for n in range(100))
RARE = tuple(f"rare{n}" for n in range(3_000))


def many_passages(count: int) -> tuple[Passage, ...]:
    """Passages of words that stand in many of them and of words that stand in few, ten a source."""
    pick = random.Random(1)
    made: list[Passage] = []
    for number in range(count):
        source = Source(f"s{number // 10}", SourceKind.BRIEF, "S")
        words = [*pick.choices(COMMON, k=pick.randint(30, 60)), *pick.choices(RARE, k=25)]
        pick.shuffle(words)
        made.append(Passage(f"{source.id}#p{number}", source, " ".join(words)))
    return tuple(made)


def ranked_whole(held: Sequence[Passage]) -> Callable[[str], list[Passage]]:
    """Every passage that has a word of a query, as FTS5 itself ranks them all."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE t USING fts5 (words, tokenize = 'porter unicode61')")
    rows = ((number, passage.text) for number, passage in enumerate(held))
    base.executemany("INSERT INTO t (rowid, words) VALUES (?, ?)", rows)

    def ranked(query: str) -> list[Passage]:
        wanted = " OR ".join(f'"{term}"' for term in content_terms(query))
        found = base.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank, rowid", (wanted,))
        return [held[number] for (number,) in found]

    return ranked


def test_among_many_passages_the_right_one_is_first() -> None:
    held = many_passages(6_000)
    index, ranked = Index(held), ranked_whole(held)
    pick = random.Random(2)
    for right in pick.sample(held, 40):
        own = [word for word in right.text.split() if word.startswith("rare")]
        query = " ".join([*pick.sample(own, 5), *pick.choices(RARE, k=3), *pick.sample(COMMON, 4)])
        found = index.search(query, lambda _: True, 8, 8)
        assert found[0] == right
        assert found[:3] == tuple(ranked(query)[:3])


def test_where_few_are_allowed_all_that_fit_are_looked_at() -> None:
    held = many_passages(6_000)
    query = " ".join([*RARE[:20], *COMMON[:3]])
    wanted = [p for p in ranked_whole(held)(query) if p.source.id.endswith("77")]
    found = Index(held).search(query, lambda p: p.source.id.endswith("77"), 10, 10)
    assert len(found) == 10
    assert found == tuple(wanted[:10])


def test_a_word_that_stands_in_most_passages_still_finds_them() -> None:
    texts = [*(f"harbour number{n}" for n in range(9)), "a frigate"]
    assert len(found_in(Index(passages(*texts)), "harbour")) == 3
    assert found_in(Index(passages(*texts)), "frigate in the harbour")[0] == "a frigate"


def test_the_index_is_kept_and_made_anew_when_the_corpus_changes(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "index.sqlite3"
    Index(passages("red sails"), file).close()
    made = file.stat()
    again = Index(passages("red sails"), file)
    assert file.stat().st_ino == made.st_ino
    assert found_in(again, "sail") == ["red sails"]
    changed = Index(passages("red sails", "blue sails"), file)
    assert found_in(changed, "blue") == ["blue sails"]
    assert found_in(again, "sail") == ["red sails"], "the older reader keeps what it opened"
    assert [p.name for p in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("damage", ["cut", "overwritten", "empty", "text", "other tables"])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "index.sqlite3"
    Index(passages("red sails"), file).close()
    data = bytearray(file.read_bytes())
    if damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "overwritten":
        data[4096:] = b"\xff" * (len(data) - 4096)
        file.write_bytes(data)
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "text":
        file.write_text("this was never a database")
    else:
        file.unlink()
        sqlite3.connect(file).executescript("CREATE TABLE about (fingerprint)").close()
    index = Index(passages("red sails"), file)
    assert found_in(index, "sail") == ["red sails"]
    index.close()
    healed = Index(passages("red sails"), file)
    assert found_in(healed, "sail") == ["red sails"]


def test_an_index_damaged_while_open_still_answers(tmp_path: Path) -> None:
    file = tmp_path / "index.sqlite3"
    many = passages(*(f"red sails number {n} " + "filler " * 200 for n in range(400)))
    index = Index(many, file)
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * (file.stat().st_size - 4096))
    assert len(found_in(index, "sails")) == 3


def test_without_a_place_to_write_the_index_is_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")
    (tmp_path / "a-folder").mkdir()
    for file in (None, tmp_path / "a-file" / "index.sqlite3", tmp_path / "a-folder"):
        assert found_in(Index(passages("red sails"), file), "sail") == ["red sails"]


def test_content_terms_are_told_once_and_bounded() -> None:
    assert content_terms("The Fleet, the fleet's harbour!") == ("fleet", "harbour")
    assert len(content_terms(" ".join(f"w{n}" for n in range(500)))) == 64
