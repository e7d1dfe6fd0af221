"""Every fault of a corpus is told with its file, its line and its field, and all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.library.checks import faults
from tests.library.small_corpus import (
    ARGUMENTS,
    FLEET,
    HARBOUR,
    MORE_ARGUMENTS,
    MOTIONS,
    write_corpus,
)

FILES = {
    "motions": ("corpus/motions.yaml", MOTIONS),
    "harbour_talks": ("corpus/briefs/harbour-talks.md", HARBOUR),
    "fleet_report": ("corpus/briefs/fleet-report.md", FLEET),
    "ports": ("corpus/arguments/ports.yaml", ARGUMENTS),
    "resolve": ("corpus/arguments/resolve.yaml", MORE_ARGUMENTS),
}


def test_the_small_corpus_is_sound(tmp_path: Path) -> None:
    assert faults(write_corpus(tmp_path)) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "field", "problem"),
    [
        ("motions", "affirmed_by: hawk", "affirmed_by: dove", 11, "fleet-first.affirmed_by", "realist"),
        ("motions", "opposed_by: realist", "opposed_by: hawk", 12, "fleet-first.opposed_by", "another"),
        ("motions", "id: fleet-first", "id: harbour-open", 9, "harbour-open.id", "motions.yaml:1"),
        ("motions", "as_of: 2021-11", "as_of: soon", 13, "fleet-first.as_of", "must be a date"),
        ("motions", "as_of: 2021-11", "as_of: 2021-13", 13, "fleet-first.as_of", "must be a date"),
        ("motions", "  as_of: 2021-11\n", "", 9, "fleet-first.as_of", "is missing"),
        ("motions", "topics: [trade]", "topic: [trade]", 5, "harbour-open.topic", "unknown field"),
        ("motions", "topics: [trade]", "topics: trade", 5, "harbour-open.topics", "must be a list"),
        ("motions", "[harbour-talks, fleet-report]", "[harbour-talks, fleet-reports]", 14,
         "fleet-first.sources.1", "did you mean fleet-report"),
        ("motions", "sources: [harbour-talks]", "sources: [fleet-report]", 7,
         "harbour-open.sources.0", "after the motion's as_of"),
        ("harbour_talks", "school: realist", "school: owl", 7, "school", "realist"),
        ("harbour_talks", "kind: brief", "kind: article", 3, "kind", "brief"),
        ("harbour_talks", "id: harbour-talks", "id: harbour-walks", 2, "id", "the name of its file"),
        ("harbour_talks", "title:", "titel:", 4, "titel", "unknown field"),
        ("harbour_talks", "when: 2019-03}", "when: March}", 12, "facts.f2.when", "must be a date"),
        ("harbour_talks", "  f2:", "  fact2:", 12, "facts.fact2", "must be a name"),
        ("harbour_talks", "f2: {says", "f1: {says", 12, "facts.f1", "given twice"),
        ("harbour_talks", ", to: Admiral Vane", "", 15, "claims.c2", "to whom"),
        ("harbour_talks", "standing: authored", "standing: doctrine", 14, "claims.c1.standing", "authored"),
        ("harbour_talks", "The author pleads for open harbours.\n\nTrade keeps sailors busy.\n", "", 17,
         "", "summary"),
        ("ports", "motions: [fleet-first]", "motions: [fleet-last]", 18, "frigates-deter.motions.0",
         "did you mean fleet-first"),
        ("ports", "claim: frigates-deter, by", "claim: frigates-bore, by", 10,
         "open-ports-calm.answers.0.claim", "frigates-bore"),
        ("ports", "claim: open-ports-calm, by", "claim: closing-shows-resolve, by", 24,
         "frigates-deter.answers.0.claim", "the same school"),
        ("ports", "by: rebut", "by: shout", 24, "frigates-deter.answers.0.by", "rebut"),
        ("ports", "{brief: fleet-report, fact: f1}", "{brief: fleet-report, fact: f9}", 21,
         "frigates-deter.evidence.0.fact", "f9"),
        ("ports", "{brief: fleet-report, fact: f1}", "{brief: fleet-report, claim: c9}", 21,
         "frigates-deter.evidence.0.claim", "c9"),
        ("ports", "{brief: fleet-report, fact: f1}", "{brief: fleet-report}", 21,
         "frigates-deter.evidence.0", "one fact or one claim"),
        ("ports", "{brief: fleet-report, fact: f1}", "{brief: fleets, fact: f1}", 21,
         "frigates-deter.evidence.0.brief", "fleets"),
        ("ports", "{brief: harbour-talks, fact: f1}", "{brief: fleet-report, fact: f1}", 7,
         "open-ports-calm.evidence.0", "after the as_of of the motion “harbour-open”"),
        ("ports", "as_of: 2019-04", "as_of: 2020-01", 14, "open-ports-calm.as_of", "after 2019-04"),
        ("ports", "  because: A rival counts guns before he counts promises.\n", "", 16,
         "frigates-deter.because", "is missing"),
        ("resolve", "id: closing-shows-resolve", "id: frigates-deter", 1, "frigates-deter.id",
         "corpus/arguments/ports.yaml:16"),
        ("resolve", "school: hawk", "school: [hawk", 3, "", "expected"),
        ("resolve", "- id: closing-shows-resolve", "- id: Closing Shows", 1, "Closing Shows.id", "must be a name"),
    ],
)  # fmt: skip
def test_a_fault_says_where_it_stands(
    tmp_path: Path, name: str, old: str, new: str, line: int, field: str, problem: str
) -> None:
    file, text = FILES[name]
    assert text.count(old) == 1
    found = faults(write_corpus(tmp_path, **{name: text.replace(old, new)}))
    told = [(f.file, f.at_line, f.field) for f in found]
    assert (file, line, field) in told, "\n".join(map(str, found))
    assert problem in found[told.index((file, line, field))].problem


def test_a_brief_needs_facts(tmp_path: Path) -> None:
    start, end = HARBOUR.index("facts:"), HARBOUR.index("claims:")
    none = HARBOUR[:start] + "facts: {}\n" + HARBOUR[end:]
    found = faults(write_corpus(tmp_path, harbour_talks=none))
    assert ("corpus/briefs/harbour-talks.md", 10, "facts") in [
        (f.file, f.at_line, f.field) for f in found
    ]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    corpus = write_corpus(
        tmp_path,
        motions=MOTIONS.replace("affirmed_by: hawk", "affirmed_by: dove"),
        ports=ARGUMENTS.replace("by: rebut", "by: shout").replace("by: undercut", "by: murmur"),
    )
    fields = {(f.file, f.field) for f in faults(corpus)}
    assert {
        ("corpus/motions.yaml", "fleet-first.affirmed_by"),
        ("corpus/arguments/ports.yaml", "frigates-deter.answers.0.by"),
        ("corpus/arguments/ports.yaml", "open-ports-calm.answers.0.by"),
    } <= fields


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "id: alone",
        "- just words",
        "- [1, 2]",
        "\0",
        "- &a [*a]",
        "- {id: [x]}",
        "---\n---\n",
    ],
)
@pytest.mark.parametrize("name", ["motions", "ports", "harbour_talks"])
def test_no_file_is_too_broken_to_be_told(tmp_path: Path, name: str, text: str) -> None:
    found = faults(write_corpus(tmp_path, **{name: text}))
    assert FILES[name][0] in {f.file for f in found}


def test_a_file_that_is_no_text_is_told_with_its_line(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    (corpus / "motions.yaml").write_bytes(b"- id: x\n  says: caf\xe9\n")
    assert str(faults(corpus)[0]) == "corpus/motions.yaml:2: is not UTF-8 text"


def test_a_brief_that_cannot_be_read_is_one_fault_and_not_many(tmp_path: Path) -> None:
    spoilt = HARBOUR.replace("school: realist", "school: owl")
    (only,) = faults(write_corpus(tmp_path, harbour_talks=spoilt))
    assert only.field == "school"
    (only,) = faults(write_corpus(tmp_path, harbour_talks=HARBOUR, ports=ARGUMENTS + "- id: ["))
    assert only.file == "corpus/arguments/ports.yaml"
