"""Pictures as PNG: drawn with our own font by a child process, while the loop goes on."""

from __future__ import annotations

import asyncio
import io
import sys

import pytest
from PIL import Image

from bot.debate.errors import ParleyError
from bot.drawing.flow_picture import flow_picture
from bot.drawing.letters import font_file
from bot.drawing.png import png
from tests.debate.flowed import claim, opened, speaks

LINE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><rect width="300" height="60"'
    ' fill="#fff"/><text x="10" y="40" font-size="22" font-family="DejaVu Sans">{}</text></svg>'
)


def ink(picture: bytes) -> int:
    """How many pixels are dark."""
    grey = Image.open(io.BytesIO(picture)).convert("L")
    return sum(grey.histogram()[:128])


async def test_a_debate_is_drawn_720_pixels_wide() -> None:
    debate = speaks(opened(), ("Ships are not soldiers.", claim(1)))
    image = Image.open(io.BytesIO(await flow_picture(debate, {"ada": "Ada"})))
    assert (image.format, image.width) == ("PNG", 720)
    assert image.getpixel((2, 2))[:3] == (255, 255, 255)  # type: ignore[index]


async def test_letters_of_many_languages_come_from_our_own_font() -> None:
    assert font_file().is_file()
    empty = ink(await png(LINE.format("")))
    for words in ("Ships", "Źdźbło", "Ελλάδα", "Москва", "■ ◐ □ ◆ ◇"):
        assert ink(await png(LINE.format(words))) > empty + 100, words


async def test_the_loop_goes_on_while_a_picture_is_drawn() -> None:
    drawing = asyncio.create_task(png(LINE.format("Ships")))
    turns = 0
    while not drawing.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 100
    assert drawing.result().startswith(b"\x89PNG")


async def test_many_who_ask_at_once_all_get_theirs() -> None:
    drawn = await asyncio.gather(*(png(LINE.format(n)) for n in range(5)))
    assert all(picture.startswith(b"\x89PNG") for picture in drawn)


async def test_what_is_no_picture_is_refused_with_a_line_for_the_reader() -> None:
    with pytest.raises(ParleyError, match="could not be drawn"):
        await png("<svg")


async def test_a_painter_that_hangs_is_ended() -> None:
    with pytest.raises(ParleyError):
        await png("<svg/>", (sys.executable, "-c", "import time; time.sleep(60)"), 0.2)
