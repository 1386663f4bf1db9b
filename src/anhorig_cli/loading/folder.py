"""Joining the files of a plan to one tree, and finding a plan's id without reading all of it."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic, UnreadableValueError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.files import decode, read_bytes
from anhorig_cli.loading.fixes import as_a_mapping
from anhorig_cli.loading.front_matter import (
    MarkdownFile,
    add_text,
    key_of,
    lost_text,
    open_comments,
    read_markdown,
    take_out_comments,
    with_lf,
)
from anhorig_cli.loading.parser import parse
from anhorig_cli.loading.plan_names import INDICATOR_FOLDERS, SUBGOAL_FOLDERS, YAML_ENDINGS, slug
from anhorig_cli.markdown_text import without_comments
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.values import parse_id
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence, is_absent, location
from anhorig_cli.rules import reading
from anhorig_cli.source import FileName, Location, Source, message
from anhorig_cli.vocabulary import folded

_PLAN_KEYS = PARTS["plan"]


class ReadTree(NamedTuple):
    """A file's tree, None if there is none, and the findings."""

    root: Mapping | None
    diagnostics: list[Diagnostic]


def read_yaml(source: Source) -> ReadTree:
    """Return the tree of a YAML file, whose top level must be a mapping."""
    root, diagnostics = parse(source)
    if root is None:
        if not diagnostics:
            diagnostics.append(reading.EMPTY_FILE.at(source.location(0), message("the file has no content")))
        return ReadTree(None, diagnostics)
    diagnostics += lost_text(source, root) + take_out_comments(source, root)
    if isinstance(root, Mapping):
        return ReadTree(root, diagnostics)
    if is_absent(root):
        diagnostics.append(reading.EMPTY_FILE.at(source.location(0), message("the file has no content")))
    else:
        expected = message("lines of 'key: value' are expected here")
        diagnostics.append(reading.WRONG_KIND.at(location(root), expected, fix=as_a_mapping(root)))
    return ReadTree(None, diagnostics)


def read_plan_file(source: Source) -> ReadTree:
    """Return the tree of a plan in one file; a Markdown body becomes the plan's background."""
    if _is_yaml(source.name):
        return read_yaml(source)
    markdown = read_markdown(source)
    diagnostics = _findings(markdown)
    if markdown.fields is not None:
        diagnostics += _misplaced(markdown)
        diagnostics += add_text(markdown.fields, "plan", "background", _body(markdown))
    return ReadTree(markdown.fields, diagnostics)


def read_part(source: Source, kind: str) -> ReadTree:
    """Return the tree of a subgoal or indicator in its own file; without an `id`, one is made from the file's name."""
    if _is_yaml(source.name):
        read = read_yaml(source)
        root, diagnostics = read.root, read.diagnostics
    else:
        markdown = read_markdown(source)
        root, diagnostics = markdown.fields, _findings(markdown)
        if root is not None and kind == "subgoal":
            from anhorig_cli.loading.assessment_headings import add_assessments  # noqa: PLC0415 - only for Markdown

            diagnostics += add_assessments(markdown, root)
        elif root is not None:
            diagnostics += _misplaced(markdown)
            diagnostics += add_text(root, kind, "description", _body(markdown))
    if root is not None:
        diagnostics += _add_id(root, source, kind)
    return ReadTree(root, diagnostics)


def _is_yaml(name: str) -> bool:
    return name.lower().endswith(YAML_ENDINGS)


def _findings(markdown: MarkdownFile) -> list[Diagnostic]:
    if markdown.fields is None:
        return markdown.diagnostics
    flaws = lost_text(markdown.source, markdown.fields) + take_out_comments(markdown.source, markdown.fields)
    return markdown.diagnostics + flaws + open_comments(markdown)


def _misplaced(markdown: MarkdownFile) -> list[Diagnostic]:
    from anhorig_cli.loading.assessment_headings import misplaced_assessments  # noqa: PLC0415 - only for Markdown

    return misplaced_assessments(markdown)


def _body(markdown: MarkdownFile) -> Scalar:
    blank = len(markdown.body) - len(markdown.body.lstrip())
    start = min(markdown.body_start + blank, len(markdown.source.text))
    return Scalar(
        markdown.source, start, len(markdown.source.text), with_lf(without_comments(markdown.body).strip()), "|"
    )


def _add_id(root: Mapping, source: Source, kind: str) -> list[Diagnostic]:
    if key_of(root, kind, "id"):
        return []
    stem = unicodedata.normalize("NFC", PurePosixPath(source.name.replace("\\", "/")).stem)
    identity = slug(stem)
    key = Scalar(source, root.start, root.start, "id")
    root.items.append((key, Scalar(source, root.start, root.start, identity, '"')))
    return name_flaws(source.name, stem, identity)


def name_flaws(name: str, stem: str, identity: str) -> list[Diagnostic]:
    """Return a warning if a file or folder name differs from the id made from it."""
    if stem == identity:
        return []
    return [
        reading.NAME_NOT_SLUG.at(
            Location(name, 1, 1),
            message("the name '{stem}' gives the id '{id}'", stem=stem, id=identity),
            message("rename it to '{id}', or write an 'id' in the file", id=identity),
        )
    ]


class Joiner:
    """Joins files to one plan: lists are concatenated, and any other key may be in one file only."""

    def __init__(self, top: Source) -> None:
        self.root = Mapping(top, 0)
        self.diagnostics: list[Diagnostic] = []
        self._by_name: dict[str, int] = {}

    def add_file(self, root: Mapping) -> None:
        """Add the top-level keys of a YAML file."""
        names_in_file: set[str] = set()
        counts = Counter(_PLAN_KEYS.name_of(key.value) for key, _ in root.pairs())
        for key, value in root.pairs():
            name = _PLAN_KEYS.name_of(key.value)
            if name is None:  # the user's own, or an unknown key that shaping reports
                self.root.items.append((key, value))
            elif is_absent(value) and counts[name] == 1:
                continue
            elif name in names_in_file or name not in self._by_name:
                self._by_name.setdefault(name, len(self.root.items))
                self.root.items.append((key, _copied_list(value)))
            else:
                self._join(name, key, value)
            names_in_file.add(name or "")

    def add_part(self, root: Mapping, kind: str) -> None:
        """Add a subgoal or indicator from a file of its own."""
        name = kind + "s"
        if name not in self._by_name:
            self._by_name[name] = len(self.root.items)
            self.root.items.append(
                (Scalar(root.source, root.start, root.start, name), Sequence(root.source, root.start))
            )
        key, listed = self.root.items[self._by_name[name]]
        if isinstance(listed, Sequence):
            listed.items.append(root)
        else:
            self._report_duplicate(key, Scalar(root.source, root.start, root.start, name))

    def _join(self, name: str, key: Scalar, value: Node) -> None:
        first, listed = self.root.items[self._by_name[name]]
        if isinstance(listed, Sequence) and isinstance(value, Sequence):
            listed.items += value.items
        else:
            self._report_duplicate(first, key)

    def _report_duplicate(self, first: Scalar, second: Scalar) -> None:
        place = location(first)
        text = message(
            "'{key}' is already in {file}, line {line}",
            key=second.value,
            file=FileName(place.file),
            line=place.line,
        )
        self.diagnostics.append(reading.DUPLICATE_KEY.at(location(second), text, message("keep one of them")))


def _copied_list(node: Node) -> Node:
    """Return a copy of a list, so that appending to it does not change the file's own tree; other nodes unchanged."""
    if not isinstance(node, Sequence):
        return node
    copy = Sequence(node.source, node.start)
    copy.end = node.end
    copy.items = list(node.items)
    return copy


def kind_of_part(folder: str) -> str | None:
    """Return the kind of part in a folder of a folder plan: `subgoal`, `indicator`, or None for neither."""
    name = unicodedata.normalize("NFC", folder)
    if name in SUBGOAL_FOLDERS:
        return "subgoal"
    return "indicator" if name in INDICATOR_FOLDERS else None


# The id of a plan, without reading all of it: the `id` in its files, or else the name of its file or folder.


_MAY_DECLARE_ID = re.compile(rb"^(?:[\"']?id[\"']?[ \t]*:|<<[ \t]*:|[ \t]*[{?!&*]|---[ \t]+\S)", re.MULTILINE)
_FIRST_KEY_IS_INDENTED = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\r\n]*|---[ \t]*)?[\r\n]+)*[ \t]+[^\s#]")


def id_of(files: PlanFiles) -> str:
    """Return the id of a plan; compare it with `is_called`."""
    for name, path in files.files:
        inside = name[len(files.name) + 1 :] if files.is_folder else ""
        if "/" in inside:
            continue
        data = files.read(name, path) if files.read else read_bytes(name, path)
        declared = None if isinstance(data, Diagnostic) else _declared_id(PurePosixPath(name).name, data)
        if declared is not None:
            return declared
    return slug(files.stem)


def is_called(files: PlanFiles, name: str) -> bool:
    """Return whether a plan's id is `name` or the id made from it, ignoring case."""
    plan_id = folded(id_of(files))
    return plan_id in {folded(name), folded(slug(name))}


@lru_cache(maxsize=8)
def _declared_id(name: str, data: bytes) -> str | None:
    """Return the plan id declared in a file of a plan; None if there is none that can be read.

    The result is cached, since a command needs its plan's id several times, and a large plan is slow to read.
    """
    if not _MAY_DECLARE_ID.search(data) and not _FIRST_KEY_IS_INDENTED.match(data):
        return None
    source, _ = decode(name, data)
    root = read_plan_file(source).root if source is not None else None
    if root is None or (key := key_of(root, "plan", "id")) is None:
        return None
    value = next(value for one, value in root.pairs() if one is key)
    if not isinstance(value, Scalar):
        return None
    try:
        return parse_id(value.value)
    except UnreadableValueError:
        return None
