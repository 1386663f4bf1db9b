"""The same indicator in several plans, drawn to one scale, with others' values beside it."""

from datetime import date

import pytest

from anhorig_cli.model.project import Project
from anhorig_cli.views.comparison import NamedValue, plan_values, side_by_side
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.pictures.drawing import Drawing
from anhorig_cli.views.pictures.panel import panel
from anhorig_cli.views.pictures.small_multiple import MultipleView
from anhorig_cli.vocabulary import Language
from picture_text import flaws
from plan_text import plan_in

SWEDISH = Formatter(Language.SV, Project.default().labels, 5)


def drawn(**measured: str) -> list[MultipleView]:
    """Return the pictures of plans, by name, in which values are measured in June, one a year from 2023."""
    sides: list[NamedValue] = []
    for name, rows in measured.items():
        plan = plan_in(f"titel: P\nindikatorer: [{{id: i, titel: I, måttenhet: st, mätningar: [{rows}]}}]\n")
        (value,) = plan_values(Titles(plan, SWEDISH, lambda _: None), date(2026, 7, 1), 5, frozenset({"i"}))
        sides.append(NamedValue(name, value))
    return list(side_by_side(sides, SWEDISH))


def line(drawing: Drawing | None, ink: str = "accent") -> list[list[float]]:
    """Return the places through which the line of an ink goes."""
    assert drawing is not None
    (shape,) = (one for one in drawing.shapes if one.stroke == ink)
    return [[float(number) for number in place.split()] for place in shape.d[1:].split("L")]


LOW = "{datum: 2024-06-30, värde: 0}, {datum: 2025-06-30, värde: 10}"
HIGH = "{datum: 2025-06-30, värde: 90}, {datum: 2026-06-30, värde: 100}"


def test_a_picture_has_the_name_of_its_plan_and_all_have_one_scale() -> None:
    low, high = drawn(Berg=LOW, Åby=HIGH)
    assert (low.title, high.title) == ("Berg", "Åby")
    (left, bottom), (middle, above) = line(low.drawing)
    (begin, below), (right, top) = line(high.drawing)
    assert left < middle == begin < right
    assert bottom > above > below > top
    assert bottom - above == pytest.approx(below - top)  # ten are as high wherever they stand


def test_what_others_have_is_drawn_thin_and_said_in_words() -> None:
    riket = "{datum: 2024-06-30, värde: 40, jämförelse: Riket}, {datum: 2025-06-30, värde: 50, jämförelse: Riket}"
    (one,) = drawn(Berg=f"{LOW}, {riket}")
    assert one.beside == "Riket: 50 st"
    assert line(one.drawing, "axis")[0][1] > line(one.drawing, "axis")[1][1]
    assert one.drawing is not None
    assert one.drawing.description.endswith("Tunt och grått bredvid: Riket: 50 st.")


def test_what_others_have_later_is_not_drawn() -> None:
    (one,) = drawn(Berg=f"{LOW}, {{datum: 2027, värde: 40, jämförelse: Riket}}")
    assert one.beside == ""


def test_a_sheet_has_a_picture_a_plan_and_words_that_keep_apart() -> None:
    pictures = drawn(Berg=LOW, Åby=HIGH, Dal=HIGH, Ekby="{datum: 2025, värde: 1}")
    sheet = panel("I", [("Måttenhet: st", pictures)])
    assert [one.drawing.title for one in sheet.pictures] == ["Berg", "Åby", "Dal"]
    assert [word.text for word in sheet.words if word.bold] == ["I", "Berg", "Åby", "Dal", "Ekby"]
    assert all(0 < word.x < sheet.width and 0 < word.y < sheet.height for word in sheet.words)
    for one in sheet.pictures:
        assert flaws(one.drawing) == []
