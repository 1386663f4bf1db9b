"""Several targets of an indicator: the first not yet due holds, else the last, and each is judged when it is due."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from anhorig_cli.analysis.progress import direction, target_of
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.standing import standing
from anhorig_cli.analysis.unit_extract import unit_extract
from anhorig_cli.model.indicator import Indicator
from plan_text import checked, loaded
from report_views import report

TEXT = """
titel: Plan
enheter: [{id: norr, titel: Norr}, {id: syd, titel: Syd}]
indikatorer:
  - id: andel
    titel: Andel nöjda
    måttenhet: procent
    riktning: öka
    målvärde:
      - {minst: 80, senast: 2026}
      - {minst: 60, senast: 2024}
      - {minst: 70, senast: 2025}
      - {minst: 75, senast: 2024, enhet: norr}
      - {minst: 85, senast: 2026, enhet: norr}
"""


def plan_on(day: date, text: str = TEXT) -> tuple[Snapshot, Indicator]:
    plan = loaded(text).plan
    assert plan is not None
    snapshot = Snapshot(plan, day)
    return snapshot, snapshot.indicator(plan.indicators[0])


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2023, 1, 1), 60),
        (date(2024, 12, 31), 60),
        (date(2025, 1, 1), 70),
        (date(2026, 6, 1), 80),
        (date(2030, 1, 1), 80),
    ],
)
def test_the_first_target_not_yet_due_holds_else_the_last(day: date, level: int) -> None:
    _, indicator = plan_on(day)
    assert indicator.target is not None
    assert indicator.target.level == level
    assert len(indicator.targets) == 5


def test_a_units_own_target_is_that_of_its_sheet() -> None:
    snapshot, _ = plan_on(date(2025, 6, 1))
    measured = snapshot.plan.model_copy(
        update={
            "indicators": (
                snapshot.plan.indicators[0].model_copy(
                    update={"units": ("norr",), "measurements": _measured("norr", 82)}
                ),
            )
        }
    )
    part = unit_extract(measured, "norr", date(2025, 6, 1))
    own = Snapshot(part, date(2025, 6, 1)).indicator(part.indicators[0])
    assert own.target is not None
    assert own.target.level == 85
    assert own.target.unit is None


def _measured(unit: str, value: int) -> object:
    plan = loaded(
        f"titel: P\nindikatorer: [{{id: a, titel: A, mätningar: [{{datum: 2025, värde: {value}, enhet: {unit}}}]}}]\n"
    ).plan
    assert plan is not None
    return plan.indicators[0].measurements


@pytest.mark.parametrize(
    ("change", "level", "way"), [("-20 %", 40, "decrease"), ("+10", 60, "increase"), ("-5", 45, "decrease")]
)
def test_a_change_is_counted_from_the_baseline(change: str, level: int, way: str) -> None:
    _, indicator = plan_on(
        date(2026, 1, 1),
        "titel: P\nindikatorer: [{id: a, titel: A, utgångsvärde: {värde: 50, datum: 2024}, "
        f"målvärde: {{förändring: {change}, senast: 2028}}}}]\n",
    )
    target = target_of(indicator)
    assert target is not None
    assert (target.level, direction(indicator)) == (Decimal(level), way)


def test_a_change_without_a_baseline_has_a_direction_and_no_level() -> None:
    snapshot, indicator = plan_on(
        date(2026, 6, 1),
        "titel: P\nindikatorer: [{id: a, titel: A, målvärde: {förändring: −20 %}, "
        "mätningar: [{datum: 2025, värde: 4}]}]\n",
    )
    assert direction(indicator) == "decrease"
    assert standing(indicator, snapshot.measurements(indicator), snapshot.as_of) is None


def test_a_report_tells_every_target_with_how_it_was_met() -> None:
    measured = """    mätningar:
      - {datum: 2024-12-31, värde: 62}
      - {datum: 2025-12-31, värde: 66}
      - {datum: 2025-12-31, värde: 90, enhet: norr}
"""
    view = report(TEXT + measured, date(2026, 6, 1)).indicators[0]
    assert view.target == "minst 80\u00a0% senast 2026"
    assert [(one.name, one.target, one.standing) for one in view.targets] == [
        ("", "minst 60\u00a0% senast 2024", "Målvärdet är nått"),
        ("Norr", "minst 75\u00a0% senast 2024", ""),
        ("", "minst 70\u00a0% senast 2025", "Målvärdet nåddes inte i tid"),
        ("", "minst 80\u00a0% senast 2026", ""),
        ("Norr", "minst 85\u00a0% senast 2026", "90\u00a0%. Målvärdet är nått"),
    ]


def test_a_target_of_several_is_told_with_what_is_foreseen_of_it() -> None:
    text = """\
        titel: P
        indikatorer:
          - id: i
            titel: I
            utgångsvärde: {värde: 8, datum: 2025-06-30}
            målvärde: [{minst: 20, senast: 2026-06-30}, {minst: 40, senast: 2027-06-30}]
            mätningar: [{datum: 2025-12-31, värde: 14}, {datum: 2026-06-30, värde: 23}]
        """
    view = report(text, date(2026, 9, 14)).indicators[0]
    foreseen = "Ligger i fas, men prognosen når inte målvärdet"
    assert [one.standing for one in view.targets] == ["Målvärdet är nått", foreseen]


def measured(*values: str) -> str:
    return TEXT + "    mätningar:\n" + "".join(f"      - {{{value}}}\n" for value in values)


def test_an_earlier_target_that_was_missed_is_a_deviation_on_the_first_page() -> None:
    found = report(measured("datum: 2024-12-31, värde: 62", "datum: 2025-12-31, värde: 66"), date(2026, 6, 1))
    (view,) = found.indicators
    assert (view.standing.state, view.standing.label, view.is_deviating) == (
        "missed",
        "Målvärdet för 2025 nåddes inte i tid",
        True,
    )
    assert [one.title for one in found.deviations] == ["Andel nöjda"]


def test_a_target_that_was_met_late_is_said_to_be_so_and_is_no_deviation() -> None:
    values = ("datum: 2024-12-31, värde: 62", "datum: 2025-12-31, värde: 66", "datum: 2026-03-31, värde: 72")
    (view,) = report(measured(*values), date(2026, 6, 1)).indicators
    assert [one.standing for one in view.targets if "70" in one.target] == ["Målvärdet nåddes, men efter sitt datum"]
    assert not view.is_deviating


IN_TIME = ("datum: 2024-12-31, värde: 62", "datum: 2024-12-31, värde: 62, enhet: norr")


def test_a_units_target_that_was_missed_is_a_deviation() -> None:
    (view,) = report(measured(*IN_TIME), date(2025, 6, 1)).indicators
    assert view.is_deviating
    assert view.standing.label.startswith("Målvärdet för 2024 nåddes inte i tid för Norr")
    assert [one.standing for one in view.targets if "75" in one.target] == ["62\u00a0%. Målvärdet nåddes inte i tid"]


def test_a_units_target_that_was_met_late_is_not() -> None:
    late = "datum: 2025-03-31, värde: 90, enhet: norr"
    (view,) = report(measured(*IN_TIME, late), date(2025, 6, 1)).indicators
    assert not view.is_deviating
    assert "Norr" not in view.standing.label
    assert [one.standing for one in view.targets if "75" in one.target] == [
        "62\u00a0%. Målvärdet nåddes, men efter sitt datum"
    ]


def test_check_finds_what_the_report_calls_missed(tmp_path: Path) -> None:
    plan = tmp_path / "p.yaml"
    values = ("datum: 2024-12-31, värde: 62", "datum: 2025-12-31, värde: 66", "datum: 2024, värde: 60, enhet: norr")
    plan.write_text(measured(*values), encoding="utf-8")
    told = [one.message for one in checked(plan, date(2026, 6, 1)) if one.slug == "target-missed"]
    assert told == [
        "the indicator 'Andel nöjda' was to be at least 70 by 2025, but its latest value is 66 (2025-12-31)",
        "the indicator 'Andel nöjda' was to be at least 75 by 2024 for Norr, but its latest value is 60 (2024)",
    ]


def test_a_change_does_not_tell_a_baseline_of_few_people() -> None:
    view = report(
        "titel: P\nindikatorer: [{id: a, titel: A, personer: ja, utgångsvärde: {värde: 3, datum: 2024}, "
        "målvärde: {förändring: 7, senast: 2028}, mätningar: [{datum: 2025, värde: 40}]}]\n",
        date(2026, 6, 1),
    ).indicators[0]
    assert view.target == "7 mer än utgångsvärdet senast 2028"
    assert view.path.targets == ()
    assert view.way == ""


@pytest.mark.parametrize(
    ("change", "target"),
    [("3", "87 (3 mer än utgångsvärdet) senast 2028"), ("-25 %", "63 (25\u00a0% mindre än utgångsvärdet) senast 2028")],
)
def test_a_change_is_told_with_the_value_that_the_picture_draws(change: str, target: str) -> None:
    view = report(
        f"titel: P\nindikatorer: [{{id: a, titel: A, utgångsvärde: {{värde: 84, datum: 2024}}, "
        f"målvärde: {{förändring: {change}, senast: 2028}}, mätningar: [{{datum: 2025, värde: 85}}]}}]\n",
        date(2026, 6, 1),
    ).indicators[0]
    assert view.target == target
    assert [point.value for point in view.path.targets] == [target.split(maxsplit=1)[0]]


@pytest.mark.parametrize(("to", "before"), [("60", [90, 70, 70]), ("70", [60, 70, 70])])
def test_a_revision_is_of_the_only_target_that_it_led_to(to: str, before: list[int]) -> None:
    text = f"""
        titel: Plan
        enheter: [{{id: a, titel: A}}, {{id: b, titel: B}}]
        delmål:
          - id: d
            titel: D
            indikatorer: i
            revideringar: [{{fält: målvärde, från: 90, till: {to}, beslutad: 2026-06-10}}]
        indikatorer:
          - {{id: i, titel: I, målvärde: [{{minst: 60}}, {{minst: 70, enhet: a}}, {{minst: 70, enhet: b}}]}}
        """
    _, indicator = plan_on(date(2026, 6, 9), text)
    found = {one.unit or "": one.level for one in indicator.targets}
    assert [found[unit] for unit in ("", "a", "b")] == list(map(Decimal, before))
