"""`parley corpus` and `parley quote`: the sources, from the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import wiring
from bot.cli import completing, printing
from bot.cli.manuscript import at_a_keyboard
from bot.cli.options import AsJson, ConfigFile, DataDir, run
from bot.debate.errors import Unknown
from bot.debate.model import Passage, Verdict
from bot.library.dates import is_date
from bot.library.file_library import FileLibrary
from bot.library.importing import ImportReport, Status, import_paths
from bot.library.leaning import NOT_SURE
from bot.library.quotations import FEWEST_WORDS, Found
from bot.terminal import clean

SourceId = typer.Argument(
    help="The source's id; `parley corpus list` has them.", autocompletion=completing.sources
)
ArticleId = typer.Option(help="The id of an article.", autocompletion=completing.articles)
SchoolName = typer.Option(
    help="Only what this school may lean on.", autocompletion=completing.schools
)

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


def _date(published: str | None) -> str | None:
    if published and not is_date(published):
        raise typer.BadParameter("a date is YYYY, YYYY-MM or YYYY-MM-DD.")
    return published


@corpus.command("import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of page captures.")],
    title: Annotated[str | None, typer.Option(help="Where the page does not say.")] = None,
    author: Annotated[str | None, typer.Option(help="As above.")] = None,
    published: Annotated[
        str | None, typer.Option(help="YYYY, YYYY-MM or YYYY-MM-DD.", callback=_date)
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="The newspaper or journal.")] = None,
    ask: Annotated[bool, typer.Option(help="Ask for what a page does not say.")] = True,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Turn captured pages into clean articles that the bot may quote.

    They stay in the data folder on this machine. Exit code 1 when a file was refused.
    """
    if Path() in paths:
        raise typer.BadParameter("name the files or folders; this folder as ./ and its name.")
    home = wiring.find_home(config, data_dir)
    with _library(config, data_dir) as library:
        known, arguments = library.sources(), library.every_argument()
    interactive = ask and at_a_keyboard() and not as_json
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
            arguments=arguments,
        ):
            reports.append(report)
            if not as_json:
                print(clean(_told(report)))
    if as_json:
        printing.as_json([printing.plain(report) for report in reports])
    if any(report.status is Status.REFUSED for report in reports):
        raise typer.Exit(1)


def _ask(file: str, field: str) -> str:
    answer: str = typer.prompt(
        f"{file}: {field} (empty: not known)", default="", show_default=False
    )
    return answer


def _told(report: ImportReport) -> str:
    if report.status is Status.REFUSED:
        return f"refused        {report.file}: {report.reason}"
    unknown = f"; not known: {', '.join(report.unknown)}" if report.unknown else ""
    by = f", {report.author}" if report.author else ""
    leaning = f", leans {report.school}" if report.school not in ("", NOT_SURE) else ""
    grade = f", reads like grade {report.grade:.0f}" if report.grade is not None else ""
    size = f"{report.words} words, {report.passages} passages{grade}{leaning}"
    return f"{report.status.value:<14} {report.id}: “{report.title}”{by} ({size}{unknown})"


@corpus.command("list")
def list_(as_json: AsJson = False, data_dir: DataDir = None, config: ConfigFile = None) -> None:
    """Every source."""
    with _library(config, data_dir) as library:
        rows = [(s, len(library.passages(s.id))) for s in library.sources()]
    if as_json:
        printing.as_json([printing.plain(source) | {"passages": n} for source, n in rows])
        return
    told = ((s.id, s.kind.value, s.published or "undated", s.title) for s, _ in rows)
    printing.table(("id", "kind", "published", "title"), told)


@corpus.command("search")
def search(
    query: Annotated[str, typer.Argument(help="A few words.")],
    school: Annotated[str | None, SchoolName] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="At most so many.")] = 8,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Find passages. Exit code 1 when there are none."""
    with _library(config, data_dir) as library:
        if school is not None and school not in (known := _schools(library)):
            raise Unknown("school", school, known)
        found = run(library.search(query, school=school, limit=limit))
    if as_json:
        printing.as_json([printing.plain(passage) for passage in found])
    for passage in () if as_json else found:
        print(clean(f"{passage.id}  “{passage.source.title}” {passage.source.published}"))
        print(clean(f"    {passage.text}\n"))
    if not found:
        print("No source says anything on that.", file=sys.stderr)
        raise typer.Exit(1)


def _schools(library: FileLibrary) -> tuple[str, ...]:
    return tuple(sorted({school for motion in library.motions() for school in motion.schools}))


@corpus.command("show")
def show(
    id: Annotated[str, SourceId],
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """One source, passage by passage."""
    with _library(config, data_dir) as library:
        source, passages = library.source(id), library.passages(id)
    if as_json:
        inside = [printing.plain(passage) for passage in passages]
        printing.as_json(printing.plain(source) | {"passages": inside})
        return
    known = (source.author, source.outlet, source.published, source.url)
    about = " · ".join(part for part in (*known, source.kind) if part)
    print(clean(f"{source.title}\n{about}\n"))
    for passage in passages:
        key = passage.id.rpartition("#")[2]
        print(clean(f"{key:>4}  {passage.text}{_aside(passage)}\n"))


def _aside(passage: Passage) -> str:
    said = [passage.standing.value if passage.standing else "", passage.held_by]
    said += [passage.when, passage.published_in]
    text = ", ".join(part for part in said if part)
    return f"  ({text})" if text else ""


def quote(
    words: Annotated[str, typer.Argument(help="The quotation, in quotation marks of your shell.")],
    source: Annotated[str, ArticleId],
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Hold a quotation against its source, word for word.

    Exit code 0: verified. 1: the source has other words; they are shown. 2: not there.
    """
    if not words.strip():
        raise typer.BadParameter("there are no words in that quotation.")
    with _library(config, data_dir) as library:
        found = library.find_quotation(words, source)
    if as_json:
        printing.as_json(printing.plain(found))
    else:
        print(clean(_judged(found, words)))
    codes = {Verdict.VERIFIED: 0, Verdict.NEAR: 1}
    raise typer.Exit(codes.get(found.verdict, 2))


def _judged(found: Found, words: str) -> str:
    """What a person is told of a quotation."""
    match found.verdict:
        case Verdict.VERIFIED:
            return (
                f"Verified. In context:\n\n{found.before} >>{found.words}<< {found.after}".strip()
            )
        case Verdict.NEAR if len(words.split()) < FEWEST_WORDS:
            return f"The words are there, but a quotation needs {FEWEST_WORDS} or more."
        case Verdict.NEAR:
            return f"Not word for word. The source says:\n\n{found.words}"
        case Verdict.NOT_QUOTABLE:
            return "That source is a brief in our own words: nothing in it is a quotation."
    return "The source does not say that."
