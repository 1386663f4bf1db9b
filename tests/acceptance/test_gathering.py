"""The recipe for many municipalities: what its page says is run, for two of them, as their CI would."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COUNTY = ROOT / "plans" / "county"
BIN = Path(sys.executable).parent
PIPX = f'#!/bin/bash\n[ "$1 $2 $4" = "run --spec anhorig" ] && exec "{BIN}/anhorig" "${{@:5}}"\n'


def blocks(page: str, kind: str) -> list[str]:
    """Return what stands in the fences of a kind on a page of the reference."""
    text = (ROOT / "docs" / "reference" / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


class Recipe(NamedTuple):
    """What a page says is run, and what its files, the column of whose they are, and its message are called."""

    page: str
    listed: str
    script: str
    gathered: str
    column: str
    missing: str
    not_fetched: str

    @property
    def publishing(self) -> str:
        return blocks(self.page, "yaml")[0]

    @property
    def gathering(self) -> str:
        return blocks(self.page, "yaml")[1]


RECIPES = [
    Recipe("insamling", "kommuner.csv", "lagg_ihop.py", "samlat", "kommun", "saknas.txt", "gick inte att hämta"),
    Recipe(
        "gathering", "municipalities.csv", "put_together.py", "gathered", "municipality", "missing.txt",
        "could not be fetched",
    ),
]  # fmt: skip
TABLES = ("subgoals", "areas", "activities", "measurements", "cycle")


def steps(workflow: str) -> list[str]:
    """Return the commands of a workflow's one job."""
    (job,) = yaml.safe_load(workflow)["jobs"].values()
    return [step["run"] for step in job["steps"] if "run" in step]


class Machine:
    """A folder in which the steps of workflows are run, with a pipx that has the tool already."""

    def __init__(self, folder: Path, shared: Path, recipe: Recipe) -> None:
        self.folder = folder
        self.recipe = recipe
        self._shared = shared
        (folder / "bin").mkdir()
        pipx = folder / "bin" / "pipx"
        pipx.write_text(PIPX, encoding="utf-8")
        pipx.chmod(0o755)

    def run(self, step: str, where: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", step], cwd=where, capture_output=True, text=True, check=False,
            env={**os.environ, "PATH": path, "INSTALL_FROM": "here", "PROTOCOL": "file", **environment},
        )  # fmt: skip

    def published(self, name: str) -> Path:
        """Return what a municipality publishes: one of the county's plans, alone in its repository; published once."""
        own = self._shared / self.recipe.page / name
        if own.exists():
            return own / "export"
        (own / "plans").mkdir(parents=True)
        (own / "anhorig.yaml").touch()
        shutil.copy(COUNTY / f"{name}.yaml", own / "plans")
        (step,) = steps(self.recipe.publishing)
        done = self.run(step, own)
        assert done.returncode == 0, done.stderr
        return own / "export"

    def gathering(self, municipalities: dict[str, Path]) -> Path:
        """Return the folder of who gathers, as the page says that it is."""
        own = self.folder / "samlaren"
        own.mkdir()
        lines = "\r\n".join(f"{name},{place}" for name, place in municipalities.items())
        # As a spreadsheet saves it: the last line has no end.
        (own / self.recipe.listed).write_text(lines, encoding="utf-8")
        (script,) = blocks(self.recipe.page, "python")
        (own / self.recipe.script).write_text(script, encoding="utf-8")
        return own


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("published")


@pytest.fixture(params=RECIPES, ids=lambda recipe: recipe.page)
def machine(tmp_path: Path, shared: Path, request: pytest.FixtureRequest) -> Machine:
    return Machine(tmp_path, shared, request.param)


def table(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=";"))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.page)
def test_each_workflow_is_one(recipe: Recipe, tmp_path: Path) -> None:
    files = [tmp_path / "publish.yml", tmp_path / "gather.yml"]
    for file, workflow in zip(files, (recipe.publishing, recipe.gathering), strict=True):
        file.write_text(workflow, encoding="utf-8")
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tables_of_all_become_one_of_each(machine: Machine) -> None:
    places = {name: machine.published(name) for name in ("trosa", "nykoping")}
    own = machine.gathering(places)
    for step in steps(machine.recipe.gathering):
        done = machine.run(step, own)
        assert done.returncode == 0, done.stderr
    for one in TABLES:
        gathered = table(own / machine.recipe.gathered / ("facts.csv" if one == "measurements" else f"{one}.csv"))
        published = {name: table(place / f"{one}.csv") for name, place in places.items()}
        assert gathered == [{machine.recipe.column: name, **row} for name in sorted(places) for row in published[name]]
    assert {row[machine.recipe.column] for row in table(own / machine.recipe.gathered / "subgoals.csv")} == set(places)


def test_one_that_cannot_be_fetched_is_told_and_hinders_no_other(machine: Machine) -> None:
    own = machine.gathering({"trosa": machine.published("trosa"), "borta": machine.folder / "nowhere"})
    *before, last = steps(machine.recipe.gathering)
    for step in before:
        assert machine.run(step, own).returncode == 0
    done = machine.run(last, own)
    assert (done.returncode, done.stdout) == (1, f"::error::{machine.recipe.not_fetched}: borta\n")
    assert {row[machine.recipe.column] for row in table(own / machine.recipe.gathered / "subgoals.csv")} == {"trosa"}


def test_only_the_protocol_that_is_meant_is_followed(machine: Machine) -> None:
    own = machine.gathering({"trosa": machine.published("trosa")})
    done = machine.run(steps(machine.recipe.gathering)[0], own, PROTOCOL="https")
    assert done.returncode == 0
    assert (own / machine.recipe.missing).read_text(encoding="utf-8") == "trosa\n"


def test_a_plan_that_cannot_be_read_is_not_published_in_part(machine: Machine) -> None:
    own = machine.folder / "trasig"
    (own / "plans").mkdir(parents=True)
    (own / "anhorig.yaml").touch()
    (own / "plans" / "planen.yaml").write_text("titel: [\n", encoding="utf-8")
    (step,) = steps(machine.recipe.publishing)
    assert machine.run(step, own).returncode == 1
