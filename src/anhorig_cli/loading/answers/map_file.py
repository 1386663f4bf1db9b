"""The map of a survey's file: read as any YAML of a stranger's, and judged by itself."""

from collections.abc import Iterator
from typing import NamedTuple

from anhorig_cli.diagnostics import RefusedError, Rule
from anhorig_cli.loading.folder import read_yaml
from anhorig_cli.loading.personal_data import personal_data
from anhorig_cli.loading.shaping import Shaper
from anhorig_cli.loading.source_map import SourceMap
from anhorig_cli.loading.text import decode
from anhorig_cli.loading.validation import validate
from anhorig_cli.model.survey import MappedColumn, SurveyMap
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, Route, Where, message
from anhorig_cli.vocabulary import folded

_COUNTED = frozenset({"scale", "choice", "several", "ticked"})


class MapFile(NamedTuple):
    """A map, and where in its file each thing stands."""

    map: SurveyMap
    places: SourceMap

    def at(self, column: MappedColumn, name: str) -> Location:
        """Return where a field of a column stands."""
        place = next(place for place, one in enumerate(self.map.columns) if one is column)
        return self.places.locate(Where(("columns", place, name)))


def read_map(data: bytes, shown: str) -> MapFile:
    """Return the map in a file.

    Raises:
        RefusedError: with all that is wrong in it.
    """
    source, found = decode(shown, data)
    if source is None:
        raise RefusedError(found)
    read = read_yaml(source)
    found += read.diagnostics
    if read.root is None:
        raise RefusedError(found)
    shaper = Shaper()
    made = validate(shaper.shape(read.root, SurveyMap), read.root, SurveyMap, shaper)
    places = SourceMap(read.root, SurveyMap)
    found += shaper.diagnostics + personal_data(source)
    if made is not None:
        found += [rule.at(places.locate(Where(route)), text) for route, rule, text in _flaws(made)]
    if found or made is None:
        raise RefusedError(found)
    return MapFile(made, places)


_Flaw = tuple[Route, Rule, Message]


def _flaws(made: SurveyMap) -> Iterator[_Flaw]:
    """Give what does not hold together in a map."""
    taken: set[tuple[str, str]] = set()
    for place, column in enumerate(made.columns):
        route: Route = ("columns", place)
        yield from _twins(column, taken, route)
        if column.indicator:
            yield from _flaws_of_counting(column, route)
        if column.units and len(column.units) != len(column.options):
            text = message("there must be as many units as answers that may be given, 'alternativ' (options)")
            yield (*route, "units"), reading.WRONG_KIND, text


def _twins(column: MappedColumn, taken: set[tuple[str, str]], route: Route) -> Iterator[_Flaw]:
    """Give what of a column those before it have `taken` already; its own is taken then, too."""
    own = {"column": folded(column.column)}
    if column.kind in _ONCE:
        own["kind"] = column.kind
    if column.indicator:
        own["indicator"] = folded(column.indicator)
    for key, value in own.items():
        if (key, value) in taken:
            yield (*route, key), reading.DUPLICATE_KEY, _TAKEN[key]
    taken.update(own.items())


_ONCE = frozenset({"respondent", "day", "unit"})
_TAKEN = {
    "column": message("the column is already in the map"),
    "kind": message("another column is that already: keep one of them"),
    "indicator": message("another column counts for the indicator already: keep one of them"),
}


def _flaws_of_counting(column: MappedColumn, route: Route) -> Iterator[_Flaw]:
    """Give what is missing where the answers in a column are to count."""
    if column.kind not in _COUNTED:
        text = message("a column of this kind counts for no indicator: it is not read as answers")
        yield (*route, "indicator"), reading.WRONG_KIND, text
        return
    needed = {**_NEEDED, **_NEEDED_OF_KIND.get(column.kind, _NEEDED_OF_OPTIONS)}
    for name, text in needed.items():
        if not getattr(column, name):
            yield route, reading.MISSING_KEY, text
    if column.options and not {folded(one) for one in column.counted} <= {folded(one) for one in column.options}:
        text = message("what counts must be among the answers that may be given, 'alternativ' (options)")
        yield (*route, "counted"), reading.UNKNOWN_WORD, text


_NEEDED = {"counted": message("say which answers count: 'räknas' (counted)")}
_NEEDED_OF_OPTIONS = {"options": message("say which answers may be given: 'alternativ' (options)")}
_NEEDED_OF_KIND = {
    "ticked": {"question": message("say what question it is an option of: 'fråga' (question)")},
    "several": {
        **_NEEDED_OF_OPTIONS,
        "separator": message("say what stands between answers in a cell: 'skiljetecken' (separator)"),
    },
}
