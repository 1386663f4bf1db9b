"""The parts of a Word document, judged before any library that knows Word reads them.

Refused are document type definitions (through which XML reads files and grows without end), macros, embedded programs,
fields that run or fetch, and whatever lies outside the document, but for links that a reader may choose to follow.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from anhorig_cli.source import Message, message

_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OF_XML = (".xml", ".rels", ".vml")
_DEEPEST = 200
_MACRO = re.compile(r"macro|vba|activex|oleobject|webextension", re.IGNORECASE)
_ACTING = re.compile(
    r"/(?:attachedTemplate|oleObject|package|control|vbaProject|aFChunk|subDocument|frame|activeXControlBinary|"
    r"wordVbaData|mailMergeSource|recipientData|externalLink\w*|keyMapCustomizations)$",
    re.IGNORECASE,
)
_LINK = re.compile(r"/hyperlink$")
_TEXT, _FIELD_END = "#text", "\0"
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_ACTING_FIELD = re.compile(
    r"\s*(DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE|MACROBUTTON|EMBED|RD)\b", re.IGNORECASE
)


class UnfitError(Exception):
    """A document cannot be a letterhead; `reason` says why, as the end of a sentence."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.template)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Tag:
    """A start tag: its name without its namespace, and its attributes likewise."""

    name: str
    attributes: Mapping[str, str]


def judge_parts(parts: Mapping[str, bytes]) -> None:
    """Refuse the parts of a document, by name, where they do or fetch anything.

    Raises:
        UnfitError: with the reason.
    """
    if _CONTENT_TYPES not in parts or "_rels/.rels" not in parts:
        raise UnfitError(message("it is not a whole Word document (.docx)"))
    tags = {name: _tags(name, data) for name, data in parts.items() if name.lower().endswith(_OF_XML)}
    _judge_types(tags[_CONTENT_TYPES])
    for name, found in tags.items():
        if name.endswith(".rels"):
            for tag in found:
                _judge_relationship(name, tag, parts)
        else:
            _judge_fields(found)


def _judge_types(tags: list[_Tag]) -> None:
    """Refuse what is no plain Word document, or has a part of a kind that acts; XML must be named as such."""
    types = [tag.attributes.get("ContentType", "") for tag in tags]
    if acting := next((one for one in types if _MACRO.search(one)), None):
        raise UnfitError(message("it holds macros or embedded programs ({kind})", kind=acting))
    if _MAIN not in types:
        raise UnfitError(message("it is not an ordinary Word document; save it as .docx"))
    for tag in tags:
        named = tag.attributes.get("PartName") or "." + tag.attributes.get("Extension", "xml")
        kind = tag.attributes.get("ContentType", "")
        if kind.endswith("xml") and not kind.startswith("image/") and not named.lower().endswith(_OF_XML):
            raise UnfitError(message("it is not a whole Word document (.docx)"))


def _judge_relationship(source: str, tag: _Tag, parts: Mapping[str, bytes]) -> None:
    if tag.name != "Relationship":
        return
    kind, target = tag.attributes.get("Type", ""), tag.attributes.get("Target", "")
    is_external = tag.attributes.get("TargetMode", "").lower() == "external"
    if _ACTING.search(kind) or _MACRO.search(kind):
        raise UnfitError(message("it is tied to a template, a macro or another file ({target})", target=target))
    if is_external and not (_LINK.search(kind) and _SAFE_LINK.match(target)):
        raise UnfitError(message("it fetches something from outside ({target})", target=target))
    if not is_external and not target.startswith("#") and _resolved(source, target) not in parts:
        raise UnfitError(message("it lacks a part that it names ({target})", target=target))


def _resolved(source: str, target: str) -> str:
    """Return the part that a relationship leads to: from the folder above its `_rels`, or from the top."""
    folder = posixpath.dirname(posixpath.dirname(source))
    return posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0])).lstrip("/")


def _judge_fields(tags: list[_Tag]) -> None:
    """Refuse fields that run or fetch; what a field says may be parted among several elements."""
    said = "".join(_FIELD_END if tag.name == "fldChar" else tag.attributes.get(_TEXT, "") for tag in tags)
    simple = (tag.attributes.get("instr", "") for tag in tags)
    for field in (*said.split(_FIELD_END), *simple):
        if found := _ACTING_FIELD.match(field):
            raise UnfitError(message("it has a field that fetches or runs something ({field})", field=found[1].upper()))


def _tags(name: str, data: bytes) -> list[_Tag]:
    """Return the start tags of a part; of a field's code also its text.

    Raises:
        UnfitError: where it has a document type, is not well-formed, or is nested without measure.
    """
    reader = _TagReader(name)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError:
        raise UnfitError(message("a part of it is not well-formed ({part})", part=name)) from None
    return reader.tags


class _TagReader:
    def __init__(self, name: str) -> None:
        self.tags: list[_Tag] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._name = name
        self._open: list[str] = []

    def _refuse(self, *_declared: object) -> None:
        raise UnfitError(message("a part of it has a document type definition ({part})", part=self._name))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open.append(_local(name))
        if len(self._open) > _DEEPEST:
            raise UnfitError(message("a part of it is nested without measure ({part})", part=self._name))
        self.tags.append(_Tag(_local(name), {_local(key): value for key, value in attributes.items()}))

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open[-1] == "instrText":
            self.tags.append(_Tag("", {_TEXT: text}))


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
