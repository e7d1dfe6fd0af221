"""bot/config.py: what is refused, with its line, and what the shipped file says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from bot.config import Config, ModelSettings, SpeakingSettings, read_config, secret
from bot.debate.errors import Faulty

SHIPPED = Path(__file__).parents[1] / "config.yaml"


def read(tmp_path: Path, text: str | bytes) -> Config:
    path = tmp_path / "config.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_config(path)


@pytest.mark.parametrize("text", ["", "\n# only a comment\n", "---\n"])
def test_an_empty_file_is_the_built_in_configuration(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == Config()


def test_a_file_that_is_not_there_is_the_built_in_configuration(tmp_path: Path) -> None:
    assert read_config(tmp_path / "config.yaml") == Config()


@pytest.mark.parametrize(
    ("text", "line", "field", "says"),
    [
        ("data_dirr: x\n", 1, "data_dirr", "unknown setting"),
        ("room:\n  port: 80\n  prot: 81\n", 3, "room.prot", "unknown setting"),
        ("room:\n  port: high\n", 2, "room.port", "valid integer"),
        ("\nroom: {port: 70000}\n", 2, "room.port", "65535"),
        ("room: 8765\n", 1, "room", "valid dictionary"),
        ("speaking:\n  level: expert\n", 2, "speaking.level", "'novice'"),
        ("speaking:\n  spelling: english\n", 2, "speaking.spelling", "'british' or 'american'"),
        ("speaking:\n  words_a_second: 0\n", 2, "speaking.words_a_second", "greater than 0"),
        ("speaking:\n  patience:\n    connect: -1\n", 3, "speaking.patience.connect", "greater"),
        ("speaking:\n  models:\n    - name: m\n", 3, "speaking.models.0.model", "required"),
        (
            "speaking:\n  models:\n    - {name: m, model: m}\n    - {name: n, model: n, key: sk}\n",
            4,
            "speaking.models.1.key",
            "unknown setting",
        ),
        ("library: {embeddings: {url: here, model: m}}\n", 1, "library.embeddings.url", "pattern"),
        (
            "library:\n  embeddings:\n    url: http://127.0.0.1/v1\n",
            2,
            "library.embeddings.model",
            "required",
        ),
        ("discord: {token: abc}\n", 1, "discord.token", "unknown setting"),
        ("discord:\n  command_guilds: [here]\n", 2, "discord.command_guilds.0", "valid integer"),
    ],
)
def test_a_wrong_setting_is_told_with_line_and_field(
    tmp_path: Path, text: str, line: int, field: str, says: str
) -> None:
    with pytest.raises(Faulty) as fault:
        read(tmp_path, text)
    assert (fault.value.file, fault.value.at_line) == ("config.yaml", line)
    assert fault.value.field == field
    assert says in fault.value.problem


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("room: [\n", 2),
        ("room:\n\tport: 1\n", 2),
        ("- a\n- b\n", 1),
        ("just words\n", 1),
        (b"data_dir: caf\xe9\n", 0),
        (b"\xff\xfe\x00", 0),
        (b"a: \x00\n", 0),
        ("a: !!python/object/apply:os.getcwd []\n", 1),
    ],
)
def test_what_is_no_configuration_at_all_is_refused_in_one_line(
    tmp_path: Path, text: str | bytes, line: int
) -> None:
    with pytest.raises(Faulty) as fault:
        read(tmp_path, text)
    assert fault.value.at_line == line
    assert "\n" not in fault.value.line


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match="cannot be read"):
        read_config(tmp_path)


def test_the_configuration_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Config().data_dir = "elsewhere"  # type: ignore[misc]


def test_secrets_come_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_TEST_KEY", " sk-1 \n")
    assert secret("PARLEY_TEST_KEY") == "sk-1"
    assert secret("PARLEY_TEST_KEY", {}) == ""
    assert secret("KEY", {"KEY": "sk-2"}) == "sk-2"
    assert secret("", {"": "sk-3"}) == ""


# --- the shipped file ---------------------------------------------------------------------------


def settings(model: type[BaseModel]) -> set[str]:
    """Every setting below `model`, dotted; lists and models are one setting."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found |= {f"{name}.{below}" for below in settings(inner)}
        else:
            found.add(name)
    return found


def written(fields: dict[str, Any], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, value in fields.items():
        if isinstance(value, dict):
            found |= written(value, f"{prefix}{name}.")
        else:
            found.add(prefix + name)
    return found


def test_the_shipped_file_holds_the_built_in_values_and_one_model() -> None:
    read = read_config(SHIPPED)
    built_in = Config()
    speaking = read.speaking.model_copy(update={"models": ()})
    assert read.model_copy(update={"speaking": speaking}) == built_in
    [model] = read.speaking.models
    assert isinstance(model, ModelSettings)
    assert (model.base_url, model.key_env) == ("https://api.openai.com/v1", "OPENAI_API_KEY")


def test_the_shipped_file_leaves_out_no_setting() -> None:
    fields = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    assert written(fields) == settings(Config)


def test_the_commented_model_of_the_shipped_file_can_be_used() -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    kept = [line.replace("# ", "", 1) if line.startswith("    #") else line for line in lines]
    read = yaml.safe_load("\n".join(kept))
    models = SpeakingSettings.model_validate(read["speaking"]).models
    assert [model.name for model in models] == ["openai", "ollama"]
