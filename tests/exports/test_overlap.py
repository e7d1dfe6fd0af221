"""Words that two texts share: runs in the same order, whatever is written around them."""

from __future__ import annotations

from bot.exports.overlap import RUN, common

SAID = "It shows who may come and who may stay in the harbour at night"


def test_a_text_shares_all_of_itself_with_itself() -> None:
    found = common(SAID, SAID)
    assert found
    assert (found.run, found.words, found.share) == (14, 14, 1.0)
    assert found.longest == SAID


def test_less_than_a_run_is_no_overlap() -> None:
    few = " ".join(SAID.split()[: RUN - 1])
    assert common(f"We say: {few}, or so.", SAID) is None
    one_more = " ".join(SAID.split()[:RUN])
    found = common(f"We say: {one_more}, or so.", SAID)
    assert found
    assert (found.run, found.longest) == (RUN, one_more)


def test_case_marks_and_citations_do_not_hide_an_overlap() -> None:
    found = common(
        "IT SHOWS, who [3] may\ncome – and who’s may stay",
        "it shows who may come and who's may stay",
    )
    assert found
    assert found.run == 9
    assert found.longest == "IT SHOWS, who [3] may come – and who’s may stay"


def test_the_same_words_in_another_order_are_not_shared() -> None:
    assert common(" ".join(reversed(SAID.split())), SAID) is None


def test_quoted_words_are_somebody_elses_and_do_not_count() -> None:
    for quoted in (f"“{SAID}”", f'"{SAID}"', f"«{SAID}»", f"„{SAID}“"):
        assert common(f"You said {quoted}, and I do not agree.", SAID) is None
    found = common(f"{SAID}. You said “{SAID}”.", SAID)
    assert found
    assert (found.words, found.share) == (14, 14 / 16)


def test_what_stands_in_the_motion_is_anybodys() -> None:
    motion = "This House believes that small deployments are no threat"
    assert common(f"I hold that {motion.lower()}!", f"No: {motion}.", motion) is None
    found = common(f"{motion}: {SAID}", f"{motion}: {SAID}", motion)
    assert found
    assert found.longest.endswith(SAID)


def test_several_runs_count_together_and_the_longest_is_told() -> None:
    other = "one two three four five six seven. nothing here. red blue green white black grey"
    mine = "red blue green white black grey and one two three four five six seven"
    found = common(mine, other)
    assert found
    assert (found.run, found.words) == (7, 13)
    assert found.longest == "one two three four five six seven"


def test_other_writings_are_compared_as_well() -> None:
    arabic = "الميناء تدفع ثمنه الدولة التي تستعمله كما قلنا"
    found = common(f"نعم {arabic}", arabic)
    assert found
    assert found.run == 8


def test_nothing_has_nothing_in_common() -> None:
    assert common("", SAID) is None
    assert common(SAID, "") is None
