"""Who does what in the annual cycle."""

from anhorig_cli.analysis.responsibility import Duties
from anhorig_cli.model.plan import Plan

UNITS = [
    {"id": "a", "title": "Enhet A", "responsible": ["Chefen"]},
    {"id": "b", "title": "Enhet B", "part_of": "Enhet A"},
    {"id": "c", "title": "Enhet C"},
]


def duty(**facts: object) -> dict[str | None, tuple[str, ...]]:
    item = {"title": "Träff", **facts}
    plan = Plan.model_validate({"id": "p", "title": "P", "units": UNITS, "annual_cycle": [item]})
    return dict(Duties(plan).of_item(plan.annual_cycle[0]))


def test_every_unit_has_its_own_responsible_or_that_of_what_it_is_part_of() -> None:
    assert duty(units=["alla"]) == {"a": ("Chefen",), "b": ("Chefen",), "c": ()}


def test_the_items_responsible_is_everyones() -> None:
    assert duty(units=["enhet b", "B", "Frivilliga"], responsible=["Konsulenten"]) == {
        "b": ("Konsulenten",),
        "Frivilliga": ("Konsulenten",),
    }


def test_an_item_without_units_is_done_by_none_in_particular() -> None:
    assert duty(responsible=["Konsulenten"]) == {None: ("Konsulenten",)}
    assert duty() == {None: ()}
