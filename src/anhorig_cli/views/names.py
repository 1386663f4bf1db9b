"""References as people read them: the titles of what they lead to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from anhorig_cli.model.plan import Plan, PlanLookup
from anhorig_cli.model.references import RESPONSIBLE, is_everyone
from anhorig_cli.model.register import Named, Register, register_of
from anhorig_cli.views.formatter import Formatter


class _Elsewhere(NamedTuple):
    """Another plan's title, and its things."""

    plan_title: str
    register: Register[Named]


@dataclass(frozen=True, slots=True)
class Titles:
    """Finds the titles of the things that a plan refers to; what leads nowhere is printed as it was written.

    Where `plan` is a part of a plan, `whole` is all of it, whose things have titles too.
    """

    plan: Plan
    formatter: Formatter
    other_plan: PlanLookup
    whole: Plan | None = None
    _registers: dict[tuple[str, ...], Register[Named]] = field(default_factory=dict[tuple[str, ...], Register[Named]])
    _elsewhere: dict[tuple[str, tuple[str, ...]], _Elsewhere | None] = field(
        default_factory=dict[tuple[str, tuple[str, ...]], _Elsewhere | None]
    )

    @property
    def whole_plan(self) -> Plan:
        """The plan that `plan` is, or is a part of."""
        return self.whole or self.plan

    def of(self, references: Iterable[str], *kinds: str) -> list[str]:
        """Return the titles of references to things of some kinds; `all` of units is everyone."""
        register = self._register(kinds)
        return [self._title(reference, register, kinds) for reference in references]

    def responsible(self, references: Iterable[str]) -> str:
        """Return those responsible as a list in text."""
        return self.formatter.listed(self.of(references, *RESPONSIBLE))

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
            self._elsewhere[asked] = _Elsewhere(plan.title, register_of(plan, *kinds)) if plan else None
        return self._elsewhere[asked]

    def _register(self, kinds: tuple[str, ...]) -> Register[Named]:
        if kinds not in self._registers:
            self._registers[kinds] = register_of(self.whole_plan, *kinds)
        return self._registers[kinds]
