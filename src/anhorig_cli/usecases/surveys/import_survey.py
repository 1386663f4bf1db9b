"""Import survey answers into a plan: how many were asked and answered, and a share for each mapped indicator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as day_type
from typing import NamedTuple

from anhorig_cli.diagnostics import AnhorigError, Diagnostic, RefusedError, Rule, Severity, did_you_mean
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.survey_files import AnswerTable, Flaw, MapFile
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Entry, PlanEdit, entry
from anhorig_cli.model.register import Hierarchy, Register
from anhorig_cli.model.survey import MappedColumn, Survey
from anhorig_cli.rules import reading
from anhorig_cli.rules.structure.broken_reference import broken_reference
from anhorig_cli.rules.structure.duplicate_measurement import duplicate_measurement
from anhorig_cli.rules.structure.survey_answers import survey_answers
from anhorig_cli.source import Location, Message, Where, message
from anhorig_cli.usecases.edit.edit_plan import EditedPlan, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import Names, index_named, not_found
from anhorig_cli.usecases.edit.record_measurement import (
    additions,
    by_date,
    earlier_measurement,
    named_as_before,
    names_before,
    replacement,
    with_reported_day,
)
from anhorig_cli.usecases.surveys.count_answers import AnswerShare, CountedAnswers, PartOfShare, count_answers
from anhorig_cli.vocabulary import SimilarWords, folded

_MAX_FLAWS = 1000


class ImportJob(NamedTuple):
    """How answers are counted into a survey of a plan.

    `sent` is how many people were asked, if that is given; `since` the first day that counts; `date` the date of the
    measurements, else the survey's last day. Other values in the plan are only changed to `replace` them. Where fewer
    than `minimum_count` answered, no share is written.
    """

    survey: str
    minimum_count: int
    today: day_type
    sent: int | None = None
    since: day_type | None = None
    date: str | None = None
    replace: bool = False


class ImportedSurvey(NamedTuple):
    """The plan as it is to be written, and notes on how the answers were counted."""

    edited: EditedPlan
    notes: tuple[Message, ...]


class NothingNewError(AnhorigError):
    """Raised when the plan has all of it already."""


def import_survey(files: PlanFiles, answers: AnswerTable, mapped: MapFile, job: ImportJob) -> ImportedSurvey:
    """Return a plan with a survey's answers counted: everything that the map asks for, or nothing.

    Raises:
        RefusedError: with a finding for each thing in the file or the map that cannot be counted.
        WrongUsageError: where there is no such survey.
        NothingNewError: where the plan has all of it already.
        CannotWorkError: where the plan cannot be changed safely.
    """
    notes: list[Message] = []

    def intend(plan: Plan) -> Intent:
        return _Import(plan, answers, mapped, job, notes).intent()

    edited = edit_plan(files, intend)
    return ImportedSurvey(edited, tuple(notes))


@dataclass
class _Import:
    """Makes the changes of one import, and collects its flaws and notes."""

    plan: Plan
    answers: AnswerTable
    mapped: MapFile
    job: ImportJob
    notes: list[Message]
    _flaws: list[Diagnostic] = field(default_factory=list[Diagnostic])

    def intent(self) -> Intent:
        place = index_named(Names(self.plan), "surveys", self.job.survey)
        survey = self.plan.surveys[place]
        self._report_missing()
        self._raise_if_flawed()
        units = self._units_by_answer()
        self._raise_if_flawed()
        counted = count_answers(self.answers, self.mapped.map, self.job.since, units)
        self._report_flaws([*self.answers.flaws, *counted.flaws])
        of_survey = self._edits_of_survey(place, survey, counted)
        of_indicators = [
            edit for share in self._disclosed_shares(counted) for edit in self._edits_of_share(share, survey)
        ]
        self._raise_if_flawed()
        self._note_left_out(counted)
        edits = [*of_survey, *of_indicators]
        if not edits:
            raise NothingNewError(message("{plan}: nothing is changed", plan=self.plan.id))
        summary = message(
            "the survey's answers are counted: {title} – answered: {n}, indicators: {shares}",
            title=survey.title,
            n=counted.answered,
            shares=len(of_indicators),
        )
        return Intent(edits, summary)

    def _raise_if_flawed(self) -> None:
        if self._flaws:
            raise RefusedError(self._flaws)

    def _report(self, rule: Rule, row: int, heading: str, text: Message) -> None:
        at = Location(self.answers.file, row, self.answers.number_of(heading))
        shown = message("{column}: {flaw}", column=self.answers.place(heading, row), flaw=text) if heading else text
        self._flaws.append(rule.at(at, shown))

    def _report_flaws(self, flaws: list[Flaw]) -> None:
        for flaw in sorted(flaws, key=lambda one: one.row)[:_MAX_FLAWS]:
            self._report(reading.WRONG_KIND, flaw.row, flaw.heading, flaw.text)
        if len(flaws) > _MAX_FLAWS:
            left = message("{n} more cells with errors are not shown", n=len(flaws) - _MAX_FLAWS)
            self._report(reading.TOO_LARGE, self.answers.heading_row, "", left)

    def _report_missing(self) -> None:
        """Report columns that the map reads and the file lacks, and a first day where no column has days."""
        known = {folded(one) for one in self.answers.headings}
        near = SimilarWords(one for one in self.answers.headings if one)
        for column in self.mapped.map.read:
            if folded(column.column) not in known:
                text = message("the file {file} has no such column", file=self.answers.file)
                hint = did_you_mean(near.near(column.column))
                self._report_at_map(reading.UNKNOWN_KEY, column, text, "column", hint)
        if self.job.since and not any(one.kind == "day" for one in self.mapped.map.columns):
            text = message(
                "--from needs a column in the map that says when answers were sent in: 'typ: dag' (kind: day)"
            )
            self._flaws.append(reading.MISSING_KEY.at(self.mapped.places.locate(Where(("columns",))), text))

    def _units_by_answer(self) -> dict[str, str]:
        """Return the ids of the plan's units, by the folded answers that mean them; report flaws in the map."""
        column = next((one for one in self.mapped.map.columns if one.kind == "unit"), None)
        if column is None:
            return {}
        units = Register(self.plan.units, self.plan.id)
        unit_names = column.units or column.options or units.names
        self._report_units(column, unit_names, units)
        return {
            folded(answer): units.key(name)
            for answer, name in zip(column.options or unit_names, unit_names, strict=True)
        }

    def _report_units(self, column: MappedColumn, unit_names: Sequence[str], units: Register[Unit]) -> None:
        """Report units that the map names and the plan does not have."""
        if not units:
            text = message("the plan lists no units, so that nothing can be counted for each: remove the column")
            self._report_at_map(reading.MISSING_KEY, column, text, "kind")
            return
        for name in unit_names:
            if not units.has(name):
                flaw = not_found("units", name, units.near(name), self.plan.units)
                self._report_at_map(broken_reference.rule, column, flaw, "units" if column.units else "options")

    def _edits_of_survey(self, place: int, survey: Survey, counted: CountedAnswers) -> list[PlanEdit]:
        """Return the edit of the survey itself, if there is any."""
        sent = self.job.sent if self.job.sent is not None else survey.sent
        if sent is not None and counted.answered > sent:
            text = message("there are {n} answers, and {sent} were asked", n=counted.answered, sent=int(sent))
            self._report(survey_answers.rule, self.answers.heading_row, "", text)
        new = self._new_numbers(survey, counted)
        reported = self._reported_day(survey)
        if new and reported:
            new["reported"] = reported
        return [PlanEdit("survey", ("surveys", place), new)] if new else []

    def _new_numbers(self, survey: Survey, counted: CountedAnswers) -> dict[str, str]:
        """Return the numbers that the survey lacks; report a number that differs, unless it is to be replaced."""
        given = {"sent": self.job.sent, "answered": counted.answered}
        new = {name: str(number) for name, number in given.items() if number not in (None, getattr(survey, name))}
        for name in new:
            if getattr(survey, name) is not None and not self.job.replace:
                text = message(
                    "the survey '{title}' has another number for '{field}': write --replace to change it",
                    title=survey.title,
                    field=PARTS["survey"].term(name),
                )
                self._report(reading.WRONG_KIND, self.answers.heading_row, "", text)
        return new

    def _reported_day(self, survey: Survey) -> str | None:
        """Return today, while the survey's period lasts; else None."""
        end = self._end(survey)
        return self.job.today.isoformat() if end and self.job.today < end.last else None

    def _end(self, survey: Survey) -> PlanDate | None:
        to = survey.period.to if survey.period else None
        return to if isinstance(to, PlanDate) else None

    def _disclosed_shares(self, counted: CountedAnswers) -> Iterator[AnswerShare]:
        """Yield the shares of the questions that enough people answered; note that the others are not written."""
        minimum = self.job.minimum_count
        if counted.answered < minimum:
            self.notes.append(message("fewer than {n} answered, so no shares are written", n=minimum))
            return
        for share in counted.shares:
            if share.denominator >= minimum:
                yield share
                continue
            self.notes.append(
                message(
                    "{indicator}: fewer than {n} answered the question, so no share is written",
                    indicator=share.column.indicator,
                    n=minimum,
                )
            )

    def _edits_of_share(self, share: AnswerShare, survey: Survey) -> Iterator[PlanEdit]:
        """Yield the edits that record a share; none where the plan has it already."""
        name = share.column.indicator or ""
        indicators = Register(self.plan.indicators, self.plan.id)
        place = indicators.place(name)
        if place is None:
            flaw = not_found("indicators", name, indicators.near(name), self.plan.indicators)
            self._report_at_map(broken_reference.rule, share.column, flaw)
            return
        indicator = self.plan.indicators[place]
        if indicator.is_yes_no:
            text = message("the indicator '{title}' has yes or no for values", title=indicator.title)
            self._report_at_map(reading.WRONG_KIND, share.column, text)
            return
        date = parse_date(self.job.date or self._last_day(survey))
        names = Names(self.plan)
        before = names_before(names, indicator)
        new: list[Entry] = []
        for part in (PartOfShare("", share.numerator, share.denominator), *self._disclosed_parts(share)):
            measured = named_as_before(names, before, self._measurement(part, survey))
            position = earlier_measurement(names, indicator, date, measured)
            if position is None:
                new.append(with_reported_day(measured, date, self.job.today))
            else:
                yield from self._replacements(share.column, (place, position), part, measured)
        if new:
            listed = indicator.measurements
            yield PlanEdit("indicator", ("indicators", place), adds=additions(listed, by_date(listed, new)))

    def _replacements(
        self, column: MappedColumn, at: tuple[int, int], part: PartOfShare, measured: Entry
    ) -> Iterator[PlanEdit]:
        """Yield the edit that replaces a measurement; report one that differs, unless it is to be replaced."""
        place, position = at
        indicator = self.plan.indicators[place]
        old = indicator.measurements[position]
        if old.numerator == part.numerator and old.denominator == part.denominator:
            return
        if self.job.replace:
            yield from replacement(place, position, old, measured)
            return
        text = message(
            "the indicator '{title}' has a measurement of {date} already: write --replace to change it",
            title=indicator.title,
            date=old.date,
        )
        rule = duplicate_measurement.rule._replace(severity=Severity.ERROR)
        self._report_at_map(rule, column, text)

    def _disclosed_parts(self, share: AnswerShare) -> list[PartOfShare]:
        """Return the shares of the units, in the plan's order; none where any of them would disclose a small count.

        What remains when they are subtracted from the whole is checked too: those who named no unit count as one.
        """
        units = Register(self.plan.units)
        named = {units.place(part.unit): part for part in share.parts if part.unit}
        places = sorted(place for place in named if place is not None)
        minimum = self.job.minimum_count
        if not places:
            return []
        if Hierarchy(units).above(places).intersection(places):
            self._note_of_units(share, message("one of the named units is a part of another"))
        elif any(min(part.numerator, part.denominator - part.numerator) < minimum for part in share.parts):
            why = message(
                "at some unit fewer than {n} gave the answers that count, or fewer than {n} others", n=minimum
            )
            self._note_of_units(share, why)
        else:
            return [named[place] for place in places]
        return []

    def _note_of_units(self, share: AnswerShare, why: Message) -> None:
        name = share.column.indicator
        self.notes.append(message("{indicator}: no share is written for each unit: {why}", indicator=name, why=why))

    def _report_at_map(
        self, rule: Rule, column: MappedColumn, text: Message, key: str = "indicator", hint: Message | None = None
    ) -> None:
        self._flaws.append(rule.at(self.mapped.at(column, key), text, hint))

    def _measurement(self, part: PartOfShare, survey: Survey) -> Entry:
        """Return the measurement of a share, for one unit or for all."""
        unit = Register(self.plan.units).get(part.unit) if part.unit else None
        return entry(
            "measurement",
            date=self.job.date or self._last_day(survey),
            numerator=str(part.numerator),
            denominator=str(part.denominator),
            unit=unit.id if unit else None,
            survey=survey.id,
        )

    def _last_day(self, survey: Survey) -> str:
        """Return the survey's last day, or today if that day is in the future or unknown."""
        end = self._end(survey)
        day = end.last if end and end.last <= self.job.today else self.job.today
        return day.isoformat()

    def _note_left_out(self, counted: CountedAnswers) -> None:
        """Note how many rows were left out, and why."""
        texts = (
            (counted.unfinished, message("rows without a day, which were never sent in: {n}", n=counted.unfinished)),
            (counted.before, message("rows from before --from: {n}", n=counted.before)),
            (
                counted.again,
                message("rows of those who answered again, whose last answer counts: {n}", n=counted.again),
            ),
        )
        self.notes.extend(text for n, text in texts if n)
