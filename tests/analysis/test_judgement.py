"""Which judgements are final, and what follows from them."""

from datetime import date

import pytest

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.subgoal import Subgoal

YEAR_END = {"from": "2023-01-01", "to": "2023-12-31"}
REASON = {"comment": "Uppgifter saknas."}


def at(as_of: str, *, period: dict[str, str] | None = None, **facts: object) -> tuple[Snapshot, Subgoal]:
    """Return the snapshot of a plan with one subgoal, and the subgoal."""
    subgoal = {"id": "d", "title": "D", **facts}
    plan = Plan.model_validate(
        {"id": "p", "title": "P", "subgoals": [subgoal], **({"period": period} if period else {})}
    )
    return Snapshot(plan, date.fromisoformat(as_of)), plan.subgoals[0]


def judged(status: str, day: str = "2023-12-31", **facts: object) -> list[dict[str, object]]:
    return [{"date": day, "status": status, **facts}]


@pytest.mark.parametrize("status", ["achieved", "discontinued", "not_applicable"])
def test_what_is_met_discontinued_or_not_applicable_is_final_on_any_day(status: str) -> None:
    snapshot, subgoal = at("2023-03-01", due="2023-12-31", assessments=judged(status, "2023-02-01"))
    assert snapshot.is_final(subgoal)


@pytest.mark.parametrize("status", ["not_achieved", "partly_achieved"])
@pytest.mark.parametrize(
    ("day", "is_final"), [("2023-12-30", False), ("2023-12-31", True), ("2023", True), ("2024-02-10", True)]
)
def test_what_was_not_met_is_final_from_the_last_day_of_the_deadline(status: str, day: str, is_final: bool) -> None:
    snapshot, subgoal = at("2029-01-01", due="2023-12-31", assessments=judged(status, day))
    assert snapshot.is_final(subgoal) is is_final
    assert snapshot.is_overdue(subgoal) is not is_final
    assert snapshot.is_not_met(subgoal) is is_final


@pytest.mark.parametrize("due", [{}, {"due": "löpande"}])
@pytest.mark.parametrize(("day", "is_final"), [("2023-12-30", False), ("2023-12-31", True)])
def test_without_a_deadline_the_last_day_of_the_plans_period_counts(
    due: dict[str, str], day: str, is_final: bool
) -> None:
    snapshot, subgoal = at("2024-06-01", period=YEAR_END, **due, assessments=judged("not_achieved", day))
    assert snapshot.is_final(subgoal) is is_final


def test_without_either_nothing_is_final_but_what_says_so() -> None:
    assert not at("2024-06-01", assessments=judged("not_achieved"))[0].is_final(
        at("2024-06-01", assessments=judged("not_achieved"))[1]
    )
    snapshot, subgoal = at("2024-06-01", assessments=judged("not_achieved", final=True))
    assert snapshot.is_final(subgoal)


def test_a_matter_may_be_closed_before_its_deadline() -> None:
    snapshot, subgoal = at("2024-06-01", due="2024-12-31", assessments=judged("partly_achieved", final=True))
    assert snapshot.is_not_met(subgoal)
    assert not snapshot.is_open(subgoal)


@pytest.mark.parametrize("status", ["expected", "partly_expected", "unlikely"])
def test_a_forecast_is_never_final(status: str) -> None:
    snapshot, subgoal = at("2024-06-01", due="2023-12-31", assessments=judged(status, "2024-01-15", final=True))
    assert not snapshot.is_final(subgoal)


@pytest.mark.parametrize(("facts", "is_final"), [(REASON, True), ({}, False)])
def test_what_could_not_be_assessed_is_final_where_it_says_why(facts: dict[str, str], is_final: bool) -> None:
    snapshot, subgoal = at("2024-06-01", due="2023-12-31", assessments=judged("not_assessed", **facts))
    assert snapshot.is_final(subgoal) is is_final
    assert snapshot.is_unassessed(subgoal) is not is_final
    assert not snapshot.is_not_met(subgoal)


def test_a_reason_why_nothing_was_assessed_is_not_asked_for_again_before_the_deadline_either() -> None:
    snapshot, subgoal = at("2023-06-01", due="2023-12-31", assessments=judged("not_assessed", "2023-05-01", **REASON))
    assert not snapshot.is_unassessed(subgoal)
    assert snapshot.is_open(subgoal)


MOVED = {"field": "due", "from": "2023-12-31", "to": "2024-06-30", "decided": "2024-02-01"}


@pytest.mark.parametrize(("as_of", "is_final"), [("2024-01-31", True), ("2024-02-01", False)])
@pytest.mark.parametrize("status", ["not_achieved", "partly_achieved"])
def test_a_deadline_that_is_moved_later_opens_the_matter_again(as_of: str, is_final: bool, status: str) -> None:
    snapshot, subgoal = at(as_of, due="2024-06-30", revisions=[MOVED], assessments=judged(status))
    assert snapshot.is_final(subgoal) is is_final


def test_but_never_one_that_is_met() -> None:
    snapshot, subgoal = at("2024-03-01", due="2024-06-30", revisions=[MOVED], assessments=judged("achieved"))
    assert snapshot.is_final(subgoal)


def test_a_later_assessment_always_replaces() -> None:
    first, second = judged("achieved", "2023-06-01"), judged("unlikely", "2023-09-01")
    snapshot, subgoal = at("2023-10-01", due="2023-12-31", assessments=[*first, *second])
    assert snapshot.is_open(subgoal)


@pytest.mark.parametrize(
    ("facts", "is_unexplained"),
    [({}, True), ({"comment": "Tjänsten var vakant."}, False), ({"cause": "Tjänsten var vakant."}, False)],
)
def test_a_comment_explains_what_is_final(facts: dict[str, str], is_unexplained: bool) -> None:
    snapshot, subgoal = at("2024-06-01", due="2023-12-31", assessments=judged("not_achieved", **facts))
    assert snapshot.is_unexplained(subgoal) is is_unexplained


@pytest.mark.parametrize(
    ("facts", "is_unexplained"),
    [({}, True), ({"comment": "Nej"}, True), ({"action": "Fler kurser"}, False), ({"new_date": "2024-03"}, False)],
)
@pytest.mark.parametrize("status", ["unlikely", "not_achieved"])
def test_what_still_goes_on_needs_a_cause_an_action_or_a_new_date(
    status: str, facts: dict[str, str], is_unexplained: bool
) -> None:
    snapshot, subgoal = at("2023-06-01", due="2023-12-31", assessments=judged(status, "2023-05-01", **facts))
    assert snapshot.is_unexplained(subgoal) is is_unexplained


@pytest.mark.parametrize(("facts", "is_unexplained"), [({}, True), ({"comment": "Halva länet är med."}, False)])
@pytest.mark.parametrize("status", ["partly_expected", "partly_achieved"])
def test_a_comment_explains_what_is_or_will_be_met_in_part(
    status: str, facts: dict[str, str], is_unexplained: bool
) -> None:
    snapshot, subgoal = at("2023-06-01", due="2023-12-31", assessments=judged(status, "2023-05-01", **facts))
    assert snapshot.is_unexplained(subgoal) is is_unexplained


@pytest.mark.parametrize(
    ("facts", "is_late"),
    [
        ({"due": "2023-08", "status": "in_progress"}, True),
        ({"due": "2023-08", "status": "done"}, False),
        ({"due": "2023-08", "status": "cancelled"}, False),
        ({"due": "2023-08", "done_on": "2023-09-20"}, False),
        ({"due": "2023-08", "done_on": "2023-09-21"}, True),
        ({"due": "2023-09"}, False),
        ({"due": "2023-09-20"}, False),
        ({"due": "2023-09-19"}, True),
        ({"due": "löpande"}, False),
        ({}, False),
    ],
)
def test_an_activity_is_late_when_its_deadline_has_ended_and_it_is_neither_done_nor_cancelled(
    facts: dict[str, str], is_late: bool
) -> None:
    snapshot, subgoal = at("2023-09-20", activities=[{"title": "A", **facts}])
    assert snapshot.is_late_activity(subgoal, subgoal.activities[0]) is is_late


def test_no_activity_of_a_subgoal_that_is_finally_assessed_is_late() -> None:
    late = [{"title": "A", "due": "2023-08"}]
    snapshot, subgoal = at("2024-01-01", due="2023-12-31", activities=late, assessments=judged("not_achieved"))
    assert not snapshot.is_late_activity(subgoal, subgoal.activities[0])


def test_of_a_subgoal_that_is_met_the_activities_that_are_known_not_to_be_done_are_left() -> None:
    statuses = ["in_progress", "cancelled", "not_started", "done", None]
    activities = [{"title": f"A{n}", **({"status": word} if word else {})} for n, word in enumerate(statuses)]
    snapshot, subgoal = at("2024-01-01", activities=activities, assessments=judged("achieved"))
    assert [place for place, _ in snapshot.left_undone(subgoal)] == [0, 1, 2]
