"""How much there is to work out in a plan, and when it is too much."""

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.model.work import excessive_work, occurrences_a_year
from anhorig_cli.vocabulary import Language
from effort import little_work
from plan_text import loaded, plan_in

UNITS = "enheter:\n" + "".join(f"  - {{id: e{n}, titel: Enhet {n}}}\n" for n in range(3))
CHAIN = "enheter:\n  - {id: e0, titel: Enhet 0}\n" + "".join(
    f"  - {{id: e{n}, titel: Enhet {n}, del_av: e{n - 1}}}\n" for n in range(1, 3)
)


def a_year(cycle: str, units: str = UNITS) -> int:
    return occurrences_a_year(plan_in(f"titel: Plan\n{units}årshjul:\n  - {{titel: Möte, {cycle}}}\n"))


@pytest.mark.parametrize(
    ("cycle", "number"),
    [
        ("när: mars", 1),
        ("när: [mars, april], enheter: [e0, e1]", 4),
        ("när: månadsvis, enheter: alla", 36),
        ("när: kvartalsvis, ansvarig: e1", 4),
        ("enheter: alla", 3),
    ],
)
def test_an_item_has_so_many_occurrences_a_year_at_each_of_its_units(cycle: str, number: int) -> None:
    assert a_year(cycle) == number


@pytest.mark.parametrize(("cycle", "number"), [("enheter: [e2]", 3), ("enheter: alla", 6), ("ansvarig: e1", 2)])
def test_what_a_unit_does_is_counted_at_each_that_it_is_a_part_of(cycle: str, number: int) -> None:
    assert a_year(f"när: mars, {cycle}", CHAIN) == number


def test_what_falls_to_a_role_is_counted_at_each_unit_that_it_serves() -> None:
    roles = "roller:\n  - {id: chef, titel: Chef, enheter: [e1, e2]}\n"
    assert a_year("när: mars, ansvarig: chef", CHAIN + roles) == 6


def test_an_ordinary_plan_is_never_too_much() -> None:
    subgoals = "".join(f"  - {{id: d{n}, titel: Delmål {n}, aktiviteter: [A, B, C]}}\n" for n in range(200))
    assert excessive_work(plan_in(f"titel: Plan\n{UNITS}delmål:\n{subgoals}")) is None


def test_of_what_there_is_too_much_it_is_told_where_it_begins() -> None:
    lines = [f"  - {{id: d{number}, titel: Delmål}}" for number in range(8000)]
    result = loaded("\n".join(["titel: Plan", "delmål:", *lines]))
    assert result.plan is None
    (flaw,) = result.diagnostics
    assert (flaw.rule.slug, flaw.location.line) == ("too-large", 2)
    assert text_of(flaw.sentence, Language.EN) == (
        "'subgoals' has 8000 entries: with the rest of the plan that is more than can be worked out"
        " – divide it into several plans"
    )


def test_each_indicator_of_each_subgoal_is_work() -> None:
    names = ", ".join(f"i{n}" for n in range(200))
    indicators = "".join(f"  - {{id: i{n}, titel: Indikator {n}}}\n" for n in range(200))
    subgoals = "".join(f"  - {{id: d{n}, titel: Delmål {n}, indikatorer: [{names}]}}\n" for n in range(20))
    (flaw,) = loaded(f"titel: Plan\nindikatorer:\n{indicators}delmål:\n{subgoals}").diagnostics
    assert "'indicators' has 4000 entries" in text_of(flaw.message, Language.EN)


def test_many_items_at_many_units_are_too_much_quickly() -> None:
    units = "".join(f"  - {{id: e{n}, titel: Enhet {n}}}\n" for n in range(3000))
    cycle = "".join(f"  - {{titel: Möte {n}, när: mars, enheter: alla}}\n" for n in range(3000))
    with little_work():
        result = loaded(f"titel: Plan\nenheter:\n{units}årshjul:\n{cycle}")
    (flaw,) = result.diagnostics
    assert flaw.location.line == 3003
    assert "9000000 occurrences a year" in text_of(flaw.message, Language.EN)


def test_a_deep_organisation_with_much_to_do_is_too_much() -> None:
    units = "".join(f"  - {{id: e{n}, titel: Enhet {n}, del_av: e{n - 1}}}\n" for n in range(3000))
    plan = plan_in(f"titel: Plan\nenheter:\n{units}")
    assert excessive_work(plan) is None
    result = loaded(f"titel: Plan\nenheter:\n{units}årshjul:\n  - {{titel: Möte, när: mars, enheter: alla}}\n")
    (flaw,) = result.diagnostics
    assert "occurrences a year" in text_of(flaw.message, Language.EN)
