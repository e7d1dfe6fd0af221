"""The prompt files: read, checked at the start, and filled in.

    prompts/personas/<school>.md     who speaks
    prompts/speeches/house.md        what never changes in a debate: the system message
    prompts/speeches/<kind>.md       the task for one kind of turn; a format may name another
    prompts/speeches/mend.md         what is added when a draft had faults

Each begins with fields (name, version, purpose, needs) and goes on as a Jinja2 template. What it
`needs` must be exactly what it uses, and among what is OFFERED to files of its sort.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.debate.errors import Faulty
from bot.debate.model import Kind, Level
from bot.library.files import SCHOOLS
from bot.library.front_matter import read_text
from bot.library.prompt_files import Prompt, prompt_in

PERSONA = frozenset({"side", "motion", "as_of"})
HOUSE = frozenset(
    {"persona", "school", "side", "motion", "background", "as_of", "level", "spelling"}
)
SPEECH = frozenset({"sources", "new_sources", "flow", "last_speech", "words", "level", "side"})
MEND = frozenset({"faults"})
OFFERED: Mapping[str, frozenset[str]] = {
    "persona": PERSONA,
    "house": HOUSE,
    "speech": SPEECH,
    "mend": MEND,
}
"""What may be needed by each sort of file."""
FIRST = "{{ sources }}"
"""What every speech begins with, so that the server can keep it from one turn to the next."""

OWN = frozenset({"house", "mend"})
"""The files beside the speeches that are no speech."""
SPOKEN = tuple(kind for kind in Kind if kind not in (Kind.FEEDBACK, Kind.VOTE))
"""The kinds of turn for which a model speaks."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """All prompts for speaking."""

    personas: Mapping[str, Prompt]
    speeches: Mapping[str, Prompt]
    house: Prompt
    mend: Prompt


def load_prompts(folder: Path) -> Prompts:
    """The prompts under `folder`. Raises Faulty at the first thing that is wrong."""
    prompts, found = _read(folder)
    if prompts is None:
        raise found[0]
    return prompts


def faults(folder: Path) -> tuple[Faulty, ...]:
    """Everything that is wrong with the prompts under `folder`; empty when they are sound."""
    return tuple(_read(folder)[1])


def read_prompt(file: str, text: str, sort: str) -> Prompt:
    """The prompt in `text`, a file of this sort. Raises Faulty with file, line and field."""
    begins = FIRST if sort == "speech" else ""
    return prompt_in(file, text, OFFERED[sort], _samples(), begins=begins)


def _read(folder: Path) -> tuple[Prompts | None, list[Faulty]]:
    found: list[Faulty] = []

    def read(part: str, name: str, sort: str) -> Prompt | None:
        file = f"{folder.name}/{part}/{name}.md"
        path = folder / part / f"{name}.md"
        try:
            return read_prompt(file, read_text(file, path), sort)
        except Faulty as fault:
            found.append(fault)
            return None

    house, mend = read("speeches", "house", "house"), read("speeches", "mend", "mend")
    names = dict.fromkeys([*SPOKEN, *(n for n in _stems(folder / "speeches") if n not in OWN)])
    speeches = {str(name): read("speeches", name, "speech") for name in names}
    schools = dict.fromkeys((*SCHOOLS, *_stems(folder / "personas")))
    personas = {school: read("personas", school, "persona") for school in schools}
    if found or house is None or mend is None:
        return None, found
    return Prompts(_whole(personas), _whole(speeches), house, mend), found


def _samples() -> Iterator[dict[str, object]]:
    """Values of all that is offered, with words and without, at every level."""
    names = {name for offered in OFFERED.values() for name in offered}
    for level in Level:
        given = {"level": level.value, "words": 100}
        yield {**{name: name for name in names}, **given}
        yield {**dict.fromkeys(names, ""), **given}


def _stems(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.md"))


def _whole(prompts: Mapping[str, Prompt | None]) -> dict[str, Prompt]:
    return {key: prompt for key, prompt in prompts.items() if prompt is not None}
