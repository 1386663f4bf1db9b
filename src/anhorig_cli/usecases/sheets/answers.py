"""Turn the answers in a returned row into the change of the plan that they mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Entry, entry
from anhorig_cli.model.values import closed_up, parse_number
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.edit.change_subgoal import intent_to_assess
from anhorig_cli.usecases.edit.edit_plan import Intent
from anhorig_cli.usecases.edit.lookup import Names, figure_of_sex, index_named, matches_figure
from anhorig_cli.usecases.edit.record_measurement import intent_to_record
from anhorig_cli.usecases.edit.tick_off import Tick, intent_to_tick_off
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.sheets import Kind, SheetRow, plain
from anhorig_cli.vocabulary import SCALES, folded, word_key

TEXTS = ("note", "comment", "cause", "action", "source")
"""The answers that are free text."""
_SEXES = ("women", "men")
_NUMBERS = ("value", "numerator", "denominator")
Intend = Callable[[Plan], Intent]


class TypedReaders(NamedTuple):
    """The readers of what people type, which return it as a plan writes it: a past day, a coming day, and a number."""

    past_day: Callable[[str], str]
    future_day: Callable[[str], str]
    number: Callable[[str], str]


class CellError(Exception):
    """Raised for an answer that cannot be understood, with its column and the reason."""

    def __init__(self, column: str, text: Message) -> None:
        super().__init__(text.template)
        self.column = column
        self.message = text


def named_words(word: Formatter, scale: str) -> Callable[[str], str | None]:
    """Return a function that returns the scale's name of a word, in the project's own label or any spelling."""
    labels = {folded(word.label(scale, one.name)): one.name for one in SCALES[scale].words}
    return lambda text: labels.get(folded(text)) or SCALES[scale].names.get(word_key(text))


@dataclass(frozen=True, slots=True)
class RowMeaning:
    """The meaning of a row's answers: whether the plan has them already, and else the change to make."""

    is_there: bool
    intend: Intend


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads answers.

    `word_of` returns the name of a scale's word, given the scale and the text; `by` is the source of figures without
    another source.
    """

    names: Names
    today: date
    typed: TypedReaders
    word_of: Callable[[str, str], str | None]
    by: str | None = None

    def read(self, kind: Kind, row: SheetRow, now: Mapping[str, str], answers: Mapping[str, str]) -> RowMeaning:
        """Return what a row's answers mean.

        Args:
            kind: the kind of the table.
            row: the row, as the plan has it now.
            now: its cells by column, as the plan has them now.
            answers: the answers by column, as they came back.

        Raises:
            CellError: where one of them cannot be understood.
        """
        if kind == "cycle":
            return self._read_cycle_item(row, now, answers)
        if kind == "subgoals":
            return self._read_subgoal(row, answers)
        if kind == "activities":
            return self._read_activity(row, answers)
        return self._read_indicator(row, answers)

    def _day(self, answers: Mapping[str, str], column: str, *, is_ahead: bool = False) -> str:
        text = answers.get(column, "")
        if not text:
            raise CellError(column, message("the day is missing: write it, such as 2026-11-15"))
        day = (self.typed.future_day if is_ahead else self.typed.past_day)(text)
        try:
            parse_date(day)
        except UnreadableValueError as flaw:
            raise CellError(column, flaw.sentence) from None
        return day

    def _word(self, scale: str, answers: Mapping[str, str], row: SheetRow) -> str:
        text = answers.get("status", "")
        if not text:
            raise CellError("status", message("nothing is chosen from the list"))
        word = self.word_of(scale, text)
        if word is None:
            raise CellError(
                "status", message("'{text}' is not in the list: {words}", text=text, words=", ".join(row.words))
            )
        return word

    def _read_cycle_item(self, row: SheetRow, now: Mapping[str, str], answers: Mapping[str, str]) -> RowMeaning:
        _, item, unit, when = row.parts
        day, note = self._day(answers, "done_on"), answers.get("note") or None
        is_there = plain(now["done_on"]) == day and plain(now["note"]) == (note or "")
        tick = Tick(day, self.today, (unit,) if unit else (), when, note)
        return RowMeaning(is_there, lambda plan: intent_to_tick_off(plan, self.names, item, tick))

    def _read_activity(self, row: SheetRow, answers: Mapping[str, str]) -> RowMeaning:
        _, subgoal, activity = row.parts
        word = self._word("activity", answers, row)
        if word not in {"done", "cancelled"}:
            raise CellError("status", message("only that it is done or cancelled can be answered here"))
        is_cancelled = word == "cancelled"
        day = self.today.isoformat() if is_cancelled and not answers.get("done_on") else self._day(answers, "done_on")
        is_there = row.state[0] == word and (is_cancelled or row.state[1] == day)
        tick = Tick(day, self.today, cancelled=is_cancelled)
        return RowMeaning(is_there, lambda plan: intent_to_tick_off(plan, self.names, f"{subgoal}/{activity}", tick))

    def _read_subgoal(self, row: SheetRow, answers: Mapping[str, str]) -> RowMeaning:
        _, subgoal = row.parts
        word, day = self._word("assessment", answers, row), self._day(answers, "date")
        new_date = self._day(answers, "new_date", is_ahead=True) if answers.get("new_date") else None
        texts = {name: answers.get(name) or None for name in ("comment", "cause", "action")}
        assessment = entry("assessment", date=day, **texts, new_date=new_date)
        is_there = self._has_assessment(subgoal, word, assessment)
        return RowMeaning(is_there, lambda plan: intent_to_assess(plan, self.names, subgoal, word, assessment))

    def _has_assessment(self, subgoal: str, word: str, assessment: Entry) -> bool:
        place = self.names.register("subgoals").place(subgoal)
        when, moved = parse_date(str(assessment.fields["date"])), assessment.given("new_date")
        texts = {name: assessment.given(name) or "" for name in ("comment", "cause", "action")}
        wanted = when, word, parse_date(moved) if moved else None
        for one in self.names.plan.subgoals[place].assessments if place is not None else ():
            same_texts = all(plain(getattr(one, name) or "") == text for name, text in texts.items())
            if (one.date, one.status, one.new_date) == wanted and same_texts:
                return True
        return False

    def _read_indicator(self, row: SheetRow, answers: Mapping[str, str]) -> RowMeaning:
        _, name, unit = row.parts
        place = index_named(self.names, "indicators", name)
        indicator = self.names.plan.indicators[place]
        numbers, sexes = self._numbers(indicator, answers), self._sexes(indicator, answers)
        _refuse_incomplete(numbers)
        day, source = self._day(answers, "date"), self._source(indicator, answers)
        measured = entry("measurement", date=day, **numbers, **sexes, unit=unit, source=source)
        is_there = self._has_measurement(indicator, unit, day, numbers, sexes)
        return RowMeaning(
            is_there, lambda plan: intent_to_record(plan, self.names, place, measured, self.today, replace=False)
        )

    def _source(self, indicator: Indicator, answers: Mapping[str, str]) -> str | None:
        """Return the source of a value; None where the indicator states it."""
        source = answers.get("source") or (None if indicator.source else self.by)
        if source is None and not indicator.source:
            raise CellError("source", message("where does the value come from? write it here"))
        return source

    def _numbers(self, indicator: Indicator, answers: Mapping[str, str]) -> dict[str, str]:
        answered = {name: answers[name] for name in _NUMBERS if answers.get(name)}
        numerator, slash, denominator = self.typed.number(answered.get("value", "")).partition("/")
        if slash:
            answered = {"numerator": numerator, "denominator": denominator} | {**answered, "value": ""}
        return {name: self._number(indicator, name, text) for name, text in answered.items() if text}

    def _sexes(self, indicator: Indicator, answers: Mapping[str, str]) -> dict[str, str | Entry]:
        """Return the figures of women and of men: a number, or 37/50 for a share."""
        answered = [(sex, self.typed.number(answers[sex])) for sex in _SEXES if answers.get(sex)]
        return {sex: figure_of_sex(text, partial(self._number, indicator, sex)) for sex, text in answered}

    def _number(self, indicator: Indicator, column: str, text: str) -> str:
        bare = closed_up(text)
        if bare.endswith("%"):
            if not indicator.is_in_percent:
                raise CellError(column, message("'{text}' is in per cent, but the indicator is not", text=text))
            bare = bare.removesuffix("%")
        number = self.typed.number(bare)
        try:
            parse_number(number)
        except UnreadableValueError as flaw:
            raise CellError(column, flaw.sentence) from None
        return number

    def _has_measurement(
        self,
        indicator: Indicator,
        unit: str,
        day: str,
        numbers: Mapping[str, str],
        sexes: Mapping[str, str | Entry],
    ) -> bool:
        units = self.names.register("units")
        when = parse_date(day)
        measured = {name: Decimal(parse_number(text)) for name, text in numbers.items()}
        for one in indicator.measurements:
            same_unit = units.key(one.unit or "") == units.key(unit)
            same_sexes = all(matches_figure(one.sexes.get(sex), figure) for sex, figure in sexes.items())
            same_numbers = all(getattr(one, name) == value for name, value in measured.items())
            if same_unit and one.date == when and same_numbers and same_sexes:
                return True
        return False


def _refuse_incomplete(numbers: Mapping[str, str]) -> None:
    """Refuse a measurement with neither a value nor a whole share, or with both."""
    if "value" in numbers and ("numerator" in numbers or "denominator" in numbers):
        raise CellError("value", message("write the value or how many of how many, not both"))
    if "value" not in numbers and not {"numerator", "denominator"} <= numbers.keys():
        missing = "denominator" if "numerator" in numbers else "numerator" if "denominator" in numbers else "value"
        raise CellError(missing, message("there is no value, nor a numerator with its denominator"))
