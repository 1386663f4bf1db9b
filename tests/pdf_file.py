"""What a PDF file says, and how it is built."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import page
import pikepdf
from pypdf import PdfReader


@dataclass(frozen=True)
class Element:
    """An element of a structure tree."""

    name: str
    entries: dict[str, str]
    children: list["Element"] = field(default_factory=list["Element"])

    def all(self, name: str) -> Iterator["Element"]:
        """Go through the elements of a name, this one and those within."""
        if self.name == name:
            yield self
        for child in self.children:
            yield from child.all(name)

    @property
    def outline(self) -> str:
        """The names of the elements within: `Table(Caption THead(TR(TH)))`."""
        within = " ".join(child.outline for child in self.children)
        return f"{self.name}({within})" if within else self.name


def structure(data: bytes) -> Element:
    """Return the structure tree of a PDF, from its one root element."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (root,) = _elements(pdf.Root.StructTreeRoot.K)
        return root


def _elements(kids: pikepdf.Object) -> list[Element]:
    if isinstance(kids, pikepdf.Array):
        return [element for kid in kids for element in _elements(kid)]
    if isinstance(kids, pikepdf.Dictionary) and "/S" in kids:
        entries = {key: _shown(kids[key]) for key in ("/Alt", "/A", "/Lang") if key in kids}
        return [Element(str(kids.S)[1:], entries, _elements(kids.K) if "/K" in kids else [])]
    return []


def _shown(value: pikepdf.Object) -> str:
    if isinstance(value, pikepdf.Array):
        return " ".join(_shown(part) for part in value)
    if isinstance(value, pikepdf.Dictionary):
        return " ".join(f"{key}={_shown(part)}" for key, part in value.items())
    return str(value)


def links(data: bytes) -> list[str]:
    """Return the addresses that a PDF links to; it may do nothing else, but go to places of its own."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert set(pdf.Root.get("/Names", pikepdf.Dictionary()).keys()) <= {"/Dests"}
        notes = [annotation for sheet in pdf.pages for annotation in sheet.get("/Annots", [])]
        actions = [note.A for note in notes if "/Dest" not in note]
        assert {str(action.S) for action in actions} <= {"/URI"}
        return [str(action.URI) for action in actions]


def flaws(data: bytes) -> list[str]:
    """Return what is wrong by the rules of PDF/UA-1 and PDF/A-2a.

    The checker takes a carriage return at the end of a compressed stream for a part of the line end after it, and then
    says that the stream is one byte too short; so the lengths are measured here instead.
    """
    reports = [page.validate_pdf_bytes(data, profile=profile) for profile in ("ua1", "2a")]
    failures = (failure for report in reports for failure in report.failures)
    broken = [f"{f.rule_id}: {f.message}" for f in failures if f.rule_id != "PDFA2A-STREAM-LENGTH-001"]
    return broken + wrong_lengths(data)


def text(data: bytes) -> str:
    """Return all text of a PDF, with the words that were parted at the ends of lines made whole."""
    pages = (sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages)
    return " ".join("\n".join(pages).replace("\u00ad\n", "").split())


_STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*?stream\r?\n")


def wrong_lengths(data: bytes) -> list[str]:
    """Return where a stream does not end after as many bytes as it says."""
    ends = [(found.start(), found.end() + int(found[1])) for found in _STREAM.finditer(data)]
    return [f"stream at {start}" for start, end in ends if not re.match(rb"\r?\n?endstream", data[end : end + 12])]
