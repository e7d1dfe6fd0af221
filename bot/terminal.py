"""A debate in a terminal: the chair's audience where there is no thread, only lines.

On a screen a speech grows in place and wraps; in a pipe each speech is printed once, whole. It
knows how to write lines, and nothing of who asked for them.
"""

from __future__ import annotations

import asyncio

from rich.console import Console, Group
from rich.live import Live
from rich.padding import Padding
from rich.text import Text

from bot.debate.model import Debate, Floor, Side, Speech, Turn
from bot.debate.rules import NAMES

BADGES = {Side.AFFIRMATIVE: "◆", Side.NEGATIVE: "◇"}
COLOURS = {Side.AFFIRMATIVE: "cyan", Side.NEGATIVE: "yellow"}
REFRESH = 12
"""How often a growing speech is drawn anew, a second."""


class TerminalStage:
    """A speech that grows on the screen. Implements ports.Stage."""

    def __init__(self, console: Console, turn: Turn) -> None:
        self.message = f"line {turn.index}"
        self._turn = turn
        self._live: Live | None = None
        if console.is_terminal:
            self._live = Live(console=console, refresh_per_second=REFRESH, transient=True)
            self._live.start()

    def say(self, text: str) -> None:
        if self._live:
            self._live.update(body(text, self._turn))

    async def leave(self, line: str) -> None:
        self.close()

    def close(self) -> None:
        """Take the growing text off the screen, to make room for the speech itself."""
        if self._live:
            self._live.stop()
            self._live = None


class TerminalAudience:
    """Implements ports.Audience on a console. `quiet` prints nothing, for machine-read output."""

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        self._console = console
        self._quiet = quiet
        self._stage: TerminalStage | None = None

    async def lay_floor(self, debate: Debate) -> Floor:
        if not self._quiet:
            says = Text(debate.motion.says, style="bold")
            line = f"Argued from what was known in {debate.motion.as_of} · {debate.format.name}"
            self._console.print(says)
            self._console.print(Text(line, style="dim"), end="\n\n")
        return Floor(f"terminal {debate.id}", "card")

    async def begin(self, debate: Debate) -> TerminalStage:
        assert debate.turn is not None
        console = Console(quiet=True) if self._quiet else self._console
        if not self._quiet:
            console.print(heading(debate, debate.turn))
        self._stage = TerminalStage(console, debate.turn)
        return self._stage

    async def post(self, debate: Debate, speech: Speech) -> tuple[str, ...]:
        if self._stage:
            self._stage.close()
            self._stage = None
        if not self._quiet:
            parts = [body(speech.text or "(speech withdrawn)", speech.turn)]
            for citation in speech.citations:
                passage = citation.passage
                said = [f"“{passage.source.title}”", passage.source.author, passage.source.outlet]
                source = f"[{citation.number}] " + ", ".join(part for part in said if part)
                parts.append(Padding(Text(source, style="dim"), (0, 0, 0, 4)))
            for notice in speech.notices:
                parts.append(Padding(Text(notice, style="italic"), (0, 0, 0, 2)))
            self._console.print(Group(*parts), end="\n\n")
        await asyncio.sleep(0)
        return (f"line {speech.turn.index}",)

    async def show(self, debate: Debate) -> None:
        """A terminal has no card to bring up to date."""

    async def tell(self, debate: Debate, line: str, reference: str = "") -> None:
        word = f" Reference {reference}." if reference else ""
        self._console.print(Text(f"{line}{word}", style="red"))


def heading(debate: Debate, turn: Turn) -> Text:
    """Who speaks, for which side, and what kind of turn it is."""
    school = debate.seat(turn.side).school.title()
    text = Text(f"{BADGES[turn.side]} {school}", style=f"bold {COLOURS[turn.side]}")
    place = f"{turn.index + 1} of {len(debate.format.turns)}"
    text.append(f" · {turn.side} · {NAMES[turn.kind]} · {place}", style="dim")
    return text


def body(text: str, turn: Turn) -> Padding:
    """The words of a speech, wrapped and set in a little."""
    return Padding(Text(text), (0, 0, 0, 2))
