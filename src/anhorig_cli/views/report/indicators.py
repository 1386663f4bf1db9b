"""Indicators as shown in a report."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from anhorig_cli.analysis.coverage import IndicatorUse, indicator_uses
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.outcomes import answers_of_units
from anhorig_cli.analysis.progress import ComparableRun, Progress
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.standing import disclosed_progress
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.register import is_everyone
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.compared import Compared, LatestCompared, PartView, baseline_value
from anhorig_cli.views.report.measurements import MeasurementView, ShownMeasurement, unit_of
from anhorig_cli.views.report.targets import StandingView, TargetPrinter, TargetView
from anhorig_cli.views.report.trend import TrendView, ValueOfYearView, YearsView, trend_view, years_views
from anhorig_cli.vocabulary import folded

_WHOLE_WAY = 100


class FactView(NamedTuple):
    """A fact about an indicator: its name and its text."""

    name: str
    text: str


class IndicatorView(NamedTuple):
    """An indicator: baseline, latest value, target and trend as text.

    `trend` is the word of the scale (`better`, `unchanged`, `worse`, `unknown`) and `trend_label` the same for people,
    with the `reason` if it is unknown. `compared_with` names what the latest value is compared with, the baseline or
    else the first measurement, and `change` says so with both values and their days, which are also `moved_from` and
    `moved_to`; `difference` says in words how much they differ, empty unless both are disclosed exactly; `step` is a
    sentence of the same kind about the previous measurement, empty if that is the start. `way` says how much of the way
    to the target has been covered, and `standing` how the latest value stands against the target; `is_deviating` is set
    if it is behind or has missed the target while the work goes on. `source` is where the values come from, and `facts`
    what is counted and how often, with the source, each with its name. `subgoals` are those that it belongs to.
    `values` are those that compare with the latest, in time order as numbers, for a small trend line, without those
    that may not be printed. `comparison` has others' values beside the latest, each with its owner, and `rows`
    are the measurements, with those that are missing and with others' values. `targets` are those of an indicator that
    has several: for different days, units or target groups. `parts` are the measurements of single units and target
    groups, and `years` has everything year by year; `tells_more` is set if there is more to show than the table of
    indicators has.
    """

    id: str
    title: str
    description: str
    source: str
    facts: tuple[FactView, ...]
    unit: str
    responsible: str
    subgoals: tuple[str, ...]
    baseline: str
    target: str
    targets: tuple[TargetView, ...]
    latest: str
    latest_date: str
    latest_details: str
    trend: str
    trend_label: str
    reason: str
    compared_with: str
    change: str
    moved_from: str
    moved_to: str
    difference: str
    step: str
    way: str
    standing: StandingView
    comparison: str
    measurements: tuple[MeasurementView, ...]
    rows: tuple[MeasurementView, ...]
    parts: tuple[PartView, ...]
    years: tuple[YearsView, ...]
    values: tuple[float, ...]
    path: TrendView
    is_deviating: bool
    is_suppressed: bool
    tells_more: bool

    @property
    def is_measured_by_part(self) -> bool:
        """Whether only units or target groups have values, and the whole has none."""
        return bool(self.parts) and not self.latest

    @property
    def has_no_verdict(self) -> bool:
        """Whether the latest value is compared with an earlier one, and nothing says whether it is better."""
        return self.trend == "unknown" and bool(self.change)


class IndicatorGlanceView(NamedTuple):
    """An indicator at a glance: its latest value, and where it is going.

    `latest` is empty if nothing is known, or nothing may be disclosed. `trend` is the word of the scale, `reason` why
    nothing is known, `change` how far the value has come, and `values` are the values that may be disclosed, as
    numbers.
    """

    id: str
    title: str
    latest: str
    trend: str
    trend_label: str
    reason: str
    change: str
    values: tuple[float, ...]


def indicator_views(snapshot: Snapshot, titles: Titles, disclosure: Disclosure) -> tuple[IndicatorView, ...]:
    """Return the plan's indicators, each with the subgoals that it belonged to on the day."""
    return tuple(indicator_view(use, snapshot, titles, disclosure) for use in indicator_uses(snapshot))


def indicator_glance_views(
    snapshot: Snapshot, titles: Titles, disclosure: Disclosure
) -> tuple[IndicatorGlanceView, ...]:
    """Return the plan's indicators at a glance, with the same texts as their full views, for less work."""
    return tuple(_glance(use, snapshot, titles, disclosure) for use in indicator_uses(snapshot))


def _glance(use: IndicatorUse, snapshot: Snapshot, titles: Titles, disclosure: Disclosure) -> IndicatorGlanceView:
    indicator, formatter = use.indicator, titles.formatter
    progress = disclosed_progress(disclosure, snapshot, indicator)
    shown = [ShownMeasurement(indicator, m, formatter, disclosure) for m in snapshot.measurements(indicator)]
    latest = _latest(shown, progress)
    change = LatestCompared(indicator, shown, latest, progress.start, formatter, disclosure).change
    if latest is None:  # its parts may have values
        whole = indicator_view(use, snapshot, titles, disclosure)
        return IndicatorGlanceView(*(getattr(whole, name) for name in IndicatorGlanceView._fields))
    return IndicatorGlanceView(
        id=indicator.id,
        title=indicator.title,
        latest=latest.text,
        trend=progress.trend,
        trend_label=_trend_label(progress, change, formatter),
        reason=_reason(progress, formatter),
        change=change,
        values=_values(indicator, shown, snapshot.as_of),
    )


def indicator_view(use: IndicatorUse, snapshot: Snapshot, titles: Titles, disclosure: Disclosure) -> IndicatorView:
    """Return an indicator, as it was on the day, with the subgoals that it belonged to."""
    indicator, formatter = use.indicator, titles.formatter
    progress = disclosed_progress(disclosure, snapshot, indicator)
    shown = [ShownMeasurement(indicator, m, formatter, disclosure) for m in snapshot.measurements(indicator)]
    latest = _latest(shown, progress)
    of_target = TargetPrinter(indicator, snapshot, titles, disclosure)
    standing, targets = of_target.standing(), of_target.views()
    compared = Compared(indicator, snapshot, titles, disclosure)
    rows = compared.rows()
    latest_text, latest_date = _latest_or_answers(indicator, latest, snapshot, formatter)
    parts = compared.parts()
    compare = LatestCompared(indicator, shown, latest, progress.start, formatter, disclosure)
    change, way = compare.change, _way_to_target(progress, formatter)
    source = _source(indicator, formatter, is_worked_on=any((change, way)))
    facts = tuple(_stated_facts(indicator, source, formatter))
    return IndicatorView(
        id=indicator.id,
        title=indicator.title,
        description=indicator.description or "",
        source=source,
        facts=facts,
        unit=unit_of(indicator),
        responsible=titles.answerable_text(titles.responsibility.of_indicator(indicator, use.subgoals)),
        subgoals=tuple(subgoal.title for subgoal in use.subgoals),
        baseline=_baseline_text(indicator, formatter, disclosure) or compare.first(),
        target=of_target.in_short(),
        targets=targets,
        latest=latest_text,
        latest_date=_dated_latest(latest_date, use, titles, disclosure),
        latest_details=_latest_details(latest, shown),
        trend=progress.trend,
        trend_label=_trend_label(progress, change, formatter),
        reason=_missing_reason(rows, shown) or _reason(progress, formatter, parts, latest_text),
        compared_with=compare.named,
        change=change,
        moved_from=compare.ends[0],
        moved_to=compare.ends[1],
        difference=compare.difference(snapshot.as_of),
        step=compare.step(progress.previous, progress.step),
        way=way,
        standing=standing,
        comparison=compared.latest(latest.measurement if latest else None),
        measurements=tuple(one.view() for one in shown),
        rows=rows,
        parts=parts,
        years=years_views(
            rows,
            parts,
            of_target.dated(),
            _baseline_year(indicator, formatter, disclosure),
        ),
        values=_values(indicator, shown, snapshot.as_of),
        path=trend_view(indicator, shown, snapshot, formatter, disclosure),
        is_deviating=_is_deviating(standing.state, use),
        is_suppressed=_is_suppressed(indicator, shown, parts, disclosure),
        tells_more=bool(facts) or _has_details(indicator, rows, shown, [*parts, *targets]),
    )


def _dated_latest(day: str, use: IndicatorUse, titles: Titles, disclosure: Disclosure) -> str:
    """Return the day of the latest value; a unit's report adds that the value is of all units, where that is so."""
    is_of_all_units = bool(day) and disclosure.is_of_whole(use.indicator) and not _is_of_one_unit(use, titles)
    return titles.formatter.text("{date}, all units together", date=day) if is_of_all_units else day


def _is_of_one_unit(use: IndicatorUse, titles: Titles) -> bool:
    """Return whether an indicator is of a single unit: the plan has only one, or it or its subgoals name only one."""
    units = titles.whole_plan.units
    named = use.indicator.units or tuple(unit for one in use.subgoals for unit in one.units)
    return len(units) <= 1 or (len(set(map(folded, named))) == 1 and not any(map(is_everyone, named)))


def _latest(shown: list[ShownMeasurement], progress: Progress) -> ShownMeasurement | None:
    """Return the latest measurement as it is shown; None if nothing was measured."""
    return next((one for one in shown if one.measurement is progress.latest), None)


def _latest_details(latest: ShownMeasurement | None, shown: Sequence[ShownMeasurement]) -> str:
    """Return the details, such as women and men, of the latest value, or else of the last measurement."""
    one = latest or next(reversed(shown), None)
    return one.view().details if one else ""


def _latest_or_answers(
    indicator: Indicator, latest: ShownMeasurement | None, snapshot: Snapshot, formatter: Formatter
) -> tuple[str, str]:
    """Return the latest value and its day, or else the share of units that answer yes and the day of that."""
    if latest is None:
        return _yes_answers(indicator, snapshot, formatter)
    return latest.text, formatter.date(latest.measurement.date)


def _trend_label(progress: Progress, change: str, formatter: Formatter) -> str:
    """Return the label of a trend; an unknown trend with a `change` cannot be called better or worse."""
    if progress.trend == "unknown" and change and not formatter.own_label("trend", "unknown"):
        return formatter.text("Cannot be called better or worse")
    return formatter.label("trend", progress.trend)


def _missing_reason(rows: Sequence[MeasurementView], shown: Sequence[ShownMeasurement]) -> str:
    """Return the reason last stated for a missing value, with its date; empty if anything was measured."""
    return "" if shown else next((f"{one.value} ({one.date})" for one in reversed(rows) if one.value), "")


def _reason(progress: Progress, formatter: Formatter, parts: Sequence[PartView] = (), answers: str = "") -> str:
    """Return why the trend is unknown; if only `parts` were measured, that depends on whether units gave `answers`."""
    if not parts or progress.latest is not None:
        return formatter.text_of(progress.unknown_because)
    if answers:
        return formatter.text("each unit answers for itself")
    return formatter.text("only parts of the whole have been measured")


def _way_to_target(progress: Progress, formatter: Formatter) -> str:
    """Return the share of the way to the target, in words; empty if it is not known."""
    if progress.way is None:
        return ""
    if progress.way < 0:
        return formatter.text("Further from the target than at the start")
    if progress.way < _WHOLE_WAY:
        return formatter.text("{share} of the way to the target", share=formatter.percent(Decimal(int(progress.way))))
    if progress.way > _WHOLE_WAY and not progress.is_met:
        return formatter.text("Past the target, on its other side")
    return (
        formatter.text("The target is passed") if progress.way > _WHOLE_WAY else formatter.text("The target is reached")
    )


def _values(indicator: Indicator, shown: list[ShownMeasurement], as_of: date) -> tuple[float, ...]:
    """Return the values that compare with the latest, one per day (the last), without those that are suppressed."""
    run = ComparableRun(indicator, [one.measurement for one in shown], as_of)
    comparable = set(map(id, run.comparable))
    of_each_day = {one.measurement.date: one.number for one in shown if id(one.measurement) in comparable}
    return tuple(number for number in of_each_day.values() if number is not None)


def _is_suppressed(
    indicator: Indicator, shown: list[ShownMeasurement], parts: tuple[PartView, ...], disclosure: Disclosure
) -> bool:
    """Return whether any value of an indicator is suppressed."""
    return (
        disclosure.baseline_is_suppressed(indicator)
        or any(one.lacks_something for one in shown)
        or any(one.is_suppressed for one in parts)
    )


def _has_details(
    indicator: Indicator,
    rows: tuple[MeasurementView, ...],
    shown: list[ShownMeasurement],
    others: list[PartView | TargetView],
) -> bool:
    """Return whether an indicator has a description, parts, several targets, or more than the latest value."""
    return (
        bool(indicator.description or others)
        or len(rows) > 1
        or any(one.comparison or not one.value for one in rows)
        or any(_has_more(one) for one in shown)
    )


def _yes_answers(indicator: Indicator, snapshot: Snapshot, formatter: Formatter) -> tuple[str, str]:
    """Return how many of the units answer yes, and the day of the latest answer; empty if units give no answers."""
    outcome = answers_of_units(indicator, snapshot)
    if outcome is None:
        return "", ""
    share = formatter.percent(outcome.share)
    day = formatter.date(outcome.latest)
    if outcome.is_of_some:
        text = formatter.counted(
            outcome.all,
            "yes at {yes} of the one unit that has answered ({share})",
            "yes at {yes} of the {n} units that have answered ({share})",
            yes=outcome.yes,
            share=share,
        )
        return text, day
    return formatter.text("yes at {yes} of {all} units ({share})", yes=outcome.yes, all=outcome.all, share=share), day


def _source(indicator: Indicator, formatter: Formatter, *, is_worked_on: bool) -> str:
    """Return where the values come from, with the key figure in Kolada.

    Kolada's terms require a note that Kolada is not the source of what has been computed from its values.
    """
    kolada = ""
    if indicator.kolada_id and "kolada" in folded(indicator.source or ""):
        kolada = formatter.text("the key figure {id}", id=indicator.kolada_id)
    elif indicator.kolada_id:
        kolada = formatter.text("the key figure {id} in Kolada", id=indicator.kolada_id)
    text = ", ".join(part for part in (indicator.source or "", kolada) if part)
    if is_worked_on and "kolada" in folded(text):
        return formatter.text("{source}; changes, shares of the way and forecasts are our own work", source=text)
    return text


def _stated_facts(indicator: Indicator, source: str, word: Formatter) -> Iterator[FactView]:
    """Yield the stated facts of an indicator: numerator, denominator, frequency and source."""
    frequency = word.label("frequency", indicator.frequency).lower() if indicator.frequency else ""
    facts = {
        "numerator": indicator.numerator or "",
        "denominator": indicator.denominator or "",
        "frequency": frequency,
        "source": source,
    }
    return (FactView(word.key("indicator", name), text) for name, text in facts.items() if text)


def _has_more(one: ShownMeasurement) -> bool:
    """Return whether a measurement has more to show than its value and day."""
    return bool(one.measurement.has_sexes or one.measurement.note or (one.counts and not one.value))


def _is_deviating(state: str, use: IndicatorUse) -> bool:
    """Return whether one that is still measured is behind, or one not dropped missed its target or lacks the value."""
    return (state == "behind" and use.is_followed) or (state in {"missed", "unmeasured"} and not use.is_dropped)


def _baseline_text(indicator: Indicator, formatter: Formatter, disclosure: Disclosure) -> str:
    """Return an indicator's disclosed baseline with its day; empty if it has none."""
    value, baseline = baseline_value(indicator, formatter, disclosure), indicator.baseline
    return f"{value} ({formatter.date(baseline.date)})" if baseline and baseline.date and value else value


def _baseline_year(indicator: Indicator, formatter: Formatter, disclosure: Disclosure) -> ValueOfYearView:
    """Return the baseline as the value of its year; the year is 0 if it has no value or no day."""
    value, baseline = baseline_value(indicator, formatter, disclosure), indicator.baseline
    return ValueOfYearView(baseline.date.last.year if baseline and baseline.date and value else 0, value)
