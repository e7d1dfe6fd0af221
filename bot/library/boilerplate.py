"""What on a captured page is not the article: banners, menus, credits, tags, notices, more news.

Each rule is about a kind of line that pages of any outlet carry, not about one page.
"""

from __future__ import annotations

from enum import Enum, auto

import regex

from bot.library.blocks import Block


class Label(Enum):
    """What a block is, apart from the article's own words."""

    BANNER = auto()  # news of the day of capture, above another article
    MENU = auto()  # ways to other pages, and buttons
    CREDIT = auto()  # whose picture it is, maybe with the picture's caption
    INSERT = auto()  # something between two paragraphs: an advertisement, "Read also"
    NOTICE = auto()  # cookies, newsletters, scripts
    DISCLAIMER = auto()  # whose views these are not
    ORIGIN = auto()  # where it was first published
    MORE = auto()  # tags, a short copyright line, most popular: the article mostly ends here
    END = auto()  # all rights reserved, readers' comments: it surely does


def _any(*patterns: str) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{p})" for p in patterns), regex.IGNORECASE)


AGENCY = r"getty(?: images)?|ap photo|associated press|reuters|afp|epa|shutterstock|istock|alamy|ap"
CLOSE = r"[\])]?\.?$"

BANNER = _any(
    r"^(?:breaking news|news alert|live updates?|live blog|just in|developing story)\b",
    r"^(?:breaking|live|alert|urgent|latest|trending|developing)\s*(?:[:|•!–—]|- |alert\b)",
)
SKIP = _any(
    r"^(?:skip|jump) to\b", r"^(?:open|close|toggle) (?:menu|navigation|search)\b", r"^back to top$"
)
BUTTON_WORDS = """
    share tweet email e-mail print save facebook twitter x linkedin whatsapp reddit pinterest
    telegram flipboard bluesky threads mastodon copy link bookmark follow us on menu search home
    subscribe login log in sign register account my profile advertisement ad advertising sponsored
    comment comments listen play pause video videos photos podcast podcasts newsletter newsletters
    opinion news politics world sports business culture more about contact donate gift article
    this story post page via to a an the & and font size text larger smaller
"""
BUTTONS = frozenset(BUTTON_WORDS.split())
CREDIT = _any(
    rf"^(?:{AGENCY})\s*(?:[/|,–—-].*)?$",
    r"^(?:file )?(?:photo(?:graph)?|image|picture|illustration|credit|photo credit)s?\s*(?::|by\b|courtesy\b|/|©).*$",
    rf"(?:[/|(–—]|via|©)\s*(?:{AGENCY})(?:\s*[/,][\w .]+)?\s*{CLOSE}",
    rf"(?:getty images|ap photo(?:/[\w .]+)?){CLOSE}",
    rf"\((?:file |ap |reuters |afp )?(?:photo|image|picture|credit|illustration|courtesy)\b[^)]*{CLOSE}",
    r"(?<=[.”\"] )(?:photo|image|picture|illustration)s?(?: by|:)[^.]*\.?$",
)
INSERT = _any(
    r"^(?:advertisement|sponsored|paid content|story continues below.*|article continues.*|scroll to continue.*)$",
    r"^(?:read (?:more|also|next)|also read|see also|related(?: (?:articles?|stor(?:y|ies)|coverage|reading))?|watch|listen|recommended|don['’]t miss|more(?: on this)?)\s*(?:[:|–—>]|$)",
    r"^\d+[ -]min(?:ute)?s?(?: read)?\.?$",
    r"^(?:estimated )?reading time\b",
    r"^listen to (?:this|the) (?:article|story)",
    r"^(?:editor['’]s note|correction|clarification)\b\s*[:(]",
)
NOTICE = _any(
    r"\b(?:we|this (?:web)?site) uses? cookies\b",
    r"\b(?:accept|manage|reject)(?: all)? cookies\b",
    r"\bcookie (?:policy|settings|preferences)\b",
    r"\b(?:enable|turn on) javascript\b",
    r"\bjavascript is (?:disabled|required|off)\b",
    r"^(?:sign up|subscribe|register|join)\b.*\b(?:newsletters?|inbox|e-?mails?|updates|account|subscribers?|today|now|free)\b",
    r"^(?:get|receive)\b.*\b(?:newsletter|in your inbox|delivered)\b",
    r"^(?:already|not) a (?:subscriber|member)\b",
    r"^(?:thank you|thanks) for (?:reading|subscribing|signing)\b",
    r"^(?:follow|find|like) (?:us|him|her|them|the author|\w+)(?: \w+)? on (?:twitter|facebook|x|instagram|linkedin)\b",
    r"^e-?mail address\b|^enter your e-?mail",
)
AUTHORS = r"(?:authors?|writers?|contributors?|columnists?|article|commentary|piece)"
DISCLAIMER = _any(
    r"^(?:the |all |any )?(?:views?|opinions?)(?:,? (?:and|or) (?:views?|opinions?))?\b.*\b(?:express|present|stat|contain)ed\b.*\b(?:own|not|those|sole)",
    rf"^(?:the |all )?(?:views?|opinions?) .*\b(?:are|remain)\b.*\b{AUTHORS}\b",
    rf"\b{AUTHORS}\b.*\b(?:do|does) not (?:necessarily )?(?:reflect|represent)\b",
    r"\bnot necessarily (?:reflect|represent|mirror|those of)\b",
    r"^this (?:article|piece|commentary|column|essay|op-ed) (?:reflects|represents|expresses)\b.*\bauthors?\b",
)
ORIGIN = _any(
    r"^(?:this|the) (?:article|piece|commentary|essay|column|op-ed|story|post) (?:was )?(?:first|originally) (?:published|appeared|posted|ran)\b",
    r"^(?:first|originally) (?:published|appeared|posted)\b",
)
GLUED = regex.compile(
    r"(?<=[.!?…”\"’)])\s*(?=(?:The (?:views|opinions) (?:and (?:views|opinions) )?(?:expressed|presented)\b"
    r"|(?:Copyright|©) ?(?:©|\(c\))? ?\d{4}\b|All rights reserved\b"
    r"|This (?:article|piece|essay|commentary) (?:was )?(?:first|originally) (?:published|appeared)\b))"
)
TAGS = _any(
    r"^(?:tags?|topics?|filed under|keywords?|categor(?:y|ies)|related topics)\s*[:|–—-]",
    r"^(?:tags?|filed under|keywords)\b(?!.*[.!?]$)",
)
ENDING = _any(
    r"\ball rights reserved\b",
    r"^(?:\d+ )?comments?\W*\d*$",
    r"^(?:leave a (?:comment|reply)|join the (?:conversation|discussion)|show comments|conversation)\W*$",
)
COPYRIGHT = _any(r"^(?:copyright\s*(?:©|\(c\)|:|by\b|\d{4}\b)|©|\(c\) ?\d{4})")
MORE = _any(
    r"^more (?:\S+ ){0,4}(?:news|stories|articles|coverage|headlines|videos|opinion)$",
    r"^more (?:from|on|in|by) (?:\S+ ?){1,5}$",
    r"^(?:see|view|show|load|browse) (?:all|more)\b(?: \S+){0,6}$",
    r"^most (?:popular|read|viewed|shared|watched|commented|recent|discussed)\b(?: \S+){0,3}$",
    r"^(?:related|recommended|trending|popular|latest|top|similar|featured|other) (?:articles?|stories|news|posts?|reads?|reading|content|coverage|headlines|videos|now|for you)(?: \S+){0,3}:?$",
    r"^(?:trending|recommended|promoted stories|you (?:may|might) (?:also )?like|what to read next|read next|up next|editors?['’]?s? picks?|from our partners|around the web)\b(?: \S+){0,3}:?$",
)
SEPARATED = regex.compile(r"\s*[|•·›»>]\s*|\s+/\s+")


def label(block: Block) -> Label | None:
    """What the block is; None where it may belong to the article."""
    for found, most, pattern in (
        (Label.MENU, 6, SKIP),
        (Label.BANNER, 30, BANNER),
        (Label.END, 60, ENDING),
        (Label.MORE, 40, TAGS),
        (Label.MORE, 60, COPYRIGHT),
        (Label.MORE, 10, MORE),
        (Label.ORIGIN, 50, ORIGIN),
        (Label.DISCLAIMER, 80, DISCLAIMER),
        (Label.INSERT, 60, INSERT),
        (Label.CREDIT, 60, CREDIT),
        (Label.NOTICE, 50, NOTICE),
    ):
        if block.is_within(most) and pattern.search(block.text):
            return found
    return Label.MENU if _is_menu(block) else None


def _is_menu(block: Block) -> bool:
    if block.link and block.is_within(12) and not block.heading:
        return True
    parts = [part for part in SEPARATED.split(block.text) if part]
    if len(parts) >= 3 and block.words <= 3 * len(parts):
        return True
    return not block.stops and all(
        word.lower().strip(":,()+") in BUTTONS for word in block.text.split()
    )
