"""A debate in a terminal: the chair's audience where there is no thread, only lines.

On a screen a speech grows in place and wraps; in a pipe each speech is printed once, whole, with
no more than its words. It knows how to write lines, and nothing of who asked for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.text import Text

from bot.debate.ballots import HIGHEST
from bot.debate.model import (
    AUDIENCE,
    BOT,
    COACH,
    Citation,
    Debate,
    Floor,
    Phase,
    Side,
    Speech,
    Turn,
)
from bot.debate.rules import NAMES, describe

BADGES = {Side.AFFIRMATIVE: "◆", Side.NEGATIVE: "◇"}
COLOURS = {Side.AFFIRMATIVE: "cyan", Side.NEGATIVE: "yellow"}
PLACE = "terminal"
"""Where a debate is held that is held here."""

APART = (AUDIENCE, COACH)
"""The seats whose turns belong to neither side."""

REFRESH = 12
"""How often a growing speech is drawn anew, a second."""

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """The text without the control characters that a terminal would obey."""
    return CONTROLS.sub("", text)


class TerminalStage:
    """A speech that grows on the screen. Implements ports.Stage."""

    def __init__(self, console: Console, turn: Turn) -> None:
        self.message = f"line {turn.index}"
        self._console = console
        self._live: Live | None = None
        if console.is_terminal:
            self._live = Live(console=console, refresh_per_second=REFRESH, transient=True)
            self._live.start()

    def say(self, text: str) -> None:
        if self._live:
            room = max(self._console.height - 3, 1)
            lines = Text(clean(text)).wrap(self._console, max(self._console.width - 4, 1))
            self._live.update(_indented(Text("\n").join(lines[-room:])))

    async def leave(self, line: str) -> None:
        self.close()

    def close(self) -> None:
        """Take the growing text off the screen, to make room for the speech itself."""
        if self._live:
            self._live.stop()
            self._live = None


class TerminalAudience:
    """Implements ports.Audience on a console; what goes wrong is told on `errors`.

    `lost` is called when nothing can be shown any more, with the reason, which is empty when
    the other end of a pipe was closed. `quiet` prints nothing of the debate, for machine-read
    output.
    """

    def __init__(
        self,
        console: Console,
        errors: Console,
        *,
        lost: Callable[[str], None],
        quiet: bool = False,
    ) -> None:
        self._console = Console(quiet=True) if quiet else console
        self._errors = errors
        self._lost = lost
        self._stage: TerminalStage | None = None

    async def lay_floor(self, debate: Debate) -> Floor:
        self.card(debate)
        return Floor(f"{PLACE} {debate.id}", "card")

    async def begin(self, debate: Debate) -> TerminalStage:
        assert debate.turn is not None
        self._print(heading(debate, debate.turn))
        self._stage = TerminalStage(self._console, debate.turn)
        return self._stage

    async def post(self, debate: Debate, speech: Speech) -> tuple[str, ...]:
        self.close()
        self.speech(speech)
        return (f"line {speech.turn.index}",)

    async def show(self, debate: Debate) -> None:
        """A terminal has no card to bring up to date."""

    async def tell(self, debate: Debate, line: str, reference: str = "") -> None:
        word = f" Reference {reference}." if reference else ""
        self._errors.print(Text(f"{line}{word}", style="red"), soft_wrap=True)

    async def ballot(self, debate: Debate) -> None:
        """Each score with the words that earned it, one strength, one next step."""
        found = debate.ballot
        for card in found.cards if found else ():
            self._print(Text(f"Ballot · {card.side}", style="bold"))
            for score in card.scores:
                name = score.criterion.replace("-", " ").capitalize()
                self._set_in(Text(f"{name} {score.points} of {HIGHEST}. {clean(score.why)}"))
                if words := clean(debate.words(score.turn, score.words)):
                    self._set_in(Text(f"“{words}”", style="italic"), by=4)
            self._set_in(Text(f"One strength: {clean(card.strength)}"))
            self._set_in(Text(f"Next step: {clean(card.next_step)}"))
        for notice in found.notices if found else ():
            self._set_in(Text(clean(notice), style="dim"))
        self._print("")

    def close(self) -> None:
        """Leave the screen as it should be, whatever was growing on it."""
        if self._stage:
            self._stage.close()
            self._stage = None

    # --- what a person may ask to see ---

    def card(self, debate: Debate) -> None:
        """The motion, its background, who sits where, and the order of speech."""
        self._print(Text(clean(debate.motion.says), style="bold"))
        if any(seat.holder != BOT for seat in debate.seats) and debate.motion.background:
            self._print(Text(clean(debate.motion.background)))
        for seat in debate.seats:
            who = "Parley" if seat.holder == BOT else "you"
            role = debate.format.role(seat.role)
            place = f"{role.name} ({seat.side})" if role else seat.side
            self._print(Text(f"{BADGES[seat.side]} {place}: {seat.school}, {who}"))
        if debate.format.listed:
            self._print("Everybody else speaks from the list.")
        facts = (f"argued from what was known in {debate.motion.as_of}", debate.format.name)
        self._print(Text(" · ".join((*facts, debate.level)), style="dim"), "")

    def status(self, debate: Debate) -> None:
        """The order of speech with what is done, and whose turn it is."""
        self.card(debate)
        for turn in debate.format.turns:
            now = debate.turn is not None and turn.index == debate.turn.index
            passed = turn.index in debate.passed
            done = "–" if passed else "✓" if turn.index < debate.taken else "·"
            words = f", {turn.words} words" if turn.words else ""
            what = f"{BADGES[turn.side]} {turn.side} {NAMES[turn.kind]}{words}"
            what = f"  {NAMES[turn.kind]}{words}" if turn.seat in APART else what
            self._print(Text(f"{'▶' if now else done} {what}", style="bold" if now else ""))
        self._print("")

    def sources(self, debate: Debate) -> None:
        """Every numbered source so far, with the passage that was used."""
        if not debate.citations:
            self._print("No source has been cited yet.", "")
        for citation in debate.citations:
            self._print(Text(_source(citation), style="bold"), Text(clean(citation.passage.text)))
            self._print("")

    def said(self, debate: Debate, speech: Speech) -> None:
        """A speech that was given before, with the line of its speaker."""
        self._print(heading(debate, speech.turn))
        self.speech(speech)

    def speech(self, speech: Speech) -> None:
        """The words of a speech, the sources that it uses, and what its readers must be told."""
        self._set_in(Text(clean(speech.text or "(speech withdrawn)")))
        for citation in speech.citations:
            self._set_in(Text(_source(citation), style="dim"), by=4)
        for notice in speech.notices:
            self._set_in(Text(clean(notice), style="italic"))
        self._print("")

    def note(self, line: str) -> None:
        """A line about the debate itself, which nobody in it has said."""
        self._print(Text(clean(line), style="italic"), "")

    def turn(self, debate: Debate) -> None:
        """Who has the floor, and for what."""
        if debate.turn and debate.phase is Phase.SPEAKING:
            self._print(heading(debate, debate.turn))
            self._print(Text(f"Your turn: {describe(debate.turn)}.", style="bold"))

    def menu(self, title: str, entries: list[tuple[str, str]]) -> None:
        """Numbered things to choose from: what to call each, and what it says."""
        self._print(Text(clean(title), style="bold"))
        for number, (name, says) in enumerate(entries, 1):
            line = Text(f"{number:>2}  ").append(name, style="bold")
            self._print(line.append(f"  {clean(says)}" if says else ""))

    def _set_in(self, text: Text, by: int = 2) -> None:
        self._print(_indented(text, by) if self._console.is_terminal else text)

    def _print(self, *lines: Text | Padding | str) -> None:
        try:
            for line in lines:
                self._console.print(line, soft_wrap=not self._console.is_terminal)
        except SystemExit:  # this is how rich says that a pipe was closed
            self._console = Console(quiet=True)
            self._lost("")
        except OSError as error:
            self._console = Console(quiet=True)
            self._lost(f"The debate cannot be shown: {error.strerror}.")


def heading(debate: Debate, turn: Turn) -> Text:
    """Who speaks, for which side, and what kind of turn it is."""
    place = f"{turn.index + 1} of {len(debate.format.turns)}"
    if turn.seat == COACH:
        return Text("Coach", style="bold").append(f" · {NAMES[turn.kind]} · {place}", style="dim")
    role = debate.format.role(turn.seat)
    school = debate.seat(turn.side).school.title()
    who = f"{school}, {role.name}" if role else school
    text = Text(f"{BADGES[turn.side]} {who}", style=f"bold {COLOURS[turn.side]}")
    text.append(f" · {turn.side} · {NAMES[turn.kind]} · {place}", style="dim")
    return text


def _source(citation: Citation) -> str:
    source = citation.passage.source
    said = [f"“{source.title}”", source.author, source.outlet, source.published]
    return clean(f"[{citation.number}] " + ", ".join(part for part in said if part))


def _indented(text: Text, by: int = 2) -> Padding:
    return Padding(text, (0, 0, 0, by), expand=False)
