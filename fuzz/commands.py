"""Fuzz every command with random options, in random environments.

`make hunt`, or `make hunt SECONDS=3600 SEED=7`. Each run is a separate process in a copy of a small project. It must
exit in time, without a traceback, and with a published exit code other than that of a bug. A failure is printed with
its seed: `python fuzz/commands.py --only SEED` repeats it alone, and shows the traceback.
"""

import argparse
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zoneinfo
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import typer

import anhorig_cli.__main__
from anhorig_cli.cli import entry, faults
from anhorig_cli.cli import surroundings as help_language

EXAMPLES = Path(__file__).parent.parent / "plans"
CODES = frozenset({0, 1, 2, 3})
MOST_SECONDS = 20
EDITED = "titel: P\nid: p\ndelmål:\n  - {id: d, titel: D, senast: 2027-06-30, ansvarig: R}\n"
ITEM = "årshjul:\n  - {id: a, titel: A, när: kvartalsvis, ansvarig: R}\n"
FIRST = EDITED.replace("2027", "2026") + ITEM
INDICATOR = "indikatorer:\n  - {id: i, titel: I, enhet: antal, mätningar: [{datum: 2026-01-31, värde: 12, källa: K}]}\n"

PLANS = ("plans/p.yaml", "plans/m", "plans/a.md", "p", "m", "a")
DAYS = (
    "2026-06-30", "2026-Q1", "2026", "1900-01-01", "2199-12-31", "1900", "2199", "0001-01-01", "9999-12-31",
    "2026-02-30", "v53", "hösten 2026", "tills vidare", "10000-01-01",
)  # fmt: skip
TEXTS = ("Något att säga", "text", "R", "ett\n\ntvå", "- a\n- b", "# rubrik")
LIKELY = {
    "paths": ("plans", *PLANS, "."),
    "words": ("HEAD", "HEAD~1", "HEAD~2..HEAD", "HEAD...main", "plans", "plans/p.yaml", "main"),
    "plan": PLANS,
    "subgoal": ("d", "D", "nytt"),
    "indicator": ("i", "I"),
    "item": ("a", "A", "d"),
    "value": ("12", "12/40", "1,5", "1e3", "0"),
    "assessment": ("uppfyllt", "ej uppfyllt", "expected"),
    "since": ("HEAD", "HEAD~1", "main", "2026-01-01"),
    "output": (
        "r.md",
        "r.html",
        "r.docx",
        "r.svg",
        "r.json",
        "r.ics",
        "r.png",
        "ut/",
        "-",
        "plans/p.yaml",
        "/dev/full",
    ),
    "template": ("lagesrapport", "sammanfattning", "mall.md.j2", "mall.html.j2"),
    "name": ("lagesrapport", "sammanfattning"),
    "letterhead": ("brev.docx",),
    "example": ("trelleborg", "salem"),
    "folder": ("nytt", ".", "nytt/djupt"),
    "rule": ("ANH301", "overdue-subgoal"),
    "select": ("ANH3", "ANH301", "ANH1,ANH2"),
    "ignore": ("ANH3", "ANH301", "ANH1,ANH2"),
    "year": ("2026", "1900", "2199", "0", "9999"),
    "days": ("0", "30", "366", "99999999999"),
    "alarm": ("0", "30", "366"),
    "period": ("2026-Q1", "2026-T1", "2026-05"),
    "occurrence": ("2026-Q1", "2026-05"),
    "port": ("0",),
    "unit": ("u", "U"),
    "responsible": ("R",),
    "decision": ("nämnden 2026-05-05", "b1"),
}
"""Likely values of options and arguments, by their names in the code."""

KINDS = {"DATE": DAYS, "TEXT": TEXTS, "TITLE": TEXTS, "NUMBER": ("12", "0", "-1", "1,5"), "TIME": ("mars", "v40")}
"""Likely values, by what the help calls them."""

NEEDED = frozenset({"title", "date", "comment", "to", "reason", "decision", "output"})
"""Options that many commands need to do anything."""

HOSTILE = (
    "", " ", "-", "--", "-x", "--all", "--output=/x", "..", "/", "/dev/null", "/proc/self/mem", "~", "*", "%s%n", "{0}",
    "{{ 7*7 }}", "\x1b[31m", "\x7f", "a\nb", "a\tb", "\r", "\u202e", "\u2028", "\ufeff", "åäö", "\udcff\udcfe",
    "\ud83d", "e\u0301", "a" * 300, "å" * 5_000, "x" * 100_000, "a/" * 3_000, "HEAD@{u}", "@{-1}", "@", "^HEAD", ":/x",
    ":p", "HEAD^{/.*}", "HEAD:plans/p.yaml", "HEAD^{tree}", "..", "...", "HEAD..", "..HEAD", "a..b..c", "HEAD^99",
    "HEAD~99999999999", "0", "-1", "1e999", "9" * 40, "NaN", "inf", "1" * 5_000, "٣", "0x10", "1/0", "0/0", "1_000",
    "main", "\\", "'", '"', "`x`", "$(x)", ";", "|", "&", "plans/p.yaml/", "plans/p.yaml/x", "plans/./p.yaml",
    "./plans//p.yaml", "plans\\p.yaml", "con", "nul", ".git", ".git/HEAD", "anhorig.yaml", "file:///x", "http://x",
)  # fmt: skip
VARIABLES: dict[str, tuple[str | None, ...]] = {
    "HOME": (None, "", "/nonexistent", "/dev/null", "\udcff", "~"),
    "TMPDIR": (None, "", "/nonexistent", "/dev/null"),
    "PATH": (None, "", "/nonexistent", "."),
    "TERM": (None, "", "dumb", "xterm-256color", "\udcff", "x" * 5_000, "linux"),
    "COLUMNS": (None, "", "0", "-5", "1", "x", "99999999999", "٣", "1e3"),
    "LINES": ("0", "-1", "x"),
    "LC_ALL": (None, "", "C", "xx_YY", "sv_SE.UTF-8", "\udcff", "en" * 500),
    "LANG": (None, "", "C", "xx_YY", "sv_SE@euro", "\udcff"),
    "LANGUAGE": (None, "", "sv:en", "\udcff"),
    "ANHORIG_LANGUAGE": (None, "", "sv", "en", "x", "\udcff", "\x1b[31m"),
    "NO_COLOR": (None, "", "1"),
    "FORCE_COLOR": ("1", ""),
    "TZ": (None, "", "x", "Pacific/Kiritimati", ":/nonexistent", "UTC+99"),
    "GITHUB_ACTIONS": ("true", "x"),
    "GITHUB_WORKSPACE": ("", "/", "x", "\udcff"),
    "GITLAB_CI": ("true",),
    "CI_PROJECT_DIR": ("", "/", "x", "\udcff"),
    "GIT_DIR": ("/nonexistent", ""),
    "GIT_CEILING_DIRECTORIES": ("/",),
    "BROWSER": ("", "x"),
    "SOURCE_DATE_EPOCH": ("", "x", "-1", "99999999999999"),
    "_ANHORIG_COMPLETE": ("", "x", "complete_bash", "complete_zsh", "complete_fish", "source_bash"),
    "_TYPER_COMPLETE_ARGS": ("", "anhorig check ", "anhorig history plans/p.yaml ", "'"),
    "COMP_WORDS": ("", "anhorig ch", "'"),
    "COMP_CWORD": ("", "x", "1", "-1", "99"),
    "PYTHONTZPATH": ("/nonexistent",),
    "SHELL": (None, "", "/bin/bash", "/nonexistent"),
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """How a run ended: the exit code (if negative, the signal), and what it wrote to standard error."""

    code: int
    errors: str


def commands() -> dict[tuple[str, ...], list[Any]]:
    """Return the parameters of every command, as Typer objects, by the words of the command."""
    found: dict[tuple[str, ...], list[Any]] = {}

    def collect(command: Any, words: tuple[str, ...]) -> None:
        below = getattr(command, "commands", {})
        for name, one in below.items():
            collect(one, (*words, name))
        context = typer.Context(command, info_name="anhorig")
        found[words] = [one for one in command.get_params(context) if one.name not in _LEFT_OUT]

    language = help_language.settle(["--language", "en"])
    for name in entry.COMMANDS:  # only a command that is named has its options loaded
        collect(entry.command(language, [name]), ())
    return found


_LEFT_OUT = {"watch", "install_completion", "_traceback"}
"""Options left out: a server never exits, shell settings must not change, and tracebacks are failures."""


def arguments(random: Random, known: dict[tuple[str, ...], list[Any]]) -> list[str]:
    """Return a random command line."""
    words, params = random.choice(list(known.items()))
    line = list(words)
    eager = random.random()
    for param in params:
        if param.param_type_name == "argument":
            times = random.choice((0, 1, 1, 1, 2)) if param.nargs == -1 else int(random.random() < 0.9)
            line += [_value(random, param) for _ in range(times)]
        elif random.random() < (0.8 if param.name in NEEDED else eager / 3) and param.name != "help":
            line += _option(random, param)
    if random.random() < 0.05:
        line.insert(random.randint(0, len(line)), random.choice(HOSTILE))
    return [_on_a_command_line(word) for word in line]


def _option(random: Random, param: Any) -> list[str]:
    name = random.choice([*param.opts, *param.secondary_opts])
    if param.is_flag:
        return [name]
    value = _value(random, param)
    return [f"{name}={value}"] if random.random() < 0.3 and name.startswith("--") else [name, value]


def _value(random: Random, param: Any) -> str:
    if random.random() < 0.12:
        return random.choice(HOSTILE)
    choices = str(param.metavar).split("|")
    likely = LIKELY.get(param.name) or KINDS.get(str(param.metavar)) or (choices if len(choices) > 1 else TEXTS)
    return random.choice(likely)


def _on_a_command_line(word: str) -> str:
    """Return a word as Python decodes it from a command line: surrogate escapes for invalid UTF-8."""
    return os.fsdecode(os.fsencode(word.encode("utf-8", "replace").decode()) if "\ud83d" in word else os.fsencode(word))


def make_project(top: Path) -> None:
    """Create a project with a plan in a file, one in a folder, one in Markdown, and three commits."""
    for name, text in {
        "anhorig.yaml": "planer: plans\n",
        "plans/p.yaml": FIRST,
        "plans/a.md": "---\ntitel: A\ndelmål: [{id: d, titel: D, senast: 2026-12-31}]\n---\nText.\n",
        "plans/m/plan.yaml": "titel: M\n",
        "plans/m/delmål/d.md": "---\ntitel: D\nsenast: 2026-12-31\n---\n",
        "mall.md.j2": "{{ plan.title }}\n",
        "mall.html.j2": "<p>{{ plan.title }}</p>\n",
        "brev.docx": "no docx",
    }.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(top, "init", "--quiet", "--initial-branch=main")
    for text in (FIRST, EDITED + ITEM, EDITED + ITEM + INDICATOR):
        (top / "plans/p.yaml").write_text(text, encoding="utf-8")
        git(top, "add", "--all")
        git(top, "commit", "--quiet", "--message", "x")


def git(top: Path, *words: str, **variables: str) -> str:
    """Run git in a folder, and return its output without surrounding space."""
    names = {f"GIT_{who}_{part}": "x@x" for who in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    environment = {"PATH": os.environ["PATH"], "HOME": str(top), **names, **variables}
    run = subprocess.run(["git", *words], cwd=top, env=environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def _objects(top: Path) -> list[Path]:
    return sorted(path for path in (top / ".git/objects").glob("??/*"))


def _lose_an_object(top: Path, random: Random) -> None:
    random.choice(_objects(top)).unlink()


def _harm_an_object(top: Path, random: Random) -> None:
    path = random.choice(_objects(top))
    path.chmod(0o644)
    path.write_bytes(random.choice((b"", b"x", path.read_bytes()[:-5], os.urandom(50))))


def _write(name: str, data: bytes) -> Callable[[Path, Random], None]:
    def change(top: Path, _random: Random) -> None:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(data)

    return change


def _date_oddly(top: Path, random: Random) -> None:
    date = random.choice(
        ("253402300800 +0000", "-1 +0000", "99999999999999999999 +0000", "0 +9999", "", "x", "9 -99999")
    )
    text = git(top, "cat-file", "commit", "HEAD")
    lines = [f"committer x <x@x> {date}" if line.startswith("committer") else line for line in text.split("\n")]
    raw = top / "raw"
    raw.write_text("\n".join(lines) + "\n", encoding="utf-8")
    name = git(top, "hash-object", "-t", "commit", "-w", "--literally", "raw")
    raw.unlink()
    (top / ".git/refs/heads/main").write_text(name + "\n", encoding="utf-8")


def _configure(top: Path, random: Random) -> None:
    setting = random.choice((
        "i18n.logOutputEncoding=UTF-16", "i18n.logOutputEncoding=x", "i18n.commitEncoding=x", "log.follow=true",
        "log.date=relative", "format.pretty=fuller", "core.bare=true", "core.worktree=/nonexistent", "log.mailmap=x",
        "color.ui=always", "core.quotePath=true", "extensions.partialClone=origin", "core.repositoryFormatVersion=9",
        "log.decorate=full", "core.commitGraph=x", "log.showRoot=false", "core.abbrev=4",
        "safe.directory=", "log.diffMerges=x",
    ))  # fmt: skip
    name, _, value = setting.partition("=")
    git(top, "config", name, value)


CHANGES: tuple[Callable[[Path, Random], None], ...] = (
    _lose_an_object,
    _harm_an_object,
    _date_oddly,
    _configure,
    _write(".git/HEAD", b"x\n"),
    _write(".git/HEAD", b"ref: refs/heads/ny\n"),
    _write(".git/HEAD", b"1" * 40 + b"\n"),
    _write(".git/config", b"[\n"),
    _write(".git/refs/heads/main", b"\0\n"),
    _write(".git/shallow", b"x\n"),
    _write(".git/packed-refs", b"x\n"),
    _write(".git/index", b"x"),
    lambda top, _: shutil.rmtree(top / ".git"),
    lambda top, _: shutil.rmtree(top / "plans"),
    lambda top, _: (top / "plans/p.yaml").unlink(),
    lambda top, _: (top / "plans/länk").symlink_to("länk"),
    lambda top, _: os.mkfifo(top / "plans/rör.yaml"),
    lambda top, _: (top / "plans/p.yaml").chmod(0),
    lambda top, _: (top / os.fsdecode(b"plans/\xff\xfe.yaml")).write_text(FIRST, encoding="utf-8"),
    lambda top, _: (top / "plans/a\nb.yaml").write_text(FIRST, encoding="utf-8"),
    lambda top, _: (top / "plans/\x1b[31m.yaml").write_text(FIRST, encoding="utf-8"),
    _write("anhorig.yaml", b"planer: [\n"),
    _write("anhorig.yaml", b"planer: ''\nmallar: '\\0'\n"),
    _write("anhorig.yaml", b"\xff\xfe\0"),
    _write("anhorig.yaml", b"planer: " + b"a" * 300 + b"\n"),
    _write("plans/p.yaml", b"\0\xff" * 20),
    _write("plans/p.yaml", b""),
    _write("plans/m/delmål/d.md", b"---\n- x\n---\n"),
    _write("mall.md.j2", b"{% for x in range(10**9) %}{% endfor %}"),
    _write("mall.md.j2", b"{{ plan.__class__ }}{{ 1/0 }}"),
    _write("mall.html.j2", b"{% if %}"),
)
"""Random changes of the project before a run."""
NOWHERE = "http://127.0.0.1:9"
"""A proxy address where nothing listens, so that requests to Kolada never reach the network."""


def random_environment(random: Random, home: Path) -> dict[str, str]:
    """Return environment variables, some of them with unusual values."""
    found: dict[str, str | None] = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home)}
    found["https_proxy"] = NOWHERE
    for name in random.sample(sorted(VARIABLES), random.choice((0, 0, 1, 3))):
        found[name] = random.choice(VARIABLES[name])
    return {name: value for name, value in found.items() if value is not None}


def _closed(descriptor: int) -> Callable[[], None]:
    return lambda: os.close(descriptor)


def _full(descriptor: int) -> Callable[[], None]:
    return lambda: _redirect("/dev/full", descriptor)


def _redirect(path: str, descriptor: int) -> None:
    os.dup2(os.open(path, os.O_WRONLY), descriptor)


def _terminal() -> None:
    theirs, ours = os.openpty()
    os.write(theirs, b"d\n2026-06-30\n\n1\nx\n" + b"\x04" * 20)
    if not os.fork():  # a process that reads what the command writes to the terminal
        os.close(ours)
        while True:
            try:
                os.read(theirs, 4096)
            except OSError:
                os._exit(0)
    os.close(theirs)
    for descriptor in (0, 1, 2):
        os.dup2(ours, descriptor)


def _limited(resource_kind: int, limit: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource_kind, (limit, limit))


def _folder_gone() -> None:
    gone = tempfile.mkdtemp()
    os.chdir(gone)
    Path(gone).rmdir()


def _no_broken_pipe() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    os.dup2(writing, 1)


CIRCUMSTANCES: tuple[Callable[[], None], ...] = (
    _closed(0),
    _closed(1),
    _closed(2),
    _full(1),
    _full(2),
    _terminal,
    _folder_gone,
    _no_broken_pipe,
    _limited(resource.RLIMIT_NOFILE, 20),
    _limited(resource.RLIMIT_AS, 256 << 20),
    _limited(resource.RLIMIT_FSIZE, 0),
    lambda: os.chdir("plans"),
    lambda: os.chdir(".git"),
)
"""Random conditions of the process itself."""


def run(words: Sequence[str], top: Path, variables: dict[str, str], change: Callable[[], None] | None) -> Outcome:
    """Run a command in a forked process, and return how it ended."""
    errors = top.parent / "errors"
    errors.touch()
    child = os.fork()
    if not child:
        try:
            _execute_in_child(words, top, variables, change, errors)
        except BaseException:  # noqa: BLE001 - the child must not continue as the parent
            traceback.print_exc()
        os._exit(99)
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return Outcome(os.waitstatus_to_exitcode(status), errors.read_text(encoding="utf-8", errors="replace"))
        time.sleep(0.002)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return Outcome(-signal.SIGALRM, "took too long")


def _execute_in_child(
    words: Sequence[str], top: Path, variables: dict[str, str], change: Callable[[], None] | None, errors: Path
) -> None:
    """Run the command in this process, with the streams, variables and conditions of the run."""
    os.setpgid(0, 0)
    os.chdir(top)
    for path, descriptor, flags in (
        (os.devnull, 0, os.O_RDONLY),
        (os.devnull, 1, os.O_WRONLY),
        (errors, 2, os.O_WRONLY),
    ):
        os.dup2(os.open(path, flags), descriptor)
    os.environ.clear()
    os.environ.update(variables)
    if "PYTHONTZPATH" in variables:
        zoneinfo.reset_tzpath(["/nonexistent"])
        sys.modules["tzdata"] = None  # type: ignore[assignment] # as if it were not installed
    sys.argv = ["anhorig", *words]
    if change:
        with suppress(OSError):  # the folder may be gone
            change()
    sys.stdin, sys.stdout, sys.stderr = (_stream(descriptor, mode) for descriptor, mode in enumerate("rww"))
    anhorig_cli.__main__.run()


def _stream(descriptor: int, mode: str) -> Any:
    """Return a standard stream as Python creates it at startup: None if the descriptor is closed."""
    try:
        os.fstat(descriptor)
    except OSError:
        return None
    return open(descriptor, mode, encoding="utf-8", closefd=False)


def one(
    seed: int, known: dict[tuple[str, ...], list[Any]], project: Path, first: list[str]
) -> tuple[list[str], Outcome]:
    """Run the command that a seed determines; return its words and how it ended."""
    random = Random(seed)
    words = first + arguments(random, known)
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "inner" / "project"
        shutil.copytree(project, top, symlinks=True)
        for change in random.sample(CHANGES, random.choice((0, 0, 1, 1, 2))):
            with suppress(OSError, IndexError, subprocess.CalledProcessError):  # an earlier change may prevent it
                change(top, random)
        variables = random_environment(random, Path(folder))
        circumstance = random.choice(CIRCUMSTANCES) if random.random() < 0.3 else None
        return words, run(words, top, variables, circumstance)


def is_wrong(outcome: Outcome) -> bool:
    """Return whether a run failed: a bug's exit code, a signal or a traceback."""
    return outcome.code not in CODES or "Traceback" in outcome.errors


def hunt(options: argparse.Namespace, project: Path) -> int:
    """Run commands until the time or the number of runs is used up; return how many failed."""
    known = commands()
    end = time.monotonic() + options.seconds
    seeds = range(options.seed, options.seed + options.runs)
    wrong, ended = 0, dict[int, int]()
    for seed in seeds if options.only is None else [options.only]:
        if time.monotonic() > end:
            break
        words, outcome = one(seed, known, project, [] if options.only is None else [faults.OPTION])
        ended[outcome.code] = ended.get(outcome.code, 0) + 1
        if is_wrong(outcome) or options.only is not None:
            wrong += is_wrong(outcome)
            last = outcome.errors if options.only is not None else outcome.errors.strip().rpartition("\n")[2][:300]
            print(seed, [word[:80] for word in words], outcome.code, last, flush=True)
    print(f"runs: {sum(ended.values())}, wrong: {wrong}, exit codes: {dict(sorted(ended.items()))}")
    return wrong


def main() -> int:
    """Read the options and run the commands; return 1 if any run failed, else 0."""
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--runs", type=int, default=10**9)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--only", type=int)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        project.mkdir()
        make_project(project)
        return int(hunt(asked, project) > 0)


if __name__ == "__main__":
    sys.exit(main())
