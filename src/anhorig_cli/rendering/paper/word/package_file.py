"""The zip file that a Word document is: the built-in letterhead put together, and files packed the same every time."""

import io
import zipfile
from pathlib import Path

_FOLDER = Path(__file__).parent / "letterhead"
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/footer1.xml": "footer.xml",
}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can say; it is the time of every part."""
_UNIX = 3
_MODE = 0o600 << 16


def built_in_letterhead() -> bytes:
    """Return the tool's own letterhead: A4, page numbers, and every style that a report needs."""
    return _packed({part: (_FOLDER / file).read_bytes() for part, file in _PARTS.items()})


def repacked(data: bytes) -> bytes:
    """Return a zip file with the same parts, and nothing in it that tells when or where it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _packed({name: archive.read(name) for name in archive.namelist()})


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _MODE
            archive.writestr(entry, data)
    return file.getvalue()
