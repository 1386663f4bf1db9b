"""Many objects at a time, and what a tree holds."""

from pathlib import Path

import pytest

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.history.objects import GitObject, TreeEntry, contents, entries, look_up
from past import Past


def test_names_lead_to_objects(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.commit("2020-01-15", {"mapp/å b.txt": "hej"})
    blob, folder = look_up(tmp_path, ["HEAD:mapp/å b.txt", "HEAD:mapp"])
    assert blob == GitObject(past.git("rev-parse", "HEAD:mapp/å b.txt"), "blob", 3)
    assert folder.kind == "tree"
    assert look_up(tmp_path, []) == []
    with pytest.raises(CannotWorkError, match="missing or damaged") as error:
        look_up(tmp_path, ["HEAD:mapp", "HEAD:saknas"])
    assert error.value.message.values == {"reason": "object HEAD:saknas"}


def test_contents_are_read_each_once(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.commit("2020-01-15", {"a.txt": "ett\n", "b.txt": "två\n"})
    names = [past.git("rev-parse", f"HEAD:{name}.txt") for name in "aba"]
    assert list(contents(tmp_path, names, "blob").values()) == [b"ett\n", "två\n".encode()]
    assert contents(tmp_path, [], "blob") == {}


def test_an_object_that_is_missing_or_something_else_is_told_of(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.commit("2020-01-15", {"a.txt": "ett\n"})
    for name in ("0" * 40, past.git("rev-parse", "HEAD:a.txt")):
        with pytest.raises(CannotWorkError, match="missing or damaged"):
            contents(tmp_path, [name], "tree")


def test_outside_a_repository_nothing_can_be_looked_up(tmp_path: Path) -> None:
    with pytest.raises(CannotWorkError, match="could not read its objects"):
        look_up(tmp_path, ["HEAD:a"])


def test_a_tree_gives_what_it_holds_each_of_its_kind(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.write({"b.txt": "b", "mapp/c.txt": "c"})
    (tmp_path / "lank.txt").symlink_to("b.txt")
    Past(tmp_path / "annat").commit("2020-01-14")
    past.commit("2020-01-15")
    tree = past.git("rev-parse", "HEAD^{tree}")
    found = {entry.name: entry for entry in entries(tmp_path, contents(tmp_path, [tree], "tree")[tree], 20)}
    assert {name: entry.kind for name, entry in found.items()} == {
        "annat": "repository", "b.txt": "file", "lank.txt": "link", "mapp": "folder",
    }  # fmt: skip
    assert found["b.txt"].object == past.git("rev-parse", "HEAD:b.txt")


OBJECT = b"\x01" * 20


@pytest.mark.parametrize("mode", [b"040000", b"40000"])
def test_a_folder_is_one_as_older_programs_wrote_it_too(tmp_path: Path, mode: bytes) -> None:
    assert list(entries(tmp_path, mode + b" a\0" + OBJECT, 20)) == [TreeEntry("a", "01" * 20, "folder")]


@pytest.mark.parametrize(
    "tree",
    [
        b"100644 a\0" + OBJECT[:19],
        b"100644 a" + OBJECT,
        b"x a\0" + OBJECT,
        b"644 a\0" + OBJECT,
        b"100644 \0" + OBJECT,
        b"40000 ..\0" + OBJECT,
        b"100644 a/b\0" + OBJECT,
    ],
)
def test_what_is_no_tree_is_told_of(tmp_path: Path, tree: bytes) -> None:
    Past(tmp_path)
    with pytest.raises(CannotWorkError, match="missing or damaged"):
        list(entries(tmp_path, tree, 20))
