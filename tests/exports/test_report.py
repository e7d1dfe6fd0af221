"""The files of a report: whole, escaped, readable, and without a word that should not be in them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import jsonschema_rs
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Page
from pypdf import PdfReader

from bot.classroom.report import DEFINITIONS, Report
from bot.classroom.reporting import report_of
from bot.debate.model import Debate
from bot.drawing.report_charts import charts
from bot.exports.report import report_files
from bot.exports.report_page import report_page
from bot.exports.report_paper import report_paper
from bot.exports.report_tables import COUNTS, as_json, scores_csv, students_csv
from bot.exports.report_words import Told
from tests.axe import barriers
from tests.classroom.term import CRITERIA, SAID, a_debate, a_term, judged
from tests.debate.examples import T0
from tests.exports.test_csv_tables import HOSTILE, WORKED_OUT
from tests.room.browser import chromium, shoot  # noqa: F401  chromium is a fixture

SCHEMA = json.loads(files("bot.exports").joinpath("report.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
LATER = T0 + timedelta(days=120)
NAMES = {
    "s00": "Ada Lovelace",
    "s01": "بدر الدين الحسيني",
    "s02": "<script>alert('Cy')</script>",
    "s03": "Maximiliane-Wilhelmine von und zu Hohenlohe-Waldenburg-Schillingsfürst",
}
ARGUMENTS = {"weakness": "Weakness <i>invites</i> a test."}


def a_report(students: int = 4, debates: int = 6, roster: tuple[str, ...] = ()) -> Report:
    return report_of(a_term(students, debates), roster, at=LATER)


def told(report: Report, names: dict[str, str] | None = None) -> Told:
    return Told(report, names or NAMES, CRITERIA, ARGUMENTS, "Class 9b")


def rows(sheet: bytes) -> list[dict[str, str]]:
    text = sheet.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def page_of(report: Report) -> str:
    return report_page(told(report), charts(report, NAMES, CRITERIA))


@pytest.fixture(scope="module")
def report() -> Report:
    return a_report()


# --- tables and JSON --------------------------------------------------------------------------


def test_a_row_for_each_student_with_every_figure(report: Report) -> None:
    read = rows(students_csv(told(report)))
    assert {row["student"] for row in read} == set(NAMES.values())
    ada = next(row for row in read if row["student"] == "Ada Lovelace")
    figures = report.students[0].figures
    assert {name: ada[name] for name in COUNTS} == {n: str(getattr(figures, n)) for n in COUNTS}
    assert 0 < float(ada["share of the floor"]) < 1


def test_a_row_for_each_criterion_of_each_scorecard(report: Report) -> None:
    read = rows(scores_csv(told(report)))
    assert len(read) == 4 * 6 * len(CRITERIA)
    assert {row["criterion"] for row in read} == set(CRITERIA.values())
    assert {row["out of"] for row in read} == {"4"}
    dates = [row["date"] for row in read if row["student"] == "Ada Lovelace"]
    assert dates == sorted(dates)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_worked_out_as_a_formula(name: str) -> None:
    found = report_of([judged(a_debate("d1", "s00"), {"s00": [2]})], at=LATER)
    for sheet in (students_csv(told(found, {"s00": name})), scores_csv(told(found, {"s00": name}))):
        for row in rows(sheet):
            assert not WORKED_OUT.search(row["student"]), row


def a_held_debate() -> Debate:
    return judged(a_debate("d1", "s00", held=True), {"s00": [2, 3]}, released=False)


@pytest.mark.parametrize(
    "found",
    [
        a_report(),
        a_report(1, 1),
        report_of([], at=LATER),
        report_of([], ("s00",), at=LATER, since=T0),
        report_of([a_held_debate()], at=LATER, unreleased=True),
    ],
    ids=("a class", "one", "nobody", "silence", "unreleased"),
)
def test_the_json_is_as_its_schema_says(found: Report) -> None:
    VALIDATOR.validate(json.loads(json.dumps(as_json(told(found)))))


def test_the_schema_lets_nothing_else_pass(report: Report) -> None:
    data = json.loads(json.dumps(as_json(told(report))))
    assert VALIDATOR.is_valid(data)
    assert not VALIDATOR.is_valid(data | {"person": "s00"})
    data["students"][0]["marks"][0]["points"] = 5
    assert not VALIDATOR.is_valid(data)


# --- all files --------------------------------------------------------------------------------


async def test_all_files_of_a_class_and_of_one_student() -> None:
    common = {"report.html", "report.pdf", "report.json", "students.csv", "scores.csv"}
    made = await report_files(a_report(2, 2), NAMES, criteria=CRITERIA)
    assert made.keys() == common | {"class.png", "weeks.png", "arguments.png"}
    alone = await report_files(a_report(1, 2), NAMES, criteria=CRITERIA)
    assert alone.keys() == common | {"weeks.png", "arguments.png", "criteria.png"}
    for name, content in (*made.items(), *alone.items()):
        if name.endswith(".png"):
            with Image.open(io.BytesIO(content)) as image:
                assert image.width == 720
    assert b"Report on Ada Lovelace" in alone["report.html"]


async def test_no_word_of_a_speech_and_no_id_of_a_person_is_in_any_file() -> None:
    made = await report_files(a_report(2, 2), NAMES, criteria=CRITERIA)
    whole = b"".join(
        content for name, content in made.items() if not name.endswith((".pdf", ".png"))
    ).decode("utf-8")
    whole += "".join(p.extract_text() for p in PdfReader(io.BytesIO(made["report.pdf"])).pages)
    for words in SAID:
        assert words not in whole
    assert not re.search(r"\bs0[01]\b", whole)


def test_grades_that_are_not_released_are_in_no_file() -> None:
    hidden = told(report_of([a_held_debate()], at=LATER))
    assert rows(scores_csv(hidden)) == []
    assert as_json(hidden)["students"][0]["marks"] == []
    page = page_of(hidden.report)
    assert "latest 2 of 4" not in page
    assert "1 ballot on a student, left out here" in page
    shown = page_of(report_of([a_held_debate()], at=LATER, unreleased=True))
    assert "latest 2 of 4" in shown
    assert "1 ballot on a student, shown here" in shown


def test_nothing_to_report_is_still_a_page_and_a_paper() -> None:
    nothing = report_of([], at=LATER)
    assert "Nobody is in this class yet." in page_of(nothing)
    assert PdfReader(io.BytesIO(report_paper(told(nothing), {}))).pages


# --- the page ---------------------------------------------------------------------------------


def test_names_are_escaped_and_every_definition_stands_at_the_foot(report: Report) -> None:
    page = page_of(report)
    assert "<script" not in page
    assert "<i>" not in page
    assert "&lt;script&gt;alert(" in page
    for says in DEFINITIONS.values():
        assert says.replace("'", "&#39;").replace("“", "“") in page
    assert "style=" not in page


def test_a_teacher_reads_first_who_is_missing_improved_and_what_is_dropped() -> None:
    page = page_of(a_report(4, 8, (*NAMES, "s09")))
    first = page[page.index("First of all</h2>") : page.index('id="weeks"')]
    assert "Student, never yet" in first
    assert "Ada Lovelace, last on" in first
    assert "Weakness &lt;i&gt;invites&lt;/i&gt; a test." in first
    assert re.search(r"Evidence: .*, \+\d\.\d points", first)


def test_the_paper_has_every_name_figure_and_definition(report: Report) -> None:
    pages = PdfReader(io.BytesIO(report_paper(told(report), {}))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Ada Lovelace" in text
    assert "alert('Cy')" in text
    assert f"{report.figures.words:,} words" in text
    assert DEFINITIONS["dropped"].split(",")[0] in text


# --- in Chromium ------------------------------------------------------------------------------


@pytest_asyncio.fixture(loop_scope="session")
async def page(chromium: Browser, tmp_path: Path) -> AsyncIterator[Page]:  # noqa: F811
    """The page of a class, opened on a phone; the test fails where it asks for or logs anything."""
    file = tmp_path / "report.html"
    file.write_text(page_of(a_report(4, 6, (*NAMES, "s09"))), encoding="utf-8")
    noise: list[str] = []
    context = await chromium.new_context(viewport={"width": 360, "height": 740})
    page = await context.new_page()
    page.on("request", lambda asked: noise.append(asked.url) if asked.url != file.as_uri() else 0)
    page.on("console", lambda message: noise.append(message.text))
    page.on("dialog", lambda dialog: noise.append(dialog.message))
    await page.goto(file.as_uri())
    yield page
    await context.close()
    assert noise == []


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_it_fits_a_phone_and_a_desk_and_hinders_nobody(page: Page) -> None:
    for width in (320, 360, 1200):
        await page.set_viewport_size({"width": width, "height": 740})
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    assert await barriers(page, "a report on a desk") == []
    await page.set_viewport_size({"width": 360, "height": 740})
    assert await barriers(page, "a report on a phone") == []
    await shoot(page, "report-phone")


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_it_is_printed_on_a4_with_numbered_pages(page: Page) -> None:
    printed = PdfReader(io.BytesIO(await page.pdf(prefer_css_page_size=True)))
    box = printed.pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (210, 297)
    assert f"1 / {len(printed.pages)}" in printed.pages[0].extract_text()
    assert len(printed.pages) < 8
