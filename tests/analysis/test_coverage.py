"""What the work covers: areas and target groups."""

from datetime import date

import pytest

from anhorig_cli.analysis.contributions import contributors
from anhorig_cli.analysis.coverage import covered_areas, indicator_uses
from anhorig_cli.analysis.served_groups import ServedGroup, served_groups
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan

DAY = date(2026, 7, 1)
AREAS = [{"id": "samverkan", "title": "Samverkan"}, {"id": "stöd", "title": "Stöd"}]
GROUPS = [
    {"id": "alla", "title": "Anhöriga"},
    {"id": "unga", "title": "Unga", "part_of": "alla", "priority": "reach_more"},
    {"id": "äldre", "title": "Äldre", "part_of": "alla"},
]


def plan(*subgoals: dict[str, object], **lists: object) -> Plan:
    titled = [{"id": f"d{n}", "title": f"D{n}", **subgoal} for n, subgoal in enumerate(subgoals, 1)]
    return Plan.model_validate({"id": "p", "title": "P", "subgoals": titled, **lists})


def covered(*subgoals: dict[str, object], strategy: Plan | None = None) -> list[list[str]]:
    own = plan(*subgoals, areas=AREAS)
    found = covered_areas(Snapshot(own, DAY), strategy or own)
    return [[subgoal.id for subgoal in area.subgoals] for area in found]


def uncovered(*subgoals: dict[str, object], others: tuple[Plan, ...] = ()) -> list[str]:
    own = plan(*subgoals, areas=AREAS)
    now = Snapshot(own, DAY)
    return [covered.area.id for covered in covered_areas(now, own, contributors(now, others)) if covered.is_uncovered]


def served(*subgoals: dict[str, object], **lists: object) -> list[ServedGroup]:
    own = plan(*subgoals, target_groups=GROUPS, **lists)
    return served_groups(Snapshot(own, DAY))


def test_an_area_is_covered_by_the_subgoals_that_contribute_to_it() -> None:
    assert covered({"contributes_to": ["samverkan"]}, {"contributes_to": ["Samverkan", "p/stöd"]}) == [
        ["d1", "d2"], ["d2"],
    ]  # fmt: skip


def test_a_subgoal_that_was_dropped_covers_nothing() -> None:
    dropped = {"contributes_to": ["stöd"], "assessments": [{"date": "2026-01", "status": "discontinued"}]}
    assert covered(dropped) == [[], []]


def test_another_plans_areas_are_named_with_it() -> None:
    strategy = Plan.model_validate({"id": "länet", "title": "Länet", "areas": AREAS})
    assert covered({"contributes_to": ["länet/stöd", "samverkan"]}, strategy=strategy) == [[], ["d1"]]


@pytest.mark.parametrize(
    ("named", "is_served"),
    [([], [False, False, False]), (["alla"], [True, False, True]), (["unga"], [True, True, False])],
)
def test_a_group_is_served_by_its_part_and_its_whole_but_not_if_more_are_to_be_reached(
    named: list[str], is_served: list[bool]
) -> None:
    assert [group.is_served for group in served({"target_groups": named})] == is_served


def test_an_activity_and_an_indicator_serve_a_group_too() -> None:
    activities = [{"title": "A", "target_groups": ["unga"]}, {"title": "B", "target_groups": ["äldre"]}]
    activities[1]["status"] = "cancelled"
    found = served({"activities": activities}, indicators=[{"id": "i", "title": "I", "target_groups": ["alla"]}])
    assert [[s.id for s in group.subgoals] for group in found] == [[], ["d1"], []]
    assert [group.is_named for group in found] == [True, True, False]


def test_an_area_that_was_found_not_to_apply_is_answered() -> None:
    judged = [{"date": "2026-01", "status": "not_applicable"}]
    assert uncovered({"contributes_to": ["stöd"], "assessments": judged}) == ["samverkan"]


def test_a_plan_without_subgoals_lacks_nothing() -> None:
    assert uncovered() == []
    assert not any(group.is_unserved for group in served())


def test_a_subgoal_of_another_plan_covers_an_area() -> None:
    other = Plan.model_validate(
        {
            "id": "annan",
            "title": "Annan",
            "subgoals": [{"id": "a", "title": "A", "contributes_to": ["p/stöd", "samverkan"]}],
        }
    )
    assert uncovered({}, others=(other,)) == ["samverkan"]


def test_an_area_that_a_subgoal_to_come_contributes_to_is_neither_covered_nor_lacking() -> None:
    later: dict[str, object] = {"added": "2026-09-01", "contributes_to": ["stöd"]}
    assert covered({}, later) == [[], []]
    assert uncovered({}, later) == ["samverkan"]


def test_a_group_that_only_a_subgoal_to_come_is_for_is_not_there_yet() -> None:
    found = served({"target_groups": ["äldre"]}, {"added": "2026-09-01", "target_groups": ["unga", "äldre"]})
    assert [group.group.id for group in found] == ["alla", "äldre"]


def test_an_indicator_that_only_a_subgoal_to_come_uses_is_not_there_yet() -> None:
    indicators = [{"id": name, "title": name} for name in ("nu", "båda", "sedan", "ingen")]
    later: dict[str, object] = {"added": "2026-09-01", "indicators": ["båda", "sedan"]}
    own = plan({"indicators": ["nu", "båda"]}, later, indicators=indicators)
    found = indicator_uses(Snapshot(own, DAY))
    assert [(use.indicator.id, [subgoal.id for subgoal in use.subgoals]) for use in found] == [
        ("nu", ["d1"]), ("båda", ["d1"]), ("ingen", []),
    ]  # fmt: skip
    assert [use.is_followed for use in found] == [True, True, True]
