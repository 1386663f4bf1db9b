"""Links between the parts of a plan: what references lead to, and which subgoals an indicator belongs to."""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from anhorig_cli.analysis.coverage import IndicatorUse, indicator_uses
from anhorig_cli.analysis.occurrences import LATELY, Occurrence, occurrences
from anhorig_cli.model.register import Named, Register
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case
from anhorig_cli.vocabulary import folded

if TYPE_CHECKING:
    from anhorig_cli.analysis.open_duties import TaskNames

_MOST_SUGGESTIONS = 20
_LONGEST_SOON = 366
"""Days: the annual cycle is not told of further ahead, however early reminders come."""


class Suggestions:
    """What names that are not known may mean; it is looked for the first of them only, since it takes time."""

    def __init__(self, _: Case) -> None:
        self._near: dict[tuple[str, tuple[str, ...], str], str | None] = {}

    def near(self, name: str, known: Register[Named], kinds: tuple[str, ...], plan_id: str = "") -> str | None:
        """Return the one of some names that another is most like; None where none is, or too many are not known.

        Args:
            name: the name that is not among them.
            known: the things of some kinds.
            kinds: the kinds.
            plan_id: the plan that they are in, where it is another.
        """
        asked = plan_id, kinds, folded(name)
        if not known:
            return None
        if asked not in self._near:
            self._near[asked] = known.near(name) if len(self._near) < _MOST_SUGGESTIONS else None
        return self._near[asked]


def several_in(text: str, known: Register[Named]) -> list[str]:
    """Return the names of things that stand in one text, as `chef och konsulent`; nothing where it is no such list."""
    names = re.split(_BETWEEN_NAMES, text.strip()) if len(text) <= _LONGEST_LIST else []
    return names if len(names) > 1 and all(map(known.has, names)) else []


_BETWEEN_NAMES = r"\s*[,;/&+]\s*|\s+(?:och|samt|and)\s+"
_LONGEST_LIST = 500


def uses_of_indicators(case: Case) -> list[IndicatorUse]:
    """Return the plan's indicators with the subgoals that they belonged to on the day."""
    return case.once(_uses)


def _uses(case: Case) -> list[IndicatorUse]:
    return indicator_uses(case.snapshot)


def is_explained(case: Case, subgoals: Iterable[Subgoal], since: date) -> bool:
    """Return whether an assessment in force, made on a day or later, gives a cause, or says what is done about it."""
    assessments = map(case.snapshot.assessment, subgoals)
    return any(a and a.date and a.date.last >= since and (a.cause or a.action) for a in assessments)


def occurrences_around(case: Case) -> list[Occurrence]:
    """Return the occurrences of the annual cycle, the earliest first, in the years that lately and soon lie in."""
    return case.once(_around)


def task_names(case: Case) -> "TaskNames":
    """Return the names of what can be ticked off in the plan; ask for it with `case.once`."""
    from anhorig_cli.analysis.open_duties import TaskNames  # noqa: PLC0415 - few plans have one that is told of

    return TaskNames.of(case.plan)


_DONE = attrgetter("done")


def _around(case: Case) -> list[Occurrence]:
    soon = timedelta(days=min(case.project.due_soon_days, _LONGEST_SOON))
    has_begun = any(map(_DONE, case.plan.annual_cycle))
    earliest = case.as_of - LATELY if has_begun else case.as_of  # what nobody has begun to tick off is not missed
    years = range(earliest.year, (case.as_of + soon).year + 1)
    return occurrences(case.plan, years, case.as_of)


# Circles: things that lead to each other, round and back.


T = TypeVar("T", bound=Hashable)


def in_circles(links: Mapping[T, Sequence[T]]) -> set[T]:
    """Return the names from which links lead back to themselves.

    They are found in groups that all lead to each other (Kosaraju's algorithm), so that each link is followed twice.
    """
    backwards: dict[T, list[T]] = {name: [] for name in links}
    for name, others in links.items():
        for other in others:
            backwards.setdefault(other, []).append(name)
    found: set[T] = set()
    seen: set[T] = set()
    for name in reversed(_innermost_first(links)):
        group = _reached(name, backwards, seen)
        if len(group) > 1 or name in links.get(name, ()):
            found.update(group)
    return found


def _innermost_first(links: Mapping[T, Sequence[T]]) -> list[T]:
    """Return the names in the order in which a search, that goes on as deep as it can, is done with them."""
    done: list[T] = []
    seen: set[T] = set()
    for start in links:
        waiting = [(start, iter(links[start]))] if start not in seen else []
        seen.add(start)
        while waiting:
            name, others = waiting[-1]
            other = next((one for one in others if one in links and one not in seen), None)
            if other is None:
                done.append(name)
                waiting.pop()
            else:
                seen.add(other)
                waiting.append((other, iter(links[other])))
    return done


def _reached(start: T, links: Mapping[T, Sequence[T]], seen: set[T]) -> list[T]:
    """Return the names that links lead to from one, itself among them, but for those that were seen before."""
    group = [start] if start not in seen else []
    seen.add(start)
    for name in group:
        new = [other for other in dict.fromkeys(links[name]) if other not in seen]
        seen.update(new)
        group += new
    return group
