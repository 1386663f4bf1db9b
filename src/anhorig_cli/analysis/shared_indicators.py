"""The indicators that several plans share, and which of them are measured alike and can be compared."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import last_value
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.vocabulary import SCALES, folded, word_key


class Identity(NamedTuple):
    """What identifies an indicator across plans.

    `place` is the index of its plan in the run, which tells plans with the same id apart; `plan` and `id` are the ids.
    `kolada` is the key figure's id and `follows` the reference to an indicator of another plan; both are empty where
    there is none.
    """

    place: int
    plan: str
    id: str
    title: str
    kolada: str
    follows: str

    @property
    def name(self) -> str:
        """Its name in other plans."""
        return f"{self.plan}/{self.id}"

    @property
    def names(self) -> set[str]:
        """The folded names by which other plans may refer to it, by id and by title."""
        return {folded(self.name), folded(f"{self.plan}/{self.title}")}


def identities(snapshot: Snapshot, place: int) -> Iterator[Identity]:
    """Yield the identity of every indicator of a plan on a day; `place` is the plan's index in the run."""
    for _, one in snapshot.indicators:
        yield Identity(place, snapshot.plan.id, one.id, one.title, one.kolada_id or "", one.follows or "")


IndicatorGroup = tuple[Identity, ...]
"""Indicators that are the same."""


def same_indicators(found: Sequence[Identity]) -> list[IndicatorGroup]:
    """Return the groups of indicators that are the same, in the order of the first of each.

    Two are the same if they are the same key figure in Kolada, if one follows the other, and if both are the same as a
    third.
    """
    groups, named = _UnionFind(), _by_name(found)
    for one in found:
        if one.kolada:
            groups.join(_key(one), ("kolada", one.kolada, 0))
        if one.follows:
            elsewhere = "elsewhere", folded(one.follows), 0
            groups.join(_key(one), named.get(folded(one.follows), elsewhere))
    together: dict[_Key, list[Identity]] = {}
    for one in found:
        together.setdefault(groups.first(_key(one)), []).append(one)
    return [tuple(group) for group in together.values()]


_Key = tuple[str, str, int]


def _key(one: Identity) -> _Key:
    return "plan", folded(one.name), one.place


def _by_name(found: Sequence[Identity]) -> dict[str, _Key]:
    """Return indicators by the names other plans may use: by id, else by title; of several, the first."""
    by_title = {folded(f"{one.plan}/{one.title}"): _key(one) for one in reversed(found)}
    return by_title | {folded(one.name): _key(one) for one in reversed(found)}


class _UnionFind:
    """A union-find of keys; `first` is equal for all keys of a group."""

    def __init__(self) -> None:
        self._parents: dict[_Key, _Key] = {}

    def first(self, key: _Key) -> _Key:
        """Return the key that represents the group of a key."""
        passed: list[_Key] = []
        while self._parents.setdefault(key, key) != key:
            passed.append(key)
            key = self._parents[key]
        self._parents.update(dict.fromkeys(passed, key))
        return key

    def join(self, one: _Key, other: _Key) -> None:
        """Merge the groups of two keys."""
        self._parents[self.first(one)] = self.first(other)


def groups_named(name: str, groups: Sequence[IndicatorGroup]) -> list[IndicatorGroup]:
    """Return the groups a name can mean: by key figure in Kolada or `plan/id`, else by id, else by title."""
    wanted = folded(name)
    for known in (_names_across_plans, _id, _title):
        if found := [group for group in groups if any(wanted in known(one) for one in group)]:
            return found
    return []


def _names_across_plans(one: Identity) -> set[str]:
    return one.names | {folded(name) for name in (one.kolada, one.follows) if name}


def _id(one: Identity) -> set[str]:
    return {folded(one.id)}


def _title(one: Identity) -> set[str]:
    return {folded(one.title)}


def known_names(known: Sequence[Identity]) -> list[str]:
    """Return every name by which an indicator can be looked up, as written, each once."""
    names = (name for one in known for name in (one.kolada, one.name, one.follows))
    alone = (name for one in known for name in (one.id, one.title))
    return list(dict.fromkeys(name for name in (*names, *alone) if name))


class Measure(NamedTuple):
    """How the latest value of an indicator was measured.

    `unit` is the unit of measure, `method` that of its survey (a word of the scale where it is one), empty without a
    survey, and `changed` the date of the last change of method. Without a value only the unit is known.
    """

    unit: str
    method: str = ""
    changed: PlanDate | None = None
    has_value: bool = True

    @property
    def likeness(self) -> Hashable:
        """The key that is equal for all values that can be compared."""
        return self.unit, self.method, (self.changed.first, self.changed.last) if self.changed else None


def measure_of(snapshot: Snapshot, indicator: Indicator) -> Measure:
    """Return how the latest value of an indicator known on the day was measured."""
    known = snapshot.measurements(indicator)
    latest = last_value(known)
    if latest is None:
        return Measure(_unit(indicator), has_value=False)
    changed = next((one.date for one in reversed(known) if one.method_changed), None)
    return Measure(_unit(indicator), _method(snapshot, latest), changed)


def _unit(indicator: Indicator) -> str:
    if indicator.is_yes_no:
        return "yes/no"
    return "%" if indicator.is_in_percent else folded(indicator.unit_of_measure or "")


def _method(snapshot: Snapshot, latest: Measurement) -> str:
    """Return the method of a value's survey, `survey` where it states none; empty without a survey."""
    if not latest.survey:
        return ""
    survey = Register(snapshot.plan.surveys).get(latest.survey)
    method = survey.method if survey and survey.method else "survey"
    return SCALES["survey_method"].names.get(word_key(method), folded(method))


def comparable_groups(measures: Sequence[Measure]) -> list[list[int]]:
    """Return the indexes of the measures grouped by likeness, largest group first.

    One without a value has nothing to compare: it joins the largest group with the same unit.
    """
    groups: dict[Hashable, list[int]] = {}
    for place, one in enumerate(measures):
        if one.has_value:
            groups.setdefault(one.likeness, []).append(place)
    found = sorted(groups.values(), key=len, reverse=True)
    for place, one in enumerate(measures):
        if not one.has_value:
            group = next((group for group in found if measures[group[0]].unit == one.unit), None)
            found.append([place]) if group is None else group.append(place)
    return [sorted(group) for group in found]


def suppressed_in(plan: Plan, minimum_count: int) -> frozenset[str]:
    """Return the folded ids of the indicators with anything suppressed, on whatever day."""
    disclosure = Disclosure(plan, minimum_count)
    return frozenset(folded(one.id) for one in plan.indicators if _is_suppressed(one, disclosure))


def _is_suppressed(indicator: Indicator, disclosure: Disclosure) -> bool:
    return disclosure.baseline_is_suppressed(indicator) or any(
        disclosure.is_suppressed(indicator, one) or (one.has_sexes and disclosure.sexes_are_suppressed(indicator, one))
        for one in indicator.own_measurements
    )


class Withheld(NamedTuple):
    """What a plan withholds when shown with other plans, since a count that one of them suppresses could be derived.

    `wholes` are the folded ids of indicators that others follow, of which no measurement is disclosed. `beside` are, by
    the id of an indicator, the folded names of those whose values are left out beside its own.
    """

    wholes: frozenset[str]
    beside: Mapping[str, frozenset[str]]

    def without_withheld(self, plan: Plan) -> Plan:
        """Return the plan without what is withheld, but for the values of `wholes`, which `Disclosure` suppresses."""
        remaining = [self._indicator_without_withheld(one) for one in plan.indicators]
        return plan.model_copy(update={"indicators": tuple(remaining)})

    def _indicator_without_withheld(self, indicator: Indicator) -> Indicator:
        name = folded(indicator.id)
        others = self.beside.get(name, frozenset())
        remaining = tuple(
            one for one in indicator.measurements if one.is_ours or folded(one.comparison or "") not in others
        )
        if name not in self.wholes:
            return (
                indicator
                if remaining == indicator.measurements
                else indicator.model_copy(update={"measurements": remaining})
            )
        own = (one.model_copy(update={"note": None}) if one.is_ours else one for one in remaining)
        return indicator.model_copy(update={"measurements": tuple(own)})


def withheld_by_plan(
    groups: Iterable[IndicatorGroup], suppressed: Sequence[Collection[str]], names: Sequence[Collection[str]]
) -> dict[int, Withheld]:
    """Return what each of several plans withholds because of the others, by its index; absent where nothing.

    Args:
        groups: the indicators that several of the plans share.
        suppressed: for each plan the folded ids of its indicators with anything suppressed.
        names: the folded names for each plan where its value is shown beside another's.
    """
    wholes, beside = defaultdict[int, set[str]](set), defaultdict[int, dict[str, frozenset[str]]](dict)
    for group in groups:
        small = {one for one in group if folded(one.id) in suppressed[one.place]}
        followed = _followed_by(group, small)
        for one in followed:
            wholes[one.place].add(folded(one.id))
        hidden = frozenset(name for one in small | followed for name in names[one.place])
        for one in group if hidden else ():
            beside[one.place][folded(one.id)] = hidden
    return {place: Withheld(frozenset(wholes[place]), beside[place]) for place in beside}


def _followed_by(group: IndicatorGroup, parts: set[Identity]) -> set[Identity]:
    """Return the indicators that `parts` follow, directly or through others."""
    found, last = set[Identity](), parts
    while followed := {folded(one.follows) for one in last if one.follows}:
        last = {one for one in group if followed & one.names} - found
        found |= last
    return found
