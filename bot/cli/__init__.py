"""The `parley` command: reads the words of a command line and calls `wiring`. No more than that.

Exit codes: 0 done; 1 it could not be done, and a line on standard error says why; 2 the command
line is wrong, or, of `parley quote`, the words are not in the source; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import sys

import typer

from bot.cli import checking, corpus, debates, rooms
from bot.debate.errors import ParleyError

app = typer.Typer(
    name="parley",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Debate practice on foreign policy: a bot that argues from sources and checks quotations.",
)
rooms.add_to(app)
debates.add_to(app)
corpus.add_to(app)
checking.add_to(app)


def main() -> None:
    """Run the command; what goes wrong on purpose is one line, without a traceback."""
    try:
        app()
    except ParleyError as error:
        print(error.line, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
