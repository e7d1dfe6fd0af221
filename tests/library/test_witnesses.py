"""A brief names the one sentence of an article that says what an argument claims."""

from __future__ import annotations

from bot.debate.model import Standing
from bot.library.articles import Article
from bot.library.files import ArticleHead, BriefHead
from bot.library.passages import article_passages
from bot.library.witnesses import find_witnesses

TEXT = (
    "Harbours have been open for a century. First, we must keep the harbour open to every flag "
    "that comes in peace. A closed harbour feeds nobody, and an open one feeds a town.\n\n"
    "Guns on the mole have never sold a single fish to anybody in this town or another."
)


def brief(**claim: object) -> BriefHead:
    fields = {"says": "An open harbour is best.", "standing": "authored", **claim}
    return BriefHead.model_validate(
        {
            "id": "harbours",
            "kind": "brief",
            "title": "Harbours: Open or Closed?",
            "published": "2019",
            "school": "none",
            "licence": "own words",
            "facts": {"f1": {"says": "The harbour opened in 1919.", "when": "1919"}},
            "claims": {"c1": fields},
        }
    )


def article(title: str = "Harbours – open or closed") -> Article:
    head = ArticleHead.model_construct(
        id="harbours-open", title=title, author="", outlet="", published="2019", url=""
    )
    return Article(head, TEXT)


def found(one: BriefHead, other: Article) -> dict[str, list[tuple[str, Standing]]]:
    shelves = {other.source.id: tuple(article_passages(other))}
    witnesses = find_witnesses([one], [other], shelves)
    return {id: [(w.sentence, w.standing) for w in kept] for id, kept in witnesses.items()}


def test_the_sentence_is_found_and_stands_word_for_word() -> None:
    claim = brief(at=["keep", "flag", "peace"], supports=["open-ports", "trade-feeds"])
    said = "we must keep the harbour open to every flag that comes in peace."
    assert said in TEXT
    assert found(claim, article()) == {
        "open-ports": [(said, Standing.AUTHORED)],
        "trade-feeds": [(said, Standing.AUTHORED)],
    }


def test_words_that_stand_in_two_sentences_or_none_name_no_witness() -> None:
    assert found(brief(at=["harbour", "open"], supports=["open-ports"]), article()) == {}
    assert found(brief(at=["submarine"], supports=["open-ports"]), article()) == {}


def test_another_article_is_no_witness() -> None:
    claim = brief(at=["keep", "flag", "peace"], supports=["open-ports"])
    assert found(claim, article("Lighthouses")) == {}
