"""The findings that a project accepts, indexed by rule and place, since both may be many."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.diagnostics import Rule
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.project import Ignore
from anhorig_cli.vocabulary import folded


class Scope(NamedTuple):
    """What an exception covers: a rule, by slug or code; a plan, or all (None); and a place in it, or all of it."""

    rule: str
    plan: str | None
    place: str | None


def scope_of(exception: Ignore) -> Scope:
    """Return what an exception covers; the plan's id and the place are folded."""
    if exception.at is None:
        return Scope(exception.rule, None, None)
    plan, _, rest = exception.at.partition("/")
    if not rest:
        return Scope(exception.rule, folded(plan), None)
    kind, _, name = rest.partition("/")
    place = f"{folded(plan)}/{PARTS['plan'].name_of(kind) or kind}/{folded(name)}"
    return Scope(exception.rule, folded(plan), place)


class Exceptions:
    """A project's exceptions, indexed by what they cover."""

    def __init__(self, listed: Sequence[Ignore]) -> None:
        self._last_days: dict[Scope, date] = {}
        for exception in listed:
            scope = scope_of(exception)
            last = exception.until.last if exception.until else date.max
            self._last_days[scope] = max(last, self._last_days.get(scope, date.min))

    def of(self, rule: Rule, plan_id: str, place: str | None, as_of: date) -> list[Scope]:
        """Return the scopes of the exceptions that accept a finding and still apply on a day.

        Args:
            rule: the finding's rule.
            plan_id: the id of its plan.
            place: its place as settings name it; None for a finding about a file.
            as_of: the day.
        """
        if not self._last_days:
            return []
        plan = folded(plan_id)
        places = [(None, None), (plan, None)] if place is None else [(None, None), (plan, None), (plan, place)]
        scopes = [Scope(name, *where) for name in (rule.slug, rule.code) for where in places]
        return [scope for scope in scopes if self._last_days.get(scope, date.min) >= as_of]
