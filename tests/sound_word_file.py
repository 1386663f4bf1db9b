"""What must hold of every Word file that a letterhead was made into, said here by itself and not by the tool's list."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from word_package import words

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONSHIPS = {
    *(
        OFFICE + name
        for name in words(
            """
            officeDocument styles settings fontTable theme numbering footnotes endnotes header footer image
            extended-properties custom-properties
            """
        )
    ),
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
}
PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app|custom)\.xml|word/media/image\d+\.(png|gif|jpeg|jpg|emf|wmf|svg)"
    r"|word/(document|styles|settings|fontTable|numbering|footnotes|endnotes|header\d+|footer\d+|theme/theme1)\.xml"
    r"|word/(theme/)?_rels/[a-z]+\d*\.xml\.rels"
)
TYPES = re.compile(
    r"application/(xml|vnd\.openxmlformats-package\.(relationships|core-properties)\+xml"
    r"|vnd\.openxmlformats-officedocument\.(theme|extended-properties|custom-properties)\+xml"
    r"|vnd\.openxmlformats-officedocument\.wordprocessingml\.(document\.main|styles|settings|fontTable|numbering|footnotes"
    r"|endnotes|header|footer)\+xml)|image/(png|gif|jpeg|x-emf|x-wmf|svg\+xml)"
)
STARTS = {
    "png": b"\x89PNG",
    "gif": b"GIF8",
    "jpeg": b"\xff\xd8\xff",
    "jpg": b"\xff\xd8\xff",
    "emf": b"\1\0\0\0",
    "svg": b"<?xml",
}
FORBIDDEN = set(
    words(
        """
        altChunk subDoc object OLEObject control objectEmbed objectLink movie contentPart mailMerge attachedTemplate
        attachedSchema saveThroughXslt docVars docVar documentProtection writeProtection embedRegular embedBold
        embedItalic embedBoldItalic ffData fldData comment commentReference commentRangeStart del ins moveFrom
        moveTo delText delInstrText rPrChange pPrChange numPicBullet placeholder printerSettings hlinkClick
        hlinkHover hlinkMouseOver audioFile videoFile webVideoPr chart relIds script foreignObject image animate set
        linkStyles permStart smartTag customXml rsid
        """
    )
)
REFERRING = {"embed", "id"}
MAY_HAVE_ADDRESSES = {"uri", "prefixMappings"}
ADDRESS = re.compile(r"://|javascript:|file:|vbscript:|data:|\\\\|mailto:", re.IGNORECASE)
FIELDS = set(
    words(
        """
        PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF NOTEREF SEQ STYLEREF TOC TC XE INDEX DATE TIME CREATEDATE
        SAVEDATE PRINTDATE EDITTIME TITLE SUBJECT KEYWORDS COMMENTS AUTHOR LASTSAVEDBY DOCPROPERTY INFO FILENAME
        FILESIZE NUMWORDS NUMCHARS REVNUM TEMPLATE IF COMPARE SYMBOL EQ ADVANCE LISTNUM AUTONUM AUTONUMLGL
        AUTONUMOUT =
        """
    )
)
LINK_WITHIN = re.compile(r'\s*HYPERLINK\s+\\l\s+"[^"]+"[\s\\hno]*')


def wrongs(data: bytes) -> list[str]:
    """Return what is wrong with a Word file, in words; nothing, as it should be."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return [f"{name}: {wrong}" for name, part in parts.items() for wrong in _wrongs(name, part, parts)]


def text(data: bytes) -> str:
    """Return all text of a Word file, its headers and footers included, a paragraph a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        trees = [parse_xml(archive.read(name)) for name in archive.namelist() if re.match(r"word/[a-z]+\d*\.xml", name)]
    lines = [
        "".join(t.text or "" for t in _all(p) if _local(t) == "t")
        for tree in trees
        for p in _all(tree)
        if _local(p) == "p"
    ]
    return "\n".join(lines)


def _wrongs(name: str, data: bytes, parts: dict[str, bytes]) -> Iterator[str]:
    if not PARTS.fullmatch(name):
        yield "a part of this name"
    ending = name.rpartition(".")[2]
    if name.startswith("word/media/") and ending in STARTS and not data.startswith(STARTS[ending]):
        yield "is no picture of that kind"
    if ending in {"xml", "rels", "svg"}:
        if b"<!" in data:
            yield "has a declaration"
        yield from _wrongs_of_xml(name, parse_xml(data), parts)


def _wrongs_of_xml(name: str, tree: BaseOxmlElement, parts: dict[str, bytes]) -> Iterator[str]:
    if name.endswith(".rels"):
        yield from _wrongs_of_relationships(name, tree, parts)
    elif name == "[Content_Types].xml":
        yield from (kind for one in tree if not TYPES.fullmatch(kind := str(one.get("ContentType"))))
    else:
        ids = _ids(name, parts)
        for element in _all(tree):
            yield from _wrongs_of_element(element, ids)
        yield from _wrongs_of_fields(tree)


def _wrongs_of_relationships(name: str, tree: BaseOxmlElement, parts: dict[str, bytes]) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    for one in tree:
        kind, target = str(one.get("Type")), str(one.get("Target"))
        if kind not in RELATIONSHIPS:
            yield f"a relationship of the kind {kind}"
        if one.get("TargetMode") is not None:
            yield f"leads out of the file to {target}"
        elif posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") not in parts:
            yield f"leads to {target}, which is not there"


def _ids(name: str, parts: dict[str, bytes]) -> set[str]:
    folder, file = posixpath.split(name)
    listed = parts.get(f"{folder}/_rels/{file}.rels")
    return {str(one.get("Id")) for one in parse_xml(listed)} if listed else set()


def _wrongs_of_element(element: BaseOxmlElement, ids: set[str]) -> Iterator[str]:
    local = _local(element)
    if local in FORBIDDEN and not (local == "moveTo" and "drawingml" in str(element.tag)):
        yield f"has {local}"
    for key, value in element.attrib.items():
        namespace, _, attribute = str(key).rpartition("}")
        if namespace.endswith("officeDocument/2006/relationships") and (attribute not in REFERRING or value not in ids):
            yield f"{local} refers by {attribute} to {value}"
        if attribute not in MAY_HAVE_ADDRESSES and ADDRESS.search(str(value)):
            yield f"{local} has an address in {attribute}"
        if (not namespace and attribute.startswith("on") and attribute != "on") or attribute in {
            "src",
            "gfxdata",
            "link",
            "pict",
        }:
            yield f"{local} has {attribute}"
        if attribute == "href" and not str(value).startswith("#"):
            yield f"{local} leads out by {attribute}"
    if local == "r" and any(_hides(part) for part in element):
        yield "has hidden text"


def _hides(properties: BaseOxmlElement) -> bool:
    return _local(properties) == "rPr" and any(
        _local(one) == "vanish" and one.get(_val(one)) in {None, "1", "true", "on"} for one in properties
    )


def _val(element: BaseOxmlElement) -> str:
    return str(element.tag).rpartition("}")[0] + "}val"


def _wrongs_of_fields(tree: BaseOxmlElement) -> Iterator[str]:
    """Read the codes as a reader might who takes all in order, and is not strict about where they stand."""
    codes: list[str] = []
    for element in _all(tree):
        local = _local(element)
        if local == "fldSimple":
            yield from _wrongs_of_code(str(next(iter(element.values()))))
        elif local == "fldChar":
            kind = next(value for key, value in element.attrib.items() if str(key).endswith("fldCharType"))
            if kind == "begin":
                codes.append("")
            elif kind == "end":
                yield from _wrongs_of_code(codes.pop() if codes else "an end without a beginning")
        elif local == "instrText":
            if not codes:
                yield "code outside a field"
            else:
                codes[-1] += element.text or ""
    if codes:
        yield "a field without an end"


def _wrongs_of_code(code: str) -> Iterator[str]:
    name = re.split(r'[\s\\"]', code.strip().upper(), maxsplit=1)[0]
    if name not in FIELDS and not LINK_WITHIN.fullmatch(code) and not code.strip().startswith("="):
        yield f"has the field {code!r}"


def _all(tree: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    return (element for element in tree.iter() if isinstance(element.tag, str))


def _local(element: BaseOxmlElement) -> str:
    return str(element.tag).rpartition("}")[2]
