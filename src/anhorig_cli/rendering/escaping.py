"""Plain text of a plan in Markdown: every character stands for itself."""

import re

from markupsafe import Markup

from anhorig_cli.rendering.narrative import BIDI, without_mentions

_ANYWHERE = re.compile(r"[\\`*_\[\]|~]")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_LINE_START = re.compile(r"^(?P<space>[ \t]*)(?P<mark>[-+>#]|=+[ \t]*$|\d{1,9}(?=[.)]))", re.MULTILINE)


def escape(text: str) -> Markup:
    """Return plain text as Markdown that shows just that text: one paragraph, which breaks no list off."""
    text = _ANYWHERE.sub(r"\\\g<0>", BIDI.sub("", text))
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    text = _LINE_START.sub(_escaped_start, text)
    lines = (line.strip() for line in without_mentions(text).split("\n"))
    return Markup("\n".join(line for line in lines if line))  # noqa: S704 - Markdown, marked as ready to be printed


def _escaped_start(found: re.Match[str]) -> str:
    mark = found["mark"]
    return found["space"] + (f"{mark}\\" if mark[0].isdigit() else f"\\{mark}")


def escape_cell(text: str) -> Markup:
    """Return plain text for a cell of a table, where a line break must not end the row: paragraphs become `<br>`."""
    paragraphs = (" ".join(escape(part).split("\n")) for part in _PARAGRAPHS.split(text.strip()))
    return Markup("<br>".join(paragraphs))  # noqa: S704 - as in escape


def escape_heading(text: str) -> Markup:
    """Return plain text for a heading: on one line, and with no `#` at its end that would be taken for its closing."""
    line = " ".join(str(escape(text)).split())
    return Markup(_CLOSING_HASHES.sub(r"\\\g<0>", line))  # noqa: S704 - as in escape


def finalize(value: object) -> object:
    """Escape whatever a Markdown template prints, unless a filter or macro has made it ready."""
    return escape(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_CLOSING_HASHES = re.compile(r"(?<!\\)#+$")
_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
_FENCED = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)[ \t]*$)", re.MULTILINE | re.DOTALL)
_BLANK_LINES = re.compile(r"\n{3,}")


def tidy(page: str) -> str:
    """Return a page without the double blank lines that templates leave; fenced code is left as it is."""
    parts = _FENCED.split(page)
    return "".join(part if i % 2 else _BLANK_LINES.sub("\n\n", part) for i, part in enumerate(parts)).strip("\n") + "\n"


# Where the reader splits at semicolons, as a Swedish spreadsheet does, a cell may begin after one, too.
_FORMULA = re.compile(r"(?:^|(?<=;))(\s*)(?=[-=+@\uff0d\uff1d\uff0b\uff20])")


def spreadsheet_cell(text: str) -> str:
    """Return plain text for a cell of a spreadsheet: on one line, an apostrophe before what could be a formula."""
    return _FORMULA.sub(r"\1'", " ".join(BIDI.sub("", text).split()))
