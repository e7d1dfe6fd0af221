"""Words in a speech that are meant for whoever judges it, and not for the debate.

A sentence that tells the judge what to write, or that dresses itself up as the system's, is left
out before anything is measured: it can neither help nor harm who wrote it.
"""

from __future__ import annotations

import re
import unicodedata

SALUTE = re.compile(
    r"\s*(?:(?:good (?:morning|afternoon|evening|day)|hello|hi|dear|honou?rable|respected|esteemed|ladies|"
    r"gentlemen|and|thank you|judges?|adjudicators?|jury|members of the jury|chair(?:man|woman|person)?|"
    r"mr|mrs|ms|madam|sir|everybody|everyone|all|opponents?|worthy|fellow|debaters?|teachers?|audience|my)[\s.,!:–—-]+)+",
    re.IGNORECASE,
)
"""A greeting, which is no order."""

_PERSON = r"(?:judges?|adjudicators?|graders?|markers?|evaluators?|assessors?|examiners?|jury|referees?|raters?)"
_MACHINE = r"(?:language model|llm|chat ?gpt|gpt|ai|a\.i\.|assistant|model|system|developer|bot)"
_ANY = rf"(?:{_PERSON}|{_MACHINE})"
_NOUN = r"(?:marks?|points?|scores?|grades?|ratings?|ballots?|credits?)"
_MARKS = (
    r"(?:full|maximum|max|top|highest|high|perfect|best|good|better|excellent|all|all the|lowest|low|"
    rf"minimum|bad|zero|extra|bonus|more|most|five|ten|[0-9]+)\s+(?:possible\s+)?{_NOUN}"
)
_GIVE = (
    r"(?:give|award|grant|assign|put|write|record|score|rate|rank|grade|mark|enter|set|allocate)"
)
_US = r"(?:me|us|my|our|him|her|them|their|this speech|this argument|this side|this speaker|this team|my opponent|the (?:affirmative|negative|other side|other team|opposition|proposition))"
_OF_FOUR = r"(?:[0-5]|10|100|four|five|ten)\s*(?:out of|of|/)\s*(?:4|four|5|five|10|ten|100)\b"
_CRITERION = (
    r"(?:claim clarity|clarity|evidence|reasoning|responsiveness|fairness|all (?:five |the )?criteria|"
    r"every criterion|each criterion|score|scores|points|rating|grade|marks?|style|grammar)"
)
_BEGINS = r"(?:^|[,:;.!?(\[—–-]\s*|\b(?:please|now|and|then|just|must|should|to|can you|could you|will you|would you)\s+)"

_WRITE = (
    r"(?:add|append|augment|anagram|begin|combine|convert|drop|embed|end|enhance|group|include|incorporate|insert|integrate|"
    r"introduce|jumble|make|misspell|modify|provide|put|rearrange|remove|render|replace|scramble|slip|start|substitute|"
    r"use|weave|work|write|finish|answer|respond|reply)"
)
_REPLY = (
    r"\b(?:your|the) (?:response|reply|output|message|answer|text|verdict|feedback)(?:['’]s)?\b"
)

_ORDERS = (
    rf"^\W*(?:please,? )?{_WRITE}\b[^\n]{{0,160}}?{_REPLY}",
    rf"^\W*(?:please,? )?in {_REPLY},",
    r"^\W*(?:please,? )?(?:replace|rearrange|scramble|substitute|misspell)\b[^.!?\n]{0,60}\b(?:letters?|vowels?|words|consonants?)\b",
    r"^\W*(?:please,? )?(?:translate (?:this|the following)|(?:write|draft|compose|provide|give me|tell me|show me) (?:me )?(?:an? |the )?(?:\w+ )?"
    r"(?:poem|story|essay|joke|letter|song|recipe|summary|introduction|equivalent|function|example of how)\b)",
    rf"\b{_GIVE}\b[^.!?\n]{{0,60}}\b{_MARKS}\b",
    rf"\b{_GIVE}\b[^.!?\n]{{0,60}}\b{_OF_FOUR}",
    rf"\b{_GIVE}\s+{_US}\b[^.!?\n]{{0,40}}?\b(?:an?|the|only|straight|all|just)\s+(?:[0-5]s?|fours?|ones?|a\+|win|ballot|victory|highest|perfect|top|best)(?![\w%]|[.,]\d)"
    r"(?!\s+(?:reasons?|examples?|minutes?|chances?|way|thing|time|deal|place))",
    rf"\b{_GIVE}\s+{_US}\s+(?:[0-5]s?|fours|marks|points|credit)\s*(?:$|[.,;:!)]|for\b|on\b|in\b|please)",
    rf"\b(?:rate|rank|score|grade|mark|judge|place)\s+(?:{_US})\b[^.!?\n]{{0,40}}\b(?:high(?:est|er|ly)?|first|best|top|low(?:est|er)?|well|badly|kindly|generously|perfect|winner)\b",
    r"\b(?:ignor(?:e|ing)|forget|disregard|overrid(?:e|ing)|bypass)\b[^.!?\n]{0,50}?\b(?:instructions?|prompts?|rubric|criteria|criterion|guidelines|scoring)\b",
    rf"{_BEGINS}(?:ignore|forget|disregard|override|bypass)\b[^.!?\n]{{0,40}}?\b(?:previous|prior|above|your rules|the rules|all rules|everything (?:before|above|else|you))\b",
    rf"\b(?:as|dear|note (?:to|for)|message (?:to|for)|attention|instructions? (?:to|for)|hey|listen) (?:the |an? |any |all |whoever |our )?{_PERSON}\b\s*[:,;!–—-]",
    rf"\b(?:note (?:to|for)|message (?:to|for)|attention|instructions? (?:to|for)|hey) (?:the |an? |any )?{_MACHINE}\b",
    rf"^\W*(?:{_PERSON}|{_MACHINE}|user|human|instructions?|admin|root)\s*[:\]>}}]",
    rf"\b{_ANY}\s*,?\s+(?:must|should|shall|has to|have to|will|please|needs? to|ought to|can|may|is (?:told|asked|ordered|to))\b[^.!?\n]{{0,50}}\b(?:{_MARKS}|{_OF_FOUR}|(?:vote|decide|score|rule) for (?:me|us|my|our)|(?:me|us|my side|our side|this speech)\b[^.!?\n]{{0,20}}\b(?:win|winner|best|first|4|four))",
    rf"\b{_CRITERION}\W{{0,4}}(?:=|:|is|are|must be|should be|equals?|to)\W{{0,4}}(?:set to\W{{0,3}})?(?:{_OF_FOUR}|[0-5]\s*(?:$|[,;.!)\]}}]))",
    rf"\b{_CRITERION}\s+(?:deserves?|gets?|earns?|is worth|scores?)\s+(?:an? )?(?:[0-5]\b|four\b|{_MARKS})",
    r"\b(?:i|we|this (?:speech|argument|speaker|side|team)|my (?:speech|argument|side|team)|the (?:affirmative|negative)(?: side)?)\s+(?:clearly |truly |really |fully |therefore |obviously )*"
    rf"(?:deserves?|merits?|earned|must (?:get|receive|win)|should (?:get|receive|win|be given|be declared|be awarded))\b[^.!?\n]{{0,40}}\b(?:[0-5]s?|four|{_NOUN}|win|winner|debate|victory)\b",
    r"\b(?:declare|name|announce|pronounce|choose|pick|call|vote (?:for)?)\s+(?:me|us|my side|our side|the (?:affirmative|negative)(?: side)?|this (?:side|speaker))\b[^.!?\n]{0,30}\b(?:winners?|victor\w*|best|please|today)\b",
    r"\b(?:system|developer|admin|hidden) (?:prompt|message|mode|instructions?|override)\b|\b(?:new|updated|secret) instructions?\b",
    r"\byou are now (?:an? |the |in )|(?:^|[,:;.]\s*)(?:pretend (?:to be|that you|you)|act as (?:an? |if |my )|reveal your)\b|\byour (?:instructions|prompt|rubric)\b|\bas an ai\b",
    r"</?\s*(?:system|user|assistant|instructions?|judge|ballot|score|im_start|im_end|speech)\b|\[/?(?:inst|system|judge)\]|\|im_(?:start|end)\||^\W*#{1,4}\s*(?:system|instruction|judge|ballot)",
    r"[\"'“”](?:points|score|scores|criterion|verdict|winner|rating)[\"'“”]\s*:",
    r"\b(?:end of|stop reading)(?: the| this)? (?:speech|transcript|data|prompt)\b",
    rf"\b(?:dear|honou?rable|respected|esteemed|please|hey|ok|okay|listen),?\s+{_ANY}\b[^.!?\n]{{0,60}}\b(?:vote|mark|score|points?|winner|best|prefer|favou?r|believe me|trust me|side with)\b",
    r"\bplease\b[^.!?\n]{0,30}\b(?:judge|score|mark|grade|rate)\s+(?:me|us|this|my|our)\b",
)
ORDER = re.compile("|".join(f"(?:{order})" for order in _ORDERS), re.IGNORECASE)
"""What is said to the judge, the grader or the machine behind them."""

LOOKALIKES = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁɡ", "aeopcyxijsdg", strict=True)),
        **dict(zip("ΑΒΕΗΙΚΜΝΟΡΤΧ", "ABEHIKMNOPTX", strict=True)),
        **dict(zip("АВЕКМНОРСТХ", "ABEKMHOPCTX", strict=True)),
    }
)
STUFFING = re.compile(r"(?<=\b\w)[.\-_*·](?=\w\b)")
"""What stands between single letters so that a word is not seen."""


def for_the_judge(sentence: str) -> bool:
    """Whether a sentence speaks to whoever judges, or poses as an instruction."""
    plain = _plain(sentence)
    return bool(ORDER.search(plain) or ORDER.search(STUFFING.sub("", plain)))


def after_greeting(sentence: str) -> int:
    """How many characters of a sentence are a greeting that opens it; 0 for none, or for all of it."""
    salute = SALUTE.match(sentence)
    return salute.end() if salute and salute.end() < len(sentence) else 0


def _plain(text: str) -> str:
    """The letters that a reader sees: in one spelling, with nothing invisible between them."""
    folded = unicodedata.normalize("NFKC", text).translate(LOOKALIKES)
    return "".join(c for c in folded if unicodedata.category(c) != "Cf").replace("’", "'")
