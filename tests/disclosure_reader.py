"""A reader who knows how a plan is built, and asks a solver what the numbers that are told say of those that are not.

The reader knows which measurements there are, of which time, unit and target group, that a unit has its parts, that
people are of one unit, and women or men or of no known sex; of one target group or of several, both are tried. Of each
count of few people it is asked whether it may be none, and whether it may be the largest small number: if not, more is
known of it than that it is small.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product
from typing import NamedTuple

import z3

from disclosed_facts import MINIMUM, Told
from people_plans import GROUPS, QUARTERS, TIMES, UNITS, PeopleIndicator, PeoplePlan, Row, parts_of

_SEXES = ("women", "men", "unknown")
_MOST_CHOICES = 8
BEFORE, AFTER = "before", "after"
_SURVEY = "e"


class Cell(NamedTuple):
    """A count: of a version of the plan, an indicator and a year, of whom, and `in` or `out` of a share."""

    version: str
    indicator: str
    year: str
    unit: str = ""
    group: str = ""
    sex: str = ""
    share: str = ""


class Leak(NamedTuple):
    """A count of few people of which more is known than that it is small."""

    what: str
    truth: int
    cannot_be: list[int]


@dataclass(frozen=True)
class Disclosed:
    """The numbers that are told of each version, and of its survey: `sent`, `answered` or `rate`, least and most."""

    numbers: dict[str, list[Told]]
    surveys: list[tuple[str, str, float, float]]


def leaks(before: PeoplePlan, after: PeoplePlan, told: Disclosed) -> Iterator[Leak]:
    """Give the counts of few people that are known better than they should be.

    What hangs together is looked at together: an indicator's measurements of a year, in both versions where the one
    before had others, and all shares of the survey.
    """
    earlier = {one.id: one for one in before.indicators}
    for one in after.indicators:
        if one.id == "t":
            yield from _leaks_over_time(one, told.numbers[AFTER])
        if _is_of_survey(one) or one.id in {"t", "n"}:
            continue
        for year in dict.fromkeys(row.year for row in (*_with_baseline(one), *_with_baseline(earlier[one.id]))):
            versions = {AFTER: [_of_year(one, year)]}
            if one != earlier[one.id]:
                versions[BEFORE] = [_of_year(earlier[one.id], year)]
            yield from _leaks(_Part(versions, {}), told)
    if after.surveys:
        versions = {AFTER: [one for one in after.indicators if _is_of_survey(one)]}
        if after != before:
            versions[BEFORE] = [one for one in before.indicators if _is_of_survey(one)]
        surveys = {AFTER: after.surveys[_SURVEY], BEFORE: before.surveys[_SURVEY]}
        yield from _leaks(_Part(versions, surveys), told)


def _leaks_over_time(one: PeopleIndicator, told: Iterable[Told]) -> Iterator[Leak]:
    """Give the small counts that longer times tell of, where each is the sum of those that it is made up of."""
    solver = z3.SolverFor("QF_LIA")
    new = {quarter: z3.Int(quarter) for quarter in QUARTERS}
    solver.add(*(number >= 0 for number in new.values()))
    for number in told:
        if number.indicator == one.id and number.what == "all":
            total = z3.Sum([new[quarter] for quarter in TIMES[number.date]])
            solver.add(total >= int(number.low), total <= int(number.high))
    for row in one.rows:
        truth, total = int(row.facts["value"]), z3.Sum([new[quarter] for quarter in TIMES[row.date]])
        if truth < MINIMUM and solver.check(total == truth) == z3.sat:
            cannot_be = [value for value in (0, MINIMUM - 1) if solver.check(total == value) != z3.sat]
            if cannot_be:
                yield Leak(row.date, truth, cannot_be)


class _Part(NamedTuple):
    """Indicators of each version, and how many were asked and answered the survey."""

    versions: dict[str, list[PeopleIndicator]]
    surveys: dict[str, tuple[int, int]]


def _is_of_survey(one: PeopleIndicator) -> bool:
    return any("survey" in row.facts for row in one.rows) or one.id.startswith("s")


def _of_year(one: PeopleIndicator, year: str) -> PeopleIndicator:
    return replace(
        one,
        rows=tuple(row for row in one.rows if row.year == year),
        baseline=one.baseline if one.baseline and one.baseline.year == year else None,
    )


_Key = tuple[str, str, str, str, str]
_Choice = dict[_Key, Row]
"""Which row is taken for the count of a version, indicator, year, unit and target group, where there are several."""


def _leaks(part: _Part, told: Disclosed) -> Iterator[Leak]:
    for choice in islice(_choices(part), _MOST_CHOICES):
        for in_one_group in (True, False):
            world = _World(part, choice, in_one_group=in_one_group)
            if in_one_group or world.has_groups:
                yield from world.leaks(told)


def _choices(part: _Part) -> Iterator[_Choice]:
    rows: dict[_Key, list[Row]] = {}
    for version, indicators in part.versions.items():
        for one in indicators:
            for row in _with_baseline(one):
                if _has_count(row):
                    rows.setdefault(_key(version, one, row), []).append(row)
    for chosen in product(*rows.values()):
        choice = dict(zip(rows, chosen, strict=True))
        if all(_agree(choice, key, rows) for key in choice if key[0] == AFTER):
            yield choice


def _has_count(row: Row) -> bool:
    return "value" in row.facts or "numerator" in row.facts


def _key(version: str, one: PeopleIndicator, row: Row) -> _Key:
    return version, one.id, row.year, row.unit, row.target_group


def _with_baseline(one: PeopleIndicator) -> Iterable[Row]:
    """Return the rows, and the baseline as a count of all."""
    start = one.baseline
    return (*one.rows, *([replace(start, facts={**start.facts, "is": "baseline"})] if start else []))


def _agree(choice: _Choice, key: _Key, rows: dict[_Key, list[Row]]) -> bool:
    """Tell whether the same row is chosen of both versions, where both have it."""
    other = (BEFORE, *key[1:])
    return other not in choice or choice[key] == choice[other] or choice[key] not in rows[other]


_Atom = tuple[str, frozenset[str], str, str, z3.ArithRef]
"""People of a unit, of target groups, of a sex, in a share or not: how many is not known."""


class _World:
    """The people of a part of a plan as unknown numbers."""

    def __init__(self, part: _Part, choice: _Choice, *, in_one_group: bool) -> None:
        self._part = part
        self._choice = choice
        self._solver = z3.SolverFor("QF_LIA")
        rows = [row for indicators in part.versions.values() for one in indicators for row in one.rows]
        groups = sorted({row.target_group for row in rows} - {""})
        self.has_groups = len(groups) > 1
        self._sets = [frozenset[str](), *(frozenset(group) for group in groups)]
        if not in_one_group:
            self._sets.append(frozenset(GROUPS))
        self._places = ["", *sorted({row.unit for row in rows} - {""})]
        self._sexes = _SEXES if any("women" in row.facts or "men" in row.facts for row in rows) else ("unknown",)
        self._atoms: dict[tuple[str, str, str], list[_Atom]] = {}
        self._counts_of: dict[Cell, z3.ArithRef] = {}
        self._survey: dict[tuple[str, str], z3.ArithRef] = {}
        self._truths: dict[Cell, int] = {}
        self._protected: dict[str, tuple[z3.ArithRef, int]] = {}
        for version, indicators in part.versions.items():
            self._add_survey(version)
            for one in indicators:
                self._add_indicator(version, one)
        if BEFORE in part.versions:
            self._same_in_both()
        self._one_question()

    # How the plan is built

    def _add_survey(self, version: str) -> None:
        if not self._part.surveys:
            return
        sent, answered = self._part.surveys[version]
        for name in ("sent", "answered"):
            self._survey[version, name] = z3.Int(f"{version} {name}")
        asked, had = self._survey[version, "sent"], self._survey[version, "answered"]
        self._solver.add(had >= 0, had <= asked)
        self._protect(f"{version} answered", had, answered)
        self._protect(f"{version} did not answer", asked - had, sent - answered, least=1)

    def _add_indicator(self, version: str, one: PeopleIndicator) -> None:
        for row in _with_baseline(one):
            if self._choice.get(_key(version, one, row)) == row or not _has_count(row):
                self._add_row(version, one, row)
        own = [cell for cell in self._truths if cell.version == version and cell.indicator == one.id]
        if not _counts_people(one):
            own = [cell for cell in own if cell.sex]
        self._add_rests(own)

    def _add_row(self, version: str, one: PeopleIndicator, row: Row) -> None:
        cell = Cell(version, one.id, row.year, row.unit, row.target_group)
        counts = self._counts(version, one, row)
        for what, truth in counts.items():
            of = _of(cell, what)
            self._truths[of] = truth
            if what != "all" or _counts_people(one):
                self._protect(str(of), self.count(of), truth)
            if what.endswith(" in"):
                left = counts[what.removesuffix("in") + "base"] - truth
                self._protect(f"{of} out", self.count(of._replace(share="out")), left)
        if "in" in counts:
            self._protect(f"{cell} out", self.count(cell._replace(share="out")), counts["all"] - counts["in"])
        if "survey" in row.facts:
            answered, base = self._survey[version, "answered"], self.count(cell)
            self._solver.add(base <= answered if "denominator" in row.facts else base == answered)

    def _counts(self, version: str, one: PeopleIndicator, row: Row) -> dict[str, int]:
        if not one.is_share:
            found = {"all": row.facts.get("value"), "women": row.facts.get("women"), "men": row.facts.get("men")}
            return {what: int(text) for what, text in found.items() if text is not None}
        if "numerator" in row.facts:
            counts = {"all": int(row.facts["denominator"]), "in": int(row.facts["numerator"])}
            for sex in {"women", "men"} & row.facts.keys():
                counts[f"{sex} in"], counts[f"{sex} base"] = parts_of(row.facts[sex])
            return counts
        if "survey" not in row.facts:
            return {}
        answered = self._part.surveys[version][1]
        return {"all": answered, "in": round(float(row.facts["value"]) * answered / 100)}

    def count(self, cell: Cell) -> z3.ArithRef:
        """Return how many people are of a cell."""
        if cell not in self._counts_of:
            own = [
                number
                for place, groups, sex, share, number in self._people(cell)
                if (not cell.unit or place == cell.unit or UNITS.get(place) == cell.unit)
                and (not cell.group or cell.group in groups)
                and (not cell.sex or sex == cell.sex)
                and (not cell.share or share == cell.share)
            ]
            self._counts_of[cell] = z3.Int(str(cell))
            self._solver.add(self._counts_of[cell] == z3.Sum(own))
        return self._counts_of[cell]

    def _people(self, cell: Cell) -> list[_Atom]:
        key = cell[:3]
        if key not in self._atoms:
            one = next(one for one in self._part.versions[cell.version] if one.id == cell.indicator)
            shares = ("in", "out") if one.is_share else ("",)
            self._atoms[key] = []
            for place, groups, sex, share in product(self._places, self._sets, self._sexes, shares):
                number = z3.Int(f"{key} {place} {''.join(sorted(groups))} {sex} {share}")
                self._solver.add(number >= 0)
                self._atoms[key].append((place, groups, sex, share, number))
        return self._atoms[key]

    def _add_rests(self, own: Sequence[Cell]) -> None:
        """Protect what remains of each count when others are taken from it."""
        for outer in own:
            inner = [cell for cell in own if _holds(outer, cell)]
            for parts in (*([cell] for cell in inner), *_side_by_side(outer, inner)):
                truth = self._truths[outer] - sum(self._truths[cell] for cell in parts)
                if 0 < truth < MINIMUM:
                    number = self.count(outer) - z3.Sum([self.count(cell) for cell in parts])
                    self._protect(f"{outer} without {parts}", number, truth, least=1)
            for one, other in combinations(inner, 2):
                both = Cell(*(a or b for a, b in zip(one, other, strict=True)))
                if both in self._truths and _holds(one, both) and _holds(other, both):
                    truth = self._truths[outer] - self._truths[one] - self._truths[other] + self._truths[both]
                    if 0 < truth < MINIMUM:
                        number = self.count(outer) - self.count(one) - self.count(other) + self.count(both)
                        self._protect(f"{outer} neither {one} nor {other}", number, truth, least=1)

    def _protect(self, name: str, number: z3.ArithRef, truth: int, *, least: int = 0) -> None:
        if least <= truth < MINIMUM:
            self._protected[name] = number, truth

    def _same_in_both(self) -> None:
        """Let what both versions say be the same."""
        if self._part.surveys and self._part.surveys[BEFORE] == self._part.surveys[AFTER]:
            for name in ("sent", "answered"):
                self._solver.add(self._survey[BEFORE, name] == self._survey[AFTER, name])
        earlier = {one.id: one for one in self._part.versions[BEFORE]}
        for one in self._part.versions[AFTER]:
            for row in _with_baseline(one):
                if row in _with_baseline(earlier[one.id]) and self._choice.get(_key(AFTER, one, row), row) == row:
                    self._same_row(one, row)

    def _same_row(self, one: PeopleIndicator, row: Row) -> None:
        """Let a measurement count the same; of per cent alone it is not known that they are of as many."""
        before, after = (Cell(version, one.id, row.year, row.unit, row.target_group) for version in (BEFORE, AFTER))
        if not one.is_share or "denominator" in row.facts:
            for what in self._counts(AFTER, one, row):
                self._solver.add(self.count(_of(before, what)) == self.count(_of(after, what)))

    def _one_question(self) -> None:
        """Let three shares of the survey or more make up all who answered, where they do."""
        ids = [one.id for one in self._part.versions[AFTER] if one.id != "sq"] if self._part.surveys else []
        cells = [cell for id_ in ids if (cell := Cell(AFTER, id_, "2025", share="in")) in self._truths]
        answered = self._part.surveys[AFTER][1] if self._part.surveys else 0
        is_one = len(cells) > 2 and sum(self._truths[cell] for cell in cells) == answered
        if is_one and all(self._truths[cell._replace(share="")] == answered for cell in cells):
            self._solver.add(z3.Sum([self.count(cell) for cell in cells]) == self._survey[AFTER, "answered"])
            for unit in {cell.unit for cell in self._truths} - {""}:
                self._one_question_at(unit, [cell._replace(unit=unit) for cell in cells])

    def _one_question_at(self, unit: str, cells: Sequence[Cell]) -> None:
        """Let the same people have answered at a unit, whichever answer they gave; together they gave them all."""
        base = self.count(Cell(AFTER, cells[0].indicator, cells[0].year, unit))
        for cell in cells[1:]:
            self._solver.add(self.count(cell._replace(share="")) == base)
        self._solver.add(z3.Sum([self.count(cell) for cell in cells]) == base)

    # What is told

    def leaks(self, told: Disclosed) -> Iterator[Leak]:
        """Give the counts of few people that are known better than they should be."""
        for version in self._part.versions:
            for number in told.numbers[version]:
                self._tell(version, number)
        for version, what, low, high in told.surveys if self._part.surveys else ():
            if version in self._part.versions:
                self._tell_survey(version, what, low, high)
        if self._solver.check() != z3.sat:
            return  # people are not as it is assumed: not all of one target group, say
        for name, (number, truth) in self._protected.items():
            ends = (0, MINIMUM - 1)
            if self._solver.check(number == truth) != z3.sat:
                continue  # the plan's numbers do not agree with each other
            cannot_be = [value for value in ends if self._solver.check(number == value) != z3.sat]
            if cannot_be:
                yield Leak(name, truth, cannot_be)

    def _tell_survey(self, version: str, what: str, low: float, high: float) -> None:
        if what == "rate":
            sent, answered = self._survey[version, "sent"], self._survey[version, "answered"]
            self._solver.add(
                answered * 10_000 >= round(low * 100) * sent, answered * 10_000 <= round(high * 100) * sent
            )
        else:
            self._solver.add(self._survey[version, what] >= int(low), self._survey[version, what] <= int(high))

    def _tell(self, version: str, told: Told) -> None:
        cell = Cell(version, told.indicator, told.date[:4], told.unit, told.target_group)
        row = self._choice.get((version, told.indicator, cell.year, told.unit, told.target_group))
        sex, _, _ = told.what.partition(" ")
        if row is None and (sex not in {"women", "men"} or not self._has(cell)):
            return
        if sex in {"women", "men"}:
            of = _of(cell, told.what)
        elif row is None or not _is_of(row, told):
            return
        elif told.what == "share":
            self._tell_share(cell, row, told)
            return
        else:
            of = _of(cell, told.what)
        self._solver.add(self.count(of) >= int(told.low), self.count(of) <= int(told.high))

    def _has(self, cell: Cell) -> bool:
        return any(own[:3] == cell[:3] for own in self._truths)

    def _tell_share(self, cell: Cell, row: Row, told: Told) -> None:
        if "survey" in row.facts or "denominator" in row.facts:
            count, base = self.count(cell._replace(share="in")), self.count(cell)
            low, high = round(told.low * 100), round(told.high * 100)
            self._solver.add(count * 10_000 >= base * low, count * 10_000 <= base * high)


def _of(cell: Cell, what: str) -> Cell:
    """Return what is counted of a cell: `all`, `base`, `in` it, `women` or `men`, `women in` a share."""
    sex, _, share = what.partition(" ")
    if sex in {"women", "men"}:
        return _of(cell._replace(sex=sex), share or "all")
    return cell._replace(share="in") if what == "in" else cell


def _is_of(row: Row, told: Told) -> bool:
    """Tell whether a number is that of the row that is taken: of several of one day it may be of the other."""
    is_baseline = "is" in row.facts
    if told.is_baseline != is_baseline or (row.date != told.date and not is_baseline):
        return False
    text = row.facts.get({"all": "value", "in": "numerator", "base": "denominator"}.get(told.what, ""))
    return text is None or told.low <= float(text) <= told.high


def _holds(outer: Cell, inner: Cell) -> bool:
    """Tell whether a count is another one's, less exact in one way."""
    if outer == inner or outer[:3] != inner[:3]:
        return False
    differ = [(o, i) for o, i in zip(outer[3:], inner[3:], strict=True) if o != i]
    return len(differ) == 1 and (differ[0][0] == "" or UNITS.get(differ[0][1]) == differ[0][0])


def _side_by_side(outer: Cell, inner: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Give the parts that lie beside each other in one way: units, target groups, sexes."""
    for name in ("unit", "group", "sex"):
        parts = [cell for cell in inner if getattr(cell, name) != getattr(outer, name)]
        names = {getattr(cell, name) for cell in parts}
        parts = [cell for cell in parts if UNITS.get(getattr(cell, name), "") not in names - {""}]
        if len(parts) > 1:
            yield parts


def _counts_people(one: PeopleIndicator) -> bool:
    has_sexes = any({"women", "men"} & row.facts.keys() for row in one.rows)
    return one.is_share or has_sexes or "people: true" in one.lines
