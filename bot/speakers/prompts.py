"""The prompt files: read, checked at the start, and filled in.

    prompts/personas/<school>.md     who speaks
    prompts/speeches/house.md        what never changes in a debate: the system message
    prompts/speeches/<kind>.md       the task for one kind of turn; a format may name another
    prompts/speeches/mend.md         what is added when a draft had faults

Each begins with fields (name, version, purpose, needs) and goes on as a Jinja2 template. What it
`needs` must be exactly what it uses, and among what is OFFERED to files of its sort.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field

from bot.debate.errors import Faulty
from bot.debate.model import Kind, Level
from bot.library.files import SCHOOLS
from bot.library.front_matter import Page, read_page, read_text
from bot.library.yaml_lines import read_model

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

_jinja = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
)


class Head(BaseModel):
    """The fields of a prompt file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1)]
    version: Annotated[int, Field(ge=1)]
    purpose: Annotated[str, Field(min_length=1)]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file. `hash` is of its whole text, so that a record can say what was used."""

    name: str
    version: int
    purpose: str
    needs: tuple[str, ...]
    hash: str
    template: Template

    def fill(self, values: Mapping[str, object]) -> str:
        """The prompt with its values; `values` may hold more than it needs."""
        return self.template.render({need: values[need] for need in self.needs}).strip()


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


def hash_of(*prompts: Prompt) -> str:
    """One short hash for several prompts that were used together."""
    return _hash("".join(prompt.hash for prompt in prompts))


def read_prompt(file: str, text: str, sort: str) -> Prompt:
    """The prompt in `text`, a file of this sort. Raises Faulty with file, line and field."""
    page = read_page(file, text)
    head = read_model(Head, page.head)
    assert head is not None  # with nowhere to note faults, read_model raises them
    used = _used(file, page)
    for need in head.needs:
        if need not in OFFERED[sort]:
            known = ", ".join(sorted(OFFERED[sort]))
            raise page.head.fault(("needs",), f"“{need}” is not offered; there are {known}")
        if need not in used:
            raise page.head.fault(("needs",), f"“{need}” is not used below")
    if missing := used - set(head.needs):
        raise page.head.fault(("needs",), f"the text uses {', '.join(sorted(missing))} as well")
    if sort == "speech" and not page.body.lstrip().startswith(FIRST):
        raise Faulty(file, page.starts, "", f"must begin with {FIRST}")
    template = _jinja.from_string(page.body)
    _rehearse(file, page, template)
    return Prompt(head.name, head.version, head.purpose, head.needs, _hash(text), template)


def _read(folder: Path) -> tuple[Prompts | None, list[Faulty]]:
    found: list[Faulty] = []

    def read(part: str, name: str, sort: str) -> Prompt | None:
        file = f"{folder.name}/{part}/{name}.md"
        path = folder / part / f"{name}.md"
        try:
            prompt = read_prompt(file, read_text(file, path), sort)
            if prompt.name != name:
                raise Faulty(file, 2, "name", f"must be the name of its file, {name}")
        except Faulty as fault:
            found.append(fault)
            return None
        return prompt

    house, mend = read("speeches", "house", "house"), read("speeches", "mend", "mend")
    names = dict.fromkeys([*SPOKEN, *(n for n in _stems(folder / "speeches") if n not in OWN)])
    speeches = {str(name): read("speeches", name, "speech") for name in names}
    schools = dict.fromkeys((*SCHOOLS, *_stems(folder / "personas")))
    personas = {school: read("personas", school, "persona") for school in schools}
    if found or house is None or mend is None:
        return None, found
    return Prompts(_whole(personas), _whole(speeches), house, mend), found


def _used(file: str, page: Page) -> set[str]:
    """The variables that the template uses. Raises Faulty where it is no template."""
    try:
        return meta.find_undeclared_variables(_jinja.parse(page.body))
    except TemplateSyntaxError as error:
        line = page.starts - 1 + error.lineno
        raise Faulty(file, line, "", error.message or "is not a template") from None


def _rehearse(file: str, page: Page, template: Template) -> None:
    """Fill the template once for every level, so that it cannot fail in the middle of a debate."""
    sample = {name: name for names in OFFERED.values() for name in names}
    for level in Level:
        for empty in (False, True):
            values: dict[str, object] = dict.fromkeys(sample, "") if empty else {**sample}
            try:
                template.render({**values, "level": level.value, "words": 100})
            except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
                frames = traceback.extract_tb(error.__traceback__)
                at = [frame.lineno for frame in frames if frame.filename == "<template>"]
                line = page.starts - 1 + (at[-1] or 1) if at else page.starts
                raise Faulty(file, line, "", str(error)) from None


def _stems(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.md"))


def _whole(prompts: Mapping[str, Prompt | None]) -> dict[str, Prompt]:
    return {key: prompt for key, prompt in prompts.items() if prompt is not None}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
