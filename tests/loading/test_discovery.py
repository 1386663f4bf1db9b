"""A path means the plan it is, the plan it is a part of, or the plans below it."""

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.discovery import PlanFiles, _entries, _SearchLimit, find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.loading.plan_names import is_part_name, is_plan_file, natural_order, slug
from anhorig_cli.source import Location
from anhorig_cli.workspace.revision import committed_plans
from touched import touched

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files on Windows")

FIELDS = "---\ntitel: Plan\n---\n"


def write(folder: Path, *names: str) -> None:
    """Write files that each begin with fields."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(FIELDS, encoding="utf-8")


def plans(path: Path) -> list[str]:
    """Return the plans that a path means, by their paths below it."""
    return [plan.name.removeprefix(f"{path}/") for plan in find_plans(str(path))]


def files(plan: PlanFiles) -> list[str]:
    return [name.removeprefix(f"{plan.name}/") for name, _ in plan.files]


def test_a_file_is_the_plan_it_is(tmp_path: Path) -> None:
    write(tmp_path, "salem.yaml", "nestor.yaml")
    (plan,) = find_plans(str(tmp_path / "salem.yaml"))
    assert plan.name == str(tmp_path / "salem.yaml")
    assert plan.files == ((plan.name, tmp_path / "salem.yaml"),)
    assert (plan.stem, plan.is_folder) == ("salem", False)


def test_a_plan_is_named_as_the_user_named_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "planer/salem.yaml")
    monkeypatch.chdir(tmp_path)
    assert [plan.name for plan in find_plans("planer")] == ["planer/salem.yaml"]
    assert [plan.name for plan in find_plans("planer/")] == ["planer/salem.yaml"]
    assert [plan.name for plan in find_plans("./planer/salem.yaml")] == ["./planer/salem.yaml"]
    assert [plan.name for plan in find_plans(".")] == ["./planer/salem.yaml"]


@pytest.mark.parametrize("name", ["plan.yaml", "plan.yml", "plan.md"])
def test_a_folder_with_a_plan_file_is_one_plan_and_not_searched_further(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"trelleborg/{name}", "trelleborg/delmål/a.md", "trelleborg/arkiv/plan.yaml")
    (plan,) = find_plans(str(tmp_path))
    assert plan.name == f"{tmp_path}/trelleborg"
    assert (plan.stem, plan.is_folder) == ("trelleborg", True)
    assert files(plan) == ["arkiv/plan.yaml", "delmål/a.md", name]


def test_plans_are_named_with_slashes_on_windows_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "plans/a.yaml", "plans/stor/plan.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "sep", "\\")
    assert [plan.name for plan in find_plans("plans\\")] == ["plans/a.yaml", "plans/stor"]
    assert [plan.name for plan in find_plans("plans\\a.yaml")] == ["plans/a.yaml"]


def test_a_plan_file_in_capitals_is_a_plan_of_its_own_also_where_names_are_the_same_in_small_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "stor/Plan.md")
    monkeypatch.setattr(os.path, "isfile", lambda path: Path(path).name.lower() == "plan.md")
    assert [plan.name for plan in find_plans(f"{tmp_path}/stor")] == [f"{tmp_path}/stor/Plan.md"]


def test_elsewhere_every_yaml_file_and_every_markdown_file_with_fields_is_a_plan(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "b.yml", "c.md", "d.YAML", "län/e.yaml", "län/kommun/f/g.md", "nestor/plan.yaml")
    (tmp_path / "text.md").write_text("# Text\n", encoding="utf-8")
    write(tmp_path, "rapport.pdf", "siffror.csv", "utan-ändelse", "mall.md.j2", "plan.yaml.bak")
    assert plans(tmp_path) == ["a.yaml", "b.yml", "c.md", "d.YAML", "län/e.yaml", "län/kommun/f/g.md", "nestor"]


def test_hidden_things_links_settings_readme_and_changelog_are_passed_by(tmp_path: Path) -> None:
    write(
        tmp_path,
        "salem.yaml",
        ".utkast.yaml",
        ".github/workflows/check.yaml",
        "anhorig.yaml",
        "README.md",
        "readme.yaml",
        "CHANGELOG.md",
        "Changelog.yml",
    )
    (tmp_path / "länk.yaml").symlink_to(tmp_path / "salem.yaml")
    assert plans(tmp_path) == ["salem.yaml"]


@pytest.mark.parametrize("link", ["salem.yaml", "salem.md", "mapp", "län/mapp.2"])
@pytest.mark.parametrize("target", ["../utanför", "../utanför/plan.yaml", "/", "../saknas.yaml"])
def test_a_link_out_of_the_searched_folder_is_told_of_where_it_can_hold_plans(
    tmp_path: Path, link: str, target: str
) -> None:
    write(tmp_path, "planer/a.yaml", "utanför/plan.yaml", "planer/län/b.yaml")
    place = tmp_path / "planer" / link
    place.symlink_to(os.path.normpath(tmp_path / "planer" / target))
    is_meant = place.is_dir() or link.startswith("salem")
    with touched() as seen:
        found = find_plans(f"{tmp_path}/planer")
    assert [plan.name for plan in found if plan.refused] == ([f"{tmp_path}/planer/{link}"] if is_meant else [])
    assert [plan.stem for plan in found if plan.files] == ["a", "b"]
    assert seen.below(tmp_path / "utanför") == set()
    assert seen.below(Path("/etc")) == set()


@pytest.mark.parametrize("link", ["README.md", ".dold.yaml", "bild.png", "anhorig.yaml"])
def test_a_link_that_is_no_plan_by_its_name_is_passed_by(tmp_path: Path, link: str) -> None:
    write(tmp_path, "planer/a.yaml", "utanför.yaml")
    (tmp_path / "planer" / link).symlink_to(tmp_path / "utanför.yaml")
    assert [plan.stem for plan in find_plans(f"{tmp_path}/planer")] == ["a"]


def test_in_a_project_links_may_lead_anywhere_in_it_and_are_still_passed_by(tmp_path: Path) -> None:
    write(tmp_path, "planer/a.yaml", "underlag/b.yaml")
    (tmp_path / "planer" / "b.yaml").symlink_to(tmp_path / "underlag" / "b.yaml")
    (tmp_path / "planer" / "fler").symlink_to(tmp_path / "underlag")
    (tmp_path / "anhorig.yaml").touch()
    assert [plan.name for plan in find_plans(f"{tmp_path}/planer")] == [f"{tmp_path}/planer/a.yaml"]


def test_a_link_within_the_project_that_is_named_means_what_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path, "planer/a.yaml")
    (tmp_path / "anhorig.yaml").touch()
    (tmp_path / "lank.yaml").symlink_to("planer/a.yaml")
    (tmp_path / "länk").symlink_to("planer")
    (plan,) = find_plans(f"{tmp_path}/lank.yaml")
    assert plan.files == ((f"{tmp_path}/lank.yaml", tmp_path / "planer" / "a.yaml"),)
    assert [one.name for one in find_plans(f"{tmp_path}/länk")] == [f"{tmp_path}/länk/a.yaml"]


@pytest.mark.parametrize("path", ["ut", "ut/plan.yaml", "ut/delmål/a.md", "ut/saknas.yaml", "fil.yaml"])
def test_a_path_through_a_link_out_of_the_project_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    write(tmp_path, "utanför/plan.yaml", "utanför/delmål/a.md", "projekt/anhorig.yaml")
    (tmp_path / "projekt" / "ut").symlink_to("../utanför")
    (tmp_path / "projekt" / "fil.yaml").symlink_to("../utanför/plan.yaml")
    monkeypatch.chdir(tmp_path / "projekt")
    with touched() as seen:
        (plan,) = find_plans(path)
    assert [finding.location for finding in plan.refused] == [Location(path.split("/", maxsplit=1)[0], 1, 1)]
    assert plan.files == ()
    assert seen.below(tmp_path / "utanför") == set()


def test_a_path_that_is_written_out_may_lead_out_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "utanför/plan.yaml", "projekt/anhorig.yaml")
    monkeypatch.chdir(tmp_path / "projekt")
    (plan,) = find_plans("../utanför")
    assert [name for name, _ in plan.files] == ["../utanför/plan.yaml"]


@on_posix
def test_a_plan_is_found_from_a_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "planer/a.yaml")
    (tmp_path / "här").mkdir()
    monkeypatch.chdir(tmp_path / "här")
    (tmp_path / "här").rmdir()
    assert plans(tmp_path / "planer") == ["a.yaml"]


def test_links_in_a_loop_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "län/salem.yaml")
    (tmp_path / "län" / "upp").symlink_to(tmp_path)
    (tmp_path / "län" / "själv.yaml").symlink_to(tmp_path / "län" / "själv.yaml")
    assert plans(tmp_path) == ["län/salem.yaml"]


@on_posix
def test_a_pipe_is_no_plan_and_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "salem.yaml")
    os.mkfifo(tmp_path / "rör.yaml")
    os.mkfifo(tmp_path / "rör.md")
    assert plans(tmp_path) == ["salem.yaml"]


@on_posix
def test_a_pipe_called_by_its_name_is_the_plan_it_is(tmp_path: Path) -> None:
    """Loading says that it is no ordinary file."""
    os.mkfifo(tmp_path / "rör.yaml")
    assert [plan.stem for plan in find_plans(str(tmp_path / "rör.yaml"))] == ["rör"]


@pytest.mark.parametrize(
    "part", ["plan.yaml", "delmål/a.md", "indikatorer/b.yaml", "cykel.yaml", "README.md", "arkiv/c.txt"]
)
def test_a_path_inside_a_folder_plan_means_the_whole_plan(tmp_path: Path, part: str) -> None:
    write(tmp_path, "trelleborg/plan.yaml", f"trelleborg/{part}")
    (plan,) = find_plans(str(tmp_path / "trelleborg" / part))
    assert plan.name == str(tmp_path / "trelleborg")
    assert plan.is_folder


@pytest.mark.parametrize(
    ("here", "path", "name"),
    [
        ("trelleborg", "plan.yaml", "."),
        ("trelleborg", "delmål/a.md", "."),
        ("trelleborg/delmål", "a.md", ".."),
        ("trelleborg/delmål", "../plan.yaml", ".."),
        ("trelleborg/delmål", "../delmål/a.md", ".."),
        (".", "trelleborg/delmål/a.md", "trelleborg"),
        ("trelleborg/delmål/bilder", "../a.md", "../.."),
    ],
)
def test_so_it_does_from_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str, path: str, name: str
) -> None:
    write(tmp_path, "trelleborg/plan.yaml", "trelleborg/delmål/a.md", "trelleborg/delmål/bilder/b.md")
    monkeypatch.chdir(tmp_path / here)
    (plan,) = find_plans(path)
    assert plan.is_folder
    assert plan.name == name
    assert plan.stem == "trelleborg"


@pytest.mark.parametrize("folder", ["delmål", "indikatorer"])
def test_the_path_of_a_folder_of_parts_means_the_whole_plan_too(tmp_path: Path, folder: str) -> None:
    write(tmp_path, "trelleborg/plan.yaml", "trelleborg/delmål/a.md", "trelleborg/indikatorer/b.yaml")
    (plan,) = find_plans(str(tmp_path / "trelleborg" / folder))
    assert plan.stem == "trelleborg"


def test_the_settings_beside_a_plan_file_are_not_the_plan(tmp_path: Path) -> None:
    write(tmp_path, "trelleborg/plan.yaml", "trelleborg/anhorig.yaml")
    (plan,) = find_plans(str(tmp_path / "trelleborg" / "anhorig.yaml"))
    assert not plan.is_folder


def test_the_path_of_a_link_in_a_folder_plan_means_the_plan_without_the_link(tmp_path: Path) -> None:
    write(tmp_path, "annan.md", "trelleborg/plan.yaml", "trelleborg/delmål/a.md")
    (tmp_path / "trelleborg" / "delmål" / "b.md").symlink_to(tmp_path / "annan.md")
    (plan,) = find_plans(str(tmp_path / "trelleborg" / "delmål" / "b.md"))
    assert plan.stem == "trelleborg"
    assert files(plan) == ["delmål/a.md", "plan.yaml"]


@pytest.mark.parametrize("path", ["delmål/2026/vår/a.md", "delmål/2026/vår", "delmål/2026"])
def test_however_deep_a_path_lies_in_a_folder_plan_it_means_the_whole_plan(tmp_path: Path, path: str) -> None:
    write(tmp_path, "trelleborg/plan.yaml", "trelleborg/delmål/2026/vår/a.md")
    (plan,) = find_plans(str(tmp_path / "trelleborg" / path))
    assert plan.stem == "trelleborg"


def test_a_plan_file_that_is_a_link_is_passed_by(tmp_path: Path) -> None:
    write(tmp_path, "trelleborg/underlag.txt")
    (tmp_path / "trelleborg" / "plan.yaml").symlink_to(tmp_path / "trelleborg" / "underlag.txt")
    with pytest.raises(CannotWorkError):
        find_plans(str(tmp_path / "trelleborg"))


@pytest.mark.parametrize("part", ["plan.md", "Plan.md", "plan.yaml"])
def test_a_part_may_be_called_plan(tmp_path: Path, part: str) -> None:
    write(tmp_path, "trelleborg/plan.yaml", f"trelleborg/delmål/{part}", "trelleborg/delmål/2026/plan.yaml")
    for path in ("trelleborg", "trelleborg/delmål", f"trelleborg/delmål/{part}", "trelleborg/delmål/2026/plan.yaml"):
        (plan,) = find_plans(str(tmp_path / path))
        assert plan.name == f"{tmp_path}/trelleborg"
        assert f"delmål/{part}" in files(plan)


def test_a_folder_plan_ends_where_a_project_begins(tmp_path: Path) -> None:
    write(tmp_path, "stor/plan.yaml", "stor/projekt/anhorig.yaml", "stor/projekt/planer/liten/plan.yaml")
    (plan,) = find_plans(str(tmp_path / "stor" / "projekt" / "planer" / "liten" / "plan.yaml"))
    assert plan.stem == "liten"


@pytest.mark.parametrize("link", ["delmål/b.md", "b.yaml", "indikatorer", "bilder"])
def test_a_part_that_is_a_link_out_of_the_project_is_told_of(tmp_path: Path, link: str) -> None:
    write(tmp_path, "utanför/b.md", "planer/stor/plan.yaml", "planer/stor/delmål/a.md", "planer/stor/README.md")
    target = tmp_path / "utanför" / ("b.md" if "." in link else "")
    (tmp_path / "planer" / "stor" / link).symlink_to(target)
    with touched() as seen:
        (plan,) = find_plans(str(tmp_path / "planer" / "stor"))
    assert [finding.location.file for finding in plan.refused] == [f"{tmp_path}/planer/stor/{link}"]
    assert files(plan) == ["delmål/a.md", "plan.yaml"]
    assert seen.below(tmp_path / "utanför") == set()


@on_posix
def test_a_file_in_a_folder_that_may_not_be_entered_is_left_for_loading_to_tell_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "sub/b.yaml", "sub/c.md", "sub/d.txt")

    def refused(path: Path) -> os.stat_result:
        raise PermissionError(13, "no entry", str(path))

    monkeypatch.setattr(os, "lstat", refused)
    assert plans(tmp_path) == ["sub/b.yaml", "sub/c.md"]


@pytest.mark.parametrize("path", ["saknas.yaml", "saknas/", "a\0b.yaml", "x" * 5000, "salem.yaml/a"])
def test_a_path_that_is_not_there_stops_the_tool(tmp_path: Path, path: str) -> None:
    write(tmp_path, "salem.yaml")
    with pytest.raises(CannotWorkError) as stop:
        find_plans(f"{tmp_path}/{path}")
    assert "no such file" in stop.value.message.template


@pytest.mark.parametrize("name", ["README.md", ".dold.yaml", "text.txt", "anhorig.yaml"])
def test_a_folder_without_plans_stops_the_tool(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    with pytest.raises(CannotWorkError) as stop:
        find_plans(str(tmp_path))
    assert "no plan" in stop.value.message.template


def test_a_folder_that_cannot_be_listed_stops_the_tool(tmp_path: Path) -> None:
    with pytest.raises(CannotWorkError) as stop:
        _entries(tmp_path / "försvann", is_part_name, _SearchLimit("plans"))
    assert "cannot be read" in stop.value.message.template


def test_the_same_plan_under_two_names_has_one_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "trelleborg/plan.yaml", "trelleborg/delmål/a.md")
    monkeypatch.chdir(tmp_path)
    one, other = find_plans("trelleborg"), find_plans("./trelleborg/delmål/../delmål/a.md")
    assert one[0].root == other[0].root


def test_names_are_ordered_as_people_read_them() -> None:
    names = ["10-x.md", "2-y.md", "a.md", "1-z.md", "B.md", "r10.md", "r9.md", "01-z.md", "9" * 30 + ".md"]
    ordered = sorted(names, key=natural_order)
    assert ordered[:4] == ["01-z.md", "1-z.md", "2-y.md", "10-x.md"]
    assert ordered[-4:] == ["a.md", "B.md", "r9.md", "r10.md"]


def test_the_order_is_the_same_however_letters_are_composed() -> None:
    assert natural_order("å1") == natural_order(unicodedata.normalize("NFD", "å1"))


@pytest.mark.parametrize(
    ("stem", "identity"),
    [
        ("trelleborg", "trelleborg"),
        ("Plan 2026", "plan-2026"),
        ("ÅTGÄRDER för äldre", "åtgärder-för-äldre"),
        (unicodedata.normalize("NFD", "nå"), "nå"),
        ("a/b\\c", "a-b-c"),
        ("../../etc", "..-..-etc"),
        ("--output", "output"),
        ("😀", "plan"),
        ("", "plan"),
        ("x" * 300, "x" * 64),
    ],
)
def test_a_name_becomes_an_id(stem: str, identity: str) -> None:
    assert slug(stem) == identity


@pytest.mark.parametrize(
    ("text", "begins"),
    [("---\n", True), ("---", True), ("\ufeff---\n", True), ("# Text\n", False), ("\n---\n", False), ("", False)],
)
def test_a_markdown_file_is_a_plan_where_it_begins_with_dashes(tmp_path: Path, text: str, begins: bool) -> None:
    file = tmp_path / "plan.md"
    file.write_text(text, encoding="utf-8")
    assert is_plan_file(file) is begins


def test_a_file_that_cannot_be_opened_is_left_for_loading_to_tell_of(tmp_path: Path) -> None:
    assert is_plan_file(tmp_path / "saknas.md")


@pytest.mark.parametrize("name", ["a.md", "a.yaml", "a.yml", "A.MD", "plan.yaml"])
def test_a_name_is_one_of_a_part(name: str) -> None:
    assert is_part_name(name)


@pytest.mark.parametrize("name", ["README.md", "changelog.yaml", "a.txt", "a", ".md", "a.md.j2"])
def test_a_name_is_none_of_a_part(name: str) -> None:
    assert not is_part_name(name)


@pytest.mark.parametrize(
    "data",
    [
        b"\n---\ntitel: P\n---\n",
        b"\r\n  \r\n---\r\ntitel: P\r\n---\r\n",
        b"\xef\xbb\xbf\n---\ntitel: P\n---\n",
        b"# utkast\n---\ntitel: P\n---\n",
        b"<!-- utkast\n\n-->\n---\ntitel: P\n---\n",
        b" ---\ntitel: P\n---\n",
        "\u2014\ntitel: P\n\u2014\n".encode(),
        b"--\ntitel: P\n--\n",
        b"```yaml\ntitel: P\n```\n",
        b"titel: P\ndelm\xc3\xa5l: []\n---\nText.\n",
        "---\ntitel: P\n---\n".encode("utf-16"),
        "---\ntitel: P\n---\n".encode("utf-16-be"),
        "\n---\ntitel: P\n---\n".encode("utf-16-le"),
    ],
)
def test_markdown_that_is_nearly_a_plan_is_told_of(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "b.md").write_bytes(data)
    (found,) = find_plans(str(tmp_path))
    assert {flaw.rule.slug for flaw in load(found).diagnostics} <= {"no-front-matter", "not-utf8"}
    assert load(found).plan is None
    (committed,) = committed_plans({"plans/b.md": data, "plans/b.txt": data}, "plans", "plans", tmp_path)
    assert committed.name == "plans/b.md"


@pytest.mark.parametrize(
    "text",
    ["# Protokoll\n\nText.\n", "\n***\n", "Bakgrund: se planen.\n", "---x", "\n---\n\nEn text: med kolon.\n", ""],
)
def test_other_markdown_is_passed_by(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text("titel: P\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(text, encoding="utf-8")
    assert [plan.stem for plan in find_plans(str(tmp_path))] == (["a", "b"] if text.startswith("---") else ["a"])
