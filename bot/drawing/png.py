"""An SVG picture as PNG, drawn in a child process with the font that comes with us."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

from bot.debate.errors import ParleyError

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
CHILD = (sys.executable, "-P", "-m", "bot.drawing.painter")
PASSED_ON = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH", "HOME")
AT_ONCE = 2
"""So many pictures are drawn at a time; a class that asks for its maps together waits in line."""
SECONDS = 30.0
NOT_DRAWN = "The picture could not be drawn just now. The flow sheet in words says the same."

_gates: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def png(svg: str, command: Sequence[str] = CHILD, seconds: float = SECONDS) -> bytes:
    """The picture as PNG, in its own size in pixels. Does not block the loop.

    `command` is what the child is started with, `seconds` how long it may take. Raises ParleyError
    where the picture cannot be drawn.
    """
    gate = _gates.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
    async with gate:
        try:
            return await _painted(svg, command, seconds)
        except (OSError, TimeoutError) as error:
            log.warning("a picture was not drawn: %s", type(error).__name__)
            raise ParleyError(NOT_DRAWN) from None


async def _painted(svg: str, command: Sequence[str], seconds: float) -> bytes:
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    child = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=passed_on | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    try:
        async with asyncio.timeout(seconds):
            picture, _ = await child.communicate(svg.encode())
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        raise OSError(f"the painter ended with {child.returncode}")
    return picture
