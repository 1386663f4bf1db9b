"""Target groups, units, parties, roles and surveys as shown in a report."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.facts import answers_are_known
from anhorig_cli.analysis.responsibility import listed_roles
from anhorig_cli.analysis.served_groups import ServedGroup, served_groups
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.organisation import Role
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.survey import Survey
from anhorig_cli.views.formatter import Formatter, period_view
from anhorig_cli.views.names import ThingView, Titles, non_empty
from anhorig_cli.vocabulary import SCALES, word_key


class TargetGroupView(NamedTuple):
    """A target group, the subgoals that are for it, and whether anything is.

    `served_by` names what is done for it: those subgoals, or else what replaces them. `is_to_reach` is set if the plan
    says that more of the group are to be reached, `is_served` if something is done for it, for a part of it, or (unless
    more are to be reached) for a group that it is part of. It `is_unserved` if nothing is, in a plan that has subgoals.
    """

    title: str
    description: str
    details: tuple[str, ...]
    subgoals: tuple[str, ...]
    served_by: tuple[str, ...]
    is_to_reach: bool
    is_served: bool
    is_unserved: bool
    has_dropped: bool


def target_group_views(snapshot: Snapshot, titles: Titles) -> tuple[TargetGroupView, ...]:
    """Return the target groups, each with what the plan does for it on the day."""
    return tuple(_target_group(served, snapshot, titles) for served in served_groups(snapshot))


def _target_group(served: ServedGroup, snapshot: Snapshot, titles: Titles) -> TargetGroupView:
    group, formatter = served.group, titles.formatter
    part_of = titles.of([group.part_of], "target_groups") if group.part_of else []
    return TargetGroupView(
        title=group.title,
        description=group.description or "",
        details=non_empty(
            formatter.label("contact", group.contact).lower() if group.contact else None,
            formatter.text("priority: {what}", what=formatter.label("priority", group.priority).lower())
            if group.priority
            else None,
            *(formatter.text("part of {whole}", whole=whole) for whole in part_of),
        ),
        subgoals=tuple(s.title for s in served.subgoals if not snapshot.is_carried_on(s)),
        served_by=tuple(_served_by(served, snapshot, formatter)),
        is_to_reach=group.priority == "reach_more",
        is_served=served.is_served,
        is_unserved=served.is_unserved,
        has_dropped=served.has_dropped,
    )


def _served_by(served: ServedGroup, snapshot: Snapshot, word: Formatter) -> Iterator[str]:
    """Yield what serves a target group: its subgoals, or else earlier subgoals, indicators, its parts or its whole."""
    current = [one.title for one in served.subgoals if not snapshot.is_carried_on(one)]
    if current:
        yield from current
        return
    for subgoal in served.subgoals:
        yield word.text("{title} (an earlier subgoal)", title=subgoal.title)
    for indicator in served.indicators:
        yield word.text("{title} (an indicator)", title=indicator.title)
    if not served.is_named and served.by_part:
        yield word.text("what is done for a part of the group")
    elif not served.is_named and served.is_served:
        yield word.text("what is done for the group that it is part of")


def unit_views(plan: Plan, titles: Titles) -> tuple[ThingView, ...]:
    """Return the units, each with who is responsible for it."""
    return tuple(
        ThingView(unit.title, unit.description or "", non_empty(titles.responsible(unit.responsible)))
        for unit in plan.units
    )


def party_views(plan: Plan, formatter: Formatter) -> tuple[ThingView, ...]:
    """Return the parties, each with its role in the work."""
    return tuple(
        ThingView(
            party.title,
            party.description or "",
            non_empty(formatter.label("party_role", party.role) if party.role else None),
        )
        for party in plan.parties
    )


def role_views(snapshot: Snapshot, titles: Titles) -> tuple[ThingView, ...]:
    """Return the roles, each with its number of posts, extent, period, vacancy and units."""
    return tuple(_role(role, titles) for role in listed_roles(snapshot))


def _role(role: Role, titles: Titles) -> ThingView:
    word = titles.formatter
    return ThingView(
        role.title,
        role.description or "",
        non_empty(
            word.counted(role.count, "one post", "{n} posts") if role.count is not None else None,
            role.extent,
            word.text("from {date}", date=role.from_) if role.from_ else None,
            word.text("until {date}", date=role.to) if role.to and not role.to.is_open else None,
            word.text("vacant") if role.vacant else None,
            word.listed(titles.of(role.units, "units")),
        ),
    )


# Surveys, focus groups and interviews as shown in a report.


class SurveyView(NamedTuple):
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


def survey_view(survey: Survey, as_of: date, formatter: Formatter, disclosure: Disclosure) -> SurveyView:
    """Return a survey with what is known on the day and discloses nothing about few people.

    If few did not answer, the number asked is left out rather than the number who answered, which is the base of every
    share in the survey.
    """
    if not answers_are_known(survey, as_of):
        survey = survey.model_copy(update={"sent": None, "answered": None})
    is_suppressed = disclosure.sent_is_suppressed(survey) or formatter.is_suppressed(survey.answered)
    return SurveyView(
        title=survey.title,
        description=survey.description or "",
        method=method_label(survey.method or "", formatter),
        period=period_view(survey.period, formatter),
        population=survey.population or "",
        sent=_sent_text(survey, formatter, disclosure),
        answered=formatter.people(survey.answered) if survey.answered is not None else "",
        response_rate="" if is_suppressed else _response_rate(survey, formatter),
        caveat=survey.caveat or "",
        is_suppressed=is_suppressed,
    )


def method_label(method: str, formatter: Formatter) -> str:
    """Return the label of a survey's method if it is a word of the scale, else the method as written."""
    name = SCALES["survey_method"].names.get(word_key(method))
    return formatter.label("survey_method", name) if name else method


def _response_rate(survey: Survey, formatter: Formatter) -> str:
    """Return the share that answered; empty if it is not known."""
    rate = survey.response_rate
    return formatter.percent(rate) if rate is not None else ""


def _sent_text(survey: Survey, formatter: Formatter, disclosure: Disclosure) -> str:
    """Return how many were asked; empty if that is unknown or would disclose the few who did not answer."""
    if survey.sent is None or (disclosure.sent_is_suppressed(survey) and not formatter.is_suppressed(survey.sent)):
        return ""
    return formatter.people(survey.sent)
