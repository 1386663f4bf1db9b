"""References: every one in a plan, what it leads to by id or title, and which things are parts of others."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from typing import Generic, NamedTuple, Protocol, TypeVar

from anhorig_cli.model import part as declared
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.part import Part, part_in
from anhorig_cli.model.plan import Plan
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import SCALES, SimilarWords, folded, word_key


class Named(Protocol):
    """Something with an id, a title, or both."""

    @property
    def id(self) -> str | None:
        """The id, None where it has none."""
        ...

    @property
    def title(self) -> str | None:
        """The title, None where it has none."""
        ...


T = TypeVar("T", bound=Named)

KINDS_OF_THINGS = (
    "units",
    "roles",
    "parties",
    "target_groups",
    "areas",
    "subgoals",
    "indicators",
    "surveys",
    "annual_cycle",
    "decisions",
    "reports",
    "funding",
    "recommendations",
)
"""The plan's lists whose items have ids, unique in each list."""

_LEAST_LETTERS = 4
"""So many letters of a name say which is meant."""


class Register(Generic[T]):
    """Things that can be referred to, found by id or title without regard to case; an id goes before a title.

    Of several with the same name the last is found; `all_places` gives every one.

    Args:
        things: the things of one or more of a plan's lists.
        plan_id: with it, a reference may name the plan, too (`plan-id/id`).
    """

    def __init__(self, things: Sequence[T], plan_id: str = "") -> None:
        self.things = things
        self._own = f"{folded(plan_id)}/" if plan_id else ""

    @cached_property
    def _places(self) -> dict[str, int]:
        """The place of what each name leads to; many a register is made and asked for none."""
        by_title = {folded(thing.title): place for place, thing in enumerate(self.things) if thing.title}
        return by_title | {folded(thing.id): place for place, thing in enumerate(self.things) if thing.id}

    def __bool__(self) -> bool:
        """Return whether any of the things has a name."""
        return bool(self._places)

    def place(self, reference: str) -> int | None:
        """Return the place of what a reference leads to; None where it leads elsewhere, or is text."""
        key = folded(reference)
        found = self._places.get(key)
        if found is None and self._own:
            return self._places.get(key.removeprefix(self._own))
        return found

    def places(self, references: Iterable[str]) -> set[int]:
        """Return the places of what references lead to."""
        return {place for place in map(self.place, references) if place is not None}

    def all_places(self, reference: str) -> list[int]:
        """Return the places of all things that a name can mean: those with that id, else those with that title."""
        key = folded(reference)
        by_id, by_title = self._every
        return by_id.get(key) or by_title.get(key, [])

    def get(self, reference: str) -> T | None:
        """Return what a reference leads to; None where it leads elsewhere, or is text."""
        place = self.place(reference)
        return None if place is None else self.things[place]

    def first(self, reference: str) -> T | None:
        """Return the first of the things that a name can mean; None where there is none."""
        found = self.all_places(reference)
        return self.things[found[0]] if found else None

    def has(self, reference: str) -> bool:
        """Return whether a reference leads to one of the things."""
        return self.place(reference) is not None

    def key(self, reference: str) -> str:
        """Return the id of what a reference leads to, or the reference itself where it leads elsewhere; folded.

        Two references that have the same key mean the same.
        """
        thing = self.get(reference)
        return folded(reference if thing is None else thing.id or reference)

    def title(self, reference: str) -> str:
        """Return the title of what a reference leads to, or the reference itself where it leads elsewhere."""
        thing = self.get(reference)
        return reference if thing is None else thing.title or thing.id or reference

    def near(self, reference: str) -> str | None:
        """Return what a reference that leads nowhere may mean: the one name with its words in it, else the likest."""
        meant = _words(reference)
        holding = [name for words, name in self._by_words.items() if f" {meant} " in f" {words} "]
        if len(meant) >= _LEAST_LETTERS and len(holding) == 1:
            return holding[0]
        return self._choices.near(reference)

    @cached_property
    def names(self) -> list[str]:
        """Every name of the things, as it is written: the ids, then the titles."""
        ids = {folded(thing.id): thing.id for thing in self.things if thing.id}
        titles = {folded(thing.title): thing.title for thing in self.things if thing.title}
        return [*ids.values(), *titles.values()]

    @cached_property
    def _every(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """The places of all things by id, and by title."""
        by_id: dict[str, list[int]] = {}
        by_title: dict[str, list[int]] = {}
        for place, thing in enumerate(self.things):
            if thing.id:
                by_id.setdefault(folded(thing.id), []).append(place)
            if thing.title:
                by_title.setdefault(folded(thing.title), []).append(place)
        return by_id, by_title

    @cached_property
    def _by_words(self) -> dict[str, str]:
        return {_words(name): name for name in self.names}

    @cached_property
    def _choices(self) -> SimilarWords:
        return SimilarWords(self.names)


def _words(name: str) -> str:
    """Return the words of a name with a space between them."""
    return " ".join(re.findall(r"[^\W_]+", folded(name)))


def things(plan: Plan, *kinds: str) -> Sequence[Named]:
    """Return the things of one or more of the plan's lists; `activities` are those of all subgoals."""
    found: list[Named] = []
    for kind in kinds:
        if kind == "activities":
            found += [activity for subgoal in plan.subgoals for activity in subgoal.activities]
        else:
            found += getattr(plan, kind)
    return found


def register_of(plan: Plan, *kinds: str) -> Register[Named]:
    """Return the register of all things of some kinds in a plan."""
    return Register(things(plan, *kinds))


# Every reference in a plan: where it stands, what it says, and what kinds of thing it may lead to.


RESPONSIBLE = declared.RESPONSIBLE.refers_to


@lru_cache(maxsize=1024)
def is_everyone(unit: str) -> bool:
    """Return whether a reference to a unit stands for every unit."""
    return word_key(unit) in SCALES["everyone"].names


class Reference(NamedTuple):
    """A reference; one that `may_be_text` is ordinary text as long as the plan lists nothing of its kinds."""

    route: Route
    text: str
    kinds: tuple[str, ...]
    may_be_text: bool


class _Referring(NamedTuple):
    """The fields of a part that refer, and those that hold parts in which something refers."""

    fields: tuple[tuple[str, declared.Key], ...]
    parts: tuple[str, ...]


@cache
def _referring(model: type[Part]) -> _Referring:
    fields = tuple((name, one) for name, one in model.keys.items() if one.refers_to)
    held = ((name, part_in(info.annotation)) for name, info in model.model_fields.items())
    parts = tuple(name for name, part in held if part is not None and any(_referring(part)))
    return _Referring(fields, parts)


def references(plan: Plan) -> list[Reference]:
    """Return every reference of a plan in the plan's order."""
    found: list[Reference] = []
    _collect(plan, (), found)
    return found


def _collect(part: Part, route: Route, found: list[Reference]) -> None:
    """Collect the references of a part, and of the parts in it."""
    fields, parts = _referring(type(part))
    _collect_own(part, route, fields, found)
    for name in parts:
        held = getattr(part, name)
        if isinstance(held, Part):
            _collect(held, (*route, name), found)
            continue
        for i, one in enumerate(held or ()):
            _collect(one, (*route, name, i), found)


def _collect_own(
    part: Part, route: Route, fields: tuple[tuple[str, declared.Key], ...], found: list[Reference]
) -> None:
    values = vars(part)
    for name, field in fields:
        value = values[name]
        if not value or isinstance(value, PlanDate):  # a subgoal is `added` on a date, or by a decision
            continue
        for i, text in enumerate((value,) if isinstance(value, str) else value):
            if not ("units" in field.refers_to and is_everyone(text)):
                found.append(Reference((*route, name, i), text, field.refers_to, field.may_be_text))


# What the things of a list are parts of: units of units, target groups of target groups.


class Partial(Named, Protocol):
    """Something that can be a part of another of its kind: a unit, a target group or an area."""

    @property
    def part_of(self) -> str | None:
        """What it is a part of."""
        ...


P = TypeVar("P", bound=Partial)


class Hierarchy:
    """Which units, target groups or areas are parts of which. A circle is gone round once."""

    def __init__(self, register: Register[P]) -> None:
        self._above = [register.place(thing.part_of) if thing.part_of else None for thing in register.things]
        self._below: dict[int, list[int]] = {}
        for part, whole in enumerate(self._above):
            if whole is not None:
                self._below.setdefault(whole, []).append(part)

    def depths(self) -> list[int]:
        """Return for each thing how many it is a part of, near and far; in a circle, no fewer."""
        found: dict[int, int] = {}
        for start in range(len(self._above)):
            way: dict[int, None] = {}
            place: int | None = start
            while place is not None and place not in found and place not in way:
                way[place] = None
                place = self._above[place]
            depth = -1 if place is None else found.get(place, len(way))
            for passed in reversed(way):
                depth += 1
                found[passed] = depth
        return [found[place] for place in range(len(self._above))]

    def above(self, parts: Iterable[int]) -> set[int]:
        """Return the places of what some things are parts of, near and far."""
        found: set[int] = set()
        for part in parts:
            whole = self._above[part]
            while whole is not None and whole not in found:
                found.add(whole)
                whole = self._above[whole]
        return found

    def each_above(self, most: int) -> list[set[int]] | None:
        """Return for each thing the places of what it is a part of; None where they are more than so many in all."""
        found: list[set[int]] = []
        for place in range(len(self._above)):
            found.append(self.above([place]))
            most -= len(found[-1])
            if most < 0:
                return None
        return found

    def parts(self, whole: int) -> Sequence[int]:
        """Return the places of the things right below one."""
        return self._below.get(whole, ())

    def below(self, wholes: Iterable[int]) -> list[int]:
        """Return the places of the parts of some things, near and far: the nearest first, each once."""
        found: dict[int, None] = {}
        waiting = [part for whole in wholes for part in self._below.get(whole, ())]
        for part in waiting:
            if part not in found:
                found[part] = None
                waiting += self._below.get(part, ())
        return list(found)


# An id that is made of a title.


_LONGEST_SLUG = 40


def plain_id(title: str) -> str:
    """Return a title as an id: in plain letters, cut at a word."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", bare)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST_SLUG]
        if len(longer) > _LONGEST_SLUG:
            break
        slug = longer
    return slug or "ny"
