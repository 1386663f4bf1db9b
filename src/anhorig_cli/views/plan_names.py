"""What plans are called side by side, so that each row says whose it is, and the order of their names."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from anhorig_cli.model.plan import Plan
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.vocabulary import folded

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
    for more in (_organisation, _id, _place):
        often = Counter(map(folded, names))
        names = [
            f"{one.title} ({more(one)})" if often[folded(name)] > 1 and more(one) else name
            for one, name in zip(plans, names, strict=True)
        ]
    return names


def _organisation(one: PlanName) -> str:
    return one.organisation


def _id(one: PlanName) -> str:
    return one.id


def _place(one: PlanName) -> str:
    return f"{one.id}, {one.place}" if one.place else ""


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
