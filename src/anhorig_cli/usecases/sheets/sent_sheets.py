"""Read returned sheets: what each file contains, and which rows were answered."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from anhorig_cli.loading.workbook_reading import FilledSheet, filled_of, read_filled, read_filled_csv
from anhorig_cli.rendering.bounded import LimitMessages, Limits, bounded
from anhorig_cli.rendering.formats import not_installed
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.parts_of_cycle import names_of
from anhorig_cli.usecases.sheets.rows import AnsweredRow, Problem, Rows, sheet_of, with_named_columns
from anhorig_cli.views.sheets import FORMAT_VERSION, SheetScope, SheetView
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.whole_plans import WholePlan

_BOUNDS = Limits(
    seconds=1.0,
    grace=0.2,
    memory=384 << 20,  # with what the process starts with, under 512 MiB
    messages=LimitMessages(
        message("{file}: it takes too long to read, so it is not read").template,
        message("{file}: it takes too much memory to read, so it is not read").template,
        message("{file}: it cannot be read as a workbook").template,
    ),
)
_MAX_YEARS_AWAY = 10


class SentSheet(NamedTuple):
    """A returned file, with the name under which it was given."""

    file: str
    filled: FilledSheet

    @property
    def plan(self) -> str:
        """The id of the plan that the file says it belongs to."""
        return self.filled.head["plan"]


def read_sent(file: str, data: bytes) -> SentSheet:
    """Return the contents of a returned file, which is read in a separate process within limits.

    Raises:
        CannotWorkError: where the file cannot be read at all.
    """
    if file.lower().endswith(".csv"):
        return SentSheet(file, read_filled_csv(file, data))
    try:
        return SentSheet(file, filled_of(bounded(read_filled, (file, data), 1, file, _BOUNDS)[0]))
    except ModuleNotFoundError as error:
        raise not_installed(error, "XLSX", "excel") from None


class SentSheets:
    """Finds the answered rows in returned sheets; `problems` says what is not read.

    Args:
        whole: the plan as it is now.
        today: the day.
    """

    def __init__(self, whole: WholePlan, today: date) -> None:
        self.problems: list[Problem] = []
        self._whole = whole
        self._plan = whole.plan
        self._today = today
        self._views: dict[SheetScope, SheetView] = {}

    def answers(self, sent: SentSheet) -> Iterator[AnsweredRow]:
        """Yield the answered rows of a file."""
        view = self._view(sent)
        if view is None:
            return
        self._report_others(sent, view)
        tables = {table.kind: table for table in view.tables}
        for filled in sent.filled.tables:
            table = tables.get(filled.kind)  # type: ignore[call-overload] # whatever the file says
            if table is None:
                self.problems.append(Problem(sent.file, "", message("it has an unknown table")))
                continue
            yield from Rows(sent.file, with_named_columns(filled, table), table, self.problems).answers()

    def _report_others(self, sent: SentSheet, view: SheetView) -> None:
        """Report what is written outside the sheets for answers: below the instructions, or on additional sheets."""
        text = message("this is not on a sheet for answers, and is not read: write it in a cell for answers")
        for title, cells in sent.filled.others.items():
            own = len(view.reading) if title == view.reading_title else 0
            written = [cell for cell, row in cells if row > own or not cell.startswith(f"A{row}")]
            if written:
                self.problems.append(Problem(sent.file, f"{title}!{written[0]}", text))

    def _view(self, sent: SentSheet) -> SheetView | None:
        """Return a sheet as the plan has it now; None where the file is of another version, plan or recipient."""
        head = sent.filled.head
        asked = SheetScope(head["unit"] or None, head["responsible"] or None, _year(head["year"], self._today))
        if head["version"] != FORMAT_VERSION:
            why = message("it is from another version of anhorig: send out a new file")
        elif folded(head["plan"]) != folded(self._plan.id):
            why = message("it belongs to another plan, {plan}", plan=head["plan"])
        elif (gone := self._missing_recipient(asked)) is not None:
            why = gone
        else:
            if asked not in self._views:
                self._views[asked] = sheet_of(self._whole, self._today, asked)
            return self._views[asked]
        self.problems.append(Problem(sent.file, "", why))
        return None

    def _missing_recipient(self, asked: SheetScope) -> Message | None:
        """Return the message that the plan no longer has the unit or role that got the sheet; None where it has."""
        known = names_of(self._plan, asked.unit, asked.responsible)
        if asked.unit and folded(asked.unit) not in map(folded, known.units):
            return message(
                "there is no unit '{name}' in the plan any more: if it has another id now, give it this one back with "
                "anhorig rename, merge the file, and rename it again",
                name=asked.unit,
            )
        if asked.responsible and folded(asked.responsible) not in map(folded, known.responsible):
            return message(
                "'{name}' is no longer responsible for anything in the plan: if it has another id now, give it "
                "this one back with anhorig rename, merge the file, and rename it again",
                name=asked.responsible,
            )
        return None

    def of_one_file(self, answers: Iterable[AnsweredRow]) -> Iterator[AnsweredRow]:
        """Yield the answers to rows that are answered only once; report the others."""
        by_row: dict[str, list[AnsweredRow]] = {}
        for answer in answers:
            by_row.setdefault(answer.row.key, []).append(answer)
        for found in by_row.values():
            if len(found) == 1:
                yield found[0]
                continue
            for one, other in zip(found, [*found[1:], found[0]], strict=True):
                text = message("{other} answers the same row: keep one of the answers", other=other.file)
                self.problems.append(one.problem(one.columns[0], text))


def _year(text: str, today: date) -> int:
    """Return the year of the annual cycle that a file states; this year where that is implausible."""
    if not text.isascii() or not text.isdigit() or len(text) != len("2026"):
        return today.year
    year = int(text)
    return year if abs(year - today.year) <= _MAX_YEARS_AWAY else today.year
