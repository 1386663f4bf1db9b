"""The report of a plan on a day: the view that every template, in every format, receives as `plan`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.area_matrix import StrategyAreas
from anhorig_cli.analysis.contributions import Contributor
from anhorig_cli.analysis.coverage import area_of_each, indicator_uses, is_value_awaited
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.facts import is_known
from anhorig_cli.analysis.reporting import is_left_without_successor, judgement_stands
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.unit_extract import unit_extract
from anhorig_cli.analysis.upcoming import upcoming_occurrences
from anhorig_cli.model.dates import Precision
from anhorig_cli.model.plan import Plan, PlanLookup
from anhorig_cli.model.project import Project
from anhorig_cli.model.reporting import ReportOccasion, occasion_before, occasion_on
from anhorig_cli.model.strategy import Area
from anhorig_cli.source import message
from anhorig_cli.views.cycle.annual_cycle import CycleItemView, YearView, coming_view, year_view
from anhorig_cli.views.formatter import Formatter, TableView, period_view
from anhorig_cli.views.history_views import HistoryView
from anhorig_cli.views.names import ThingView, Titles, non_empty
from anhorig_cli.views.report.blocks import BlocksView, blocks_view
from anhorig_cli.views.report.front_page import MOST_INDICATORS, FrontView, front_view
from anhorig_cli.views.report.indicators import IndicatorView, indicator_views
from anhorig_cli.views.report.occasions import (
    NO_OCCASION,
    CommitteePaperView,
    DocumentView,
    OccasionTextView,
    OccasionView,
    committee_paper_view,
    document_views,
    occasion_texts,
    occasion_view,
    occasions_view,
)
from anhorig_cli.views.report.off_plan import DeviationView, deviation_views
from anhorig_cli.views.report.organisation import (
    SurveyView,
    TargetGroupView,
    party_views,
    role_views,
    survey_view,
    target_group_views,
    unit_views,
)
from anhorig_cli.views.report.overview import CycleRecordView, EffectView, Overview, cycle_record_view, effect_views
from anhorig_cli.views.report.plans_serving import plans_serving
from anhorig_cli.views.report.short_sections import ShortView, cycle_in_short, short_view
from anhorig_cli.views.report.since import NewsView, news_view
from anhorig_cli.views.report.strategy import (
    AreaView,
    DecisionView,
    FundingView,
    RecommendationView,
    StrategyAreasOf,
    StrategyView,
    area_views,
    decision_views,
    funding_views,
    recommendation_views,
    strategy_views,
)
from anhorig_cli.views.report.summary import SummaryView, summary_view
from anhorig_cli.views.report.trend import years_table
from anhorig_cli.views.subgoals import AssessmentView, SubgoalPrinter, SubgoalView, assessments_known
from anhorig_cli.vocabulary import Language


class ReportView(NamedTuple):
    """Everything a report can print, as text in the report's language; empty where the plan says nothing.

    `background`, `goal`, `caveat`, and purposes, descriptions and comments are Markdown, and so are the longer texts of
    the `occasion` and `occasion_texts` and the answers to recommendations; a template has the filters `markdown` for
    them, and `words` where there is only a line. Everything else is plain text: what may be Markdown in the plan, such
    as causes, actions and notes, is given as words without marks. `committee`, `meeting` and `registry_number` are the
    occasion's where it states them. `laws_label` is the heading of the laws. `front` is the first page, `blocks` are
    the subgoals in short, and `short` has the other sections of a short report; a report that `is_full` has everything
    instead. `news` is what is new since the last report, None if there was none. `action_plan` has the subgoals, those
    that are finally assessed last. `cycle` has the next time of each item of the annual cycle, `annual_cycle` the whole
    year, and `cycle_record` what each unit has done and missed since the last report. With a `unit`, only its part of
    the plan is included. `committee_paper` is for the occasion, or else for the one that the day lies in. `suppression`
    says that counts were left out, if any were, and `made_ahead` that the report was made before its day.
    """

    id: str
    language: str
    title: str
    organisation: str
    committee: str
    meeting: str
    registry_number: str
    date: str
    iso_date: str
    period: str
    goal: str
    background: str
    laws: tuple[str, ...]
    laws_label: str
    replaces: tuple[str, ...]
    caveat: str
    assessments: tuple[AssessmentView, ...]
    contact: tuple[str, ...]
    responsible: str
    unit: ThingView | None
    occasion: OccasionView | None
    occasion_texts: tuple[OccasionTextView, ...]
    is_full: bool
    front: FrontView
    blocks: BlocksView
    short: ShortView
    summary: SummaryView
    news: NewsView | None
    deviations: tuple[DeviationView, ...]
    effects: tuple[EffectView, ...]
    indicators: tuple[IndicatorView, ...]
    indicator_years: TableView | None
    subgoals: tuple[SubgoalView, ...]
    action_plan: tuple[SubgoalView, ...]
    carried_on: tuple[SubgoalView, ...]
    cycle: tuple[CycleItemView, ...]
    annual_cycle: YearView
    cycle_record: CycleRecordView | None
    decisions: tuple[DecisionView, ...]
    surveys: tuple[SurveyView, ...]
    attachments: tuple[DocumentView, ...]
    target_groups: tuple[TargetGroupView, ...]
    areas: tuple[AreaView, ...]
    plans_serving: TableView | None
    strategies: tuple[StrategyView, ...]
    parties: tuple[ThingView, ...]
    units: tuple[ThingView, ...]
    roles: tuple[ThingView, ...]
    funding: tuple[FundingView, ...]
    reports: tuple[ThingView, ...]
    committee_paper: CommitteePaperView
    recommendations: tuple[RecommendationView, ...]
    suppression: str
    made_ahead: str
    history: HistoryView | None = None


ContributorsOf = Callable[[Snapshot], Sequence[Contributor]]
"""A function that returns what other plans contribute to a snapshot's plan."""


def _areas_without_plans(strategy: Plan, day: date) -> StrategyAreas:
    """Return the areas of a strategy when no other plans are known."""
    return StrategyAreas(Snapshot(strategy, day), ())


def report_view(
    plan: Plan,
    as_of: date,
    project: Project,
    other_plan: PlanLookup,
    language: Language | None = None,
    *,
    occasion: ReportOccasion | None = None,
    since: date | None = None,
    unit: str | None = None,
    iso: bool = False,
    contributors_of: ContributorsOf = lambda _: (),
    unread_naming: Callable[[], int] = int,
    plans_replacing: Callable[[], Iterable[Plan]] = tuple[Plan, ...],
    strategy_areas_of: StrategyAreasOf = _areas_without_plans,
    today: date | None = None,
    full: bool = False,
    kept_back: frozenset[str] = frozenset(),
) -> ReportView:
    """Return the report of a plan as it was known on the day `as_of`, in `language` or else the plan's own language.

    `occasion` is the report occasion that the report is for. News is counted from `since`, or else from the previous
    occasion. A `unit`, named by id or title, limits the report to that unit's part of the plan. With `iso`, dates keep
    the ISO format, as on a terminal. `contributors_of` returns what other plans contribute to this one, `unread_naming`
    how many of those plans could not be read in full, `plans_replacing` the plans that may replace this one, and
    `strategy_areas_of` what all plans do in the areas of a strategy above it. With `full`, or if the project says so,
    the report has every table and measurement. If `today` is before `as_of`, the report says that it was made `today`,
    and nothing due after that is called missed. Of the indicators whose folded ids are `kept_back`, nothing measured is
    disclosed.
    """
    since = since or _last_reported(plan, as_of, occasion)
    word = Formatter(language or plan.language, project.labels, project.small_count, iso)
    whole_plan, plan = plan, _part_of_unit(plan, unit, as_of)
    snapshot = Snapshot(plan, as_of, today)
    titles = Titles(plan, word, other_plan, whole_plan, as_of)
    contributors = _contributors(snapshot, contributors_of)
    subgoals = SubgoalPrinter(snapshot, titles, project.due_soon_days, contributors)
    disclosure = _of_unit(Disclosure(whole_plan, project.small_count, kept_back=kept_back), plan, unit)
    indicators = indicator_views(snapshot, titles, disclosure)
    cycle_record = cycle_record_view(titles, as_of, since, today)
    overview = Overview(
        current=_current(subgoals),
        carried_on=_carried_on(subgoals),
        indicators=indicators,
        effects=effect_views(snapshot, indicators, word, disclosure),
        cycle=cycle_record,
        recommendations=recommendation_views(snapshot, titles),
        run_out=_run_out(snapshot, unit, plans_replacing, word),
        awaiting_verdict=_goals_above(snapshot, unit, word, snapshot.is_awaiting_verdict),
        failing_goals=_goals_above(snapshot, unit, word, snapshot.is_deviating),
        goals_lacking_reason=len(_goals_above(snapshot, unit, word, snapshot.lacks_reason)),
        judged_long_ago=_judged_long_ago(snapshot, unit, judgement_stands(project)),
        unmeasured=_unmeasured(snapshot, indicators),
    )
    occasion_on_day = _optional_occasion_view(occasion or occasion_on(plan.reports, as_of), word)
    occasion_or_empty = occasion_on_day or NO_OCCASION
    is_full = full or project.report == "full"
    summary = summary_view(overview, word)
    news = news_view(since, subgoals, disclosure)
    areas = area_views(snapshot, plan, word, contributors)
    cycle = _coming(plan, as_of, titles)
    annual_cycle = year_view(titles, as_of.year, as_of, since, today=today)
    cycle_short = cycle_in_short(annual_cycle, cycle_record, cycle, titles)
    surveys = _surveys(plan, as_of, word, disclosure)
    return ReportView(
        id=plan.id,
        language=word.language.value,
        title=plan.title,
        organisation=plan.organisation or "",
        committee=_committee(plan, occasion_or_empty, word),
        meeting=occasion_or_empty.meeting,
        registry_number=_registry_number(plan, occasion_or_empty),
        date=word.day(as_of),
        iso_date=as_of.isoformat(),
        period=period_view(plan.period, word),
        goal=plan.goal or "",
        background=plan.background or "",
        laws=plan.laws,
        laws_label=_laws_label(plan, word),
        replaces=titles.replaced(),
        caveat=plan.caveat or "",
        assessments=assessments_known(whole_plan, as_of, word),
        contact=_contact(plan),
        responsible=titles.responsible(plan.responsible),
        unit=_reported_unit(plan, unit, titles),
        occasion=_optional_occasion_view(occasion, word),
        occasion_texts=occasion_texts(occasion_or_empty, word, is_full=is_full),
        is_full=is_full,
        front=front_view(overview, summary, occasion_or_empty, word, is_full=is_full),
        blocks=blocks_view(overview, areas, area_of_each(snapshot), word),
        short=short_view(plan, overview, news, as_of, word, cycle=cycle_short, surveys=surveys),
        summary=summary,
        news=news,
        deviations=deviation_views(overview, word),
        effects=overview.effects,
        indicators=indicators,
        indicator_years=_indicator_years(indicators, word, is_full=is_full),
        subgoals=overview.current,
        action_plan=_action_plan(overview),
        carried_on=overview.carried_on,
        cycle=cycle,
        annual_cycle=annual_cycle,
        cycle_record=cycle_record,
        decisions=decision_views(plan.decisions, as_of, word),
        surveys=surveys,
        attachments=_attachments(plan, as_of, word),
        target_groups=target_group_views(snapshot, titles),
        areas=areas,
        plans_serving=plans_serving(snapshot, contributors, word, unread_naming()),
        strategies=strategy_views(snapshot, titles, strategy_areas_of),
        parties=party_views(plan, word),
        units=unit_views(plan, titles),
        roles=role_views(snapshot, titles),
        funding=funding_views(snapshot, titles),
        reports=occasions_view(plan.reports, as_of, word),
        recommendations=overview.recommendations,
        committee_paper=_committee_paper(plan, occasion_on_day, overview, project, word),
        suppression=_suppression(overview, surveys, word),
        made_ahead=_made_ahead(as_of, today, word),
    )


def _part_of_unit(plan: Plan, unit: str | None, as_of: date) -> Plan:
    """Return the unit's part of the plan, or the whole plan if no `unit` is given."""
    return unit_extract(plan, unit, as_of) if unit else plan


def _contributors(snapshot: Snapshot, contributors_of: ContributorsOf) -> Sequence[Contributor]:
    """Return what other plans contribute to the plan; empty if it has no areas or subgoals to contribute to."""
    plan = snapshot.plan
    return contributors_of(snapshot) if plan.areas or plan.subgoals else ()


def _of_unit(disclosure: Disclosure, part: Plan, unit: str | None) -> Disclosure:
    """Return what may be disclosed in the unit's part of a plan, or in the whole if no `unit` is given."""
    return disclosure.of_unit(part, unit) if unit else disclosure


def _current(subgoals: SubgoalPrinter) -> tuple[SubgoalView, ...]:
    """Return the subgoals that are not carried on by others."""
    return tuple(subgoals.view(subgoal) for _, subgoal in subgoals.snapshot.current())


def _carried_on(subgoals: SubgoalPrinter) -> tuple[SubgoalView, ...]:
    """Return the subgoals that are carried on by others."""
    snapshot = subgoals.snapshot
    return tuple(subgoals.view(subgoal) for _, subgoal in snapshot.subgoals if snapshot.is_carried_on(subgoal))


def _action_plan(overview: Overview) -> tuple[SubgoalView, ...]:
    """Return the current subgoals, with the closed ones last."""
    return tuple(sorted(overview.current, key=lambda subgoal: subgoal.is_closed))


def _coming(plan: Plan, as_of: date, titles: Titles) -> tuple[CycleItemView, ...]:
    """Return the next occurrence of each item of the annual cycle."""
    return tuple(coming_view(next_item, titles) for next_item in upcoming_occurrences(plan, as_of))


def _surveys(plan: Plan, as_of: date, word: Formatter, disclosure: Disclosure) -> tuple[SurveyView, ...]:
    """Return the surveys of a plan as they were known on the day."""
    return tuple(survey_view(survey, as_of, word, disclosure) for survey in plan.surveys)


def _attachments(plan: Plan, as_of: date, word: Formatter) -> tuple[DocumentView, ...]:
    """Return the plan's attachments that were known on the day."""
    return document_views((one for one in plan.attachments if is_known(one, as_of)), word)


def _committee(plan: Plan, occasion_or_empty: OccasionView, word: Formatter) -> str:
    """Return the committee of the occasion, or else the plan's committees."""
    return occasion_or_empty.committee or word.listed(plan.committee)


def _registry_number(plan: Plan, occasion_or_empty: OccasionView) -> str:
    """Return the registry number of the occasion, or else the plan's."""
    return occasion_or_empty.registry_number or ", ".join(plan.registry_number)


def _committee_paper(
    plan: Plan, occasion_on_day: OccasionView | None, overview: Overview, project: Project, word: Formatter
) -> CommitteePaperView:
    """Return the committee paper for the report's occasion; a draft names the plan's committee if it has just one."""
    plan_committee = plan.committee[0] if len(plan.committee) == 1 else ""
    return committee_paper_view(
        occasion_on_day,
        project.committee_paper,
        word,
        (occasion_on_day or NO_OCCASION).committee or plan_committee,
        has_background=bool(plan.background or plan.goal),
        has_work=bool(overview.current or overview.indicators),
    )


def _made_ahead(as_of: date, today: date | None, word: Formatter) -> str:
    """Return the sentence saying that the report was made before its day; empty if it was not."""
    if today is None or today >= as_of:
        return ""
    return word.text("Made in advance, on {day}: what happens after that is not known.", day=word.day(today))


def _last_reported(plan: Plan, as_of: date, occasion: ReportOccasion | None) -> date | None:
    """Return the last day of the previous report occasion, counted from `as_of` or `occasion`; None without one."""
    day = occasion.date.last if occasion and occasion.date else as_of
    before = occasion_before(plan.reports, min(day, as_of))
    return before.date.last if before and before.date else None


def _optional_occasion_view(occasion: ReportOccasion | None, word: Formatter) -> OccasionView | None:
    """Return the view of an occasion; None without an occasion."""
    return occasion_view(occasion, word) if occasion else None


def _indicator_years(indicators: Sequence[IndicatorView], word: Formatter, *, is_full: bool) -> TableView | None:
    """Return the indicators year by year; a short report has few: all if any is compared, else those of parts."""
    if is_full:
        return years_table(((one.title, one.unit, one.years) for one in indicators), word)
    if len(indicators) > MOST_INDICATORS:
        return None
    by_part = [one for one in indicators if one.is_measured_by_part]
    shown = indicators if any(one.comparison for one in indicators) else by_part
    return years_table(((one.title, one.unit, one.years) for one in shown), word, least=1 if by_part else 2)


def _reported_unit(part: Plan, unit: str | None, titles: Titles) -> ThingView | None:
    """Return the unit that the report is for, None for the whole plan; a unit may be named only by the cycle."""
    if not unit:
        return None
    return next(iter(unit_views(part, titles)), ThingView(unit, "", ()))


def _run_out(
    snapshot: Snapshot, unit: str | None, plans_replacing: Callable[[], Iterable[Plan]], word: Formatter
) -> str:
    """Return the last day of a plan that ended with work left and has no successor; otherwise, or for a unit, empty."""
    if unit:
        return ""
    period = snapshot.plan.period
    if period is None or not is_left_without_successor(snapshot, plans_replacing):
        return ""
    ends_in_range = period.to is not None and period.to.precision is Precision.RANGE  # `2023/2024`
    return word.day(period.to.last) if period.to and ends_in_range else word.date(period.to)


def _goals_above(
    snapshot: Snapshot, unit: str | None, word: Formatter, applies: Callable[[Area | Plan], bool]
) -> tuple[str, ...]:
    """Return the names of the plan and its areas for which `applies` is true; empty for a unit."""
    if unit:
        return ()
    whole_plan = word.text("The plan as a whole")
    return tuple(goal.title if route else whole_plan for route, goal in snapshot.goals_above() if applies(goal))


def _unmeasured(snapshot: Snapshot, indicators: Sequence[IndicatorView]) -> int:
    """Return how many indicators are to be measured and have neither a value nor a reason for its absence."""
    awaited = [is_value_awaited(snapshot, use) for use in indicator_uses(snapshot)]
    return sum(
        is_awaited and not (view.latest or view.parts or any(row.value or row.details for row in view.rows))
        for is_awaited, view in zip(awaited, indicators, strict=True)
    )


def _judged_long_ago(snapshot: Snapshot, unit: str | None, days: int) -> int:
    """Return how many old assessments are to be made again; those awaited or overdue anyway are not counted."""
    above = () if unit else (goal for _, goal in snapshot.goals_above() if not snapshot.is_awaiting_verdict(goal))
    open_now = (one for _, one in snapshot.current() if not snapshot.is_overdue(one))
    return sum(snapshot.needs_reassessment(one, days) for one in (*above, *open_now))


def _laws_label(plan: Plan, formatter: Formatter) -> str:
    """Return the heading of the laws, which depends on whether they name sections or only acts."""
    names_sections = any("§" in law or "paragraf" in law.lower() for law in plan.laws)
    return formatter.key("plan", "laws") if names_sections else formatter.heading(_ACTS)


_ACTS = message("Legal basis").template


def _contact(plan: Plan) -> tuple[str, ...]:
    contact = plan.contact
    return non_empty(contact.function, contact.email, contact.phone) if contact else ()


def _suppression(overview: Overview, surveys: Sequence[SurveyView], word: Formatter) -> str:
    """Return the sentence saying that counts of few people were left out; empty if none were."""
    subgoals, indicators = (*overview.current, *overview.carried_on), overview.indicators
    hidden = (
        any(subgoal.is_suppressed for subgoal in subgoals)
        or any(indicator.is_suppressed for indicator in indicators)
        or any(survey.is_suppressed for survey in surveys)
    )
    return word.text("Counts of fewer than {n} people are not shown.", n=word.small_count) if hidden else ""
