"""The keeper of the flow sheet: listens to each speech and notes the claims that it makes.

What was recorded with a speech of the bot is a fact and is only looked up in its words. What a
person says is heard: the arguments that the library knows, and sentences that assert something
new. Nothing is noted of a question, a comment or feedback.
"""

from __future__ import annotations

from bot.debate.formats import lent
from bot.debate.model import BOT, Claim, Debate, Kind, Speech
from bot.ports import Library
from bot.speakers.aside import Aside
from bot.speakers.listening import Found, Listening, Told
from bot.speakers.meeting import Weights
from bot.speakers.planning import Repertoire
from bot.speakers.repertoires import Repertoires

MOST_NEW = 4
"""So many claims that are new to the library are noted of one speech."""
MOST_NEW_BESIDE = 2
"""So many are noted of a model's speech, beside the arguments that were recorded with it."""
SILENT = (Kind.QUESTION, Kind.COMMENT, Kind.FEEDBACK, Kind.VOTE)


class Keeper:
    """Keeps the flow of every debate on the motions of `library`.

    `repertoires` and `aside` are those of others who listen to the same library, where there are.
    """

    def __init__(
        self, library: Library, repertoires: Repertoires | None = None, aside: Aside | None = None
    ) -> None:
        self._repertoires = repertoires or Repertoires(library)
        self._aside = aside or Aside()
        self._weights: dict[tuple[str, str], Weights] = {}

    async def claims(self, debate: Debate, speech: Speech) -> tuple[Claim, ...]:
        """What `speech` puts on the flow sheet, numbered on from the debate's last claim.

        Listens beside the loop. A speech that was withdrawn puts nothing, nor does a case that was
        put for the other side, since nobody there has to stand by it.
        """
        silent = speech.turn.kind in SILENT or lent(debate.format, speech.turn)
        if not speech.text or silent:
            return ()
        told = Told(debate, speech, speech.text)
        return await self._aside.compose(lambda: self._noted(told))

    async def _noted(self, told: Told) -> tuple[Claim, ...]:
        """The claims of a speech, heard; for `Aside`."""
        listening = Listening(told, *self._ear(told.debate))
        found = _found(told.speech, listening)
        first = max((c.number for _, cs in told.debate.claims for c in cs), default=0) + 1
        return tuple(_claim(first + n, one, told) for n, one in enumerate(found))

    def _ear(self, debate: Debate) -> tuple[Repertoire, Weights]:
        key = (debate.motion.id, debate.motion.as_of)
        repertoire = self._repertoires.on(*key)
        if key not in self._weights:
            self._weights[key] = Weights(repertoire.wider, debate.motion)
        return repertoire, self._weights[key]


def _found(speech: Speech, listening: Listening) -> tuple[Found, ...]:
    """The claims of a speech in the order of its words."""
    if speech.by != BOT:
        points = listening.points()
        return listening.joined(points, listening.new(points, MOST_NEW))
    facts = listening.facts()
    if speech.craft and speech.craft.speaker == "offline":
        return listening.joined(facts)
    return listening.joined(facts, listening.new(facts, MOST_NEW_BESIDE if facts else MOST_NEW))


def _claim(number: int, found: Found, told: Told) -> Claim:
    cited = told.cited(found.place)
    return Claim(
        number=number,
        words=found.place,
        argument=found.argument.id if found.argument else "",
        answers=found.answers,
        supports=found.supports,
        cites=tuple(c.number for c in told.debate.citations if c.number in cited),
    )
