"""Who tries wrong codes has to wait, and nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.discord_ui.teaching.codes import TRIES, WHILE, Tries

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def test_five_wrong_codes_are_followed_by_a_wait_from_the_first_of_them() -> None:
    tries = Tries()
    for minute in range(TRIES):
        now = NOW + timedelta(minutes=minute)
        assert not tries.wait("ada", now)
        tries.wrong("ada", now)
    now = NOW + timedelta(minutes=TRIES)
    assert tries.wait("ada", now) == WHILE - timedelta(minutes=TRIES)
    assert not tries.wait("ben", now)
    assert not tries.wait("ada", NOW + WHILE), "the first of the five is long ago"
    tries.wrong("ada", NOW + WHILE)
    assert tries.wait("ada", NOW + WHILE)
