"""Kolada's key figures and their values: requested page by page, or read from saved answers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol
from urllib.parse import quote

from anhorig_cli import steps
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.kolada.answers import (
    AnswerPage,
    Figure,
    KeyFigure,
    Values,
    figures_in,
    key_figures_in,
    municipalities_in,
    read_answer,
)
from anhorig_cli.kolada.connection import TOP, is_of_kolada
from anhorig_cli.source import message

_MOST_AT_ONCE = 25
"""The maximum number of ids, and of years, in one address."""
_MOST_PAGES = 20
_PAGE = 5000
_NAME = "Kolada"
"""The name of an answer over the network in messages."""


class Kolada(Protocol):
    """A source of key figures and their values."""

    def key_figures(self, ids: Sequence[str]) -> list[KeyFigure]:
        """Return the key figures with the given ids; unknown ids are left out."""
        ...

    def titled(self, text: str) -> list[KeyFigure]:
        """Return the key figures whose titles contain a text."""
        ...

    def figures(self, ids: Sequence[str], municipalities: Sequence[str], years: Sequence[int]) -> list[Figure]:
        """Return the existing values of key figures in municipalities and years."""
        ...

    def has_municipality(self, code: str) -> bool:
        """Return whether a code is that of a municipality or region."""
        ...


class Service:
    """Kolada over the network.

    Args:
        get: returns the body of the answer at an address.
    """

    def __init__(self, get: Callable[[str], bytes]) -> None:
        self._get = get

    def key_figures(self, ids: Sequence[str]) -> list[KeyFigure]:
        """Return as `Kolada` says; this and every method here raises `CannotWorkError` where the service fails."""
        addresses = [f"kpi/{','.join(batch)}" for batch in _batches(ids)]
        asked = steps.track(addresses, message("Questions to Kolada"))
        values = [value for address in asked for value in self._all_values(address)]
        return key_figures_in(values, _NAME)

    def titled(self, text: str) -> list[KeyFigure]:
        """Return as `Kolada` says."""
        return key_figures_in(
            self._all_values(f"kpi?title={quote(text, safe='', errors='replace')}&per_page={_PAGE}"), _NAME
        )

    def figures(self, ids: Sequence[str], municipalities: Sequence[str], years: Sequence[int]) -> list[Figure]:
        """Return as `Kolada` says."""
        addresses = [
            _data_address(batch, where, when)
            for batch in _batches(ids)
            for when in _batches([str(year) for year in years])
            for where in _batches(municipalities)
        ]
        asked = steps.track(addresses, message("Questions to Kolada"))
        return [figure for address in asked for figure in figures_in(self._all_values(address), _NAME)]

    def has_municipality(self, code: str) -> bool:
        """Return as `Kolada` says."""
        return code in municipalities_in(self._all_values(f"municipality/{code}"), _NAME)

    def _all_values(self, question: str) -> Values:
        """Return the values of an answer and of its following pages.

        Raises:
            CannotWorkError: where there are too many pages, or the address of one is not Kolada's.
        """
        values: Values = []
        address = TOP + question
        for _ in range(_MOST_PAGES):
            answer = read_answer(self._get(address), _NAME)
            values += answer.values
            if answer.next is None:
                return values
            address = answer.next
            if not is_of_kolada(address):
                raise CannotWorkError(message("Kolada refers to an address that is not its own, which is not followed"))
        raise CannotWorkError(
            message("Kolada's answer has more than {n} pages, and is not read: ask for less", n=_MOST_PAGES)
        )


class Saved:
    """Saved answers of Kolada, each with the name of its file; a query is answered from all of them."""

    def __init__(self, answers: Iterable[tuple[str, AnswerPage]]) -> None:
        self._key_figures: dict[str, KeyFigure] = {}
        self._figures: list[Figure] = []
        self._municipalities: set[str] = set()
        pages_left = 0
        for name, answer in answers:
            pages_left += (answer.next is not None) - answer.has_previous
            self._key_figures |= {one.id: one for one in key_figures_in(answer.values, name)}
            self._figures += figures_in(answer.values, name)
            self._municipalities |= municipalities_in(answer.values, name)
        if pages_left > 0:
            raise CannotWorkError(message("an answer continues on another page (next_url), which is not saved with it"))

    def key_figures(self, ids: Sequence[str]) -> list[KeyFigure]:
        """Return as `Kolada` says."""
        return [self._key_figures[one] for one in ids if one in self._key_figures]

    def titled(self, text: str) -> list[KeyFigure]:
        """Return as `Kolada` says."""
        sought = text.casefold()
        return [one for one in self._key_figures.values() if sought in one.title.casefold()]

    def figures(self, ids: Sequence[str], municipalities: Sequence[str], years: Sequence[int]) -> list[Figure]:
        """Return as `Kolada` says."""
        names, places, times = set(ids), set(municipalities), set(years)
        return [
            one for one in self._figures if one.key_figure in names and one.municipality in places and one.year in times
        ]

    def has_municipality(self, code: str) -> bool:
        """Return as `Kolada` says; any code is accepted where no municipality was saved."""
        return not self._municipalities or code in self._municipalities


def _data_address(ids: Sequence[str], municipalities: Sequence[str], years: Sequence[str]) -> str:
    return f"data/kpi/{','.join(ids)}/municipality/{','.join(municipalities)}/year/{','.join(years)}"


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _MOST_AT_ONCE):
        yield items[start : start + _MOST_AT_ONCE]
