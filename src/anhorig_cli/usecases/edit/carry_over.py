"""The parts of a plan that continue in the next one, and those that belong to the old one or have happened."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.loading.shapes import Field, FieldKind, Shape, shape_of
from anhorig_cli.model.dates import PlanDate, parse_date, parse_due
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Entry, Value, entry
from anhorig_cli.model.register import Named, Register, register_of
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.nodes import Mapping, Node, Scalar, is_absent
from anhorig_cli.nodes import Sequence as NodeSequence
from anhorig_cli.vocabulary import folded

_ENDED = frozenset({"achieved", "discontinued", "not_applicable"})
FIELDS_OF_OLD_PLAN = (
    "registry_number",
    "surveys",
    "decisions",
    "reports",
    "funding",
    "recommendations",
    "attachments",
)
_LEFT_BEHIND = {
    "plan": frozenset({"id", "title", "period", "replaces", *FIELDS_OF_OLD_PLAN}),
    "subgoal": frozenset(
        {"added", "continues", "stage", "status", "comment", "cause", "action", "new_date", "evidence", "funding"}
    ),
    "activity": frozenset({"done_on", "reported", "occasions"}),
    "indicator": frozenset({"baseline"}),
}
"""The fields of each kind of part that belong to the old plan, or are written anew."""
_PARTS_OF_HISTORY = frozenset({"assessment", "revision", "measurement", "done_occurrence", "dated_note"})
"""Parts that record what has happened."""
_DEADLINES = ("start_by", "due")


def continuable_subgoals(plan: Plan, as_of: date) -> list[Subgoal]:
    """Return the subgoals that the next plan may continue: neither continued already nor finally ended."""
    snapshot = Snapshot(plan, as_of)
    return [one for _, one in snapshot.current() if not (snapshot.is_final(one) and snapshot.status(one) in _ENDED)]


class CarryOver:
    """Makes the next plan's entries of what continues, in the old plan's own words."""

    def __init__(
        self, plan: Plan, continued: Sequence[Subgoal], start: PlanDate, as_of: date, small_count: int
    ) -> None:
        self._plan = plan
        self._start = start
        self._snapshot = Snapshot(plan, as_of)
        self._disclosure = Disclosure(plan, small_count)
        self._continued = {folded(one.id): one for one in continued}
        self._left_indicators = _indicators_left_behind(plan, continued)
        self._indicators = Register(plan.indicators)
        self._registers: dict[tuple[str, ...], Register[Named]] = {}

    def entry(self, node: Node, model: type[Part]) -> Entry:
        """Return the entry of what continues of a part."""
        if isinstance(node, Scalar):
            return Entry(model.part, model.from_scalar(_text(node)) or {})
        shape = shape_of(model)
        fields: dict[str, Value] = {}
        for key, value in node.pairs() if isinstance(node, Mapping) else ():
            name = shape.keys.name_of(key.value)
            if name is None or is_absent(value) or name in _LEFT_BEHIND.get(model.part, ()):
                continue
            if kept := self._value(value, shape.fields[name]):
                fields[name] = kept
        completed = self._adapted(Entry(model.part, self._with_references(model, fields)))
        return Entry(completed.part, in_order(completed.part, names_in(node, shape), dict(completed.fields)))

    def is_carried_over(self, entry: Entry) -> bool:
        """Return whether a thing of the old plan is part of the new one."""
        name = folded(entry.given("id") or "")
        if entry.part == "subgoal":
            return name in self._continued
        if entry.part == "indicator":
            return name not in self._left_indicators
        return entry.part != "cycle_item" or self._is_to_come(entry, "to")

    def _value(self, node: Node, field: Field) -> Value | None:
        """Return the value that a field has in the new plan; None where it has none."""
        if field.model is None:
            texts = _texts(node)
            return texts if field.kind is FieldKind.VALUES else next(iter(texts), None)
        if field.model.part in _PARTS_OF_HISTORY:
            return None
        if not isinstance(node, NodeSequence):
            kept = self.entry(node, field.model)
            return kept if kept.fields else None
        entries = (self.entry(one, field.model) for one in node.items)
        return tuple(one for one in entries if one.fields and self.is_carried_over(one))

    def _adapted(self, entry: Entry) -> Entry:
        """Return an entry adapted to its kind: without passed deadlines, with what it continues or begins from."""
        adapt = {
            "subgoal": self._continued_subgoal,
            "activity": self._without_passed_deadlines,
            "indicator": self._continued_indicator,
            "cycle_item": self._continued_cycle_item,
        }.get(entry.part)
        return Entry(entry.part, adapt(entry)) if adapt else entry

    def _without_passed_deadlines(self, entry: Entry) -> dict[str, Value]:
        """Return the fields without deadlines that have passed when the new period begins."""
        fields = entry.fields.items()
        return {name: one for name, one in fields if name not in _DEADLINES or self._is_to_come(entry, name)}

    def _continued_cycle_item(self, entry: Entry) -> dict[str, Value]:
        """Return the fields of a cycle item, which begins with the new period: until then it is the old plan's."""
        fields = dict(entry.fields)
        if "every" not in fields and not self._begins_later(entry):
            fields["from"] = self._start
        return fields

    def _continued_subgoal(self, entry: Entry) -> dict[str, Value]:
        """Return the fields of a subgoal that continues the old one, with the activities that are left to do."""
        fields = self._without_passed_deadlines(entry)
        subgoal = self._continued.get(folded(entry.given("id") or ""))
        if subgoal is None:
            return fields
        listed = fields.pop("activities", ())
        left = [one.is_left(self._snapshot.as_of) for one in subgoal.activities]
        entries = [one for one in listed if isinstance(one, Entry)] if isinstance(listed, tuple) else []
        if kept := tuple(one for one, is_left in zip(entries, left, strict=True) if is_left):
            fields["activities"] = kept
        return fields | {"continues": (f"{self._plan.id}/{subgoal.id}",)}

    def _continued_indicator(self, entry: Entry) -> dict[str, Value]:
        """Return the fields of an indicator, with its last disclosed value as the baseline.

        Its target stays only if it is yet to come.
        """
        fields = {name: value for name, value in entry.fields.items() if name != "target"}
        if "target" in entry.fields and self._has_target_to_come(entry):
            fields["target"] = entry.fields["target"]
        indicator = self._indicators.get(str(fields["id"]))
        baseline = _baseline(indicator, self._snapshot, self._disclosure) if indicator else None
        return fields | ({"baseline": baseline} if baseline else {})

    def _has_target_to_come(self, entry: Entry) -> bool:
        target = entry.fields["target"]
        targets = target if isinstance(target, tuple) else (target,)
        return all(self._is_to_come(one, "by") for one in targets if isinstance(one, Entry))

    def _is_to_come(self, entry: Entry, name: str) -> bool:
        """Return whether a date has not passed when the new period begins; a missing date has not."""
        written = entry.given(name)
        try:
            return written is None or parse_due(written).last >= self._start.first
        except UnreadableValueError:
            return True  # an end of another kind, such as "until further notice"

    def _begins_later(self, entry: Entry) -> bool:
        """Return whether a cycle item begins after the new period does."""
        written = entry.given("from")
        return written is not None and parse_date(written).first > self._start.first

    def _with_references(self, model: type[Part], fields: dict[str, Value]) -> dict[str, Value]:
        """Return the fields, without the references to what stays behind."""
        found: dict[str, Value] = {}
        for name, value in fields.items():
            key = model.keys.get(name)
            kept = self._kept_references(name, value, key.refers_to) if key and key.refers_to else value
            if kept:
                found[name] = kept
        return found

    def _kept_references(self, name: str, value: Value, kinds: Sequence[str]) -> Value | None:
        """Return the references of a field that lead to what continues, or are free text; None where there are none."""
        known = self._register(tuple(kind for kind in kinds if kind != "activities"))
        texts = [str(one) for one in value] if isinstance(value, tuple) else [str(value)]
        kept = [self._reference(known.get(one), one, name) for one in texts]
        left = tuple(one for one in kept if one)
        return left if isinstance(value, tuple) else next(iter(left), None)

    def _register(self, kinds: tuple[str, ...]) -> Register[Named]:
        """Return the register of the plan's things of some kinds."""
        if kinds not in self._registers:
            self._registers[kinds] = register_of(self._plan, *kinds)
        return self._registers[kinds]

    def _reference(self, target: object, text: str, name: str) -> str | None:
        """Return a reference as the new plan writes it; None where its target stays behind.

        A reference of `contributes_to` may lead to a subgoal in the old plan.
        """
        if isinstance(target, Subgoal) and folded(target.id) not in self._continued:
            return f"{self._plan.id}/{target.id}" if name == "contributes_to" else None
        if isinstance(target, Indicator) and folded(target.id) in self._left_indicators:
            return None
        return text


def in_order(part: str, before: Iterable[str], fields: dict[str, Value]) -> dict[str, Value]:
    """Return fields in their earlier order, each new one after those that precede it in the plan format."""
    order = [term.name for term in PARTS[part].terms]
    names = [name for name in before if name in fields]
    for name in sorted(fields.keys() - set(names), key=order.index):
        place = max((i for i, one in enumerate(names) if order.index(one) < order.index(name)), default=-1)
        names.insert(place + 1, name)
    return {name: fields[name] for name in names}


def _indicators_left_behind(plan: Plan, continued: Sequence[Subgoal]) -> set[str]:
    """Return the folded ids of the indicators that only subgoals that stay behind use."""
    known = Register(plan.indicators, plan.id)
    used = {place for one in continued for place in known.places(one.indicators)}
    by_others = {place for one in plan.subgoals for place in known.places(one.indicators)}
    return {folded(plan.indicators[place].id) for place in by_others - used}


def _baseline(indicator: Indicator, snapshot: Snapshot, disclosure: Disclosure) -> Entry | None:
    """Return a baseline: the last value of the whole that is disclosed, else the old baseline; None without either."""
    for one in reversed(snapshot.measurements(indicator)):
        if one.amount is not None and not disclosure.is_suppressed(indicator, one):
            return entry("baseline", value=_number(one.amount), date=one.date)
    old = indicator.baseline
    if old is None or old.value is None:
        return None
    return entry("baseline", value=_number(old.value), date=old.date, source=old.source, note=old.note)


def _number(value: Decimal) -> str:
    """Return a number as a plan writes it; a calculated one with many decimals is rounded to two."""
    exponent = value.as_tuple().exponent
    is_long = isinstance(exponent, int) and exponent < -6  # noqa: PLR2004 - decimals; nobody writes so many
    return f"{(value.quantize(Decimal('0.01'), ROUND_HALF_UP) if is_long else value):f}"


def _texts(node: Node) -> tuple[str, ...]:
    items = node.items if isinstance(node, NodeSequence) else [node]
    return tuple(_text(one) for one in items if isinstance(one, Scalar) and not is_absent(one))


def _text(node: Scalar) -> str:
    return node.value.replace("\r\n", "\n").replace("\r", "\n").strip()


def names_in(node: Node, shape: Shape) -> list[str]:
    """Return the names of a part's fields, in the order in which they are written."""
    pairs = node.pairs() if isinstance(node, Mapping) else []
    return list(dict.fromkeys(name for key, _ in pairs if (name := shape.keys.name_of(key.value))))
