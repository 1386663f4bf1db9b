"""YAML text to a tree of nodes, in one pass over the parser's events.

PyYAML's loaders are not used: they guess types (`no`, `010`, `12:30`), let a second key replace the first, and recurse,
so that deep or self-referring input ends the process. Events come one at a time and the depth is counted here.
"""

from collections.abc import Callable
from typing import Any, cast

import yaml

from anhorig_cli.diagnostics import Diagnostic, Rule
from anhorig_cli.loading.syntax_hints import Halt, halt_of
from anhorig_cli.loading.text import INVISIBLE, check_value
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.rules import reading
from anhorig_cli.source import Message, Source, message

DEEPEST = 40
"""How deep lists and mappings may stand in each other; the deepest place in the format is 7."""
MOST_MERGED = 100_000
"""How many pairs `<<` may bring in, all in all."""
MOST_NODES = 1_000_000
"""How many nodes a text may hold once its aliases are followed."""

_parser: Any = getattr(yaml, "cyaml", None)  # PyYAML without libyaml has none
_STRING_TAG = "tag:yaml.org,2002:str"


def parse(source: Source, start: int = 0, end: int | None = None) -> tuple[Node | None, list[Diagnostic]]:
    """Parse the text from `start` to `end` (all of it, unless said).

    Returns:
        The root node, and what is wrong. The node is None where the text is empty or breaks off; flaws that leave a
        tree behind (a tag, an anchor nobody uses) come with one.
    """
    builder = _Builder(source, start)
    text = source.text[start:end]
    parser: Any = _parser.CParser(text) if _parser else yaml.SafeLoader(text)
    try:
        builder.build(parser.get_event)
    except (
        yaml.YAMLError,
        ValueError,
        OverflowError,
    ) as error:  # PyYAML's own parser, without libyaml, lets ValueError out
        builder.halt(halt_of(error, source, start, builder.last))
        return None, builder.diagnostics
    if builder.halted:
        return None, builder.diagnostics
    if not builder.merge():
        return None, builder.diagnostics
    builder.report_unused_anchors()
    root = builder.root
    if root is not None and builder.has_aliases and _size(root) > MOST_NODES:
        builder.report(
            reading.TOO_LARGE, 0, message("aliases make the text grow beyond {most} values", most=MOST_NODES)
        )
        return None, builder.diagnostics
    return root, builder.diagnostics


def _size(root: Node) -> int:
    """Count the nodes below and with `root`, aliases followed.

    Each node is counted once and its count remembered, so this ends quickly even where the count is astronomical. It
    does not recurse, since aliases can stand in each other as deeply as a file is long.
    """
    sizes: dict[int, int] = {}
    waiting = [root]
    while waiting:
        node = waiting[-1]
        children = _children(node)
        unknown = [child for child in children if id(child) not in sizes]
        if unknown:
            waiting += unknown
        else:
            sizes[id(node)] = 1 + sum(sizes[id(child)] for child in children)
            waiting.pop()
    return sizes[id(root)]


def _children(node: Node) -> list[Node]:
    if isinstance(node, Scalar):
        return []
    return node.items if isinstance(node, Sequence) else [value for _, value in node.pairs()]


class _Builder:
    """Takes events and builds nodes; knows what is open, the anchors, and what has gone wrong."""

    def __init__(self, source: Source, offset: int) -> None:
        self.source = source
        self.offset = offset
        self.root: Node | None = None
        self.diagnostics: list[Diagnostic] = []
        self.halted = False  # by a flaw that leaves no tree
        self.stopped = False
        self.last: Scalar | None = None
        self.has_aliases = False
        self.checks_values = "\\" in source.text or INVISIBLE.search(source.text) is not None
        self._open: list[Mapping | Sequence] = []
        self._keys: list[Scalar | None] = []  # the key that waits for its value, for each open mapping
        self._anchors: dict[str, Node] = {}
        self._unused: dict[str, int] = {}
        self._merges: list[tuple[Any, Scalar, Node]] = []
        self._documents = 0

    def build(self, get_event: Callable[[], Any]) -> None:
        """Take in every event, until the last or until something ends the parsing.

        Three of four events are scalars, and a call for each would add half to the time of the whole parsing: their
        ordinary case stands in the loop, and `_add` says the same for all else.
        """
        source, offset, opened, keys = self.source, self.offset, self._open, self._keys
        scalar_event: Any = yaml.ScalarEvent
        while not self.stopped and (event := get_event()) is not None:
            if type(event) is not scalar_event:
                self._take(event)
                continue
            start, end = event.start_mark.index, event.end_mark.index
            node = Scalar(source, offset + start, offset + end, event.value, event.style or "")
            self.last = node
            if event.tag or event.anchor or self.checks_values:
                self._look_at(event, node)
            if not opened:
                self.root = node
            elif isinstance(parent := opened[-1], Sequence):
                parent.items.append(node)
            elif (key := keys[-1]) is None:
                keys[-1] = node
            elif key.value == "<<":
                self._add(node)
            else:
                keys[-1] = None
                parent.items.append((key, node))

    def _take(self, event: Any) -> None:
        """Take in an event that is not a scalar."""
        kind = cast("type[object]", type(event))
        if kind is yaml.MappingStartEvent:
            self._begin(event, Mapping(self.source, self.offset + event.start_mark.index, is_flow=event.flow_style))
        elif kind is yaml.SequenceStartEvent:
            self._begin(event, Sequence(self.source, self.offset + event.start_mark.index))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._keys.pop()
            self._open.pop().end = self.offset + event.end_mark.index
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _look_at(self, event: Any, node: Scalar) -> None:
        """See to what few scalars have: a tag, an anchor, escapes in quotes."""
        if node.style == '"' and self.checks_values:
            node.value, flaws = check_value(self.source, node.start, node.end, node.value)
            self.diagnostics += flaws
        if event.anchor or event.tag:
            self._prepare(event, node)

    def report(self, rule: Rule, offset: int, text: Message, help_text: Message | None = None) -> None:
        """Note a flaw at an offset in the source."""
        self.diagnostics.append(rule.at(self.source.location(offset), text, help_text))

    def halt(self, halt: Halt) -> None:
        """Note the flaw that ends the parsing."""
        self.report(halt.rule, halt.offset, halt.message, halt.help)
        self.halted = self.stopped = True

    def report_unused_anchors(self) -> None:
        """Note the anchors that nothing refers to: most often text that begins with `&` and so was lost."""
        for name, offset in self._unused.items():
            self.report(
                reading.UNUSED_ANCHOR,
                offset,
                message("'&{name}' is read as an anchor, and nothing refers to it", name=name[:40]),
                message("if it is text, put the whole text in quotes"),
            )

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self.report(
                reading.SECOND_DOCUMENT,
                self.offset + event.start_mark.index,
                message("a second document begins here; a file holds one"),
                message("remove the line '---', or move what follows to a file of its own"),
            )
            self.stopped = True

    def _begin(self, event: Any, node: Mapping | Sequence) -> None:
        if len(self._open) >= DEEPEST:
            flaw = message("the text is nested more than {most} levels deep", most=DEEPEST)
            self.halt(Halt(reading.TOO_DEEP, node.start, flaw))
            return
        if event.anchor or event.tag:
            self._prepare(event, node)
        self._add(node)
        self._open.append(node)
        self._keys.append(None)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._key(node)
        else:
            self._keys[-1] = None
            if key.value == "<<" and not key.style:
                self._merges.append((parent, key, node))  # its items, if it is a list, come later
            else:
                parent.items.append((key, node))

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.report(reading.BAD_KEY, node.start, message("a list or mapping cannot be a key; a key is text"))
        return Scalar(self.source, node.start, node.end, "x-", "?")

    def merge(self) -> bool:
        """Give each mapping what its `<<` brings in; tell whether it was no more than a text may hold."""
        room = MOST_MERGED
        for parent, key, node in self._merges:
            nodes = node.items if isinstance(node, Sequence) else [node]
            mappings = [item for item in nodes if isinstance(item, Mapping) and item is not parent]
            if len(mappings) != len(nodes):
                self.report(reading.BAD_KEY, key.start, message("'<<' merges mappings, and this is something else"))
            for mapping in mappings:
                room -= len(mapping.items) + len(mapping.merged)
                if room < 0:
                    flaw = message("aliases make the text grow beyond {most} values", most=MOST_MERGED)
                    self.halt(Halt(reading.TOO_LARGE, key.start, flaw))
                    return False
                parent.merge(mapping)
        return True

    def _prepare(self, event: Any, node: Node) -> None:
        if event.tag and event.tag != _STRING_TAG:
            self.report(
                reading.TAG,
                node.start,
                message("text that begins with '!' is read as a tag, and plans have none"),
                message("put the whole text in quotes"),
            )
        if event.anchor:
            if event.anchor in self._anchors:
                self.report(
                    reading.BAD_ANCHOR,
                    node.start,
                    message("the anchor '&{name}' is defined twice", name=event.anchor[:40]),
                )
            self._anchors[event.anchor] = node
            self._unused[event.anchor] = node.start

    def _alias(self, event: Any) -> None:
        start = self.offset + event.start_mark.index
        node = self._anchors.get(event.anchor)
        if node is None or any(node is parent for parent in self._open):
            flaw = (
                message("'*{name}' refers to an anchor that is not there", name=event.anchor[:40])
                if node is None
                else message("'*{name}' refers to a list or mapping it stands in", name=event.anchor[:40])
            )
            self.report(reading.BAD_ANCHOR, start, flaw, message("if it is text, put the whole text in quotes"))
            node = Scalar(self.source, start, self.offset + event.end_mark.index, "")
        self.has_aliases = True
        self._unused.pop(event.anchor, None)
        self._add(node)
