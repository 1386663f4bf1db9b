"""What changed in what is on record: assessments, measurements and revisions, each with its day."""

from collections.abc import Mapping
from functools import cache

from anhorig_cli.model.changes import Change
from anhorig_cli.model.few_people import parts_tell_of_few
from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.subgoal import Assessment, Revision, Subgoal
from anhorig_cli.views.change_view import ChangeView, Fact, revision_facts, state_of, written
from anhorig_cli.views.field_words import FieldWords
from anhorig_cli.views.measured_parts import part_text
from anhorig_cli.views.measurements import measured
from anhorig_cli.views.reasons import Reasons
from anhorig_cli.views.wording import Wording
from anhorig_cli.vocabulary import folded


class RecordPrinter:
    """Prints what was added to the record of a plan, and what was altered or taken away afterwards.

    Args:
        versions: the plan before and after, both of which may tell of few people.
        fields: the words for fields and their values.
        reasons: the words for why something was changed.
        wording: the reader's language.
    """

    def __init__(self, versions: tuple[Plan, Plan], fields: FieldWords, reasons: Reasons, wording: Wording) -> None:
        self._versions = versions
        self._fields = fields
        self._reasons = reasons
        self._word = wording
        self._parts_tell_of_few = cache(self._tell_of_few)

    def assessment(self, change: Change[Assessment]) -> ChangeView:
        """Return what became of an assessment."""
        subgoal = change.of
        before, after = (self._status(one) for one in (change.before, change.after))
        facts: dict[str, Fact] = {
            "date": written(change.thing.date),
            "from": change.before.status if change.before else None,
            "to": change.after.status if change.after else None,
        }
        line = self._fact_line(change, self._word.date(change.thing.date), before, after)
        return self._of(change, subgoal, line, facts)

    def _status(self, assessment: Assessment | None) -> str:
        return self._word.label("assessment", assessment.status).lower() if assessment else ""

    def measurement(self, change: Change[Measurement]) -> ChangeView:
        """Return what became of a measurement; its value only where it may be told."""
        indicator = change.of
        assert isinstance(indicator, Indicator)  # noqa: S101 - what a measurement is of
        before, after = (self._measured(indicator, m) if m else "" for m in (change.before, change.after))
        facts: dict[str, Fact] = {
            "date": written(change.thing.date),
            "from": before or None,
            "to": after or None,
        }
        parts = (self._word.date(change.thing.date), change.thing.unit, change.thing.target_group)
        when = ", ".join(part for part in parts if part)
        return self._of(change, indicator, self._fact_line(change, when, before, after), facts)

    def _measured(self, indicator: Indicator, measurement: Measurement) -> str:
        if not measurement.is_part:
            return measured(indicator, measurement, self._word)
        return part_text(indicator, measurement, self._word, hidden=self._parts_tell_of_few(folded(indicator.id)))

    def _tell_of_few(self, name: str) -> bool:
        """Tell whether the parts of an indicator, in either version, tell of few people; then none of them is told."""
        fewest = self._word.small_count
        versions = [(plan, one) for plan in self._versions for one in plan.indicators if folded(one.id) == name]
        return any(
            parts_tell_of_few(plan, one, (m for m in one.measurements if m.is_part), one.measurements, fewest)
            for plan, one in versions
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
        kind = f"{change.thing.part}-{state_of(change, 'altered')}"
        return ChangeView(kind, owner.id, owner.title, (line,), facts, is_altered=change.before is not None)

    def revision(self, change: Change[Revision]) -> ChangeView:
        """Return what became of what is told of a moved deadline or a changed target."""
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
        kind = f"revision-{state_of(change, 'altered')}"
        facts: dict[str, Fact] = {"field": revision.field, **revision_facts(revision)}
        lines = (line, *self._reasons.why(revision)) if change.after else (line,)
        return ChangeView(kind, subgoal.id, subgoal.title, lines, facts, is_altered=change.before is not None)
