"""What a student may be called: harmless, and not to be taken for anybody else."""

from __future__ import annotations

import pytest

from bot.room.school.names import NameRefused, alike, fit_student


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mia", "Mia"),
        ("  Mia \t K.\n", "Mia K."),
        ("O'Neil-Müller", "O'Neil-Müller"),
        ("Ольга", "Ольга"),
        ("محمد", "محمد"),
        ("राम कुमार", "राम कुमार"),
        ("美咲", "美咲"),
        ("Ｍｉａ", "Mia"),
        ("M\u200bi\u202ea", "Mia"),
        ("Mia\ud800", "Mia"),
        ("R2D2", "R2D2"),
        ("Botan", "Botan"),
    ],
)
def test_a_name_is_taken_and_tidied(typed: str, name: str) -> None:
    assert fit_student(typed, "Parley") == name


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "M", "x" * 33, "\u200b\u200b\u200b", "\u202e\u202d", "--", "123", ".Mia"),
        *("<script>", "<b>Mia</b>", "@everyone", "<@123>", "**Mia**", "Mia|", "`x`", "a_b", "#9b"),
        *("=cmd()", "+1 Mia", "-Mia", "http://x", "\ue000\ue001", "Mia\U0001f600"),
        *("Teacher", "teacher 2", "The Teacher", "T e a c h e r", "Te4cher", "Tеасhеr", "TEACHÉR"),
        *("Parley", "parIey", "Раrley", "P4RLEY", "Bot", "B0t", "Βot", "Admin", "Adm1n", "Admin1"),
        *("everyone", "System", "Z" + "\u0301" * 9),
    ],
)
def test_a_name_is_refused(typed: str) -> None:
    with pytest.raises(NameRefused):
        fit_student(typed, "Parley")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Mia", "mia"), ("Mia", "MIA"), ("Mia", "M.i.a"), ("Mia K", "MiaK"), ("José", "Jose")),
        *(("Anna", "Аnna"), ("Ian", "lan"), ("Bo1", "Bol"), ("Ben O", "Ben 0"), ("Nikos", "Νikos")),
    ],
)
def test_names_that_look_alike_are_one(one: str, other: str) -> None:
    assert alike(one, [other])
    assert alike(other, [one])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mia", "Pia"), ("Ian", "Lan"), ("Lina", "Iina"), ("राम", "रम"), ("Li", "Lu")],
)
def test_names_that_differ_are_two(one: str, other: str) -> None:
    assert not alike(one, [other])
