"""What the shell offers when somebody presses Tab: the ids that stand in the files.

Read from the files alone and without a word of complaint: whoever completes is in the middle of
a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from bot import wiring
from bot.debate.errors import ParleyError
from bot.library.checks import schools_beside
from bot.library.corpus import read_corpus

Offered = list[tuple[str, str]]


def _offering(
    found: Callable[[wiring.Home], Iterable[tuple[str, str]]],
) -> Callable[[typer.Context, str], Offered]:
    """A callback for typer that offers the `found` ids that begin as what was typed."""

    def offer(ctx: typer.Context, incomplete: str) -> Offered:
        named = (ctx.params.get("config"), ctx.params.get("data_dir"))
        config, data_dir = (Path(path) if path else None for path in named)
        try:
            entries = found(wiring.find_home(config, data_dir))
            return [(id, says) for id, says in entries if id.startswith(incomplete)]
        except (ParleyError, OSError):
            return []

    return offer


def _motions(home: wiring.Home) -> Offered:
    return [(m.entry.id, m.entry.says) for m in read_corpus(home.corpus).motions]


def _schools(home: wiring.Home) -> Offered:
    return [(school, "") for school in (*schools_beside(home.corpus), "surprise")]


def _formats(home: wiring.Home) -> Offered:
    return [(id, f"{f.name}: {f.purpose}") for id, f in wiring.formats_of(home).items()]


def _sources(home: wiring.Home) -> Offered:
    briefs = [(b.entry.id, b.entry.title) for b in read_corpus(home.corpus).briefs]
    return [*briefs, *_articles(home)]


def _articles(home: wiring.Home) -> Offered:
    return [(path.stem, "article") for path in sorted(home.articles.glob("*.md"))]


motions = _offering(_motions)
schools = _offering(_schools)
formats = _offering(_formats)
sources = _offering(_sources)
articles = _offering(_articles)
