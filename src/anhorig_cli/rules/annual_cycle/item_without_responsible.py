"""Items of the annual cycle that nobody is responsible for."""

from collections.abc import Iterator

from anhorig_cli.analysis.responsibility import Duties
from anhorig_cli.analysis.upcoming import is_running
from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH503", "item-without-responsible", Severity.WARNING, across=True)
def item_without_responsible(case: Case) -> Iterator[Finding]:
    """Nobody is responsible for something in the annual cycle.

    What comes back every year is forgotten when nobody is to remember it. An item need not name anybody where somebody
    is responsible for each of its units, for a unit that they are part of, or for the plan. An item that has ended is
    not reported.

    **Fix it:** name the role or unit under `ansvarig`, on the item or on its units.

    ```yaml
    # bad
    årshjul:
      - titel: Avstämning av anhörigstödet
        när: oktober
    ```

    ```yaml
    # good
    årshjul:
      - titel: Avstämning av anhörigstödet
        när: oktober
        ansvarig: Anhörigkonsulent
    ```
    """
    duties = Duties(case.plan)
    alone = [
        (i, item)
        for i, item in enumerate(case.plan.annual_cycle)
        if is_running(item, case.as_of) and not all(duties.of_item(item).values())
    ]
    text = message("nobody is responsible for {n} of {all} items in the annual cycle", all=len(case.plan.annual_cycle))
    advice = message("name the role or unit under 'ansvarig' (responsible), on the item or on each of its units")
    for i, item in alone:
        yield Finding(
            Where(("annual_cycle", i, "responsible")),
            message("nobody is responsible for '{title}' in the annual cycle", title=item.title),
            advice,
            of_many=text,
        )
