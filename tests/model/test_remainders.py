"""What remains of a whole when its parts are taken from it."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from anhorig_cli.model.indicator import Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.remainders import divided, few_remain

PLAN = Plan.model_validate(
    {"id": "p", "title": "P", "units": [{"id": "norr", "title": "N"}, {"id": "by", "title": "B", "part_of": "norr"}]}
)
FEWEST = 5


def measured(value: int, date: str = "2026", **of: str) -> Measurement:
    return Measurement.model_validate({"date": date, "value": str(value), **of})


def value(measurement: Measurement) -> Decimal | None:
    return measurement.value


def remain_few(known: Sequence[Measurement]) -> bool:
    return any(few_remain(one, value, FEWEST) for one in divided(PLAN, known))


WHOLE = measured(20)


@pytest.mark.parametrize(
    ("parts", "few"),
    [
        ([measured(16, unit="norr")], True),
        ([measured(15, unit="norr")], False),
        ([measured(20, unit="norr")], False),
        ([measured(9, unit="norr"), measured(9, unit="söder")], True),
        ([measured(9, unit="norr"), measured(6, unit="söder")], False),
        ([measured(17, unit="norr"), measured(9, unit="söder")], True),
        ([measured(12, unit="norr"), measured(6, unit="by")], False),
        ([measured(9, unit="norr"), measured(9, target_group="unga")], False),
        ([measured(9, unit="norr", target_group="unga"), measured(8, unit="norr", target_group="barn")], True),
        ([measured(9, target_group="barn"), measured(9, target_group="unga")], True),
        (
            [
                measured(5, unit="norr", target_group="unga"),
                measured(5, unit="söder", target_group="unga"),
                measured(7, unit="öster"),
            ],
            True,
        ),
        (
            [
                measured(5, unit="norr", target_group="unga"),
                measured(5, unit="norr", target_group="barn"),
                measured(7, target_group="äldre"),
            ],
            True,
        ),
        ([measured(9, "2026-03", unit="norr"), measured(17, "2026-06", unit="norr")], True),
        ([measured(9, "2026-03", unit="norr"), measured(12, "2026-06", unit="norr"), measured(8, unit="söder")], True),
        ([Measurement.model_validate({"date": "2026", "unit": "norr"})], False),
    ],
    ids=[
        "a few",
        "just enough",
        "nobody",
        "a few beside two",
        "enough beside two",
        "a few beside one, if some are counted twice",
        "a unit and one within it",
        "a unit and a group are not side by side",
        "groups of a unit",
        "two groups",
        "groups of units beside a unit",
        "groups of a unit beside a group",
        "which of two values belongs to the whole is not known",
        "nor beside another unit",
        "a part without a value",
    ],
)
def test_few_remain_of_a_whole(parts: list[Measurement], few: bool) -> None:
    assert remain_few([WHOLE, *parts]) is few


def test_nothing_remains_without_a_whole_or_parts() -> None:
    assert not remain_few([WHOLE])
    assert not remain_few([measured(17, unit="norr"), measured(2, unit="söder")])
    assert not remain_few([Measurement.model_validate({"date": "2026"}), measured(17, unit="norr")])


def test_a_part_belongs_to_the_wholes_whose_time_it_meets() -> None:
    months = [measured(20, f"2026-{n:02d}") for n in range(1, 7)]
    long, short = measured(17, "2026-02/2026-04", unit="norr"), measured(3, "2026-05-01", unit="söder")
    found = {str(one.whole.date): one.parts for one in divided(PLAN, [*months, short, long])}
    assert found == {"2026-02": [long], "2026-03": [long], "2026-04": [long], "2026-05": [short]}


def test_a_unit_is_the_whole_of_one_within_it_by_id_or_title() -> None:
    outer, inner, other = measured(20, unit="N"), measured(9, unit="by"), measured(9, unit="söder")
    assert [(one.whole, one.parts) for one in divided(PLAN, [outer, inner, other])] == [(outer, [inner])]
