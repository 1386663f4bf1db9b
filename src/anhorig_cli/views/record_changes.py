"""What changed in the record of a plan: its dated assessments, measurements and revisions."""

from collections.abc import Mapping
from typing import NamedTuple

from anhorig_cli.analysis.comparison import Difference
from anhorig_cli.analysis.counted_people import is_of_people
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.pairing import paired_things
from anhorig_cli.analysis.standing import NOT_SHOWN
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.strategy import Area
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.survey import Survey
from anhorig_cli.views.change_words import ChangeView, Fact, FieldWords, Reasons, revision_facts, state_of, written
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.report.compared import part_name, part_text
from anhorig_cli.views.report.measurements import ShownMeasurement, measured_text


class _PairedIndicator(NamedTuple):
    """An indicator in both versions: whether all its values are disclosed, and whether any parts are suppressed."""

    before: Indicator
    after: Indicator
    is_settled: bool
    parts_are_suppressed: bool


class Versions:
    """Two versions of a plan and what may be disclosed of each.

    An indicator that counts people in one version is treated as counting people in both.
    """

    def __init__(self, before: Plan, after: Plan, minimum_count: int) -> None:
        kept = paired_things(before.indicators, after.indicators).kept
        people = {id(one) for pair in kept for one in pair if any(is_of_people(each) for each in pair)}
        self._before = Disclosure(_with_marked_indicators(before, people), minimum_count)
        self._after = Disclosure(_with_marked_indicators(after, people), minimum_count)
        self._pairs = {
            id(now): self._pair(_marked_as_people(was, people), _marked_as_people(now, people)) for was, now in kept
        }

    def measured(self, change: Difference[Measurement], formatter: Formatter) -> tuple[str, str]:
        """Return a measurement before and after, as text; empty where the version does not have it.

        An earlier text that has changed is suppressed where anything of the indicator is suppressed in either version,
        since what is suppressed in one could be derived with a value of the other.
        """
        both = self._pairs[id(change.parent)]
        hidden = both.parts_are_suppressed
        before = _measurement_text(both.before, change.before, formatter, self._before, hidden=hidden)
        after = _measurement_text(both.after, change.after, formatter, self._after, hidden=hidden)
        return before if both.is_settled or before == after else formatter.text_of(NOT_SHOWN), after

    def removed_part_is_unnamed(self, change: Difference[Measurement]) -> bool:
        """Return whether a removed measurement is for a unit or target group that must not be named.

        With the whole, and the parts that the later version discloses, its value could be derived.
        """
        is_removed_part = change.after is None and change.thing.is_part
        return is_removed_part and not self._pairs[id(change.parent)].is_settled

    def survey_is_settled(self, before: Survey, after: Survey) -> bool:
        """Return whether both versions of a survey may disclose how many were asked and answered."""
        return self._before.survey_is_settled(before) and self._after.survey_is_settled(after)

    def _pair(self, before: Indicator, after: Indicator) -> _PairedIndicator:
        sides = (self._before, before), (self._after, after)
        return _PairedIndicator(
            before,
            after,
            all(disclosure.is_settled(one) for disclosure, one in sides),
            any(
                disclosure.parts_are_suppressed(one, (m for m in one.own_measurements if m.is_part))
                for disclosure, one in sides
            ),
        )


def _marked_as_people(indicator: Indicator, people: set[int]) -> Indicator:
    counts_people = indicator.people or id(indicator) not in people
    return indicator if counts_people else indicator.model_copy(update={"people": True})


def _with_marked_indicators(plan: Plan, people: set[int]) -> Plan:
    return plan.model_copy(update={"indicators": tuple(_marked_as_people(one, people) for one in plan.indicators)})


def _measurement_text(
    indicator: Indicator, measurement: Measurement | None, formatter: Formatter, disclosure: Disclosure, *, hidden: bool
) -> str:
    if measurement is None:
        return ""
    if measurement.is_part and measurement.is_ours and measurement.missing is None:
        return part_text(
            ShownMeasurement(indicator, measurement, formatter, disclosure), formatter, is_suppressed=hidden
        )
    return measured_text(indicator, measurement, formatter, disclosure)


class RecordPrinter:
    """Makes the views of what was added to the record of a plan, and what was altered or removed afterwards.

    Args:
        versions: the plan before and after, with what may be disclosed of each.
        fields: the words for fields and their values.
        reasons: the words for why something was changed.
        formatter: formats dates and labels in the reader's language.
    """

    def __init__(self, versions: Versions, fields: FieldWords, reasons: Reasons, formatter: Formatter) -> None:
        self._versions = versions
        self._fields = fields
        self._reasons = reasons
        self._word = formatter

    def assessment(self, change: Difference[Assessment]) -> ChangeView:
        """Return the change of an assessment."""
        before, after = (self._status(one) for one in (change.before, change.after))
        facts: dict[str, Fact] = {
            "date": written(change.thing.date),
            "from": change.before.status if change.before else None,
            "to": change.after.status if change.after else None,
        }
        line = self._fact_line(change, self._word.date(change.thing.date), before, after)
        return self._change_view(change, change.parent, line, facts)

    def _status(self, assessment: Assessment | None) -> str:
        return uncapitalised(self._word.label("assessment", assessment.status)) if assessment else ""

    def measurement(self, change: Difference[Measurement]) -> ChangeView:
        """Return the change of a measurement, with its value only where that is disclosed."""
        indicator = change.parent
        assert isinstance(indicator, Indicator)  # noqa: S101 - a measurement belongs to an indicator
        before, after = self._versions.measured(change, self._word)
        if self._versions.removed_part_is_unnamed(change):
            line = self._word.text("removed, of a unit or target group: {value}", value=before)
            return self._change_view(change, indicator, line, {"from": before})
        facts: dict[str, Fact] = {
            "date": written(change.thing.date),
            "from": before or None,
            "to": after or None,
        }
        titles = self._fields.after if change.after else self._fields.before
        parts = (self._word.date(change.thing.date), part_name(change.thing, titles), change.thing.comparison)
        when = ", ".join(part for part in parts if part)
        return self._change_view(change, indicator, self._fact_line(change, when, before, after), facts)

    def _fact_line(
        self, change: Difference[Assessment] | Difference[Measurement], when: str, before: str, after: str
    ) -> str:
        """Return what happened to a dated fact; if its value is the same, which of its other fields changed."""
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

    def _change_view(
        self,
        change: Difference[Assessment] | Difference[Measurement],
        owner: Part | None,
        line: str,
        facts: Mapping[str, Fact],
    ) -> ChangeView:
        assert isinstance(owner, Subgoal | Area | Plan | Indicator)  # noqa: S101 - these hold dated facts
        kind = f"{change.thing.part}-{state_of(change, 'altered')}"
        return ChangeView(kind, owner.id, owner.title, (line,), facts, is_altered=change.before is not None)

    def revision(self, change: Difference[Revision]) -> ChangeView:
        """Return the change of a revision, which explains a moved deadline or a changed target."""
        subgoal, revision = change.parent, change.thing
        assert isinstance(subgoal, Subgoal)  # noqa: S101 - a revision belongs to a subgoal
        reasons = self._reasons.revision(revision)
        if change.before is None:
            line = self._word.text("added later: {what}", what=reasons)
        elif change.after is None:
            line = self._word.text("removed: {what}", what=reasons)
        else:
            names = self._word.listed(self._fields.heading("revision", one.name).lower() for one in change.fields)
            line = self._word.text("altered afterwards: {what} ({fields})", what=reasons, fields=names)
        kind = f"revision-{state_of(change, 'altered')}"
        facts: dict[str, Fact] = {"field": revision.field, **revision_facts(revision)}
        lines = (line, *self._reasons.why(revision)) if change.after else (line,)
        return ChangeView(kind, subgoal.id, subgoal.title, lines, facts, is_altered=change.before is not None)
