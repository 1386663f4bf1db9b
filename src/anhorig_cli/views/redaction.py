"""A view without the personal identity numbers in it: what every command shows of a plan.

Only a report of a plan whose finding is excepted with a reason shows the texts as they stand.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar, cast

from anhorig_cli.personal_number import personal_numbers, without_personal_numbers
from anhorig_cli.views.plain_data import is_view, names_in

V = TypeVar("V")

_TELEPHONE = re.compile(r"[0+][0-9 ()+-]+")
_DIGITS_KEPT = 3


def redacted(view: V) -> V:
    """Return a view, or a tuple of views, with `[personnummer]` for each personal number in its texts.

    A number that could be one is rounded, so that it still stands where it should in a picture. A telephone number
    stays among those of the plan's contact, where nobody takes it for anything else.
    """
    return cast("V", _redacted(view))


def _redacted(value: object, name: str = "") -> object:
    if type(value) is str:
        is_telephone = name == "contact" and _TELEPHONE.fullmatch(value) is not None
        return value if is_telephone else without_personal_numbers(value)
    if isinstance(value, tuple):
        return _redacted_tuple(cast("tuple[object, ...]", value), name)
    if isinstance(value, Mapping):
        return {key: _redacted(one) for key, one in cast("Mapping[object, object]", value).items()}
    if is_view(value):
        changed = {field: _redacted(getattr(value, field), field) for field in names_in(value)}
        return replace(value, **changed)  # type: ignore[type-var]
    return _rounded(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else value


def _redacted_tuple(values: tuple[object, ...], name: str) -> object:
    """Return a tuple, or a view that is one, with the same names for its parts; itself where nothing is changed."""
    names = names_in(values) or (name,) * len(values)
    changed = tuple(_redacted(value, of) for value, of in zip(values, names, strict=True))
    if all(one is other for one, other in zip(changed, values, strict=True)):
        return values
    return type(values)._make(changed) if is_view(values) else changed  # type: ignore[attr-defined]


def _rounded(value: float | Decimal) -> float | Decimal:
    digits = f"{value:f}".partition(".")[0]
    rounded = Decimal(f"{value:.{_DIGITS_KEPT - 1}e}")
    return type(value)(rounded) if personal_numbers(digits) else value
