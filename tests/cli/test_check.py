"""`parley check`, the data folder, the help, and what the shell completes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import Home, Parley
from tests.library.small_corpus import write_corpus

FORMATS = "prompts/formats/quick.yaml"
PERSONA = "prompts/personas/hawk.md"


def test_all_is_well(parley: Parley) -> None:
    ran = parley("check")
    assert (ran.code, ran.err) == (0, "")
    assert "fleet-first\thawk\t2021-11\t1 hawk, 1 realist\n" in ran.out
    assert ran.out.endswith("Sources: 2. All is well.\n")


def spoil(home: Home, file: str, old: str, new: str) -> None:
    """Change one of the home's files; the shipped ones are copied first."""
    path = home.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    prompts = home.root / "prompts"
    if prompts.is_symlink():
        shipped = prompts.resolve()
        prompts.unlink()
        for source in (p for p in shipped.rglob("*") if p.is_file()):
            copy = prompts / source.relative_to(shipped)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("config.yaml", "words_a_second", "words_a_minute", "config.yaml:3: speaking.words_a_minut"),
        (FORMATS, "words: 120", "words: many", "quick.yaml:5: speeches.0.words: must be a number"),
        (FORMATS, "kind: closing", "kind: shouting", "quick.yaml:9: speeches.4.kind: must be"),
        (PERSONA, "\nversion:", "\nmood: grim\nversion:", "hawk.md:"),
        ("corpus/briefs/harbour-talks.md", "published: 2019-03", "published: May", "harbour-talks.md:6: published"),
        ("corpus/motions.yaml", "affirmed_by: hawk", "affirmed_by: dove", "motions.yaml:11: fleet-first.affirmed_by"),
        ("corpus/arguments/ports.yaml", "fact: f1}, {", "fact: f9}, {", "ports.yaml:7: "),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_line_and_field(
    parley: Parley, file: str, old: str, new: str, says: str
) -> None:
    spoil(parley.home, file, old, new)
    ran = parley("check")
    assert (ran.code, ran.out) == (1, "")
    assert says in ran.err.splitlines()[0]
    other = parley("exhibition", "--motion", "fleet-first", "--format", "quick")
    assert other.code == 1, "nothing runs on a faulty file"
    assert "Traceback" not in other.err


def test_a_fault_in_the_notice_is_told_too(parley: Parley) -> None:
    spoil(parley.home, "prompts/notice.md", "{{ keep_days }}", "{{ keep_weeks }}")
    ran = parley("check")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("notice.md:")
    assert "keep_weeks" in ran.err


def test_every_fault_is_told_at_once(parley: Parley) -> None:
    write_corpus(parley.home.root, fleet_report="no front matter", resolve="- id: [")
    ran = parley("check")
    assert ran.code == 1
    assert ran.err.splitlines()[-1] == f"{ran.err.count(chr(10)) - 1} faults."
    assert "fleet-report.md" in ran.err
    assert "resolve.yaml" in ran.err


def test_a_data_folder_that_cannot_be_used_is_one_line(parley: Parley, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for words in (("check",), ("corpus", "list"), ("transcript", "list"), ("debate",)):
        ran = parley(*words, "--data-dir", str(file))
        assert ran.err == f"The data folder {file} cannot be used: it is a file.\n"
        assert (ran.code, ran.out) == (1, "")


def test_a_config_file_that_is_not_there_is_a_wrong_command_line(
    parley: Parley, tmp_path: Path
) -> None:
    for path in (tmp_path / "gone.yaml", tmp_path):
        ran = parley("check", config=path)
        assert (ran.code, ran.out) == (2, "")
        assert "'--config'" in ran.err


def test_the_data_folder_is_the_options_then_the_environments_then_the_configs(
    parley: Parley, tmp_path: Path
) -> None:
    by_config = parley.home.data
    by_option, by_name = tmp_path / "option", tmp_path / "environment"
    assert parley("transcript", "list").code == 0
    assert (by_config.exists(), by_name.exists(), by_option.exists()) == (True, False, False)
    assert parley("transcript", "list", "--data-dir", str(by_option), data_dir=by_name).code == 0
    assert (by_name.exists(), by_option.exists()) == (False, True)
    assert parley("transcript", "list", data_dir=by_name).code == 0
    assert by_name.exists()


# --- help and start-up --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        (), ("run",), ("room",), ("debate",), ("exhibition",), ("quote",), ("check",),
        ("corpus",), ("corpus", "import"), ("corpus", "list"), ("corpus", "search"),
        ("corpus", "show"), ("transcript",), ("transcript", "list"), ("transcript", "show"),
        ("transcript", "export"), ("format",), ("format", "list"), ("format", "show"),
        ("format", "draw"), ("format", "docs"),
    ],
)  # fmt: skip
def test_every_command_has_help_and_stands_in_its_page(
    parley: Parley, words: tuple[str, ...]
) -> None:
    ran = parley(*words, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: ")
    page = (Path(__file__).parents[2] / "docs" / "command.md").read_text(encoding="utf-8")
    assert " ".join(("parley", *words)) in page


def test_help_needs_no_large_library(home: Home) -> None:
    heavy = ("discord", "openai", "sqlalchemy", "alembic", "aiohttp", "jinja2")
    script = (
        "import sys\nfrom bot.cli import main\n"
        "try:\n    main(['--help'])\n"
        f"finally:\n    print([name for name in {heavy!r} if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env=home.environ(),
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert ran.stdout.endswith("\n[]\n")


def test_version_and_an_unknown_command(parley: Parley) -> None:
    assert parley("--version").out.startswith("parley 0.")
    ran = parley("debaet")
    assert (ran.code, ran.out) == (2, "")
    assert "No such command 'debaet'" in ran.err


def completed(home: Home, line: str) -> list[str]:
    """What bash is offered at the end of `line`."""
    script = Path(sys.executable).with_name("parley")
    words = line.split(" ")
    ran = subprocess.run(
        [script],
        capture_output=True,
        text=True,
        env=home.environ(
            _PARLEY_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)
        ),
        check=False,
    )
    assert ran.stderr == ""
    return ran.stdout.split()


def test_the_shell_completes_motions_formats_and_sources(home: Home) -> None:
    articles = home.data / "articles"
    articles.mkdir(parents=True)
    (articles / "the-price-of-quiet.md").touch()
    assert completed(home, "parley debate --motion f") == ["fleet-first"]
    assert "quick" in completed(home, "parley exhibition --format ")
    assert completed(home, "parley corpus show h") == ["harbour-talks"]
    assert completed(home, "parley quote --source ") == ["the-price-of-quiet"]


def test_completion_says_nothing_where_the_files_are_broken(home: Home) -> None:
    home.config.write_text("- : [", encoding="utf-8")
    assert completed(home, "parley debate --motion ") == []
    assert os.listdir(home.root).count("data") == 0
