"""Files have the names that CI services know them by, however they were typed and wherever one stands."""

import json
import re
from pathlib import Path

import pytest

from anhorig_cli.cli.commands.check import name_in_workspace, workspace
from command_line import Anhorig
from past import Past

FILE = "anhörigstöd/plans/p.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a plan that cannot be read whole, in a folder of its own."""
    past = Past(tmp_path / "repo")
    past.write({FILE: "titel: [P\n"})
    return past.top


def files(text: str, name: str) -> set[str]:
    """Return the files that a report of the check names."""
    if name == "github":
        return set(re.findall(r"file=([^,]*)", text))
    if name == "junit":
        return set(re.findall(r'<testsuite name="([^"]*)"', text))
    told = json.loads(text)
    if name == "gitlab":
        return {one["location"]["path"] for one in told}
    if name == "json":
        return {one["file"] for one in told["diagnostics"]}
    places = [one["locations"][0]["physicalLocation"] for one in told["runs"][0]["results"]]
    return {place["artifactLocation"]["uri"].replace("%C3%B6", "ö") for place in places}


@pytest.mark.parametrize("name", ["github", "gitlab", "sarif", "junit", "json"])
@pytest.mark.parametrize(
    ("here", "typed"),
    [
        (".", "anhörigstöd"),
        (".", "./anhörigstöd/plans"),
        (".", "anhörigstöd/../anhörigstöd//plans/p.yaml"),
        ("anhörigstöd", "plans"),
        ("anhörigstöd", "./plans/p.yaml"),
        ("anhörigstöd/plans", "../plans"),
        ("anhörigstöd", ""),
    ],
)
def test_every_format_names_files_from_the_top_of_the_repository(
    repository: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch, name: str, here: str, typed: str
) -> None:
    monkeypatch.chdir(repository / here)
    paths = [typed] if typed else []
    assert files(anhorig("check", "--format", name, *paths).out, name) == {FILE}
    paths = [str(Path(typed).resolve())] if typed else []
    assert files(anhorig("check", "--format", name, *paths).out, name) == {FILE}


def test_text_names_them_as_they_were_typed(
    repository: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "anhörigstöd")
    assert anhorig("check", "plans").out.startswith("plans/p.yaml:")


@pytest.mark.parametrize(
    ("service", "variable", "name"),
    [("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "github"), ("GITLAB_CI", "CI_PROJECT_DIR", "gitlab")],
)
def test_a_ci_service_says_itself_where_its_top_is(
    repository: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch, service: str, variable: str, name: str
) -> None:
    monkeypatch.setenv(service, "true")
    monkeypatch.setenv(variable, str(repository.parent))
    monkeypatch.chdir(repository / "anhörigstöd")
    assert files(anhorig("check").out, name) == {f"repo/{FILE}"}


def test_a_workspace_that_one_does_not_stand_in_is_not_meant(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    found = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(repository / "anhörigstöd")}
    assert workspace(found) == repository.resolve()


def test_a_file_behind_a_link_has_the_name_that_git_knows(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "länk").symlink_to("anhörigstöd/plans")
    monkeypatch.chdir(repository)
    assert name_in_workspace("länk/p.yaml", repository.resolve()) == FILE


def test_a_file_outside_has_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert name_in_workspace("../p.yaml", tmp_path) == (tmp_path.parent / "p.yaml").as_posix()
    assert name_in_workspace("./q.yaml", None) == "q.yaml"
