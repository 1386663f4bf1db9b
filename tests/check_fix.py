"""What `check --fix` makes of a plan's text, and what holds of every text that it has fixed."""

from pathlib import Path

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import FileText, LoadedPlan, load_texts
from anhorig_cli.usecases.check.fix_plan import fix_plan


def read(data: bytes, name: str = "plan.yaml") -> LoadedPlan:
    return load_texts(name, Path(name).stem, [FileText(name, "", data)], is_folder=False)


def is_safe(finding: Diagnostic) -> bool:
    return finding.fix is not None and finding.fix.is_safe


def as_fixed(data: bytes, name: str = "plan.yaml", *, unsafe: bool = False) -> bytes:
    """Return a plan's bytes as they are fixed."""
    files = PlanFiles(name, Path(name), False, ((name, Path(name)),), lambda _name, _path: data)
    edited = fix_plan(files, lambda one: unsafe or is_safe(one))
    return edited[0].files[0].after or b"" if edited else data


def assert_fixed_once_is_fixed(data: bytes, name: str = "plan.yaml") -> None:
    """Hold that what is fixed twice is fixed once, and that of what could be fixed less is left than there was."""
    after = as_fixed(data, name)
    assert as_fixed(after, name) == after
    if after != data:
        before, left = read(data, name), read(after, name)
        assert len(list(filter(is_safe, left.diagnostics))) < len(list(filter(is_safe, before.diagnostics)))
        assert before.plan is None or left.plan is not None
