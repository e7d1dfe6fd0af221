"""The charts of a report: nothing runs into anything else, and all of it can also be read."""

from __future__ import annotations

import io
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree

import pytest
from PIL import Image

from bot.classroom.report import Report, Week
from bot.classroom.reporting import report_of
from bot.debate.model import Debate
from bot.drawing.letters import width
from bot.drawing.plotting import WIDTH, ticks
from bot.drawing.png import png
from bot.drawing.report_charts import charts, claims_chart, weeks_chart
from tests.classroom.term import CRITERIA, a_debate, a_term, judged
from tests.debate.examples import T0

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {
    "s00": "Ada Lovelace",
    "s01": "بدر الدين الحسيني",
    "s02": "Maximiliane-Wilhelmine von und zu Hohenlohe-Waldenburg-Schillingsfürst",
    "s03": "<b onclick='x'>&amp; ]]> \x00\u202e",
    "s04": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "s05": "李小龍 😀",
}
LATER = T0 + timedelta(days=120)


def report(debates: list[Debate], roster: tuple[str, ...] = (), **options: bool) -> Report:
    return report_of(debates, roster, at=LATER, **options)


REPORTS = {
    "no debate": report([], ("s00", "s02")),
    "nobody": report([]),
    "one debate": report(a_term(1, 1)),
    "three students": report(a_term(3, 5)),
    "a term": report(a_term()),
}


@pytest.fixture(params=REPORTS, scope="module")
def drawn(request: pytest.FixtureRequest) -> dict[str, ElementTree.Element]:
    """Every chart of a report, read back."""
    found = charts(REPORTS[request.param], NAMES, CRITERIA)
    return {name: ElementTree.fromstring(svg) for name, svg in found.items()}


def box(text: ElementTree.Element) -> tuple[float, float, float, float]:
    """Where a text stands: left, top, right and bottom of its letters."""
    x, y, size = (float(text.get(name, "0")) for name in ("x", "y", "font-size"))
    wide = width(text.text or "", size)
    left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
    return left, y - 0.75 * size, left + wide, y + 0.15 * size


def words(svg: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


def test_no_two_texts_overlap_and_none_leaves_the_sheet(
    drawn: dict[str, ElementTree.Element],
) -> None:
    for name, svg in drawn.items():
        height = float(svg.get("height", "0"))
        texts = [(text.text, box(text)) for text in svg.iter(f"{SVG}text")]
        for said, (left, top, right, bottom) in texts:
            assert left >= 0, (name, said)
            assert top >= 0, (name, said)
            assert right <= WIDTH, (name, said)
            assert bottom <= height, (name, said)
        for (one, a), (other, b) in combinations(texts, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (name, one, other)


def test_nothing_is_drawn_outside_the_sheet(drawn: dict[str, ElementTree.Element]) -> None:
    for name, svg in drawn.items():
        height = float(svg.get("height", "0"))
        for bar in list(svg.iter(f"{SVG}rect"))[1:]:
            x, y, wide, high = (float(bar.get(k, "0")) for k in ("x", "y", "width", "height"))
            assert min(x, y, wide, high) >= 0, name
            assert x + wide <= WIDTH, name
            assert y + high <= height, name
        for dot in svg.iter(f"{SVG}circle"):
            x, y, r = (float(dot.get(key, "0")) for key in ("cx", "cy", "r"))
            assert r <= x <= WIDTH - r, name
            assert r <= y <= height - r, name


def test_every_chart_has_a_ground_a_title_and_all_of_it_in_words(
    drawn: dict[str, ElementTree.Element],
) -> None:
    ids: list[str] = []
    for svg in drawn.values():
        ground = next(svg.iter(f"{SVG}rect"))  # of the pattern, which is defined first
        assert ground.get("fill") == "#ffffff"
        assert svg.get("role") == "img"
        told = {one.get("id"): one.text for one in svg if one.tag in (f"{SVG}title", f"{SVG}desc")}
        assert (svg.get("aria-labelledby") or "").split() == list(told)
        assert all(told.values())
        ids += [id for one in svg.iter() if (id := one.get("id"))]
    assert len(ids) == len(set(ids))


def test_nothing_in_a_chart_is_refused_by_the_policy_of_the_page() -> None:
    for svg in charts(REPORTS["three students"], NAMES, CRITERIA).values():
        for forbidden in ("style=", "<script", "<image", "href", "onclick='x'>"):
            assert forbidden not in svg


def test_students_stand_by_name_and_never_by_figure() -> None:
    shown = report([a_debate("d1", "s00"), a_debate("d2", "s02"), a_debate("d3", "s02")])
    names = {"s00": "zoe", "s02": "Ada"}
    svg = ElementTree.fromstring(charts(shown, names, CRITERIA)["class"])
    found = words(svg)
    assert found.index("Ada") < found.index("zoe")
    back = {"s00": "Ada", "s02": "zoe"}
    found = words(ElementTree.fromstring(charts(shown, back, CRITERIA)["class"]))
    assert found.index("Ada") < found.index("zoe")


def test_points_that_are_not_released_are_told_apart_without_colour() -> None:
    held = judged(a_debate("d1", "s00", held=True), {"s00": [2]}, released=False)
    free = judged(a_debate("d2", "s00", at=T0 + timedelta(days=1)), {"s00": [3]})
    hidden = charts(report([held, free]), NAMES, CRITERIA)["criteria-1"]
    assert hidden.count("<circle") == 1
    shown = ElementTree.fromstring(
        charts(report([held, free], unreleased=True), NAMES, CRITERIA)["criteria-1"]
    )
    fills = [dot.get("fill") for dot in shown.iter(f"{SVG}circle")]
    assert fills == ["#ffffff", "#1f5fa8"]
    assert "A hollow dot is a ballot that is not released." in words(shown)


def test_bars_are_as_long_as_their_numbers_and_one_of_them_is_hatched() -> None:
    svg = ElementTree.fromstring(claims_chart([("Ada", 6, 2), ("Bo", 0, 4)], "Claims"))
    bars = [r for r in svg.iter(f"{SVG}rect") if r.get("height") == "16"][2:]
    wide = [float(bar.get("width", "0")) for bar in bars]
    assert wide == pytest.approx([504, 168, 336], abs=0.2)
    assert "hatch" in (bars[1].get("fill") or "")
    assert "6 answered, 2 left" in words(svg)


def test_a_long_year_of_weeks_still_fits() -> None:
    weeks = [Week(date(2025, 9, 1) + timedelta(days=7 * n), n, 12_345 * n) for n in range(60)]
    svg = ElementTree.fromstring(weeks_chart(weeks))
    boxes = [box(text) for text in svg.iter(f"{SVG}text")]
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.mark.parametrize(
    ("most", "scale"), [(0, (0, 1)), (1, (0, 1)), (4, (0, 1, 2, 3, 4)), (226, (0, 100, 200, 300))]
)
def test_scales_are_round_and_reach_over_the_highest(most: int, scale: tuple[int, ...]) -> None:
    assert ticks(most) == scale


async def test_a_chart_is_painted_with_its_ground_and_its_ink() -> None:
    picture = await png(charts(REPORTS["three students"], NAMES, CRITERIA)["class"])
    with Image.open(io.BytesIO(picture)) as image:
        assert image.width == WIDTH
        colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20) or ()}
    assert {(255, 255, 255), (27, 27, 27), (31, 95, 168), (143, 74, 0)} <= colours
