"""What the library says of a sound corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.debate.arguments import Answer, Move
from bot.debate.errors import Faulty, Unknown
from bot.debate.model import SourceKind, Standing
from bot.library.file_library import FileLibrary, open_library
from tests.library.small_corpus import put_article, write_corpus


def test_motions_keep_their_order_and_get_the_other_school_as_opponent(
    library: FileLibrary,
) -> None:
    first, second = library.motions()
    assert (first.id, first.affirmed_by, first.opposed_by) == ("harbour-open", "realist", "hawk")
    assert (second.id, second.affirmed_by, second.opposed_by) == ("fleet-first", "hawk", "realist")
    assert library.motion("fleet-first") is second
    assert second.as_of == "2021-11"


def test_arguments_are_found_by_motion_and_school(library: FileLibrary) -> None:
    assert [a.id for a in library.arguments("fleet-first")] == ["open-ports-calm", "frigates-deter"]
    (hawk,) = library.arguments("harbour-open", "hawk")
    assert hawk.id == "closing-shows-resolve"
    argument = library.argument("open-ports-calm")
    assert argument.evidence == ("harbour-talks#f1", "harbour-talks#c2")
    assert argument.answers == (
        Answer(
            "frigates-deter", Move.UNDERCUT, "A frigate guards a port that trade has kept safe."
        ),
    )


def test_a_brief_gives_facts_claims_and_its_summary_as_passages(library: FileLibrary) -> None:
    ids = [p.id.partition("#")[2] for p in library.passages("harbour-talks")]
    assert ids == ["f1", "f2", "c1", "c2", "s1", "s2"]
    fact = library.passage("harbour-talks#f1")
    assert (fact.when, fact.published_in) == ("2018", "Port Gazette, 2018")
    assert fact.text == "Forty ships a week used the harbour in 2018."
    claim = library.passage("harbour-talks#c2")
    assert (claim.standing, claim.held_by) == (Standing.ATTRIBUTED, "Admiral Vane")
    assert library.passage("harbour-talks#s2").text == "Trade keeps sailors busy."
    assert {p.source.id for p in library.motion_passages("fleet-first")} == {
        "harbour-talks",
        "fleet-report",
    }


def test_what_a_source_does_not_give_is_empty(library: FileLibrary) -> None:
    source = library.source("harbour-talks")
    assert (source.kind, source.author, source.outlet) == (SourceKind.BRIEF, "", "")


def test_an_article_is_a_source_with_its_text(library: FileLibrary) -> None:
    article = library.article("the-price-of-quiet")
    assert article.source in library.sources()
    assert article.source.kind is SourceKind.ARTICLE
    assert article.source.author == "Ruth Calder"
    passages = library.passages("the-price-of-quiet")
    assert [p.id for p in passages] == [
        f"the-price-of-quiet#p{n + 1}" for n in range(len(passages))
    ]
    for passage in passages:
        assert article.text[passage.start : passage.end] == passage.text


def test_what_is_not_there_is_unknown_by_its_name(library: FileLibrary) -> None:
    for ask in (
        library.motion,
        library.argument,
        library.source,
        library.passage,
        library.passages,
        library.article,
        library.arguments,
        library.motion_passages,
    ):
        with pytest.raises(Unknown, match="no-such-thing"):
            ask("no-such-thing")
    with pytest.raises(Unknown):
        library.article("harbour-talks")
    with pytest.raises(Unknown):
        library.check_quotation("four words or more", "no-such-thing")


SPOILT = {
    "no-fields": "Only text, no fields.",
    "no-closing": "---\nid: no-closing\nkind: article\n",
    "empty-text": "---\nid: empty-text\nkind: article\n---\n\n",
    "other-name": "---\nid: another\nkind: article\n---\n\nSome text.\n",
    "a-brief": "---\nid: a-brief\nkind: brief\n---\n\nSome text.\n",
    "strange": "---\nid: strange\nkind: article\nrating: 5\n---\n\nSome text.\n",
    "no-yaml": "---\nid: [\n---\n\nSome text.\n",
    "bad-date": "---\nid: bad-date\nkind: article\npublished: 2020-13\n---\n\nSome text.\n",
    "harbour-talks": "---\nid: harbour-talks\nkind: article\n---\n\nSome text.\n",
}


def test_a_bad_article_is_told_and_left_out_and_stops_nothing(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    put_article(corpus)
    for id, text in SPOILT.items():
        put_article(corpus, text, f"{id}.md")
    (corpus / "articles" / "latin.md").write_bytes(b"---\nid: latin\n---\n\xff\xfe caf\xe9\n")
    (corpus / "articles" / "folder.md").mkdir()
    library = open_library(corpus)
    told = {Path(fault.file).stem for fault in library.skipped}
    assert told == {*SPOILT, "latin", "folder"}
    articles = [s.id for s in library.sources() if s.kind is SourceKind.ARTICLE]
    assert articles == ["the-price-of-quiet"]


def test_a_fault_in_a_shipped_file_stops_the_library(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path, motions="- id: x\n")
    with pytest.raises(Faulty, match=r"corpus/motions\.yaml:1"):
        open_library(corpus)


def test_a_corpus_that_is_not_there_is_a_fault_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=r"corpus/motions\.yaml: cannot be read"):
        open_library(tmp_path / "corpus")
