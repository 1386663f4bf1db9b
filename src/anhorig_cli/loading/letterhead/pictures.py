"""The pictures of a letterhead: of six kinds, known by their contents, and made anew of what is drawn."""

import re
import struct
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, islice
from xml.etree.ElementTree import Element

from anhorig_cli.loading.letterhead.allowed import SVG_ELEMENTS, TEXTS, UNQUALIFIED
from anhorig_cli.loading.letterhead.left_out import UnfitError
from anhorig_cli.loading.letterhead.trees import IGNORABLE, UNKNOWN, Budget, parsed, written
from anhorig_cli.personal_number import personal_numbers

MOST_PIXELS = 40_000_000
"""In one picture; a sheet of A4 with 600 dots an inch has 35 million."""
MOST_PIXELS_IN_ALL = 120_000_000


@dataclass(frozen=True, slots=True)
class LetterheadPicture:
    """A picture that is carried over; `pixels` is 0 of one that is drawn with lines.

    `has_personal_number` is known of a picture whose text can be read.
    """

    ending: str
    content_type: str
    data: bytes
    pixels: int = 0
    has_personal_number: bool = False


def known_picture(data: bytes) -> LetterheadPicture | None:
    """Return a picture of a kind that is known, or None; it may be too large."""
    for start, read in _KINDS.items():
        if data.startswith(start):
            try:
                return read(data)
            except (struct.error, zlib.error):  # the file is cut off, or a part of it is not as it was written
                return None
    return None


def _sized(ending: str, data: bytes, width: int, height: int) -> LetterheadPicture | None:
    pixels = width * height
    return LetterheadPicture(ending, f"image/{ending}", data, pixels) if 0 < pixels <= MOST_PIXELS else None


PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
_KEPT_OF_PNG = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
)
"""Its pixels, their colours and how large they are meant to be; no comments, times or profiles."""


def _png(data: bytes) -> LetterheadPicture | None:
    """Return a PNG with nothing but its pixels, up to its end."""
    kept = [(name, body) for name, body in chunks_of_png(data) if name in _KEPT_OF_PNG]
    heads = [body for name, body in kept if name == b"IHDR"]
    if len(heads) != 1 or kept[0][1] != heads[0]:
        return None
    width, height = struct.unpack(">II5x", heads[0])
    return _sized("png", png_of(kept), width, height)


def chunks_of_png(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the name and content of each part of a PNG, to its end.

    Raises:
        struct.error: where it is cut off.
        zlib.error: where a part is not as it was written.
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
    """Return the PNG of some parts."""
    pieces = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return PNG_BEGINS + b"".join(pieces)


_FRAME_OF_GIF, _EXTENSION_OF_GIF = b",", b"!"
_KEPT_OF_GIF = re.compile(rb"!(?:\xf9|\xff\x0bNETSCAPE2\.0)")
"""How the extensions begin that say how long a frame is shown, and how often all are; no comments, nor other data."""


def _gif(data: bytes) -> LetterheadPicture | None:
    """Return a GIF with nothing but its frames, up to its end, if they all stand within the size that it says."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    place = 13 + _bytes_of_colours(flags)
    pieces = [data[:place]]
    while (kind := data[place : place + 1]) in {_FRAME_OF_GIF, _EXTENSION_OF_GIF}:
        start = place
        if kind == _FRAME_OF_GIF:
            left, top, across, down, flags = struct.unpack_from("<4HB", data, place + 1)
            if left + across > width or top + down > height:
                return None
            place += 9 + _bytes_of_colours(flags)
        place = _after_blocks(data, place + 2)
        if kind == _FRAME_OF_GIF or _KEPT_OF_GIF.match(data, start):
            pieces.append(data[start:place])
    return _sized("gif", b"".join([*pieces, b";"]), width, height)


def _bytes_of_colours(flags: int) -> int:
    """Return how many bytes the colours have that a GIF says stand next; three for each of at most 256."""
    return 3 * 2 ** (1 + flags % 8) if flags & 0x80 else 0


def _after_blocks(data: bytes, place: int) -> int:
    """Return where a row of blocks ends; each says how long it is, and the last is empty."""
    (length,) = struct.unpack_from("B", data, place)
    while length:
        place += 1 + length
        (length,) = struct.unpack_from("B", data, place)
    return place + 1


_SIZES_OF_JPEG = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = {**dict.fromkeys((0x01, *range(0xD0, 0xDA)), 2), 0xFF: 1}
"""Signs that nothing follows, and how long they are; the last fills up."""
_END_OF_JPEG, _SCAN = 0xD9, 0xDA
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_NOT_DRAWN = frozenset(range(0xE0, 0xFF))
"""The signs of comments and of what programs put in: data of a camera, names, profiles, smaller pictures."""
_JFIF, _ADOBE = b"\xff\xe0\0\x10JFIF\0", b"\xff\xee\0\x0eAdobe"
"""How those of them begin that say what the pixels mean."""
_MARK_OF_JPEG = 0xFF
"""What every segment begins with."""
_MOST_SEGMENTS = 5000


def _jpeg(data: bytes) -> LetterheadPicture | None:
    """Return a JPEG with nothing but its pixels, up to its end; its size stands before them."""
    pieces = [data[:2]]
    size: tuple[int, int] | None = None
    for kind, segment in islice(_segments_of_jpeg(data), _MOST_SEGMENTS):
        if kind in _SIZES_OF_JPEG and size is None:
            height, width = struct.unpack_from(">HH", segment, 5)
            size = width, height
        if kind == _SCAN and size is None:
            return None
        if kind not in _NOT_DRAWN or segment.startswith((_JFIF, _ADOBE)):
            pieces.append(segment)
    is_whole = pieces[-1] == bytes((_MARK_OF_JPEG, _END_OF_JPEG))
    return _sized("jpeg", b"".join(pieces), *size) if size and is_whole else None


def _segments_of_jpeg(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the sign and all of each segment of a JPEG, the pixels with their scan, to its end.

    Raises:
        struct.error: where it is cut off, or something else stands between them.
    """
    place, kind = 2, 0
    while kind != _END_OF_JPEG:
        sign, kind = struct.unpack_from(">BB", data, place)
        if sign != _MARK_OF_JPEG:
            raise struct.error
        end = place + _length_of_segment(data, place, kind)
        if kind == _SCAN:
            after = _AFTER_PIXELS.search(data, end)
            end = after.start() if after else len(data)
        yield kind, data[place:end]
        place = end


def _length_of_segment(data: bytes, place: int, kind: int) -> int:
    if kind in _ALONE:
        return _ALONE[kind]
    (length,) = struct.unpack_from(">H", data, place + 2)
    return 2 + int(length)


_LONG_OF_WIDE = rb"(?:[0-9 .+/\xa0\xad-]\0|[\x00-\x15\x2f]\x20|\x12\x22){10,}"
_LONG_OF_NARROW = rb"[0-9 .+/\x96\x97\xa0\xad-]{10,}"
"""Digits, spaces and dashes as EMF and WMF write them, in what is shown and in comments, as many as a number has."""


_MOST_READ = 200_000
"""So many characters of them are looked through, the shortest runs first: long ones are pixels."""


def _of_lines(ending: str, data: bytes) -> LetterheadPicture:
    """Return a picture that is drawn with lines and words."""
    texts = [one.decode("utf-16-le") for one in re.findall(_LONG_OF_WIDE, data)]
    texts += [one.decode("cp1252") for one in re.findall(_LONG_OF_NARROW, data)]
    texts.sort(key=len)
    read = (text for text, length in zip(texts, accumulate(map(len, texts)), strict=True) if length <= _MOST_READ)
    return LetterheadPicture(ending, f"image/x-{ending}", data, has_personal_number=any(map(_has_certain, read)))


def _has_certain(text: str) -> bool:
    return any(number.is_certain for number in personal_numbers(text))


_HEADER_OF_EMF = 88


def _emf(data: bytes) -> LetterheadPicture | None:
    size, sign, _, length = struct.unpack_from("<4xI32x4sII", data)
    is_whole = size >= _HEADER_OF_EMF and sign == b" EMF" and length <= len(data)
    return _of_lines("emf", data) if is_whole else None


_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_LARGEST_WMF = 4_000_000
_ESCAPE, _RUNS_CODE = 0x0626, 9
"""The record of WMF that speaks to a printer, and the one thing in it that points at code to run (SETABORTPROC)."""


def _wmf(data: bytes) -> LetterheadPicture | None:
    start = 22 if data.startswith(_PLACEABLE) else 0
    kind, words, version, *_ = struct.unpack_from("<HHHIHIH", data, start)
    is_whole = kind in {1, 2} and words == 9 and version in {0x0100, 0x0300}  # noqa: PLR2004 - what the format says
    is_fit = is_whole and len(data) <= _LARGEST_WMF and not _runs_code(data, start + 18)
    return _of_lines("wmf", data) if is_fit else None


def _runs_code(data: bytes, place: int) -> bool:
    while place + 8 <= len(data):
        words, function, escape = struct.unpack_from("<IHH", data, place)
        if function == _ESCAPE and escape == _RUNS_CODE:
            return True
        if words < 3:  # noqa: PLR2004 - no record is shorter; the last one is the last
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
_WITHIN = re.compile(r"#[\w:.-]{1,200}")
_FUNCTION = re.compile(r"([\w-]*)\(\s*([^)]*)\)?")
_OF_COLOURS_AND_PLACES = frozenset(
    {"rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate", "skewX", "skewY"}
)
_STYLE_MAY_HAVE = re.compile(r"[^\\@<]*")
_DRAWN_AGAIN = frozenset({"svg:clipPath", "svg:mask", "svg:pattern"})
"""What is drawn wherever something is filled or cut out with it."""
_REFERRED = re.compile(r"url\(\s*[\"']?#([\w:.-]+)")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTED = re.compile(r"[.#]?[\w-]+|\*")
_MOST_USES = 12
"""What is drawn many times may stand in what is drawn many times: few are enough for a logo, many are without end."""
_SILENT = frozenset({"svg:metadata"})
"""What tells of the picture and is not drawn; left out."""


def safe_svg(name: str, data: bytes, budget: Budget) -> LetterheadPicture | None:
    """Return an SVG picture that is written anew, of shapes, colours and text; None where it has more than that.

    What other programs have put in for themselves, in vocabularies of their own, is left out.
    """
    try:
        drawn = _drawn(_judged(parsed(name, data, budget)))
    except (UnfitError, _ActiveError):
        return None
    names = (one.get(name, "") for one in drawn.iter() for name in ("id", "class"))
    is_personal = any(map(_has_certain, ("".join(_shown_of_svg(drawn)), *names)))
    return LetterheadPicture("svg", "image/svg+xml", written(drawn, "svg"), has_personal_number=is_personal)


def _shown_of_svg(element: Element) -> Iterator[str]:
    """Give what can be read in an element, in order."""
    if element.tag != "svg:style":
        yield element.text or ""
    for child in element:
        yield from _shown_of_svg(child)
        yield child.tail or ""


def _judged(root: Element) -> Element:
    uses = sum(1 for _ in root.iter("svg:use"))
    if root.tag != "svg:svg" or uses + _drawn_within(root) > _MOST_USES:
        raise _ActiveError
    return root


def _drawn_within(root: Element) -> int:
    """Return how often what is drawn again is drawn within such a thing, by an attribute or by a rule of a style."""
    again = [one for one in root.iter() if one.tag in _DRAWN_AGAIN]
    names = {one.get("id", "") for one in again}
    selected = _selected(root, names)
    within = {id(part): part for one in again for part in one.iter()}.values()
    return sum(_refers(" ".join(part.attrib.values()), names) + len(_words(part) & selected) for part in within)


def _selected(root: Element, names: Collection[str]) -> set[str]:
    """Return the words by which rules choose elements, of those rules that refer to things of some ids."""
    rules = [rule for style in root.iter("svg:style") for rule in _RULE.findall(style.text or "")]
    return {word for chosen, said in rules if _refers(said, names) for word in _SELECTED.findall(chosen)}


def _refers(text: str, names: Collection[str]) -> int:
    """Return how often a text refers to things of some ids."""
    return sum(1 for name in _REFERRED.findall(text) if name in names)


def _words(element: Element) -> set[str]:
    """Return the words by which a rule of a style may choose an element."""
    classes = {f".{name}" for name in element.get("class", "").split()}
    return {"*", element.tag.removeprefix("svg:"), f"#{element.get('id', '')}"} | classes


class _ActiveError(Exception):
    """A picture has something that acts, or that leads out of it."""


def _drawn(source: Element) -> Element:
    """Return an element with what stands in it.

    Raises:
        _ActiveError: where anything of it is more than shapes, colours and text.
    """
    if source.tag not in SVG_ELEMENTS:
        raise _ActiveError
    made = Element(source.tag, dict(_attributes(source)))
    has_text = source.tag in TEXTS
    made.text = _text_of(source) if has_text else None
    for child in source:
        if not _is_foreign(child.tag):
            made.append(_drawn(child))
            made[-1].tail = child.tail if has_text else None
    return made


def _text_of(source: Element) -> str:
    text = source.text or ""
    return _plain_style(text) if source.tag == "svg:style" else text


def _attributes(source: Element) -> Iterator[tuple[str, str]]:
    """Give the attributes of an element that are allowed."""
    for name, value in source.items():
        if name in _LINKS:
            yield name, _plain_link(value)
        elif name in UNQUALIFIED["svg"] or name == "xml:space":
            yield name, _plain_style(value)
        elif name.startswith("on"):
            raise _ActiveError


def _plain_link(address: str) -> str:
    if not _WITHIN.fullmatch(address):
        raise _ActiveError
    return address


def _is_foreign(tag: str) -> bool:
    """Return whether an element belongs to another program's vocabulary."""
    return tag in _SILENT or tag.partition(":")[0] in {UNKNOWN, IGNORABLE, "dc"}


def _plain_style(text: str) -> str:
    """Return a text that has nothing that leads out: no rule that imports, no address but within the picture.

    Raises:
        _ActiveError: where it has.
    """
    leads_out = any(not _is_plain_function(name, inside) for name, inside in _FUNCTION.findall(text))
    if leads_out or not _STYLE_MAY_HAVE.fullmatch(text):
        raise _ActiveError
    return text


def _is_plain_function(name: str, inside: str) -> bool:
    if name == "url":
        return _WITHIN.fullmatch(inside.strip(" '\"")) is not None
    return name in _OF_COLOURS_AND_PLACES
