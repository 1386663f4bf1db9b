"""The Jinja environments of a kind of page: strict, and escaping by kind, whatever a template's name says."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, nodes, pass_environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from markupsafe import escape as escape_html

from anhorig_cli.rendering import narrative
from anhorig_cli.rendering.escaping import escape, escape_cell, escape_heading, finalize
from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.rendering.template_flaw import Missing, TemplateFlawError
from anhorig_cli.source import message

COMPILER = Path(__file__)
"""What decides how templates are compiled."""
MOST_COPIES = 1_000_000
"""How many characters or items a multiplication in a template may give."""

_NOT_FOR_PAGES = ("safe", "random")
_NOT_FOR_MARKDOWN = ("urlize", "xmlattr", "tojson")


class _Generator(CodeGenerator):
    """Compiles a template; what would turn the escaping off is refused, and `~` escapes as the page's kind does."""

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier, frame: Frame) -> None:  # noqa: N802, ARG002 - Jinja's name
        raise TemplateFlawError(message("the escaping cannot be turned off"), self.filename or "", node.lineno)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.together((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class PageEnvironment(Environment):
    """Compiles and runs the built-in templates of a kind of page.

    Markdown is escaped by `finalize`, which hands over marked text, so that the HTML escaping after it changes nothing.
    With `kept`, compiled templates are looked for there.
    """

    code_generator_class = _Generator

    def __init__(self, kind: PageKind, loader: BaseLoader, kept: BytecodeCache | None = None) -> None:
        self._escape: Callable[[str], Markup] = escape_html if kind is PageKind.HTML else escape
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=Missing,
            finalize=self._finalizer(kind),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=kept,
        )
        filters: dict[str, Any] = self.filters
        unwanted = (*_NOT_FOR_PAGES, *(_NOT_FOR_MARKDOWN if kind is PageKind.MD else ()))
        self.filters = {name: filter_ for name, filter_ in filters.items() if name not in unwanted} | _own_filters(kind)
        self.filters["join"] = _joined
        self.globals.pop("lipsum")

    def join_path(self, template: str, parent: str) -> str:
        """Return the template that another one names: one that names itself means the one it stands before."""
        return f"{BUILT_IN}{template}" if template == parent else template

    def together(self, parts: Iterable[object]) -> str:
        """Join what is to be printed in a row; plain text is escaped where any part is ready."""
        listed = [part if isinstance(part, str) else str(part) for part in parts]
        if not any(isinstance(part, Markup) for part in listed):
            return "".join(listed)
        return Markup("").join(part if isinstance(part, Markup) else self._escape(part) for part in listed)

    def _finalizer(self, kind: PageKind) -> Callable[[object], object] | None:
        return finalize if kind is PageKind.MD else None


class CheckedEnvironment(PageEnvironment, ImmutableSandboxedEnvironment):
    """Compiles and runs templates of the user's own: in a sandbox, and within bounds.

    What cannot be printed sensibly, such as a whole list or nothing at all, is an error.
    """

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate, within bounds; text that is added to ready text is escaped as the page's kind does."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.together((left, right))
        if operator == "*" and _copies(left, right) > MOST_COPIES:
            raise SecurityError
        if operator == "**" and isinstance(right, int) and abs(right) > MOST_POWER:
            raise SecurityError
        if operator == "%" and isinstance(left, str):
            return str(left) % right
        return super().call_binop(context, operator, left, right)

    def _finalizer(self, kind: PageKind) -> Callable[[object], object] | None:  # noqa: ARG002 - the same for both kinds
        return self._printed

    def _printed(self, value: object) -> object:
        if isinstance(value, str):
            return value if isinstance(value, Markup) else self._escape(value)
        if value is None:
            raise TemplateFlawError(message("nothing is said here: ask first, with 'if'"))
        if isinstance(value, bool):
            raise TemplateFlawError(message("this is yes or no: ask with 'if'"))
        if isinstance(value, int | float | Missing):
            return value
        raise TemplateFlawError(message("this is more than a text: print its parts, or each of them with 'for'"))


BUILT_IN = "!"
"""Stands before a template's name where the built-in one is meant, and no other."""
MOST_POWER = 100


def _copies(left: object, right: object) -> int:
    """Return how long a repeated text or list would be; nothing where numbers are multiplied."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | bytes | tuple | list) and isinstance(other, int):
            return len(one) * other  # pyright: ignore[reportUnknownArgumentType] - of anything
    return 0


def _own_filters(kind: PageKind) -> dict[str, Any]:
    if kind is PageKind.HTML:
        from anhorig_cli.rendering.pictures import picture_filters  # noqa: PLC0415 - only for pages with pictures

        return {"markdown": _html_narrative, **picture_filters()}
    escapes = dict.fromkeys(("e", "escape", "forceescape"), escape)
    return {"markdown": _markdown_narrative, "cell": escape_cell, "heading": escape_heading, **escapes}


@pass_environment
def _joined(
    environment: PageEnvironment, values: Iterable[Any], between: str = "", attribute: str | None = None
) -> str:
    """Join as the filter `join` does, but escape as the page's kind does."""
    read = make_attrgetter(environment, attribute) if attribute is not None else None
    parts: list[object] = []
    for value in values:
        parts += [between, read(value) if read else value]
    return environment.together(parts[1:])


def _html_narrative(text: str) -> Markup:
    return Markup(narrative.to_html(text))  # noqa: S704 - rendered with raw HTML off


def _markdown_narrative(text: str) -> Markup:
    return Markup(narrative.to_markdown(text))  # noqa: S704 - Markdown, closed and safe
