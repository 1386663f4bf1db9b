"""The last steps of a view: personal identity numbers are removed, and it is turned into plain data for programs.

Only a report on a plan whose finding is excepted with a reason shows the texts unchanged.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast

from anhorig_cli.personal_number import personal_numbers, without_personal_numbers, without_split_number

V = TypeVar("V")

_TELEPHONE = re.compile(r"[0+][0-9 ()+-]+")
_NUMBERS = {int, float, Decimal}
_DIGITS_KEPT = 3
_EIGHT_DIGITS = 10**7
"""A number below this has too few digits for a personal number."""


def redacted(view: V) -> V:
    """Return a view, or a tuple of views, with `[personnummer]` for each personal number in its texts.

    A number that could be one is rounded, so that it keeps its place in a picture. A telephone number is kept in the
    plan's contact, where nobody takes it for anything else.
    """
    found = _Search()
    found.search((view,))
    return cast("V", _Redaction(found.halved).redact(view, "")) if found.has_any() else view


class _Search:
    """Searches a view for personal numbers, also those split between two consecutive texts.

    `halved` maps each text that has a half of a number to the text without it.
    """

    def __init__(self) -> None:
        self.halved: dict[str, str] = {}
        self._texts: set[str] = set()
        self._has_long_number = False
        self._before = ""
        self._searched: set[int] = set()
        self._without_halves = cache(without_split_number)  # the same dates follow each other in many lists

    def has_any(self) -> bool:
        """Return whether anything was found that may have to be redacted."""
        return self._has_long_number or bool(self.halved) or any(map(personal_numbers, self._texts))

    def search(self, value: Any) -> None:
        """Search a value of a view; an object that occurs in several places is searched once."""
        parts = _parts_of(value)
        if not parts or id(value) in self._searched:
            return
        self._searched.add(id(value))
        is_list = not is_view(value)
        for part in parts:
            if isinstance(part, str):
                if part:
                    self._search_text(part, is_list=is_list)
            elif type(part) in _NUMBERS:
                self._has_long_number |= _is_long(part)
            elif not isinstance(part, bool):
                self.search(part)

    def _search_text(self, text: str, *, is_list: bool) -> None:
        self._texts.add(text)
        before, self._before = self._before, text
        without = self._without_halves(before, text, is_list=is_list)
        if without:
            self.halved[before], self.halved[text] = without


def _parts_of(value: Any) -> Iterable[object]:
    """Return the values that a tuple, mapping or view consists of; empty for any other value."""
    if isinstance(value, tuple):
        return cast("tuple[object, ...]", value)
    if isinstance(value, Mapping):
        return cast("Mapping[object, object]", value).values()
    return [getattr(value, name) for name in names_in(value)] if is_dataclass(value) else ()


class _Redaction:
    """Redacts a view; an object or a text that occurs in several places is redacted once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._known: dict[tuple[int, str], object] = {}
        self._halved = texts
        self._texts: dict[str, str] = {}

    def redact(self, value: Any, name: str) -> object:
        """Return a value of a view redacted; `name` is its field in the view, empty where it has none."""
        if isinstance(value, str):
            return self._redacted_text(value, name)
        if type(value) in _NUMBERS:
            return _rounded(value)
        key = id(value), name
        if key not in self._known:
            self._known[key] = self._redacted_parts(value, name)
        return self._known[key]

    def _redacted_text(self, text: str, name: str) -> str:
        if name == "contact" and _TELEPHONE.fullmatch(text):
            return text
        if text not in self._texts:
            self._texts[text] = without_personal_numbers(self._halved.get(text, text))
        redacted = self._texts[text]
        return text if redacted == text else redacted  # the same object, so that what contains it is kept too

    def _redacted_parts(self, value: Any, name: str) -> object:
        if isinstance(value, tuple):
            return self._redacted_tuple(cast("tuple[object, ...]", value), name)
        if isinstance(value, Mapping):
            return {key: self.redact(one, "") for key, one in cast("Mapping[object, object]", value).items()}
        if is_view(value):
            return replace(value, **{field: self.redact(getattr(value, field), field) for field in names_in(value)})
        return value

    def _redacted_tuple(self, values: tuple[object, ...], name: str) -> object:
        """Return a tuple, or a view that is a named tuple, redacted; the same object where nothing is changed."""
        names = names_in(values) or (name,) * len(values)
        changed = tuple(map(self.redact, values, names))
        if all(map(_is_same, changed, values)):
            return values
        return type(values)._make(changed) if is_view(values) else changed  # type: ignore[attr-defined]


def _is_same(one: object, other: object) -> bool:
    return one is other


def _is_long(value: Any) -> bool:
    """Return whether a number has as many digits as a personal number may have."""
    return not -_EIGHT_DIGITS < value < _EIGHT_DIGITS


def _rounded(value: float | Decimal) -> float | Decimal:
    if not _is_long(value):
        return value
    digits = f"{value:f}".partition(".")[0]
    rounded = Decimal(f"{value:.{_DIGITS_KEPT - 1}e}")
    return type(value)(rounded) if personal_numbers(digits) else value


# Views as plain data: what JSON can hold, with the names that a template uses.


def is_view(value: object) -> bool:
    """Return whether a value is a view, not a text, number or list."""
    return is_dataclass(value) or hasattr(value, "_fields")


def names_in(view: object) -> tuple[str, ...]:
    """Return the names of the fields of a view or a class of views."""
    if is_dataclass(view):
        return tuple(field.name for field in fields(view))
    names: tuple[str, ...] = getattr(view, "_fields", ())
    return names


def as_object(view: object) -> dict[str, object]:
    """Return a view, and the views in it, as JSON objects."""
    return {name: _as_data(getattr(view, name)) for name in names_in(view)}


def _as_data(value: object) -> object:
    if is_view(value):
        return as_object(value)
    return [_as_data(one) for one in cast("tuple[object, ...]", value)] if isinstance(value, tuple) else value
