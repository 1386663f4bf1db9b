"""Plans that grow in one direction (`benchmarks/growing.py`): each kind works, and much of it in reasonable time."""

from functools import partial
from pathlib import Path

import pytest
from growing import FLAWS, FOLDER, FOLDERS, KINDS, PLAN, RELATIONS, TEXTS

from anhorig_cli.usecases.check.check_plans import check_plans
from anhorig_cli.usecases.report.make_reports import view_plans
from anhorig_cli.workspace.workspace import Workspace
from command_line import Anhorig
from effort import TORTURE, calls, some
from plan_text import AS_OF

FEW_AND_MANY = (50, 200) if TORTURE else (30, 120)
GROWING = (
    "same title",
    "alike titles",
    "near references",
    "unknown references",
    "broken references",
    "continues a chain",
    "continues a circle",
    "units in a chain",
    "units of one",
    "groups, each served",
    "subgoals and indicators",
    "subgoals of one indicator",
    "late indicators",
    "assessments and reports",
    "reports that are near",
    "decisions and revisions",
    "judged areas in a chain",
    "judged areas of one",
    "others' values",
    "targets of units",
    "decisions that add",
    "funding of subgoals",
    "a vacant role",
    "cycle with its own",
    "ticks of every unit",
    "a tick of all units",
    "unknown keys",
    "unknown keys in braces",
    "unknown keys here and there",
    "a misspelt key again",
    "own keys",
    "keys twice",
    "control characters on a line",
    "bad dates",
    "addresses on a line",
    "revisions",
    "jumps all the way",
    "halves of shares",
    "merges",
    "exceptions",
    "exceptions that except nothing",
)
"""The kinds of which much has taken too long, or would if each part were compared with every other."""


def written(kind: str, number: int, folder: Path) -> Path:
    """Write so many parts of a kind, and return what is to be checked."""
    files = KINDS[kind](number)
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder / (PLAN if PLAN in files else FOLDER)


@pytest.mark.parametrize("kind", [*RELATIONS, *FLAWS, *TEXTS, *FOLDERS])
def test_a_little_of_each_kind_is_checked_and_reported(kind: str, tmp_path: Path, anhorig: Anhorig) -> None:
    plan = written(kind, 5, tmp_path)
    day = ("--as-of", AS_OF)
    assert anhorig("check", *day, plan).code in {0, 1}
    assert anhorig("report", *day, "--format", "html", "-o", "-", plan).code in {0, 1}


def judge_and_view(workspace: Workspace) -> None:
    check_plans(workspace, AS_OF)
    view_plans(workspace, AS_OF, None)


@pytest.mark.parametrize("kind", some(GROWING))
def test_four_times_as_much_takes_little_more_than_four_times_the_work(kind: str, tmp_path: Path) -> None:
    less, more = (Workspace.of([str(written(kind, n, tmp_path / str(n)))]) for n in FEW_AND_MANY)
    judge_and_view(less)  # what is remembered of words and dates is then no difference between the two
    assert calls(partial(judge_and_view, more)) < 5 * calls(partial(judge_and_view, less))


@pytest.mark.parametrize("kind", ["areas", "subgoals and indicators", "targets of units"])
def test_next_years_plan_of_four_times_as_much_takes_little_more_than_four_times_the_work(
    kind: str, tmp_path: Path, anhorig: Anhorig
) -> None:
    less, more = (written(kind, n, tmp_path / str(n)) for n in FEW_AND_MANY)

    def renew(plan: Path) -> None:
        assert anhorig("renew", plan, "--period", "2035-2037", "--dry-run").code == 0

    renew(less)
    assert calls(partial(renew, more)) < 5 * calls(partial(renew, less))
