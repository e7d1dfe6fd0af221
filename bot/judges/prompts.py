"""The prompt files of the judge: read, checked at the start, and filled in.

    prompts/judging/house.md     who judges, by what, and what counts for nothing: the system message
    prompts/judging/ballot.md    one debate and what is asked about it
    prompts/judging/mend.md      what is added when an answer had faults

Each begins with fields (name, version, purpose, needs) and goes on as a Jinja2 template. What it
`needs` must be exactly what it uses, and among what is OFFERED to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.debate.errors import Faulty
from bot.library.front_matter import read_text
from bot.library.prompt_files import Prompt, prompt_in

OFFERED: Mapping[str, frozenset[str]] = {
    "house": frozenset({"criteria"}),
    "ballot": frozenset({"motion", "as_of", "topic", "sources", "speeches", "scored", "winner"}),
    "mend": frozenset({"faults"}),
}
"""What may be needed by each file. `topic`, `sources` and `winner` are empty where there is none."""


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
    offered = OFFERED[name]
    samples = (dict.fromkeys(offered, sample) for sample in ("words", ""))
    return prompt_in(file, text, offered, samples)


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
