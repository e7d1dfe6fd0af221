"""What personal data looks like: addresses of mail, numbers to call, where somebody lives.

Numbers that a debate is full of are none: years, dates, troops, money, articles, resolutions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Find = Callable[[str], Iterator[re.Match[str]]]

MAIL = re.compile(r"[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}\b", re.I)
MAIL_SPOKEN = re.compile(
    r"(?<!\w)[\w.+-]{2,40} {0,2}(?:[(\[{<] {0,2}at {0,2}[)\]}>]| at |@) {0,2}"
    r"(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|icloud|proton(?:mail)?|gmx|web|aol|mail)"
    r" {0,2}(?:[(\[{<] {0,2}dot {0,2}[)\]}>]| dot |\.) {0,2}[a-z]{2,3}\b",
    re.I,
)

MAILERS = tuple(
    name + then
    for name in ("gmail", "googlemail", "outlook", "hotmail", "live", "msn", "yahoo", "icloud",
                 "proton", "protonmail", "gmx", "web", "aol", "mail")
    for then in (".", " .", " dot", "(dot", " (", "[dot", " [", "{", "<")
)  # fmt: skip

MANY_DIGITS = re.compile(r"\d(?:[ ()./\-]{0,3}\d){5}")
DATE = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)"
BETWEEN = r"[ ()./\-]{0,3}"
PHONE = re.compile(
    r"(?<![\w.,+$€£])(?:"
    rf"(?:\+|00(?=[1-9])){BETWEEN}[1-9](?:{BETWEEN}\d){{7,13}}"
    rf"|(?!{DATE})\(?0[1-9](?:{BETWEEN}\d){{7,10}}"
    r"|\(\d{3}\) ?\d{3}[ .-]\d{4}|(?:1[ .-])?\d{3}[.-]\d{3}[.-]\d{4}"
    r")(?![\d%]|[.,]\d)"
)
CALLED = re.compile(
    r"(?<!\w)(?:(?:call|text|phone|ring|reach|dm|whatsapp) (?:me|us|him|her|them|my \w+)"
    r"|(?:my|his|her|mom's|mum's|dad's) (?:\w+ )?(?:number|cell|mobile|phone|whatsapp|telephone))"
    r"\W{1,4}(?:\w+\W{1,3}){0,2}?\d(?:[ ().\-]{0,2}\d){5,13}(?!\d)",
    re.I,
)

FAMOUS = (
    r"(?!(?:\w+ )?(?:Wall|Downing|Main|Pennsylvania|Fleet|Silk|Belt|High|Ring|Abbey|Broad|K|"
    r"Arab|Massachusetts|Madison|Fifth|First|Park|Burma|Ho|Red|Great) )"
)
NOT_YEARS = r"(?!(?:1[5-9]|20)\d\d )"
STREET = re.compile(
    rf"(?<![\w.,/#–-]){NOT_YEARS}\d{{1,5}}[a-zA-Z]?,? {FAMOUS}(?:[A-Z][\w'’.-]{{1,30}} ){{1,3}}"
    r"(?:Street|Avenue|Ave|Road|Rd|Lane|Ln|Boulevard|Blvd|Terrace|Crescent|Drive"
    r"|St(?!\.? [A-Z]))\b"
)
HOME = re.compile(
    r"(?<!\w)(?:live|lives|living|address|house|home|flat|apartment)\W{1,3}"
    r"(?:(?:is|at|on|in|number|no|nr)\W{1,3}){0,3}\d{1,5}[a-z]?,? (?:[\w'’.-]{1,30} ){1,3}"
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|square"
    r"|terrace|way|close|crescent|row|gardens)\b",
    re.I,
)
HOMES = ("live", "living", "address", "house", "home", "flat", "apartment")
STREETS_ABROAD = ("strasse ", "str. ", "gasse ", "allee ", "calle ", "avenida ", "rua ", "ulica ",
                  "ul. ", " rue ", " boulevard ", " chemin ", " impasse ", " allée ")  # fmt: skip
ABROAD = re.compile(
    r"(?:[a-zäöü](?:straße|strasse|str\.|gasse|allee)"
    r"|(?<!\w)(?:[Cc]alle|[Aa]venida|[Rr]ua|[Uu]lica|ul\.) [A-ZÀ-Ž]\w{1,30}(?: [A-ZÀ-Ž]\w{1,30}){0,2},?)"
    r" \d{1,4}(?!\d)"
    r"|(?<!\w)\d{1,4}(?: bis| ter)?,? (?:rue|boulevard|chemin|impasse|allée) (?:de|du|des|d['’])"
)

SITES = (".com/", ".me/", ".gg/", ".app/", ".net/", ".tv/")
PROFILE = re.compile(
    r"(?<![\w.])(?:www\.|m\.|[a-z]{2}\.)?(?:"
    r"instagram\.com/(?!p/|reel)|facebook\.com/(?!watch|events|share)|fb\.com/|fb\.me/"
    r"|(?:twitter|x)\.com/(?!\w+/status|i/|search|hashtag)|tiktok\.com/@(?!\w+/video)"
    r"|snapchat\.com/add/|linkedin\.com/in/|t\.me/|telegram\.me/|wa\.me/|vk\.com/|bsky\.app/profile/"
    r"(?!\S+/post)|threads\.net/@|reddit\.com/u(?:ser)?/|youtube\.com/(?:@|user/|channel/|c/)"
    r"|discord\.(?:gg|com/users|com/invite)/|twitch\.tv/|steamcommunity\.com/id/)[\w@.+-]{2,}",
    re.I,
)


def _mail(text: str) -> Iterator[re.Match[str]]:
    if "@" in text:
        yield from MAIL.finditer(text)
    if _has(text, MAILERS):
        yield from MAIL_SPOKEN.finditer(text)


def _phone(text: str) -> Iterator[re.Match[str]]:
    if MANY_DIGITS.search(text):
        yield from PHONE.finditer(text)
        yield from CALLED.finditer(text)


def _home(text: str) -> Iterator[re.Match[str]]:
    yield from STREET.finditer(text)
    if _has(text, HOMES):
        yield from HOME.finditer(text)
    if _has(text, STREETS_ABROAD):
        yield from ABROAD.finditer(text)


def _profile(text: str) -> Iterator[re.Match[str]]:
    if _has(text, SITES):
        yield from PROFILE.finditer(text)


def _has(text: str, parts: tuple[str, ...]) -> bool:
    """Whether one of `parts` is there: a cheap look, before a pattern is tried everywhere."""
    small = text.casefold()
    return any(part in small for part in parts)


SHAPES: Mapping[str, Find] = {
    "e-mail": _mail,
    "phone": _phone,
    "address": _home,
    "profile": _profile,
}
"""What each shape finds in a text, by the name that the word list gives it."""


def shaped(text: str, shapes: tuple[str, ...]) -> bool:
    """Whether `text` holds anything of one of these shapes."""
    return any(next(SHAPES[shape](text), None) is not None for shape in shapes)
