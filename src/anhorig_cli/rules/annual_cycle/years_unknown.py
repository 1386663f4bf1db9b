"""Items of the annual cycle that do not recur every year, and do not say in which years."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH505", "years-unknown", Severity.WARNING)
def years_unknown(case: Case) -> Iterator[Finding]:
    """Something in the annual cycle does not come back every year, and nothing says in which years.

    `hur_ofta: vartannat år` does not say whether it is the even years or the odd ones. Until the item says `från`, it
    is listed separately, with those that have no time of the year, and nobody is reminded of it.

    **Fix it:** write the first year in which it is done as `från`.

    ```yaml
    # bad
    årshjul:
      - titel: Enkät till anhöriga
        när: oktober
        hur_ofta: vartannat år
        ansvarig: Anhörigkonsulent
    ```

    ```yaml
    # good
    årshjul:
      - titel: Enkät till anhöriga
        när: oktober
        hur_ofta: vartannat år
        från: 2026
        ansvarig: Anhörigkonsulent
    ```
    """
    text = message("{n} items in the annual cycle do not say in which years they are done")
    for i, item in enumerate(case.plan.annual_cycle):
        if item.lacks_first_year:
            yield Finding(
                Where(("annual_cycle", i, "every")),
                message("'{title}' in the annual cycle does not say in which years it is done", title=item.title),
                message("write the first year as 'från' (from)"),
                of_many=text,
            )
