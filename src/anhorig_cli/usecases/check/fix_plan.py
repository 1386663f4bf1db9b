"""Fix what a check finds while it reads: make the splices, read the result again, and keep it where it is as meant."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from anhorig_cli.diagnostics import Diagnostic, Fix, Severity
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import FileText, Loaded, load_texts, read_texts, tree_of
from anhorig_cli.nodes import Node, Scalar
from anhorig_cli.nodes import Sequence as NodeSequence
from anhorig_cli.source import Splice, message, spliced
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, Edited

_MOST_ROUNDS = 200
"""A flaw may hide behind another: so many times a plan is read anew."""
_MOST_SINGLE = 500
"""So many fixes are tried one by one, where they cannot be made all at once."""
_BOM = "\ufeff"


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
            findings = self._worth_trying(loaded)
            if not findings:
                return
            better = self._all_at_once(loaded, findings) or self._one_of(loaded, findings)
            if better is None:
                return
            loaded = better

    def _worth_trying(self, loaded: Loaded) -> list[Diagnostic]:
        found = [one for one in loaded.diagnostics if one.fix and self.is_wanted(one) and _key(one) not in self._futile]
        return sorted(found, key=lambda one: one.sort_key)

    def _all_at_once(self, loaded: Loaded, findings: Sequence[Diagnostic]) -> Loaded | None:
        """Make the fixes of all findings that are sure of their way; nothing where the plan does not read as meant."""
        sure = _apart([one for one in findings if one.fix and len(one.fix.ways) == 1])
        if len(sure) < 2:  # noqa: PLR2004 - one is tried on its own
            return None
        return self._make(loaded, sure, {id(one): one.fix.ways[0] for one in sure if one.fix})

    def _one_of(self, loaded: Loaded, findings: Sequence[Diagnostic]) -> Loaded | None:
        """Make the first fix that holds; those that do not are not tried again."""
        for one in findings[:_MOST_SINGLE]:
            better = self._alone(loaded, one)
            if better is not None:
                return better
            self._futile.add(_key(one))
        return None

    def _alone(self, loaded: Loaded, finding: Diagnostic) -> Loaded | None:
        """Make one fix, in the way with which the plan reads; nothing where there are several, and they differ."""
        fix = finding.fix
        ways = fix.ways if fix else ()
        if len(ways) == 1:
            return self._make(loaded, [finding], {id(finding): ways[0]})
        readings: dict[tuple[str, ...], tuple[Splice, ...]] = {}
        for way in ways:
            root = self._tree_with(finding, way)
            if root is not None:
                readings.setdefault(tuple(_said(root)), way)
        if len(readings) != 1:
            return None
        (way,) = readings.values()
        return self._make(loaded, [finding], {id(finding): way})

    def _tree_with(self, finding: Diagnostic, way: tuple[Splice, ...]) -> Node | None:
        text = next(one for one in self.texts if one.name == finding.location.file)
        changed = _with(text, way)
        return _tree(changed, self.files) if changed else None

    def _make(
        self, loaded: Loaded, findings: Sequence[Diagnostic], ways: dict[int, tuple[Splice, ...]]
    ) -> Loaded | None:
        """Make fixes, and keep them where the plan then reads as it was meant."""
        splices: dict[str, list[Splice]] = {}
        for one in findings:
            splices.setdefault(one.location.file, []).extend(ways[id(one)])
        texts = [_with(text, splices[text.name]) if text.name in splices else text for text in self.texts]
        whole = [text for text in texts if text is not None]
        if len(whole) < len(texts):
            return None
        after = self._read(whole)
        if not _holds(loaded, after, findings) or not self._says_the_same(findings, whole, splices):
            return None
        self.texts = whole
        self.fixed.update(one.location.file for one in findings)
        return after

    def _says_the_same(
        self, findings: Sequence[Diagnostic], texts: Sequence[FileText], splices: dict[str, list[Splice]]
    ) -> bool:
        """Return whether only the values that were spliced read otherwise, in files where only values were."""
        of_more = {one.location.file for one in findings if one.fix and not one.fix.is_of_values}
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


def _apart(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return findings whose fixes do not touch each other, the first of those that do."""
    kept: list[Diagnostic] = []
    for _, alike in groupby(findings, key=lambda one: one.location.file):
        end = -1
        for one in sorted(alike, key=_first):
            fix = one.fix
            if fix and fix.ways[0][0].start >= end:
                end = max(splice.end for splice in fix.ways[0])
                kept.append(one)
    return kept


def _first(finding: Diagnostic) -> int:
    return finding.fix.ways[0][0].start if finding.fix else 0


def _with(text: FileText, splices: Iterable[Splice]) -> FileText | None:
    """Return a file with splices made; None where it is not in UTF-8."""
    try:
        whole = text.data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    body = whole.removeprefix(_BOM)
    mark = _BOM if len(body) < len(whole) else ""
    return text._replace(data=(mark + spliced(body, splices)).encode("utf-8"))


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


def _holds(before: Loaded, after: Loaded, fixed: Sequence[Diagnostic]) -> bool:
    """Return whether what was fixed is gone, and no other error has come, but one that it may have hidden."""
    left, there = Counter(map(_key, after.diagnostics)), Counter(map(_key, before.diagnostics))
    for key, number in Counter(map(_key, fixed)).items():
        if left[key] > there[key] - number:
            return False
    if before.plan is None or any(_hides(one.fix) for one in fixed):
        return True
    errors = Counter(_key(one) for one in after.diagnostics if one.severity is Severity.ERROR)
    return errors <= there


def _hides(fix: Fix | None) -> bool:
    """Return whether more could be read when a fix was made than before it."""
    return fix is not None and not fix.is_of_values


def _key(finding: Diagnostic) -> tuple[object, ...]:
    """Return what a finding is known again by: no fix adds or takes away a line."""
    sentence, hint = finding.message, finding.help
    place = finding.location
    return place.file, place.line, finding.rule.code, sentence.template, repr(sentence.values), repr(hint)
