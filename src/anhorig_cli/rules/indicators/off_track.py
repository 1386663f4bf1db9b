"""Indicators that are behind the pace needed to meet their target."""

from collections.abc import Iterator
from decimal import Decimal

from anhorig_cli.analysis.standing import disclosed_standing
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.rules.figures import disclosed, rounded
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH403", "off-track", Severity.WARNING, across=True)
def off_track(case: Case) -> Iterator[Finding]:
    """An indicator moves too slowly to meet its target in time.

    While there is still time to act, the latest value is held against the straight line from baseline to target, on the
    day it was measured. It is reported when it is behind by more than a tenth of the whole way. It is not when the
    target is met already, when the baseline or the target lacks a date, when the method of measuring has changed on
    the way, or when the subgoal has been assessed since, with a cause or what is done about it.

    **Fix it:** nothing is wrong in the file. Ask what holds the work back, and write it in a new assessment of the
    subgoal with cause and action (`orsak`, `åtgärd`); or let a new target be decided.

    ```yaml
    # bad
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        utgångsvärde: {värde: 100, datum: 2024-12-31}
        målvärde: {minst: 200, senast: 2026-12-31}
        mätningar:
          - datum: 2025-12-31
            värde: 120
    ```

    ```yaml
    # good
    indikatorer:
      - id: stöd
        titel: Antal anhöriga med stöd
        utgångsvärde: {värde: 100, datum: 2024-12-31}
        målvärde: {minst: 200, senast: 2026-12-31}
        mätningar:
          - datum: 2025-12-31
            värde: 145
    ```
    """
    for use in case.indicator_uses:
        if not use.is_followed:
            continue
        found = disclosed_standing(case.disclosure, case.snapshot, use.indicator)
        if found is None or found.state != "behind":
            continue
        if case.snapshot.is_explained_since(use.open_subgoals, found.latest.date.first):
            continue
        place = next(j for j, m in enumerate(use.indicator.measurements) if m is found.latest)
        yield Finding(
            Where(("indicators", use.place, "measurements", place)),
            _behind(case, use.indicator, found.latest, found.expected),
            message(
                "say in a new assessment of the subgoal what holds it back, under 'orsak' (cause), and what you do "
                "about it, under 'åtgärd' (action)"
            ),
        )


def _behind(case: Case, indicator: Indicator, latest: Measurement, expected: Decimal | None) -> Message:
    """Return the message, without the expected value (None) if a suppressed baseline could be derived from it."""
    values = {"title": indicator.title, "date": latest.date, "value": disclosed(case, indicator, latest)}
    if expected is None:
        return message("the indicator '{title}' is behind target: the value {date} is {value}", **values)
    text = message(
        "the indicator '{title}' is behind target: at an even pace it would have been {expected} "
        "({date}), but it is {value}"
    )
    return text.with_values(expected=rounded(expected), **values)
