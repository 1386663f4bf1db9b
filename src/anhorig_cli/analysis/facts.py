"""Which dated facts were known on a day, which judgements are final, and which targets held.

A figure of a longer time is known when that has ended, and what happened in it when it began.
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
        """When it became known, where that is another day."""
        ...


def known_from(fact: Fact) -> date:
    """Return the day a fact was known: its `reported`; else as its date says; always, without a date.

    A figure is known from the last day of its date, anything else from the first. Another's value is the plan's own
    text, like a target, and always known.
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
    """Return whether a figure is not known on a day for that alone that its time has begun and not ended."""
    return fact.date is not None and fact.date.first <= as_of and not is_known(fact, as_of) and fact.reported is None


def is_figure(fact: Fact) -> bool:
    """Return whether a fact is a number of something that is counted over its time."""
    if isinstance(fact, Measurement):
        return True
    return isinstance(fact, Occasion) and (fact.count is not None or fact.participants is not None)


def answers_known_from(survey: Survey) -> date:
    """Return the day from which it is known how many answered a survey: the last of its time, unless reported."""
    period = survey.period
    if survey.reported is not None:
        return survey.reported.first
    if period is not None and period.to is not None:
        return period.to.last
    return period.from_.first if period is not None and period.from_ is not None else date.min


def answers_are_known(survey: Survey, as_of: date) -> bool:
    """Return whether it was known on a day how many answered a survey."""
    return answers_known_from(survey) <= as_of


def answers_are_awaited(survey: Survey, as_of: date) -> bool:
    """Return whether the answers to a survey are not known for that alone that its time has begun and not ended."""
    begins = survey.period.from_ if survey.period else None
    has_begun = begins is not None and begins.first <= as_of
    is_told = survey.answered is not None and survey.reported is None
    return is_told and has_begun and not answers_are_known(survey, as_of)


def outcome_is_known(funding: Funding, as_of: date) -> bool:
    """Return whether it was known on a day what money came to: always, unless it says when that was reported."""
    return funding.reported is None or funding.reported.first <= as_of


def new_from(fact: Fact) -> date:
    """Return the day after which a fact is no longer new: when it was reported, else the last of its date."""
    known_on = fact.reported or fact.date
    return known_on.last if known_on else date.min


def _when(fact: Fact) -> tuple[date, date]:
    """Return what facts are sorted by: the one whose time ends later is the last."""
    known_on = fact.date or fact.reported
    return (known_on.last, known_on.first) if known_on else (date.min, date.min)


_F = TypeVar("_F", bound=Fact)


def known(facts: Iterable[_F], as_of: date) -> list[_F]:
    """Return the facts known on a day, oldest first; of one day, in the order of the file."""
    return sorted((fact for fact in facts if is_known(fact, as_of)), key=_when)


# Judgements of subgoals: which are final, which are deviations, and which say why.


DEVIATIONS = frozenset({"partly_expected", "partly_achieved", "unlikely", "not_achieved"})
"""Judgements that a subgoal is not, or will not be, wholly met."""
NOT_MET = frozenset({"not_achieved", "partly_achieved"})
"""Judgements that a subgoal is not met, or only in part; where they are final, it was not met."""
_PARTLY = frozenset({"partly_expected", "partly_achieved"})
_ALWAYS_FINAL = frozenset({"achieved", "discontinued", "not_applicable"})


def is_reasoned(assessment: Assessment) -> bool:
    """Return whether a judgement that could not be made says on which day, and why."""
    is_dated = assessment.date is not None or assessment.reported is not None
    return assessment.status == "not_assessed" and is_dated and bool(assessment.comment)


def is_final(assessment: Assessment, due_then: PlanDate | None, due_now: PlanDate | None, ends: date | None) -> bool:
    """Return whether the last judgement of a subgoal ends the matter, so that it is not asked for again.

    What is met, discontinued or not applicable is so. What was not met, or could not be assessed, is so from the last
    day of the deadline, or where it says so itself. A deadline that was moved later afterwards opens it again.

    Args:
        assessment: the last judgement that is known.
        due_then: the deadline that held when it was made.
        due_now: the deadline that holds now.
        ends: the last day of the plan's period, which stands in for a deadline where there is none; None where there
            is no such day.
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
    """Return whether a judgement gives a cause, an action or a new date."""
    return bool(assessment.cause or assessment.action or assessment.new_date)


def new_date_has_passed(assessment: Assessment, as_of: date) -> bool:
    """Return whether the new date that a judgement gives is past, too."""
    return assessment.new_date is not None and assessment.new_date.has_ended(as_of)


def is_explained(assessment: Assessment | None, *, is_final: bool) -> bool:
    """Return whether a judgement says why a subgoal deviates, or what is done about it.

    A comment is enough in one that is final, since nothing more is to be done, and where a part is, or will be, met.
    """
    if assessment is None:
        return False
    comment_is_enough = is_final or assessment.status in _PARTLY
    return says_why(assessment) or (comment_is_enough and bool(assessment.comment))


# The targets that held on a day: those of today, set back by the revisions that were decided later.


def holding(targets: Sequence[Target], as_of: date) -> Target | None:
    """Return the target that holds on a day: the first that is not yet due, else the last; None of none.

    One without a day is never due. All are of the same unit and target group.
    """
    in_order = sorted(targets, key=_day_of)
    return next((one for one in in_order if not is_due(one, as_of)), in_order[-1] if in_order else None)


def is_due(target: Target, as_of: date) -> bool:
    """Return whether the day of a target has passed."""
    return target.by is not None and target.by.has_ended(as_of)


def _day_of(target: Target) -> date:
    return target.by.last if target.by else date.max


def last_due(targets: Sequence[Target], as_of: date) -> list[Target]:
    """Return the target that was due last, for the whole and for each unit and target group that has any."""
    in_order = sorted((one for one in targets if is_due(one, as_of)), key=_day_of)
    return list({one.scope: one for one in in_order}.values())


def with_holding_first(indicator: Indicator, targets: Sequence[Target], as_of: date) -> Indicator:
    """Return an indicator with some targets, those that hold on a day for the whole and for each part the first."""
    of_scope: dict[Scope, list[Target]] = {}
    for one in targets:
        of_scope.setdefault(one.scope, []).append(one)
    first = _present(*(holding(alike, as_of) for alike in of_scope.values()))
    held = {id(one) for one in first}
    others = [one for one in targets if id(one) not in held]
    return indicator.model_copy(update={"targets": (*first, *others)})


def targets_before(plan: Plan, as_of: date) -> dict[str, tuple[Target, ...]]:
    """Return the targets that were others on a day than they are now, by the folded ids of their indicators.

    A revision of a target stands on a subgoal. It is of the subgoal's indicator; of several, of the one whose target it
    led to. Where that does not point out a single one, the revision changes nothing. Of several targets of an indicator
    it is the one whose level it led to.
    """
    later = _later_revisions(plan, as_of)
    if not later:
        return {}
    indicators = Register(plan.indicators)
    now = {folded(indicator.id): indicator.targets for indicator in plan.indicators}
    before = dict(now)
    for subgoal, revision in later:
        if name := _revised(subgoal, revision, indicators, before):
            before[name] = _set_back(before[name], revision)
    return {name: targets for name, targets in before.items() if targets is not now[name]}


def _set_back(targets: tuple[Target, ...], revision: Revision) -> tuple[Target, ...]:
    """Return an indicator's targets as they were before a revision."""
    if len(targets) <= 1:
        return _present(_with_level(targets[0] if targets else None, revision.from_))
    led_to = [one for one in targets if one.level == _as_level(revision.to)]
    if len(led_to) != 1:
        return targets
    earlier = _with_level(led_to[0], revision.from_)
    return _present(*(earlier if one is led_to[0] else one for one in targets))


def _present(*targets: Target | None) -> tuple[Target, ...]:
    """Return the targets that there are."""
    return tuple(one for one in targets if one is not None)


def _as_level(level: object) -> object:
    answer = answer_in(level) if isinstance(level, str) else None
    return level if answer is None else answer


def _later_revisions(plan: Plan, as_of: date) -> list[tuple[Subgoal, Revision]]:
    """Return the revisions of targets that were decided after a day, the last one first."""
    found = [
        (subgoal, revision)
        for subgoal in plan.subgoals
        for revision in subgoal.revisions
        if revision.field == "target" and _decided(revision) > as_of
    ]
    return sorted(found, key=lambda one: _decided(one[1]), reverse=True)


def _decided(revision: Revision) -> date:
    return revision.known_from or date.min


def _revised(
    subgoal: Subgoal, revision: Revision, indicators: Register[Indicator], targets: Mapping[str, Sequence[Target]]
) -> str | None:
    """Return the id of the indicator whose target a revision changed."""
    names = list(dict.fromkeys(indicators.key(name) for name in subgoal.indicators if indicators.has(name)))
    if len(names) > 1:
        led_to = _as_level(revision.to)
        names = [name for name in names if any(target.level == led_to for target in targets[name])]
    return names[0] if len(names) == 1 else None


def _with_level(target: Target | None, level: object) -> Target | None:
    """Return a target as it was: put the same way, with another level; None where there was none."""
    if level is None:
        return None
    target = target or Target()
    if isinstance(level, str) and (answer := answer_in(level)) is not None:
        return target.model_copy(update={**_NO_LEVEL, "value": answer})
    if isinstance(level, str):  # a direction; in words of one's own it has no level that a value can be held against
        direction = SCALES["direction"].names.get(word_key(level[:80]), target.direction)
        return target.model_copy(update={**_NO_LEVEL, "direction": direction})
    form = next((name for name in _NO_LEVEL if getattr(target, name) is not None), "value")
    return target.model_copy(update={form: level})


_NO_LEVEL = {"value": None, "at_least": None, "at_most": None}
