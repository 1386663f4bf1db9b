"""Which figures tell of so few people that they might be known again, in themselves or by what can be worked out.

`fewest` is the least count of people that is told (`small_count` of the project).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from anhorig_cli.model.ids import refers_to
from anhorig_cli.model.indicator import Indicator, Measurement, Survey
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.progress import Progress
from anhorig_cli.model.remainders import Divided, Figure, divided, few_remain
from anhorig_cli.model.snapshot import Snapshot


def counts_people(indicator: Indicator, measurement: Measurement) -> bool:
    """Tell whether people are counted, as the indicator says, or as a share of those who answered a survey shows."""
    return indicator.people or (indicator.is_share and measurement.survey is not None)


def counts_few(indicator: Indicator, measurement: Measurement, fewest: int) -> bool:
    """Tell whether few people are counted: in all, or of a share those who are in it, those who are not, or both."""
    if not counts_people(indicator, measurement):
        return False
    of_share = (_those_in_it(measurement), _all(measurement), _those_not_in_it(measurement))
    counts = of_share if indicator.is_share else (measurement.value,)
    return any(count is not None and count < fewest for count in counts)


def side_tells_of_few(indicator: Indicator, measurement: Measurement, level: Decimal, fewest: int) -> bool:
    """Tell whether it would say more of few people than that they are few, on which side of a level they lie.

    A count of few is below the least that is told: of a level below that too, the side is not known without it. Of a
    share a level between none and all tells only who are few, those in it or those not; none and all tell how many.
    """
    if not counts_few(indicator, measurement, fewest):
        return False
    return level <= 0 or level >= _WHOLE if indicator.is_share else level < fewest


_WHOLE = 100


def trend_tells_of_few(indicator: Indicator, found: Progress, known: Sequence[Measurement], fewest: int) -> bool:
    """Tell whether a trend compares two values that are both untold: which of them is the larger would be said."""
    if found.latest is None or found.previous is None or not counts_few(indicator, found.latest, fewest):
        return False
    before = [m for m in known if m.amount is not None and m is not found.latest]
    return counts_few(indicator, before[-1], fewest) if before else indicator.starts_from_few(fewest)


def sexes_tell_of_few(measurement: Measurement, fewest: int) -> bool:
    """Tell whether women or men are few, or those who remain of a total when they are taken from it."""
    told = [count for count in (measurement.women, measurement.men) if count is not None]
    if not told:
        return False
    totals = (measurement.value, measurement.numerator, measurement.denominator)
    rests = [total - sum(told) for total in totals if total is not None]
    some_are_untold = len(told) == 1
    few_remain = any(rest < fewest and (rest > 0 or (rest == 0 and some_are_untold)) for rest in rests)
    return few_remain or any(count < fewest for count in told)


def parts_tell_of_few(
    plan: Plan, indicator: Indicator, parts: Iterable[Measurement], known: Sequence[Measurement], fewest: int
) -> bool:
    """Tell whether any of the parts to be told counts few people, or few remain when known parts are taken away."""
    counted = [m for m in known if counts_people(indicator, m)]
    return bool(counted) and _give_away_few(indicator, parts, divided(plan, counted), _figures(indicator), fewest)


def untold_at_unit(plan: Plan, unit: str, as_of: date, fewest: int) -> frozenset[str]:
    """Return the ids of the indicators whose values at a unit, women and men too, give away few people elsewhere.

    They do where they can be taken from a whole that other reports tell, together with what those tell of other units.
    """
    snapshot, is_own = Snapshot(plan, as_of), refers_to(plan, unit, "units")
    found: list[str] = []
    for one in plan.indicators:
        counted = [m for m in snapshot.all_measurements(one) if counts_people(one, m)]
        wholes = [whole for whole in divided(plan, counted) if any(is_own(m.unit or "") for m in whole.parts)]
        parts = [part for whole in wholes for part in whole.parts]
        figures: tuple[Figure, ...] = (*_figures(one), lambda m: m.women, lambda m: m.men)
        if _give_away_few(one, parts, wholes, figures, fewest):
            found.append(one.id)
    return frozenset(found)


def _give_away_few(
    indicator: Indicator,
    parts: Iterable[Measurement],
    wholes: Iterable[Divided],
    figures: Sequence[Figure],
    fewest: int,
) -> bool:
    """Tell whether any of the parts tells of few people, or few remain when parts are taken from a whole."""
    if any(counts_few(indicator, part, fewest) or sexes_tell_of_few(part, fewest) for part in parts):
        return True
    return any(few_remain(one, figure, fewest) for one in wholes for figure in figures)


def few_did_not_answer(survey: Survey, fewest: int) -> bool:
    """Tell whether few of those asked did not answer: how many were asked, beside the answers, tells of them."""
    sent, answered = survey.sent, survey.answered
    return sent is not None and answered is not None and sent - answered < fewest


def _figures(indicator: Indicator) -> tuple[Figure, ...]:
    """Return what is counted: of a share those who are in it, those who are not, and all."""
    of_share: tuple[Figure, ...] = (_those_in_it, _all, _those_not_in_it)
    return of_share if indicator.is_share else (lambda m: m.value, lambda m: m.numerator)


def _those_in_it(measurement: Measurement) -> Decimal | None:
    """Return the numerator, or what a share in per cent makes it."""
    value, whole = measurement.value, measurement.denominator
    if measurement.numerator is not None or value is None or whole is None:
        return measurement.numerator
    return (value * whole / _WHOLE).to_integral_value()


def _all(measurement: Measurement) -> Decimal | None:
    """Return the denominator, or what a share in per cent makes it."""
    value, part = measurement.value, measurement.numerator
    if measurement.denominator is not None or not value or part is None:
        return measurement.denominator
    return (part * _WHOLE / value).to_integral_value()


def _those_not_in_it(measurement: Measurement) -> Decimal | None:
    part, whole = _those_in_it(measurement), _all(measurement)
    return None if part is None or whole is None else whole - part
