"""At the cap the offline opponent speaks and the offline judge writes, and one calm line says so."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.config import BudgetSettings, Cap, ModelSettings
from bot.debate import commands
from bot.debate.ballots import Ballot
from bot.debate.errors import SpeakerFailed
from bot.debate.model import Debate, Draft
from bot.judges.llm import ModelJudge
from bot.judges.offline import OfflineJudge
from bot.judges.panel import Panel
from bot.judges.prompts import load_judge_prompts
from bot.judges.rubric import load_rubric
from bot.ports import Payer
from bot.speakers.fence import fence
from bot.speakers.lectern import Lectern
from bot.speakers.llm import ModelSpeaker
from bot.speakers.offline import OfflineSpeaker
from bot.speakers.prompts import load_prompts
from tests import model_server as server_says
from tests.debate.examples import delivers, floor, opening, played, posts, says
from tests.judges.scripted import Judging
from tests.judges.scripted import debate as judged
from tests.ledger.purse import PRICES, Purse, purse
from tests.model_server import ModelServer
from tests.speakers.shelf import Shelf

ROOT = Path(__file__).parents[2] / "prompts"
PROMPTS = load_prompts(ROOT)
RUBRIC = load_rubric(ROOT / "judging" / "rubric.yaml")
LOCAL = ModelSettings(name="local", model="l")
STUDENT = "Once they are in Caracas whats stopping them from bringing missiles next"


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer(server_says.speech("They guard their money [1].")) as running:
        yield running


def debate() -> Debate:
    """A student hawk has spoken and the realist is to answer."""
    begun: Sequence[commands.Command] = (delivers(0, "They guard their money."), posts(0))
    return played(opening(school="realist"), floor(), *begun, says("ada", STUDENT, message="m1"))


async def spoken(*purses: Purse, offline: bool = True) -> Draft:
    shelf = Shelf()
    speakers = [ModelSpeaker(given.client, shelf, PROMPTS) for given in purses]
    last = [OfflineSpeaker(shelf, words_a_second=100_000)] if offline else []
    lectern = Lectern([*speakers, *last], shelf, reference=lambda: "k7-2f")
    return await lectern.speak(debate(), lambda text: None)


async def written(*purses: Purse) -> Ballot:
    prompts = load_judge_prompts(ROOT)
    judges = [ModelJudge(given.client, RUBRIC, prompts, fence) for given in purses]
    panel = Panel([*judges, OfflineJudge(RUBRIC)], reference=lambda: "k7-2f")
    return await panel.judge(judged(), winner=True)


def caps(**cap: float) -> BudgetSettings:
    return BudgetSettings(class_day=Cap.model_validate(cap))


async def test_the_offline_opponent_takes_the_speech(
    server: ModelServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with purse(server.url, tmp_path, caps(calls=1)) as given:
        first = await spoken(given)
        assert (first.text, first.notices) == ("They guard their money [1].", ())
        second = await spoken(given)
    assert second.notices == (
        "This class has used today's budget; the offline opponent takes this speech.",
    )
    assert second.craft is not None
    assert second.craft.speaker == "offline"
    assert len(server.asked) == 1
    assert "no room on the account of a class" in caplog.text
    assert STUDENT not in caplog.text


async def test_several_models_at_one_cap_make_one_line(server: ModelServer, tmp_path: Path) -> None:
    async with (
        purse(server.url, tmp_path, caps(calls=0)) as one,
        purse(server.url, tmp_path, caps(calls=0), model=LOCAL) as local,
    ):
        draft = await spoken(one, local)
    assert draft.notices == (
        "This class has no budget for a model; the offline opponent takes this speech.",
    )
    assert server.asked == []


async def test_a_model_that_costs_nothing_goes_on(server: ModelServer, tmp_path: Path) -> None:
    async with (
        purse(server.url, tmp_path, caps(cost=0)) as one,
        purse(server.url, tmp_path, caps(cost=0), model=LOCAL) as local,
    ):
        draft = await spoken(one, local)
    assert draft.text == "They guard their money [1]."
    assert draft.notices == (
        "This class has no budget for a model; the model “local” takes this speech.",
    )


async def test_where_only_models_may_speak_the_line_is_told_as_it_is(
    server: ModelServer, tmp_path: Path
) -> None:
    async with purse(server.url, tmp_path, caps(calls=0)) as given:
        with pytest.raises(SpeakerFailed) as failure:
            await spoken(given, offline=False)
    assert failure.value.line == "This class has no budget for a model."


async def test_a_draft_is_not_mended_beyond_the_cap(server: ModelServer, tmp_path: Path) -> None:
    server.script(server_says.speech("“Nobody ever asked us about it” [1]. They guard a loan."))
    async with purse(server.url, tmp_path, caps(calls=1)) as given:
        draft = await spoken(given)
    assert draft.craft is not None
    assert draft.craft.speaker == "llm"
    assert "~~" in draft.text
    assert len(server.asked) == 1


async def test_the_last_student_who_spoke_pays(server: ModelServer, tmp_path: Path) -> None:
    assert Payer.of(debate()) == Payer(debate().place, "ada")
    before = played(opening(school="realist"), floor())
    assert Payer.of(before) == Payer(before.place, before.opened_by)
    each = BudgetSettings(class_day=Cap(cost=1, calls=9), student_hour=Cap(cost=1, calls=9))
    async with purse(server.url, tmp_path, each) as given:
        await spoken(given)
        of_class, of_student = await given.spent(Payer.of(debate()))
        assert (of_class.calls, of_student.calls) == (1, 1)
        assert of_class.cost == of_student.cost > 0


async def test_the_offline_judge_writes_the_ballot(server: ModelServer, tmp_path: Path) -> None:
    server.otherwise = Judging().reply
    async with purse(server.url, tmp_path, caps(calls=2), model=PRICES) as given:
        first = await written(given)
        assert (first.judge, first.notices) == ("scripted", ())
        second = await written(given)
    assert second.judge == "offline"
    assert second.notices[0] == (
        "This class has used today's budget; the offline judge writes this ballot."
    )
    assert len(server.asked) == 2


async def test_several_judges_at_one_cap_make_one_line(server: ModelServer, tmp_path: Path) -> None:
    async with (
        purse(server.url, tmp_path, caps(calls=0)) as one,
        purse(server.url, tmp_path, caps(calls=0), model=LOCAL) as local,
    ):
        ballot = await written(one, local)
    told = [notice for notice in ballot.notices if "budget" in notice]
    assert told == ["This class has no budget for a model; the offline judge writes this ballot."]
