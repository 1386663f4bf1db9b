"""Small multiples: what they say in words and figures, in which order they stand, and what they draw."""

from datetime import date

import pytest

from anhorig_cli.model.project import Project
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import Drawing, DrawnOutline
from anhorig_cli.views.pictures.panel import key_drawing
from anhorig_cli.views.pictures.small_multiple import HEIGHT, WIDTH, MultipleView, small_multiples
from anhorig_cli.views.report.report import report_view
from anhorig_cli.vocabulary import Language
from picture_text import flaws
from plan_text import plan_in

SWEDISH = Formatter.of(Language.SV)
START = "utgångsvärde: {värde: 40, datum: 2024-12-31}"
TARGET = "målvärde: {minst: 80, senast: 2026-12-31}"
NEW_METHOD = "{datum: 2025-12-31, värde: 50, metodbyte: ja}"


def multiples(*indicators: str, rest: str = "", as_of: date = date(2026, 3, 20)) -> tuple[MultipleView, ...]:
    listed = ", ".join(f"{{id: i{n}, titel: I{n}, {fields}}}" for n, fields in enumerate(indicators))
    plan = plan_in(f"titel: P\nindikatorer: [{listed}]\n{rest}")
    view = report_view(plan, as_of, Project.default(), lambda _: None)
    return small_multiples(view.indicators, SWEDISH)


def measured(*values: float, first_year: int = 2025) -> str:
    days = ["-06-30", "-09-30", "-12-31"][-len(values) :]
    return (
        "mätningar: ["
        + ", ".join(f"{{datum: {first_year}{day}, värde: {value}}}" for day, value in zip(days, values, strict=True))
        + "]"
    )


def one(fields: str, **others: object) -> MultipleView:
    (multiple,) = multiples(f"måttenhet: träffar, {fields}", **others)  # type: ignore[arg-type]
    return multiple


def drawn(multiple: MultipleView) -> Drawing:
    assert multiple.drawing is not None
    return multiple.drawing


def upright_lines(drawing: Drawing) -> list[DrawnOutline]:
    """Return the shapes that are a straight line from one place to another right above or below it."""
    lines = [shape for shape in drawing.shapes if shape.stroke and shape.d.count("L") == 1 and "A" not in shape.d]
    return [line for line in lines if line.d[1:].split("L")[0].split()[0] == line.d.split("L")[1].split()[0]]


def test_an_indicator_that_is_behind_says_so_with_the_two_figures_that_were_compared() -> None:
    multiple = one(f"{START}, {TARGET}, {measured(45, 50)}")
    assert (multiple.group, multiple.start, multiple.now, multiple.target) == ("behind", "40", "50 träffar", "mål 80")
    assert (multiple.symbol, multiple.standing) == ("!", "ligger efter (jämn takt: 60)")
    assert multiple.shortfall == pytest.approx(0.25, abs=0.001)
    assert drawn(multiple).title == "I0"
    assert drawn(multiple).description == (
        "Från 40 träffar (31 december 2024) till 50 träffar (31 december 2025). "
        "Målvärde: minst 80 träffar senast 31 december 2026. "
        "Vid jämn takt borde värdet ha varit 60 träffar (31 december 2025). Ligger efter."
    )


def test_the_gap_stands_upright_from_the_latest_value_to_the_even_pace() -> None:
    assert len(upright_lines(drawn(one(f"{START}, {TARGET}, {measured(45, 50)}")))) == 1
    assert upright_lines(drawn(one(f"{START}, {TARGET}, {measured(45, 59)}"))) == []


def test_a_value_that_is_worse_than_the_one_before_is_told() -> None:
    assert one(f"{START}, {TARGET}, {measured(52, 50)}").standing.endswith("↘ sämre än förra mätningen")
    fewer = "utgångsvärde: {värde: 80, datum: 2024-12-31}, målvärde: {högst: 40, senast: 2026-12-31}"
    assert one(f"{fewer}, {measured(50, 58)}").standing.endswith("↘ sämre än förra mätningen")


@pytest.mark.parametrize(
    ("fields", "group", "standing"),
    [
        (f"{START}, {TARGET}, {measured(45, 62)}", "in_step", "ligger i fas (jämn takt: 60)"),
        (f"{START}, {TARGET}, {measured(45, 85)}", "in_step", "målvärdet är nått"),
        (
            f"{START}, målvärde: {{minst: 80, senast: 2025-12}}, {measured(45, 62)}",
            "behind",
            "målvärdet nåddes inte i tid",
        ),
        (f"{START}, {measured(45, 62)}", "key", ""),
        (f"{START}, {TARGET}, mätningar: [{NEW_METHOD}]", "unknown", "ny mätmetod 31 december 2025"),
        (TARGET, "unknown", "inget har mätts"),
    ],
)
def test_each_standing_has_its_words(fields: str, group: str, standing: str) -> None:
    multiple = one(fields)
    assert (multiple.group, multiple.standing) == (group, standing)


def test_a_change_of_method_breaks_the_line_at_a_dashed_upright_and_draws_neither_pace_nor_gap() -> None:
    drawing = drawn(one(f"{START}, {TARGET}, mätningar: [{{datum: 2025-06-30, värde: 45}}, {NEW_METHOD}]"))
    assert [line.dash for line in upright_lines(drawing)] == ["3 3"]
    assert not any(shape.dash == "2 3" for shape in drawing.shapes)
    assert "värden före och efter jämförs inte" in drawing.description


def test_what_is_behind_stands_first_and_the_worst_before_the_others_and_key_figures_last() -> None:
    found = multiples(
        measured(1, 2),
        f"{START}, {TARGET}, {measured(45, 62)}",
        f"{START}, {TARGET}, {measured(45, 52)}",
        f"{START}, {TARGET}, {measured(45, 46)}",
    )
    assert [multiple.title for multiple in found] == ["I3", "I2", "I1", "I0"]


def test_an_indicator_whose_subgoals_are_closed_is_grey_and_says_so() -> None:
    closed = "delmål: [{id: d, titel: D, indikatorer: [i0], bedömningar: [{datum: 2026-01-10, status: avfört}]}]\n"
    multiple = one(f"{START}, {TARGET}, {measured(45, 50)}", rest=closed)
    assert (multiple.group, multiple.symbol) == ("closed", "")
    assert multiple.standing == "ligger efter (jämn takt: 60), inget delmål är öppet"
    inks = {ink for shape in drawn(multiple).shapes for ink in (shape.fill, shape.stroke)}
    assert inks <= {"soft", "target", "page", None}


def test_the_figures_of_the_picture_are_a_table() -> None:
    assert [
        (number.date, number.value, number.what) for number in one(f"{START}, {TARGET}, {measured(50)}").numbers
    ] == [
        ("31 december 2024", "40 träffar", "Utgångsvärde"),
        ("31 december 2025", "50 träffar", "mätt"),
        ("31 december 2025", "60 träffar", "vid jämn takt, räknat"),
        ("31 december 2026", "80 träffar", "Målvärde"),
    ]


def test_a_value_of_few_people_is_neither_drawn_nor_worked_out() -> None:
    multiple = one(f"personer: ja, {START}, {TARGET}, {measured(45, 3)}")
    assert multiple.now == "färre än 5"
    assert multiple.shortfall == 0
    assert upright_lines(drawn(multiple)) == []
    assert "saknas ett värde, eller så visas det inte" in drawn(multiple).description


@pytest.mark.parametrize(
    "fields",
    [
        measured(45),
        f"{START}, {TARGET}",
    ],
)
def test_what_is_no_line_is_no_picture(fields: str) -> None:
    assert one(fields).drawing is None


@pytest.mark.parametrize(
    "fields",
    [
        f"{TARGET}, {measured(45)}",
        f"{START}, målvärde: {{minst: 60, högst: 90}}, {measured(3, 200)}",
        f"{START}, målvärde: {{minst: 60, högst: 90, senast: 2026-12}}, {measured(3, 200)}",
        f"utgångsvärde: 3, {measured(3, 3)}",
        f"utgångsvärde: {{värde: 3, datum: 2025-12-31}}, {measured(2, 4)}",
        "mätningar: [{datum: 1900, värde: -5}, {datum: 2026-01, värde: 999999999999999}]",
        "mätningar: [{datum: 2025-06-01, värde: 0.0000001}, {datum: 2025-06-01, värde: 0.0000002}]",
        f"{START}, {TARGET}, mätningar: [{{datum: 2025-03, värde: 4}}, {{datum: 2025-06}}, {NEW_METHOD}]",
    ],
)
def test_everything_is_drawn_within_the_picture(fields: str) -> None:
    drawing = drawn(one(fields))
    numbers = [float(number) for shape in drawing.shapes for number in shape.d.translate(_MARKS).split()]
    assert all(0 <= number <= max(WIDTH, HEIGHT) for number in numbers)
    assert flaws(drawing) == []


_MARKS = str.maketrans("MLAZ", "    ")


def test_no_word_of_the_key_stands_on_another() -> None:
    for language in Language:
        assert flaws(key_drawing(Formatter.of(language))) == []


@pytest.mark.parametrize(
    ("fields", "symbol", "told"),
    [
        (f"{START}, {TARGET}, {measured(45, 59)}", "", "ligger i fas, men prognosen når inte målvärdet, jämn takt: 60"),
        (
            f"{START}, målvärde: {{minst: 80, senast: 2026-02-28}}, {measured(45)}",
            "!",
            "målvärdets dag har passerat, och det var inte nått vid den senaste mätningen",
        ),
        (
            "målvärde: {minst: 80, senast: 2026-02-28}, mätningar: [{datum: 2026-02-28, saknas: Stängt}]",
            "!",
            "målvärdets dag har passerat, och det finns inget värde",
        ),
        (
            f"{START}, målvärde: [{{minst: 60, senast: 2025-12}}, {{minst: 80, senast: 2026-12-31}}], {measured(57)}",
            "!",
            "nåddes inte i tid. Ligger i fas",
        ),
    ],
)
def test_what_is_more_than_the_state_is_told_beside_a_little_picture(fields: str, symbol: str, told: str) -> None:
    multiple = one(fields)
    assert multiple.symbol == symbol
    assert told in multiple.standing
