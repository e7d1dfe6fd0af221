"""`parley report`: what a class, or one student, did in its debates over a term."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import wiring
from bot.classroom.report import Report
from bot.classroom.reporting import report_of
from bot.cli import printing
from bot.cli.options import AsJson, ConfigFile, DataDir, run
from bot.debate.errors import ParleyError, Unknown
from bot.debate.model import Debate
from bot.terminal import clean

if TYPE_CHECKING:
    from bot.exports.report_words import Told
    from bot.records.store import Store

MOST = 10_000
"""So many of the latest debates are looked at."""
NOTHING = "No debate is on record yet. `parley debate` holds one."
COLUMNS = ("student", "debates", "speeches", "words", "sources", "answered", "left", "last heard")
NARROW, WIDE = 16, 28
"""Cells of the column of names."""


def add_to(app: typer.Typer) -> None:
    app.command("report")(report)


def report(
    place: Annotated[
        str | None, typer.Option(metavar="CHANNEL", help="The channel of the class, by its id.")
    ] = None,
    student: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only this student, as the report names them."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Only debates from this day on."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", file_okay=False, help="Write page, PDF, tables and charts."),
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="Tell names, not pseudonyms.")] = False,
    unreleased: Annotated[
        bool, typer.Option("--unreleased", help="With ballots that are not released.")
    ] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """What a class did in its debates: speeches, words, evidence, claims answered, points.

    Students go by pseudonyms unless names are asked for.
    """
    home = wiring.find_home(config, data_dir)
    zone = home.config.budget.zone
    begins = since.replace(tzinfo=zone) if since else None
    kept = run(_kept(home, place, tell=names))
    who = kept.person(student) if student else None
    found = report_of(
        kept.debates,
        (who,) if who else kept.roster,
        at=datetime.now(UTC),
        since=begins,
        unreleased=unreleased,
        zone=zone,
    )
    if not found.figures.debates and not kept.roster:
        raise ParleyError(
            "No student took part in a debate then. Leave --since out for all of them."
        )
    told = _told(home, found, kept.names, kept.title if not who else "")
    if as_json:
        from bot.exports.report_tables import as_json as values

        printing.as_json(values(told))
    else:
        _print(told)
    if out:
        _write(told, out)


# --- what is on record ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the records hold of a class. `names` are as they are to be shown, by person."""

    debates: Sequence[Debate]
    roster: Sequence[str]
    names: Mapping[str, str]
    title: str

    def person(self, name: str) -> str:
        """The student of this name. Raises Unknown, also where there are two of it."""
        found = [id for id, shown in self.names.items() if shown.casefold() == name.casefold()]
        if len(found) > 1:
            raise ParleyError(
                f"Several students are called “{name}”. Ask by pseudonym, without --names."
            )
        if not found:
            raise Unknown("student", name, tuple(sorted(self.names.values(), key=str.casefold)))
        return found[0]


async def _kept(home: wiring.Home, place: str | None, *, tell: bool) -> _Kept:
    async with wiring.reading(home) as store:
        debates = await store.debates(place=place, limit=MOST)
        await store.recall_classes()
        met = store.at(place) if place else None
        if not debates and met is None:
            raise await _nowhere(store, place)
        if place is None:
            place = _only_place(store, debates)
            met = store.at(place)
        roster = await store.roster(place)
        people = dict.fromkeys((*roster, *(p for debate in debates for p in debate.people)))
        names = {
            person: await (store.name(person) if tell else store.pseudonym(person, place))
            for person in people
        }
        return _Kept(debates, roster, names, met.name if met else "")


async def _nowhere(store: Store, place: str | None) -> ParleyError:
    """Why there is nothing to report, and what to do."""
    others = await store.debates(limit=MOST) if place else ()
    if not others:
        return ParleyError(NOTHING)
    return Unknown("debate in a channel", place or "", _places(store, others))


def _only_place(store: Store, debates: Sequence[Debate]) -> str:
    """The one place of these debates. Raises ParleyError where there are several."""
    if len({debate.place for debate in debates}) > 1:
        places = ", ".join(_places(store, debates))
        raise ParleyError(f"Choose a class with --place. Debates were held in: {places}.")
    return debates[0].place


def _places(store: Store, debates: Sequence[Debate]) -> tuple[str, ...]:
    """The places of these debates, each with the name of its class where it has one."""
    met = ((place, store.at(place)) for place in dict.fromkeys(debate.place for debate in debates))
    return tuple(f"{place} ({one.name})" if one else place for place, one in met)


def _told(home: wiring.Home, found: Report, names: Mapping[str, str], title: str) -> Told:
    from bot.exports.report_words import Told
    from bot.judges.rubric import load_rubric
    from bot.library.corpus import read_corpus

    criteria = {one.id: one.name for one in load_rubric(home.rubric).criteria}
    arguments = {one.entry.id: one.entry.claim for one in read_corpus(home.corpus).arguments}
    return Told(found, names, criteria, arguments, title)


# --- what is shown ----------------------------------------------------------------------------


def _print(told: Told) -> None:
    """A line a student, then what a teacher looks for first, then what is left out."""
    from bot.exports import report_words

    rows = [_row(told, number) for number in range(len(told.students))]
    console = Console()
    if console.is_terminal:
        console.print(Text(clean(told.heading), style="bold"))
        console.print(_table(rows, console.width))
    else:
        printing.table(COLUMNS, rows)
    if told.alone:
        _points(told)
    print()
    for heading, lines in report_words.first(told):
        print(clean(f"{heading}: {'; '.join(lines)}"))
    if told.report.held_back and not told.report.unreleased:
        held = f"{told.report.held_back} ballots" if told.report.held_back > 1 else "1 ballot"
        print(
            f"Left out: {held} that no teacher has released. --unreleased takes them in.",
            file=sys.stderr,
        )


def _row(told: Told, number: int) -> tuple[str, ...]:
    from bot.exports.report_words import day

    student = told.students[number]
    f = student.figures
    counts = (f.debates, f.speeches, f.words, f.sources, f.answered, f.dropped)
    last = day(student.last_heard) if student.last_heard else "never"
    return (told.name(student.person), *(f"{count:,}" for count in counts), last)


def _table(rows: Sequence[Sequence[str]], width: int) -> Table:
    """Numbers under their headings; only names may be cut."""
    shown = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in COLUMNS:
        numbers = column not in (COLUMNS[0], COLUMNS[-1])
        shown.add_column(
            column,
            justify="right" if numbers else "left",
            no_wrap=True,
            overflow="ellipsis" if column == COLUMNS[0] else "fold",
            max_width=(NARROW if width < 100 else WIDE) if column == COLUMNS[0] else None,
        )
    for row in rows:
        shown.add_row(*(Text(clean(cell)) for cell in row))
    return shown


def _points(told: Told) -> None:
    """The points of the only student, a line a criterion, the earliest first."""
    student = told.alone
    assert student is not None
    criteria = dict.fromkeys(mark.criterion for mark in student.marks)
    for criterion in criteria:
        points = " ".join(str(mark.points) for mark in student.on(criterion))
        print(clean(f"{told.criterion(criterion)}: {points}"))


def _write(told: Told, folder: Path) -> None:
    from bot.exports.report import report_files

    made = report_files(
        told.report,
        told.names,
        criteria=told.criteria,
        arguments=told.arguments,
        title=told.title,
    )
    files = run(made)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    print(f"Written: {folder} ({', '.join(sorted(files))})", file=sys.stderr)
