"""A quotation is verified word for word or not at all; likeness only shows what stands there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate.model import Verdict
from bot.library.file_library import FileLibrary
from bot.library.quotations import Text, check
from bot.library.words import words_of

TEXT = """\
In May 2020 the council paid $17 million for a new mole, 41 days after the storm. Nobody thanked it.

Harbor masters like quiet. They are not, however, friends of silence: a port that hears no news is \
soon a port without ships. “We never promised calm,” said the mayor—“we promised work.” The U.S. \
consul agreed, and the long-standing quarrel over dues was put aside until the autumn.

The talks between the two fleets were nei\u00adther a reward nor a penalty, and the diplo-
macy of 2019–2020 cost 0.5% of the budget; the [smaller] fleet’s share was −3 points. A naïve \
reader may think ½ of that too much. Peaceful settlement [and] trade came first.
"""
WORDS = words_of(TEXT)


def verdict(words: str) -> Verdict:
    return check(words, TEXT).verdict


@pytest.mark.parametrize(
    "words",
    [
        "the council paid $17 million for a new mole",
        "The Council paid $17 million, for a NEW mole",
        "Harbor masters like quiet. They are not, however, friends of silence",
        "a port that hears no news is soon a port without ships.",
        "\"We never promised calm,\" said the mayor -- 'we promised work.'",
        "The U.S. consul agreed, and the long standing quarrel",
        "the long\u2011standing quarrel over dues",
        "were neither a reward nor a penalty",
        "the diplomacy of 2019-2020 cost 0.5 % of the budget",
        "and the diplo-\nmacy of 2019–2020",
        "The fleet's share was -3 points".replace("The fleet", "the smaller fleet"),
        "A nai\u0308ve reader may think ½ of that",
        "the council … paid $17 million",
        "the council paid ... a new mole, ... after the storm",
        "the council paid [...] a new mole",
        "[H]arbor masters like quiet.",
        "[A] port that hears no news",
        "a port\n\n that   hears no news",
        "…the council paid $17 million…",
        "Peaceful settlement [and] trade came first",
        "41 days after the storm",
        "ﬁrst. In May 2020 the".replace("ﬁrst. ", ""),
    ],
)
def test_words_that_stand_there_are_verified(words: str) -> None:
    found = check(words, TEXT)
    assert found.verdict is Verdict.VERIFIED
    assert TEXT[found.start : found.end] == found.words


@pytest.mark.parametrize(
    "words",
    [
        "14 days after the storm",
        "the council paid $71 million for a new mole",
        "the council paid €17 million for a new mole",
        "the council paid 17 million for a new mole",
        "the council paid $17 billion for a new mole",
        "the diplomacy of 2019 2020 cost",
        "cost 0.5 of the budget; the smaller",
        "cost 5% of the budget; the smaller",
        "fleet's share was 3 points",
        "reader may think 1/2 of that",
        "They are, however, friends of silence",
        "They are … friends of silence",
        "a port that hears … news is soon a port",
        "a port that hears news is soon a port",
        "We … promised calm",
        "harbor masters … soon a port … the council paid",
        "We promised calm, said the mayor",
        "the council [gladly] paid $17 million for a new mole",
        "the [city] council paid $17 million",
        "Harbor masters … the diplomacy of 2019",
        "for a new mole … the council paid",
        "the council … mole … storm … thanked",
        "the council … million … mole",
        "Harbour masters like quiet",
        "harbor masters like silence",
    ],
)
def test_words_that_differ_are_shown_what_stands_there_and_never_verified(words: str) -> None:
    found = check(words, TEXT)
    assert found.verdict in (Verdict.NEAR, Verdict.NOT_FOUND)
    assert TEXT[found.start : found.end] == found.words


def test_the_nearest_words_come_with_the_sentences_around_them() -> None:
    found = check("paid $17 million for a new mole, 14 days after the storm", TEXT)
    assert found.verdict is Verdict.NEAR
    assert found.words == "paid $17 million for a new mole, 41 days after the storm"
    assert found.before == "In May 2020 the council"
    assert found.after.startswith(".")
    whole = check("Nobody thanked it.", TEXT)
    assert (whole.verdict, whole.words) == (Verdict.NEAR, "Nobody thanked it")


@pytest.mark.parametrize(
    "words",
    ["", "   ", "…", "...", "[]", "\0", "🙂 🙂 🙂 🙂", "“”", "purple monkeys dishwasher jazz"],
)
def test_words_that_are_not_there_at_all_are_not_found(words: str) -> None:
    assert verdict(words) is Verdict.NOT_FOUND
    assert check(words, "").verdict is Verdict.NOT_FOUND


def test_three_words_are_too_few_to_be_a_quotation() -> None:
    assert verdict("the council paid") is Verdict.NEAR
    assert verdict("the council … paid") is Verdict.NEAR
    assert verdict("the council paid $17") is Verdict.VERIFIED


def test_a_gap_may_be_wide_but_not_boundless() -> None:
    def text(between: int) -> str:
        return "the first words stand " + "word " * between + "and the last stand"

    quoted = "the first words stand … and the last stand"
    assert check(quoted, text(40)).verdict is Verdict.VERIFIED
    assert check(quoted, text(41)).verdict is not Verdict.VERIFIED


def test_a_later_place_counts_when_an_earlier_one_drops_a_negation() -> None:
    text = "The fleet did not sail. The fleet, it is said, did sail at dawn."
    assert check("The fleet … did sail at dawn", text).verdict is Verdict.VERIFIED
    assert check("The fleet did … sail", text.split(". ")[0]).verdict is not Verdict.VERIFIED


def test_a_raised_figure_is_a_footnote_after_a_word_and_a_power_after_a_figure() -> None:
    text = "The treaty¹ covered 10² square miles of open sea."
    assert check("The treaty covered 10² square miles", text).verdict is Verdict.VERIFIED
    assert check("The treaty covered 102 square miles", text).verdict is not Verdict.VERIFIED


def test_the_comma_of_thousands_is_no_part_of_a_number_but_a_decimal_is() -> None:
    text = "It cost 1,000 dollars, or 1.5 for each of them."
    assert check("It cost 1000 dollars, or 1.5", text).verdict is Verdict.VERIFIED
    assert check("It cost 1.000 dollars, or 1.5", text).verdict is not Verdict.VERIFIED
    assert check("It cost 1,000 dollars, or 15", text).verdict is not Verdict.VERIFIED


def test_a_quotation_with_very_many_parts_is_answered() -> None:
    assert check("a b … " * 400 + "c d", "a b " * 2000).verdict is not Verdict.VERIFIED


@given(st.data())
def test_any_run_of_four_or_more_words_is_verified(data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(WORDS) - 4))
    past = data.draw(st.integers(first + 4, len(WORDS)))
    run = WORDS.slice(first, past)
    for shown in (run, run.upper(), run.replace("’", "'"), f"“{run}”", " ".join(run.split())):
        assert check(shown, TEXT).verdict is Verdict.VERIFIED, shown


@given(st.data())
def test_changing_one_word_never_verifies(data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(WORDS) - 4))
    past = data.draw(st.integers(first + 4, min(len(WORDS), first + 40)))
    at = data.draw(st.integers(first, past - 1))
    other = data.draw(
        st.one_of(
            st.sampled_from(["not", "18", "never", "the", "ports", "$18"]),
            st.from_regex(r"[a-z]{1,9}", fullmatch=True),
            st.just(WORDS.said[at] + "s"),
        ).filter(lambda word: word != WORDS.said[at])
    )
    changed = [*WORDS.said[first:at], other, *WORDS.said[at + 1 : past]]
    elsewhere = " ".join(WORDS.said)
    if f" {' '.join(changed)} " not in f" {elsewhere} ":
        assert check(" ".join(changed), TEXT).verdict is not Verdict.VERIFIED


@given(st.text(max_size=200), st.text(max_size=400))
def test_no_words_and_no_text_break_it(words: str, text: str) -> None:
    found = check(words, text)
    assert text[found.start : found.end] == found.words


@given(st.text(max_size=300))
def test_a_text_always_holds_itself(text: str) -> None:
    if len(words_of(text)) >= 4 and "[" not in text:
        assert check(text, text).verdict is Verdict.VERIFIED


def test_naughty_strings_are_never_verified_and_never_break_it(shared: Path) -> None:
    ready = Text.of(TEXT)
    for naughty in json.loads((shared / "data" / "naughty-strings.json").read_text()):
        assert check(naughty, ready).verdict is not Verdict.VERIFIED
        check("four words of quotation", naughty)


def test_the_library_quotes_articles_and_never_briefs(library: FileLibrary) -> None:
    article = "the-price-of-quiet"
    quotation = library.check_quotation("a port that hears no news", article)
    assert quotation.verdict is Verdict.VERIFIED
    assert (quotation.found, quotation.source_id) == ("a port that hears no news", article)
    place = library.find_quotation("a port that hears no news", article)
    assert library.article(article).text[place.start : place.end] == quotation.found
    brief = library.check_quotation("Forty ships a week used the harbour in 2018.", "harbour-talks")
    assert (brief.verdict, brief.found) == (Verdict.NOT_QUOTABLE, "")
