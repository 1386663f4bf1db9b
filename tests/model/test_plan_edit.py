"""A change applied to a plan, without any file."""

import pytest
from pydantic import ValidationError

from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Addition, Entry, GatheredChanges, PlanEdit, applied_together, entry
from anhorig_cli.vocabulary import SCALES

PLAN = Plan.model_validate(
    {"id": "p", "title": "P", "subgoals": [{"id": "a", "title": "A", "due": "2026", "revisions": [{"to": "2026"}]}]}
)


def test_fields_are_set_and_taken_away_and_lists_gain_items() -> None:
    revision = entry("revision", from_=parse_date("vt 2026"), to="2027", field=SCALES["revised_field"].word("due"))
    change = PlanEdit(
        "subgoal", ("subgoals", 0), {"due": "2027", "purpose": None}, (Addition("revisions", revision, 0),)
    )
    subgoal = change.applied(PLAN).subgoals[0]
    assert str(subgoal.due) == "2027"
    assert [str(one.from_) for one in subgoal.revisions] == ["spring 2026", "None"]
    assert str(PLAN.subgoals[0].due) == "2026"


def test_an_entry_holds_what_is_given() -> None:
    target = entry("target", at_least="5")
    assert entry("indicator", id="i", title="", target=target, units=()).data() == {
        "id": "i",
        "target": {"at_least": "5"},
    }
    assert Entry("x", {"list": (target,)}).data() == {"list": [{"at_least": "5"}]}
    assert target.given("at_least") == "5"
    assert entry("indicator", target=target).given("target") is None


def test_every_text_can_be_made_tidy() -> None:
    item = entry("subgoal", title=" a ", units=(" b ",), target=entry("target", by=" c "))
    change = PlanEdit("plan", (), {"goal": " d ", "title": None}, (Addition("subgoals", item),)).tidied(str.strip)
    assert change.sets == {"goal": "d", "title": None}
    assert change.adds[0].item.data() == {"title": "a", "units": ["b"], "target": {"by": "c"}}


def test_a_value_that_its_field_cannot_hold_is_an_error() -> None:
    with pytest.raises(ValidationError):
        PlanEdit("subgoal", ("subgoals", 0), {"due": "soon"}).applied(PLAN)


def test_changes_of_one_part_are_gathered_to_one_that_means_the_same() -> None:
    later, earlier, last = (
        PlanEdit("subgoal", ("subgoals", 0), {"due": day}, (Addition("revisions", entry("revision", to=day), place),))
        for day, place in (("2029", None), ("2027", 0), ("2030", 3))
    )
    gathered = GatheredChanges(PLAN)
    for change in (later, earlier, last):
        gathered.add(change)
    assert len(gathered.changes) == 1
    assert gathered.changes[0].applied(PLAN) == applied_together(PLAN, [later, earlier, last])
    assert gathered.plan == applied_together(PLAN, [later, earlier, last])
