"""Plans as text in, findings out: how a test reads."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import dedent

from anhorig_cli.catalog import text_of
from anhorig_cli.loading.plan_loader import FileText, LoadedPlan, load_texts
from anhorig_cli.model.plan import Plan
from anhorig_cli.usecases.check.check_plans import Findings, check_plans
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.workspace import Workspace

AS_OF = date(2026, 7, 1)
NAME = "plan.yaml"


@dataclass(frozen=True)
class Found:
    """A finding, as a test compares it."""

    line: int
    column: int
    slug: str
    message: str


def loaded(text: str, name: str = NAME) -> LoadedPlan:
    """Load a plan in one file from its text."""
    data = dedent(text).encode()
    return load_texts(name, Path(name).stem, [FileText(name, "", data)], is_folder=False)


def plan_in(text: str, name: str = NAME) -> Plan:
    """Return the plan of a text that holds one, whatever else may be wrong with it."""
    plan = loaded(text, name).plan
    assert plan is not None
    return plan


def flaws(text: str, name: str = NAME) -> list[Found]:
    """Return what is wrong with a plan's text, in English."""
    return [
        Found(d.location.line, d.location.column, d.rule.slug, text_of(d.message, Language.EN))
        for d in loaded(text, name).diagnostics
    ]


def findings(path: Path, as_of: date = AS_OF) -> Findings:
    """Check what stands at a path."""
    return check_plans(Workspace.of([str(path)]), as_of, each=True).findings


def checked(path: Path, as_of: date = AS_OF) -> list[Found]:
    """Check what stands at a path, in English."""
    return [
        Found(d.location.line, d.location.column, d.rule.slug, text_of(d.message, Language.EN))
        for d in findings(path, as_of)
    ]


__all__ = ["AS_OF", "NAME", "Found", "checked", "findings", "flaws", "loaded", "plan_in"]
