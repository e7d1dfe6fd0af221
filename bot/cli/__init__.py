"""The `parley` command: reads the words of a command line and calls `wiring`. No more than that.

Exit codes: 0 done; 1 it could not be done, and a line on standard error says why; 2 the command
line is wrong, or, of `parley quote`, the words are not in the source; 130 stopped by Ctrl-C.
`docs/command.md` says what each command prints.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer

from bot.cli import checking, corpus, debates, formats, reports, rooms, transcripts
from bot.debate.errors import ParleyError

app = typer.Typer(
    name="parley",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
rooms.add_to(app)
debates.add_to(app)
transcripts.add_to(app)
reports.add_to(app)
formats.add_to(app)
corpus.add_to(app)
checking.add_to(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"parley {version('parley')}")
        raise typer.Exit


@app.callback()
def parley(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Which one.")
    ] = False,
) -> None:
    """Debate practice on foreign policy: a bot that argues from sources and checks quotations.

    Exit codes: 0 done, 1 not done and a line says why, 2 the command line is wrong, 130 stopped.
    """


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run the command; what goes wrong on purpose is one line, without a traceback."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where it was closed
            stream.reconfigure(errors="replace")
    code: str | int | None = 0
    try:
        app(args=words)
    except SystemExit as done:
        code = done.code
    except ParleyError as error:
        print(error.line, file=sys.stderr)
        code = 1
    except OSError as error:
        print(f"{error.filename or 'parley'}: {error.strerror or error}.", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        code = 130
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads any more
        code = code or 1
    sys.exit(code)
