"""Every rule has plans that break it and plans that do not, in tests/rules/SLUG/bad and tests/rules/SLUG/good.

Beside each bad plan stands what must be found in it (`NAME.findings`: line, column, message, and its severity where
that is not the rule's own); `make golden` renews it.
An entry is a plan file, a plan folder, or a folder of plans.
"""

from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.rules.registry import RULES
from anhorig_cli.vocabulary import Language
from conftest import Golden
from plan_text import checked, findings

HERE = Path(__file__).parent
MADE = {"too-large", "unreadable-file", "outside-project", "stale-ignore", "unfit-appearance", "unfit-other-plans"}
"""Rules whose bad plans are made in tests: too large, not an ordinary file, a link, or a flaw of the settings."""


def plans(kind: str) -> list[Path]:
    return sorted(p for p in HERE.glob(f"*/{kind}/*") if p.suffix != ".findings")


def names(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.name}"


@pytest.mark.parametrize("slug", [rule.slug for rule in RULES if rule.slug not in MADE])
@pytest.mark.parametrize("kind", ["good", "bad"])
def test_every_rule_has_example_plans(slug: str, kind: str) -> None:
    assert any((HERE / slug / kind).iterdir())


def test_every_folder_is_that_of_a_rule() -> None:
    folders = {p.name for p in HERE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders == {rule.slug for rule in RULES} - MADE


def as_line(found: Diagnostic) -> str:
    grade = "" if found.severity is found.rule.severity else f" [{found.severity}]"
    return f"{found.location.line}:{found.location.column} {text_of(found.message, Language.EN)}{grade}\n"


@pytest.mark.parametrize("plan", plans("bad"), ids=names)
def test_a_bad_plan_breaks_its_rule(plan: Path, golden: Golden) -> None:
    slug = plan.parent.parent.name
    lines = "".join(as_line(one) for one in findings(plan) if one.rule.slug == slug)
    assert lines
    golden.check(f"../rules/{slug}/bad/{plan.name}.findings", lines.replace(str(plan), plan.name))


@pytest.mark.parametrize("plan", plans("good"), ids=names)
def test_a_good_plan_keeps_its_rule(plan: Path) -> None:
    slug = plan.parent.parent.name
    assert [f for f in checked(plan) if f.slug == slug] == []
