"""Ids and titles: what a plan lists, and what a reference leads to."""

import unicodedata
from typing import get_args

import pytest

from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.ids import KINDS_OF_THINGS, Names, names, things
from anhorig_cli.model.plan import Plan


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
    assert names(plan(), "units").has(reference)


@pytest.mark.parametrize("reference", ["10", "01", ""])
def test_an_id_of_digits_is_text_and_not_a_number(reference: str) -> None:
    assert names(plan(), "subgoals").has("010")
    assert not names(plan(), "subgoals").has(reference)


def test_names_of_several_kinds_are_found_together() -> None:
    responsible = names(plan(), "roles", "units")
    assert responsible.has("konsulent")
    assert responsible.has("hemvård")
    assert responsible == names(plan(), "roles") | names(plan(), "units")


def test_a_thing_without_an_id_is_found_by_its_title_and_one_without_a_title_by_its_id() -> None:
    decisions = names(plan(), "decisions")
    assert decisions == Names({"ks-114": "ks-114"}, {"antagande av planen": "Antagande av planen"})


@pytest.mark.parametrize(
    ("reference", "near"), [("hemvrad", "hemvård"), ("Hemvårdn", "Hemvården"), ("Socialnämnden", None)]
)
def test_a_reference_that_leads_nowhere_is_answered_with_the_name_it_resembles(
    reference: str, near: str | None
) -> None:
    assert names(plan(), "units").near(reference) == near


def test_no_names_are_false_and_some_are_true() -> None:
    assert not names(plan(), "parties")
    assert names(plan(), "decisions")
    assert Names({}, {"antagande": "Antagande"})


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
    items = [
        CycleItem(title=title)
        for title in ("Nationella anhörigdagen", "Anhörigveckan", "Träff norr", "Träff söder", "Träffar")
    ]
    assert Names.of(items).near(reference) == near
