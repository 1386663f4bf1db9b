"""Pages over several plans, in Markdown and HTML, through the built-in templates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.rendering.escaping import tidy
from anhorig_cli.rendering.page import built_in_environment, page_words
from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.rendering.pictures import panel_file
from anhorig_cli.rendering.template_files import file_name
from anhorig_cli.views.appearance import NO_FACE, FaceView
from anhorig_cli.views.comparison import ComparisonView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.overview import OverviewView
from anhorig_cli.views.pictures.panel import panel
from anhorig_cli.vocabulary import Language


class PageHead(NamedTuple):
    """What stands first on a page, and in which language it is: the kind of page, its day, and its title."""

    language: str
    kind: str
    title: str
    date: str
    iso_date: str


def head(kind: str, title: str, as_of: date, word: Formatter) -> PageHead:
    """Return what stands first on a page as of a day."""
    return PageHead(word.language.value, kind, title, word.day(as_of), as_of.isoformat())


def comparison_page(view: ComparisonView, as_of: date, language: Language, kind: PageKind) -> str:
    """Return a comparison of an indicator as a page."""
    text = "".join(comparison_pieces(view, as_of, language, kind, (), footer=False))
    return tidy(text) if kind is PageKind.MD else text


def comparison_pieces(
    view: ComparisonView,
    as_of: date,
    language: Language,
    kind: PageKind,
    ways: Sequence["Way"],
    *,
    footer: bool,
    face: FaceView = NO_FACE,
) -> Iterator[str]:
    """Give a comparison of an indicator in pieces, on a site with the ways to the plans."""
    word = Formatter.of(language)
    first = head(word.text("One indicator in several plans"), view.title, as_of, word)
    return page_pieces("comparison", first, kind, {"compared": view, "ways": ways}, footer=footer, face=face)


def comparison_picture(view: ComparisonView) -> str:
    """Return a comparison of an indicator as a picture."""
    return panel_file(panel(view.title, [(one.how, one.multiples) for one in view.alike])) + "\n"


class Way(NamedTuple):
    """Where another page is, what it is called, and how many plans it tells of, in words."""

    place: str
    title: str
    plans: str = ""


class Ways(NamedTuple):
    """Where other pages are: of the plans by their places, of strategies' areas, and of shared indicators."""

    plans: Mapping[str, str]
    coverage: Sequence[Way] = ()
    indicators: Sequence[Way] = ()


def overview_page(view: OverviewView, kind: PageKind, *, footer: bool, face: FaceView) -> str:
    """Return an overview of several plans as a page."""
    text = "".join(overview_pieces(view, kind, Ways({}), footer=footer, face=face))
    return tidy(text) if kind is PageKind.MD else text


def overview_pieces(view: OverviewView, kind: PageKind, ways: Ways, *, footer: bool, face: FaceView) -> Iterator[str]:
    """Give an overview of several plans in pieces, on a site with the ways to its other pages."""
    word = Formatter.of(Language(view.language))
    first = head(word.text("Overview"), view.title, date.fromisoformat(view.iso_date), word)
    return page_pieces("overview", first, kind, {"overview": view, "ways": ways}, footer=footer, face=face)


def page(
    name: str,
    first: PageHead,
    kind: PageKind,
    given: Mapping[str, object],
    *,
    footer: bool,
    face: FaceView = NO_FACE,
) -> str:
    """Return a page of a kind through a template of `across/`, which is given more by name."""
    text = "".join(page_pieces(name, first, kind, given, footer=footer, face=face))
    return tidy(text) if kind is PageKind.MD else text


def page_pieces(
    name: str, first: PageHead, kind: PageKind, given: Mapping[str, object], *, footer: bool, face: FaceView
) -> Iterator[str]:
    """Give a page as `page` in pieces, as the template makes it: of thousands of plans it is large."""
    words = page_words(Language(first.language), footer=footer, face=face)
    template = built_in_environment(kind).get_template(f"across/{file_name(name, kind)}")
    return template.generate(plan=first, **given, **words)
