"""The tables for a spreadsheet: read back whole, and never worked out."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.exports.csv_tables import ballots_csv, speeches_csv
from tests.exports.lesson import lesson, record, saying, without

WORKED_OUT = re.compile(r"""(^|[\n;])[\s"\u200b]*[=+\-@＝＋－＠]""")
"""What a spreadsheet may take for a formula, at the beginning of a cell or of what it splits off."""

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    '"=1+1',
    "' =1+1",
    '=HYPERLINK("http://x","y")',
    "fine\n=1+1",
    "fine;=1+1",
    'fine";"=1+1',
    "＝1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
)


def rows(sheet: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    text = sheet.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_a_row_for_each_speech_with_its_words() -> None:
    transcript = record()
    read = rows(speeches_csv([transcript]))
    assert [int(row["turn"]) for row in read] == [speech.turn for speech in transcript.speeches]
    first, second = read[0], read[1]
    assert first["speaker"] == "Ada Lovelace 🚀"
    assert first["text"] == transcript.speeches[0].text
    assert (first["opened"], first["given"]) == ("2026-01-05 09:00:00", "2026-01-05 09:05:00")
    assert (first["bot"], second["bot"], first["words"]) == ("no", "yes", "59")
    assert (second["sources"], second["quotations"], second["quotations verified"]) == (
        "3",
        "2",
        "1",
    )


def test_a_row_for_each_judged_speaker_with_a_column_for_each_criterion() -> None:
    read = rows(ballots_csv([record()]))
    assert [row["speaker"] for row in read] == ["Ada Lovelace 🚀", "بدر الدين"]
    assert [row["responsiveness"] for row in read] == ["2", "4"]
    assert [row["evidence"] for row in read] == ["3", "1"]
    assert {(row["total"], row["out of"], row["winner"]) for row in read} == {
        ("5", "8", "negative")
    }
    assert read[0]["next step"] == "Say where the number comes from."


def test_debates_judged_by_other_criteria_stand_in_one_table() -> None:
    one = record()
    assert one.ballot
    card = one.ballot.cards[0]
    weighing = replace(card, marks=(replace(card.marks[0], criterion="weighing"),))
    other = replace(one, debate="d2", ballot=replace(one.ballot, cards=(weighing,)))
    read = rows(ballots_csv([one, other]))
    assert [row["weighing"] for row in read] == ["", "", "2"]
    assert [row["evidence"] for row in read] == ["3", "1", ""]
    assert [row["out of"] for row in read] == ["8", "8", "4"]


def test_what_is_held_back_or_withdrawn_is_not_in_the_tables() -> None:
    assert rows(ballots_csv([record(replace(lesson(), review=None))])) == []
    read = rows(speeches_csv([record(without(lesson(), 1))]))
    assert (read[0]["withdrawn"], read[0]["text"], read[1]["withdrawn"]) == ("yes", "", "no")


def test_the_bytes_are_what_spreadsheets_and_the_rfc_ask_for() -> None:
    sheet = speeches_csv([record()])
    assert sheet.startswith(b"\xef\xbb\xbfdebate,")
    assert sheet.endswith(b"\r\n")
    assert b"\t" not in sheet
    assert len(rows(sheet)) == len(record().speeches)
    assert {len(row) for row in csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline=""))} == {
        22
    }


@pytest.mark.parametrize("words", HOSTILE)
def test_a_cell_that_would_be_a_formula_is_text(words: str) -> None:
    (read,) = rows(speeches_csv([saying(words, words)[1]]))
    for cell in (read["text"], read["speaker"]):
        assert "'" in cell
        assert not WORKED_OUT.search(cell)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("=+-@;,\"' \t\r\n\u00a0ab1"), max_size=25))
@example('a";"=1')
def test_no_cell_is_a_formula_however_it_is_split(words: str) -> None:
    sheet = speeches_csv([saying(words, words)[1]]).decode("utf-8-sig")
    for cells in csv.reader(io.StringIO(sheet, newline="")):
        assert not [cell for cell in cells if WORKED_OUT.search(cell)]
    for line in sheet.splitlines():
        assert not [cell for cell in line.split(";") if WORKED_OUT.search(cell)]


def test_plain_words_are_left_as_they_are() -> None:
    words = "Well, it fell by 3-4 % (a + b), he said; then it rose. Mail a@b.org."
    (read,) = rows(speeches_csv([saying(words)[1]]))
    assert read["text"] == words
