"""The building blocks of a speech: a point made, a point answered, a fact, a weight, a question."""

from __future__ import annotations

from bot.debate.arguments import Argument
from bot.debate.model import Passage, Standing
from bot.debate.rules import count_words
from bot.library.stems import in_common
from bot.speakers import phrases
from bot.speakers.composing import CORE, FIRM, SPARE, Part, place
from bot.speakers.hearing import Point
from bot.speakers.phrases import Bank
from bot.speakers.planning import Case, Reply
from bot.speakers.wording import dated, marked, sentences, whole

BARE_FACT = Bank(("{Fact}",))
TOUCHES = 2
"""So many stems of weight must two texts share before one is brought to bear on the other."""
UNPROVEN = frozenset({Standing.ATTRIBUTED, Standing.CONCEDED})


def own_point(
    case: Case, argument: Argument, lead: Bank, paragraph: int, *, worth: int = CORE
) -> list[Part]:
    """An own argument: the claim, why it is so, what shows it, what hangs on it."""
    inside = case.wording.inside
    name = argument.id
    claim = case.pen.pick(lead, claim=inside(argument.claim)) or argument.claim
    parts = [Part(claim, worth, paragraph, name, made=(argument.id,))]
    if not case.said.already(argument.because):
        warrant = case.pen.pick(
            _simple(phrases.WARRANT, argument.because),
            Because=argument.because,
            because=inside(argument.because),
        )
        parts.append(
            Part(warrant, min(FIRM, worth), paragraph, f"{name}/why", name, argument.because)
        )
    parts += evidence(case, argument, paragraph, name)
    parts += impact(case, argument, paragraph, name)
    return parts


def evidence(
    case: Case,
    argument: Argument,
    paragraph: int,
    on: str,
    about: str = "",
    lead: Bank = phrases.EVIDENCE,
    need: int = TOUCHES,
) -> list[Part]:
    """One fact for an argument, two at the higher levels; what is only reported is said to be.

    With `about`, only facts that have `need` stems in common with those words, the nearest first.
    `lead` is how to lead up to the first.
    """
    reported = argument.standing in UNPROVEN
    facts = case.facts(argument)
    if about:
        near = {f.id: in_common(f.text, about) for f in facts}
        facts = sorted((f for f in facts if near[f.id] >= need), key=lambda f: -near[f.id])
    facts = facts[: 1 if case.novice else 2]
    parts: list[Part] = []
    for number, passage in enumerate(facts):
        worth = (CORE - 1 if reported else FIRM - 5) if number == 0 else SPARE
        case.take(passage)
        previous = f"{on}/fact{number - 1}" if number else on
        text, short = _fact(case, passage, lead if number == 0 else BARE_FACT)
        name = f"{on}/fact{number}"
        parts.append(Part(text, worth, paragraph, name, previous, short, (passage,)))
    return parts


def cited(case: Case, argument: Argument, about: str) -> list[Part]:
    """A fact of this argument that this side has cited before and is asked about again."""
    for passage in case.cited(argument):
        if in_common(passage.text, about) >= TOUCHES:
            text, _ = _fact(case, passage, phrases.AS_CITED)
            return [Part(text, FIRM, name="cited", passages=(passage,))]
    return []


def _fact(case: Case, passage: Passage, bank: Bank) -> tuple[str, str]:
    """The fact led up to, and the fact alone."""
    sentence = whole(dated(_told(case, passage), passage.when, case.wording))
    inside = f"{case.wording.inside(sentence, careful=True)} {place(passage)}"
    if case.theirs(passage) and bank is not phrases.HOLD:
        bank = phrases.EVIDENCE_YOURS
    if len(sentences(sentence)) > 1 and bank is not phrases.AS_CITED:
        bank = BARE_FACT
    fact = marked(sentence, place(passage))
    short = "" if case.said.repeats(fact) else fact
    return case.pen.pick(bank, fact=inside, Fact=fact) or short, short


def _told(case: Case, passage: Passage) -> str:
    """What the passage says, with whose word it is where it is somebody's claim."""
    if passage.standing is Standing.ATTRIBUTED and passage.held_by:
        return f"{whole(passage.held_by)[:-1]} held that {case.wording.inside(passage.text)}."
    if passage.standing is Standing.CONCEDED:
        return f"Even the other side grants that {case.wording.inside(passage.text)}."
    author = passage.source.author
    if passage.standing is Standing.AUTHORED and author and "several" not in author:
        return f"{author} argues that {case.wording.inside(passage.text)}."
    return passage.text


def impact(case: Case, argument: Argument, paragraph: int, on: str = "") -> list[Part]:
    """What hangs on an argument, if that was not said yet."""
    so_what = argument.so_what
    if case.said.already(so_what):
        return []
    weighs = case.advanced and case.hearing.points and case.pen.random.random() < 0.5
    bank = phrases.WEIGH if weighs else phrases.IMPACT
    text = case.pen.pick(
        _simple(bank, so_what), So_what=so_what, so_what=case.wording.inside(so_what)
    )
    return [Part(text, SPARE, paragraph, f"{on}/impact", on, so_what)]


def _simple(bank: Bank, text: str) -> Bank:
    """Only such phrases as take a whole text, where the text is more than one sentence."""
    if len(sentences(text)) == 1:
        return bank
    plain = tuple(p for p in (*bank.plain, *bank.rich) if p.endswith("}"))
    return Bank(plain)


def said_back(case: Case, point: Point, *, also: bool = False) -> str:
    """The other side's point in the words of the argument that it was recognised as."""
    bank = phrases.SAY_BACK
    if also:
        bank = phrases.SAY_BACK_ALSO
    elif point.argument.id in case.answered:
        bank = phrases.SAY_BACK_AGAIN
    elif point.latest < case.hearing.since:
        bank = phrases.SAY_BACK_EARLIER
    elif point.asked:
        bank = phrases.SAY_BACK_QUESTION
    elif not point.sure:
        bank = phrases.SAY_BACK_UNSURE
    claim = case.wording.inside(point.argument.claim)
    return case.pen.pick(bank, claim=claim) or case.pen.pick(phrases.SAY_BACK, claim=claim)


def answer(
    case: Case, point: Point, reply: Reply, paragraph: int, *, also: bool = False, worth: int = CORE
) -> list[Part]:
    """The point said back, the move named, and the answer given: one part, which stands whole."""
    back = said_back(case, point, also=also)
    say = reply.answer.say
    move = case.pen.pick(phrases.MOVES[reply.answer.by], after=say)
    text = " ".join(t for t in (back, move, say) if t)
    case.said.note(say)
    return [Part(text, worth, paragraph, f"to {point.argument.id}", answered=(point.argument.id,))]


def grant(
    case: Case, argument: Argument, paragraph: int, on: str = "", about: str = ""
) -> list[Part]:
    """What an honest speaker concedes here, if it was not conceded yet.

    With `about`, only if it touches on those words.
    """
    if not argument.grants or case.said.already(argument.grants):
        return []
    if about and not in_common(argument.grants, about):
        return []
    bank = _simple(phrases.GRANT, argument.grants)
    text = case.pen.pick(bank, grants=case.wording.inside(argument.grants))
    case.said.note(argument.grants)
    return [Part(text, SPARE, paragraph, f"{on}/grant", on)]


def question(
    case: Case, first: tuple[Argument, ...], paragraph: int, worth: int = CORE - 2
) -> list[Part]:
    """A question to leave with the other side; always one, while any is left to ask."""
    asks = [ask for _, ask in case.asks(first)]
    asked = next(iter(asks), "")
    bare = Bank(("{Ask}",)) if case.turn.words < 60 else phrases.ASK
    text = (
        case.pen.pick(bare, Ask=asked, ask=case.wording.inside(asked))
        if asked
        else asked_of_claims(case)
    )
    brief = min(asks[:3], key=count_words, default="")
    return [Part(text, worth, paragraph, "ask", short=brief)]


def asked_of_claims(case: Case) -> str:
    """A question made from the claims on the table, when the written ones are used up."""
    inside = case.wording.inside
    tries = [(phrases.QUESTIONS, p.argument) for p in case.hearing.points]
    tries += [(phrases.QUESTIONS_MINE, a) for a in case.made]
    case.pen.random.shuffle(tries)
    for bank, argument in tries:
        text = case.pen.pick(bank, claim=inside(argument.claim))
        if text:
            return text
    return case.pen.pick(phrases.QUESTIONS_OPEN)
