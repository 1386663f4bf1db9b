"""How a strategy's report tells what other plans do in its areas."""

from datetime import date

from anhorig_cli.analysis.contributions import contributors
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.plans_serving import plans_serving
from anhorig_cli.vocabulary import Language
from plan_text import plan_in

DAY = date(2026, 7, 1)
STRATEGY = plan_in(
    "{titel: S, områden: [{id: a, titel: A}, {id: b, titel: B, del_av: a}, {id: c, titel: C}]}", "lan.yaml"
)


def plan(name: str, *subgoals: str) -> Plan:
    return plan_in(f"{{titel: Plan {name}, organisation: {name}, delmål: [{', '.join(subgoals)}]}}", f"{name}.yaml")


def told(*others: Plan) -> list[list[str]] | None:
    """Return the lines of each area, with its title first."""
    snapshot = Snapshot(STRATEGY, DAY)
    table = plans_serving(snapshot, contributors(snapshot, others), Formatter.of(Language.SV))
    return [[line.text for cell in row.cells for line in cell.lines] for row in table.rows] if table else None


def test_each_area_tells_who_serves_it_with_what_and_how_that_was_assessed() -> None:
    judged = "bedömningar: [{datum: 2026-01, status: delvis uppfyllt, kommentar: Nära}]"
    one = plan("Astad", f"{{id: d, titel: Fler nås, bidrar_till: lan/b, {judged}}}")
    two = plan("Bstad", "{id: d, titel: Träffar, bidrar_till: [lan/a, lan/b]}")
    assert told(one, two) == [
        ["A", "Astad: delar av området", "Bstad: Träffar (bedömning saknas)"],
        ["↳ B", "Astad: Fler nås (delvis uppfyllt)", "Bstad: Träffar (bedömning saknas)"],
        ["C", "ingen plan"],
    ]


def test_of_very_many_the_first_are_named_and_the_others_counted() -> None:
    subgoals = [f"{{id: d{n}, titel: T{n}, bidrar_till: lan/c}}" for n in range(25)]
    lines = (told(plan("Astad", *subgoals)) or [])[2]
    assert len(lines) == 1 + 20 + 1
    assert lines[-1] == "5 till"


def test_a_plan_that_no_other_is_under_has_no_such_table() -> None:
    assert told(plan("Astad", "{id: d, titel: D}")) is None
