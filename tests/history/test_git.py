"""Git is asked with guards, within bounds, and in an environment that leads it nowhere else."""

import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.history import git
from anhorig_cli.history.repository import Repository
from past import Past


def _script(folder: Path, text: str) -> None:
    path = folder / "git"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_an_answer_has_the_code_the_output_and_why_it_failed(tmp_path: Path) -> None:
    past = Past(tmp_path)
    name = past.commit("2020-01-15", {"a.txt": "a"})
    assert git.ask(tmp_path, "rev-parse", "HEAD") == git.GitOutput(0, name.encode() + b"\n", "")
    answer = git.ask(tmp_path, "rev-parse", "--verify", "nowhere")
    assert (answer.code, answer.output, answer.complaint) == (128, b"", "Needed a single revision")


def test_what_is_given_is_read_by_git(tmp_path: Path) -> None:
    name = Past(tmp_path).commit("2020-01-15", {"a.txt": "a"})
    answer = git.ask(tmp_path, "cat-file", "--batch-check=%(objecttype)", stdin=f"{name}\n".encode())
    assert answer.output == b"commit\n"


def test_no_variable_of_gits_own_reaches_it() -> None:
    hostile = {"GIT_DIR": "/x", "GIT_EXTERNAL_DIFF": "evil", "GIT_CONFIG_COUNT": "1", "git_pager": "evil", "HOME": "/h"}
    clean = git.environment(hostile)
    assert clean["HOME"] == "/h"
    assert not {"GIT_DIR", "GIT_EXTERNAL_DIFF", "GIT_CONFIG_COUNT", "git_pager"} & clean.keys()
    assert clean["GIT_NO_LAZY_FETCH"] == "1"
    assert clean["GIT_ALLOW_PROTOCOL"] == "none"


def test_a_variable_cannot_lead_git_to_another_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = Past(tmp_path / "here").commit("2020-01-15", {"a.txt": "a"})
    Past(tmp_path / "there").commit("2020-01-16", {"b.txt": "b"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "there" / ".git"))
    assert git.ask(tmp_path / "here", "rev-parse", "HEAD").output.decode().strip() == name


def test_without_git_there_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotWorkError, match="git is not installed"):
        git.ask(tmp_path, "rev-parse")


def test_git_in_the_folder_we_stand_in_is_not_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _script(tmp_path, "echo evil")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", ""]))
    with pytest.raises(CannotWorkError, match="git is not installed"):
        git.git_program()


def test_git_that_cannot_be_started_is_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "git"
    path.write_bytes(b"\x7fELF broken")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotWorkError, match="git cannot be run"):
        git.ask(tmp_path, "rev-parse")


def test_git_that_says_too_much_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _script(tmp_path, "exec /bin/cat /dev/zero")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(git, "MOST_BYTES", 1000)
    with pytest.raises(CannotWorkError, match="more than can be read"):
        git.ask(tmp_path, "log")


@pytest.mark.parametrize(
    "script", ["exec /bin/sleep 60", "/bin/sleep 60", "/bin/sleep 60 &", "exec <&- >&- 2>&-; sleep 60"]
)
def test_git_that_never_answers_is_ended_with_all_it_has_started(
    script: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _script(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setattr(git, "SECONDS", 0.5)
    with pytest.raises(CannotWorkError, match="has not answered"):
        git.ask(tmp_path, "log")


def test_where_the_system_knows_of_no_groups_git_alone_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _script(tmp_path, "exec /bin/sleep 60")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(git, "SECONDS", 0.1)
    monkeypatch.delattr(os, "killpg")
    with pytest.raises(CannotWorkError, match="has not answered"):
        git.ask(tmp_path, "log")


def test_git_that_ends_before_it_has_read_everything_is_heard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _script(tmp_path, "exec <&-; echo 'warning: a' >&2; echo 'fatal: b' >&2; exit 3")
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = git.ask(tmp_path, "cat-file", "--batch", stdin=b"x" * 1_000_000)
    assert (answer.code, answer.complaint) == (3, "b")


def test_git_that_complains_without_end_is_heard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _script(tmp_path, "/usr/bin/yes warning: | /usr/bin/head -c 5000000 >&2; echo done")
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = git.ask(tmp_path, "log")
    assert (answer.code, answer.output, answer.complaint) == (0, b"done\n", "warning:")


def test_where_no_thread_can_be_started_git_is_not_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(_thread: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Thread, "start", refuse)
    with pytest.raises(CannotWorkError, match="git cannot be run"):
        git.ask(tmp_path, "version")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("echo 'Unknown option: --no-optional-locks' >&2; exit 129", "git is too old"),
        (
            'case "$*" in *version) echo git version 2.25.1;; *toplevel) pwd;; *) exit 1;; esac',
            "git {version} is too old",
        ),
        ('case "$*" in *version) echo git version 2.31.0;; *toplevel) pwd;; *) exit 1;; esac', "nothing is committed"),
        ('case "$*" in *version) echo odd;; *toplevel) pwd;; *) exit 1;; esac', "nothing is committed"),
    ],
)
def test_git_that_is_too_old_is_told_of(
    script: str, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _script(tmp_path, script)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotWorkError, match=told):
        Repository.around(tmp_path).commit("HEAD")
