"""Tab in the shell: plans, and what stands in the plan that is named already."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Anhorig
from plan_in_file import written_plan


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    (tmp_path / "plans").mkdir()
    written_plan(tmp_path / "plans")
    return tmp_path


def offered(folder: Path, line: str) -> list[str]:
    """Return what bash is given for a command line that ends where the cursor stands."""
    words = line.split(" ")
    environment = os.environ | {
        "_ANHORIG_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'anhorig'; from anhorig_cli.cli.entry import main; main()"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.split("\n")


@pytest.mark.parametrize(
    ("line", "choices"),
    [
        ("anhorig record ", ["plans/planen.yaml"]),
        ("anhorig record planen ", ["stod", "andel"]),
        ("anhorig record planen a", ["andel"]),
        ("anhorig record planen stod 7 --unit b", ["boende"]),
        ("anhorig assess planen k", ["kort"]),
        ("anhorig assess planen kort bedöms_u", ["bedöms_uppfyllas"]),
        ("anhorig postpone planen na", ["na-fler"]),
        ("anhorig done planen ", ["rapport", "Möten"]),
        ("anhorig add activity planen k", ["kort"]),
        ("anhorig add in", ["indicator"]),
    ],
)
def test_what_is_offered(line: str, choices: list[str], project: Path) -> None:
    assert [one for one in offered(project, line) if one] == choices


def test_a_plan_that_is_not_there_offers_nothing(project: Path) -> None:
    assert not any(offered(project, "anhorig record saknas "))
    assert not any(offered(project.parent, "anhorig record "))


def test_completion_is_installed_by_an_option(anhorig: Anhorig) -> None:
    shown = " ".join(anhorig("--help").out.replace("│", " ").split())
    assert "--install-completion" in shown
    assert "Låt skalet fylla i planer" in shown
    assert "--install-completion" not in anhorig("check", "--help").out
