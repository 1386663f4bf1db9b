"""Occurrences of the annual cycle that nobody has ticked off."""

from collections.abc import Iterator

from anhorig_cli.analysis.occurrences import Occurrence, first_tick, missed_lately
from anhorig_cli.analysis.upcoming import units_of
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.references import is_everyone
from anhorig_cli.rules.links import Index, occurrences_around
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH501", "missed-occurrence", Severity.WARNING, across=True)
def missed_occurrence(case: Case) -> Iterator[Finding]:
    """Something in the annual cycle was to be done, and is not ticked off.

    For each item the latest time within a year that at least one unit has missed is reported, from the day after it was
    to be done. It is known to be missed only where the item or the plan's period has a `från`, or where the plan ticks
    things off at all: then from the first time that anything was. An item without `när` is never missed. A plan that
    has never ticked anything off gets one finding, not one for each item.

    **Mend it:** tick it off under `utfört`, with the units that did it; name its `tillfälle` if it was done at another
    time of the year. If it was not done, let it be done; or accept the finding with `undanta` in `anhorig.yaml`.

    ```yaml
    # bad
    årshjul:
      - titel: Avstämning av anhörigstödet
        när: mars
        från: 2026
    ```

    ```yaml
    # good
    årshjul:
      - titel: Avstämning av anhörigstödet
        när: mars
        från: 2026
        utfört:
          - tillfälle: 2026-03
            datum: 2026-04-07
    ```
    """
    missed = missed_lately(occurrences_around(case), case.as_of)
    if len(missed) > 1 and first_tick(case.plan, case.as_of) is None:
        yield Finding(
            Where(("annual_cycle",), "key"),
            message("nothing in the annual cycle is ticked off, and {n} of its items have been due", n=len(missed)),
            message("tick off what has been done under each item's 'utfört' (done)"),
        )
        return
    units = Index(case, case.plan.units)
    for index, latest in missed.items():
        yield Finding(
            Where(("annual_cycle", index, "when")),
            _words(case, units, latest),
            message("tick it off under 'utfört' (done); name its 'tillfälle' (occurrence) if it was done another time"),
        )


def _words(case: Case, index: Index, latest: list[Occurrence]) -> Message:
    item, period = latest[0].item, latest[0].period
    units = [one.unit for one in latest if one.unit is not None and not is_everyone(one.unit)]
    if not units:
        return message(
            "'{title}' in the annual cycle was to be done {period}, and is not ticked off",
            title=item.title,
            period=period,
        )
    if len(units) > 1 and len(units) == len(units_of(case.plan, item)):
        return message(
            "'{title}' in the annual cycle was to be done {period}, and none of its {n} units has ticked it off",
            title=item.title,
            period=period,
            n=len(units),
        )
    return message(
        "'{title}' in the annual cycle was to be done {period}, and is not ticked off by {units}",
        title=item.title,
        period=period,
        units=", ".join(index.title(unit) for unit in units),
    )
