"""The parts of a Word document to a new one that has only what `allowed` names.

Nothing of the old file is handed on as it stands but pictures of a known kind: parts get new names, relationships new
ids, and XML is written anew.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from anhorig_cli.loading.letterhead import left_out
from anhorig_cli.loading.letterhead.allowed import (
    IMAGE,
    KINDS_OF_RELATIONSHIPS,
    MAIN_TYPE,
    OF_PACKAGE,
    PACKAGE,
    PARTS,
    SILENT_RELATIONSHIPS,
    STRICT,
    Part,
)
from anhorig_cli.loading.letterhead.fields import settle_fields
from anhorig_cli.loading.letterhead.left_out import NOT_WHOLE, LeftOut, UnfitError
from anhorig_cli.loading.letterhead.pictures import MOST_PIXELS_IN_ALL, Picture, known_picture, safe_svg
from anhorig_cli.loading.letterhead.sieve import Refer, Sieve, hidden_styles
from anhorig_cli.loading.letterhead.trees import Budget, children, parsed, written
from anhorig_cli.source import Message, message

_CONTENT_TYPES = "[Content_Types].xml"
_OF_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_DOCTYPE = re.compile(
    b"|".join(
        re.escape(f"<!{word}".encode(encoding))
        for word in ("DOCTYPE", "ENTITY")
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
    )
)
_IN_STRICT = message(
    "it is saved as Strict Open XML; open it in Word, choose Save As, and Word Document (*.docx) without Strict"
)
_MOST_ELEMENTS_OF_SVG = 30_000
_PICTURES = {"image": "image", "svg": "image"}
_UNFIT = {"image": left_out.PICTURES, "svg": left_out.SVG}


@dataclass(frozen=True, slots=True)
class _Relationship:
    kind: str
    target: str
    """The name of a part, in small letters; empty where it leads out of the file."""


@dataclass(slots=True)
class _Made:
    """A part of the new document, with its relationships: the id and the type of each, by the name of its target."""

    content_type: str
    data: bytes = b""
    relationships: dict[str, tuple[str, str]] = field(default_factory=dict)

    def relate(self, kind: str, target: str) -> str:
        """Return the id of the relationship to a part, which is made the first time it is asked for."""
        return self.relationships.setdefault(target, (f"rId{len(self.relationships) + 1}", kind))[0]


def rebuilt(parts: Mapping[str, bytes], told: LeftOut) -> bytes:
    """Return a new Word document of the parts of another, by name; `told` takes down what is left out.

    Raises:
        UnfitError: where it is no whole Word document, has more than a letterhead needs, or would lose its sense.
    """
    return _Rebuilding(parts, told).document()


class _Rebuilding:
    """What is known of the old document, and what is made of the new one up to now."""

    def __init__(self, parts: Mapping[str, bytes], told: LeftOut) -> None:
        self._old = {name.casefold(): (name, data) for name, data in parts.items()}
        self._told = told
        self._budget = Budget()
        self._budget_of_svg = Budget(_MOST_ELEMENTS_OF_SVG)
        self._pixels = MOST_PIXELS_IN_ALL
        self._types = self._content_types()
        self._refuse_document_types()
        self._made: dict[str, _Made] = {}
        self._names: dict[tuple[str, str], str | None] = {}
        self._hidden: frozenset[str] = frozenset()

    def document(self) -> bytes:
        package = _Made("")
        relationships = self._relationships("")
        allowed = {PARTS[kind].relationship: kind for kind in (*OF_PACKAGE, "document")}
        for one in relationships.values():
            kind = allowed.get(one.kind)
            if kind is None or not one.target:
                self._leave_relationship(one, PACKAGE)
            elif one.target in self._old:
                package.relate(one.kind, self._carried(kind, one.target))
        if PARTS["document"].file not in self._made:
            raise UnfitError(_why_no_document(relationships))
        return _packed(package, self._made)

    # ---- The old document

    def _content_types(self) -> Mapping[str, str]:
        """Return the type of each part that is named by itself, and of each ending, which begins with a dot."""
        if _CONTENT_TYPES.casefold() not in self._old:
            raise UnfitError(NOT_WHOLE)
        types: dict[str, str] = {}
        for element in self._tree(_CONTENT_TYPES.casefold()):
            kind = element.get("ContentType", "").casefold()
            if element.tag == "ct:Override":
                types[element.get("PartName", "").lstrip("/").casefold()] = kind
            elif element.tag == "ct:Default":
                types["." + element.get("Extension", "").casefold()] = kind
        return types

    def _type(self, name: str) -> str:
        return self._types.get(name) or self._types.get(posixpath.splitext(name)[1], "")

    def _refuse_document_types(self) -> None:
        """Refuse XML with a document type in any part, also one that is not read; an SVG picture is left out for it."""
        for name, (spelled, data) in self._old.items():
            kind = self._type(name).partition(";")[0].strip()
            is_xml = kind.endswith("xml") or name.endswith((".xml", ".rels", ".vml"))
            if is_xml and kind != "image/svg+xml" and _DOCTYPE.search(data):
                raise UnfitError(message("a part of it has a document type definition ({part})", part=spelled))

    def _tree(self, name: str) -> Element:
        spelled, data = self._old[name]
        return parsed(spelled, data, self._budget)

    def _relationships(self, name: str) -> Mapping[str, _Relationship]:
        """Return the relationships of a part by their ids; those of the file itself for no name."""
        folder, file = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self._old:
            return {}
        found: dict[str, _Relationship] = {}
        for element in self._tree(listed):
            if element.tag != "rel:Relationship" or element.get("Id", "") in found:
                raise UnfitError(NOT_WHOLE)
            is_outside = element.get("TargetMode", "Internal") != "Internal"
            target = "" if is_outside else self._resolved(folder, element.get("Target", ""))
            found[element.get("Id", "")] = _Relationship(element.get("Type", ""), target)
        return found

    def _resolved(self, folder: str, target: str) -> str:
        """Return the name of the part that a target means, from a folder or from the top; names may be in code (%20)."""
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").casefold()
        return path if path in self._old else unquote(path)

    # ---- The new document

    def _carried(self, kind: str, old: str) -> str:
        """Return the name of the new part that an old one becomes; it is made the first time it is asked for."""
        known = self._names.get((kind, old))
        if known is not None:
            return known
        part = PARTS[kind]
        name = part.file.format(sum(1 for made, _ in self._names if made == kind) + 1)
        if name in self._made:
            raise UnfitError(NOT_WHOLE)  # two parts of a kind that a document has one of
        self._names[kind, old] = name
        made = self._made[name] = _Made(part.content_type)
        made.data = written(self._sieved(part, old, made))
        return name

    def _sieved(self, part: Part, old: str, made: _Made) -> Element:
        tree = self._tree(old)
        self._judge(part, old, tree)
        relationships = self._relationships(old)
        for kind in part.has:
            self._carry_along(kind, relationships, made)
        followed: set[str] = set()
        sieve = Sieve(part, self._refer(part, relationships, made, followed), self._told, self._hidden)
        if part is PARTS["styles"]:
            self._hidden = hidden_styles(tree)
        root = sieve.sieved(tree)
        settle_fields(root, lambda kind: self._told.add(kind, part.place))
        self._leave_relationships(part, relationships, followed)
        return root

    def _judge(self, part: Part, old: str, tree: Element) -> None:
        """Refuse a part that is not what it is said to be."""
        spelled, data = self._old[old]
        if self._type(old) != part.content_type.casefold() and part.content_type == MAIN_TYPE:
            raise UnfitError(message("it is not an ordinary Word document; save it as .docx"))
        if self._type(old) != part.content_type.casefold() or tree.tag != part.root:
            not_what = message("a part of it is not what it is said to be ({part})", part=spelled)
            raise UnfitError(_IN_STRICT if STRICT.encode() in data else not_what)
        if part is PARTS["document"] and sum(1 for _ in children(tree, "w:body")) != 1:
            raise UnfitError(NOT_WHOLE)

    def _carry_along(self, kind: str, relationships: Mapping[str, _Relationship], made: _Made) -> None:
        part = PARTS[kind]
        for one in relationships.values():
            if one.kind == part.relationship and one.target in self._old:
                made.relate(one.kind, self._carried(kind, one.target))

    def _refer(
        self, part: Part, relationships: Mapping[str, _Relationship], made: _Made, followed: set[str]
    ) -> Refer:
        """Return what gives the references of a part their new ids."""

        def refer(old_id: str, kind: str) -> str | None:
            one = relationships.get(old_id)
            is_picture = kind in _PICTURES
            asked = IMAGE if is_picture else PARTS[kind].relationship
            name = None
            if one and one.kind == asked and one.target in self._old and _PICTURES.get(kind, kind) in part.shows:
                name = self._picture(kind, one.target) if is_picture else self._carried(kind, one.target)
            if name is None:
                self._told.add(_UNFIT.get(kind, left_out.UNKNOWN), part.place)
                return None
            followed.add(old_id)
            return made.relate(asked, name)

        return refer

    def _picture(self, kind: str, old: str) -> str | None:
        """Return the name of a new picture, or None where the old one is not fit."""
        if (kind, old) not in self._names:
            spelled, data = self._old[old]
            picture = safe_svg(spelled, data, self._budget_of_svg) if kind == "svg" else known_picture(data)
            self._names[kind, old] = self._named(picture)
        return self._names[kind, old]

    def _named(self, picture: Picture | None) -> str | None:
        if picture is None or picture.pixels > self._pixels:
            return None
        self._pixels -= picture.pixels
        number = sum(1 for name in self._made if name.startswith("word/media/")) + 1
        name = f"word/media/image{number}.{picture.ending}"
        self._made[name] = _Made(picture.content_type, picture.data)
        return name

    # ---- What is left out

    def _leave_relationships(
        self, part: Part, relationships: Mapping[str, _Relationship], followed: set[str]
    ) -> None:
        carried = {PARTS[kind].relationship for kind in part.has}
        for known, one in relationships.items():
            if known not in followed and not (one.kind in carried and one.target in self._old):
                self._leave_relationship(one, part.place)

    def _leave_relationship(self, one: _Relationship, place: Message) -> None:
        """Take down what a relationship led to, but for what does not show on a page."""
        name = one.kind.rpartition("/")[2]
        if name in SILENT_RELATIONSHIPS:
            return
        if one.kind == IMAGE and one.target in self._old and known_picture(self._old[one.target][1]):
            return  # one that nothing shows
        is_from_outside = one.kind == IMAGE and not one.target
        kind = left_out.OTHER_FILES if is_from_outside else KINDS_OF_RELATIONSHIPS.get(name, left_out.UNKNOWN)
        self._told.add(kind, place)


def _why_no_document(relationships: Mapping[str, _Relationship]) -> Message:
    return _IN_STRICT if any(one.kind.startswith(STRICT) for one in relationships.values()) else NOT_WHOLE


# ---- The new file


def _packed(package: _Made, made: Mapping[str, _Made]) -> bytes:
    """Return parts as a zip file; it is not packed tightly, as it is read at once and thrown away."""
    types = {name: one.content_type for name, one in made.items()}
    files = {_CONTENT_TYPES: _types_written(types), "_rels/.rels": _relationships_written(package, "")}
    for name, one in made.items():
        folder, file = posixpath.split(name)
        files[name] = one.data
        if one.relationships:
            files[f"{folder}/_rels/{file}.rels"] = _relationships_written(one, folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _types_written(types: Mapping[str, str]) -> bytes:
    root = Element("ct:Types")
    root.append(Element("ct:Default", {"Extension": "rels", "ContentType": _OF_RELATIONSHIPS}))
    for name, kind in types.items():
        root.append(Element("ct:Override", {"PartName": f"/{name}", "ContentType": kind}))
    return written(root, "ct")


def _relationships_written(one: _Made, folder: str) -> bytes:
    root = Element("rel:Relationships")
    for target, (known, kind) in one.relationships.items():
        path = posixpath.relpath(target, folder) if folder else target
        root.append(Element("rel:Relationship", {"Id": known, "Type": kind, "Target": path}))
    return written(root, "rel")
