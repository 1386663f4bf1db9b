"""Where a repository is, its revisions, and what stood in its files."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.diagnostics import AnhorigError, CannotWorkError, ExitCode, WrongUsageError
from anhorig_cli.history.repository import Repository
from anhorig_cli.loading.files import LARGEST
from effort import little_work
from past import Past


def _all(_: str) -> bool:
    return True


def test_a_repository_is_found_from_a_file_a_folder_or_what_is_gone(tmp_path: Path) -> None:
    Past(tmp_path).write({"planer/a.yaml": "titel: A\n"})
    for place in ("planer/a.yaml", "planer", "planer/borta/mer.yaml"):
        assert Repository.around(tmp_path / place).top == tmp_path


def test_outside_a_repository_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CannotWorkError, match="is not in a git repository"):
        Repository.around(tmp_path)


def test_a_repository_without_working_files_is_told_of(tmp_path: Path) -> None:
    Past(tmp_path, "--bare")
    with pytest.raises(CannotWorkError, match="has no files to work with"):
        Repository.around(tmp_path)


def test_one_that_belongs_to_another_user_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = "fatal: detected dubious ownership in repository at '/x'"
    git = tmp_path / "bin" / "git"
    git.parent.mkdir()
    git.write_text(f'#!/bin/sh\necho "{complaint}" >&2\nexit 128\n', encoding="utf-8")
    git.chmod(0o755)
    monkeypatch.setenv("PATH", str(git.parent))
    with pytest.raises(CannotWorkError, match=r"safe\.directory"):
        Repository.around(tmp_path)


def test_paths_are_told_from_the_top(tmp_path: Path) -> None:
    Past(tmp_path / "r").write({"planer/a.yaml": "titel: A\n"})
    repository = Repository.around(tmp_path / "r")
    assert repository.path_of(tmp_path / "r" / "planer" / "a.yaml") == "planer/a.yaml"
    assert repository.path_of(tmp_path / "r") == ""
    with pytest.raises(CannotWorkError, match="is outside the git"):
        repository.path_of(tmp_path / "annat" / "a.yaml")


def test_a_place_can_be_named_from_where_we_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Past(tmp_path).write({"planer/a.yaml": "titel: A\n"})
    monkeypatch.chdir(tmp_path / "planer")
    repository = Repository.around(Path())
    assert [repository.path_of(Path(name)) for name in (".", "..", "a.yaml")] == ["planer", "", "planer/a.yaml"]


def test_a_name_whose_letters_are_taken_apart_as_on_macos_is_the_one_in_git(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.commit(
        "2021-01-15", {"plans/åtgärder.yaml": "titel: A\n", unicodedata.normalize("NFD", "plans/ö.yaml"): "titel: Ö\n"}
    )
    repository = Repository.around(tmp_path)
    for name in ("plans/åtgärder.yaml", unicodedata.normalize("NFD", "plans/åtgärder.yaml")):
        assert repository.path_of(tmp_path / name) == "plans/åtgärder.yaml"
    for name in ("plans/ö.yaml", "plans/nytt/å.yaml"):
        apart = unicodedata.normalize("NFD", name)
        assert repository.path_of(tmp_path / apart) == apart, "is in git as it is, or not at all"


def test_revisions_are_named_as_in_git(tmp_path: Path) -> None:
    past = Past(tmp_path)
    first, second = past.commit("2020-01-15"), past.commit("2021-02-28")
    past.git("tag", "--annotate", "--message", "v1", "v1", "HEAD~1")
    repository = Repository.around(tmp_path)
    assert repository.commit("HEAD").name == second
    assert repository.commit("HEAD").day == date(2021, 2, 28)
    assert {repository.commit(name).name for name in ("HEAD~1", "v1", first[:8], "main^")} == {first}
    assert (repository.has("v1"), repository.has("v2")) == (True, False)
    assert repository.parent(repository.commit("HEAD")) == repository.commit("v1")
    assert repository.parent(repository.commit("v1")) is None


@pytest.mark.parametrize("name", ["nope", "--all", "-h", "", "HEAD^{tree}", "a\nb", "a\0b", "HEAD:a.txt", "^HEAD"])
def test_a_revision_that_is_none_is_wrong_usage(name: str, tmp_path: Path) -> None:
    Past(tmp_path).commit("2020-01-15", {"a.txt": "a"})
    with pytest.raises(WrongUsageError) as error:
        Repository.around(tmp_path).commit(name)
    assert error.value.exit_code is ExitCode.WRONG_USAGE


def test_before_the_first_commit_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    Past(tmp_path)
    with pytest.raises(AnhorigError, match="nothing is committed") as error:
        Repository.around(tmp_path).commit("HEAD")
    assert error.value.exit_code is ExitCode.CANNOT_WORK


def test_what_two_branches_have_in_common(tmp_path: Path) -> None:
    past = Past(tmp_path)
    common = past.commit("2020-01-15")
    past.git("checkout", "--quiet", "-b", "gren")
    past.commit("2020-01-16")
    past.git("checkout", "--quiet", "main")
    past.commit("2020-01-17")
    repository = Repository.around(tmp_path)
    assert repository.fork(repository.commit("main"), repository.commit("gren")).name == common
    past.git("checkout", "--quiet", "--orphan", "ensam")
    past.commit("2020-01-18")
    with pytest.raises(CannotWorkError, match="no version in common"):
        repository.fork(repository.commit("main"), repository.commit("ensam"))


def test_files_of_a_revision_with_swedish_letters_and_strange_names(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.commit("2020-01-15", {"planer/åäö plan.yaml": "titel: Å\n", "planer/[a]*?.yaml": "x", "annat.txt": "y"})
    past.commit("2020-01-16", {"planer/åäö plan.yaml": "titel: Ä\n"})
    repository = Repository.around(tmp_path)
    texts = repository.texts(repository.commit("HEAD~1"), "planer", _all)
    assert texts == {"planer/[a]*?.yaml": b"x", "planer/åäö plan.yaml": "titel: Å\n".encode()}
    only = repository.texts(repository.commit("HEAD"), "planer/åäö plan.yaml", _all)
    assert only == {"planer/åäö plan.yaml": "titel: Ä\n".encode()}
    assert set(repository.texts(repository.commit("HEAD"), "", _all)) == {*texts, "annat.txt"}
    assert repository.texts(repository.commit("HEAD"), "saknas", _all) == {}


def test_only_wanted_files_are_read_and_a_huge_one_not_at_all(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.commit("2020-01-15", {"stor.yaml": b"#" * (LARGEST + 2), "liten.yaml": "titel: A\n", "bild.png": b"\x89PNG"})
    repository = Repository.around(tmp_path)
    texts = repository.texts(repository.commit("HEAD"), "", lambda path: path.endswith(".yaml"))
    assert set(texts) == {"liten.yaml", "stor.yaml"}
    assert len(texts["stor.yaml"]) == LARGEST + 1
    assert texts["stor.yaml"].isspace()


def test_the_commits_in_which_a_path_changed_follow_the_main_line(tmp_path: Path) -> None:
    past = Past(tmp_path)
    first = past.commit("2020-01-15", {"a.yaml": "1"})
    past.commit("2020-01-16", {"b.yaml": "1"})
    past.git("checkout", "--quiet", "-b", "gren")
    past.commit("2020-01-17", {"a.yaml": "2"})
    past.commit("2020-01-18", {"a.yaml": "3"})
    past.git("checkout", "--quiet", "main")
    past.git("merge", "--quiet", "--no-ff", "--message", "Sammanfogat", "gren", day="2020-02-01")
    repository = Repository.around(tmp_path)
    found = repository.commits(repository.commit("HEAD"), "a.yaml")
    assert [(c.day, c.name == first) for c in found] == [(date(2020, 2, 1), False), (date(2020, 1, 15), True)]
    assert repository.existing_files(found[0], ["a.yaml", "b.yaml", "c.yaml"]) == {"a.yaml", "b.yaml"}


def test_a_link_is_no_file_of_a_revision(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.write({"a.yaml": "titel: A\n"})
    for name, target in {"in.yaml": "a.yaml", "ut.yaml": "../hemligt.yaml", "mapp": "."}.items():
        (tmp_path / name).symlink_to(target)
    past.commit("2020-01-15")
    repository = Repository.around(tmp_path)
    head = repository.commit("HEAD")
    assert repository.existing_files(head, ["a.yaml", "in.yaml", "ut.yaml", "mapp/a.yaml"]) == {"a.yaml"}
    for path in ("in.yaml", "ut.yaml", "mapp", "mapp/a.yaml"):
        assert repository.texts(head, path, lambda _: True) == {}


def test_a_shallow_clone_says_so(tmp_path: Path) -> None:
    past = Past(tmp_path / "hel")
    past.commit("2020-01-15")
    past.commit("2020-01-16")
    past.git("clone", "--quiet", "--depth", "1", f"file://{tmp_path}/hel", str(tmp_path / "grund"))
    repository = Repository.around(tmp_path / "grund")
    assert repository.is_shallow
    assert not Repository.around(tmp_path / "hel").is_shallow
    with pytest.raises(WrongUsageError, match="the clone is shallow"):
        repository.commit("HEAD~1")


@pytest.mark.parametrize("of_a_bare_one", [False, True])
def test_a_linked_worktree_works(tmp_path: Path, *, of_a_bare_one: bool) -> None:
    past = Past(tmp_path / "hel")
    name = past.commit("2020-01-15", {"a.yaml": "titel: A\n"})
    if of_a_bare_one:
        past.git("clone", "--quiet", "--bare", ".", str(tmp_path / "kal.git"))
        past.git("-C", str(tmp_path / "kal.git"), "worktree", "add", "--quiet", str(tmp_path / "träd"), "main")
    else:
        past.git("worktree", "add", "--quiet", "-b", "gren", str(tmp_path / "träd"))
    repository = Repository.around(tmp_path / "träd" / "a.yaml")
    assert repository.top == tmp_path / "träd"
    assert repository.commit("HEAD").name == name


def test_a_folder_made_to_look_like_a_repository_is_none(tmp_path: Path) -> None:
    past = Past(tmp_path)
    past.git("init", "--quiet", "--bare", "planer")
    with pytest.raises(CannotWorkError, match="has no files to work with"):
        Repository.around(tmp_path / "planer")


def test_of_a_file_too_large_to_be_a_plan_no_more_is_read_than_tells_that_it_is(tmp_path: Path) -> None:
    Past(tmp_path).commit("2021-01-31", {"whole.yaml": b"#" * LARGEST, "large.yaml": b"#" * (LARGEST + 7)})
    repository = Repository.around(tmp_path)
    texts = repository.texts(repository.commit("HEAD"), "", _all)
    assert {name: len(data) for name, data in texts.items()} == {"whole.yaml": LARGEST, "large.yaml": LARGEST + 1}


def test_folders_that_stand_too_deep_in_each_other_are_told_of(tmp_path: Path) -> None:
    past = Past(tmp_path)
    tree = past.tree({"plan.yaml": past.blob("titel: Plan\n")})
    for _ in range(60):
        tree = past.tree({"a": tree})
    past.git("update-ref", "refs/heads/main", past.git("commit-tree", tree, "-m", "Djupt"))
    repository = Repository.around(tmp_path)
    with pytest.raises(CannotWorkError, match=r"the folders in git are more than \{most\} levels deep"):
        repository.texts(repository.commit("HEAD"), "", _all)
    assert repository.texts(repository.commit("HEAD"), "a/" * 20 + "a", _all)


def test_a_few_objects_that_stand_for_files_without_end_are_told_of(tmp_path: Path) -> None:
    past = Past(tmp_path)
    tree = past.tree({"plan.yaml": past.blob("titel: Plan\n")})
    for _ in range(20):
        tree = past.tree(dict.fromkeys("abcdefghij", tree))
    past.git("update-ref", "refs/heads/main", past.git("commit-tree", tree, "-m", "Utan slut"))
    repository = Repository.around(tmp_path)
    with little_work(), pytest.raises(CannotWorkError, match=r"more than \{most\} files"):
        repository.texts(repository.commit("HEAD"), "", _all)
