"""What people see of a debate: the card, a speech, its sources. From values to text and embeds.

Pure rendering: it awaits nothing and asks nobody. Mentions are passed in, ready made.
"""

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.debate.model import (
    AUDIENCE,
    BOT,
    COACH,
    LIST,
    Citation,
    Debate,
    Kind,
    Pace,
    Passage,
    Phase,
    Quotation,
    Side,
    SourceKind,
    Speech,
    Standing,
    Turn,
    Verdict,
)
from bot.debate.rules import NAMES
from bot.debate.wording import how_the_vote_went, name_of
from bot.discord_ui.layout import plain, shortened

BADGES = {Side.AFFIRMATIVE: "◆", Side.NEGATIVE: "◇"}
"""The two sides are told apart by shape; colour only helps."""

COACH_BADGE = "✎"

COLOURS = {Side.AFFIRMATIVE: 0x2F6F9F, Side.NEGATIVE: 0xA8542B}
QUIET = 0x6B7280

Mentions = Mapping[str, str]
"""How each person id in the debate is written; BOT is written as its school."""


def speaker_line(debate: Debate, turn: Turn, mentions: Mentions, by: str = "") -> str:
    """Who speaks: badge, school, side, kind, and which turn of how many.

    `by` is who has spoken; without it, whoever has the floor.
    """
    place = f"{turn.index + 1} of {len(debate.format.turns)}"
    if turn.seat == COACH:
        return f"{COACH_BADGE} **Coach** · {NAMES[turn.kind]} · {place}"
    seat = debate.seat_of(turn)
    role = debate.format.role(seat.role) if seat else None
    school = debate.seat(turn.side).school.title()
    who = "**From the floor**" if turn.seat == AUDIENCE else f"**{school}**"
    speaker = by or debate.holder(turn)
    if speaker not in (None, BOT, AUDIENCE):
        who += f" {mentions.get(speaker, 'somebody')}"
    what = role.name if role else str(turn.side)
    return f"{BADGES[turn.side]} {who} · {what} · {name_of(turn)} · {place}"


def speech_text(debate: Debate, speech: Speech, mentions: Mentions) -> str:
    """The whole message of a speech: speaker line, words, what was checked, who is next."""
    gone = "speech withdrawn" if speech.hidden is None else "removed from view by a teacher"
    text = plain(speech.text) if speech.text is not None else f"*({gone})*"
    parts = [speaker_line(debate, speech.turn, mentions, speech.by), text]
    parts += [f"-# {line}" for line in (checked_line(speech), *map(plain, speech.notices)) if line]
    if debate.turn and debate.turn.index == speech.turn.index + 1:
        parts += [next_line(debate, mentions)]
    elif debate.phase is Phase.ENDED and speech == debate.speeches[-1]:
        parts += ["**The debate is over.** `/transcript` gives you the whole of it."]
    return "\n".join(part for part in parts if part)


def checked_line(speech: Speech) -> str:
    """How many sources stand behind a speech and what became of its quotations; may be empty."""
    if speech.by != BOT:
        return ""
    sources = len(speech.citations)
    said = [f"{sources} source{'s' * (sources != 1)}"] if sources else []
    good = sum(q.verdict is Verdict.VERIFIED for q in speech.quotations)
    bad = len(speech.quotations) - good
    if good:
        said.append(f"{good} quotation{'s' * (good != 1)} checked")
    if bad:
        said.append(f"{bad} struck")
    return " · ".join(said)


def next_line(debate: Debate, mentions: Mentions) -> str:
    """Whose turn it is now, for what and until when; empty when the bot is next."""
    turn, deadline = debate.turn, debate.deadline
    if turn is None or debate.phase is not Phase.SPEAKING:
        return ""
    holder = debate.holder(turn) or ""
    who = "anybody in the audience" if holder == AUDIENCE else mentions.get(holder, "the speaker")
    note = ""
    last = turn.index >= len(debate.format.turns) - 2
    if turn.kind is Kind.CLOSING and last and not debate.format.new_arguments_in_last_speech:
        note = " · no new arguments"
    if swapped(debate, turn):
        note = f" · argue the {debate.seat(turn.side).school}'s best case"
    ends = f" · <t:{int(deadline.timestamp())}:R>" if deadline else ""
    kind = name_of(turn)
    return f"**Next:** {who} · {kind} · at most {turn.words} words{note}{ends}"


def swapped(debate: Debate, turn: Turn) -> bool:
    """Whether a speaker argues here for the side that is not their own."""
    seat = debate.seat_of(turn)
    return seat is not None and seat.side is not turn.side


def thread_name(debate: Debate) -> str:
    """The name of the debate's thread; its code is how the thread is found again."""
    says = debate.motion.says.removeprefix("This House ").strip()
    return f"{shortened(says[:1].upper() + says[1:], 80)} · {debate.id}"


def card(debate: Debate, mentions: Mentions, *, typed: bool) -> discord.Embed:
    """The debate at a glance: what it waits for, sides, date, order of speech.

    `typed` says that a plain message is taken as a speech.
    """
    colour = COLOURS[debate.turn.side] if debate.turn else QUIET
    embed = discord.Embed(title=shortened(debate.motion.says, 250), colour=colour)
    embed.description = plain(debate.motion.background) or None
    if debate.topic:
        embed.add_field(name="Topic", value=shortened(plain(debate.topic), 500), inline=False)
    embed.add_field(name="Now", value=now_line(debate, mentions, typed=typed), inline=False)
    sides = []
    for seat in debate.seats:
        holder = mentions.get(seat.holder or "", "*an empty seat*")
        who = "Parley" if seat.holder == BOT else holder
        role = debate.format.role(seat.role)
        name = role.name if role else seat.side
        sides.append(f"{BADGES[seat.side]} **{name}** · {seat.school} · {who}")
    embed.add_field(name="Sides", value="\n".join(sides), inline=False)
    if debate.format.listed and not debate.ending:
        listed = [f"{BADGES[p.side]} {mentions.get(p.person, 'somebody')}" for p in debate.listed]
        value = shortened(" · ".join(listed), 900) or "*nobody yet*"
        embed.add_field(name="Speakers list", value=value, inline=False)
    if debate.polls:
        embed.add_field(name="Votes", value=how_the_vote_went(debate), inline=False)
    embed.add_field(name="Argued from what was known in", value=debate.motion.as_of)
    embed.add_field(name="Format", value=debate.format.name)
    embed.add_field(name="Level", value=debate.level.value)
    embed.add_field(name="Clock", value=CLOCKS[debate.pace])
    embed.add_field(name="Order of speech", value=order_of_speech(debate), inline=False)
    embed.set_footer(text=f"Debate {debate.id}")
    return embed


def order_of_speech(debate: Debate) -> str:
    """The format as a list, questions and answers gathered, with a mark at the turn now due.

    Of a long format, what is around the turn now due.
    """
    lines: list[str] = []
    turns, done = debate.format.turns, debate.taken
    at = now = 0
    while at < len(turns):
        turn = turns[at]
        end = at + 1
        while end < len(turns) and _together(turn, turns[end]):
            end += 1
        mark = "✓" if done >= end else "▶" if done >= at and not debate.ending else "·"
        line = f"{mark} {_whose(debate, turn)}, {_size(turn, end - at)}"
        now = len(lines) if done >= at else now
        lines.append(f"**{line}**" if mark == "▶" else line)
        at = end
    if len(lines) > MOST_LINES:
        first = max(min(now - 2, len(lines) - MOST_LINES), 0)
        before = [f"✓ {first} before"] * bool(first)
        left = len(lines) - first - MOST_LINES
        lines = [*before, *lines[first : first + MOST_LINES], *[f"· {left} more"] * bool(left)]
    return shortened("\n".join(lines), 1024)


EXAMINING = (Kind.QUESTION, Kind.ANSWER)
MOST_LINES = 14
CLOCKS = {Pace.FREE: "none", Pace.LIVE: "live, in minutes", Pace.SLOW: "slow, in hours"}


def _whose(debate: Debate, turn: Turn) -> str:
    if turn.kind is Kind.VOTE:
        return "vote of the audience"
    if turn.seat == COACH:
        return f"{COACH_BADGE} feedback"
    if turn.seat == LIST:
        return "speakers list"
    if turn.seat == AUDIENCE:
        return "from the floor"
    seat = debate.seat_of(turn)
    role = debate.format.role(seat.role) if seat else None
    return f"{BADGES[turn.side]} {role.name if role else turn.side}"


def _together(first: Turn, other: Turn) -> bool:
    """Whether two turns stand in one line: questions with answers, and the speakers list."""
    if first.seat == LIST:
        return other.seat == LIST
    return first.kind is Kind.QUESTION and other.kind in EXAMINING


def _size(turn: Turn, gathered: int) -> str:
    if turn.kind is Kind.VOTE:
        return "for, against or undecided"
    if turn.seat == LIST:
        return f"{gathered} speech{'es' * (gathered != 1)} of {turn.words} words"
    if turn.kind is Kind.QUESTION:
        asked = _questions((gathered + 1) // 2)
        return asked if turn.seat == AUDIENCE else f"cross-examination, {asked}"
    return f"{NAMES[turn.kind]}, {turn.words} words"


def _questions(count: int) -> str:
    return f"{count} question{'s' * (count != 1)}"


def now_line(debate: Debate, mentions: Mentions, *, typed: bool) -> str:
    """What the debate is waiting for, in one line."""
    if debate.ending:
        return f"The debate is over. {debate.ending.reason}"
    if debate.phase is Phase.GATHERING:
        empty = [seat for seat in debate.seats if seat.holder is None]
        if len(empty) > 1:
            return f"{len(empty)} seats are open: press a button to take one."
        role = debate.format.role(empty[0].role)
        return (
            f"The {role.name if role else empty[0].side} seat is open: press the button to take it."
        )
    if debate.phase is Phase.PAUSED:
        return "The debate is paused. `/clock resume` goes on."
    if debate.phase is Phase.VOTING:
        ends = f" It closes <t:{int(debate.deadline.timestamp())}:R>." if debate.deadline else ""
        return f"The audience votes: press a button. Nobody sees what you chose.{ends}"
    if debate.phase is Phase.LISTING:
        return "The speakers list is empty: press a button to speak."
    if debate.phase is Phase.STALLED and debate.stall:
        return f"{debate.stall.line} Reference {debate.stall.reference}."
    if debate.phase is Phase.ANSWERING and debate.turn:
        school = "coach" if debate.turn.seat == COACH else debate.seat(debate.turn.side).school
        return f"The {school} is speaking: {NAMES[debate.turn.kind]}."
    due = next_line(debate, mentions).removeprefix("**Next:** ")
    return f"{due}\n{'Write it below, or press' if typed else 'Press'} the button."


def source_name(passage: Passage) -> str:
    """Title, author, outlet and date, as far as the source gives them."""
    source = passage.source
    rest = [part for part in (source.author, source.outlet, source.published) if part]
    return " · ".join([f"“{source.title}”", *rest])


def source_card(citation: Citation, quotations: tuple[Quotation, ...] = ()) -> discord.Embed:
    """A passage in its context, with the words that were quoted from it marked."""
    passage = citation.passage
    text = plain(passage.text)
    for quotation in quotations:
        if quotation.verdict is Verdict.VERIFIED and quotation.words in text:
            text = text.replace(quotation.words, f"**{quotation.words}**", 1)
    before, after = (shortened(plain(t), 500) for t in (passage.before, passage.after))
    context = [f"*{before}*" if before else "", text, f"*{after}*" if after else ""]
    embed = discord.Embed(
        title=shortened(f"[{citation.number}] {source_name(passage)}", 250),
        description=shortened("\n\n".join(part for part in context if part), 1800),
        colour=QUIET,
    )
    embed.set_footer(text=shortened(_standing(passage), 500))
    for quotation in quotations:
        embed.add_field(name=_verdict(quotation), value=shortened(plain(quotation.words), 500))
    return embed


def _standing(passage: Passage) -> str:
    kinds = {
        SourceKind.ARTICLE: "Article, quoted word for word",
        SourceKind.BRIEF: "Brief in our own words, not a quotation",
    }
    said = [kinds[passage.source.kind]]
    if passage.standing is Standing.ATTRIBUTED:
        said.append(f"the source reports this of {passage.held_by or 'the other side'}")
    if passage.standing is Standing.CONCEDED:
        said.append("the author grants this to the other side")
    if passage.published_in:
        said.append(f"after {passage.published_in}")
    return " · ".join(said)


def _verdict(quotation: Quotation) -> str:
    return {
        Verdict.VERIFIED: "✓ Quotation verified",
        Verdict.NEAR: "✗ Struck: the source's words differ",
        Verdict.NOT_FOUND: "✗ Struck: not in the source",
        Verdict.NOT_QUOTABLE: "✗ Struck: a brief cannot be quoted",
    }[quotation.verdict]
