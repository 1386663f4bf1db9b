"""Git's answers are data: what is missing is told from what was never there, and what is odd is read or told of."""

import os
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import AnhorigError, CannotWorkError
from anhorig_cli.history.repository import Repository
from anhorig_cli.vocabulary import Language
from command_line import Anhorig
from effort import some
from past import Past

PLAN = "titel: P\ndelmål: [{id: d, titel: D, senast: 2021-06-30}]\n"
LATER = PLAN.replace("06-30", "12-31")
MISSING = "en del av historiken saknas eller är skadad i git-mappen ("
PARTIAL = "en del av historiken saknas i den här klonen, som gjordes med --filter"


@pytest.fixture(scope="module")
def two_versions(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """A repository with two versions of a plan."""
    past = Past(tmp_path_factory.mktemp("r"))
    past.commit("2020-01-15", {"plans/p.yaml": PLAN, "plans/m/plan.yaml": "titel: M\n"})
    past.commit("2021-01-15", {"plans/p.yaml": LATER})
    return past


@pytest.fixture
def past(two_versions: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """The repository, in which the command line stands."""
    past = two_versions.copied(tmp_path / "r")
    monkeypatch.chdir(past.top)
    return past


def _path(past: Past, name: str) -> Path:
    return past.top / ".git" / "objects" / name[:2] / name[2:]


def _harm(past: Past, expression: str, data: bytes | None) -> None:
    path = _path(past, past.git("rev-parse", expression))
    path.chmod(0o644)
    path.unlink() if data is None else path.write_bytes(data)


LOOKS_BACK = ["diff HEAD~1..HEAD plans/p.yaml", "check --since HEAD~1", "history plans/p.yaml"]


FILE, FOLDER, TREE, COMMIT = "HEAD~1:plans/p.yaml", "HEAD~1:plans", "HEAD~1^{tree}", "HEAD~1"
EMPTY, NO_ZLIB, CUT = b"", b"x", b"x\x9cK\xca\xc9OR0"


@pytest.mark.parametrize(
    ("what", "data"),
    [
        (FILE, None),
        (FOLDER, None),
        (TREE, None),
        (COMMIT, None),
        (FILE, EMPTY),
        (FOLDER, NO_ZLIB),
        (TREE, CUT),
        (COMMIT, EMPTY),
        (FILE, CUT),
    ],
)
def test_an_object_that_is_missing_or_damaged_is_told_of(
    what: str, data: bytes | None, past: Past, anhorig: Anhorig
) -> None:
    _harm(past, what, data)
    for command in LOOKS_BACK:
        run = anhorig(*command.split())
        assert run.code == 3, (command, run.out, run.err)
        assert run.err.startswith(MISSING), command
        assert "Planen är ny" not in run.out


def test_head_that_is_missing_is_told_of(past: Past, anhorig: Anhorig) -> None:
    _harm(past, "HEAD", None)
    for command in (*LOOKS_BACK, "diff", "check --since HEAD", "report plans/p.yaml --with-history"):
        run = anhorig(*command.split())
        assert (run.code, run.err.startswith(MISSING)) == (3, True), (command, run.err)


@pytest.mark.parametrize("text", ["x\n", ""])
def test_a_branch_that_is_damaged_is_not_one_without_commits(text: str, past: Past, anhorig: Anhorig) -> None:
    (past.top / ".git" / "refs" / "heads" / "main").write_text(text, encoding="utf-8")
    run = anhorig("diff")
    assert (run.code, run.err.startswith(MISSING)) == (3, True)


def test_what_was_never_there_is_not_missing(past: Past, anhorig: Anhorig) -> None:
    past.write({"plans/ny.yaml": "titel: Ny\n"})
    run = anhorig("diff")
    assert (run.code, "Planen är ny" in run.out) == (0, True)


@pytest.mark.parametrize("what", ["blob:none", "tree:0"])
@pytest.mark.parametrize("command", ["diff HEAD~1", "check --since HEAD~1", "history plans/p.yaml"])
def test_a_clone_without_all_of_its_history_says_how_to_fetch_it(
    what: str, command: str, past: Past, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    past.git("config", "uploadpack.allowFilter", "true")
    past.git("clone", "--quiet", f"--filter={what}", f"file://{past.top}", "../k")
    monkeypatch.chdir(past.top.parent / "k")
    run = anhorig(*command.split())
    assert run.code == 3
    assert run.err.startswith(PARTIAL)
    Past(past.top.parent / "k", is_new=False).git("fetch", "--quiet", "--refetch", "--no-filter")
    assert anhorig(*command.split()).code in {0, 1}


DAYS: tuple[tuple[str, date | None], ...] = (
    ("253402300800 +0000", date.max),
    ("99999999999 +0000", date(5138, 11, 16)),
    ("253402297200 +0200", date.max),
    ("-1 +0000", date(1970, 1, 1)),
    ("99999999999999999999 +0000", date(1970, 1, 1)),
    ("", date(1970, 1, 1)),
    ("x", date(1970, 1, 1)),
    ("1577880000 +9999", date(2020, 1, 5)),
    ("1577880000 -99999", None),
    ("1577880000", None),
)


@pytest.mark.parametrize(("number", "committed", "day"), [(n, *case) for n, case in enumerate(DAYS)])
def test_a_commit_of_any_day_is_read(
    number: int, committed: str, day: date | None, past: Past, anhorig: Anhorig
) -> None:
    text = past.git("cat-file", "commit", "HEAD")
    lines = [
        f"committer N <n@example.org> {committed}" if line.startswith("committer") else line
        for line in text.split("\n")
    ]
    (past.top / "raw").write_text("\n".join(lines) + "\n", encoding="utf-8")
    name = past.git("hash-object", "-t", "commit", "-w", "--literally", "raw")
    past.git("update-ref", "refs/heads/main", name)
    found = Repository.around(past.top).commit("HEAD")
    assert found.name == name
    assert day is None or found.day == day
    further = ("diff", "report plans/p.yaml --with-history", "history plans/p.yaml --format json")
    for command in some((*LOOKS_BACK, *further), number):
        assert anhorig(*command.split()).code in {0, 1}, command


SETTINGS = (
    "i18n.logOutputEncoding=UTF-16", "i18n.logOutputEncoding=x", "i18n.commitEncoding=UTF-16", "log.follow=true",
    "log.date=relative", "format.pretty=fuller", "color.ui=always", "log.decorate=full", "log.mailmap=true",
    "core.quotePath=false", "log.abbrevCommit=true", "core.abbrev=4", "diff.noprefix=true",
)  # fmt: skip


def test_no_setting_changes_what_is_read(past: Past, anhorig: Anhorig) -> None:
    before = {command: anhorig(*command.split()).out for command in LOOKS_BACK}
    for setting in SETTINGS:
        name, _, value = setting.partition("=")
        past.git("config", name, value)
        assert {command: anhorig(*command.split()).out for command in LOOKS_BACK} == before, setting
        past.git("config", "--unset", name)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files on Windows")
def test_a_list_of_other_names_without_end_is_not_read(
    past: Past, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anhorig_cli.history.git.SECONDS", 5)
    past.git("config", "mailmap.file", "/dev/zero")
    os.mkfifo(past.top / ".mailmap")
    assert [anhorig(*command.split()).code for command in LOOKS_BACK] == [0, 1, 0]


def test_nothing_is_read_in_the_place_of_a_commit(past: Past) -> None:
    repository = Repository.around(past.top)
    head = repository.commit("HEAD")
    before = repository.commits(head, "plans/p.yaml")
    past.git("replace", "HEAD", past.git("rev-parse", "HEAD~1"))
    (past.top / ".git" / "info").mkdir(exist_ok=True)
    (past.top / ".git" / "info" / "grafts").write_text(head.name + "\n", encoding="utf-8")
    assert Repository.around(past.top).commits(head, "plans/p.yaml") == before


NAMES = ["a\nb.yaml", 'c"d.yaml', "e\\f.yaml", "g\th.yaml", "å ä.yaml", "[i]*?.yaml", "-j.yaml", ":k.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_files_of_any_name_are_read(past: Past, anhorig: Anhorig) -> None:
    names = [*NAMES, os.fsdecode(b"\xff\xfe.yaml")]
    past.write(dict.fromkeys((f"plans/{name}" for name in names), PLAN))
    past.git("add", "--all")
    past.git("commit", "--quiet", "--message", "x", day="2021-02-01")
    past.write(dict.fromkeys((f"plans/{name}" for name in names), LATER))
    assert anhorig("diff").out.count("2021-06-30 → 2021-12-31") == len(names)
    for name in names:
        run = anhorig("history", f"plans/{name}")
        assert (run.code, "1 gång" in run.out) == (0, True), name


def test_objects_may_have_names_of_sha_256(tmp_path: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    past = Past(tmp_path, "--object-format=sha256")
    past.commit("2020-01-15", {"plans/p.yaml": PLAN})
    past.commit("2021-01-15", {"plans/p.yaml": LATER})
    monkeypatch.chdir(tmp_path)
    assert "2021-06-30 → 2021-12-31" in anhorig("diff", "HEAD~1").out
    assert anhorig("history", "plans/p.yaml").code == 0


def _commit_tree(past: Past, tree: bytes) -> None:
    (past.top / "raw").write_bytes(tree)
    name = past.git("hash-object", "-t", "tree", "-w", "--literally", "raw")
    past.git("update-ref", "refs/heads/main", past.git("commit-tree", "-m", "x", name))


@pytest.mark.parametrize("name", [b"..", b".", b"a/b", b""])
def test_a_tree_with_a_name_that_no_file_can_have_is_told_of(name: bytes, past: Past, anhorig: Anhorig) -> None:
    blob = bytes.fromhex(past.git("rev-parse", "HEAD:plans/p.yaml"))
    _commit_tree(past, b"100644 " + name + b"\0" + blob)
    run = anhorig("diff")
    assert (run.code, run.err.startswith(MISSING)) == (3, True)


def test_a_tree_that_says_a_file_is_a_folder_is_told_of(past: Past, anhorig: Anhorig) -> None:
    _commit_tree(past, b"40000 plans\0" + bytes.fromhex(past.git("rev-parse", "HEAD:plans/p.yaml")))
    run = anhorig("diff")
    assert (run.code, run.err.startswith(MISSING)) == (3, True)


def test_the_advice_for_a_repository_of_another_user_names_its_top(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt" or os.getuid() != 0:
        pytest.skip("only root can give a folder away")
    for path in (past.top, past.top / ".git"):
        os.chown(path, 12345, 12345)
    monkeypatch.setenv("HOME", str(past.top.parent))
    with pytest.raises(CannotWorkError) as error:
        Repository.around(past.top / "plans" / "p.yaml")
    advice = text_of(error.value.message, Language.EN).partition("where you trust it: ")[2]
    assert advice == f"git config --global --add safe.directory {past.top}"
    past.git(*advice.split()[1:])
    shutil.copy(past.top / ".gitconfig", past.top.parent)  # `Past` has a home of its own
    assert Repository.around(past.top / "plans" / "p.yaml").top == past.top


def test_what_lies_in_a_repository_of_its_own_is_told_of(past: Past, anhorig: Anhorig) -> None:
    inner = Past(past.top / "plans" / "inre")
    inner.commit("2020-02-01", {"q.yaml": PLAN})
    past.commit("2021-02-01")
    inner.write({"q.yaml": LATER})
    run = anhorig("diff")
    assert (run.code, "ligger i en egen git-mapp" in run.err) == (3, True)
    assert "2021-06-30 → 2021-12-31" in anhorig("diff", "plans/inre").out


def test_a_path_into_a_submodule_is_told_of(past: Past) -> None:
    Past(past.top / "inre").commit("2020-02-01", {"q.yaml": PLAN})
    past.commit("2021-02-01")
    repository = Repository.around(past.top)
    shutil.rmtree(past.top / "inre")
    with pytest.raises(AnhorigError, match="of its own"):
        repository.texts(repository.commit("HEAD"), "inre/q.yaml", lambda _: True)
    assert "inre" not in repository.texts(repository.commit("HEAD"), "", lambda _: True)


@pytest.mark.parametrize(
    ("links", "path", "led_to"),
    [
        ({"l": "plans"}, "l", "plans"),
        ({"l": "plans"}, "l/p.yaml", "plans/p.yaml"),
        ({"l": "m", "m": "plans"}, "l/p.yaml", "plans/p.yaml"),
        ({"x/l": "../plans"}, "x/l/p.yaml", "plans/p.yaml"),
        ({"l": "."}, "l", ""),
        ({"l": "plans/saknas"}, "l", None),
        ({"l": "../utanför"}, "l", None),
        ({"l": "/etc"}, "l", None),
        ({"l": "l"}, "l", None),
        ({}, "plans/p.yaml", "plans/p.yaml"),
        ({}, "", ""),
        ({}, "saknas/p.yaml", None),
    ],
)
def test_where_a_path_led_through_links(links: dict[str, str], path: str, led_to: str | None, past: Past) -> None:
    for name, target in links.items():
        (past.top / name).parent.mkdir(exist_ok=True)
        (past.top / name).symlink_to(target)
    past.commit("2021-02-01")
    repository = Repository.around(past.top)
    assert repository.resolved(repository.commit("HEAD"), path) == led_to


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_plans_folder_that_is_a_link_is_followed(is_committed: bool, past: Past, anhorig: Anhorig) -> None:
    past.git("mv", "plans", "data")
    past.commit("2021-02-01")
    (past.top / "plans").symlink_to("data")
    if is_committed:
        past.commit("2021-02-02")
    past.write({"data/p.yaml": PLAN})
    run = anhorig("diff")
    assert (run.code, "Planen är ny" in run.out) == (0, False)
    assert "2021-12-31 → 2021-06-30" in run.out
    assert anhorig("check", "--since", "HEAD", "--select", "ANH308").out == ""


def test_a_folder_of_plans_that_becomes_a_link_and_a_folder_again_is_followed(past: Past, anhorig: Anhorig) -> None:
    versions = int(anhorig("history", "p").out.splitlines()[1].split()[0])
    past.git("mv", "plans", "data")
    (past.top / "plans").symlink_to("data")
    past.commit("2021-02-01")
    assert f"{versions + 1} sparade versioner" in anhorig("history", "p").out
    assert "förut" not in anhorig("diff", "HEAD~1").out
    (past.top / "plans").unlink()
    past.git("mv", "data", "plans")
    past.commit("2021-03-01")
    assert "från 2020-01-15 till 2021-03-01" in anhorig("history", "p").out
    assert "inget har ändrats" in anhorig("diff", "HEAD~1").out


def test_commits_dated_in_the_future_are_no_part_of_what_was_known(past: Past, anhorig: Anhorig) -> None:
    told = anhorig("history", "p").out.splitlines()[1].replace(", och filerna som de är nu", "")
    past.write({"plans/p.yaml": PLAN.replace("2021-06-30", "2099-06-30")})
    past.commit("2090-01-01")
    after = anhorig("history", "p", "--as-of", "2021-01-20")
    assert (after.code, after.out.splitlines()[1]) == (0, told)
    assert "Planen är ny" not in anhorig("diff", "HEAD~1").out
    assert anhorig("check", "--since", "HEAD").code == 0
