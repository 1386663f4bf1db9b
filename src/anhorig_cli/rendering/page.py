"""A report view to a page, through the built-in templates."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from anhorig_cli import __version__
from anhorig_cli.catalog import translated
from anhorig_cli.rendering import narrative
from anhorig_cli.rendering.escaping import escape_cell, escape_heading, finalize, tidy
from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.views.report import ReportView
from anhorig_cli.vocabulary import PARTS, SYMBOLS, Language


def built_in_templates() -> Path:
    """Return the folder of the built-in templates: in the installed package, or at the top of a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent.parent / "templates"


def render_page(view: ReportView, kind: PageKind, *, template: str = "lagesrapport", footer: bool = True) -> str:
    """Return a report as text; the same view gives the same text."""
    language = Language(view.language)
    page = _environment(kind).get_template(f"{template}.{kind.value}.j2")

    def translate(text: str) -> str:
        return translated(text, language)

    def label(part: str, name: str) -> str:
        return PARTS[part].term(name).label(language)

    text = page.render(plan=view, _=translate, label=label, symbols=SYMBOLS, version=__version__ if footer else "")
    return tidy(text) if kind is PageKind.MD else text


@cache
def _environment(kind: PageKind) -> Environment:
    """Return the Jinja environment of a kind of page: sandboxed, strict, and escaping by kind.

    Markdown is escaped by `finalize`, which hands over marked text, so that the HTML escaping after it changes nothing.
    """
    is_html = kind is PageKind.HTML
    environment: Environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(built_in_templates(), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=None if is_html else finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Any] = environment.filters
    filters["markdown"] = _html_narrative if is_html else _markdown_narrative
    if not is_html:
        filters["cell"] = escape_cell
        filters["heading"] = escape_heading
    return environment


def _html_narrative(text: str) -> Markup:
    return Markup(narrative.to_html(text))  # noqa: S704 - rendered with raw HTML off


def _markdown_narrative(text: str) -> Markup:
    return Markup(narrative.to_markdown(text))  # noqa: S704 - Markdown, closed and safe
