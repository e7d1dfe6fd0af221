"""The glossary: every term once, found by any of its words, in plain ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.debate.errors import Unknown
from bot.debate.rules import count_words
from bot.library.checks import faults
from bot.library.file_library import FileLibrary, open_library
from tests.library.small_corpus import write_corpus

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def library() -> FileLibrary:
    return open_library(ROOT / "corpus")


def test_some_sixty_terms_are_explained_briefly(library: FileLibrary) -> None:
    terms = library.terms()
    assert len(terms) >= 60
    names = [t.term.casefold().replace("é", "e") for t in terms]
    assert names == sorted(names)
    for term in terms:
        assert count_words(term.says) <= 45, term.term
        assert term.example.endswith((".", "?", "!")), term.term


def test_a_term_is_found_by_its_other_words_in_any_case(library: FileLibrary) -> None:
    term = next(t for t in library.terms() if t.also)
    for word in (term.term, *term.also):
        assert library.explain(f"  {word.upper()} ") == term


def test_an_unknown_term_names_its_neighbors(library: FileLibrary) -> None:
    with pytest.raises(Unknown, match="deterrence"):
        library.explain("deterence")
    with pytest.raises(Unknown):
        library.explain("")


def test_a_word_that_is_explained_twice_is_a_fault(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path)
    entry = "- {term: %s, also: [talks], says: They talk., example: They talked.}\n"
    (folder / "glossary.yaml").write_text(entry % "parley" + entry % "summit", encoding="utf-8")
    found = faults(folder)
    assert [(f.at_line, "already explained" in f.problem) for f in found] == [(2, True)]
