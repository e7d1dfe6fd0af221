"""The panel: who writes the ballot when the first judge cannot, and what its readers are told."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.config import ModelSettings, Patience
from bot.debate.ballots import Ballot
from bot.debate.errors import JudgeFailed
from bot.debate.model import Debate
from bot.judges.offline import OfflineJudge
from bot.judges.panel import Panel
from bot.llm.structured import StructuredClient
from bot.speakers.fence import fence
from tests.judges.scripted import Judging, debate
from tests.judges.test_llm import PROMPTS, RUBRIC, ModelJudge, load_judge_prompts
from tests.model_server import ModelServer, speech, status


class HandJudge:
    """Writes the ballot that it is given, or raises it; None is a ballot that never comes."""

    def __init__(self, name: str, outcome: Exception | str | None = "indicative") -> None:
        self.name = name
        self.outcome = outcome
        self.asked: list[tuple[str, bool]] = []

    async def judge(self, debate: Debate, *, winner: bool) -> Ballot:
        self.asked.append((debate.id, winner))
        if self.outcome is None:
            await asyncio.Event().wait()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return Ballot(self.name, (), notices=(str(self.outcome),))


def panel(*judges: HandJudge, seconds: float = 60) -> Panel:
    return Panel(judges, reference=lambda: "k7-2f", seconds=seconds)


async def test_the_first_that_can_writes_the_ballot() -> None:
    model, offline = HandJudge("openai"), HandJudge("offline")
    ballot = await panel(model, offline).judge(debate(), winner=True)
    assert (ballot.judge, ballot.notices) == ("openai", ("indicative",))
    assert model.asked == [("d-4711", True)]
    assert offline.asked == []


async def test_a_change_of_judge_is_told_with_a_reference_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failure = JudgeFailed("The model server at localhost is away.", "ServerAway 500")
    judges = (
        HandJudge("openai", failure),
        HandJudge("local", failure),
        HandJudge("offline"),
    )
    ballot = await panel(*judges).judge(debate(), winner=False)
    assert (ballot.judge, ballot.notices) == (
        "offline",
        (
            "The model server at localhost is away. The model “local” writes this ballot. "
            "Reference k7-2f.",
            "The model server at localhost is away. The offline judge writes this ballot. "
            "Reference k7-2f.",
            "indicative",
        ),
    )
    assert "k7-2f: debate d-4711: judge openai: ServerAway 500" in caplog.text


async def test_when_none_can_the_first_line_is_told() -> None:
    first, last = JudgeFailed("The first.", "one"), JudgeFailed("The last.", "two")
    with pytest.raises(JudgeFailed) as failure:
        await panel(HandJudge("openai", first), HandJudge("offline", last)).judge(
            debate(), winner=False
        )
    assert (failure.value.line, failure.value.detail) == ("The first.", "two")
    with pytest.raises(JudgeFailed, match="No judge is set up"):
        await panel().judge(debate(), winner=False)


async def test_a_judge_that_breaks_does_not_end_the_ballot_nor_tell_what_it_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    broken = HandJudge("openai", ValueError("zebra crossing"))
    ballot = await panel(broken, HandJudge("offline")).judge(debate(), winner=False)
    assert ballot.judge == "offline"
    assert "could not write this ballot" in ballot.notices[0]
    assert "zebra" not in f"{ballot.notices} {caplog.text}"
    assert "ValueError" in caplog.text


async def test_the_models_together_leave_time_for_the_offline_judge() -> None:
    slow = HandJudge("openai", None), HandJudge("local", None)
    ballot = await panel(*slow, HandJudge("offline"), seconds=0.05).judge(debate(), winner=False)
    assert ballot.judge == "offline"
    assert "The judge “openai” was not ready in time." in ballot.notices[0]
    assert "The judge “local” was not ready in time." in ballot.notices[1]


async def test_where_the_offline_opponent_was_chosen_no_model_is_asked() -> None:
    model, offline = HandJudge("openai"), HandJudge("offline")
    of = debate(speaker="offline")
    assert (await panel(model, offline).judge(of, winner=False)).judge == "offline"
    offline.outcome = JudgeFailed("Nothing to judge.")
    with pytest.raises(JudgeFailed, match="Nothing to judge"):
        await panel(model, offline).judge(of, winner=False)
    assert model.asked == []


async def test_the_model_that_was_chosen_to_speak_is_asked_first() -> None:
    openai, local = HandJudge("openai"), HandJudge("local")
    ballot = await panel(openai, local, HandJudge("offline")).judge(
        debate(speaker="local"), winner=False
    )
    assert (ballot.judge, openai.asked) == ("local", [])


@pytest.mark.parametrize("fault", [speech("A fine debate."), status(500), status(401)])
async def test_a_model_server_that_fails_leaves_the_ballot_to_the_offline_judge(
    fault: object,
) -> None:
    async with ModelServer(fault) as server:  # type: ignore[arg-type]
        settings = ModelSettings(name="scripted", model="scripted-1", base_url=server.url)
        client = StructuredClient(settings, Patience(attempts=1, breaker_failures=99))
        judge = ModelJudge(client, RUBRIC, load_judge_prompts(PROMPTS), fence)
        both = Panel([judge, OfflineJudge(RUBRIC)], reference=lambda: "k7-2f")
        ballot = await both.judge(debate(), winner=True)
        assert (ballot.judge, len(ballot.cards)) == ("offline", 2)
        host = f"The model server at 127.0.0.1:{server.port} "
        assert ballot.notices[0].startswith(host)
        assert ballot.notices[0].endswith("The offline judge writes this ballot. Reference k7-2f.")
        server.otherwise = Judging().reply
        assert (await both.judge(debate(), winner=True)).judge == "scripted"
        await client.close()
