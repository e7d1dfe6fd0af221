"""`parley run` and `parley room`: the bot on Discord, and the practice room."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from bot import wiring
from bot.cli.options import ConfigFile, DataDir, log_to_terminal, run
from bot.config import secret

if TYPE_CHECKING:
    from bot.room.server import Room


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
    data_dir: DataDir = None,
    config: ConfigFile = None,
) -> None:
    """Open the practice room in the browser, with Parley in it, until Ctrl-C."""
    from bot.room.server import RoomSettings

    home = wiring.find_home(config, data_dir)
    log_to_terminal()
    settings = RoomSettings(
        port=home.config.room.port if port is None else port, data_file=home.data / "room.sqlite3"
    )

    def opened(room: Room) -> None:
        typer.echo(f"The practice room is open: {room.url}   (Ctrl-C closes it)")
        if not bot:
            typer.echo(f"Point a bot at  REST {room.api_base}  gateway {room.gateway_url}")
            typer.echo(f"with the token  {room.token}")
        if browser:
            webbrowser.open(room.url)

    run(wiring.run_room(home, settings, with_bot=bot, opened=opened))
