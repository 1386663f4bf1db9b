"""The parts of the Word document that a letterhead is made from, their content types, and their relationships."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from anhorig_cli.loading.letterhead.allowed import CORE_PROPERTIES_OF_OTHERS, MAIN_TYPE, PARTS, STRICT, PackagePart
from anhorig_cli.loading.letterhead.left_out import NOT_WHOLE, UnfitError
from anhorig_cli.loading.letterhead.pictures import LetterheadPicture, known_picture, safe_svg
from anhorig_cli.loading.letterhead.trees import Budget, children, parse_xml
from anhorig_cli.source import message

_CONTENT_TYPES = "[content_types].xml"
_MOST_SVG_NAMES = 60_000
_DOCUMENT_TYPE = re.compile(
    b"|".join(
        re.escape(f"<!{word}".encode(encoding))
        for word in ("DOCTYPE", "ENTITY")
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
    )
)
_SAVED_AS_STRICT = message(
    "it is saved as Strict Open XML; open it in Word, choose Save As, and Word Document (*.docx) without Strict"
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship to another part; `target` is that part's name, or empty if the document has no such part."""

    kind: str
    target: str


Relationships = Mapping[str, Relationship]
"""The relationships of a part, by id."""


class OldPackage:
    """The old document; part names are case-folded, since case does not distinguish them."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        """Make a package from the content of each part, by name.

        Raises:
            UnfitError: if they are not a complete package, or one has a document type.
        """
        self._parts = {name.casefold(): (name, data) for name, data in parts.items()}
        self._budget = Budget()
        self._svg_budget = Budget(_MOST_SVG_NAMES)
        self._pictures: dict[tuple[str, bool], LetterheadPicture | None] = {}
        self._types = self._content_types()
        self._refuse_document_types()

    def tree(self, name: str, part: PackagePart) -> Element:
        """Return the tree of a part.

        Raises:
            UnfitError: if it is not of the kind `part` by content type and root element, or cannot be read.
        """
        has_type = self._type(name) == part.content_type.casefold()
        if part.content_type == MAIN_TYPE and not has_type:
            raise UnfitError(message("it is not an ordinary Word document; save it as .docx"))
        tree = self._tree(name)
        if not has_type or tree.tag != part.root:
            raise self._wrong_type(name)
        if part.content_type == MAIN_TYPE and len(list(children(tree, "w:body"))) != 1:
            raise UnfitError(NOT_WHOLE)
        return tree

    def _wrong_type(self, name: str) -> UnfitError:
        spelled, data = self._parts[name]
        reason = message(
            "a part of it is not what it is said to be ({part}); open it in Word and save it again", part=spelled
        )
        return UnfitError(_SAVED_AS_STRICT if STRICT.encode() in data else reason)

    def relationships(self, name: str) -> Relationships:
        """Return the relationships of a part, or of the package itself for an empty name."""
        folder, file = posixpath.split(name)
        list_name = posixpath.join(folder, "_rels", f"{file}.rels")
        if list_name not in self._parts:
            return {}
        tree = self._tree(list_name)
        found = list(children(tree, "rel:Relationship"))
        by_id = {element.get("Id", ""): self._relationship(element, folder) for element in found}
        if len(by_id) < len(tree) or tree.tag != "rel:Relationships":
            raise UnfitError(NOT_WHOLE)
        return by_id

    def picture(self, name: str, *, is_svg: bool) -> LetterheadPicture | None:
        """Return a picture rewritten for the new document, or None if it is not allowed."""
        if (name, is_svg) not in self._pictures:
            spelled, data = self._parts[name]
            picture = safe_svg(spelled, data, self._svg_budget) if is_svg else known_picture(data)
            self._pictures[name, is_svg] = picture
        return self._pictures[name, is_svg]

    def _relationship(self, element: Element, folder: str) -> Relationship:
        is_inside = element.get("TargetMode", "Internal") == "Internal"
        path = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/").casefold()
        name = path if path in self._parts else unquote(path)
        kind = element.get("Type", "")
        kind = PARTS["core properties"].relationship if kind.casefold() == CORE_PROPERTIES_OF_OTHERS else kind
        return Relationship(kind, name if is_inside and name in self._parts else "")

    def _tree(self, name: str) -> Element:
        spelled, data = self._parts[name]
        return parse_xml(spelled, data, self._budget)

    def _content_types(self) -> Mapping[str, str]:
        """Return the content types, by the name of a part or by a file ending with its dot."""
        if _CONTENT_TYPES not in self._parts:
            raise UnfitError(NOT_WHOLE)
        types: dict[str, str] = {}
        for element in self._tree(_CONTENT_TYPES):
            part_name = element.get("PartName", "").lstrip("/").casefold()
            key = part_name if element.tag == "ct:Override" else "." + element.get("Extension", "").casefold()
            types[key] = element.get("ContentType", "").casefold()
        return types

    def _type(self, name: str) -> str:
        return self._types.get(name) or self._types.get(posixpath.splitext(name)[1], "")

    def _refuse_document_types(self) -> None:
        """Refuse a document type in any XML part, even one that is never read.

        An SVG picture with one is only left out.
        """
        for name, (spelled, data) in self._parts.items():
            if self._is_xml(name) and _DOCUMENT_TYPE.search(data):
                raise UnfitError(message("a part of it has a document type definition ({part})", part=spelled))

    def _is_xml(self, name: str) -> bool:
        kind = self._type(name).partition(";")[0].strip()
        has_xml_ending = name.endswith((".xml", ".rels", ".vml"))
        return has_xml_ending or (kind.endswith("xml") and kind != "image/svg+xml")


def why_no_document(relationships: Relationships) -> UnfitError:
    """Return the error for a file in which no document can be found: it is Strict Open XML, or incomplete."""
    is_strict = any(one.kind.startswith(STRICT) for one in relationships.values())
    return UnfitError(_SAVED_AS_STRICT if is_strict else NOT_WHOLE)
