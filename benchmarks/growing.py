"""Plans that grow in one direction: any number of one kind of part, text, relation or flaw.

`KINDS` has a maker for each kind, which takes a number and returns the files of a project by path. The makers of lists
and texts are derived from the model, so that new fields are included automatically; the others are written out below.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import get_args

from anhorig_cli.loading.shapes import FieldKind, shape_of
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan

Files = dict[str, str]
"""The texts of files by path; the argument of a command is `plan.yaml` if it is there, else the folder `plans`."""
Maker = Callable[[int], Files]

PLAN = "plan.yaml"
FOLDER = "plans"
_HEAD = "title: Plan\ncommittee: Nämnden\nperiod: {from: 2020, to: 2029}\n"
_SENTENCE = "Den som hjälper en närstående ska få stöd i tid."


def day(number: int, first: int = 1900) -> str:
    """Return a different day for each number, counted from the first of the year `first`."""
    return (date(first, 1, 1) + timedelta(days=number)).isoformat()


def listed(key: str, entries: Iterable[str]) -> str:
    """Return a list in a plan, with one entry per line."""
    return f"{key}:\n" + "".join(f"  - {entry}\n" for entry in entries)


def flow(**fields: object) -> str:
    """Return a part on one line."""
    return json.dumps({name.rstrip("_"): value for name, value in fields.items()}, ensure_ascii=False)


def numbered(number: int, **fields: object) -> Iterator[str]:
    """Yield `number` parts, each on one line with an id and a title.

    In the fields' texts `{n}` becomes the part's number, `{day}` a different day for each, `{before}` the number of the
    part before it (the first part lacks the field), and `{round}` the same, but with the last part before the first.
    """
    own = {"id": "d{n}", "title": "Del nummer {n}", **fields}
    for n in range(number):
        present = {name: value for name, value in own.items() if n or "{before}" not in str(value)}
        yield flow(**{name: _filled(value, n, number) for name, value in present.items()})


def _filled(value: object, n: int, number: int) -> object:
    if isinstance(value, str):
        for word, text in (("{n}", n), ("{day}", day(n)), ("{before}", n - 1), ("{round}", (n - 1) % number)):
            value = value.replace(word, str(text))
        return value
    if isinstance(value, list):
        return [_filled(one, n, number) for one in value]
    return {name: _filled(one, n, number) for name, one in value.items()} if isinstance(value, dict) else value


def plan(*parts: str) -> Files:
    """Return the files of a plan in one file, made of a heading and some parts."""
    return {PLAN: _HEAD + "".join(parts)}


# What the model can hold: every list and every text at any level.


def _value(name: str, annotation: object) -> object:
    """Return a valid value of a field; a reference refers to the thing with the id `x`."""
    if annotation is bool or name in {"vacant", "approximate", "people", "method_changed"}:
        return "false"
    options = [one for arg in (annotation, *get_args(annotation)) for one in get_args(arg) if isinstance(one, str)]
    if options:
        return options[0]
    if "PlanDate" in str(annotation):
        return "{day}" if name == "date" else "2026-06-30"
    return "7" if str(Decimal) in str(annotation) or "Decimal" in str(annotation) else _TEXTS.get(name, _SENTENCE)


_TEXTS = {"id": "d{n}", "title": "Del {n}", "unit": "x", "target_group": "x", "part_of": "x", "language": "sv"}
_REFERENCES = frozenset(
    {"responsible", "units", "target_groups", "indicators", "contributes_to", "funding", "subgoals"}
)
_LISTS = ("units", "target_groups", "areas", "indicators", "subgoals", "funding")


def _part(model: type[Part], *, whole: bool) -> dict[str, object]:
    """Return a part: if `whole`, with all fields except lists of parts; else with required fields and a few more."""
    found: dict[str, object] = {}
    for name, field in shape_of(model).fields.items():
        info = next((info for own, info in model.model_fields.items() if (info.alias or own) == name), None)
        if info is None or not (whole or info.is_required() or name in {"id", "title", "date", "due"}):
            continue
        if field.kind is FieldKind.VALUE:
            found[name] = _value(name, info.annotation)
        elif field.kind is FieldKind.VALUES:
            found[name] = ["x"] if name in _REFERENCES else ["mars"] if name == "when" else ["Ord {n}"]
        elif field.kind is FieldKind.PART and field.model and whole:
            found[name] = _part(field.model, whole=True) if name != "occasions" else {"planned": 4}
    return found


def _lists(model: type[Part], route: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], type[Part]]]:
    for name, field in shape_of(model).fields.items():
        if field.kind is FieldKind.PARTS and field.model:
            yield (*route, name), field.model
        if field.kind in {FieldKind.PARTS, FieldKind.PART} and field.model:
            yield from _lists(field.model, (*route, name))


def _texts(model: type[Part], route: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], FieldKind]]:
    for name, field in shape_of(model).fields.items():
        info = next((info for own, info in model.model_fields.items() if (info.alias or own) == name), None)
        is_text = field.kind is FieldKind.VALUE and info is not None and info.annotation in {str, str | None}
        if is_text or field.kind is FieldKind.VALUES:
            yield (*route, name), field.kind
        elif field.model:
            yield from _texts(field.model, (*route, name))


def _route_fields(route: tuple[str, ...]) -> Iterator[tuple[str, type[Part], FieldKind]]:
    """Yield each step of a route, the model that has that field, and the kind of the field."""
    model: type[Part] = Plan
    for step in route:
        field = shape_of(model).fields[step]
        yield step, model, field.kind
        model = field.model or model


def _plan_with(route: tuple[str, ...], innermost: object) -> Files:
    """Return a plan with a value at a route; the other lists that references refer to each have a thing `x`."""
    value = innermost
    for (_, _, outer), (step, model, _) in reversed(list(pairwise(_route_fields(route)))):
        needed = {name: _filled(one, 0, 1) for name, one in _part(model, whole=False).items()}
        value = [{**needed, step: value}] if outer is FieldKind.PARTS else {**needed, step: value}
    others = "".join(listed(name, [flow(id="x", title="X")]) for name in _LISTS if name != route[0])
    if isinstance(value, list):
        return plan(others, listed(route[0], (json.dumps(one, ensure_ascii=False) for one in value)))
    title = "" if route[0] == "title" else "title: Plan\n"
    return {PLAN: f"{title}{others}{route[0]}: {json.dumps(value, ensure_ascii=False)}\n"}


def _list_maker(route: tuple[str, ...], model: type[Part], *, whole: bool) -> Maker:
    return lambda number: _plan_with(route, [_filled(_part(model, whole=whole), n, number) for n in range(number)])


def _text_maker(route: tuple[str, ...], kind: FieldKind) -> Maker:
    if kind is FieldKind.VALUES:
        return lambda number: _plan_with(route, [f"Något {n} som inte finns" for n in range(number)])
    return lambda number: _plan_with(route, "\n".join(f"{_SENTENCE} Rad {n}." for n in range(number)))


def _model_makers() -> Iterator[tuple[str, Maker]]:
    for route, model in _lists(Plan):
        yield f"list {'.'.join(route)}", _list_maker(route, model, whole=False)
        yield f"whole {'.'.join(route)}", _list_maker(route, model, whole=True)
    for route, kind in _texts(Plan):
        yield f"text {'.'.join(route)}", _text_maker(route, kind)


# Relations: references to look up, chains to follow, and parts to compare.


def subgoals(number: int, **fields: object) -> str:
    """Return typical subgoals, with some fields replaced or added."""
    usual = {"due": "2026-11-30", "responsible": "Enhetschef", "activities": ["Göra något {n}"]}
    return listed("subgoals", numbered(number, **{**usual, **fields}))


def units(number: int, **fields: object) -> str:
    """Return units with the ids `u0`, `u1` and so on."""
    return listed("units", numbered(number, id="u{n}", title="Enhet {n}", **fields))


def indicators(number: int, **fields: object) -> str:
    """Return indicators with the ids `i0`, `i1` and so on, each measured twice."""
    measured = [{"date": "2024-12-31", "value": 50}, {"date": "2025-12-31", "value": 40}]
    return listed("indicators", numbered(number, **{"id": "i{n}", "target": 80, "measurements": measured, **fields}))


def cycle(number: int, **fields: object) -> str:
    """Return items of the annual cycle."""
    return listed("annual_cycle", numbered(number, **{"id": "c{n}", "when": "mars", "from": "2024", **fields}))


def measured(number: int, *entries: str, **fields: object) -> str:
    """Return an indicator with `number` measurements for each entry; `{n}` and `{day}` in it differ for each."""
    head = {"id": "i0", "title": "Antal besök", "direction": "increase", **fields}
    keys = "".join(f"    {name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in head.items())
    lines = (entry.replace("{n}", str(n)).replace("{day}", day(n)) for n in range(number) for entry in entries)
    return f"indicators:\n  -\n{keys}    measurements:\n" + "".join(f"      - {line}\n" for line in lines)


_JUDGED = {"date": "2024", "status": "achieved"}
_DONE = {"activities": [{"title": "A", "status": "done", "done_on": "2020-01-01"}]}

RELATIONS: dict[str, Maker] = {
    "continues a chain": lambda n: plan(subgoals(n, continues="d{before}")),
    "continues one": lambda n: plan(subgoals(n, continues="d0")),
    "continues a circle": lambda n: plan(subgoals(n, continues="d{round}")),
    "continues many": lambda n: plan(subgoals(n, continues=["d{before}"] * 20)),
    "same title": lambda n: plan(subgoals(n, title="Samma", due="2020")),
    "same title, half ended": lambda n: plan(subgoals(n, title="Samma", due="{day}")),
    "same title, added": lambda n: plan(subgoals(n, title="Samma titel", due="2020", added="{day}")),
    "alike titles": lambda n: plan(subgoals(n, title="Utveckla stödet{n}", due="2020")),
    "near references": lambda n: plan(units(n), subgoals(n, units=["uu{n}"])),
    "unknown references": lambda n: plan(units(n), subgoals(n, units=["Förvaltningen {n}"])),
    "broken references": lambda n: plan(subgoals(n, continues="finns-inte-{n}")),
    "references to a plan that is not there": lambda n: plan(subgoals(n, contributes_to=["lanet/a{n}"])),
    "references to plans that are not there": lambda n: plan(subgoals(n, contributes_to=["lan{n}/a"])),
    "units in a chain": lambda n: plan(units(n, part_of="u{before}")),
    "units in a chain, in the cycle": lambda n: plan(units(n, part_of="u{before}"), cycle(1, units="all")),
    "units in a chain, each in the cycle": lambda n: plan(units(n, part_of="u{before}"), cycle(n, units=["u{n}"])),
    "units of one": lambda n: plan(units(n, part_of="u0"), cycle(1, units=["u0"])),
    "units in a circle": lambda n: plan(units(n, part_of="u{round}"), cycle(5, units=["u1"])),
    "units in a chain, measured": lambda n: plan(
        units(n, part_of="u{before}"), measured(n, "{date: 2025-12-31, value: 30, unit: u{n}}", people="true")
    ),
    "units, measured": lambda n: plan(
        units(n),
        measured(n, "{date: 2025-12-31, value: 30, unit: u{n}}", people="true"),
    ),
    "units, measured for years": lambda n: plan(
        units(20),
        measured(
            n,
            *(f"{{date: {{day}}, numerator: {9 + u}, denominator: 50, unit: u{u}}}" for u in range(20)),
            people="true",
        ),
    ),
    "units in a report": lambda n: plan(units(n), cycle(1, units="all")),
    "roles of a unit": lambda n: plan(units(1), listed("roles", numbered(n, units=["u0"]))),
    "units and roles": lambda n: plan(
        units(n), listed("roles", numbered(n, id="r{n}", units=["u{n}"])), cycle(12, units="all")
    ),
    "groups in a chain": lambda n: plan(
        listed("target_groups", numbered(n, id="g{n}", part_of="g{before}")), subgoals(2, target_groups=["g{n}"])
    ),
    "groups, each served": lambda n: plan(
        listed("target_groups", numbered(n, id="g{n}", part_of="g{before}")), subgoals(n, target_groups=["g{n}"])
    ),
    "groups, served by all": lambda n: plan(
        listed("target_groups", numbered(n, id="g{n}")), subgoals(10, target_groups=[f"g{i}" for i in range(n)])
    ),
    "areas": lambda n: plan(listed("areas", numbered(n, id="a{n}")), subgoals(n, contributes_to=["a{n}"])),
    "judged areas in a chain": lambda n: plan(
        listed("areas", numbered(n, id="a{n}", part_of="a{before}", assessments=[_JUDGED])),
        subgoals(1, contributes_to=[f"a{n - 1}"]),
    ),
    "judged areas of one": lambda n: plan(
        listed("areas", [flow(id="top", title="Alla"), *numbered(n, id="a{n}", part_of="top", assessments=[_JUDGED])]),
        subgoals(n, contributes_to=["a{n}"]),
    ),
    "others' values": lambda n: plan(
        measured(n, "{date: {day}, value: {n}}", "{date: {day}, value: {n}, comparison: Riket}")
    ),
    "women and men": lambda n: plan(
        measured(n, "{date: {day}, value: {n}, women: 9, men: {n}}", people="true"),
    ),
    "targets of units": lambda n: plan(
        units(n),
        measured(
            n,
            "{date: 2024, value: {n}, unit: u{n}}",
            target=[{"at_least": 1000, "by": "2025", "unit": f"u{i}"} for i in range(n)],
        ),
    ),
    "subgoals and indicators": lambda n: plan(subgoals(n, indicators=["i{n}"]), indicators(n)),
    "subgoals of one indicator": lambda n: plan(
        subgoals(n, indicators=["i0"], **_DONE), measured(n, "{date: {day}, value: {n}}", target=9)
    ),
    "subgoals of many indicators": lambda n: plan(
        subgoals(20, indicators=[f"i{i}" for i in range(n)], **_DONE), indicators(n)
    ),
    "achieved by one indicator": lambda n: plan(
        subgoals(n, indicators=["i0"], assessments=[{"date": "2025-01-01", "status": "achieved"}]),
        measured(n, "{date: {day}, value: {n}}", target=-5),
    ),
    "indicators of one subgoal": lambda n: plan(subgoals(1, indicators=[f"i{i}" for i in range(n)]), indicators(n)),
    "late indicators": lambda n: plan(
        subgoals(n, indicators=["i{n}"]),
        indicators(n, baseline={"value": 70, "date": "2023"}, target={"value": 99, "by": "2027"}),
    ),
    "assessments and reports": lambda n: plan(
        listed("reports", numbered(n, id="v{n}", date="{day}")),
        subgoals(n, assessments=[{"date": "1901-01-01", "status": "expected"}]),
    ),
    "reports that are near": lambda n: plan(listed("reports", numbered(n, id="v{n}", date="2026-01-20")), subgoals(n)),
    "an old report": lambda n: plan(listed("reports", ["{date: 1500-01-01}"]), units(5), cycle(n, units="all")),
    "decisions and revisions": lambda n: plan(
        listed("decisions", numbered(n, id="b{n}", date="{day}")),
        subgoals(n, revisions=[{"field": "due", "from": "2025", "to": "2026-11-30", "decided": "2025-05-05"}]),
    ),
    "decisions that add": lambda n: plan(
        listed("decisions", numbered(n, id="b{n}", date="{day}")), subgoals(n, added="b{n}")
    ),
    "revisions of targets": lambda n: plan(
        subgoals(n, indicators=["i{n}"], revisions=[{"field": "target", "from": 1, "to": 80, "decided": "2026-05-05"}]),
        indicators(n),
    ),
    "recommendations": lambda n: plan(
        subgoals(n), listed("recommendations", numbered(n, id="k{n}", answered_by=["d{n}"]))
    ),
    "funding of subgoals": lambda n: plan(
        subgoals(n, funding=["f{n}"]), listed("funding", numbered(n, id="f{n}", amount=5))
    ),
    "vacant roles": lambda n: plan(
        listed("roles", numbered(n, id="r{n}", vacant="true")), subgoals(n, responsible=["r{n}"])
    ),
    "a vacant role": lambda n: plan(
        listed("roles", ["{id: r, title: R, vacant: true}"]), units(n, responsible="r"), cycle(n, units=["u{n}"])
    ),
    "cycle": lambda n: plan(units(13), cycle(n, units="all")),
    "cycle of one unit each": lambda n: plan(units(13), cycle(n, units=["u1"])),
    "cycle of units and items": lambda n: plan(units(n), cycle(n, units="all")),
    "cycle of no unit": lambda n: plan(cycle(n)),
    "cycle at no time": lambda n: plan(units(n), listed("annual_cycle", numbered(n, id="c{n}", units=["u{n}"]))),
    "cycle with its own": lambda n: plan(units(n), cycle(n, units=["u{n}"], responsible="u{n}")),
    "ticks": lambda n: plan(
        units(13),
        cycle(
            1, when="monthly", units="all", done=[{"occurrence": "2025-06", "units": [f"u{i % 13}"]} for i in range(n)]
        ),
    ),
    "ticks of every unit": lambda n: plan(
        units(n),
        cycle(1, when="monthly", units="all", done=[{"occurrence": "2025-06", "units": [f"u{i}"]} for i in range(n)]),
    ),
    "a tick of all units": lambda n: plan(
        units(n),
        cycle(5, when="monthly", units="all", done=[{"occurrence": "2025-06", "units": [f"u{i}" for i in range(n)]}]),
    ),
    "ticks without end": lambda n: plan(
        cycle(1, when="monthly", **{"from": "1900"}, done=[{"date": day(i * 9)} for i in range(n)])
    ),
    "times of an item": lambda n: plan(cycle(1, when=[f"v{1 + i % 53}" for i in range(n)])),
}


# Flaws: what check reports, in many places.

FLAWS: dict[str, Maker] = {
    "unknown keys": lambda n: plan(
        "subgoals:\n  - id: d\n    title: D\n", "".join(f"    nyckel{i}: text\n" for i in range(n))
    ),
    "unknown keys in braces": lambda n: plan(
        "subgoals:\n  - {id: d, title: D, ", "".join(f"ord {i}, " for i in range(n)), "}\n"
    ),
    "unknown keys, each its own": lambda n: plan("".join(f"{'abcdefghij'[i % 10]}nabg{i}: text\n" for i in range(n))),
    "unknown keys here and there": lambda n: plan(
        listed("subgoals", (f"{{id: d{i}, titel: D, sensat: 2026}}" for i in range(n)))
    ),
    "a misspelt key again": lambda n: plan("subgoals:\n  - id: d\n    title: D\n" + "    sensat: 2026\n" * n),
    "own keys": lambda n: plan("".join(f"x-{i}: text\n" for i in range(n)), subgoals(n // 4, due="2020")),
    "keys twice": lambda n: plan("".join("goal: text\n" for _ in range(n))),
    "keys twice here and there": lambda n: plan(
        listed("subgoals", (f"{{id: d{i}, title: D, due: 2026, senast: 2027}}" for i in range(n)))
    ),
    "keys of one's own twice": lambda n: {
        PLAN: _HEAD,
        "anhorig.yaml": "plans: .\nseverity:\n" + "".join("  overdue-subgoal: info\n" for _ in range(n)),
    },
    "control characters": lambda n: plan("goal: |\n" + "".join(f"  rad {i} \x07\n" for i in range(n))),
    "control characters on a line": lambda n: plan("goal: '" + "\x07" * n + "'\n"),
    "control characters, escaped": lambda n: plan(subgoals(n, title="\\u0007").replace("\\\\u0007", "\\u0007")),
    "control characters, escaped in a text": lambda n: plan('goal: "' + "\\x07 " * n + '"\n'),
    "marks of direction": lambda n: plan("goal: '" + "a\u202e" * n + "'\n"),
    "bad dates": lambda n: plan(subgoals(n, due="31/12/2026")),
    "bad dates, each its own": lambda n: plan(subgoals(n, due="decembre {n}")),
    "bad numbers": lambda n: plan(measured(n, "{date: {day}, value: ett par}")),
    "bad words": lambda n: plan(subgoals(n, assessments=[{"date": "2025", "status": "bedomms{n}"}])),
    "bad ids": lambda n: plan(subgoals(n, id="å ä {n}")),
    "bad times of the year": lambda n: plan(cycle(n, when="marrs {n}")),
    "nothing but an id": lambda n: plan(listed("subgoals", (f"{{id: d{i}}}" for i in range(n)))),
    "no id": lambda n: plan(listed("subgoals", (f"{{title: D{i}}}" for i in range(n)))),
    "the same id": lambda n: plan(subgoals(n, id="d")),
    "empty items": lambda n: plan("subgoals:\n" + "  -\n" * n),
    "words for lists": lambda n: plan(subgoals(n, activities="A")),
    "lists for words": lambda n: plan(subgoals(n, title=["A"])),
    "addresses": lambda n: plan(
        "goal: |\n" + "".join(f"  Skriv till anna.andersson{i}@example.se\n" for i in range(n))
    ),
    "addresses on a line": lambda n: plan(
        "goal: '" + " ".join(f"anna.andersson{i}@example.se" for i in range(n)) + "'\n"
    ),
    "addresses, escaped": lambda n: plan(
        'goal: "' + " ".join(f"\\x61nna.andersson{i}@example.se" for i in range(n)) + '"\n'
    ),
    "addresses here and there": lambda n: plan(subgoals(n, title="anna.andersson{n}@example.se")),
    "telephones": lambda n: plan("goal: |\n" + "".join(f"  Ring 070-{i:07}\n" for i in range(n))),
    "names": lambda n: plan(
        "goal: |\n" + "".join(f"  Enhetschef Anna Bergl{'abcdefghij'[i % 10] * (i % 7)}\n" for i in range(n))
    ),
    "names without end": lambda n: plan("goal: '" + "Anna " * n + "'\n"),
    "few people": lambda n: plan("goal: |\n" + "".join(f"  två{' ' * (i % 5)} deltagare {i}\n" for i in range(n))),
    "personal numbers": lambda n: plan("goal: |\n" + "  811218-9876\n" * n),
    "lost text": lambda n: plan(listed("laws", (f"Mål #{i} nå fler" for i in range(n)))),
    "tags": lambda n: plan(listed("laws", (f"!t{i} text" for i in range(n)))),
    "anchors": lambda n: plan(listed("laws", (f"&a{i} text" for i in range(n)))),
    "an anchor again": lambda n: plan(listed("laws", ("&a text" for _ in range(n)))),
    "aliases": lambda n: plan(
        "x-a: &a {title: A, responsible: Chef}\n", listed("units", (f"{{<<: *a, id: u{i}}}" for i in range(n)))
    ),
    "aliases of a list": lambda n: plan(
        f"x-a: &a [{', '.join(f'{{title: A{i}}}' for i in range(100))}]\n",
        listed("subgoals", (f"{{id: d{i}, title: D, activities: *a}}" for i in range(n))),
    ),
    "aliases that lead nowhere": lambda n: plan(listed("laws", (f"*a{i}" for i in range(n)))),
    "merges": lambda n: plan(
        "x-a: &a {title: A}\nx-b: &b {<<: *a, id: b}\n", "units:\n  - {" + "<<: *b, " * n + "id: u}\n"
    ),
    "jumps": lambda n: plan(
        measured(n, "{date: {day}, value: 5}", "{date: {day}, value: 900, unit: u{n}}").replace(
            "value: 5", "value: 1", 1
        )
    ),
    "jumps all the way": lambda n: plan(
        measured(n, "{date: {day}, value: 1{n}}").replace("value: 11", "value: 999999")
    ),
    "halves of shares": lambda n: plan(
        measured(n, "{date: {day}, numerator: 5}", target=9, denominator="alla", baseline=3)
    ),
    "measured twice": lambda n: plan(measured(n, "{date: 2025-12-31, value: {n}}")),
    "no value": lambda n: plan(measured(n, "{date: {day}}")),
    "changes of method": lambda n: plan(measured(n, "{date: {day}, value: 5, method_changed: true}")),
    "shares over all": lambda n: plan(measured(n, "{date: {day}, numerator: 9, denominator: 5}")),
    "few people measured": lambda n: plan(measured(n, "{date: {day}, value: 3, women: 1}", people="true")),
    "revisions": lambda n: plan(
        subgoals(
            1,
            due=day(n),
            revisions=[{"from": day(i), "to": day(i + 1), "decided": day(i), "reason": "r"} for i in range(n)],
        )
    ),
    "revisions that break": lambda n: plan(
        subgoals(1, revisions=[{"from": day(i), "to": day(i + 2), "decided": day(i)} for i in range(n)])
    ),
    "revisions to come": lambda n: plan(
        subgoals(1, due="2029", revisions=[{"from": day(i), "decided": day(i, 2027)} for i in range(n)])
    ),
    "assessments": lambda n: plan(
        subgoals(1, assessments=[{"date": day(i), "status": "expected", "comment": "Bra"} for i in range(n)])
    ),
    "assessments without a date": lambda n: plan(subgoals(n, assessments=[{"status": "achieved"}])),
    "activities": lambda n: plan(
        subgoals(1, activities=[{"title": f"A{i}", "due": "2025", "status": "in_progress"} for i in range(n)])
    ),
    "late activities": lambda n: plan(subgoals(n, activities=[{"title": "A", "due": "2025"}])),
    "late subgoals": lambda n: plan(subgoals(n, start_by="2020", due="2021")),
    "subgoals outside the period": lambda n: plan(subgoals(n, start_by="2050", due="2049")),
    "judged in the future": lambda n: plan(subgoals(n, assessments=[{"date": "2028", "status": "expected"}])),
    "deviations": lambda n: plan(subgoals(n, assessments=[{"date": "2025", "status": "unlikely"}])),
    "surveys": lambda n: plan(listed("surveys", numbered(n, sent=5, answered=9))),
    "funding that does not add up": lambda n: plan(
        listed("funding", numbered(n, amount=5, parts=[{"unit": "u", "amount": 9}]))
    ),
}


# Text: Markdown and long lines, in the file and in the pages made from it.


def _text(piece: str, *, lines: bool = False) -> Maker:
    """Return a maker of a background that repeats a piece; with `lines`, each repetition has its own line."""
    if lines:
        return lambda n: plan("background: |2\n", "".join(f"  {piece.replace('{n}', str(i))}\n" for i in range(n)))
    return lambda n: plan("background: |2\n  ", "".join(piece.replace("{n}", str(i)) for i in range(n)), "\n")


TEXTS: dict[str, Maker] = {
    "one line": _text(f"{_SENTENCE} "),
    "one word": _text("a"),
    "lines": _text(f"{_SENTENCE} {{n}}", lines=True),
    "paragraphs": _text(f"{_SENTENCE} {{n}}\n", lines=True),
    "headings": _text("## Rubrik {n}\n", lines=True),
    "a list": _text("* punkt **{n}** med [länk](https://example.se/{n}) och _kursiv_", lines=True),
    "a numbered list": _text("{n}. punkt", lines=True),
    "lists in lists": lambda n: plan(
        "background: |2\n", "".join(f"  {' ' * (2 * (i % 30))}- punkt {i}\n" for i in range(n))
    ),
    "quotes": _text("> rad {n}", lines=True),
    "quotes in quotes": _text("> "),
    "dashes": _text("- "),
    "tables": _text("| a{n} | b | c |", lines=True),
    "a wide table": lambda n: plan("background: |2\n  ", "| a " * n, "|\n  ", "| - " * n, "|\n  ", "| b " * n, "|\n"),
    "stars": _text("*"),
    "stars and letters": _text("*a **b "),
    "underscores": _text("_a "),
    "brackets": _text("["),
    "brackets and letters": _text("[a]( "),
    "links": _text("[a{n}](https://example.se) "),
    "link definitions": _text("[a{n}]: https://example.se", lines=True),
    "pictures": _text("![a"),
    "backticks": _text("`"),
    "backticks of many lengths": lambda n: plan(
        "background: |2\n  ", " ".join("`" * (i % 300) for i in range(n // 150 + 1)), "\n"
    ),
    "angles": _text("<"),
    "angles and letters": _text("<a "),
    "comments": _text("<!-- "),
    "tags in text": _text("<b>a</b> "),
    "addresses in text": _text("https://example.se/{n} "),
    "mail in text": _text("info@example.se "),
    "entities": _text("&amp; "),
    "ampersands": _text("&"),
    "backslashes": _text("\\"),
    "backslashes and stars": _text("\\*"),
    "pipes": _text("|"),
    "colons": _text("a: "),
    "fences": _text("```\n", lines=True),
    "tildes": _text("~~a "),
    "spaces": _text("a" + " " * 50),
    "blank lines": _text("", lines=True),
    "tabs": _text("\t"),
    "quoted": lambda n: plan('background: "' + "a\\nb " * n + '"\n'),
    "folded": lambda n: plan("background: >\n" + f"  {_SENTENCE}\n\n" * n),
    "a comment": lambda n: plan(f"# {_SENTENCE}\n" * n),
    "a long comment": lambda n: plan("# " + "a" * n + "\n"),
    "a long title": lambda n: {PLAN: f"title: {'Ord ' * n}\n"},
    "a long id": lambda n: plan(f"id: {'a' * n}\n"),
    "a long key": lambda n: plan(f"? {'a' * n}\n: b\n"),
    "a long date": lambda n: plan(f"subgoals: [{{id: d, title: D, due: {'2026-' * n}}}]\n"),
    "a long number": lambda n: plan(f"indicators: [{{id: d, title: D, baseline: {'1' * n}}}]\n"),
    "a long reference": lambda n: plan(units(3), f"responsible: {'u1 ' * n}\n"),
    "spaces before": lambda n: plan("background:" + " " * n + "a\n"),
    "no end of a quote": lambda n: plan('background: "' + "a\n  " * n),
    "no end of a bracket": lambda n: plan("laws: [" + "a, " * n),
    "no end of braces": lambda n: plan("period: {" + "a: b, " * n),
    "commas": lambda n: plan("laws: [" + "," * n + "]\n"),
    "values": lambda n: plan("laws: [" + "a," * n + "]\n"),
    "brackets in brackets": lambda n: plan("laws: " + "[" * n + "]" * n + "\n"),
    "dashes in dashes": lambda n: plan("laws:\n  " + "- " * n + "a\n"),
    "keys in keys": lambda n: plan("".join(f"{' ' * min(i, 100)}a:\n" for i in range(n))),
}


# Folders: a plan of many files, settings, and many plans.


def _folder(number: int, name: str, text: str, top: str = _HEAD) -> Files:
    return {
        f"{FOLDER}/plan.yaml": top,
        **{f"{FOLDER}/{name.format(n=n)}": text.replace("{n}", str(n)) for n in range(number)},
    }


_FIELDS = "---\ntitle: Delmål {n}\ndue: 2026-11-30\n---\n"
_MD = _FIELDS + "Något om det.\n\n## 2025-11-20 expected\nDet går bra.\nOrsak: Därför.\n"

FOLDERS: dict[str, Maker] = {
    "parts in Markdown": lambda n: _folder(n, "subgoals/d{n}.md", _MD),
    "parts in YAML": lambda n: _folder(n, "subgoals/d{n}.yaml", "title: Delmål {n}\ndue: 2026-11-30\n"),
    "parts with lists": lambda n: _folder(n, "part-{n}.yaml", "subgoals:\n  - {id: d{n}, title: D}\n"),
    "parts that clash": lambda n: _folder(n, "part-{n}.yaml", "goal: Mål {n}\n"),
    "parts in odd folders": lambda n: _folder(n, "annat{n}/d.yaml", "title: D\n"),
    "assessments in Markdown": lambda n: {
        f"{FOLDER}/plan.yaml": _HEAD,
        f"{FOLDER}/subgoals/d.md": "---\ntitle: D\n---\n" + "".join(f"## {day(i)} expected\nBra.\n" for i in range(n)),
    },
    "headings in Markdown": lambda n: {
        f"{FOLDER}/plan.yaml": _HEAD,
        f"{FOLDER}/subgoals/d.md": "---\ntitle: D\n---\n" + "".join(f"## Rubrik {i}\n" for i in range(n)),
    },
    "bad headings in Markdown": lambda n: {
        f"{FOLDER}/plan.yaml": _HEAD,
        f"{FOLDER}/subgoals/d.md": "---\ntitle: D\n---\n" + "".join(f"## 2025-13-{i} uppfyllt{i}\n" for i in range(n)),
    },
    "exceptions": lambda n: {
        PLAN: _HEAD + subgoals(n, due="2021"),
        "anhorig.yaml": "plans: .\n"
        + listed("ignore", (flow(rule="overdue-subgoal", at=f"plan/subgoals/d{i}", reason="r") for i in range(n))),
    },
    "exceptions that except nothing": lambda n: {
        PLAN: _HEAD,
        "anhorig.yaml": "plans: .\n"
        + listed("ignore", (flow(rule="overdue-subgoal", at=f"p{i}", reason="r") for i in range(n))),
    },
    "exceptions from everything": lambda n: {
        PLAN: _HEAD + subgoals(n, due="2021"),
        "anhorig.yaml": "plans: .\n" + listed("ignore", (flow(rule="overdue-subgoal", reason="r") for _ in range(n))),
    },
    "exceptions of no rule": lambda n: {
        PLAN: _HEAD,
        "anhorig.yaml": "plans: .\n" + listed("ignore", (flow(rule=f"overdue-{i}", reason="r") for i in range(n))),
    },
    "severities": lambda n: {
        PLAN: _HEAD,
        "anhorig.yaml": "plans: .\nseverity:\n" + "".join(f"  regel-{i}: info\n" for i in range(n)),
    },
    "labels": lambda n: {
        PLAN: _HEAD,
        "anhorig.yaml": "plans: .\nlabels:\n  trend:\n" + "".join(f"    ord-{i}: Ord\n" for i in range(n)),
    },
    "plans": lambda n: {f"{FOLDER}/p{k}.yaml": _HEAD + subgoals(10) for k in range(n)},
    "plans with an indicator that they share": lambda n: {
        f"{FOLDER}/p{k}.yaml": _HEAD + measured(2, "{date: {day}, value: {n}}", kolada="N00001") for k in range(n)
    },
    "plans with indicators of their own": lambda n: {
        f"{FOLDER}/p{k}.yaml": _HEAD + measured(2, "{date: {day}, value: {n}}", title=f"Antal {k}") for k in range(n)
    },
    "plans under a strategy": lambda n: {
        f"{FOLDER}/lanet.yaml": "title: Länet\n" + listed("areas", numbered(10, id="a{n}")),
        **{f"{FOLDER}/p{k}.yaml": _HEAD + subgoals(10, contributes_to=["lanet/a{n}"]) for k in range(n)},
    },
    "plans that refer to each other": lambda n: {
        f"{FOLDER}/p{k}.yaml": _HEAD + subgoals(3, contributes_to=[f"p{(k + 1) % n}/d1"]) for k in range(n)
    },
    "plans that refer to nothing": lambda n: {
        f"{FOLDER}/p{k}.yaml": _HEAD + subgoals(3, contributes_to=[f"q{k}/d1"]) for k in range(n)
    },
    "plans and exceptions": lambda n: {
        "anhorig.yaml": "plans: plans\n"
        + listed("ignore", (flow(rule="overdue-subgoal", at=f"p{k}/subgoals/d1", reason="r") for k in range(n))),
        **{f"{FOLDER}/p{k}.yaml": _HEAD + subgoals(2, due="2021") for k in range(n)},
    },
    "plans with the same id": lambda n: {f"{FOLDER}/m{k}/plan-a.yaml": _HEAD + subgoals(1) for k in range(n)},
    "folders in folders": lambda n: {f"{FOLDER}/{'a/' * min(n, 900)}p.yaml": _HEAD},
}

KINDS: dict[str, Maker] = {**dict(_model_makers()), **RELATIONS, **FLAWS, **TEXTS, **FOLDERS}
