"""Letterheads with random changes: other names, values, elements and bytes than any program would write."""

import random

from docx.oxml import parse_xml
from lxml import etree

from word_package import FEW_STYLES, NAMESPACES, Package, document, words

_NAMES = words(
    """
    w:p w:r w:t w:tbl w:tr w:tc w:sdt w:sdtPr w:sdtContent w:pict w:object w:drawing w:hyperlink w:fldSimple
    w:instrText w:ins w:del w:moveTo w:smartTag w:customXml w:altChunk w:control w:body w:sectPr w:headerReference
    w:style w:num w:dataBinding w:vanish w:rPr w:pPr w:txbxContent mc:AlternateContent mc:Choice mc:Fallback a:blip
    a:blipFill a:ext a:extLst a:graphicData a:hlinkClick pic:pic wps:wsp wp15:webVideoPr v:shape v:imagedata v:fill
    v:textbox o:OLEObject w:mailMerge w:attachedTemplate w:embedRegular w:numPicBullet w:commentReference w:ffData
    m:oMath x
"""
)
_ATTRIBUTES = words(
    """
    w:val w:id w:type w:instr w:fldCharType w:anchor w:styleId w:numId w:abstractNumId r:id r:embed r:link r:pict id
    uri href src style type hidden name o:relid o:gfxdata o:href
"""
)
_VALUES = [
    "",
    "0",
    "1",
    "-1",
    "²",
    "9" * 5000,
    "rId1",
    "rId2",
    "x" * 300,
    "Rubrik1",
    " PAGE ",
    " DDE x ",
    "begin",
    "end",
    "#a",
]
_CODES = [" PAGE ", " DDEAUTO c:\\x ", ' "DDE" ', " HYPERLINK x ", " IF ", "PA", ""]


def changed_at_random(made: Package, chosen: random.Random) -> bytes:
    """Return a letterhead with some of its parts changed."""
    made.parts["word/styles.xml"] = document(FEW_STYLES, "styles").encode()
    for _ in range(chosen.randint(1, 4)):
        name = chosen.choice(sorted(made.parts))
        if name.endswith(".xml") and chosen.random() < 0.9:
            made.parts[name] = _changed_tree(made.parts[name], chosen)
        elif chosen.random() < 0.8:
            made.parts[name] = _changed_bytes(made.parts[name], chosen)
        else:
            del made.parts[name]
    return made.packed()


def _changed_bytes(data: bytes, chosen: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chosen.randint(1, 4) if data else 0):
        changed[chosen.randrange(len(changed))] = chosen.randrange(256)
    return bytes(changed[: chosen.choice([len(data), chosen.randint(0, len(data))])])


def _changed_tree(data: bytes, chosen: random.Random) -> bytes:
    """Return a part with one element more, another name, other attributes, or something in another place."""
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError:  # its bytes were changed before
        return data
    elements = list(root.iter())
    for _ in range(chosen.randint(1, 3)):
        element = chosen.choice(elements)
        change = chosen.randrange(5)
        if change == 0:
            element.append(parse_xml(_random_element(chosen)))
        elif change == 1 and element is not root:
            element.tag = parse_xml(f"<{chosen.choice(_NAMES)} {NAMESPACES}/>").tag
        elif change == 2:
            element.attrib.update(parse_xml(_random_element(chosen)).attrib)
        elif change == 3 and element.attrib:
            element.set(chosen.choice(sorted(element.attrib)), chosen.choice(_VALUES))
        else:
            chosen.choice(elements).append(parse_xml(_random_field(chosen)))
    return etree.tostring(root)


def _random_element(chosen: random.Random, depth: int = 0) -> str:
    name = chosen.choice(_NAMES)
    attributes = {chosen.choice(_ATTRIBUTES): chosen.choice(_VALUES) for _ in range(chosen.randint(0, 3))}
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    inside = "".join(_random_element(chosen, depth + 1) for _ in range(chosen.randint(0, 3 - min(depth, 3))))
    return f"<{name}{said}{'' if depth else ' ' + NAMESPACES}>{inside}text</{name}>"


def _random_field(chosen: random.Random) -> str:
    pieces = [
        *(f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end", "begin", "end")),
        *(f"<w:instrText>{code}</w:instrText>" for code in _CODES),
        "<w:t>visat</w:t>",
    ]
    return f"<w:r {NAMESPACES}>{''.join(chosen.choices(pieces, k=chosen.randint(1, 9)))}</w:r>"
