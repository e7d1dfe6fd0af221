"""A report as one HTML file: for a phone, a desk and paper, with nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.exports import report_words
from bot.exports.html import HERE, style_hash
from bot.exports.report_words import Told


def report_page(told: Told, drawn: Mapping[str, str]) -> str:
    """The report as one HTML document. `drawn` are its charts, put in as they are."""
    style = _style()
    points = [Markup(drawn[f"criteria-{n}"]) for n in range(1, len(told.students) + 1)]
    pictures = {name: Markup(drawn.get(name, "")) for name in ("class", "weeks", "arguments")}
    return _page().render(
        told=told,
        style=Markup(style),
        style_hash=style_hash(style),
        pictures=pictures,
        rows=[report_words.row(told, student) for student in told.students],
        students=list(zip(told.students, points, strict=True)),
    )


@lru_cache(maxsize=1)
def _style() -> str:
    sheets = (HERE / name for name in ("page.css", "report.css"))
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


@lru_cache(maxsize=1)
def _page() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=report_words)
    return environment.get_template("report.html")
