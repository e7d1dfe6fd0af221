"""How a text is cut: sentences, and the passages made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.articles import Article
from bot.library.files import ArticleHead
from bot.library.passages import article_passages
from bot.library.sentences import sentences


def article(text: str) -> Article:
    return Article(ArticleHead(id="an-article", kind="article", title="An article"), text)


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    "wanted",
    [
        ["He met Mr. J. C. Humes of the U.S. Army.", "They spoke."],
        ["It cost $1.5 million.", "Nobody paid."],
        ["He said “No.”", "Then he left!", "Why?", "Nobody knows."],
        ["Troops left the U.S.", "The base closed."],
        ["He wrote on Jan. 5 of No. 12.", "It was late."],
        ["Was that all…", "It was (almost.)", "“Good,” she said."],
        ["One line without a stop"],
        [],
    ],
)
def test_sentences(wanted: list[str]) -> None:
    assert cut(" ".join(wanted)) == wanted


def test_a_paragraph_ends_a_sentence() -> None:
    assert cut("A heading\n\nIts text. More.\n\n\n  Next") == [
        "A heading",
        "Its text.",
        "More.",
        "Next",
    ]


def test_passages_are_of_sixty_to_a_hundred_and_twenty_words_and_end_with_sentences() -> None:
    sentence = "This is a sentence that has exactly ten words here. "
    text = "\n\n".join((sentence * size).strip() for size in (3, 2, 9, 1, 20, 4, 4, 4, 7))
    lengths = [len(p.text.split()) for p in article_passages(article(text))]
    assert all(60 <= length <= 120 for length in lengths[:-1])
    assert lengths[-1] <= 120
    assert all(p.text.endswith("here.") for p in article_passages(article(text)))


def test_a_passage_knows_the_sentences_around_it() -> None:
    text = " ".join(f"Sentence number {n} of the text has a few more words." for n in range(40))
    first, second, *_ = article_passages(article(text))
    assert first.before == ""
    assert first.text.endswith(second.before)
    assert second.text.startswith(first.after)


def test_a_sentence_without_an_end_is_cut_between_words() -> None:
    passages = list(article_passages(article("word " * 1000)))
    assert all(len(p.text.split()) <= 120 for p in passages)


@given(
    st.lists(
        st.sampled_from(
            ["Word", "two words", "stop.", "“Quoted!”", "\n\n", "\n", "U.S.", "é", "  "]
        ),
        max_size=400,
    )
)
def test_no_word_is_lost_or_doubled(parts: list[str]) -> None:
    text = " ".join(parts)
    passages = list(article_passages(article(text)))
    assert [word for p in passages for word in p.text.split()] == text.split()
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
