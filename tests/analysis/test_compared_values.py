"""Another's values stand beside ours, and what is missing is no value: neither is part of what is worked out."""

from datetime import date

import pytest

from anhorig_cli.analysis.coverage import last_measured
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import progress
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.standing import standing
from anhorig_cli.model.indicator import Indicator
from plan_text import loaded

HEAD = """
titel: Plan
indikatorer:
  - id: andel
    titel: Andel nöjda
    måttenhet: procent
    riktning: öka
    utgångsvärde: {värde: 60, datum: 2022}
    målvärde: {värde: 80, senast: 2026-12-31}
"""
OURS = """
    mätningar:
      - {datum: 2024, värde: 64}
"""
BESIDE = """
      - {datum: 2024, värde: 90, jämförelse: Riket}
      - {datum: 2024, värde: 20, jämförelse: Länet}
      - {datum: 2025, värde: 10, jämförelse: Riket}
      - {datum: 2025, saknas: Stängt}
"""


def read(text: str, as_of: date = date(2026, 6, 30)) -> tuple[Snapshot, Indicator]:
    plan = loaded(text).plan
    assert plan is not None
    return Snapshot(plan, as_of), plan.indicators[0]


def test_trend_progress_and_age_are_the_same_with_others_values_and_missing_ones() -> None:
    alone, ours = read(HEAD + OURS)
    beside, same = read(HEAD + OURS + BESIDE)

    assert progress(same, beside.measurements(same)) == progress(ours, alone.measurements(ours))
    assert standing(same, beside.measurements(same), beside.as_of) == standing(
        ours, alone.measurements(ours), alone.as_of
    )
    assert last_measured(beside, same) == last_measured(alone, ours)


def test_others_values_are_always_known_and_missing_ones_from_their_last_day() -> None:
    snapshot, indicator = read(HEAD + OURS + BESIDE, date(2025, 1, 1))

    assert [one.comparison for one in snapshot.comparison_values(indicator)] == ["Riket", "Länet", "Riket"]
    assert snapshot.missing_measurements(indicator) == []


def test_others_values_are_not_kept_back_and_keep_nothing_of_ours_back() -> None:
    text = """
titel: Plan
indikatorer:
  - id: a
    titel: Anhöriga med stöd
    personer: ja
    mätningar:
      - {datum: 2024, värde: 40, kvinnor: 30, män: 10}
      - {datum: 2024, värde: 3, kvinnor: 2, män: 1, jämförelse: Grannkommunen}
"""
    snapshot, indicator = read(text)
    disclosure = Disclosure(snapshot.plan, 5)

    assert [disclosure.is_suppressed(indicator, one) for one in indicator.measurements] == [False, False]
    assert [disclosure.sexes_are_suppressed(indicator, one) for one in indicator.measurements] == [False, False]


@pytest.mark.parametrize(
    ("tolerance", "value", "trend"),
    [("", 61, "better"), ("2", 62, "unchanged"), ("2", 58, "unchanged"), ("2", "62.01", "better"), ("2", 57, "worse")],
)
def test_a_change_within_the_tolerance_is_unchanged(tolerance: str, value: object, trend: str) -> None:
    snapshot, indicator = read(
        f"{HEAD}    oförändrat_inom: {tolerance}\n    mätningar:\n      - {{datum: 2024, värde: {value}}}\n"
    )

    assert progress(indicator, snapshot.measurements(indicator)).trend == trend
