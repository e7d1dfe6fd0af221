"""The prompt files of the judge: read, checked at the start, and filled in.

    prompts/judging/house.md     who judges, by what, and what counts for nothing: the system message
    prompts/judging/ballot.md    one debate and what is asked about it
    prompts/judging/mend.md      what is added when an answer had faults

Each begins with fields (name, version, purpose, needs) and goes on as a Jinja2 template. What it
`needs` must be exactly what it uses, and among what is OFFERED to it.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field

from bot.debate.errors import Faulty
from bot.library.front_matter import Page, read_page, read_text
from bot.library.yaml_lines import read_model

OFFERED: Mapping[str, frozenset[str]] = {
    "house": frozenset({"criteria"}),
    "ballot": frozenset({"motion", "as_of", "topic", "sources", "speeches", "scored", "winner"}),
    "mend": frozenset({"faults"}),
}
"""What may be needed by each file. `topic`, `sources` and `winner` are empty where there is none."""

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
    """One prompt file."""

    head: Head
    template: Template

    def fill(self, values: Mapping[str, object]) -> str:
        """The prompt with its values; `values` may hold more than it needs."""
        return self.template.render({need: values[need] for need in self.head.needs}).strip()


@dataclass(frozen=True, slots=True)
class JudgePrompts:
    """All prompts for judging."""

    house: Prompt
    ballot: Prompt
    mend: Prompt


def load_judge_prompts(folder: Path) -> JudgePrompts:
    """The judge's prompts under `folder`/judging. Raises Faulty at the first thing that is wrong."""
    prompts, found = _read(folder)
    if found:
        raise found[0]
    return JudgePrompts(**prompts)


def faults(folder: Path) -> tuple[Faulty, ...]:
    """Everything that is wrong with the judge's prompts; empty when they are sound."""
    return tuple(_read(folder)[1])


def read_prompt(file: str, text: str, name: str) -> Prompt:
    """The prompt in `text`, the file called `name`. Raises Faulty with file, line and field."""
    page = read_page(file, text)
    head = read_model(Head, page.head)
    assert head is not None  # with nowhere to note faults, read_model raises them
    if head.name != name:
        raise page.head.fault(("name",), f"must be the name of its file, {name}")
    used = _used(file, page)
    for need in head.needs:
        if need not in OFFERED[name]:
            known = ", ".join(sorted(OFFERED[name]))
            raise page.head.fault(("needs",), f"“{need}” is not offered; there are {known}")
        if need not in used:
            raise page.head.fault(("needs",), f"“{need}” is not used below")
    if missing := used - set(head.needs):
        raise page.head.fault(("needs",), f"the text uses {', '.join(sorted(missing))} as well")
    prompt = Prompt(head, _jinja.from_string(page.body))
    _rehearse(file, page, prompt)
    return prompt


def _read(folder: Path) -> tuple[dict[str, Prompt], list[Faulty]]:
    prompts: dict[str, Prompt] = {}
    found: list[Faulty] = []
    for name in OFFERED:
        file = f"{folder.name}/judging/{name}.md"
        try:
            text = read_text(file, folder / "judging" / f"{name}.md")
            prompts[name] = read_prompt(file, text, name)
        except Faulty as fault:
            found.append(fault)
    for path in sorted((folder / "judging").glob("*.md")):
        if path.stem not in OFFERED:
            known = ", ".join(OFFERED)
            file = f"{folder.name}/judging/{path.name}"
            found.append(Faulty(file, 0, "", f"no prompt of the judge; there are {known}"))
    return prompts, found


def _used(file: str, page: Page) -> set[str]:
    """The variables that the template uses. Raises Faulty where it is no template."""
    try:
        return meta.find_undeclared_variables(_jinja.parse(page.body))
    except TemplateSyntaxError as error:
        line = page.starts - 1 + error.lineno
        raise Faulty(file, line, "", error.message or "is not a template") from None


def _rehearse(file: str, page: Page, prompt: Prompt) -> None:
    """Fill the template with words and with nothing, so that it cannot fail in a debate."""
    for sample in ("words", ""):
        try:
            prompt.fill(dict.fromkeys(prompt.head.needs, sample))
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            frames = traceback.extract_tb(error.__traceback__)
            at = [frame.lineno for frame in frames if frame.filename == "<template>"]
            line = page.starts - 1 + (at[-1] or 1) if at else page.starts
            raise Faulty(file, line, "", str(error)) from None
