"""Writes a text as the word list reads it: plain small letters, one space between the words.

What is done to slip past a list is undone: look-alike letters, invisible characters, accents,
digits for letters, one letter at a time. Whole words stay whole words, and the umlauts of German
stay apart from the plain vowels.
"""

from __future__ import annotations

import re
import unicodedata

LOOK_ALIKE = dict(
    zip(
        "авсдеёзікмнорстухуѕјһԁԛԝґѵӏαβγεηικνορτυχωϲѡıøłđħŧƒɑɡɩʟοԍ",
        "abcdeezikmhopctyxysjhdqwrvlabyenikvoptuxwcwioldhtfagiloc",
        strict=True,
    )
) | {"т": "t", "с": "c", "г": "r", "п": "n", "и": "n", "ь": "b", "ß": "ss", "æ": "ae", "œ": "oe"}
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
PLAIN_SIGNS = {"’": "'", "‘": "'", "‛": "'", "´": "'", "`": "'", "…": ".", "。": ".", "•": "*"}
SPACES = dict.fromkeys(',-–—/\\"“”„«»()[]{}<>_~\t\r\u00a0', " ")
ENCLOSED = (0x1F150, 0x1F170, 0x1F1E6)
"""Where the alphabets in dark circles, in dark squares and of the flags begin."""
KEPT = 4_000
"""Characters of which the table remembers how they are written."""


class _Table(dict[int, str]):
    """How each character is written; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        written = _written(chr(code))
        if len(self) < KEPT:
            self[code] = written
        return written


def _written(character: str) -> str:
    code = ord(character)
    for first in ENCLOSED:
        if first <= code < first + 26:
            return chr(ord("a") + code - first)
    small = (PLAIN_SIGNS | SPACES).get(character, character.casefold())
    if small in UMLAUTS:
        return UMLAUTS[small]
    letters = []
    for part in unicodedata.normalize("NFKD", small).casefold():
        if part == "'" or unicodedata.category(part) in ("Mn", "Me", "Cf"):
            continue
        letters.append(LOOK_ALIKE.get(part, part))
    return "".join(letters)


TABLE = _Table()
BETWEEN = re.compile(r"[^a-z0-9 ][^a-z0-9]*")
SIGNS = re.compile(r"[@$!|*]{1,8}")
AT_THE_FRONT = re.compile(r"[@$]+$")
AT_THE_BACK = re.compile(r"\$+")
ENDS = re.compile(r"[.!?;:]")
DISGUISED = re.compile(r"(?<![^ ])(?=[a-z*]*[@$!|0-9])(?=[0-9@$!|*]*[a-z])[a-z0-9@$!|*]+")
LEET = str.maketrans("0345679@$!|", "oeasgtgas11")
LEFT_OVER = re.compile(r"[@$!|]+")
DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
SPELLED = re.compile(r"(?<![^ ])[a-z](?:(?: \.)? [a-z]){2,40}(?![a-z0-9*])(?: \.)?")
SPELLED_APART = re.compile(r"([aiu]?)(.{3,}?)(u?)")


def fold(text: str) -> str:
    """`text` as the patterns of phrases.py read it; a full stop is the end of a sentence.

    In a word of letters and digits 1 stays, since it may be an i or an l; a star stays inside a
    word, since it may be any letter. Where single letters are strung together or letters are drawn
    out, the text follows twice more, as it may have been meant.
    """
    plain = BETWEEN.sub(_between, text.translate(TABLE).strip(" "))
    plain = DISGUISED.sub(lambda word: word[0].translate(LEET), plain)
    plain = " ".join(LEFT_OVER.sub(" ", plain).split())
    if SPELLED.search(plain):
        joined = SPELLED.sub(lambda letters: _joined(letters[0]), plain)
        apart = SPELLED.sub(lambda letters: _apart(_joined(letters[0])), plain)
        plain = f"{plain} . {joined} . {apart}"
    if DRAWN_OUT.search(plain):
        plain = f"{plain} . {DRAWN_OUT.sub(_once, plain)} . {DRAWN_OUT.sub(_twice, plain)}"
    return plain


def _once(drawn_out: re.Match[str]) -> str:
    return drawn_out[1]


def _twice(drawn_out: re.Match[str]) -> str:
    return drawn_out[1] * 2


def _between(found: re.Match[str]) -> str:
    """What stands between two words: a space, the end of a sentence, or signs used as letters."""
    signs, text = found[0], found.string
    behind_a_word = found.start() > 0 and text[found.start() - 1] != " "
    more = found.end() < len(text)
    if behind_a_word and more and SIGNS.fullmatch(signs):
        return signs
    back = AT_THE_BACK.match(signs) if behind_a_word else None
    front = AT_THE_FRONT.search(signs) if more else None
    ends = not more or "\n" in signs or ENDS.search(signs, 0, max(signs.rfind(" "), 0))
    return (back[0] if back else "") + (" . " if ends else " ") + (front[0] if front else "")


def _joined(letters: str) -> str:
    return letters.replace(" ", "").replace(".", "")


def _apart(word: str) -> str:
    """Without the words of one letter that may stand beside it: “a”, “i” and “u”."""
    parts = SPELLED_APART.fullmatch(word)
    return " ".join(part for part in parts.groups() if part) if parts else word
