"""An indicator as one of several plans has it: its latest value, how it was measured, and how many it rests on."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from anhorig_cli.analysis.coverage import IndicatorUse, indicator_uses
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.facts import answers_are_known
from anhorig_cli.analysis.progress import last_value
from anhorig_cli.analysis.shared_indicators import Measure, measure_of
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.register import Register
from anhorig_cli.views.exported import rounded
from anhorig_cli.views.names import Titles
from anhorig_cli.views.plan_names import PlanName
from anhorig_cli.views.report.indicators import IndicatorView, indicator_view
from anhorig_cli.views.report.measurements import Shown
from anhorig_cli.views.report.surveys import method_label
from anhorig_cli.views.report.trend import PointView, point_view
from anhorig_cli.vocabulary import folded


class PlanValue(NamedTuple):
    """An indicator in one of several plans; small enough that those of many plans can be kept.

    `number` is the latest value, None where there is none or it may not be told; `day` is its date as a file spells it,
    and `rests_on` of how many it is. `method` is that of the survey it comes from, and `changed` says since when it is
    measured in a new way. `others` are the values of each with whom it is compared, whom
    `compared_with` names, folded.
    """

    plan: PlanName
    follows: str
    indicator: IndicatorView
    measure: Measure
    number: Decimal | None
    day: str
    rests_on: str
    method: str
    changed: str
    others: tuple[tuple[PointView, ...], ...]
    compared_with: frozenset[str]

    @property
    def is_hidden(self) -> bool:
        """Whether there is a value that may not be disclosed."""
        return self.measure.has_value and self.number is None

    def without_pictures(self) -> "PlanValue":
        """Return it without what only pictures of it show."""
        indicator = self.indicator
        path = indicator.path._replace(points=(), forecast=None, expected=None)
        return self._replace(
            indicator=indicator._replace(
                description="", measurements=(), rows=(), parts=(), years=(), values=(), path=path
            ),
            others=(),
        )


def plan_values(titles: Titles, as_of: date, minimum_count: int, ids: frozenset[str]) -> list[PlanValue]:
    """Return some of a plan's indicators, by folded id, as they were known on a day."""
    snapshot, disclosure = Snapshot(titles.plan, as_of), Disclosure(titles.plan, minimum_count)
    uses = [use for use in indicator_uses(snapshot) if folded(use.indicator.id) in ids]
    return [_plan_value(use, snapshot, titles, disclosure) for use in uses]


def _plan_value(use: IndicatorUse, snapshot: Snapshot, titles: Titles, disclosure: Disclosure) -> PlanValue:
    indicator, word = use.indicator, titles.formatter
    latest = last_value(snapshot.measurements(indicator))
    measure = measure_of(snapshot, indicator)
    is_told = latest is not None and not disclosure.is_suppressed(indicator, latest)
    return PlanValue(
        plan=PlanName.of(titles.plan),
        follows=indicator.follows or "",
        indicator=indicator_view(use, snapshot, titles, word, disclosure),
        measure=measure,
        number=rounded(indicator, latest.amount) if latest and is_told else None,
        day=latest.date.spelled(word.language) if latest else "",
        rests_on=_rests_on(indicator, latest, snapshot, titles) if latest and is_told else "",
        method=method_label(measure.method, word),
        changed=word.date(measure.changed),
        others=_others(indicator, snapshot, titles, disclosure),
        compared_with=frozenset(folded(one.comparison or "") for one in snapshot.comparisons(indicator)),
    )


def _others(
    indicator: Indicator, snapshot: Snapshot, titles: Titles, disclosure: Disclosure
) -> tuple[tuple[PointView, ...], ...]:
    """Return the values of each with whom an indicator is compared, up to the day."""
    word = titles.formatter
    found: dict[str, list[PointView]] = {}
    for one in snapshot.comparisons(indicator):
        shown = Shown(indicator, one, word, disclosure)
        if shown.number is not None and not one.is_part and one.date.last <= snapshot.as_of:
            point = point_view(one, shown.number, shown.text, snapshot.as_of, word)
            found.setdefault(folded(one.comparison or ""), []).append(point)
    return tuple(map(tuple, found.values()))


def _rests_on(indicator: Indicator, latest: Measurement, snapshot: Snapshot, titles: Titles) -> str:
    """Return of how many a share is: what it is a share of, or those who answered the survey; else nothing."""
    word = titles.formatter
    if latest.numerator is not None and latest.denominator is not None:
        return word.number(latest.denominator)
    survey = Register(snapshot.plan.surveys).get(latest.survey or "")
    if survey is None or survey.answered is None or not indicator.is_in_percent:
        return ""
    return word.people(survey.answered) if answers_are_known(survey, snapshot.as_of) else ""
