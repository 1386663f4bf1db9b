"""A strategy's value is the sum of its municipalities': what is told of them together tells no small count of one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.cli.commands.compare import lines_of
from anhorig_cli.model.project import Project
from anhorig_cli.rendering.across_pages import comparison_picture
from anhorig_cli.rendering.export_data import as_csv, as_json
from anhorig_cli.views.comparison import ComparisonView, comparison_view, plan_values
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import Language
from plan_text import plan_in

DAY = date(2026, 7, 1)
LEAST = 5
COUNTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=5)
"""What each municipality counted the first year and the second."""


def plan(name: str, counts: tuple[int, int], follows: str = "") -> str:
    years = zip(("2024-12-31", "2025-12-31"), counts, strict=True)
    rows = ", ".join(f"{{datum: {day}, värde: {count}}}" for day, count in years)
    return (
        f"id: {name}\ntitel: {name}\n"
        f"indikatorer: [{{id: stod, titel: Stöd, personer: ja, måttenhet: anhöriga, {follows}mätningar: [{rows}]}}]\n"
    )


def compared(counts: list[tuple[int, int]]) -> ComparisonView:
    word = Formatter(Language.SV, Project.default().labels, LEAST)
    whole = plan("lan", (sum(first for first, _ in counts), sum(second for _, second in counts)))
    parts = [plan(f"kommun-{n}", each, "följer: lan/stod, ") for n, each in enumerate(counts)]
    titles = [Titles(plan_in(text), word, lambda _: None) for text in (whole, *parts)]
    values = [value for one in titles for value in plan_values(one, DAY, LEAST, frozenset({"stod"}))]
    return comparison_view(values, "", word)


def told(counts: list[tuple[int, int]]) -> str:
    view = compared(counts)
    lines = (line for _, line in lines_of(view, DAY, Language.SV))
    return "\n".join((*lines, as_csv(view, Language.SV).decode(), as_json(view, DAY), comparison_picture(view)))


@given(COUNTS, st.data())
def test_which_small_counts_they_are_makes_no_difference(counts: list[tuple[int, int]], data: st.DataObject) -> None:
    small = st.integers(0, LEAST - 1)
    other = [
        tuple(data.draw(small) if count < LEAST else count for count in each)  # as large as it was, where it is told
        for each in counts
    ]
    assert told(counts) == told([(first, second) for first, second in other])


def test_where_no_count_is_small_the_whole_is_told() -> None:
    assert {one.name: one.value.number for group in compared([(6, 7), (8, 9)]).alike for one in group.values} == {
        "kommun-0": 7,
        "kommun-1": 9,
        "lan": 16,
    }
