"""In the formats of CI services every file has the name it has from the repository's top, wherever it is told."""

import json
import subprocess
from pathlib import Path

import pytest

from command_line import Anhorig

PART = "titel: D\nsenast: 2027\n"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    folder = tmp_path / "plans" / "p"
    (folder / "delmål").mkdir(parents=True)
    (folder / "plan.yaml").write_text("titel: P\nmål: A\n")
    (folder / "mer.yaml").write_text("mål: B\n")
    for n in range(3):
        (folder / "delmål" / f"d{n}.yaml").write_text(PART)
    monkeypatch.chdir(tmp_path / "plans")
    return folder


@pytest.mark.parametrize("typed", ["p", "./p", "../plans/p", "p/../p"])
def test_also_places_and_names_in_messages(plan: Path, anhorig: Anhorig, typed: str) -> None:
    found = json.loads(anhorig("check", typed, "--format", "json").out)["diagnostics"]
    assert {one["file"] for one in found if one["code"] == "ANH120"} == {"plans/p/plan.yaml"}
    assert any("plans/p/mer.yaml" in one["message"] for one in found if one["code"] == "ANH120")
    (plan / "mer.yaml").unlink()
    found = json.loads(anhorig("check", typed, "--format", "json", "--select", "no-responsible").out)["diagnostics"]
    assert [place["file"] for place in found[0]["places"]] == [f"plans/p/delmål/d{n}.yaml" for n in range(3)]


def test_in_text_they_have_the_names_that_were_typed(plan: Path, anhorig: Anhorig) -> None:
    out = anhorig("check", plan.name, "--format", "text").out
    assert "p/plan.yaml:2:1: ANH120 'mål' finns redan i p/mer.yaml, rad 1" in out
