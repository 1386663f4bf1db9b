"""Nine letterheads, each with what the letterheads of municipalities really have; no municipality's own."""

from collections.abc import Callable, Mapping

from word_package import (
    MAIN,
    NAMESPACES,
    OFFICE,
    PACKAGE,
    PLACED,
    SECTION,
    WORD,
    Package,
    document,
    drawing,
    emf,
    fld,
    p,
    package,
    png,
    t,
    text_box,
    wmf,
)

MARKER = p(t("[RAPPORT]"))
FOOTER, HEADER = f"{WORD}footer+xml", f"{WORD}header+xml"


def _cells(*contents: str) -> str:
    borders = '<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="336699"/></w:tblBorders>'
    grid = '<w:gridCol w:w="3000"/>' * len(contents)
    cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{one}</w:tc>' for one in contents)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/>{borders}<w:tblLook w:val="04A0"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    )


def _refers(kind: str, known: str, which: str = "default") -> str:
    return f'<w:{kind}Reference w:type="{which}" r:id="{known}"/>'


PAGES = fld(" PA", "GE ", r" \* MERGEFORMAT ") + t(" (") + fld(" NUMPAGES ") + t(")")


def letter() -> Package:
    """An official letter: a logo in EMF at a place on the page, and a footer in three columns with an address."""
    styles = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Sidfotstext-rdal"><w:name w:val="Sidfotstext Ådal"/>'
        '<w:basedOn w:val="Sidfot"/><w:qFormat/><w:rPr><w:color w:val="336699"/><w:sz w:val="16"/></w:rPr></w:style>'
    )
    made = package(
        p(t("Tjänsteskrivelse"), "Rubrik1") + p(t("Ärendet i korthet:")) + MARKER + p(t("Underskrift")),
        styles=styles,
        whole=True,
    )
    top = p(
        t("Exempelkommun") + "<w:r><w:tab/></w:r>" + "<w:r><w:ptab w:relativeTo='margin' w:alignment='right'"
        " w:leader='none'/></w:r>" + PAGES,
        "Sidhuvud",
    )
    head = made.add(MAIN, "header", "word/header1.xml", "", HEADER)
    logo = made.add("word/header1.xml", "image", "word/media/image1.emf", emf())
    top += p(drawing(logo, placed=PLACED.format(5400000, 300000)), "Sidhuvud")
    made.parts["word/header1.xml"] = document(top, "hdr").encode()
    foot = made.add(MAIN, "footer", "word/footer1.xml", "", FOOTER)
    web = made.relate("word/footer1.xml", "hyperlink", "https://www.example.org/", "External")
    link = f'<w:hyperlink r:id="{web}" w:history="1">{t("www.example.org", "<w:rStyle w:val=" + chr(34) + "Hyperlnk" + chr(34) + "/>")}</w:hyperlink>'  # noqa: E501 - one element
    address = (t("Besöksadress"), t("Organisationsnummer"), link)
    made.parts["word/footer1.xml"] = document(
        _cells(*(p(one, "Sidfotstext-rdal") for one in address)) + p(), "ftr"
    ).encode()
    return _with_section(made, _refers("header", head) + _refers("footer", foot))


def _with_section(made: Package, refers: str, last: str = "") -> Package:
    """Let the last section refer to headers and footers, which are made after it."""
    text = made.parts[MAIN].decode()
    start = text.rindex("<w:sectPr>")
    made.parts[MAIN] = (text[:start] + SECTION.format(refers, last) + "</w:body></w:document>").encode()
    return made


def first_page() -> Package:
    """A first page of its own, other headers on even pages, borders around the page, and a theme."""
    made = package(MARKER, whole=True)
    names = {"first": "Förvaltningen för stöd", "default": "Uppföljning", "even": "Jämn sida"}
    refers = ""
    for number, (which, text) in enumerate(names.items(), 1):
        name = f"word/header{number}.xml"
        known = made.add(MAIN, "header", name, "", HEADER)
        content = p(t(text) + fld(' STYLEREF "heading 1" ', shows="Rubriken") + t(" ") + PAGES, "Sidhuvud")
        if which == "first":
            logo = made.add(name, "image", "word/media/logo.png", png())
            content = p(drawing(logo, size=1200000), "Sidhuvud") + content
        made.parts[name] = document(content, "hdr").encode()
        refers += _refers("header", known, which)
    settings = """<w:zoom w:percent="100"/><w:mirrorMargins/><w:defaultTabStop w:val="1304"/><w:hyphenationZone
      w:val="425"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting
      w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:rsids>
      <w:rsidRoot w:val="00A1"/></w:rsids><w:themeFontLang w:val="sv-SE"/><w:decimalSymbol w:val=","/><w:listSeparator
      w:val=";"/>"""
    made.add(MAIN, "settings", "word/settings.xml", document(settings, "settings"), f"{WORD}settings+xml")
    made.add(MAIN, "theme", "word/theme/theme1.xml", THEME, "application/vnd.openxmlformats-officedocument.theme+xml")
    fonts = """<w:font w:name="Calibri"><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/><w:family
      w:val="swiss"/><w:pitch w:val="variable"/></w:font>"""
    made.add(MAIN, "fontTable", "word/fontTable.xml", document(fonts, "fonts"), f"{WORD}fontTable+xml")
    borders = """<w:pgBorders w:offsetFrom="page"><w:top w:val="single" w:sz="12" w:space="24" w:color="336699"/>
      <w:bottom w:val="single" w:sz="12" w:space="24" w:color="336699"/></w:pgBorders>"""
    return _with_section(made, refers, borders + "<w:titlePg/>")


def content_controls() -> Package:
    """Content controls of most kinds, some tied to data, and properties of the municipality's own in fields."""
    core = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
    bound = f"""<w:dataBinding w:prefixMappings="xmlns:ns0='http://purl.org/dc/elements/1.1/'"
      w:xpath="/ns1:coreProperties[1]/ns0:title[1]" w:storeItemID="{core}"/><w:text/>"""
    own = """<w:dataBinding w:xpath="/root[1]/handlaggare[1]" w:storeItemID="{11111111-2222-3333-4444-555555555555}"/>
      <w:text/>"""
    day = """<w:date w:fullDate="2026-05-01T00:00:00Z"><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="sv-SE"/>
      <w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>"""
    choice = """<w:dropDownList><w:listItem w:displayText="Vård- och omsorgsnämnden" w:value="1"/><w:listItem
      w:displayText="Socialnämnden" w:value="2"/></w:dropDownList>"""
    box = """<w14:checkbox><w14:checked w14:val="1"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>
      <w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>"""
    fields = (
        t("Diarienummer: ")
        + fld(" DOCPROPERTY ", ' "Diarienummer" ', r" \* MERGEFORMAT ", shows="SN 2026/17")
        + t(" ")
        + fld(" IF ", fld(" PAGE "), ' = 1 "Öppen" "" ', shows="Öppen")
    )
    body = (
        p(_control("Rubrik", bound, t("Mallens titel")) + t(" · ") + _control("Handläggare", own, t("En handläggare")))
        + p(_control("Datum", day, t("2026-05-01")) + t(" · ") + _control("Nämnd", choice, t("Socialnämnden")))
        + p(_control("Delges", box, t("☒")) + t(" Delges nämnden"))
        + p(fields)
        + _control("Rapport", "<w:text/>", MARKER, block=True)
        + p(t("Slut"))
    )
    made = package(body, whole=True)
    made.add(
        "",
        f"{PACKAGE}relationships/metadata/core-properties",
        "docProps/core.xml",
        CORE,
        "application/vnd.openxmlformats-package.core-properties+xml",
    )
    made.add(
        "",
        "extended-properties",
        "docProps/app.xml",
        APP,
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    )
    made.add(
        "",
        "custom-properties",
        "docProps/custom.xml",
        CUSTOM,
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    )
    made.add(
        MAIN,
        "customXml",
        "customXml/item1.xml",
        "<root><handlaggare>En handläggare</handlaggare></root>",
        "application/xml",
    )
    made.add(
        MAIN,
        "glossaryDocument",
        "word/glossary/document.xml",
        document("", "glossaryDocument"),
        f"{WORD}document.glossary+xml",
    )
    return made


def _control(title: str, kind: str, content: str, *, block: bool = False) -> str:
    placeholder = "" if block else '<w:placeholder><w:docPart w:val="A1B2C3"/></w:placeholder>'
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{title}"/><w:id w:val="{sum(map(ord, title))}"/>'
        "<w:lock "
        f'w:val="sdtLocked"/>{placeholder}{kind}<w15:color w:val="336699"/></w:sdtPr><w:sdtContent>{content}'
        "</w:sdtContent></w:sdt>"
    )


def text_boxes() -> Package:
    """Text boxes in both writings, a watermark in VML, and a group of shapes with a picture in it."""
    made = package(text_box(p(t("Vår referens")), y=1700000).join(("<w:p>", "</w:p>")) + MARKER, whole=True)
    head = made.add(MAIN, "header", "word/header1.xml", "", HEADER)
    logo = made.add("word/header1.xml", "image", "word/media/vapen.png", png(80, 40, (120, 20, 20)))
    group = f"""<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing><wp:inline><wp:extent cx="1800000"
      cy="500000"/><wp:docPr id="3" name="Grupp"/><a:graphic><a:graphicData
      uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>
      <a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="500000"/><a:chOff x="0" y="0"/><a:chExt cx="1800000"
      cy="500000"/></a:xfrm></wpg:grpSpPr><wps:wsp><wps:cNvPr id="4" name="Fält"/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off
      x="1000000" y="0"/><a:ext cx="800000" cy="500000"/></a:xfrm><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>
      <a:solidFill><a:srgbClr val="99CC66"/></a:solidFill></wps:spPr><wps:bodyPr/></wps:wsp><pic:pic><pic:nvPicPr>
      <pic:cNvPr id="5" name="vapen"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{logo}"/><a:stretch>
      <a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="500000"/>
      </a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></wpg:wgp></a:graphicData>
      </a:graphic>
      </wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""
    watermark = """<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
      path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/></v:formulas><v:path textpathok="t"/>
      <v:textpath on="t" fitshape="t"/></v:shapetype><v:shape id="Vattenst" o:spid="_x0000_s2049" type="#_x0000_t136"
      style="position:absolute;margin-left:0;margin-top:0;width:300pt;height:90pt;rotation:315;z-index:-251658752;
      mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;
      mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>
      <v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string="UTKAST"/><w10:wrap anchorx="margin"
      anchory="margin"/></v:shape></w:pict></w:r>"""
    made.parts["word/header1.xml"] = document(p(group) + p(watermark), "hdr").encode()
    foot = made.add(MAIN, "footer", "word/footer1.xml", "", FOOTER)
    box = text_box(p(t("Sida ") + PAGES), y=9900000)
    made.parts["word/footer1.xml"] = document(f"<w:p>{box}</w:p>", "ftr").encode()
    return _with_section(made, _refers("header", head) + _refers("footer", foot))


def sections() -> Package:
    """A cover on its side, a section of the report's own that the marker ends, and an annex in two columns."""
    cover = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    contents = fld(r' TOC \o "1-3" \h \z ', shows="Högerklicka och uppdatera")
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    made = package("", whole=True)
    foot = made.add(
        MAIN, "footer", "word/footer1.xml", document(p(t("Rapportens sidfot ") + fld(" SECTIONPAGES ")), "ftr"), FOOTER
    )
    notes = """<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote
      w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"""
    notes += f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>" + t(" Enligt kommunens riktlinje"))}</w:footnote>'
    made.add(MAIN, "footnotes", "word/footnotes.xml", document(notes, "footnotes"), f"{WORD}footnotes+xml")
    lists = """<w:abstractNum w:abstractNumId="4"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start
      w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360"
      w:hanging="360"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>"""
    made.add(MAIN, "numbering", "word/numbering.xml", document(lists, "numbering"), f"{WORD}numbering+xml")
    own = SECTION.format(_refers("footer", foot), '<w:pgNumType w:start="1"/>')
    body = (
        p(t("Omslag"), "Rubrik1")
        + p(contents)
        + f"<w:p><w:pPr>{cover}</w:pPr></w:p>"
        + f"<w:p><w:pPr>{own}</w:pPr>{t('[RAP')}{t('PORT]')}</w:p>"
        + p(t("Bilaga"), "Rubrik1")
        + f"<w:p>{numbered}{t('Se noten')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    )
    made.parts[MAIN] = document(body + SECTION.format("", '<w:cols w:num="2" w:space="708"/>')).encode()
    return made


def old() -> Package:
    """A letterhead that has been with the municipality for twenty years: VML, frames, an embedded logo, and remains."""
    made = package(
        '<w:p w:rsidR="00A1"><w:pPr><w:framePr w:w="4000" w:hSpace="142" w:wrap="around" w:vAnchor="page" '
        f'w:hAnchor="page" w:x="6800" w:y="2000"/></w:pPr>{t("Datum")}<w:proofErr w:type="spellStart"/></w:p>'
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="5216"/></w:tabs></w:pPr><w:smartTag w:uri="urn:x" '
        'w:element="y">'
        f'{t("Kommunstyrelsen")}</w:smartTag><w:ins w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z">{t(" ny text")}'
        '</w:ins><w:del w:id="2" w:author="A"><w:r><w:delText>struken text</w:delText></w:r></w:del></w:p>'
        f"{p(t('Dold anvisning', '<w:vanish/>') + fld(' MACROBUTTON NoMacro [Skriv här] ', shows=''))}"
        f"{p(fld(' DOCVARIABLE Enhet ', shows='Enheten för stöd'))}{MARKER}",
        whole=True,
    )
    head = made.add(MAIN, "header", "word/header1.xml", "", HEADER)
    logo = made.add("word/header1.xml", "image", "word/media/image1.wmf", wmf())
    sheet = made.add("word/header1.xml", "oleObject", "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")
    shape = """<v:shapetype id="_x0000_t75" coordsize="21600,21600" o:spt="75" o:preferrelative="t" filled="f"
      stroked="f" path="m@4@5l@4@11@9@11@9@5xe"/><v:shape id="_x0000_i1025" type="#_x0000_t75"
      style="width:60pt;height:60pt"
      o:ole=""><v:imagedata r:id="{}" o:title=""/></v:shape>"""
    embedded = f"""<w:r><w:object w:dxaOrig="1440" w:dyaOrig="1440">{shape.format(logo)}<o:OLEObject Type="Embed"
      ProgID="Word.Picture.8" ShapeID="_x0000_i1025" DrawAspect="Content" ObjectID="_1" r:id="{sheet}"/></w:object>
      </w:r>"""
    made.parts["word/header1.xml"] = document(_cells(p(embedded), p(t("Exempelkommun"))) + p(), "hdr").encode()
    settings = '<w:attachedTemplate r:id="{}"/><w:documentProtection w:edit="forms" w:enforcement="1"/><w:docVars><w:docVar w:name="Enhet" w:val="x"/></w:docVars><w:compat><w:useFELayout/></w:compat>'  # noqa: E501 - one text
    made.add(MAIN, "settings", "word/settings.xml", "", f"{WORD}settings+xml")
    tied = made.relate("word/settings.xml", "attachedTemplate", "file:///G:/Mallar/brev.dot", "External")
    made.parts["word/settings.xml"] = document(settings.format(tied), "settings").encode()
    fonts = '<w:font w:name="Kommun Sans"><w:charset w:val="00"/><w:embedRegular r:id="rId1"/></w:font>'
    made.add(MAIN, "fontTable", "word/fontTable.xml", document(fonts, "fonts"), f"{WORD}fontTable+xml")
    made.add("word/fontTable.xml", "font", "word/fonts/font1.odttf", b"\1" * 40)
    return _with_section(made, _refers("header", head))


def from_libreoffice() -> Package:
    """As LibreOffice writes it: its address of the properties, sides named by where a line starts, and a text box."""
    body = (
        """<w:p><w:pPr><w:pStyle w:val="Rubrik1"/><w:widowControl/><w:bidi w:val="0"/><w:jc w:val="start"/>
      <w:rPr></w:rPr></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="Calibri" w:cs="Calibri"/><w:kern w:val="0"/>
      <w:lang w:val="sv-SE" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr><w:t>Lägesrapport</w:t></w:r></w:p>"""
        + text_box(p(t("Dnr SN 2026/17")), y=1700000).join(("<w:p>", "</w:p>"))
        + p(t("Ärende: ") + fld(" TITLE ", shows="Mall"))
        + MARKER
    )
    made = package(body, whole=True)
    made.add(
        "",
        "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
        CORE,
        "application/vnd.openxmlformats-package.core-properties+xml",
    )
    foot = made.add(MAIN, "footer", "word/footer1.xml", "", FOOTER)
    cell = """<w:tcPr><w:tcW w:w="4819" w:type="dxa"/><w:tcBorders><w:top w:val="single" w:sz="4" w:space="0"
      w:color="336699"/><w:start w:val="nil"/><w:end w:val="nil"/></w:tcBorders></w:tcPr>"""
    table = f"""<w:tbl><w:tblPr><w:tblW w:w="9638" w:type="dxa"/><w:jc w:val="start"/><w:tblInd w:w="0" w:type="dxa"/>
      <w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="55" w:type="dxa"/><w:start w:w="55" w:type="dxa"/><w:bottom
      w:w="55" w:type="dxa"/><w:end w:w="55" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="4819"/>
      <w:gridCol w:w="4819"/></w:tblGrid><w:tr><w:trPr></w:trPr><w:tc>{cell}{p(t("Exempelkommun"))}</w:tc><w:tc>{cell}{
        p(t("Sida ") + PAGES)
    }</w:tc></w:tr></w:tbl>"""
    made.parts["word/footer1.xml"] = document(table + p(), "ftr").encode()
    settings = """<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation w:val="true"/><w:compat>
      <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
      <w:compatSetting w:name="overrideTableStyleFontSizeAndJustification"
      w:uri="http://schemas.microsoft.com/office/word" w:val="1"/></w:compat><w:themeFontLang w:val="" w:eastAsia=""
      w:bidi=""/>"""
    made.add(MAIN, "settings", "word/settings.xml", document(settings, "settings"), f"{WORD}settings+xml")
    last = """<w:pgNumType w:fmt="decimal"/><w:formProt w:val="false"/><w:textDirection w:val="lrTb"/><w:docGrid
      w:type="default" w:linePitch="360" w:charSpace="0"/>"""
    return _with_section(made, _refers("footer", foot), last)


def from_google() -> Package:
    """As Google Docs writes it: every property of each paragraph, controls of its own, fonts as they are, no theme."""
    plain = """<w:pPr><w:pageBreakBefore w:val="0"/><w:widowControl w:val="1"/><w:pBdr><w:top w:space="0" w:sz="0"
      w:val="nil"/><w:left w:space="0" w:sz="0" w:val="nil"/><w:between w:space="0" w:sz="0" w:val="nil"/></w:pBdr>
      <w:shd w:fill="auto" w:val="clear"/><w:spacing w:after="0" w:before="0" w:line="276" w:lineRule="auto"/>
      <w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/><w:rPr/></w:pPr>"""
    run = """<w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"><w:rPr><w:rFonts w:ascii="Lato"
      w:cs="Lato" w:eastAsia="Lato" w:hAnsi="Lato"/><w:b w:val="1"/><w:i w:val="0"/><w:smallCaps w:val="0"/><w:strike
      w:val="0"/><w:color w:val="336699"/><w:u w:val="none"/><w:shd w:fill="auto" w:val="clear"/><w:vertAlign
      w:val="baseline"/><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"""
    control = """<w:sdt><w:sdtPr><w:id w:val="-1234567"/><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>{}
      </w:sdtContent></w:sdt>"""
    mark = (
        '<w:bookmarkStart w:id="0" w:name="_heading=h.gjdgxs" w:colFirst="0" w:colLast="0"/><w:bookmarkEnd w:id="0"/>'
    )
    title, marker = run.format("Uppföljning av stödet"), run.format("[RAPPORT]")
    made = package(
        f"<w:p>{plain}{mark}{control.format(title)}</w:p>" + control.format(f"<w:p>{plain}{marker}</w:p>"), whole=True
    )
    head = made.add(MAIN, "header", "word/header1.xml", "", HEADER)
    logo = made.add("word/header1.xml", "image", "word/media/image1.png", png(80, 40, (20, 120, 20)))
    made.parts["word/header1.xml"] = document(
        f"<w:p>{plain}{run.format('Exempelkommun')}{drawing(logo, size=900000)}</w:p>", "hdr"
    ).encode()
    fonts = """<w:font w:name="Lato"><w:embedRegular w:fontKey="{00000000-0000-0000-0000-000000000000}" r:id="rId1"
      w:subsetted="0"/></w:font>"""
    made.add(MAIN, "fontTable", "word/fontTable.xml", document(fonts, "fonts"), f"{WORD}fontTable+xml")
    made.add("word/fontTable.xml", "font", "word/fonts/Lato-regular.ttf", b"\0\1\0\0" * 10, "application/x-font-ttf")
    data = '<go:gDocsCustomXmlDataStorage xmlns:go="http://customooxmlschemas.google.com/"/>'
    made.add(MAIN, "customXml", "customXml/item1.xml", data, "application/xml")
    return _with_section(made, _refers("header", head), '<w:pgNumType w:start="1"/>')


def word_365() -> Package:
    """As Word 365 writes it now: alternatives within alternatives, a repeating control, marks of its newest kinds."""
    day = """<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="sv-SE"/><w:storeMappedDataAs w:val="dateTime"/>
      <w:calendar w:val="gregorian"/></w:date>"""
    extra = """<w:sdt><w:sdtPr><w15:repeatingSection/></w:sdtPr><w:sdtContent><w:sdt><w:sdtPr>
      <w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"""
    numbered = """<w:p w14:paraId="3F2504E0" w14:textId="77777777"><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr><w:r
      w:rsidRPr="00A1"><w:rPr><w14:ligatures w14:val="standardContextual"/><w14:textOutline w14:w="9525"
      w14:cap="rnd"><w14:noFill/></w14:textOutline></w:rPr><w:t>Uppföljning</w:t></w:r></w:p>"""
    body = (
        numbered
        + p(
            _control("Datum", day, t("1 maj 2026"))
            + t(" ")
            + fld(" SAVEDATE ", r' \@ "yyyy-MM-dd" ', shows="2026-05-01")
        )
        + extra.format(p(t("Punkt som upprepas")))
        + f"<w:p>{text_box(p(t('Ruta')), y=900000)}</w:p>"
        + MARKER
    )
    made = package(body, whole=True)
    made.parts[MAIN] = (
        made.parts[MAIN]
        .replace(b'mc:Ignorable="w14 w15 wp14"', b'mc:Ignorable="w14 w15 w16se w16cid w16 w16cex w16sdtdh wp14"')
        .replace(
            b"<w:document ",
            b'<w:document xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
            b' xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid"'
            b' xmlns:w16="http://schemas.microsoft.com/office/word/2018/wordml"'
            b' xmlns:w16cex="http://schemas.microsoft.com/office/word/2018/wordml/cex"'
            b' xmlns:w16sdtdh="http://schemas.microsoft.com/office/word/2020/wordml/sdtdatahash" ',
            1,
        )
    )
    made.add(MAIN, "theme", "word/theme/theme1.xml", THEME, "application/vnd.openxmlformats-officedocument.theme+xml")
    head = made.add(MAIN, "header", "word/header1.xml", "", HEADER)
    logo = made.add("word/header1.xml", "image", "word/media/image1.emf", emf())
    inner = f"<w:p>{drawing(logo, size=900000)}</w:p>"
    made.parts["word/header1.xml"] = document(
        f"<w:p>{text_box(inner, y=300000)}</w:p>{p(t('Exempelkommun'), 'Sidhuvud')}", "hdr"
    ).encode()
    return _with_section(made, _refers("header", head))


LETTERHEADS: Mapping[str, Callable[[], Package]] = {
    one.__name__: one
    for one in (
        letter,
        first_page,
        content_controls,
        text_boxes,
        sections,
        old,
        from_libreoffice,
        from_google,
        word_365,
    )
}

_FILL = "<a:solidFill><a:schemeClr val='phClr'/></a:solidFill>"
THEME = f"""<a:theme {NAMESPACES} name="Kommunens tema"><a:themeElements><a:clrScheme name="Kommun"><a:dk1><a:sysClr
  val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>{
    "".join(
        f'<a:{name}><a:srgbClr val="336699"/></a:{name}>'
        for name in (
            "dk2",
            "lt2",
            "accent1",
            "accent2",
            "accent3",
            "accent4",
            "accent5",
            "accent6",
            "hlink",
            "folHlink",
        )
    )
}</a:clrScheme><a:fontScheme name="Kommun"><a:majorFont><a:latin
  typeface="Calibri Light" panose="020F0302020204030204"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont>
  <a:minorFont>
  <a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme
  name="Office"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{f'<a:ln w="6350">{_FILL}</a:ln>' * 3}
  </a:lnStyleLst><a:effectStyleLst>{"<a:effectStyle><a:effectLst/></a:effectStyle>" * 3}</a:effectStyleLst>
  <a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements><a:objectDefaults/>
  <a:extraClrSchemeLst/></a:theme>"""

CORE = f"""<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Mall</dc:title>
  <dc:subject>Uppföljning</dc:subject><dc:creator>Kim Exempel</dc:creator><cp:category>Rapport</cp:category>
  <cp:lastModifiedBy>Kim Exempel</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z
  </dcterms:created></cp:coreProperties>"""
APP = f"""<Properties xmlns="{OFFICE.replace("relationships/", "extended-properties")}"><Template>Brev.dotm</Template>
  <Manager>Kim Exempel</Manager><Company>Exempelkommun</Company></Properties>"""
CUSTOM = f"""<Properties xmlns="{OFFICE.replace("relationships/", "custom-properties")}"
  xmlns:vt="{OFFICE.replace("relationships/", "docPropsVTypes")}"><property
  fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}"
  pid="2" name="Diarienummer"><vt:lpwstr>SN 2026/17</vt:lpwstr></property></Properties>"""
