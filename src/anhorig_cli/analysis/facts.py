"""Which dated facts were known on a day, which assessments are final, and which targets were in force.

A value for a longer period is known when the period has ended, an event in it when the period begins.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from anhorig_cli.model.activity import Occasion
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.strategy import Funding
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.survey import Survey
from anhorig_cli.model.target import Target
from anhorig_cli.model.values import answer_in
from anhorig_cli.vocabulary import SCALES, folded, word_key

if TYPE_CHECKING:
    from anhorig_cli.model.measurement import Scope


class Fact(Protocol):
    """Something that happened on a date, and may have become known on another."""

    @property
    def date(self) -> PlanDate | None:
        """When it happened."""
        ...

    @property
    def reported(self) -> PlanDate | None:
        """When it became known, if on another day."""
        ...


def known_from(fact: Fact) -> date:
    """Return the day a fact became known: its `reported`; else from its date; `date.min` without a date.

    A figure is known from the last day of its date, anything else from the first. Comparison values of others are, like
    targets, part of the plan's own text, and always known.
    """
    if isinstance(fact, Measurement) and not fact.is_ours:
        return date.min
    if fact.reported is not None:
        return fact.reported.first
    when = fact.date
    if when is None:
        return date.min
    return when.last if is_figure(fact) else when.first


def is_known(fact: Fact, as_of: date) -> bool:
    """Return whether a fact was known on a day."""
    return known_from(fact) <= as_of


def is_awaited(fact: Fact, as_of: date) -> bool:
    """Return whether a fact is unknown on a day only because its period has begun and not ended."""
    return fact.date is not None and fact.date.first <= as_of and not is_known(fact, as_of) and fact.reported is None


def is_figure(fact: Fact) -> bool:
    """Return whether a fact is a figure for its period: a measurement, or a number of occasions or participants."""
    if isinstance(fact, Measurement):
        return True
    return isinstance(fact, Occasion) and (fact.count is not None or fact.participants is not None)


def answers_known_from(survey: Survey) -> date:
    """Return the day the number of answers to a survey became known: the last of its period, unless `reported`."""
    period = survey.period
    if survey.reported is not None:
        return survey.reported.first
    if period is not None and period.to is not None:
        return period.to.last
    return period.from_.first if period is not None and period.from_ is not None else date.min


def answers_are_known(survey: Survey, as_of: date) -> bool:
    """Return whether the number of answers to a survey was known on a day."""
    return answers_known_from(survey) <= as_of


def answers_are_awaited(survey: Survey, as_of: date) -> bool:
    """Return whether the number of answers is unknown on a day only because the survey has begun and not ended."""
    begins = survey.period.from_ if survey.period else None
    has_begun = begins is not None and begins.first <= as_of
    is_answered = survey.answered is not None and survey.reported is None
    return is_answered and has_begun and not answers_are_known(survey, as_of)


def outcome_is_known(funding: Funding, as_of: date) -> bool:
    """Return whether the outcome of funding was known on a day: always, unless it has a `reported` date."""
    return funding.reported is None or funding.reported.first <= as_of


def new_from(fact: Fact) -> date:
    """Return the day after which a fact is no longer new: its `reported`, else the last day of its date."""
    known_on = fact.reported or fact.date
    return known_on.last if known_on else date.min


def _sort_key(fact: Fact) -> tuple[date, date]:
    """Return the sort key of a fact: by the last day of its period, then by the first."""
    known_on = fact.date or fact.reported
    return (known_on.last, known_on.first) if known_on else (date.min, date.min)


_F = TypeVar("_F", bound=Fact)


def known(facts: Iterable[_F], as_of: date) -> list[_F]:
    """Return the facts known on a day, oldest first; those of the same date in the order of the file."""
    return sorted((fact for fact in facts if is_known(fact, as_of)), key=_sort_key)


# Assessments of subgoals: which are final, which are deviations, and which explain one.


DEVIATIONS = frozenset({"partly_expected", "partly_achieved", "unlikely", "not_achieved"})
"""Assessments that a subgoal is not, or is not expected to be, wholly met."""
NOT_MET = frozenset({"not_achieved", "partly_achieved"})
"""Assessments that a subgoal is not met, or only in part; if final, it was not met."""
_PARTLY = frozenset({"partly_expected", "partly_achieved"})
_ALWAYS_FINAL = frozenset({"achieved", "discontinued", "not_applicable"})


def is_reasoned(assessment: Assessment) -> bool:
    """Return whether an assessment that could not be made has a date and a comment that says why."""
    is_dated = assessment.date is not None or assessment.reported is not None
    return assessment.status == "not_assessed" and is_dated and bool(assessment.comment)


def is_final(assessment: Assessment, due_then: PlanDate | None, due_now: PlanDate | None, ends: date | None) -> bool:
    """Return whether the latest assessment of a subgoal is final, so that no further one is asked for.

    Achieved, discontinued and not applicable always are. Not met, wholly or in part, and not assessable are so if dated
    no earlier than the last day of the deadline, or if `final`. A deadline postponed afterwards reopens the subgoal.

    Args:
        assessment: the latest known assessment.
        due_then: the deadline in force when it was made.
        due_now: the deadline in force now.
        ends: the last day of the plan's period, used where there is no deadline; None where there is no such day.
    """
    if assessment.status in _ALWAYS_FINAL:
        return True
    if assessment.status not in NOT_MET and not is_reasoned(assessment):
        return False
    if _is_moved_later(due_then, due_now):
        return False
    if assessment.final:
        return True
    day = assessment.date or assessment.reported
    last = _last_day(due_then or due_now, ends)
    return day is not None and last is not None and day.last >= last


def _last_day(due: PlanDate | None, ends: date | None) -> date | None:
    return due.last if due is not None and not due.is_open else ends


def _is_moved_later(then: PlanDate | None, now: PlanDate | None) -> bool:
    return then is not None and now is not None and now.last > then.last


def says_why(assessment: Assessment) -> bool:
    """Return whether an assessment gives a cause, an action or a new date."""
    return bool(assessment.cause or assessment.action or assessment.new_date)


def new_date_has_passed(assessment: Assessment, as_of: date) -> bool:
    """Return whether the new date that an assessment gives has passed, too."""
    return assessment.new_date is not None and assessment.new_date.has_ended(as_of)


def is_explained(assessment: Assessment | None, *, is_final: bool) -> bool:
    """Return whether an assessment says why a subgoal deviates, or what is done about it.

    A comment is enough in a final one, since nothing more is to be done, and where the subgoal is, or is expected to
    be, met in part.
    """
    if assessment is None:
        return False
    comment_is_enough = is_final or assessment.status in _PARTLY
    return says_why(assessment) or (comment_is_enough and bool(assessment.comment))


# The targets in force on a day: those of today, with later revisions undone.


def target_in_force(targets: Sequence[Target], as_of: date) -> Target | None:
    """Return the target in force on a day: the first that is not yet due, else the last; None without targets.

    One without a day is never due. All must be for the same unit and target group.
    """
    in_order = sorted(targets, key=_day_of)
    return next((one for one in in_order if not is_due(one, as_of)), in_order[-1] if in_order else None)


def is_due(target: Target, as_of: date) -> bool:
    """Return whether the day of a target has passed."""
    return target.by is not None and target.by.has_ended(as_of)


def _day_of(target: Target) -> date:
    return target.by.last if target.by else date.max


def last_due(targets: Sequence[Target], as_of: date) -> list[Target]:
    """Return the target that fell due last for the whole and for each unit and target group with a due target."""
    in_order = sorted((one for one in targets if is_due(one, as_of)), key=_day_of)
    return list({one.scope: one for one in in_order}.values())


def with_targets_in_force_first(indicator: Indicator, targets: Sequence[Target], as_of: date) -> Indicator:
    """Return an indicator with the given targets: first those in force on a day for the whole and for each part."""
    of_scope: dict[Scope, list[Target]] = {}
    for one in targets:
        of_scope.setdefault(one.scope, []).append(one)
    first = _existing(*(target_in_force(alike, as_of) for alike in of_scope.values()))
    in_force = {id(one) for one in first}
    others = [one for one in targets if id(one) not in in_force]
    return indicator.model_copy(update={"targets": (*first, *others)})


def targets_before(plan: Plan, as_of: date) -> dict[str, tuple[Target, ...]]:
    """Return the targets of the indicators whose targets differed on a day from today's, by folded indicator id.

    A revision of a target belongs to a subgoal. It concerns the subgoal's indicator; of several, the one whose target
    it led to. Where that is not a single one, the revision is ignored. Of several targets of an indicator it concerns
    the one whose level it led to.
    """
    later = _later_revisions(plan, as_of)
    if not later:
        return {}
    indicators = Register(plan.indicators)
    now = {folded(indicator.id): indicator.targets for indicator in plan.indicators}
    before = dict(now)
    for subgoal, revision in later:
        if name := _revised_indicator(subgoal, revision, indicators, before):
            before[name] = _targets_before_revision(before[name], revision)
    return {name: targets for name, targets in before.items() if targets is not now[name]}


def _targets_before_revision(targets: tuple[Target, ...], revision: Revision) -> tuple[Target, ...]:
    """Return an indicator's targets as they were before a revision."""
    if len(targets) <= 1:
        return _existing(_with_level(targets[0] if targets else None, revision.from_))
    led_to = [one for one in targets if one.level == _as_level(revision.to)]
    if len(led_to) != 1:
        return targets
    earlier = _with_level(led_to[0], revision.from_)
    return _existing(*(earlier if one is led_to[0] else one for one in targets))


def _existing(*targets: Target | None) -> tuple[Target, ...]:
    """Return the targets that are not None."""
    return tuple(one for one in targets if one is not None)


def _as_level(level: object) -> object:
    answer = answer_in(level) if isinstance(level, str) else None
    return level if answer is None else answer


def _later_revisions(plan: Plan, as_of: date) -> list[tuple[Subgoal, Revision]]:
    """Return the revisions of targets that became known after a day, latest first."""
    found = [
        (subgoal, revision)
        for subgoal in plan.subgoals
        for revision in subgoal.revisions
        if revision.field == "target" and _day_known(revision) > as_of
    ]
    return sorted(found, key=lambda one: _day_known(one[1]), reverse=True)


def _day_known(revision: Revision) -> date:
    return revision.known_from or date.min


def _revised_indicator(
    subgoal: Subgoal, revision: Revision, indicators: Register[Indicator], targets: Mapping[str, Sequence[Target]]
) -> str | None:
    """Return the folded id of the indicator whose target a revision changed; None where it cannot be determined."""
    names = list(dict.fromkeys(indicators.key(name) for name in subgoal.indicators if indicators.has(name)))
    if len(names) > 1:
        led_to = _as_level(revision.to)
        names = [name for name in names if any(target.level == led_to for target in targets[name])]
    return names[0] if len(names) == 1 else None


def _with_level(target: Target | None, level: object) -> Target | None:
    """Return a target in the same form with another level; None where there was no level."""
    if level is None:
        return None
    target = target or Target()
    if isinstance(level, str) and (answer := answer_in(level)) is not None:
        return target.model_copy(update={**_NO_LEVEL, "value": answer})
    if isinstance(level, str):  # a direction; free text has no level to compare a value with
        direction = SCALES["direction"].names.get(word_key(level[:80]), target.direction)
        return target.model_copy(update={**_NO_LEVEL, "direction": direction})
    form = next((name for name in _NO_LEVEL if getattr(target, name) is not None), "value")
    return target.model_copy(update={form: level})


_NO_LEVEL = {"value": None, "at_least": None, "at_most": None}
