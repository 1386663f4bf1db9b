"""References as people read them: the titles of what they lead to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from anhorig_cli.model.ids import things
from anhorig_cli.model.plan import Plan, PlanLookup
from anhorig_cli.model.references import RESPONSIBLE, is_everyone
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.vocabulary import folded


class _Elsewhere(NamedTuple):
    """Another plan's title, and the titles of its things by their ids, folded."""

    plan_title: str
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Titles:
    """Finds the titles of the things that a plan refers to; what leads nowhere is printed as it was written.

    Where `plan` is a part of a plan, `whole` is all of it, whose things have titles too.
    """

    plan: Plan
    formatter: Formatter
    other_plan: PlanLookup
    whole: Plan | None = None
    _known: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict[tuple[str, ...], dict[str, str]])
    _elsewhere: dict[tuple[str, tuple[str, ...]], _Elsewhere | None] = field(
        default_factory=dict[tuple[str, tuple[str, ...]], _Elsewhere | None]
    )

    @property
    def whole_plan(self) -> Plan:
        """The plan that `plan` is, or is a part of."""
        return self.whole or self.plan

    def of(self, references: Iterable[str], *kinds: str) -> list[str]:
        """Return the titles of references to things of some kinds; `all` of units is everyone."""
        known = self._titles(kinds)
        return [self._title(reference, known, kinds) for reference in references]

    def responsible(self, references: Iterable[str]) -> str:
        """Return those responsible as a list in text."""
        return self.formatter.listed(self.of(references, *RESPONSIBLE))

    def _title(self, reference: str, known: dict[str, str], kinds: tuple[str, ...]) -> str:
        if "units" in kinds and is_everyone(reference):
            return self.formatter.label("everyone", "all")
        title = known.get(folded(reference))
        return title or self._in_other_plan(reference, kinds) or reference

    def _in_other_plan(self, reference: str, kinds: tuple[str, ...]) -> str | None:
        plan_id, slash, name = reference.partition("/")
        there = self._titles_in(plan_id, kinds) if slash else None
        if there is None:
            return None
        title = there.titles.get(folded(name), name)
        return f"{title} ({there.plan_title})"

    def _titles_in(self, plan_id: str, kinds: tuple[str, ...]) -> _Elsewhere | None:
        asked = plan_id, kinds
        if asked not in self._elsewhere:
            plan = self.other_plan(plan_id)
            self._elsewhere[asked] = _Elsewhere(plan.title, _titles_of(plan, kinds)) if plan else None
        return self._elsewhere[asked]

    def _titles(self, kinds: tuple[str, ...]) -> dict[str, str]:
        if kinds not in self._known:
            self._known[kinds] = _titles_of(self.whole_plan, kinds)
        return self._known[kinds]


def _titles_of(plan: Plan, kinds: tuple[str, ...]) -> dict[str, str]:
    listed = [thing for kind in kinds for thing in things(plan, kind)]
    return {folded(thing.id): thing.title or thing.id for thing in listed if thing.id}
