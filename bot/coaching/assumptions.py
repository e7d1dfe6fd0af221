"""What a claim takes for granted, asked as questions: by the look of its words and by the graph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from bot.coaching.ground import Ground
from bot.coaching.oddity import beginning
from bot.coaching.parts import Found, Part, parts_of
from bot.coaching.texts import ONE_CASE, Voice
from bot.debate.arguments import Argument, Move
from bot.debate.model import Passage
from bot.ports import Advice

MOST = 5
MOST_PASSAGES = 2
GENERAL = frozenset({Part.ALWAYS, Part.FORECAST, Part.OUGHT})
"""What makes a rule of a case."""


def assumptions(words: str, ground: Ground, voice: Voice) -> Advice:
    """The questions that these words leave open, the clearest first."""
    looked_at, cut = beginning(words)
    heard = next(iter(ground.heard(looked_at)), None)
    argument = heard.argument if heard else None
    parts = parts_of(heard.words if heard and cut else looked_at)
    by_graph = list(_by_graph(argument, ground, voice)) if argument else []
    by_look = list(_by_look(parts, voice))
    asked = islice(chain(by_look[: MOST - len(by_graph)], by_graph), MOST)
    lines = list(dict.fromkeys(asked)) or list(voice.ways("assumptions.none"))
    if cut:
        lines.insert(0, voice.say("odd-words.long", count=len(looked_at.split())))
    passages = _passages(argument, looked_at, ground) if argument else ()
    if passages:
        lines.append(voice.say(f"assumptions.look.{'one' if len(passages) == 1 else 'more'}"))
    return Advice(voice.say("assumptions.title"), tuple(lines), passages)


def _by_look(parts: tuple[Found, ...], voice: Voice) -> Iterator[str]:
    """A question for each part of the claim; a lone case from which a rule is drawn goes first."""
    shown = {found.part: found.words for found in parts}
    rule = GENERAL & shown.keys()
    if Part.EXAMPLE in shown and rule:
        yield voice.say(f"assumptions.parts.{ONE_CASE}", words=shown.pop(Part.EXAMPLE))
    for part, words in shown.items():
        if line := voice.say(f"assumptions.parts.{part}", words=words):
            yield line


def _by_graph(argument: Argument, ground: Ground, voice: Voice) -> Iterator[str]:
    """Where the argument files say that it ends, and that its step can be refused."""
    if limit := ground.limit(argument):
        limits = voice.ways("assumptions.limit", grants=limit)
        yield from islice(filter(ground.reticence.allows, limits), 1)
    if any(answer.by is Move.UNDERCUT for _, answer in ground.answers(argument)):
        yield voice.say("assumptions.step")


def _passages(argument: Argument, words: str, ground: Ground) -> tuple[Passage, ...]:
    """What lies behind the undercuts of this argument."""
    undercut = [a for a, answer in ground.answers(argument) if answer.by is Move.UNDERCUT]
    return ground.behind(undercut, words)[:MOST_PASSAGES]
