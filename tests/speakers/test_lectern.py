"""Who speaks when somebody cannot, and that nothing unchecked leaves the lectern."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from itertools import count

import pytest

from bot.config import ModelSettings, Patience
from bot.debate.errors import SpeakerFailed
from bot.debate.model import Citation, Craft, Debate, Draft, Verdict
from bot.debate.rules import count_words
from bot.llm.client import ModelClient
from bot.ports import Say
from bot.speakers.lectern import Lectern, new_reference, said_in
from bot.speakers.llm import ModelSpeaker
from tests import model_server as server_says
from tests.debate.examples import delivers, floor, opening, played, posts, says
from tests.model_server import ModelServer
from tests.speakers.shelf import PASSAGES, Shelf
from tests.speakers.test_llm import PROMPTS

OFFERED = (Citation(1, PASSAGES["bay#f1"]), Citation(2, PASSAGES["talks#p1"]))
FALSE = "“Nobody ever asked us first” [2]."
TRUE = "“They did not fail” [2]."


class Giver:
    """A speaker that gives these drafts one after another, or fails."""

    def __init__(self, name: str, *texts: str, mends: bool = False, bug: bool = False) -> None:
        self.name = name
        self.mends = mends
        self.mended: list[Sequence[str]] = []
        self.calls = 0
        self._texts = list(texts)
        self._bug = bug

    async def speak(self, debate: Debate, say: Say, mend: Sequence[str] = ()) -> Draft:
        self.calls += 1
        if mend:
            self.mended.append(mend)
        if self._bug:
            raise ZeroDivisionError("the student wrote zebra")
        if not self._texts:
            raise SpeakerFailed(f"{self.name} is away.", f"{self.name} is away: HTTP 500")
        text = self._texts.pop(0)
        say(text)
        return Draft(text, OFFERED, craft=Craft(self.name, tokens_out=10, cost=1, requests=1))


class Endless(Giver):
    """A model that begins and never ends."""

    def __init__(self) -> None:
        super().__init__("slow", mends=True)
        self.begun = asyncio.Event()

    async def speak(self, debate: Debate, say: Say, mend: Sequence[str] = ()) -> Draft:
        self.begun.set()
        await asyncio.Event().wait()
        raise AssertionError


def debate(**fields: str) -> Debate:
    """The realist has opened, with struck words; a student has answered; the realist closes."""
    return played(
        opening(school="realist", **fields),
        floor(),
        delivers(0, "~~“They lied to us all”~~ (not in the source) [2] they did."),
        posts(0),
        says("ada", "I say they came for money.", message="m1"),
    )


def lectern(*speakers: Giver | ModelSpeaker, seconds: float = 60) -> Lectern:
    numbers = count(1)
    return Lectern(speakers, Shelf(), reference=lambda: f"r{next(numbers)}-xx", seconds=seconds)


async def test_the_first_speaker_speaks() -> None:
    model, offline = Giver("gpt", "They came [1]."), Giver("offline", "Never.")
    shown: list[str] = []
    draft = await lectern(model, offline).speak(debate(), shown.append)
    assert (draft.text, shown, offline.calls) == ("They came [1].", ["They came [1]."], 0)
    assert [c.number for c in draft.citations] == [1]
    assert draft.notices == ()


async def test_each_change_of_speaker_is_told_in_a_line(caplog: pytest.LogCaptureFixture) -> None:
    speakers = Giver("gpt"), Giver("llama", bug=True), Giver("offline", "They came.")
    draft = await lectern(*speakers).speak(debate(), lambda text: None)
    assert draft.text == "They came."
    assert draft.notices == (
        "gpt is away. The model “llama” takes this speech. Reference r1-xx.",
        "The speaker “llama” could not give this speech. "
        "The offline opponent takes this speech. Reference r2-xx.",
    )
    assert "r1-xx: debate d1 turn 2: gpt: gpt is away: HTTP 500" in caplog.text
    assert "ZeroDivisionError at" in caplog.text
    assert "zebra" not in caplog.text


async def test_when_nobody_can_speak_the_first_reason_is_given() -> None:
    with pytest.raises(SpeakerFailed, match=r"^gpt is away\.$"):
        await lectern(Giver("gpt"), Giver("offline")).speak(debate(), lambda text: None)
    with pytest.raises(SpeakerFailed):
        await lectern().speak(debate(), lambda text: None)


async def test_a_debate_may_choose_its_speaker() -> None:
    gpt, llama = Giver("gpt", "One."), Giver("llama", "Two.", "Three.")
    offline = Giver("offline", "Four.")
    desk = lectern(gpt, llama, offline)
    assert (await desk.speak(debate(speaker="llama"), lambda text: None)).text == "Two."
    assert (await desk.speak(debate(speaker="offline"), lambda text: None)).text == "Four."
    assert gpt.calls == 0
    with pytest.raises(SpeakerFailed, match="offline is away"):
        await desk.speak(debate(speaker="offline"), lambda text: None)
    assert gpt.calls == 0


async def test_a_faulty_draft_is_written_again_with_the_fault_named() -> None:
    model = Giver("gpt", FALSE, TRUE, mends=True)
    shown: list[str] = []
    draft = await lectern(model).speak(debate(), shown.append)
    assert draft.text == TRUE
    assert [q.verdict for q in draft.quotations] == [Verdict.VERIFIED]
    assert "Nobody ever asked us first" in model.mended[0][0]
    assert shown == [FALSE]
    assert draft.craft is not None
    assert (draft.craft.tokens_out, draft.craft.cost, draft.craft.requests) == (20, 2, 2)


async def test_what_is_faulty_twice_is_struck_and_marked() -> None:
    model = Giver("gpt", FALSE, FALSE, TRUE, mends=True)
    draft = await lectern(model).speak(debate(), lambda text: None)
    assert draft.text == "~~“Nobody ever asked us first”~~ (not in the source) [2]."
    assert [q.verdict for q in draft.quotations] == [Verdict.NOT_FOUND]
    assert model.calls == 2


async def test_a_worse_second_draft_is_not_taken() -> None:
    model = Giver("gpt", FALSE, f"{FALSE} And [7].", mends=True)
    draft = await lectern(model).speak(debate(), lambda text: None)
    assert "[7]" not in draft.text
    assert "(no such source)" not in draft.text


async def test_a_second_draft_that_fails_leaves_the_first_struck() -> None:
    draft = await lectern(Giver("gpt", FALSE, mends=True)).speak(debate(), lambda text: None)
    assert draft.text.startswith("~~“Nobody")
    assert draft.notices == ()


async def test_the_offline_speaker_is_checked_too_but_not_asked_again() -> None:
    offline = Giver("offline", FALSE)
    draft = await lectern(offline).speak(debate(), lambda text: None)
    assert draft.text.startswith("~~“Nobody")
    assert offline.calls == 1


async def test_a_struck_speech_stays_within_its_cap() -> None:
    long = f"One two three. Four. {FALSE}"
    draft = await lectern(Giver("offline", long)).speak(debate(), lambda text: None)
    assert count_words(draft.text) <= 10


async def test_struck_words_cannot_be_quoted_later() -> None:
    heard = said_in(debate())
    assert any("came for money" in words for words in heard)
    assert not any("lied to us all" in words for words in heard)
    model = Giver("offline", "“They lied to us all”, I said.")
    draft = await lectern(model).speak(debate(), lambda text: None)
    assert draft.quotations[0].verdict is Verdict.NOT_FOUND


async def test_a_model_that_takes_too_long_hands_on() -> None:
    offline = Giver("offline", "They came.")
    draft = await lectern(Endless(), offline, seconds=0.01).speak(debate(), lambda text: None)
    assert draft.text == "They came."
    assert "was not ready in time. The offline opponent takes this speech." in draft.notices[0]


async def test_a_cancelled_speech_is_cancelled() -> None:
    offline = Giver("offline", "They came.")
    waiting = Endless()
    speech = asyncio.ensure_future(lectern(waiting, offline).speak(debate(), lambda text: None))
    await waiting.begun.wait()
    speech.cancel()
    with pytest.raises(asyncio.CancelledError):
        await speech
    assert offline.calls == 0


async def test_a_real_model_that_is_down_hands_on_to_the_offline_speaker(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with ModelServer(server_says.status(500)) as server:
        settings = ModelSettings(name="gpt", model="m", base_url=server.url)

        async def no_wait(seconds: float) -> None:
            pass

        client = ModelClient(settings, Patience(), "sk-secret", sleep=no_wait)
        speaker = ModelSpeaker(client, Shelf(), PROMPTS)
        offline = Giver("offline", "They came.")
        draft = await lectern(speaker, offline).speak(debate(), lambda text: None)
        await client.close()
    assert draft.notices == (
        f"The model server at 127.0.0.1:{server.port} is in trouble (HTTP 500) (3 tries). "
        "The offline opponent takes this speech. Reference r1-xx.",
    )
    assert "came for money" not in caplog.text
    assert "sk-secret" not in caplog.text


async def test_a_real_model_mends_its_false_quotation() -> None:
    async with ModelServer() as server:
        server.script(
            server_says.speech("“Nobody ever asked us first” [2]."),
            server_says.speech("They came [1]."),
        )
        client = ModelClient(ModelSettings(name="gpt", model="m", base_url=server.url), Patience())
        speaker = ModelSpeaker(client, Shelf(), PROMPTS)
        draft = await lectern(speaker).speak(debate(), lambda text: None)
        await client.close()
        assert draft.text == "They came [1]."
        assert [c.number for c in draft.citations] == [1]
        assert "Nobody ever asked us first" in server.asked[1].prompt
        first, second = (asked.body["messages"][1]["content"] for asked in server.asked)
        assert second.startswith(first)


def test_references_are_short_and_differ() -> None:
    references = {new_reference() for _ in range(50)}
    assert len(references) > 40
    assert all(len(reference) == 5 and reference[2] == "-" for reference in references)
