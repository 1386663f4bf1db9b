"""On random plans and random edits: untouched bytes stay, and the plan that is read again is the one that was meant."""

import os
import re
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from anhorig_cli.cli.disk.journal import forget, last_change, remember
from anhorig_cli.cli.disk.writing import change_files
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.usecases.edit.edit_plan import EditedPlan
from effort import tries
from random_edits import random_edit
from random_plans import Hand, random_plan

_TOKEN = re.compile(rb"\w+|.", re.DOTALL)


@settings(max_examples=tries(50))
@given(st.integers(0, 2**32))
def test_only_what_must_changes_in_a_plan_in_one_file(number: int) -> None:
    random = Random(number)  # noqa: S311 - for plans, not for secrets
    with TemporaryDirectory() as folder:
        path = Path(folder, "planen.yaml")
        path.write_bytes(Hand.any(random).file("plan", random_plan(random)))
        _edit_and_compare(random, path)


@settings(max_examples=tries(25))
@given(st.integers(0, 2**32))
def test_only_what_must_changes_in_a_folder_of_part_files(number: int) -> None:
    random = Random(number)  # noqa: S311 - for plans, not for secrets
    hand, plan = Hand.any(random), random_plan(random)
    with TemporaryDirectory() as folder:
        for name in ("plan", "plan/delmål", "plan/indicators"):
            Path(folder, name).mkdir()
        for subgoal in plan.pop("subgoals"):
            sections = subgoal.pop("assessments", []) if random.random() < 0.7 else []
            Path(folder, "plan/delmål", f"{subgoal['id']}.md").write_bytes(hand.markdown("subgoal", subgoal, sections))
        for indicator in plan.pop("indicators", []):
            Path(folder, "plan/indicators", f"{indicator['id']}.yaml").write_bytes(hand.file("indicator", indicator))
        Path(folder, "plan/plan.yaml").write_bytes(hand.file("plan", plan))
        _edit_and_compare(random, Path(folder, "plan"))


@settings(max_examples=tries(10, of_torture=50))
@given(st.integers(0, 2**32))
def test_a_sequence_of_edits_is_taken_back_to_the_first_bytes(number: int) -> None:
    random = Random(number)  # noqa: S311 - for plans, not for secrets
    with TemporaryDirectory() as folder:
        path = Path(os.path.realpath(folder), "planen.yaml")
        path.write_bytes(Hand.any(random).file("plan", random_plan(random)))
        versions = [path.read_bytes()]
        for _ in range(3):
            files = find_plans(str(path))[0]
            plan = load(files).plan
            assert plan is not None
            with suppress(WrongUsageError):  # it may be done already
                edited = random_edit(random, plan).apply(files)
                assert isinstance(edited, EditedPlan)
                change_files(edited.files)
                remember(path, edited.files)
                versions.append(path.read_bytes())
        for version in reversed(versions[:-1]):
            change = last_change(lambda one: one.root == path)
            assert change is not None
            before = change.files[0].reverted(path.read_bytes())
            assert before == version
            path.write_bytes(before)
            forget(change)
        assert last_change(lambda one: one.root == path) is None


def _edit_and_compare(random: Random, path: Path) -> None:
    files = find_plans(str(path))[0]
    loaded = load(files)
    assert loaded.plan is not None, loaded.diagnostics
    assert loaded.is_whole, loaded.diagnostics
    edit = random_edit(random, loaded.plan)
    before = _contents(files)
    edited = edit.apply(files)
    assert isinstance(edited, EditedPlan)
    [changed] = edited.files
    changed.path.write_bytes(changed.after or b"")  # what is written, read by a run of its own
    again = find_plans(str(path))[0]
    assert load(again).is_whole
    assert load(again).plan != loaded.plan
    for name, data in _contents(again).items():
        if name == edited.name:
            assert _gone(before.get(name, b""), data) <= edit.most_gone, edit.name
        else:
            assert data == before[name]


def _contents(files: PlanFiles) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files.files}


def _gone(before: bytes, after: bytes) -> int:
    """Return how many bytes of a file are not in it afterwards, in their order."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start = _alike(old, new)
    old, new = old[start:], new[start:]
    end = _alike(old[::-1], new[::-1])
    old, new = old[: len(old) - end], new[: len(new) - end]
    kept = [0] * (len(new) + 1)  # the longest common subsequence, in bytes, a row at a time
    for token in old:
        row = [0]
        for j, other in enumerate(new):
            row.append(max(kept[j + 1], row[j], kept[j] + len(token) if token == other else 0))
        kept = row
    return sum(map(len, old)) - kept[-1]


def _alike(one: list[bytes], other: list[bytes]) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
