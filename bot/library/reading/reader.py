"""The parent's side: hands paths to a child process, and takes only what has the right shape."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.library.captures import Capture
from bot.library.decoding import Refused, admit
from bot.library.reading.limits import Limits

ROOT = Path(__file__).resolve().parents[3]
CHILD = (sys.executable, "-P", "-m", "bot.library.reading")
PASSED_ON = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH")
GRACE = 2.0
"""Seconds for which a child that has closed its output may take to end."""
TOO_SLOW = "took too long to read; it may be made to do so"
TOO_MUCH = "holds far more than an article"
BROKEN = "is broken, or made to break what reads it"


class Answer(BaseModel):
    """What a child may say of a document. `spent`: it should read no other one."""

    model_config = ConfigDict(extra="forbid", strict=True)

    capture: Capture | None = None
    refused: str = ""
    spent: bool = False


class Reader:
    """Reads documents in a child process, which is started when first needed and kept while sane.

        with Reader() as reader:
            capture = reader.read(path)

    `command` is what the child is started with; its last argument will be the limits.
    """

    def __init__(self, limits: Limits | None = None, command: Sequence[str] = CHILD) -> None:
        self._limits = limits or Limits()
        self._command = (*command, json.dumps(asdict(self._limits)))
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, path: Path) -> Capture:
        """The article in the file `path`. Raises Refused with the reason."""
        admit(path)
        try:
            answer = self._ask(path)
        except BaseException:
            self.close()
            raise
        if answer.spent:
            self.close()
        if answer.capture is None:
            raise Refused(answer.refused or BROKEN)
        return answer.capture

    def close(self) -> None:
        """End the child, whatever it is doing."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def _ask(self, path: Path) -> Answer:
        child = self._child = self._child or self._started()
        assert child.stdin is not None
        assert child.stdout is not None
        late = threading.Event()

        def ring() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(self._limits.wall, ring)
        clock.start()
        try:
            child.stdin.write(json.dumps(os.fspath(path.absolute())).encode() + b"\n")
            child.stdin.flush()
            line = child.stdout.readline(self._limits.answer)
        except OSError:
            line = b""
        finally:
            clock.cancel()
        if line.endswith(b"\n"):
            try:
                return Answer.model_validate_json(line)
            except ValidationError:
                raise Refused(BROKEN) from None
        if len(line) == self._limits.answer:
            raise Refused(TOO_MUCH)
        raise Refused(TOO_SLOW if late.is_set() or _out_of_time(child) else BROKEN)

    def _started(self) -> subprocess.Popen[bytes]:
        passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        try:
            return subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=passed_on | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            )
        except OSError as error:
            raise Refused(f"cannot be read here now ({error.strerror})") from None


def _out_of_time(child: subprocess.Popen[bytes]) -> bool:
    """Whether a child that answers no more was ended because its processor time was used up."""
    if sys.platform == "win32":
        return False
    import signal

    try:
        return child.wait(GRACE) == -signal.SIGXCPU
    except subprocess.TimeoutExpired:
        return False
