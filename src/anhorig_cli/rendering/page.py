"""Rendering report views to pages, with built-in templates and the user's own, and pages to PDF and Word."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import BaseLoader, Environment, FileSystemLoader, TemplateNotFound
from markupsafe import Markup

from anhorig_cli import __version__
from anhorig_cli.catalog import translated
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.model.parts import PARTS
from anhorig_cli.personal_number import digits_of_certain, without_personal_numbers
from anhorig_cli.rendering.compiled_templates import kept_templates
from anhorig_cli.rendering.environment import BUILT_IN, CheckedEnvironment, PageEnvironment, must_be_printable
from anhorig_cli.rendering.escaping import tidy
from anhorig_cli.rendering.formats import PageKind, ReportFormat, not_installed
from anhorig_cli.rendering.template_files import (
    STATUS_REPORT,
    OwnFolder,
    TemplateChoice,
    TemplateFlawError,
    built_in_files,
    built_in_templates,
    file_name,
    is_template,
    read_own,
    unusable,
)
from anhorig_cli.source import message
from anhorig_cli.views.appearance import NO_FACE, FaceView
from anhorig_cli.views.redaction import as_object
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.vocabulary import SYMBOLS, Language

# Rendering report views to pages, with built-in templates and the user's own.


MOST_CHARACTERS = 20_000_000
"""The maximal length of a page from a user's own template."""
_TAG = re.compile(r"<(?:!--.*?--|[^<>]*)>", re.DOTALL)
_CHARACTERS_QUOTED = 30
"""How many characters before and after a personal number are quoted to show where on a page it is."""


def render_page(
    view: ReportView,
    kind: PageKind,
    *,
    template: str = STATUS_REPORT,
    footer: bool = True,
    face: FaceView = NO_FACE,
) -> str:
    """Return a report as text, rendered with a built-in template; the same view and face give the same text."""
    variables = _template_variables(view, footer=footer, face=face)
    text = built_in_environment(kind).get_template(file_name(template, kind)).render(variables)
    return finished(text, kind)


class _Job(NamedTuple):
    """The input of the separate process that renders pages with the user's own templates."""

    views: tuple[ReportView, ...]
    kind: PageKind
    choice: TemplateChoice
    footer: bool
    face: FaceView
    most_characters: int


def render_pages(
    views: Sequence[ReportView],
    kind: PageKind,
    choice: TemplateChoice,
    *,
    footer: bool,
    face: FaceView = NO_FACE,
) -> list[str]:
    """Return reports as texts; the user's own templates run in another process, with limited time, memory and output.

    Raises:
        CannotWorkError: a template of the user's own is faulty.
    """
    if choice.is_built_in(kind):
        return [render_page(view, kind, template=choice.name, footer=footer, face=face) for view in views]
    from anhorig_cli.rendering.bounded import bounded  # noqa: PLC0415 - only for templates of the user's own

    job = _Job(tuple(views), kind, choice, footer, face, MOST_CHARACTERS)
    return bounded(_rendered_pages, job, len(views), _shown_template(choice, kind))


def _rendered_pages(job: _Job) -> Iterator[str]:
    """Yield the pages of a job.

    Raises:
        CannotWorkError: a template is faulty.
    """
    environment = CheckedEnvironment(job.kind, _OwnFirst(job.choice.own, job.kind), _picture_filters(job.kind))
    for view in job.views:
        try:
            template = environment.get_template(file_name(job.choice.name, job.kind))
            chunks = template.generate(_template_variables(view, footer=job.footer, face=job.face))
            page = finished("".join(_up_to(job.most_characters, chunks)), job.kind)
            _refuse_new_numbers(page, view)
        except Exception as error:  # noqa: BLE001 - any error that a user's own template leads to is reported with its line
            own = {folder.shown_file(file) for folder in job.choice.own for file in folder.files(job.kind)}
            raise unusable(error, _shown_template(job.choice, job.kind), own) from None
        yield page


def _shown_template(choice: TemplateChoice, kind: PageKind) -> str:
    """Return the template's name in messages."""
    file = file_name(choice.name, kind)
    return next((folder.shown_file(file) for folder in choice.own if file in folder.files(kind)), file)


def finished(text: str, kind: PageKind) -> str:
    """Return a page as it is written to a file: Markdown without double blank lines."""
    return tidy(text) if kind is PageKind.MD else text


def _up_to(most: int, chunks: Iterator[str]) -> Iterator[str]:
    length = 0
    for chunk in chunks:
        must_be_printable(chunk)
        length += len(chunk)
        if length > most:
            raise TemplateFlawError(message("the page is longer than {n} characters", n=most))
        yield chunk


def _refuse_new_numbers(page: str, view: ReportView) -> None:
    """Check that a page has no certain personal numbers except those in its view, which the settings except.

    Raises:
        TemplateFlawError: the template has put one together, from halves or from digits of its own.
    """
    readings = (_TAG.sub("", page), page)  # as displayed, and with the text in tags
    found = [(digits, text, place) for text in readings for digits, place in digits_of_certain(text).items()]
    if not found:
        return
    shown = digits_of_certain(json.dumps(as_object(view), ensure_ascii=False, default=str))
    for digits, text, (start, end) in found:
        if digits not in shown:
            beside = _TAG.sub("", text[max(start - _CHARACTERS_QUOTED, 0) : end + _CHARACTERS_QUOTED])
            raise TemplateFlawError(
                message(
                    "the template puts together a personal identity number, here: '{text}'; remove it",
                    text=without_personal_numbers(" ".join(beside.split())),
                )
            )


def _template_variables(view: ReportView, *, footer: bool, face: FaceView) -> dict[str, object]:
    """Return the variables of a template, by name."""
    return {"plan": view, **page_words(Language(view.language), footer=footer, face=face)}


def page_words(language: Language, *, footer: bool, face: FaceView = NO_FACE) -> dict[str, object]:
    """Return the variables of every template besides the view: words, symbols, and the face with its colours."""
    return {
        "_": _translator(language),
        "label": _labeller(language),
        "symbols": SYMBOLS,
        "palettes": face.palettes,
        "face": face,
        # Not escaped: as a plan's text, its first dot would be escaped like that of a numbered list.
        "version": Markup(__version__ if footer else ""),  # noqa: S704 - the tool's own
    }


@cache
def _translator(language: Language) -> Callable[[str], str]:
    def translate(text: str) -> str:
        return translated(text, language)

    return translate


@cache
def _labeller(language: Language) -> Callable[[str, str], str]:
    @cache
    def label(part: str, name: str) -> str:
        known = PARTS.get(part)
        if known is None or known.name_of(name) != name:
            raise TemplateFlawError(message("the vocabulary has no '{name}' in '{part}'", name=name, part=part))
        return known.term(name).label(language)

    return label


@cache
def built_in_environment(kind: PageKind) -> Environment:
    """Return the environment that runs the built-in templates of a kind."""
    loader = FileSystemLoader(built_in_templates(), encoding="utf-8")
    return PageEnvironment(kind, loader, _picture_filters(kind), kept_templates())


def _picture_filters(kind: PageKind) -> dict[str, object]:
    if kind is PageKind.MD:
        return {}
    from anhorig_cli.rendering.pictures import picture_filters  # noqa: PLC0415 - Markdown has no pictures

    return picture_filters()


def newly_compiled() -> dict[Path, bytes]:
    """Return the built-in templates that had to be compiled, by the path where they can be cached."""
    return kept_templates().fresh


class _OwnFirst(BaseLoader):
    """Loads templates of a kind: first the user's own, then the built-in ones, and no others."""

    def __init__(self, own: Sequence[OwnFolder], kind: PageKind) -> None:
        self._own = own
        self._kind = kind
        self._built_in = FileSystemLoader(built_in_templates(), encoding="utf-8")

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        name = template.removeprefix(BUILT_IN)
        if any(is_template(name, other) for other in PageKind if other is not self._kind):
            raise TemplateNotFound(name)
        if name == template and self._may_be_own(name):
            for folder in self._own:
                text = read_own(folder, name)
                if text is not None:
                    return text, folder.shown_file(name), None
        if name != template and name not in built_in_files(self._kind):
            raise TemplateFlawError(
                message("the template names itself, and there is no built-in one that it could mean")
            )
        return self._built_in.get_source(environment, name)

    def _may_be_own(self, name: str) -> bool:
        return is_template(name, self._kind) and "/" not in name and "\\" not in name


# Converting an HTML page to PDF or Word, with a library that may not be installed.


Printer = Callable[[str, date, Mapping[str, str], FaceView], bytes]
"""Returns a file made from an HTML page, the report's day, the values of a letterhead's fields, and a face."""

_MOST_LETTERS, _MOST_TAGS = 1_100_000, 30_000
"""Limits for an HTML page: more takes seconds to lay out; a large municipality's full report has a tenth of this."""


def printer(report_format: ReportFormat, letterhead: bytes | None = None) -> Printer:
    """Return the function that converts pages to a format; Word files use the letterhead, if there is one.

    Raises:
        CannotWorkError: the format's library is not installed. The returned function raises it for a page too long.
    """
    try:
        convert = _word_printer(letterhead) if report_format is ReportFormat.DOCX else _pdf_printer()
    except ModuleNotFoundError as error:
        raise not_installed(error, report_format.name, report_format.value) from None

    def converted(page: str, day: date, fields: Mapping[str, str], face: FaceView) -> bytes:
        if len(page) > _MOST_LETTERS or page.count("<") > _MOST_TAGS:
            raise _too_long(report_format)
        return convert(page, day, fields, face)

    return converted


def _too_long(report_format: ReportFormat) -> CannotWorkError:
    return CannotWorkError(
        message(
            "the page is too long to be made as {format}: make it as html instead, or make a shorter one, such as of "
            "one unit or by another template",
            format=report_format.name,
        )
    )


def _pdf_printer() -> Printer:
    from anhorig_cli.rendering.paper.page_reader import read_page  # noqa: PLC0415 - only for paper
    from anhorig_cli.rendering.paper.pdf import to_pdf  # noqa: PLC0415 - needs a library that may not be installed

    return lambda page, day, _fields, face: to_pdf(read_page(page, face), day)


def _word_printer(letterhead: bytes | None) -> Printer:
    from anhorig_cli.rendering.paper.page_reader import read_page  # noqa: PLC0415 - only for paper
    from anhorig_cli.rendering.paper.word.word_writer import to_word  # noqa: PLC0415 - needs a library that may not be installed

    def converted(page: str, day: date, fields: Mapping[str, str], face: FaceView) -> bytes:
        shown = face._replace(logo="") if letterhead else face  # a letterhead has a logo of its own
        return to_word(read_page(page, shown), day, letterhead, fields)

    return converted
