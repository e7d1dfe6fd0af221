"""What the coach says, read from `prompts/coaching/*.yaml` and checked to the field.

A sentence may have blanks (`___`, shown as “…”) and slots such as `{words}` that are filled when it
is spoken. `FIELDS` is the plan of the files: every field that there is, and its slots.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.coaching.parts import Part
from bot.debate.arguments import Move
from bot.debate.errors import Faulty
from bot.debate.model import Kind
from bot.library.front_matter import read_text
from bot.library.yaml_lines import Lined, read_yaml
from bot.library.yaml_lines import Where as Place

ANY = "any"
"""The entry that fits whatever was said."""
ONE_CASE = "one_case"
HELPED = (Kind.CONSTRUCTIVE, Kind.QUESTION, Kind.ANSWER, Kind.REBUTTAL, Kind.CLOSING, Kind.COMMENT)
"""The kinds of turn for which there are hints."""
WAYS = (*Move, "weigh", "ask")
"""The moves of an answer; the last two are no moves of the argument files."""
BLANK = re.compile(r"_{2,}")
MARKS = re.compile(r"[*`~|<>\[\]#]|_")
"""What a page would take for a mark of its own."""

Where = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slots:
    """Which slots the sentences of a field may have, and which one each must have."""

    known: tuple[str, ...] = ()
    needs: str = ""
    required: bool = True


Fields = Iterator[tuple[str, Slots]]

ODD = ("short", "foreign", "order", "abuse", "withdrawn")
"""Words in which there is nothing to coach."""
PLAIN = Slots()
WORDS = Slots(("words", "Who"), "words")
HELD = ("words", "number", "found", "said", "other", "elsewhere")
"""The slots of a sentence about words that were held against a source."""


def _each(names: Iterable[str], slots: Slots = PLAIN, under: str = "") -> Fields:
    """Fields of these names, alike in their slots."""
    yield from ((f"{under}.{name}" if under else name, slots) for name in names)


def _fitted(under: str, slots: Slots = PLAIN, names: Iterable[str] = ()) -> Fields:
    """Fields of these names, and of every part of an argument: those may be left out."""
    yield from _each(names, slots, under)
    yield from _each(Part, replace(slots, required=False), under)


def _hints() -> Fields:
    yield from _each(("frames", "starters", "questions"), Slots(("kind",)), "titles")
    yield from _each(("none", "nothing_to_come"), under="titles")
    yield from _each(("none", "nothing_to_come"))
    yield from _each(("said", "asked"), WORDS, "first")
    yield from _each(("unsaid", "odd", *HELPED), under="first")
    for kind in HELPED:
        yield from _fitted(f"frames.{kind}", names=(ANY,))
        yield from _fitted(f"starters.{kind}", names=(ANY,))
    yield from _each(("one", "more"), under="look")


def _questions() -> Fields:
    yield from _fitted("parts", WORDS)
    yield "limit", Slots(("grants",), "grants")
    yield from _each(("step", "proof"))
    yield from _each(("ask", "asked"), Slots(("ask",), "ask"))
    yield from _each(HELPED, under="kinds")


def _checking() -> Fields:
    yield from _each(("check", "nothing"), under="titles")
    verdicts = ("borne_out", "same", "same_denied", "differs", "divided", "near")
    yield from _each((*verdicts, "near_figure", "silent"), Slots(HELD, "words"))
    yield "names", Slots(("number", "names"), "names")
    yield "truncated", Slots(("count",))
    quoted = ("verified", "near", "said_here", "summary", "not_found", "no_articles")
    yield from _each(quoted, Slots(("words", "title", "found", "number"), "words"), "quotation")
    yield from _each(("nothing", "nothing_but_near"))


def _moves() -> Fields:
    yield from _each(("moves", "own"), under="titles")
    yield "known", Slots(("moves",), "moves")
    for way in WAYS:
        yield f"{way}.{ANY}", PLAIN
        yield from _fitted(way, Slots(("words",)))
    yield from _each(Move, under="names")
    yield from _each(("one", "more"), under="look")


def _assumptions() -> Fields:
    yield "title", PLAIN
    yield from _fitted("parts", WORDS, (ONE_CASE,))
    yield "limit", Slots(("grants",), "grants")
    yield from _each(("step", "none"))
    yield from _each(("one", "more"), under="look")


def _feedback() -> Fields:
    yield "said", Slots(("words",), "words")
    yield "lead", Slots(("move",), "move")
    yield from _each((*WAYS, "own"), under="names")
    yield from _each((*WAYS, "own", "aside"), under="moves")
    yield from _each(
        ("contact", "stand", "reason", "proof_alone", "weight", "limit"), under="steps"
    )
    yield "steps.proof", Slots(("passage",), "passage")
    yield from _each((*ODD, "passed"), under="odd")
    yield "tasks", PLAIN


def _odd_words() -> Fields:
    yield from _each(("title", *ODD, "nothing", "unknown"))
    yield "long", Slots(("count",))


FIELDS: Mapping[str, Mapping[str, Slots]] = {
    "hints": dict(_hints()),
    "questions": dict(_questions()),
    "checking": dict(_checking()),
    "moves": dict(_moves()),
    "assumptions": dict(_assumptions()),
    "feedback": dict(_feedback()),
    "odd-words": dict(_odd_words()),
}
FILES = tuple(FIELDS)


class Texts:
    """All that the coach can say, by file and field: `hints.first.said`."""

    def __init__(self, says: Mapping[str, tuple[str, ...]]) -> None:
        self._says = says

    def of(self, field: str) -> tuple[str, ...]:
        """The sentences of a field, in their order; empty where a field that may be left out was."""
        return self._says.get(field, ())


def load_texts(folder: Path) -> Texts:
    """The files in `folder`. Raises the first Faulty."""
    says, found = _read(folder)
    for fault in found:
        raise fault
    return Texts(says)


def faults(folder: Path) -> tuple[Faulty, ...]:
    """Everything that is wrong with the files in `folder`; empty when they are sound."""
    return tuple(_read(folder)[1])


class Voice:
    """Picks among sentences: the same key, the same words."""

    def __init__(self, texts: Texts, key: object) -> None:
        self.texts = texts
        self._random = random.Random(str(key))

    def say(self, field: str, **slots: object) -> str:
        """One sentence of a field with its slots filled; empty where the field has none."""
        return next(self.ways(field, **slots), "")

    def ways(self, field: str, **slots: object) -> Iterator[str]:
        """Every sentence of a field with its slots filled, in an order of this voice's."""
        sentences = list(self.texts.of(field))
        self._random.shuffle(sentences)
        yield from (sentence.format(**slots) for sentence in sentences)


# --- reading ----------------------------------------------------------------------------------


def _read(folder: Path) -> tuple[dict[str, tuple[str, ...]], list[Faulty]]:
    says: dict[str, tuple[str, ...]] = {}
    found: list[Faulty] = []
    for name in FILES:
        file = f"{folder.name}/{name}.yaml"
        try:
            lined = read_yaml(file, read_text(file, folder / f"{name}.yaml"))
        except Faulty as fault:
            found.append(fault)
            continue
        fields = dict(_leaves(lined.fields))
        for where, entry in fields.items():
            try:
                says[f"{name}.{'.'.join(where)}"] = _sentences(name, where, entry, lined)
            except Faulty as fault:
                found.append(fault)
        for field, slots in FIELDS[name].items():
            if slots.required and tuple(field.split(".")) not in fields:
                found.append(lined.fault(tuple(field.split(".")), "is missing"))
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in FILES:
            there = ", ".join(f"{name}.yaml" for name in FILES)
            found.append(Faulty(f"{folder.name}/{path.name}", 0, "", f"unknown; there are {there}"))
    return says, found


def _leaves(fields: object, where: Where = ()) -> Iterator[tuple[Where, object]]:
    """Everything in a file that is no mapping, with its place."""
    if not isinstance(fields, Mapping):
        yield where, fields
        return
    for name, entry in fields.items():
        yield from _leaves(entry, (*where, str(name)))


def _sentences(file: str, where: Where, entry: object, lined: Lined) -> tuple[str, ...]:
    """The sentences of one field. Raises Faulty."""
    slots = FIELDS[file].get(".".join(where))
    if slots is None:
        there = [f for f in FIELDS[file] if f.split(".")[:-1] == list(where[:-1])]
        names = ", ".join(f.rpartition(".")[2] for f in there) or ", ".join(_tops(file))
        raise lined.fault(where, f"unknown field; there are {names}")
    listed = entry if isinstance(entry, list) else [entry]
    if not listed:
        raise lined.fault(where, "must not be empty")
    said = []
    for number, sentence in enumerate(listed):
        at: Place = (*where, number) if isinstance(entry, list) else where
        if not isinstance(sentence, str) or not sentence.strip():
            raise lined.fault(at, "must be a sentence")
        if problem := _problem(sentence, slots):
            raise lined.fault(at, problem)
        said.append(_spoken(sentence))
    return tuple(said)


def _tops(file: str) -> dict[str, None]:
    return dict.fromkeys(field.partition(".")[0] for field in FIELDS[file])


def _problem(sentence: str, slots: Slots) -> str:
    """What is wrong with a sentence; empty where nothing is."""
    try:
        used = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
    except ValueError:
        return "has a brace that does not open or close; a slot is written {words}"
    for name in used:
        if name not in slots.known:
            there = ", ".join(f"{{{slot}}}" for slot in slots.known) or "none"
            return f"{{{name}}} is not filled here; there are {there}"
    if slots.needs and slots.needs not in used:
        return f"must hold {{{slots.needs}}}"
    if mark := MARKS.search(BLANK.sub("", sentence)):
        return f"“{mark.group()}” would act on the page; leave it out"
    return ""


def _spoken(sentence: str) -> str:
    """The sentence as it is shown: a row of underscores is a mark on most pages, so it becomes “…”."""
    return BLANK.sub("…", sentence).replace("….", "…").strip()
