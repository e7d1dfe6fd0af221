"""Search by meaning when the server refuses a text, or is away: what then goes by words, and what not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from bot.library.file_library import open_library
from bot.library.meaning import HARMLESS
from tests import model_server as server_says
from tests.library.vectors_scene import LONG, ideas, scene, warnings
from tests.model_server import Exchange

# --- a text that is refused ---------------------------------------------------------------------

POISON = "Open harbours calm rivals."


def refusing(poison: str, status: int = 400) -> server_says.Reply:
    """Vectors, but none for a request in which one text is this."""
    takes = server_says.embeddings(ideas)
    refuses = server_says.status(status, "string_above_max_length")

    async def reply(exchange: Exchange) -> object:
        return await (refuses if poison in exchange.body["input"] else takes)(exchange)

    return reply  # type: ignore[return-value]


@pytest.mark.parametrize("status", [400, 500], ids=["refused", "in trouble over it"])
async def test_one_text_that_is_refused_is_set_aside_and_disturbs_nothing_else(
    tmp_path: Path, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with scene(tmp_path, otherwise=refusing(POISON, status), rest=10 * LONG) as here:
        async with asyncio.timeout(LONG):
            for number in count(1):
                await here.meaning.understand([f"armada {number}"])
                assert [f"armada {number}"] in here.sent, "it did not rest, and will not"
                if number >= 50 and not here.meaning.lacking:
                    break
        assert "fleet-report#f1" in await here.ids("armada")
        assert warnings(caplog) == []
        asked = len([texts for texts in here.sent if POISON in texts])
        fresh = await asyncio.to_thread(here.library.reread, tmp_path / "corpus" / "articles")
        assert here.meaning.lacking == 0, "it is not asked for again when the library is read anew"
        assert here.sent.count([POISON]) == 1
        assert len([texts for texts in here.sent if POISON in texts]) == asked
        fresh.close()


async def test_a_server_that_takes_fewer_texts_at_once_is_given_fewer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    takes, refuses = server_says.embeddings(ideas), server_says.status(413)

    async def three_at_most(exchange: Exchange) -> object:
        return await (refuses if len(exchange.body["input"]) > 3 else takes)(exchange)

    async with scene(tmp_path, otherwise=three_at_most, rest=10 * LONG) as here:  # type: ignore[arg-type]
        await here.learnt()
        assert (await here.ids("armada"))[0].startswith("fleet-report#")
        assert warnings(caplog) == []


async def test_one_thing_said_that_is_refused_silences_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    said = "my armada, my armada"
    async with scene(tmp_path, otherwise=refusing(said), rest=10 * LONG) as here:
        await here.learnt()
        assert await here.ids(said) == []
        assert (await here.ids("armada"))[0].startswith("fleet-report#")
        await here.meaning.understand([said, "warship"])
        assert here.sent[-1] == ["warship"], "what was refused is not asked for again"
        assert warnings(caplog) == []


# --- a server that is away ----------------------------------------------------------------------

AWAY: dict[str, Callable[[], server_says.Reply]] = {
    "in trouble": lambda: server_says.status(500),
    "silent": lambda: server_says.silent(),
    "senseless": lambda: server_says.as_json({"data": []}),
}


@pytest.mark.parametrize("fault", AWAY)
async def test_without_the_server_search_goes_by_words(
    tmp_path: Path, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with scene(tmp_path, otherwise=AWAY[fault](), quick=0.1, learning=False) as here:
        plain = open_library(tmp_path / "corpus")
        for query in ("how many frigates", "HALVING of the dues", "armada"):
            assert await here.library.search(query) == await plain.search(query)
        [line] = warnings(caplog)
        assert line.startswith("k7-2f: ")
        assert "words alone" in line
        assert "frigates" not in caplog.text
        found_out = [] if fault == "silent" else [[HARMLESS]]
        told = "a server that has failed is left alone for a while"
        assert here.sent == [["how many frigates"], *found_out], told


async def test_a_server_that_comes_back_is_used_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with scene(tmp_path, rest=0) as here:
        await here.learnt()
        here.server.script(*[server_says.status(500)] * 4)
        assert await here.ids("armada") == []
        assert await here.ids("armada") == []
        assert (await here.ids("armada"))[0].startswith("fleet-report#")
        assert len(warnings(caplog)) == 1


async def test_a_server_that_is_away_while_texts_are_learnt_is_left_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with scene(tmp_path, otherwise=server_says.status(500), rest=10 * LONG) as here:
        async with asyncio.timeout(LONG):
            while not warnings(caplog):
                await asyncio.sleep(0.005)
        asked = len(here.server.asked)
        assert await here.ids("armada") == []
        assert len(here.server.asked) == asked
        assert here.meaning.lacking > 0, "nothing is set aside while the server answers nothing"
        [line] = warnings(caplog)
        assert "words alone" in line
