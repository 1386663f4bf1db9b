"""The first page of a report: the lead, how the subgoals stand, what is off plan, the indicators, and what is asked."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.lead import counted_sentence, lead_sentences
from anhorig_cli.views.report.occasions import OccasionView
from anhorig_cli.views.report.off_plan import OffPlanView, off_plan_view
from anhorig_cli.views.report.overview import Overview
from anhorig_cli.views.report.requests import to_decide, to_do
from anhorig_cli.views.report.summary import SummaryView
from anhorig_cli.views.tables import Content, PhraseView, TableView, table_of

MOST_DEVIATIONS = 5
MOST_INDICATORS = 6


class FrontView(NamedTuple):
    """The first page.

    `lead` is what the officer wrote for the occasion that the day lies in (Markdown), empty where that is nothing;
    `sentences` then say what was counted in the plan, and else they are the lead. `states` are the words of the bar of
    subgoals, none where it has nothing to show. `indicators` are those furthest behind, and `other_indicators` the
    rest; the status report shows small multiples where there are any. `requests` are asked of the committee,
    `remaining` is work that is left to do.
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
    occasion: OccasionView | None,
    formatter: Formatter,
    *,
    is_full: bool,
) -> FrontView:
    """Return the first page; one that `is_full` has every deviation."""
    lead = occasion.summary if occasion else ""
    counted = counted_sentence(overview, formatter)
    ranked = sorted(overview.indicators, key=_urgency)
    return FrontView(
        lead=lead,
        sentences=tuple(filter(None, [counted])) if lead else lead_sentences(overview, formatter),
        states=tuple(_states(summary, formatter)),
        off_plan=off_plan_view(overview.current, formatter, None if is_full else MOST_DEVIATIONS),
        indicators=indicators_table(ranked[:MOST_INDICATORS], formatter),
        other_indicators=indicators_table(ranked[MOST_INDICATORS:], formatter),
        proposals=occasion.proposal if occasion else (),
        requests=to_decide(overview, formatter),
        remaining=to_do(overview, formatter),
    )


def _states(summary: SummaryView, word: Formatter) -> Iterator[PhraseView]:
    """Give the words of the bar; none where nothing is assessed and nothing late, which the sentences say."""
    late = [*summary.overdue, *(s for s in summary.late_in_starting if s not in summary.overdue)]
    if not late and all(state.status == "not_assessed" for state in summary.states):
        return
    for state in summary.states:
        count = sum(subgoal.status == state.status for subgoal in late)
        is_late = word.counted(count, " (one late)", " ({n} late)") if count else ""
        yield PhraseView(f"{state.label} {state.count}{is_late}", symbol=state.status)


def indicators_table(indicators: Sequence[IndicatorView], word: Formatter) -> TableView | None:
    """Return indicators with where they began, where they are and where they are to be."""
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
    rows = [_row(one, "" if shared else one.latest_date, word) for one in indicators]
    return table_of(word.text("Indicators, the one furthest behind first"), columns, rows)


def _row(indicator: IndicatorView, date_text: str, word: Formatter) -> list[Content]:
    latest = PhraseView(indicator.latest or word.text("no value"), tone="strong" if indicator.latest else "soft")
    return [
        indicator.title,
        indicator.baseline,
        [
            latest,
            *(PhraseView(text, tone="soft") for text in (date_text, indicator.latest_details, indicator.comparison)),
        ],
        indicator.target,
        list(_position(indicator, word)),
    ]


def _position(indicator: IndicatorView, word: Formatter) -> Iterator[PhraseView]:
    """Give how an indicator stands against its target, or else how it has moved."""
    standing = indicator.standing
    if indicator.is_deviating:
        yield PhraseView(standing.label, symbol="overdue", tone="alarm")
    elif standing.state in {"behind", "missed"}:
        yield PhraseView(f"{standing.label} ({word.text('the subgoals are closed')})")
    else:
        yield PhraseView(standing.label or (standing.reason if indicator.target else ""))
    if standing.expected:
        yield PhraseView(word.text("at an even pace: {value}", value=standing.expected), tone="soft")
    if indicator.trend == "unknown":
        yield PhraseView(indicator.difference)
        yield PhraseView("" if _is_said_already(indicator) else indicator.reason)
    elif indicator.trend != "better" or not standing.label:
        yield _trend(indicator)
    else:
        yield PhraseView(indicator.difference, tone="soft")


def _is_said_already(indicator: IndicatorView) -> bool:
    """Return whether it adds nothing to say why a trend is unknown: it is said, or the target says what is asked."""
    standing = indicator.standing
    return indicator.reason == standing.reason or (bool(standing.label) and indicator.has_no_verdict)


def _trend(indicator: IndicatorView) -> PhraseView:
    """Return how an indicator has moved, and what that is compared with."""
    text = indicator.trend_label
    if indicator.trend in {"better", "worse"}:
        text = f"{text}: {indicator.difference}" if indicator.difference else f"{text} {indicator.compared_with}"
    return PhraseView(text.strip(), symbol=indicator.trend)


def _urgency(indicator: IndicatorView) -> tuple[int, float]:
    """Return what indicators are ranked by: those behind, by how far; then what cannot be followed; no target last."""
    if indicator.is_deviating:
        return 0, -_gap(indicator)
    if not indicator.target:
        return 3, 0.0
    return (1 if indicator.standing.state == "unknown" else 2), 0.0


def _gap(indicator: IndicatorView) -> float:
    """Return how far a value lies from the even pace, as a share of the way from baseline to target."""
    path = indicator.path
    target = path.targets[0].number if path.targets else None
    start = path.baseline.number if path.baseline else None
    pace = path.expected.number if path.expected else target
    if target is None or start is None or pace is None or not indicator.values or target == start:
        return 0.0
    return (pace - indicator.values[-1]) / (target - start)
