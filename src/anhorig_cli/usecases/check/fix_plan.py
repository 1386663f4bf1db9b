"""Fix findings made while reading: splice the text, read it again, and keep the result if it is as intended."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic, Fix, Severity
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import FileText, LoadedPlan, load_texts, read_texts, tree_of
from anhorig_cli.nodes import Node, Scalar
from anhorig_cli.nodes import Sequence as NodeSequence
from anhorig_cli.source import Splice, message
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, EditedPlan
from anhorig_cli.usecases.edit.written_change import with_splices

_MOST_READ = 2_000_000
"""How many bytes are read again in all: one flaw may hide another, and fixes may have to be tried one by one."""


def fix_plan(files: PlanFiles, is_wanted: Callable[[Diagnostic], bool]) -> list[EditedPlan]:
    """Return the files of a plan in which something can be fixed, as they are to be written.

    Args:
        files: the plan.
        is_wanted: returns whether a finding that has a fix is to be fixed.
    """
    texts, unreadable = read_texts(files)
    before = {text.name: text.data for text in texts}
    fixer = _Fixer(files, texts, unreadable, is_wanted)
    fixer.fix()
    paths = dict(files.files)
    return [
        EditedPlan(
            (ChangedFile(text.name, paths[text.name], before[text.name], text.data),),
            message("fixed: {n}", n=fixer.fixed[text.name]),
        )
        for text in fixer.texts
        if text.data != before[text.name]
    ]


@dataclass(slots=True)
class _Fixer:
    """A plan's texts, which improve with each fix that holds."""

    files: PlanFiles
    texts: list[FileText]
    unreadable: list[Diagnostic]
    is_wanted: Callable[[Diagnostic], bool]
    fixed: Counter[str] = field(default_factory=Counter[str])
    _futile: set[tuple[object, ...]] = field(default_factory=set[tuple[object, ...]])
    _left_to_read: int = _MOST_READ

    def fix(self) -> None:
        """Make fixes until no more can be made, or the plan has been read too often for its size."""
        loaded = self._read(self.texts)
        while self._left_to_read > 0:
            found = self._worth_trying(loaded)
            better = self._all_at_once(loaded, found) or self._first_that_holds(loaded, found)
            if better is None:
                return
            loaded = better

    def _worth_trying(self, loaded: LoadedPlan) -> list[tuple[Diagnostic, Fix]]:
        found = sorted(loaded.diagnostics, key=lambda one: one.sort_key)
        return [(one, one.fix) for one in found if one.fix and self.is_wanted(one) and _key(one) not in self._futile]

    def _all_at_once(self, loaded: LoadedPlan, found: Sequence[tuple[Diagnostic, Fix]]) -> LoadedPlan | None:
        """Make all fixes that have only one way; return None where the plan would not be read as intended."""
        unambiguous = _without_overlaps(
            [_Chosen(one, fix.ways[0], fix.is_of_values) for one, fix in found if len(fix.ways) == 1]
        )
        return self._make(loaded, unambiguous) if len(unambiguous) > 1 else None  # one is tried on its own

    def _first_that_holds(self, loaded: LoadedPlan, found: Sequence[tuple[Diagnostic, Fix]]) -> LoadedPlan | None:
        """Make the first fix that holds; those that do not are not tried again."""
        for one, fix in found:
            if self._left_to_read <= 0:
                return None
            better = self._alone(loaded, one, fix)
            if better is not None:
                return better
            self._futile.add(_key(one))
        return None

    def _alone(self, loaded: LoadedPlan, finding: Diagnostic, fix: Fix) -> LoadedPlan | None:
        """Make one fix, in the only way that makes the file readable; return None where several do, and differ."""
        ways = fix.ways if len(fix.ways) == 1 else self._readable_ways(finding, fix)
        return self._make(loaded, [_Chosen(finding, ways[0], fix.is_of_values)]) if len(ways) == 1 else None

    def _readable_ways(self, finding: Diagnostic, fix: Fix) -> tuple[tuple[Splice, ...], ...]:
        """Return the ways of a fix that make the file readable; of those with the same content, the first."""
        readings: dict[tuple[str, ...], tuple[Splice, ...]] = {}
        for way in fix.ways:
            root = self._tree_with(finding, way)
            if root is not None:
                readings.setdefault(tuple(_content(root)), way)
        return tuple(readings.values())

    def _tree_with(self, finding: Diagnostic, way: tuple[Splice, ...]) -> Node | None:
        text = next(one for one in self.texts if one.name == finding.location.file)
        self._left_to_read -= len(text.data)
        changed = _with_splices(text, way)
        return _tree(changed, self.files) if changed else None

    def _make(self, loaded: LoadedPlan, chosen: Sequence["_Chosen"]) -> LoadedPlan | None:
        """Make fixes, and keep them if the plan is then read as intended; return None otherwise."""
        splices: dict[str, list[Splice]] = {}
        for one in chosen:
            splices.setdefault(one.file, []).extend(one.way)
        texts = [_with_splices(text, splices[text.name]) if text.name in splices else text for text in self.texts]
        whole = [text for text in texts if text is not None]
        if len(whole) < len(texts):
            return None
        after = self._read(whole)
        if not _holds(loaded, after, chosen) or not self._changes_only_values(chosen, whole, splices):
            return None
        self.texts = whole
        self.fixed.update(one.file for one in chosen)
        return after

    def _changes_only_values(
        self, chosen: Sequence["_Chosen"], texts: Sequence[FileText], splices: dict[str, list[Splice]]
    ) -> bool:
        """Return whether only the spliced values have changed, in files where only values were fixed."""
        with_other_fixes = {one.file for one in chosen if not one.is_of_values}
        pairs = zip(self.texts, texts, strict=True)
        compared = [(old, new) for old, new in pairs if old.name in splices and old.name not in with_other_fixes]
        return all(self._is_read_as_intended(old, new, splices[old.name]) for old, new in compared)

    def _is_read_as_intended(self, before: FileText, after: FileText, splices: Sequence[Splice]) -> bool:
        root, new = _tree(before, self.files), _tree(after, self.files)
        intended = {splice.start: splice.text.strip("'\"") for splice in splices}
        return root is not None and new is not None and list(_content(root, intended)) == list(_content(new))

    def _read(self, texts: list[FileText]) -> LoadedPlan:
        files = self.files
        self._left_to_read -= sum(len(text.data) for text in texts)
        return load_texts(files.name, files.stem, texts, self.unreadable, is_folder=files.is_folder)


class _Chosen(NamedTuple):
    """A finding and the way in which it is fixed; `is_of_values` as in `Fix`."""

    finding: Diagnostic
    way: tuple[Splice, ...]
    is_of_values: bool

    @property
    def file(self) -> str:
        return self.finding.location.file


def _without_overlaps(chosen: Sequence[_Chosen]) -> list[_Chosen]:
    """Return the fixes that do not overlap; of those that do, the first."""
    kept: list[_Chosen] = []
    for _, alike in groupby(chosen, key=lambda one: one.file):
        end = -1
        for one in sorted(alike, key=lambda one: one.way[0].start):
            if one.way[0].start >= end:
                end = max(splice.end for splice in one.way)
                kept.append(one)
    return kept


def _with_splices(text: FileText, splices: Iterable[Splice]) -> FileText | None:
    """Return a file with splices made; None where it is not in UTF-8."""
    try:
        return with_splices(text, splices)
    except UnicodeDecodeError:
        return None


def _tree(text: FileText, files: PlanFiles) -> Node | None:
    """Return the root of a file as it is written: what cannot be read is still in the tree."""
    if not files.is_folder:
        text = text._replace(inside="plan.md" if text.name.lower().endswith(".md") else "plan.yaml")
    return tree_of(text)


def _content(root: Node, intended: dict[int, str] | None = None) -> Iterator[str]:
    """Yield the scalars of a tree in order, with brackets around sequences and mappings.

    At the offsets in `intended`, its text is yielded instead of the scalar's.
    """
    stack: list[Node | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, Scalar):
            yield (intended or {}).get(node.start, node.value)
        elif isinstance(node, NodeSequence):
            stack += ["]", *reversed(node.items), "["]
        else:
            stack += ["}", *(one for pair in reversed(node.pairs()) for one in reversed(pair)), "{"]


def _holds(before: LoadedPlan, after: LoadedPlan, fixed: Sequence[_Chosen]) -> bool:
    """Return whether the fixed findings are gone, and no error is new unless a fixed flaw may have hidden it."""
    left, earlier = Counter(map(_key, after.diagnostics)), Counter(map(_key, before.diagnostics))
    for key, number in Counter(_key(one.finding) for one in fixed).items():
        if left[key] > earlier[key] - number:
            return False
    if before.plan is None or not all(one.is_of_values for one in fixed):
        return True  # more can be read than before
    errors = Counter(_key(one) for one in after.diagnostics if one.severity is Severity.ERROR)
    return errors <= earlier


def _key(finding: Diagnostic) -> tuple[object, ...]:
    """Return what identifies a finding after a fix: no fix adds or removes a line."""
    sentence, hint = finding.message, finding.help
    place = finding.location
    return place.file, place.line, finding.rule.code, sentence.template, repr(sentence.values), repr(hint)
