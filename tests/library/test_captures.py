"""From raw captures of many shapes to the article: nothing of the page around it, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.captures import clean
from bot.library.dates import date_in
from tests.library.pages import BODY, PAGES, Page

NAMED = pytest.mark.parametrize("capture", PAGES.values(), ids=PAGES.keys())


@NAMED
def test_the_article_is_all_there_and_alone(capture: Page) -> None:
    assert tuple(clean(capture.raw, markdown=capture.markdown).text.split("\n\n")) == capture.body
    for words in capture.gone:
        assert words not in clean(capture.raw, markdown=capture.markdown).text


@NAMED
def test_title_author_date_and_outlet_are_those_of_the_article(capture: Page) -> None:
    found = clean(capture.raw, markdown=capture.markdown)
    assert (found.title, found.author, found.published, found.outlet, found.url) == (
        capture.title,
        capture.author,
        capture.published,
        capture.outlet,
        capture.url,
    )


def page_with(above: str = "", below: str = "") -> str:
    return (
        f"{above}\n\nA quiet harbor is kept by talking\n\n" + "\n\n".join(BODY) + f"\n\n{below}\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Skip to navigation", "Open menu", "News Alert: rates rise", "Breaking News Alert Mayor Resigns",
        "Home | News | Opinion | Sports", "Facebook Twitter Email", "Advertisement", "Story continues below",
        "Getty Images", "AP Photo/Jane Doe", "Photo by Jane Doe", "Image: Reuters", "Credit: J. Doe",
        "Listen to this article", "5 min read", "Read also: The fort", "Related:", "Don't miss: the fort",
        "Subscribe to our newsletter today", "Please enable JavaScript to continue",
        "The views expressed are the author's own", "Comments", "Print",
    ],
)  # fmt: skip
def test_a_line_of_the_page_is_dropped_wherever_it_stands(line: str) -> None:
    inside = "\n\n".join((*BODY[:3], line, *BODY[3:]))
    for raw in (
        page_with(above=line),
        page_with(below=line),
        f"The title of the harbor\n\n{inside}",
    ):
        assert tuple(clean(raw).text.split("\n\n")) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Tags Harbors Forts Edwin Farr", "Filed under: ports", "Topics: ports, forts",
        "Copyright 2023 Tidewater Media Inc. All rights reserved. Nothing here may be copied.",
        "© 2021 The Daily Tide", "More Foreign News", "See all", "See all Tide.TV See all clips",
        "Most Popular", "Most read in Opinion", "Load more", "Related Articles", "Trending now",
        "You may also like", "12 Comments", "Recommended for you", "Editors' Picks",
    ],
)  # fmt: skip
def test_nothing_is_read_past_the_end_of_the_article(line: str) -> None:
    teaser = (
        "A senator from the other coast says that he has never seen a harbor and will not see one."
    )
    assert tuple(clean(page_with(below=f"{line}\n\n{teaser}")).text.split("\n\n")) == BODY


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The opinions expressed by contributors are theirs alone and not the view of The Hill", "The Hill"),
        ("The views expressed in this article are the author’s own and do not necessarily reflect Al Jazeera’s editorial stance.", "Al Jazeera"),
        ("Views expressed are those of the author and not necessarily those of Defense News, its staff or owners.", "Defense News"),
        ("The opinions expressed here do not represent the views of the Department of Defense.", ""),
        ("This article first appeared in the Journal of Ports on May 3, 2018.", "Journal of Ports"),
        ("Copyright 2023 Tidewater Media Inc. All rights reserved.", ""),
        ("© 2019 The Moscow Times. All rights reserved.", "The Moscow Times"),
    ],
)  # fmt: skip
def test_a_notice_may_name_the_outlet(line: str, outlet: str) -> None:
    assert clean(page_with(below=line)).outlet == outlet
    assert clean(page_with(below=line)).text.endswith(BODY[-1])


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ada Stone", "Ada Stone"),
        ("by Ada M. Stone | The Port Gazette", "Ada M. Stone"),
        ("Written by Ludwig van der Berg", "Ludwig van der Berg"),
        ("BY ADA STONE AND TOM O’REILLY", "Ada Stone And Tom O’Reilly"),
        ("Author: José Núñez-Ortega, guest columnist", "José Núñez-Ortega"),
        ("Ada Stone, opinion contributor", "Ada Stone"),
        ("By land and by sea", ""),
    ],
)
def test_a_byline_names_the_author(line: str, author: str) -> None:
    raw = f"A quiet harbor is kept by talking\n\n{line}\n\n" + "\n\n".join(BODY)
    assert clean(raw).author.casefold() == author.casefold()


def test_a_person_of_whom_the_article_speaks_is_not_its_author() -> None:
    about = "Edwin Farr is the president of the council and the author of two books on silence."
    found = clean(page_with(below=about))
    assert found.author == ""
    assert found.text.endswith(about)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("March 5, 2019", "2019-03-05"),
        ("Posted on 5 March 2019 at noon", "2019-03-05"),
        ("Sept. 1st, 2020", "2020-09-01"),
        ("2021-11-30T10:00:00Z", "2021-11-30"),
        ("11/30/21 10:00 AM EST", "2021-11-30"),
        ("November 2021", "2021-11"),
        ("05/04/2019", ""),
        ("February 31, 2019", ""),
        ("Copyright 2023", ""),
        ("no date at all", ""),
    ],
)
def test_dates_as_pages_write_them(words: str, date: str) -> None:
    assert date_in(words) == date


def test_a_word_cut_at_the_end_of_a_line_is_mended_as_the_page_spells_it_elsewhere() -> None:
    raw = (
        "Of diplomacy\n\nThe council has said for thirty years that its diplo-\nmacy is the best, and its "
        "diplomacy was.\nThe long-standing quarrel and the other long-\nstanding quarrel are no "
        "worse than the far-\nflung colonies, says a letter from the town.\n\n" + "\n\n".join(BODY)
    )
    text = clean(raw).text
    assert "that its diplomacy is the best" in text
    assert "the other long-standing quarrel" in text
    assert "the far-\nflung colonies" in text


def test_unseen_characters_are_taken_out() -> None:
    hidden = "\u202e\u200b\u2066\x07\U000e0041"
    raw = page_with().replace("Nobody", f"No{hidden}body").replace(" fort", "\u00a0fort")
    assert tuple(clean(raw).text.split("\n\n")) == BODY


@given(st.text(max_size=400), st.booleans())
def test_no_page_is_too_strange(raw: str, markdown: bool) -> None:
    clean(raw, markdown=markdown)
