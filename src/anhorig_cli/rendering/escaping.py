"""Plain text of a plan in Markdown: every character stands for itself."""

import re

from markupsafe import Markup

from anhorig_cli.rendering.narrative import BIDI, without_mentions

_ANYWHERE = re.compile(r"[\\`*_\[\]|~$]")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_LINE_START = re.compile(r"^(?:[-+>#]|:(?=-)|=+$|[0-9]{1,9}(?=[.)]))", re.MULTILINE)
_LINE_END = re.compile(r"\r\n?|\n")


def escape(text: str) -> Markup:
    """Return plain text as Markdown that shows just that text: one paragraph, which breaks no list off."""
    lines = (line.strip() for line in _LINE_END.split(BIDI.sub("", text)))
    text = _ANYWHERE.sub(r"\\\g<0>", "\n".join(line for line in lines if line))
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    return Markup(without_mentions(_LINE_START.sub(_escaped_start, text)))  # noqa: S704 - Markdown, ready to be printed


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


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
_PARAGRAPHS = re.compile(r"(?:\r\n?|\n)(?:[^\S\r\n]*(?:\r\n?|\n))+")
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
