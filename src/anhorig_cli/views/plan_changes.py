"""What changed in a plan from one version to another, as text in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from anhorig_cli.model.changes import Change, Changes, TargetChange
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.few_people import parts_tell_of_few
from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.model.moves import DEADLINES, Move, deadline
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.model.same_plan import Version
from anhorig_cli.model.subgoal import Activity, Assessment, Revision, Subgoal
from anhorig_cli.source import Message, message
from anhorig_cli.views.field_words import FieldWords, name_of
from anhorig_cli.views.indicators import target_text
from anhorig_cli.views.measured_parts import part_text
from anhorig_cli.views.measurements import measured
from anhorig_cli.views.names import PlanLookup, Titles
from anhorig_cli.views.reasons import Reasons
from anhorig_cli.views.wording import Wording
from anhorig_cli.vocabulary import Language, folded

Fact = str | int | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change: what it is about, and what happened, in lines of plain text.

    `kind` is a word for programs (`deadline-moved`), and `facts` are the figures behind the lines: dates as they are
    written in a plan, days, ids. `is_altered` marks what was on record and now says something else, or is gone.
    """

    kind: str
    id: str
    title: str
    lines: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    is_altered: bool = False


class SectionView(NamedTuple):
    """The changes of one kind of thing."""

    heading: str
    changes: tuple[ChangeView, ...]


class PlanChangesView(NamedTuple):
    """What changed in a plan; `state` says what became of the plan itself: changed, added, removed or moved."""

    id: str
    title: str
    name: str
    earlier_name: str
    state: str
    sentence: str
    sections: tuple[SectionView, ...]


def plan_changes_view(
    before: Version | None,
    after: Version | None,
    found: Changes | None,
    project: Project,
    language: Language,
    *,
    iso: bool = False,
) -> PlanChangesView:
    """Return what changed in a plan.

    Args:
        before: the earlier version, None for a new plan.
        after: the later version, None for a removed plan.
        found: what changed between them, None unless there are both.
        project: the settings: the project's own words, and the least count of people that is told.
        language: the reader's language.
        iso: whether dates keep the ISO spelling, as on a terminal.
    """
    version = after or before
    assert version is not None  # noqa: S101 - there is one or the other
    wording = Wording(language, project.labels, project.small_count, iso)
    sections: tuple[SectionView, ...] = ()
    if before and after and found:
        sections = tuple(_Printer(before.plan, after.plan, wording).sections(found))
    moved = before is not None and after is not None and before.path != after.path
    state = "added" if before is None else "removed" if after is None else "moved" if moved else "changed"
    return PlanChangesView(
        id=version.plan.id,
        title=version.plan.title,
        name=version.name,
        earlier_name=before.name if before and moved else "",
        state=state,
        sentence=wording.said(_sentence(state, before.name if before else "")),
        sections=sections,
    )


def _sentence(state: str, earlier_name: str) -> Message | None:
    """Return what became of the plan itself; nothing of one that stands where it stood."""
    if state == "added":
        return message("The plan is new.")
    if state == "removed":
        return message("The plan has been removed.")
    return message("The plan was {file} before.", file=earlier_name) if state == "moved" else None


def _alone(_: str) -> Plan | None:
    return None  # titles of other plans are not looked up: which version of them would hold?


class _Printer:
    """Prints the changes between two versions of a plan."""

    def __init__(self, before: Plan, after: Plan, wording: Wording) -> None:
        lookup: PlanLookup = _alone
        self._word = wording
        self._before, self._after = before, after
        self._hidden: dict[str, bool] = {}
        self._titles = Titles(after, wording, lookup)
        self._fields = FieldWords(Titles(before, wording, lookup), self._titles)
        self._reasons = Reasons(after, self._titles, wording)

    def sections(self, found: Changes) -> Iterator[SectionView]:
        """Give the sections that hold anything, the weightiest first."""
        word = self._word
        for heading, views in (
            (word.text("Deadlines that have been moved"), [self._move(m) for m in found.moves if m.is_move]),
            (word.text("Deadlines set or removed"), [self._move(m) for m in found.moves if not m.is_move]),
            (word.text("Earlier subgoals that have been carried on"), map(self._carried_on, found.carried_on)),
            (word.key("plan", "subgoals"), map(self._subgoal, found.subgoals)),
            (word.key("subgoal", "assessments"), map(self._assessment, found.assessments)),
            (word.key("subgoal", "revisions"), map(self._revision, found.revisions)),
            (word.text("Targets"), map(self._target, found.targets)),
            (word.key("indicator", "measurements"), map(self._measurement, found.measurements)),
            (word.key("plan", "indicators"), map(self._indicator, found.indicators)),
            (word.key("subgoal", "activities"), map(self._activity, found.activities)),
            *self._others(found.others),
            (word.text("The plan itself"), self._plan(found)),
        ):
            changes = tuple(views)
            if changes:
                yield SectionView(heading, changes)

    def _others(self, found: Iterable[tuple[str, Change[Part]]]) -> Iterator[tuple[str, Iterable[ChangeView]]]:
        by_list: dict[str, list[Change[Part]]] = {}
        for name, change in found:
            by_list.setdefault(name, []).append(change)
        for name, changes in by_list.items():
            yield self._word.key("plan", name), [self._thing(change) for change in changes]

    def _move(self, move: Move) -> ChangeView:
        lines = [self._reasons.moved(move), *self._reasons.why_moved(move)]
        kind = "moved" if move.is_move else "set" if move.after else "removed"
        facts: dict[str, Fact] = {
            "field": move.field,
            "from": str(move.before) if move.before else None,
            "to": str(move.after) if move.after else None,
            "days": move.days,
            "continues": move.earlier.id if move.earlier else None,
            **_revision_facts(move.revision),
        }
        return ChangeView(f"deadline-{kind}", move.subgoal.id, move.subgoal.title, tuple(lines), facts)

    def _carried_on(self, change: Change[Subgoal]) -> ChangeView:
        subgoal = change.thing
        earlier = self._word.listed(self._titles.of(subgoal.continues, "subgoals"))
        lines = (self._word.text("carries on: {earlier}", earlier=earlier), *self._deadlines(subgoal))
        facts: dict[str, Fact] = {"continues": ", ".join(subgoal.continues), **_deadline_facts(subgoal)}
        return ChangeView("subgoal-carried-on", subgoal.id, subgoal.title, lines, facts)

    def _subgoal(self, change: Change[Subgoal]) -> ChangeView:
        if change.before and change.after:
            return self._thing(change)
        subgoal = change.thing
        state = self._word.text("new") if change.after else self._word.text("removed")
        lines = (state, *self._deadlines(subgoal))
        return ChangeView(_kind(change), subgoal.id, subgoal.title, lines, _deadline_facts(subgoal))

    def _deadlines(self, subgoal: Subgoal) -> list[str]:
        return [
            f"{self._fields.heading('subgoal', name)}: {self._word.date(day)}"
            for name in DEADLINES
            if (day := deadline(subgoal, name))
        ]

    def _assessment(self, change: Change[Assessment]) -> ChangeView:
        subgoal = change.of
        before, after = (self._status(one) for one in (change.before, change.after))
        facts: dict[str, Fact] = {
            "date": _written(change.thing.date),
            "from": change.before.status if change.before else None,
            "to": change.after.status if change.after else None,
        }
        line = self._fact_line(change, self._word.date(change.thing.date), before, after)
        return self._of(change, subgoal, line, facts)

    def _status(self, assessment: Assessment | None) -> str:
        return self._word.label("assessment", assessment.status).lower() if assessment else ""

    def _measurement(self, change: Change[Measurement]) -> ChangeView:
        indicator = change.of
        assert isinstance(indicator, Indicator)  # noqa: S101 - what a measurement is of
        before, after = (self._measured(indicator, m) if m else "" for m in (change.before, change.after))
        facts: dict[str, Fact] = {
            "date": _written(change.thing.date),
            "from": before or None,
            "to": after or None,
        }
        parts = (self._word.date(change.thing.date), change.thing.unit, change.thing.target_group)
        when = ", ".join(part for part in parts if part)
        return self._of(change, indicator, self._fact_line(change, when, before, after), facts)

    def _measured(self, indicator: Indicator, measurement: Measurement) -> str:
        if not measurement.is_part:
            return measured(indicator, measurement, self._word)
        return part_text(indicator, measurement, self._word, hidden=self._hides_parts(indicator))

    def _hides_parts(self, indicator: Indicator) -> bool:
        """Tell whether no part of an indicator is told: where those of either version tell of few people."""
        name = folded(indicator.id)
        if name not in self._hidden:
            self._hidden[name] = self._tell_of_few(name)
        return self._hidden[name]

    def _tell_of_few(self, name: str) -> bool:
        versions = [one for plan in (self._before, self._after) for one in plan.indicators if folded(one.id) == name]
        return any(
            parts_tell_of_few(one, (m for m in one.measurements if m.is_part), one.measurements, self._word.small_count)
            for one in versions
        )

    def _fact_line(self, change: Change[Assessment] | Change[Measurement], when: str, before: str, after: str) -> str:
        """Return what happened to a dated fact; of one whose value stands, which of its other fields changed."""
        when = when or self._word.text("without a date")
        if change.before is None:
            return self._word.text("new, {date}: {value}", date=when, value=after)
        if change.after is None:
            return self._word.text("removed, {date}: {value}", date=when, value=before)
        if before != after:
            return self._word.text(
                "altered afterwards, {date}: {before} → {after}", date=when, before=before, after=after
            )
        part = change.after.part
        names = self._word.listed(self._fields.heading(part, one.name).lower() for one in change.fields)
        return self._word.text("altered afterwards, {date}: {fields}", date=when, fields=names)

    def _of(
        self, change: Change[Assessment] | Change[Measurement], owner: Part | None, line: str, facts: Mapping[str, Fact]
    ) -> ChangeView:
        assert isinstance(owner, Subgoal | Indicator)  # noqa: S101 - what a dated fact is of
        kind = f"{change.thing.part}-{_state(change, 'altered')}"
        return ChangeView(kind, owner.id, owner.title, (line,), facts, is_altered=change.before is not None)

    def _revision(self, change: Change[Revision]) -> ChangeView:
        subgoal, revision = change.of, change.thing
        assert isinstance(subgoal, Subgoal)  # noqa: S101 - what a revision is of
        told = self._reasons.revision(revision)
        if change.before is None:
            line = self._word.text("told afterwards: {what}", what=told)
        elif change.after is None:
            line = self._word.text("no longer told: {what}", what=told)
        else:
            names = self._word.listed(self._fields.heading("revision", one.name).lower() for one in change.fields)
            line = self._word.text("altered afterwards: {what} ({fields})", what=told, fields=names)
        kind = f"revision-{_state(change, 'altered')}"
        facts: dict[str, Fact] = {"field": revision.field, **_revision_facts(revision)}
        lines = (line, *self._reasons.why(revision)) if change.after else (line,)
        return ChangeView(kind, subgoal.id, subgoal.title, lines, facts, is_altered=change.before is not None)

    def _target(self, change: TargetChange) -> ChangeView:
        earlier = change.indicator.model_copy(update={"target": change.before})
        before, after = (target_text(one, self._word) for one in (earlier, change.indicator))
        facts: dict[str, Fact] = {"from": before or None, "to": after or None, **_revision_facts(change.revision)}
        if not before:
            lines = [self._word.text("target set: {after}", after=after)]
        elif not after:
            lines = [self._word.text("target removed (was {before})", before=before)]
        else:
            lines = [self._word.text("target: {before} → {after}", before=before, after=after)]
        if before:
            lines += self._reasons.why(change.revision)
        return ChangeView("target-changed", change.indicator.id, change.indicator.title, tuple(lines), facts)

    def _indicator(self, change: Change[Indicator]) -> ChangeView:
        view = self._thing(change)
        is_altered = any(one.name == "baseline" and one.before for one in change.fields)
        return ChangeView(view.kind, view.id, view.title, view.lines, view.facts, is_altered)

    def _activity(self, change: Change[Activity]) -> ChangeView:
        view = self._thing(change)
        assert isinstance(change.of, Subgoal)  # noqa: S101 - what an activity is of
        facts: dict[str, Fact] = {"subgoal": change.of.id}
        title = self._word.text("{activity} (in {subgoal})", activity=view.title, subgoal=change.of.title)
        return ChangeView(view.kind, view.id, title, view.lines, facts)

    def _thing(self, change: Change[Part] | Change[Subgoal] | Change[Indicator] | Change[Activity]) -> ChangeView:
        thing: Part = change.thing
        if change.before and change.after:
            lines = tuple(self._fields.changed(thing.part, one) for one in change.fields)
        else:
            lines = (self._word.text("new") if change.after else self._word.text("removed"),)
        facts: dict[str, Fact] = {"fields": ", ".join(one.name.removesuffix("_") for one in change.fields) or None}
        identity = getattr(thing, "id", None) or ""
        return ChangeView(_kind(change), identity, name_of(thing, self._word), lines, facts)

    def _plan(self, found: Changes) -> list[ChangeView]:
        if not found.plan:
            return []
        lines = tuple(self._fields.changed("plan", one) for one in found.plan)
        names = ", ".join(one.name for one in found.plan)
        return [ChangeView("plan-changed", self._after.id, self._after.title, lines, {"fields": names})]


def _kind(change: Change[Part] | Change[Subgoal] | Change[Indicator] | Change[Activity]) -> str:
    return f"{change.thing.part.replace('_', '-')}-{_state(change, 'changed')}"


def _state(change: object, both: str) -> str:
    before, after = getattr(change, "before", None), getattr(change, "after", None)
    return "added" if before is None else "removed" if after is None else both


def _written(day: PlanDate | None) -> str | None:
    return str(day) if day else None


def _deadline_facts(subgoal: Subgoal) -> dict[str, Fact]:
    return {name: _written(deadline(subgoal, name)) for name in DEADLINES}


def _revision_facts(revision: Revision | None) -> dict[str, Fact]:
    return {
        "decided": _written(revision.decided) if revision else None,
        "decision": revision.decision if revision else None,
        "reason": revision.reason if revision else None,
    }
