"""Wheels on paper: letters that can be read, a hand for the day, and a table of months for a crowded year."""

from datetime import date

import pytest

from anhorig_cli.rendering.formats import WheelKind
from anhorig_cli.rendering.wheel_page import wheel_page
from anhorig_cli.views.pictures.wheels import months_wheel, rings_wheel
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
