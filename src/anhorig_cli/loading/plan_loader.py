"""Loading a plan from its files, with the findings, and locating parts of the plan in the files."""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.files import MOST_TOGETHER, decode, personal_data, personal_names, read_bytes
from anhorig_cli.loading.folder import Joiner, ReadTree, kind_of_part, name_flaws, read_part, read_plan_file, read_yaml
from anhorig_cli.loading.front_matter import key_of
from anhorig_cli.loading.plan_names import slug
from anhorig_cli.loading.shaping import Shaper, keys_in
from anhorig_cli.loading.validation import SourceMap, validate
from anhorig_cli.model.parts import PARTS, language_of_keys
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.work import OCCURRENCES, Work, excessive_work
from anhorig_cli.nodes import Mapping, Node
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, Source, Where, message
from anhorig_cli.vocabulary import Language


class FileText(NamedTuple):
    """A file of a plan: the name to show, the path inside a folder plan (with `/`), and its bytes."""

    name: str
    inside: str
    data: bytes


class LoadedPlan:
    """A plan as far as it could be read; `plan` is None if nothing could.

    `diagnostics` are the findings of the reading. If there are errors among them, something is missing from the plan.
    """

    def __init__(
        self,
        name: str,
        identity: str,
        plan: Plan | None,
        diagnostics: list[Diagnostic],
        root: Mapping | None = None,
        damaged: Sequence[Node] = (),
    ) -> None:
        self.name = name
        self.id = identity
        self.plan = plan
        self.diagnostics = diagnostics
        self.root = root
        self.damaged = damaged

    @property
    def is_whole(self) -> bool:
        """Whether everything in the files is in the plan, and none of it is a personal number."""
        return self.plan is not None and not any(d.severity is Severity.ERROR for d in self.diagnostics)

    @property
    def lacks_something(self) -> bool:
        """Whether something in the files is missing from the plan; a text with a personal number is not missing."""
        return any(d.severity is Severity.ERROR and d.rule is not reading.PERSONAL_NUMBER for d in self.diagnostics)

    @cached_property
    def language_of_keys(self) -> Language | None:
        """The language of most of the plan's keys; None if no key shows it."""
        return language_of_keys(keys_in(self.root)) if self.root else None

    def locate(self, where: Where) -> Location:
        """Return the location in a file of a place in the plan."""
        if self._map is None:
            return Location(self.name, 1, 1)
        if where.words:
            return self._map.locate(where)
        location = self._locations.get(where)  # many findings name the same place
        if location is None:
            location = self._locations[where] = self._map.locate(where)
        return location

    @cached_property
    def _locations(self) -> dict[Where, Location]:
        return {}

    @cached_property
    def _map(self) -> SourceMap | None:
        return SourceMap(self.root, Plan) if self.root else None

    def is_damaged(self, where: Where) -> bool:
        """Return whether something could not be read in the part around a place (a subgoal, for example)."""
        if not self.damaged or self._map is None:
            return False
        nodes = self._map.nodes_on(where.route[:2])[1:]
        return not nodes or self._is_damaged(nodes[-1])

    def _is_damaged(self, node: Node) -> bool:
        """Return whether something damaged begins within a node."""
        starts = self._damaged_starts.get(id(node.source), [])
        index = bisect_left(starts, node.start)
        return index < len(starts) and starts[index] <= max(node.end, node.start)

    @cached_property
    def _damaged_starts(self) -> dict[int, list[int]]:
        """The offsets where damaged nodes begin, in order, by the id of their source."""
        starts: dict[int, list[int]] = {}
        for node in self.damaged:
            starts.setdefault(id(node.source), []).append(node.start)
        return {source: sorted(found) for source, found in starts.items()}


class Memory:
    """Caches parsed files when many versions of a plan are read, so that each text of a part is parsed once.

    Validation removes the flaws of a plan from its trees, so the cache must be cleared (`forget`) after such a plan.
    """

    def __init__(self) -> None:
        self._roots: dict[tuple[str, bytes], tuple[Mapping | None, list[Diagnostic]]] = {}

    def root_of(self, text: FileText, found: list[Diagnostic]) -> Mapping | None:
        """Return the tree of a file of a folder plan, and add its flaws to `found`."""
        key = text.inside, text.data
        if key not in self._roots:
            flaws: list[Diagnostic] = []
            self._roots[key] = _root_of(text, flaws), flaws
        root, flaws = self._roots[key]
        found += flaws
        return root

    def forget(self) -> None:
        """Clear the cache."""
        self._roots.clear()


def load(files: PlanFiles, memory: Memory | None = None) -> LoadedPlan:
    """Return a plan read from disk, or by `files.read`."""
    texts, unreadable = read_texts(files)
    return load_texts(files.name, files.stem, texts, unreadable, is_folder=files.is_folder, memory=memory)


def read_texts(files: PlanFiles) -> tuple[list[FileText], list[Diagnostic]]:
    """Return a plan's files with their bytes, and findings for those that cannot be read."""
    texts: list[FileText] = []
    unreadable = list(files.refused)
    bytes_left = MOST_TOGETHER
    for name, path in files.files:
        data = files.read(name, path) if files.read else read_bytes(name, path)
        inside = name[len(files.name) + 1 :] if files.is_folder else ""
        if isinstance(data, Diagnostic):
            unreadable.append(data)
            continue
        texts.append(FileText(name, inside, data))
        bytes_left -= len(data)
        if bytes_left < 0:
            return [], [_too_large(files)]
    return texts, unreadable


def _too_large(files: PlanFiles) -> Diagnostic:
    text = message("the plan's files are together larger than {most} MiB, which is the limit", most=MOST_TOGETHER >> 20)
    return reading.TOO_LARGE.at(Location(files.name, 1, 1), text, message("divide it into several plans"))


def load_texts(
    name: str,
    stem: str,
    texts: list[FileText],
    diagnostics: list[Diagnostic] | None = None,
    *,
    is_folder: bool,
    memory: Memory | None = None,
) -> LoadedPlan:
    """Return a plan made from the bytes of its files, which may come from a revision in git.

    Args:
        name: the plan's path as the user named it.
        stem: the file or folder name that the id is made from.
        texts: the files, in file-name order.
        diagnostics: findings from when the files were read.
        is_folder: whether the plan is a folder with parts.
        memory: the cache of parsed files, if many versions are read.
    """
    found = list(diagnostics or [])
    found += personal_names(name, [(text.name, text.inside) for text in texts] if is_folder else [])
    identity = slug(stem)
    root = _joined_root(texts, found, memory) if is_folder else _root_of_single_file(texts, found)
    if _id_differs_from_name(stem, identity, root):
        found += name_flaws(name, stem, identity)
    if root is None:
        return LoadedPlan(name, identity, None, found)
    shaper = Shaper()
    data = shaper.shape(root, Plan)
    data.setdefault("id", identity)
    plan = validate(data, root, Plan, shaper)
    found += shaper.diagnostics
    if plan is None:
        return LoadedPlan(name, identity, None, found, root, shaper.damaged)
    work = excessive_work(plan)
    if work is not None:
        place = SourceMap(root, Plan).locate(Where(work.part[:1], "key"))
        found.append(reading.TOO_LARGE.at(place, _too_much_message(work), message("divide it into several plans")))
    return LoadedPlan(name, plan.id, None if work is not None else plan, found, root, shaper.damaged)


def _id_differs_from_name(stem: str, identity: str, root: Mapping | None) -> bool:
    """Return whether a plan's id is made from its file name but differs from it."""
    if unicodedata.normalize("NFC", stem) == identity:
        return False
    return root is None or key_of(root, "plan", "id") is None


def _too_much_message(work: Work) -> Message:
    """Return the message for the part of a plan that has too many entries or occurrences."""
    if work.part == OCCURRENCES:
        return message(
            "the annual cycle has {n} occurrences a year, counted at each unit and at what it is a part of: "
            "with the rest of the plan that is more than can be worked out",
            n=work.number,
        )
    owner = "plan" if len(work.part) == 1 else _OWNERS[work.part[0]]
    return message(
        "'{part}' has {n} entries: with the rest of the plan that is more than can be worked out",
        part=PARTS[owner].term(work.part[-1]),
        n=work.number,
    )


_OWNERS = {"subgoals": "subgoal", "indicators": "indicator", "annual_cycle": "cycle_item", "funding": "funding"}


def _root_of_single_file(texts: list[FileText], found: list[Diagnostic]) -> Mapping | None:
    for text in texts:
        source, flaws = decode(text.name, text.data)
        found += flaws
        if source is not None:
            found += personal_data(source)
            read = read_plan_file(source)
            found += read.diagnostics
            return read.root
    return None


def _joined_root(texts: list[FileText], found: list[Diagnostic], memory: Memory | None) -> Mapping | None:
    root_of = memory.root_of if memory else _root_of
    roots = [(text, root) for text in texts if (root := root_of(text, found)) is not None]
    if not roots:
        return None
    top = next((root for text, root in roots if is_plan_file(text)), roots[0][1])
    joiner = Joiner(top.source)
    for text, root in roots:
        kind = kind_of(text)
        if kind:
            joiner.add_part(root, kind)
        else:
            joiner.add_file(root)
    found += joiner.diagnostics
    return joiner.root


def tree_of(text: FileText) -> Mapping | None:
    """Return the tree of a single file of a folder plan; None if it has none."""
    return _root_of(text, [])


def _root_of(text: FileText, found: list[Diagnostic]) -> Mapping | None:
    """Return the tree of one file of a folder plan, and add its flaws to `found`."""
    kind = kind_of(text)
    if kind is None and "/" in text.inside:
        found.append(_passed_by(text.name, PurePosixPath(text.inside).parent.name))
        return None
    source, flaws = decode(text.name, text.data)
    found += flaws
    if source is None:
        return None
    found += personal_data(source)
    read = _read(source, text, kind)
    found += read.diagnostics
    return read.root


def kind_of(text: FileText) -> str | None:
    """Return which kind of part a file of a folder plan contains: `subgoal`, `indicator`, or None for neither."""
    inside = PurePosixPath(text.inside)
    return kind_of_part(inside.parts[0]) if len(inside.parts) == 2 else None  # noqa: PLR2004 - folder and file


def is_plan_file(text: FileText) -> bool:
    """Return whether a file of a folder plan is the plan file itself."""
    return PurePosixPath(text.inside).stem == "plan" and "/" not in text.inside


def _read(source: Source, text: FileText, kind: str | None) -> ReadTree:
    if kind:
        return read_part(source, kind)
    return read_plan_file(source) if is_plan_file(text) else read_yaml(source)


def _passed_by(name: str, folder: str) -> Diagnostic:
    text = message("the file is not read: the folder '{folder}' is not one for parts of a plan", folder=folder)
    return reading.PASSED_BY.at(
        Location(name, 1, 1),
        text,
        message("the parts must be in the folder 'subgoals' (delmål) or 'indicators' (indikatorer)"),
    )
