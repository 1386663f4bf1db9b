"""The same indicator in several plans, grouped by how it is measured."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from anhorig_cli.analysis.coverage import IndicatorUse, indicator_uses
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.facts import answers_are_known
from anhorig_cli.analysis.progress import last_value
from anhorig_cli.analysis.shared_indicators import Measure, comparable_groups, measure_of
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.register import Register
from anhorig_cli.source import Message, message
from anhorig_cli.views.exported import rounded
from anhorig_cli.views.formatter import Content, Formatter, PhraseView, TableView, table_of, uncapitalised
from anhorig_cli.views.names import PlanName, Titles, alphabetical, first_names, short_names
from anhorig_cli.views.pictures.small_multiple import Multiple, MultipleView, points_of
from anhorig_cli.views.report.indicators import IndicatorView, indicator_view
from anhorig_cli.views.report.measurements import ShownMeasurement
from anhorig_cli.views.report.organisation import method_label
from anhorig_cli.views.report.trend import PointView, point_view
from anhorig_cli.vocabulary import folded


class PlanValue(NamedTuple):
    """An indicator in one of several plans; small enough that those of many plans can be kept.

    `number` is the latest value, None where there is none or it may not be disclosed; `day` is its date as a file
    spells it, and `rests_on` the number it is a share of. `method` is that of the survey it comes from, and `changed`
    the date since which it is measured in a new way. `others` are the values of each of those it is compared with,
    whose folded names are `compared_with`.
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
        """Return a copy without what only its pictures show."""
        indicator = self.indicator
        path = indicator.path._replace(points=(), forecast=None, expected=None)
        return self._replace(
            indicator=indicator._replace(
                description="", measurements=(), rows=(), parts=(), years=(), values=(), path=path
            ),
            others=(),
        )


def plan_values(titles: Titles, as_of: date, minimum_count: int, ids: frozenset[str]) -> list[PlanValue]:
    """Return the values of a plan's indicators with the given folded `ids`, as known on a day."""
    snapshot, disclosure = Snapshot(titles.plan, as_of), Disclosure(titles.plan, minimum_count)
    uses = [use for use in indicator_uses(snapshot) if folded(use.indicator.id) in ids]
    return [_plan_value(use, snapshot, titles, disclosure) for use in uses]


def _plan_value(use: IndicatorUse, snapshot: Snapshot, titles: Titles, disclosure: Disclosure) -> PlanValue:
    indicator, word = use.indicator, titles.formatter
    latest = last_value(snapshot.measurements(indicator))
    measure = measure_of(snapshot, indicator)
    is_disclosed = latest is not None and not disclosure.is_suppressed(indicator, latest)
    return PlanValue(
        plan=PlanName.of(titles.plan),
        follows=indicator.follows or "",
        indicator=indicator_view(use, snapshot, titles, disclosure),
        measure=measure,
        number=rounded(indicator, latest.amount) if latest and is_disclosed else None,
        day=latest.date.spelled(word.language) if latest else "",
        rests_on=_share_base(indicator, latest, snapshot, titles) if latest and is_disclosed else "",
        method=method_label(measure.method, word),
        changed=word.date(measure.changed),
        others=_values_of_others(indicator, snapshot, titles, disclosure),
        compared_with=frozenset(folded(one.comparison or "") for one in snapshot.comparison_values(indicator)),
    )


def _values_of_others(
    indicator: Indicator, snapshot: Snapshot, titles: Titles, disclosure: Disclosure
) -> tuple[tuple[PointView, ...], ...]:
    """Return the values of each of those that an indicator is compared with, up to the day."""
    word = titles.formatter
    found: dict[str, list[PointView]] = {}
    for one in snapshot.comparison_values(indicator):
        shown = ShownMeasurement(indicator, one, word, disclosure)
        if shown.number is not None and not one.is_part and one.date.last <= snapshot.as_of:
            point = point_view(shown, snapshot.as_of, word)
            found.setdefault(folded(one.comparison or ""), []).append(point)
    return tuple(map(tuple, found.values()))


def _share_base(indicator: Indicator, latest: Measurement, snapshot: Snapshot, titles: Titles) -> str:
    """Return the number that a share is based on: its denominator, or the answers to its survey; else empty."""
    word = titles.formatter
    if latest.numerator is not None and latest.denominator is not None:
        return word.number(latest.denominator)
    survey = Register(snapshot.plan.surveys).get(latest.survey or "")
    if survey is None or survey.answered is None or not indicator.is_in_percent:
        return ""
    return word.people(survey.answered) if answers_are_known(survey, snapshot.as_of) else ""


# The same indicator in several plans: grouped by how it is measured, in the order of the plans' names.


MOST_DRAWN = 60
"""An indicator that more plans have gets no pictures: nobody compares so many."""


class NamedValue(NamedTuple):
    """An indicator in a plan, with the name that tells the plan from the others."""

    name: str
    value: PlanValue


class ComparableView(NamedTuple):
    """Plans that measure an indicator in the same way, so that their values may be compared.

    `how` is what they share: the unit, the method, and since when. `table` has a row for each plan, and `multiples` a
    picture for each, all to one scale; none for very many plans.
    """

    how: str
    table: TableView
    multiples: tuple[MultipleView, ...]
    values: tuple[NamedValue, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether any of the pictures has something to show."""
        return any(one.drawing for one in self.multiples)


class ComparisonView(NamedTuple):
    """An indicator in several plans. `source` names it in Kolada, and `apart` says why values are not compared."""

    title: str
    source: str
    alike: tuple[ComparableView, ...]
    apart: tuple[str, ...]
    notes: tuple[str, ...]


def comparison_view(
    values: Sequence[PlanValue], kolada: str, formatter: Formatter, *, are_all_read: bool = True
) -> ComparisonView:
    """Return an indicator as several plans have it; unless they `are_all_read`, others may have it too."""
    names = short_names([one.plan for one in values])
    named = sorted(
        map(NamedValue, names, _without_derivable(values, formatter)), key=lambda one: alphabetical(one.name)
    )
    followed_first = sorted(named, key=lambda one: bool(one.value.follows))
    titles = Counter(one.value.indicator.title for one in followed_first)
    title = titles.most_common(1)[0][0]
    groups = [[named[i] for i in places] for places in comparable_groups([one.value.measure for one in named])]
    return ComparisonView(
        title,
        formatter.text("the key figure {id} in Kolada", id=kolada) if kolada else "",
        tuple(_comparable_view(group, title, formatter) for group in groups),
        tuple(_reasons_not_compared(groups, formatter)),
        tuple(_notes(named, formatter, are_all_read=are_all_read)),
    )


def _without_derivable(values: Sequence[PlanValue], word: Formatter) -> list[PlanValue]:
    """Return the values without those from which another plan's suppressed value could be derived.

    An indicator that others follow is the whole that theirs are parts of: where a part is suppressed, so is the whole.
    And no plan shows another's value beside its own where the other plan suppresses it.
    """
    disclosed = _without_wholes(values, word)
    hidden = {name for one in disclosed if one.indicator.is_suppressed for name in one.plan.names}
    return [_without_others(one) if one.compared_with & hidden else one for one in disclosed]


def _without_wholes(values: Sequence[PlanValue], word: Formatter) -> list[PlanValue]:
    """Return the values with every whole withheld that a suppressed value is a part of, and so on upwards."""
    following = [one for one in values if one.follows]
    wholes = set[str]()
    while (
        more := {
            folded(one.follows) for one in following if one.indicator.is_suppressed or wholes & _references_to(one)
        }
        - wholes
    ):
        wholes |= more
    return [_suppressed_value(one, word) if wholes & _references_to(one) else one for one in values]


def _without_others(one: PlanValue) -> PlanValue:
    return one._replace(indicator=one.indicator._replace(comparison=""), others=())


def _references_to(one: PlanValue) -> set[str]:
    """Return the folded references by which another plan may mean an indicator."""
    return {folded(f"{one.plan.id}/{name}") for name in (one.indicator.id, one.indicator.title)}


def _suppressed_value(one: PlanValue, word: Formatter) -> PlanValue:
    """Return an indicator without its measurements, marked as suppressed."""
    indicator, hidden = one.indicator, word.text("not shown, few people")
    path = indicator.path._replace(points=(), baseline=None, forecast=None, expected=None)
    withheld = indicator._replace(
        latest=hidden,
        trend="unknown",
        trend_label=word.label("trend", "unknown"),
        reason=hidden,
        change="",
        step="",
        way="",
        values=(),
        measurements=(),
        path=path,
        standing=indicator.standing._replace(state="unknown", label="", reason=hidden, expected="", forecast=""),
        is_suppressed=True,
    )
    return one._replace(indicator=withheld, number=None, rests_on="")


def _comparable_view(group: Sequence[NamedValue], title: str, word: Formatter) -> ComparableView:
    how = _how_measured(group[0].value, word)
    columns = [
        (word.text("Plan"), "title"),
        (word.key("measurement", "value"), "number"),
        (word.text("Date"), "day"),
        (word.key("indicator", "target"), "text"),
        (word.text("Trend"), "text"),
        (word.text("Of how many"), "number"),
        (word.key("measurement", "comparison"), "text"),
    ]
    table = table_of(how, columns, [_comparison_row(one, title) for one in group])
    assert table is not None  # noqa: S101 - a plan has a name
    drawn = side_by_side(group, word) if len(group) <= MOST_DRAWN else ()
    return ComparableView(how, table, drawn, tuple(group))


def side_by_side(group: Sequence[NamedValue], word: Formatter) -> tuple[MultipleView, ...]:
    """Return a small multiple for each plan, in order and under the plan's name, all with the same axes."""
    values = [one.value for one in group]
    points = [point for value in values for point in points_of(value.indicator.path)]
    points += [point for value in values for run in value.others for point in run]
    return tuple(
        Multiple(one.value.indicator._replace(title=one.name), word, points, one.value.others).view() for one in group
    )


def _comparison_row(one: NamedValue, title: str) -> list[Content]:
    value = one.value
    indicator = value.indicator
    own = PhraseView(indicator.title if indicator.title != title else "", tone="soft")
    return [
        [PhraseView(one.name), own],
        indicator.latest or "–",
        indicator.latest_date,
        indicator.target,
        [PhraseView(indicator.trend_label, symbol=indicator.trend), PhraseView(_change_or_reason(one), tone="soft")],
        value.rests_on,
        indicator.comparison,
    ]


def _change_or_reason(one: NamedValue) -> str:
    """Return what the latest value is compared with, or why the trend is unknown."""
    return one.value.indicator.change or one.value.indicator.reason


def _how_measured(value: PlanValue, word: Formatter) -> str:
    """Return how an indicator is measured: in which unit, by which method, and since when."""
    parts = [
        word.text("Unit of measure: {unit}", unit=_unit_text(value, word)),
        uncapitalised(value.method),
        _changed_since(value, word),
    ]
    return ", ".join(part for part in parts if part)


def _changed_since(value: PlanValue, word: Formatter) -> str:
    """Return since when an indicator is measured in a new way; empty where it always was in this one."""
    return word.text("new method since {date}", date=value.changed) if value.changed else ""


_Group = Sequence[NamedValue]


def _reasons_not_compared(groups: Sequence[_Group], word: Formatter) -> Iterator[str]:
    """Yield why the values of plans in different groups are not compared."""
    measured = [group for group in groups if group[0].value.measure.has_value]
    for way in _RESPECTS:
        found = _grouped_by(measured, way.key)
        if len(found) > 1:
            listed = (
                f"{way.key_text(some[0].value, word)} ({first_names([one.name for one in some], word)})"
                for some in found
            )
            yield word.text(way.sentence.template, list="; ".join(listed))


def _grouped_by(groups: Iterable[_Group], key: Callable[[PlanValue], Hashable]) -> list[list[NamedValue]]:
    """Return the values of the groups, those with the same `key` together."""
    found: dict[Hashable, list[NamedValue]] = {}
    for group in groups:
        found.setdefault(key(group[0].value), []).extend(group)
    return list(found.values())


def _unit_text(value: PlanValue, word: Formatter) -> str:
    return value.indicator.unit or word.text("not stated")


def _method_text(value: PlanValue, word: Formatter) -> str:
    return uncapitalised(value.method) or word.text("no survey")


def _method_change(value: PlanValue, word: Formatter) -> str:
    return _changed_since(value, word) or word.text("the same as before")


class _Respect(NamedTuple):
    """A respect in which measurements may differ: its sentence, the key to compare, and the text for a value's key."""

    sentence: Message
    key: Callable[[PlanValue], Hashable]
    key_text: Callable[[PlanValue, Formatter], str]


_RESPECTS = (
    _Respect(
        message("Not compared, since the units of measure differ: {list}."),
        attrgetter("measure.unit"),
        _unit_text,
    ),
    _Respect(
        message("Not compared, since the values come from different kinds of surveys: {list}."),
        attrgetter("measure.method"),
        _method_text,
    ),
    _Respect(
        message("Not compared, since the method of measuring has changed: {list}."),
        attrgetter("changed"),
        _method_change,
    ),
)


def _notes(named: Sequence[NamedValue], word: Formatter, *, are_all_read: bool) -> Iterator[str]:
    if len(named) == 1 and are_all_read:
        yield word.text("Only one plan has this indicator.")
    elif len(named) == 1:
        yield word.text("Only one of the plans that could be read has this indicator.")
    without = [one.name for one in named if not one.value.measure.has_value]
    if without:
        yield word.text("No value: {plans}.", plans=first_names(without, word))
    if any(one.value.is_hidden for one in named):
        yield word.text("Figures that concern few people are not shown.")
