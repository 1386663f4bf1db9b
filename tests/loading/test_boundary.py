"""A project is its repository, or else the folder with its settings; links are not followed out of it."""

import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.boundary import (
    bounds,
    has_drive,
    home_without_settings,
    is_link,
    is_project,
    leads_out,
    project_folder,
    same_name,
    stray_link,
    unfit_for_windows,
)
from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.loading.project_loader import load_project
from past import Past
from touched import touched

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files on Windows")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with settings, and a folder beside it."""
    folder = tmp_path / "projekt"
    for place in (folder / "plans" / "under", tmp_path / "utanför"):
        place.mkdir(parents=True)
    (folder / "anhorig.yaml").touch()
    return folder


def test_without_git_the_folder_with_the_settings_is_the_project(project: Path) -> None:
    assert bounds(project) == project
    assert bounds(project / "plans" / "under") == project


def test_in_a_repository_all_of_its_files_are(tmp_path: Path, project: Path) -> None:
    Past(tmp_path)
    assert bounds(project / "plans") == tmp_path


def test_a_repository_within_is_a_project_of_its_own(project: Path) -> None:
    Past(project / "plans")
    assert bounds(project / "plans" / "under") == project / "plans"
    assert bounds(project) == project


def test_a_worktree_has_a_file_where_others_have_a_folder(project: Path) -> None:
    (project / "plans" / ".git").write_text("gitdir: ../elsewhere\n", encoding="utf-8")
    assert bounds(project / "plans") == project / "plans"


def test_an_empty_folder_called_git_is_no_repository(project: Path) -> None:
    (project / "plans" / ".git").mkdir()
    assert bounds(project / "plans") == project


def test_elsewhere_there_is_no_project(tmp_path: Path) -> None:
    assert bounds(tmp_path) is None


@on_posix
def test_settings_that_are_a_link_or_a_pipe_make_a_project_and_a_folder_does_not(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "anhorig.yaml").symlink_to("nowhere")
    os.mkfifo(tmp_path / "b" / "anhorig.yaml")
    (tmp_path / "c" / "anhorig.yaml").mkdir()
    assert [is_project(tmp_path / name) for name in ("a", "b", "c", "d")] == [True, True, False, False]


@pytest.mark.parametrize("place", ["plans", ".", "plans/../plans", "saknas/än", "../projekt/plans", "plans/.gitignore"])
def test_a_place_inside_leads_nowhere_else(project: Path, place: str) -> None:
    assert not leads_out(project / place, project)


@pytest.mark.parametrize(
    "place", ["..", "../utanför", "plans/../../utanför", "/", "/etc", "../projekt-2", ".git/config"]
)
def test_a_place_outside_leads_out_and_so_does_what_git_keeps(project: Path, place: str) -> None:
    assert leads_out(project / place, project)


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("plans/a.yaml", "../../utanför/a.yaml"),
        ("plans/a.yaml", "/etc/passwd"),
        ("plans/a.yaml", "/proc/self/environ"),
        ("plans/a.yaml", "../../finns-inte.yaml"),
        ("plans/a.yaml", "../.git/config"),
        ("plans/a.yaml", "under/../../../utanför/a.yaml"),
        ("plans/a.yaml", "~/../../../utanför"),
        ("a", "../utanför"),
        ("a", "/"),
    ],
)
def test_a_link_out_of_a_project_is_found(project: Path, link: str, target: str) -> None:
    (project / link).symlink_to(target)
    assert stray_link(project / link) == project / link


def test_so_is_one_in_the_middle_of_a_path_and_behind_another_link(project: Path) -> None:
    (project / "ut").symlink_to("../utanför")
    (project / "plans" / "vidare").symlink_to("../ut")
    assert stray_link(project / "ut" / "a" / "b.yaml") == project / "ut"
    assert stray_link(project / "plans" / "vidare" / "b.yaml") == project / "plans" / "vidare"


@pytest.mark.parametrize("target", ["under", "../plans/under", ".", "själv", "saknas.yaml"])
def test_a_link_within_a_project_is_not(project: Path, target: str) -> None:
    (project / "plans" / "själv").symlink_to(target)
    assert stray_link(project / "plans" / "själv" / "a.yaml") is None


def test_a_path_that_is_named_outside_the_project_is_not(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    for path in ("../utanför/a.yaml", "plans/../../utanför", "/etc/passwd", "/", ".", "", "saknas/a.yaml", "a\0b"):
        assert stray_link(Path(path)) is None


def test_a_link_that_stands_in_no_project_is_the_users_own(tmp_path: Path, project: Path) -> None:
    (tmp_path / "genväg").symlink_to(project)
    (tmp_path / "ut").symlink_to("/etc")
    assert stray_link(tmp_path / "genväg" / "plans") is None
    assert stray_link(tmp_path / "ut" / "passwd") is None


def test_but_not_where_the_folder_it_stands_in_is_searched(tmp_path: Path) -> None:
    (tmp_path / "ut").symlink_to("/etc")
    (tmp_path / "här").symlink_to(tmp_path)
    assert stray_link(tmp_path / "ut" / "passwd", tmp_path) == tmp_path / "ut"
    assert stray_link(tmp_path / "här", tmp_path) is None


def test_without_settings_the_folder_above_plans_is_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert home_without_settings(Path("plans/a.yaml")) == tmp_path
    assert home_without_settings(Path("./under/../plans")) == tmp_path
    assert home_without_settings(tmp_path / "plans") == tmp_path
    assert home_without_settings(Path("planer/a.yaml")) is None
    assert home_without_settings(Path("plans-2")) is None


def test_a_folder_of_windows_that_leads_to_another_is_a_link() -> None:
    junction = cast("os.stat_result", SimpleNamespace(st_mode=stat.S_IFDIR, st_reparse_tag=0xA0000003))
    synced = cast("os.stat_result", SimpleNamespace(st_mode=stat.S_IFDIR, st_reparse_tag=0x9000001A))
    assert is_link(junction)
    assert not is_link(synced)


@pytest.mark.parametrize("path", ["C:\\planer", "c:planer", "C:", r"\\dator\delad", "//dator/delad", r"\\?\C:\planer"])
def test_a_path_with_a_drive_or_another_computer_is_one_of_windows(path: str) -> None:
    assert has_drive(path)


@pytest.mark.parametrize("path", ["planer", "/planer", "\\planer", "a/b", "../c", "", "å ä ö"])
def test_a_path_without_is_not(path: str) -> None:
    assert not has_drive(path)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("con", "con"),
        ("CON.md", "CON.md"),
        ("underlag/aux/planer", "aux"),
        ("underlag\\NUL", "NUL"),
        ("com1.tar.gz", "com1.tar.gz"),
        ("LPT²", "LPT²"),
        ("conin$", "conin$"),
        ("prn .md", "prn .md"),
        ("planer.", "planer."),
        ("planer ", "planer "),
        (".. ", ".. "),
        ("a/.../b", "..."),
        ("vad?", "vad?"),
        ("a:ström", "a:ström"),
        ('a"b', 'a"b'),
        ("a\tb", "a\tb"),
        ("a|b/c*", "a|b"),
    ],
)
def test_a_name_that_windows_does_not_have_is_told(path: str, name: str) -> None:
    assert unfit_for_windows(path) == name


@pytest.mark.parametrize(
    "path",
    ["planer", "a/b\\c", "..", "./a", "../b", "", "/", "console", "con-2.md", "com10", "com", "aux-a", ".con", "å ä ö"],
)
def test_other_names_are_fit(path: str) -> None:
    assert unfit_for_windows(path) is None


@pytest.mark.parametrize(
    ("one", "other"), [("P.md", "p.MD"), ("å.md", "a\u030a.md"), ("p.md", "p.md. "), ("GRÖN.md", "grön.md")]
)
def test_names_are_the_same_to_the_least_particular_system(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)
    assert same_name("p.md") != same_name("pp.md")


PLACES = (
    "plans",
    "plans/a.yaml",
    "plans/m",
    "plans/m/delmål",
    "plans/m/delmål/x.md",
    "templates",
    "anhorig.yaml",
    "in",
)
TARGETS = ("../utanför", "../../utanför", "../../../utanför/b.yaml", "/", "..", ".", "in", "../in", "plans", "a.yaml")
SETTINGS = ("", "planer: in\n", "planer: ../utanför\n", "mallar: in\n", "planer: in/../..\n", "planer: /\n")


@given(st.dictionaries(st.sampled_from(PLACES), st.sampled_from(TARGETS), max_size=3), st.sampled_from(SETTINGS))
def test_wherever_links_lead_nothing_outside_is_opened_or_listed(links: dict[str, str], settings: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project, outside = Path(folder, "projekt"), Path(folder, "utanför")
        for file in (outside / "b.yaml", outside / "plan.yaml"):
            file.parent.mkdir(exist_ok=True)
            file.write_text("titel: Någon annans\n", encoding="utf-8")
        for name in sorted({*links, "anhorig.yaml", "plans/b.yaml", "plans/m/plan.yaml", "plans/m/delmål/y.md"}):
            place = project / name
            if any(parent.is_symlink() for parent in place.parents):
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            if name in links:
                place.symlink_to(links[name])
            else:
                place.write_text(settings if name == "anhorig.yaml" else "---\ntitel: P\n---\n", encoding="utf-8")
        with touched() as seen:
            loaded = load_project(project_folder(project))
            for path in (project / "plans", project, project / "in", loaded.plans, loaded.templates):
                with suppress(CannotWorkError):
                    plans = find_plans(str(path))
                    assert "Någon annans" not in {plan.title for one in plans if (plan := load(one).plan)}
        assert seen.below(outside) == set()
