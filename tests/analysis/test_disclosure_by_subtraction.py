"""What can be worked out of counts that are disclosed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from anhorig_cli.analysis.disclosure_by_subtraction import (
    ALL,
    CountBounds,
    CountRow,
    Counts,
    names_above,
    partitions,
    parts_that_disclose,
)
from anhorig_cli.model.plan import Plan

PLAN = Plan.model_validate(
    {
        "id": "p",
        "title": "P",
        "units": [{"id": "norr", "title": "N"}, {"id": "by", "title": "B", "part_of": "N"}],
        "target_groups": [{"id": "barn", "title": "Barn"}, {"id": "unga", "title": "Unga", "part_of": "barn"}],
    }
)
MINIMUM = 5
MOST = 10_000
ABOVE = names_above(PLAN, MOST) or ({}, {})


def exactly(count: int) -> CountBounds:
    return CountBounds(Decimal(count), Decimal(count))


def row(count: int | None, *scope: str, days: tuple[int, int] = (1, 365), **sexes: int) -> CountRow:
    """Return a count of a unit, a target group, or all; on days of a year."""
    unit, group = (*scope, "", "")[:2]
    first = date(2026, 1, 1).toordinal() - 1
    counts: dict[tuple[str, str], CountBounds] = {(ALL, ALL): exactly(count)} if count is not None else {}
    counts |= {(sex, ALL): exactly(number) for sex, number in sexes.items()}
    return CountRow((unit, group), first + days[0], first + days[1], counts)


def share(inside: int, base: int, *scope: str) -> CountRow:
    counts: Counts = {(ALL, ALL): exactly(base), (ALL, "in it"): exactly(inside)}
    return row(None, *scope)._replace(counts=counts)


def disclosing(rows: Sequence[CountRow]) -> list[int]:
    """Return which rows disclose few people, as positions; all of them where they cannot be judged."""
    wholes = partitions(rows, ABOVE, MOST)
    assert wholes is not None
    return sorted(parts_that_disclose(rows, wholes, ABOVE, MINIMUM))


WHOLE = row(20)


@pytest.mark.parametrize(
    ("parts", "disclose"),
    [
        ([row(16, "norr")], True),
        ([row(15, "norr")], False),
        ([row(20, "norr")], False),
        ([row(9, "norr"), row(9, "söder")], True),
        ([row(9, "norr"), row(6, "söder")], False),
        ([row(17, "norr"), row(9, "söder")], True),
        ([row(12, "norr"), row(6, "by")], False),
        ([row(15, "norr"), row(12, "by")], True),
        ([row(9, "norr"), row(9, "", "unga")], False),
        ([row(9, "norr", "unga"), row(8, "norr", "äldre")], True),
        ([row(9, "", "barn"), row(9, "", "unga")], False),
        ([row(9, "", "barn"), row(9, "", "äldre")], True),
        ([row(5, "norr", "unga"), row(5, "söder", "unga"), row(7, "öster")], True),
        ([row(5, "norr", "unga"), row(5, "norr", "äldre"), row(7, "", "vuxna")], True),
        ([row(9, "norr", days=(60, 90)), row(17, "norr", days=(150, 180))], True),
        ([row(9, "norr", days=(60, 90)), row(12, "norr", days=(150, 180)), row(8, "söder")], True),
        ([row(30, "norr")], False),
        ([row(None, "norr")], False),
    ],
    ids=[
        "a few",
        "just enough",
        "nobody",
        "a few beside two",
        "enough beside two",
        "a few beside one, if some are counted twice",
        "a unit and one within it",
        "a few of a unit beside one within it",
        "a unit and a group are not side by side",
        "groups of a unit",
        "a group and one within it",
        "two groups",
        "groups of units beside a unit",
        "groups of a unit beside a group",
        "which of two values belongs to the whole is not known",
        "nor beside another unit",
        "more than all",
        "a part without a value",
    ],
)
def test_few_may_remain_of_a_whole(parts: list[CountRow], disclose: bool) -> None:
    assert disclosing([WHOLE, *parts]) == (list(range(1, len(parts) + 1)) if disclose else [])


@pytest.mark.parametrize(
    ("both", "disclose"), [(12, True), (14, False), (9, False)], ids=["three are of neither", "five are", "nobody is"]
)
def test_those_of_neither_a_unit_nor_a_group_are_worked_out(both: int, disclose: bool) -> None:
    rows = [row(40), row(25, "norr"), row(24, "", "unga"), row(both, "norr", "unga")]
    assert disclosing(rows) == ([1, 2, 3] if disclose else [])


def test_how_many_are_of_both_is_not_known_where_it_is_not_told() -> None:
    assert disclosing([row(40), row(25, "norr"), row(24, "", "unga")]) == []


def test_units_divided_each_by_another_group_are_not_judged_but_suppressed() -> None:
    margins = [row(100), row(40, "norr"), row(40, "söder"), row(40, "", "unga"), row(40, "", "äldre")]
    crossed = [row(20, "norr", "unga"), row(20, "söder", "äldre")]
    assert disclosing([*margins, *crossed]) == [1, 2, 3, 4, 5, 6]
    assert disclosing([*margins, crossed[0], row(20, "norr", "äldre")]) == []
    assert disclosing([*margins, crossed[0], row(20, "söder", "unga")]) == []


def test_a_unit_that_tells_each_of_its_groups_and_not_itself_is_judged() -> None:
    told = [row(100), row(40, "söder"), row(40, "", "unga"), row(40, "", "äldre")]
    assert disclosing([*told, row(20, "norr", "unga"), row(12, "norr", "äldre")]) == []
    assert disclosing([*told, row(20, "norr", "unga")]) == [1, 2, 3, 4]
    assert disclosing([*told, row(20, "norr", "unga"), row(37, "norr", "äldre")]) == [1, 2, 3, 4, 5]


def test_women_outside_a_unit_are_worked_out() -> None:
    whole = row(40, women=22, men=18)
    assert disclosing([whole, row(24, "norr", women=12, men=12)]) == []
    assert disclosing([whole, row(24, "norr", women=19, men=5)]) == [1]


def test_those_not_in_a_share_are_worked_out() -> None:
    assert disclosing([share(40, 60), share(20, 30, "norr")]) == []
    assert disclosing([share(40, 60), share(31, 57, "norr")]) == [1]
    assert disclosing([share(40, 60), share(25, 40, "norr")]) == []
    assert disclosing([share(40, 60), share(26, 45, "norr")]) == [1]


def test_what_one_whole_hides_another_does_not_tell() -> None:
    """A unit measured within the time of two wholes leaves few of one; then nothing is told of either."""
    first, second = row(20, days=(1, 90)), row(60, days=(80, 180))
    norr, soder = row(17, "norr", days=(80, 90)), row(30, "söder", days=(100, 180))
    assert disclosing([first, second, norr, soder]) == [2, 3]
    assert disclosing([second, norr, soder]) == []


def test_nothing_remains_without_a_whole_or_parts() -> None:
    assert disclosing([WHOLE]) == []
    assert disclosing([row(17, "norr"), row(2, "söder")]) == []
    assert disclosing([row(None), row(17, "norr")]) == []


def test_a_small_part_is_suppressed_with_the_others_of_its_whole() -> None:
    small = row(3, "söder")._replace(is_small=True)
    assert disclosing([row(60), row(30, "norr"), small]) == [1, 2]
    assert disclosing([row(30, "norr"), small]) == []


def test_a_part_belongs_to_the_wholes_whose_time_it_meets() -> None:
    months = [row(20, days=(30 * n + 1, 30 * n + 30)) for n in range(6)]
    long, short = row(17, "norr", days=(40, 100)), row(3, "söder", days=(121, 121))
    found = partitions([*months, short, long], ABOVE, MOST)
    assert found is not None
    assert {one.whole: one.parts for one in found} == {1: [7], 2: [7], 3: [7], 4: [6]}


@pytest.mark.parametrize(("most", "is_judged"), [(29, False), (60, False), (91, False), (92, True)])
def test_too_many_parts_are_not_judged(most: int, *, is_judged: bool) -> None:
    parts = [row(17, f"u{n}") for n in range(30)] + [row(60, "u0", women=30)]
    several_times = [WHOLE] * 3 + parts
    assert (partitions(several_times, ABOVE, most + 4) is not None) is is_judged


def test_so_many_parts_as_may_be_are_judged() -> None:
    rows = [WHOLE, row(9, "norr"), row(9, "söder")]
    assert [partitions(rows, ABOVE, most) is not None for most in (1, 2)] == [False, True]


def test_a_whole_that_is_covered_in_too_many_ways_is_suppressed() -> None:
    units = [row(60, f"u{n}") for n in range(10)]
    crossed = [row(6, f"u{n}", f"g{m}") for m in range(10) for n in range(m + 1)]
    groups = [row(100, "", f"g{n}") for n in range(10)]
    rows = [row(9000), *units, *groups, *(one for one in crossed)]
    assert disclosing(rows) == list(range(1, len(rows)))


def test_a_long_chain_of_units_is_not_worked_out() -> None:
    units = [{"id": f"u{n}", "title": f"U{n}", "part_of": f"u{n - 1}" if n else None} for n in range(20)]
    plan = Plan.model_validate({"id": "p", "title": "P", "units": units})
    assert names_above(plan, 190) is not None
    assert names_above(plan, 189) is None
