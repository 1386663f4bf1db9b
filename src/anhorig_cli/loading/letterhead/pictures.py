"""Pictures of a letterhead: known by their first bytes, whatever they are called, and bounded before they are shown."""

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from anhorig_cli.loading.letterhead.allowed import SVG_ELEMENTS, TEXTS, UNQUALIFIED
from anhorig_cli.loading.letterhead.left_out import UnfitError
from anhorig_cli.loading.letterhead.trees import IGNORABLE, UNKNOWN, Budget, parsed, written

MOST_PIXELS = 40_000_000
"""In one picture; a sheet of A4 with 600 dots an inch has 35 million."""
MOST_PIXELS_IN_ALL = 120_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is carried over; `pixels` is 0 of one that is drawn with lines."""

    ending: str
    content_type: str
    data: bytes
    pixels: int = 0


def known_picture(data: bytes) -> Picture | None:
    """Return a picture of a kind that is known, or None; it may be too large."""
    for start, read in _KINDS.items():
        if data.startswith(start):
            try:
                return read(data)
            except struct.error:  # the file ends before it has told how large the picture is
                return None
    return None


def _sized(ending: str, data: bytes, width: int, height: int) -> Picture | None:
    pixels = width * height
    return Picture(ending, f"image/{ending}", data, pixels) if 0 < pixels <= MOST_PIXELS else None


def _png(data: bytes) -> Picture | None:
    length, name, width, height = struct.unpack_from(">I4sII", data, 8)
    return _sized("png", data, width, height) if (length, name) == (13, b"IHDR") else None


def _gif(data: bytes) -> Picture | None:
    return _sized("gif", data, *struct.unpack_from("<HH", data, 6))


_SIZES_OF_JPEG = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_SCAN = 0xDA
_MOST_SEGMENTS = 5000


def _jpeg(data: bytes) -> Picture | None:
    """Find the segment that tells the size, which stands before the picture itself."""
    place = 2
    for _ in range(_MOST_SEGMENTS):
        sign, kind = struct.unpack_from(">BB", data, place)
        if sign != 0xFF or kind == _SCAN:  # noqa: PLR2004 - what every segment begins with
            return None
        if kind in _SIZES_OF_JPEG:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return _sized("jpeg", data, width, height)
        if kind == 0xFF:  # noqa: PLR2004 - padding
            place += 1
        elif kind in _ALONE:
            place += 2
        else:
            place += 2 + max(2, *struct.unpack_from(">H", data, place + 2))
    return None


_HEADER_OF_EMF = 88


def _emf(data: bytes) -> Picture | None:
    size, sign, _, length = struct.unpack_from("<4xI32x4sII", data)
    is_whole = size >= _HEADER_OF_EMF and sign == b" EMF" and length <= len(data)
    return Picture("emf", "image/x-emf", data) if is_whole else None


_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_LARGEST_WMF = 4_000_000
_ESCAPE, _RUNS_CODE = 0x0626, 9
"""The record of WMF that speaks to a printer, and the one thing in it that points at code to run (SETABORTPROC)."""


def _wmf(data: bytes) -> Picture | None:
    start = 22 if data.startswith(_PLACEABLE) else 0
    kind, words, version = struct.unpack_from("<HHH", data, start)
    is_whole = kind in {1, 2} and words == 9 and version in {0x0100, 0x0300}  # noqa: PLR2004 - what the format says
    is_fit = is_whole and len(data) <= _LARGEST_WMF and not _runs_code(data, start + 18)
    return Picture("wmf", "image/x-wmf", data) if is_fit else None


def _runs_code(data: bytes, place: int) -> bool:
    while place + 8 <= len(data):
        words, function, escape = struct.unpack_from("<IHH", data, place)
        if function == _ESCAPE and escape == _RUNS_CODE:
            return True
        if words < 3:  # noqa: PLR2004 - no record is shorter; the last one is the last
            return False
        place += 2 * words
    return False


_KINDS: Mapping[bytes, Callable[[bytes], Picture | None]] = {
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _jpeg,
    b"GIF87a": _gif,
    b"GIF89a": _gif,
    b"\x01\0\0\0": _emf,
    _PLACEABLE: _wmf,
    b"\x01\0\x09\0": _wmf,
    b"\x02\0\x09\0": _wmf,
}


# ---- SVG

_WITHIN = re.compile(r"#[\w:.-]{1,200}")
_FUNCTION = re.compile(r"([\w-]*)\(\s*([^)]*)\)?")
_OF_COLOURS_AND_PLACES = frozenset("rgb rgba hsl hsla matrix translate scale rotate skewX skewY".split())
_STYLE_MAY_HAVE = re.compile(r"[^\\@<]*")
_MOST_USES = 12
"""What is drawn many times may stand in what is drawn many times: few are enough for a logo, many are without end."""
_SILENT = frozenset({"svg:metadata"})
"""What tells of the picture and is not drawn; left out."""


def safe_svg(name: str, data: bytes, budget: Budget) -> Picture | None:
    """Return an SVG picture that is written anew, of shapes, colours and text; None where it has more than that.

    What other programs have put in for themselves, in vocabularies of their own, is left out.
    """
    try:
        root = parsed(name, data, budget)
    except UnfitError:
        return None
    uses = sum(1 for element in root.iter() if element.tag == "svg:use")
    made = _drawn(root) if root.tag == "svg:svg" and uses <= _MOST_USES else None
    return None if made is None else Picture("svg", "image/svg+xml", written(made, "svg"))


def _drawn(source: Element) -> Element | None:
    """Return an element with what stands in it, or None where anything of it acts or leads out of the picture."""
    attributes = dict(_attributes(source))
    if source.tag not in SVG_ELEMENTS or "" in attributes:
        return None
    made = Element(source.tag, attributes)
    if source.tag in TEXTS:
        made.text = source.text
    if source.tag == "svg:style" and not _is_plain_style(source.text or ""):
        return None
    for child in source:
        if _is_foreign(child.tag) or child.tag in _SILENT:
            continue
        drawn = _drawn(child)
        if drawn is None:
            return None
        if source.tag in TEXTS:
            drawn.tail = child.tail
        made.append(drawn)
    return made


def _attributes(source: Element) -> Iterator[tuple[str, str]]:
    """Give the attributes of an element; one without a name where it has one that acts or leads out."""
    for name, value in source.items():
        if name in {"href", "xlink:href"}:
            yield (name if _WITHIN.fullmatch(value) else "", value)
        elif name in UNQUALIFIED["svg"] or name == "xml:space":
            yield (name if _is_plain_style(value) else "", value)
        elif name.startswith("on"):
            yield ("", value)


def _is_foreign(tag: str) -> bool:
    """Return whether an element belongs to another program's vocabulary."""
    return tag.partition(":")[0] in {UNKNOWN, IGNORABLE, "rel", "dc"}


def _is_plain_style(text: str) -> bool:
    """Return whether a text has nothing that leads out: no rule that takes in, and no address but within the picture."""
    if not _STYLE_MAY_HAVE.fullmatch(text):
        return False
    return all(
        name in _OF_COLOURS_AND_PLACES or (name == "url" and _WITHIN.fullmatch(inside.strip(" '\"")))
        for name, inside in _FUNCTION.findall(text)
    )
