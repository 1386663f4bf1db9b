"""What changed in a plan from one version to another, as text in the reader's language.

A site shows changes for good, even after the plan says something else. So it names what changed and gives the new
deadlines, assessments and targets, but repeats neither measurements nor texts that are no longer in the plan.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from anhorig_cli.analysis.comparison import DEADLINES, Changes, Difference, Move, TargetChange, deadline
from anhorig_cli.analysis.pairing import Renamed, Version
from anhorig_cli.model.activity import Activity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.survey import Survey
from anhorig_cli.source import Message, message
from anhorig_cli.views.change_words import (
    ChangeView,
    Fact,
    FieldWords,
    Reasons,
    name_of,
    revision_facts,
    state_of,
    written,
)
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.record_changes import RecordPrinter, Versions
from anhorig_cli.views.report.compared import part_name
from anhorig_cli.views.report.targets import one_target_text
from anhorig_cli.vocabulary import Language


class ChangesSectionView(NamedTuple):
    """The changes of one kind of thing."""

    heading: str
    changes: tuple[ChangeView, ...]


class PlanChangesView(NamedTuple):
    """What changed in a plan; `state` is what happened to the plan itself: changed, added, removed or moved."""

    id: str
    title: str
    name: str
    earlier_name: str
    state: str
    sentence: str
    sections: tuple[ChangesSectionView, ...]


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
        project: the settings: the project's own words, and the smallest count of people that is reported.
        language: the reader's language.
        iso: whether dates keep the ISO spelling, as on a terminal.
    """
    version = after or before
    assert version is not None  # noqa: S101 - there is one or the other
    formatter = Formatter(language, project.labels, project.small_count, iso)
    sections: tuple[ChangesSectionView, ...] = ()
    if before and after and found:
        sections = tuple(_ChangesPrinter(found.earlier, after.plan, formatter).sections(found))
    state = _state(before, after)
    earlier_name = before.name if before and state == "moved" else ""
    return PlanChangesView(
        id=version.plan.id,
        title=version.plan.title,
        name=version.name,
        earlier_name=earlier_name,
        state=state,
        sentence=formatter.text_of(_sentence(state, earlier_name, has_changes=bool(sections))),
        sections=sections,
    )


def _state(before: Version | None, after: Version | None) -> str:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    is_where_it_was = before.path == after.path or before.name == after.name  # its folder may have become a link
    return "changed" if is_where_it_was else "moved"


def _sentence(state: str, earlier_name: str, *, has_changes: bool) -> Message | None:
    """Return what happened to the plan itself; None for one in its old place that has other changes to show."""
    if state == "changed" and not has_changes:
        return message("Only the order, or how something is written, has changed.")
    if state == "added":
        return message("The plan is new.")
    if state == "removed":
        return message("The plan has been removed.")
    return message("The plan was {file} before.", file=earlier_name) if state == "moved" else None


_PartDifference = Difference[Part] | Difference[Subgoal] | Difference[Indicator] | Difference[Activity]


class _ChangesPrinter:
    """Makes the views of the changes between two versions of a plan.

    Titles in other plans are not looked up, since it is unknown which version of those plans applies.
    """

    def __init__(self, before: Plan, after: Plan, formatter: Formatter) -> None:
        self._word = formatter
        self._after = after
        self._titles = Titles(after, formatter)
        self._versions = Versions(before, after, formatter.small_count)
        self._fields = FieldWords(Titles(before, formatter), self._titles)
        self._reasons = Reasons(self._titles)
        self._record = RecordPrinter(self._versions, self._fields, self._reasons, formatter)

    def sections(self, found: Changes) -> Iterator[ChangesSectionView]:
        """Yield the sections that have any changes, the most important first."""
        word = self._word
        for heading, views in (
            (word.text("Dates that have been moved"), [self._moved_deadline(m) for m in found.moves if m.is_move]),
            (word.text("Dates set or removed"), [self._moved_deadline(m) for m in found.moves if not m.is_move]),
            (word.text("Earlier subgoals that continue in new ones"), map(self._carried_on, found.carried_on)),
            (word.key("plan", "subgoals"), map(self._subgoal, found.subgoals)),
            (word.key("subgoal", "assessments"), map(self._record.assessment, found.assessments)),
            (word.key("subgoal", "revisions"), map(self._record.revision, found.revisions)),
            (word.text("Targets"), map(self._target, found.targets)),
            (word.key("indicator", "measurements"), map(self._record.measurement, found.measurements)),
            (word.key("plan", "indicators"), map(self._indicator, found.indicators)),
            (word.key("subgoal", "activities"), map(self._activity, found.activities)),
            *self._changes_by_list(found.others),
            (word.text("New ids"), map(self._renamed, found.renamed)),
            (word.text("The plan itself"), self._plan(found)),
        ):
            changes = tuple(views)
            if changes:
                yield ChangesSectionView(heading, changes)

    def _changes_by_list(
        self, found: Iterable[tuple[str, Difference[Part]]]
    ) -> Iterator[tuple[str, Iterable[ChangeView]]]:
        by_list: dict[str, list[Difference[Part]]] = {}
        for name, change in found:
            by_list.setdefault(name, []).append(change)
        for name, changes in by_list.items():
            yield self._word.key("plan", name), [self._part_change(change) for change in changes]

    def _renamed(self, one: Renamed) -> ChangeView:
        identity = str(getattr(one.part, "id", ""))
        line = self._word.text("{earlier} → {id}", earlier=one.earlier_id, id=identity)
        return ChangeView("id-changed", identity, name_of(one.part, self._word), (line,), {"earlier": one.earlier_id})

    def _moved_deadline(self, move: Move) -> ChangeView:
        lines = [self._reasons.moved(move), *self._reasons.why_moved(move)]
        kind = "moved" if move.is_move else "set" if move.after else "removed"
        facts: dict[str, Fact] = {
            "field": move.field,
            "from": written(move.before),
            "to": written(move.after),
            "days": move.days,
            "continues": move.earlier.id if move.earlier else None,
            **revision_facts(move.revision),
        }
        return ChangeView(f"deadline-{kind}", move.subgoal.id, move.subgoal.title, tuple(lines), facts)

    def _carried_on(self, change: Difference[Subgoal]) -> ChangeView:
        subgoal = change.thing
        earlier = self._word.listed(self._titles.of(subgoal.continues, "subgoals"))
        lines = (self._word.text("continues: {earlier}", earlier=earlier), *self._deadlines(subgoal))
        facts: dict[str, Fact] = {"continues": ", ".join(subgoal.continues), **_deadline_facts(subgoal)}
        return ChangeView("subgoal-carried-on", subgoal.id, subgoal.title, lines, facts)

    def _subgoal(self, change: Difference[Subgoal]) -> ChangeView:
        if change.before and change.after:
            return self._part_change(change)
        subgoal = change.thing
        lines = (self._new_or_removed(change), *self._deadlines(subgoal))
        return ChangeView(_kind(change), subgoal.id, subgoal.title, lines, _deadline_facts(subgoal))

    def _deadlines(self, subgoal: Subgoal) -> list[str]:
        return [
            f"{self._fields.heading('subgoal', name)}: {self._word.date(day)}"
            for name in DEADLINES
            if (day := deadline(subgoal, name))
        ]

    def _target(self, change: TargetChange) -> ChangeView:
        before, after = (
            one_target_text(change.indicator, one, self._word) if one else "" for one in (change.before, change.after)
        )
        facts: dict[str, Fact] = {"from": before or None, "to": after or None, **revision_facts(change.revision)}
        if not before:
            lines = [self._word.text("target set: {after}", after=after)]
        elif not after:
            lines = [self._word.text("target removed (was {before})", before=before)]
        else:
            lines = [self._word.text("target: {before} → {after}", before=before, after=after)]
        if before:
            lines += self._reasons.why(change.revision)
        part = self._part_of(change)
        title = f"{change.indicator.title} ({part})" if part else change.indicator.title
        return ChangeView("target-changed", change.indicator.id, title, tuple(lines), facts)

    def _part_of(self, change: TargetChange) -> str:
        """Return the unit and target group that a target is for, titled as in its own version; empty for the whole."""
        if change.after:
            return part_name(change.after, self._titles)
        return part_name(change.before, self._fields.before) if change.before else ""

    def _indicator(self, change: Difference[Indicator]) -> ChangeView:
        view = self._part_change(change)
        is_altered = any(one.name == "baseline" and one.before for one in change.fields)
        return ChangeView(view.kind, view.id, view.title, view.lines, view.facts, is_altered)

    def _activity(self, change: Difference[Activity]) -> ChangeView:
        view = self._part_change(change)
        assert isinstance(change.parent, Subgoal)  # noqa: S101 - an activity belongs to a subgoal
        facts: dict[str, Fact] = {"subgoal": change.parent.id}
        title = self._word.text("{activity} (in {subgoal})", activity=view.title, subgoal=change.parent.title)
        return ChangeView(view.kind, view.id, title, view.lines, facts)

    def _new_or_removed(self, change: _PartDifference) -> str:
        return self._word.text("new") if change.after else self._word.text("removed")

    def _part_change(self, change: _PartDifference) -> ChangeView:
        thing: Part = change.thing
        if change.before and change.after:
            suppressed = self._suppressed(change.before, change.after)
            lines = tuple(
                self._fields.changed(thing.part, one, is_disclosed=one.name not in suppressed) for one in change.fields
            )
        else:
            lines = (self._new_or_removed(change),)
        facts: dict[str, Fact] = {"fields": ", ".join(one.name.removesuffix("_") for one in change.fields) or None}
        identity = getattr(thing, "id", None) or ""
        return ChangeView(_kind(change), identity, name_of(thing, self._word), lines, facts)

    def _suppressed(self, before: Part, after: Part) -> set[str]:
        """Return the fields that would disclose a small count in either version: a survey's sent and answered."""
        if isinstance(before, Survey) and isinstance(after, Survey):
            return set() if self._versions.survey_is_settled(before, after) else {"sent", "answered"}
        return set()

    def _plan(self, found: Changes) -> list[ChangeView]:
        if not found.plan:
            return []
        lines = tuple(self._fields.changed("plan", one) for one in found.plan)
        names = ", ".join(one.name for one in found.plan)
        return [ChangeView("plan-changed", self._after.id, self._after.title, lines, {"fields": names})]


def _kind(change: _PartDifference) -> str:
    return f"{change.thing.part.replace('_', '-')}-{state_of(change, 'changed')}"


def _deadline_facts(subgoal: Subgoal) -> dict[str, Fact]:
    return {name: written(deadline(subgoal, name)) for name in DEADLINES}


# What has changed in plans from one version in git to the next, as a site shows it.


_WITH_FIRST_LINE = frozenset({
    "deadline-moved", "deadline-set", "deadline-removed",
    "subgoal-added", "subgoal-removed", "subgoal-carried-on",
    "assessment-added", "assessment-altered", "assessment-removed",
    "target-changed",
})  # fmt: skip
"""The kinds of changes whose first line a site shows."""
_MOST_LINES = 12


class ChangedThingsView(NamedTuple):
    """The changes of one kind of thing, a line each; no lines where the heading says it all."""

    heading: str
    lines: tuple[str, ...]


class PlanChangedView(NamedTuple):
    """What changed in a plan on a day: its name, its path where it still exists, and a permanent `key`."""

    key: str
    name: str
    file: str
    day: str
    iso_day: str
    sentence: str
    sections: tuple[ChangedThingsView, ...]


class SiteChangesView(NamedTuple):
    """The last changes of a site's plans, the latest first; `key` is permanent, and `note` says what is left out."""

    key: str
    iso_date: str
    entries: tuple[PlanChangedView, ...]
    note: str


def without_values(view: PlanChangesView, word: Formatter) -> tuple[ChangedThingsView, ...]:
    """Return the changes of a plan as a site shows them."""
    return tuple(_site_section(section, word) for section in view.sections)


def _site_section(section: ChangesSectionView, word: Formatter) -> ChangedThingsView:
    lines = list(dict.fromkeys(line for one in section.changes if (line := _site_line(one))))
    more = len(lines) - _MOST_LINES
    if more > 1:
        lines = [*lines[:_MOST_LINES], word.text("and {n} more", n=more)]
    return ChangedThingsView(section.heading, tuple(lines))


def _site_line(one: ChangeView) -> str:
    if one.kind == "plan-changed":
        return ""
    return f"{one.title}: {one.lines[0]}" if one.kind in _WITH_FIRST_LINE and one.lines else one.title
