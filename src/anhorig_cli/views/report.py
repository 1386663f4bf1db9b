"""The report of a plan on a day: the one view that every template, in every format, is given as `plan`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anhorig_cli.model.coming import coming
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.model.snapshot import Snapshot
from anhorig_cli.model.strategy import Decision, Funding
from anhorig_cli.views.annual_cycle import CycleItemView, YearView, coming_view, year_view
from anhorig_cli.views.indicators import IndicatorView, SurveyView, indicator_view, survey_view
from anhorig_cli.views.names import PlanLookup, Titles
from anhorig_cli.views.periods import period_view
from anhorig_cli.views.subgoals import SubgoalPrinter, SubgoalView
from anhorig_cli.views.summary import SummaryView, summary_view
from anhorig_cli.views.wording import Wording
from anhorig_cli.vocabulary import Language


@dataclass(frozen=True, slots=True)
class ThingView:
    """Something with a title and words about it: a unit, role, party, target group, area, recommendation or funding."""

    title: str
    description: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision of a political body."""

    title: str
    date: str
    body: str
    paragraph: str
    registry_number: str
    text: str
    effective: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """An attachment."""

    title: str
    date: str
    registry_number: str
    file: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything a report can print, as text in the report's language; empty where the plan says nothing.

    `cycle` is the next time of each item of the annual cycle, `annual_cycle` the whole year.

    `background`, `goal`, `caveat` and descriptions, comments, causes, actions and notes are Markdown; all else is
    plain.
    """

    id: str
    language: str
    title: str
    organisation: str
    committee: str
    registry_number: str
    date: str
    iso_date: str
    period: str
    goal: str
    background: str
    laws: tuple[str, ...]
    replaces: tuple[str, ...]
    caveat: str
    contact: tuple[str, ...]
    responsible: str
    summary: SummaryView
    indicators: tuple[IndicatorView, ...]
    subgoals: tuple[SubgoalView, ...]
    carried_on: tuple[SubgoalView, ...]
    cycle: tuple[CycleItemView, ...]
    annual_cycle: YearView
    decisions: tuple[DecisionView, ...]
    surveys: tuple[SurveyView, ...]
    attachments: tuple[DocumentView, ...]
    target_groups: tuple[ThingView, ...]
    areas: tuple[ThingView, ...]
    parties: tuple[ThingView, ...]
    units: tuple[ThingView, ...]
    roles: tuple[ThingView, ...]
    funding: tuple[ThingView, ...]
    reports: tuple[ThingView, ...]
    recommendations: tuple[ThingView, ...]
    suppression: str


def report_view(
    plan: Plan,
    as_of: date,
    project: Project,
    other_plan: PlanLookup,
    language: Language | None = None,
    *,
    iso: bool = False,
) -> ReportView:
    """Return the report of a plan as it was known on a day, in the plan's language unless another is asked for.

    With `iso`, dates keep the ISO spelling, as on a terminal.
    """
    word = Wording(language or plan.language, project.labels, project.small_count, iso)
    snapshot = Snapshot(plan, as_of)
    titles = Titles(plan, word, other_plan)
    subgoals = SubgoalPrinter(snapshot, titles, word, project.due_soon_days)
    current = tuple(subgoals.view(s) for _, s in snapshot.current())
    carried_on = tuple(subgoals.view(s) for _, s in snapshot.subgoals if snapshot.carried_on_by(s))
    indicators = tuple(indicator_view(i, snapshot, word) for i in plan.indicators)
    surveys = tuple(survey_view(s, as_of, word) for s in plan.surveys)
    hidden = (
        any(subgoal.is_suppressed for subgoal in (*current, *carried_on))
        or any(indicator.is_suppressed for indicator in indicators)
        or any(survey.is_suppressed for survey in surveys)
    )
    return ReportView(
        id=plan.id,
        language=word.language.value,
        title=plan.title,
        organisation=plan.organisation or "",
        committee=word.listed(plan.committee),
        registry_number=", ".join(plan.registry_number),
        date=word.day(as_of),
        iso_date=as_of.isoformat(),
        period=period_view(plan.period, word),
        goal=plan.goal or "",
        background=plan.background or "",
        laws=plan.laws,
        replaces=plan.replaces,
        caveat=plan.caveat or "",
        contact=_contact(plan),
        responsible=titles.responsible(plan.responsible),
        summary=summary_view(current, carried_on, indicators, word),
        indicators=indicators,
        subgoals=current,
        carried_on=carried_on,
        cycle=tuple(coming_view(c, titles) for c in coming(plan, as_of)),
        annual_cycle=year_view(titles, as_of.year, as_of),
        decisions=tuple(_decision(d, word) for d in _known_decisions(plan, as_of)),
        surveys=surveys,
        attachments=tuple(
            DocumentView(a.title or "", word.date(a.date), a.registry_number or "", a.file or "", a.note or "")
            for a in plan.attachments
            if a.date is None or a.date.first <= as_of
        ),
        target_groups=tuple(_target_groups(plan, titles, word)),
        areas=tuple(
            ThingView(a.title, a.description or "", _told(a.source, *(_not_included(word, e) for e in a.excludes)))
            for a in plan.areas
        ),
        parties=tuple(
            ThingView(p.title, p.description or "", _told(word.label("party_role", p.role) if p.role else None))
            for p in plan.parties
        ),
        units=tuple(
            ThingView(u.title, u.description or "", _told(titles.responsible(u.responsible) or None))
            for u in plan.units
        ),
        roles=tuple(_roles(plan, titles, word)),
        funding=tuple(_funding(f, titles, word) for f in plan.funding),
        reports=tuple(_report(r, as_of, word) for r in plan.reports),
        recommendations=tuple(_recommendations(plan, as_of, titles, word)),
        suppression=word.text("Counts of fewer than {n} people are not shown.", n=project.small_count)
        if hidden
        else "",
    )


def _told(*details: str | None) -> tuple[str, ...]:
    return tuple(detail for detail in details if detail)


def _not_included(word: Wording, what: str) -> str:
    return word.text("not included: {what}", what=what)


def _contact(plan: Plan) -> tuple[str, ...]:
    contact = plan.contact
    return _told(contact.function, contact.email, contact.phone) if contact else ()


def _known_decisions(plan: Plan, as_of: date) -> Iterable[Decision]:
    return (d for d in plan.decisions if d.date is None or d.date.first <= as_of)


def _decision(decision: Decision, word: Wording) -> DecisionView:
    return DecisionView(
        title=decision.title or "",
        date=word.date(decision.date),
        body=decision.body or "",
        paragraph=decision.paragraph or "",
        registry_number=decision.registry_number or "",
        text=decision.text or "",
        effective=word.date(decision.effective),
    )


def _target_groups(plan: Plan, titles: Titles, word: Wording) -> Iterable[ThingView]:
    for group in plan.target_groups:
        part_of = titles.of([group.part_of], "target_groups") if group.part_of else []
        yield ThingView(
            group.title,
            group.description or "",
            _told(
                word.label("contact", group.contact) if group.contact else None,
                word.label("priority", group.priority) if group.priority else None,
                *(word.text("part of {whole}", whole=whole) for whole in part_of),
            ),
        )


def _roles(plan: Plan, titles: Titles, word: Wording) -> Iterable[ThingView]:
    for role in plan.roles:
        span = word.text("from {date}", date=role.from_) if role.from_ else None
        end = word.text("until {date}", date=role.to) if role.to and not role.to.is_open else None
        yield ThingView(
            role.title,
            role.description or "",
            _told(
                word.text("{count} posts", count=role.count) if role.count is not None and role.count != 1 else None,
                role.extent,
                span,
                end,
                word.text("vacant") if role.vacant else None,
                word.listed(titles.of(role.units, "units")),
            ),
        )


def _report(occasion: ReportOccasion, as_of: date, word: Wording) -> ThingView:
    """Return a report occasion; what one to come will say is not known."""
    is_past = occasion.date is None or occasion.date.first <= as_of
    title = occasion.title or occasion.id or word.text("Report")
    summary = (occasion.summary or "") if is_past else ""
    return ThingView(title, summary, _told(word.date(occasion.date), occasion.committee, occasion.meeting))


def _funding(funding: Funding, titles: Titles, word: Wording) -> ThingView:
    parts = [
        " ".join(
            _told(
                "".join(titles.of([part.unit or part.party or ""], "units", "parties")),
                word.text("{amount} SEK", amount=part.amount) if part.amount is not None else None,
                part.note,
            )
        )
        for part in funding.parts
    ]
    amount = word.text("{amount} SEK", amount=funding.amount) if funding.amount is not None else None
    title = funding.title or funding.source or word.text("Funding")
    source = funding.source if funding.title else None
    return ThingView(title, funding.note or "", _told(source, amount, period_view(funding.period, word), *parts))


def _recommendations(plan: Plan, as_of: date, titles: Titles, word: Wording) -> Iterable[ThingView]:
    for one in plan.recommendations:
        if one.date is not None and one.date.first > as_of:
            continue
        answers = titles.of(one.answered_by, "subgoals", "activities")
        answered = (
            word.text("answered by {answers}", answers=word.listed(answers)) if answers else word.text("not answered")
        )
        title = one.title or one.text or ""
        yield ThingView(title, (one.text or "") if one.title else "", _told(one.from_, word.date(one.date), answered))
