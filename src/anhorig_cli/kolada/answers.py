"""Kolada's answers (API v3): JSON parsed into key figures and their values."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.source import message

COUNTRY = "0000"
"""Kolada's code for the whole country."""
_ENDED = re.compile(r"\(\s*[-\u2013]\s*([0-9]{4})\s*\)\s*$", re.ASCII)
_YEAR = re.compile("[0-9]{4}", re.ASCII)
_LONGEST_COUNT = 9
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 300, 3000
Values = list[Mapping[str, Any]]


class AnswerPage(NamedTuple):
    """The values of an answer, the address of the next page, and whether there is a previous one."""

    values: Values
    next: str | None
    has_previous: bool


class KeyFigure(NamedTuple):
    """A key figure: `of` is K for municipalities, L for regions, A for both."""

    id: str
    title: str
    description: str
    of: str
    is_by_sex: bool
    published: str

    @property
    def ended(self) -> int | None:
        """The last year of the key figure, where its title says that it has ended."""
        found = _ENDED.search(self.title)
        return int(found[1]) if found else None


class Figure(NamedTuple):
    """A value of a key figure for all (`T`), women (`K`) or men (`M`); the number is kept as text, None if missing.

    `of_how_many` is above one where the value is the unweighted mean of a group.
    """

    key_figure: str
    municipality: str
    year: int
    sex: str
    value: str | None
    of_how_many: int
    status: str
    is_deleted: bool


def read_answer(data: bytes, name: str) -> AnswerPage:
    """Return the parsed page of an answer.

    Numbers stay text: whoever uses one decides which values are valid.

    Raises:
        CannotWorkError: where it is not JSON in the documented form; `name` identifies the answer in the message.
    """
    found = _object(_json(data, name), name)
    values = _objects(found.get("values"), name)
    following = _text(found, "next_url", name, is_needed=False)
    return AnswerPage(values, following or None, bool(found.get("previous_url")))


def _json(data: bytes, name: str) -> Any:
    if data.lstrip()[:1] == b"<":
        raise CannotWorkError(message("{name}: it is a web page, not an answer in JSON", name=name))
    try:
        return json.loads(data, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError:
        raise CannotWorkError(message("{name}: it has too many levels", name=name)) from None
    except ValueError:
        raise CannotWorkError(message("{name}: it cannot be read as JSON", name=name)) from None


def key_figures_in(values: Iterable[Mapping[str, Any]], name: str) -> list[KeyFigure]:
    """Return the key figures among values; raises as `read_answer`."""
    return [
        KeyFigure(
            _on_one_line(_text(one, "id", name))[:_LONGEST_TITLE],
            _on_one_line(_text(one, "title", name))[:_LONGEST_TITLE],
            _on_one_line(_text(one, "description", name, is_needed=False))[:_LONGEST_DESCRIPTION],
            _text(one, "municipality_type", name, is_needed=False),
            _is_true(one.get("is_divided_by_gender")),
            _on_one_line(_text(one, "publication_date", name, is_needed=False))[:_LONGEST_TITLE],
        )
        for one in values
        if _is_key_figure(one)
    ]


def _is_key_figure(one: Mapping[str, Any]) -> bool:
    return "municipality_type" in one or "is_divided_by_gender" in one


def figures_in(values: Iterable[Mapping[str, Any]], name: str) -> Iterator[Figure]:
    """Yield the values of key figures in municipalities and regions; raises as `read_answer`."""
    for row in values:
        if "kpi" not in row or "municipality" not in row:
            continue
        year = _text(row, "period", name)
        if not _YEAR.fullmatch(year):
            raise _unknown_form(name)
        for cell in _objects(row.get("values"), name):
            yield _figure(row, int(year), cell, name)


def municipalities_in(values: Iterable[Mapping[str, Any]], name: str) -> set[str]:
    """Return the codes of the municipalities and regions among values; raises as `read_answer`."""
    return {_text(one, "id", name) for one in values if "type" in one}


def _figure(row: Mapping[str, Any], year: int, cell: Mapping[str, Any], name: str) -> Figure:
    value, count = cell.get("value"), _text(cell, "count", name, is_needed=False)
    if value is not None and not isinstance(value, str):
        raise _unknown_form(name)
    return Figure(
        _text(row, "kpi", name),
        _text(row, "municipality", name),
        year,
        _text(cell, "gender", name),
        None if value is None else _on_one_line(value)[:_LONGEST_TITLE],
        int(count) if count.isascii() and count.isdigit() and len(count) <= _LONGEST_COUNT else 1,
        _on_one_line(_text(cell, "status", name, is_needed=False))[:_LONGEST_TITLE],
        _is_true(cell.get("isdeleted")),
    )


def _object(found: object, name: str) -> Mapping[str, Any]:
    if isinstance(found, dict):
        return cast("dict[str, Any]", found)
    raise _unknown_form(name)


def _objects(found: object, name: str) -> Values:
    if isinstance(found, list):
        return [_object(one, name) for one in cast("list[object]", found)]
    raise _unknown_form(name)


def _text(one: Mapping[str, Any], key: str, name: str, *, is_needed: bool = True) -> str:
    found = one.get(key)
    if isinstance(found, str):
        return found
    if found is None and not is_needed:
        return ""
    raise _unknown_form(name)


def _is_true(value: object) -> bool:
    return value is True or value == "1"


def _on_one_line(text: str) -> str:
    """Return a text on one line; some texts have line breaks written as a backslash and an n."""
    encodable = text.encode("utf-8", errors="replace").decode("utf-8")  # lone surrogates cannot be written
    return " ".join(encodable.replace("\\n", " ").split())


def _unknown_form(name: str) -> CannotWorkError:
    return CannotWorkError(message("{name}: it does not have the form of Kolada's answers (v3)", name=name))
