"""Who works for the chair, and what it may cost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chair import Chair
from bot.config import BudgetSettings, secret
from bot.debate.errors import ParleyError
from bot.ports import Audience, Coach, FlowKeeper, Judge, Library, Speaker
from bot.wiring.home import Home, make_data_folder, screen_of

if TYPE_CHECKING:
    from bot.classroom.screening import Screen
    from bot.library.meaning import Meaning
    from bot.llm.budget import Budget, ClassOf
    from bot.llm.client import ModelClient
    from bot.records.store import Store


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works for the chair: who argues, coaches, judges, and keeps the flow; and what it may
    cost, None where nothing is capped."""

    speaker: Speaker
    drill: Speaker
    coach: Coach
    judge: Judge
    keeper: FlowKeeper
    budget: Budget | None


async def _each_place_a_class(place: str) -> str:
    return place


@asynccontextmanager
async def budget_of(home: Home, class_of: ClassOf) -> AsyncIterator[Budget | None]:
    """The budget that the configuration sets, over its ledger; None where nothing is capped."""
    from bot.ledger import open_book
    from bot.llm.budget import Budget

    caps = home.config.budget
    if caps == BudgetSettings(time_zone=caps.time_zone):
        yield None
        return
    make_data_folder(home)
    book = await open_book(home.config.database, home.data)
    try:
        yield Budget(caps, book, class_of=class_of)
    finally:
        await book.close()


@asynccontextmanager
async def staff_of(
    home: Home,
    library: Library,
    only: str = "",
    meaning: Meaning | None = None,
    class_of: ClassOf = _each_place_a_class,
    screen: Screen | None = None,
) -> AsyncIterator[Staff]:
    """The staff that the configuration names: the models in their order, and last the offline ones.

    A model whose key is not in the environment is left out. `only` is `offline` or `llm`.
    `class_of` tells the class of the place of a debate, whose budget pays for the models.
    What a model says is held against `screen`. Raises ParleyError where only a model may speak and
    there is none, and Faulty for a prompt.
    """
    async with budget_of(home, class_of) as budget:
        staff, clients = _staff(home, library, only, meaning, budget, screen)
        try:
            yield staff
        finally:
            for client in clients:
                await client.close()


def _staff(
    home: Home,
    library: Library,
    only: str,
    meaning: Meaning | None,
    budget: Budget | None,
    screen: Screen | None,
) -> tuple[Staff, Sequence[ModelClient]]:
    """The staff, and the clients of its models, which are to be closed at the end."""
    from bot.classroom.screening import Screen
    from bot.coaching.coach import OfflineCoach
    from bot.coaching.drill import DrillCoach
    from bot.coaching.ground import Grounds
    from bot.judges.llm import ModelJudge
    from bot.judges.offline import OfflineJudge
    from bot.judges.panel import Panel
    from bot.judges.prompts import load_judge_prompts
    from bot.judges.rubric import load_rubric
    from bot.llm.structured import StructuredClient
    from bot.speakers.aside import Aside
    from bot.speakers.fence import fence
    from bot.speakers.flowing import Keeper
    from bot.speakers.lectern import Lectern
    from bot.speakers.llm import ModelSpeaker
    from bot.speakers.offline import OfflineSpeaker
    from bot.speakers.prompts import load_prompts
    from bot.speakers.repertoires import Repertoires
    from bot.speakers.screened import Screened

    speaking = home.config.speaking
    prompts = load_prompts(home.prompts)
    rubric = load_rubric(home.rubric).choosing(home.config.classroom.scored)
    judging = load_judge_prompts(home.prompts)
    clients = [
        StructuredClient(model, speaking.patience, secret(model.key_env), budget=budget)
        for model in speaking.models
        if only != "offline" and (not model.key_env or secret(model.key_env))
    ]
    watched = screen or (screen_of(home) if clients else Screen())
    repertoires, aside = Repertoires(library, meaning), Aside()
    models: list[Speaker] = [
        Screened(ModelSpeaker(client, library, prompts, speaking.spelling, aside=aside), watched)
        for client in clients
    ]
    grounds = Grounds(library, repertoires)
    offline = [
        OfflineSpeaker(
            library,
            speaking.words_a_second,
            meaning=meaning,
            repertoires=repertoires,
            aside=aside,
            spelling=speaking.spelling,
        )
    ]
    if only == "llm" and not models:
        keys = ", ".join(model.key_env for model in speaking.models) or "config.yaml"
        raise ParleyError(f"No model can be asked: see to {keys}, or let the offline one speak.")
    speakers = models if only == "llm" else [*models, *offline]
    judges = [ModelJudge(client, rubric, judging, fence) for client in clients]
    patience = speaking.patience.whole_speech * 1.5
    coaching = home.prompts / "coaching"
    staff = Staff(
        speaker=Lectern(speakers, library, seconds=patience),
        drill=DrillCoach(library, coaching, grounds),
        coach=OfflineCoach(library, coaching, grounds),
        judge=Panel([*judges, OfflineJudge(rubric)], seconds=patience),
        keeper=Keeper(library, repertoires, aside),
        budget=budget,
    )
    return staff, clients


@asynccontextmanager
async def chair_of(
    home: Home,
    store: Store,
    audience: Audience,
    library: Library,
    only: str = "",
    meaning: Meaning | None = None,
    class_of: ClassOf = _each_place_a_class,
    screen: Screen | None = None,
) -> AsyncIterator[tuple[Chair, Staff]]:
    """A chair with its staff; stops all its work at the end."""
    async with staff_of(home, library, only, meaning, class_of, screen) as staff:
        patience = home.config.speaking.patience
        chair = Chair(
            store,
            staff.speaker,
            audience,
            coach=staff.drill,
            keeper=staff.keeper,
            judge=staff.judge,
            polls=store,
            speech_seconds=2 * patience.whole_speech,
        )
        try:
            yield chair, staff
        finally:
            await chair.close()
