"""Logos for tests: PNG files of one colour, and an SVG."""

import struct
import zlib

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 25"><rect width="100" height="25" fill="#123456"/></svg>'
)


def png(
    width: int = 40,
    height: int = 10,
    *,
    pixels: bytes | None = None,
    more: tuple[tuple[bytes, bytes], ...] = (),
    kind: int = 2,
    depth: int = 8,
) -> bytes:
    """Return a PNG; `pixels` are there instead of its own, `more` are other parts, and `kind` is its colour type."""
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    wanted = b"".join(b"\0" + b"\x1f\x4e\x8c" * width for _ in range(height)) if pixels is None else pixels
    parts = ((b"IHDR", head), *more, (b"IDAT", zlib.compress(wanted)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, body) for name, body in parts)


def _part(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
