"""From a route in the plan to a place in a file."""

from collections import Counter
from collections.abc import Iterable, Sequence

from anhorig_cli.loading.shapes import Shape, shape_of
from anhorig_cli.model.part import Part
from anhorig_cli.nodes import Mapping, Node, Scalar
from anhorig_cli.nodes import Sequence as NodeSequence
from anhorig_cli.source import Location, Step, Where

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
        self._words = _Words()

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


class _Words:
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
