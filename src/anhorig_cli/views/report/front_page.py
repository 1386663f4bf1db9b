"""The first page of a report: its lead, how the subgoals stand, what is off plan, and the indicators."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.analysis.facts import NOT_MET
from anhorig_cli.source import Message, message
from anhorig_cli.views.formatter import Content, Formatter, PhraseView, TableView, Tally, alarm, table_of, uncapitalised
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.occasions import OccasionView
from anhorig_cli.views.report.off_plan import OffPlanView, off_plan_view
from anhorig_cli.views.report.overview import Overview
from anhorig_cli.views.report.summary import SummaryView, to_decide, to_do
from anhorig_cli.views.subgoals import SubgoalView

MOST_DEVIATIONS = 5
MOST_INDICATORS = 6


class FrontView(NamedTuple):
    """The first page.

    `lead` is what the officer wrote for the occasion that the day lies in (Markdown), or empty; `sentences` then say
    what was counted in the plan, and otherwise they are the lead. `states` are the labels of the bar of subgoals, empty
    if it has nothing to show. `indicators` are those furthest behind, and `other_indicators` the rest; if there are any
    of those, the status report shows small multiples. `requests` are asked of the committee, `remaining` is work that
    is left to do.
    """

    lead: str
    sentences: tuple[str, ...]
    states: tuple[PhraseView, ...]
    off_plan: OffPlanView
    indicators: TableView | None
    other_indicators: TableView | None
    proposals: tuple[str, ...]
    requests: tuple[str, ...]
    remaining: tuple[str, ...]


def front_view(
    overview: Overview,
    summary: SummaryView,
    occasion: OccasionView,
    formatter: Formatter,
    *,
    is_full: bool,
) -> FrontView:
    """Return the first page; a full report lists every deviation."""
    lead = occasion.summary
    counts = counted_sentence(overview, formatter)
    ranked = sorted(overview.indicators, key=_urgency)
    return FrontView(
        lead=lead,
        sentences=tuple(filter(None, [counts])) if lead else lead_sentences(overview, formatter),
        states=tuple(_state_phrases(summary, overview.current, formatter)),
        off_plan=off_plan_view(overview.current, formatter, None if is_full else MOST_DEVIATIONS),
        indicators=indicators_table(ranked[:MOST_INDICATORS], formatter),
        other_indicators=indicators_table(ranked[MOST_INDICATORS:], formatter),
        proposals=occasion.proposal,
        requests=to_decide(overview, formatter),
        remaining=to_do(overview, formatter),
    )


def _state_phrases(summary: SummaryView, current: Sequence[SubgoalView], word: Formatter) -> Iterator[PhraseView]:
    """Yield the labels of the status bar; none if nothing is assessed or late, since the sentences already say so."""
    late = [subgoal for subgoal in current if subgoal.is_late]
    if not late and all(state.status == "not_assessed" for state in summary.states):
        return
    for state in summary.states:
        count = sum(subgoal.status == state.status for subgoal in late)
        is_late = word.counted(count, " (one late)", " ({n} late)") if count else ""
        yield PhraseView(f"{state.label} {state.count}{is_late}", symbol=state.status)


def indicators_table(indicators: Sequence[IndicatorView], word: Formatter) -> TableView | None:
    """Return a table of indicators with baseline, latest value, target and progress."""
    dates = {one.latest_date for one in indicators if one.latest}
    shared = dates.pop() if len(dates) == 1 and len(indicators) > 1 else ""
    latest = word.text("Latest value")
    columns = [
        (word.text("Indicator"), "title"),
        (word.key("indicator", "baseline"), "number"),
        (f"{latest}, {shared}" if shared else latest, "number"),
        (word.key("indicator", "target"), "number"),
        (word.text("Progress"), "text"),
    ]
    # If no indicator has a value, the progress column already says so.
    no_value = word.text("no value") if any(one.latest for one in indicators) else ""
    rows = [_indicator_row(one, "" if shared else one.latest_date, no_value, word) for one in indicators]
    return table_of(word.text("Indicators, the one furthest behind first"), columns, rows)


def _indicator_row(indicator: IndicatorView, date_text: str, no_value: str, word: Formatter) -> list[Content]:
    latest = PhraseView(indicator.latest or no_value, tone="strong" if indicator.latest else "soft")
    return [
        indicator.title,
        indicator.baseline,
        [
            latest,
            *(PhraseView(text, tone="soft") for text in (date_text, indicator.latest_details, indicator.comparison)),
        ],
        indicator.target,
        list(_progress_phrases(indicator, word)),
    ]


def _progress_phrases(indicator: IndicatorView, word: Formatter) -> Iterator[PhraseView]:
    """Yield how an indicator stands against its target, and how it has moved."""
    standing = indicator.standing
    if indicator.is_deviating:
        yield alarm(standing.label)
    elif standing.state in {"behind", "missed"}:
        yield PhraseView(f"{standing.label} ({word.text('no subgoal is open')})")
    else:
        yield PhraseView(standing.label or (standing.reason if indicator.target else ""))
    if standing.expected:
        yield PhraseView(word.text("at an even pace: {value}", value=standing.expected), tone="soft")
    if indicator.trend == "unknown":
        yield PhraseView(indicator.difference)
        yield PhraseView("" if _is_said_already(indicator, word) else indicator.reason)
    elif indicator.trend != "better" or not standing.label:
        yield _trend_phrase(indicator)
    else:
        yield PhraseView(indicator.difference, tone="soft")


def _is_said_already(indicator: IndicatorView, word: Formatter) -> bool:
    """Return whether the reason for an unknown trend can be left out, since the standing already covers it."""
    standing = indicator.standing
    if standing.state == "unmeasured" and indicator.reason == word.text("nothing has been measured"):
        return True
    return indicator.reason == standing.reason or (bool(standing.label) and indicator.has_no_verdict)


def _trend_phrase(indicator: IndicatorView) -> PhraseView:
    """Return an indicator's trend with its difference, or with what it is compared with."""
    text = indicator.trend_label
    if indicator.trend in {"better", "worse"}:
        text = f"{text}: {indicator.difference}" if indicator.difference else f"{text} {indicator.compared_with}"
    return PhraseView(text.strip(), symbol=indicator.trend)


def _urgency(indicator: IndicatorView) -> tuple[int, float]:
    """Return the sort key of an indicator: deviating first, by gap; then unknown standing; without a target last."""
    if indicator.is_deviating:
        return 0, -_gap(indicator)
    if not indicator.target:
        return 3, 0.0
    return (1 if indicator.standing.state == "unknown" else 2), 0.0


def _gap(indicator: IndicatorView) -> float:
    """Return how far the latest value lies behind the even pace, as a share of the way from baseline to target."""
    path = indicator.path
    target = path.targets[0].number if path.targets else None
    start = path.baseline.number if path.baseline else None
    pace = path.expected.number if path.expected else target
    if target is None or start is None or pace is None or not indicator.values or target == start:
        return 0.0
    return (pace - indicator.values[-1]) / (target - start)


# The lead of a report: what is achieved, what is late and what moved most, with titles and numbers.


_MOST_NAMED = 3
_ACHIEVED = "achieved"


def lead_sentences(overview: Overview, formatter: Formatter) -> tuple[str, ...]:
    """Return the sentences that open a report whose occasion has no summary."""
    if not overview.current:
        return (formatter.text("The plan has no subgoals."),)
    tell = Tally(formatter)
    _report_achieved_earlier(overview.carried_on, tell)
    _report_achieved_now(overview.current, tell)
    _report_late(overview, tell)
    _report_falling_short(overview.current, tell)
    _report_moved_most(overview.indicators, tell)
    _report_unassessed(overview.current, tell)
    return tuple(tell.sentences)


def counted_sentence(overview: Overview, formatter: Formatter) -> str:
    """Return a sentence of counts to follow the officer's own summary; empty without subgoals."""
    current = overview.current
    if not current:
        return ""
    if len(current) == 1:
        return formatter.text(
            "Counted from the plan: {facts}.", facts=formatter.listed(_facts_of_only_subgoal(*current, formatter))
        )
    late = sum(s.is_late for s in current)
    short = sum(s.is_failing for s in current)
    unassessed = sum(s.is_unassessed for s in current)
    tell = Tally(formatter)
    tell.add(
        formatter.counted(late, "one of {all} subgoals is late", "{n} of {all} subgoals are late", all=len(current))
    )
    tell.counted(
        short,
        "one is not, or is not expected to be, fully achieved",
        "{n} are not, or are not expected to be, fully achieved",
    )
    if unassessed == len(current):
        tell.add_text("none has been assessed yet")
    else:
        tell.counted(unassessed, "one has not been assessed", "{n} have not been assessed")
    return formatter.text("Counted from the plan: {facts}.", facts=formatter.listed(tell.sentences))


def _facts_of_only_subgoal(subgoal: SubgoalView, formatter: Formatter) -> Iterator[str]:
    """Yield what the counted sentence says about a plan's only subgoal."""
    yield formatter.text("the subgoal is late") if subgoal.is_late else formatter.text("the subgoal is not late")
    if subgoal.is_failing:
        yield formatter.text("it is not, or is not expected to be, fully achieved")
    if subgoal.is_unassessed:
        yield formatter.text("it has not been assessed yet")


def _report_achieved_earlier(earlier: Sequence[SubgoalView], tell: Tally) -> None:
    achieved = sum(subgoal.status == _ACHIEVED for subgoal in earlier)
    if earlier and achieved == len(earlier):
        tell.counted(
            achieved,
            "The earlier subgoal is achieved, and the work continues.",
            "The {n} earlier subgoals are achieved, and the work continues.",
        )
    elif len(earlier) == 1 and earlier[0].status == "not_assessed":
        tell.add_text("The earlier subgoal has not been assessed; the work continues.")
    elif earlier:
        tell.counted(
            len(earlier),
            "The earlier subgoal was assessed as “{status}”; the work continues.",
            "{achieved} of {n} earlier subgoals are assessed as achieved; the work on all of them continues.",
            achieved=achieved,
            status=uncapitalised(earlier[0].status_label),
        )


def _report_achieved_now(current: Sequence[SubgoalView], tell: Tally) -> None:
    achieved = [subgoal.title for subgoal in current if subgoal.status == _ACHIEVED]
    if achieved and len(current) == 1:
        tell.add_text("The plan's subgoal is achieved.")
    elif achieved and len(achieved) == len(current):
        tell.add_text("All {n} subgoals are achieved.", n=len(achieved))
    elif len(achieved) > _MOST_NAMED:
        tell.add_text("{n} of {all} subgoals are achieved.", n=len(achieved), all=len(current))
    else:
        tell.counted(
            len(achieved),
            "One of {all} subgoals is achieved: {titles}.",
            "{n} of {all} subgoals are achieved: {titles}.",
            all=len(current),
            titles=tell.formatter.listed(achieved),
        )


def _report_late(overview: Overview, tell: Tally) -> None:
    late = sorted((s for s in overview.current if s.is_late), key=lambda subgoal: -subgoal.days_late)
    if not late:
        _report_late_activities(overview.current, tell)
        _report_unknown_starts(overview.current, tell)
        return
    titles = tell.formatter.listed(_title_with_days(subgoal, tell.formatter) for subgoal in late[:_MOST_NAMED])
    if len(late) > _MOST_NAMED and late[0].days_late == late[-1].days_late:
        days = tell.formatter.counted(late[0].days_late, "one day", "{n} days")
        tell.add_text("{n} subgoals are late, all of them by {days}.", n=len(late), days=days)
    elif len(late) > _MOST_NAMED and late[_MOST_NAMED - 1].days_late == late[_MOST_NAMED].days_late:
        tell.add_text("{n} subgoals are late, among them {titles}.", n=len(late), titles=titles)
    elif len(late) > _MOST_NAMED:
        tell.add_text("{n} subgoals are late, most of all {titles}.", n=len(late), titles=titles)
    else:
        tell.counted(len(late), "One subgoal is late: {titles}.", "{n} subgoals are late: {titles}.", titles=titles)
    _report_unknown_starts(overview.current, tell)


def _report_unknown_starts(current: Sequence[SubgoalView], tell: Tally) -> None:
    """Report how many subgoals should have begun although the plan does not say whether they have."""
    tell.counted(
        sum(s.may_be_late_in_starting and not s.is_overdue for s in current),
        "One subgoal should have begun by now, but the plan does not say whether it has.",
        "{n} subgoals should have begun by now, but the plan does not say whether they have.",
    )


def _report_late_activities(current: Sequence[SubgoalView], tell: Tally) -> None:
    """Report that no subgoal is late, and which activities are."""
    late = [activity.title for subgoal in current for activity in subgoal.activities if activity.is_late]
    if not late:
        tell.add_text("No subgoal is late.")
    elif len(late) > _MOST_NAMED:
        tell.add_text("No subgoal is late, but {n} activities are.", n=len(late))
    else:
        tell.counted(
            len(late),
            "No subgoal is late, but one activity is: {titles}.",
            "No subgoal is late, but {n} activities are: {titles}.",
            titles=tell.formatter.listed(late),
        )


def _title_with_days(subgoal: SubgoalView, formatter: Formatter) -> str:
    days = formatter.counted(subgoal.days_late, "one day", "{n} days")
    return f"{subgoal.title} ({days})"


def _report_falling_short(current: Sequence[SubgoalView], tell: Tally) -> None:
    """Report which subgoals fall short: those that already do, and those that are expected to."""
    failing = [s for s in current if s.is_failing]
    short = [s for s in failing if not s.is_late]
    if len(short) <= _MOST_NAMED:
        _add_short(short, tell, is_more=len(short) < len(failing))  # the others have been reported as late
    else:
        tell.add_text(_many_short(short, is_more=any(s.is_late for s in current)).template, n=len(short))


def _many_short(short: Sequence[SubgoalView], *, is_more: bool) -> Message:
    """Return the sentence about many subgoals that fall short: already, by expectation, or some of each."""
    not_met = sum(s.status in NOT_MET for s in short)
    if not_met == len(short):
        return _MANY_SHORT[is_more]
    return _MANY_SHORT_OR_EXPECTED[is_more] if not_met else _MANY_EXPECTED_SHORT[is_more]


def _add_short(short: Sequence[SubgoalView], tell: Tally, *, is_more: bool) -> None:
    by_now = [s.title for s in short if s.status in NOT_MET]
    expected = [s.title for s in short if s.status not in NOT_MET]
    _add_titles(by_now, tell, _MORE_SHORT if is_more else _SHORT)
    _add_titles(expected, tell, _MORE_EXPECTED_SHORT if is_more else _EXPECTED_SHORT)


def _add_titles(titles: Sequence[str], tell: Tally, sentences: tuple[Message, Message]) -> None:
    """Add a sentence with the subgoals' titles, worded for one or for several; nothing if there are none."""
    one, many = sentences
    tell.counted(len(titles), one.template, many.template, titles=tell.formatter.listed(titles))


# Of many subgoals, in two wordings: first for all that the plan has, then for those besides the late ones.
_MANY_SHORT = (
    message("{n} subgoals are not fully achieved."),
    message("{n} more are not fully achieved."),
)
_MANY_EXPECTED_SHORT = (
    message("{n} subgoals are not expected to be fully achieved."),
    message("{n} more are not expected to be fully achieved."),
)
_MANY_SHORT_OR_EXPECTED = (
    message("{n} subgoals are not, or are not expected to be, fully achieved."),
    message("{n} more are not, or are not expected to be, fully achieved."),
)
_SHORT = (
    message("One subgoal is not fully achieved: {titles}."),
    message("{n} subgoals are not fully achieved: {titles}."),
)
_MORE_SHORT = (
    message("One more is not fully achieved: {titles}."),
    message("{n} more are not fully achieved: {titles}."),
)
_EXPECTED_SHORT = (
    message("One subgoal is not expected to be fully achieved: {titles}."),
    message("{n} subgoals are not expected to be fully achieved: {titles}."),
)
_MORE_EXPECTED_SHORT = (
    message("One more is not expected to be fully achieved: {titles}."),
    message("{n} more are not expected to be fully achieved: {titles}."),
)


def _report_moved_most(indicators: Sequence[IndicatorView], tell: Tally) -> None:
    """Report the indicator with the largest relative change; those that cannot be called better or worse come last."""
    moved = [one for one in indicators if one.moved_from and _relative_change(one)]
    if moved:
        most = max(moved, key=lambda one: (not one.has_no_verdict, _relative_change(one)))
        before, after = most.moved_from, most.moved_to
        tell.add_text("{title}: from {before} to {after}.", title=most.title, before=before, after=after)


def _relative_change(indicator: IndicatorView) -> float:
    values = indicator.values
    if len(values) > 1 and values[0]:
        return abs(values[-1] - values[0]) / abs(values[0])
    start = indicator.path.baseline
    if not values or start is None or not start.number:
        return 0.0
    return abs(values[-1] - start.number) / abs(start.number)


def _report_unassessed(current: Sequence[SubgoalView], tell: Tally) -> None:
    unassessed = sum(subgoal.is_unassessed for subgoal in current)
    if unassessed == len(current):
        tell.counted(
            unassessed,
            "The plan's subgoal has not been assessed yet.",
            "None of the plan's {n} subgoals has been assessed yet.",
        )
    else:
        tell.counted(unassessed, "One subgoal has not been assessed yet.", "{n} subgoals have not been assessed yet.")
