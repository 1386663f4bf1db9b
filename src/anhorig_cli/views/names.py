"""References as people read them: the titles of what they lead to."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from anhorig_cli.analysis.responsibility import Answerable, Duties, Responsibility
from anhorig_cli.model.plan import Plan, PlanLookup
from anhorig_cli.model.register import RESPONSIBLE, Named, Register, is_everyone, register_of
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.plan_names import beside


class _Elsewhere(NamedTuple):
    """What another plan is called here, and its things."""

    plan_title: str
    register: Register[Named]


class Titles:
    """Finds the titles of the things that a plan refers to; what leads nowhere is printed as it was written.

    Where `plan` is a part of a plan, `whole` is all of it, whose things have titles too.
    """

    def __init__(self, plan: Plan, formatter: Formatter, other_plan: PlanLookup, whole: Plan | None = None) -> None:
        self.plan = plan
        self.formatter = formatter
        self.other_plan = other_plan
        self.whole = whole
        self._registers: dict[tuple[str, ...], Register[Named]] = {}
        self._elsewhere: dict[tuple[str, tuple[str, ...]], _Elsewhere | None] = {}

    @property
    def whole_plan(self) -> Plan:
        """The plan that `plan` is, or is a part of."""
        return self.whole or self.plan

    def of(self, references: Iterable[str], *kinds: str) -> list[str]:
        """Return the titles of references to things of some kinds; `all` of units is everyone."""
        register = self._register(kinds)
        return [self._title(reference, register, kinds) for reference in references]

    def responsible(self, references: Iterable[str], *, of_plan: bool = False) -> str:
        """Return those responsible as a list in text; it says so where they are responsible for the whole plan."""
        listed = self.formatter.listed(self.of(references, *RESPONSIBLE))
        return self.formatter.text("{names}, for the whole plan", names=listed) if listed and of_plan else listed

    def answerable(self, found: Answerable) -> str:
        """Return those responsible as a list in text, and for what they are so where the part itself does not say."""
        listed = self.responsible(found.names, of_plan=found.origin == "plan")
        if listed and found.origin == "area":
            return self.formatter.text("{names}, for the area", names=listed)
        if listed and found.origin == "subgoal":
            return self.formatter.text("{names}, for the subgoal", names=listed)
        return listed

    @cached_property
    def responsibility(self) -> Responsibility:
        """Who is responsible for what in the whole plan."""
        return Responsibility(self.whole_plan)

    @cached_property
    def duties(self) -> Duties:
        """Who does what in the annual cycle of the whole plan."""
        return Duties.of(self.whole_plan)

    def _title(self, reference: str, register: Register[Named], kinds: tuple[str, ...]) -> str:
        if "units" in kinds and is_everyone(reference):
            return self.formatter.label("everyone", "all")
        if register.has(reference):
            return register.title(reference)
        return self._in_other_plan(reference, kinds) or reference

    def _in_other_plan(self, reference: str, kinds: tuple[str, ...]) -> str | None:
        plan_id, slash, name = reference.partition("/")
        there = self._things_in(plan_id, kinds) if slash else None
        if there is None:
            return None
        return f"{there.register.title(name)} ({there.plan_title})"

    def _things_in(self, plan_id: str, kinds: tuple[str, ...]) -> _Elsewhere | None:
        asked = plan_id, kinds
        if asked not in self._elsewhere:
            plan = self.other_plan(plan_id)
            self._elsewhere[asked] = self._elsewhere_in(plan, kinds) if plan else None
        return self._elsewhere[asked]

    def _elsewhere_in(self, plan: Plan, kinds: tuple[str, ...]) -> _Elsewhere:
        called = beside(plan.title, plan.organisation, self.plan.organisation)
        return _Elsewhere(called, register_of(plan, *kinds))

    def _register(self, kinds: tuple[str, ...]) -> Register[Named]:
        if kinds not in self._registers:
            self._registers[kinds] = register_of(self.whole_plan, *kinds)
        return self._registers[kinds]
