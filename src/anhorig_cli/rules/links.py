"""Links between the parts of a plan: what references lead to, and which subgoals an indicator serves."""

from collections.abc import Sequence
from dataclasses import dataclass

from anhorig_cli.model.ids import Named
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.occurrences import Occurrence, occurrences
from anhorig_cli.model.places import Places
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case


class Index(Places):
    """Leads from references to places in one of the lists of the case's plan."""

    def __init__(self, case: Case, things: Sequence[Named]) -> None:
        super().__init__(case.plan.id, things)


@dataclass(frozen=True, slots=True)
class IndicatorUse:
    """An indicator as it was on the day, its place in the plan, the subgoals that refer to it, and the open ones."""

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
            case.snapshot.indicator(indicator),
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
