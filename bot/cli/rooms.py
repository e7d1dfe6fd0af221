"""`parley run` and `parley room`: the bot on Discord, and the practice room."""

from __future__ import annotations

import ipaddress
import os
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import wiring
from bot.cli.options import ConfigFile, DataDir, log_to_terminal, run
from bot.config import secret
from bot.debate.errors import ParleyError

if TYPE_CHECKING:
    from bot.room.server import Room

PASSWORD = "PARLEY_TEACHER_PASSWORD"
LOOPBACK = "127.0.0.1"
WHAT_IT_MEANS = (
    "This room is open to its network: whoever reaches this computer can knock, only who has a "
    "join code or the password gets in, and what is written travels unencrypted, "
    "so keep to the school's own network."
)


def add_to(app: typer.Typer) -> None:
    app.command("run")(run_bot)
    app.command("room")(open_room)


def run_bot(data_dir: DataDir = None, config: ConfigFile = None) -> None:
    """Run the bot on Discord, until Ctrl-C. The token comes from DISCORD_TOKEN."""
    home = wiring.find_home(config, data_dir)
    log_to_terminal()
    settings = home.config.discord
    run(wiring.run_bot(home, settings, secret(settings.token_env)))


def open_room(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="0 takes a free one.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser where there is one.")] = True,
    bot: Annotated[
        bool, typer.Option(help="Let Parley in; without it, point any bot here.")
    ] = True,
    classes: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="NAME", help="Hold this class; may be given again."),
    ] = None,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="With --class: 0.0.0.0, or an address of this computer, opens it to the network.",
        ),
    ] = LOOPBACK,
    new_password: Annotated[
        bool, typer.Option("--new-password", help="With --class: ask for a new password.")
    ] = False,
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Open the practice room in the browser, with Parley in it, until Ctrl-C.

    With --class "9B" (and --class "10A") it holds classes: students come in with the join code of
    their class and a name, teachers with the password, which is asked for the first time, or
    taken from PARLEY_TEACHER_PASSWORD. Nobody but this computer reaches the room until --host
    opens it.
    """
    from bot.room.server import RoomSettings

    home = wiring.find_home(config, data_dir)
    names = _classes(classes or [])
    _require_fitting_host(host, held=bool(names))
    log_to_terminal()
    data_file = home.data / ("classes.sqlite3" if names else "room.sqlite3")
    password = _password(data_file, anew=new_password) if names else ""
    settings = RoomSettings(
        host=host,
        port=home.config.room.port if port is None else port,
        data_file=data_file,
        guild_name="Debate room" if names else "Practice room",
        classes=names,
        teacher_password=password,
    )

    def opened(room: Room) -> None:
        _announce(room)
        if not bot:
            typer.echo(f"Point a bot at  REST {room.api_base}  gateway {room.gateway_url}")
            typer.echo(f"with the token  {room.token}")
        if browser:
            webbrowser.open(room.url)

    run(wiring.run_room(home, settings, with_bot=bot, opened=opened))


def _announce(room: Room) -> None:
    """Say where the room is, and of classes how one comes in."""
    if not room.classes:
        typer.echo(f"The practice room is open: {room.url}   (Ctrl-C closes it)")
        return
    typer.echo(f"The room is open: {room.addresses[0]}   (Ctrl-C closes it)")
    for one in room.classes:
        typer.echo(f"Class {one.name}: join code {one.code}")
    if room.settings.host != LOOPBACK:
        typer.echo(WHAT_IT_MEANS)


def _classes(given: list[str]) -> tuple[str, ...]:
    """The names of the classes. Raises BadParameter."""
    from bot.room.school.names import NameRefused, fit_classes
    from bot.room.settings import RoomSettings

    try:
        return fit_classes(given, RoomSettings.bot_name)
    except NameRefused as refused:
        raise typer.BadParameter(str(refused), param_hint="'--class'") from None


def _require_fitting_host(host: str, *, held: bool) -> None:
    """Raises BadParameter for what is no address here, and for an open room without a door."""
    hint = "'--host'"
    try:
        address = ipaddress.IPv4Address(host)
    except ValueError:
        words = "Give an address of this computer such as 192.168.1.20, or 0.0.0.0 for all of them."
        raise typer.BadParameter(words, param_hint=hint) from None
    if not held and not address.is_loopback:
        words = "Without --class anybody may be anybody, so the room stays on this computer."
        raise typer.BadParameter(words, param_hint=hint)


def _password(data_file: Path, *, anew: bool) -> str:
    """The teacher's password from the environment or the terminal; empty to keep the one there is.

    It is never taken from the command line, which other users of the computer can read.
    """
    from bot.room.school.keys import SHORTEST_PASSWORD

    given = os.environ.get(PASSWORD, "")
    if not given and data_file.exists() and not anew:
        return ""
    if not given:
        if not sys.stdin.isatty():
            raise ParleyError(f"There is no teacher's password: set {PASSWORD}.")
        given = typer.prompt(
            "Choose the teacher's password", hide_input=True, confirmation_prompt="Once more"
        )
    if len(given) < SHORTEST_PASSWORD:
        raise ParleyError(f"The teacher's password needs {SHORTEST_PASSWORD} characters or more.")
    return given
