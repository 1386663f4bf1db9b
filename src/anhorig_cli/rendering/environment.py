"""Jinja environments for each kind of page: strict, and escaping according to the kind, not to the template's name."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, nodes, pass_environment, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import do_urlize, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from markupsafe import escape as escape_html

from anhorig_cli.characters import CONTROL
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.rendering import narrative
from anhorig_cli.rendering.escaping import anywhere, escape, escape_cell, escape_heading, finalize
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.report_filters import matrix_in_markdown, report_filters
from anhorig_cli.rendering.template_files import Missing, TemplateFlawError
from anhorig_cli.rendering.template_places import Place, Places, checks_of_places
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import nearest

MOST_COPIES = 1_000_000
"""How many characters or items a multiplication in a template may produce."""
MOST_TOGETHER = 20_000_000
"""The maximal length of a text that a template joins."""

_NOT_FOR_PAGES = ("safe", "random", "xmlattr", "tojson")
_NOT_FOR_MARKDOWN = ("urlize",)
_FOR_ESCAPED_TEXT = frozenset(
    {"batch", "count", "d", "default", "e", "escape", "forceescape", "indent", "join", "length", "list", "map"}
    | {"reject", "rejectattr", "select", "selectattr", "string", "trim"}
)
"""The filters that do not change characters, and can be applied to escaped text."""
_UNPRINTABLE = f"[{CONTROL}]"


class _Generator(CodeGenerator):
    """Compiles a template, refuses to turn off escaping, and makes `~` escape as the page's kind requires."""

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier, frame: Frame) -> None:  # noqa: N802, ARG002 - Jinja's name
        raise TemplateFlawError(message("the escaping cannot be turned off"), self.filename or "", node.lineno)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.together((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Let the environment do slicing too, which Jinja does without calling it."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.sliced(")
        self.visit(node.node, frame)
        for limit in (node.arg.start, node.arg.stop, node.arg.step):
            self.write(", ")
            self.visit(limit or nodes.Const(None), frame)
        self.write(")")


class _CheckedGenerator(_Generator):
    """Also checks values that a user's own template prints where escaping is not enough: inside a tag, as an address.

    If the template extends others, a block that none of them has is refused, since it would never be printed.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        extended = self._extended(node)
        if extended:
            above = {name for _, tree in extended for name in (*_blocks_of(tree), *_printed_by_self(tree))}
            printed = above | _printed_by_self(node)
            for block in _outermost_blocks(node):
                if block.name not in printed:
                    raise TemplateFlawError(_no_such_block(block.name, above), self.filename or "", block.lineno)
        places: Mapping[str, Place] = {}
        for file, tree in (*reversed(extended), (self.filename or "", node)):
            followed = Places(file, markdown="cell" in self.environment.filters, blocks=places)
            followed.check(tree)
            places = followed.blocks
        super().visit_Template(node, frame)

    def _extended(self, node: nodes.Template) -> list[tuple[str, nodes.Template]]:
        """Return the templates that one extends, with their files, nearest first; none if they are not static."""
        found: list[tuple[str, nodes.Template]] = []
        name, tree, seen = self.name or "", node, set[str]()
        while extends := list(tree.find_all(nodes.Extends)):
            parent = extends[0].template
            if len(extends) > 1 or not isinstance(parent, nodes.Const) or self.environment.loader is None:
                return []
            name = self.environment.join_path(str(parent.value), name)
            if name in seen:
                return []
            seen.add(name)
            source, file, _ = self.environment.loader.get_source(self.environment, name)
            tree = self.environment.parse(source, name, file)
            found.append((file or name, tree))
        return found


def _blocks_of(tree: nodes.Template) -> Iterator[str]:
    return (block.name for block in tree.find_all(nodes.Block))


def _outermost_blocks(node: nodes.Node) -> Iterator[nodes.Block]:
    """Yield the blocks that are not nested in another block."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost_blocks(child)


def _printed_by_self(tree: nodes.Template) -> set[str]:
    """Return the names of the blocks that a template prints by `self.name()`."""
    asked = (
        one for one in tree.find_all(nodes.Getattr) if isinstance(one.node, nodes.Name) and one.node.name == "self"
    )
    return {one.attr for one in asked}


def _no_such_block(name: str, above: set[str]) -> Message:
    near = nearest(name, sorted(above))
    if near:
        return message(
            "no template above has the block '{name}', so it is printed nowhere; did you mean '{near}'?",
            name=name,
            near=near,
        )
    return message(
        "no template above has the block '{name}', so it is printed nowhere; print it with 'self.{name}()' in one that "
        "they have",
        name=name,
    )


class PageEnvironment(Environment):
    """Compiles and runs the built-in templates of a kind of page.

    Markdown is escaped by `finalize`, which returns `Markup`, so that the HTML escaping after it changes nothing.
    `kept` is a cache of compiled templates. `own` are filters in addition to those of every page, for pictures.
    """

    code_generator_class = _Generator

    def __init__(
        self, kind: PageKind, loader: BaseLoader, own: Mapping[str, object], kept: BytecodeCache | None = None
    ) -> None:
        self._escape = self._escaping(kind)
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=Missing,
            finalize=self._finalizer(kind),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            optimized=kept is None,  # folding constant expressions takes long, and the built-in templates have none
            bytecode_cache=kept,
        )
        filters: dict[str, Any] = self.filters
        unwanted = (*_NOT_FOR_PAGES, *(_NOT_FOR_MARKDOWN if kind is PageKind.MD else ()))
        self.filters = {name: filter_ for name, filter_ in filters.items() if name not in unwanted}
        self.filters |= {**_own_filters(kind), **own}
        self.filters |= dict.fromkeys(("e", "escape"), self._escaped) | {"forceescape": self._escaped_again}
        self.filters |= {"join": _joined, "indent": _indented, "trim": _trimmed}
        self.globals.pop("lipsum")

    def join_path(self, template: str, parent: str) -> str:
        """Return the name of the template to load: one that extends its own name means the built-in one."""
        return f"{BUILT_IN}{template}" if template == parent else template

    def together(self, parts: Iterable[object]) -> str:
        """Return values joined into one text; if any part is escaped already (`Markup`), plain parts are escaped."""
        listed = [part if isinstance(part, str) else str(part) for part in parts]
        if not any(isinstance(part, Markup) for part in listed):
            return "".join(listed)
        return Markup("").join(part if isinstance(part, Markup) else self._escape(part) for part in listed)

    def sliced(self, value: Any, start: int | None, stop: int | None, step: int | None) -> Any:
        """Return a slice of a text or a list."""
        return value[start:stop:step]

    def _finalizer(self, kind: PageKind) -> Callable[[object], object] | None:
        return finalize if kind is PageKind.MD else None

    def _escaping(self, kind: PageKind) -> Callable[[str], Markup]:
        """Return the function that escapes plain text."""
        return escape_html if kind is PageKind.HTML else escape

    def _escaped(self, value: object) -> Markup:
        return value if isinstance(value, Markup) else self._escape(str(value))

    def _escaped_again(self, value: object) -> Markup:
        return self._escape(str(value))


class CheckedEnvironment(PageEnvironment, ImmutableSandboxedEnvironment):
    """Compiles and runs the user's own templates: in a sandbox, and within limits.

    Escaped text (`Markup`) can be printed and joined, and its length taken, and nothing else: a change could undo the
    escaping. A value that cannot be printed sensibly, such as a whole list or None, is an error.
    """

    code_generator_class = _CheckedGenerator
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, kind: PageKind, loader: BaseLoader, own: Mapping[str, object]) -> None:
        super().__init__(kind, loader, own)
        if kind is PageKind.MD:
            self.filters |= {
                "cell": _escaper_for_any_place(escape_cell),
                "heading": _escaper_for_any_place(escape_heading),
            }
        self.filters = {name: _refusing_escaped(name, filter_) for name, filter_ in self.filters.items()}
        self.filters |= checks_of_places()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute of an object; escaped text is refused, since its methods could undo the escaping."""
        _must_be_plain(obj)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of an object; escaped text is refused."""
        _must_be_plain(obj)
        return super().getitem(obj, argument)

    def sliced(self, value: Any, start: int | None, stop: int | None, step: int | None) -> Any:
        """Return a slice of a text or a list; escaped text is refused."""
        _must_be_plain(value)
        return super().sliced(value, start, stop, step)

    def together(self, parts: Iterable[object]) -> str:
        """Return values joined into one text, as in `PageEnvironment`.

        Raises:
            MemoryError: it would be too long.
        """
        listed = [part if isinstance(part, str) else str(part) for part in parts]
        if sum(map(len, listed)) > MOST_TOGETHER:
            raise MemoryError
        return super().together(listed)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operator, within limits; plain text that is added to escaped text is escaped."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.together((left, right))
        if _is_too_large(operator, left, right):
            raise SecurityError
        if operator == "%" and isinstance(left, str):
            return str(left) % right
        return super().call_binop(context, operator, left, right)

    def _finalizer(self, kind: PageKind) -> Callable[[object], object] | None:  # noqa: ARG002 - the same for both kinds
        return self._checked_for_printing

    def _escaping(self, kind: PageKind) -> Callable[[str], Markup]:
        return escape_html if kind is PageKind.HTML else _escaper_for_any_place(escape)

    def _checked_for_printing(self, value: object) -> object:
        if isinstance(value, str):
            must_be_printable(value)
            return self._escaped(value)
        if value is None:
            raise TemplateFlawError(message("nothing is said here: ask first, with 'if'"))
        if isinstance(value, bool):
            raise TemplateFlawError(message("this is yes or no: ask with 'if'"))
        if isinstance(value, int | float | Missing):
            return value
        raise TemplateFlawError(message("this is more than a text: print its parts, or each of them with 'for'"))


BUILT_IN = "!"
"""The prefix of a template's name that means the built-in one."""
MOST_POWER = 100


def _is_too_large(operator: str, left: object, right: object) -> bool:
    """Return whether a calculation could take very long, or much memory."""
    if operator == "**":
        return isinstance(right, int) and abs(right) > MOST_POWER
    return operator == "*" and _repeated_length(left, right) > MOST_COPIES


def _repeated_length(left: object, right: object) -> int:
    """Return how long a repeated text or list would be; 0 if numbers are multiplied."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | bytes | tuple | list) and isinstance(other, int):
            return len(one) * other  # pyright: ignore[reportUnknownArgumentType] - of anything
    return 0


def _must_be_plain(value: object) -> None:
    if isinstance(value, Markup):
        raise TemplateFlawError(message("this text is ready to be printed: change what it is made of instead"))


def _refusing_escaped(name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that refuses escaped text, unless it leaves characters unchanged."""
    if name in _FOR_ESCAPED_TEXT:
        return filter_

    @wraps(filter_)
    def checked(*values: Any, **others: Any) -> Any:
        for value in (*values, *others.values()):
            _must_be_plain(value)
        return filter_(*values, **others)

    return checked


def _escaper_for_any_place(escaped: Callable[[str], Markup]) -> Callable[[str], Markup]:
    def ready(text: str) -> Markup:
        return anywhere(escaped(text))

    return ready


def must_be_printable(text: str) -> None:
    """Check that a text has only characters that any program can read.

    Raises:
        TemplateFlawError: the text has a control character, or a lone surrogate.
    """
    if found := re.search(_UNPRINTABLE, text):
        raise TemplateFlawError(message("a page cannot have the character U+{code}", code=f"{ord(found[0]):04X}"))


def _own_filters(kind: PageKind) -> dict[str, Any]:
    shared: dict[str, Any] = {**report_filters(), "words": plain_words}
    if kind is PageKind.HTML:
        return {"markdown": _html_narrative, "urlize": _linked, **shared}
    return {
        "markdown": _markdown_narrative,
        "cell": escape_cell,
        "heading": escape_heading,
        "matrix_table": matrix_in_markdown,
        **shared,
    }


@pass_environment
def _joined(
    environment: PageEnvironment, values: Iterable[Any], between: str = "", attribute: str | None = None
) -> str:
    """Return values joined as by the filter `join`, but escaped as the page's kind requires."""
    read = make_attrgetter(environment, attribute) if attribute is not None else None
    parts: list[object] = []
    for value in values:
        parts += [between, read(value) if read else value]
    return environment.together(parts[1:])


def _indented(text: str, width: int = 4, first: bool = False, blank: bool = False) -> str:
    """Return a text indented as by the filter `indent`, but with spaces only, and only after line feeds."""
    margin = " " * width
    lines = [margin + line if line or blank else line for line in text.split("\n")]
    if not first:
        lines[0] = lines[0].removeprefix(margin)
    indented = "\n".join(lines)
    return Markup(indented) if isinstance(text, Markup) else indented  # noqa: S704 - it was escaped, and spaces need no escaping


def _trimmed(text: str, characters: str | None = None) -> str:
    """Return a text trimmed as by the filter `trim`; escaped text is trimmed of white space only."""
    if characters is not None:
        _must_be_plain(text)
    return text.strip(characters)


@pass_eval_context
def _linked(context: EvalContext, text: str, **looks: Any) -> str:
    """Return a text with links as by the filter `urlize`, for web and e-mail addresses and no others.

    Raises:
        SecurityError: the template asks for other schemes, too.
    """
    if "extra_schemes" in looks:
        raise SecurityError
    return do_urlize(context, text, **looks)


def _html_narrative(text: str) -> Markup:
    return Markup(narrative.to_html(text))  # noqa: S704 - rendered with raw HTML off


def _markdown_narrative(text: str) -> Markup:
    return Markup(narrative.to_markdown(text, mid_line=True))  # noqa: S704 - Markdown, closed and safe
