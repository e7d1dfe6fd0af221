"""The composition root: the only room that knows every other. It builds them and lets them go.

Nothing here decides anything about a debate. What a command needs is opened as an async context,
so that whatever happens, sockets, files and locks are given back. A room with a large library
behind it is imported by the function that opens it: a command that needs none starts at once.
"""

from bot.wiring.home import (
    PACKAGE,
    Home,
    find_home,
    formats_of,
    library_of,
    make_data_folder,
    meaning_of,
    notice_of,
    screen_of,
)
from bot.wiring.papers import class_report, export, written
from bot.wiring.running import reading, run_bot, run_room, store_of
from bot.wiring.staff import Staff, chair_of, staff_of

__all__ = [
    "PACKAGE",
    "Home",
    "Staff",
    "chair_of",
    "class_report",
    "export",
    "find_home",
    "formats_of",
    "library_of",
    "make_data_folder",
    "meaning_of",
    "notice_of",
    "reading",
    "run_bot",
    "run_room",
    "screen_of",
    "staff_of",
    "store_of",
    "written",
]
