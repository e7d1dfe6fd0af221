"""Everything that is kept of one person, read from an open connection."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.classroom.model import Held
from bot.debate.events import SpeechGiven
from bot.debate.model import BOT, Debate
from bot.debate.rules import NAMES, count_words
from bot.ports import Noted
from bot.records import (
    audits,
    consents,
    flags,
    held,
    log,
    people,
    pseudonyms,
    roster,
    tables,
)
from bot.records.gradings import judged
from bot.records.my_data_model import (
    Agreed,
    Called,
    Done,
    Flagged,
    HeldBack,
    Hinted,
    Left,
    MyData,
    Said,
    SitsIn,
    TookPart,
    VotedFor,
)

YOU = "you"
SOMEBODY = "somebody else"


async def of(connection: AsyncConnection, person: str, criteria: Mapping[str, str]) -> MyData:
    """All that is kept of this person; next to nothing where they are unknown."""
    known, departures = tables.people, tables.departures
    who = (await connection.execute(select(known).where(known.c.person == person))).one_or_none()
    ids = await _debates(connection, person)
    read = await log.read(connection, ids)
    debates = [
        await _took_part(connection, debate, person, criteria)
        for id in ids
        if isinstance(debate := read[id], Debate)
    ]
    left = select(departures.c.place, departures.c.left_at).where(departures.c.person == person)
    return MyData(
        person=person,
        name=who.name if who else None,
        account=who.account if who else None,
        seen_at=who.seen_at if who else None,
        debates=tuple(sorted(debates, key=lambda part: (part.opened_at, part.debate))),
        consents=tuple(
            Agreed(c.place, c.notice_version, c.given_at, c.revoked_at)
            for c in await consents.kept(connection, person)
        ),
        pseudonyms=tuple(
            Called(*pair) for pair in sorted((await pseudonyms.borne(connection, person)).items())
        ),
        departures=tuple(Left(*row) for row in await connection.execute(left)),
        classes=tuple(SitsIn(*one) for one in await roster.classes_of(connection, person)),
        held=tuple(_held_back(one) for one in await held.kept_of(connection, person)),
        flags=tuple(
            Flagged(f.place, f.debate, f.channel, f.message, f.at, f.settled)
            for f in await flags.raised_by(connection, person)
        ),
        audit=tuple(
            _done(noted, person, ids) for noted in await audits.concerning(connection, person, ids)
        ),
    )


async def _debates(connection: AsyncConnection, person: str) -> list[str]:
    """Every debate that they opened, take part in, or have or had words in."""
    events, words, part = tables.events.c, tables.words.c, tables.taking_part.c
    opened = events.body["by"].as_string() == person
    query = union(
        select(part.debate).where(part.person == person),
        select(words.debate).where(words.person == person),
        select(events.debate).where(events.seq == 1, opened),
    )
    return sorted(await connection.scalars(query))


async def _took_part(
    connection: AsyncConnection, debate: Debate, person: str, criteria: Mapping[str, str]
) -> TookPart:
    v = tables.votes.c
    votes = select(v.turn, v.choice).where(v.debate == debate.id, v.person == person)
    ballot = judged(debate, {person: YOU}, criteria)
    again, feedback = await _put_by_bot(connection, debate, person)
    typed = [debate.topic] if debate.opened_by == person else []
    if debate.ending and debate.ending.by == person:
        typed.append(debate.ending.reason)
    return TookPart(
        debate=debate.id,
        motion=debate.motion.says,
        format=debate.format.name,
        opened_at=debate.opened_at,
        opened_by_you=debate.opened_by == person,
        ended_at=debate.ending.at if debate.ending else None,
        seats=tuple(seat.name for seat in debate.seats if seat.holder == person),
        typed=tuple(line for line in typed if line),
        speeches=tuple(
            _said(debate, speech.turn.index) for speech in debate.speeches if speech.by == person
        ),
        said_again=again,
        feedback=feedback,
        hints=tuple(Hinted(h.turn + 1, h.kind) for h in debate.hints if h.person == person),
        votes=tuple(VotedFor(turn + 1, choice) for turn, choice in await connection.execute(votes)),
        ballot=debate.review.value if debate.review else "",
        card=ballot.cards[0] if ballot and ballot.cards else None,
    )


def _said(debate: Debate, turn: int) -> Said:
    speech = debate.speech(turn)
    assert speech is not None
    claims = (claim for noted_in, claims in debate.claims if noted_in == turn for claim in claims)
    words = (debate.words(turn, claim.words) for claim in claims)
    text = speech.hidden if speech.text is None else speech.text  # out of view, it is kept
    return Said(
        turn=turn + 1,
        kind=NAMES[speech.turn.kind],
        given_at=speech.given_at,
        words=count_words(text or ""),
        text=text,
        claims=tuple(claim for claim in words if claim),
    )


async def _put_by_bot(
    connection: AsyncConnection, debate: Debate, person: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Their words in speeches of the bot, each once, and what the coach said about them."""
    e, w = tables.events.c, tables.words.c
    query = (
        select(w.part, w.text, e.body)
        .join(tables.events, (e.debate == w.debate) & (e.seq == w.seq))
        .where(w.debate == debate.id, w.person == person, w.text.is_not(None))
        .where(e.kind == SpeechGiven.__name__)
        .order_by(w.seq, w.part)
    )
    again: dict[str, None] = {}
    feedback: dict[str, None] = {}
    for part, text, body in await connection.execute(query):
        speech = debate.speech(body["turn"])
        if body["by"] != BOT or speech is None:
            continue
        if part:
            again[text] = None
        else:  # a speech of the bot that is theirs as a whole
            feedback[speech.text or ""] = None
    return tuple(again), tuple(feedback)


def _held_back(one: Held) -> HeldBack:
    decision = one.decision.value if one.decision else ""
    words = one.words or None
    return HeldBack(one.place, one.debate, one.turn + 1, words, one.why, one.at, decision)


def _done(noted: Noted, person: str, debates: Collection[str]) -> Done:
    return Done(
        at=noted.at,
        place=noted.place,
        by=_who(noted.actor, person) if noted.actor else "Parley",
        action=noted.action,
        about=noted.about if noted.about in debates else _who(noted.about, person),
        detail={
            key: _who(value, person) if isinstance(value, str) else value
            for key, value in noted.detail.items()
        },
    )


def _who(id: str, person: str) -> str:
    """The id itself, unless it is a person's."""
    return YOU if id == person else SOMEBODY if id.startswith(people.PREFIX) else id
