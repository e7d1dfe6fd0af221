"""The `parley` command as tests run it: in this process, as a process, and at a keyboard."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

LONGEST_WAIT = 30.0
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b[=>]")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that a command works in, and the environment of a process there."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def config(self) -> Path:
        return self.root / "config.yaml"

    def environ(self, **changed: str) -> dict[str, str]:
        left_out = {"PARLEY_DATA_DIR", "PARLEY_CONFIG", "OPENAI_API_KEY", "DISCORD_TOKEN"}
        left_out |= {"COLUMNS", "LINES"}  # readline sets them, and they outdo the real terminal
        kept = {key: value for key, value in os.environ.items() if key not in left_out}
        return kept | {"PARLEY_CONFIG": str(self.config), "TERM": "xterm-256color"} | changed

    def start(self, *words: str, **environ: str) -> subprocess.Popen[str]:
        """`python -m bot` as a process with pipes."""
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self.environ(**environ),
            preexec_fn=_hear_ctrl_c,
        )

    def run(self, *words: str, typed: str = "", **environ: str) -> Ran:
        """The process run to its end, with `typed` on its standard input."""
        with self.start(*words, **environ) as process:
            out, err = process.communicate(typed, timeout=LONGEST_WAIT)
        return Ran(process.returncode, out, err)

    @contextmanager
    def at_keyboard(
        self, *words: str, columns: int = 80, lines: int = 24, **environ: str
    ) -> Iterator[Keyboard]:
        """The process in a terminal of its own; killed at the end if it still runs."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=self.environ(**environ),
            start_new_session=True,
            preexec_fn=_own_the_terminal,
        )
        os.close(theirs)
        try:
            yield Keyboard(process, ours)
        finally:
            process.kill()
            process.wait()
            os.close(ours)


def _hear_ctrl_c() -> None:
    """Undo what a background shell does to the processes that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _own_the_terminal() -> None:
    _hear_ctrl_c()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Keyboard:
    """A person at a terminal: types, and reads what is on the screen."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: int) -> None:
        self.process = process
        self._terminal = terminal
        self.raw = ""

    @property
    def screen(self) -> str:
        """Everything that was printed so far, without its colours."""
        return ANSI.sub("", self.raw).replace("\r", "")

    def type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def interrupts(self) -> None:
        """Press Ctrl-C, and again while nothing comes of it: line editing may miss one that
        comes in the very moment of another key."""
        self.type("\x03")
        while not select.select([self._terminal], [], [], 1)[0]:
            self.type("\x03")

    def sees(self, text: str) -> str:
        """Read until `text` has been printed anew; what was printed until then."""
        start = len(self.raw)
        while text not in self.raw[start:]:
            more = self._more()
            assert more, f"the process ended before it printed {text!r}:\n{self.screen}"
            self.raw += more
        return self.raw[start:]

    def ends(self) -> int:
        """Read to the end; the exit code."""
        while more := self._more():
            self.raw += more
        return self.process.wait(LONGEST_WAIT)

    def _more(self) -> str:
        ready, _, _ = select.select([self._terminal], [], [], LONGEST_WAIT)
        assert ready, f"nothing was printed any more after:\n{self.screen}"
        try:
            return os.read(self._terminal, 65536).decode(errors="replace")
        except OSError:  # how Linux says that the other end was closed
            return ""


class Parley:
    """The command in this process."""

    def __init__(
        self, home: Home, capsys: pytest.CaptureFixture[str], here: pytest.MonkeyPatch
    ) -> None:
        self.home = home
        self._capsys = capsys
        self._here = here

    def __call__(
        self,
        *words: str,
        typed: str | bytes = "",
        config: Path | None = None,
        data_dir: Path | None = None,
    ) -> Ran:
        """What the command does with `typed` on its standard input.

        `config` and `data_dir` are what the environment names.
        """
        if data_dir:
            self._here.setenv("PARLEY_DATA_DIR", str(data_dir))
        given = typed.encode() if isinstance(typed, str) else typed
        self._here.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        self._here.setenv("PARLEY_CONFIG", str(config or self.home.config))
        with pytest.raises(SystemExit) as left:
            main(words)
        printed = self._capsys.readouterr()
        code = left.value.code
        return Ran(code if isinstance(code, int) else 0, printed.out, printed.err)
