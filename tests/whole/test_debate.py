"""Whole debates through the real discord.py client: two students, a stranger, and a transcript."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.config import ModelSettings
from bot.debate.model import Verdict
from bot.library.importing import import_paths
from bot.records.store import open_records
from bot.room.people import Person
from tests.model_server import ModelServer
from tests.model_server import speech as model_speech
from tests.room.openapi import Checker
from tests.whole.practice import (
    SEEDS,
    SPEC,
    Practice,
    Thread,
    button_id,
    download,
    floor_is_at,
    has_button,
    practice,
    speak,
    spoken,
    start,
    text_of,
)

OPENING = (
    "The hundred Russians who came to Caracas in March 2019 are there to look after a loan. "
    "Russia has put billions into Venezuelan oil and wants them back. So small a force threatens "
    "nobody in the United States, but a clash with Russia over it would threaten everybody."
)
ANSWER = "They protect an investment, and people who protect money want things calm."
QUESTION = "Which vital interest of the United States does a force of one hundred people harm?"
REBUTTAL = (
    "You say a small step opens the door to a large one, as in Cuba. But in 1962 there were "
    "missiles and tens of thousands of troops. Here there are a hundred technicians."
)
CLOSING = "A force that guards a loan is no threat. Threats brought it; talks can remove it."

WORDS = {0: OPENING, 2: ANSWER, 4: ANSWER, 6: QUESTION, 8: QUESTION, 10: REBUTTAL, 12: CLOSING}
"""What a student on the affirmative says in each of their turns of Lincoln-Douglas, lite."""


async def debate(person: Person, thread: Thread) -> None:
    """All of an affirmative's turns, by form and by plain message in turn."""
    for number, (turn, words) in enumerate(WORDS.items()):
        if number % 2:
            await floor_is_at(person, thread, turn)
            await person.say(thread.id, words)
        else:
            await speak(person, thread, turn, words)
    await person.wait_message(
        lambda m: "debate is over" in text_of(m).lower() and not m.get("embeds"),
        channel=thread.id,
        timeout=20,
    )


async def transcript_of(person: Person, thread: Thread) -> tuple[str, dict[str, Any]]:
    """The transcript as the person gets it: Markdown and JSON."""
    await person.slash(thread.id, "transcript")
    message = await person.wait_ephemeral(lambda m: bool(m.get("attachments")))
    files = {a["filename"]: await download(a) for a in message["attachments"]}
    markdown = next(body for name, body in files.items() if name.endswith(".md"))
    record = next(body for name, body in files.items() if name.endswith(".json"))
    return markdown.decode(), json.loads(record)


MODEL_SPEECH = (
    "You say that they only guard a loan. But a hundred people can learn the runways [1], and the "
    "next flight is easier. What would you do when the next hundred come?"
)


@asynccontextmanager
async def models(speaker: str) -> AsyncIterator[tuple[ModelSettings, ...]]:
    """The model servers of a debate: none, or one on loopback that always says the same."""
    if speaker == "offline":
        yield ()
        return
    async with ModelServer(model_speech(MODEL_SPEECH)) as server:
        yield (ModelSettings(name="scripted", model="scripted-1", base_url=server.url),)
        told = [asked.body["messages"][0]["content"] for asked in server.asked]
        spoken = [words for words in told if words.startswith("You are one of two speakers")]
        assert len(spoken) == 6, "one request for each speech of the bot"


@pytest.mark.parametrize("speaker", ["offline", "llm"])
async def test_a_student_debates_the_hawk_while_another_and_a_stranger_interfere(
    tmp_path: Path, speaker: str
) -> None:
    async with (
        models(speaker) as chain,
        practice(tmp_path, models=chain) as p,
        p.arrive("ada") as ada,
        p.arrive("ben") as ben,
        p.arrive("sam") as sam,
    ):
        first, second = await asyncio.gather(
            start(ada, motion="small-deployments", school="hawk"),
            start(ben, motion="rule-out-threats", school="hawk", format="quick"),
        )
        await floor_is_at(sam, first, 0)
        await refuse_all(first, ben, sam)
        await debate(ada, first)
        markdown, record = await transcript_of(ada, first)

        speeches = record["speeches"]
        assert len(speeches) == 13
        mine = [s for s in speeches if s["side"] == "affirmative"]
        assert [s["text"] for s in mine] == list(WORDS.values())
        hawk = [s for s in speeches if s["side"] == "negative"]
        assert {s["school"] for s in hawk} == {"hawk"}
        assert {s["craft"]["speaker"] for s in hawk} == {speaker}
        assert all(s["text"].strip() for s in hawk)
        assert any(s["citations"] for s in hawk), "the hawk answers from the sources"
        assert OPENING.split(".")[0] in markdown
        assert "I would say something too" not in markdown

        await ben.slash(second.id, "debate status")
        status = await ben.wait_ephemeral(lambda m: bool(m.get("embeds")))
        assert "at most 120 words" in text_of(status)
        seen = "\n".join(text_of(m) for m in ada.messages(first.id))
        assert "Only this debate's speakers" not in seen, "a refusal is whispered"
        await ada.slash(first.id, "evidence search", query="sanctions")
        await ada.wait_ephemeral(lambda m: bool(m.get("embeds")))
        as_discord_documents(p)


async def refuse_all(thread: Thread, *others: Person) -> None:
    """Whoever holds no seat can press, end and read nothing; what they chat is no speech."""
    for other in others:
        card = await floor_is_at(other, thread, 0)
        await other.press(card, custom_id=button_id(card, "parley:speak"))
        told = await other.wait_ephemeral(lambda m: "no seat" in m["content"])
        assert "welcome to watch" in told["content"]
        await other.slash(thread.id, "debate end")
        await other.wait_ephemeral(lambda m: "Only this debate's speakers" in m["content"])
        await other.slash(thread.id, "transcript")
        await other.wait_ephemeral(lambda m: "for the debate's speakers" in m["content"])
        await other.say(thread.id, "I would say something too.")


def as_discord_documents(p: Practice) -> None:
    """Both sides of every REST exchange fit Discord's own description."""
    if not SPEC.exists():
        pytest.skip("Discord's OpenAPI document is not beside this checkout")
    checker = Checker(SPEC)
    faults = [fault for exchange in p.exchanges for fault in checker.check(exchange)]
    assert len(p.exchanges) > 60
    assert faults == []


async def test_two_students_debate_each_other(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada, p.arrive("ben") as ben:
        thread = await start(
            ada,
            motion="rule-out-threats",
            school="hawk",
            format="quick",
            opponent="another student",
        )
        card = await ben.wait_message(has_button("parley:seat"), channel=thread.id)
        await ada.press(card, custom_id=button_id(card, "parley:seat"))
        await ada.wait_ephemeral(lambda m: "already hold a seat" in m["content"])
        await ben.press(card, custom_id=button_id(card, "parley:seat"))
        await ben.wait_ephemeral(lambda m: "You speak for the negative" in m["content"])
        for turn in range(6):
            person = ben if turn % 2 else ada
            await speak(person, thread, turn, f"Turn {turn}: threats without an interest fail.")
        await ada.wait_message(
            lambda m: "The debate is over" in m["content"], channel=thread.id, timeout=10
        )
        said = [m["content"] for m in ben.messages(thread.id)]
        assert sum("threats without an interest fail" in text for text in said) == 6


async def test_an_exhibition_runs_by_itself(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("tess") as tess:
        await tess.slash("debates", "debate exhibition", motion="backed-by-force")
        channel = await tess.wait_thread(lambda c: True)
        await tess.wait_message(
            lambda m: "The debate is over" in m["content"], channel=channel["id"], timeout=20
        )
        spoken = [m for m in tess.messages(channel["id"]) if " of 10" in m["content"]]
        assert len(spoken) == 10


async def test_with_the_articles_imported_a_speech_quotes_one_and_the_quotation_holds(
    tmp_path: Path,
) -> None:
    if not SEEDS.exists():
        pytest.skip("the first sources are not beside this checkout")
    list(import_paths(sorted(SEEDS.glob("*.txt")), tmp_path / "articles", on="2026-01-05"))
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        threads = [
            await start(ada, motion="engagement-without-results", school="realist")
            for _ in range(4)  # each debate draws its arguments anew, and not every one is quoted
        ]
        for thread in threads:
            await spoken(ada, thread, "1 of 13")
        await p.stop_bot()
        store = await open_records(p.home.database)
        try:
            speeches = [(await store.load(thread.debate)).speeches[0] for thread in threads]
        finally:
            await store.close()
        quotations = [q for speech in speeches for q in speech.quotations]
        assert quotations, "a speech quotes an article"
        assert {q.verdict for q in quotations} == {Verdict.VERIFIED}
        said = "\n".join(m["content"] for thread in threads for m in ada.messages(thread.id))
        assert "quotation checked" in said
        assert any(f"“{q.words}”" in said for q in quotations)
