"""The plans of a workspace one at a time: each with its files, settings, and what kept it from being read."""

import gc
import weakref
from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.model.plan import Plan
from anhorig_cli.workspace import parallel
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import ReadPlan, each_plan, map_plans, map_whole_plans
from anhorig_cli.workspace.workspace import Workspace


def day_of(_: Plan) -> date:
    return date(2026, 7, 1)


def written(folder: Path, number: int) -> Workspace:
    """Return so many plans in a folder, the third of which cannot be read."""
    for n in range(number):
        title = "titel" if n != 2 else "title: [\ntitel"
        (folder / f"plan-{n:03}.yaml").write_text(f"{title}: Plan {n}\n", encoding="utf-8")
    return Workspace.of([str(folder)])


def told(one: ReadPlan) -> tuple[str, str, int]:
    return one.id, one.whole.plan.title if one.whole else "", len(one.errors)


def test_each_plan_comes_in_order_with_what_kept_it_from_being_read(tmp_path: Path) -> None:
    found = [told(one) for one in each_plan(written(tmp_path, 4), day_of)]
    assert found[:2] == [("plan-000", "Plan 0", 0), ("plan-001", "Plan 1", 0)]
    assert found[2][:2] == ("plan-002", "")
    assert found[2][2] > 0
    assert found[3:] == [("plan-003", "Plan 3", 0)]


def test_a_plan_is_gone_when_the_next_is_asked_for(tmp_path: Path) -> None:
    gone: list[weakref.ref[Plan]] = []
    whole = 0
    gc.freeze()  # what other tests have left is not looked through for each plan
    for one in each_plan(written(tmp_path, 6), day_of):
        gc.collect()
        assert all(earlier() is None for earlier in gone)
        if one.whole is not None:
            whole += 1
            gone = [weakref.ref(one.whole.plan)]
        del one
    assert whole == 5


@pytest.mark.parametrize("number", [5, 90])
def test_what_is_made_of_each_comes_in_order_also_from_other_processes(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "_processors", lambda: 2)
    workspace = written(tmp_path, number)
    assert [one[0] for one in map_plans(workspace, told, day_of)] == [f"plan-{n:03}" for n in range(number)]
    titles, errors = map_whole_plans(workspace, lambda one: one.plan.title, day_of)
    assert titles == [f"Plan {n}" for n in range(number) if n != 2]
    assert {error.location.file for error in errors} == {str(tmp_path / "plan-002.yaml")}


def test_what_is_packed_can_be_gone_through_twice() -> None:
    packed = Packed[object]([pack(("a", 1)), pack(None)])
    assert [*packed, *packed] == [("a", 1), None, ("a", 1), None]
    assert len(packed) == 2
