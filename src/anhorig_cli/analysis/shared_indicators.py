"""Which indicators of several plans are the same, and which of them are measured alike and can be compared."""

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
    """What says which indicators of other plans one is the same as.

    `place` is that of its plan among all of the run, so that plans with one id are told apart; `plan` and `id` are the
    ids. `kolada` is the key figure's id, and `follows` the reference to an indicator of another plan, both empty where
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
        """What it is called from another plan."""
        return f"{self.plan}/{self.id}"

    @property
    def names(self) -> set[str]:
        """What it may be called from another plan, by id or title; folded."""
        return {folded(self.name), folded(f"{self.plan}/{self.title}")}


def identities(snapshot: Snapshot, place: int) -> Iterator[Identity]:
    """Give what every indicator of a plan is known by on a day; `place` is the plan's among all."""
    for _, one in snapshot.indicators:
        yield Identity(place, snapshot.plan.id, one.id, one.title, one.kolada_id or "", one.follows or "")


Together = tuple[Identity, ...]
"""Indicators that are the same."""


def same_indicators(found: Sequence[Identity]) -> list[Together]:
    """Return indicators with those that are the same, in the order in which the first of each stands.

    They are the same where they are the same key figure in Kolada, where one follows the other, and where both are the
    same as a third.
    """
    same, named = _Same(), _by_name(found)
    for one in found:
        if one.kolada:
            same.join(_key(one), ("kolada", one.kolada, 0))
        if one.follows:
            elsewhere = "elsewhere", folded(one.follows), 0
            same.join(_key(one), named.get(folded(one.follows), elsewhere))
    together: dict[_Key, list[Identity]] = {}
    for one in found:
        together.setdefault(same.first(_key(one)), []).append(one)
    return [tuple(group) for group in together.values()]


_Key = tuple[str, str, int]


def _key(one: Identity) -> _Key:
    return "plan", folded(one.name), one.place


def _by_name(found: Sequence[Identity]) -> dict[str, _Key]:
    """Return indicators by what another plan may call them: by id, else by title; of several, the first."""
    by_title = {folded(f"{one.plan}/{one.title}"): _key(one) for one in reversed(found)}
    return by_title | {folded(one.name): _key(one) for one in reversed(found)}


class _Same:
    """Things joined into groups: `first` is the same for all of one."""

    def __init__(self) -> None:
        self._above: dict[_Key, _Key] = {}

    def first(self, key: _Key) -> _Key:
        """Return what stands for the group of a thing."""
        way: list[_Key] = []
        while self._above.setdefault(key, key) != key:
            way.append(key)
            key = self._above[key]
        self._above.update(dict.fromkeys(way, key))
        return key

    def join(self, one: _Key, other: _Key) -> None:
        """Make the groups of two things one."""
        self._above[self.first(one)] = self.first(other)


def meant(name: str, groups: Sequence[Together]) -> list[Together]:
    """Return those that a name can mean: a key figure in Kolada, `plan/id`, or else an id, or else a title."""
    said = folded(name)
    for known in (_outside, _id, _title):
        if found := [group for group in groups if any(said in known(one) for one in group)]:
            return found
    return []


def _outside(one: Identity) -> set[str]:
    return one.names | {folded(name) for name in (one.kolada, one.follows) if name}


def _id(one: Identity) -> set[str]:
    return {folded(one.id)}


def _title(one: Identity) -> set[str]:
    return {folded(one.title)}


def known_names(known: Sequence[Identity]) -> list[str]:
    """Return every name by which an indicator can be asked for, as it is written, each once."""
    names = (name for one in known for name in (one.kolada, one.name, one.follows))
    alone = (name for one in known for name in (one.id, one.title))
    return list(dict.fromkeys(name for name in (*names, *alone) if name))


class Measure(NamedTuple):
    """How the latest value of an indicator was measured.

    `unit` is the unit of measure, `method` that of the survey it comes from (a word of the scale where it is one),
    empty where it comes from none, and `changed` the last time from which it is measured in a new way. Without a value
    nothing but the unit is known.
    """

    unit: str
    method: str = ""
    changed: PlanDate | None = None
    has_value: bool = True

    @property
    def likeness(self) -> Hashable:
        """What is the same of all that may be compared."""
        return self.unit, self.method, (self.changed.first, self.changed.last) if self.changed else None


def measure_of(snapshot: Snapshot, indicator: Indicator) -> Measure:
    """Return how the latest value of an indicator that is known on the day was measured."""
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
    """Return the method of a value's survey; one that says none is a survey."""
    if not latest.survey:
        return ""
    survey = Register(snapshot.plan.surveys).get(latest.survey)
    method = survey.method if survey and survey.method else "survey"
    return SCALES["survey_method"].names.get(word_key(method), folded(method))


def comparable_groups(measures: Sequence[Measure]) -> list[list[int]]:
    """Return the places of those that are measured alike, where they are most first.

    Without a value there is nothing to compare: it stands with the most of those that have its unit.
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
    """Return the folded ids of the indicators that are not told in full of all that they measure, on whatever day."""
    disclosure = Disclosure(plan, minimum_count)
    return frozenset(folded(one.id) for one in plan.indicators if _is_suppressed(one, disclosure))


def _is_suppressed(indicator: Indicator, disclosure: Disclosure) -> bool:
    return disclosure.baseline_is_suppressed(indicator) or any(
        disclosure.is_suppressed(indicator, one) or (one.has_sexes and disclosure.sexes_are_suppressed(indicator, one))
        for one in indicator.own_measurements
    )


class KeptBack(NamedTuple):
    """What a plan may not tell beside other plans, since a count that one of them suppresses could be worked out of it.

    `wholes` are the folded ids of indicators that others follow, of which nothing measured is told. `beside` are, by
    the id of an indicator, the folded names of those whose values are not reported beside its own.
    """

    wholes: frozenset[str]
    beside: Mapping[str, frozenset[str]]

    def kept_from(self, plan: Plan, reason: str) -> Plan:
        """Return the plan without it; each value of a whole is missing, for a reason in words."""
        told = [self._kept_from(one, reason) for one in plan.indicators]
        return plan.model_copy(update={"indicators": tuple(told)})

    def _kept_from(self, indicator: Indicator, reason: str) -> Indicator:
        name = folded(indicator.id)
        others = self.beside.get(name, frozenset())
        told = tuple(one for one in indicator.measurements if one.is_ours or folded(one.comparison or "") not in others)
        if name not in self.wholes:
            return indicator if told == indicator.measurements else indicator.model_copy(update={"measurements": told})
        missing = {"value": None, "numerator": None, "denominator": None, "women": None, "men": None, "missing": reason}
        own = (one.model_copy(update={**missing, "note": None}) if one.is_ours else one for one in told)
        return indicator.model_copy(update={"measurements": tuple(own), "baseline": None})


def kept_back(
    groups: Iterable[Together], suppressed: Sequence[Collection[str]], names: Sequence[Collection[str]]
) -> dict[int, KeptBack]:
    """Return what each of several plans keeps back for the sake of the others, by its place; none where it need not.

    Args:
        groups: the indicators that several of the plans have.
        suppressed: of each plan the folded ids of those that are not reported in full.
        names: what each plan may be called where its value stands beside another's; folded.
    """
    wholes, beside = defaultdict[int, set[str]](set), defaultdict[int, dict[str, frozenset[str]]](dict)
    for group in groups:
        small = {one for one in group if folded(one.id) in suppressed[one.place]}
        above = _above(group, small)
        for one in above:
            wholes[one.place].add(folded(one.id))
        hidden = frozenset(name for one in small | above for name in names[one.place])
        for one in group if hidden else ():
            beside[one.place][folded(one.id)] = hidden
    return {place: KeptBack(frozenset(wholes[place]), beside[place]) for place in beside}


def _above(group: Together, parts: set[Identity]) -> set[Identity]:
    """Return the indicators that some follow, those that these follow, and so on up."""
    found, last = set[Identity](), parts
    while followed := {folded(one.follows) for one in last if one.follows}:
        last = {one for one in group if followed & one.names} - found
        found |= last
    return found
