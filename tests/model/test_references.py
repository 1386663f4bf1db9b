"""Every reference in a plan: where it stands, and what it may lead to."""

import pytest

from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Reference, references
from anhorig_cli.source import Route

WHO = ("roles", "units", "parties")
UNITS = ("units",)
GROUPS = ("target_groups",)
THING = {"id": "x", "title": "X"}


def found(**lists: object) -> list[Reference]:
    return list(references(Plan.model_validate({"id": "p", "title": "Plan", **lists})))


@pytest.mark.parametrize(
    ("lists", "route", "kinds"),
    [
        ({"responsible": ["r"]}, ("responsible", 0), WHO),
        ({"units": [{**THING, "responsible": ["r"]}]}, ("units", 0, "responsible", 0), WHO),
        ({"roles": [{**THING, "units": ["r"]}]}, ("roles", 0, "units", 0), UNITS),
        ({"subgoals": [{**THING, "responsible": ["r"]}]}, ("subgoals", 0, "responsible", 0), WHO),
        ({"subgoals": [{**THING, "units": ["r"]}]}, ("subgoals", 0, "units", 0), UNITS),
        ({"subgoals": [{**THING, "target_groups": ["r"]}]}, ("subgoals", 0, "target_groups", 0), GROUPS),
        ({"subgoals": [{**THING, "added": "r"}]}, ("subgoals", 0, "added", 0), ("decisions",)),
        (
            {"subgoals": [{**THING, "activities": [{"title": "A", "responsible": ["r"]}]}]},
            ("subgoals", 0, "activities", 0, "responsible", 0),
            WHO,
        ),
        (
            {"subgoals": [{**THING, "activities": [{"title": "A", "units": ["r"]}]}]},
            ("subgoals", 0, "activities", 0, "units", 0),
            UNITS,
        ),
        (
            {"subgoals": [{**THING, "activities": [{"title": "A", "target_groups": ["r"]}]}]},
            ("subgoals", 0, "activities", 0, "target_groups", 0),
            GROUPS,
        ),
        (
            {"subgoals": [{**THING, "revisions": [{"decision": "r"}]}]},
            ("subgoals", 0, "revisions", 0, "decision", 0),
            ("decisions",),
        ),
        ({"indicators": [{**THING, "responsible": ["r"]}]}, ("indicators", 0, "responsible", 0), WHO),
        ({"indicators": [{**THING, "target_groups": ["r"]}]}, ("indicators", 0, "target_groups", 0), GROUPS),
        ({"indicators": [{**THING, "units": ["r"]}]}, ("indicators", 0, "units", 0), UNITS),
        (
            {"indicators": [{**THING, "measurements": [{"date": "2021", "unit": "r"}]}]},
            ("indicators", 0, "measurements", 0, "unit", 0),
            UNITS,
        ),
        (
            {"indicators": [{**THING, "measurements": [{"date": "2021", "target_group": "r"}]}]},
            ("indicators", 0, "measurements", 0, "target_group", 0),
            GROUPS,
        ),
        (
            {"indicators": [{**THING, "measurements": [{"date": "2021", "survey": "r"}]}]},
            ("indicators", 0, "measurements", 0, "survey", 0),
            ("surveys",),
        ),
        ({"annual_cycle": [{"title": "A", "units": ["r"]}]}, ("annual_cycle", 0, "units", 0), UNITS),
        ({"annual_cycle": [{"title": "A", "responsible": ["r"]}]}, ("annual_cycle", 0, "responsible", 0), WHO),
        (
            {"annual_cycle": [{"title": "A", "done": [{"units": ["r"]}]}]},
            ("annual_cycle", 0, "done", 0, "units", 0),
            UNITS,
        ),
        ({"funding": [{"parts": [{"unit": "r"}]}]}, ("funding", 0, "parts", 0, "unit", 0), UNITS),
        ({"funding": [{"parts": [{"party": "r"}]}]}, ("funding", 0, "parts", 0, "party", 0), ("parties",)),
    ],
)
def test_a_reference_that_may_also_be_free_text(lists: dict[str, object], route: Route, kinds: tuple[str, ...]) -> None:
    assert found(**lists) == [Reference(route, "r", kinds, may_be_text=True)]


@pytest.mark.parametrize(
    ("lists", "route", "kinds"),
    [
        ({"units": [{**THING, "part_of": "r"}]}, ("units", 0, "part_of", 0), UNITS),
        ({"target_groups": [{**THING, "part_of": "r"}]}, ("target_groups", 0, "part_of", 0), GROUPS),
        ({"subgoals": [{**THING, "indicators": ["r"]}]}, ("subgoals", 0, "indicators", 0), ("indicators",)),
        (
            {"subgoals": [{**THING, "contributes_to": ["r"]}]},
            ("subgoals", 0, "contributes_to", 0),
            ("areas", "subgoals"),
        ),
        ({"subgoals": [{**THING, "continues": ["r"]}]}, ("subgoals", 0, "continues", 0), ("subgoals",)),
        ({"annual_cycle": [{"title": "A", "subgoals": ["r"]}]}, ("annual_cycle", 0, "subgoals", 0), ("subgoals",)),
        (
            {"recommendations": [{"answered_by": ["r"]}]},
            ("recommendations", 0, "answered_by", 0),
            ("subgoals", "activities"),
        ),
        pytest.param(
            {"subgoals": [{**THING, "funding": ["r"]}]},
            ("subgoals", 0, "funding", 0),
            ("funding",),
        ),
    ],
)
def test_a_reference_that_must_lead_somewhere(lists: dict[str, object], route: Route, kinds: tuple[str, ...]) -> None:
    assert found(**lists) == [Reference(route, "r", kinds, may_be_text=False)]


def test_references_come_in_the_order_they_stand() -> None:
    there = found(
        responsible=["a", "b"],
        units=[{**THING, "responsible": ["c"]}],
        subgoals=[{**THING, "indicators": ["d"]}, {**THING, "responsible": ["e"]}],
        recommendations=[{"answered_by": ["f", "g"]}],
    )
    assert [reference.text for reference in there] == list("abcdefg")
    assert there[-1].route == ("recommendations", 0, "answered_by", 1)


@pytest.mark.parametrize("word", ["alla", "all", "Alla", "ALL"])
def test_all_units_are_no_reference(word: str) -> None:
    assert found(annual_cycle=[{"title": "A", "units": [word]}], subgoals=[{**THING, "responsible": [word]}]) == []


def test_all_units_written_in_full_are_no_reference_either() -> None:
    assert found(annual_cycle=[{"title": "A", "units": ["alla enheter"]}]) == []


def test_all_is_an_ordinary_reference_where_units_are_not_meant() -> None:
    assert [reference.text for reference in found(subgoals=[{**THING, "indicators": ["alla"]}])] == ["alla"]


def test_the_day_a_subgoal_was_added_is_no_reference() -> None:
    assert found(subgoals=[{**THING, "added": "2021-09"}]) == []


def test_a_measurement_of_the_whole_refers_to_nothing() -> None:
    assert found(indicators=[{**THING, "measurements": [{"date": "2021", "value": "40"}]}]) == []


def test_evidence_may_be_any_text() -> None:
    assert found(subgoals=[{**THING, "evidence": ["Samtal med personal", "e1"]}]) == []
