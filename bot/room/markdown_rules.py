"""The rules by which Discord's Markdown differs from CommonMark, for markdown-it-py's parser."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.link import link
from markdown_it.rules_inline.state_inline import Delimiter

_URL = re.compile(r"https?://[^\s<]+[^<.,:;\"'\]\s]", re.IGNORECASE)
_LOOKS_LIKE_URL = re.compile(r"://|^\s*(www\.)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/|\s*$)", re.IGNORECASE)
_ANGLED = re.compile(
    r"<(?:(?P<url>https?://[^\s<>]+)|@!?(?P<user>\d+)|@&(?P<role>\d+)|\#(?P<channel>\d+)"
    r"|t:(?P<time>-?\d{1,13})(?::(?P<style>[tTdDfFRsS]))?"
    r"|/(?P<command>[^:<>\n]{1,100}):\d+|a?:(?P<emoji>\w{2,32}):\d+)>"
)
_EVERYONE = re.compile(r"@(everyone|here)\b")
_HEADING = re.compile(r"(#{1,3})\s+(.+)")
_SUBTEXT = re.compile(r"-#\s+(.+)")
FENCE = re.compile(
    r"```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][^`]*(?:`{1,2}[^`]+)*?)\n*```", re.IGNORECASE
)


# -- blocks ----------------------------------------------------------------------------


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A code block, which on Discord may open and close anywhere on its lines."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("```", begin):
        return False
    match = FENCE.match(state.src, begin)
    if match is None:
        return False
    if silent:
        return True
    last = start
    while last < end - 1 and state.eMarks[last] < match.end():
        last += 1
    token = state.push("fence", "code", 0)
    token.info, token.content, token.block = match[1] or "", match[2].rstrip("\n") + "\n", True
    rest = state.src[match.end() : state.eMarks[last]].strip()
    if rest:
        _paragraph(state, rest)
    state.line = last + 1
    return True


def _paragraph(state: StateBlock, text: str) -> None:
    state.push("paragraph_open", "p", 1)
    _inline(state, text)
    state.push("paragraph_close", "p", -1)


def _inline(state: StateBlock, text: str) -> None:
    token = state.push("inline", "", 0)
    token.content, token.children = text, []


def quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`> ` quotes a line, `>>> ` all that follows. Quotes do not nest."""
    if state.env.get("quoted"):
        return False
    line = _line(state, start)
    rest_of_text = line.startswith(">>> ")
    if not rest_of_text and not line.startswith("> ") and line != ">":
        return False
    if silent:
        return True
    stop, lines = start, []
    while stop < end:
        line = _line(state, stop)
        if rest_of_text:
            lines.append(line.removeprefix(">>> ") if stop == start else line)
        elif line.startswith("> ") or line == ">":
            lines.append(line[2:])
        else:
            break
        stop += 1
    state.push("blockquote_open", "blockquote", 1)
    state.md.block.parse("\n".join(lines), state.md, {**state.env, "quoted": True}, state.tokens)
    state.push("blockquote_close", "blockquote", -1)
    state.line = stop
    return True


def heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = _HEADING.fullmatch(_line(state, start))
    if match is None:
        return False
    if silent:
        return True
    # A message stands under the page's own headings, so its levels begin at three.
    level = len(match[1])
    state.push("heading_open", f"h{level + 2}", 1).attrSet("class", f"md-h{level}")
    _inline(state, match[2].strip())
    state.push("heading_close", f"h{level + 2}", -1)
    state.line = start + 1
    return True


def subtext(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = _SUBTEXT.fullmatch(_line(state, start))
    if match is None:
        return False
    if silent:
        return True
    state.push("paragraph_open", "p", 1).attrSet("class", "md-subtext")
    state.push("subtext_open", "small", 1)
    _inline(state, match[1].strip())
    state.push("subtext_close", "small", -1)
    state.push("paragraph_close", "p", -1)
    state.line = start + 1
    return True


# -- inline ----------------------------------------------------------------------------


def angled(state: StateInline, silent: bool) -> bool:
    """Mentions, timestamps, custom emoji and addresses in angle brackets."""
    match = _ANGLED.match(state.src, state.pos) if state.src[state.pos] == "<" else None
    if match is None:
        return False
    if not silent:
        kind = str(match.lastgroup if match.lastgroup != "style" else "time")
        if kind == "url":
            _push_link(state, match["url"])
        else:
            token = state.push("discord", "", 0)
            token.meta = {"kind": kind, "value": match[kind], "style": match["style"] or "f"}
    state.pos = match.end()
    return True


def everyone(state: StateInline, silent: bool) -> bool:
    match = _EVERYONE.match(state.src, state.pos) if state.src[state.pos] == "@" else None
    if match is None:
        return False
    if not silent:
        state.push("discord", "", 0).meta = {"kind": "everyone", "value": match[0]}
    state.pos = match.end()
    return True


def bare_url(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":" or state.linkLevel:
        return False
    for scheme in ("https", "http"):
        begin = state.pos - len(scheme)
        if state.pending.lower().endswith(scheme) and not state.src[begin - 1 : begin].isalnum():
            match = _URL.match(state.src, begin)
            if match is None or match.end() > state.posMax:
                return False
            url = _balanced(match[0])
            if not silent:
                state.pending = state.pending[: -len(scheme)]
                _push_link(state, url)
            state.pos = begin + len(url)
            return True
    return False


def _balanced(url: str) -> str:
    """`url` without a closing bracket that belongs to the sentence around it."""
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1]
    return url


def _push_link(state: StateInline, url: str) -> None:
    state.push("link_open", "a", 1).attrSet("href", state.md.normalizeLink(url))
    state.push("text", "", 0).content = url
    state.push("link_close", "a", -1)


def spoiler(state: StateInline, silent: bool) -> bool:
    if silent or not state.src.startswith("||", state.pos):
        return False
    scanned = state.scanDelims(state.pos, True)
    pairs, odd = divmod(scanned.length, 2)
    for _ in range(pairs):
        state.push("text", "", 0).content = "||"
        state.delimiters.append(
            Delimiter(
                marker=ord("|"),
                length=0,
                token=len(state.tokens) - 1,
                end=-1,
                open=True,
                close=True,
            )
        )
    if odd:
        state.push("text", "", 0).content = "|"
    state.pos += scanned.length
    return True


def close_spoilers(state: StateInline) -> None:
    groups = [state.delimiters]
    groups += [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in groups:
        for opener in delimiters:
            if opener.marker == ord("|") and opener.end != -1:
                closer = delimiters[opener.end]
                first, last = state.tokens[opener.token], state.tokens[closer.token]
                first.type, first.tag, first.nesting, first.content = "spoiler_open", "span", 1, ""
                last.type, last.tag, last.nesting, last.content = "spoiler_close", "span", -1, ""
                first.attrSet("class", "spoiler")


def honest_link(state: StateInline, silent: bool) -> bool:
    """A masked link, unless its text poses as another address: then it stays as written."""
    begin, tokens, pending = state.pos, len(state.tokens), state.pending
    if state.src[begin] != "[" or not link(state, silent):
        return False
    written = state.src[begin : state.pos]
    label = written[1 : written.rindex("](")].strip("*_~|` ")
    if _LOOKS_LIKE_URL.search(label) and not silent:
        del state.tokens[tokens:]
        del state.tokens_meta[tokens:]
        state.pending = pending + written
    return True
