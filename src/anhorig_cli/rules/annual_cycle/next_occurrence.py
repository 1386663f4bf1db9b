"""Items of the annual cycle that are due soon."""

from collections.abc import Iterator

from anhorig_cli.analysis.occurrences import Occurrence
from anhorig_cli.analysis.upcoming import days_left, units_of
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.register import Register
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH504", "next-occurrence", Severity.INFO, across=True)
def next_occurrence(case: Case) -> Iterator[Finding]:
    """Something in the annual cycle is to be done soon.

    The last day to do it comes within 30 days, or as many as `snart_dagar` (`due_soon_days`) in `anhorig.yaml` says. It
    is information, not a flaw. What is ticked off is not reported, nor what lies outside the plan's period.

    **Fix it:** nothing is wrong. Tick it off under `utfört` when it is done.

    ```yaml
    # reported from 1 July 2026
    årshjul:
      - titel: Avstämning av anhörigstödet
        när: juli
    ```

    ```yaml
    # not yet reported in July 2026
    årshjul:
      - titel: Avstämning av anhörigstödet
        när: oktober
    ```
    """
    soon: dict[int, list[Occurrence]] = {}
    for one in case.occurrences_around:
        if one.state == "next" and (one.period.last - case.as_of).days <= case.project.due_soon_days:
            soon.setdefault(one.place, []).append(one)
    units = Register(case.plan.units, case.plan.id)
    text = message("{n} items of the annual cycle are to be done within {days} days", days=case.project.due_soon_days)
    for index, found in sorted(soon.items()):
        nearest = [one for one in found if one.period == found[0].period]
        yield Finding(Where(("annual_cycle", index, "when")), _reminder(case, units, nearest), of_many=text)


def _reminder(case: Case, register: Register[Unit], nearest: list[Occurrence]) -> Message:
    one = nearest[0]
    left = days_left((one.period.last - case.as_of).days)
    values = {"title": one.item.title, "period": one.period, "left": left}
    if one.unit is None or len(nearest) == len(units_of(case.plan, one.item)):
        return message("'{title}' in the annual cycle is to be done {period}; {left}", **values)
    units = ", ".join(register.title(found.unit) for found in nearest if found.unit)
    return message("'{title}' in the annual cycle is to be done {period} by {units}; {left}", units=units, **values)
