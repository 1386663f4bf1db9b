"""Plans that count people in many ways, few of them in some: what could be worked out of one another comes often.

People are drawn first, by unit, target group and sex, and then what a plan tells of them, so that its numbers agree as
those of a real plan do. A number gives it all: the same number gives the same plan.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from random import Random

UNITS = {"a": "", "b": "", "c": "a"}
"""The units, and what each is a part of."""
CHIEF = "Chef"
"""Who answers for the units and the indicators, so that all of these stand in the units' sheets."""
GROUPS = ("x", "y")
YEARS = ("2024", "2025")
_LAST_DAY = "-12-31"
_SIZES = (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 20)
_MANY = (6, 8, 12, 20, 33)
_SEXES = ("women", "men", "unknown")

Cell = tuple[str, str, str]
"""A unit, a target group and a sex; the empty one is all."""


@dataclass(frozen=True)
class Row:
    """A measurement as the plan writes it; numbers are kept as text."""

    date: str
    unit: str = ""
    target_group: str = ""
    facts: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def place(self) -> tuple[str, str, str]:
        """Return what tells a measurement from the others: its date, unit and target group."""
        return self.date, self.unit, self.target_group

    def text(self) -> str:
        places = {"unit": self.unit, "target_group": self.target_group}
        written = {"date": self.date, **{name: place for name, place in places.items() if place}, **self.facts}
        return "{" + ", ".join(f"{name}: {value}" for name, value in written.items()) + "}"


@dataclass(frozen=True)
class PeopleIndicator:
    """An indicator as the plan writes it; `lines` are all but the measurements, and tell of the baseline, too."""

    id: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    baseline: Row | None = None
    is_share: bool = False
    others: tuple[Row, ...] = ()
    """Another's values, which count none of the plan's people."""


@dataclass(frozen=True)
class PeoplePlan:
    """A plan with indicators that count people, and surveys (sent, answered)."""

    indicators: tuple[PeopleIndicator, ...]
    surveys: Mapping[str, tuple[int, int]]
    lines: tuple[str, ...]

    def text(self) -> str:
        parts = ["title: P", "language: sv", *self.lines, "units:"]
        parts += [f"  - {{id: {unit}, {_facts_of_unit(unit, above)}}}" for unit, above in UNITS.items()]
        parts += ["target_groups:", *(f"  - {{id: {group}, title: {group.upper()}}}" for group in GROUPS)]
        if self.surveys:
            parts.append("surveys:")
        for name, (sent, answered) in self.surveys.items():
            parts.append(f"  - {{id: {name}, title: {name.upper()}, sent: {sent}, answered: {answered}, period: 2025}}")
        parts.append("indicators:")
        for one in self.indicators:
            lines = (f"responsible: {CHIEF}", *one.lines, "measurements:")
            parts += [f"  - id: {one.id}", *(f"    {line}" for line in lines)]
            parts += [f"      - {row.text()}" for row in (*one.rows, *one.others)]
        return "\n".join(parts) + "\n"


def _facts_of_unit(unit: str, above: str) -> str:
    return f"title: {unit.upper()}, " + (f"part_of: {above}" if above else f"responsible: {CHIEF}")


class People:
    """The people of one year: how many there are of each unit, target group and sex."""

    def __init__(self, random: Random) -> None:
        density, few = random.choice((0.05, 0.3, 0.6, 0.9)), random.choice((0.0, 0.05, 0.1, 0.2, 1.0))
        places = ("a", "c", "b", "")
        self._atoms: dict[tuple[str, frozenset[str], str], int] = {}
        for unit, groups, sex in product(places, _sets(random), _SEXES):
            sizes = _SIZES if random.random() < few else _MANY
            count = random.choice(sizes) if random.random() < density else 0
            self._atoms[unit, groups, sex] = count if sex != "unknown" or random.random() < 0.2 else 0

    def count(self, unit: str = "", group: str = "", sex: str = "") -> int:
        """Return how many there are of a unit (and those below it), of a target group and of a sex."""
        return sum(
            count
            for (place, groups, own), count in self._atoms.items()
            if (not unit or place == unit or UNITS.get(place) == unit)
            and (not group or group in groups)
            and (not sex or own == sex)
        )


def _sets(random: Random) -> list[frozenset[str]]:
    """Return the sets of target groups that people are of; in some plans nobody is of two."""
    sets = [frozenset[str](), frozenset("x"), frozenset("y")]
    return [*sets, frozenset("xy")] if random.random() < 0.4 else sets


def people_plan(random: Random) -> PeoplePlan:
    """Return a plan."""
    surveys = {"e": _survey(random)} if random.random() < 0.6 else {}
    indicators = [_count(random, "i", is_people=random.random() < 0.9)]
    if random.random() < 0.4:
        indicators.append(_count(random, "j", is_people=True))
    if random.random() < 0.4:
        indicators.append(_share_of_people(random, "k"))
    if random.random() < 0.4:
        indicators.append(_over_time(random, "t"))
    if random.random() < 0.3:
        indicators.append(_yes_no(random, "n"))
    if surveys:
        answered = surveys["e"][1]
        answers = _at_units(random, list(_answers(random, answered)), answered)
        indicators += _between(random, answers, answered)
    return PeoplePlan(tuple(indicators), surveys, tuple(_subgoal(random, [one.id for one in indicators])))


def _survey(random: Random) -> tuple[int, int]:
    answered = random.choice((3, 6, 9, 12, 20, 40, 40, 57))
    return answered + random.choice((0, 1, 3, 4, 5, 20, 40)), answered


def _subgoal(random: Random, ids: list[str]) -> Iterator[str]:
    if random.random() < 0.3:
        return
    status = random.choice(("done", "done", "in_progress"))
    assessed = ", assessments: [{date: 2026-03-01, status: achieved}]" if random.random() < 0.4 else ""
    activities = f"activities: [{{title: Träffar, status: {status}}}]"
    yield "subgoals:"
    yield f"  - {{id: s, title: S, indicators: {json.dumps(ids)}, units: [a], {activities}{assessed}}}"


def _count(random: Random, id_: str, *, is_people: bool) -> PeopleIndicator:
    people = {year: People(random) for year in YEARS}
    rows = [row for year in YEARS for row in _rows(random, year, people[year])]
    lines = [f"title: {id_.upper()}", "description: Om.", "unit_of_measure: anhöriga"]
    lines += ["people: true"] if is_people else []
    start = Row(random.choice(("2024", "2024-12-31")), facts={"value": str(people["2024"].count())})
    if random.random() < 0.5:
        start = Row("2023-12-31", facts={"value": str(random.choice(_SIZES))})
    has_start = random.random() < 0.4
    if has_start:
        lines.append(f"baseline: {{value: {start.facts['value']}, date: {start.date}}}")
    lines += _target(random, (1, 2, 3, 4, 5, 6, 20, 60))
    others = tuple(_of_others(random)) if random.random() < 0.2 else ()
    return PeopleIndicator(id_, tuple(lines), tuple(rows), start if has_start else None, others=others)


QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
TIMES = {"2025": QUARTERS, "2025-H1": QUARTERS[:2], "2025-H2": QUARTERS[2:], **{one: (one,) for one in QUARTERS}}
"""Times of a year, and the quarters that each is made up of."""


def _over_time(random: Random, id_: str) -> PeopleIndicator:
    """Return an indicator of people who are new, so that those of shorter times make up those of a longer one."""
    sizes = (*_SIZES, *_MANY) if random.random() < 0.7 else _MANY
    new = {one: random.choice(sizes) for one in QUARTERS}
    times = [one for one in TIMES if random.random() < 0.7]
    rows = [Row(one, facts={"value": str(sum(new[quarter] for quarter in TIMES[one]))}) for one in times]
    lines = (f"title: {id_.upper()}", "description: Om.", "unit_of_measure: anhöriga", "people: true")
    return PeopleIndicator(id_, (*lines, *_target(random, (1, 3, 5, 20))), tuple(rows))


def _yes_no(random: Random, id_: str) -> PeopleIndicator:
    """Return an indicator of which each unit says yes or no, of a year or of parts of it."""
    rows = [
        Row(time, unit, facts={"value": random.choice(("ja", "nej"))})
        for time, unit in product(TIMES, UNITS)
        if random.random() < 0.3
    ]
    lines = [f"title: {id_.upper()}", "description: Om.", "unit_of_measure: ja/nej"]
    lines += [f"target: {{at_least: {random.choice((50, 80))}, by: 2026}}"] if random.random() < 0.5 else []
    return PeopleIndicator(id_, tuple(lines), tuple(rows))


def _of_others(random: Random) -> Iterator[Row]:
    for name, year in product(("Riket", "Länet"), YEARS):
        facts = {"value": random.choice(("2", "3", "70")), "comparison": name}
        yield Row(year, random.choice(("", "", *UNITS)), random.choice(("", "", *GROUPS)), facts)


def _target(random: Random, levels: tuple[int, ...]) -> Iterator[str]:
    chance = random.random()
    if chance < 0.4:
        yield f"target: {_one_target(random, levels, '')}"
    elif chance < 0.6:
        places = ("", "", *(f", unit: {unit}" for unit in UNITS), *(f", target_group: {group}" for group in GROUPS))
        several = (_one_target(random, levels, random.choice(places)) for _ in range(random.choice((2, 3, 4))))
        yield f"target: [{', '.join(several)}]"
    if random.random() < 0.15:
        yield f"tolerance: {random.choice((0, 1, 2, 5))}"
    if random.random() < 0.4:
        yield f"direction: {random.choice(('increase', 'decrease', 'hold'))}"


def _one_target(random: Random, levels: tuple[int, ...], place: str) -> str:
    form = random.choice(("at_least", "at_least", "at_most", "value", "change"))
    level = random.choice(("-20 %", "50 %", "-2", "+3")) if form == "change" else random.choice(levels)
    day = random.choice(("2024", "2025", "2026-05-31", "2026-12-31", "2028"))
    return f"{{{form}: {level}, by: {day}{place}}}"


def _rows(random: Random, year: str, people: People) -> Iterator[Row]:
    sexes, crossed = random.choice((0.0, 0.0, 0.3, 0.9)), random.choice((0.0, 0.0, 0.3, 1.0))
    scopes = [("", "")] if random.random() < 0.85 else []
    by_unit, by_group = random.choice((0.0, 0.4, 0.8)), random.choice((0.0, 0.4, 0.8))
    scopes += [(unit, "") for unit in UNITS if random.random() < by_unit]
    scopes += [("", group) for group in GROUPS if random.random() < by_group]
    scopes += [(unit, group) for unit, group in product(UNITS, GROUPS) if random.random() < crossed]
    for unit, group in scopes:
        facts = {"value": str(people.count(unit, group))}
        told = {sex: str(people.count(unit, group, sex)) for sex in ("women", "men") if random.random() < sexes}
        date = random.choice((year, year, year + _LAST_DAY, year + "-12", year + "-H2"))
        if told and random.random() < 0.2:
            yield Row(random.choice((year, date)), unit, group, told)
            told = {}
        yield Row(date, unit, group, facts | told)
        if random.random() < 0.1:
            yield Row(date, unit, group, {"value": str(max(people.count(unit, group) + random.choice((-2, 1, 3)), 1))})


def _share_of_people(random: Random, id_: str) -> PeopleIndicator:
    rows: list[Row] = []
    for year in YEARS:
        everyone, inside = People(random), People(random)
        scopes = [("", ""), *((unit, "") for unit in UNITS if random.random() < 0.6)]
        for unit, group in scopes:
            counted = inside.count(unit, group)
            base = counted + everyone.count(unit, group)
            if base:
                facts = {"numerator": str(counted), "denominator": str(base)}
                rows.append(Row(year, unit, group, facts | _shares_of_sexes(random, unit, inside, everyone)))
    lines = (f"title: {id_.upper()}", "description: Om.", "people: true", "numerator: nöjda", "denominator: svarande")
    return PeopleIndicator(id_, (*lines, *_target(random, (5, 50, 80, 95, 100))), tuple(rows), is_share=True)


def _shares_of_sexes(random: Random, unit: str, inside: People, outside: People) -> dict[str, str]:
    """Return the shares of women and of men that are told, if any."""
    told: dict[str, str] = {}
    chance = random.choice((0.0, 0.3, 0.9))
    for sex in ("women", "men"):
        counted = inside.count(unit, sex=sex)
        base = counted + outside.count(unit, sex=sex)
        if base and random.random() < chance:
            told[sex] = f"{{numerator: {counted}, denominator: {base}}}"
    return told


def parts_of(text: str) -> tuple[int, int]:
    """Return the numerator and denominator of a share of women, or of men."""
    numerator, denominator = re.findall(r"\d+", text)
    return int(numerator), int(denominator)


def _answers(random: Random, answered: int) -> Iterator[PeopleIndicator]:
    """Give indicators of a survey: answers to one question, which may make up all, or to several."""
    left = answered
    for place in range(random.choice((1, 2, 3, 4))):
        is_last = place and random.random() < 0.4
        counted = left if is_last else min(left, random.choice((*_SIZES, *_MANY, *_MANY, answered)))
        left -= counted
        base = answered if random.random() < 0.8 else max(answered - random.choice((1, 3, 6)), counted, 1)
        form = random.choice(("percent", "percent", "both", "counts"))
        facts = {"survey": "e"}
        if form != "counts" and base == answered:
            facts["value"] = f"{100 * counted / answered:.2f}".rstrip("0").rstrip(".")
        else:
            form = "counts"
        if form != "percent":
            facts |= {"numerator": str(counted), "denominator": str(base)}
        words = random.choice((("unit_of_measure: '%'",), ("numerator: nöjda", "denominator: svarande")))
        lines = (f"title: S{place}", "description: Om.", *words, *_target(random, (5, 50, 80, 95, 100)))
        earlier = [Row("2024", facts={"value": str(random.choice((10, 50, 90)))})] if random.random() < 0.3 else []
        yield PeopleIndicator(f"s{place}", lines, (*earlier, Row("2025", facts=facts)), is_share=True)


def _between(random: Random, answers: list[PeopleIndicator], answered: int) -> list[PeopleIndicator]:
    """Return the answers to a question with one to another question somewhere among them, as of another map."""
    if random.random() < 0.7:
        return answers
    counted = random.randint(0, answered)
    facts = {"survey": "e", "numerator": str(counted), "denominator": str(answered)}
    lines = ("title: SQ", "description: Om.", "numerator: nöjda", "denominator: svarande")
    other = PeopleIndicator("sq", lines, (Row("2025", facts=facts),), is_share=True)
    place = random.randint(1, len(answers))
    return [*answers[:place], other, *answers[place:]]


_AT_UNITS = ("a", "b")


def _at_units(random: Random, answers: list[PeopleIndicator], answered: int) -> list[PeopleIndicator]:
    """Return the answers of a survey with those of two units, of some of the indicators: maps of their own may do so.

    Whoever gave an answer was at the one unit, at the other, or at none; who gave another answer, too.
    """
    facts = [one.rows[-1].facts for one in answers]
    told = [int(one.get("numerator", 0)) or round(float(one.get("value", 0)) * answered / 100) for one in facts]
    are_of_all = all(one.get("denominator", str(answered)) == str(answered) for one in facts)
    if random.random() < 0.4 or not are_of_all or sum(told) > answered:
        return answers
    at_first = [_some(random, count) for count in told]
    inside = [at_first, [count - first for count, first in zip(told, at_first, strict=True)]]
    others = _some(random, answered - sum(told))
    bases = [sum(inside[0]) + others, sum(inside[1]) + answered - sum(told) - others]
    found: list[PeopleIndicator] = []
    for place, one in enumerate(answers):
        rows = [
            Row("2025", unit, facts={"survey": "e", "numerator": str(counts[place]), "denominator": str(base)})
            for unit, counts, base in zip(_AT_UNITS, inside, bases, strict=True)
            if base and random.random() < 0.7
        ]
        found.append(replace(one, rows=(*one.rows, *rows)))
    return found


def _some(random: Random, count: int) -> int:
    """Return a number of those who are counted, often few or nearly all."""
    return min(max(random.choice((0, 2, count - 3, count, count // 2, count // 2)), 0), count)


def changed(random: Random, plan: PeoplePlan) -> PeoplePlan:
    """Return the plan with one number another, or one measurement less or more."""
    place = random.randrange(len(plan.indicators))
    one = plan.indicators[place]
    if plan.surveys and random.random() < 0.2:
        return replace(plan, surveys={"e": _survey(random)})
    rows = list(one.rows)
    if not rows:
        return plan
    at = random.randrange(len(rows))
    numbers = [
        name
        for name, text in rows[at].facts.items()
        if name in {"value", "women", "men", "numerator"} and text[0].isdigit()
    ]
    if random.random() < 0.25 or not numbers:
        del rows[at]
    else:
        name = random.choice(numbers)
        number = max(int(float(rows[at].facts[name])) + random.choice((-20, -6, -3, -1, 1, 3, 6, 20, 40)), 0)
        number = min(number, 100) if one.is_share and name == "value" else number
        number = min(number, int(rows[at].facts["denominator"])) if name == "numerator" else number
        rows[at] = replace(rows[at], facts={**rows[at].facts, name: str(number)})
    indicators = list(plan.indicators)
    indicators[place] = replace(one, rows=tuple(rows))
    return replace(plan, indicators=tuple(indicators))


def with_other_small_counts(random: Random, plan: PeoplePlan) -> list[PeoplePlan]:
    """Return the plan with one of its small counts of people as each of the small numbers; nothing without one."""
    people = [(place, one) for place, one in enumerate(plan.indicators) if "people: true" in one.lines]
    places = [
        (place, at, name)
        for place, one in people
        for at, row in enumerate(one.rows)
        for name in ("value", "women", "men", "numerator")
        if row.facts.get(name) in _SMALL and int(row.facts.get("denominator", len(_SMALL))) >= len(_SMALL)
    ]
    places += [(place, -1, "") for place, one in people if one.baseline and one.baseline.facts["value"] in _SMALL]
    place, at, name = random.choice(places) if places else (-1, -1, "")
    return [_with_count(plan, place, at, name, count) for count in _SMALL] if places else []


_SMALL = ("0", "1", "2", "3", "4")


def _with_count(plan: PeoplePlan, place: int, at: int, name: str, count: str) -> PeoplePlan:
    one = plan.indicators[place]
    if name:
        row = replace(one.rows[at], facts={**one.rows[at].facts, name: count})
        one = replace(one, rows=(*one.rows[:at], row, *one.rows[at + 1 :]))
    else:
        lines = (re.sub(r"baseline: {value: [0-9]+", f"baseline: {{value: {count}", line) for line in one.lines)
        one = replace(one, lines=tuple(lines))
    return replace(plan, indicators=(*plan.indicators[:place], one, *plan.indicators[place + 1 :]))
