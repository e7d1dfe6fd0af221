"""Search and hearing by meaning, on the real client and a scripted server; and what is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.library.file_library import open_library
from bot.library.meaning import fused
from bot.library.recognise import Recogniser
from bot.library.vectors import key_of
from tests import model_server as server_says
from tests.library.small_corpus import put_article
from tests.library.vectors_scene import scene
from tests.speakers.fakes import ARGUMENTS

# --- search -------------------------------------------------------------------------------------


async def test_what_is_put_in_other_words_is_found(tmp_path: Path) -> None:
    async with scene(tmp_path) as here:
        plain = open_library(tmp_path / "corpus")
        assert await plain.search("their armada at the quay") == ()
        await here.learnt()
        found = await here.ids("their armada at the quay")
        assert {"fleet-report#f1", "harbour-talks#f1"} <= set(found)
        assert (await here.ids("armada"))[0].startswith("fleet-report#")


async def test_what_both_rankings_hold_comes_before_what_one_does(tmp_path: Path) -> None:
    async with scene(tmp_path) as here:
        await here.learnt()
        found = await here.ids("the warship dues", limit=20)
        assert found[0] == "harbour-talks#f2", "it has the word, and speaks of trade at the port"
        assert "fleet-report#f1" in found


async def test_schools_dates_and_sources_are_kept_to(tmp_path: Path) -> None:
    async with scene(tmp_path) as here:
        await here.learnt()
        query = "harbour armada warship trade merchant"
        assert "harbour-talks#c1" not in await here.ids(query, school="hawk", limit=50)
        early = here.library.motion("harbour-open")
        assert not [i for i in await here.ids(query, motion=early) if i.startswith("fleet")]
        found = await here.ids(query, limit=50)
        assert max(sum(i.startswith(s) for i in found) for s in ("harbour", "fleet")) <= 3
        assert len(await here.ids(query, limit=2)) == 2
        for nothing in ("", "what is the of and", "?!"):
            assert await here.ids(nothing) == []


# --- learning -----------------------------------------------------------------------------------


async def test_texts_are_learnt_once_and_kept(tmp_path: Path) -> None:
    async with scene(tmp_path) as here:
        await here.learnt()
        sent = [text for request in here.server.asked for text in request.body["input"]]
        assert len(sent) == len(set(sent)) > 10
        assert "trade keeps them quiet" in sent, "the wordings of arguments are learnt as well"
    async with scene(tmp_path) as again:
        assert again.meaning.lacking == 0
        assert (await again.ids("armada"))[0].startswith("fleet-report#")
        assert [request.body["input"] for request in again.server.asked] == [["armada"]]


async def test_opening_does_not_wait_for_the_server(tmp_path: Path) -> None:
    async with scene(tmp_path, otherwise=server_says.silent(), quick=0.05) as here:
        assert here.meaning.lacking > 0
        assert (await here.ids("frigates"))[0].startswith("fleet-report#")


async def test_what_is_imported_later_is_learnt_as_well(tmp_path: Path) -> None:
    async with scene(tmp_path) as here:
        await here.learnt()
        late = "---\nid: late\nkind: article\n---\n\nThe armada of the merchants lay idle.\n"
        put_article(tmp_path / "corpus", late, "late.md")
        fresh = await asyncio.to_thread(here.library.reread, tmp_path / "corpus" / "articles")
        await here.learnt()
        assert "late#p1" in [p.id for p in await fresh.search("a warship for every customer")]
        fresh.close()


@pytest.mark.parametrize("damage", ["cut", "overwritten", "text", "other tables"])
async def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    import sqlite3

    async with scene(tmp_path) as here:
        await here.learnt()
    file = tmp_path / "vectors.sqlite3"
    whole = file.read_bytes()
    if damage == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif damage == "overwritten":
        file.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    elif damage == "text":
        file.write_text("this was never a database")
    else:
        file.unlink()
        with sqlite3.connect(file) as base:
            base.execute("CREATE TABLE vectors (model)")
        base.close()
    async with scene(tmp_path) as again:
        await again.learnt()
        assert (await again.ids("armada"))[0].startswith("fleet-report#")
    async with scene(tmp_path) as healed:
        assert healed.meaning.lacking == 0


async def test_without_a_place_to_write_vectors_are_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")
    async with scene(tmp_path, file="a-file/vectors.sqlite3") as here:
        await here.learnt()
        assert (await here.ids("armada"))[0].startswith("fleet-report#")


async def test_what_is_said_is_written_nowhere(tmp_path: Path) -> None:
    said = "my secret armada"
    async with scene(tmp_path) as here:
        await here.learnt()
        assert await here.ids(said)
        await here.meaning.understand([said])
        assert len([r for r in here.server.asked if said in r.body["input"]]) == 1
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("vectors*"))
    assert key_of("Open harbours calm rivals.") in kept
    assert key_of(said) not in kept
    assert b"secret" not in kept


# --- hearing ------------------------------------------------------------------------------------

TWINS = (
    replace(ARGUMENTS[0], id="quay", school="hawk", claim="Guards at the old gate keep us safe."),
    replace(ARGUMENTS[0], id="fleet", school="hawk", claim="Guards at the new gate keep us safe."),
    replace(ARGUMENTS[0], id="lamps", school="hawk", claim="Light the streets.", also_said=()),
)
SAID = "guards at that gate keep us safe"


def about(idea: str) -> Callable[[str], list[float]]:
    """Vectors by which what was said is about one of the twins, and sooner about lamps than the other."""

    def vector(text: str) -> list[float]:
        if text == SAID or idea in text:
            return [1.0, 0.1]
        return [0.5, 0.5] if "streets" in text else [-0.1, 1.0]

    return vector


@pytest.mark.parametrize(("idea", "meant"), [("old gate", "quay"), ("new gate", "fleet")])
async def test_of_two_that_are_as_near_by_words_the_nearer_by_meaning_is_heard(
    tmp_path: Path, idea: str, meant: str
) -> None:
    async with scene(tmp_path, otherwise=server_says.embeddings(about(idea))) as here:
        known = Recogniser(TWINS, meaning=here.meaning)
        await here.learnt()
        await here.meaning.understand([SAID])
        assert known.recognise(SAID)[0].argument.id == meant


async def test_meaning_alone_makes_nothing_clear(tmp_path: Path) -> None:
    def same(text: str) -> list[float]:
        return [1.0, 0.1]

    async with scene(tmp_path, otherwise=server_says.embeddings(same)) as here:
        known = Recogniser(ARGUMENTS, meaning=here.meaning)
        await here.learnt()
        for said in ("I like pizza.", "What is the capital of Brazil?", "ok"):
            await here.meaning.understand([said])
            assert known.recognise(said) == ()


async def test_what_words_make_clear_is_heard_whatever_the_vectors_say(tmp_path: Path) -> None:
    def far(text: str) -> list[float]:
        return [1.0, 0.1] if "neighbors" in text.casefold() or "inch" in text else [-1.0, 0.1]

    said = "Give them an inch and they take a mile."
    async with scene(tmp_path, otherwise=server_says.embeddings(far)) as here:
        known = Recogniser(ARGUMENTS, meaning=here.meaning)
        await here.learnt()
        await here.meaning.understand([said])
        assert known.recognise(said)[0].argument.id == "foothold"
        assert Recogniser(ARGUMENTS).recognise(said)[0].argument.id == "foothold"


def test_rankings_are_fused_by_reciprocal_rank() -> None:
    assert fused([1, 2, 3], []) == [1, 2, 3]
    assert fused([1, 2, 3], [3]) == [3, 1, 2]
    assert fused([1, 2], [2, 1]) == [1, 2], "of two that are equal, the first ranking's first"
