"""The targets that held on a day, before they were revised."""

from datetime import date
from decimal import Decimal

import pytest

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.target import Target

LOWERED = {"field": "target", "from": "200", "to": "150", "decided": "2026-06-10"}


def target(as_of: str, *revisions: dict[str, str], indicators: str = "stöd", **now: str) -> Target | None:
    """Return the target of the indicator `stöd` on a day."""
    plan = Plan.model_validate({
        "id": "p",
        "title": "Plan",
        "subgoals": [{"id": "d", "title": "D", "indicators": indicators.split(), "revisions": revisions}],
        "indicators": [
            {"id": "stöd", "title": "Anhöriga med stöd", **({"target": now} if now else {})},
            {"id": "nöjda", "title": "Andel nöjda", "target": {"at_least": "80"}},
            {"id": "väntan", "title": "Väntetid", "target": {"at_most": "150"}},
        ],
    })  # fmt: skip
    return Snapshot(plan, date.fromisoformat(as_of)).indicator(plan.indicators[0]).target


@pytest.mark.parametrize(("as_of", "level"), [("2026-06-09", 200), ("2026-06-10", 150), ("2026-12-31", 150)])
def test_before_a_revision_was_decided_the_target_was_what_it_was_changed_from(as_of: str, level: int) -> None:
    found = target(as_of, LOWERED, value="150", by="2026-12-31")
    assert found is not None
    assert (found.level, str(found.by)) == (Decimal(level), "2026-12-31")


@pytest.mark.parametrize("form", ["value", "at_least", "at_most"])
def test_a_target_keeps_the_way_it_is_put(form: str) -> None:
    found = target("2026-01-01", LOWERED, **{form: "150"})
    assert found is not None
    assert getattr(found, form) == Decimal(200)


@pytest.mark.parametrize(("as_of", "level"), [("2026-01-31", 250), ("2026-02-01", 200), ("2026-07-01", 150)])
def test_a_target_that_was_changed_twice_has_three_values(as_of: str, level: int) -> None:
    earlier = {"field": "target", "from": "250", "to": "200", "decided": "2026-02"}
    found = target(as_of, LOWERED, earlier, value="150")
    assert found is not None
    assert found.level == level


def test_a_target_that_was_set_later_was_not_there_before() -> None:
    assert target("2026-01-01", {"field": "target", "to": "150", "decided": "2026-06-10"}, value="150") is None


def test_a_target_that_has_been_taken_away_was_there_before() -> None:
    found = target("2026-01-01", {"field": "target", "from": "150", "decided": "2026-06-10"})
    assert found is not None
    assert found.value == Decimal(150)


@pytest.mark.parametrize(("written", "direction"), [("öka", "increase"), ("flera hundra", None)])
def test_what_was_put_in_words_has_no_level(written: str, direction: str | None) -> None:
    found = target("2026-01-01", {**LOWERED, "from": written}, at_least="150", by="2026")
    assert found is not None
    assert (found.level, found.direction, str(found.by)) == (None, direction, "2026")


def test_of_several_indicators_the_one_is_meant_whose_target_it_became() -> None:
    for indicators, level in (("stöd nöjda", 200), ("nöjda stöd", 200), ("stöd väntan", 150), ("nöjda väntan", 150)):
        found = target("2026-01-01", LOWERED, indicators=indicators, value="150")
        assert found is not None
        assert found.level == level, indicators


def test_a_revision_without_a_day_and_one_of_a_deadline_leave_the_target_alone() -> None:
    undated = {"field": "target", "from": "200", "to": "150"}
    for revision in (undated, {"field": "due", "from": "2026-06", "to": "2026", "decided": "2026-06"}):
        found = target("2026-01-01", revision, value="150")
        assert found is not None
        assert found.level == Decimal(150)
