"""Wheels on paper: letters that can be read, a hand for the day, and a table of months for a crowded year."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from anhorig_cli.rendering.formats import WheelKind
from anhorig_cli.rendering.wheel_page import drawn, wheel_page
from anhorig_cli.rendering.wheel_paper import wheel_pdf
from anhorig_cli.views.pictures.wheels import months_wheel, rings_wheel
from pdf_file import structure
from wheels import SWEDISH, large, wheel

_SHEET = (273, 184)
"""The millimetres of A4 landscape within its margins."""
_POINTS = 72 / 25.4
PLAN = "titel: P\nårshjul: [{titel: T, när: [mars, oktober], från: 2025}]\n"


@pytest.mark.parametrize("events", [1, 12, 30, 36])
def test_every_letter_of_the_months_is_seven_points_high_on_paper(events: int) -> None:
    found = large(events, 3)._replace(is_headed=False)
    assert not found.is_crowded
    drawing = months_wheel(found, SWEDISH)
    scale = min(_SHEET[0] / drawing.width, _SHEET[1] / drawing.height)
    assert min(words.size for words in drawing.words) * scale * _POINTS >= 7


@pytest.mark.parametrize("draw", [months_wheel, rings_wheel])
def test_a_hand_points_at_the_day_of_a_year_that_it_lies_in(draw: object) -> None:
    assert callable(draw)
    now, later = wheel(PLAN), wheel(PLAN, as_of=date(2026, 12, 24))._replace(year=2027)
    assert {"visaren:", "1 maj"} <= {words.text for words in draw(now, SWEDISH).words}
    assert "visaren:" not in [words.text for words in draw(later, SWEDISH).words]


def test_a_page_of_more_than_forty_events_has_a_table_of_months_in_the_wheels_place() -> None:
    few, many = (wheel_page(large(events, 3), WheelKind.MONTHS) for events in (30, 41))
    assert "<svg" in few
    assert '<figure class="matrix' not in few
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="picture"' not in many
    assert '<figure class="matrix' in many


def printed(text: str) -> bytes:
    found = wheel(text)
    return wheel_pdf(found, drawn(found, WheelKind.MONTHS))


def pages(data: bytes) -> list[str]:
    return [sheet.extract_text(extraction_mode="layout") for sheet in PdfReader(BytesIO(data)).pages]


def test_a_printed_wheel_is_named_as_one() -> None:
    metadata = PdfReader(BytesIO(printed(PLAN))).metadata
    assert metadata is not None
    assert metadata.title == "P. Årshjul 2026, läget den 1 maj 2026"


def test_a_wheel_with_nothing_to_list_is_one_sheet_that_tells_everything() -> None:
    timeless = printed("titel: P\nårshjul: [{titel: Redovisa}]\n")
    assert len(pages(timeless)) == 1
    (picture,) = structure(timeless).all("Figure")
    assert picture.entries["/Alt"].endswith("Utan bestämd tid: Redovisa")
    assert len(pages(printed(PLAN))) == 2


def test_no_date_and_no_title_is_broken_beside_an_empty_column_in_the_printed_table() -> None:
    plan = (
        "titel: P\nårshjul: [{titel: Ekonomisk uppföljning med vissa nyckeltal, när: september, ansvarig: Kontoret}]\n"
    )
    lines = pages(printed(plan))[1].splitlines()
    assert any("september 2026" in line and "Ekonomisk uppföljning med vissa nyckeltal" in line for line in lines)
