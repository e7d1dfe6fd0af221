"""`parley transcript`: what was said in the debates on record."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import wiring
from bot.cli import printing
from bot.cli.options import AsJson, ConfigFile, DataDir, run
from bot.debate.model import Debate
from bot.terminal import clean

transcripts = typer.Typer(no_args_is_help=True, help="What was said in the debates on record.")

DebateId = typer.Argument(help="The debate's id; `parley transcript list` has them.")
Names = Annotated[
    bool, typer.Option("--names", help="Students by their names, and not by pseudonyms.")
]


class Form(StrEnum):
    """The forms of a transcript."""

    MD = "md"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"
    CSV = "csv"


def add_to(app: typer.Typer) -> None:
    app.add_typer(transcripts, name="transcript")


@transcripts.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """The latest debates, the newest first."""
    debates = run(_latest(wiring.find_home(config, data_dir), limit))
    if as_json:
        printing.as_json([_listed(debate) for debate in debates])
    elif debates:
        columns = ("id", "opened (UTC)", "motion", "format", "turns", "state")
        printing.table(columns, (_row(debate) for debate in debates))
    else:
        print("No debate is on record yet. `parley debate` holds one.", file=sys.stderr)


def _listed(debate: Debate) -> dict[str, object]:
    return {
        "id": debate.id,
        "motion": debate.motion.id,
        "format": debate.format.id,
        "opened_at": debate.opened_at.isoformat(),
        "turns": len(debate.speeches),
        "of": len(debate.format.turns),
        "ended": debate.ending is not None,
    }


def _row(debate: Debate) -> tuple[str, ...]:
    turns = f"{len(debate.speeches)} of {len(debate.format.turns)}"
    opened = f"{debate.opened_at:%Y-%m-%d %H:%M}"
    state = "over" if debate.ending else "open"
    return debate.id, opened, debate.motion.id, debate.format.id, turns, state


@transcripts.command("show")
def show(
    id: Annotated[str, DebateId],
    names: Names = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """One debate, as Markdown."""
    print(clean(_text(wiring.find_home(config, data_dir), id, Form.MD, names)))


@transcripts.command("export")
def export(
    id: Annotated[str, DebateId],
    form: Annotated[Form, typer.Option("--format", help="What sort of file.")] = Form.MD,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; without it, print it.")
    ] = None,
    names: Names = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """One debate as a file, to hand in or to grade."""
    home = wiring.find_home(config, data_dir)
    if form not in (Form.MD, Form.JSON):
        _save(home, id, form, output, names)
        return
    text = _text(home, id, form, names)
    if output is None and form is Form.JSON:
        printing.as_json(json.loads(text))
    elif output is None:
        print(text)
    else:
        output.write_text(f"{text}\n", encoding="utf-8")
        print(f"Written: {output}", file=sys.stderr)


def _save(home: wiring.Home, id: str, form: Form, output: Path | None, names: bool) -> None:
    """Write a form that is no plain text to its file, by default one named after the debate."""
    ending = "-speeches.csv" if form is Form.CSV else f".{form.value}"
    path = output or Path(f"debate-{id}{ending}")
    path.write_bytes(run(_made(home, id, ending, names)))
    print(f"Written: {path}", file=sys.stderr)


async def _made(home: wiring.Home, id: str, ending: str, names: bool) -> bytes:
    files = await wiring.export(*await _debate(home, id, names))
    return next(content for name, content in files.items() if name.endswith(ending))


def document(debate: Debate, names: Mapping[str, str], form: Form) -> str:
    """The transcript of a debate in one of its forms."""
    files = wiring.written(debate, names)
    return next(text for name, text in files.items() if name.endswith(form.value)).rstrip("\n")


def _text(home: wiring.Home, id: str, form: Form, names: bool) -> str:
    return document(*run(_debate(home, id, names)), form)


async def _latest(home: wiring.Home, limit: int) -> tuple[Debate, ...]:
    async with wiring.reading(home) as store:
        return await store.debates(limit=limit)


async def _debate(home: wiring.Home, id: str, names: bool) -> tuple[Debate, dict[str, str]]:
    """A debate and what its people are called: in a terminal they are one's own guests."""
    async with wiring.reading(home) as store:
        debate = await store.load(id)
        await store.recall_classes()
        met = store.at(debate.place)
        tells = met.settings.names if met else home.config.classroom.names_in_exports
        if names or tells or not debate.place.isdecimal():
            return debate, {person: await store.name(person) for person in debate.named}
        key = await store.pseudonyms(debate.place)
        people = enumerate(debate.named, 1)
        return debate, {person: key.get(person, f"Student {n}") for n, person in people}
