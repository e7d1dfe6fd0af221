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
from markdown_it.token import Token

from . import markdown_rules as rules


@dataclass(frozen=True)
class Names:
    """How ids become names; each gives None for what is not there."""

    user: Callable[[str], str | None]
    role: Callable[[str], str | None]
    channel: Callable[[str], str | None]


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
    href = str(token.attrGet("href") or "")
    if not href:
        return "<a>"  # `[words]()`: the parser asks nobody about an empty address
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


def _flavour() -> MarkdownIt:
    md = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": False})
    md.enable(
        ["list", "newline", "escape", "backticks", "emphasis", "strikethrough", "balance_pairs"]
    )
    md.enable(["fragments_join"], ignoreInvalid=True)
    stops: RuleOptionsType = {"alt": ["paragraph", "list"]}
    md.inline.add_terminator_char("|")
    for name, rule in (
        ("discord_fence", rules.fence),
        ("discord_quote", rules.quote),
        ("discord_heading", rules.heading),
        ("discord_subtext", rules.subtext),
    ):
        md.block.ruler.before("list", name, rule, stops)
    md.inline.ruler.before("escape", "discord_angled", rules.angled)
    md.inline.ruler.before("escape", "discord_everyone", rules.everyone)
    md.inline.ruler.before("escape", "discord_url", rules.bare_url)
    md.inline.ruler.before("emphasis", "discord_spoiler", rules.spoiler)
    md.inline.ruler.before("emphasis", "discord_link", rules.honest_link)
    md.inline.ruler2.after("balance_pairs", "discord_spoiler", rules.close_spoilers)
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
    rendered: str = _MD.render(rules.FENCE.sub(_on_own_lines, text), {"names": names})
    return rendered.strip()
