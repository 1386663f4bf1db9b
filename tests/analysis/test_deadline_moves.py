"""Deadlines that were moved: from, to, how far, and why."""

import pytest

from anhorig_cli.analysis.comparison import Move, days_between, moves, moves_by_continuing, own_moves
from anhorig_cli.model.dates import PlanDate, parse_date, parse_due
from anhorig_cli.model.subgoal import Subgoal
from plan_text import plan_in


def _subgoal(text: str) -> Subgoal:
    return plan_in(f"titel: P\ndelmål:\n  - {{id: a, titel: A, {text}}}\n").subgoals[0]


def _told(found: list[Move]) -> list[tuple[str, str, str | None]]:
    return [(str(m.before), str(m.after), m.revision.reason if m.revision else None) for m in found]


R1 = "{fält: senast, från: 2021-01-31, till: 2021-06-30, beslutad: 2021-01-10, skäl: Vakans}"
R2 = "{fält: senast, från: 2021-06-30, till: 2021-11-30, beslutad: 2021-06-10, skäl: Pandemi}"


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        ("2021-01-31", "2021-11-30", 303),
        ("2021-11-30", "2021-11", 0),
        ("2021-11-30", "hösten 2021", 31),
        ("2021-06-30", "2021-06-01", -29),
        ("2021-06-30", "löpande", None),
    ],
)
def test_how_far_is_counted_from_last_day_to_last_day(before: str, after: str, days: int | None) -> None:
    move = moves(_subgoal(f"senast: {before}"), _subgoal(f"senast: {after}"), "due")[0]
    assert (move.is_move, move.days) == (True, days)


def test_a_deadline_that_stands_has_not_moved() -> None:
    assert moves(_subgoal("senast: 2021"), _subgoal("senast: 2021"), "due") == []


def test_without_a_revision_no_reason_is_known() -> None:
    found = moves(_subgoal("senast: 2021-01-31"), _subgoal("senast: 2021-06-30"), "due")
    assert _told(found) == [("2021-01-31", "2021-06-30", None)]


def test_a_deadline_is_set_or_removed() -> None:
    assert _told(moves(_subgoal("syfte: S"), _subgoal("senast: 2021"), "due")) == [("None", "2021", None)]
    (removed,) = moves(_subgoal("påbörjas_senast: 2021"), _subgoal("syfte: S"), "start_by")
    assert (removed.is_move, removed.days, str(removed.before), removed.after) == (False, None, "2021", None)


def test_new_revisions_that_lead_step_by_step_are_moves_of_their_own() -> None:
    before = _subgoal("senast: 2021-01-31")
    after = _subgoal(f"senast: 2021-11-30, revideringar: [{R2}, {R1}]")
    assert _told(moves(before, after, "due")) == [
        ("2021-01-31", "2021-06-30", "Vakans"),
        ("2021-06-30", "2021-11-30", "Pandemi"),
    ]


def test_a_revision_that_was_known_before_tells_nothing_of_a_new_move() -> None:
    before = _subgoal(f"senast: 2021-06-30, revideringar: [{R1}]")
    after = _subgoal(f"senast: 2021-12-31, revideringar: [{R1}]")
    assert _told(moves(before, after, "due")) == [("2021-06-30", "2021-12-31", None)]


def test_a_revision_that_leads_there_from_elsewhere_tells_why_all_the_same() -> None:
    after = _subgoal(f"senast: 2021-11-30, revideringar: [{R2}]")
    assert _told(moves(_subgoal("senast: 2021-03-31"), after, "due")) == [("2021-03-31", "2021-11-30", "Pandemi")]


def test_a_revision_without_its_new_date_leads_to_the_deadline_that_stands() -> None:
    after = _subgoal("senast: 2021-11-30, revideringar: [{från: 2021-01-31, skäl: Vakans}]")
    assert _told(moves(_subgoal("senast: 2021-01-31"), after, "due")) == [("2021-01-31", "2021-11-30", "Vakans")]


def test_a_subgoals_own_revisions_tell_how_it_had_moved_already() -> None:
    assert _told(own_moves(_subgoal(f"senast: 2021-11-30, revideringar: [{R1}, {R2}]"), "due")) == [
        ("2021-01-31", "2021-06-30", "Vakans"),
        ("2021-06-30", "2021-11-30", "Pandemi"),
    ]
    assert own_moves(_subgoal("senast: 2021-11-30"), "due") == []


def test_a_subgoal_that_carries_another_on_moves_its_deadlines() -> None:
    plan = plan_in("""
        titel: P
        delmål:
          - {id: gammalt, titel: G, senast: 2020-11-30, påbörjas_senast: 2020-02-28}
          - {id: nytt, titel: N, senast: 2021-11-30, fortsätter: Gammalt}
          - {id: samma, titel: S, senast: 2020-11-30, fortsätter: [gammalt, saknas]}
        """)
    (move,) = moves_by_continuing(plan, [plan.subgoals[1]])
    assert move.earlier is plan.subgoals[0]
    assert (move.field, move.days, move.revision) == ("due", 365, None)
    assert list(moves_by_continuing(plan, [plan.subgoals[2]])) == []


def test_between_no_dates_there_are_no_days() -> None:
    day: PlanDate = parse_date("2021-01-31")
    assert days_between(None, day) is None
    assert days_between(parse_due("löpande"), day) is None
