"""Many objects at a time, and what a tree holds."""

from pathlib import Path

import pytest

from anhorig_cli.errors import CannotWorkError
from anhorig_cli.history.objects import Entry, Found, contents, entries, links_among, look_up
from past import Past


def test_names_lead_to_objects_or_nowhere(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.commit("2020-01-15", {"mapp/å b.txt": "hej"})
    blob, folder, nothing = look_up(tmp_path, ["HEAD:mapp/å b.txt", "HEAD:mapp", "HEAD:saknas"])
    assert blob == Found(past.git("rev-parse", "HEAD:mapp/å b.txt"), "blob", 3)
    assert folder is not None
    assert folder.kind == "tree"
    assert nothing is None


def test_contents_are_read_each_once(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.commit("2020-01-15", {"a.txt": "ett\n", "b.txt": "två\n"})
    names = [past.git("rev-parse", f"HEAD:{name}.txt") for name in "aba"]
    assert list(contents(tmp_path, names).values()) == [b"ett\n", "två\n".encode()]
    assert contents(tmp_path, []) == {}


def test_an_object_that_the_clone_lacks_is_told_of(tmp_path: Path) -> None:
    Past(tmp_path).commit("2020-01-15")
    with pytest.raises(CannotWorkError, match="the clone lacks"):
        contents(tmp_path, ["0" * 40])


def test_a_name_with_a_line_break_is_not_asked_for(tmp_path: Path) -> None:
    with pytest.raises(CannotWorkError, match="line break"):
        look_up(tmp_path, ["HEAD:a\nb"])


def test_outside_a_repository_nothing_can_be_looked_up(tmp_path: Path) -> None:
    with pytest.raises(CannotWorkError, match="could not read its objects"):
        look_up(tmp_path, ["HEAD:a"])


def test_links_are_told_from_files_wherever_they_lead(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.write({"a.txt": "a", "mapp/b.txt": "b", "c.txt": "saknas"})
    targets = {
        "in": "a.txt",
        "mapp/in": "../a.txt",
        "ut": "../../x",
        "rad": "../ny\nrad\n",
        "tom": "saknas",
        "runt": "runt",
    }
    for name, target in targets.items():
        (tmp_path / name).symlink_to(target)
    past.commit("2020-01-15")
    names = ["HEAD:ut", "HEAD:a.txt", "HEAD:rad", "HEAD:mapp/b.txt", "HEAD:tom", "HEAD:runt", "HEAD:in", "HEAD:mapp/in"]
    names.append("HEAD:c.txt")
    found = [one for one in look_up(tmp_path, names) if one]
    assert set(names) - links_among(tmp_path, names, found) == {"HEAD:a.txt", "HEAD:mapp/b.txt", "HEAD:c.txt"}


def test_a_tree_gives_files_and_folders_but_no_links(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.write({"b.txt": "b", "mapp/c.txt": "c"})
    (tmp_path / "lank.txt").symlink_to("b.txt")
    past.commit("2020-01-15")
    tree = past.git("rev-parse", "HEAD^{tree}")
    found = list(entries(contents(tmp_path, [tree])[tree], 20))
    assert found == [
        Entry("b.txt", past.git("rev-parse", "HEAD:b.txt"), is_folder=False),
        Entry("mapp", past.git("rev-parse", "HEAD:mapp"), is_folder=True),
    ]
