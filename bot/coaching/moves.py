"""How a claim could be answered: moves that fit it, not words that answer it.

Where the claim is a known one, the moves by which the argument files answer it come first, and the
passages behind those answers are pointed to. The answers themselves stay in the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.coaching.ground import Ground
from bot.coaching.oddity import beginning
from bot.coaching.parts import Found, Part, parts_of
from bot.coaching.texts import ANY, Voice
from bot.debate.arguments import Answer, Argument, Move
from bot.library.stems import sentences_of
from bot.ports import Advice

MOST, FEWEST = 4, 2
"""So many moves are named, and so many where the words show little."""
LONG = 60
"""Of more words only the claim that is clearest in them is looked at."""
MOST_PASSAGES = 3
FITS: dict[Part, tuple[str, ...]] = {
    Part.LIKENESS: (Move.UNDERCUT, "ask"),
    Part.FIGURE: (Move.UNDERMINE, Move.UNDERCUT, Move.TURN),
    Part.EXAMPLE: (Move.UNDERCUT, Move.UNDERMINE),
    Part.AUTHORITY: (Move.UNDERMINE,),
    Part.KNOWN: (Move.UNDERMINE, Move.REBUT),
    Part.ONLY_TWO: (Move.UNDERCUT, "ask"),
    Part.MOTIVE: (Move.UNDERMINE, Move.TURN, Move.REBUT),
    Part.LINK: (Move.UNDERCUT,),
    Part.FORECAST: (Move.UNDERCUT, Move.TURN, "weigh"),
    Part.ALWAYS: (Move.REBUT, "ask"),
    Part.RANK: (Move.CONCEDE, "weigh"),
    Part.OUGHT: (Move.CONCEDE,),
}
"""The moves that go at each part of a claim, the aptest first."""
OTHERWISE = ("ask", Move.UNDERMINE, Move.CONCEDE, "weigh")
"""The moves that fit where little shows."""


def moves(words: str, school: str, ground: Ground, voice: Voice) -> Advice:
    """The moves against these words. `school` is the answering side's, empty where nobody's."""
    looked_at, cut = beginning(words)
    known = _known(looked_at, school, ground)
    about = known[1] if known else next(iter(sentences_of(looked_at)), "")
    answers = ground.answers(known[0], school) if known else ()
    own = known is not None and known[0].school == school
    parts = parts_of(about if len(looked_at.split()) > LONG else looked_at)
    lines = [voice.say("odd-words.long", count=len(looked_at.split()))] if cut else []
    if answers:
        lines.append(voice.say("moves.known", moves=_named(answers, voice)))
    elif known is None:
        lines.append(voice.say("odd-words.unknown"))
    ways = islice(_ways(answers, parts), MOST if parts or known else FEWEST)
    used: Counter[Part] = Counter()
    lines += [_line(way, parts, used, voice) for way in ways]
    passages = ground.behind([argument for argument, _ in answers], about)[:MOST_PASSAGES]
    if passages:
        lines.append(voice.say(f"moves.look.{'one' if len(passages) == 1 else 'more'}"))
    return Advice(voice.say(f"moves.titles.{'own' if own else 'moves'}"), tuple(lines), passages)


def _known(words: str, school: str, ground: Ground) -> tuple[Argument, str] | None:
    """The known argument that is clearest in these words, and the words that it was heard in.

    Another school's comes before one of the answering side's own.
    """
    heard = ground.heard(words)
    other = [r for r in heard if r.argument.school != school]
    best = next(iter(other or heard), None)
    return (best.argument, best.words) if best else None


def _named(answers: Iterable[tuple[Argument, Answer]], voice: Voice) -> str:
    """The moves of these answers in words, the commonest first: “an undercut and a turn”."""
    names = [voice.say(f"moves.names.{move}") for move in _by_count(answers)]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _by_count(answers: Iterable[tuple[Argument, Answer]]) -> list[Move]:
    return [move for move, _ in Counter(answer.by for _, answer in answers).most_common()]


def _ways(answers: Iterable[tuple[Argument, Answer]], parts: Iterable[Found]) -> Iterator[str]:
    """The moves, the aptest first, each once: those of the files, those that fit, the rest."""
    fitting = [way for found in parts for way in FITS[found.part]]
    firsts = [FITS[found.part][0] for found in parts]
    yield from dict.fromkeys([*_by_count(answers), *firsts, *fitting, *OTHERWISE])


def _line(way: str, parts: Iterable[Found], used: Counter[Part], voice: Voice) -> str:
    """One move, aimed at a part of the claim that it can go at, one that no other move has yet."""
    aimed = [
        (found.part, voice.say(f"moves.{way}.{found.part}", words=found.words)) for found in parts
    ]
    part, line = min(
        ((part, line) for part, line in aimed if line),
        key=lambda one: used[one[0]],
        default=(None, ""),
    )
    if part is None:
        return voice.say(f"moves.{way}.{ANY}")
    used[part] += 1
    return line
