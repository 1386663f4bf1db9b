"""The findings that a project accepts: by rule and place, until a day."""

from datetime import date

import pytest

from anhorig_cli.model.exceptions import Exceptions, Scope, scope_of
from anhorig_cli.model.project import Ignore
from anhorig_cli.rules.registry import BY_SLUG
from effort import little_work

OVERDUE = BY_SLUG["overdue-subgoal"]
DAY = date(2026, 7, 1)


def exception(at: str | None = None, rule: str = "overdue-subgoal", until: str | None = None) -> Ignore:
    return Ignore.model_validate({"rule": rule, "at": at, "reason": "Känt", "until": until})


def accepted(*listed: Ignore, plan: str = "Plan", place: str | None = "plan/subgoals/d1") -> bool:
    return bool(Exceptions(listed).of(OVERDUE, plan, place, DAY))


@pytest.mark.parametrize("at", [None, "plan", "PLAN", "plan/subgoals/d1", "Plan/delmål/D1"])
def test_an_exception_is_of_all_plans_of_one_or_of_a_place_in_it(at: str | None) -> None:
    assert accepted(exception(at))


@pytest.mark.parametrize("at", ["annan", "annan/subgoals/d1", "plan/subgoals/d2", "plan/indicators/d1"])
def test_an_exception_is_of_nothing_else(at: str) -> None:
    assert not accepted(exception(at))


def test_a_flaw_of_a_file_is_accepted_in_a_plan_but_at_no_place() -> None:
    assert accepted(exception("plan"), place=None)
    assert not accepted(exception("plan/subgoals/d1"), place=None)


@pytest.mark.parametrize(("rule", "is_accepted"), [("ANH301", True), ("ANH302", False), ("late-start", False)])
def test_an_exception_names_its_rule_by_slug_or_code(rule: str, *, is_accepted: bool) -> None:
    assert accepted(exception(rule=rule)) is is_accepted


@pytest.mark.parametrize(("until", "is_accepted"), [("2026-06-30", False), ("2026-07-01", True), ("2026", True)])
def test_an_exception_holds_until_its_last_day(until: str, *, is_accepted: bool) -> None:
    assert accepted(exception(until=until)) is is_accepted


def test_of_two_exceptions_from_the_same_the_one_that_holds_longer_counts() -> None:
    assert accepted(exception(until="2030"), exception(until="2020"))


def test_what_was_accepted_is_told_by_what_the_exception_is_of() -> None:
    found = Exceptions([exception("plan"), exception("plan/delmål/d1"), exception("annan")])
    whole, place = Scope("overdue-subgoal", "plan", None), Scope("overdue-subgoal", "plan", "plan/subgoals/d1")
    assert found.of(OVERDUE, "plan", "plan/subgoals/d1", DAY) == [whole, place]
    assert scope_of(exception("plan/delmål/d1")) == place


def test_many_exceptions_and_many_findings_are_looked_up_quickly() -> None:
    listed = [exception(f"plan/subgoals/d{number}") for number in range(5000)]
    with little_work():
        found = Exceptions(listed)
        assert all(found.of(OVERDUE, "plan", f"plan/subgoals/d{number}", DAY) for number in range(5000))
