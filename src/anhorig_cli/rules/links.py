"""Links between the parts of a plan: which subgoals an indicator serves, and what a thing is a part of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from anhorig_cli.model.ids import Named
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.occurrences import Occurrence, occurrences
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case
from anhorig_cli.vocabulary import folded


class Partial(Named, Protocol):
    """Something that can be a part of another of its kind: a unit or a target group."""

    @property
    def part_of(self) -> str | None:
        """What it is a part of."""
        ...


class Index:
    """Leads from references to places in one of the plan's lists; a reference may name the plan, too (`plan-id/id`)."""

    def __init__(self, case: Case, things: Sequence[Named]) -> None:
        self._things = things
        self._own = f"{folded(case.plan.id)}/"
        by_title = {folded(thing.title): i for i, thing in enumerate(things) if thing.title}
        self._places = by_title | {folded(thing.id): i for i, thing in enumerate(things) if thing.id}

    def place(self, reference: str) -> int | None:
        """Return the place of what a reference leads to; None where it leads elsewhere, or is text."""
        key = folded(reference)
        return self._places.get(key, self._places.get(key.removeprefix(self._own)))

    def title(self, reference: str) -> str:
        """Return the title of what a reference leads to, or the reference itself where it leads elsewhere."""
        place = self.place(reference)
        return reference if place is None else self._things[place].title or reference

    def places(self, references: Iterable[str]) -> set[int]:
        """Return the places of what references lead to."""
        return {place for place in map(self.place, references) if place is not None}


@dataclass(frozen=True, slots=True)
class IndicatorUse:
    """An indicator with its place in the plan, the subgoals that refer to it, and those of them that are open."""

    index: int
    indicator: Indicator
    subgoals: tuple[Subgoal, ...]
    open_subgoals: tuple[Subgoal, ...]

    @property
    def is_followed(self) -> bool:
        """Tell whether it is still to be measured: for an open subgoal, or for the plan itself."""
        return bool(self.open_subgoals) or not self.subgoals


def uses_of_indicators(case: Case) -> tuple[IndicatorUse, ...]:
    """Return the plan's indicators with the subgoals that they serve, those to be added later among them."""
    return case.once(_uses)


def _uses(case: Case) -> tuple[IndicatorUse, ...]:
    index = Index(case, case.plan.indicators)
    subgoals = case.plan.subgoals
    serves: dict[int, list[int]] = {}
    for i, subgoal in enumerate(subgoals):
        for place in index.places(subgoal.indicators):
            serves.setdefault(place, []).append(i)
    is_open = {i for i, subgoal in case.snapshot.subgoals if case.snapshot.is_open(subgoal)}
    return tuple(
        IndicatorUse(
            i,
            indicator,
            tuple(subgoals[s] for s in serves.get(i, ())),
            tuple(subgoals[s] for s in serves.get(i, ()) if s in is_open),
        )
        for i, indicator in enumerate(case.plan.indicators)
    )


def occurrences_around(case: Case) -> list[Occurrence]:
    """Return the occurrences of the annual cycle from a year before the day to a year after, the earliest first."""
    return case.once(_around)


def _around(case: Case) -> list[Occurrence]:
    year = case.as_of.year
    return occurrences(case.plan, range(year - 1, year + 2), case.as_of)


def wholes(index: Index, things: Sequence[Partial]) -> list[set[int]]:
    """Return for each thing the places of what it is a part of, near and far."""
    found: list[set[int]] = []
    for thing in things:
        above: set[int] = set()
        place = index.place(thing.part_of) if thing.part_of else None
        while place is not None and place not in above:
            above.add(place)
            part_of = things[place].part_of
            place = index.place(part_of) if part_of else None
        found.append(above)
    return found
