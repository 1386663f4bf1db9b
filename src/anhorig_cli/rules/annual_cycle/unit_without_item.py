"""Units without any item in the annual cycle."""

from collections.abc import Iterator

from anhorig_cli.analysis.upcoming import is_running
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.register import Hierarchy, Register, is_everyone
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH502", "unit-without-item", Severity.WARNING, across=True)
def unit_without_item(case: Case) -> Iterator[Finding]:
    """A unit has nothing to do in the annual cycle.

    The cycle names units, and one of the plan's units is in none of its items: the work with carers has not reached it,
    or it was forgotten. A unit has an item when it is responsible for one, when the item is for `alla`, or when a unit
    it is part of, or one that is part of it, has one. A plan whose cycle names no units is not reported.

    **Fix it:** add the unit to an item, or write `enheter: alla`.

    ```yaml
    # bad
    enheter:
      - {id: hemtjänst, titel: Hemtjänsten}
      - {id: boende, titel: Särskilt boende}
    årshjul:
      - titel: Avstämning av anhörigstödet
        när: oktober
        enheter: hemtjänst
    ```

    ```yaml
    # good
    enheter:
      - {id: hemtjänst, titel: Hemtjänsten}
      - {id: boende, titel: Särskilt boende}
    årshjul:
      - titel: Avstämning av anhörigstödet
        när: oktober
        enheter: alla
    ```
    """
    have_items = _units_with_items(case)
    text = message("{n} of {all} units have nothing in the annual cycle", all=len(case.plan.units))
    for i, unit in enumerate(case.plan.units):
        if i not in have_items:
            yield Finding(
                Where(("units", i)),
                message("the unit '{title}' has nothing in the annual cycle", title=unit.title),
                message("add the unit to an item, or write 'enheter: alla' (units: all)"),
                of_many=text,
            )


def _units_with_items(case: Case) -> set[int]:
    """Return the indexes of the units that have an item; all of them if an item is for all units, or none names any."""
    items = [item for item in case.plan.annual_cycle if is_running(item, case.as_of)]
    index = Register(case.plan.units, case.plan.id)
    named = set(index.places(name for item in items for name in (*item.units, *item.responsible)))
    if not named or any(is_everyone(unit) for item in items for unit in item.units):
        return set(range(len(case.plan.units)))
    hierarchy = Hierarchy(index)
    return named.union(hierarchy.above(named), hierarchy.below(named))
