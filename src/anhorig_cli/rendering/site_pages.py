"""The pages of a site: the way between them, and those that are about the site itself."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from anhorig_cli.rendering.across_pages import head, page
from anhorig_cli.rendering.page import built_in_environment, page_words
from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.views.face import FaceView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.vocabulary import Language

Here = Literal["index", "data", "about", "plan"]
_BEGINNING = re.compile(r'<body[^>]*>\s*(?:<a class="skip"[^>]*>[^<]*</a>\n?)?')


class SiteFile(NamedTuple):
    """A file of data on a site, and what it holds."""

    name: str
    text: str


class SiteFrame(NamedTuple):
    """What the pages of a site have in common: the language, the day, whose face, and whether the tool is named."""

    language: Language
    as_of: date
    face: FaceView
    footer: bool

    def with_way(self, text: str, here: Here) -> str:
        """Return a page with the way to the others first; one that has no beginning, as of the user's own, stays so."""
        template = built_in_environment(PageKind.HTML).get_template("across/site-nav.html.j2")
        up = "../" if here == "plan" else ""
        way = template.render(here=here, up=up, **page_words(self.language, footer=False))
        return _BEGINNING.sub(lambda found: found.group() + way + "\n", text, count=1)

    def data_page(self, files: Sequence[SiteFile]) -> str:
        """Return the page of the files of data."""
        return self._page("site-data", "data", Formatter.of(self.language).text("Data"), files=files)

    def about_page(self, made: str, statement: str) -> str:
        """Return the page about the site: how it was made, and the owner's accessibility statement, in Markdown."""
        title = Formatter.of(self.language).text("About the website")
        return self._page("site-about", "about", title, made=made, statement=statement)

    def _page(self, template: str, here: Here, title: str, **given: object) -> str:
        word = Formatter.of(self.language)
        first = head(word.text("The website"), title, self.as_of, word)
        text = page(template, first, PageKind.HTML, given, footer=self.footer, face=self.face)
        return self.with_way(text, here)
