"""All the files of a report at once, by their names."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

from bot.classroom.report import Report
from bot.debate.errors import ParleyError
from bot.drawing.plotting import sheet
from bot.drawing.png import png
from bot.drawing.report_charts import charts
from bot.exports.report_page import report_page
from bot.exports.report_paper import report_paper
from bot.exports.report_tables import as_json, scores_csv, students_csv
from bot.exports.report_words import Told


async def report_files(
    report: Report,
    names: Mapping[str, str],
    *,
    criteria: Mapping[str, str] | None = None,
    arguments: Mapping[str, str] | None = None,
    title: str = "",
) -> dict[str, bytes]:
    """A report as files, such as `report.html`: name and content. Does not block the loop.

    `names` are by person, as they are to be shown: pseudonyms or names. `criteria` and `arguments`
    give names to what a ballot scores, and what the library's arguments claim, by id; `title` is
    for example that of the class. A chart that cannot be painted is left out of the PDF and of the
    files; the page has it all the same.
    """
    told = Told(report, names, criteria or {}, arguments or {}, title)
    drawn = await asyncio.to_thread(charts, report, names, told.criteria)
    painted = await paint(drawn if told.alone else _in_sheets(drawn))
    files = await asyncio.to_thread(_files, told, drawn, painted)
    return {name: content for name, content in files.items() if content}


async def paint(drawn: Mapping[str, str]) -> dict[str, bytes]:
    """Charts as PNG, by their names; without those that cannot be painted just now."""
    pictures = await asyncio.gather(*map(png, drawn.values()), return_exceptions=True)
    painted: dict[str, bytes] = {}
    for name, picture in zip(drawn, pictures, strict=True):
        if isinstance(picture, bytes):
            painted[name] = picture
        elif not isinstance(picture, ParleyError):
            raise picture
    return painted


def _in_sheets(drawn: Mapping[str, str]) -> dict[str, str]:
    """The charts of the class, and those of its students four to a sheet."""
    own = [svg for name, svg in drawn.items() if name.startswith("criteria-")]
    whole = {name: svg for name, svg in drawn.items() if not name.startswith("criteria-")}
    sheets = (own[start : start + 4] for start in range(0, len(own), 4))
    return whole | {f"sheet-{n}": sheet(four) for n, four in enumerate(sheets, 1)}


def _files(told: Told, drawn: Mapping[str, str], painted: Mapping[str, bytes]) -> dict[str, bytes]:
    plain = json.dumps(as_json(told), indent=2, ensure_ascii=False)
    shown = {
        name.removesuffix("-1"): picture
        for name, picture in painted.items()
        if not name.startswith("sheet-")
    }
    return {
        "report.html": report_page(told, drawn).encode("utf-8", "replace"),
        "report.pdf": report_paper(told, painted),
        "report.json": f"{plain}\n".encode("utf-8", "replace"),
        "students.csv": students_csv(told),
        "scores.csv": scores_csv(told),
        **{f"{name}.png": picture for name, picture in shown.items()},
    }
