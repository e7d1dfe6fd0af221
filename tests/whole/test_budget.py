"""At the cap the offline opponent takes over and says so; nothing more is asked of the model."""

from __future__ import annotations

from pathlib import Path

from bot.config import BudgetSettings, Cap, ModelSettings
from tests.model_server import ModelServer, speech
from tests.whole.practice import practice, speak, spoken, start

SAID = "A guard on a loan is still a guard, and a guard can become a garrison."


async def test_a_class_that_has_used_its_budget_goes_on_without_the_model(tmp_path: Path) -> None:
    async with ModelServer(speech(SAID)) as server:
        model = ModelSettings(name="scripted", model="scripted-1", base_url=server.url)
        budget = BudgetSettings(class_day=Cap(calls=1))
        async with (
            practice(tmp_path, models=(model,), budget=budget) as p,
            p.arrive("ada") as ada,
        ):
            thread = await start(ada, motion="small-deployments", format="quick", school="hawk")
            await speak(ada, thread, 0, "A hundred technicians threaten nobody.")
            paid = await spoken(ada, thread, "2 of 6")
            assert SAID in paid["content"]
            await speak(ada, thread, 2, "Here there are no missiles, and in 1962 there were.")
            free = await spoken(ada, thread, "4 of 6")
            assert SAID not in free["content"]
            assert "used today's budget" in free["content"]
        assert len(server.asked) == 1
