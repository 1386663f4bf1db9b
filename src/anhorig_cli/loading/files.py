"""Reading files safely: ordinary files inside the project, in UTF-8, without personal identity numbers.

The files that were read are remembered, so that no output is written over them.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from anhorig_cli import characters
from anhorig_cli.diagnostics import Diagnostic, Rule, Severity, reason_of
from anhorig_cli.loading import fixes
from anhorig_cli.loading.boundary import home_without_settings, is_link, stray_link, stray_link_flaw
from anhorig_cli.personal_number import PersonalNumber, personal_numbers
from anhorig_cli.places import read_ordinary
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, Source, message
from anhorig_cli.vocabulary import nearest

LARGEST = 1 << 20
"""The size in bytes of the largest file that is read."""
MOST_TOGETHER = 4 * LARGEST
"""The largest total size in bytes of a plan's files."""
MOST_STRANGE = 1000
"""The most forbidden characters of a kind that are reported one by one; the rest are counted."""

DIVIDE = message(
    "divide the plan into a folder: 'plan.yaml' for the whole, and beside it the folders 'delmål' (subgoals) and "
    "'indikatorer' (indicators) with a file for each"
)
"""The advice for a plan that is too large for one file."""

_CONTROL = f"[{characters.CONTROL}]"
_INVISIBLE = f"[{characters.BIDIRECTIONAL}{characters.SEPARATORS}]"
_KINDS = ((_CONTROL, reading.CONTROL_CHARACTER), (_INVISIBLE, reading.INVISIBLE_CHARACTER))
_STRANGE = f"[{characters.CONTROL}{characters.BIDIRECTIONAL}{characters.SEPARATORS}]"
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
    """Return a file's text, ready to be parsed, with findings about its characters; None if there is no usable text.

    Control characters are replaced by U+FFFD, and line and paragraph separators by spaces, one for one, so that offsets
    stay correct and the flaws in the rest of the file are found too. A byte order mark is left out.
    """
    unfit = _unfit(Location(name, 1, 1), data)
    if unfit is not None:
        return None, [unfit]
    text, diagnostics = _as_utf8(name, data)
    source = Source(name, text.removeprefix("\ufeff"))
    is_printable = source.text.replace("\n", "").isprintable()  # then no pattern needs to be compiled
    source.is_plain = is_printable or not re.search(_STRANGE, source.text)
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
    """Return the finding for bytes that are not read as text: too many, in another encoding, or binary; else None."""
    if len(data) > LARGEST:
        flaw = message("the file is larger than {most} MiB, which is the limit", most=LARGEST >> 20)
        return reading.TOO_LARGE.at(start, flaw, DIVIDE)
    if encoding := next((word for mark, word in _OTHER_ENCODINGS if data.startswith(mark)), None):
        flaw = message("the file is in {encoding}, not in UTF-8", encoding=encoding)
        return reading.NOT_UTF8.at(start, flaw, message("save it with the encoding UTF-8"))
    if data[:_BINARY_SAMPLE].count(0) > 1 or data.startswith((b"\x89PNG", b"%PDF-")):
        advice = message("name a text file: documents from Word and Excel, and PDF, are not read here")
        return reading.NOT_UTF8.at(start, message("the file is not text"), advice)
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
    return [flaw for pattern, rule in _KINDS for flaw in _characters_matching(source, pattern, rule)]


def _characters_matching(source: Source, pattern: str, rule: Rule) -> Iterator[Diagnostic]:
    found = re.finditer(pattern, source.text)
    for one in islice(found, MOST_STRANGE):
        flaw = _strange_character(rule, source.location(one.start()), one[0])
        yield flaw._replace(fix=fixes.without_character(source, one.start())) if pattern == _INVISIBLE else flaw
    if first := next(found, None):
        count = 1 + sum(1 for _ in found)
        yield _strange_character(rule, source.location(first.start()), first[0]).and_more(count)


def _strange_character(rule: Rule, place: Location, character: str) -> Diagnostic:
    flaw = message("the text contains the character {point}, which cannot be seen", point=f"U+{ord(character):04X}")
    return rule.at(place, flaw, message("remove the character"))


MOST_DIRECTIVES = 100
"""The most lines that begin with `%`, which plans do not have: libyaml compares each directive with all before it."""


def has_many_directives(text: str) -> bool:
    """Return whether a text has more lines that begin with `%` than may be passed to the YAML parser."""
    return sum(text.count(f"{end}%") for end in "\n\r\x85\u2028\u2029") > MOST_DIRECTIVES


def check_value(source: Source, start: int, end: int, value: str) -> tuple[str, list[Diagnostic]]:
    r"""Return a quoted value without the forbidden characters that its escapes (`\x07`, `\u202E`) may produce.

    Returns:
        The value, and a finding for each kind of character that came from an escape; those in the text itself were
        reported when it was decoded.
    """
    written = source.text[start:end]
    escaped = {c for pattern in (_CONTROL, _INVISIBLE) for c in re.findall(pattern, value)} - set(written)
    diagnostics = [
        _strange_character(rule, source.location(start), found)
        for pattern, rule in _KINDS
        if (found := next((c for c in re.findall(pattern, value) if c in escaped), None))
    ]
    return re.sub(_INVISIBLE, "", re.sub(_CONTROL, _REPLACEMENT, value)), diagnostics


def _conflict(source: Source, offset: int) -> Diagnostic:
    return reading.MERGE_CONFLICT.at(
        source.location(offset),
        message("an unresolved merge conflict begins here"),
        message("choose which text to keep, and remove the lines with <<<<<<<, ======= and >>>>>>>"),
    )


# Files to bytes, safely: ordinary files only, up to a maximum size, and no link that leads out of a project.


Identity = tuple[int, int]
"""The device and inode of a file, which identify it whatever it is called."""

_read_files: dict[Identity, Path] = {}
_MOST_NAMES = 5000
"""The most names in a folder that are compared with one that does not exist."""


def read_bytes(name: str, path: Path, most: int = LARGEST) -> bytes | Diagnostic:
    """Return a file's bytes, or the finding that says why they cannot be read; only ordinary files are opened.

    Of a file larger than `most`, one byte more than that is read.
    """
    try:
        if is_link(os.lstat(path)):
            if stray_link(path, home_without_settings(path)):
                return stray_link_flaw(name)
            path = Path(os.path.realpath(path, strict=True))
        found = read_ordinary(path, most)
    except (OSError, ValueError) as error:
        return _unreadable(name, message("the file cannot be read ({reason})", reason=reason_of(error)))
    if found is None:
        return _unreadable(name, message("this is not an ordinary file"))
    data, status = found
    _read_files[identity_of(status)] = path
    return data


def read_named(name: str, most: int = LARGEST) -> bytes | Diagnostic:
    """Return the bytes of a file that the user names, or why they cannot be read, with a suggestion of another file."""
    data = read_bytes(name, Path(name), most)
    near = nearest_file(name) if isinstance(data, Diagnostic) and not os.path.lexists(name) else None
    if isinstance(data, bytes) or near is None:
        return data
    return data._replace(help=message("did you mean '{near}'?", near=near))


def nearest_file(name: str, *, are_folders: bool = False) -> str | None:
    """Return the file, or the folder, whose path is most similar to one that does not exist; None if none is."""
    try:
        with os.scandir(Path(name).parent) as found:
            first = islice(found, _MOST_NAMES)
            names = [one.name for one in first if (one.is_dir() if are_folders else one.is_file())]
    except (OSError, ValueError):
        return None
    return nearest_path(name, names)


def nearest_path(name: str, names: Iterable[str]) -> str | None:
    """Return the path most similar to `name`, from the names in its folder; never one with a personal number."""
    near = nearest(Path(name).name, names)
    return None if near is None or personal_numbers(near) else Path(name).with_name(near).as_posix()


def identity_of(status: os.stat_result) -> Identity:
    """Return the device and inode of a file."""
    return status.st_dev, status.st_ino


def note_as_read(path: Path) -> None:
    """Remember a file that another process reads, such as a template."""
    try:
        _read_files[identity_of(path.stat())] = path
    except OSError:
        return  # the error is reported when the file is read


def note_as_read_elsewhere(files: Mapping[Identity, Path]) -> None:
    """Remember the files that a worker has read for this process."""
    _read_files.update(files)


def files_read() -> dict[Identity, Path]:
    """Return the paths of the files that this process has read and that still exist, by identity."""
    return {identity: path for identity, path in _read_files.items() if _still_has(path, identity)}


def _still_has(path: Path, identity: Identity) -> bool:
    try:
        return identity_of(path.stat()) == identity
    except OSError:
        return False


def clear_files_read() -> None:
    """Forget the files that have been read, in a worker that does several tasks in turn."""
    _read_files.clear()


def _unreadable(name: str, text: Message) -> Diagnostic:
    return reading.UNREADABLE_FILE.at(Location(name, 1, 1), text)


# Personal identity numbers anywhere in a file, including comments, and in file names.


_MOST_NUMBERS = 1000
"""The most numbers reported in a file; when those have been removed, the next check reports the rest."""


class _NumberWords(NamedTuple):
    """The messages for a certain number and for a likely one, and what to do."""

    certain: Message
    likely: Message
    help: Message


_IN_TEXT = _NumberWords(
    message("there is a personal identity number here"),
    message("there may be a personal identity number here"),
    message("remove it, and remove it from the history in git if it has been committed"),
)
_IN_NAME = _NumberWords(
    message("there is a personal identity number in the name of the file or folder"),
    message("there may be a personal identity number in the name of the file or folder"),
    message("rename it, and remove the name from the history in git if it has been committed"),
)


def personal_data(source: Source) -> list[Diagnostic]:
    """Return a finding for each personal number in a file; none contains the number."""
    found = personal_numbers(source.text, _MOST_NUMBERS)[:_MOST_NUMBERS]
    return [_diagnostic(source.location(number.start), number, _IN_TEXT) for number in found]


def personal_names(plan: str, files: Iterable[tuple[str, str]]) -> list[Diagnostic]:
    """Return a finding for each personal number in the names of a plan and its files.

    Args:
        plan: the plan's path as the user named it; only the last name of an absolute path is searched.
        files: the name of each file of a folder plan, and its path inside the folder.
    """
    path = PurePosixPath(plan)
    names = [(plan, path.name if path.is_absolute() else plan), *files]
    return [
        _diagnostic(Location(name, 1, 1), number, _IN_NAME)
        for name, shown in names
        for number in personal_numbers(shown)
    ]


def _diagnostic(place: Location, number: PersonalNumber, words: _NumberWords) -> Diagnostic:
    severity, flaw = (Severity.ERROR, words.certain) if number.is_certain else (Severity.WARNING, words.likely)
    return Diagnostic(place, reading.PERSONAL_NUMBER, severity, flaw, words.help)
