"""Fix what a check finds while it reads: make the splices, read the result again, and keep it where it is as meant."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic, Fix, Severity
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import FileText, Loaded, load_texts, read_texts, tree_of
from anhorig_cli.nodes import Node, Scalar
from anhorig_cli.nodes import Sequence as NodeSequence
from anhorig_cli.source import Splice, message
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, Edited
from anhorig_cli.usecases.edit.written_change import with_splices

_MOST_ROUNDS = 200
"""A flaw may hide behind another: so many times a plan is read anew."""
_MOST_SINGLE = 500
"""So many fixes are tried one by one, where they cannot be made all at once."""


def fix_plan(files: PlanFiles, is_wanted: Callable[[Diagnostic], bool]) -> list[Edited]:
    """Return the files of a plan in which something can be fixed, as they are to be written.

    Args:
        files: the plan.
        is_wanted: says which findings are to be fixed, of those that have a fix.
    """
    texts, unreadable = read_texts(files)
    before = {text.name: text.data for text in texts}
    fixer = _Fixer(files, texts, unreadable, is_wanted)
    fixer.fix()
    paths = dict(files.files)
    return [
        Edited(
            (ChangedFile(text.name, paths[text.name], before[text.name], text.data),),
            message("fixed: {n}", n=fixer.fixed[text.name]),
        )
        for text in fixer.texts
        if text.data != before[text.name]
    ]


@dataclass(slots=True)
class _Fixer:
    """A plan's texts, which get better with each fix that holds."""

    files: PlanFiles
    texts: list[FileText]
    unreadable: list[Diagnostic]
    is_wanted: Callable[[Diagnostic], bool]
    fixed: Counter[str] = field(default_factory=Counter[str])
    _futile: set[tuple[object, ...]] = field(default_factory=set[tuple[object, ...]])

    def fix(self) -> None:
        """Fix what can be, until nothing more can."""
        loaded = self._read(self.texts)
        for _ in range(_MOST_ROUNDS):
            found = self._worth_trying(loaded)
            better = self._all_at_once(loaded, found) or self._one_of(loaded, found)
            if better is None:
                return
            loaded = better

    def _worth_trying(self, loaded: Loaded) -> list[tuple[Diagnostic, Fix]]:
        found = sorted(loaded.diagnostics, key=lambda one: one.sort_key)
        return [(one, one.fix) for one in found if one.fix and self.is_wanted(one) and _key(one) not in self._futile]

    def _all_at_once(self, loaded: Loaded, found: Sequence[tuple[Diagnostic, Fix]]) -> Loaded | None:
        """Make the fixes of all findings that are sure of their way; nothing where the plan does not read as meant."""
        sure = _apart([_Chosen(one, fix.ways[0], fix.is_of_values) for one, fix in found if len(fix.ways) == 1])
        return self._make(loaded, sure) if len(sure) > 1 else None  # one is tried on its own

    def _one_of(self, loaded: Loaded, found: Sequence[tuple[Diagnostic, Fix]]) -> Loaded | None:
        """Make the first fix that holds; those that do not are not tried again."""
        for one, fix in found[:_MOST_SINGLE]:
            better = self._alone(loaded, one, fix)
            if better is not None:
                return better
            self._futile.add(_key(one))
        return None

    def _alone(self, loaded: Loaded, finding: Diagnostic, fix: Fix) -> Loaded | None:
        """Make one fix, in the way with which the plan reads; nothing where there are several, and they differ."""
        ways = fix.ways if len(fix.ways) == 1 else self._readable(finding, fix)
        return self._make(loaded, [_Chosen(finding, ways[0], fix.is_of_values)]) if len(ways) == 1 else None

    def _readable(self, finding: Diagnostic, fix: Fix) -> tuple[tuple[Splice, ...], ...]:
        """Return the ways of a fix with which the file can be read; of those that read alike, the first."""
        readings: dict[tuple[str, ...], tuple[Splice, ...]] = {}
        for way in fix.ways:
            root = self._tree_with(finding, way)
            if root is not None:
                readings.setdefault(tuple(_said(root)), way)
        return tuple(readings.values())

    def _tree_with(self, finding: Diagnostic, way: tuple[Splice, ...]) -> Node | None:
        text = next(one for one in self.texts if one.name == finding.location.file)
        changed = _with(text, way)
        return _tree(changed, self.files) if changed else None

    def _make(self, loaded: Loaded, chosen: Sequence["_Chosen"]) -> Loaded | None:
        """Make fixes, and keep them where the plan then reads as it was meant."""
        splices: dict[str, list[Splice]] = {}
        for one in chosen:
            splices.setdefault(one.file, []).extend(one.way)
        texts = [_with(text, splices[text.name]) if text.name in splices else text for text in self.texts]
        whole = [text for text in texts if text is not None]
        if len(whole) < len(texts):
            return None
        after = self._read(whole)
        if not _holds(loaded, after, chosen) or not self._says_the_same(chosen, whole, splices):
            return None
        self.texts = whole
        self.fixed.update(one.file for one in chosen)
        return after

    def _says_the_same(
        self, chosen: Sequence["_Chosen"], texts: Sequence[FileText], splices: dict[str, list[Splice]]
    ) -> bool:
        """Return whether only the values that were spliced read otherwise, in files where only values were."""
        of_more = {one.file for one in chosen if not one.is_of_values}
        pairs = zip(self.texts, texts, strict=True)
        looked_at = [(old, new) for old, new in pairs if old.name in splices and old.name not in of_more]
        return all(self._reads_as_meant(old, new, splices[old.name]) for old, new in looked_at)

    def _reads_as_meant(self, before: FileText, after: FileText, splices: Sequence[Splice]) -> bool:
        root, new = _tree(before, self.files), _tree(after, self.files)
        meant = {splice.start: splice.text.strip("'\"") for splice in splices}
        return root is not None and new is not None and list(_said(root, meant)) == list(_said(new))

    def _read(self, texts: list[FileText]) -> Loaded:
        files = self.files
        return load_texts(files.name, files.stem, texts, self.unreadable, is_folder=files.is_folder)


class _Chosen(NamedTuple):
    """A finding with the way in which it is fixed; `is_of_values` as in `Fix`."""

    finding: Diagnostic
    way: tuple[Splice, ...]
    is_of_values: bool

    @property
    def file(self) -> str:
        return self.finding.location.file


def _apart(chosen: Sequence[_Chosen]) -> list[_Chosen]:
    """Return the fixes that do not touch each other, the first of those that do."""
    kept: list[_Chosen] = []
    for _, alike in groupby(chosen, key=lambda one: one.file):
        end = -1
        for one in sorted(alike, key=lambda one: one.way[0].start):
            if one.way[0].start >= end:
                end = max(splice.end for splice in one.way)
                kept.append(one)
    return kept


def _with(text: FileText, splices: Iterable[Splice]) -> FileText | None:
    """Return a file with splices made; None where it is not in UTF-8."""
    try:
        return with_splices(text, splices)
    except UnicodeDecodeError:
        return None


def _tree(text: FileText, files: PlanFiles) -> Node | None:
    """Return the tree of a file as it is written: what cannot be read is still in it."""
    if not files.is_folder:
        text = text._replace(inside="plan.md" if text.name.lower().endswith(".md") else "plan.yaml")
    return tree_of(text)


def _said(root: Node, meant: dict[int, str] | None = None) -> Iterator[str]:
    """Give what a tree says in order, marks for what holds it among it; at some offsets, what is meant instead."""
    waiting: list[Node | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, Scalar):
            yield (meant or {}).get(node.start, node.value)
        elif isinstance(node, NodeSequence):
            waiting += ["]", *reversed(node.items), "["]
        else:
            waiting += ["}", *(one for pair in reversed(node.pairs()) for one in reversed(pair)), "{"]


def _holds(before: Loaded, after: Loaded, fixed: Sequence[_Chosen]) -> bool:
    """Return whether what was fixed is gone, and no other error has come, but one that it may have hidden."""
    left, there = Counter(map(_key, after.diagnostics)), Counter(map(_key, before.diagnostics))
    for key, number in Counter(_key(one.finding) for one in fixed).items():
        if left[key] > there[key] - number:
            return False
    if before.plan is None or not all(one.is_of_values for one in fixed):
        return True  # more can be read than before
    errors = Counter(_key(one) for one in after.diagnostics if one.severity is Severity.ERROR)
    return errors <= there


def _key(finding: Diagnostic) -> tuple[object, ...]:
    """Return what a finding is known again by: no fix adds or takes away a line."""
    sentence, hint = finding.message, finding.help
    place = finding.location
    return place.file, place.line, finding.rule.code, sentence.template, repr(sentence.values), repr(hint)
