"""The lines of a text, by offset; a line ends as it does in an editor, at LF, CRLF or CR."""

import re

_BREAK = re.compile(r"\r\n|\n|\r")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_LEADING = re.compile(r" *")


def line_start(text: str, offset: int) -> int:
    """Return where the line of a character begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """Return where the line of a character ends, before its line break."""
    found = _REST_OF_LINE.match(text, offset)
    return found.end() if found else len(text)


def next_line(text: str, offset: int) -> int:
    """Return where the line after a character's begins; the end of the text where there is none."""
    found = _BREAK.match(text, line_end(text, offset))
    return found.end() if found else len(text)


def previous_line(text: str, start: int) -> int:
    """Return where the line before the one that begins at an offset begins; for the first line, the same offset."""
    end = start - (2 if text[max(start - 2, 0) : start] == "\r\n" else 1)
    return line_start(text, end) if start else 0


def column(text: str, offset: int) -> int:
    """Return how many characters stand before a character on its line."""
    return offset - line_start(text, offset)


def newline(text: str) -> str:
    """Return the line break that a text uses: the first one; LF where it has none."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def newline_near(text: str, offset: int) -> str:
    """Return the line break of the line of a character, or of the line before where it has none."""
    found = _BREAK.match(text, line_end(text, offset))
    if found:
        return found[0]
    start = line_start(text, offset)
    return ("\r\n" if text[max(start - 2, 0) : start] == "\r\n" else text[start - 1]) if start else "\n"


def indentation(text: str, offset: int) -> int:
    """Return how many spaces the line that begins at an offset begins with."""
    found = _LEADING.match(text, offset)
    return len(found[0]) if found else 0


def is_comment(text: str, offset: int) -> bool:
    """Return whether the line that begins at an offset is nothing but a comment."""
    return text[offset : line_end(text, offset)].lstrip(" \t").startswith("#")


def is_blank(text: str, offset: int) -> bool:
    """Return whether the line that begins at an offset is empty."""
    return not text[offset : line_end(text, offset)].strip()


def before_comments(text: str, start: int, least: int) -> int:
    """Return the beginning of a line, or of the comment lines right above it that are indented so far at least."""
    while start > 0:
        above = previous_line(text, start)
        if not is_comment(text, above) or indentation(text, above) < least:
            break
        start = above
    return start


def after_comments(text: str, offset: int, deeper_than: int) -> int:
    """Return the end of a character's line, or of the comment lines right below that are indented deeper than so.

    Such a comment belongs to what stands above it.
    """
    end = line_end(text, offset)
    while (start := next_line(text, end)) < len(text):
        if not is_comment(text, start) or indentation(text, start) <= deeper_than:
            break
        end = line_end(text, start)
    return end
