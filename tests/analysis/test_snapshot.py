"""A plan as it was known on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import register_of
from anhorig_cli.model.subgoal import Subgoal

AS_OF = date(2021, 9, 20)
DAYS = st.dates(date(2020, 1, 1), date(2022, 12, 31))
CLOSED = ["achieved", "discontinued", "not_applicable"]
OPEN = ["expected", "partly_expected", "partly_achieved", "unlikely", "not_achieved", "not_assessed"]


def plan(*subgoals: dict[str, object], **lists: object) -> Plan:
    return Plan.model_validate({"id": "p", "title": "Plan för anhörigstöd", "subgoals": subgoals, **lists})


def goal(identity: str = "d1", **facts: object) -> dict[str, object]:
    return {"id": identity, "title": f"Delmål {identity}", **facts}


def at(as_of: date | str, *subgoals: dict[str, object], **lists: object) -> tuple[Snapshot, Subgoal]:
    """Return the snapshot of a plan on a day, and the plan's first subgoal."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    there = plan(*subgoals, **lists)
    return Snapshot(there, day), there.subgoals[0]


def status(as_of: date | str, *assessments: dict[str, str]) -> str:
    snapshot, subgoal = at(as_of, goal(assessments=assessments))
    return snapshot.status(subgoal)


def assessed(day: str, word: str, **facts: str) -> dict[str, str]:
    return {"date": day, "status": word, **facts}


def existing(as_of: str, *subgoals: dict[str, object], **lists: object) -> list[str]:
    snapshot, _ = at(as_of, *subgoals, **lists)
    return [subgoal.id for _, subgoal in snapshot.subgoals]


# The state of a subgoal on a day


def test_the_state_is_the_last_assessment_known_by_the_day() -> None:
    assessments = (assessed("2021-03-01", "expected"), assessed("2021-09-20", "unlikely"))
    assert status("2021-02-28", *assessments) == "not_assessed"
    assert status("2021-03-01", *assessments) == "expected"
    assert status("2021-09-19", *assessments) == "expected"
    assert status("2021-09-20", *assessments) == "unlikely"


def test_the_order_in_the_file_does_not_matter_to_assessments_of_different_days() -> None:
    assert status(AS_OF, assessed("2021-06-01", "achieved"), assessed("2021-03-01", "unlikely")) == "achieved"


def test_of_assessments_on_the_same_day_the_later_in_the_file_holds() -> None:
    assert status(AS_OF, assessed("2021-03-01", "expected"), assessed("2021-03-01", "unlikely")) == "unlikely"


def test_of_assessments_that_begin_on_the_same_day_the_one_of_the_longer_period_holds() -> None:
    assert status(AS_OF, assessed("2021", "unlikely"), assessed("2021-01-01", "expected")) == "unlikely"


def test_an_assessment_of_a_period_is_known_from_its_first_day() -> None:
    assert status("2021-08-01", assessed("hösten 2021", "expected")) == "expected"
    assert status("2021-07-31", assessed("hösten 2021", "expected")) == "not_assessed"


def test_an_assessment_that_was_reported_later_is_not_known_before() -> None:
    late = assessed("2021-03-01", "unlikely", reported="2021-09-01")
    assert status("2021-08-31", late) == "not_assessed"
    assert status("2021-09-01", late) == "unlikely"


def test_an_assessment_reported_late_does_not_outdo_one_of_a_later_day() -> None:
    late = assessed("2021-03-01", "unlikely", reported="2021-09-01")
    assert status(AS_OF, late, assessed("2021-06-01", "expected")) == "expected"


def test_an_undated_assessment_is_always_known_and_gives_way_to_every_dated_one() -> None:
    undated = {"status": "achieved"}
    assert status("1950-01-01", undated) == "achieved"
    assert status(AS_OF, assessed("2020-01-01", "expected"), undated) == "expected"


def test_an_assessment_with_only_a_day_of_report_counts_from_that_day() -> None:
    assert (
        status(AS_OF, assessed("2020-01-01", "expected"), {"status": "unlikely", "reported": "2021-09"}) == "unlikely"
    )


def test_a_subgoal_without_assessments_is_not_assessed() -> None:
    snapshot, subgoal = at(AS_OF, goal())
    assert snapshot.assessment(subgoal) is None
    assert snapshot.status(subgoal) == "not_assessed"


def test_the_whole_assessment_is_known_with_its_cause_and_action() -> None:
    snapshot, subgoal = at(AS_OF, goal(assessments=[assessed("2021-03-01", "unlikely", cause="Pandemin")]))
    assessment = snapshot.assessment(subgoal)
    assert assessment is not None
    assert assessment.cause == "Pandemin"


@given(st.lists(st.tuples(DAYS, st.sampled_from(CLOSED + OPEN)), max_size=5), DAYS)
def test_nothing_that_was_assessed_later_changes_the_state(assessments: list[tuple[date, str]], as_of: date) -> None:
    known = [(day, word) for day, word in assessments if day <= as_of]
    told = [assessed(day.isoformat(), word) for day, word in assessments]
    by_then = [assessed(day.isoformat(), word) for day, word in known]
    assert status(as_of, *told) == status(as_of, *by_then)
    if known:
        latest = max(day for day, _ in known)
        assert status(as_of, *told) == [word for day, word in known if day == latest][-1]


# Deadlines and their revisions


MOVED = {"field": "due", "from": "2021-06-30", "to": "2021-11-30", "decided": "2021-09-01"}


@pytest.mark.parametrize(("as_of", "due"), [("2021-08-31", "2021-06-30"), ("2021-09-01", "2021-11-30")])
def test_before_a_revision_was_decided_the_deadline_was_what_it_was_moved_from(as_of: str, due: str) -> None:
    snapshot, subgoal = at(as_of, goal(due="2021-11-30", revisions=[MOVED]))
    assert str(snapshot.due(subgoal)) == due


@pytest.mark.parametrize(
    ("as_of", "due"), [("2021-03-31", "2021-03-31"), ("2021-04-01", "2021-06-30"), ("2021-09-01", "2021-11-30")]
)
def test_a_deadline_that_was_moved_twice_has_three_values(as_of: str, due: str) -> None:
    earlier = {"field": "due", "from": "2021-03-31", "to": "2021-06-30", "decided": "2021-04"}
    snapshot, subgoal = at(as_of, goal(due="2021-11-30", revisions=[MOVED, earlier]))
    assert str(snapshot.due(subgoal)) == due


def test_a_deadline_that_was_set_later_was_not_there_before() -> None:
    first_set = {"to": "2021-11-30", "decided": "2021-09-01"}
    snapshot, subgoal = at("2021-08-31", goal(due="2021-11-30", revisions=[first_set]))
    assert snapshot.due(subgoal) is None


def test_a_revision_without_a_day_of_decision_has_always_been_there() -> None:
    undecided = {"from": "2021-06-30", "to": "2021-11-30"}
    snapshot, subgoal = at("2020-01-01", goal(due="2021-11-30", revisions=[undecided]))
    assert str(snapshot.due(subgoal)) == "2021-11-30"
    assert len(snapshot.revisions(subgoal)) == 1


def test_a_revision_of_the_start_leaves_the_deadline_alone() -> None:
    moved = {"field": "start_by", "from": "2021-02-28", "to": "2021-09-30", "decided": "2021-09-01"}
    snapshot, subgoal = at("2021-08-31", goal(start_by="2021-09-30", due="2021-11-30", revisions=[moved]))
    assert str(snapshot.start_by(subgoal)) == "2021-02-28"
    assert str(snapshot.due(subgoal)) == "2021-11-30"


def test_only_the_revisions_decided_by_the_day_are_known_the_oldest_first() -> None:
    revisions = [
        {"reason": "tredje", "decided": "2021-09-21"},
        {"reason": "andra", "decided": "2021-09-20"},
        {"reason": "första", "decided": "2021-03"},
        {"reason": "någon gång"},
    ]
    snapshot, subgoal = at(AS_OF, goal(revisions=revisions))
    assert [revision.reason for revision in snapshot.revisions(subgoal)] == ["någon gång", "första", "andra"]


def test_a_deadline_before_its_revision_can_be_overdue() -> None:
    snapshot, subgoal = at("2021-08-31", goal(due="2021-11-30", revisions=[MOVED]))
    assert snapshot.is_overdue(subgoal)


# Overdue, due soon, late in starting


@pytest.mark.parametrize(("as_of", "overdue"), [("2021-09-30", False), ("2021-10-01", True)])
def test_a_subgoal_is_overdue_once_its_deadlines_period_has_ended(as_of: str, overdue: bool) -> None:
    snapshot, subgoal = at(as_of, goal(due="2021-09"))
    assert snapshot.is_overdue(subgoal) is overdue


@pytest.mark.parametrize("word", CLOSED)
def test_a_subgoal_that_is_settled_is_neither_overdue_nor_late_nor_due_soon(word: str) -> None:
    settled = goal(due="2021-03", start_by="2021-01", stage="not_started", assessments=[assessed("2021-02", word)])
    snapshot, subgoal = at(AS_OF, settled)
    assert not snapshot.is_open(subgoal)
    assert not snapshot.is_overdue(subgoal)
    assert not snapshot.is_late_in_starting(subgoal)
    assert not Snapshot(snapshot.plan, date(2021, 3, 15)).is_due_soon(subgoal, 30)


@pytest.mark.parametrize("word", OPEN)
def test_every_other_assessment_leaves_a_subgoal_overdue(word: str) -> None:
    snapshot, subgoal = at(AS_OF, goal(due="2021-03", assessments=[assessed("2021-02", word)]))
    assert snapshot.is_open(subgoal)
    assert snapshot.is_overdue(subgoal)


def test_a_subgoal_assessed_as_achieved_after_the_day_was_overdue_on_it() -> None:
    snapshot, subgoal = at(AS_OF, goal(due="2021-03", assessments=[assessed("2021-09-21", "achieved")]))
    assert snapshot.is_overdue(subgoal)


@pytest.mark.parametrize("word", ["ongoing", "löpande"])
def test_an_ongoing_subgoal_is_never_overdue_and_never_due_soon(word: str) -> None:
    snapshot, subgoal = at(date.max, goal(due=word))
    assert not snapshot.is_overdue(subgoal)
    assert not snapshot.is_due_soon(subgoal, 30)


def test_a_subgoal_without_a_deadline_is_never_overdue_and_never_due_soon() -> None:
    snapshot, subgoal = at(date.max, goal())
    assert not snapshot.is_overdue(subgoal)
    assert not snapshot.is_due_soon(subgoal, 30)


@pytest.mark.parametrize(
    ("as_of", "soon"),
    [("2021-10-30", False), ("2021-10-31", True), ("2021-11-30", True), ("2021-12-01", False)],
)
def test_a_subgoal_is_due_soon_in_the_days_before_the_end_of_its_deadline(as_of: str, soon: bool) -> None:
    snapshot, subgoal = at(as_of, goal(due="2021-11"))
    assert snapshot.is_due_soon(subgoal, 30) is soon


def test_however_many_days_are_soon_nothing_overflows() -> None:
    snapshot, subgoal = at(AS_OF, goal(due="2021-11"))
    assert snapshot.is_due_soon(subgoal, 999_999_999_999)


@pytest.mark.parametrize(("as_of", "late"), [("2021-02-28", False), ("2021-03-01", True)])
def test_a_subgoal_is_late_in_starting_when_it_is_known_not_to_have_started(as_of: str, late: bool) -> None:
    snapshot, subgoal = at(as_of, goal(start_by="2021-02-28", stage="not_started"))
    assert snapshot.is_late_in_starting(subgoal) is late


@pytest.mark.parametrize("stage", [None, "in_progress", "done", "cancelled"])
def test_a_subgoal_of_which_one_does_not_know_that_it_has_not_started_is_not_late_in_starting(
    stage: str | None,
) -> None:
    snapshot, subgoal = at(AS_OF, goal(start_by="2021-02-28", stage=stage))
    assert not snapshot.is_late_in_starting(subgoal)


def test_a_subgoal_that_need_not_start_by_any_day_is_not_late_in_starting() -> None:
    snapshot, subgoal = at(AS_OF, goal(stage="not_started"))
    assert not snapshot.is_late_in_starting(subgoal)


# How far the work has come


def stage(*activities: dict[str, str], written: str | None = None) -> str | None:
    snapshot, subgoal = at(AS_OF, goal(activities=[{"title": "Utbildning", **a} for a in activities], stage=written))
    return snapshot.stage(subgoal)


@pytest.mark.parametrize(
    ("statuses", "derived"),
    [
        (["done", "done"], "done"),
        (["not_started", "not_started"], "not_started"),
        (["done", "not_started"], "in_progress"),
        (["in_progress", "not_started"], "in_progress"),
        (["done", "in_progress"], "in_progress"),
        (["done", "cancelled"], "done"),
        (["not_started", "cancelled"], "not_started"),
        (["cancelled", "cancelled"], "cancelled"),
    ],
)
def test_the_stage_is_derived_from_the_activities(statuses: list[str], derived: str) -> None:
    assert stage(*({"status": word} for word in statuses)) == derived


def test_the_stage_is_not_known_while_an_activity_says_nothing_and_none_has_begun() -> None:
    assert stage({"status": "not_started"}, {}) is None
    assert stage({}) is None


def test_one_activity_that_has_begun_is_enough_for_the_work_to_be_in_progress() -> None:
    assert stage({"status": "done"}, {}) == "in_progress"


def test_the_stage_is_as_written_where_there_are_no_activities_and_only_there() -> None:
    assert stage(written="pågår") == "in_progress"
    assert stage({"status": "done"}, written="not_started") == "done"
    assert stage() is None


def test_nothing_is_known_of_an_activity_that_is_done_after_the_day() -> None:
    assert stage({"status": "done", "done_on": "2021-09-20"}) == "done"
    assert stage({"status": "done", "done_on": "2021-09-21"}) is None


# Added and carried on


@pytest.mark.parametrize(("as_of", "there"), [("2021-08-31", ["d1"]), ("2021-09-01", ["d1", "d2"])])
def test_a_subgoal_does_not_exist_before_the_day_it_was_added(as_of: str, there: list[str]) -> None:
    assert existing(as_of, goal("d1"), goal("d2", added="2021-09")) == there


@pytest.mark.parametrize("name", ["ks-114", "KS-114", "Reviderad åtgärdsplan", "reviderad åtgärdsplan"])
def test_a_subgoal_added_by_a_decision_exists_from_the_decisions_day(name: str) -> None:
    decision = {"id": "ks-114", "title": "Reviderad åtgärdsplan", "date": "2021-09-01"}
    decisions = [{"title": "Antagande", "date": "2020-01-01"}, decision]
    assert existing("2021-08-31", goal(added=name), decisions=decisions) == []
    assert existing("2021-09-01", goal(added=name), decisions=decisions) == ["d1"]


@pytest.mark.parametrize("decisions", [[], [{"id": "ks-114"}]])
def test_a_subgoal_added_by_a_decision_of_unknown_date_has_always_been_there(decisions: list[dict[str, str]]) -> None:
    assert existing("1950-01-01", goal(added="ks-114"), decisions=decisions) == ["d1"]


def test_subgoals_keep_their_places_in_the_plan() -> None:
    snapshot, _ = at("2020-01-01", goal("d1"), goal("d2", added="2021"), goal("d3"))
    assert [i for i, _ in snapshot.subgoals] == [0, 2]


def test_a_subgoal_that_another_continues_is_carried_on_and_never_overdue() -> None:
    late = goal("d1", due="2021-03", start_by="2021-01", stage="not_started")
    snapshot, earlier = at(AS_OF, late, goal("r1", continues=["D1"], added="2021-09"))
    assert [later.id for later in snapshot.carried_on_by(earlier)] == ["r1"]
    assert not snapshot.is_overdue(earlier)
    assert not snapshot.is_late_in_starting(earlier)
    assert [subgoal.id for _, subgoal in snapshot.current()] == ["r1"]


def test_a_subgoal_is_not_carried_on_before_the_one_that_continues_it_was_added() -> None:
    snapshot, earlier = at("2021-08-31", goal("d1", due="2021-03"), goal("r1", continues=["d1"], added="2021-09"))
    assert snapshot.carried_on_by(earlier) == []
    assert snapshot.is_overdue(earlier)


def test_a_subgoal_may_be_carried_on_by_several() -> None:
    snapshot, earlier = at(AS_OF, goal("d1"), goal("r1", continues=["d1"]), goal("r2", continues=["d1"]))
    assert [later.id for later in snapshot.carried_on_by(earlier)] == ["r1", "r2"]


def test_a_subgoal_does_not_carry_itself_on() -> None:
    snapshot, subgoal = at(AS_OF, goal("d1", due="2021-03", continues=["d1"]))
    assert snapshot.carried_on_by(subgoal) == []
    assert snapshot.is_overdue(subgoal)


def test_a_title_that_is_taken_for_a_reference_carries_a_subgoal_on() -> None:
    snapshot, earlier = at(AS_OF, goal("d1"), goal("r1", continues=["Delmål d1"]))
    accepted = register_of(snapshot.plan, "subgoals").has("Delmål d1")
    assert bool(snapshot.carried_on_by(earlier)) is accepted


# Measurements


def test_measurements_are_those_of_the_whole_known_on_the_day_oldest_first() -> None:
    measurements = [
        {"date": "2021-09", "value": "108", "reported": "2021-09-20"},
        {"date": "2021-09", "value": "109"},
        {"date": "2021-06", "value": "71"},
        {"date": "2021-06", "value": "12", "unit": "hemvard"},
        {"date": "2021-10", "value": "120"},
        {"date": "2021-08", "value": "90", "reported": "2021-10-01"},
    ]
    there = plan(indicators=[{"id": "i1", "title": "Användare", "measurements": measurements}])
    known = Snapshot(there, AS_OF).measurements(there.indicators[0])
    assert [measurement.value for measurement in known] == [71, 108]


# Indicators


def test_a_baseline_that_was_measured_later_is_not_known() -> None:
    indicators = [{"id": "i", "title": "I", "baseline": {"value": "40", "date": "2021-10"}}]
    for day, baseline in (("2021-09-30", None), ("2021-10-01", 40)):
        snapshot, _ = at(day, goal(), indicators=indicators)
        found = snapshot.indicator(snapshot.plan.indicators[0]).baseline
        assert (found.value if found else None) == baseline


def test_an_indicator_as_it_was_keeps_its_own_measurements() -> None:
    indicators = [
        {
            "id": f"i{n}",
            "title": "I",
            "baseline": {"value": "1", "date": "2028"},
            "measurements": [{"date": "2021-06", "value": str(n)}],
        }
        for n in range(20)
    ]
    snapshot, _ = at(AS_OF, goal(), indicators=indicators)
    found = [[m.value for m in snapshot.measurements(snapshot.indicator(i))] for i in snapshot.plan.indicators]
    assert found == [[n] for n in range(20)]


# Whether an assessment since a day explains what is not as it should be


@pytest.mark.parametrize(
    ("told", "is_explained"),
    [
        ({"cause": "Vakans"}, True),
        ({"action": "Rekrytering"}, True),
        ({"comment": "Det gick inte."}, False),
        ({"comment": "Det gick inte.", "final": "yes"}, True),
        ({}, False),
    ],
)
def test_an_assessment_explains_by_cause_action_or_a_final_comment(told: dict[str, str], *, is_explained: bool) -> None:
    snapshot, subgoal = at("2021-09-20", goal(assessments=[assessed("2021-06-30", "not_achieved", **told)]))
    assert snapshot.is_explained_since([subgoal], date(2021, 6, 30)) is is_explained
    assert not snapshot.is_explained_since([subgoal], date(2021, 7, 1))
