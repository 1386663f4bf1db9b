"""A command imports what it needs and no more: what is imported at every start is paid for by every command."""

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import PLANS

PROGRAM = """
import sys
from anhorig_cli.cli.entry import main
sys.argv[1:] = {asked!r}
try:
    main()
except SystemExit:
    print("\\n".join(sys.modules), file=sys.stderr)
"""
NEVER = {"babel", "markdown_it", "anhorig_cli.views.one_page"}
NOT_FOR_MARKDOWN = {"anhorig_cli.rendering.pictures", "anhorig_cli.views.pictures", "anhorig_cli.views.work_lists"}


NOT_FOR_HTML = {"anhorig_cli.rendering.markdown_writer"}
NOT_FOR_A_CHECK = {
    "jinja2",
    "pydantic.dataclasses",
    "pydantic.functional_serializers",
    "anhorig_cli.analysis.area_matrix",
    "anhorig_cli.analysis.open_duties",
}


def imported(*asked: str, within: Path | None = None) -> set[str]:
    program = PROGRAM.format(asked=list(asked))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=within)
    return set(done.stderr.split())


@pytest.mark.parametrize(("kind", "unwanted"), [("md", NEVER | NOT_FOR_MARKDOWN), ("html", NEVER | NOT_FOR_HTML)])
def test_a_short_report_imports_nothing_that_other_papers_need(kind: str, unwanted: set[str]) -> None:
    found = imported("report", str(PLANS / "salem.yaml"), "--as-of", "2024-06-01", "--format", kind)
    assert "anhorig_cli.views.report.report" in found
    assert found & unwanted == set()


def test_a_check_imports_nothing_that_only_strategies_or_papers_need() -> None:
    found = imported("check", str(PLANS / "salem.yaml"), "--as-of", "2024-06-01")
    assert "anhorig_cli.usecases.check.check_plans" in found
    assert found & (NEVER | NOT_FOR_A_CHECK) == set()


def test_a_help_page_outside_a_project_reads_no_yaml(tmp_path: Path) -> None:
    found = imported("--help", within=tmp_path)
    assert "typer" in found
    assert "yaml" not in found
