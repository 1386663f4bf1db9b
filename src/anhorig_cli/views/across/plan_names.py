"""What plans are called beside each other, and the order of their names."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from anhorig_cli.model.plan import Plan
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.vocabulary import folded

_MOST_NAMED = 5


class PlanName(NamedTuple):
    """What a plan may be called by."""

    id: str
    title: str
    organisation: str


def name_of(plan: Plan) -> PlanName:
    """Return what a plan may be called by."""
    return PlanName(plan.id, plan.title, plan.organisation or "")


def names_apart(plans: Sequence[PlanName]) -> list[str]:
    """Return what plans are called: their organisations, where each has one of its own, else their titles.

    Those that share a title are told apart by their ids.
    """
    organisations = {folded(one.organisation) for one in plans if one.organisation}
    if len(plans) > 1 and len(organisations) == len(plans):
        return [one.organisation for one in plans]
    often = Counter(folded(one.title) for one in plans)
    return [f"{one.title} ({one.id})" if often[folded(one.title)] > 1 else one.title for one in plans]


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
