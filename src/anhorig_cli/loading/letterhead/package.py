"""The parts of the Word document that a letterhead is made of, how they are typed, and how they lead to each other."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from anhorig_cli.loading.letterhead.allowed import CORE_PROPERTIES_OF_OTHERS, MAIN_TYPE, PARTS, STRICT, PackagePart
from anhorig_cli.loading.letterhead.left_out import NOT_WHOLE, UnfitError
from anhorig_cli.loading.letterhead.pictures import LetterheadPicture, known_picture, safe_svg
from anhorig_cli.loading.letterhead.trees import Budget, children, parsed
from anhorig_cli.source import message

_CONTENT_TYPES = "[content_types].xml"
_MOST_NAMES_OF_SVG = 60_000
_DOCUMENT_TYPE = re.compile(
    b"|".join(
        re.escape(f"<!{word}".encode(encoding))
        for word in ("DOCTYPE", "ENTITY")
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
    )
)
_IN_STRICT = message(
    "it is saved as Strict Open XML; open it in Word, choose Save As, and Word Document (*.docx) without Strict"
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """What one part has to do with another; `target` is the name of that part, and empty where it is no part of it."""

    kind: str
    target: str


Relationships = Mapping[str, Relationship]
"""The relationships of a part, by their ids."""


class OldPackage:
    """The old document; names of parts are in small letters, as case does not tell them apart."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        """Take the parts by name.

        Raises:
            UnfitError: where they are no whole package, or one has a document type.
        """
        self._parts = {name.casefold(): (name, data) for name, data in parts.items()}
        self._budget = Budget()
        self._budget_of_svg = Budget(_MOST_NAMES_OF_SVG)
        self._pictures: dict[tuple[str, bool], LetterheadPicture | None] = {}
        self._types = self._content_types()
        self._refuse_document_types()

    def tree(self, name: str, part: PackagePart) -> Element:
        """Return the tree of a part, which must be of the kind it is said to be.

        Raises:
            UnfitError: where it is not, or cannot be read.
        """
        is_of_type = self._type(name) == part.content_type.casefold()
        if part.content_type == MAIN_TYPE and not is_of_type:
            raise UnfitError(message("it is not an ordinary Word document; save it as .docx"))
        tree = self._tree(name)
        if not is_of_type or tree.tag != part.root:
            raise self._misnamed(name)
        if part.content_type == MAIN_TYPE and len(list(children(tree, "w:body"))) != 1:
            raise UnfitError(NOT_WHOLE)
        return tree

    def _misnamed(self, name: str) -> UnfitError:
        spelled, data = self._parts[name]
        not_what = message(
            "a part of it is not what it is said to be ({part}); open it in Word and save it again", part=spelled
        )
        return UnfitError(_IN_STRICT if STRICT.encode() in data else not_what)

    def relationships(self, name: str) -> Relationships:
        """Return the relationships of a part; those of the file itself for an empty name."""
        folder, file = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self._parts:
            return {}
        tree = self._tree(listed)
        found = list(children(tree, "rel:Relationship"))
        by_id = {element.get("Id", ""): self._relationship(element, folder) for element in found}
        if len(by_id) < len(tree) or tree.tag != "rel:Relationships":
            raise UnfitError(NOT_WHOLE)
        return by_id

    def picture(self, name: str, *, is_svg: bool) -> LetterheadPicture | None:
        """Return a picture of a kind that is allowed, or None."""
        if (name, is_svg) not in self._pictures:
            spelled, data = self._parts[name]
            made = safe_svg(spelled, data, self._budget_of_svg) if is_svg else known_picture(data)
            self._pictures[name, is_svg] = made
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
        return parsed(spelled, data, self._budget)

    def _content_types(self) -> Mapping[str, str]:
        """Return the type of each part that has one of its own, and of each ending, which begins with a dot."""
        if _CONTENT_TYPES not in self._parts:
            raise UnfitError(NOT_WHOLE)
        types: dict[str, str] = {}
        for element in self._tree(_CONTENT_TYPES):
            own = element.get("PartName", "").lstrip("/").casefold()
            named = own if element.tag == "ct:Override" else "." + element.get("Extension", "").casefold()
            types[named] = element.get("ContentType", "").casefold()
        return types

    def _type(self, name: str) -> str:
        return self._types.get(name) or self._types.get(posixpath.splitext(name)[1], "")

    def _refuse_document_types(self) -> None:
        """Refuse XML with a document type in any part, also one that is not read; an SVG picture is left out for it."""
        for name, (spelled, data) in self._parts.items():
            if self._is_xml(name) and _DOCUMENT_TYPE.search(data):
                raise UnfitError(message("a part of it has a document type definition ({part})", part=spelled))

    def _is_xml(self, name: str) -> bool:
        kind = self._type(name).partition(";")[0].strip()
        is_named_so = name.endswith((".xml", ".rels", ".vml"))
        return is_named_so or (kind.endswith("xml") and kind != "image/svg+xml")


def why_no_document(relationships: Relationships) -> UnfitError:
    """Return why a file has no document that can be read."""
    is_strict = any(one.kind.startswith(STRICT) for one in relationships.values())
    return UnfitError(_IN_STRICT if is_strict else NOT_WHOLE)
