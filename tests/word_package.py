"""Word files put together part by part, as other programs than the tool's own library write them."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

import docx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PICTURES = {"png": "image/png", "gif": "image/gif", "jpeg": "image/jpeg", "emf": "image/x-emf", "svg": "image/svg+xml"}
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE.rstrip("/"),
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "wp15": "http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing",
        "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w10": "urn:schemas-microsoft-com:office:word",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


@dataclass
class Package:
    """The parts of a Word file by name, their types where they have one of their own, and their relationships."""

    parts: dict[str, bytes]
    types: dict[str, str]
    relationships: dict[str, list[str]] = field(default_factory=dict)
    endings: dict[str, str] = field(default_factory=lambda: {"rels": f"{PACKAGE}relationships", **PICTURES})

    def add(self, owner: str, kind: str, name: str, data: bytes | str, content_type: str = "") -> str:
        """Add a part that another one leads to, and return the id of the relationship."""
        self.parts[name] = data.encode() if isinstance(data, str) else data
        if content_type:
            self.types[name] = content_type
        return self.relate(owner, kind, posixpath.relpath(name, posixpath.dirname(owner) or "."))

    def relate(self, owner: str, kind: str, target: str, mode: str = "") -> str:
        """Add a relationship, of a kind that may be a whole address, and return its id."""
        listed = self.relationships.setdefault(owner, [])
        known = f"rId{len(listed) + 1}"
        address = kind if ":" in kind else OFFICE + kind
        mode = f' TargetMode="{mode}"' if mode else ""
        listed.append(f'<Relationship Id="{known}" Type="{address}" Target={quoteattr(target)}{mode}/>')
        return known

    def packed(self) -> bytes:
        """Return the file."""
        written = {"[Content_Types].xml": self._types().encode(), **self.parts}
        for owner, listed in self.relationships.items():
            folder, file = posixpath.split(owner)
            text = f'<Relationships xmlns="{PACKAGE}relationships">{"".join(listed)}</Relationships>'
            written.setdefault(posixpath.join(folder, "_rels", f"{file}.rels"), text.encode())
        return zipped(written)

    def _types(self) -> str:
        endings = {**self.endings, "rels": "application/vnd.openxmlformats-package.relationships+xml"}
        defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in endings.items())
        own = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in self.types.items())
        return f'<Types xmlns="{PACKAGE}content-types">{defaults}{own}</Types>'


def words(text: str) -> list[str]:
    """Return the words of a text, as a list that is easier to read than with quotes."""
    return text.split()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


MAIN = "word/document.xml"
SECTION = """<w:sectPr>{}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2268" w:right="1417" w:bottom="1984"
 w:left="1417" w:header="567" w:footer="454" w:gutter="0"/>{}</w:sectPr>"""


def package(body: str, *, styles: str = "", whole: bool = False) -> Package:
    """Return a Word file with a body of one section, and styles: a few, or all that Word has, named as in Swedish."""
    made = Package({}, {})
    made.relate("", "officeDocument", MAIN)
    made.parts[MAIN] = document(body + SECTION.format("", "")).encode()
    made.types[MAIN] = f"{WORD}document.main+xml"
    listed = _swedish() if whole else document(FEW_STYLES, "styles")
    made.add(
        MAIN, "styles", "word/styles.xml", listed.replace("</w:styles>", f"{styles}</w:styles>"), f"{WORD}styles+xml"
    )
    return made


def document(content: str, root: str = "document") -> str:
    """Return the text of a part with a body, or of a header, a footer or notes."""
    inside = f"<w:body>{content}</w:body>" if root == "document" else content
    return f'<w:{root} {NAMESPACES} mc:Ignorable="w14 w15 wp14">{inside}</w:{root}>'


FEW_STYLES = """<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:rPr><w:b/>
</w:rPr></w:style>"""


def _swedish() -> str:
    """Return the styles of Word with the ids that it gives them in Swedish."""
    word = docx.Document()
    file = io.BytesIO()
    word.save(file)
    with zipfile.ZipFile(file) as archive:
        text = archive.read("word/styles.xml").decode()
    for number in range(1, 7):
        text = text.replace(f'"Heading{number}"', f'"Rubrik{number}"')
    return text.replace('"Header"', '"Sidhuvud"').replace('"Footer"', '"Sidfot"').replace('"Caption"', '"Beskrivning"')


def p(content: str = "", style: str = "") -> str:
    """Return a paragraph of runs."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{content}</w:p>"


def t(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def fld(*code: str, shows: str = "1") -> str:
    """Return a field whose code is parted over runs; a piece that begins with `<` is put in as it stands."""
    pieces = "".join(
        one if one.startswith("<") else f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>'
        for one in code
    )
    return f"{_char('begin')}{pieces}{_char('separate')}{t(shows)}{_char('end')}"


def _char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def drawing(embed: str, *, placed: str = "", words: str = "Kommunens vapen", more: str = "", size: int = 900000) -> str:
    """Return a run with a picture in its line, or at a place on the page; `more` stands within its blip."""
    picture = f"""<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
      <pic:nvPicPr><pic:cNvPr id="7" name="vapen"/><pic:cNvPicPr/></pic:nvPicPr>
      <pic:blipFill><a:blip r:embed="{embed}">{more}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
      <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size}" cy="{size}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>
      </a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"""
    told = f'<wp:docPr id="7" name="Bild 7" descr="{words}"/>'
    if not placed:
        inside = f'<wp:extent cx="{size}" cy="{size}"/>{told}{picture}'
        return f"<w:r><w:drawing><wp:inline>{inside}</wp:inline></w:drawing></w:r>"
    return f"""<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0"
      relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
      {placed}<wp:extent cx="{size}" cy="{size}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>{told}
      <wp:cNvGraphicFramePr/>{picture}</wp:anchor></w:drawing></w:r>"""


PLACED = """<wp:positionH relativeFrom="page"><wp:posOffset>{}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{}</wp:posOffset></wp:positionV>"""


def text_box(content: str, *, x: int = 900000, y: int = 900000, width: int = 2400000, height: int = 600000) -> str:
    """Return a run with a text box, as a shape and, for older programs, in VML."""
    return f"""<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0"
      distR="0" simplePos="0" relativeHeight="251660288" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"
      wp14:anchorId="1A2B3C4D"><wp:simplePos x="0" y="0"/>{PLACED.format(x, y)}<wp:extent cx="{width}" cy="{height}"/>
      <wp:wrapNone/><wp:docPr id="9" name="Textruta 9"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData
      uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>
      <wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect">
      <a:avLst/></a:prstGeom><a:noFill/><a:ln w="6350"><a:solidFill><a:srgbClr val="336699"/></a:solidFill></a:ln>
      </wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>
      <wps:bodyPr wrap="square" lIns="91440" tIns="45720"
      rIns="91440" bIns="45720" anchor="t"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>
      </w:drawing></mc:Choice><mc:Fallback><w:pict><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"
      path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/></v:shapetype><v:shape id="Textruta_9"
      o:spid="_x0000_s1026" type="#_x0000_t202" o:gfxdata="UEsDBA==" style="position:absolute;margin-left:70pt;
      margin-top:70pt;width:190pt;height:48pt;z-index:251660288;visibility:visible;mso-wrap-style:square"><v:textbox>
      <w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def png(width: int = 60, height: int = 60, colour: tuple[int, int, int] = (0, 91, 150)) -> bytes:
    """Return a PNG of one colour."""
    rows = (b"\0" + bytes(colour) * width) * height
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


def emf(width: int = 2000, height: int = 2000) -> bytes:
    """Return an EMF with a filled ellipse, in hundredths of a millimetre."""
    return emf_saying(b"", width, height)


def emf_saying(said: bytes, width: int = 2000, height: int = 2000) -> bytes:
    """Return an EMF with a filled ellipse, and with a comment where something is said."""
    padded = said.ljust((len(said) + 3) // 4 * 4, b"\0")
    comment = struct.pack("<III", 70, 12 + len(padded), len(said)) + padded if said else b""
    brush = struct.pack("<IIIIII", 39, 24, 1, 0, 0x0060A0, 0)
    chosen = struct.pack("<III", 37, 12, 1)
    ellipse = struct.pack("<IIiiii", 42, 24, 0, 0, 500, 500)
    end = struct.pack("<IIIII", 14, 20, 0, 16, 20)
    records = brush + chosen + ellipse + comment + end
    header = struct.pack("<IIiiiiiiii", 1, 88, 0, 0, 500, 500, 0, 0, width, height)
    header += struct.pack(
        "<4sIIIHHIIIiiii", b" EMF", 0x10000, 88 + len(records), 5 + bool(said), 2, 0, 0, 0, 0, 1000, 1000, 200, 200
    )
    return header.ljust(88, b"\0") + records


def wmf(*records: bytes) -> bytes:
    """Return a WMF that can be placed, with a rectangle or other records."""
    shown = records or (struct.pack("<IHhhhh", 7, 0x041B, 500, 500, 0, 0),)
    written = b"".join(shown) + struct.pack("<IH", 3, 0)
    head = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, 500, 500, 1440, 0)
    checksum = 0
    for (word,) in struct.iter_unpack("<H", head):
        checksum ^= word
    size = (18 + len(written)) // 2
    return head + struct.pack("<H", checksum) + struct.pack("<HHHIHIH", 1, 9, 0x300, size, 1, 7, 0) + written


def gif(width: int = 20, height: int = 20) -> bytes:
    """Return the beginning of a GIF, which tells its size."""
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"


def jpeg(width: int = 20, height: int = 20, *others: bytes) -> bytes:
    """Return a JPEG without pixels, which tells its size, with other segments before that."""
    segment = struct.pack(">HHBHHB", 0xFFC0, 11, 8, height, width, 1) + b"\1\x11\0"
    return (
        b"\xff\xd8"
        + struct.pack(">HH", 0xFFE0, 16)
        + b"JFIF\0\1\1\0\0\1\0\1\0\0"
        + b"".join(others)
        + segment
        + b"\xff\xd9"
    )
