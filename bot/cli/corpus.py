"""`parley corpus` and `parley quote`: the sources, from the terminal."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot import wiring
from bot.cli.options import AsJson, ConfigFile, DataDir, run
from bot.debate.model import Passage, Verdict
from bot.library.file_library import FileLibrary
from bot.library.importing import ImportReport, Status, import_paths

corpus = typer.Typer(no_args_is_help=True, help="The sources: import, list, search, show.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(corpus, name="corpus")
    app.command("quote")(quote)


@contextmanager
def _library(config: Path | None, data_dir: Path | None) -> Iterator[FileLibrary]:
    library = wiring.library_of(wiring.find_home(config, data_dir))
    for fault in library.skipped:
        print(f"Left out: {fault.line}", file=sys.stderr)
    try:
        yield library
    finally:
        library.close()


@corpus.command("import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of page captures.")],
    title: Annotated[str | None, typer.Option(help="Where the page does not say.")] = None,
    author: Annotated[str | None, typer.Option()] = None,
    published: Annotated[str | None, typer.Option(help="YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    outlet: Annotated[str | None, typer.Option()] = None,
    ask: Annotated[bool, typer.Option(help="Ask for what a page does not say.")] = True,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Turn captured pages into clean articles that the bot may quote.

    They stay in the data folder on this machine. Exit code 1 when a file was refused.
    """
    home = wiring.find_home(config, data_dir)
    with _library(config, data_dir) as library:
        known = library.sources()
    interactive = ask and sys.stdin.isatty() and not as_json
    reports: list[ImportReport] = []
    console = Console(stderr=True)
    with console.status("Importing …") if not interactive else nullcontext():
        for report in import_paths(
            paths,
            home.articles,
            on=f"{datetime.now(UTC):%Y-%m-%d}",
            title=title,
            author=author,
            published=published,
            outlet=outlet,
            ask=_ask if interactive else None,
            known=known,
        ):
            reports.append(report)
            if not as_json:
                print(_told(report))
    if as_json:
        print(json.dumps([_plain(report) for report in reports], indent=2, ensure_ascii=False))
    if any(report.status is Status.REFUSED for report in reports):
        raise typer.Exit(1)


def _ask(field: str, file: str) -> str:
    answer: str = typer.prompt(
        f"{file}: {field} (empty: not known)", default="", show_default=False
    )
    return answer


def _told(report: ImportReport) -> str:
    if report.status is Status.REFUSED:
        return f"refused        {report.file}: {report.reason}"
    unknown = f"; not known: {', '.join(report.unknown)}" if report.unknown else ""
    by = f", {report.author}" if report.author else ""
    size = f"{report.words} words, {report.passages} passages"
    return f"{report.status.value:<14} {report.id}: “{report.title}”{by} ({size}{unknown})"


@corpus.command("list")
def list_(as_json: AsJson = False, data_dir: DataDir = None, config: ConfigFile = None) -> None:
    """Every source."""
    with _library(config, data_dir) as library:
        rows = [(s, len(library.passages(s.id))) for s in library.sources()]
    if as_json:
        print(json.dumps([_plain(s) | {"passages": n} for s, n in rows], indent=2))
        return
    table = Table("id", "kind", "title", "author", "published", "passages")
    for source, count in rows:
        table.add_row(
            source.id, source.kind, source.title, source.author, source.published, str(count)
        )
    Console().print(table)


@corpus.command("search")
def search(
    query: Annotated[str, typer.Argument(help="A few words.")],
    school: Annotated[str | None, typer.Option(help="Only what this school may lean on.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=50)] = 8,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Find passages. Exit code 1 when there are none."""
    with _library(config, data_dir) as library:
        found = run(library.search(query, school=school, limit=limit))
    if as_json:
        print(json.dumps([_plain(p) for p in found], indent=2, ensure_ascii=False))
    for passage in () if as_json else found:
        print(f"{passage.id}  “{passage.source.title}” {passage.source.published}")
        print(f"    {passage.text}\n")
    if not found:
        print("No source says anything on that.", file=sys.stderr)
        raise typer.Exit(1)


@corpus.command("show")
def show(
    id: str, as_json: AsJson = False, data_dir: DataDir = None, config: ConfigFile = None
) -> None:
    """One source, passage by passage."""
    with _library(config, data_dir) as library:
        source, passages = library.source(id), library.passages(id)
    if as_json:
        whole = _plain(source) | {"passages": [_plain(p) for p in passages]}
        print(json.dumps(whole, indent=2, ensure_ascii=False))
        return
    known = (source.author, source.outlet, source.published, source.url)
    print(f"{source.title}\n{' · '.join(part for part in known if part)}  ({source.kind})\n")
    for passage in passages:
        print(f"{passage.id.rpartition('#')[2]:>4}  {passage.text}{_aside(passage)}\n")


def _aside(passage: Passage) -> str:
    said = [passage.standing.value if passage.standing else "", passage.held_by]
    said += [passage.when, passage.published_in]
    text = ", ".join(part for part in said if part)
    return f"  ({text})" if text else ""


def quote(
    words: Annotated[str, typer.Argument(help="The quotation, in quotation marks of your shell.")],
    source: Annotated[str, typer.Option(help="The id of an article.")],
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Hold a quotation against its source, word for word.

    Exit code 0: verified. 1: the source has other words; they are shown. 2: not there.
    """
    with _library(config, data_dir) as library:
        found = library.find_quotation(words, source)
    if as_json:
        print(json.dumps(_plain(found), indent=2, ensure_ascii=False))
    elif found.verdict is Verdict.VERIFIED:
        print(f"Verified. In context:\n\n{found.before} >>{found.words}<< {found.after}".strip())
    elif found.verdict is Verdict.NEAR:
        print(f"Not word for word. The source says:\n\n{found.words}")
    elif found.verdict is Verdict.NOT_QUOTABLE:
        print("That source is a brief in our own words and cannot be quoted. Import the article.")
    else:
        print("The source does not say that.")
    codes = {Verdict.VERIFIED: 0, Verdict.NEAR: 1}
    raise typer.Exit(codes.get(found.verdict, 2))


def _plain(value: Any) -> dict[str, Any]:
    fields: dict[str, Any] = dataclasses.asdict(value)
    return json.loads(json.dumps(fields, default=str))  # type: ignore[no-any-return]
