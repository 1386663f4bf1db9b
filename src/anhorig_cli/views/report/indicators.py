"""Indicators as a report shows them."""

from functools import partial
from typing import NamedTuple

from anhorig_cli.analysis.coverage import IndicatorUse, indicator_uses
from anhorig_cli.analysis.disclosed_words import disclosed_progress
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import Progress
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.views.formatter import Wording
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.measured_parts import PartView, part_views
from anhorig_cli.views.report.measurements import MeasurementView, Shown, amount_text, unit_of
from anhorig_cli.views.report.standing import StandingView, standing_view
from anhorig_cli.views.report.trend import TrendView, point_view, trend_view


class IndicatorView(NamedTuple):
    """An indicator: baseline, latest value, target and trend as text.

    `trend` is the word of the scale (`better`, `unchanged`, `worse`, `unknown`) and `trend_label` the same for people,
    with the `reason` where it is unknown, or where it has gone the other way since the baseline. `change` tells from
    which value to which it has gone since the start, `way` the share of the way to the target, and `standing` how the
    latest value stands against the target; `is_deviating` is set where it lies behind or missed it, while the work goes
    on. `subgoals` are those that it serves. `values` are the
    values in time order as numbers, for a small trend line; those that may not be printed are left out. `parts` are the
    latest values of single units and target groups.
    """

    id: str
    title: str
    description: str
    unit: str
    responsible: str
    subgoals: tuple[str, ...]
    baseline: str
    target: str
    latest: str
    latest_date: str
    trend: str
    trend_label: str
    reason: str
    change: str
    way: str
    standing: StandingView
    measurements: tuple[MeasurementView, ...]
    parts: tuple[PartView, ...]
    values: tuple[float, ...]
    path: TrendView
    is_deviating: bool
    is_suppressed: bool


def indicator_views(
    snapshot: Snapshot, titles: Titles, wording: Wording, disclosure: Disclosure
) -> tuple[IndicatorView, ...]:
    """Return the plan's indicators, each with the subgoals that it served on the day."""
    return tuple(_view(use, snapshot, titles, wording, disclosure) for use in indicator_uses(snapshot))


def _view(
    use: IndicatorUse, snapshot: Snapshot, titles: Titles, wording: Wording, disclosure: Disclosure
) -> IndicatorView:
    indicator = use.indicator
    known = snapshot.measurements(indicator)
    moved = disclosed_progress(disclosure, indicator, known)
    shown = [Shown(indicator, m, wording, disclosure) for m in known]
    latest = next((one for one in shown if one.measurement is moved.latest), None)
    stands = standing_view(indicator, snapshot, shown, wording, disclosure)
    parts = part_views(indicator, snapshot, titles, wording, disclosure)
    only_parts = wording.text("only parts of the whole have been measured")
    change = _change(indicator, shown, latest, wording, disclosure)
    way = wording.percent(moved.way) if moved.way is not None else ""
    why_unknown = wording.said(moved.unknown_because)
    return IndicatorView(
        id=indicator.id,
        title=indicator.title,
        description=indicator.description or "",
        unit=unit_of(indicator),
        responsible=titles.responsible(indicator.responsible),
        subgoals=tuple(subgoal.title for subgoal in use.subgoals),
        baseline=_baseline(indicator, wording, disclosure) or _first(shown, wording),
        target=target_text(indicator, wording),
        latest=latest.text if latest else "",
        latest_date=wording.date(latest.measurement.date) if latest else "",
        trend=moved.trend,
        trend_label=wording.label("trend", moved.trend),
        reason=only_parts
        if parts and not latest
        else why_unknown or _other_way(moved, wording, may_tell=bool(change and way)),
        change=change,
        way=way,
        standing=stands,
        measurements=tuple(one.view() for one in shown),
        parts=parts,
        values=tuple(one.number for one in shown if one.number is not None),
        path=trend_view(
            indicator,
            known,
            [point_view(one.measurement, one.number, one.text, wording) for one in shown],
            snapshot.as_of,
            wording,
            disclosure,
            partial(amount_text, indicator, wording=wording),
        ),
        is_deviating=_is_deviating(stands.state, use),
        is_suppressed=disclosure.baseline_is_suppressed(indicator)
        or any(one.lacks_something for one in shown)
        or any(one.is_suppressed for one in parts),
    )


def _change(
    indicator: Indicator, shown: list[Shown], latest: Shown | None, wording: Wording, disclosure: Disclosure
) -> str:
    """Return from which value to which an indicator has gone: from its baseline, or else its first measurement."""
    first = next((one for one in shown if one.value), None)
    start = _start(indicator, wording, disclosure) or (first.value if first and first is not latest else "")
    if (
        latest is None
        or not start
        or any(one.is_suppressed and not one.is_small_count for one in (first, latest) if one)
    ):
        return ""
    return wording.text("from {before} to {after} since the start", before=start, after=latest.value)


def _is_deviating(state: str, use: IndicatorUse) -> bool:
    """Tell whether a value is behind that is still followed, or missed the target of what was not dropped."""
    return (state == "behind" and use.is_followed) or (state == "missed" and not use.is_dropped)


def _other_way(moved: Progress, wording: Wording, *, may_tell: bool) -> str:
    """Say what the trend is compared with, where the value has gone the other way since the baseline."""
    if not may_tell or not moved.way:
        return ""
    if moved.trend == "better" and moved.way < 0:
        return wording.text("compared with the value before; compared with the baseline it is worse")
    if moved.trend == "worse" and moved.way > 0:
        return wording.text("compared with the value before; compared with the baseline it is better")
    return ""


def _baseline(indicator: Indicator, wording: Wording, disclosure: Disclosure) -> str:
    """Return an indicator's baseline as it is disclosed; empty where it states none."""
    value, baseline = _start(indicator, wording, disclosure), indicator.baseline
    return f"{value} ({wording.date(baseline.date)})" if baseline and baseline.date and value else value


def _start(indicator: Indicator, wording: Wording, disclosure: Disclosure) -> str:
    """Return the baseline's value."""
    baseline = indicator.baseline
    if baseline is None or baseline.value is None:
        return ""
    is_suppressed = disclosure.baseline_is_suppressed(indicator)
    return wording.fewer() if is_suppressed else amount_text(indicator, baseline.value, wording)


def _first(shown: list[Shown], wording: Wording) -> str:
    """Return the first of several measurements, which one starts from where the plan states no baseline."""
    if len(shown) < 2 or not shown[0].value:  # noqa: PLR2004 - the only one is the latest
        return ""
    return wording.text("{value} (first measurement, {date})", value=shown[0].value, date=shown[0].measurement.date)


def target_text(indicator: Indicator, wording: Wording) -> str:
    """Return an indicator's target; empty where it has none."""
    target = indicator.target
    if target is None:
        return ""
    said = [
        amount_text(indicator, target.value, wording) if target.value is not None else "",
        wording.text("at least {value}", value=amount_text(indicator, target.at_least, wording))
        if target.at_least is not None
        else "",
        wording.text("at most {value}", value=amount_text(indicator, target.at_most, wording))
        if target.at_most is not None
        else "",
        wording.label("direction", target.direction) if target.direction else "",
    ]
    level = ", ".join(word for word in said if word)
    return wording.text("{level} by {date}", level=level, date=target.by) if target.by and level else level
