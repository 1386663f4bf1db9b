"""Letterheads whose archive lies, whose pictures are not what they say, or where a personal number is parted or hidden.

Each has a name, and what must hold of it, as in `hostile_letterheads`.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial

from hostile_letterheads import HEAD, Hostile, padding
from word_package import MAIN, SECTION, document, drawing, emf, fld, jpeg, p, package, png, t, wmf

_LOCAL, _LISTED, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_WHOLE, _TIGHT, _LARGE = "not a whole", "tightly", "larger than 40 MB"
_PICTURES, _SVG = "pictures that are not PNG", "SVG pictures"


def _plain(body: str = "") -> bytes:
    return package(HEAD + body).packed()


def _with(name: str, data: bytes = b"evil", **about: int) -> bytes:
    """Return a letterhead with one more file in its archive, about which something is said."""
    entry = zipfile.ZipInfo(name)
    for key, value in about.items():
        setattr(entry, key, value)
    file = io.BytesIO(_plain())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry, data)
    return file.getvalue()


def _said(sign: bytes, place: int, form: str, *values: int) -> bytes:
    """Return a letterhead whose archive says something else at a place after the first (of the end: last) sign."""
    data = bytearray(_plain())
    struct.pack_into(form, data, data.rindex(sign) + place if sign == _END else data.index(sign) + place, *values)
    return bytes(data)


def _listing(data: bytes) -> tuple[int, int, int]:
    """Return how many files an archive lists, how long the list is, and where it begins."""
    many, size, place = struct.unpack_from("<HII", data, data.rindex(_END) + 10)
    return int(many), int(size), int(place)


def _listed_more(entries: bytes, many: int, before: bytes = b"") -> bytes:
    """Return a letterhead whose archive lists more files than it has; `before` stands before the list."""
    data = _plain()
    known, size, place = _listing(data)
    listed = data[place : place + size] + entries
    number = min(known + many, 0xFFFF)
    end = struct.pack("<4sHHHHIIH", _END, 0, 0, number, number, len(listed), place + len(before), 0)
    return data[:place] + before + listed + end


def _entry(name: bytes, place: int, packed: int = 0, size: int = 0, check: int = 0) -> bytes:
    head = (_LISTED, 20, 20, 0, 8 if packed else 0, 0, 0, check, packed, size, len(name), 0, 0, 0, 0, 0, place)
    return struct.pack("<4sHHHHHHIIIHHHHHII", *head) + name


def _overlapping() -> bytes:
    """Return a letterhead in which forty files are one and the same, of 900,000 bytes packed to a thousand."""
    inside = zlib.compress(b"\0" * 900_000, 9)[2:-4]
    check = zlib.crc32(b"\0" * 900_000)
    head = (_LOCAL, 20, 0, 8, 0, 0, check, len(inside), 900_000, 1, 0)
    place = _listing(_plain())[2]
    names = (f"{number:03}".encode() for number in range(40))
    entries = b"".join(_entry(name, place, len(inside), 900_000, check) for name in names)
    return _listed_more(entries, 40, struct.pack("<4sHHHHHIIIHH", *head) + b"k" + inside)


def _shown(data: bytes, ending: str, words: str = "") -> bytes:
    made = package("")
    known = made.add(MAIN, "image", f"word/media/bild.{ending}", data)
    made.parts[MAIN] = document(HEAD + p(drawing(known, words=words)) + SECTION.format("", "")).encode()
    return made.packed()


def _picture(data: bytes, ending: str) -> Hostile:
    return Hostile(partial(_shown, data, ending), told=_PICTURES, gone=("<w:drawing",))


def _cleaned(data: bytes, ending: str, *gone: str) -> Hostile:
    """Return a letterhead with a picture that stays, without something that was in its file."""
    return Hostile(partial(_shown, data, ending), gone=gone)


def _drawn(inside: str) -> bytes:
    """Return a letterhead with a PNG that has an SVG beside it."""
    made = package("")
    plain = made.add(MAIN, "image", "word/media/bild.png", png())
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inside}</svg>'
    known = made.add(MAIN, "image", "word/media/bild.svg", svg)
    more = f"""<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip r:embed="{known}"/>
      </a:ext></a:extLst>"""
    made.parts[MAIN] = document(HEAD + p(drawing(plain, more=more)) + SECTION.format("", "")).encode()
    return made.packed()


def _svg(inside: str) -> Hostile:
    return Hostile(partial(_drawn, inside), told=_SVG, gone=("svgBlip", ".svg"))


def _again(element: str, inside: Callable[[int], str]) -> Hostile:
    """Return a letterhead with an SVG in which each of ten things is drawn many times in the one before."""
    return _svg("".join(f'<{element} id="n{n}">{inside(n + 1) * 4}</{element}>' for n in range(10)))


def chunked(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of chunks, each with its name and its content."""
    written = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def png_with(*chunks: tuple[bytes, bytes], width: int = 2, height: int = 2) -> bytes:
    """Return a PNG with more chunks between its size and its pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\1\2\3\4\5\6" * 2)
    return chunked((b"IHDR", head), *chunks, (b"IDAT", pixels), (b"IEND", b""))


def gif_with(left: int, width: int, size: int = 10) -> bytes:
    """Return a GIF with a frame, after a comment."""
    head = b"GIF89a" + struct.pack("<HHBBB", size, size, 0x80, 0, 0) + b"\0" * 6
    frame = b"," + struct.pack("<HHHHB", left, 0, width, 1, 0x80) + b"\0" * 6
    return head + b"!\xfe\4evil\0" + frame + b"\2\2\x44\1\0;"


_HUGE = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)


def _numbered(body: str) -> Hostile:
    return Hostile(partial(_plain, body), refused="personal identity number")


def _cells(*texts: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{p(t(text))}</w:tc>' for text in texts)}</w:tr></w:tbl>"


ODD: Mapping[str, Hostile] = {
    # The archive
    "sixty thousand files": Hostile(
        lambda: _listed_more(b"".join(_entry(f"{n:05}".encode(), 0) for n in range(60_000)), 60_000), refused="2000"
    ),
    "files on top of each other": Hostile(_overlapping, refused=_TIGHT),
    "a list with more than it says": Hostile(lambda: _listed_more(_entry(b"x", 0), 0), refused=_WHOLE),
    "a program before it": Hostile(lambda: b"#!/bin/sh\nevil\n" * 99 + _plain(), gone=("evil",)),
    "a program after it": Hostile(lambda: _plain() + b"evil" * 9, gone=("evil",)),
    "two archives": Hostile(lambda: _with("word/evil.xml") + _plain(), gone=("evil",)),
    "an archive in it": Hostile(lambda: _with("word/evil.zip", _plain()), gone=("evil",)),
    "a name twice": Hostile(lambda: _with("WORD/Document.xml"), refused="same name"),
    "a name that leads up": Hostile(lambda: _with("word/../../evil"), refused="leads outside"),
    "a name from the top": Hostile(lambda: _with("/etc/passwd"), refused="leads outside"),
    "a name of Windows": Hostile(lambda: _with("word\\..\\evil"), refused="leads outside"),
    "a name with an end in it": Hostile(
        lambda: _with("word/evil.xml").replace(b"word/evil.xml", b"word/evil\0xml"), gone=("evil",)
    ),
    "a name of direction": Hostile(lambda: _with("word/\u202eevil"), gone=("evil",)),
    "a link": Hostile(lambda: _with("word/l.xml", external_attr=0o120777 << 16), refused="locked or a link"),
    "packed as bzip2": Hostile(lambda: _with("a.bin", compress_type=zipfile.ZIP_BZIP2), refused=_WHOLE),
    "packed as lzma": Hostile(lambda: _with("a.bin", compress_type=zipfile.ZIP_LZMA), refused=_WHOLE),
    "locked": Hostile(lambda: _said(_LISTED, 8, "<H", 1), refused="locked or a link"),
    "locked strongly": Hostile(lambda: _said(_LISTED, 8, "<H", 0x41), refused="locked or a link"),
    "said to be huge": Hostile(lambda: _said(_LISTED, 24, "<I", 0xFFFFFFF0), refused=_LARGE),
    "said to be larger than 4 GB": Hostile(lambda: _said(_LISTED, 24, "<I", 0xFFFFFFFF), refused=_LARGE),
    "said to be smaller": Hostile(lambda: _said(_LISTED, 24, "<I", 9), refused=_WHOLE),
    "said to have another sum": Hostile(lambda: _said(_LISTED, 16, "<I", 1), refused=_WHOLE),
    "said not to be packed": Hostile(lambda: _said(_LISTED, 10, "<H", 0), refused=_WHOLE),
    "said to stand beyond the end": Hostile(lambda: _said(_LISTED, 42, "<I", 0x7FFFFFFF), refused=_WHOLE),
    "said to stand within another": Hostile(lambda: _said(_LISTED, 42, "<I", 99), refused=_WHOLE),
    "listed elsewhere": Hostile(lambda: _said(_END, 16, "<I", 5), refused=_WHOLE),
    "another name in the file than in the list": Hostile(
        lambda: _plain().replace(b"[Content_Types].xml", b"[Content_Types].xmm", 1), refused=_WHOLE
    ),
    "cut off": Hostile(lambda: _plain()[:-30], refused=_WHOLE),
    "half": Hostile(lambda: _plain()[:999], refused=_WHOLE),
    "nothing": Hostile(lambda: b"", refused=_WHOLE),
    "an empty archive": Hostile(lambda: _END + b"\0" * 18, refused=_WHOLE),
    # XML
    "a document type in a part of a strange name": Hostile(
        lambda: _with("word/a\nb.xml", b"<!DOCTYPE x>"), refused="document type"
    ),
    "a text in pieces": Hostile(lambda: _plain(p(f"<w:r><w:t>{'a<!-- -->' * 90_000}</w:t></w:r>") + padding())),
    "numbers beyond measure": Hostile(
        lambda: _plain(
            f"""<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{2**80}"/></w:tcPr>{p()}</w:tc></w:tr></w:tbl>
            <w:p><w:pPr><w:numPr><w:ilvl w:val="{2**80}"/><w:numId w:val="{2**80}"/></w:numPr></w:pPr></w:p>"""
        )
    ),
    # Pictures
    "a PNG that tells of its maker": _cleaned(
        png_with((b"tEXt", b"Author\0evil 640823-3234")), "png", "evil", "640823"
    ),
    "a PNG with a text of 100 MB": _cleaned(
        png_with((b"zTXt", b"a\0\0" + zlib.compress(b"x" * 100_000_000, 9))), "png", "zTXt"
    ),
    "a PNG with a profile of 100 MB": _cleaned(
        png_with((b"iCCP", b"a\0\0" + zlib.compress(b"x" * 100_000_000, 9))), "png", "iCCP"
    ),
    "a PNG with a place": _cleaned(png_with((b"eXIf", b"evil")), "png", "eXIf", "evil"),
    "a PNG of a billion frames": _cleaned(png_with((b"acTL", struct.pack(">II", 10**9, 0))), "png", "acTL"),
    "a PNG with a program after it": _cleaned(png_with() + b"MZevil" * 99, "png", "MZevil"),
    "a PNG with two sizes": _picture(png_with((b"IHDR", _HUGE)), "png"),
    "a PNG that begins with its pixels": _picture(chunked((b"IDAT", b""), (b"IHDR", _HUGE), (b"IEND", b"")), "png"),
    "a PNG with a wrong sum": _picture(png_with().replace(b"IDAT", b"IDAX"), "png"),
    "a PNG without an end": _picture(png_with()[:-12], "png"),
    "a GIF with a larger frame": _picture(gif_with(0, 65535), "gif"),
    "a GIF with a frame beyond its edge": _picture(gif_with(65535, 1), "gif"),
    "a GIF that is cut off": _picture(gif_with(0, 9)[:-3], "gif"),
    "a GIF with a program after it": _cleaned(gif_with(0, 9) + b"MZprogram", "gif", "MZprogram"),
    "a JPEG of segments without length": _picture(b"\xff\xd8" + b"\xff\xe0\0\0" * 9000 + jpeg()[2:], "jpeg"),
    "an EMF longer than its file": _picture(emf()[:48] + struct.pack("<I", 0xFFFFFFFF) + emf()[52:], "emf"),
    "a WMF that runs code after an empty record": _picture(
        wmf(struct.pack("<IH", 3, 0), struct.pack("<IHHHHI", 8, 0x0626, 9, 4, 0, 0)), "emf"
    ),
    "patterns in patterns": _again("pattern", lambda n: f'<rect fill="url(#n{n})"/>'),
    "cuts in cuts": _again("clipPath", lambda n: f"<rect clip-path=\"url( '#n{n}' )\"/>"),
    "masks in masks": _again("mask", lambda n: f'<rect style="mask:url(#n{n})"/>'),
    "patterns by a rule": _svg(
        "<style>.a{fill:url(#n1)}.b{fill:url(#n2)}</style>"
        + "".join(f'<pattern id="n{n}"><g class="c a b">{"<rect/>" * 9}</g></pattern>' * 5 for n in range(3))
    ),
    "patterns by a rule for all": _svg(
        f'<style>rect{{fill:url(#n)}}</style><pattern id="n">{"<rect/>" * 20}</pattern>',
    ),
    # Personal numbers
    "a number in two paragraphs": _numbered(p(t("640823-")) + p(t("3234"))),
    "a number in two cells": _numbered(_cells("640823", "-3234")),
    "a number around a field": _numbered(p(t("640823") + fld(" PAGE ", shows="") + t("-3234"))),
    "a number that ends in a field": _numbered(p(t("640823") + fld(" PAGE ", shows="-3234"))),
    "a number in a code": _numbered(p(fld(' DATE \\@ "640823-3234" '))),
    "a number as a name of a control": _numbered(
        f'<w:sdt><w:sdtPr><w:alias w:val="640823-3234"/></w:sdtPr><w:sdtContent>{p()}</w:sdtContent></w:sdt>'
    ),
    "a number as a bookmark": _numbered(f'<w:bookmarkStart w:id="0" w:name="_640823-3234"/>{p()}'),
    "a number in words about a picture": Hostile(
        partial(_shown, png(), "png", "640823-3234"), refused="personal identity number"
    ),
    "a number in a drawing": Hostile(
        partial(_drawn, "<text>640823<tspan>-3234</tspan></text>"), refused="personal identity number, in a picture"
    ),
}
