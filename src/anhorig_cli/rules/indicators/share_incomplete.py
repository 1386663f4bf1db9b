"""Shares that cannot be computed."""

from collections.abc import Iterator, Sequence

from anhorig_cli.analysis.coverage import IndicatorUse
from anhorig_cli.analysis.progress import why_no_value
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH405", "share-incomplete", Severity.WARNING, across=True)
def share_incomplete(case: Case) -> Iterator[Finding]:
    """A share cannot be computed, since a part of it is not reported.

    A share is a numerator of a denominator: of the cards that were handed out, those that were activated. Where either
    is never reported the target cannot be followed up, and another figure does not stand in for it. A measurement that
    gives the share itself as `värde` is complete, and a share with a baseline may wait for its first measurement.

    For women or men, a number alone beside everyone's `täljare` may be a count or a percentage.

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
        if use.is_followed and _is_never_reported(use.indicator, measurements):
            missing = "denominator" if any(m.numerator is not None for m in measurements) else "numerator"
            yield Finding(
                Where(("indicators", use.place, missing)),
                message(
                    "the share '{title}' cannot be computed: {reason}",
                    title=use.indicator.title,
                    reason=why_no_value(use.indicator, measurements),
                ),
                message("report 'täljare' (numerator) and 'nämnare' (denominator), or the share under 'värde' (value)"),
            )
        else:
            yield from _half_measurements(use, measurements)
        yield from _half_of_a_sex(use, measurements)
        yield from _number_of_a_sex(use, measurements)


def _is_never_reported(indicator: Indicator, measurements: Sequence[Measurement]) -> bool:
    """Return whether no share was ever known, nor both its parts."""
    if not indicator.is_share or indicator.baseline_value is not None:
        return False
    return all(m.value is None and (m.numerator is None or m.denominator is None) for m in measurements)


def _half_measurements(use: IndicatorUse, measurements: Sequence[Measurement]) -> Iterator[Finding]:
    """Give the measurements that have one part of the share, and not the share itself."""
    halves = [m for m in measurements if m.value is None and (m.numerator is None) != (m.denominator is None)]
    places = {id(m): j for j, m in enumerate(use.indicator.measurements)} if halves else {}
    for measurement in halves:
        missing = message("the numerator") if measurement.numerator is None else message("the denominator")
        named = use.indicator.numerator if measurement.numerator is None else use.indicator.denominator
        yield Finding(
            Where(("indicators", use.place, "measurements", places[id(measurement)])),
            message(
                "the measurement {date} of the share '{title}' lacks {part}",
                date=measurement.date,
                title=use.indicator.title,
                part=named or missing,
            ),
            message("write both 'täljare' (numerator) and 'nämnare' (denominator)"),
        )


def _half_of_a_sex(use: IndicatorUse, measurements: Sequence[Measurement]) -> Iterator[Finding]:
    """Give what is said of women or men with one part of the share, and not the share itself."""
    halves = [(m, name) for m in measurements for name, figure in m.sexes.items() if figure.amount is None]
    places = {id(m): j for j, m in enumerate(use.indicator.measurements)} if halves else {}
    for measurement, name in halves:
        lacks_numerator = getattr(measurement, name).numerator is None
        of = message("for women") if name == "women" else message("for men")
        yield Finding(
            Where(("indicators", use.place, "measurements", places[id(measurement)], name)),
            message(
                "the measurement {date} of the share '{title}' lacks {part} {of}",
                date=measurement.date,
                title=use.indicator.title,
                part=message("the numerator") if lacks_numerator else message("the denominator"),
                of=of,
            ),
            message("write both 'täljare' (numerator) and 'nämnare' (denominator)"),
        )


def _number_of_a_sex(use: IndicatorUse, measurements: Sequence[Measurement]) -> Iterator[Finding]:
    """Give what is said of women or men by a number alone, where all are told as a part of a whole."""
    counted = [m for m in measurements if m.numerator is not None]
    alone = [(m, name) for m in counted for name, figure in m.sexes.items() if figure.value is not None]
    places = {id(m): j for j, m in enumerate(use.indicator.measurements)} if alone else {}
    for measurement, name in alone:
        yield Finding(
            Where(("indicators", use.place, "measurements", places[id(measurement)], name)),
            message(
                "the number {of} on {date} in the share '{title}' may be a number of people or a percentage",
                of=message("for women") if name == "women" else message("for men"),
                date=measurement.date,
                title=use.indicator.title,
            ),
            message("write both 'täljare' (numerator) and 'nämnare' (denominator)"),
        )
