"""`parley debate` and `parley exhibition`: a debate in the terminal, without any server."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import wiring
from bot.cli import completing, manuscript, printing
from bot.cli.options import AsJson, ConfigFile, DataDir
from bot.cli.sitting import Sitting, sitting
from bot.cli.transcripts import Form, document
from bot.cli.unmanned import join_list, left_out
from bot.debate import rules, seating
from bot.debate.errors import IllegalMove, SpeechTooLong, Unknown
from bot.debate.model import BOT, Debate, Format, Level, Motion

COMMANDS = {
    "/status": "how far the debate is, and whose turn",
    "/sources": "every source so far, with what it says",
    "/end": "end the debate before its last speech",
    "/help": "this list",
}
SURPRISE = "surprise"


class Stalled(Exception):
    """The bot could not give its speech."""


class Who(StrEnum):
    """Who speaks for the bot."""

    OFFLINE = "offline"
    LLM = "llm"


MotionId = typer.Option(help="The motion's id.", autocompletion=completing.motions)
FormatId = typer.Option(help="The format's id.", autocompletion=completing.formats)
School = typer.Option(
    help="Whom you argue against: a school, or surprise.", autocompletion=completing.schools
)
Speaker = typer.Option(help="Default: models first, then offline.")
HowHard = typer.Option(help="How demanding the bot's speeches are.")
Seed = typer.Option(help="The same seed gives the same debate.")
Resume = typer.Option(help="Go on with the debate of this id.")
Name = typer.Option(help="Your name in the transcript.")


def add_to(app: typer.Typer) -> None:
    app.command("debate")(debate)
    app.command("exhibition")(exhibition)


def debate(
    motion: Annotated[str | None, MotionId] = None,
    school: Annotated[str | None, School] = None,
    format: Annotated[str | None, FormatId] = None,
    level: Annotated[Level | None, HowHard] = None,
    speaker: Annotated[Who | None, Speaker] = None,
    name: Annotated[str, Name] = "Student",
    seed: Annotated[int | None, Seed] = None,
    resume: Annotated[str | None, Resume] = None,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Argue against the bot in this terminal, with no server at all.

    Asks for what is not given. A speech is ended by an empty line or Ctrl-D. Ctrl-C leaves the
    debate (exit code 130), and --resume goes on with it, also an exhibition.
    """
    home = wiring.find_home(config, data_dir)
    with sitting(home, speaker.value if speaker else "") as here:
        if resume is not None:
            opened = here.take_up(resume)
        else:
            order = None if format is None else _format(home, format)
            chosen = here.library.motion(_choose_motion(here) if motion is None else motion)
            drawn = _drawn(seed)
            against = _choose_school(here, chosen) if school is None else school
            if against == SURPRISE:
                against = seating.surprise(chosen, drawn)
            person = here.run(here.store.person(f"terminal {name}", name))
            side = seating.side_of(chosen, against).other
            order = order or _format(home, _choose_format(here, home))
            degree = level or _choose_level(here, home.config.speaking.level)
            seats = seating.seats(order, chosen, person, BOT, against)
            opened = here.open(chosen, order, seats, by=person, level=degree, seed=drawn)
            if order.listed:
                join_list(here, opened, side)
        with _resumable(here, opened.id, data_dir, config):
            ended = _held(here, opened.id)
    print(f"The debate is over. `parley transcript show {ended.id}` gives you the whole of it.")


def exhibition(
    motion: Annotated[str, MotionId],
    format: Annotated[str, FormatId] = "exhibition",
    speaker: Annotated[Who | None, Speaker] = None,
    level: Annotated[Level, HowHard] = Level.NOVICE,
    seed: Annotated[int | None, Seed] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Watch a whole debate, bot against bot, in the terminal.

    Exit code 1 when a speech could not be given, 130 when Ctrl-C stopped it.
    """
    home = wiring.find_home(config, data_dir)
    order = _format(home, format)
    with sitting(home, speaker.value if speaker else "", quiet=as_json, must_keep=False) as here:
        chosen = here.library.motion(motion)
        seats = seating.seats(order, chosen, BOT, BOT, chosen.opposed_by)
        opened = here.open(chosen, order, seats, by="terminal", level=level, seed=_drawn(seed))
        with _resumable(here, opened.id, data_dir, config):
            ended = _watched(here, opened.id)
            if as_json:
                printing.as_json(json.loads(document(ended, {}, Form.JSON)))
            if ended.stall:
                raise Stalled


# --- holding it ---------------------------------------------------------------------------------


def _watched(here: Sitting, id: str) -> Debate:
    """The debate once it is over, a person has the floor, or it has stalled."""
    while True:
        debate = here.settled(id)
        if not left_out(here, debate):
            return debate


def _held(here: Sitting, id: str) -> Debate:
    """The debate once it is over; a person speaks wherever it is their turn. Raises Stalled."""
    while True:
        debate = _watched(here, id)
        if debate.stall:
            raise Stalled
        if debate.turn is None:
            return debate
        here.audience.turn(debate)
        print("End it with an empty line; /help for more.")
        _speak(here, debate)


def _speak(here: Sitting, debate: Debate) -> None:
    """Take a speech until one fits; one that does not is handed back."""
    assert debate.turn
    while True:
        text = manuscript.speech(debate.turn.words, lambda line: _obeyed(here, debate, line))
        if not text:
            here.end(debate)
            return
        try:
            here.give(debate, text)
        except SpeechTooLong as over:
            print(f"{over.line}\n\n{text}\n")
        except IllegalMove as refused:
            print(refused.line)
        else:
            print(f"Given: {rules.count_words(text)} of {debate.turn.words} words.\n")
            return


def _obeyed(here: Sitting, debate: Debate, line: str) -> bool:
    """Do what a line that begins with a slash says; whether the debate is to end."""
    match line:
        case "/status":
            here.audience.status(debate)
        case "/sources":
            here.audience.sources(debate)
        case "/end":
            return True
        case _:
            if line != "/help":
                print(f"There is no {line.split()[0]} here, and the line was not taken.")
            print("A speech ends with an empty line or Ctrl-D. Ctrl-C leaves the debate.")
            for command, says in COMMANDS.items():
                print(f"  {command:<9} {says}")
    return False


@contextmanager
def _resumable(
    here: Sitting, id: str, data_dir: Path | None, config: Path | None
) -> Iterator[None]:
    """Say how to go on with a debate that is left before its end, and exit with the code for it."""
    try:
        yield
    except (KeyboardInterrupt, manuscript.Left, Stalled) as why:
        here.audience.close()
        given = {"--data-dir": data_dir, "--config": config}
        options = "".join(f" {option} {path}" for option, path in given.items() if path)
        if here.kept:
            line = f"Go on with this debate: parley debate --resume {id}{options}"
            print(f"\n{line}", file=sys.stderr)
        raise typer.Exit(1 if isinstance(why, Stalled) else 130) from None


def _drawn(seed: int | None) -> int:
    return secrets.randbelow(2**31) if seed is None else seed


# --- choosing -----------------------------------------------------------------------------------


def _format(home: wiring.Home, id: str) -> Format:
    formats = wiring.formats_of(home)
    if id not in formats:
        raise Unknown("format", id, tuple(formats))
    return formats[id]


def _menu(here: Sitting, title: str, entries: list[tuple[str, str]]) -> Callable[[], None]:
    return lambda: here.audience.menu(title, entries)


def _choose_motion(here: Sitting) -> str:
    entries = [(motion.id, motion.says) for motion in here.library.motions()]
    return manuscript.choice(_menu(here, "Motions", entries), "motion", [id for id, _ in entries])


def _choose_school(here: Sitting, motion: Motion) -> str:
    entries = [(school, f"argues for the {motion.side_of(school)}") for school in motion.schools]
    entries.append((SURPRISE, "one of the two main ones"))
    title = f"{motion.says}\nWhom do you argue against?"
    ids = [id for id, _ in entries]
    return manuscript.choice(_menu(here, title, entries), "school", ids, SURPRISE)


def _choose_format(here: Sitting, home: wiring.Home) -> str:
    formats = wiring.formats_of(home)
    entries = [(id, f"{f.name}: {f.purpose}") for id, f in formats.items() if not f.only_bots]
    ids = [id for id, _ in entries]
    return manuscript.choice(_menu(here, "Formats", entries), "format", ids)


def _choose_level(here: Sitting, usual: Level) -> Level:
    entries = [(level.value, "") for level in Level]
    ids = [level.value for level in Level]
    return Level(manuscript.choice(_menu(here, "Levels", entries), "level", ids, usual.value))
