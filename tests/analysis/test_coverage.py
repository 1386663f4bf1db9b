"""What the work covers: areas and target groups."""

from datetime import date

import pytest

from anhorig_cli.analysis.coverage import ServedGroup, contributors, served_groups
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan

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
    found = contributors(Snapshot(own, date(2026, 7, 1)), own.subgoals, strategy or own)
    return [[subgoal.id for subgoal in subgoals] for subgoals in found]


def served(*subgoals: dict[str, object], **lists: object) -> list[ServedGroup]:
    own = plan(*subgoals, target_groups=GROUPS, **lists)
    return served_groups(Snapshot(own, date(2026, 7, 1)), own.subgoals)


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
