"""What makes up a longer time is suppressed all together, where one of the shorter times counts few people."""

from itertools import accumulate
from random import Random

import pytest
import z3

from anhorig_cli.analysis import disclosure_over_time
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.disclosure_over_time import occasions_that_disclose
from anhorig_cli.model.activity import Occasion
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
        (("2025, värde: 30", "2025-H1, värde: 25", "2025-H2, värde: 3"), ["2025-H2, 3"]),
        (("2025, värde: 24", "2025-H1, värde: 25", "2025-H2, värde: 3"), ["2025-H2, 3"]),
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


def test_few_who_are_not_in_a_share_of_shorter_times() -> None:
    """Less the half, ten are left, and eight of them are in the share."""
    measured = ("2025, täljare: 20, nämnare: 40", "2025-H1, täljare: 12, nämnare: 30")
    few = "2025-Q4, täljare: 8, nämnare: 10"
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


def occasions(*told: str) -> list[Occasion]:
    """Return entries of occasions, each a date and how many took part: `2025-03 14`; `- 14` has no date."""
    dated = [one.rsplit(" ", 1) for one in told]
    held = ", ".join(
        f"{{deltagare: {people}}}" if when == "-" else f"{{datum: {when}, deltagare: {people}}}"
        for when, people in dated
    )
    plan = plan_in(
        f"titel: P\ndelmål: [{{id: d, titel: D, aktiviteter: [{{titel: A, tillfällen: {{hållna: [{held}]}}}}]}}]\n"
    )
    found = plan.subgoals[0].activities[0].occasions
    assert found
    return list(found.held)


@pytest.mark.parametrize(
    ("told", "hidden"),
    [
        (("2025 30", "2025-03-01 14", "2025-04-01 13", "2025-05-01 3"), "-xxx"),
        (("2025-05-01 3", "- 30", "2025-04-01 13", "2026-03-01 14"), "x-xx"),
        (("2025 31", "2025-03-01 14", "2025-03-01 13", "2025-05-01 3"), "-xxx"),
        (("2025 32", "2025-03-01 14", "2025-04-01 13", "2025-05-01 3"), "----"),
        (("2025 26", "2025-03-01 14", "2025-04-01 13", "2025-05-01 3"), "----"),
        (("2025 30", "2025-03-01 14", "2025-04-01 16"), "---"),
        (("2025-03-01 14", "2025-04-01 13", "2025-05-01 3"), "---"),
        (("2025-03-01 7", "2025-03-01 4", "2025-03-01 3"), "---"),
        (("2025 63", "2025-H1 60", "2025-03-01 30", "2025-04-01 30", "2025-09-01 3"), "-xxxx"),
        (("2025 60", "2025-H1 33", "2025-03-01 30", "2025-04-01 3", "2025-H2 27"), "--xx-"),
        (("2025 60", "2025-H1 33", "2025-Q1 30", "2025-04-01 3", "2025-H2 20"), "--xx-"),
        (("2025 50", "2025-Q2 20", "sommaren 2025 20", "2025-Q1 3"), "-xxx"),
        (("2025 200", "2025-H1 20", "2025-04 14", "2025-06-20 3"), "----"),
    ],
    ids=[
        "a year",
        "no date",
        "one more",
        "not all are told",
        "more than all",
        "nobody few",
        "no longer time",
        "the same day",
        "a half within",
        "only the half",
        "a quarter within",
        "times that meet",
        "few of many",
    ],
)
def test_how_many_took_part_is_told_of_all_occasions_within_a_longer_time_or_of_none(
    told: tuple[str, ...], hidden: str
) -> None:
    found = occasions_that_disclose(occasions(*told), MINIMUM)
    assert "".join("-x"[place in found] for place in range(len(told))) == hidden


def test_what_is_hidden_lets_others_within_a_longer_time_be_worked_out() -> None:
    """The year less the second half is the first half, and less what is told of it, the few."""
    told = ("2025 40", "2025-H1 33", "2025-03-01 30", "2025-04-01 3", "2025-08-01 7", "2024-2025 44", "2024 4")
    found = occasions_that_disclose(occasions(*told), MINIMUM)
    assert found == {1, 2, 3, 4, 0, 6}


def test_of_too_many_occasions_within_longer_times_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    several = occasions("2025 12", "2025-03-01 14", "2025-04-01 3")
    assert occasions_that_disclose(several, MINIMUM) == frozenset()
    monkeypatch.setattr(disclosure_over_time, "_MOST_WITHIN", 2)
    assert occasions_that_disclose(several, MINIMUM) == {0, 1, 2}


@pytest.mark.parametrize("number", range(150))
def test_how_many_took_part_cannot_be_worked_out(number: int) -> None:
    random = Random(number)  # noqa: S311 - for plans, not for secrets
    days = {day: random.choice((0, 2, 3, 4, 5, 9, 14)) for day in random.sample(range(1, 13), random.randint(1, 5))}
    totals = {span: sum(days.get(month + 1, 0) for month in SPANS[span]) for span in ("2025", *HALVES, *QUARTERS)}
    told = [f"2025-{month:02}-07 {people}" for month, people in days.items() if random.random() < 0.9]
    told += [f"{span} {people}" for span, people in totals.items() if random.random() < 0.4]
    told += [f"- {totals['2025']}"] if random.random() < 0.2 else []
    entries = occasions(*random.sample(told, len(told)))
    hidden = occasions_that_disclose(entries, MINIMUM)
    solver = z3.SolverFor("QF_LIA")
    at = {month: z3.Int(str(month)) for month in range(1, 13)}
    solver.add(*(people >= 0 for people in at.values()))
    counted: list[tuple[int, z3.ArithRef]] = []
    for place, one in enumerate(entries):
        months = range(1, 13) if one.date is None else range(one.date.first.month, one.date.last.month + 1)
        people, total = int(one.participants or 0), z3.Sum([at[month] for month in months])
        counted.append((people, total))
        if place not in hidden:
            solver.add(total < MINIMUM if people < MINIMUM else total == people)
    few = [total for people, total in counted if people < MINIMUM]
    assert [(str(total), n) for total in few for n in (0, MINIMUM - 1) if solver.check(total == n) != z3.sat] == []
