"""References in a plan: finding the part that each refers to by id or title, and which parts belong to others."""

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
        """The id, or None."""
        ...

    @property
    def title(self) -> str | None:
        """The title, or None."""
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

_ENOUGH_LETTERS = 4
"""How many letters of a name are enough to suggest the one that contains them."""


class Register(Generic[T]):
    """Things that can be referred to, looked up by id or title regardless of case; an id takes precedence.

    If several have the same name, the last is found; `all_places` returns all of them.

    Args:
        things: the things of one or more of a plan's lists.
        plan_id: the id of their plan; if given, a reference may include it (`plan-id/id`).
    """

    def __init__(self, things: Sequence[T], plan_id: str = "") -> None:
        self.things = things
        self._own_prefix = f"{folded(plan_id)}/" if plan_id else ""

    @cached_property
    def _index_by_name(self) -> dict[str, int]:
        """The index of the thing with each name; computed on demand, since many registers are never used."""
        by_title = {folded(thing.title): place for place, thing in enumerate(self.things) if thing.title}
        return by_title | {folded(thing.id): place for place, thing in enumerate(self.things) if thing.id}

    def __bool__(self) -> bool:
        """Return whether any of the things has a name."""
        return bool(self._index_by_name)

    def place(self, reference: str) -> int | None:
        """Return the index of the thing that a reference names; None if it refers elsewhere or is only text."""
        key = folded(reference)
        found = self._index_by_name.get(key)
        if found is None and self._own_prefix:
            return self._index_by_name.get(key.removeprefix(self._own_prefix))
        return found

    def places(self, references: Iterable[str]) -> set[int]:
        """Return the indexes of the things that references name."""
        return {place for place in map(self.place, references) if place is not None}

    def all_places(self, reference: str) -> list[int]:
        """Return the indexes of all things that a name can mean: those with that id, else those with that title."""
        key = folded(reference)
        by_id, by_title = self._indexes
        return by_id.get(key) or by_title.get(key, [])

    def get(self, reference: str) -> T | None:
        """Return the thing that a reference names; None if it refers elsewhere or is only text."""
        place = self.place(reference)
        return None if place is None else self.things[place]

    def first(self, reference: str) -> T | None:
        """Return the first of the things that a name can mean; None if there is none."""
        found = self.all_places(reference)
        return self.things[found[0]] if found else None

    def has(self, reference: str) -> bool:
        """Return whether a reference names one of the things."""
        return self.place(reference) is not None

    def key(self, reference: str) -> str:
        """Return the folded id of the thing that a reference names, or the folded reference if it names none.

        Two references with the same key mean the same thing.
        """
        thing = self.get(reference)
        return folded(reference if thing is None else thing.id or reference)

    def title(self, reference: str) -> str:
        """Return the title of the thing that a reference names, or the reference itself if it names none."""
        thing = self.get(reference)
        return reference if thing is None else thing.title or thing.id or reference

    def near(self, reference: str) -> str | None:
        """Return the name that an unknown reference may mean: the only one with its words in it, else the nearest."""
        intended = _words(reference)
        containing = [name for words, name in self._by_words.items() if f" {intended} " in f" {words} "]
        if len(intended) >= _ENOUGH_LETTERS and len(containing) == 1:
            return containing[0]
        return self._similar_names.near(reference)

    @cached_property
    def names(self) -> list[str]:
        """Every name of the things as it is written: ids first, then titles."""
        ids = {folded(thing.id): thing.id for thing in self.things if thing.id}
        titles = {folded(thing.title): thing.title for thing in self.things if thing.title}
        return [*ids.values(), *titles.values()]

    @cached_property
    def _indexes(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """The indexes of all things by id, and by title."""
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
    def _similar_names(self) -> SimilarWords:
        return SimilarWords(self.names)


def _words(name: str) -> str:
    """Return the words of a name, folded and separated by spaces."""
    return " ".join(re.findall(r"[^\W_]+", folded(name)))


def things(plan: Plan, *kinds: str) -> Sequence[Named]:
    """Return the things in one or more of the plan's lists; `activities` means those of all subgoals."""
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


# Every reference in a plan: its route, its text, and the kinds of thing that it may refer to.


RESPONSIBLE = declared.RESPONSIBLE.refers_to


@lru_cache(maxsize=1024)
def is_everyone(unit: str) -> bool:
    """Return whether a reference to a unit means every unit."""
    return word_key(unit) in SCALES["everyone"].names


class Reference(NamedTuple):
    """A reference; if `may_be_text`, it counts as ordinary text as long as the plan lists nothing of its kinds."""

    route: Route
    text: str
    kinds: tuple[str, ...]
    may_be_text: bool


class _ReferenceFields(NamedTuple):
    """The fields of a part that hold references, and those that hold parts with references in them."""

    fields: tuple[tuple[str, declared.Key], ...]
    parts: tuple[str, ...]


@cache
def _reference_fields(model: type[Part]) -> _ReferenceFields:
    fields = tuple((name, one) for name, one in model.keys.items() if one.refers_to)
    held = ((name, part_in(info.annotation)) for name, info in model.model_fields.items())
    parts = tuple(name for name, part in held if part is not None and any(_reference_fields(part)))
    return _ReferenceFields(fields, parts)


def references(plan: Plan) -> list[Reference]:
    """Return every reference in a plan, in the plan's order."""
    found: list[Reference] = []
    _collect(plan, (), found)
    return found


def _collect(part: Part, route: Route, found: list[Reference]) -> None:
    """Add the references in a part, and in the parts within it, to `found`."""
    fields, parts = _reference_fields(type(part))
    _collect_from_fields(part, route, fields, found)
    for name in parts:
        held = getattr(part, name)
        if isinstance(held, Part):
            _collect(held, (*route, name), found)
            continue
        for i, one in enumerate(held or ()):
            _collect(one, (*route, name, i), found)


def _collect_from_fields(
    part: Part, route: Route, fields: tuple[tuple[str, declared.Key], ...], found: list[Reference]
) -> None:
    values = vars(part)
    for name, field in fields:
        value = values[name]
        if not value or isinstance(value, PlanDate):  # `added` of a subgoal is a date or a decision
            continue
        for i, text in enumerate((value,) if isinstance(value, str) else value):
            if not ("units" in field.refers_to and is_everyone(text)):
                found.append(Reference((*route, name, i), text, field.refers_to, field.may_be_text))


# Things that are parts of others of the same kind: units of units, target groups of target groups.


class Partial(Named, Protocol):
    """Something that can be a part of another of its kind: a unit, a target group or an area."""

    @property
    def part_of(self) -> str | None:
        """A reference to the thing that it is a part of, or None."""
        ...


P = TypeVar("P", bound=Partial)


class Hierarchy:
    """Which units, target groups or areas are parts of which others; a cycle is followed once."""

    def __init__(self, register: Register[P]) -> None:
        self._above = [register.place(thing.part_of) if thing.part_of else None for thing in register.things]
        self._below: dict[int, list[int]] = {}
        for part, whole in enumerate(self._above):
            if whole is not None:
                self._below.setdefault(whole, []).append(part)

    def depths(self) -> list[int]:
        """Return for each thing how many things it is part of, directly or indirectly; in a cycle, at least as many."""
        found: dict[int, int] = {}
        for start in range(len(self._above)):
            passed: dict[int, None] = {}
            place: int | None = start
            while place is not None and place not in found and place not in passed:
                passed[place] = None
                place = self._above[place]
            depth = -1 if place is None else found.get(place, len(passed))
            for part in reversed(passed):
                depth += 1
                found[part] = depth
        return [found[place] for place in range(len(self._above))]

    def above(self, parts: Iterable[int]) -> set[int]:
        """Return the indexes of everything that some things are part of, directly or indirectly."""
        found: set[int] = set()
        for part in parts:
            whole = self._above[part]
            while whole is not None and whole not in found:
                found.add(whole)
                whole = self._above[whole]
        return found

    def each_above(self, most: int) -> list[set[int]] | None:
        """Return for each thing the indexes of all it is part of, also indirectly; None if over `most` in total."""
        found: list[set[int]] = []
        for place in range(len(self._above)):
            found.append(self.above([place]))
            most -= len(found[-1])
            if most < 0:
                return None
        return found

    def parts(self, whole: int) -> Sequence[int]:
        """Return the indexes of the direct parts of a thing."""
        return self._below.get(whole, ())

    def below(self, wholes: Iterable[int]) -> list[int]:
        """Return the indexes of all direct and indirect parts of some things, nearest first, each once."""
        found: dict[int, None] = {}
        waiting = [part for whole in wholes for part in self._below.get(whole, ())]
        for part in waiting:
            if part not in found:
                found[part] = None
                waiting += self._below.get(part, ())
        return list(found)


# An id made from a title.


_LONGEST_SLUG = 40


def plain_id(title: str) -> str:
    """Return an id made from a title: plain letters and digits, cut between words."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", bare)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST_SLUG]
        if len(longer) > _LONGEST_SLUG:
            break
        slug = longer
    return slug or "ny"
