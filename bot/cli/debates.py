"""`parley exhibition` and `parley transcript`: a debate in the terminal, and what was said."""

from __future__ import annotations

import json
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import wiring
from bot.cli.options import AsJson, ConfigFile, DataDir, run
from bot.debate import events, seating
from bot.debate.errors import RecordsFailed, Unknown
from bot.debate.model import BOT, Debate, Format, Level
from bot.records.store import Store, open_records
from bot.terminal import TerminalAudience

transcripts = typer.Typer(no_args_is_help=True, help="What was said in the debates on record.")


class Who(StrEnum):
    """Who speaks for the bot."""

    OFFLINE = "offline"
    LLM = "llm"


class Form(StrEnum):
    """The forms of a transcript."""

    MD = "md"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    app.command("exhibition")(exhibition)
    app.add_typer(transcripts, name="transcript")


# --- exhibition ---------------------------------------------------------------------------------


def exhibition(
    motion: Annotated[str, typer.Option(help="The motion's id; `parley check` lists them.")],
    format: Annotated[str, typer.Option(help="The format's id.")] = "exhibition",
    speaker: Annotated[
        Who | None, typer.Option(help="Default: models first, then offline.")
    ] = None,
    level: Annotated[Level, typer.Option(help="How demanding the speeches are.")] = Level.NOVICE,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same debate.")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Watch a whole debate, bot against bot, in the terminal."""
    home = wiring.find_home(config, data_dir)
    only = speaker.value if speaker else ""
    drawn = secrets.randbelow(2**31) if seed is None else seed
    debate = run(_exhibit(home, motion, format, only, level, drawn, quiet=as_json))
    if as_json:
        print(_form(debate, {}, Form.JSON))
    if debate.stall or debate.turn:
        raise typer.Exit(1)


async def _exhibit(
    home: wiring.Home, motion: str, format: str, only: str, level: Level, seed: int, *, quiet: bool
) -> Debate:
    library = wiring.library_of(home)
    audience = TerminalAudience(Console(), quiet=quiet)
    try:
        chosen = library.motion(motion)
        order = _format(wiring.formats_of(home), format)
        async with (
            _some_store(home) as store,
            wiring.chair_of(home, store, audience, library, only) as chair,
        ):
            debate = await chair.handle(
                events.Open(
                    debate=secrets.token_hex(4),
                    cause="terminal",
                    at=chair.clock.now(),
                    motion=chosen,
                    format=order,
                    seats=seating.seats(chosen, BOT, BOT, chosen.opposed_by),
                    by="terminal",
                    place="terminal",
                    level=level,
                    seed=seed,
                    speaker="",
                )
            )
            return await chair.until(debate.id, lambda d: bool(d.stall) or _told(d))
    finally:
        library.close()


def _told(debate: Debate) -> bool:
    return debate.ending is not None and all(speech.posted for speech in debate.speeches)


def _format(formats: Mapping[str, Format], id: str) -> Format:
    if id not in formats:
        raise Unknown("format", id, tuple(formats))
    return formats[id]


@asynccontextmanager
async def _some_store(home: wiring.Home) -> AsyncIterator[Store]:
    """The records, or, while a running bot holds them, some that are thrown away."""
    try:
        store = await open_records(_prepared(home))
    except RecordsFailed as held:
        print(f"{held.line} This debate is not kept.", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            store = await open_records(Path(folder) / "exhibition.sqlite3")
            try:
                yield store
            finally:
                await store.close()
        return
    try:
        yield store
    finally:
        await store.close()


def _prepared(home: wiring.Home) -> str | Path:
    home.data.mkdir(parents=True, exist_ok=True)
    return home.database


# --- transcript ---------------------------------------------------------------------------------


@transcripts.command("list")
def list_debates(
    as_json: AsJson = False, data_dir: DataDir = None, config: ConfigFile = None
) -> None:
    """The latest debates."""
    home = wiring.find_home(config, data_dir)
    debates = run(_latest(home))
    if as_json:
        rows = [
            {
                "id": d.id,
                "motion": d.motion.id,
                "format": d.format.id,
                "opened_at": d.opened_at.isoformat(),
                "turns": len(d.speeches),
                "ended": d.ending is not None,
            }
            for d in debates
        ]
        print(json.dumps(rows, indent=2))
        return
    if not debates:
        print("No debate is on record yet. `make run` opens a room to hold one.")
        return
    table = Table("id", "opened", "motion", "format", "turns")
    for d in debates:
        turns = f"{len(d.speeches)} of {len(d.format.turns)}"
        opened = f"{d.opened_at:%Y-%m-%d %H:%M}"
        table.add_row(d.id, opened, d.motion.id, d.format.id, turns)
    Console().print(table)


@transcripts.command("show")
def show(id: str, data_dir: DataDir = None, config: ConfigFile = None) -> None:
    """One debate, as Markdown."""
    print(_text(wiring.find_home(config, data_dir), id, Form.MD))


@transcripts.command("export")
def export(
    id: str,
    form: Annotated[Form, typer.Option("--format", help="Markdown or JSON.")] = Form.MD,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Default: print it.")
    ] = None,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """One debate as a file."""
    text = _text(wiring.find_home(config, data_dir), id, form)
    if output is None:
        print(text)
    else:
        output.write_text(text, encoding="utf-8")
        print(f"Written: {output}", file=sys.stderr)


def _text(home: wiring.Home, id: str, form: Form) -> str:
    debate, names = run(_debate(home, id))
    return _form(debate, names, form)


def _form(debate: Debate, names: Mapping[str, str], form: Form) -> str:
    files = wiring.export(debate, names)
    return next(text for name, text in files.items() if name.endswith(form.value))


async def _latest(home: wiring.Home) -> tuple[Debate, ...]:
    async with wiring.reading(home) as store:
        return await store.debates(limit=50)


async def _debate(home: wiring.Home, id: str) -> tuple[Debate, dict[str, str]]:
    async with wiring.reading(home) as store:
        debate = await store.load(id)
        holders = {seat.holder for seat in debate.seats if seat.holder not in (None, BOT)}
        return debate, {h: await store.name(h) for h in holders if h}
