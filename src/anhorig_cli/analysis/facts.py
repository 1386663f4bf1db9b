"""Dated facts, such as assessments and measurements: which of them were known on a day.

A figure of a longer time is known when that has ended, and what happened in it when it began.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from anhorig_cli.model.activity import Occasion
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.strategy import Funding
from anhorig_cli.model.survey import Survey


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
