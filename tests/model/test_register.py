"""The register: what a reference leads to, by id or title, and what a misspelt one may mean."""

import unicodedata
from typing import get_args

import pytest

from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import KINDS_OF_THINGS, Register, register_of, things


def plan() -> Plan:
    return Plan.model_validate(
        {
            "id": "p",
            "title": "Plan",
            "units": [{"id": "hemvård", "title": "Hemvården"}],
            "roles": [{"id": "konsulent", "title": "Anhörigkonsulent"}],
            "decisions": [{"title": "Antagande av planen"}, {"id": "ks-114"}, {"date": "2021-09-01"}],
            "subgoals": [
                {"id": "010", "title": "Nå fler", "activities": [{"title": "Utbildning"}]},
                {"id": "d2", "title": "Stöd", "activities": [{"id": "a1", "title": "Fokusgrupp"}]},
            ],
        }
    )


@pytest.mark.parametrize(
    "reference", ["hemvård", "HEMVÅRD", " hemvård ", unicodedata.normalize("NFD", "hemvård"), "Hemvården"]
)
def test_ids_and_titles_are_compared_without_regard_to_case_or_form(reference: str) -> None:
    assert register_of(plan(), "units").has(reference)


@pytest.mark.parametrize("reference", ["10", "01", ""])
def test_an_id_of_digits_is_text_and_not_a_number(reference: str) -> None:
    assert register_of(plan(), "subgoals").has("010")
    assert not register_of(plan(), "subgoals").has(reference)


def test_names_of_several_kinds_are_found_together() -> None:
    responsible = register_of(plan(), "roles", "units")
    assert responsible.has("konsulent")
    assert responsible.has("hemvård")
    assert [responsible.place(name) for name in ("konsulent", "hemvård")] == [0, 1]


def test_a_thing_without_an_id_is_found_by_its_title_and_one_without_a_title_by_its_id() -> None:
    decisions = register_of(plan(), "decisions")
    assert [decisions.place(name) for name in ("antagande av planen", "KS-114", "2021-09-01")] == [0, 1, None]
    assert decisions.names == ["ks-114", "Antagande av planen"]


@pytest.mark.parametrize(
    ("reference", "near"), [("hemvrad", "hemvård"), ("Hemvårdn", "Hemvården"), ("Socialnämnden", None)]
)
def test_a_reference_that_leads_nowhere_is_answered_with_the_name_it_resembles(
    reference: str, near: str | None
) -> None:
    assert register_of(plan(), "units").near(reference) == near


def items(*named: tuple[str, str]) -> Register[CycleItem]:
    return Register([CycleItem(id=id_, title=title) for id_, title in named])


def test_an_id_goes_before_a_title() -> None:
    register = items(("a", "b"), ("b", "c"), ("d", "a"))
    assert [register.place(name) for name in ("a", "b", "c")] == [0, 1, 1]
    assert [register.key(name) for name in ("C", "A", "Något annat")] == ["b", "a", "något annat"]


def test_of_several_with_a_name_each_can_be_told() -> None:
    register = items(("a", "Möte"), ("b", "Möte"))
    assert register.all_places("möte") == [0, 1]
    assert (register.first("möte"), register.get("möte")) == (register.things[0], register.things[1])
    assert register.all_places("a") == [0]
    assert register.all_places("saknas") == []
    assert register.first("saknas") is None


def test_a_reference_may_name_its_own_plan() -> None:
    register = Register([CycleItem(id="d1", title="Delmål")], "plan-a")
    assert [register.place(name) for name in ("plan-a/d1", "PLAN-A/Delmål", "d1", "plan-b/d1")] == [0, 0, 0, None]
    assert register.places(["d1", "plan-a/d1", "saknas"]) == {0}
    assert register.title("d1") == "Delmål"
    assert register.title("plan-b/d1") == "plan-b/d1"


def test_no_names_are_false_and_some_are_true() -> None:
    assert not register_of(plan(), "parties")
    assert register_of(plan(), "decisions")


def test_activities_are_those_of_all_subgoals() -> None:
    activities = things(plan(), "activities")
    assert [(activity.id, activity.title) for activity in activities] == [(None, "Utbildning"), ("a1", "Fokusgrupp")]


@pytest.mark.parametrize("kind", KINDS_OF_THINGS)
def test_every_kind_of_thing_is_a_list_of_the_plan(kind: str) -> None:
    assert list(things(plan(), kind)) == list(getattr(plan(), kind))


def test_the_kinds_of_things_are_the_plans_lists_of_what_has_an_id() -> None:
    items = {name: (*get_args(field.annotation), None)[0] for name, field in Plan.model_fields.items()}
    with_id = {name for name, item in items.items() if "id" in getattr(item, "model_fields", {})}
    assert with_id == set(KINDS_OF_THINGS)


@pytest.mark.parametrize(
    ("reference", "near"),
    [
        ("anhörigdagen", "Nationella anhörigdagen"),
        ("Anhörigdagen", "Nationella anhörigdagen"),
        ("anhörigvecka", "Anhörigveckan"),
        ("träff", "Träffar"),
    ],
)
def test_a_name_with_the_word_in_it_is_meant_before_one_that_is_spelt_alike(reference: str, near: str) -> None:
    listed = [
        CycleItem(title=title)
        for title in ("Nationella anhörigdagen", "Anhörigveckan", "Träff norr", "Träff söder", "Träffar")
    ]
    assert Register(listed).near(reference) == near
