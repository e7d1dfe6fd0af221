"""`parley format`: the formats that a debate can have, shown, drawn, and written up."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from bot import wiring
from bot.cli import completing, printing
from bot.cli.options import AsJson, ConfigFile, DataDir
from bot.debate.errors import ParleyError, Unknown
from bot.debate.model import Format
from bot.drawing.format_page import PICTURES, page, pictures, rules
from bot.drawing.programme import length
from bot.drawing.timeline import as_text, timeline
from bot.library.formats_files import format_notes

PAGE = "formats.md"
FormatName = typer.Argument(help="The format's id.", autocompletion=completing.formats)
SvgFile = typer.Option("--svg", help="Write a picture to this file.", dir_okay=False)
Check = typer.Option("--check", help="Write nothing; exit with 1 if the page is out of date.")
Folder = typer.Option(
    "--folder", help="Where the page goes. Default: docs beside prompts.", file_okay=False
)


def add_to(app: typer.Typer) -> None:
    formats = typer.Typer(no_args_is_help=True, help="The formats that a debate can have.")
    formats.command("list")(list_formats)
    formats.command("show")(show)
    formats.command("draw")(draw)
    formats.command("docs")(docs)
    app.add_typer(formats, name="format")


def list_formats(
    as_json: AsJson = False, data_dir: DataDir = None, config: ConfigFile = None
) -> None:
    """Every format: its id, how long it takes at the most, and what it is for."""
    formats = wiring.formats_of(wiring.find_home(config, data_dir))
    if as_json:
        printing.as_json([printing.plain(format) for format in formats.values()])
        return
    rows = [(id, _minutes(f), f"{f.name}: {f.purpose}") for id, f in formats.items()]
    printing.table(("id", "at most", "for"), rows)


def show(
    name: Annotated[str, FormatName],
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """One format: what its file says of it, the order of speech, the rules."""
    home = wiring.find_home(config, data_dir)
    format = _format(home, name)
    if as_json:
        printing.as_json(printing.plain(format))
        return
    note = format_notes(home.prompts / "formats")[name]
    print("\n\n".join(filter(None, (as_text(format, _columns()), rules(format), note))))


def draw(
    name: Annotated[str, FormatName],
    svg: Annotated[Path | None, SvgFile] = None,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """A format as a timeline, in the terminal or with --svg as a picture."""
    format = _format(wiring.find_home(config, data_dir), name)
    if svg is None:
        print(as_text(format, _columns()))
        return
    svg.write_text(timeline(format), encoding="utf-8")
    print(f"Written: {svg}")


def docs(
    folder: Annotated[Path | None, Folder] = None,
    check: Annotated[bool, Check] = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Write the page on formats, docs/formats.md, and its pictures, from the formats' files."""
    home = wiring.find_home(config, data_dir)
    target = folder or home.root / "docs"
    made = pages(home)
    drawn = sorted((target / PICTURES).glob("*.svg"))
    stray = [path for path in drawn if f"{PICTURES}/{path.name}" not in made]
    if check:
        stale = [name for name, text in made.items() if _read(target / name) != text]
        stale += [f"{PICTURES}/{path.name}" for path in stray]
        if stale:
            raise ParleyError(f"Out of date: {', '.join(stale)}. Run `parley format docs`.")
        print("The page on formats is up to date.")
        return
    for path in stray:
        path.unlink()
    for name, text in made.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    print(f"Written: {target / PAGE} and {len(made) - 1} pictures")


def pages(home: wiring.Home) -> dict[str, str]:
    """The page on formats and its pictures: what stands in each file, by its place in docs."""
    formats = wiring.formats_of(home)
    drawn = {f"{PICTURES}/{name}": svg for name, svg in pictures(formats).items()}
    return {PAGE: page(formats, format_notes(home.prompts / "formats")), **drawn}


def _format(home: wiring.Home, name: str) -> Format:
    formats = wiring.formats_of(home)
    if name not in formats:
        raise Unknown("format", name, tuple(formats))
    return formats[name]


def _minutes(format: Format) -> str:
    return length(sum(turn.seconds for turn in format.turns) / 60)


def _columns() -> int:
    return shutil.get_terminal_size((80, 24)).columns - 2


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
