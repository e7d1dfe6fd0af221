"""The PDF: every speech can be read out of it again, whatever it was written in."""

from __future__ import annotations

import io
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw
from pypdf import PdfReader

from bot.exports import fonts
from bot.exports.authorship import process
from bot.exports.paper import in_parts
from bot.exports.pdf import MISSING, as_pdf
from bot.exports.speech_text import RIGHT_TO_LEFT
from tests.debate.examples import opening, played
from tests.exports.lesson import lesson, record, saying, without


def read(file: bytes) -> str:
    """All that stands in a PDF, without the spaces."""
    pages = PdfReader(io.BytesIO(file)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def letters(text: str) -> str:
    return "".join(text.replace("~~", "").split())


def picture(width: int, height: int) -> bytes:
    png = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(png, "PNG")
    return png.getvalue()


def test_every_speech_can_be_read_out_of_it_again() -> None:
    transcript = record()
    told = read(as_pdf(transcript))
    for speech in transcript.speeches:
        assert speech.text
        for line in speech.text.splitlines():
            if RIGHT_TO_LEFT.search(line):
                assert {*letters(line)} <= {*told}
            else:
                assert letters(line) in told, line


def test_ballot_votes_flow_sheet_sources_and_processes_stand_in_it() -> None:
    debate = lesson()
    told = read(as_pdf(record(debate), processes=process(debate)))
    for line in (
        "9 for, 11 against, 8 undecided.",
        "This turn passed without a speech.",
        "affirmative: 5 of 8 points",
        "Responsiveness: 2 of 4. You met no point of theirs.",
        "not found, held against source 2",
        "[2] Guards on a loan",
        "Cited in speeches 3, 5 and 7.",
        "Quiet is what you want when you mean",
        "None of this shows who wrote a speech",
        "questions (1), starters (2)",
    ):
        assert letters(line) in told, line
    assert "wrote a speech" not in read(as_pdf(record(debate)))


def test_pages_are_numbered_headed_and_linked() -> None:
    file = PdfReader(io.BytesIO(as_pdf(record())))
    count = len(file.pages)
    for number, page in enumerate(file.pages, 1):
        assert page.extract_text().rstrip().endswith(f"{number} / {count}")
    heads = [entry["/Title"] for entry in flat(file.outline)]
    assert heads[0] == record().motion
    assert {"Speeches", "Ballot", "Flow sheet", "Sources"} <= {*heads}
    notes = [note.get_object() for page in file.pages for note in page.get("/Annots", ())]
    addresses = [note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})]
    assert addresses == ["https://example.org/harbour/2019/guards-on-a-loan?page=1&part=2"]
    assert sum("/Dest" in note for note in notes) == 5
    assert file.metadata
    assert file.metadata.title == record().motion


def flat(outline: object) -> list[dict[str, str]]:
    if isinstance(outline, list):
        return [entry for part in outline for entry in flat(part)]
    return [outline]  # type: ignore[list-item]


def test_the_map_stands_in_it_and_a_tall_one_in_parts() -> None:
    def pictures(png: bytes) -> list[tuple[int, int]]:
        pages = PdfReader(io.BytesIO(as_pdf(record(), png))).pages
        return [image.image.size for page in pages for image in page.images if image.image]

    assert pictures(picture(720, 1000)) == [(720, 1000)]
    parts = pictures(picture(720, 5000))
    assert len(parts) == 4
    assert sum(height for _, height in parts) == 5000


def test_a_tall_picture_is_cut_where_nothing_is_drawn() -> None:
    image = Image.new("RGB", (720, 4000), "white")
    draw = ImageDraw.Draw(image)
    for top in range(0, 4000, 100):
        draw.rectangle((10, top, 700, top + 89), "black")
    heights = [part.height for part, _ in in_parts(image, 230)]
    ends = [sum(heights[: n + 1]) for n in range(len(heights) - 1)]
    assert all(end % 100 >= 90 for end in ends)
    assert sum(heights) == 4000


def test_a_withdrawn_speech_leaves_no_word() -> None:
    told = read(as_pdf(record(without(lesson(), 1))))
    assert letters("(speech withdrawn)") in told
    assert letters("so small a force cannot hold a harbour") not in told.lower()


@pytest.mark.parametrize(
    "words",
    [
        "",
        "x" * 3000,
        "{nb} \\ ( % \x02\x02 \x00",
        "**not bold** __nor this__ --or that--",
        "half a character \ud83d",
        "\n\n\n",
        "[1] [2, 3] ~~struck~~ ~~ ~~",
    ],
)
def test_odd_words_are_written_as_they_are(words: str) -> None:
    told = read(as_pdf(saying(words)[1]))
    for part in ("**notbold**", "__northis__", "--orthat--", "{nb}", "[1][2,3]struck"):
        assert (part in told) == (part in letters(words))


def test_a_debate_that_has_just_been_opened_has_a_file_too() -> None:
    assert letters("No speech has been given.") in read(as_pdf(record(played(opening()))))


def test_the_same_debate_gives_the_same_file() -> None:
    assert as_pdf(record()) == as_pdf(record())


def test_letters_of_our_own_font_need_no_other() -> None:
    for words in ("Źdźbło", "Ελλάδα", "Москва", "العربية", "עברית", "ქართული", "“–”…’ ✓✗◆◇▯"):
        assert fonts.lacking(words) == frozenset(), words
    assert fonts.lacking("中a") == {0x4E2D}
    assert fonts.found_for(frozenset()) == ((), frozenset())


def test_a_sign_that_no_font_has_is_marked_told_of_and_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    nobodys = "\U000fffd0"
    with caplog.at_level(logging.WARNING):
        told = read(as_pdf(saying(f"one {nobodys} two")[1]))
    assert "one▯two" in told
    assert letters(MISSING) in told
    assert caplog.records == []
    assert "▯" not in read(as_pdf(saying("one two")[1]))


def font_with(path: Path, letter: str) -> Path:
    """A font of one letter, a black box."""
    pen = TTGlyphPen(None)
    for place in ((100, 0), (100, 700), (600, 700), (600, 0)):
        (pen.moveTo if place == (100, 0) else pen.lineTo)(place)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({ord(letter): "box"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (700, 0), "box": (700, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": path.stem, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.save(path)
    return path


def test_a_letter_that_ours_lacks_is_taken_from_a_font_of_the_machine(tmp_path: Path) -> None:
    font_with(tmp_path / "han.ttf", "中")
    transcript = saying("one 中 two", "中中")[1]
    told = read(as_pdf(transcript, places=(str(tmp_path),)))
    assert "one中two" in told
    assert "中中,09:05UTC" in told
    assert "▯" not in told
    assert "one▯two" in read(as_pdf(transcript, places=(str(tmp_path / "nowhere"),)))


def without_table(path: Path, name: str) -> None:
    with TTFont(path) as font:
        del font[name]
        font.save(path)


def with_garbage_for_letters(path: Path) -> None:
    """The font can be opened, and none of its letters drawn."""
    with TTFont(path) as font:
        letters = font.reader.tables["glyf"]
    content = bytearray(path.read_bytes())
    content[letters.offset : letters.offset + letters.length] = b"\x7f" * letters.length
    path.write_bytes(content)


def test_a_font_that_cannot_be_used_does_not_keep_the_file_from_being_made(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with_garbage_for_letters(font_with(tmp_path / "han.ttf", "中"))
    told = read(as_pdf(saying("one 中 two")[1], places=(str(tmp_path),)))
    assert "one▯two" in told
    assert "cannot be used" in caplog.text
    assert "中" not in caplog.text


def test_a_file_that_is_no_font_has_no_letters(tmp_path: Path) -> None:
    whole = font_with(tmp_path / "han.ttf", "中")
    assert fonts.letters_of(whole) == {0x4E2D}
    without_table(whole, "hmtx")
    (tmp_path / "no.ttf").write_bytes(b"no font")
    for name in ("han.ttf", "no.ttf", "gone.ttf"):
        assert fonts.letters_of(tmp_path / name) == frozenset(), name


def test_names_from_right_to_left_do_not_turn_their_line() -> None:
    transcript = record()
    file = as_pdf(replace(transcript, speeches=transcript.speeches[3:4]))
    lines = "\n".join(
        page.extract_text() for page in PdfReader(io.BytesIO(file)).pages
    ).splitlines()
    byline = next(line for line in lines if "09:07 UTC" in line)
    assert byline.rstrip().endswith("09:07 UTC, 11 words")
