"""Occurrences of the annual cycle that nobody has ticked off."""

from collections.abc import Iterator
from datetime import date

from anhorig_cli.analysis.occurrences import Occurrence, missed_lately, silent_units
from anhorig_cli.analysis.upcoming import units_of
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.register import Register, is_everyone
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH501", "missed-occurrence", Severity.WARNING, across=True)
def missed_occurrence(case: Case) -> Iterator[Finding]:
    """Something in the annual cycle should have been done but is not ticked off.

    For each item you get one finding: the latest time, within a year, that some unit has not ticked off, and how many
    such times there are. It comes the day after the deadline. Only those who have begun to tick off can get a finding:
    a unit with an entry, of any item, for this time or an earlier one; for an item without units, the plan. An entry
    without `enheter` counts for all the item's units. Nobody else gets a finding, whatever `från` says. A unit that has
    ticked off nothing within a year, while others have, is named once, as information. An item without `när` never
    gives a finding, nor does what was cancelled (`inställt: ja`).

    **Fix it:** tick it off under `utfört`, with the units that did it; name its `tillfälle` if it was done at another
    time of the year. If it was cancelled, write `inställt: ja`. If it was not done, do it; or accept the finding with
    `undanta` in `anhorig.yaml`.

    ```yaml
    # bad
    årshjul:
      - titel: Avstämning av anhörigstödet
        när: kvartalsvis
        utfört: [2025-11-20]
    ```

    ```yaml
    # good
    årshjul:
      - titel: Avstämning av anhörigstödet
        när: kvartalsvis
        utfört:
          - 2025-11-20
          - {tillfälle: 2026-Q1, datum: 2026-04-07}
          - 2026-06-10
    ```
    """
    found = case.occurrences_around
    units = Register(case.plan.units, case.plan.id)
    text = message(
        "{n} of {all} items of the annual cycle should have been done but are not ticked off",
        all=len(case.plan.annual_cycle),
    )
    for index, (latest, times) in missed_lately(found, case.as_of).items():
        yield Finding(
            Where(("annual_cycle", index, "when")),
            _with_count(_flaw(case, units, latest), times),
            message(
                "tick it off under 'utfört' (done), and give its 'tillfälle' (occurrence) if it was done at "
                "another time"
            ),
            of_many=text,
            command=_command(case, latest),
        )
    for unit in silent_units(found, case.as_of):
        place = units.place(unit)
        yield Finding(
            Where(("annual_cycle",), "key") if place is None else Where(("units", place)),
            message("'{unit}' has ticked off nothing in the annual cycle, though others have", unit=units.title(unit)),
            message("tick off what it has done under 'utfört' (done), with its name under 'enheter' (units)"),
            Severity.INFO,
        )


def _command(case: Case, latest: list[Occurrence]) -> tuple[str, ...]:
    """Return the command that ticks off an occurrence for the units that missed it; empty if none identifies it.

    An occurrence that is a day is identified by that day. Any other is named, and dated on its last day if today is
    already used, since what the same units did on one day counts once.
    """
    item = latest[0].item
    name = item.id or item.title
    when = _date_options(latest[0], case.as_of)
    if when is None or not case.task_names.has_one(name):
        return ()
    missing = [one.unit for one in latest if one.unit is not None]
    is_all = len(missing) == len(units_of(case.plan, item))
    units = [] if is_all else [word for unit in missing for word in ("--unit", unit)]
    return ("done", name, *when, *units)


def _date_options(missed: Occurrence, as_of: date) -> list[str] | None:
    """Return the options that identify the occurrence and the day; None if its last day is already used, too."""
    period, day = missed.period, ["--date", missed.period.last.isoformat()]
    is_day = period.first == period.last
    used_days = {entry.date.first for entry in missed.item.done if entry.date is not None and not entry.cancelled}
    named = [] if is_day else ["--occurrence", period.written]
    if not is_day and as_of not in used_days:
        return named
    return None if period.last in used_days else [*named, *day]


def _with_count(flaw: Message, times: int) -> Message:
    """Return the message about the latest occurrence, with the number missed if there are others."""
    if times == 1:
        return flaw
    return message("{flaw}; {times} times are missing in the last year", flaw=flaw, times=times)


def _flaw(case: Case, register: Register[Unit], latest: list[Occurrence]) -> Message:
    item, period = latest[0].item, latest[0].period
    values = {"title": item.title, "period": period}
    units = [one.unit for one in latest if one.unit is not None and not is_everyone(one.unit)]
    if not units:
        return message("'{title}' in the annual cycle should have been done {period} but is not ticked off", **values)
    if len(units) > 1 and len(units) == len(units_of(case.plan, item)):
        text = message(
            "'{title}' in the annual cycle should have been done {period}, but none of its {n} units has ticked it off"
        )
        return text.with_values(n=len(units), **values)
    text = message("'{title}' in the annual cycle should have been done {period} but is not ticked off by {units}")
    return text.with_values(units=", ".join(map(register.title, units)), **values)
