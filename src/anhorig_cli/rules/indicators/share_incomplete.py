"""Shares that cannot be computed."""

from collections.abc import Iterator, Sequence

from anhorig_cli.analysis.coverage import IndicatorUse
from anhorig_cli.analysis.progress import why_no_value
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Route, Where, message

REPORT_SHARE = message("report 'täljare' (numerator) and 'nämnare' (denominator), or the share under 'värde' (value)")


@rule("ANH405", "share-incomplete", Severity.WARNING, across=True)
def share_incomplete(case: Case) -> Iterator[Finding]:
    """A share cannot be computed, since a part of it is not reported.

    A share is a numerator of a denominator: of the cards that were handed out, those that were activated. Where either
    is never reported the target cannot be followed up, and another figure does not stand in for it. A measurement that
    gives the share itself as `värde` is complete, and a share with a baseline may wait for its first measurement.

    Where a measurement has a `täljare` for everyone, a single number for women or men is reported as well, since it may
    be a count or a percentage.

    **Fix it:** report both `täljare` and `nämnare`, of women and men too, or the share in per cent as `värde`.

    ```yaml
    # bad
    indikatorer:
      - id: kort
        titel: Andel aktiverade kort
        mätningar:
          - datum: 2026-03-31
            täljare: 40
    ```

    ```yaml
    # good
    indikatorer:
      - id: kort
        titel: Andel aktiverade kort
        mätningar:
          - datum: 2026-03-31
            täljare: 40
            nämnare: 500
    ```
    """
    for use in case.indicator_uses:
        measurements = case.snapshot.all_measurements(use.indicator)
        is_never_reported = use.is_followed and _is_never_reported(use.indicator, measurements)
        if is_never_reported:
            missing = "denominator" if any(m.numerator is not None for m in measurements) else "numerator"
            yield Finding(
                Where(("indicators", use.place, missing)),
                message(
                    "the share '{title}' cannot be computed: {reason}",
                    title=use.indicator.title,
                    reason=why_no_value(use.indicator, measurements),
                ),
                REPORT_SHARE,
                covers=_covered(use),
            )
        known = set(map(id, measurements))
        for j, measurement in enumerate(use.indicator.measurements):
            if id(measurement) in known:
                yield from () if is_never_reported else _check_whole(use, j, measurement)
                yield from _check_sexes(use, j, measurement)


def _covered(use: IndicatorUse) -> tuple[tuple[str, Route], ...]:
    """Return the finding that the indicator has no baseline, which its first value resolves; not if it lacks more."""
    has_target = any(one.says_what for one in use.indicator.targets)
    return (("no-baseline-or-target", ("indicators", use.place)),) if has_target else ()


def _is_never_reported(indicator: Indicator, measurements: Sequence[Measurement]) -> bool:
    """Return whether neither a share nor both of its parts have ever been reported."""
    if not indicator.is_share or indicator.baseline_value is not None:
        return False
    return all(m.value is None and (m.numerator is None or m.denominator is None) for m in measurements)


_WRITE_BOTH = message("write both 'täljare' (numerator) and 'nämnare' (denominator)")


def _check_whole(use: IndicatorUse, j: int, measurement: Measurement) -> Iterator[Finding]:
    """Yield the finding about a measurement with only one part of the share, and not the share itself."""
    lacks_numerator = measurement.numerator is None
    if measurement.value is None and lacks_numerator != (measurement.denominator is None):
        named = use.indicator.numerator if lacks_numerator else use.indicator.denominator
        text = message(
            "the measurement {date} of the share '{title}' lacks {part}",
            date=measurement.date,
            title=use.indicator.title,
            part=named or _part(lacks_numerator=lacks_numerator),
        )
        yield Finding(Where(("indicators", use.place, "measurements", j)), text, _WRITE_BOTH)


def _check_sexes(use: IndicatorUse, j: int, measurement: Measurement) -> Iterator[Finding]:
    """Yield findings about women or men with only one part of the share, or an ambiguous number."""
    for name, figure in measurement.sexes.items():
        values = {
            "date": measurement.date,
            "title": use.indicator.title,
            "of": message("for women") if name == "women" else message("for men"),
        }
        where = Where(("indicators", use.place, "measurements", j, name))
        if figure.amount is None:
            part = _part(lacks_numerator=figure.numerator is None)
            text = message("the measurement {date} of the share '{title}' lacks {part} {of}", part=part, **values)
            yield Finding(where, text, _WRITE_BOTH)
        elif figure.value is not None and measurement.numerator is not None:
            text = message(
                "the number {of} on {date} in the share '{title}' may be a number of people or a percentage", **values
            )
            yield Finding(where, text, _WRITE_BOTH)


def _part(*, lacks_numerator: bool) -> Message:
    return message("the numerator") if lacks_numerator else message("the denominator")
