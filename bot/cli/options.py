"""Options that several commands share, and the home that they name."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Coroutine
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot import wiring

T = TypeVar("T")

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        envvar="PARLEY_DATA_DIR",
        help="Where the database and imported articles live.",
        show_default=False,
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        envvar="PARLEY_CONFIG",
        help="A config.yaml with prompts and corpus beside it.",
        show_default=False,
        exists=True,
        dir_okay=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def run(work: Coroutine[object, object, T]) -> T:
    """Run to the end, or until Ctrl-C or SIGTERM, which stop it in order."""

    async def stoppable() -> T:
        task = asyncio.ensure_future(work)
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError):  # on Windows, where asyncio itself hears Ctrl-C
            loop.add_signal_handler(signal.SIGTERM, task.cancel)
            loop.add_signal_handler(signal.SIGINT, task.cancel)
        return await task

    try:
        return asyncio.run(stoppable())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


LOG_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOG_BYTES = 1_000_000


def log_to_file(home: wiring.Home) -> None:
    """Send the log to parley.log in the data folder: a screen with a debate on it has no room."""
    wiring.make_data_folder(home)
    file = RotatingFileHandler(
        home.data / "parley.log", maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
    )
    logging.basicConfig(format=LOG_LINE, level=logging.WARNING, handlers=[file])


def log_to_terminal() -> None:
    """Send the log to standard error, a line an entry, as an operator reads it."""
    logging.basicConfig(format=LOG_LINE, level=logging.INFO)
    logging.getLogger("discord").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
