"""Files that begin with fields and go on as a Jinja2 template: read, checked, and filled in.

A prompt file has the fields name, version, purpose and needs. Its name is that of the file, and
what it `needs` must be exactly what it uses. Knows nothing of what a prompt is for: whoever reads
one says what is offered to it.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field

from bot.debate.errors import Faulty
from bot.library.front_matter import Page, read_page
from bot.library.yaml_lines import read_model

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


def hash_of(*prompts: Prompt) -> str:
    """One short hash for several prompts that were used together."""
    return _hash("".join(prompt.hash for prompt in prompts))


def prompt_in(
    file: str,
    text: str,
    offered: frozenset[str],
    samples: Iterable[Mapping[str, object]],
    *,
    begins: str = "",
) -> Prompt:
    """The prompt in `text`. Raises Faulty with file, line and field.

    It may need what is `offered`. It is filled with each of the `samples`, which hold all of that,
    so that it cannot fail in a debate. `begins` is what its template must begin with.
    """
    page = read_page(file, text)
    head = read_model(Head, page.head)
    assert head is not None  # with nowhere to note faults, read_model raises them
    if head.name != (name := PurePath(file).stem):
        raise page.head.fault(("name",), f"must be the name of its file, {name}")
    template = template_in(file, page)
    _check_needs(page, head, offered)
    if not page.body.lstrip().startswith(begins):
        raise Faulty(file, page.starts, "", f"must begin with {begins}")
    for sample in samples:
        filled(file, page, template, {need: sample[need] for need in head.needs})
    return Prompt(head.name, head.version, head.purpose, head.needs, _hash(text), template)


def template_in(file: str, page: Page) -> Template:
    """The template below the fields of a page. Raises Faulty where it is none, with its line."""
    try:
        return _jinja.from_string(page.body)
    except TemplateSyntaxError as error:
        line = page.starts - 1 + error.lineno
        raise Faulty(file, line, "", error.message or "is not a template") from None


def filled(file: str, page: Page, template: Template, values: Mapping[str, object]) -> str:
    """The template of a page with these values. Raises Faulty where that fails, with its line."""
    try:
        return template.render(values).strip()
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        at = [frame.lineno for frame in frames if frame.filename == "<template>"]
        line = page.starts - 1 + (at[-1] or 1) if at else page.starts
        raise Faulty(file, line, "", str(error)) from None


def _check_needs(page: Page, head: Head, offered: frozenset[str]) -> None:
    """Raises Faulty unless what the prompt needs is offered to it, and is what it uses."""
    used = meta.find_undeclared_variables(_jinja.parse(page.body))
    for need in head.needs:
        if need not in offered:
            known = ", ".join(sorted(offered))
            raise page.head.fault(("needs",), f"“{need}” is not offered; there are {known}")
        if need not in used:
            raise page.head.fault(("needs",), f"“{need}” is not used below")
    if missing := used - set(head.needs):
        raise page.head.fault(("needs",), f"the text uses {', '.join(sorted(missing))} as well")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
