"""Which sentences of a speech assert something, told by their look.

For the claims that are new to the library: a sentence that holds something that can be argued
about, and neither asks, greets, fills nor merely tells a fact. In doubt it asserts nothing.
"""

from __future__ import annotations

import re

from bot.library.likeness import forms_of
from bot.library.small_talk import remarks
from bot.library.stems import words_of
from bot.speakers.hearing import ASKED, INSULT, ORDER, REPORTED

FEWEST_WORDS, FEWEST_STEMS, FEWEST_IN_REPLY = 5, 3, 2
"""What a sentence must hold at the least; less is enough where it turns on what was just said back."""
IDLE = 0.6
"""From this share on, a sentence is a remark that is made in any debate."""
REASONED = re.compile(
    r"\b(?:because|cause|bc|since(?! \d)|so|therefore|thus|hence|then|if|unless|otherwise|which means|means"
    r"|shows?|proves?|leads?|causes?|results?|brings?|makes?|lets?|keeps?|helps?|hurts?|harms?|costs?"
    r"|forces?|risks?|threatens?|protects?|weakens?|strengthens?|encourages?|rewards?|punish\w*)\b",
    re.IGNORECASE,
)
"""Words that give a reason, or say what something does."""
JUDGED = re.compile(
    r"\b(?:should|shouldnt|must|ought|need(?:s|ed)?|has to|have to|had better|cannot|cant|can't|won't"
    r"|wont|will|would|wouldnt|could|couldnt|might|may|never|always|only|just|nobody|no one|everyone"
    r"|everybody|anyone|nothing|too|enough|more|less|most|least|better|worse|best|worst|wrong|right"
    r"|fair|unfair|dangerous|safe|safer|weak|strong|stupid|useless|pointless|useful|important|good"
    r"|bad|illegal|immoral|not|isn't|isnt|aren't|arent|doesn't|doesnt|don't|dont|works?|matters?"
    r"|real|really|clear|obvious\w*|true|false|own|instead|rather|than|even|still|easy|hard|like)\b",
    re.IGNORECASE,
)
"""Words that weigh, forbid, foretell or compare."""
HELD = re.compile(
    r"^\W*(?:but |and |so |well |ok |also )*(?:(?:i|we) (?:really |also |do |still )?"
    r"(?:think|believe|say|argue|claim|mean|guess)|in my (?:opinion|view)|to me|honestly|imo)\b",
    re.IGNORECASE,
)
SAID_BACK = re.compile(
    r"^\W*(?:but |and |so |well |ok |now |first |second )*(?:you|u|they|he|she|my opponent"
    r"|the (?:other side|realists?|hawks?|bot|affirmative|negative))(?: \w+){0,2}?"
    r" (?:say|says|said|saying|claim|claims|claimed|argue|argues|argued|told us|mentioned)\b",
    re.IGNORECASE,
)
"""How a sentence opens that tells what the other side holds."""
ABOUT_THE_DEBATE = re.compile(
    r"\b(?:my (?:first|second|third|next|last|other|phone|team|notes?"
    r"|turn|partner|point is this)|our (?:second|first|third) speaker|this motion|the motion"
    r"|this topic|this bot|go on|come back to|move on|wait|sorry|please"
    r"|thank|thanks|hello|hi|lol|lmao|bruh|wtf|idk|idc|homework|graded|switch sides|your turn"
    r"|next speaker|i (?:am|will|would like|want) (?:going )?to (?:talk|speak|begin|start|show|tell"
    r"|answer|explain)|let me)\b",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\d")
NUMBERED = re.compile(r"\s*\[\d+\]")
AFTER_BUT = re.compile(r"(?:,\s*|\s+)but\s+", re.IGNORECASE)


def asserts(sentence: str, *, in_reply: bool = False) -> bool:
    """Whether a sentence holds something that can be argued about.

    `in_reply` says that it follows on what the other side was said to hold.
    """
    words = words_of(NUMBERED.sub("", sentence))
    stems = frozenset(forms_of(words))
    fewest = FEWEST_IN_REPLY if in_reply else FEWEST_STEMS
    if len(words) < FEWEST_WORDS or len(stems) < fewest or says_back(sentence):
        return False
    if asks(sentence) or INSULT.search(sentence) or ORDER.search(sentence):
        return False
    if ABOUT_THE_DEBATE.search(sentence) or _idle(stems):
        return False
    return weight(sentence) >= 1


def says_back(sentence: str) -> bool:
    """Whether a sentence does no more than tell what the other side holds."""
    told = REPORTED.match(sentence) or SAID_BACK.match(sentence)
    return bool(told) and not AFTER_BUT.search(sentence)


def weight(sentence: str) -> float:
    """How much of a claim a sentence is: reasons and judgements count, and how much it says."""
    bare = NUMBERED.sub("", sentence)
    reasons = len(REASONED.findall(bare))
    judgements = len(JUDGED.findall(bare)) + 2 * bool(HELD.match(bare))
    if not reasons + judgements:
        return 0.0
    said = len(frozenset(forms_of(words_of(bare))))
    return min(reasons, 3) + min(judgements, 3) / 2 + min(said, 12) / 4 - bool(FIGURE.search(bare))


def asks(sentence: str) -> bool:
    """Whether a sentence is a question, with or without its mark."""
    return sentence.rstrip("\"”') ").endswith("?") or bool(ASKED.match(sentence))


def _idle(stems: frozenset[str]) -> bool:
    return max(len(stems & remark) for remark in remarks()) >= IDLE * len(stems)
