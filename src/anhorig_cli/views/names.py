"""The names by which things and plans are printed: things by their titles, plans so that they can be told apart."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from anhorig_cli.analysis.responsibility import Answerable, Duties, Responsibility, is_gone
from anhorig_cli.model.organisation import Role
from anhorig_cli.model.plan import Plan, PlanLookup
from anhorig_cli.model.register import RESPONSIBLE, Named, Register, is_everyone, register_of
from anhorig_cli.model.strategy import Decision, Funding
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.vocabulary import folded


class _OtherPlan(NamedTuple):
    """The name of another plan as printed here, and a register of its things."""

    plan_title: str
    register: Register[Named]


def without_whole_plan(responsible: str, word: Formatter) -> str:
    """Return the names of those responsible without "for the whole plan", for use where the context says so."""
    return responsible.removesuffix(word.text("{names}, for the whole plan", names=""))


class Titles:
    """Looks up the titles of the things that a plan refers to; an unresolved reference is printed as written.

    Where `plan` is a part of a plan, `whole` is all of it, and its things are found too. With `as_of`, a responsible
    role that nobody holds on that day is marked as vacant or ended.
    """

    def __init__(
        self,
        plan: Plan,
        formatter: Formatter,
        other_plan: PlanLookup = lambda _: None,
        whole: Plan | None = None,
        as_of: date | None = None,
    ) -> None:
        self.plan = plan
        self.formatter = formatter
        self.other_plan = other_plan
        self.whole = whole
        self.as_of = as_of
        self._registers: dict[tuple[str, ...], Register[Named]] = {}
        self._elsewhere: dict[tuple[str, tuple[str, ...]], _OtherPlan | None] = {}

    @property
    def whole_plan(self) -> Plan:
        """The whole plan: `plan` itself, or the plan it is a part of."""
        return self.whole or self.plan

    def of(self, references: Iterable[str], *kinds: str) -> list[str]:
        """Return the titles of references to things of the given kinds; `all` among units is the label for everyone."""
        register = self._register(kinds)
        return [self._title(reference, register, kinds) for reference in references]

    def decision(self, reference: str) -> str:
        """Return the name of a decision: its title, else its place in the minutes, else its id."""
        found = self._decisions.get(reference)
        return (found and (found.title or found.minutes or found.id)) or reference

    def funding(self, reference: str) -> str:
        """Return the name of funding: its title, else its source."""
        found = self._funding.get(reference)
        return (found and (found.title or found.source)) or "".join(self.of([reference], "funding"))

    def replaced(self) -> tuple[str, ...]:
        """Return the plans that the plan replaces, by title where one is found and has another title than this plan."""
        own = folded(self.whole_plan.title)
        found = [(text, self.other_plan(text)) for text in self.whole_plan.replaces]
        return tuple(text if plan is None or folded(plan.title) == own else plan.title for text, plan in found)

    def responsible(self, references: Iterable[str], *, of_plan: bool = False) -> str:
        """Return those responsible as a list in running text, with "for the whole plan" added if `of_plan`."""
        listed = self.formatter.listed(map(self._title_of_responsible, references))
        return self.formatter.text("{names}, for the whole plan", names=listed) if listed and of_plan else listed

    def _title_of_responsible(self, reference: str) -> str:
        """Return the title of one who is responsible, marked if it is a role that nobody holds on the day."""
        title = "".join(self.of([reference], *RESPONSIBLE))
        role = self._roles.get(reference)
        if role is None or self.as_of is None or not is_gone(role, self.as_of):
            return title
        if role.vacant:
            return self.formatter.text("{role} (vacant)", role=title)
        return self.formatter.text("{role} (ended {date})", role=title, date=role.to)

    def answerable_text(self, found: Answerable) -> str:
        """Return those responsible as a list in running text, saying for what where it is not for the part itself."""
        listed = self.responsible(found.names, of_plan=found.origin == "plan")
        if listed and found.origin == "area":
            return self.formatter.text("{names}, for the area", names=listed)
        if listed and found.origin == "subgoal":
            return self.formatter.text("{names}, for the subgoal", names=listed)
        return listed

    @cached_property
    def _roles(self) -> Register[Role]:
        return Register(self.whole_plan.roles, self.whole_plan.id)

    @cached_property
    def _decisions(self) -> Register[Decision]:
        return Register(self.whole_plan.decisions, self.whole_plan.id)

    @cached_property
    def _funding(self) -> Register[Funding]:
        return Register(self.whole_plan.funding, self.whole_plan.id)

    @cached_property
    def responsibility(self) -> Responsibility:
        """Who is responsible for what in the whole plan."""
        return Responsibility(self.whole_plan)

    @cached_property
    def duties(self) -> Duties:
        """Who does what in the annual cycle of the whole plan."""
        return Duties(self.whole_plan)

    def _title(self, reference: str, register: Register[Named], kinds: tuple[str, ...]) -> str:
        if "units" in kinds and is_everyone(reference):
            return self.formatter.label("everyone", "all")
        if register.has(reference):
            return register.title(reference)
        return self._in_other_plan(reference, kinds) or reference

    def _in_other_plan(self, reference: str, kinds: tuple[str, ...]) -> str | None:
        plan_id, slash, name = reference.partition("/")
        there = self._cached_other_plan(plan_id, kinds) if slash else None
        if there is None:
            return None
        return f"{there.register.title(name)} ({there.plan_title})"

    def _cached_other_plan(self, plan_id: str, kinds: tuple[str, ...]) -> _OtherPlan | None:
        key = plan_id, kinds
        if key not in self._elsewhere:
            plan = self.other_plan(plan_id)
            self._elsewhere[key] = self._make_other_plan(plan, kinds) if plan else None
        return self._elsewhere[key]

    def _make_other_plan(self, plan: Plan, kinds: tuple[str, ...]) -> _OtherPlan:
        plan_title = title_with_organisation(plan.title, plan.organisation, self.plan.organisation)
        return _OtherPlan(plan_title, register_of(plan, *kinds))

    def _register(self, kinds: tuple[str, ...]) -> Register[Named]:
        if kinds not in self._registers:
            self._registers[kinds] = register_of(self.whole_plan, *kinds)
        return self._registers[kinds]


# Things with a title and words about them.


class ThingView(NamedTuple):
    """A unit, role, party or report occasion; `details` are short texts about it, `description` is Markdown."""

    title: str
    description: str
    details: tuple[str, ...]


def non_empty(*details: str | None) -> tuple[str, ...]:
    """Return the details that are not empty."""
    return tuple(detail for detail in details if detail)


# The names of plans side by side, so that each row says whose it is, and the order of the names.


_MOST_NAMED = 5


class PlanName(NamedTuple):
    """The names of a plan. `place` is the path of its file or folder.

    `is_elsewhere` says that it is in another project's folder, where others choose its id.
    """

    title: str
    id: str
    organisation: str = ""
    place: str = ""
    is_elsewhere: bool = False

    @classmethod
    def of(cls, plan: Plan, place: str = "") -> "PlanName":
        """Return the names of a plan."""
        return cls(plan.title, plan.id, plan.organisation or "", place)

    @property
    def names(self) -> set[str]:
        """The folded names by which others may refer to it when they compare their values with its."""
        return {folded(name) for name in (self.id, self.title, self.organisation) if name}


def title_with_organisation(title: str, organisation: str | None, own: str | None) -> str:
    """Return the name of a plan as printed in another: its title, with its organisation unless it is the same."""
    whose = organisation or ""
    is_clear = folded(whose) == folded(own or "") or folded(whose) in folded(title)
    return title if is_clear else f"{title}, {whose}"


def distinct_names(plans: Sequence[PlanName]) -> list[str]:
    """Return a name for each plan: its title, with a detail added where several have the same one.

    The detail is the organisation, else the id, else the id and the place. A plan and the one that replaces it often
    share a title. A plan in another project is always given with its organisation.
    """
    names = [
        f"{one.title} ({one.organisation})" if one.is_elsewhere and one.organisation else one.title for one in plans
    ]
    places = [f"{one.id}, {one.place}" if one.place else "" for one in plans]
    for details in ([one.organisation for one in plans], [one.id for one in plans], places):
        names = _with_details(names, plans, details)
    return names


def _with_details(names: Sequence[str], plans: Sequence[PlanName], details: Sequence[str]) -> list[str]:
    """Return the names, with those that several plans share replaced by the title and a detail, where there is one."""
    uses = Counter(map(folded, names))
    return [
        f"{one.title} ({detail})" if detail and uses[folded(name)] > 1 else name
        for one, name, detail in zip(plans, names, details, strict=True)
    ]


def ids_apart(plans: Sequence[PlanName]) -> list[str]:
    """Return the ids of plans for other programs, with the place where several share one."""
    uses = Counter(folded(one.id) for one in plans)
    return [f"{one.id} ({one.place})" if uses[folded(one.id)] > 1 else one.id for one in plans]


def keys(plans: Sequence[PlanName]) -> list[str]:
    """Return keys for plans that stay the same from day to day, wherever the files are: their ids.

    The organisation is put before the id of a plan in another project, or of one that shares its id with another.
    """
    uses = Counter(folded(one.id) for one in plans)
    return [f"{one.organisation}/{one.id}" if one.is_elsewhere or uses[folded(one.id)] > 1 else one.id for one in plans]


def short_names(plans: Sequence[PlanName]) -> list[str]:
    """Return short names of plans: their organisations if each has its own, else their distinct names."""
    organisations = {folded(one.organisation) for one in plans if one.organisation}
    if len(plans) > 1 and len(organisations) == len(plans):
        return [one.organisation for one in plans]
    return distinct_names(plans)


def alphabetical(name: str) -> tuple[str, str]:
    """Return a sort key for names in Swedish order: å, ä and ö last, other letters without their accents."""
    own = folded(name).translate(_SWEDISH_LAST)
    bare = "".join(mark for mark in unicodedata.normalize("NFD", own) if not unicodedata.combining(mark))
    return bare, name


_SWEDISH_LAST = str.maketrans("åäæöø", "{||}}")


def first_names(names: Iterable[str], formatter: Formatter) -> str:
    """Return the first of the names as a list in running text, and how many more there are."""
    listed = list(names)
    more = len(listed) - _MOST_NAMED
    if more <= 1:
        return formatter.listed(listed)
    return formatter.text("{names} and {n} more", names=", ".join(listed[:_MOST_NAMED]), n=more)


def common_name(plans: Sequence[PlanName], formatter: Formatter) -> str:
    """Return a name for plans together: the title of a single one, else their common organisation, else the number."""
    if len(plans) == 1:
        return plans[0].title
    organisations = {one.organisation for one in plans}
    whose = organisations.pop() if len(organisations) == 1 else ""
    return whose or formatter.text("{n} plans", n=len(plans))
