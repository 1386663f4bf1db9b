"""Bytes to text: UTF-8, no control characters, no merge conflicts."""

import re
from collections.abc import Iterator
from itertools import islice

from anhorig_cli import characters
from anhorig_cli.diagnostics import Diagnostic, Rule
from anhorig_cli.loading import fixes
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Source, message

LARGEST = 1 << 20
"""Bytes of the largest file that is read."""
MOST_TOGETHER = 4 * LARGEST
"""Bytes of the files of a plan together."""
MOST_STRANGE = 1000
"""So many characters of a kind that may not stand in a plan are told of one by one; the others are counted."""

DIVIDE = message(
    "divide the plan into a folder: 'plan.yaml' for the whole, and beside it the folders 'delmål' (subgoals) and "
    "'indikatorer' (indicators) with a file for each"
)
"""How a plan is made into several files."""

_CONTROL = f"[{characters.CONTROL}]"
_INVISIBLE = f"[{characters.BIDIRECTIONAL}{characters.SEPARATORS}]"
_STRANGE = re.compile(f"[{characters.CONTROL}{characters.BIDIRECTIONAL}{characters.SEPARATORS}]")
_SEPARATORS = str.maketrans({"\u2028": " ", "\u2029": " "})
_CONFLICT = r"(?:\A|(?<=[\r\n]))<{7}(?=[ \r\n]|\Z)"
_OTHER_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_BINARY_SAMPLE = 8192
_REPLACEMENT = "\ufffd"


def decode(name: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """Turn a file's bytes into text that can be parsed, and note what is wrong with its characters.

    The text keeps a character's offset: a byte order mark is left out, and what may not stand in a plan is replaced by
    U+FFFD, so that the flaws in the rest of the file are found too.

    Returns:
        The source, None where there is no text to go on with, and what is wrong.
    """
    unfit = _unfit(Location(name, 1, 1), data)
    if unfit is not None:
        return None, [unfit]
    text, diagnostics = _as_utf8(name, data)
    source = Source(name, text.removeprefix("\ufeff"))
    source.is_plain = not _STRANGE.search(source.text)
    if not source.is_plain:
        diagnostics += _strange_characters(source)
    source.text = re.sub(_CONTROL, _REPLACEMENT, source.text).translate(_SEPARATORS) if diagnostics else source.text
    if "<<<<<<<" in source.text and (conflict := re.search(_CONFLICT, source.text)):
        diagnostics.append(_conflict(source, conflict.start()))
        return None, diagnostics
    if not source.text.strip():
        diagnostics.append(reading.EMPTY_FILE.at(Location(name, 1, 1), message("the file is empty")))
        return None, diagnostics
    return source, diagnostics


def _unfit(start: Location, data: bytes) -> Diagnostic | None:
    """Return why bytes are not read as text: they are too many, in another encoding, or no text."""
    if len(data) > LARGEST:
        flaw = message("the file is larger than {most} MiB, which is the limit", most=LARGEST >> 20)
        return reading.TOO_LARGE.at(start, flaw, DIVIDE)
    if encoding := next((word for mark, word in _OTHER_ENCODINGS if data.startswith(mark)), None):
        flaw = message("the file is in {encoding}, not in UTF-8", encoding=encoding)
        return reading.NOT_UTF8.at(start, flaw, message("save it with the encoding UTF-8"))
    if data[:_BINARY_SAMPLE].count(0) > 1 or data.startswith(b"\x89PNG"):
        return reading.NOT_UTF8.at(start, message("the file is not text"))
    return None


def _as_utf8(name: str, data: bytes) -> tuple[str, list[Diagnostic]]:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff") + _REPLACEMENT
        flaw = reading.NOT_UTF8.at(
            Source(name, before).location(len(before) - 1),
            message("the byte {byte} is not UTF-8", byte=f"0x{data[error.start]:02X}"),
            message("save the file with the encoding UTF-8"),
        )
        return data.decode("utf-8", errors="replace"), [flaw]


def _strange_characters(source: Source) -> list[Diagnostic]:
    kinds = ((_CONTROL, reading.CONTROL_CHARACTER), (_INVISIBLE, reading.INVISIBLE_CHARACTER))
    return [flaw for pattern, rule in kinds for flaw in _of_one_kind(source, pattern, rule)]


def _of_one_kind(source: Source, pattern: str, rule: Rule) -> Iterator[Diagnostic]:
    found = re.finditer(pattern, source.text)
    for one in islice(found, MOST_STRANGE):
        flaw = _strange(rule, source.location(one.start()), one[0])
        yield flaw._replace(fix=fixes.without(source, one.start())) if pattern == _INVISIBLE else flaw
    if first := next(found, None):
        number = 1 + sum(1 for _ in found)
        yield _strange(rule, source.location(first.start()), first[0]).and_more(number)


def _strange(rule: Rule, place: Location, character: str) -> Diagnostic:
    flaw = message("the text contains the character {point}, which cannot be seen", point=f"U+{ord(character):04X}")
    return rule.at(place, flaw, message("remove the character"))


def check_value(source: Source, start: int, end: int, value: str) -> tuple[str, list[Diagnostic]]:
    r"""Check a quoted value whose escapes (`\x07`, `\u202E`) can hold what the file's own text may not.

    Returns:
        The value without such characters, and a diagnostic for each kind that an escape brought in; what stands in the
        text itself has been reported when it was read.
    """
    written = source.text[start:end]
    escaped = {c for pattern in (_CONTROL, _INVISIBLE) for c in re.findall(pattern, value)} - set(written)
    diagnostics = [
        _strange(rule, source.location(start), found)
        for pattern, rule in ((_CONTROL, reading.CONTROL_CHARACTER), (_INVISIBLE, reading.INVISIBLE_CHARACTER))
        if (found := next((c for c in re.findall(pattern, value) if c in escaped), None))
    ]
    return re.sub(_INVISIBLE, "", re.sub(_CONTROL, _REPLACEMENT, value)), diagnostics


def _conflict(source: Source, offset: int) -> Diagnostic:
    return reading.MERGE_CONFLICT.at(
        source.location(offset),
        message("an unresolved merge conflict begins here"),
        message("choose which text to keep, and remove the lines with <<<<<<<, ======= and >>>>>>>"),
    )
