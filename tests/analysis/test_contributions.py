"""What plans contribute to a strategy: live subgoals, each once, with the worst of their assessments."""

from datetime import date

import pytest

from anhorig_cli.analysis.contributions import Aims, Contributor, contributor, contributors, worst
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan
from anhorig_cli.vocabulary import SCALES, WORST_FIRST
from plan_text import plan_in

DAY = date(2026, 7, 1)
STRATEGY = plan_in("{titel: Strategi, områden: [{id: a, titel: A}, {id: b, titel: Bara B}]}", "lan.yaml")
JUDGED = "bedömningar: [{{datum: 2026-01, status: {}, kommentar: Skäl}}]"


def plan(name: str, *subgoals: str, **lists: str) -> Plan:
    more = "".join(f", {key}: {value}" for key, value in lists.items())
    return plan_in(f"{{titel: Plan {name}, delmål: [{', '.join(subgoals)}]{more}}}", f"{name}.yaml")


def contributing(*plans: Plan) -> list[Contributor]:
    return contributors(Snapshot(STRATEGY, DAY), plans)


def served(*plans: Plan) -> dict[str, list[tuple[str, tuple[int, ...]]]]:
    """Return the subgoals of each plan that count, with the places of their areas."""
    return {one.id: [(subgoal.id, subgoal.areas) for subgoal in one.subgoals] for one in contributing(*plans)}


def judged(status: str) -> str:
    return JUDGED.format(status)


def test_a_subgoal_serves_the_areas_it_names_by_id_or_title() -> None:
    one = plan("k", "{id: d, titel: D, bidrar_till: [lan/a, 'LAN/bara b', a, annan/a]}")
    assert served(one) == {"k": [("d", (0, 1))]}


@pytest.mark.parametrize("status", ["avfört", "ej tillämpligt"])
def test_a_subgoal_that_was_dropped_does_not_count(status: str) -> None:
    one = plan("k", f"{{id: d, titel: D, bidrar_till: lan/a, {judged(status)}}}")
    assert served(one) == {"k": []}
    assert contributing(one)[0].is_under


def test_a_subgoal_that_is_to_come_does_not_count() -> None:
    assert served(plan("k", "{id: d, titel: D, bidrar_till: lan/a, tillagd: 2026-09-01}")) == {"k": []}


def test_a_subgoal_that_is_carried_on_counts_once() -> None:
    one = plan("k", "{id: d, titel: D, bidrar_till: lan/a}", "{id: e, titel: E, bidrar_till: lan/a, fortsätter: d}")
    assert served(one) == {"k": [("e", (0,))]}


@pytest.mark.parametrize(("status", "counts"), [("uppfyllt", []), ("bedöms uppfyllas", [("d", (0,))])])
def test_one_carried_on_in_another_plan_counts_there_once_it_is_judged_finally(
    status: str, counts: list[object]
) -> None:
    before = plan("k1", f"{{id: d, titel: D, bidrar_till: lan/a, {judged(status)}}}")
    after = plan("k2", "{id: e, titel: E, bidrar_till: lan/a, fortsätter: k1/d}")
    assert served(before, after) == {"k1": counts, "k2": [("e", (0,))]}


def test_only_what_may_be_a_subgoal_elsewhere_is_kept_as_one() -> None:
    one = plan("k", "{id: d, titel: D, bidrar_till: [lan/a, k/e, namnd/n1]}", "{id: e, titel: E}")
    assert contributor(Aims(STRATEGY), Snapshot(one, DAY)).subgoals[0].above == (("namnd", "n1"),)


def test_what_an_indicator_measures_is_known() -> None:
    one = plan("k", indikatorer="[{id: i, titel: I, bidrar_till: lan/b}]")
    assert [(found.measured, found.is_under) for found in contributing(one)] == [((1,), True)]


def test_a_reference_that_leads_nowhere_is_found_with_what_it_may_mean() -> None:
    one = plan("k", "{id: d, titel: D, bidrar_till: [lan/a, lan/bara, annan/x]}")
    (found,) = contributing(one)[0].broken_references
    assert (found.route, found.reference, found.near) == (
        ("subgoals", 0, "contributes_to", 1),
        "lan/bara",
        "lan/Bara B",
    )


def test_no_personal_number_goes_with_what_other_papers_tell() -> None:
    (one,) = contributing(plan("k", "{id: d, titel: Samtal 19121212-1212, bidrar_till: lan/a}"))
    assert one.subgoals[0].title == "Samtal [personnummer]"


def test_the_worst_of_assessments_is_told() -> None:
    assert worst(["achieved", "not_assessed", "expected"]) == "not_assessed"
    assert worst(["partly_expected", "not_assessed", "unlikely"]) == "unlikely"
    assert worst([]) is None


def test_every_assessment_of_a_live_subgoal_has_its_place_in_the_order() -> None:
    words = {word.name for word in SCALES["assessment"].words}
    assert set(WORST_FIRST) == words - {"discontinued", "not_applicable"}
    assert len(WORST_FIRST) == len(set(WORST_FIRST))


def above_and_below(*more: str) -> list[Plan]:
    """Return a committee's plan, whose goal serves an area, a unit's below it, and what else the unit's has."""
    return [plan("namnd", "{id: n1, titel: Nämndens mål, bidrar_till: lan/b}"), plan("enhet", *more)]


def through(*plans: Plan) -> dict[str, list[tuple[str, tuple[int, ...], str]]]:
    """Return the subgoals of each plan with their areas, and the one through which they serve these."""
    return {one.id: [(each.id, each.areas, each.through) for each in one.subgoals] for one in contributing(*plans)}


@pytest.mark.parametrize("name", ["namnd/n1", "Namnd/nämndens mål"])
def test_a_subgoal_serves_an_area_through_one_of_another_plan(name: str) -> None:
    found = contributing(*above_and_below(f"{{id: e1, titel: E, bidrar_till: {name}}}"))
    assert [(one.id, one.is_under) for one in found] == [("namnd", True), ("enhet", True)]
    assert found[1].subgoals[0].areas == (1,)
    assert found[1].subgoals[0].through == "Nämndens mål"


def test_levels_are_as_many_as_there_are() -> None:
    plans = [
        *above_and_below("{id: e1, titel: E, bidrar_till: namnd/n1}"),
        plan("grupp", "{id: g, titel: G, bidrar_till: enhet/e1}"),
    ]
    assert through(*reversed(plans))["grupp"] == [("g", (1,), "E")]


def test_what_serves_an_area_itself_may_serve_another_through_a_goal_above() -> None:
    found = through(*above_and_below("{id: e1, titel: E, bidrar_till: [lan/a, namnd/n1]}"))
    assert found["enhet"] == [("e1", (0, 1), "")]


def test_one_below_a_subgoal_of_the_strategys_own_serves_its_area() -> None:
    strategy = plan_in(
        "{titel: S, områden: [{id: a, titel: A}], delmål: [{id: s, titel: Eget, bidrar_till: a}]}", "lan.yaml"
    )
    (found,) = contributors(Snapshot(strategy, DAY), [plan("k", "{id: d, titel: D, bidrar_till: lan/s}")])
    assert [(one.areas, one.subgoals, one.through) for one in found.subgoals] == [((0,), (0,), "Eget")]


def test_nothing_leads_through_what_was_dropped() -> None:
    above = plan("namnd", f"{{id: n1, titel: N, bidrar_till: lan/b, {judged('avfört')}}}")
    assert served(above, plan("enhet", "{id: e1, titel: E, bidrar_till: namnd/n1}")) == {"namnd": [], "enhet": []}


def test_nothing_leads_through_an_id_that_two_plans_have() -> None:
    below = plan("enhet", "{id: e1, titel: E, bidrar_till: namnd/n1}")
    one = plan("namnd", "{id: n1, titel: N, bidrar_till: lan/b}")
    assert through(one, one, below)["enhet"] == []


def test_circles_come_to_an_end() -> None:
    one = plan("x", "{id: x, titel: X, bidrar_till: y/y}")
    two = plan("y", "{id: y, titel: Y, bidrar_till: [x/x, z/z]}")
    assert served(one, two) == {"x": [], "y": []}
    assert through(one, two, plan("z", "{id: z, titel: Z, bidrar_till: [lan/a, x/x]}")) == {
        "x": [("x", (0,), "Y")],
        "y": [("y", (0,), "Z")],
        "z": [("z", (0,), "")],
    }


def test_a_thousand_levels_are_gone_through() -> None:
    plans = [plan("p0", "{id: d, titel: D, bidrar_till: lan/a}")]
    plans += [plan(f"p{n}", f"{{id: d, titel: D, bidrar_till: p{n - 1}/d}}") for n in range(1, 1001)]
    assert all(one.subgoals[0].areas == (0,) for one in contributing(*plans))
