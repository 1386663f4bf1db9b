"""A file that is meant as a plan and not read is told of, and what cannot be looked into stops the check."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from command_line import Anhorig


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "anhorig.yaml").touch()
    (tmp_path / "plans" / "p.yaml").write_text("titel: P\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "plans"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.markdown", "---\ntitel: A\n---\n"),
        ("a.mdown", "\n---\ntitle: A\n---\n"),
        ("a.yaml.txt", "# anm\norganisation: X\ntitel: A\n"),
        ("A.YML.TXT", "titel: A\n"),
        ("a.md.txt", "---\ntitel: A\n---\n"),
        ("sub/a.yaml.txt", "titel: A\n"),
        ("q/delmål/a.markdown", "---\ntitel: A\n---\n"),
    ],
)
def test_a_plan_with_another_ending_is_told_of(project: Path, anhorig: Anhorig, name: str, text: str) -> None:
    (project / "q").mkdir()
    (project / "q" / "plan.yaml").write_text("titel: Q\n")
    (project / name).parent.mkdir(exist_ok=True, parents=True)
    (project / name).write_text(text)
    out = anhorig("check", "-q").out
    assert out.startswith(f"plans/{name}:1:1: ANH118 filen läses inte: namnet på en plan slutar på .yaml, .yml, .md")
    assert anhorig("check", "plans", "-q").out == out
    assert anhorig("report", "plans/p.yaml").code == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("anteckningar.txt", "titel: A\n"),
        ("a.markdown", "# Anteckningar\n\nText\n"),
        ("README.markdown", "---\ntitel: A\n---\n"),
        ("compose.yaml.txt", "services: {}\n"),
        (".a.yaml.txt", "titel: A\n"),
        ("a.pdf", "titel: A\n"),
    ],
)
def test_what_is_something_else_is_passed_by(project: Path, anhorig: Anhorig, name: str, text: str) -> None:
    (project / name).write_text(text)
    assert anhorig("check", "-q").out == ""


def test_a_folder_that_cannot_be_entered_is_told_of(
    project: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "sub").mkdir()
    (project / "sub" / "q.yaml").write_text("titel: Q\n")
    listed = os.scandir

    def refuse(path: Any) -> Iterator[Any]:
        if Path(path).name == "sub":
            raise PermissionError(13, "")
        return listed(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        run = anhorig("check")
    assert run.code == 3
    assert "plans/sub: mappen går inte att läsa" in run.err


@pytest.mark.parametrize("leads_to", ["/nonexistent/anhorig.yaml", "../elsewhere.yaml", "gone.yaml"])
def test_settings_that_are_a_link_to_nothing_are_told_of(anhorig: Anhorig, leads_to: str) -> None:
    Path("anhorig.yaml").unlink()
    Path("anhorig.yaml").symlink_to(leads_to)
    run = anhorig("check", "-q")
    assert run.code == 1
    assert run.out.startswith("anhorig.yaml:1:1: ANH1")


def test_plans_of_a_folder_inside_another_project_are_told_of(
    project: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = project.parent / "enhet" / "plans"
    inner.mkdir(parents=True)
    (inner / "q.yaml").write_text("titel: Q\n")
    monkeypatch.chdir(inner.parent)
    assert "ANH118 planerna här läses inte" in anhorig("check", "-q").out
