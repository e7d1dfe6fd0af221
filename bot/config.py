"""config.yaml as frozen values. Unknown keys are refused; secrets come from the environment only.

Knows no room: each is handed its own part by `wiring`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.debate.errors import Faulty
from bot.debate.model import HintKind, Level, Pace

Seconds = Annotated[float, Field(gt=0, le=3600)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Price = Annotated[float, Field(ge=0, le=1_000_000)]


class Part(BaseModel):
    """A part of the configuration: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Spelling(StrEnum):
    """Which side of the sea the bot's own words are spelled for."""

    BRITISH = "british"
    AMERICAN = "american"


class DiscordSettings(Part):
    """Which Discord to join. `api_base` and `gateway_url` name a Discord-compatible server."""

    token_env: Name = "DISCORD_TOKEN"
    api_base: str = ""
    gateway_url: str = ""
    message_content: bool = True
    command_guilds: tuple[int, ...] = ()
    ready_seconds: Seconds = 2
    welcome_channel: str = ""
    debates_channel: str = ""


class Patience(Part):
    """How long a model server is waited for, in seconds, and how often it is asked."""

    connect: Seconds = 5
    first_token: Seconds = 20
    between_tokens: Seconds = 10
    whole_speech: Seconds = 90
    attempts: int = Field(default=3, ge=1, le=8)
    longest_retry_after: Seconds = 20
    breaker_failures: int = Field(default=3, ge=1)
    breaker_rest: Seconds = 60


class ModelSettings(Part):
    """One model on one OpenAI-compatible server; prices are for a million tokens."""

    name: Name
    model: Name
    base_url: str = "https://api.openai.com/v1"
    key_env: str = ""
    temperature: float = Field(default=0.7, ge=0, le=2)
    max_tokens_field: str = "max_completion_tokens"
    price_in: Price = 0
    price_cached: Price = 0
    price_out: Price = 0


class EmbeddingSettings(Part):
    """An OpenAI-compatible server that turns texts into vectors, and its model."""

    url: Annotated[str, Field(pattern=r"^https?://")]
    model: Name
    key_env: str = ""


class LibrarySettings(Part):
    """How the sources are searched and points recognised; without embeddings, by words alone."""

    embeddings: EmbeddingSettings | None = None


class SpeakingSettings(Part):
    """How the bot speaks: which models in which order, how patiently, at which level."""

    models: tuple[ModelSettings, ...] = ()
    patience: Patience = Patience()
    level: Level = Level.NOVICE
    spelling: Spelling = Spelling.AMERICAN
    edit_seconds: Seconds = 1.3
    words_a_second: float = Field(default=25, gt=0)


class ClassSettings(Part):
    """How a class debates, until a teacher says otherwise."""

    hints: HintKind = HintKind.QUESTIONS
    clock: Pace = Pace.FREE
    slow_hours: float = Field(default=24, gt=0, le=24 * 14)
    hold_ballots: bool = False
    keep_days: int = Field(default=30, ge=1, le=3650)
    scored: tuple[str, ...] = ()
    ask_consent: bool = True
    names_in_exports: bool = False


class Cap(Part):
    """The most that may be spent, in the currency of the prices and in calls; None is no cap."""

    cost: Price | None = None
    calls: int | None = Field(default=None, ge=0, le=1_000_000_000)


class BudgetSettings(Part):
    """What models may cost each class in a day, and each student in an hour."""

    class_day: Cap = Cap()
    student_hour: Cap = Cap()
    time_zone: Name = "UTC"

    @field_validator("time_zone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            if name != "UTC":
                ZoneInfo(name)
        except (OSError, ValueError, KeyError):
            problem = "is no time zone that this machine knows, such as Europe/Berlin"
            raise ValueError(problem) from None
        return name

    @property
    def zone(self) -> tzinfo:
        """Whose midnight begins a day."""
        return UTC if self.time_zone == "UTC" else ZoneInfo(self.time_zone)


class ModerationSettings(Part):
    """A server with OpenAI's moderations endpoint. It is asked only where `use` is true.

    Whoever writes waits for it, so it has a few `seconds` in all.
    """

    use: bool = False
    url: Annotated[str, Field(pattern=r"^https?://")] = "https://api.openai.com/v1"
    model: Name = "omni-moderation-latest"
    key_env: str = "OPENAI_API_KEY"
    seconds: Seconds = 3


class RoomSettings(Part):
    """The practice room's door."""

    port: int = Field(default=8765, ge=0, le=65535)


class Config(Part):
    """The whole of config.yaml."""

    data_dir: str = "data"
    database: str = ""
    discord: DiscordSettings = DiscordSettings()
    speaking: SpeakingSettings = SpeakingSettings()
    classroom: ClassSettings = ClassSettings()
    budget: BudgetSettings = BudgetSettings()
    moderation: ModerationSettings = ModerationSettings()
    library: LibrarySettings = LibrarySettings()
    room: RoomSettings = RoomSettings()


def read_config(path: Path) -> Config:
    """The configuration in `path`, or the built-in one where there is no such file.

    Raises Faulty with file, line and field at the first thing that is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except UnicodeDecodeError:
        raise Faulty(path.name, 0, "", "is not text in UTF-8") from None
    except OSError as error:
        raise Faulty(path.name, 0, "", f"cannot be read ({error.strerror})") from None
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        fields = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "is not YAML"
        raise Faulty(path.name, mark.line + 1 if mark else 0, "", problem) from None
    if fields is None:
        return Config()
    if not isinstance(fields, dict):
        raise Faulty(path.name, 1, "", "must be a mapping of settings")
    try:
        return Config.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = first["loc"]
        problem = "unknown setting" if first["type"] == "extra_forbidden" else first["msg"]
        raise Faulty(path.name, _line(tree, where), ".".join(map(str, where)), problem) from None


def _line(node: yaml.Node | None, where: tuple[str | int, ...]) -> int:
    """The line, from 1, on which the field at `where` stands, or its nearest parent."""
    line = 1
    for step in where:
        if isinstance(node, yaml.MappingNode):
            entry = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if entry is None:
                return line
            line, node = entry[0].start_mark.line + 1, entry[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def secret(name: str, environ: Mapping[str, str] | None = None) -> str:
    """The secret kept in the environment variable `name`; empty where there is none."""
    return (environ if environ is not None else os.environ).get(name, "").strip() if name else ""
