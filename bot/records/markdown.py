"""A transcript as a Markdown document that nothing said in the debate can break.

Speeches stand in block quotes, and every mark that Markdown would act on is escaped: what a
student, a model or a source wrote is shown as it was written, never as a heading, link or HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.debate.ballots import HIGHEST, TOO_CLOSE
from bot.debate.model import Craft, Verdict
from bot.records.escaping import count, line, quote, sentence
from bot.records.transcript_model import (
    Card,
    Cited,
    Ended,
    Flowed,
    Given,
    Helped,
    Judged,
    Mark,
    Passed,
    Position,
    Quoted,
    Swung,
    Taken,
    Transcript,
    Voted,
)


def as_markdown(transcript: Transcript) -> str:
    """The transcript as one Markdown document, ending in a newline."""
    blocks = [
        f"# {line(transcript.motion)}",
        "\n".join(_facts(transcript)),
        "## Speeches",
        *_in_order(transcript),
    ]
    if transcript.hints:
        blocks += ["## Hints", "\n".join(_hints(transcript.hints))]
    if transcript.ballot:
        blocks += ["## Ballot", *_ballot(transcript.ballot)]
    if transcript.sources:
        blocks += ["## Sources", *(_source(source) for source in transcript.sources)]
    blocks += ["## Ending", _ending(transcript.ending)]
    return "\n\n".join(blocks) + "\n"


def _facts(transcript: Transcript) -> Iterator[str]:
    if transcript.topic:
        yield f"- Topic: {line(transcript.topic)}"
    yield f"- Argued as of {line(transcript.as_of)}"
    yield f"- Format: {line(transcript.format)}, level {line(transcript.level)}"
    yield f"- Pace: {_pace(transcript)}"
    yield f"- Opened {_time(transcript.opened_at)}"
    for position in transcript.seats:
        role = f", {line(position.role)}" if position.role else ""
        yield f"- {position.side.capitalize()}{role}: {_position(position)}"


def _pace(transcript: Transcript) -> str:
    if transcript.turn_hours is not None:
        hours = f"{transcript.turn_hours:g} hour"
        return f"slow, {hours}{'s' * (transcript.turn_hours != 1)} a turn"
    return "live, by the clock of the format" if transcript.pace == "live" else "free, by no clock"


def _position(position: Position) -> str:
    school = line(position.school.capitalize())
    if position.bot:
        return f"{school} (the bot)"
    return f"{school}, {line(position.speaker)}" if position.speaker else f"{school}, empty seat"


# --- turns ------------------------------------------------------------------------------------


def _in_order(transcript: Transcript) -> Iterator[str]:
    """Speeches, votes and turns that passed, as they followed each other."""
    turns: list[Given | Passed | Voted] = [
        *transcript.speeches,
        *transcript.passed,
        *transcript.votes,
    ]
    for turn in sorted(turns, key=lambda turn: turn.turn):
        match turn:
            case Given():
                yield from _speech(turn)
            case Passed():
                yield f"### {turn.turn}. {turn.kind.capitalize()}: {_place(turn)}"
                yield "This turn passed without a speech."
            case Voted():
                yield f"### {turn.turn}. Vote"
                yield _vote(turn)
    if transcript.swing:
        yield _swing(transcript.swing)
    if not turns:
        yield "No speech has been given."


def _place(taken: Taken) -> str:
    match taken.place:
        case "audience":
            return f"from the audience, to the {taken.side}"
        case "coach":
            return f"the coach, to the {taken.side}"
        case "list":
            return ", ".join(part for part in (taken.side, "from the speakers list") if part)
    return ", ".join(line(part) for part in (taken.side, taken.role, taken.school) if part)


def _speech(speech: Given) -> Iterator[str]:
    who = f"{line(speech.speaker)} (the bot)" if speech.bot else line(speech.speaker)
    yield f"### {speech.turn}. {speech.kind.capitalize()}: {_place(speech)}"
    yield f"{who}, {_time(speech.given_at)}, {count(speech.words, 'word')}"
    yield "(speech withdrawn)" if speech.text is None else quote(speech.text)
    if speech.citations:
        yield "Sources: " + ", ".join(str(number) for number in speech.citations)
    if speech.quotations:
        yield "Quotations:\n\n" + "\n".join(f"- {_quotation(q)}" for q in speech.quotations)
    if speech.claims:
        yield "On the flow sheet:\n\n" + "\n".join(f"- {_claim(c)}" for c in speech.claims)
    if speech.notices:
        yield "Notices:\n\n" + "\n".join(f"- {line(notice)}" for notice in speech.notices)
    if speech.craft:
        yield _craft(speech.craft)


def _quotation(quoted: Quoted) -> str:
    held = "an earlier speech" if quoted.source is None else f"source {quoted.source}"
    asked = quoted.nearest and quoted.verdict != Verdict.VERIFIED
    nearest = f"; the nearest there is “{line(quoted.nearest)}”" if asked else ""
    return f"{_said(quoted.words)}: {quoted.verdict}, held against {held}{nearest}"


def _claim(claim: Flowed) -> str:
    met = [("answers", claim.answers), ("supports", claim.supports)]
    told = [f"{verb} {', '.join(map(str, numbers))}" for verb, numbers in met if numbers]
    return f"Claim {claim.number}, {_said(claim.words)}" + "".join(f"; {one}" for one in told)


def _said(words: str) -> str:
    return f"“{line(words)}”" if words.strip() else "(words withdrawn)"


def _craft(craft: Craft) -> str:
    """How a speech of the bot was made, in one sentence."""
    said = f"Made by the {line(craft.speaker)} speaker"
    if craft.model:
        said += f" with {line(craft.model)}"
    if craft.prompt:
        said += f", prompt {line(craft.prompt)}"
    if craft.prompt_hash:
        said += f" (hash {line(craft.prompt_hash)})"
    if craft.requests:
        said += (
            f": {count(craft.requests, 'request')}, {craft.tokens_in:,} tokens in "
            f"({craft.tokens_cached:,} cached), {craft.tokens_out:,} out, cost {craft.cost:.4f}"
        )
    return said + "."


def _vote(vote: Voted) -> str:
    return f"{vote.affirmative} for, {vote.negative} against, {vote.undecided} undecided."


def _swing(swing: Swung) -> str:
    change = f"for {swing.affirmative:+.0f} points, against {swing.negative:+.0f}"
    if swing.winner == TOO_CLOSE:
        return f"From the first vote to the last: {change}. Neither side gained more."
    return f"From the first vote to the last: {change}. The {swing.winner} gained more."


# --- what was made of it ----------------------------------------------------------------------


def _hints(hints: tuple[Helped, ...]) -> Iterator[str]:
    taken: dict[str, list[str]] = {}
    for hint in hints:
        taken.setdefault(hint.speaker, []).append(f"{line(hint.kind)} ({hint.count})")
    for speaker, kinds in taken.items():
        yield f"- {line(speaker)}: {', '.join(kinds)}"


def _ballot(ballot: Judged) -> Iterator[str]:
    facts = [f"- Judge: {line(ballot.judge)}"]
    if ballot.winner:
        facts.append(f"- Winner: {line(ballot.winner)}")
    if ballot.reason:
        facts.append(f"- Reason: {sentence(ballot.reason)}")
    yield "\n".join([*facts, *(f"- {sentence(notice)}" for notice in ballot.notices)])
    for card in ballot.cards:
        yield f"### {line(card.speaker)}, {card.side}: {count(card.total, 'point')}"
        yield "\n".join(_card(card))


def _card(card: Card) -> Iterator[str]:
    for mark in card.marks:
        yield f"- {_mark(mark)}"
    if card.strength:
        yield f"- One strength: {sentence(card.strength)}"
    if card.next_step:
        yield f"- Next step: {sentence(card.next_step)}"


def _mark(mark: Mark) -> str:
    said = f"**{line(mark.criterion.capitalize())} {mark.points} of {HIGHEST}.**"
    if mark.why:
        said += f" {sentence(mark.why)}"
    if mark.words.strip():
        said += f" “{line(mark.words)}” (turn {mark.turn})"
    return said


# --- sources and the end ----------------------------------------------------------------------


def _source(source: Cited) -> str:
    about = (source.author or "Author not given", source.outlet, source.published)
    standing = f" ({line(source.standing)})" if source.standing else ""
    said = [
        f"**{source.number}.** {sentence(source.title)}",
        sentence(", ".join(part for part in about if part)),
        line(source.url),
        f"{source.kind.capitalize()}{standing}:",
    ]
    return " ".join(part for part in said if part) + "\n\n" + quote(source.text)


def _ending(ending: Ended | None) -> str:
    if ending is None:
        return "The debate goes on."
    reason = f" {line(ending.reason)}" if ending.reason else ""
    by = f" Ended by {line(ending.by)}." if ending.by else ""
    return f"{_time(ending.at)}.{reason}{by}"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
