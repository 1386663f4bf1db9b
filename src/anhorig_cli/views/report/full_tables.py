"""The tables of a report, as values; most of them belong to the full report.

A template gets a table by name with the filter `table_of`: `{{ table(plan | table_of("effects")) }}`, and a table of
an indicator with the filter `measured_table`: `{{ table(indicator | measured_table("measurements")) }}`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from anhorig_cli.views.formatter import (
    CellView,
    Content,
    Formatter,
    PhraseView,
    RowView,
    TableView,
    alarm,
    table_of,
    uncapitalised,
)
from anhorig_cli.views.history_views import moved_subgoals
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.organisation import TargetGroupView
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.views.report.strategy import AreaView
from anhorig_cli.views.report.subgoal_tables import action_plan_table, deadlines_table, standing_table, unit_table
from anhorig_cli.views.report.targets import StandingView
from anhorig_cli.views.subgoals import AssessmentView, MovedView

TableMaker = Callable[[ReportView, Formatter], TableView | None]
Row = Sequence[Content]


def full_table(plan: ReportView, name: str, word: Formatter) -> TableView | None:
    """Return the table with this name, one of `TABLES`; None if it has no rows."""
    return TABLES[name](plan, word)


def _indicators(plan: ReportView, word: Formatter) -> TableView | None:
    columns = [
        (word.text("Indicator"), "title"),
        (word.key("indicator", "baseline"), "text"),
        (word.text("Latest value"), "text"),
        (word.key("indicator", "target"), "text"),
        (word.text("Trend"), "text"),
        (word.text("Compared with target"), "text"),
    ]
    rows: list[Row] = [
        [one.title, one.baseline, _latest(one, word), one.target, _trend(one), list(_standing_phrases(one, word))]
        for one in plan.indicators
    ]
    return table_of(word.text("Baseline, latest value, target and trend"), columns, rows)


def _deviations(plan: ReportView, _word: Formatter) -> TableView | None:
    """Return the table of subgoals off plan without links, for a document in which subgoals have no blocks."""
    table = plan.front.off_plan.table
    if table is None:
        return None
    rows = (RowView(tuple(map(_without_links, row.cells))) for row in table.rows)
    return table._replace(rows=tuple(rows))


def _without_links(cell: CellView) -> CellView:
    return CellView(tuple(line._replace(link="") for line in cell.lines))


def _latest(one: IndicatorView, word: Formatter) -> Content:
    value = f"{one.latest}, {one.latest_date}" if one.latest else word.text("no value")
    return [value, one.comparison]


def _trend(one: IndicatorView) -> Content:
    """Return how an indicator has moved, by its difference or else both values, and its step since the one before."""
    if not one.difference or one.trend == "unchanged":
        return [_moved_phrase(one), PhraseView(one.step)]
    text = (
        f"{one.trend_label}: {one.reason}; {one.difference}" if one.reason else f"{one.trend_label}: {one.difference}"
    )
    return [PhraseView(text, symbol=one.trend), PhraseView(one.step)]


def _moved_phrase(one: IndicatorView, title: str = "") -> PhraseView:
    """Return how an indicator has moved and what it is compared with, after its `title` if that is given."""
    text = f"{one.trend_label}: {one.reason}" if one.reason else one.trend_label
    if one.change:
        text = f"{text}; {one.change}" if one.reason else f"{text} {one.change}"
    return PhraseView(f"{title}: {uncapitalised(text)}" if title else text, symbol=one.trend)


def _standing_phrases(indicator: IndicatorView, word: Formatter) -> Iterator[PhraseView]:
    one = indicator.standing
    yield _standing_label(indicator, one, word)
    if one.expected:
        yield PhraseView(word.text("At an even pace {date}: {value}", date=one.expected_date, value=one.expected))
    if one.forecast:
        yield PhraseView(word.text("Forecast {date}: {value}", date=one.forecast_date, value=one.forecast))


def _standing_label(indicator: IndicatorView, one: StandingView, word: Formatter) -> PhraseView:
    if indicator.is_deviating:
        return alarm(one.label)
    if one.state in {"behind", "missed"}:
        return PhraseView(f"{one.label} ({word.text('no subgoal is open')})")
    return PhraseView(one.label or one.reason)


def _effects(plan: ReportView, word: Formatter) -> TableView | None:
    columns = [
        (word.text("Subgoal"), "title"),
        (word.key("subgoal", "activities"), "text"),
        (word.text("Indicator trends"), "text"),
    ]
    rows: list[Row] = []
    for one in plan.effects:
        trends = [_moved_phrase(indicator, indicator.title) for indicator in one.indicators]
        no_effect = (
            word.text("Everything is done, and an indicator has not got better") if one.is_without_effect else ""
        )
        shown = trends or [PhraseView(word.text("no indicator"))]
        rows.append([one.title, one.progress, [*shown, alarm(no_effect)]])
    return table_of(word.text("The activities of each subgoal beside its indicators"), columns, rows)


def _moved(plan: ReportView, word: Formatter) -> TableView | None:
    return _changes_table(word.text("Changed dates and targets"), plan.summary.moved, word)


def _moved_since(plan: ReportView, word: Formatter) -> TableView | None:
    moved = plan.news.moved if plan.news else ()
    return _changes_table(word.text("Dates and targets changed since then"), moved, word)


def _changes_table(caption: str, moved: Sequence[MovedView], word: Formatter) -> TableView | None:
    columns = [
        (word.text("Subgoal"), "title"),
        (word.text("What was changed"), "text"),
        (word.text("From"), "text"),
        (word.text("To"), "text"),
        (word.text("Reason and decision"), "text"),
    ]
    rows: list[Row] = [
        [
            one.title,
            one.field,
            one.before,
            one.after,
            [one.reason or word.text("no reason given"), _decision(one, word)],
        ]
        for one in moved
    ]
    return table_of(caption, columns, rows)


def _decision(one: MovedView, word: Formatter) -> str:
    """Return the decision behind a change, with its day."""
    named = f"{word.key('revision', 'decision')}: {one.decision}" if one.decision else ""
    if not one.decided:
        return named
    return f"{named} ({one.decided})" if named else word.text("decided {day}", day=one.decided)


def _history(plan: ReportView, word: Formatter) -> TableView | None:
    if plan.history is None:
        return None
    columns = [
        (word.text("Subgoal"), "title"),
        (word.text("When"), "text"),
        (word.text("From"), "text"),
        (word.text("To"), "text"),
        (word.text("How much"), "text"),
        (word.text("Reason and decision"), "text"),
    ]
    rows: list[Row] = [
        [subgoal.title, step.day, f"{deadline.field} {step.before}", step.after, step.far, list(step.why)]
        for subgoal, deadline in moved_subgoals(plan.history)
        for step in deadline.steps
        if step.is_move
    ]
    return table_of(word.text("How the dates have been moved"), columns, rows)


def _reassessed(plan: ReportView, word: Formatter) -> TableView | None:
    columns = [
        (word.text("Subgoal"), "title"),
        (word.text("Before"), "text"),
        (word.text("Now"), "text"),
        (word.key("assessment", "comment"), "text"),
    ]
    rows: list[Row] = []
    for one in plan.news.reassessed if plan.news else ():
        before = PhraseView(one.before_label or word.text("new subgoal"), symbol=one.before)
        now = PhraseView(f"{one.assessment.status_label}, {one.assessment.date}", symbol=one.assessment.status)
        rows.append([one.title, before, now, PhraseView(one.assessment.comment, is_markdown=True)])
    return table_of(word.text("New assessments"), columns, rows)


def _missed(plan: ReportView, word: Formatter) -> TableView | None:
    columns = [
        (word.text("When"), "text"),
        (word.text("What"), "title"),
        (word.key("cycle_item", "units"), "text"),
        (word.key("cycle_item", "responsible"), "text"),
    ]
    rows: list[Row] = [
        [[PhraseView(one.state_label, symbol="missed", tone="alarm"), one.when], one.title, one.units, one.responsible]
        for one in plan.annual_cycle.missed
    ]
    caption = word.text(
        "Tasks that should have been done in the last year, or since the last report, and are not ticked off"
    )
    return table_of(caption, columns, rows)


def _cycle_record(plan: ReportView, word: Formatter) -> TableView | None:
    record = plan.cycle_record
    if record is None:
        return None
    columns = [
        (word.key("measurement", "unit"), "title"),
        (word.text("Done"), "number"),
        (word.text("Cancelled"), "number"),
        (word.text("Not done in time"), "number"),
        (word.text("of which done later"), "number"),
    ]
    rows: list[Row] = [
        [
            one.unit or word.text("No unit"),
            str(one.done),
            str(one.cancelled) if record.cancelled else "",
            str(one.missed),
            str(one.late) if record.late else "",
        ]
        for one in record.units
    ]
    return table_of(word.text("After {day}", day=record.since), columns, rows)


def _cycle(plan: ReportView, word: Formatter) -> TableView | None:
    columns = [
        (word.text("When"), "text"),
        (word.text("What"), "title"),
        (word.key("cycle_item", "units"), "text"),
        (word.key("cycle_item", "responsible"), "text"),
        (word.key("cycle_item", "report_to"), "text"),
        (word.key("cycle_item", "subgoals"), "text"),
    ]
    rows: list[Row] = []
    for one in plan.cycle:
        description = PhraseView(one.description, tone="soft", is_markdown=True)
        rows.append(
            [
                one.when,
                [PhraseView(one.title), description],
                one.units,
                one.responsible,
                one.report_to,
                list(one.subgoals),
            ]
        )
    return table_of(word.text("The next time for each item"), columns, rows)


def _target_groups(plan: ReportView, word: Formatter) -> TableView | None:
    columns = [(word.text("Target group"), "title"), (word.text("Is reached by"), "text")]
    rows: list[Row] = [
        [[PhraseView(_titled(one.title, one.details)), _soft_description(one.description)], _reached_by(one, word)]
        for one in plan.target_groups
    ]
    return table_of(word.text("The target groups, and what the plan does for them"), columns, rows)


def _soft_description(description: str) -> PhraseView:
    return PhraseView(description, tone="soft", is_markdown=True)


def _titled(title: str, details: Sequence[str]) -> str:
    return f"{title} ({'; '.join(details)})" if details else title


def _reached_by(group: TargetGroupView, word: Formatter) -> Content:
    if group.served_by:
        return list(group.served_by)
    if group.is_unserved:
        text = word.text("only what is discontinued") if group.has_dropped else word.text("nothing in the plan")
        return alarm(text)
    return ""


def areas_table(areas: Sequence[AreaView], caption: str, word: Formatter) -> TableView | None:
    """Return a table of areas, each below the area that it is part of, with assessments and what contributes to it."""
    columns = [
        (word.text("Area"), "title"),
        (word.text("Assessment"), "text"),
        (word.text("What contributes"), "text"),
    ]
    rows: list[Row] = []
    for one in areas:
        title = PhraseView(_titled(one.title, one.details), level=one.level)
        assessed = [phrase for assessment in one.assessments for phrase in _assessment_phrases(assessment, word)]
        rows.append([[title, _soft_description(one.description)], assessed, list(_contribution_phrases(one, word))])
    return table_of(caption, columns, rows)


def _areas(plan: ReportView, word: Formatter) -> TableView | None:
    """Return the areas; in a short report, those with more to show than the headings above the subgoals do."""
    shown: set[str] = set() if plan.is_full else {group.title for group in plan.blocks.groups}
    are_alike = len({one.details for one in plan.areas}) == 1
    areas = [one for one in plan.areas if one.title not in shown or one.description or (one.details and not are_alike)]
    return areas_table(areas, word.text("The plan's areas, and what contributes to them"), word)


def _assessment_phrases(one: AssessmentView, word: Formatter) -> Iterator[PhraseView]:
    """Yield an assessment with its comment, cause, action and new date."""
    yield PhraseView(f"{one.status_label}, {one.date}", symbol=one.status, tone="status")
    yield PhraseView(one.comment, is_markdown=True)
    for name, text in (("cause", one.cause), ("action", one.action), ("new_date", one.new_date)):
        yield PhraseView(f"{word.key('assessment', name)}: {text}" if text else "")


def _contribution_phrases(area: AreaView, word: Formatter) -> Iterator[PhraseView]:
    """Yield what contributes to an area (subgoals, other plans, indicators), or else what covers it instead."""
    if area.assessments and area.rests_on:
        yield PhraseView(f"{word.text('The assessment is based on')}:")
        yield from map(PhraseView, area.rests_on)
    elif area.subgoals or area.others:
        yield from map(PhraseView, (*area.subgoals, area.others))
    elif not area.indicators:
        yield _area_answer(area, word)
    for title in area.indicators:
        yield PhraseView(f"{word.text('Indicator')}: {title}")


def _area_answer(area: AreaView, word: Formatter) -> PhraseView:
    """Return what covers an area to which no current subgoal contributes."""
    if area.earlier:
        return PhraseView(word.text("earlier subgoals: {titles}", titles=word.listed(area.earlier)))
    if area.is_uncovered:
        text = word.text("only discontinued subgoals") if area.has_dropped else word.text("no subgoal")
        return alarm(text)
    return PhraseView(area.answer)


TABLES: Mapping[str, TableMaker] = {
    "indicators": _indicators,
    "deviations": _deviations,
    "effects": _effects,
    "moved": _moved,
    "moved_since": _moved_since,
    "history": _history,
    "reassessed": _reassessed,
    "deadlines": deadlines_table,
    "action_plan": action_plan_table,
    "standing": standing_table,
    "of_unit": unit_table,
    "missed": _missed,
    "cycle_record": _cycle_record,
    "cycle": _cycle,
    "target_groups": _target_groups,
    "areas": _areas,
}
"""The function that makes each table of a report, by the table's name."""


# The tables of one indicator's measurements, as values.


def measured_table(one: IndicatorView, name: str, word: Formatter) -> TableView | None:
    """Return an indicator's table by name (`measurements`, `computed` or `parts`); None if it has no rows."""
    return _INDICATOR_TABLES[name](one, word)


def _measurements(one: IndicatorView, word: Formatter) -> TableView | None:
    start = one.path.baseline
    rows: list[Row] = []
    if start is not None:
        rows.append([start.date, start.value, word.key("indicator", "baseline")])
    for row in one.rows:
        value = f"{row.value or word.text('no value')}{f' ({row.counts})' if row.counts else ''}"
        text = "; ".join(filter(None, (value, row.details)))
        rows.append([row.date, [text, row.comparison], row.note])
    return _values_table(word, f"{word.key('indicator', 'measurements')}: {one.title}", rows)


def _computed(one: IndicatorView, word: Formatter) -> TableView | None:
    path = one.path
    rows: list[Row] = []
    if path.tells and path.expected and path.targets:
        rows.append([path.expected.date, path.expected.value, word.text("At an even pace")])
    if path.tells and path.forecast:
        rows.append([path.forecast.date, path.forecast.value, word.text("Forecast at the current rate")])
    return _values_table(word, f"{word.text('Computed, not measured')}: {one.title}", rows)


def _parts(one: IndicatorView, word: Formatter) -> TableView | None:
    rows: list[Row] = [
        [
            part.name,
            part.date,
            ["; ".join(filter(None, (part.value or word.text("no value"), part.details))), part.comparison],
            part.note,
        ]
        for part in one.parts
    ]
    return _values_table(word, f"{word.text('Values of each part')}: {one.title}", rows, is_of_parts=True)


def _values_table(word: Formatter, caption: str, rows: Sequence[Row], *, is_of_parts: bool = False) -> TableView | None:
    """Return a table of values with their dates and notes; with `is_of_parts`, each row begins with its part's name."""
    part = [(word.text("Part"), "title")] if is_of_parts else []
    day = (word.text("Date"), "text" if is_of_parts else "title")
    columns = [*part, day, (word.key("measurement", "value"), "text"), (word.key("measurement", "note"), "text")]
    return table_of(caption, columns, rows)


_INDICATOR_TABLES: Mapping[str, Callable[[IndicatorView, Formatter], TableView | None]] = {
    "measurements": _measurements,
    "computed": _computed,
    "parts": _parts,
}
