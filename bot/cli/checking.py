"""`parley check`: proves every file that a teacher may change."""

from __future__ import annotations

import sys

import typer

from bot import wiring
from bot.classroom.screening import count
from bot.cli import printing
from bot.cli.options import ConfigFile, DataDir
from bot.debate.errors import Faulty
from bot.library.checks import faults as corpus_faults
from bot.library.file_library import FileLibrary
from bot.library.formats_files import format_faults
from bot.library.screen_files import load_screen, screen_faults


def add_to(app: typer.Typer) -> None:
    app.command("check")(check)


def check(data_dir: DataDir = None, config: ConfigFile = None) -> None:
    """Prove the configuration, prompts, formats, rubric, word list, notice and corpus.

    Every fault is told with file, line and field. Exit code 1 when there is one.
    """
    from bot.coaching.texts import faults as coach_faults
    from bot.judges.prompts import faults as judge_faults
    from bot.judges.rubric import faults as rubric_faults
    from bot.speakers.prompts import faults as prompt_faults

    home = wiring.find_home(config, data_dir)
    found: list[Faulty] = [
        *format_faults(home.prompts / "formats"),
        *prompt_faults(home.prompts),
        *judge_faults(home.prompts),
        *rubric_faults(home.rubric.parent),
        *coach_faults(home.prompts / "coaching"),
        *screen_faults(home.prompts / "moderation.yaml"),
        *_notice_faults(home),
        *corpus_faults(home.corpus),
    ]
    for fault in found:
        print(fault.line, file=sys.stderr)
    if found:
        print(f"{len(found)} fault{'s' * (len(found) != 1)}.", file=sys.stderr)
        raise typer.Exit(1)
    library = wiring.library_of(home)
    try:
        for skipped in library.skipped:
            print(f"An imported article is left out: {skipped.line}", file=sys.stderr)
        _count(library)
    finally:
        library.close()
    formats = wiring.formats_of(home)
    categories = load_screen(home.prompts / "moderation.yaml").categories
    print(f"Moderation: {count(categories)} entries in {len(categories)} categories.")
    print(f"Formats: {', '.join(formats)}. Sources: {len(library.sources())}. All is well.")


def _notice_faults(home: wiring.Home) -> tuple[Faulty, ...]:
    try:
        wiring.notice_of(home, on_discord=True)
    except Faulty as fault:
        return (fault,)
    return ()


def _count(library: FileLibrary) -> None:
    rows = []
    for motion in library.motions():
        schools = sorted({a.school for a in library.arguments(motion.id)})
        counts = [f"{len(library.arguments(motion.id, s))} {s}" for s in schools]
        rows.append((motion.id, motion.affirmed_by, motion.as_of, ", ".join(counts)))
    printing.table(("motion", "affirmed by", "as of", "arguments"), rows)
