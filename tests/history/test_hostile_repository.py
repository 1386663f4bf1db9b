"""A repository whose settings name programs: none of them runs, whatever is asked."""

import os
from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import AnhorigError
from anhorig_cli.history.repository import Repository
from anhorig_cli.vocabulary import Language
from command_line import Anhorig
from past import Past

PLAN = "titel: Plan för anhörigstöd\ndelmål: [{id: a, titel: A, senast: 2021-06-30}]\n"
LATER = "titel: Plan för anhörigstöd\ndelmål: [{id: a, titel: A, senast: 2021-12-31}]\n"


class Trap:
    """A program that leaves a mark where it has run."""

    def __init__(self, folder: Path) -> None:
        self._marks = folder / "marks"
        self._marks.mkdir(parents=True)
        self._folder = folder

    def program(self, name: str) -> str:
        path = self._folder / name
        path.write_text(f'#!/bin/sh\ntouch "{self._marks}/{name}"\nexit 1\n', encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    @property
    def sprung(self) -> set[str]:
        return {mark.name for mark in self._marks.iterdir()}


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path / "fälla")


@pytest.fixture
def hostile(tmp_path: Path, trap: Trap) -> Past:
    """A repository with two versions of a plan, and with every setting that can name a program."""
    past = Past(tmp_path / "fientlig")
    past.commit("2020-01-15", {"plans/a.yaml": PLAN, ".gitattributes": "*.yaml diff=evil filter=evil merge=evil\n"})
    signed = past.git("cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\n", 1
    )
    (past.top / "signed").write_text(signed + "\n", encoding="utf-8")
    name = past.git("hash-object", "-t", "commit", "-w", "signed")
    (past.top / "signed").unlink()
    past.git("reset", "--quiet", "--hard", name)
    past.commit("2021-01-15", {"plans/a.yaml": LATER})
    _set_traps(past, trap)
    return past


def _set_traps(past: Past, trap: Trap) -> None:
    hooks = past.top / "krokar"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        (hooks / hook).symlink_to(trap.program(f"hook-{hook}"))
    settings = {
        "core.fsmonitor": trap.program("fsmonitor"),
        "core.hooksPath": str(hooks),
        "core.pager": trap.program("pager"),
        "pager.log": trap.program("pager-log"),
        "core.sshCommand": trap.program("ssh"),
        "core.gitProxy": trap.program("proxy"),
        "core.askPass": trap.program("askpass"),
        "core.editor": trap.program("editor"),
        "core.alternateRefsCommand": trap.program("alternate-refs"),
        "credential.helper": f"!{trap.program('credential')}",
        "diff.external": trap.program("external-diff"),
        "diff.evil.command": trap.program("diff-command"),
        "diff.evil.textconv": trap.program("textconv"),
        "diff.orderFile": "nowhere",
        "filter.evil.clean": trap.program("clean"),
        "filter.evil.smudge": trap.program("smudge"),
        "filter.evil.process": trap.program("process"),
        "gpg.program": trap.program("gpg"),
        "gpg.ssh.program": trap.program("gpg-ssh"),
        "log.showSignature": "true",
        "uploadpack.packObjectsHook": trap.program("pack-hook"),
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.file.allow": "always",
        "remote.origin.url": f"ext::{trap.program('remote')}",
        "remote.origin.uploadpack": trap.program("uploadpack"),
        "remote.origin.vcs": "evil",
        **{f"alias.{word}": f"!{trap.program(f'alias-{word}')}" for word in ("log", "rev-parse", "cat-file")},
    }
    for name, value in settings.items():
        past.git("config", name, value)


def test_the_trap_works(hostile: Past, trap: Trap) -> None:
    hostile.git("log", "-1", "HEAD~1")
    assert trap.sprung == {"gpg"}


def test_no_program_runs_when_revisions_and_files_are_read(hostile: Past, trap: Trap) -> None:
    repository = Repository.around(hostile.top / "plans")
    head = repository.commit("HEAD")
    earlier = repository.parent(head)
    assert earlier is not None
    assert repository.fork(head, earlier) == earlier
    assert not repository.is_shallow
    assert repository.commits(head, "plans") == [head, *repository.commits(earlier, "plans")]
    assert repository.texts(earlier, "plans", lambda _: True) == {"plans/a.yaml": PLAN.encode()}
    assert trap.sprung == set()


def test_no_program_runs_when_an_object_is_missing_and_promised_by_a_remote(hostile: Past, trap: Trap) -> None:
    hostile.git("config", "core.repositoryFormatVersion", "1")
    hostile.git("config", "extensions.partialClone", "origin")
    hostile.git("config", "remote.origin.promisor", "true")
    blob = hostile.git("rev-parse", "HEAD:plans/a.yaml")
    (hostile.top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    repository = Repository.around(hostile.top)
    with pytest.raises(AnhorigError, match="made with --filter"):
        repository.texts(repository.commit("HEAD"), "plans", lambda _: True)
    assert trap.sprung == set()


@pytest.mark.parametrize("url", ["ext", "file", "ssh"])
def test_an_older_git_that_fetches_what_is_missing_may_use_no_protocol(
    hostile: Past, trap: Trap, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """As git did before it heeded GIT_NO_LAZY_FETCH; the repository's own `protocol.ext.allow` must not help it."""
    from anhorig_cli.history import git  # noqa: PLC0415 - to take one guard away

    guards = {name: value for name, value in git._ENVIRONMENT.items() if name != "GIT_NO_LAZY_FETCH"}  # noqa: SLF001 - what it is like without it
    monkeypatch.setattr(git, "_ENVIRONMENT", guards)
    urls = {"file": f"file://{hostile.top}", "ssh": "ssh://example.invalid/x"}
    if url in urls:
        hostile.git("config", "remote.origin.url", urls[url])
    hostile.git("config", "--unset", "remote.origin.vcs")
    test_no_program_runs_when_an_object_is_missing_and_promised_by_a_remote(hostile, trap)


@pytest.mark.parametrize(
    "command",
    [
        ("diff",),
        ("diff", "HEAD~1"),
        ("diff", "HEAD~1..HEAD", "plans"),
        ("check", "--since", "HEAD~1", "--fail-on", "never"),
        ("history", "plans/a.yaml"),
    ],
)
def test_no_program_runs_in_any_command(
    command: tuple[str, ...], hostile: Past, trap: Trap, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hostile.top)
    monkeypatch.setenv("GIT_PAGER", trap.program("git-pager"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", trap.program("git-external-diff"))
    monkeypatch.setenv("GIT_SSH_COMMAND", trap.program("git-ssh"))
    before = os.stat(hostile.top / ".git" / "index").st_mtime_ns  # noqa: PTH116 - one call is as good as another
    run = anhorig(*command)
    assert run.code == 0, run.err
    assert trap.sprung == set()
    assert (hostile.top / ".git" / "index").stat().st_mtime_ns == before


@pytest.mark.parametrize("borrowed", ["alternates", "commondir", "objects", "pack", "refs", ".git"])
def test_a_repository_that_would_be_read_from_outside_is_refused(borrowed: str, tmp_path: Path) -> None:
    other = Past(tmp_path / "annans")
    other.commit("2020-01-15", {"plans/a.yaml": PLAN})
    own = Past(tmp_path / "eget")
    own.commit("2020-01-15", {"plans/a.yaml": LATER})
    Repository.around(own.top)
    places = {"alternates": "objects/info/alternates", "pack": "objects/pack", ".git": ""}
    place = own.top / ".git" / places.get(borrowed, borrowed)
    if borrowed in {"alternates", "commondir"}:
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"{other.top}/.git{'/objects' if borrowed == 'alternates' else ''}\n", encoding="utf-8")
    else:
        place.mkdir(exist_ok=True)
        place.rename(tmp_path / "undan")
        place.symlink_to(other.top / ".git" / places.get(borrowed, borrowed))
    with pytest.raises(AnhorigError) as refused:
        Repository.around(own.top / "plans")
    assert text_of(refused.value.message, Language.EN).startswith(f"{place} makes git read from outside")


def test_a_repository_with_a_pack_of_another_is_refused(tmp_path: Path) -> None:
    own = Past(tmp_path / "eget")
    own.commit("2020-01-15", {"plans/a.yaml": PLAN})
    pack = own.top / ".git" / "objects" / "pack" / "pack-1.pack"
    pack.parent.mkdir(exist_ok=True)
    pack.symlink_to(tmp_path / "annans.pack")
    with pytest.raises(AnhorigError) as refused:
        Repository.around(own.top)
    assert text_of(refused.value.message, Language.EN).startswith(f"{pack} makes git read from outside")
