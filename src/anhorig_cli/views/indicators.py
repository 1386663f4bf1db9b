"""Indicators as a report shows them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from anhorig_cli.model.indicator import Indicator, Measurement, Survey
from anhorig_cli.model.progress import Progress, progress
from anhorig_cli.model.snapshot import Snapshot
from anhorig_cli.views.periods import period_view
from anhorig_cli.views.trend import TrendView, point_view, trend_view
from anhorig_cli.views.wording import Wording
from anhorig_cli.vocabulary import SCALES, word_key


@dataclass(frozen=True, slots=True)
class MeasurementView:
    """A measurement: its date and value as text; `counts` is `12 av 40` for a share."""

    date: str
    value: str
    counts: str
    details: str
    note: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator: baseline, latest value, target and trend as text.

    `trend` is the word of the scale (`better`, `unchanged`, `worse`, `unknown`) and `trend_label` the same for people,
    with the reason where it is unknown. `values` are the values in time order as numbers, for a small trend line; those
    that may not be printed are left out.
    """

    id: str
    title: str
    description: str
    unit: str
    baseline: str
    target: str
    latest: str
    latest_date: str
    trend: str
    trend_label: str
    reason: str
    way: str
    measurements: tuple[MeasurementView, ...]
    values: tuple[float, ...]
    path: TrendView
    is_suppressed: bool


@dataclass(frozen=True, slots=True)
class SurveyView:
    """A survey: how it was made, and how many answered."""

    title: str
    description: str
    method: str
    period: str
    population: str
    sent: str
    answered: str
    response_rate: str
    caveat: str
    is_suppressed: bool


def indicator_view(indicator: Indicator, snapshot: Snapshot, wording: Wording) -> IndicatorView:
    """Return an indicator as it was known on the snapshot's day."""
    if indicator.baseline and indicator.baseline.date and indicator.baseline.date.first > snapshot.as_of:
        indicator = indicator.model_copy(update={"baseline": None})  # measured later than anyone could know
    known = snapshot.measurements(indicator)
    moved = progress(indicator, known)
    shown = [_Shown(indicator, m, wording) for m in known]
    latest = next((one for one in shown if one.measurement is moved.latest), None)
    baseline = indicator.baseline
    small_baseline = indicator.people and baseline is not None and wording.is_small(baseline.value)
    return IndicatorView(
        id=indicator.id,
        title=indicator.title,
        description=indicator.description or "",
        unit=_unit(indicator),
        baseline=_baseline(indicator, wording) or _first(shown, wording),
        target=_target(indicator, wording),
        latest=latest.text if latest else "",
        latest_date=wording.date(latest.measurement.date) if latest else "",
        trend=moved.trend,
        trend_label=wording.label("trend", moved.trend),
        reason=wording.said(moved.unknown_because),
        way=_way(moved, wording, may_tell=not (small_baseline or (latest is not None and latest.is_small))),
        measurements=tuple(one.view() for one in shown),
        values=tuple(one.number for one in shown if one.number is not None),
        path=trend_view(
            indicator,
            known,
            [point_view(one.measurement, one.number, one.text, wording) for one in shown],
            snapshot.as_of,
            wording,
            partial(_amount, indicator, wording=wording),
        ),
        is_suppressed=small_baseline or any(one.is_small for one in shown),
    )


def measured(indicator: Indicator, measurement: Measurement, wording: Wording) -> str:
    """Return a measurement's value as it may be told, with its counts and what is told of women and men."""
    view = _Shown(indicator, measurement, wording)
    return "; ".join(part for part in (view.text, view.view().details) if part)


def target_text(indicator: Indicator, wording: Wording) -> str:
    """Return an indicator's target; empty where it has none."""
    return _target(indicator, wording)


def baseline_text(indicator: Indicator, wording: Wording) -> str:
    """Return an indicator's baseline as it may be told; empty where it states none."""
    return _baseline(indicator, wording)


def _unit(indicator: Indicator) -> str:
    return indicator.unit_of_measure or ("%" if indicator.is_share else "")


def _way(moved: Progress, wording: Wording, *, may_tell: bool) -> str:
    if not may_tell or moved.way is None:
        return ""
    return wording.percent(moved.way)


class _Shown:
    """A measurement on its way to the page: what may be told of it, and how."""

    def __init__(self, indicator: Indicator, measurement: Measurement, wording: Wording) -> None:
        self.measurement = measurement
        self._indicator = indicator
        self._wording = wording
        self._parts = _parts_are_small(indicator, measurement, wording)
        self._sexes = _sexes_tell_of_few(measurement, wording)
        self._value = indicator.people and not indicator.is_share and wording.is_small(measurement.value)
        self.is_small = self._parts or self._sexes or self._value

    @property
    def number(self) -> float | None:
        """The value for a trend line; None where it may not be told."""
        amount = self.measurement.amount
        return None if amount is None or self._parts or self._value else float(amount)

    @property
    def text(self) -> str:
        """The value with its counts."""
        return f"{self.value} ({self.counts})" if self.counts else self.value

    @property
    def value(self) -> str:
        amount = self.measurement.amount
        if amount is None:
            return ""
        if self._parts:
            return self._wording.text("not shown, few people")
        if self._value:
            return self._wording.fewer()
        about = self._wording.text("about {value}", value=self._number(amount)) if self.measurement.approximate else ""
        return about or self._number(amount)

    def _number(self, amount: Decimal) -> str:
        return _amount(self._indicator, amount, self._wording)

    @property
    def counts(self) -> str:
        m = self.measurement
        if self._parts or m.numerator is None or m.denominator is None:
            return ""
        return self._wording.text("{numerator} of {denominator}", numerator=m.numerator, denominator=m.denominator)

    def view(self) -> MeasurementView:
        return MeasurementView(
            self._wording.date(self.measurement.date),
            self.value,
            self.counts,
            self._details(),
            self.measurement.note or "",
        )

    def _details(self) -> str:
        """Women and men, who are told together or not at all: one can be worked out from the other."""
        m = self.measurement
        if m.women is None and m.men is None:
            return ""
        if self._sexes or self._parts or self._value:
            return self._wording.text("women and men: not shown, few people")
        told = [
            self._wording.text("women {count}", count=m.women) if m.women is not None else "",
            self._wording.text("men {count}", count=m.men) if m.men is not None else "",
        ]
        return ", ".join(word for word in told if word)


def _sexes_tell_of_few(measurement: Measurement, wording: Wording) -> bool:
    """Tell whether women or men are few, or those who remain of a total when they are taken from it."""
    told = [count for count in (measurement.women, measurement.men) if count is not None]
    if not told:
        return False
    totals = (measurement.value, measurement.numerator, measurement.denominator)
    rests = [total - sum(told) for total in totals if total is not None]
    some_are_untold = len(told) == 1
    few_remain = any(wording.is_small(rest) and (rest > 0 or (rest == 0 and some_are_untold)) for rest in rests)
    return few_remain or any(wording.is_small(count) for count in told)


def _parts_are_small(indicator: Indicator, measurement: Measurement, wording: Wording) -> bool:
    """Tell whether a share of people names few: those counted, those not counted, or all of them."""
    if not indicator.people or measurement.numerator is None or measurement.denominator is None:
        return False
    rest = measurement.denominator - measurement.numerator
    return any(wording.is_small(count) for count in (measurement.numerator, rest, measurement.denominator))


def _baseline(indicator: Indicator, wording: Wording) -> str:
    baseline = indicator.baseline
    if baseline is None or baseline.value is None:
        return ""
    small = indicator.people and not indicator.is_share and wording.is_small(baseline.value)
    value = wording.fewer() if small else _amount(indicator, baseline.value, wording)
    return f"{value} ({wording.date(baseline.date)})" if baseline.date else value


def _first(shown: list[_Shown], wording: Wording) -> str:
    """Return the first of several measurements, which one starts from where the plan states no baseline."""
    if len(shown) < 2 or not shown[0].value:  # noqa: PLR2004 - the only one is the latest
        return ""
    return wording.text("{value} (first measurement, {date})", value=shown[0].value, date=shown[0].measurement.date)


def _amount(indicator: Indicator, value: Decimal, wording: Wording) -> str:
    unit = _unit(indicator)
    in_percent = indicator.is_share or unit in _PERCENT
    return wording.percent(value) if in_percent else f"{wording.number(value)} {unit}".strip()


_PERCENT = frozenset({"%", "percent", "procent"})


def _target(indicator: Indicator, wording: Wording) -> str:
    target = indicator.target
    if target is None:
        return ""
    said = [
        _amount(indicator, target.value, wording) if target.value is not None else "",
        wording.text("at least {value}", value=_amount(indicator, target.at_least, wording))
        if target.at_least is not None
        else "",
        wording.text("at most {value}", value=_amount(indicator, target.at_most, wording))
        if target.at_most is not None
        else "",
        wording.label("direction", target.direction) if target.direction else "",
    ]
    level = ", ".join(word for word in said if word)
    return wording.text("{level} by {date}", level=level, date=target.by) if target.by and level else level


def survey_view(survey: Survey, as_of: date, wording: Wording) -> SurveyView:
    """Return a survey; a response rate that names few people is not told, nor one from after the day."""
    if survey.period and survey.period.from_ and survey.period.from_.first > as_of:
        survey = survey.model_copy(update={"sent": None, "answered": None})
    small = wording.is_small(survey.answered) or wording.is_small(survey.sent)
    rest = survey.sent - survey.answered if survey.sent is not None and survey.answered is not None else None
    small = small or wording.is_small(rest)
    method = survey.method or ""
    name = SCALES["survey_method"].names.get(word_key(method))
    return SurveyView(
        title=survey.title,
        description=survey.description or "",
        method=wording.label("survey_method", name) if name else method,
        period=period_view(survey.period, wording),
        population=survey.population or "",
        sent=wording.people(survey.sent) if survey.sent is not None else "",
        answered=_answered(survey, wording, small=small),
        response_rate=wording.percent(survey.response_rate) if survey.response_rate is not None and not small else "",
        caveat=survey.caveat or "",
        is_suppressed=small,
    )


def _answered(survey: Survey, wording: Wording, *, small: bool) -> str:
    """Return how many answered; nothing where the number would tell of the few who did not."""
    if survey.answered is None or (small and not wording.is_small(survey.answered)):
        return ""
    return wording.people(survey.answered)
