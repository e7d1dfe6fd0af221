"""The argument map of a debate as a file that any chat program shows."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.debate.model import Debate
from bot.drawing.argument_map import argument_map
from bot.drawing.png import png


async def flow_picture(debate: Debate, names: Mapping[str, str]) -> bytes:
    """The map as PNG, 720 pixels wide; `names` are by person. Raises ParleyError."""
    return await png(await asyncio.to_thread(argument_map, debate, names))
