"""Whatever the bot may say of the shipped files is spelled in words that the table knows.

Only what can be told from a word's look is checked: endings in -ise and -ize, -yse and -yze, and a
doubled l before an ending. The other kinds (honour, centre, defence and their like) are closed; the
table holds those that we know of, and nothing here would find one that it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.speakers import phrases
from bot.speakers.phrases import Bank
from bot.speakers.spelling import AMERICAN, BRITISH
from bot.speakers.spellings import to_american_only, to_british_only

ROOT = Path(__file__).parents[2]
WORD = re.compile(r"[^\W\d_]+")
NOT_SPOKEN = frozenset(
    {"id", "also_said", "url", "licence", "sources", "motions", "source"}
    | {"phrases", "let_through", "lists"}
)
"""Fields that no speech is made of, or that hold a student's words, a title, or words to look for."""
SLOT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\w+\}|`[^`]*`|<[^>]*>|“[^”]*”", re.DOTALL)

S_OR_Z = re.compile(r"(\w*[iy][sz])(?:e|es|ed|er|ers|ing|ingly|able|ations?|ational)")
ALIKE_S_OR_Z = frozenset(
    [
        "advis",
        "apprais",
        "arais",
        "aris",
        "bruis",
        "capsiz",
        "chastis",
        "circumcis",
        "clockwis",
        "compris",
        "compromis",
        "concis",
        "cris",
        "cruis",
        "demis",
        "despis",
        "devis",
        "disguis",
        "enterpris",
        "excis",
        "exercis",
        "expertis",
        "franchis",
        "guis",
        "improvis",
        "incis",
        "liais",
        "likewis",
        "maiz",
        "merchandis",
        "mis",
        "nois",
        "otherwis",
        "paradis",
        "pois",
        "prais",
        "precis",
        "premis",
        "priz",
        "promis",
        "rais",
        "revis",
        "ris",
        "seiz",
        "siz",
        "supervis",
        "surpris",
        "televis",
        "treatis",
        "unwis",
        "wis",
        "advertis",
        "siz",
    ]
)
"""Beginnings that both sides of the sea write alike: surprise, promise, prize, size."""
LL = re.compile(r"(\w*[aeiou]ll)(?:ed|ing|ingly|er|ers)")
ALIKE_LL = frozenset(
    [
        "ball",
        "bell",
        "bill",
        "call",
        "cell",
        "chill",
        "compell",
        "controll",
        "drill",
        "dwell",
        "enroll",
        "excell",
        "expell",
        "fall",
        "fill",
        "fulfill",
        "grill",
        "hall",
        "install",
        "instill",
        "kill",
        "mill",
        "patroll",
        "poll",
        "propell",
        "pull",
        "quell",
        "rebell",
        "repell",
        "roll",
        "sell",
        "shell",
        "skill",
        "small",
        "smell",
        "spell",
        "spill",
        "stall",
        "still",
        "swell",
        "tall",
        "tell",
        "thrill",
        "till",
        "toll",
        "unfulfill",
        "wall",
        "well",
        "will",
        "yell",
        "unwill",
        "distill",
        "dispell",
        "painkill",
        "schell",
        "scroll",
    ]
)
"""Beginnings with two l on both sides, of a word that ends so or has its weight at its end."""
BOTH_WRITE = {
    "practice": "the noun, on both sides; American texts also have it for the verb",
    "judgment": "of a court on both sides, and of anybody in much of Britain",
    "license": "the verb, on both sides",
    "glamour": "on both sides",
    "jail": "on both sides",
}
"""Words that the table changes one way only, and why they may stand in a text all the same."""


def spoken(node: Any) -> Iterator[str]:
    """Every text below a node of a file that a speech may be made of."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for name, value in node.items():
            if name not in NOT_SPOKEN:
                yield from spoken(value)
    elif isinstance(node, list):
        for value in node:
            yield from spoken(value)


def texts() -> Iterator[tuple[str, str]]:
    """Every file, or the phrases, with a text in it."""
    for path in sorted([*(ROOT / "corpus").rglob("*.y*ml"), *(ROOT / "prompts").rglob("*.y*ml")]):
        for text in spoken(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield path.name, text
    for path in sorted(
        [*(ROOT / "corpus" / "briefs").glob("*.md"), *(ROOT / "prompts").rglob("*.md")]
    ):
        head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
        fields = yaml.safe_load(head)
        for text in (*spoken({**fields, "title": "", "author": "", "outlet": ""}), body):
            yield path.name, text
    for name, bank in vars(phrases).items():
        if isinstance(bank, Bank):
            for phrase in (*bank.plain, *bank.rich):
                yield f"phrases {name}", phrase


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    """Every word in small letters of which a speech may be made, and a file in which it stands."""
    found: dict[str, str] = {}
    for where, text in texts():
        for word in WORD.findall(SLOT.sub(" ", text)):
            found.setdefault(word.lower(), where)
    assert len(found) > 3_000
    return found


def looks_different(word: str) -> bool:
    """Whether the other side of the sea may spell a word of this look differently."""
    if (found := S_OR_Z.fullmatch(word)) and found[1] not in ALIKE_S_OR_Z:
        return True
    return bool((found := LL.fullmatch(word)) and found[1] not in ALIKE_LL)


def test_the_look_of_a_word_tells_what_may_be_spelled_differently() -> None:
    for word in ("flavorize", "flavorised", "overanalyze", "gambolled", "gambolling"):
        assert looks_different(word), word
    for word in ("surprise", "sizes", "promising", "called", "willing", "hour", "is", "misled"):
        assert not looks_different(word), word


def test_every_word_that_may_be_spelled_differently_is_in_the_table(words: dict[str, str]) -> None:
    known = {*AMERICAN, *BRITISH, *AMERICAN.values(), *BRITISH.values()}
    missing = {w: where for w, where in words.items() if looks_different(w) and w not in known}
    assert not missing, (
        "teach bot/speakers/spellings.py these words, or say here that they are alike"
    )


def test_what_the_table_changes_one_way_only_stands_for_a_reason(words: dict[str, str]) -> None:
    one_way = {word for pair in (*to_american_only(), *to_british_only()) for word in pair}
    back = {
        w
        for w in one_way
        if BRITISH.get(AMERICAN.get(w, "")) == w or AMERICAN.get(BRITISH.get(w, "")) == w
    }
    stand = {w: where for w, where in words.items() if w in one_way - back and w not in BOTH_WRITE}
    assert not stand, "only one spelling of these words can be made of the other"  # fmt: skip
