"""Who: units, roles, parties, target groups and the contact."""

from datetime import date

import pytest

from anhorig_cli.model.organisation import Contact, Party, Role, TargetGroup, Unit


def role(**facts: str) -> Role:
    return Role.model_validate({"id": "konsulent", "title": "Anhörigkonsulent", **facts})


@pytest.mark.parametrize(
    ("facts", "as_of", "held"),
    [
        ({}, "2021-09-20", True),
        ({"vacant": "ja"}, "2021-09-20", False),
        ({"vacant": "nej"}, "2021-09-20", True),
        ({"from": "2021-10"}, "2021-09-30", False),
        ({"from": "2021-10"}, "2021-10-01", True),
        ({"to": "2021-10"}, "2021-10-31", True),
        ({"to": "2021-10"}, "2021-11-01", False),
        ({"from": "2021-10", "to": "tills vidare"}, "2199-12-31", True),
        ({"from": "2021-10", "vacant": "ja"}, "2021-10-01", False),
    ],
)
def test_a_role_is_held_from_its_first_day_to_its_last_unless_it_is_vacant(
    facts: dict[str, str], as_of: str, held: bool
) -> None:
    assert role(**facts).is_held(date.fromisoformat(as_of)) is held


def test_a_role_tells_how_many_hold_it_and_how_much() -> None:
    two = role(count="2", extent="50 %")
    assert two.count == 2
    assert two.extent == "50 %"


def test_a_unit_may_be_part_of_another() -> None:
    assert Unit.model_validate({"id": "natt", "title": "Nattpatrullen", "part_of": "hemvard"}).part_of == "hemvard"


@pytest.mark.parametrize(
    ("word", "part"),
    [("huvudman", "accountable"), ("deltar", "participates"), ("Inbjuden", "invited"), ("intresserad", "interested")],
)
def test_a_party_owns_the_work_takes_part_is_invited_or_interested(word: str, part: str) -> None:
    assert Party.model_validate({"id": "region", "title": "Regionen", "role": word}).role == part


def test_a_target_group_says_whom_to_reach_more_of_and_whom_one_meets_most() -> None:
    group = TargetGroup.model_validate({"id": "barn", "title": "Barn", "priority": "nå fler", "contact": "mest"})
    assert (group.priority, group.contact) == ("reach_more", "most")


def test_a_contact_is_a_function_with_an_address_and_a_number() -> None:
    contact = Contact.model_validate({"function": "Enhetschef", "email": "stod@example.org", "phone": "0123-45 67 89"})
    assert contact.function == "Enhetschef"
    assert contact.phone == "0123-45 67 89"
