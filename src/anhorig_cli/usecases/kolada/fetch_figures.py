"""Search for key figures in Kolada, or in answers saved in a folder, and fetch their values into a plan."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import (
    CannotWorkError,
    Diagnostic,
    RefusedError,
    WrongUsageError,
    did_you_mean,
    reason_of,
    with_help,
)
from anhorig_cli.kolada.answers import COUNTRY, AnswerPage, KeyFigure, read_answer
from anhorig_cli.kolada.connection import LARGEST
from anhorig_cli.kolada.service import Kolada, Saved
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.files import nearest_file, read_bytes
from anhorig_cli.loading.validation import SourceMap
from anhorig_cli.model.indicator import Indicator, is_kolada_id
from anhorig_cli.model.measurement import FigureOfSex, Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Entry, PlanEdit
from anhorig_cli.model.plan_edit import entry as written
from anhorig_cli.source import Location, Message, Route, Where, message
from anhorig_cli.usecases.edit.edit_plan import EditedPlan, Intent, edit_plan
from anhorig_cli.usecases.edit.record_measurement import additions, by_date, unchecked_replacement
from anhorig_cli.usecases.kolada import figure_of_year
from anhorig_cli.usecases.kolada.figure_of_year import FigureOfYear, Figures, Lack, NoFigure, new_text
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.workspace_plan import open_plan

SOURCE = "Kolada"
_COUNTRY_NAME = "Riket"
"""The name of the whole country in plans, as in Kolada."""


class FetchRequest(NamedTuple):
    """What to fetch: the years, whether the user named them (`are_named`), and the day of fetching."""

    years: Sequence[int]
    are_named: bool
    with_country: bool
    update: bool
    day: date


class FetchedFigures(NamedTuple):
    """Kolada's answers on some key figures in a municipality."""

    code: str
    key_figures: Mapping[str, KeyFigure]
    figures: Figures
    has_municipality: bool


class FetchRemark(NamedTuple):
    """A remark on an indicator; `is_flaw` where its figures were not fetched as requested."""

    route: Route
    text: Message
    is_flaw: bool = True


class FilledPlan(NamedTuple):
    """A plan's files with the fetched values, None where nothing is new, and the remarks."""

    edited: EditedPlan | None
    remarks: tuple[FetchRemark, ...]


def named_in(files: PlanFiles) -> list[str]:
    """Return the key figures that a plan's indicators name, each once."""
    indicators = open_plan(files).plan.indicators
    return list(dict.fromkeys(one.kolada for one in indicators if one.kolada is not None))


def fetch_figures(kolada: Kolada, code: str, ids: Sequence[str], wanted: FetchRequest) -> FetchedFigures:
    """Return Kolada's figures for a municipality, and for the whole country if requested.

    Raises:
        CannotWorkError: where Kolada does not answer.
    """
    valid_ids = [name for name in ids if is_kolada_id(name)]
    known = {one.id: one for one in kolada.key_figures(valid_ids)}
    known_ids = [name for name in valid_ids if name in known]
    figures = Figures(kolada.figures(known_ids, _places(code, wanted), wanted.years) if known_ids else ())
    return FetchedFigures(code, known, figures, not known_ids or bool(figures) or kolada.has_municipality(code))


def _places(code: str, wanted: FetchRequest) -> list[str]:
    return [code, COUNTRY] if wanted.with_country and code != COUNTRY else [code]


def fill_in(files: PlanFiles, fetched: FetchedFigures, wanted: FetchRequest) -> FilledPlan:
    """Return a plan's files with the values that it lacked, and the remarks.

    Raises:
        CannotWorkError: where a file cannot be changed safely.
    """
    fillings = _fillings(open_plan(files).plan, fetched, wanted)
    remarks = tuple(remarks for one in fillings for remarks in one.remarks)
    edits = [edit for one in fillings for edit in one.edits()]
    if not edits:
        return FilledPlan(None, remarks)
    number = sum(one.number for one in fillings)
    intent = Intent(edits, message("values fetched from Kolada: {n}", n=number))
    return FilledPlan(edit_plan(files, lambda _: intent), remarks)


def _fillings(plan: Plan, fetched: FetchedFigures, wanted: FetchRequest) -> "list[_Filling]":
    """Return the filling of each indicator that names a key figure."""
    fillings = [
        _Filling(place, indicator, plan, fetched, wanted)
        for place, indicator in enumerate(plan.indicators)
        if indicator.kolada is not None
    ]
    for one in fillings:
        one.fill()
    return fillings


def located(files: PlanFiles, remarks: Iterable[FetchRemark]) -> list[tuple[Location, FetchRemark]]:
    """Return the remarks with their locations in the files as they are now."""
    try:
        places = SourceMap(open_plan(files).root, Plan)
    except RefusedError:
        return [(Location(files.name, 1, 1), one) for one in remarks]
    return [(places.locate(Where(one.route)), one) for one in remarks]


@dataclass(slots=True)
class _Filling:
    """Fills in the fetched values of one indicator."""

    place: int
    indicator: Indicator
    plan: Plan
    fetched: FetchedFigures
    wanted: FetchRequest
    remarks: list[FetchRemark] = field(default_factory=list[FetchRemark])
    _new: list[tuple[int | None, Entry]] = field(default_factory=list[tuple[int | None, Entry]])
    _replaced: list[PlanEdit] = field(default_factory=list[PlanEdit])

    @property
    def number(self) -> int:
        """How many values are written."""
        return len(self._new) + len(self._replaced)

    def fill(self) -> None:
        """Go through the years, and collect the measurements and remarks."""
        key_figure = self._key_figure()
        if key_figure is None:
            return
        if key_figure.ended is not None:
            self._remark(figure_of_year.ended(key_figure))
        years = [year for year in self.wanted.years if key_figure.ended is None or year <= key_figure.ended]
        for municipality in _places(self.fetched.code, self.wanted):
            self._fill_from(key_figure, municipality, years)

    def edits(self) -> Iterator[PlanEdit]:
        """Yield the edits: replacements first, since additions move the positions."""
        yield from self._replaced
        if self._new:
            yield PlanEdit("indicator", self._route, adds=additions(self.indicator.measurements, self._new))

    @property
    def _route(self) -> Route:
        return ("indicators", self.place)

    def _remark(self, text: Message, *, is_flaw: bool = True) -> None:
        self.remarks.append(FetchRemark((*self._route, "kolada"), text, is_flaw))

    def _key_figure(self) -> KeyFigure | None:
        """Return the key figure if its values can be written, else None.

        What keeps them from being written is remarked on, unless it is that the municipality is unknown.
        """
        name = self.indicator.kolada_id
        found = self.fetched.key_figures.get(name or "")
        if name is None:
            self._remark(figure_of_year.not_an_id(self.indicator.kolada or ""))
        elif found is None:
            self._remark(figure_of_year.no_such(name))
        elif not _fits(found, self.fetched.code):
            self._remark(figure_of_year.not_of(found, self.fetched.code))
        elif self.indicator.is_yes_no:
            self._remark(figure_of_year.yes_or_no(self.indicator.title))
        else:
            return found if self.fetched.has_municipality else None
        return None

    def _fill_from(self, key_figure: KeyFigure, municipality: str, years: Sequence[int]) -> None:
        lacks: dict[Lack, list[int]] = {}
        means: dict[int, list[int]] = {}
        has_any = False
        for year in years:
            found = self.fetched.figures.of(key_figure.id, municipality, year)
            if isinstance(found, Lack):
                lacks.setdefault(found, []).append(year)
                continue
            has_any = True
            self._add_value(municipality, year, found)
            if found.mean_of > 1:
                means.setdefault(found.mean_of, []).append(year)
        for lack, when in lacks.items():
            if lack.kind is not NoFigure.NONE or self.wanted.are_named or not has_any:
                self._remark(figure_of_year.lacking(lack, key_figure.id, municipality, when))
        for number, when in means.items():
            self._remark(figure_of_year.mean(key_figure.id, municipality, when, number), is_flaw=False)

    def _add_value(self, municipality: str, year: int, found: FigureOfYear) -> None:
        """Add a value that is new; one that differs from the plan's is added only with `update`, else remarked on."""
        name = str(self.indicator.kolada_id)
        if found.odd_status:
            self._remark(figure_of_year.parts_left_out(name, municipality, year, found.odd_status), is_flaw=False)
        comparison = _COUNTRY_NAME if municipality == COUNTRY and self.fetched.code != COUNTRY else None
        entry = self._entry(year, found, comparison)
        earlier = self._index_of_year(year, comparison)
        measurements = self.indicator.measurements
        if earlier is None:
            self._new += by_date(measurements, [entry])
            return
        if _is_same(measurements[earlier], found):
            return
        if not self.wanted.update:
            self._remark(figure_of_year.revised(name, municipality, year, measurements[earlier], found))
        elif comparison is None:
            after = earlier + 1
            self._new.append((after if after < len(measurements) else None, entry))
        else:
            self._replaced.append(unchecked_replacement(self.place, earlier, measurements[earlier], entry))

    def _index_of_year(self, year: int, comparison: str | None) -> int | None:
        """Return the index of the plan's last value for a year, of its own or the country's; None where it has none."""
        same = [
            i
            for i, one in enumerate(self.indicator.measurements)
            if _is_of_year(one, year) and not one.is_part and folded(one.comparison or "") == folded(comparison or "")
        ]
        return same[-1] if same else None

    def _entry(self, year: int, found: FigureOfYear, comparison: str | None) -> Entry:
        """Return the measurement; only the plan's own has a `reported` day, since another's always counts as known."""
        note = text_of(message("Unweighted mean of {n}", n=found.mean_of), self.plan.language)
        return written(
            "measurement",
            date=str(year),
            value=new_text(found.value),
            women=None if found.women is None else new_text(found.women),
            men=None if found.men is None else new_text(found.men),
            comparison=comparison,
            source=SOURCE,
            note=note if found.mean_of > 1 else None,
            reported=self.wanted.day.isoformat() if comparison is None else None,
        )


def _fits(key_figure: KeyFigure, code: str) -> bool:
    """Return whether a key figure exists for municipalities, or for regions, whichever `code` is."""
    is_of_region = code.startswith("00")
    return key_figure.of != ("K" if is_of_region else "L") or code == COUNTRY


def _is_of_year(one: Measurement, year: int) -> bool:
    """Return whether a measurement is of a whole year, or of its last day."""
    last = date(year, 12, 31)
    return one.date.last == last and one.date.first in {date(year, 1, 1), last}


def _is_same(old: Measurement, new: FigureOfYear) -> bool:
    """Return whether the plan's value is Kolada's; a figure for women or men that only one of them has is ignored."""
    pairs = ((old.women, new.women), (old.men, new.men))
    return _is_equal(old, new.value) and all(
        figure is None or number is None or _is_equal(figure, number) for figure, number in pairs
    )


def _is_equal(figure: Measurement | FigureOfSex, number: Decimal) -> bool:
    """Return whether a figure equals a number; a share does when rounded to the decimals of the number."""
    if figure.amount is None or figure.value is not None:
        return figure.amount == number
    return round(figure.amount, -min(0, int(number.as_tuple().exponent))) == number


# Search for key figures in Kolada by their titles.


_MAX_QUERY = 200


def search_key_figures(kolada: Kolada, text: str) -> Sequence[KeyFigure]:
    """Return the key figures whose titles contain a text, by id, those that have ended last.

    Raises:
        WrongUsageError: where the text is empty or too long.
        CannotWorkError: where Kolada does not answer.
    """
    sought = " ".join(text.split())
    if not sought or len(sought) > _MAX_QUERY:
        raise WrongUsageError(message("write what to look for, in at most {n} characters", n=_MAX_QUERY))
    found = {one.id: one for one in kolada.titled(sought)}
    return sorted(found.values(), key=lambda one: (one.ended is not None, one.id))


# Read answers from Kolada that were saved in a folder.


_MAX_FILES = 500
_MAX_BYTES = 5 * LARGEST
"""The largest total size of the files."""


def saved_answers(folder: str) -> Saved:
    """Return the answers saved in a folder, in its files whose names end in `.json`.

    Raises:
        CannotWorkError: where there is no such folder, no answer in it, or a file that is not an answer.
        RefusedError: where a file cannot be read.
    """
    try:
        names = sorted(name for name in os.listdir(folder) if name.lower().endswith(".json"))  # noqa: PTH208 - names alone
    except (OSError, ValueError) as error:
        flaw = message("{file}: the folder cannot be read ({reason})", file=folder, reason=reason_of(error))
        near = nearest_file(folder, are_folders=True) if isinstance(error, FileNotFoundError) else None
        raise CannotWorkError(with_help(flaw, did_you_mean(near))) from None
    if not names:
        raise CannotWorkError(message("{file}: there are no answers of Kolada in the folder (.json)", file=folder))
    if len(names) > _MAX_FILES:
        raise CannotWorkError(message("{file}: there are more than {n} answers in it", file=folder, n=_MAX_FILES))
    return Saved(_answers(folder, names))


def _answers(folder: str, names: list[str]) -> Iterator[tuple[str, AnswerPage]]:
    left = _MAX_BYTES
    for name in names:
        file = Path(folder, name)
        shown = file.as_posix()
        data = read_bytes(shown, file, LARGEST)
        if isinstance(data, Diagnostic):
            raise RefusedError([data])
        left -= len(data)
        if len(data) > LARGEST or left < 0:
            raise CannotWorkError(message("{file}: it is too large to be read", file=shown))
        yield shown, read_answer(data, shown)
