"""The allowlist for letterheads: every element, attribute, part and field that is copied from one.

The list is complete. A letterhead is never cleaned: a new document is written that contains what is named here and
nothing else. Anything else is left out and reported (`left_out`); what is often left out has a kind of its own below,
so that the report is plain. Nothing listed here runs code, fetches anything, or leads out of the document.

XML names are written `prefix:name`, with the prefixes of `NAMESPACES`. An attribute without a prefix belongs to the
vocabulary of its element.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from anhorig_cli.loading.letterhead import left_out
from anhorig_cli.source import Message, message

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"

NAMESPACES = {
    "a": f"{_DRAWING}main",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "ap": f"{_OFFICE}extended-properties",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "cp": f"{_PACKAGE}metadata/core-properties",
    "ct": f"{_PACKAGE}content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "op": f"{_OFFICE}custom-properties",
    "pic": f"{_DRAWING}picture",
    "r": f"{_OFFICE}relationships",
    "rel": f"{_PACKAGE}relationships",
    "svg": "http://www.w3.org/2000/svg",
    "v": "urn:schemas-microsoft-com:vml",
    "vt": f"{_OFFICE}docPropsVTypes",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w10": "urn:schemas-microsoft-com:office:word",
    "w14": f"{_WORD_2010}wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wp": f"{_DRAWING}wordprocessingDrawing",
    "wp14": f"{_WORD_2010}wordprocessingDrawing",
    "wp15": "http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing",
    "wpc": f"{_WORD_2010}wordprocessingCanvas",
    "wpg": f"{_WORD_2010}wordprocessingGroup",
    "wps": f"{_WORD_2010}wordprocessingShape",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
STRICT = "http://purl.oclc.org/ooxml/"
"""What the namespaces of Strict Open XML, another dialect, begin with."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _kinds(*kinds: tuple[Message, str]) -> Mapping[str, Message]:
    """Return the kind to report for each word, from pairs of a kind and its words."""
    return {word: kind for kind, words in kinds for word in words.split()}


# ---- Parts


@dataclass(frozen=True, slots=True)
class PackagePart:
    """A kind of part: how it is found and recognised in the old document, and what it becomes in the new one.

    `relationship` is the type of relationship that leads to it; `root` is its outermost element; `file` is its name in
    the new document, where `{}` stands for a number; `place` is what messages call it. `has` are the kinds of part that
    are always copied with it, `shows` those that are copied where one of its elements refers to them.
    """

    relationship: str
    content_type: str
    root: str
    file: str
    place: Message
    has: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_TYPE = f"{_WORD_TYPE}document.main+xml"
IMAGE = f"{NAMESPACES['r']}/image"


def _word_part(name: str, root: str, place: Message, *, number: str = "", shows: tuple[str, ...] = ()) -> PackagePart:
    """Return a part in Word's own vocabulary, whose relationship, content type and file share one name."""
    relationship, content_type = f"{NAMESPACES['r']}/{name}", f"{_WORD_TYPE}{name}+xml"
    return PackagePart(relationship, content_type, root, f"word/{name}{number}.xml", place, shows=shows)


PARTS: Mapping[str, PackagePart] = {
    "document": PackagePart(
        f"{NAMESPACES['r']}/officeDocument",
        MAIN_TYPE,
        "w:document",
        "word/document.xml",
        message("the document"),
        has=("styles", "settings", "fonts", "theme", "numbering", "footnotes", "endnotes"),
        shows=("header", "footer", "image"),
    ),
    "styles": _word_part("styles", "w:styles", message("the styles")),
    "settings": _word_part("settings", "w:settings", message("the settings")),
    "fonts": _word_part("fontTable", "w:fonts", message("the list of fonts")),
    "theme": PackagePart(
        f"{NAMESPACES['r']}/theme",
        "application/vnd.openxmlformats-officedocument.theme+xml",
        "a:theme",
        "word/theme/theme1.xml",
        message("the theme"),
        shows=("image",),
    ),
    "numbering": _word_part("numbering", "w:numbering", message("the lists")),
    "footnotes": _word_part("footnotes", "w:footnotes", message("the footnotes"), shows=("image",)),
    "endnotes": _word_part("endnotes", "w:endnotes", message("the endnotes"), shows=("image",)),
    "header": _word_part("header", "w:hdr", message("a header"), number="{}", shows=("image",)),
    "footer": _word_part("footer", "w:ftr", message("a footer"), number="{}", shows=("image",)),
    "core properties": PackagePart(
        f"{_PACKAGE}relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "cp:coreProperties",
        "docProps/core.xml",
        message("the properties"),
    ),
    "extended properties": PackagePart(
        f"{NAMESPACES['r']}/extended-properties",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "ap:Properties",
        "docProps/app.xml",
        message("the properties"),
    ),
    "custom properties": PackagePart(
        f"{NAMESPACES['r']}/custom-properties",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "op:Properties",
        "docProps/custom.xml",
        message("the properties"),
    ),
}
CORE_PROPERTIES_OF_OTHERS = f"{NAMESPACES['r']}/metadata/core-properties".casefold()
"""The relationship to the core properties as LibreOffice and the standard's first edition write it, case-folded."""
PACKAGE = message("the file")
PROPERTY_PARTS = ("core properties", "extended properties", "custom properties")
"""The kinds of part that belong to the file and not to the document."""

SILENT_RELATIONSHIPS = _words(
    "bibliography commentsExtended commentsExtensible commentsIds customXml people stylesWithEffects thumbnail "
    "webSettings"
)
"""The last segments of relationship types for what does not show on a page: left out without being reported."""

KINDS_OF_RELATIONSHIPS = _kinds(
    (left_out.ACTIVEX, "activeXControlBinary control"),
    (left_out.ADD_INS, "attachedToolbars extensibility keyMapCustomizations webextension webextensiontaskpanes"),
    (left_out.BUILDING_BLOCKS, "glossaryDocument"),
    (left_out.CHARTS, "chart chartEx diagramColors diagramData diagramDrawing diagramLayout diagramQuickStyle"),
    (left_out.COMMENTS, "comments"),
    (left_out.EMBEDDED, "oleObject package"),
    (left_out.FONTS, "font"),
    (left_out.LINKS, "hyperlink"),
    (left_out.MACROS, "vbaProject wordVbaData"),
    (left_out.MAIL_MERGE, "mailMergeHeaderSource mailMergeSource recipientData"),
    (left_out.MEDIA, "audio media video"),
    (left_out.OTHER_FILES, "aFChunk externalLink externalLinkPath frame subDocument transform"),
    (left_out.PICTURES, "image"),
    (left_out.PRINTER, "printerSettings"),
    (left_out.PROTECTION, "origin"),
    (left_out.TEMPLATE, "attachedTemplate"),
)
"""The last segments of relationship types that are known and not allowed, with the kind to report.

Any other is reported as unknown.
"""


# ---- Elements


def _names(prefix: str, *groups: str) -> frozenset[str]:
    return frozenset(f"{prefix}:{name}" for group in groups for name in group.split())


_TEXT = """
    body background p r t tab ptab br cr sym noBreakHyphen softHyphen pgNum dayLong dayShort monthLong monthShort
    yearLong yearShort ruby rubyPr rubyAlign rubyBase rt hps hpsBaseText hpsRaise lid bdo dir bookmarkStart
    bookmarkEnd fldSimple fldChar instrText hyperlink drawing pict txbxContent separator continuationSeparator
    footnote endnote footnoteRef endnoteRef footnoteReference endnoteReference document hdr ftr footnotes endnotes
"""
_OF_PARAGRAPHS = """
    pPr pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr ilvl numId suppressLineNumbers pBdr top
    left bottom right start end between bar shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct
    autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap
    jc textDirection textAlignment textboxTightWrap outlineLvl cnfStyle
"""
_OF_RUNS = """
    rPr rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof vanish webHidden
    color w kern position sz szCs highlight u effect bdr fitText vertAlign rtl cs em lang eastAsianLayout
"""
_OF_TABLES = """
    tbl tblPr tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW tblCellSpacing tblInd
    tblBorders insideH insideV tblLayout tblCellMar tblLook tblCaption tblDescription tblPrEx tblGrid gridCol tr trPr
    gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tc tcPr tcW gridSpan hMerge vMerge tcBorders tl2br
    tr2bl noWrap tcMar tcFitText vAlign hideMark
"""
_OF_SECTIONS = """
    sectPr headerReference footerReference footnotePr endnotePr pos numFmt numStart numRestart type pgSz pgMar paperSrc
    pgBorders lnNumType pgNumType cols col formProt noEndnote titlePg rtlGutter docGrid
"""
_OF_CONTENT_CONTROLS = """
    sdt sdtPr sdtEndPr sdtContent alias tag id lock showingPlcHdr temporary text richText date dateFormat calendar
    storeMappedDataAs dropDownList comboBox listItem picture group docPartObj docPartList docPartGallery docPartCategory
    docPartUnique
"""
_OF_STYLES = """
    styles docDefaults rPrDefault pPrDefault latentStyles lsdException style name aliases basedOn next link autoRedefine
    hidden uiPriority semiHidden unhideWhenUsed qFormat locked tblStylePr
"""
_OF_LISTS = """
    numbering abstractNum nsid multiLevelType tmpl styleLink numStyleLink lvl lvlRestart isLgl suff lvlText legacy lvlJc
    num abstractNumId lvlOverride startOverride numIdMacAtCleanup
"""
_OF_FONTS = "fonts font altName panose1 charset family notTrueType pitch sig"
_OF_SETTINGS = """
    settings zoom removePersonalInformation displayBackgroundShape mirrorMargins alignBordersAndEdges
    bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop defaultTabStop autoHyphenation
    consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting
    bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery
    displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin
    drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl strictFirstAndLastChars
    noLineBreaksAfter noLineBreaksBefore themeFontLang clrSchemeMapping decimalSymbol listSeparator defaultTableStyle
    compat compatSetting useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL
    noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace
    doNotExpandShiftReturn spacingInWholePoints lineWrapLikeWord6 printBodyTextBeforeHeader printColBlack wpSpaceWidth
    showBreaksInFrames subFontBySize suppressBottomSpacing suppressTopSpacing suppressSpacingAtTopOfPage
    suppressTopSpacingWP suppressSpBfAfterPgBrk swapBordersFacingPages convMailMergeEsc truncateFontHeightsLikeWP6
    mwSmallCaps usePrinterMetrics doNotSuppressParagraphBorders wrapTrailSpaces footnoteLayoutLikeWW8
    shapeLayoutLikeWW8 alignTablesRowByRow forgetLastTabAlignment adjustLineHeightInTable autoSpaceLikeWord95
    noSpaceRaiseLower doNotUseHTMLParagraphAutoSpacing layoutRawTableWidth layoutTableRowsApart
    useWord97LineBreakRules doNotBreakWrappedTables doNotSnapToGridInCell selectFldWithFirstOrLastChar
    applyBreakingRules doNotWrapTextWithPunct doNotUseEastAsianBreakRules useWord2002TableStyleRules growAutofit
    useFELayout useNormalStyleForList doNotUseIndentAsNumberingTabStop useAltKinsokuLineBreakRules
    allowSpaceOfSameStyleInTable doNotSuppressIndentation doNotAutofitConstrainedTables autofitToFirstFixedWidthCell
    underlineTabInNumList displayHangulFixedWidth splitPgBreakAndParaMark doNotVertAlignCellWithSp
    doNotBreakConstrainedForcedTable doNotVertAlignInTxbx useAnsiKerningPairs cachedColBalance
"""
_OF_TEXT_EFFECTS = """
    ligatures numForm numSpacing stylisticSets styleSet cntxtAlts glow shadow reflection textOutline textFill scene3d
    props3d camera lightRig rot bevelT bevelB extrusionClr contourClr noFill solidFill gradFill gsLst gs lin path
    fillToRect prstDash round bevel miter srgbClr schemeClr tint shade alpha hueMod sat satOff satMod lum lumOff
    lumMod checkbox checked checkedState uncheckedState
"""
_COLOURS = """
    srgbClr schemeClr sysClr prstClr scrgbClr hslClr tint shade comp inv gray alpha alphaOff alphaMod hue hueOff
    hueMod sat satOff satMod lum lumOff lumMod red redOff redMod green greenOff greenMod blue blueOff blueMod gamma
    invGamma
"""
_OF_FILLS_AND_LINES = """
    noFill solidFill gradFill gsLst gs lin path fillToRect tileRect blipFill blip stretch fillRect tile srcRect pattFill
    fgClr bgClr grpFill ln prstDash custDash ds round bevel miter headEnd tailEnd alphaBiLevel alphaCeiling alphaFloor
    alphaInv alphaModFix alphaRepl biLevel blur clrChange clrFrom clrTo clrRepl duotone fillOverlay grayscl hsl
"""
_OF_EFFECTS = """
    effectLst effectDag cont glow innerShdw outerShdw prstShdw reflection relOff softEdge scene3d camera rot lightRig
    backdrop anchor norm up sp3d bevelT bevelB extrusionClr contourClr xfrm off ext chOff chExt
"""
_OF_SHAPES = """
    graphic graphicData spPr prstGeom custGeom avLst gd gdLst ahLst ahXY ahPolar cxnLst cxn pos rect pathLst close
    moveTo lnTo arcTo quadBezTo cubicBezTo pt picLocks spLocks grpSpLocks cxnSpLocks graphicFrameLocks prstTxWarp
    noAutofit normAutofit spAutoFit flatTx lnRef fillRef effectRef fontRef extLst
"""
_OF_THEMES = """
    theme themeElements clrScheme dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink
    fontScheme majorFont minorFont latin ea cs sym font fmtScheme fillStyleLst lnStyleLst effectStyleLst effectStyle
    bgFillStyleLst objectDefaults extraClrSchemeLst custClrLst custClr
"""
_OF_SVG = """
    svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan linearGradient
    radialGradient stop clipPath mask pattern style
"""

ELEMENTS = _names("w", _TEXT, _OF_PARAGRAPHS).union(
    _names("w", _OF_RUNS, _OF_TABLES, _OF_SECTIONS, _OF_CONTENT_CONTROLS),
    _names("w", _OF_STYLES, _OF_LISTS, _OF_FONTS, _OF_SETTINGS),
    _names("w14", _OF_TEXT_EFFECTS),
    _names("w15", "appearance color"),
    _names("a", _COLOURS, _OF_FILLS_AND_LINES, _OF_EFFECTS, _OF_SHAPES, _OF_THEMES),
    _names("asvg", "svgBlip"),
    _names("adec", "decorative"),
    _names("pic", "pic nvPicPr cNvPr cNvPicPr blipFill spPr"),
    _names(
        "wp",
        """
        inline anchor simplePos positionH positionV align posOffset extent effectExtent wrapNone wrapSquare wrapTight
        wrapThrough wrapTopAndBottom wrapPolygon start lineTo docPr cNvGraphicFramePr
        """,
    ),
    _names("wp14", "sizeRelH sizeRelV pctWidth pctHeight pctPosHOffset pctPosVOffset"),
    _names("wps", "wsp cNvPr cNvSpPr cNvCnPr spPr style txbx linkedTxbx bodyPr"),
    _names("wpg", "wgp grpSp cNvPr cNvGrpSpPr grpSpPr"),
    _names("wpc", "wpc bg whole"),
    _names(
        "v",
        """
        shapetype shape group rect roundrect oval line polyline arc curve imagedata fill stroke shadow path
        formulas f handles h textbox textpath
        """,
    ),
    _names("o", "lock idmap shapelayout fill left top right bottom column extrusion callout"),
    _names("w10", "wrap anchorlock bordertop borderbottom borderleft borderright"),
    _names("cp", "coreProperties keywords category contentStatus"),
    _names("dc", "subject"),
    _names("ap", "Properties Company"),
    _names("op", "Properties property"),
    _names("vt", "lpwstr lpstr bstr bool i1 i2 i4 i8 int ui1 ui2 ui4 ui8 uint r4 r8 decimal date filetime"),
)
"""The content of pages; styles, lists, fonts and layout settings; text about the document, but no person's name."""

SVG_ELEMENTS = _names("svg", _OF_SVG)
"""Shapes, colours and text."""

TEXTS = _words("""
    w:t w:instrText cp:keywords cp:category cp:contentStatus dc:subject ap:Company wp:align wp:posOffset wp14:pctWidth
    wp14:pctHeight wp14:pctPosHOffset wp14:pctPosVOffset svg:text svg:tspan svg:title svg:desc svg:style
    """) | {name for name in ELEMENTS if name.startswith("vt:")}
"""The elements whose text is carried over."""

UNWRAPPED: Mapping[str, Message | None] = {
    "w:ins": left_out.TRACKED,
    "w:moveTo": left_out.TRACKED,
    "w:customXml": None,
    "w:smartTag": None,
}
"""Elements that are left out while their content is kept, with the kind to report if leaving them out is visible."""

SILENT = _words("""
    w:proofErr w:lastRenderedPageBreak w:permStart w:permEnd w:specVanish w:customXmlPr w:smartTagPr w:placeholder
    w:rsid w:commentRangeStart w:commentRangeEnd w:annotationRef w:divId w:lvlPicBulletId w:bibliography w:citation
    w:equation w:docPart w:moveFromRangeStart w:moveFromRangeEnd w:moveToRangeStart w:moveToRangeEnd
    w:customXmlInsRangeStart w:customXmlInsRangeEnd w:customXmlDelRangeStart w:customXmlDelRangeEnd
    w:customXmlMoveFromRangeStart w:customXmlMoveFromRangeEnd w:customXmlMoveToRangeStart w:customXmlMoveToRangeEnd
    w:personal w:personalCompose w:personalReply w:uniqueTag w:fldData
    """)
"""Elements that do not show on a page: left out without being reported."""

SILENT_WITHIN = _words("""
    a:ext a:graphicData a:objectDefaults a:extraClrSchemeLst w:settings w:compat w:fonts cp:coreProperties ap:Properties
    op:Properties
    """)
"""Elements whose unlisted children are not reported by themselves: extensions that readers may ignore, settings and
properties that do not show on a page, and the contents of a drawing, which is reported as a whole."""

REFUSED: Mapping[str, Message] = {
    "w:altChunk": message(
        "it pulls in another file when it is opened (altChunk); open it in Word and save it as .docx, so "
        "that the text becomes its own"
    ),
    "w:subDoc": message(
        "it pulls in other documents (it is a master document); open it in Word and unlink its subdocuments"
    ),
}
"""Elements without which a page would be misleading: a letterhead that has one is refused."""

KINDS_OF_ELEMENTS = _kinds(
    (left_out.ACTIVEX, "w:control"),
    (left_out.ADD_INS, "w15:webExtensionCreated w15:webExtensionLinked"),
    (left_out.BINDINGS, "w15:dataBinding w:dataBinding"),
    (left_out.COMMENTS, "w:commentReference"),
    (left_out.EMBEDDED, "o:OLEObject w:objectEmbed w:objectLink"),
    (left_out.FONTS, "w:embedBold w:embedBoldItalic w:embedItalic w:embedRegular"),
    (left_out.FORM_FIELDS, "w:ffData"),
    (left_out.LINKS, "a:hlinkClick a:hlinkHover a:hlinkMouseOver"),
    (left_out.MAIL_MERGE, "w:mailMerge"),
    (left_out.MEDIA, "a:audioCd a:audioFile a:quickTimeFile a:snd a:videoFile a:wavAudioFile w:movie wp15:webVideoPr"),
    (left_out.OTHER_FILES, "w:attachedSchema w:saveThroughXslt"),
    (left_out.PICTURE_BULLETS, "w:numPicBullet"),
    (left_out.PRINTER, "w:printerSettings"),
    (left_out.PROTECTION, "o:signatureline w:documentProtection w:writeProtection"),
    (left_out.TEMPLATE, "w:attachedTemplate w:linkStyles"),
    (left_out.TRACKED, "w:cellDel w:cellIns w:cellMerge w:del w:delInstrText w:delText w:moveFrom w:numberingChange"),
    (left_out.TRACKED, "w:pPrChange w:rPrChange w:sectPrChange w:tblGridChange w:tblPrChange w:tblPrExChange"),
    (left_out.TRACKED, "w:tcPrChange w:trPrChange"),
    (left_out.VARIABLES, "w:docVars"),
)
"""Elements that are known and not allowed, with the kind to report. Any other is reported as unknown."""

_ANY_CHILD: frozenset[str] = frozenset()
NEEDED: Mapping[str, frozenset[str]] = {
    "a:blipFill": frozenset({"a:blip"}),
    "a:extLst": _ANY_CHILD,
    "a:graphic": frozenset({"a:graphicData"}),
    "a:graphicData": frozenset({"pic:pic", "wps:wsp", "wpg:wgp", "wpc:wpc"}),
    "op:property": _ANY_CHILD,
    "pic:blipFill": frozenset({"a:blip"}),
    "pic:pic": frozenset({"pic:blipFill"}),
    "w:drawing": frozenset({"wp:inline", "wp:anchor"}),
    "w:num": frozenset({"w:abstractNumId"}),
    "w:pict": _ANY_CHILD,
    "w:sdt": frozenset({"w:sdtContent"}),
    "w:style": frozenset({"w:name"}),
    "w:tbl": frozenset({"w:tr"}),
    "wp:anchor": frozenset({"a:graphic"}),
    "wp:inline": frozenset({"a:graphic"}),
    "wps:txbx": frozenset({"w:txbxContent"}),
}
"""Elements that mean nothing without one of these child elements, or, where the set is empty, without any child.

They are left out when those children have been.
"""


# ---- Attributes

_OF_WORD = _names(
    "w",
    """
    abstractNumId accent1 accent2 accent3 accent4 accent5 accent6 after afterAutospacing afterLines alignment anchor
    anchorLock ascii asciiTheme before beforeAutospacing beforeLines bg1 bg2 bidi bottom bottomFromText chapSep
    chapStyle char charSpace characterSet clear code colFirst colLast color combine combineBrackets count countBy cs
    csb0 csb1 cstheme customMarkFollows customStyle defLockedState defQFormat defSemiHidden defUIPriority
    defUnhideWhenUsed default dirty display displayText distance dropCap eastAsia eastAsiaTheme end endChars
    equalWidth evenHBand evenVBand fill first firstColumn firstLine firstLineChars firstRow firstRowFirstColumn
    firstRowLastColumn fldCharType fldLock fmt frame followedHyperlink font footer fullDate gutter h hAnchor hAnsi
    hAnsiTheme hRule hSpace hanging hangingChars header hint history horzAnchor hyperlink id ilvl instr lastColumn
    lastRow lastRowFirstColumn lastRowLastColumn lastValue leader left leftChars leftFromText legacy legacyIndent
    legacySpace line linePitch lineRule lines locked multiLine name noHBand noVBand null num numFmt numId oddHBand
    oddVBand offsetFrom orient other percent pos qFormat relativeTo restart right rightChars rightFromText semiHidden
    sep shadow space start startChars styleId sz t1 t2 tblpX tblpXSpec tblpY tblpYSpec tentative themeColor themeFill
    themeFillShade themeFillTint themeShade themeTint top topFromText tplc type uiPriority unhideWhenUsed uri usb0
    usb1 usb2 usb3 vAnchor vMerge vSpace val value vertAnchor vertCompress w wrap x xAlign y yAlign zOrder
    """,
)
_OF_WORD_2010 = _names(
    "w14",
    """
    val id font rad blurRad dist dir sx sy kx ky algn stA stPos endA endPos fadeDir w cap cmpd pos ang scaled path l t
    r b prst prstMaterial rig lat lon rev h extrusionH contourW lim
    """,
)
_OF_OFFICE = _names(
    "o",
    """
    allowincell allowoverlap borderbottomcolor borderleftcolor borderrightcolor bordertopcolor bullet bwmode bwnormal
    bwpure clip cliptowrap connectangles connectlocs connectortype connecttype extrusionok forcedash hr hralign
    hrnoshade hrpct hrstd insetmode oned opacity2 preferrelative spid spt tablelimits tableproperties
    """,
)
ATTRIBUTES = _OF_WORD | _OF_WORD_2010 | _OF_OFFICE | {"w15:restartNumberingAfterBreak", "w15:val", "v:ext", "xml:space"}
"""Attributes with a prefix, allowed on every allowed element: measures, colours, names of styles and fonts, text."""

_DRAWN = ("a", "adec", "pic", "wp", "wp14", "wps", "wpg", "wpc")
_OF_DRAWING = _words("""
    adj algn allowOverlap amt anchor anchorCtr ang ax ay b bIns baseline behindDoc blend blurRad bwMode cap cmpd
    contourW contrast bright cstate cx cy d descr dir dist distB distL distR distT dpi dx dy edited endA endPos
    endPosition extrusionH fadeDir fill flip flipH flipV fmla forceAA fov fromWordArt gdRefAng gdRefR gdRefX gdRefY
    grow h hR horzOverflow hue id idx kx ky l lIns lastClr lat layoutInCell len lim locked lon lum maxAng maxR maxX
    maxY minAng minR minX minY name noAdjustHandles noChangeArrowheads noChangeAspect noChangeShapeType noCrop
    noDrilldown noEditPoints noGrp noMove noResize noRot noSelect noTextEdit noUngrp normalEastAsianFlow numCol panose
    path pitchFamily pos preferRelativeResize prst prstMaterial r rAng rIns rad ref relativeFrom relativeHeight rev
    rig rot rotWithShape rtlCol sat scaled script seq simplePos spcCol spcFirstLastPara stA stAng stPos stroke swAng
    sx sy sz t tIns thresh title tx txBox ty type typeface upright uri useA val vert vertOverflow w wR wrap wrapText x
    y z zoom charset fontScale lnSpcReduction compatLnSpc
    """)
_OF_VML = _words("""
    adj alt angle arcsize arrowok aspect bilevel blacklevel chromakey color color2 colors control1 control2
    coordorigin coordsize cropbottom cropleft cropright croptop dashstyle editas endAngle endarrow endarrowlength
    endarrowwidth endcap eqn fillcolor filled fillok fitpath fitshape focus focusposition focussize from gain gamma
    gradientshapeok grayscale id imagealignshape imageaspect imagesize inset insetpen insetpenok joinstyle limo
    linestyle map matrix method miterlimit obscured offset offset2 on opacity origin path points polar position print
    radiusrange recolor rotate size startAngle startarrow startarrowlength startarrowwidth string strokecolor stroked
    strokeok strokeweight style switch textboxrect textpathok title to trim type v weight wrapcoords xrange xscale
    yrange invx invy
    """)
_OF_OFFICE_ELEMENTS = _words("""
    adjusthandles aspectratio cropping data grouping position rotation selection shapetype text ungrouping verticies
    on type color weight joinstyle accentbar backdepth brightness colormode diffusity distance drop dropauto edge
    facet foredepth gap length lengthspecified lightface lightharsh lightharsh2 lightlevel lightlevel2 lightposition
    lightposition2 lockrotationcenter metal minusx minusy orientation orientationangle plane render rotationangle
    rotationcenter shininess skewamt skewangle specularity textborder viewpoint viewpointorigin angle
    """)
UNQUALIFIED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_DRAWN, _OF_DRAWING),
    "v": _OF_VML,
    "o": _OF_OFFICE_ELEMENTS,
    "w10": frozenset({"type", "side", "anchorx", "anchory", "width", "shadow"}),
    "op": frozenset({"fmtid", "pid", "name"}),
    "svg": _words("""
        id class style version viewBox width height x y x1 x2 y1 y2 cx cy r rx ry fx fy d points dx dy rotate
        textLength lengthAdjust transform gradientTransform gradientUnits patternTransform patternUnits
        patternContentUnits clipPathUnits maskUnits maskContentUnits spreadMethod offset preserveAspectRatio overflow
        fill fill-opacity fill-rule clip-path clip-rule mask stroke stroke-width stroke-opacity stroke-linecap
        stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset stop-color stop-opacity opacity color
        display visibility font-family font-size font-weight font-style font-variant letter-spacing word-spacing
        text-anchor text-decoration baseline-shift dominant-baseline paint-order shape-rendering text-rendering
        vector-effect mix-blend-mode isolation enable-background
        """),
}
"""Attributes without a prefix, by the vocabulary of their element."""

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "a:blip": {"r:embed": "image"},
    "asvg:svgBlip": {"r:embed": "svg"},
    "v:fill": {"r:id": "image", "o:relid": "image"},
    "v:imagedata": {"r:id": "image", "o:relid": "image"},
    "w:footerReference": {"r:id": "footer"},
    "w:headerReference": {"r:id": "header"},
}
"""The only elements that may refer to other parts: the attributes that do so, and the kind of part each refers to."""
MUST_REFER = frozenset({"a:blip", "asvg:svgBlip", "v:imagedata", "w:footerReference", "w:headerReference"})
"""The elements that mean nothing without a reference to an allowed part, and are then left out."""

KINDS_OF_ATTRIBUTES = _kinds(
    (left_out.EMBEDDED, "o:ole"),
    (left_out.LINKS, "href o:althref o:button o:href"),
    (left_out.MEDIA, "o:movie"),
    (left_out.OUTSIDE_PICTURES, "r:href r:link r:pict src"),
)
"""Attributes that are known and not allowed, with the kind to report. Others do not show on a page."""

_NUMBER = re.compile(r"[0-9]{1,10}")
VALUES: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("w:abstractNumId", "w:numId", *(f"{prefix}/id" for prefix in _DRAWN)), _NUMBER),
    "v/id": re.compile(r"[A-Za-z_À-ɏ].{0,250}"),
    "v/type": re.compile(r"#[\w.-]{1,100}"),
    "w:char": re.compile(r"[0-9A-Fa-f]{1,4}"),
    "w:fldCharType": re.compile(r"begin|separate|end"),
    "w:uri": re.compile(r"http://schemas\.microsoft\.com/office/word"),
    "xml:space": re.compile(r"preserve|default"),
}
"""Patterns that the whole value of an attribute must match, or it is left out.

An attribute without a prefix is named `vocabulary/name`. Numeric ids must be numbers, since the library that writes
Word files continues counting from them.
"""

STYLE_OF_SHAPE = re.compile(
    r"(?:position|left|top|width|height|margin(?:-left|-top|-right|-bottom)?|z-index|rotation|flip|text-align"
    r"|v-text-anchor|v-text-align|v-text-kern|v-text-spacing|v-rotate-letters|v-same-letter-heights|layout-flow|font-family"
    r"|font-size|font-weight|font-style|font|mso-[a-z-]{1,40}) *: *[\w .,%#'\"+-]{0,200}"
)
"""A declaration that is allowed in the `style` of a VML shape; others are left out."""


# ---- Fields

FIELDS = _words("""
    PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF NOTEREF SEQ STYLEREF TOC TC XE INDEX DATE TIME CREATEDATE SAVEDATE
    PRINTDATE EDITTIME TITLE SUBJECT KEYWORDS COMMENTS AUTHOR LASTSAVEDBY DOCPROPERTY INFO FILENAME FILESIZE NUMWORDS
    NUMCHARS REVNUM TEMPLATE IF COMPARE SYMBOL EQ ADVANCE LISTNUM AUTONUM AUTONUMLGL AUTONUMOUT = HYPERLINK
    """)
"""The fields that are kept: they show properties of the document, its pages and the date, and read nothing else.

HYPERLINK is kept if it leads within the document. A field whose name is built from other fields is not kept.
"""

OTHER_FIELDS = _words("""
    ADDIN ADDRESSBLOCK ASK AUTOTEXT AUTOTEXTLIST BARCODE BIBLIOGRAPHY BIDIOUTLINE CITATION CONTROL DATABASE DDE
    DDEAUTO DISPLAYBARCODE DOCVARIABLE EMBED FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT GLOSSARY GOTOBUTTON
    GREETINGLINE HTMLACTIVEX IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK MACRO MACROBUTTON MERGEBARCODE MERGEFIELD
    MERGEREC MERGESEQ NEXT NEXTIF PRINT PRIVATE QUOTE RD SET SHAPE SKIPIF TA TOA USERADDRESS USERINITIALS USERNAME
    """)
"""The fields of Word that are not kept but are reported by name; others are reported as unknown."""

LINK_WITHIN = re.compile(r'[ \t\r\n]*HYPERLINK[ \t]+\\l[ \t]+"[^"\\\0]{1,200}"(?:[ \t]+\\[hno])*[ \t]*', re.IGNORECASE)
"""The whole code of a HYPERLINK that leads within the document."""


# ---- Bindings of content controls to data

STORES = frozenset(
    {"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "{6668398D-A668-4E3E-A5EB-62B293D839F1}"},
)
"""The ids of the stores with a document's own core and extended properties."""
BOUND = {
    **dict.fromkeys(("title", "subject"), "dc"),
    **dict.fromkeys(("keywords", "category", "contentStatus"), "cp"),
    "Company": "ap",
}
"""The properties that a content control may be bound to, each with its namespace prefix."""
