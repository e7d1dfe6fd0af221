"""Transcripts: complete, by name, and not to be broken by anything that was said."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.debate import commands
from bot.debate.ballots import Review
from bot.debate.model import BOT, Debate
from bot.debate.rules import evolve
from bot.records.codec import to_event
from bot.records.markdown import as_markdown
from bot.records.transcripts import as_json, persons, transcript
from tests.debate.examples import EXAMINED, command, floor, opening, played, says, then
from tests.records.held import (
    ADA_SAID,
    CAUCUS_DEBATE,
    JUDGED_DEBATE,
    OXFORD_DEBATE,
    TEAM_DEBATE,
    before,
)
from tests.records.recorded import SECRET, rows, whole_debate, without

NAMES = {"ada": "Ada Lovelace", "bo": "Bo"}
SCHEMA = json.loads(files("bot.records").joinpath("transcript.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
READER = MarkdownIt("gfm-like", {"html": True, "linkify": False})


def debate() -> Debate:
    return played(*whole_debate("d1"))


def saying(words: str, names: dict[str, str] | None = None) -> str:
    """The document of a debate in which a student says these words."""
    quick = played(opening(), floor(), says("ada", "So be it."))
    speech = replace(quick.speeches[0], text=words)
    return as_markdown(transcript(replace(quick, speeches=(speech,)), names or NAMES))


def shape(document: str) -> list[str]:
    """The blocks and marks of a document, without what its paragraphs hold."""
    return [token.type for token in _all(READER.parse(document)) if token.type not in TEXTUAL]


TEXTUAL = {
    "inline",
    "text",
    "hardbreak",
    "softbreak",
    "text_special",
    "paragraph_open",
    "paragraph_close",
}


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])


def quoted(document: str) -> str:
    """What the block quotes of a document say, as a reader sees it."""
    depth, said = 0, ""
    for token in READER.parse(document):
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if depth and token.type == "inline":
            for piece in token.children or []:
                said += "\n" if piece.type in {"hardbreak", "softbreak"} else piece.content
            said += "\n"
    return said


def test_a_transcript_says_who_said_what_from_which_source() -> None:
    document = as_markdown(transcript(debate(), NAMES))
    for part in (
        "# This House believes that small deployments are no threat\n",
        "- Argued as of 2019-04\n- Format: Quick, level novice\n- Pace: free, by no clock\n",
        "- Affirmative: Realist, Ada Lovelace\n- Negative: Hawk (the bot)\n",
        "### 1. Opening speech: affirmative, realist\n\nAda Lovelace, 2026-01-05 09:01 UTC, 7 words",
        f"> {SECRET}.\n",
        "### 2. Opening speech: negative, hawk\n\nHawk (the bot), 2026-01-05 09:01 UTC, 21 words",
        "Sources: 1, 2\n",
        f"- “{SECRET.lower()}”: verified, held against an earlier speech\n",
        "- “directly threatens peace”: not quotable, held against source 2\n",
        "- The model was slow; this is its second try.\n",
        "Made by the llm speaker with gpt-test, prompt rebuttal@3 (hash ab12): 2 requests, "
        "1,200 tokens in (300 cached), 180 out, cost 0.0012.",
        "**2.** To Keep Russia At Bay, We Need Good Diplomacy. Author not given, 2019-04. "
        "Brief (reported of John Bolton):\n\n> The deployment directly threatens peace.",
        "## Ending\n\n2026-01-05 09:01 UTC. Every speech has been given.\n",
    ):
        assert part in document


def test_ids_of_persons_are_not_handed_on() -> None:
    made = transcript(debate(), {})
    assert [speech.speaker for speech in made.speeches] == ["Student", "Hawk", "Student"]
    assert '"ada"' not in json.dumps(as_json(made))
    assert "ada" not in as_markdown(made).lower()


def test_a_withdrawn_speech_says_so_and_nothing_else() -> None:
    whole = debate()
    gone = replace(whole.speeches[0], text=None)
    words = replace(whole.speeches[1].quotations[0], words="", found="")
    answer = replace(whole.speeches[1], quotations=(words,), text="A hundred men came [1].")
    made = transcript(replace(whole, speeches=(gone, answer)), NAMES)
    document = as_markdown(made)
    assert "(speech withdrawn)" in document
    assert "- (words withdrawn): verified, held against an earlier speech\n" in document
    assert SECRET.lower() not in (document + json.dumps(as_json(made))).lower()
    VALIDATOR.validate(as_json(made))


def test_a_debate_between_bots_and_one_that_has_not_begun() -> None:
    bots = transcript(played(opening(person=BOT, format=EXAMINED)), NAMES)
    assert [(s.school, s.speaker, s.bot) for s in bots.seats] == [
        ("realist", "Realist", True),
        ("hawk", "Hawk", True),
    ]
    waiting = transcript(played(opening(opponent=None)), NAMES)
    document = as_markdown(waiting)
    assert "- Negative: Hawk, empty seat\n" in document
    assert "No speech has been given." in document
    assert document.endswith("## Ending\n\nThe debate goes on.\n")
    for made in (bots, waiting):
        VALIDATOR.validate(as_json(made))


def test_the_json_is_what_the_schema_says() -> None:
    jsonschema_rs.meta.validate(SCHEMA)
    plain = as_json(transcript(debate(), NAMES))
    VALIDATOR.validate(json.loads(json.dumps(plain)))
    assert plain["speeches"][1]["craft"]["tokens_in"] == 1200
    assert datetime.fromisoformat(plain["opened_at"]).utcoffset() is not None


HELD = {
    debate[0].format.id: debate
    for debate in (OXFORD_DEBATE, TEAM_DEBATE, CAUCUS_DEBATE, JUDGED_DEBATE)
}


@pytest.mark.parametrize("shape", HELD)
def test_a_debate_of_every_shape_is_what_the_schema_says(shape: str) -> None:
    for length in range(1, len(HELD[shape]) + 1):
        made = transcript(played(*HELD[shape][:length]), NAMES)
        VALIDATOR.validate(json.loads(json.dumps(as_json(made))))
        assert as_markdown(made).endswith("\n")


@pytest.mark.parametrize(
    ("shape", "where"),
    [
        ("quick", ()),
        ("quick", ("speeches", 1)),
        ("quick", ("speeches", 1, "craft")),
        ("quick", ("speeches", 1, "quotations", 0)),
        ("quick", ("sources", 0)),
        ("quick", ("seats", 0)),
        ("oxford", ("votes", 0)),
        ("oxford", ("swing",)),
        ("teams", ("passed", 0)),
        ("teams", ("speeches", 1, "claims", 0)),
        ("judged", ("hints", 0)),
        ("judged", ("ballot",)),
        ("judged", ("ballot", "cards", 0)),
        ("judged", ("ballot", "cards", 0, "marks", 0)),
    ],
)
def test_the_schema_refuses_what_it_does_not_describe(
    shape: str, where: tuple[str | int, ...]
) -> None:
    held = played(*HELD[shape]) if shape in HELD else debate()
    plain = as_json(transcript(held, NAMES))
    VALIDATOR.validate(plain)
    for key in (None, *_at(plain, where)):
        changed = copy.deepcopy(plain)
        place = _at(changed, where)
        if key is None:
            place["grade"] = 4
        else:
            del place[key]
        assert not VALIDATOR.is_valid(changed), key


def _at(plain: dict[str, Any], where: tuple[str | int, ...]) -> dict[str, Any]:
    place: Any = plain
    for step in where:
        place = place[step]
    assert isinstance(place, dict)
    return place


def markdown(shape: str, **fields: Any) -> str:
    return as_markdown(transcript(played(*HELD[shape]), NAMES, **fields))


def test_votes_and_turns_that_passed_stand_in_their_order() -> None:
    headings = [one for one in markdown("oxford").splitlines() if one.startswith("### ")]
    assert headings == [
        "### 1. Vote",
        "### 2. Opening speech: affirmative, realist",
        "### 3. Opening speech: negative, hawk",
        "### 4. Question: from the audience, to the affirmative",
        "### 5. Answer: affirmative, realist",
        "### 6. Vote",
    ]
    passed = markdown("teams").partition("### 5. ")[2].partition("### 6. ")[0]
    assert passed == (
        "Closing speech: negative, first opposition, hawk\n\nThis turn passed without a speech.\n\n"
    )


def test_votes_are_told_with_their_swing_and_without_who_voted() -> None:
    document = markdown("oxford")
    assert "### 1. Vote\n\n3 for, 5 against, 2 undecided.\n" in document
    assert "6 for, 4 against, 0 undecided.\n\nFrom the first vote to the last: " in document
    assert "for +30 points, against -10. The affirmative gained more.\n" in document
    once = transcript(played(*before(OXFORD_DEBATE, commands.CloseVote)), NAMES)
    assert (len(once.votes), once.swing) == (1, None)
    assert "to the last" not in as_markdown(once)


def test_a_question_from_the_audience_shows_who_asked() -> None:
    held = played(*OXFORD_DEBATE)
    made = transcript(held, {person: f"Name of {person}" for person in persons(held)})
    asked = made.speeches[2]
    assert (asked.place, asked.speaker, asked.text) == (
        "audience",
        "Name of cy",
        "Who pays for the ships?",
    )
    assert "to the affirmative\n\nName of cy, 2026-01-05" in as_markdown(made)


def test_everybody_whom_a_transcript_names_is_asked_for() -> None:
    for asked in HELD.values():
        held = played(*asked)
        names = {person: f"<{number}>" for number, person in enumerate(persons(held))}
        made = as_json(transcript(held, names))
        assert "Student" not in json.dumps(made)
        assert len(persons(held)) == len(set(persons(held)))
    ended = played(*before(TEAM_DEBATE, commands.PassTurn))
    ended = then(ended, command(commands.End, by="tess", reason="The bell rang.", may=True))
    assert "tess" in persons(ended)
    assert "The bell rang. Ended by Ms Tess." in as_markdown(transcript(ended, {"tess": "Ms Tess"}))


def test_the_seats_of_a_team_have_their_roles() -> None:
    document = markdown("teams")
    assert (
        "- Affirmative, first proposition: Realist (the bot)\n"
        "- Affirmative, second proposition: Realist (the bot)\n"
        "- Negative, first opposition: Hawk, Ada Lovelace\n"
        "- Negative, second opposition: Hawk, Bo\n"
    ) in document
    assert "### 3. Opening speech: negative, second opposition, hawk\n\nBo, " in document
    assert "### 6. Feedback: the coach, to the negative\n\nCoach (the bot), " in document


def test_a_speech_from_the_list_is_for_the_side_that_was_said() -> None:
    document = markdown("caucus")
    assert "- Topic: Who guards the ships\n" in document
    assert "- Pace: slow, 0.1 hours a turn\n" in document
    assert "### 1. Rebuttal: negative, from the speakers list\n\nBo, " in document
    assert "### 2. Rebuttal: from the speakers list\n\nThis turn passed" in document


def test_each_speech_tells_what_it_put_on_the_flow_sheet() -> None:
    document = markdown("teams")
    assert (
        "- Claim 3, “Bridges fall when nobody looks at the bolts”\n"
        "- Claim 4, “Guards grow in number”; answers 1; supports 2\n"
    ) in document
    held = played(*TEAM_DEBATE)
    speeches = (*held.speeches[:2], replace(held.speeches[2], text=None), *held.speeches[3:])
    gone = transcript(replace(held, speeches=speeches), NAMES)
    assert [(c.number, c.words, c.answers) for c in gone.speeches[2].claims] == [
        (3, "", ()),
        (4, "", (1,)),
    ]
    assert "- Claim 3, (words withdrawn)\n" in as_markdown(gone)


def test_hints_are_counted_by_person_and_kind() -> None:
    assert "## Hints\n\n- Ada Lovelace: starters (2), questions (1)\n" in markdown("judged")
    assert transcript(played(*JUDGED_DEBATE), NAMES, reader="bo").hints == ()


def test_a_ballot_is_handed_on_with_the_words_that_earned_each_score() -> None:
    document = markdown("judged", criteria={"evidence": "Use of evidence"})
    assert document.partition("## Ballot\n\n")[2].partition("\n\n## Ending")[0] == (
        "- Judge: offline\n"
        "- Winner: affirmative\n"
        f"- Reason: “{ADA_SAID}” was never answered.\n"
        "- This ballot is indicative.\n\n"
        "### Ada Lovelace, affirmative: 6 points\n\n"
        "- **Responsiveness 2 of 4.** You met no point of theirs.\n"
        "- **Use of evidence 4 of 4.** You counted the men, and the navy. "
        "“A hundred men” (turn 1)\n"
        "- One strength: You say plainly what a hundred men can do.\n"
        "- Next step: When a number comes, say what it is compared with."
    )


@pytest.mark.parametrize("review", [Review.HELD, Review.WITHHELD, None])
def test_a_ballot_that_was_not_released_is_nowhere(review: Review | None) -> None:
    held = replace(played(*JUDGED_DEBATE), review=review)
    made = transcript(held, NAMES)
    assert made.ballot is None
    for document in (as_markdown(made), json.dumps(as_json(made))):
        for words in ("You met no point", "One strength", "indicative", "never answered"):
            assert words not in document


def test_a_reader_finds_their_own_card_and_nobody_else_s() -> None:
    for reader, speakers in ((None, ["Ada Lovelace"]), ("ada", ["Ada Lovelace"]), ("bo", [])):
        made = transcript(played(*JUDGED_DEBATE), NAMES, reader=reader)
        assert made.ballot is not None
        assert [card.speaker for card in made.ballot.cards] == speakers
        assert made.speeches[0].speaker == "Ada Lovelace"


def test_a_ballot_keeps_no_words_about_a_speech_that_was_withdrawn() -> None:
    held = played(*JUDGED_DEBATE)
    gone = replace(held, speeches=(replace(held.speeches[0], text=None), held.speeches[1]))
    made = transcript(gone, NAMES)
    assert made.ballot is not None
    card = made.ballot.cards[0]
    assert [(m.points, m.why, m.words) for m in card.marks] == [(2, "", ""), (4, "", "")]
    assert (card.total, card.strength, card.next_step) == (6, "", "")
    assert (made.ballot.winner, made.ballot.reason) == ("affirmative", "")
    VALIDATOR.validate(as_json(made))
    document = as_markdown(made) + json.dumps(as_json(made))
    for words in (ADA_SAID, "hundred men", "no point of theirs", "compared with"):
        assert words not in document


@pytest.mark.parametrize("person", ["ada", "bo", "cy"])
@pytest.mark.parametrize("shape", ["quick", *HELD])
def test_a_transcript_holds_no_words_of_somebody_who_was_forgotten(shape: str, person: str) -> None:
    asked = HELD.get(shape) or whole_debate("d1")
    said = [s.text.strip(".") for s in played(*asked).speeches if s.by == person and s.text]
    after: Debate | None = None
    for row in rows(asked):
        after = evolve(after, to_event(without(row, person)))
    assert after is not None
    made = transcript(after, {})
    VALIDATOR.validate(as_json(made))
    document = as_markdown(made) + json.dumps(as_json(made), ensure_ascii=False)
    for words in said:
        assert words.lower() not in document.lower()


HOSTILE = [
    "# A heading\n## Another",
    "A line\n===\nand\n---\nmore",
    "```\ncode\n```",
    "~~~\ncode\n~~~ and ~~struck~~",
    "    indented\n\tcode",
    "<script>alert(1)</script><!-- gone --><b>bold</b>",
    "[click](https://example.org) ![x](y) <https://example.org> [x]: https://example.org",
    "- one\n* two\n+ three\n1. four\n2) five",
    "> > deeper\n>nested",
    "a | b\n--|--\nc | d\n\na|b\n:-|-:\nc|d",
    "***\n___\n- - -",
    "*a* **b** _c_ __d__ `e` \\*f\\* g\\",
    "&lt;b&gt; &#35; &amp; R&D; AT&T",
    "one\n\n\ntwo\r\nthree\rfour\u2028five\x0bsix",
    "$17 billion and $6 billion, @everyone",
    "trailing  \nspaces\\\nand a backslash\\",
    "[^1] a note\n\n[^1]: here",
    "[1] and [1](https://example.org) [1][2]\n[1]: https://example.org\n[2] [ [1] x](y)",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_said_stays_in_its_quote(words: str) -> None:
    document = saying(words)
    assert shape(document) == shape(saying("Plain words."))
    assert quoted(document).split() == words.split()


@given(st.text(st.sampled_from('ab1 .)\n#-=+>*_`~|[]()<>&;:!\\"$@\t{}'), min_size=1, max_size=40))
@settings(max_examples=150, deadline=None)
def test_nothing_that_can_be_typed_breaks_the_document(words: str) -> None:
    document = saying(f"x {words} x")
    assert shape(document) == shape(saying("Plain words."))
    assert quoted(document).split() == f"x {words} x".split()


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_name_breaks_no_document_either(name: str, other: str) -> None:
    document = saying(other, {"ada": f"A{name}"})
    assert shape(document) == shape(saying("Plain words."))


@pytest.mark.parametrize("words", HOSTILE)
def test_a_ballot_breaks_no_document_either(words: str) -> None:
    def document(said: str) -> str:
        held = played(*JUDGED_DEBATE)
        assert held.ballot is not None
        card = held.ballot.cards[0]
        scores = tuple(replace(score, why=said, criterion=said) for score in card.scores)
        card = replace(card, scores=scores, strength=said, next_step=said)
        ballot = replace(held.ballot, cards=(card,), reason=said, notices=(said,), judge=said)
        return as_markdown(transcript(replace(held, ballot=ballot, topic=said), NAMES))

    assert shape(document(words)) == shape(document("Plain words."))


def test_control_characters_and_turned_text_are_left_out() -> None:
    document = saying("a\x1b[31mred\u202eback\x00")
    assert "\x1b" not in document
    assert "\u202e" not in document
    assert "\x00" not in document
