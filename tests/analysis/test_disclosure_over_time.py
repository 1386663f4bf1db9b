"""What makes up a longer time is suppressed all together, where one of the shorter times counts few people."""

from itertools import accumulate
from random import Random

import pytest
import z3

from anhorig_cli.analysis.disclosure import Disclosure
from effort import little_work
from plan_text import plan_in

MINIMUM = 5
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
HALVES = ("2025-H1", "2025-H2")
MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))
SPANS = {
    "2025": range(12),
    **{half: range(n * 6, n * 6 + 6) for n, half in enumerate(HALVES)},
    **{quarter: range(n * 3, n * 3 + 3) for n, quarter in enumerate(QUARTERS)},
    **{month: range(n, n + 1) for n, month in enumerate(MONTHS)},
}
"""The months of each time."""


def suppressed(*measured: str, fields: str = "personer: ja", more: str = "") -> list[str]:
    """Return which measurements are suppressed, by what is said of them."""
    listed = ", ".join(f"{{datum: {one}}}" for one in measured)
    plan = plan_in(
        f"titel: P\nenheter: [{{id: a, titel: A}}]\n{more}"
        f"indikatorer: [{{id: i, titel: I, {fields}, mätningar: [{listed}]}}]\n"
    )
    disclosure, (indicator,) = Disclosure(plan, MINIMUM), plan.indicators
    said = zip(measured, indicator.measurements, strict=True)
    return [text.replace("värde: ", "") for text, one in said if disclosure.is_suppressed(indicator, one)]


@pytest.mark.parametrize(
    ("measured", "hidden"),
    [
        (("2025, värde: 25", "2025-H1, värde: 22", "2025-H2, värde: 3"), ["2025-H1, 22", "2025-H2, 3"]),
        (("2025, värde: 25", "2025-H1, värde: 20", "2025-H2, värde: 5"), []),
        (("2025-H1, värde: 22", "2025-H2, värde: 3"), ["2025-H2, 3"]),
        (("2025, värde: 25", "2025-H2, värde: 3"), ["2025-H2, 3"]),
        (("2025, värde: 40", "2025-H1, värde: 22", "2025-H2, värde: 3"), ["2025-H2, 3"]),
        (("2025, värde: 25", "2025-06-30, värde: 22", "2025-12-31, värde: 3"), ["2025-06-30, 22", "2025-12-31, 3"]),
        (("2025, värde: 25", "2025-06-30, värde: 12", "2025-12-31, värde: 3"), ["2025-12-31, 3"]),
        (("2025, värde: 25", "2025-01, värde: 22", "2025-02, värde: 2"), ["2025-01, 22", "2025-02, 2"]),
        (("2025, värde: 25", "2025-01, värde: 20", "2025-02, värde: 22", "2025-03, värde: 2"), ["2025-03, 2"]),
        (
            ("2025, värde: 25", "2025-T1, värde: 10", "2025-T2, värde: 13", "2025-T3, värde: 2"),
            ["2025-T1, 10", "2025-T2, 13", "2025-T3, 2"],
        ),
        (
            ("2025, värde: 40", "2025-H1, värde: 30", "2025-Q3, värde: 2", "2025-Q4, värde: 8"),
            ["2025-H1, 30", "2025-Q3, 2", "2025-Q4, 8"],
        ),
        (
            ("2025, värde: 25", "2025-H1, värde: 22", "2025-H2, värde: 3", "2025-H1, värde: 9, enhet: a"),
            ["2025-H1, 22", "2025-H2, 3", "2025-H1, 9, enhet: a"],
        ),
        (
            ("2025, värde: 25, enhet: a", "2025-H1, värde: 22, enhet: a", "2025-H2, värde: 3, enhet: a"),
            ["2025-H1, 22, enhet: a", "2025-H2, 3, enhet: a"],
        ),
    ],
)
def test_times_that_make_up_a_longer_one(measured: tuple[str, ...], hidden: list[str]) -> None:
    assert suppressed(*measured) == hidden


def test_women_and_men_of_shorter_times() -> None:
    measured = (
        "2025, värde: 40, kvinnor: 22",
        "2025-H1, värde: 20, kvinnor: 8",
        "2025-H2, värde: 20, kvinnor: 14",
    )
    few = "2025-H2, värde: 20, kvinnor: 2"
    assert suppressed(*measured) == []
    assert suppressed(measured[0].replace("22", "10"), measured[1], few) == [
        "2025-H1, 20, kvinnor: 8",
        "2025-H2, 20, kvinnor: 2",
    ]


def test_a_share_of_shorter_times() -> None:
    measured = ("2025, täljare: 40, nämnare: 80", "2025-H1, täljare: 38, nämnare: 60")
    few = "2025-H2, täljare: 2, nämnare: 20"
    fields = "personer: ja, täljare: a, nämnare: b"
    assert suppressed(*measured, few, fields=fields) == [measured[1], few]


def test_a_baseline_of_the_longer_time() -> None:
    fields = "personer: ja, utgångsvärde: {värde: 25, datum: 2024}"
    assert suppressed("2024-H1, värde: 22", "2024-H2, värde: 3", fields=fields) == ["2024-H1, 22", "2024-H2, 3"]


@pytest.mark.parametrize("number", range(60))
def test_no_small_count_can_be_worked_out_of_other_times(number: int) -> None:
    """Months are counted by chance, and some of the times that they make up are told."""
    random = Random(number)  # noqa: S311 - for plans, not for secrets
    counts = [random.choice((0, 2, 3, 6, 8, 12)) for _ in MONTHS]
    sums = [0, *accumulate(counts)]
    density = {1: random.random(), 3: random.random(), 6: random.random(), 12: 1.0}
    told = {
        time: sums[months.stop] - sums[months.start]
        for time, months in SPANS.items()
        if random.random() < density[len(months)]
    }
    hidden = {text.partition(",")[0] for text in suppressed(*(f"{time}, värde: {n}" for time, n in told.items()))}
    solver, people = z3.Solver(), [z3.Int(month) for month in MONTHS]
    solver.add(*(one >= 0 for one in people))
    of = {time: z3.Sum(people[SPANS[time].start : SPANS[time].stop]) for time in told}
    solver.add(*(of[time] == n for time, n in told.items() if time not in hidden))
    solver.add(*(of[time] < MINIMUM for time, n in told.items() if n < MINIMUM))
    for time, n in told.items():
        if n < MINIMUM:
            assert {value for value in (0, 4) if solver.check(of[time] == value) == z3.sat} == {0, 4}, (told, time)


def test_many_years_of_months_can_be_judged() -> None:
    measured = [f"{year}-{month:02}, värde: {5 + month}" for year in range(1900, 2020) for month in range(1, 13)]
    measured += [f"{year}, värde: {sum(range(6, 18))}" for year in range(1900, 2020)]
    with little_work():
        hidden = suppressed(*measured, "2020-01, värde: 3")
    assert hidden == ["2020-01, 3"]


def test_times_that_are_too_many_to_be_judged_are_suppressed() -> None:
    days = [f"2025-{month:02}-{day:02}" for month in (1, 3, 5, 7) for day in range(1, 32)]
    ranges = [f"2025-01-01/{day}" for day in days[1:]] + [f"{first}/2025-07-31" for first in days[:-1]]
    ranges += [f"{first}/{last}" for first in days[:40] for last in days[:40] if first < last]
    with little_work():
        hidden = suppressed(*(f"{one}, värde: 9" for one in ranges), "2025-07-30, värde: 3")
    assert len(hidden) == len(ranges) + 1


def test_what_is_suppressed_does_not_hang_on_which_small_count_it_is() -> None:
    """Else who sees that the first half is told would know that the halves do not make up the year."""
    found = [suppressed("2025, värde: 25", "2025-H1, värde: 24", f"2025-H2, värde: {count}") for count in range(5)]
    assert [[one.partition(",")[0] for one in hidden] for hidden in found] == [["2025-H1", "2025-H2"]] * 5


def test_times_that_make_up_a_longer_one_are_not_said_to_be_small() -> None:
    """Of two quarters that are fewer than five each, and five together, none could be nobody."""
    measured = "{datum: 2025-H2, värde: 5}, {datum: 2025-Q3, värde: 4}, {datum: 2025-Q4, värde: 1}"
    plan = plan_in(f"titel: P\nindikatorer: [{{id: i, titel: I, personer: ja, mätningar: [{measured}]}}]\n")
    disclosure, (indicator,) = Disclosure(plan, MINIMUM), plan.indicators
    assert [disclosure.is_suppressed(indicator, one) for one in indicator.measurements] == [False, True, True]
    assert not any(disclosure.is_small_count(indicator, one) for one in indicator.measurements)
