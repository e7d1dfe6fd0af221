"""A hint for the speech that somebody gives next: a question first, then as much as was allowed.

Frames are sentences with blanks, starters are openings, questions are about what was said. What
they are about comes from the debate; what the argument files answer to it is never among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from bot.coaching.facing import Claimed, Facing
from bot.coaching.ground import Ground
from bot.coaching.parts import Found, parts_of
from bot.coaching.texts import ANY, Voice
from bot.coaching.wording import glimpse
from bot.debate.arguments import Move
from bot.debate.model import Debate, HintKind, Kind, Level, Passage
from bot.debate.wording import NAMES
from bot.library.stems import in_common
from bot.ports import Advice, Library

SHOWN = 8
"""So many words of the other side are repeated, to say which claim is meant."""
MOST_PASSAGES = 2
TOUCHING = 2
"""So many words of weight has a passage in common with a claim, to be worth a look."""
FITTING = 2
"""So many frames are fitted to the claim; the others fit any."""
TITLES = {
    HintKind.FRAMES: "frames",
    HintKind.STARTERS: "starters",
    HintKind.QUESTIONS: "questions",
}


def hint(
    debate: Debate,
    facing: Facing,
    kind: HintKind,
    ground: Ground,
    voice: Voice,
    passages: tuple[Passage, ...],
) -> Advice:
    """The hint of this kind for what the speaker faces."""
    writer = _Writer(debate, facing, ground, voice)
    body = writer.questions() if kind is HintKind.QUESTIONS else writer.forms(TITLES[kind])
    lines = [writer.first(), *body]
    if passages:
        lines.append(voice.say(f"hints.look.{'one' if len(passages) == 1 else 'more'}"))
    title = voice.say(f"hints.titles.{TITLES[kind]}", kind=NAMES[facing.turn.kind])
    return Advice(title, tuple(dict.fromkeys(line for line in lines if line)), passages)


def chosen(debate: Debate, facing: Facing, ground: Ground) -> Claimed | None:
    """The claim that the hint is about: the newest, and with each further question the next one.

    Whoever has to answer is helped with the question.
    """
    turn, last = facing.turn, facing.last
    if turn.kind is Kind.ANSWER:
        asked = last is not None and last.turn.kind is Kind.QUESTION and last.text
        return Claimed(asked, last.turn.index, ground.asked_in(asked)) if last and asked else None
    if not facing.claims:
        return None
    kinds = [s.turn.kind for s in debate.speeches if s.turn.side is turn.side]
    already = kinds.count(Kind.QUESTION) if turn.kind is Kind.QUESTION else 0
    return facing.claims[already % len(facing.claims)]


class _Writer:
    """Writes the lines of one hint."""

    def __init__(self, debate: Debate, facing: Facing, ground: Ground, voice: Voice) -> None:
        self.debate = debate
        self.facing = facing
        self.ground = ground
        self.voice = voice
        self.kind = facing.turn.kind
        if self.kind is Kind.REBUTTAL and facing.last is None:
            self.kind = Kind.CONSTRUCTIVE  # there is nothing yet to answer
        self.claim = chosen(debate, facing, ground)
        self.parts: tuple[Found, ...] = parts_of(self.about)
        self.who = f"The {facing.against}"

    @property
    def about(self) -> str:
        """The words that this hint is about; empty where nothing stands against the speaker."""
        if self.claim:
            return self.claim.words
        last = self.facing.last
        stated = last is not None and last.turn.kind is not Kind.QUESTION and not self.facing.odd
        return (last.text or "") if last and stated else ""

    def first(self) -> str:
        """The question that the hint opens with."""
        kinds = self._fresh(f"hints.first.{self.kind}")
        if self.facing.odd:
            kinds = self._fresh("hints.first.odd")
        elif self.kind is Kind.ANSWER and (words := self._shown(self.about)):
            kinds = chain(self._fresh("hints.first.asked", words=words, Who=self.who), kinds)
        elif self.kind in (Kind.REBUTTAL, Kind.QUESTION) and self.about:
            words = self._shown(self.about)
            said = self._fresh("hints.first.said", words=words, Who=self.who) if words else iter(())
            kinds = chain(said, self._fresh("hints.first.unsaid"), kinds)
        return next(kinds, "")

    def forms(self, form: str) -> Iterator[str]:
        """Frames or starters: those that fit what the claim leans on, then those that fit any."""
        most = 3 if self.debate.level is Level.NOVICE else 4
        field = f"hints.{form}.{self.kind}"
        fitting = (self.voice.say(f"{field}.{found.part}") for found in self.parts)
        fitted = list(islice((form for form in fitting if form), FITTING))
        return islice(dict.fromkeys(chain(fitted, self.voice.ways(f"{field}.{ANY}"))), most)

    def questions(self) -> Iterator[str]:
        """About the words, about where the claim ends, about its proof, and about what comes next."""
        most = 3 if self.debate.level is Level.NOVICE else 4
        told = [self._about_words(), self._about_claim(), self._about_asks()]
        once = (next(lines, "") for lines in told)
        rest = self._fresh(f"questions.kinds.{self.kind}")
        return islice((line for line in chain(once, rest) if line), most)

    def _about_words(self) -> Iterator[str]:
        if self.kind is Kind.ANSWER:
            return
        for found in self.parts:
            if found.words != self._shown(self.about):
                slots = {"words": found.words, "Who": self.who}
                yield from self._fresh(f"questions.parts.{found.part}", **slots)

    def _about_claim(self) -> Iterator[str]:
        """Where the claim stops being true, or which step it takes; only where it is a known one."""
        argument = self.claim.argument if self.claim else None
        if argument is None:
            if self.about and self.kind is not Kind.ANSWER:
                yield from self._fresh("questions.proof")
            return
        met = {answer.by for _, answer in self.ground.answers(argument, self.facing.school)}
        if limit := self.ground.limit(argument):
            yield from self._fresh("questions.limit", grants=limit)
        yield from self._fresh("questions.step" if Move.UNDERCUT in met else "questions.proof")

    def _about_asks(self) -> Iterator[str]:
        """A question of the argument files that bears on the claim: theirs to fear, or ours to put.

        Whoever has to ask one now finds their own words for it.
        """
        argument = self.claim.argument if self.claim else None
        if argument is None:
            return
        theirs = [("questions.asked", ask) for ask in argument.asks]
        replying = [a for a, _ in self.ground.answers(argument, self.facing.school)]
        ours = [("questions.ask", ask) for a in replying[:3] for ask in a.asks]
        if self.kind in (Kind.QUESTION, Kind.CLOSING):
            ours = []
        spoken = " ".join(s.text or "" for s in self.debate.speeches)
        for field, ask in chain(ours, theirs):
            if ask.rstrip("?. ") not in spoken:
                yield from self._fresh(field, ask=ask)

    def _shown(self, words: str) -> str:
        """A few of these words, as many as give nothing away."""
        for most in range(SHOWN, 2, -1):
            few = glimpse(words, most)
            if few and self.ground.reticence.allows(few):
                return few
        return ""

    def _fresh(self, field: str, **slots: object) -> Iterator[str]:
        """The sentences of a field that give nothing away."""
        return filter(self.ground.reticence.allows, self.voice.ways(field, **slots))


async def passages_for(
    debate: Debate, facing: Facing, ground: Ground, library: Library
) -> tuple[Passage, ...]:
    """One or two passages to look at: behind what answers the claim, or what this side can say,
    else near what is said.

    None is later than the motion's date, and those that were not yet cited come first.
    """
    claim = chosen(debate, facing, ground)
    words = claim.words if claim else debate.motion.says
    leaning = [a for a in ground.arguments if a.school == facing.school]
    if claim and claim.argument:
        words = f"{words} {claim.argument.claim}"
        leaning = [a for a, _ in ground.answers(claim.argument, facing.school)]
    behind = () if claim and not claim.argument else ground.behind(leaning, words)
    found = await library.search(words, school=facing.school, motion=debate.motion, limit=6)
    told = sorted(found, key=lambda p: p.id.rpartition("#")[2].startswith("s"))
    apt = [p for p in told if in_common(p.text, words) >= TOUCHING] or told[:1]
    cited = {citation.passage.id for citation in debate.citations}
    offered = dict.fromkeys(p for p in (*behind, *apt) if ground.allows(p))
    fresh = [p for p in offered if p.id not in cited]
    kept: list[Passage] = []
    for passage in (*fresh, *offered):
        if all(passage.source.id != other.source.id for other in kept):
            kept.append(passage)
    return tuple(kept[:MOST_PASSAGES])
