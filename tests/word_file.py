"""Word files: taken apart, changed, and put together again."""

import io
import zipfile
from collections.abc import Iterable, Mapping

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from anhorig_cli.rendering.paper.word.word_writer import built_in_letterhead

MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return parts as a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_body(xml: str) -> bytes:
    """Return a letterhead whose body begins with some XML."""
    return changed(MAIN, "<w:body>", f"<w:body>{xml}")


def related(kind: str, target: str, mode: str = "External") -> bytes:
    """Return a letterhead with one more relationship."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    tag = f'<Relationship Id="rId9" Type="{base}{kind}" Target="{target}" TargetMode="{mode}"/>'
    return changed(RELATIONSHIPS, "</Relationships>", tag + "</Relationships>")


def changed(part: str, old: str, new: str) -> bytes:
    """Return the tool's own letterhead with another text in one part."""
    contents = parts(built_in_letterhead())
    before = contents[part].decode()
    assert old in before
    return packed({**contents, part: before.replace(old, new, 1).encode()})


def saying(paragraphs: Iterable[str]) -> bytes:
    """Return a municipality's document: with a header, a footer, and some paragraphs."""
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Exempelkommun"
    word.sections[0].footer.paragraphs[0].text = "Besöksadress"
    word.core_properties.author = "Kim Exempel"
    for text in paragraphs:
        word.add_paragraph(text)
    return saved(word)


def saved(word: Document) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def found(word: Document, path: str) -> list[BaseOxmlElement]:
    """Return the elements of a document's body that an XPath leads to."""
    elements: list[BaseOxmlElement] = word.element.xpath(path)
    return elements


def value(element: BaseOxmlElement, name: str = "w:val") -> str | None:
    """Return an attribute of an element."""
    return element.get(qn(name))


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def text(data: bytes) -> str:
    document = opened(data)
    return "\n".join(node.text or "" for node in document.element.body.iter() if str(node.tag).endswith("}t"))
