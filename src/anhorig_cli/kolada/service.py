"""Kolada's key figures and their values: asked for page by page, or found among answers that were saved."""

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
"""So many ids, or years, one address may have of each."""
_MOST_PAGES = 20
_PAGE = 5000
_NAME = "Kolada"
"""What an answer over the network is called in messages."""


class Kolada(Protocol):
    """What answers questions of key figures."""

    def key_figures(self, ids: Sequence[str]) -> list[KeyFigure]:
        """Return the key figures with some ids; one that there is none of is left out."""
        ...

    def titled(self, text: str) -> list[KeyFigure]:
        """Return the key figures whose titles hold a text."""
        ...

    def figures(self, ids: Sequence[str], municipalities: Sequence[str], years: Sequence[int]) -> list[Figure]:
        """Return the values of key figures in municipalities and years, as far as there are any."""
        ...

    def has_municipality(self, code: str) -> bool:
        """Return whether there is a municipality or region with a code."""
        ...


class Service:
    """Kolada itself.

    Args:
        get: what returns the body of the answer at an address.
    """

    def __init__(self, get: Callable[[str], bytes]) -> None:
        self._get = get

    def key_figures(self, ids: Sequence[str]) -> list[KeyFigure]:
        """Return as `Kolada` says; raises `CannotWorkError` where the service does not answer, as they all do."""
        addresses = [f"kpi/{','.join(some)}" for some in _portions(ids)]
        asked = steps.each(addresses, message("Questions to Kolada"))
        values = [value for address in asked for value in self._all(address)]
        return key_figures_in(values, _NAME)

    def titled(self, text: str) -> list[KeyFigure]:
        """Return as `Kolada` says."""
        return key_figures_in(self._all(f"kpi?title={quote(text, safe='', errors='replace')}&per_page={_PAGE}"), _NAME)

    def figures(self, ids: Sequence[str], municipalities: Sequence[str], years: Sequence[int]) -> list[Figure]:
        """Return as `Kolada` says."""
        addresses = [
            _address_of_data(some, where, when)
            for some in _portions(ids)
            for when in _portions([str(year) for year in years])
            for where in _portions(municipalities)
        ]
        asked = steps.each(addresses, message("Questions to Kolada"))
        return [figure for address in asked for figure in figures_in(self._all(address), _NAME)]

    def has_municipality(self, code: str) -> bool:
        """Return as `Kolada` says."""
        return code in municipalities_in(self._all(f"municipality/{code}"), _NAME)

    def _all(self, question: str) -> Values:
        """Return the values of an answer and of the pages that follow on it.

        Raises:
            CannotWorkError: where there are too many, or one is not of Kolada.
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
    """Answers of Kolada that were saved, each with the name of its file; whichever hold what is asked for answer it."""

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
        """Return as `Kolada` says; where no municipality was saved, nobody knows."""
        return not self._municipalities or code in self._municipalities


def _address_of_data(ids: Sequence[str], municipalities: Sequence[str], years: Sequence[str]) -> str:
    return f"data/kpi/{','.join(ids)}/municipality/{','.join(municipalities)}/year/{','.join(years)}"


def _portions(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _MOST_AT_ONCE):
        yield items[start : start + _MOST_AT_ONCE]
