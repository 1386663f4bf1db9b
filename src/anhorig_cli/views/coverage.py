"""How plans cover the areas of a strategy: a matrix, what is missing from it, and a page for each area."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.analysis.area_matrix import AreaOfPlan, AreaRow, area_matrix, bodies_without_plan
from anhorig_cli.analysis.contributions import Contribution, Contributor, worst
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.names import first_names
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.subgoals import assessed_in_words
from anhorig_cli.vocabulary import folded

NOTHING = "–"


class PlanColumn(NamedTuple):
    """A plan in the matrix: its path, its id, and what it contributes (None where it could not be read).

    `astray` are its references to nothing: each as place, reference, and the name that may be meant.
    """

    name: str
    id: str
    contributor: Contributor | None
    astray: tuple[tuple[str, str, str], ...]


class ServingSubgoalView(NamedTuple):
    """A subgoal that contributes to an area, and how it was last assessed."""

    id: str
    title: str
    status: str
    status_label: str


class CoverageCellView(NamedTuple):
    """What a plan does in an area: `text` gives the number of live subgoals and their worst assessment.

    `worst` is the word of that assessment, empty where there is none. The cell `is_empty` where the plan does nothing
    there.
    """

    text: str
    number: int
    worst: str
    subgoals: tuple[ServingSubgoalView, ...]
    is_empty: bool


class CoverageCells:
    """The cells of an area, one for each plan in order, each made on demand and without personal numbers."""

    def __init__(self, row: AreaRow, is_read: Sequence[bool], word: Formatter) -> None:
        self._row = row
        self._is_read = is_read
        self._word = word

    def __getitem__(self, place: int) -> CoverageCellView:
        if not self._is_read[place]:
            return _text_cell(self._word.text("could not be read"))
        return _plan_cell(self._row.plans[place], self._word)

    def __iter__(self) -> Iterator[CoverageCellView]:
        return map(self.__getitem__, range(len(self._is_read)))


class CoverageAreaView(NamedTuple):
    """An area: how many areas are above it (`level`), the strategy's `own` subgoals, and a cell for each plan.

    `served_by` says in words how many plans serve it, and `description` is Markdown. It `has_subgoals` where any plan,
    or the strategy itself, has subgoals there.
    """

    id: str
    title: str
    description: str
    level: int
    own: CoverageCellView
    cells: CoverageCells
    served_by: str
    is_uncovered: bool
    has_subgoals: bool


class CoverageAreas:
    """The areas of a strategy, in order, each made on demand and without personal numbers.

    An area may have a cell for each of thousands of plans, and all cells together would be many times larger than the
    plans, so cells are also made one at a time.
    """

    def __init__(self, rows: Sequence[AreaRow], is_read: Sequence[bool], word: Formatter) -> None:
        self._rows = rows
        self._is_read = is_read
        self._word = word

    def __iter__(self) -> Iterator[CoverageAreaView]:
        return (redacted(_area_view(row, self._is_read, self._word)) for row in self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class CoveredPlanView(NamedTuple):
    """A plan: its path, id and title, and the `heading` of its column. `areas` is how many it contributes to."""

    file: str
    id: str
    title: str
    organisation: str
    heading: str
    is_read: bool
    areas: int

    @property
    def has_column(self) -> bool:
        """Whether it has a column in the matrix; a plan that serves no area is named below the matrix instead."""
        return self.areas > 0 or not self.is_read


class CoverageNoteView(NamedTuple):
    """A note on something missing: a heading and a line for each case; `none` is the text for no cases."""

    heading: str
    lines: tuple[str, ...]
    none: str


class CoverageView(NamedTuple):
    """The matrix of a strategy's areas and plans, as of a day, and the notes below it; `summary` sums it up.

    `own` is the heading of the column of the strategy's own subgoals, and `area` that of the column of areas.
    """

    language: str
    iso_date: str
    date: str
    strategy: str
    title: str
    summary: str
    area: str
    own: str
    served_by: str
    plans: tuple[CoveredPlanView, ...]
    areas: CoverageAreas
    uncovered: CoverageNoteView
    serving_none: CoverageNoteView
    bodies_without_plan: CoverageNoteView
    outside_period: CoverageNoteView
    astray: CoverageNoteView
    unread: CoverageNoteView

    @property
    def notes(self) -> tuple[CoverageNoteView, ...]:
        """The notes that have any lines, the most serious first."""
        found = (
            self.uncovered,
            self.serving_none,
            self.bodies_without_plan,
            self.outside_period,
            self.astray,
            self.unread,
        )
        return tuple(one for one in found if one.lines)


def coverage_view(snapshot: Snapshot, columns: Sequence[PlanColumn], word: Formatter) -> CoverageView:
    """Return how plans cover the areas of the snapshot's plan, as known on its day, with the plans sorted by name."""
    columns = sorted(columns, key=lambda one: (folded(_plan_name(one)), one.name))
    contributors = [one.contributor or _unread_contributor(one) for one in columns]
    rows = area_matrix(snapshot, contributors)
    plans = tuple(_covered_plans(columns, contributors, rows))
    read = sum(one.is_read for one in plans)
    uncovered, serving_none, bodies = _notes(snapshot, rows, plans, word)
    astray = [_broken_reference(*found, word) for one in columns for found in one.astray]
    return CoverageView(
        language=word.language.value,
        iso_date=snapshot.as_of.isoformat(),
        date=word.day(snapshot.as_of),
        strategy=snapshot.plan.title,
        title=word.text("How the plans contribute to {strategy}", strategy=snapshot.plan.title),
        summary=_summary(rows, read, len(plans) - read, word),
        area=word.text("Area"),
        own=_heading_of_own(snapshot.plan, word),
        served_by=word.text("Plans"),
        plans=plans,
        areas=CoverageAreas(rows, [one.is_read for one in plans], word),
        uncovered=uncovered,
        serving_none=serving_none,
        bodies_without_plan=bodies,
        outside_period=_outside_period(contributors, plans, word),
        astray=_note(word.text("References to something that does not exist"), astray, word),
        unread=_note(word.text("Plans that could not be read"), (one.file for one in plans if not one.is_read), word),
    )


def _heading_of_own(plan: Plan, word: Formatter) -> str:
    """Return the heading of the plan's own subgoals: not every plan that others contribute to is a strategy."""
    return word.text("The strategy's own") if plan.document_type == "strategy" else word.text("The plan's own")


def _notes(
    snapshot: Snapshot, rows: Sequence[AreaRow], plans: Sequence[CoveredPlanView], word: Formatter
) -> Iterator[CoverageNoteView]:
    """Yield the notes on areas that no plan serves, plans that serve none, and bodies without a plan."""
    read = [one for one in plans if one.is_read]
    uncovered = word.text("Areas that no plan contributes to")
    bodies = word.text("Accountable bodies that no plan here names as its organisation")
    if len(read) < len(plans):
        uncovered = word.text("Areas that none of the plans that could be read contributes to")
        bodies = word.text("Accountable bodies that none of the plans that could be read names as its organisation")
    yield _note(uncovered, (row.area.title for row in rows if row.is_uncovered), word)
    yield _note(word.text("Plans that contribute to no area"), (one.heading for one in read if not one.areas), word)
    yield _note(bodies, bodies_without_plan(snapshot, [one.organisation for one in read]), word)


def _outside_period(
    contributors: Sequence[Contributor], plans: Sequence[CoveredPlanView], word: Formatter
) -> CoverageNoteView:
    """Return the note on plans that contribute though the day is after or before their period."""
    lines: list[str] = []
    for found, plan in zip(contributors, plans, strict=True):
        if found.ended and plan.areas:
            lines.append(word.text("{plan}: ended {date}", plan=plan.heading, date=word.date(found.ended)))
        if found.begins and plan.areas:
            lines.append(word.text("{plan}: begins {date}", plan=plan.heading, date=word.date(found.begins)))
    return _note(word.text("Plans counted here although their period has ended or has not begun"), lines, word)


def _note(heading: str, lines: Iterable[str], word: Formatter) -> CoverageNoteView:
    return CoverageNoteView(heading, tuple(lines), word.text("there are none"))


def _unread_contributor(one: PlanColumn) -> Contributor:
    """Return an empty contributor in place of a plan that could not be read."""
    return Contributor(one.id, "", "", (), (), is_under=False, continues=frozenset(), broken_references=())


def _summary(rows: Sequence[AreaRow], plans: int, unread: int, word: Formatter) -> str:
    served = sum(any(one.is_served for one in row.plans) for row in rows)
    sentence = word.counted(
        plans,
        "One plan contributes to {served} of {all} areas.",
        "At least one of {n} plans contributes to {served} of {all} areas.",
        served=served,
        all=len(rows),
    )
    if not unread:
        return sentence
    return f"{sentence} {_unread_sentence(unread, word)}"


def _unread_sentence(unread: int, word: Formatter) -> str:
    return word.counted(
        unread,
        "What one plan does is not known: it could not be read.",
        "What {n} plans do is not known: they could not be read.",
    )


def _covered_plans(
    columns: Sequence[PlanColumn], contributors: Sequence[Contributor], rows: Sequence[AreaRow]
) -> Iterator[CoveredPlanView]:
    for place, (one, found, heading) in enumerate(zip(columns, contributors, _headings(columns), strict=True)):
        yield CoveredPlanView(
            file=one.name,
            id=one.id,
            title=found.title,
            organisation=found.organisation,
            heading=heading,
            is_read=one.contributor is not None,
            areas=sum(row.plans[place].is_served for row in rows),
        )


def _headings(columns: Sequence[PlanColumn]) -> list[str]:
    """Return each plan's heading: its organisation or title; with its id, then its path, where several share one."""
    names = [_plan_name(one) for one in columns]
    for details in ([one.id for one in columns], [one.name for one in columns]):
        uses = Counter(names)
        names = [f"{name} ({detail})" if uses[name] > 1 else name for name, detail in zip(names, details, strict=True)]
    return names


def _plan_name(one: PlanColumn) -> str:
    found = one.contributor
    return (found.organisation or found.title) if found else one.id


def _area_view(row: AreaRow, is_read: Sequence[bool], word: Formatter) -> CoverageAreaView:
    serving = sum(one.is_served for one in row.plans)
    return CoverageAreaView(
        id=row.area.id,
        title=row.area.title,
        description=row.area.description or "",
        level=row.depth,
        own=_subgoals_cell(row.own, word) or _text_cell(_own_assessment(row, word)),
        cells=CoverageCells(row, is_read, word),
        served_by=word.text("{n} of {all}", n=serving, all=sum(is_read)),
        is_uncovered=row.is_uncovered,
        has_subgoals=bool(row.own) or any(one.subgoals for one in row.plans),
    )


def _own_assessment(row: AreaRow, word: Formatter) -> str:
    return uncapitalised(word.label("assessment", row.answer)) if row.answer else NOTHING


def _plan_cell(one: AreaOfPlan, word: Formatter) -> CoverageCellView:
    if one.subgoals:
        return redacted(_subgoals_cell(one.subgoals, word) or _text_cell(NOTHING))
    if one.is_measured:
        return _text_cell(word.text("an indicator"))
    return _text_cell(word.text("parts of the area") if one.by_part else NOTHING)


def _subgoals_cell(subgoals: Sequence[Contribution], word: Formatter) -> CoverageCellView | None:
    """Return how many subgoals there are, and the worst of their assessments; None where there are none."""
    status = worst(one.status for one in subgoals)
    if status is None:
        return None
    shown = tuple(
        ServingSubgoalView(one.id, one.title, one.status, word.label("assessment", one.status)) for one in subgoals
    )
    label = uncapitalised(word.label("assessment", status))
    return CoverageCellView(f"{len(subgoals)}, {label}", len(subgoals), status, shown, is_empty=False)


def _text_cell(text: str) -> CoverageCellView:
    return CoverageCellView(text, 0, "", (), is_empty=text == NOTHING)


def _broken_reference(place: str, reference: str, near: str, word: Formatter) -> str:
    if near:
        return word.text("{place}: '{reference}': did you mean '{near}'?", place=place, reference=reference, near=near)
    return word.text("{place}: '{reference}' does not exist", place=place, reference=reference)


# An area of a strategy on a page of its own: which plans contribute to it, with what, and how that was assessed.


class ServingPlanView(NamedTuple):
    """A plan that contributes to an area: its heading, the path of its file, and what it does there."""

    heading: str
    file: str
    cell: CoverageCellView


class AreaPageView(NamedTuple):
    """The page of an area: `sentences` say how many plans contribute to it and how it goes, `plans` which and how.

    `others` names the plans that do not contribute to it, and `own` is what the strategy itself does there.
    """

    id: str
    title: str
    strategy: str
    sentences: tuple[str, ...]
    description: str
    own_heading: str
    own: CoverageCellView
    plans: tuple[ServingPlanView, ...]
    others: str


def area_pages(view: CoverageView, word: Formatter) -> Iterator[AreaPageView]:
    """Yield the page of each area of a strategy."""
    for area in view.areas:
        serving, others = list[ServingPlanView](), list[str]()
        for plan, cell in zip(view.plans, area.cells, strict=True):
            if plan.is_read and cell.is_empty:
                others.append(plan.heading)
            elif plan.is_read:
                serving.append(ServingPlanView(plan.heading, plan.file, cell))
        yield AreaPageView(
            id=area.id,
            title=area.title,
            strategy=view.strategy,
            sentences=tuple(_sentences(serving, view.plans, word)),
            description=area.description,
            own_heading=view.own,
            own=area.own,
            plans=tuple(serving),
            others=_others_sentence(others, word),
        )


def _sentences(serving: Sequence[ServingPlanView], plans: Sequence[CoveredPlanView], word: Formatter) -> Iterator[str]:
    read = sum(one.is_read for one in plans)
    yield word.text("{n} of {all} plans contribute to the area.", n=len(serving), all=read)
    statuses = Counter(one.status for plan in serving for one in plan.cell.subgoals)
    if statuses:
        yield word.counted(
            statuses.total(),
            "They have one subgoal there: {states}.",
            "They have {n} subgoals there: {states}.",
            states=assessed_in_words(statuses, word),
        )
    if unread := len(plans) - read:
        yield _unread_sentence(unread, word)


def _others_sentence(names: Sequence[str], word: Formatter) -> str:
    return word.text("Do not contribute to the area: {plans}.", plans=first_names(names, word)) if names else ""
