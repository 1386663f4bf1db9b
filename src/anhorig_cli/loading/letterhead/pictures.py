"""The pictures of a letterhead: PNG, JPEG, GIF and SVG are rewritten with only what is drawn; EMF and WMF are kept."""

import re
import struct
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, islice
from xml.etree.ElementTree import Element

from anhorig_cli.loading.letterhead.allowed import SVG_ELEMENTS, TEXTS, UNQUALIFIED
from anhorig_cli.loading.letterhead.left_out import UnfitError
from anhorig_cli.loading.letterhead.trees import IGNORABLE, UNKNOWN, Budget, parse_xml, to_xml
from anhorig_cli.personal_number import personal_numbers

MOST_PIXELS = 40_000_000
"""The most pixels in one picture; an A4 page at 600 dots per inch has 35 million."""
MOST_PIXELS_IN_ALL = 120_000_000


@dataclass(frozen=True, slots=True)
class LetterheadPicture:
    """A picture as it is written to the new document; `pixels` is 0 for a vector picture.

    `has_personal_number` is only determined for a picture whose text can be read.
    """

    ending: str
    content_type: str
    data: bytes
    pixels: int = 0
    has_personal_number: bool = False


def known_picture(data: bytes) -> LetterheadPicture | None:
    """Return a picture in a known raster or metafile format; None if it is unknown, damaged or too large."""
    for start, read in _KINDS.items():
        if data.startswith(start):
            try:
                return read(data)
            except (struct.error, zlib.error):  # the file is truncated, or a checksum does not match
                return None
    return None


def _sized(ending: str, data: bytes, width: int, height: int) -> LetterheadPicture | None:
    pixels = width * height
    return LetterheadPicture(ending, f"image/{ending}", data, pixels) if 0 < pixels <= MOST_PIXELS else None


PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
_KEPT_PNG_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
)
"""The chunks with the pixels, their colours and their intended size; no comments, times or profiles."""


def _png(data: bytes) -> LetterheadPicture | None:
    """Return a PNG with nothing but its pixels; data after its end is dropped."""
    kept = [(name, body) for name, body in chunks_of_png(data) if name in _KEPT_PNG_CHUNKS]
    heads = [body for name, body in kept if name == b"IHDR"]
    if len(heads) != 1 or kept[0][1] != heads[0]:
        return None
    width, height = struct.unpack(">II5x", heads[0])
    return _sized("png", png_of(kept), width, height)


def chunks_of_png(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and content of each chunk of a PNG, up to its end.

    Raises:
        struct.error: if it is truncated.
        zlib.error: if the checksum of a chunk does not match.
    """
    place, name = len(PNG_BEGINS), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + length]
        (check,) = struct.unpack_from(">I", data, place + 8 + length)
        if check != zlib.crc32(name + body):
            raise zlib.error
        place += 12 + length
        yield name, body


def png_of(chunks: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return the PNG file that consists of `chunks`."""
    pieces = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return PNG_BEGINS + b"".join(pieces)


_GIF_FRAME, _GIF_EXTENSION = b",", b"!"
_KEPT_GIF_EXTENSION = re.compile(rb"!(?:\xf9|\xff\x0bNETSCAPE2\.0)")
"""The beginning of the extensions that set how long a frame is shown and how often all are repeated.

No comments and no other data are kept.
"""


def _gif(data: bytes) -> LetterheadPicture | None:
    """Return a GIF with nothing but its frames; None if a frame exceeds the declared size."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    place = 13 + _colour_table_size(flags)
    pieces = [data[:place]]
    while (kind := data[place : place + 1]) in {_GIF_FRAME, _GIF_EXTENSION}:
        start = place
        if kind == _GIF_FRAME:
            left, top, across, down, flags = struct.unpack_from("<4HB", data, place + 1)
            if left + across > width or top + down > height:
                return None
            place += 9 + _colour_table_size(flags)
        place = _end_of_blocks(data, place + 2)
        if kind == _GIF_FRAME or _KEPT_GIF_EXTENSION.match(data, start):
            pieces.append(data[start:place])
    return _sized("gif", b"".join([*pieces, b";"]), width, height)


def _colour_table_size(flags: int) -> int:
    """Return the size in bytes of the colour table announced by a GIF's `flags`: 3 for each of at most 256 colours."""
    return 3 * 2 ** (1 + flags % 8) if flags & 0x80 else 0


def _end_of_blocks(data: bytes, place: int) -> int:
    """Return the offset after a sequence of blocks; each begins with its length, and the last is empty."""
    (length,) = struct.unpack_from("B", data, place)
    while length:
        place += 1 + length
        (length,) = struct.unpack_from("B", data, place)
    return place + 1


_JPEG_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LENGTHS_WITHOUT_PAYLOAD = {**dict.fromkeys((0x01, *range(0xD0, 0xDA)), 2), 0xFF: 1}
"""The markers without a payload, with their lengths; the last is a fill byte."""
_JPEG_END, _SCAN = 0xD9, 0xDA
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_NOT_DRAWN = frozenset(range(0xE0, 0xFF))
"""The markers of comments and of application data: camera data, names, profiles, thumbnails."""
_JFIF, _ADOBE = b"\xff\xe0\0\x10JFIF\0", b"\xff\xee\0\x0eAdobe"
"""The beginning of the application segments that are needed to interpret the pixels."""
_JPEG_MARKER = 0xFF
"""The first byte of every segment."""
_MOST_SEGMENTS = 5000


def _jpeg(data: bytes) -> LetterheadPicture | None:
    """Return a JPEG with nothing but its pixels; None if it is incomplete, or its size does not come before them."""
    pieces = [data[:2]]
    size: tuple[int, int] | None = None
    for kind, segment in islice(_jpeg_segments(data), _MOST_SEGMENTS):
        if kind in _JPEG_FRAME_HEADERS and size is None:
            height, width = struct.unpack_from(">HH", segment, 5)
            size = width, height
        if kind == _SCAN and size is None:
            return None
        if kind not in _NOT_DRAWN or segment.startswith((_JFIF, _ADOBE)):
            pieces.append(segment)
    is_whole = pieces[-1] == bytes((_JPEG_MARKER, _JPEG_END))
    return _sized("jpeg", b"".join(pieces), *size) if size and is_whole else None


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker and all bytes of each segment of a JPEG, up to its end; a scan includes its pixels.

    Raises:
        struct.error: if it is truncated, or has other data between its segments.
    """
    place, kind = 2, 0
    while kind != _JPEG_END:
        sign, kind = struct.unpack_from(">BB", data, place)
        if sign != _JPEG_MARKER:
            raise struct.error
        end = place + _segment_length(data, place, kind)
        if kind == _SCAN:
            after = _AFTER_PIXELS.search(data, end)
            end = after.start() if after else len(data)
        yield kind, data[place:end]
        place = end


def _segment_length(data: bytes, place: int, kind: int) -> int:
    if kind in _LENGTHS_WITHOUT_PAYLOAD:
        return _LENGTHS_WITHOUT_PAYLOAD[kind]
    (length,) = struct.unpack_from(">H", data, place + 2)
    return 2 + int(length)


_DIGIT_RUN_UTF16 = rb"(?:[0-9 .+/\xa0\xad-]\0|[\x00-\x15\x2f]\x20|\x12\x22){10,}"
_DIGIT_RUN_CP1252 = rb"[0-9 .+/\x96\x97\xa0\xad-]{10,}"
"""Runs of digits, spaces and dashes, as long as a personal number, as EMF and WMF encode shown text and comments."""


_MOST_SEARCHED = 200_000
"""The most characters of such runs that are searched, the shortest runs first: long ones are pixels."""


def _metafile(ending: str, data: bytes) -> LetterheadPicture:
    """Return a metafile picture: one that consists of drawing commands and text."""
    texts = [one.decode("utf-16-le") for one in re.findall(_DIGIT_RUN_UTF16, data)]
    texts += [one.decode("cp1252") for one in re.findall(_DIGIT_RUN_CP1252, data)]
    texts.sort(key=len)
    read = (text for text, length in zip(texts, accumulate(map(len, texts)), strict=True) if length <= _MOST_SEARCHED)
    return LetterheadPicture(ending, f"image/x-{ending}", data, has_personal_number=any(map(_has_certain_number, read)))


def _has_certain_number(text: str) -> bool:
    return any(number.is_certain for number in personal_numbers(text))


_HEADER_OF_EMF = 88


def _emf(data: bytes) -> LetterheadPicture | None:
    size, sign, _, length = struct.unpack_from("<4xI32x4sII", data)
    is_whole = size >= _HEADER_OF_EMF and sign == b" EMF" and length <= len(data)
    return _metafile("emf", data) if is_whole else None


_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_LARGEST_WMF = 4_000_000
_ESCAPE, _RUNS_CODE = 0x0626, 9
"""The WMF record for printer commands, and the one command that points at code to run (SETABORTPROC)."""


def _wmf(data: bytes) -> LetterheadPicture | None:
    start = 22 if data.startswith(_PLACEABLE) else 0
    kind, words, version, *_ = struct.unpack_from("<HHHIHIH", data, start)
    is_whole = kind in {1, 2} and words == 9 and version in {0x0100, 0x0300}  # noqa: PLR2004 - defined by the format
    is_fit = is_whole and len(data) <= _LARGEST_WMF and not _runs_code(data, start + 18)
    return _metafile("wmf", data) if is_fit else None


def _runs_code(data: bytes, place: int) -> bool:
    while place + 8 <= len(data):
        words, function, escape = struct.unpack_from("<IHH", data, place)
        if function == _ESCAPE and escape == _RUNS_CODE:
            return True
        if words < 3:  # noqa: PLR2004 - no record is shorter than the one that ends the file
            return False
        place += 2 * words
    return False


_KINDS: Mapping[bytes, Callable[[bytes], LetterheadPicture | None]] = {
    PNG_BEGINS: _png,
    b"\xff\xd8\xff": _jpeg,
    b"GIF87a": _gif,
    b"GIF89a": _gif,
    b"\x01\0\0\0": _emf,
    _PLACEABLE: _wmf,
    b"\x01\0\x09\0": _wmf,
    b"\x02\0\x09\0": _wmf,
}


# ---- SVG

_LINKS = frozenset({"href", "xlink:href"})
_INTERNAL_LINK = re.compile(r"#[\w:.-]{1,200}")
_FUNCTION = re.compile(r"([\w-]*)\(\s*([^)]*)\)?")
_COLOUR_AND_TRANSFORM_FUNCTIONS = frozenset(
    {"rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate", "skewX", "skewY"}
)
_ALLOWED_STYLE_TEXT = re.compile(r"[^\\@<]*")
_REPEATED = frozenset({"svg:clipPath", "svg:mask", "svg:pattern"})
"""The elements that are drawn again wherever something is filled, masked or clipped with them."""
_URL_REFERENCE = re.compile(r"url\(\s*[\"']?#([\w:.-]+)")
_STYLE_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR_WORD = re.compile(r"[.#]?[\w-]+|\*")
_MOST_USES = 12
"""Repeated drawings can be nested in each other: few are enough for a logo, and many take exponential time."""
_SILENT = frozenset({"svg:metadata"})
"""Metadata that is not drawn; left out without refusing the picture."""


def safe_svg(name: str, data: bytes, budget: Budget) -> LetterheadPicture | None:
    """Return an SVG rewritten with only shapes, colours and text; None if it contains more than that.

    Elements and attributes that drawing programs add in namespaces of their own are left out.
    """
    try:
        drawn = _copied(_checked(parse_xml(name, data, budget)))
    except (UnfitError, _ActiveError):
        return None
    names = (one.get(name, "") for one in drawn.iter() for name in ("id", "class"))
    is_personal = any(map(_has_certain_number, ("".join(_texts(drawn)), *names)))
    return LetterheadPicture("svg", "image/svg+xml", to_xml(drawn, "svg"), has_personal_number=is_personal)


def _texts(element: Element) -> Iterator[str]:
    """Yield the readable text of an element, in document order."""
    if element.tag != "svg:style":
        yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def _checked(root: Element) -> Element:
    uses = sum(1 for _ in root.iter("svg:use"))
    if root.tag != "svg:svg" or uses + _count_nested_repeats(root) > _MOST_USES:
        raise _ActiveError
    return root


def _count_nested_repeats(root: Element) -> int:
    """Return how often repeated elements refer to repeated elements, by an attribute or by a style rule."""
    repeated = [one for one in root.iter() if one.tag in _REPEATED]
    ids = {one.get("id", "") for one in repeated}
    selectors = _referring_selectors(root, ids)
    inside = {id(part): part for one in repeated for part in one.iter()}.values()
    return sum(
        _count_references(" ".join(part.attrib.values()), ids) + len(_selectors_of(part) & selectors) for part in inside
    )


def _referring_selectors(root: Element, ids: Collection[str]) -> set[str]:
    """Return the selectors of those style rules that refer to an element with one of the ids."""
    rules = [rule for style in root.iter("svg:style") for rule in _STYLE_RULE.findall(style.text or "")]
    return {
        word
        for selector, declarations in rules
        if _count_references(declarations, ids)
        for word in _SELECTOR_WORD.findall(selector)
    }


def _count_references(text: str, ids: Collection[str]) -> int:
    """Return how often a text refers to an element with one of the ids."""
    return sum(1 for name in _URL_REFERENCE.findall(text) if name in ids)


def _selectors_of(element: Element) -> set[str]:
    """Return the simple selectors that match an element."""
    classes = {f".{name}" for name in element.get("class", "").split()}
    return {"*", element.tag.removeprefix("svg:"), f"#{element.get('id', '')}"} | classes


class _ActiveError(Exception):
    """A picture contains something active, or a reference out of it."""


def _copied(source: Element) -> Element:
    """Return a copy of an element and its descendants.

    Raises:
        _ActiveError: if there is anything but shapes, colours and text.
    """
    if source.tag not in SVG_ELEMENTS:
        raise _ActiveError
    copy = Element(source.tag, dict(_attributes(source)))
    has_text = source.tag in TEXTS
    copy.text = _text_of(source) if has_text else None
    for child in source:
        if not _is_foreign(child.tag):
            copy.append(_copied(child))
            copy[-1].tail = child.tail if has_text else None
    return copy


def _text_of(source: Element) -> str:
    text = source.text or ""
    return _checked_style(text) if source.tag == "svg:style" else text


def _attributes(source: Element) -> Iterator[tuple[str, str]]:
    """Yield the allowed attributes of an element."""
    for name, value in source.items():
        if name in _LINKS:
            yield name, _checked_link(value)
        elif name in UNQUALIFIED["svg"] or name == "xml:space":
            yield name, _checked_style(value)
        elif name.startswith("on"):
            raise _ActiveError


def _checked_link(address: str) -> str:
    if not _INTERNAL_LINK.fullmatch(address):
        raise _ActiveError
    return address


def _is_foreign(tag: str) -> bool:
    """Return whether an element is metadata, or in the namespace of another program."""
    return tag in _SILENT or tag.partition(":")[0] in {UNKNOWN, IGNORABLE, "dc"}


def _checked_style(text: str) -> str:
    """Return a style or attribute text unchanged if it leads nowhere: no import, no address but within the picture.

    Raises:
        _ActiveError: if it does.
    """
    leads_out = any(not _is_allowed_function(name, argument) for name, argument in _FUNCTION.findall(text))
    if leads_out or not _ALLOWED_STYLE_TEXT.fullmatch(text):
        raise _ActiveError
    return text


def _is_allowed_function(name: str, argument: str) -> bool:
    if name == "url":
        return _INTERNAL_LINK.fullmatch(argument.strip(" '\"")) is not None
    return name in _COLOUR_AND_TRANSFORM_FUNCTIONS
