"""Discord's flavour of Markdown, to safe HTML.

markdown-it-py does the parsing with only those rules switched on that Discord has; the
rules that Discord adds are here. Raw HTML is never passed through: whatever is not
Markdown is text. The room's names are looked up through a `Names`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.link import link
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token


@dataclass(frozen=True)
class Names:
    """How ids become names; each gives None for what is not there."""

    user: Callable[[str], str | None]
    role: Callable[[str], str | None]
    channel: Callable[[str], str | None]


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
_FENCE = re.compile(
    r"```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][^`]*(?:`{1,2}[^`]+)*?)\n*```", re.IGNORECASE
)


# -- blocks ----------------------------------------------------------------------------


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A code block, which on Discord may open and close anywhere on its lines."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("```", begin):
        return False
    match = _FENCE.match(state.src, begin)
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


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
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


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
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


def _subtext(state: StateBlock, start: int, end: int, silent: bool) -> bool:
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


def _angled(state: StateInline, silent: bool) -> bool:
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


def _everyone(state: StateInline, silent: bool) -> bool:
    match = _EVERYONE.match(state.src, state.pos) if state.src[state.pos] == "@" else None
    if match is None:
        return False
    if not silent:
        state.push("discord", "", 0).meta = {"kind": "everyone", "value": match[0]}
    state.pos = match.end()
    return True


def _bare_url(state: StateInline, silent: bool) -> bool:
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


def _spoiler(state: StateInline, silent: bool) -> bool:
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


def _close_spoilers(state: StateInline) -> None:
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


# -- rendering -------------------------------------------------------------------------

_Env = MutableMapping[str, Any]


def _render_discord(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: _Env
) -> str:
    meta, names = tokens[index].meta, env["names"]
    kind, value = meta["kind"], meta["value"]
    if kind == "time":
        return _render_time(int(value), meta["style"])
    if kind == "emoji":
        return f'<span class="emoji">:{escapeHtml(value)}:</span>'
    if kind == "everyone":
        return f'<span class="mention">{escapeHtml(value)}</span>'
    if kind == "command":
        return f'<span class="mention">/{escapeHtml(value)}</span>'
    look, sign, missing = {
        "user": (names.user, "@", "unknown-user"),
        "role": (names.role, "@", "unknown-role"),
        "channel": (names.channel, "#", "unknown"),
    }[kind]
    text = escapeHtml(sign + (look(value) or missing))
    if kind == "channel":
        return f'<a class="mention" data-channel="{value}" href="#{value}">{text}</a>'
    return f'<span class="mention" data-{kind}="{value}">{text}</span>'


def _render_time(seconds: int, style: str) -> str:
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return escapeHtml(f"<t:{seconds}>")
    text = moment.strftime("%d %B %Y %H:%M UTC")
    return f'<time datetime="{moment.isoformat()}" data-style="{style}">{text}</time>'


def _render_link(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: _Env
) -> str:
    token = tokens[index]
    href = str(token.attrGet("href"))
    label = tokens[index + 1].content if tokens[index + 1].type == "text" else ""
    title = href if label == href else f"{label} ({href})" if label else href
    token.attrSet("title", title)
    token.attrSet("target", "_blank")
    token.attrSet("rel", "noopener noreferrer nofollow")
    return self.renderToken(tokens, index, options, env)


def _render_strong(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: _Env
) -> str:
    token = tokens[index]
    if token.markup == "__":
        token.tag = "u"
    return self.renderToken(tokens, index, options, env)


def _honest_link(state: StateInline, silent: bool) -> bool:
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


def _flavour() -> MarkdownIt:
    md = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": False})
    md.enable(
        ["list", "newline", "escape", "backticks", "emphasis", "strikethrough", "balance_pairs"]
    )
    md.enable(["fragments_join"], ignoreInvalid=True)
    stops: RuleOptionsType = {"alt": ["paragraph", "list"]}
    md.inline.add_terminator_char("|")
    for name, rule in (
        ("discord_fence", _fence),
        ("discord_quote", _quote),
        ("discord_heading", _heading),
        ("discord_subtext", _subtext),
    ):
        md.block.ruler.before("list", name, rule, stops)
    md.inline.ruler.before("escape", "discord_angled", _angled)
    md.inline.ruler.before("escape", "discord_everyone", _everyone)
    md.inline.ruler.before("escape", "discord_url", _bare_url)
    md.inline.ruler.before("emphasis", "discord_spoiler", _spoiler)
    md.inline.ruler.before("emphasis", "discord_link", _honest_link)
    md.inline.ruler2.after("balance_pairs", "discord_spoiler", _close_spoilers)
    md.add_render_rule("discord", _render_discord)
    md.add_render_rule("link_open", _render_link)
    md.add_render_rule("strong_open", _render_strong)
    md.add_render_rule("strong_close", _render_strong)
    md.validateLink = lambda url: url.lower().startswith(("http://", "https://"))  # type: ignore[method-assign]
    return md


_MD = _flavour()


def _on_own_lines(fence: re.Match[str]) -> str:
    """A code block that begins within a line, moved to a line of its own."""
    before = fence.string[: fence.start()].rpartition("\n")[2]
    return fence[0] if before.strip("> ") == "" or before.startswith("> ") else f"\n{fence[0]}"


def to_html(text: str, names: Names) -> str:
    """Safe HTML of `text`; empty for an empty text."""
    if not text:
        return ""
    rendered: str = _MD.render(_FENCE.sub(_on_own_lines, text), {"names": names})
    return rendered.strip()
