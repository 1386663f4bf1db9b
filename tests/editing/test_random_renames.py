"""On random projects: a thing under another id is the same thing everywhere, and no other byte changes."""

import json
import os
import re
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from anhorig_cli.cli.disk.changes import write_remembered
from anhorig_cli.cli.disk.journal import forget, last_change
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.files import clear_files_read
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, references, things
from anhorig_cli.usecases.edit.edit_across import EditedPlans
from anhorig_cli.usecases.edit.rename_and_reassign import reassign, rename_id
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.workspace import with_neighbours
from effort import tries
from random_references import KINDS, Project, random_project

_TOKEN = re.compile(r"[\w.-]+|.", re.DOTALL)


@settings(max_examples=tries(50))
@given(st.integers(0, 2**32))
def test_a_thing_under_another_id_is_the_same_thing_everywhere(number: int) -> None:
    random = Random(number)  # noqa: S311 - for plans, not for secrets
    with TemporaryDirectory() as folder:
        project = random_project(random, Path(os.path.realpath(folder)))
        before, plans = project.contents(), _plans(project)
        kind = random.choice([one for one in KINDS if things(plans[0], one)])
        old, new = random.choice(things(plans[0], kind)).id or "", random.choice(["nytt-id", "Å.1", "2026", "d_7"])
        _write(project, rename_id(with_neighbours(str(project.plan)), old, new, kind))
        after = project.contents()
        assert _meaning(_plans(project)) == _meaning(plans)
        assert [one.id for one in things(_plans(project)[0], kind)] == [
            new if one.id == old else one.id for one in things(plans[0], kind)
        ]
        assert _words_changed(before, after) == {(old, new)}
        _take_back(project)
        assert project.contents() == before
        _write(project, rename_id(with_neighbours(str(project.plan)), old, new, kind))
        _write(project, rename_id(with_neighbours(str(project.plan)), new, old, kind))
        assert project.contents() == before


@settings(max_examples=tries(25))
@given(st.integers(0, 2**32))
def test_a_plan_under_another_id_is_found_by_those_that_name_it(number: int) -> None:
    random = Random(number)  # noqa: S311 - for plans, not for secrets
    with TemporaryDirectory() as folder:
        project = random_project(random, Path(os.path.realpath(folder)))
        before, plans = project.contents(), _plans(project)
        _write(project, rename_id(with_neighbours(str(project.plan)), "planen", "plan-2026", "plan"))
        after = _plans(project)
        assert (after[0].id, after[1].replaces) == ("plan-2026", ("plan-2026",))
        assert _meaning(after) == _meaning(plans)
        assert b"planen" not in b"".join(project.contents().values())
        _take_back(project)
        assert project.contents() == before


@settings(max_examples=tries(50))
@given(st.integers(0, 2**32))
def test_whoever_takes_over_is_responsible_for_all_that_the_other_was(number: int) -> None:
    random = Random(number)  # noqa: S311 - for plans, not for secrets
    with TemporaryDirectory() as folder:
        project = random_project(random, Path(os.path.realpath(folder)))
        before, plan = project.contents(), _plans(project)[0]
        leaving, coming = random.sample(["r0", "r1", "r2", "e0"], 2)
        meant = [_taken_over(said, leaving, coming) for said in _responsible(plan)]
        with suppress(WrongUsageError):  # who leaves may be responsible for nothing
            _write(project, reassign(with_neighbours(str(project.plan)), leaving, coming))
            assert _responsible(_plans(project)[0]) == meant
            _take_back(project)
        assert project.contents() == before


def _plans(project: Project) -> list[Plan]:
    loaded = [load(find_plans(str(project.folder / name))[0]) for name in ("planen.yaml", "nästa.yaml")]
    assert all(one.is_whole for one in loaded), [one.diagnostics for one in loaded]
    return [one.plan for one in loaded if one.plan is not None]


def _write(project: Project, edited: object) -> None:
    assert isinstance(edited, EditedPlans), edited
    write_remembered(project.plan, edited.files)
    clear_files_read()


def _take_back(project: Project) -> None:
    change = last_change(lambda one: one.root == project.plan)
    assert change is not None
    for one in change.files:
        data = one.reverted(one.path.read_bytes())
        assert data is not None
        one.path.write_bytes(data)
    forget(change)


def _meaning(plans: list[Plan]) -> list[object]:
    """Return plans without any id, and with the place of what it leads to for each reference."""
    found: list[object] = []
    for plan in plans:
        leads = [_leads_to(plans, plan, one.kinds, one.text) for one in references(plan)]
        found += [leads, [folded(one) == folded(plans[0].id) for one in plan.replaces]]
        found.append(json.loads(plan.model_dump_json(), object_hook=_without_names))
    return found


def _leads_to(plans: list[Plan], plan: Plan, kinds: tuple[str, ...], text: str) -> object:
    place = Register(things(plan, *kinds)).place(text)
    plan_id, slash, name = text.partition("/")
    if place is not None or not slash:
        return text if place is None else place
    assert folded(plan_id) == folded(plans[0].id)
    return "the first", Register(things(plans[0], *kinds)).place(name)


def _without_names(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a plan without its id, and without the lists of names in it."""
    return {name: value for name, value in part.items() if name not in _NAMES and not _is_of_ids(value)}


_NAMES = frozenset({"id", "decision"})


def _is_of_ids(value: Any) -> bool:
    return str(value).startswith("['")


def _words_changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[tuple[str, str]]:
    """Return every word that has become another."""
    assert before.keys() == after.keys()
    found: set[tuple[str, str]] = set()
    for name, data in before.items():
        old, new = _TOKEN.findall(data.decode()), _TOKEN.findall(after[name].decode())
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                found.add(("".join(old[i:j]), "".join(new[k:m])))
    return found


def _responsible(plan: Plan) -> list[list[str]]:
    lists: dict[object, list[str]] = {}
    for one in references(plan):
        if one.route[-2] == "responsible":
            lists.setdefault(one.route[:-1], []).append(one.text)
    return list(lists.values())


def _taken_over(said: list[str], leaving: str, coming: str) -> list[str]:
    if coming in said:
        return [one for one in said if one != leaving]
    return [coming if one == leaving else one for one in said]
