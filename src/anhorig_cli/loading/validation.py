"""Plain data to a model, without what cannot be understood, and from a route in the plan back to its place."""

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
from anhorig_cli.model.parts import PARTS, in_own_keys
from anhorig_cli.nodes import Mapping, Node, Scalar, is_absent, location
from anhorig_cli.nodes import Sequence as NodeSequence
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, Route, Source, Step, Where, message
from anhorig_cli.vocabulary import SCALES, Language, word_key

_WORTH_AN_INDEX = 8
"""So many keys are looked through one by one."""
_MOST_FRUITLESS = 20
"""So many times words are looked for in vain in one text: they may be written in another way than they read."""
_Pair = tuple[Scalar, Node]


def nodes_on(root: Node, model: type[Part], route: Iterable[Step]) -> list[Node]:
    """Return the nodes that a route passes, the root first; steps that no file contains are passed over.

    So the nearest thing that is written answers for what is missing, and a short form for what it stands for.
    """
    return SourceMap(root, model).nodes_on(route)


def part_on(model: type[Part], route: Iterable[Step]) -> type[Part]:
    """Return the part that a route in the plan ends in."""
    for step in route:
        field = shape_of(model).fields.get(step) if isinstance(step, str) else None
        model = field.model if field and field.model else model
    return model


class SourceMap:
    """Leads from routes in a plan, or in the settings, to nodes and places: many, of a plan with many flaws.

    Items of lists may be taken out of the tree meanwhile, but no key.
    """

    def __init__(self, root: Node, model: type[Part]) -> None:
        self._root = root
        self._model = model
        self._pairs: dict[tuple[int, str], dict[str, _Pair]] = {}
        self._words = _WordPlaces()

    def nodes_on(self, route: Iterable[Step]) -> list[Node]:
        """Return the nodes that a route passes, the root first."""
        return [value for _, value in self._walk(route)]

    def key_on(self, route: Iterable[Step]) -> Scalar | None:
        """Return the key of the last thing that a route passes; None for an item of a list."""
        return self._walk(route)[-1][0]

    def locate(self, where: Where) -> Location:
        """Return the place in a file of a place in the plan."""
        key, value = self._walk(where.route)[-1]
        node = key if where.at == "key" and key is not None else value
        words = where.words.split()
        if words and isinstance(node, Scalar):
            return node.source.location(self._words.start(node, words))
        return node.source.location(node.start)

    def _walk(self, route: Iterable[Step]) -> list[tuple[Scalar | None, Node]]:
        passed: list[tuple[Scalar | None, Node]] = [(None, self._root)]
        node: Node = self._root
        shape: Shape | None = shape_of(self._model)
        below: Shape | None = shape  # the shape of the parts in the list or mapping we are in
        for step in route:
            if isinstance(step, int):
                if isinstance(node, NodeSequence) and step < len(node.items):
                    node = node.items[step]
                    passed.append((None, node))
                    shape = below
                elif isinstance(node, Mapping):  # one that stands in the place of a list
                    shape = below
            elif isinstance(node, Mapping) and (found := self._pair(node, shape, step)):
                key, node = found
                passed.append((key, node))
                shape = below = _shape_in(shape, step)
        return passed

    def _pair(self, node: Mapping, shape: Shape | None, name: str) -> _Pair | None:
        pairs = node.pairs()
        if len(pairs) < _WORTH_AN_INDEX:
            for pair in pairs:
                if _name_of(pair[0], shape) == name:
                    return pair
            return None
        index = id(node), shape.keys.name if shape else ""
        if index not in self._pairs:
            self._pairs[index] = {own: pair for pair in reversed(pairs) if (own := _name_of(pair[0], shape))}
        return self._pairs[index].get(name)


def _shape_in(shape: Shape | None, name: str) -> Shape | None:
    """Return the shape of the part, or of the parts, in a field; None where it holds none."""
    field = shape.fields.get(name) if shape else None
    return shape_of(field.model) if field and field.model else None


def _name_of(key: Scalar, shape: Shape | None) -> str | None:
    return shape.keys.name_of(key.value) if shape else key.value


class _WordPlaces:
    """Finds where words begin in the texts of nodes, with whatever line breaks between them.

    They are asked for in the order of the text, most often, so that each is looked for from where the last one was.
    """

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self._fruitless: Counter[int] = Counter()

    def start(self, node: Scalar, words: Sequence[str]) -> int:
        """Return where some words begin; where the text does if they are written in another way than they read."""
        key = id(node)
        found = _find(node, words, self._last.get(key, node.start))
        if found is None and self._fruitless[key] < _MOST_FRUITLESS:
            self._fruitless[key] += 1
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
        if begins_a_word and _go_on(text, at + len(words[0]), node.end, words[1:]):
            return at
        at = text.find(words[0], at + 1, node.end)
    return None


def _go_on(text: str, at: int, end: int, words: Sequence[str]) -> bool:
    """Return whether words stand from a place on, with some space before each."""
    for word in words:
        begin = at
        while begin < end and text[begin].isspace():
            begin += 1
        if begin == at or not text.startswith(word, begin, end):
            return False
        at = begin + len(word)
    return True


# Plain data to a model; what a field cannot understand is reported and left out, and the rest still becomes a plan.


P = TypeVar("P", bound=Part)
_MOST_KEYS = 40  # of a thing that a person wrote
MOST_FLAWS = 1000
"""A plan with more values that cannot be read is not read at all: what is left of it says little."""
_MOST_LETTERS = 80
"""No word of a scale is longer."""
_OF_A_PERSON = frozenset({"assessments", "revisions"})
_MOST_ROUNDS = 8  # leaving one thing out can make the thing it stands in fail; the plan is no deeper than this


def validate(data: dict[str, Any], root: Node, model: type[P], shaper: Shaper) -> P | None:
    """Make a model of shaped data.

    Flaws are added to the shaper's diagnostics. What they are about is left out of `data` and of the tree alike, so
    that the indexes of lists stay the same in both, and the rest is tried again.

    Returns:
        The model, or None where the root itself lacks what it must have.
    """
    validation = _Validation(data, SourceMap(root, model), model, shaper)
    for _ in range(_MOST_ROUNDS):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            if not validation.leaves_out(error):
                return None
    return None


class ModelFile(NamedTuple, Generic[P]):
    """What a file of its own says: the model that it makes, None where it makes none, and all that is wrong in it.

    `source` is None where there is no text, and `places` where there is no tree. `language` is that of its keys.
    """

    made: P | None
    source: Source | None
    places: SourceMap | None
    found: list[Diagnostic]
    language: Language | None = None


def read_model(data: bytes, shown: str, model: type[P]) -> ModelFile[P]:
    """Return what a file of YAML says, as settings and maps of surveys are read; `shown` is its name in messages."""
    source, found = decode(shown, data)
    if source is None:
        return ModelFile(None, None, None, found)
    root, flaws = read_yaml(source)
    found += flaws
    if root is None:
        return ModelFile(None, source, None, found)
    shaper = Shaper()
    made = validate(shaper.shape(root, model), root, model, shaper)
    found += in_own_keys(shaper.diagnostics, shaper.language)
    return ModelFile(made, source, SourceMap(root, model), found, shaper.language)


class _Validation:
    """Reports what cannot be read in shaped data, and leaves it out of data and tree."""

    def __init__(self, data: dict[str, Any], places: SourceMap, model: type[Part], shaper: Shaper) -> None:
        self._data = data
        self._places = places
        self._model = model
        self._shaper = shaper

    def leaves_out(self, error: ValidationError) -> bool:
        """Leave out what is wrong; say whether enough is left to try again."""
        flaws = error.errors(include_url=False, include_input=False)
        self._report(flaws[:MOST_FLAWS])
        if len(flaws) > MOST_FLAWS:
            self._report_the_rest()
            return False
        doomed = {_doomed(flaw, self._model) for flaw in flaws}
        if () in doomed:
            return False
        for route in sorted(doomed, key=_last_first, reverse=True):
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
        """Return what is wrong; None for a key that is missing only because it, or its value, was refused already."""
        route = flaw["loc"]
        cause = flaw.get("ctx", {}).get("error")
        if isinstance(cause, UnreadableValueError):
            rule = reading.VALUE_RULES[cause.slug]
            return rule.at(location(self._node(route)), cause.message, cause.help, self._fix(route, cause))
        if flaw["type"] == "missing":
            return self._missing(route)
        return reading.WRONG_KIND.at(location(self._node(route)), message("the value cannot be understood here"))

    def _fix(self, route: Route, cause: UnreadableValueError) -> Fix | None:
        """Return how to fix a value that cannot be read; what a person has judged or decided is left alone."""
        node = self._node(route)
        if not isinstance(node, Scalar):
            return None
        if cause.slug == reading.UNKNOWN_WORD.slug:
            return self._fix_of_stage(route, node)
        meant = None if _OF_A_PERSON.intersection(route) else cause.meant()
        if meant is None or node.value.split() != meant.instead_of.split():
            return None
        return rewritten(node, meant.text, is_safe=meant.is_sure)

    def _fix_of_stage(self, route: Route, node: Scalar) -> Fix | None:
        """Return how to fix a subgoal's `status` that says how far its work has come: under another key."""
        subgoal = self._node(route[:2])
        key = self._places.key_on(route)
        word = SCALES["activity"].names.get(word_key(node.value[:_MOST_LETTERS]))
        if key is None or word is None or not isinstance(subgoal, Mapping) or route[-1] != "status":
            return None
        names = {PARTS["subgoal"].name_of(own.value) for own, _ in subgoal.pairs()}
        if all(own is not key for own, _ in subgoal.items) or not names.isdisjoint({"stage", "activities", "comment"}):
            return None
        is_english = word_key(node.value) == word
        written = PARTS["subgoal"].term("stage").spelled(Language.EN if is_english else Language.SV)
        return rewritten(key, written, is_safe=word in {"in_progress", "not_started"})

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
        """Return whether a key that is not known, and was reported, is meant as the one that is missing."""
        shape = shape_of(model)
        keys = shape.keys
        written = [key.value for key, _ in item.items[:_MOST_KEYS]] if isinstance(item, Mapping) else []
        unknown = (key for key in written if keys.name_of(key) is None and not key.startswith("x-"))
        return any(keys.name_of(near) == name for key in unknown if (near := self._shaper.meant(key, shape)))

    def _leave_out(self, route: Route) -> None:
        parent: Any = self._data
        for step in route[:-1]:
            try:
                parent = parent[step]
            except (KeyError, IndexError):  # already left out, with something it stood in
                return
        last = route[-1]
        if not isinstance(last, int):
            parent.pop(last, None)
        elif last < len(parent):
            del parent[last]
            listed = self._node(route[:-1])
            if isinstance(listed, NodeSequence) and len(listed.items) > len(
                parent
            ):  # an alias may have brought it here before
                del listed.items[last]


def _key(diagnostic: Diagnostic) -> tuple[Location, str, str, str]:
    text = diagnostic.message
    return diagnostic.location, diagnostic.rule.code, text.template, repr(text.values)


def _missing_help(name: str) -> Message:
    if name == "id":
        return message("give it an id, a short name that others can refer to, such as 'id: reach-more'")
    return message("add it")


def _doomed(flaw: ErrorDetails, model: type[Part]) -> Route:
    """Return the route of what must be left out: the value, or the whole thing that cannot be read without it."""
    route = flaw["loc"]
    decides = part_on(model, route[:-1]).decides if route else frozenset[str]()
    return route[:-1] if flaw["type"] == "missing" or route[-1] in decides else route


def _last_first(route: Route) -> tuple[tuple[bool, int, str], ...]:
    """Order routes so that, in reverse, later items of a list go first and the indexes of earlier ones stay true."""
    return tuple((isinstance(step, int), step if isinstance(step, int) else 0, str(step)) for step in route)
