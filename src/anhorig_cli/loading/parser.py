"""Parsing YAML text to a tree of nodes, in one pass over the parser's events.

PyYAML's loaders are not used: they guess types (`no`, `010`, `12:30`), let a second key replace the first, and recurse,
so that deep or self-referring input crashes the process. Here, events are handled one at a time and depth is counted.
"""

from collections.abc import Callable
from typing import Any

import yaml

from anhorig_cli.diagnostics import Diagnostic, Fix, Rule
from anhorig_cli.loading.files import DIVIDE, MOST_DIRECTIVES, check_value, has_many_directives
from anhorig_cli.loading.syntax_hints import Halt, halt_of
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.rules import reading
from anhorig_cli.source import Message, Source, message

DEEPEST = 40
"""The deepest nesting of lists and mappings allowed; the plan format needs 7 levels."""
MOST_MERGED = 100_000
"""The most pairs that `<<` may merge in total."""
MOST_NODES = 100_000
"""The most nodes in a text, with its aliases expanded."""

_parser: Any = getattr(yaml, "cyaml", None)  # missing in PyYAML without libyaml
_SCALAR: Any = yaml.ScalarEvent
_MAPPING: Any = yaml.MappingStartEvent
_SEQUENCE: Any = yaml.SequenceStartEvent
_ENDS: Any = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})
_STRING_TAG = "tag:yaml.org,2002:str"


def parse(source: Source, start: int = 0, end: int | None = None) -> tuple[Node | None, list[Diagnostic]]:
    """Return the root node of the text from `start` to `end` (by default all of it), and the findings.

    The node is None if the text is empty or cannot be parsed to its end; with lesser flaws (a tag, an unused anchor)
    there is still a tree.
    """
    builder = _Builder(source, start)
    text = source.text[start:end]
    if has_many_directives(text):
        flaw = message("more than {most} lines begin with '%', as instructions to YAML do", most=MOST_DIRECTIVES)
        builder.report(reading.TOO_LARGE, 0, flaw, message("if they are text, put the text in quotes, and indent it"))
        return None, builder.diagnostics
    parser: Any = _parser.CParser(text) if _parser else yaml.SafeLoader(text)
    try:
        builder.build(parser.get_event)
    except (
        yaml.YAMLError,
        ValueError,
        OverflowError,
    ) as error:  # PyYAML's own parser, used without libyaml, also raises ValueError
        builder.halt(halt_of(error, source, start, end, builder.last))
        return None, builder.diagnostics
    if builder.halted:
        return None, builder.diagnostics
    if not builder.merge():
        return None, builder.diagnostics
    builder.report_unused_anchors()
    if builder.root is not None and builder.is_too_large():
        return None, builder.diagnostics
    return builder.root, builder.diagnostics


def _size(root: Node) -> int:
    """Return the number of nodes in the tree of `root`, with aliases expanded.

    The size of each node is computed once, so this is fast even if the number is astronomical. It does not recurse,
    since aliases can be nested as deeply as a file is long.
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
    """Builds nodes from events; keeps track of open nodes, anchors and findings."""

    def __init__(self, source: Source, offset: int) -> None:
        self.source = source
        self.offset = offset
        self.diagnostics: list[Diagnostic] = []
        self.halted = False  # by a flaw after which there is no tree
        self.last: Scalar | None = None
        self.has_aliases = False
        self.values = 1
        self.checks_values = not source.is_plain or "\\" in source.text
        self._roots: list[Node] = []
        self._outer: list[tuple[Any, list[Any], Scalar | None, bool]] = []
        self._anchors: dict[str, Node] = {}
        self._unused: dict[str, int] = {}
        self._merges: list[tuple[Mapping, Scalar, Node]] = []

    @property
    def root(self) -> Node | None:
        """The root of the tree; None if the text is empty."""
        return self._roots[0] if self._roots else None

    def build(self, get_event: Callable[[], Any]) -> None:  # noqa: C901, PLR0912 - see below
        """Handle all events, until the last or until a flaw ends the parsing.

        The open node is kept in local variables and the usual case of each event is handled in one loop: with a call
        for each event, and the open node looked up each time, parsing would take half as long again.
        """
        source, offset, outer, checks_values = self.source, self.offset, self._outer, self.checks_values
        scalar, mapping, sequence = _SCALAR, _MAPPING, _SEQUENCE
        opened: Any = None  # the open list or mapping; below, its items, and the key whose value comes next
        items: list[Any] = self._roots
        key: Scalar | None = None
        in_list = True
        node: Any
        for event in iter(get_event, None):
            kind = event.__class__
            if kind is scalar:
                start, end = event.start_mark.index, event.end_mark.index
                node = self.last = Scalar(source, offset + start, offset + end, event.value, event.style or "")
                if checks_values or event.tag or event.anchor:
                    self._check_scalar(event, node)
            elif kind is mapping or kind is sequence:
                if len(outer) >= DEEPEST:
                    self._halt_too_deep(event)
                    return
                start = offset + event.start_mark.index
                node = Sequence(source, start) if kind is sequence else Mapping(source, start, is_flow=event.flow_style)
                if event.tag or event.anchor:
                    self._note_tag_and_anchor(event, node)
            elif kind in _ENDS:
                opened.end = offset + event.end_mark.index
                self.values += len(items)
                opened, items, key, in_list = outer.pop()
                continue
            elif kind is yaml.AliasEvent:
                node = self._aliased_node(event, opened)
            elif kind is yaml.DocumentStartEvent and self._roots:
                self._second_document(event)
                return
            else:
                continue
            if in_list:
                items.append(node)
            elif key is None:
                key = node if kind is scalar else self._key_from(node)
            else:
                if key.value == "<<" and not key.style:
                    self._merges.append((opened, key, node))  # if it is a list, it has no items yet
                else:
                    items.append((key, node))
                key = None
            if kind is mapping or kind is sequence:
                outer.append((opened, items, key, in_list))
                opened, items, key, in_list = node, node.items, None, kind is sequence

    def _check_scalar(self, event: Any, node: Scalar) -> None:
        """Handle what few scalars have: a tag, an anchor, escapes in quotes."""
        if node.style == '"' and self.checks_values:
            node.value, flaws = check_value(self.source, node.start, node.end, node.value)
            self.diagnostics += flaws
        if event.anchor or event.tag:
            self._note_tag_and_anchor(event, node)

    def report(
        self, rule: Rule, offset: int, text: Message, help_text: Message | None = None, fix: Fix | None = None
    ) -> None:
        """Record a finding at an offset in the source."""
        self.diagnostics.append(rule.at(self.source.location(offset), text, help_text, fix))

    def halt(self, halt: Halt) -> None:
        """Record the finding that ends the parsing."""
        self.report(halt.rule, halt.offset, halt.message, halt.help, halt.fix)
        self.halted = True

    def report_unused_anchors(self) -> None:
        """Report the anchors that nothing refers to: usually text that begins with `&` and was lost."""
        for name, offset in self._unused.items():
            self.report(
                reading.UNUSED_ANCHOR,
                offset,
                message("'&{name}' is read as an anchor, and nothing refers to it", name=name[:40]),
                message("if it is text, put the whole text in quotes"),
            )

    def is_too_large(self) -> bool:
        """Return whether the text has more values than allowed, and report it if so."""
        if self.values > MOST_NODES:
            flaw = message("the text contains more than {most} values", most=MOST_NODES)
            self.report(reading.TOO_LARGE, 0, flaw, DIVIDE)
            return True
        if self.has_aliases and _size(self._roots[0]) > MOST_NODES:
            flaw = message("aliases make the text grow beyond {most} values", most=MOST_NODES)
            self.report(reading.TOO_LARGE, 0, flaw)
            return True
        return False

    def _second_document(self, event: Any) -> None:
        self.report(
            reading.SECOND_DOCUMENT,
            self.offset + event.start_mark.index,
            message("a second document begins here, but a file can only contain one"),
            message("remove the line '---', or move what follows to a file of its own"),
        )

    def _halt_too_deep(self, event: Any) -> None:
        flaw = message("the text has more than {most} levels", most=DEEPEST)
        self.halt(Halt(reading.TOO_DEEP, self.offset + event.start_mark.index, flaw))

    def _key_from(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.report(reading.BAD_KEY, node.start, message("a list or mapping cannot be a key; a key is text"))
        return Scalar(self.source, node.start, node.end, "x-", "?")

    def merge(self) -> bool:
        """Return whether the pairs of every `<<` could be merged into its mapping; halt if they are too many."""
        pairs_left = MOST_MERGED
        keys: dict[int, set[str]] = {}
        for parent, key, node in self._merges:
            if id(parent) not in keys:
                keys[id(parent)] = {own.value for own, _ in parent.items}
            for mapping in self._mappings_to_merge(parent, key, node):
                pairs_left -= len(mapping.items) + len(mapping.merged)
                if pairs_left < 0:
                    flaw = message("aliases make the text grow beyond {most} values", most=MOST_MERGED)
                    self.halt(Halt(reading.TOO_LARGE, key.start, flaw))
                    return False
                parent.merge(mapping, keys[id(parent)])
        return True

    def _mappings_to_merge(self, parent: Mapping, key: Scalar, node: Node) -> list[Mapping]:
        """Return the mappings that a `<<` merges; report anything else it refers to."""
        nodes = node.items if isinstance(node, Sequence) else [node]
        mappings = [item for item in nodes if isinstance(item, Mapping) and item is not parent]
        if len(mappings) != len(nodes):
            self.report(reading.BAD_KEY, key.start, message("'<<' merges mappings, and this is something else"))
        return mappings

    def _note_tag_and_anchor(self, event: Any, node: Node) -> None:
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

    def _aliased_node(self, event: Any, opened: Node | None) -> Node:
        """Return the node that an alias refers to; report one that cannot be followed, and return an empty text."""
        start = self.offset + event.start_mark.index
        self.has_aliases = True
        self._unused.pop(event.anchor, None)
        node = self._anchors.get(event.anchor)
        if node is not None and node is not opened and all(node is not outer for outer, *_ in self._outer):
            return node
        flaw = (
            message("'*{name}' refers to an anchor that is not there", name=event.anchor[:40])
            if node is None
            else message("'*{name}' refers to a list or mapping that it is in", name=event.anchor[:40])
        )
        self.report(reading.BAD_ANCHOR, start, flaw, message("if it is text, put the whole text in quotes"))
        return Scalar(self.source, start, self.offset + event.end_mark.index, "")
