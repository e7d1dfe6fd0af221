"""Three ready starts: one press, and a debate is under way."""

from __future__ import annotations

from pathlib import Path

from bot.config import DiscordSettings
from bot.room.people import buttons_of
from tests.whole.practice import button_id, has_button, practice

SETTINGS = DiscordSettings(ready_seconds=0.05, welcome_channel="welcome", debates_channel="debates")


async def test_one_press_opens_a_debate_against_the_school_that_was_asked_for(
    tmp_path: Path,
) -> None:
    async with practice(tmp_path, discord=SETTINGS) as p, p.arrive("ada") as ada:
        await ada.history("welcome")
        card = await ada.wait_message(has_button("parley:begin"), channel="welcome")
        for school in ("hawk", "realist"):
            known = {c["id"] for c in ada.threads}
            await ada.press(card, custom_id=f"parley:begin:{school}")
            thread = await ada.wait_thread(lambda c, known=known: c["id"] not in known)
            assert ada.channels[thread["parent_id"]]["name"] == "debates"
            first = await ada.wait_message(lambda m: bool(m["embeds"]), channel=thread["id"])
            sides = next(f for f in first["embeds"][0]["fields"] if f["name"] == "Sides")
            assert f"· {school} · Parley" in sides["value"]
        await ada.press(card, label="Watch the two debate")
        await ada.wait_ephemeral(lambda m: "exhibition has begun" in m["content"])


async def test_the_card_stands_once_however_often_the_bot_starts(tmp_path: Path) -> None:
    async with practice(tmp_path, discord=SETTINGS) as p, p.arrive("ada") as ada:
        await ada.history("welcome")
        await ada.wait_message(has_button("parley:begin"), channel="welcome")
        await p.stop_bot()
        await ada.wait_bot(online=False)
        p.start_bot()
        await p.ready()
        command = await ada.slash("debates", "debate welcome")
        await command.wait()
        assert "Only a teacher can do that" in ada.ephemeral[-1]["content"]
        cards = [m for m in await ada.history("welcome") if has_button("parley:begin")(m)]
        assert len(cards) == 1


async def test_the_button_of_a_turn_that_was_taken_goes_away(tmp_path: Path) -> None:
    from tests.whole.practice import floor_is_at, speak, spoken, start

    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion="small-deployments", school="realist", format="quick")
        bot = await spoken(ada, thread, "1 of 6")
        assert button_id(bot, "parley:speak")
        await speak(ada, thread, 1, "A small base grows.")
        await floor_is_at(ada, thread, 3)
        await ada.wait_message(
            lambda m: (
                m["id"] == bot["id"]
                and not any("parley:speak" in b.get("custom_id", "") for b in buttons_of(m))
            ),
            channel=thread.id,
        )
