"""What is held back of what students and the bot write, and what must never be.

The word list is the shipped one; the lines stand in moderated.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.classroom.folding import fold
from bot.classroom.phrases import PhraseFault, pattern_of, prove
from bot.classroom.screening import Action, Category, Hit, Screen, Whose
from bot.library.screen_files import load_screen

ROOT = Path(__file__).parents[2]
SCREEN = load_screen(ROOT / "prompts" / "moderation.yaml")
LINES = yaml.safe_load((Path(__file__).parent / "moderated.yaml").read_text(encoding="utf-8"))
DISTRESS = LINES.pop("distress")


def met(text: str, *, bot: bool = False) -> str:
    """The category that meets this text; empty where none does."""
    hit = SCREEN.of(text, bot=bot)
    return hit.category if hit else ""


def written(part: str) -> list[Any]:
    return [
        pytest.param(category, line, id=f"{category}-{number}")
        for category, lines in LINES.items()
        for number, line in enumerate(lines[part])
    ]


@pytest.mark.parametrize(("category", "line"), written("caught"))
def test_what_is_meant_is_caught(category: str, line: str) -> None:
    assert met(line) == category
    assert met(f"So I say this to the other side. {line}\nThat is my speech.") == category


@pytest.mark.parametrize(("category", "line"), written("let through"))
def test_what_only_sounds_like_it_is_let_through(category: str, line: str) -> None:
    assert (met(line), met(line, bot=True)) == ("", "")
    assert met(f"So I say this to the other side. {line}\nThat is my speech.") == ""


# --- distress -----------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", DISTRESS, ids=lambda entry: entry["caught"])
def test_distress_is_met_and_talk_of_states_is_not(entry: dict[str, str]) -> None:
    lists = yaml.safe_load((ROOT / "prompts" / "moderation.yaml").read_text())["lists"]
    alone = Screen.of_entries([category("alone", entry["phrase"])], lists)
    assert alone.of(entry["caught"])
    assert met(entry["caught"]) == "distress"
    assert met(entry["let through"]) == ""


def test_each_phrase_for_distress_has_such_lines() -> None:
    [distress] = [c for c in SCREEN.categories if c.name == "distress"]
    assert [entry["phrase"] for entry in DISTRESS] == list(distress.phrases)


def test_the_line_for_distress_says_who_helps() -> None:
    [distress] = [c for c in SCREEN.categories if c.name == "distress"]
    assert distress.action is Action.MEET
    for needed in ("not have to be alone", "you trust", "emergency number", "112", "911", "999"):
        assert needed in distress.line
    assert "{" not in distress.line


def test_distress_counts_before_all_else() -> None:
    assert met("fuck you all, i want to die") == "distress"


@pytest.mark.parametrize(
    "line", ["The deal is suicide.", "It is political suicide.", "Suicide drones"]
)
def test_suicide_as_a_figure_of_speech_is_none(line: str) -> None:
    assert met(line) == ""


# --- what the bot and the corpus say ------------------------------------------------------------


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def texts_of(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        return list(strings(yaml.safe_load(text)))
    return [text, *re.split(r"\n+", text)]


CORPUS = sorted(p for p in (ROOT / "corpus").rglob("*") if p.suffix in (".yaml", ".md"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_nothing_of_the_corpus_is_held(path: Path) -> None:
    texts = texts_of(path)
    assert texts
    assert [t for t in texts if SCREEN.of(t) or SCREEN.of(t, bot=True)] == []


# --- one category at a time ---------------------------------------------------------------------


def category(name: str, *phrases: str, **fields: Any) -> Category:
    plain = {"action": Action.HOLD, "whose": Whose.BOTH, "line": f"{name}, please."}
    return Category(name=name, phrases=phrases, **{**plain, **fields})


@pytest.mark.parametrize(
    ("whose", "student", "bot"),
    [(Whose.BOTH, True, True), (Whose.STUDENTS, True, False), (Whose.BOT, False, True)],
)
def test_a_category_is_for_those_whom_it_names(whose: Whose, student: bool, bot: bool) -> None:
    screen = Screen.of_entries([category("zebra", "zebra", whose=whose, server=("stripes",))])
    hit = Hit("zebra", "zebra, please.", Action.HOLD)
    assert screen.of("a zebra") == (hit if student else None)
    assert screen.of("a zebra", bot=True) == (hit if bot else None)
    assert screen.named(["stripes"]) == (hit if student else None)
    assert screen.named(["stripes"], bot=True) == (hit if bot else None)
    assert screen.named(["violence"]) is None


def test_an_empty_screen_meets_nothing() -> None:
    assert Screen().of("fuck you") is None


def test_the_first_category_counts_and_lets_through_only_its_own() -> None:
    screen = Screen.of_entries(
        [
            category("first", "zebra", let_through=("zebra crossing",)),
            category("second", "crossing"),
        ]
    )
    assert screen.of("a zebra crossing").category == "second"  # type: ignore[union-attr]
    assert screen.of("a zebra crossing, a zebra").category == "first"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("phrase", "found", "missed"),
    [
        ("idiot*", "idiotic", "an idio"),
        ("you|u are|r wrong", "u r wrong", "you wrong"),
        ("so (very) wrong", "so wrong", "so not wrong"),
        ("(so) wrong", "wrong", "so"),
        ("you ... wrong", "you are very much wrong", "you are in this one point wrong"),
        ("you ... wrong", "you wrong", "you are. Wrong"),
        ("<who> wrong", "my friends wrong", "my wrong"),
        ("give up .", "I give up!", "give up now"),
        ("give up now|.", "give up now", "give up later"),
        ("don't", "DON’T", "do not"),
        ("self-harm", "self harm", "selfharm"),
        ("Müller", "MÜLLER", "Muller"),
    ],
)
def test_how_phrases_are_written(phrase: str, found: str, missed: str) -> None:
    pattern = pattern_of([phrase], {"who": ["you", "my friends"]})
    assert pattern
    assert pattern.search(fold(found))
    assert not pattern.search(fold(missed))


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("(so) (very)", "may not be missing"),
        ("", "may not be missing"),
        ("... wrong", "must begin with a word"),
        (". wrong", "must begin with a word"),
        ("so (very", "bracket"),
        ("so ((very) much)", "bracket"),
        ("<whom> wrong", "“whom” that is not there; there are: who"),
        ("so| wrong", "has an empty choice"),
        ("so * wrong", "where a word should be"),
        ("so w*ng", "where a word should be"),
        ("“” wrong", "where a word should be"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str, says: str) -> None:
    with pytest.raises(PhraseFault, match=re.escape(says)):
        prove(phrase, {"who": ["you"]})


# --- folding ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Don’t  go,\tnow! OK", "dont go now . ok"),
        ("1,500 warheads, $17 billion", "1 500 warheads 17 billion"),
        ("Straße, Müller, Élysée, Đà Nẵng", "strasse mueller elysee da nang"),
        ("ѕсорe \u0399\u0391", "scope ia"),
        ("sh1t @ss a$$ f*ck", "sh1t ass ass f*ck"),
        ("**bold** and ~~struck~~ [2]", "bold and struck 2"),
        ("a\u200bb\u00adc\u2060d", "abcd"),
        ("f u.c.k u", "f u c k u . fucku . fuck u"),
        ("", ""),
        ("?!", "."),
    ],
)
def test_what_is_done_to_slip_past_is_undone(text: str, folded: str) -> None:
    assert fold(text) == folded


NASTY = [
    "a", "a ", "i ", "$", "*", "!", ".", " ", "\n", "1", "1a! ", "a$ ", "*a", "a@@@@", "@a.", "a-", "i want to ",
    "you are such a ", "my friend ", "russians are ", "all the russians are just ", "0 1 ", "+1 ", "01 ", "Live at 1 ",
    "a.b@", "a@b.", "ﷺ", "é", "с", "1 Aa ", "Aa ", "call me ", "t.me/", "<", "(", "nazis told them ", "s s s ",
]  # fmt: skip


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", NASTY)
def test_no_text_takes_it_long(piece: str) -> None:
    """A pattern that backtracks without end would be stopped by the limit on each test."""
    text = (piece * 4000)[:4000]
    SCREEN.of(text)
    SCREEN.of(f"{text}x", bot=True)
