"""Validating plain data to a model, without the values that cannot be read, and locating routes in the files."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from anhorig_cli.diagnostics import Diagnostic, Fix, UnreadableValueError
from anhorig_cli.loading.files import decode
from anhorig_cli.loading.fixes import rewritten
from anhorig_cli.loading.folder import read_yaml
from anhorig_cli.loading.shapes import Shape, shape_of
from anhorig_cli.loading.shaping import Shaper
from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import PARTS, in_own_keys, language_of_keys
from anhorig_cli.nodes import Mapping, Node, Scalar, is_absent, location
from anhorig_cli.nodes import Sequence as NodeSequence
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, Route, Source, Step, Where, message
from anhorig_cli.vocabulary import SCALES, Language, word_key

_LEAST_INDEXED = 8
"""A mapping with fewer keys is searched one by one, without an index."""
_MOST_FAILURES = 20
"""The most failed searches for words in one text, whose spelling in the file may differ from its value."""
_Pair = tuple[Scalar, Node]


def nodes_on(root: Node, model: type[Part], route: Iterable[Step]) -> list[Node]:
    """Return the nodes along a route, the root first; steps that no file contains are skipped.

    So what is missing is located at the nearest part that is written, and what a short form stands for at that form.
    """
    return SourceMap(root, model).nodes_on(route)


def part_on(model: type[Part], route: Iterable[Step]) -> type[Part]:
    """Return the model of the innermost part on a route in the plan."""
    for step in route:
        field = shape_of(model).fields.get(step) if isinstance(step, str) else None
        model = field.model if field and field.model else model
    return model


class SourceMap:
    """Maps routes in a plan or settings to nodes and locations; indexed, since a plan can have many flaws.

    List items may be removed from the tree between calls, but no keys.
    """

    def __init__(self, root: Node, model: type[Part]) -> None:
        self._root = root
        self._model = model
        self._pairs: dict[tuple[int, str], dict[str, _Pair]] = {}
        self._words = _WordPlaces()

    def nodes_on(self, route: Iterable[Step]) -> list[Node]:
        """Return the nodes along a route, the root first."""
        return [value for _, value in self._walk(route)]

    def key_on(self, route: Iterable[Step]) -> Scalar | None:
        """Return the key of the last node along a route; None for a list item."""
        return self._walk(route)[-1][0]

    def locate(self, where: Where) -> Location:
        """Return the location in a file of a place in the plan."""
        key, value = self._walk(where.route)[-1]
        node = key if where.at == "key" and key is not None else value
        words = where.words.split()
        if words and isinstance(node, Scalar):
            return node.source.location(self._words.start(node, words))
        return node.source.location(node.start)

    def _walk(self, route: Iterable[Step]) -> list[tuple[Scalar | None, Node]]:
        visited: list[tuple[Scalar | None, Node]] = [(None, self._root)]
        node: Node = self._root
        shape: Shape | None = shape_of(self._model)
        below: Shape | None = shape  # the shape of the parts in the current list or mapping
        for step in route:
            if isinstance(step, int):
                if isinstance(node, NodeSequence) and step < len(node.items):
                    node = node.items[step]
                    visited.append((None, node))
                    shape = below
                elif isinstance(node, Mapping):  # written in place of a list
                    shape = below
            elif isinstance(node, Mapping) and (found := self._pair(node, shape, step)):
                key, node = found
                visited.append((key, node))
                shape = below = _shape_in(shape, step)
        return visited

    def _pair(self, node: Mapping, shape: Shape | None, name: str) -> _Pair | None:
        pairs = node.pairs()
        if len(pairs) < _LEAST_INDEXED:
            for pair in pairs:
                if _name_of(pair[0], shape) == name:
                    return pair
            return None
        index = id(node), shape.keys.name if shape else ""
        if index not in self._pairs:
            self._pairs[index] = {own: pair for pair in reversed(pairs) if (own := _name_of(pair[0], shape))}
        return self._pairs[index].get(name)


def _shape_in(shape: Shape | None, name: str) -> Shape | None:
    """Return the shape of the part or parts in a field; None if the field has no parts."""
    field = shape.fields.get(name) if shape else None
    return shape_of(field.model) if field and field.model else None


def _name_of(key: Scalar, shape: Shape | None) -> str | None:
    return shape.keys.name_of(key.value) if shape else key.value


class _WordPlaces:
    """Finds where words begin in the texts of nodes, across any line breaks between them.

    Words are usually looked up in the order of the text, so each search starts where the last one succeeded.
    """

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self._failures: Counter[int] = Counter()

    def start(self, node: Scalar, words: Sequence[str]) -> int:
        """Return the offset where the words begin, or that of the node if its spelling in the file differs."""
        key = id(node)
        found = _find(node, words, self._last.get(key, node.start))
        if found is None and self._failures[key] < _MOST_FAILURES:
            self._failures[key] += 1
            found = _find(node, words, node.start)
        if found is None:
            return node.start
        self._last[key] = found
        return found


def _find(node: Scalar, words: Sequence[str], begin: int) -> int | None:
    text = node.source.text
    at = text.find(words[0], begin, node.end)
    while at >= 0:
        begins_a_word = at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_")
        if begins_a_word and _follow(text, at + len(words[0]), node.end, words[1:]):
            return at
        at = text.find(words[0], at + 1, node.end)
    return None


def _follow(text: str, at: int, end: int, words: Sequence[str]) -> bool:
    """Return whether the words follow at an offset, with white space before each."""
    for word in words:
        begin = at
        while begin < end and text[begin].isspace():
            begin += 1
        if begin == at or not text.startswith(word, begin, end):
            return False
        at = begin + len(word)
    return True


# Plain data to a model; a value that a field cannot read is reported and left out, and the rest becomes a plan.


P = TypeVar("P", bound=Part)
_MOST_KEYS = 40  # of a part written by hand
MOST_FLAWS = 1000
"""A plan with more unreadable values is not read at all: what would be left of it says little."""
_MOST_LETTERS = 80
"""No word of a scale is longer."""
_JUDGEMENTS = frozenset({"assessments", "revisions"})
_MOST_ROUNDS = 8  # leaving a part out can make the part around it fail; no plan is nested deeper than this


def validate(data: dict[str, Any], root: Node, model: type[P], shaper: Shaper) -> P | None:
    """Return the model of shaped data; None if the root lacks a required key, or too many values cannot be read.

    Flaws are added to the shaper's diagnostics. The values concerned are left out of both `data` and the tree, so that
    list indexes stay the same in both, and the rest is validated again.
    """
    validation = _Validation(data, SourceMap(root, model), model, shaper)
    for _ in range(_MOST_ROUNDS):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            if not validation.leave_out_flaws(error):
                return None
    return None


class ModelFile(NamedTuple, Generic[P]):
    """The model in a file (None if it cannot be made), and all findings about the file.

    `source` is None if there is no text, `places` if there is no tree. `language` is that of the keys.
    """

    made: P | None
    source: Source | None
    places: SourceMap | None
    found: list[Diagnostic]
    language: Language | None = None


def read_model(data: bytes, shown: str, model: type[P]) -> ModelFile[P]:
    """Return the model in a YAML file such as settings or a survey map; `shown` is the file's name in messages."""
    source, found = decode(shown, data)
    if source is None:
        return ModelFile(None, None, None, found)
    root, flaws = read_yaml(source)
    found += flaws
    if root is None:
        return ModelFile(None, source, None, found)
    shaper = Shaper()
    result = validate(shaper.shape(root, model), root, model, shaper)
    found += in_own_keys(shaper.diagnostics, shaper.language)
    return ModelFile(result, source, SourceMap(root, model), found, shaper.language)


class _Validation:
    """Reports what cannot be read in shaped data, and leaves it out of the data and the tree."""

    def __init__(self, data: dict[str, Any], places: SourceMap, model: type[Part], shaper: Shaper) -> None:
        self._data = data
        self._places = places
        self._model = model
        self._shaper = shaper

    def leave_out_flaws(self, error: ValidationError) -> bool:
        """Report and leave out what is wrong; return whether enough is left to validate again."""
        flaws = error.errors(include_url=False, include_input=False)
        self._report(flaws[:MOST_FLAWS])
        if len(flaws) > MOST_FLAWS:
            self._report_the_rest()
            return False
        left_out = {_route_to_leave_out(flaw, self._model) for flaw in flaws}
        if () in left_out:
            return False
        for route in sorted(left_out, key=_removal_order, reverse=True):
            self._leave_out(route)
        return True

    def _report(self, flaws: list[ErrorDetails]) -> None:
        reported = {_key(diagnostic) for diagnostic in self._shaper.diagnostics}
        for flaw in flaws:
            diagnostic = self._diagnostic(flaw)
            if diagnostic is not None and _key(diagnostic) not in reported:  # a short form can stand for two fields
                reported.add(_key(diagnostic))
                self._shaper.diagnostics.append(diagnostic)
            self._shaper.damaged.append(self._node(flaw["loc"]))

    def _report_the_rest(self) -> None:
        root = self._node(())
        text = message("more than {most} values cannot be read, so nothing is read", most=MOST_FLAWS)
        self._shaper.report(reading.TOO_LARGE, root, text, message("fix the first of them, and check again"))

    def _node(self, route: Route) -> Node:
        return self._places.nodes_on(route)[-1]

    def _diagnostic(self, flaw: ErrorDetails) -> Diagnostic | None:
        """Return the finding; None for a key that is missing only because it, or its value, has been reported."""
        route = flaw["loc"]
        cause = flaw.get("ctx", {}).get("error")
        if isinstance(cause, UnreadableValueError):
            rule = reading.VALUE_RULES[cause.slug]
            return rule.at(location(self._node(route)), cause.message, cause.help, self._fix(route, cause))
        if flaw["type"] == "missing":
            return self._missing(route)
        return reading.WRONG_KIND.at(location(self._node(route)), message("the value cannot be understood here"))

    def _fix(self, route: Route, cause: UnreadableValueError) -> Fix | None:
        """Return the fix for a value that cannot be read; judgements and decisions are left to a person."""
        node = self._node(route)
        if not isinstance(node, Scalar):
            return None
        if cause.slug == reading.UNKNOWN_WORD.slug:
            return self._fix_of_stage(route, node)
        intended = None if _JUDGEMENTS.intersection(route) else cause.suggest()
        if intended is None or node.value.split() != intended.original.split():
            return None
        return rewritten(node, intended.text, is_safe=intended.is_sure)

    def _fix_of_stage(self, route: Route, node: Scalar) -> Fix | None:
        """Return the fix for a subgoal's `status` that is a stage of work: its key must be `stage`."""
        subgoal = self._node(route[:2])
        key = self._places.key_on(route)
        word = SCALES["activity"].names.get(word_key(node.value[:_MOST_LETTERS]))
        if key is None or word is None or not isinstance(subgoal, Mapping) or route[-1] != "status":
            return None
        names = {PARTS["subgoal"].name_of(own.value) for own, _ in subgoal.pairs()}
        if all(own is not key for own, _ in subgoal.items) or not names.isdisjoint({"stage", "activities", "comment"}):
            return None
        new_key = _stage_key(subgoal, is_english=word_key(node.value) == word)
        return rewritten(key, new_key, is_safe=word in {"in_progress", "not_started"})

    def _missing(self, route: Route) -> Diagnostic | None:
        name = str(route[-1])
        item, written = self._node(route[:-1]), self._node(route)
        is_refused = written is not item and not is_absent(written)
        if is_refused or self._is_misspelt(name, item, part_on(self._model, route[:-1])):
            return None
        term = next((t for part in PARTS.values() for t in part.terms if t.name == name), None)
        text = message("'{key}' is missing", key=term or name)
        return reading.MISSING_KEY.at(location(item), text, _missing_help(name))

    def _is_misspelt(self, name: str, item: Node, model: type[Part]) -> bool:
        """Return whether a reported unknown key is probably a misspelling of the missing one."""
        shape = shape_of(model)
        keys = shape.keys
        written = [key.value for key, _ in item.items[:_MOST_KEYS]] if isinstance(item, Mapping) else []
        unknown = (key for key in written if keys.name_of(key) is None and not key.startswith("x-"))
        return any(keys.name_of(near) == name for key in unknown if (near := self._shaper.intended_key(key, shape)))

    def _leave_out(self, route: Route) -> None:
        parent: Any = self._data
        for step in route[:-1]:
            try:
                parent = parent[step]
            except (KeyError, IndexError):  # already left out, with the part it was in
                return
        last = route[-1]
        if not isinstance(last, int):
            parent.pop(last, None)
        elif last < len(parent):
            del parent[last]
            listed = self._node(route[:-1])
            if isinstance(listed, NodeSequence) and len(listed.items) > len(
                parent
            ):  # with aliases, the item may already have been removed from the shared node
                del listed.items[last]


def _key(diagnostic: Diagnostic) -> tuple[Location, str, str, str]:
    text = diagnostic.message
    return diagnostic.location, diagnostic.rule.code, text.template, repr(text.values)


def _stage_key(subgoal: Mapping, *, is_english: bool) -> str:
    """Return the key `stage` in the language of a subgoal's keys; if they do not show it, in English if told so."""
    language = language_of_keys(own.value for own, _ in subgoal.items)
    if language is None:
        language = Language.EN if is_english else Language.SV
    return PARTS["subgoal"].term("stage").spelled(language)


def _missing_help(name: str) -> Message:
    if name == "id":
        return message("give it an id, a short name that others can refer to, such as 'id: reach-more'")
    return message("add it")


def _route_to_leave_out(flaw: ErrorDetails, model: type[Part]) -> Route:
    """Return the route to what must be left out: the value, or the whole part if it cannot be read without it."""
    route = flaw["loc"]
    decides = part_on(model, route[:-1]).decides if route else frozenset[str]()
    return route[:-1] if flaw["type"] == "missing" or route[-1] in decides else route


def _removal_order(route: Route) -> tuple[tuple[bool, int, str], ...]:
    """Return a sort key by which, in reverse, later list items come first, so that earlier indexes stay valid."""
    return tuple((isinstance(step, int), step if isinstance(step, int) else 0, str(step)) for step in route)
