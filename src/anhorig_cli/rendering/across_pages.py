"""Pages about several plans, and pages about a site itself."""

import html
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import built_in_environment, finished, page_words
from anhorig_cli.rendering.pictures import panel_file
from anhorig_cli.rendering.template_files import built_in_templates, file_name
from anhorig_cli.views.appearance import NO_FACE, FaceView
from anhorig_cli.views.comparison import ComparisonView
from anhorig_cli.views.coverage import AreaPageView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.overview import OverviewView
from anhorig_cli.views.pictures.panel import panel
from anhorig_cli.views.plan_changes import SiteChangesView
from anhorig_cli.vocabulary import Language


class PageHead(NamedTuple):
    """The head of a page: its language, kind, title and day."""

    language: str
    kind: str
    title: str
    date: str
    iso_date: str


def head(kind: str, title: str, as_of: date, word: Formatter) -> PageHead:
    """Return the head of a page as of a day."""
    return PageHead(word.language.value, kind, title, word.day(as_of), as_of.isoformat())


def comparison_page(view: ComparisonView, as_of: date, language: Language, kind: PageKind) -> str:
    """Return a comparison of an indicator as a page."""
    return finished("".join(comparison_pieces(view, as_of, language, kind, (), footer=False)), kind)


def comparison_pieces(
    view: ComparisonView,
    as_of: date,
    language: Language,
    kind: PageKind,
    ways: Sequence["PageLink"],
    *,
    footer: bool,
    face: FaceView = NO_FACE,
) -> Iterator[str]:
    """Yield a comparison of an indicator as a page, in pieces; on a site, with links to the plans in `ways`."""
    word = Formatter.of(language)
    first = head(word.text("One indicator in several plans"), view.title, as_of, word)
    return page_pieces("comparison", first, kind, {"compared": view, "ways": ways}, footer=footer, face=face)


def comparison_picture(view: ComparisonView) -> str:
    """Return a comparison of an indicator as a picture."""
    return panel_file(panel(view.title, [(one.how, one.multiples) for one in view.alike])) + "\n"


class PageLink(NamedTuple):
    """A link to another page: its place, its title, and how many plans it covers, in words."""

    place: str
    title: str
    plans: str = ""


class PageLinks(NamedTuple):
    """Links to other pages: of plans, by the plans' places, of strategies' areas, and of shared indicators."""

    plans: Mapping[str, str]
    coverage: Sequence[PageLink] = ()
    indicators: Sequence[PageLink] = ()


def overview_page(view: OverviewView, kind: PageKind, *, footer: bool, face: FaceView) -> str:
    """Return an overview of several plans as a page."""
    return finished("".join(overview_pieces(view, kind, PageLinks({}), footer=footer, face=face)), kind)


def overview_pieces(
    view: OverviewView, kind: PageKind, ways: PageLinks, *, footer: bool, face: FaceView
) -> Iterator[str]:
    """Yield an overview of several plans as a page, in pieces; on a site, with links to its other pages."""
    word = Formatter.of(Language(view.language))
    first = head(word.text("Overview"), view.title, date.fromisoformat(view.iso_date), word)
    return page_pieces("overview", first, kind, {"overview": view, "ways": ways}, footer=footer, face=face)


def page(name: str, first: PageHead, kind: PageKind, variables: Mapping[str, object], *, footer: bool) -> str:
    """Return a page of a kind, rendered with a template in `across/` and `variables`."""
    return finished("".join(page_pieces(name, first, kind, variables, footer=footer, face=NO_FACE)), kind)


def page_pieces(
    name: str, first: PageHead, kind: PageKind, variables: Mapping[str, object], *, footer: bool, face: FaceView
) -> Iterator[str]:
    """Yield a page as `page`, in pieces as the template generates it, since thousands of plans make it large."""
    words = page_words(Language(first.language), footer=footer, face=face)
    template = built_in_environment(kind).get_template(f"across/{file_name(name, kind)}")
    return template.generate(plan=first, **variables, **words)


# The pages of a site: the beginning that all have in common, and the pages about the site itself.


INDEX, CHANGED, FEED, DATA, ABOUT = "index.html", "andrat.html", "andrat.atom", "data.html", "om.html"

_BODY = re.compile(r'<body[^>]*>\s*(?:<a class="skip"[^>]*>[^<]*</a>\n?)?')
_HEAD = '<meta charset="utf-8">\n'
_FILTERED = "data-filter="
SHORT_BEGINNING = 100_000
_BEGINNING = 1_000_000
"""Within how many characters of a page its body begins: the larger limit also allows for a logo before it."""


class SiteFile(NamedTuple):
    """A data file on a site, with a description of its content."""

    name: str
    text: str


class SiteFrame(NamedTuple):
    """The properties that the pages of a site share: language, day, face, and whether the footer names the tool.

    `has_changes` is whether the site has a page of changes.
    """

    language: Language
    as_of: date
    face: FaceView
    footer: bool
    has_changes: bool

    @property
    def word(self) -> Formatter:
        """The formatter for the site's language."""
        return Formatter.of(self.language)

    def framed(
        self, pieces: Iterable[str], place: str, *, is_own: bool = False, within: int = _BEGINNING
    ) -> Iterator[bytes]:
        """Yield a page in pieces, with the site's navigation first, and the script if the page has rows to filter.

        A page from a user's own template gets no content security policy and no script, and no navigation if it has
        no `body` element.

        Args:
            pieces: the page.
            place: its path on the site.
            is_own: whether it is rendered with a user's own template.
            within: within how many characters its body begins, and its first row to filter, if any.
        """
        waiting = iter(pieces)
        beginning = "".join(_pieces_up_to(within, waiting))
        is_filtered = not is_own and _FILTERED in beginning
        first = self._nav(place) + (f"<script>{_script()}</script>\n" if is_filtered else "")
        beginning = _BODY.sub(lambda found: f"{found.group()}{first}\n", beginning, count=1)
        if not is_own:
            first = _policy(is_filtered=is_filtered) + self._to_feed(place)
            beginning = beginning.replace(_HEAD, f"{_HEAD}{first}\n", 1)
        yield beginning.encode()
        yield from (piece.encode() for piece in waiting)

    def area_page(self, area: AreaPageView, place: str, matrix: str, plans: Mapping[str, str]) -> Iterator[bytes]:
        """Yield the page of an area of a strategy; `matrix` and `plans` are links to other pages."""
        kind = self.word.text("An area in {strategy}", strategy=area.strategy)
        return self._page("area", place, kind, area.title, area=area, matrix=matrix, plans=plans)

    def changes_page(self, view: SiteChangesView, ways: Mapping[str, str]) -> Iterator[bytes]:
        """Yield the page of changes; `ways` are links to the plans, by the plans' paths."""
        title = self.word.text("What has changed")
        return self._page("site-changes", CHANGED, self.word.text("The website"), title, changes=view, ways=ways)

    def feed(self, view: SiteChangesView, ways: Mapping[str, str], author: str) -> Iterator[bytes]:
        """Yield the changes as an Atom feed; `author` is the owner of the site."""
        first = head("", self.word.text("What has changed"), self.as_of, self.word)
        variables = {"changes": view, "ways": ways, "author": author}
        return (
            piece.encode()
            for piece in page_pieces("site-feed", first, PageKind.HTML, variables, footer=False, face=self.face)
        )

    def data_page(self, files: Sequence[SiteFile]) -> Iterator[bytes]:
        """Yield the page of data files."""
        return self._page("site-data", DATA, self.word.text("The website"), self.word.text("Data"), files=files)

    def about_page(self, made: str, statement: str) -> Iterator[bytes]:
        """Yield the page about the site: how it was made, and the owner's accessibility statement, in Markdown."""
        title = self.word.text("About the website")
        return self._page("site-about", ABOUT, self.word.text("The website"), title, made=made, statement=statement)

    def _page(self, template: str, place: str, kind: str, title: str, **variables: object) -> Iterator[bytes]:
        first = head(kind, title, self.as_of, self.word)
        pieces = page_pieces(template, first, PageKind.HTML, variables, footer=self.footer, face=self.face)
        return self.framed(pieces, place)

    def _to_feed(self, place: str) -> str:
        """Return the link by which feed readers find the site's feed; empty if there is none."""
        if not self.has_changes:
            return ""
        title = html.escape(self.word.text("What has changed"))
        where = f"{'../' * place.count('/')}{FEED}"
        return f'\n<link rel="alternate" type="application/atom+xml" title="{title}" href="{where}">'

    def _nav(self, place: str) -> str:
        template = built_in_environment(PageKind.HTML).get_template("across/site-nav.html.j2")
        words = page_words(self.language, footer=False)
        return template.render(here=place, up="../" * place.count("/"), ways=self._site_links(), **words)

    def _site_links(self) -> list[PageLink]:
        changed = [PageLink(CHANGED, self.word.text("Changed"))] if self.has_changes else []
        return [
            PageLink(INDEX, self.word.text("The plans")),
            *changed,
            PageLink(DATA, self.word.text("Data")),
            PageLink(ABOUT, self.word.text("About the website")),
        ]


def _pieces_up_to(length: int, pieces: Iterator[str]) -> Iterator[str]:
    """Yield pieces until one has rows to filter, or they exceed `length` characters, or there are no more."""
    yielded = 0
    for piece in pieces:
        yield piece
        yielded += len(piece)
        if yielded > length or _FILTERED in piece:
            return


@cache
def _script() -> str:
    """Return the script that filters rows; without it, pages still show all their content."""
    return (built_in_templates() / "across" / "site-filter.js").read_text(encoding="utf-8")


@cache
def _policy(*, is_filtered: bool) -> str:
    """Return a page's content security policy: it loads nothing, and runs only the filter script, if it has it.

    The script is allowed by its checksum, since a static page cannot have a new nonce each time.
    """
    digest = b64encode(sha256(_script().encode()).digest()).decode()
    script = f" script-src 'sha256-{digest}';" if is_filtered else ""
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:;{script} base-uri 'none'; form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
