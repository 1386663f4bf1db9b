"""When an indicator is to be measured next: after its last value, or the start, as often as the plan says."""

from calendar import monthrange
from datetime import date, timedelta

from anhorig_cli.analysis.coverage import IndicatorUse
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator

_MONTHS = {"month": 1, "quarter": 3, "tertial": 4, "half_year": 6, "year": 12}
_DAYS_IN_MONTH = 30


def last_measured(snapshot: Snapshot, indicator: Indicator) -> PlanDate | None:
    """Return the date of the last measurement: of the whole, or of a part where the whole is never measured."""
    measurements = snapshot.measurements(indicator) or snapshot.all_measurements(indicator)
    return max((m.date for m in measurements), key=lambda date: date.last, default=None)


def baseline_day(indicator: Indicator) -> date | None:
    """Return the last day of the baseline; None where it has no value or no date."""
    baseline = indicator.baseline
    if baseline is None or baseline.value is None or baseline.date is None:
        return None
    return baseline.date.last


def measured_since(snapshot: Snapshot, use: IndicatorUse) -> date | None:
    """Return the day from which the next value is waited for: that of the last value, else of the start.

    Measuring starts with the plan, or when the first subgoal that needs it was added, and never before the baseline.
    None where nothing tells.
    """
    last = last_measured(snapshot, use.indicator)
    if last is not None:
        return last.last
    period = snapshot.plan.period
    days: list[date] = []
    if period and period.from_:
        days.append(period.from_.first)
    baseline = baseline_day(use.indicator)
    if baseline:
        days.append(baseline)
    added = [subgoal.added.first for subgoal in use.subgoals if isinstance(subgoal.added, PlanDate)]
    if added and len(added) == len(use.subgoals):
        days.append(min(added))
    return max(days, default=None)


def fresh_until(since: date, frequency: str, percent: int = 100) -> date:
    """Return the last day on which a value is fresh enough: so many per cent of an interval later."""
    months, hundredths = divmod(percent * _MONTHS[frequency], 100)
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    day = min(since.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=_DAYS_IN_MONTH * hundredths // 100)
