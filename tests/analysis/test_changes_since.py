"""What is new in a plan since a day."""

from datetime import date

import pytest

from anhorig_cli.analysis.changes_since import ChangesSince, changes_since
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.unit_extract import unit_extract
from anhorig_cli.model.plan import Plan
from plan_text import plan_in

SINCE, AS_OF = date(2026, 3, 1), date(2026, 9, 1)


def found(*subgoals: dict[str, object], since: date = SINCE, as_of: date = AS_OF, **lists: object) -> ChangesSince:
    plan = Plan.model_validate({"id": "p", "title": "P", "subgoals": subgoals, **lists})
    return changes_since(Snapshot(plan, as_of), since)


def goal(identity: str = "d1", **facts: object) -> dict[str, object]:
    return {"id": identity, "title": f"Delmål {identity}", **facts}


def assessed(day: str, status: str = "expected", **facts: str) -> dict[str, str]:
    return {"date": day, "status": status, **facts}


def reassessed(*assessments: dict[str, str], **facts: str) -> list[tuple[str | None, str]]:
    return [(one.before, one.assessment.status) for one in found({**goal(assessments=assessments), **facts}).reassessed]


def test_an_assessment_is_new_after_the_day_and_until_the_other() -> None:
    assert reassessed(assessed("2026-03-01")) == []
    assert reassessed(assessed("2026-03-02")) == [("not_assessed", "expected")]
    assert reassessed(assessed("2026-09-01")) == [("not_assessed", "expected")]
    assert reassessed(assessed("2026-09-02")) == []


def test_an_assessment_is_told_with_the_one_before() -> None:
    assert reassessed(assessed("2026-01"), assessed("2026-06", "unlikely")) == [("expected", "unlikely")]
    assert reassessed(assessed("2026-01"), assessed("2026-06")) == [("expected", "expected")]


def test_of_several_new_assessments_the_last_is_told() -> None:
    assert reassessed(assessed("2026-04", "unlikely"), assessed("2026-06")) == [("not_assessed", "expected")]


def test_an_assessment_is_as_new_as_its_report() -> None:
    assert reassessed(assessed("2026-01", reported="2026-04-01")) == [("not_assessed", "expected")]


def test_an_assessment_without_a_date_is_not_new() -> None:
    assert reassessed({"status": "expected"}) == []


def test_a_new_subgoal_has_no_assessment_before() -> None:
    assert reassessed(assessed("2026-06"), added="2026-05") == [(None, "expected")]


def test_a_deadline_is_moved_when_it_was_decided() -> None:
    revisions = [{"decided": day, "to": "2026-12", "reason": day} for day in ("2026-03-01", "2026-03-02", "2026-09-02")]
    told = found(goal(revisions=[*revisions, {"to": "2027"}])).revised
    assert [revision.reason for _, revision in told] == ["2026-03-02"]


def test_a_measurement_is_as_new_as_its_report() -> None:
    measurements = [{"date": "2026-01", "value": "1"}, {"date": "2026-02", "value": "2", "reported": "2026-06-01"}]
    told = found(indicators=[{"id": "i", "title": "I", "measurements": measurements}, {"id": "j", "title": "J"}])
    assert [(indicator.id, [str(m.value) for m in new]) for indicator, new in told.measured] == [("i", ["2"])]


def test_an_activity_is_done_on_its_day() -> None:
    days = {"early": "2026-03-01", "new": "2026-03-02", "late": "2026-09-02"}
    activities: list[dict[str, str]] = [{"title": title, "done_on": day} for title, day in days.items()]
    activities += [
        {"title": "undated", "status": "done"},
        {"title": "off", "status": "cancelled", "done_on": "2026-05"},
    ]
    assert [activity.title for _, activity in found(goal(activities=activities)).done] == ["new"]


def test_subgoals_are_added_carried_on_and_closed() -> None:
    told = found(
        goal("d1"),
        goal("d2", assessments=[assessed("2026-05", "achieved")]),
        goal("d3", assessments=[assessed("2026-02", "achieved")]),
        goal("d4", assessments=[assessed("2026-02", "achieved"), assessed("2026-05", "discontinued")]),
        goal("d5", added="2026-05", continues=["d1"], assessments=[assessed("2026-06", "not_applicable")]),
        goal("d6", added="2027"),
    )
    assert [s.id for s in told.added] == ["d5"]
    assert [s.id for s in told.carried_on] == ["d1"]
    assert [s.id for s in told.closed] == ["d2", "d5"]


def test_decisions_are_new_on_their_day() -> None:
    days = ["2026-03-01", "2026-03-02", "2026-09-02"]
    told = found(decisions=[{"title": day, "date": day} for day in days] + [{"title": "undated"}])
    assert [decision.title for decision in told.decided] == ["2026-03-02"]


def test_nothing_is_new_since_the_day_itself() -> None:
    told = found(goal(assessments=[assessed("2026-03")], added="2026-01"), since=AS_OF)
    assert told == ChangesSince(AS_OF, (), (), (), (), (), (), (), (), (), 0, 0, 0, (), ())


@pytest.mark.parametrize(("unit", "ticked"), [(None, 3), ("n", 3), ("s", 1)])
def test_what_another_unit_ticked_off_is_not_new_to_a_unit(unit: str | None, ticked: int) -> None:
    plan = plan_in(
        """titel: P
enheter: [{id: n, titel: Norr}, {id: s, titel: Söder}]
årshjul:
  - titel: Möte
    när: månadsvis
    enheter: alla
    utfört: [{datum: 2026-01-10, enheter: n}, {datum: 2026-02-10, enheter: Norr}, {datum: 2026-03-10}]
"""
    )
    day = date(2026, 6, 1)
    part = unit_extract(plan, unit, day) if unit else plan
    assert changes_since(Snapshot(part, day), date(2025, 12, 31)).ticked == ticked
