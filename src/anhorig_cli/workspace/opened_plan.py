"""A plan that is open for change: its files as they are, its tree, and how it would read with one file changed."""

from dataclasses import dataclass

from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.loading.discovery import PlanFiles, natural_order
from anhorig_cli.loading.plan_loader import FileText, load_texts, read_texts
from anhorig_cli.model.plan import Plan
from anhorig_cli.nodes import Mapping


@dataclass(frozen=True, slots=True)
class Flawed:
    """A plan that cannot be changed, since it cannot be read whole; its errors."""

    errors: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan that was read whole."""

    files: PlanFiles
    texts: list[FileText]
    root: Mapping
    plan: Plan

    def before(self, name: str) -> bytes | None:
        """Return what a file holds; None for one that is not there yet."""
        return next((text.data for text in self.texts if text.name == name), None)

    def reads_with(self, text: FileText) -> Plan | None:
        """Return the plan as it would read with a file changed, or a new one; None where it would not read whole."""
        changed = self.changed(text)
        return changed.plan if changed else None

    def changed(self, *texts: FileText) -> "OpenedPlan | None":
        """Return the plan, open, with files changed, or new ones; None where it would not read whole."""
        named = {one.name: one for one in texts}
        after = [named.pop(one.name, one) for one in self.texts]
        if named:
            after = sorted([*after, *named.values()], key=_place)
        loaded = load_texts(self.files.name, self.files.stem, after, is_folder=self.files.is_folder)
        if not loaded.is_whole or loaded.plan is None or loaded.root is None:
            return None
        return OpenedPlan(self.files, after, loaded.root, loaded.plan)


def _place(text: FileText) -> list[object]:
    """Return the key that sorts the files of a folder plan in the order they are read."""
    return [natural_order(step) for step in text.inside.split("/")]


def open_plan(files: PlanFiles) -> OpenedPlan | Flawed:
    """Read a plan that is to be changed."""
    texts, unreadable = read_texts(files)
    loaded = load_texts(files.name, files.stem, texts, unreadable, is_folder=files.is_folder)
    if loaded.plan is None or loaded.root is None or not loaded.is_whole:
        errors = [d for d in loaded.diagnostics if d.severity is Severity.ERROR]
        return Flawed(tuple(sorted(errors, key=lambda d: d.sort_key)))
    return OpenedPlan(files, texts, loaded.root, loaded.plan)
