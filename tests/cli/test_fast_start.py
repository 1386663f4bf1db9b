"""A report imports what it needs and no more: what is imported at every start is paid for by every command."""

import subprocess
import sys

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
NEVER = {"babel", "markdown_it", "anhorig_cli.rendering.view_data", "anhorig_cli.views.one_page"}
NOT_FOR_MARKDOWN = {"anhorig_cli.rendering.pictures", "anhorig_cli.views.pictures", "anhorig_cli.views.action_list"}


def imported(*asked: str) -> set[str]:
    program = PROGRAM.format(asked=list(asked))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(("kind", "unwanted"), [("md", NEVER | NOT_FOR_MARKDOWN), ("html", NEVER)])
def test_a_short_report_imports_nothing_that_other_papers_need(kind: str, unwanted: set[str]) -> None:
    found = imported("report", str(PLANS / "salem.yaml"), "--as-of", "2024-06-01", "--format", kind)
    assert "anhorig_cli.views.report.report" in found
    assert found & unwanted == set()
