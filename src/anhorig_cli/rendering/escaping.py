"""Escaping of a plan's plain text for Markdown, so that every character is literal.

The result is safe wherever a template puts it: `<` and `&` become entities, which raw HTML reads as Markdown does, and
each mark is escaped regardless of its context. Services look for addresses, mentions and the like after rendering
Markdown, when backslashes are gone: those are broken up by an invisible word joiner.
"""

import re

from markupsafe import Markup

from anhorig_cli.characters import BIDIRECTIONAL

JOINER = "\u2060"
"""A word joiner: invisible, and text that contains it is no longer an address or a mention."""
BIDI = re.compile(f"[{BIDIRECTIONAL}]")

_DOMAIN = r"[a-z]{2}|com|net|org|edu|gov|info|museum|name|shop|coop|aero|asia|biz|pro|web|xxx|xn--[\w-]+|рф"
_ACTS_AFTERWARDS = rf"""(?xi)
    @(?=\S)                  # calls a person, or is an e-mail address
    | [\#!$%&](?=\d)         # names an issue or a merge request
    | ~(?=\w) | GH-(?=\d)    # names a label, an issue
    | /(?=/) | www(?=\.)     # a web address
    | (?:mailto|xmpp):(?=\S)
    | (?<=\S)\.(?!(?:ex|fl)\b)(?=(?:{_DOMAIN})(?![^\W_]))  # a domain, which "t.ex." and "m.fl." are not
    | :(?=[+-]?\w[\w+-]*(?::|\Z))(?!\d\d?(?!\w))  # an emoji, but no time; its second colon may come after the text
    """
_AMPERSAND = re.compile(r"&(?!\s)")
_MARK = re.compile(r"[\\`*_\[\]|~$^{]|(?<=\{)%")
_ADDRESS = (
    r"(?i)(?<![^\s(])https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?"
    r"(?:/(?:[^\W_]|[./%+=?,;-]|(?<=[^\W_])_(?=[^\W_])|&(?!\#?\w+;)|\#(?=[a-z]))*(?<=[\w/]))?(?=[.,:;!?)]*(?:\s|\Z))"
)
_LINE_START = re.compile(r"^(?:[-+>#=:/.)%]|[0-9]{1,9}(?=[.)]))", re.MULTILINE)
_LINE_END = re.compile(r"\r\n?|\n")


def inert(text: str) -> str:
    """Return text with word joiners in everything that services act on after rendering: addresses, mentions, emoji."""
    return re.sub(_ACTS_AFTERWARDS, rf"\g<0>{JOINER}", text)


def divide_at_addresses(text: str) -> list[str]:
    """Return a text in pieces: every other one, from the second, is a web address that is a separate word.

    Such an address needs no escaping, and a program that makes a link of it links to the address that is shown.
    """
    if "://" not in text:
        return [text]
    pieces: list[str] = []
    end = 0
    for found in re.finditer(_ADDRESS, text):
        pieces += [text[end : found.start()], found[0]]
        end = found.end()
    return [*pieces, text[end:]]


def escape_marks(text: str) -> str:
    """Return text in which no character is markup in Markdown or HTML, except those that are at the start of a line."""
    text = _AMPERSAND.sub("&amp;", text).replace("<", "&lt;")
    return _MARK.sub(r"\\\g<0>", text)


def escape_line_starts(text: str) -> str:
    """Return text in which no line begins a list, a heading, a table, or a command to a service."""
    return _LINE_START.sub(_escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def escape(text: str) -> Markup:
    """Return plain text as Markdown that shows exactly that text, on one line, with no line break at the end."""
    lines = (line.strip() for line in _LINE_END.split(BIDI.sub("", text)))
    text = inert(" ".join(line for line in lines if line))
    return Markup(escape_line_starts(escape_marks(text)))  # noqa: S704 - Markdown, ready to be printed


def escape_before_link(text: str) -> str:
    """Return escaped text in which a `!` at the end does not turn a link that follows into an image."""
    return f"{text[:-1]}\\!" if text.endswith("!") else text


def escape_cell(text: str) -> Markup:
    """Return plain text escaped for a table cell, with `<br>` between paragraphs: a line break would end the row."""
    paragraphs = (escape(part) for part in re.split(_PARAGRAPHS, text.strip()))
    return Markup("<br>".join(paragraphs))  # noqa: S704 - as in escape


def escape_heading(text: str) -> Markup:
    """Return plain text escaped for a heading: on one line, and without a closing sequence of `#`."""
    line = " ".join(str(escape(text)).split())
    return Markup(escape_closing_hashes(line))  # noqa: S704 - as in escape


def escape_closing_hashes(line: str) -> str:
    """Return the line of a heading with any `#` at its end escaped that would be taken for a closing sequence."""
    text = line.rstrip("#")
    hashes = line[len(text) :]
    is_closing = hashes and (not text or text.endswith(" "))
    return f"{text}\\{hashes}" if is_closing else line


def anywhere(ready: Markup) -> Markup:
    """Return escaped text that is also safe in quotes, in a comment, or before a link."""
    quoted = _COMMENT_END.sub("&gt;", str(ready)).replace('"', "&quot;").replace("'", "&#39;")
    return Markup(escape_before_link(quoted))  # noqa: S704 - as in escape


def finalize(value: object) -> object:
    """Return a value printed by a Markdown template, escaped unless a filter or macro has escaped it (`Markup`)."""
    return escape(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_COMMENT_END = re.compile(r"(?<=[-!])>|\A\\?>")
_PARAGRAPHS = r"(?:\r\n|\r(?!\n)|\n)(?:[^\S\r\n]*(?:\r\n|\r(?!\n)|\n))+"
_FENCE = r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t][ \t>]*)*(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$"


def tidy(page: str) -> str:
    """Return a page without the double blank lines that templates leave; fenced code is unchanged."""
    kept: list[str] = []
    fence = ""
    for line in page.split("\n"):
        marks = re.match(_FENCE, line)
        if fence:
            ends = marks is not None and marks["marks"].startswith(fence) and not marks["info"].strip()
            fence = "" if ends else fence
        elif marks:
            fence = marks["marks"]
        elif not line.strip():
            if kept and not kept[-1]:
                continue
            line = ""  # noqa: PLW2901
        kept.append(line)
    return "\n".join(kept).strip("\n") + "\n"


# A program that splits at semicolons, as a Swedish spreadsheet does, may also begin a cell after one.
_FORMULA = r"(?:^|(?<=;))(\s*)(?=[-=+@\uff0d\uff1d\uff0b\uff20])"


def spreadsheet_cell(text: str) -> str:
    """Return plain text for a spreadsheet cell: on one line, with an apostrophe before what may be a formula."""
    return re.sub(_FORMULA, r"\1'", " ".join(BIDI.sub("", text).split()))
