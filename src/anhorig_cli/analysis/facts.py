"""Dated facts, such as assessments and measurements: which of them were known on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from anhorig_cli.model.dates import PlanDate


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
    """Return the day a fact was known: its `reported`, else the first day of its date; always, without a date."""
    known = fact.reported or fact.date
    return known.first if known else date.min


def _when(fact: Fact) -> tuple[date, date]:
    told = fact.date or fact.reported
    return (told.first, told.last) if told else (date.min, date.min)


_F = TypeVar("_F", bound=Fact)


def known(facts: Iterable[_F], as_of: date) -> list[_F]:
    """Return the facts known on a day, oldest first; of one day, in the order of the file."""
    return sorted((fact for fact in facts if known_from(fact) <= as_of), key=_when)
