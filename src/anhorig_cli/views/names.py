"""Things and plans as people read them: by their titles, and so that each row says whose it is."""

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


class _Elsewhere(NamedTuple):
    """What another plan is called here, and its things."""

    plan_title: str
    register: Register[Named]


def answering_for_all(responsible: str, word: Formatter) -> str:
    """Return those responsible, as printed, to stand where it is said already that they are so for everything."""
    return responsible.removesuffix(word.text("{names}, for the whole plan", names=""))


class Titles:
    """Finds the titles of the things that a plan refers to; what leads nowhere is printed as it was written.

    Where `plan` is a part of a plan, `whole` is all of it, whose things have titles too. With a day, `as_of`, it
    says which of the roles that are responsible nobody holds then.
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
        self._elsewhere: dict[tuple[str, tuple[str, ...]], _Elsewhere | None] = {}

    @property
    def whole_plan(self) -> Plan:
        """The plan that `plan` is, or is a part of."""
        return self.whole or self.plan

    def of(self, references: Iterable[str], *kinds: str) -> list[str]:
        """Return the titles of references to things of some kinds; `all` of units is everyone."""
        register = self._register(kinds)
        return [self._title(reference, register, kinds) for reference in references]

    def decision(self, reference: str) -> str:
        """Return what a decision is called: its title, else where it stands in the minutes."""
        found = self._decisions.get(reference)
        return (found and (found.title or found.minutes or found.id)) or reference

    def funding(self, reference: str) -> str:
        """Return what money is called: its title, else where it comes from."""
        found = self._funding.get(reference)
        return (found and (found.title or found.source)) or "".join(self.of([reference], "funding"))

    def replaced(self) -> tuple[str, ...]:
        """Return the plans that the plan replaces: one that is there by its title, unless that is the plan's own."""
        own = folded(self.whole_plan.title)
        found = [(text, self.other_plan(text)) for text in self.whole_plan.replaces]
        return tuple(text if plan is None or folded(plan.title) == own else plan.title for text, plan in found)

    def responsible(self, references: Iterable[str], *, of_plan: bool = False) -> str:
        """Return those responsible as a list in text; it says so where they are responsible for the whole plan."""
        listed = self.formatter.listed(map(self._holder, references))
        return self.formatter.text("{names}, for the whole plan", names=listed) if listed and of_plan else listed

    def _holder(self, reference: str) -> str:
        """Return the title of who is responsible; of a role that nobody holds on the day, also that."""
        title = "".join(self.of([reference], *RESPONSIBLE))
        role = self._roles.get(reference)
        if role is None or self.as_of is None or not is_gone(role, self.as_of):
            return title
        if role.vacant:
            return self.formatter.text("{role} (vacant)", role=title)
        return self.formatter.text("{role} (ended {date})", role=title, date=role.to)

    def answerable(self, found: Answerable) -> str:
        """Return those responsible as a list in text, and for what they are so where the part itself does not say."""
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


# Things with a title and words about them.


class ThingView(NamedTuple):
    """A unit, role, party or report occasion; `details` are short texts about it, `description` is Markdown."""

    title: str
    description: str
    details: tuple[str, ...]


def non_empty(*details: str | None) -> tuple[str, ...]:
    """Return the details that say something."""
    return tuple(detail for detail in details if detail)


# What plans are called side by side, so that each row says whose it is, and the order of their names.


_MOST_NAMED = 5


class PlanName(NamedTuple):
    """What a plan is known by. `place` is the path of its file or folder.

    `is_elsewhere` says that it stands in another project's folder, where others decide what its id is.
    """

    title: str
    id: str
    organisation: str = ""
    place: str = ""
    is_elsewhere: bool = False

    @classmethod
    def of(cls, plan: Plan, place: str = "") -> "PlanName":
        """Return what a plan is known by."""
        return cls(plan.title, plan.id, plan.organisation or "", place)

    @property
    def names(self) -> set[str]:
        """What it may be called where its value stands beside another's; folded."""
        return {folded(name) for name in (self.id, self.title, self.organisation) if name}


def beside(title: str, organisation: str | None, own: str | None) -> str:
    """Return what a plan is called in another one: its title, and whose it is where it is not the other's own."""
    whose = organisation or ""
    is_said = folded(whose) == folded(own or "") or folded(whose) in folded(title)
    return title if is_said else f"{title}, {whose}"


def distinct_names(plans: Sequence[PlanName]) -> list[str]:
    """Return a name for each plan: its title, and where several have the same one, more beside it.

    That is the organisation, else the id, else the place too. A plan and the one that replaces it often share a title.
    Of a plan that stands elsewhere its organisation is reported in any case.
    """
    names = [
        f"{one.title} ({one.organisation})" if one.is_elsewhere and one.organisation else one.title for one in plans
    ]
    places = [f"{one.id}, {one.place}" if one.place else "" for one in plans]
    for details in ([one.organisation for one in plans], [one.id for one in plans], places):
        names = _told_apart(names, plans, details)
    return names


def _told_apart(names: Sequence[str], plans: Sequence[PlanName], details: Sequence[str]) -> list[str]:
    """Return names; of plans that share one, the title with a detail of each, where it has one."""
    often = Counter(map(folded, names))
    return [
        f"{one.title} ({detail})" if detail and often[folded(name)] > 1 else name
        for one, name, detail in zip(plans, names, details, strict=True)
    ]


def ids_apart(plans: Sequence[PlanName]) -> list[str]:
    """Return the ids of plans, for other programs; those that share one with their places."""
    often = Counter(folded(one.id) for one in plans)
    return [f"{one.id} ({one.place})" if often[folded(one.id)] > 1 else one.id for one in plans]


def keys(plans: Sequence[PlanName]) -> list[str]:
    """Return what plans are known by, one day as another, wherever they stand: their ids.

    Whose it is goes before the id of a plan that stands elsewhere, or shares its id, since others may choose the same.
    """
    often = Counter(folded(one.id) for one in plans)
    return [
        f"{one.organisation}/{one.id}" if one.is_elsewhere or often[folded(one.id)] > 1 else one.id for one in plans
    ]


def short_names(plans: Sequence[PlanName]) -> list[str]:
    """Return what plans are called where there is little room: whose they are, where each is somebody else's."""
    organisations = {folded(one.organisation) for one in plans if one.organisation}
    if len(plans) > 1 and len(organisations) == len(plans):
        return [one.organisation for one in plans]
    return distinct_names(plans)


def alphabetical(name: str) -> tuple[str, str]:
    """Return the key that sorts names as Swedish does: å, ä and ö last, other letters without their accents."""
    own = folded(name).translate(_LAST)
    bare = "".join(mark for mark in unicodedata.normalize("NFD", own) if not unicodedata.combining(mark))
    return bare, name


_LAST = str.maketrans("åäæöø", "{||}}")


def some_of(names: Iterable[str], formatter: Formatter) -> str:
    """Return the first of names as a list in text, and how many more there are."""
    listed = list(names)
    more = len(listed) - _MOST_NAMED
    if more <= 1:
        return formatter.listed(listed)
    return formatter.text("{names} and {n} more", names=", ".join(listed[:_MOST_NAMED]), n=more)


def together(plans: Sequence[PlanName], formatter: Formatter) -> str:
    """Return the name of plans together: the title of one; of several whose they are, or how many."""
    if len(plans) == 1:
        return plans[0].title
    organisations = {one.organisation for one in plans}
    whose = organisations.pop() if len(organisations) == 1 else ""
    return whose or formatter.text("{n} plans", n=len(plans))
