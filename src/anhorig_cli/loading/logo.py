"""The municipality's logo, named in the settings: a PNG or SVG file inside the project, recognised by its content.

It is rewritten with only what is drawn, so that nothing else in the file reaches a report: the pixels of a PNG, or the
shapes, colours and text of an SVG.
"""

import re
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.boundary import bounds, is_outside, unfit_for_windows
from anhorig_cli.loading.files import read_bytes
from anhorig_cli.loading.letterhead.pictures import PNG_BEGINS, chunks_of_png, png_of, safe_svg
from anhorig_cli.loading.letterhead.trees import Budget, parse_xml
from anhorig_cli.model.appearance import PNG, SVG, Logo
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, message

MOST_BYTES = 500_000
"""The largest file: the logo is embedded in every page."""
MOST_PIXELS = 4_000_000
MOST_TIMES_AS_LONG = 20
"""The highest ratio of its longer side to its shorter."""

_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_DEPTHS: Mapping[int, frozenset[int]] = {
    0: frozenset({1, 2, 4, 8, 16}),
    2: frozenset({8, 16}),
    3: frozenset({1, 2, 4, 8}),
    4: frozenset({8, 16}),
    6: frozenset({8, 16}),
}
"""The allowed bits per sample, by the colour type of a PNG."""
_WITH_PALETTE = 3
_SAMPLES_PER_PIXEL = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""The samples per pixel, by the colour type of a PNG."""
_METHODS = frozenset({(0, 0, 0), (0, 0, 1)})
"""The allowed methods of compression, filtering and interlacing."""
_LENGTH = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(?:px|pt|mm|cm|in|em)?\s*")


def read_logo(setting: str, folder: Path, shown: PurePosixPath, place: Location) -> Logo | Diagnostic:
    """Return the logo of a project, or the finding that says why it cannot be used.

    Args:
        setting: the logo's path, as written in the settings.
        folder: the project's folder.
        shown: the project's folder as messages show it.
        place: the location of the logo's setting.
    """
    path = setting.replace("\\", "/")
    unfit = unfit_for_windows(path)
    if is_outside(setting, folder, bounds(folder) or folder):
        flaw = message("'{file}' leads out of the project", file=setting)
        return reading.OUTSIDE_PROJECT.at(place, flaw, message("name a file inside the project"))
    if unfit is not None:
        flaw = message("on Windows no file can have the name '{name}'", name=unfit)
        return reading.OUTSIDE_PROJECT.at(place, flaw, message("choose another name"))
    data = read_bytes((shown / path).as_posix(), folder / path, MOST_BYTES)
    if isinstance(data, Diagnostic):
        hint = message("write the path of the logo from the folder of the settings, such as pictures/logo.png")
        return data._replace(location=place, help=data.help or hint)
    try:
        return _logo(data)
    except _UnfitError as error:
        return reading.UNFIT_APPEARANCE.at(place, error.flaw, error.hint)


class _UnfitError(Exception):
    """A picture cannot be used; `flaw` says what is wrong with it, `hint` what to do."""

    def __init__(self, flaw: Message, hint: Message) -> None:
        super().__init__(flaw.template)
        self.flaw = flaw
        self.hint = hint


def _logo(data: bytes) -> Logo:
    """Return the logo in the content of a file.

    Raises:
        _UnfitError: if it is not a picture, or cannot be used.
    """
    if len(data) > MOST_BYTES:
        raise _UnfitError(
            message("the logo is larger than {most} kB", most=MOST_BYTES // 1000), message("save it smaller")
        )
    logo = _png(data) if data.startswith(PNG_BEGINS) else _svg(data)
    longer, shorter = max(logo.width, logo.height), min(logo.width, logo.height)
    if longer > shorter * MOST_TIMES_AS_LONG:
        flaw = message("the logo is more than {most} times as long as it is narrow", most=MOST_TIMES_AS_LONG)
        raise _UnfitError(flaw, message("cut away what is empty around it"))
    return logo


# ---- PNG


def _png(data: bytes) -> Logo:
    """Return a PNG with nothing but its pixels: no comments, no times, no profiles."""
    try:
        chunks = [(name, body) for name, body in chunks_of_png(data) if name in _KEPT_CHUNKS]
        width, height = _checked_size(chunks)
    except (struct.error, zlib.error, KeyError):
        flaw = message("the logo is a damaged PNG")
        raise _UnfitError(flaw, message("save the picture again as PNG")) from None
    return Logo(PNG, png_of(chunks), width, height)


def _checked_size(chunks: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    """Return the width and height of a PNG, after checking that it has all its pixels.

    Raises:
        _UnfitError: if it has too many pixels.
        zlib.error: if some are missing; `KeyError` or `struct.error` if it is not a PNG.
    """
    width, height, depth, kind, interlaced = _header(chunks)
    if width * height > MOST_PIXELS:
        flaw = message("the logo has more than {most} million pixels", most=MOST_PIXELS // 1_000_000)
        raise _UnfitError(flaw, message("save it smaller"))
    bytes_per_row = 1 + (width * depth * _SAMPLES_PER_PIXEL[kind] + 7) // 8
    least = bytes_per_row * height
    compressed = b"".join(body for name, body in chunks if name == b"IDAT")
    # An interlaced PNG stores the same pixels as seven pictures, with more and shorter rows.
    _verify_complete(compressed, least, 2 * least + 100 * height if interlaced else least)
    return width, height


def _header(chunks: list[tuple[bytes, bytes]]) -> tuple[int, int, int, int, int]:
    """Return the width, height, bit depth and colour type of a PNG, and whether it is interlaced.

    Raises:
        zlib.error: if a value is not valid in a PNG; `KeyError` or `struct.error` likewise.
    """
    (first, header), *others = chunks
    width, height, depth, kind, compression, filtering, interlaced = struct.unpack(">IIBBBBB", header)
    is_known = first == b"IHDR" and depth in _DEPTHS[kind] and (compression, filtering, interlaced) in _METHODS
    lacks_palette = kind == _WITH_PALETTE and all(name != b"PLTE" for name, _ in others)
    if not is_known or lacks_palette or not width * height:
        raise zlib.error
    return width, height, depth, kind, interlaced


def _verify_complete(compressed: bytes, least: int, most: int) -> None:
    """Check that the compressed data is complete and unpacks to `least` to `most` bytes; stop one byte beyond `most`.

    Raises:
        zlib.error: if it is not complete, or unpacks to fewer or more bytes.
    """
    reader = zlib.decompressobj()
    pixels = reader.decompress(compressed, most + 1)
    if not reader.eof or not least <= len(pixels) <= most:
        raise zlib.error


# ---- SVG


def _svg(data: bytes) -> Logo:
    """Return an SVG rewritten with only shapes, colours and text.

    Raises:
        _UnfitError: if it is not an SVG, contains more than that or a personal number, or does not declare its size.
    """
    picture = safe_svg("logo", data, Budget())
    if picture is None:
        raise _UnfitError(
            message("the logo is neither a PNG nor an SVG with nothing but shapes, colours and text"),
            message("save it as PNG, or as a plain SVG without script, pictures and references"),
        )
    if picture.has_personal_number:
        flaw = message("there is a personal identity number in the logo")
        raise _UnfitError(flaw, message("remove it"))
    size = _size(parse_xml("logo", picture.data, Budget()))
    if size is None:
        flaw = message("the logo does not say how large it is")
        raise _UnfitError(flaw, message("save it with width and height, or with a viewBox"))
    return Logo(SVG, picture.data, *size)


def _size(root: Element) -> tuple[float, float] | None:
    """Return the width and height in an SVG's view box, else in its attributes; None if it has neither."""
    match root.get("viewBox", "").replace(",", " ").split():
        case [_, _, width, height]:
            size = _length(width), _length(height)
        case _:
            size = _length(root.get("width", "")), _length(root.get("height", ""))
    return size if all(size) else None


def _length(text: str) -> float:
    """Return an SVG length as a number; 0 if it is not one."""
    found = _LENGTH.fullmatch(text)
    return float(found[1]) if found else 0.0
