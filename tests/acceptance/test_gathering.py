"""The recipe for many municipalities: what its page says is run, for two of them, as their CI would."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "insamling.md").read_text(encoding="utf-8")
COUNTY = ROOT / "examples" / "county"
BIN = Path(sys.executable).parent
PIPX = f'#!/bin/bash\n[ "$1 $2 $4" = "run --spec anhorig" ] && exec "{BIN}/anhorig" "${{@:5}}"\n'


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


PUBLISHING, GATHERING = blocks("yaml")


def steps(workflow: str) -> list[str]:
    """Return the commands of a workflow's one job."""
    (job,) = yaml.safe_load(workflow)["jobs"].values()
    return [step["run"] for step in job["steps"] if "run" in step]


class Machine:
    """A folder in which the steps of workflows are run, with a pipx that has the tool already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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
        """Return what a municipality publishes: one of the county's plans, alone in its repository."""
        own = self.folder / name
        (own / "plans").mkdir(parents=True)
        (own / "anhorig.yaml").touch()
        shutil.copy(COUNTY / f"{name}.yaml", own / "plans")
        (step,) = steps(PUBLISHING)
        done = self.run(step, own)
        assert done.returncode == 0, done.stderr
        return own / "export"

    def gathering(self, municipalities: dict[str, Path]) -> Path:
        """Return the folder of who gathers, as the page says that it is."""
        own = self.folder / "samlaren"
        own.mkdir()
        lines = "\r\n".join(f"{name},{place}" for name, place in municipalities.items())
        (own / "kommuner.csv").write_text(
            lines, encoding="utf-8"
        )  # as a spreadsheet saves it; the last line has no end
        (own / "lagg_ihop.py").write_text(blocks("python")[0], encoding="utf-8")
        return own


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def table(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=";"))


@pytest.mark.parametrize("workflow", [PUBLISHING, GATHERING], ids=["publicera", "samla"])
def test_each_workflow_is_one(workflow: str, tmp_path: Path) -> None:
    file = tmp_path / "workflow.yml"
    file.write_text(workflow, encoding="utf-8")
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tables_of_all_become_one_of_each(machine: Machine) -> None:
    places = {name: machine.published(name) for name in ("trosa", "nykoping")}
    own = machine.gathering(places)
    for step in steps(GATHERING):
        done = machine.run(step, own)
        assert done.returncode == 0, done.stderr
    for one in ("subgoals", "activities", "measurements", "cycle"):
        gathered = table(own / "samlat" / ("facts.csv" if one == "measurements" else f"{one}.csv"))
        published = {name: table(place / f"{one}.csv") for name, place in places.items()}
        assert gathered == [{"kommun": name, **row} for name in sorted(places) for row in published[name]]
    assert {row["kommun"] for row in table(own / "samlat" / "subgoals.csv")} == set(places)


def test_one_that_cannot_be_fetched_is_told_and_hinders_no_other(machine: Machine) -> None:
    own = machine.gathering({"trosa": machine.published("trosa"), "borta": machine.folder / "nowhere"})
    *before, last = steps(GATHERING)
    for step in before:
        assert machine.run(step, own).returncode == 0
    done = machine.run(last, own)
    assert (done.returncode, done.stdout) == (1, "::error::gick inte att hämta: borta\n")
    assert {row["kommun"] for row in table(own / "samlat" / "subgoals.csv")} == {"trosa"}


def test_only_the_protocol_that_is_meant_is_followed(machine: Machine) -> None:
    own = machine.gathering({"trosa": machine.published("trosa")})
    done = machine.run(steps(GATHERING)[0], own, PROTOCOL="https")
    assert done.returncode == 0
    assert (own / "saknas.txt").read_text(encoding="utf-8") == "trosa\n"


def test_a_plan_that_cannot_be_read_is_not_published_in_part(machine: Machine) -> None:
    own = machine.folder / "trasig"
    (own / "plans").mkdir(parents=True)
    (own / "anhorig.yaml").touch()
    (own / "plans" / "planen.yaml").write_text("titel: [\n", encoding="utf-8")
    (step,) = steps(PUBLISHING)
    assert machine.run(step, own).returncode == 1
