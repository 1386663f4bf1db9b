"""How a plan stands on a day, in numbers."""

from datetime import date

from anhorig_cli.analysis.reporting import StateCount, last_report, late_activities, late_subgoals, state_counts
from anhorig_cli.analysis.snapshot import Snapshot
from plan_text import plan_in

PLAN = """
titel: P
delmål:
  - {id: a, titel: A, senast: 2026-06-10, bedömningar: [{datum: 2026-05-01, status: bedöms uppfyllas}]}
  - {id: b, titel: B, senast: 2026-06-20, bedömningar: [{datum: 2026-06-01, status: uppfyllt}]}
  - id: c
    titel: C
    senast: 2026-06-29
    påbörjas_senast: 2026-06-01
    aktiviteter:
      - {titel: X, status: ej påbörjad, senast: 2026-06-15}
      - {titel: Y, status: genomförd, senast: 2026-06-15}
  - {id: d, titel: D, senast: 2026-12-31, bedömningar: [{datum: 2026-05-01, status: bedöms uppfyllas}]}
  - {id: e, titel: E, senast: 2026-01-31, tillagd: 2026-01-01}
  - {id: f, titel: F, fortsätter: e, tillagd: 2026-02-01}
rapporter:
  - {id: r1, datum: 2026-02-10}
  - {id: r3, datum: 2026-09-10}
  - {id: r2, datum: 2026-05-10}
"""


def on(day: str) -> Snapshot:
    return Snapshot(plan_in(PLAN), date.fromisoformat(day))


def test_subgoals_are_counted_by_state_with_those_that_are_late() -> None:
    assert state_counts(on("2026-06-30")) == [
        StateCount("achieved", 1, 0),
        StateCount("expected", 2, 1),
        StateCount("not_assessed", 2, 1),
    ]


def test_what_is_carried_on_is_counted_where_it_goes_on() -> None:
    assert sum(one.many for one in state_counts(on("2026-01-15"))) == 5
    assert sum(one.many for one in state_counts(on("2026-02-15"))) == 5


def test_the_latest_stands_first_by_the_deadline_that_passed_first() -> None:
    found = [(one.subgoal.id, one.missed.written, one.days) for one in late_subgoals(on("2026-06-30"))]
    assert found == [("a", "2026-06-10", 20), ("c", "2026-06-29", 1)]


def test_one_that_is_to_have_begun_is_late_before_it_is_due() -> None:
    begun_late = plan_in(PLAN.replace("Y, status: genomförd", "Y, status: ej påbörjad"))
    late = late_subgoals(Snapshot(begun_late, date(2026, 6, 30)))
    assert [(one.subgoal.id, one.days, one.is_in_starting) for one in late] == [("c", 29, True), ("a", 20, False)]


def test_late_activities_are_counted() -> None:
    assert late_activities(on("2026-06-15")) == 0
    assert late_activities(on("2026-06-30")) == 1


def test_the_last_report_is_the_last_that_has_come() -> None:
    assert last_report(on("2026-02-09")) is None
    assert [one.id for day in ("2026-02-10", "2026-06-30", "2026-12-01") if (one := last_report(on(day)))] == [
        "r1",
        "r2",
        "r3",
    ]
