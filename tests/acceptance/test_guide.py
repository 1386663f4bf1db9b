"""The guide, run as it is read: each command is typed, each plan saved, and what is shown is what comes out.

The chapters of a language are one long session in one folder. `<!-- 2026-03-02 -->` in a chapter makes it that day. A
block of YAML or CSV whose first line names a file is that file (in CSV, below that line); with `# …` before the name it
is put last in the file, after the line that it names, or in that line's place. A line `…` stands for any lines.
`--update-golden` writes what comes out into the chapters.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import pytest

from command_line import Anhorig
from conftest import PLANS

GUIDE = PLANS.parent / "docs" / "guide"
CHAPTERS = {"sv": sorted(GUIDE.glob("[1-9]-*.md")), "en": sorted((GUIDE / "en").glob("[1-9]-*.md"))}
PIECE = re.compile(
    r"^<!-- (?P<day>\d{4}-\d\d-\d\d) -->$|^```(?P<kind>console|yaml|csv)\n(?P<block>.*?)^```$", re.DOTALL | re.MULTILINE
)
FILE = re.compile(
    r"# (?P<part>… )?(?P<path>[\w./-]+\.(?:ya?ml|csv))"
    r"(?:, (?:(?P<after>efter|after)|(?P<instead>i stället för|instead of)): (?P<line>.+))?\n"
)
HASH = re.compile(r"\b[0-9a-f]{10}\b")
"""The name of a version in git, which depends on every file."""
INSTALLING = ("uv", "pipx")
"""Programs that fetch the tool itself; they are not run."""


class Command(NamedTuple):
    """A line that is typed, and the lines that are shown below it."""

    line: str
    shown: list[str]


def commands_in(block: str) -> Iterator[Command]:
    lines = block.splitlines()
    for n, line in enumerate(lines):
        if line.startswith("$ "):
            yield Command(line, [*takewhile(lambda one: not one.startswith("$ "), lines[n + 1 :])])


class Session:
    """Someone who follows the guide, in a folder of their own."""

    def __init__(self, folder: Path, anhorig: Anhorig, chdir: Callable[[Path], None], language: str) -> None:
        self._folder = folder
        self._anhorig = anhorig
        self._chdir = chdir
        self._language = ["--language", language] if language == "en" else []
        self.day = date.min

    def save(self, block: str) -> None:
        """Save a block that names a file, whole or last in the file."""
        if found := FILE.match(block):
            path = self._folder / found["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            new = block[found.end() :]
            whole = new if path.suffix == ".csv" else block
            path.write_text(_put_in(path.read_text(encoding="utf-8"), found, new) if found["part"] else whole, "utf-8")

    def typed(self, command: Command) -> list[str]:
        """Return the lines that come out of a command."""
        words = shlex.split(command.line[2:], comments=True)
        if words[0] in INSTALLING:
            return command.shown
        if words[0] == "cd":
            self._folder /= words[1]
            self._chdir(self._folder)
            return []
        code, out = self._git(words) if words[0] == "git" else self._run(words)
        assert code in {0, 1}, f"{command.line}: {code}\n{out}"
        return HASH.sub("4f1c2ab907", out).splitlines()

    def _run(self, words: list[str]) -> tuple[int, str]:
        assert words[0] == "anhorig", words
        arguments, _, target = (" ".join(map(shlex.quote, words[1:]))).partition(" '>' ")
        run = self._anhorig(*shlex.split(arguments), *(self._language if words[1] == "init" else []))
        if target:
            (self._folder / target).write_text(run.out, encoding="utf-8")
        return run.code, run.err if target else run.out + run.err

    def _git(self, words: list[str]) -> tuple[int, str]:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        dated = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{self.day}T12:00:00")
        run = subprocess.run(
            ["git", *who, *words[1:]],
            cwd=self._folder,
            env=os.environ | dated,
            capture_output=True,
            text=True,
            check=False,
        )
        return run.returncode, "" if run.returncode == 0 else run.stdout + run.stderr


def _put_in(text: str, found: re.Match[str], new: str) -> str:
    """Return a file's text with new lines last, or at the line that they name, which must be there."""
    if not found["line"]:
        return text + new
    lines = text.splitlines(keepends=True)
    (place,) = [n for n, line in enumerate(lines) if found["line"] in line][:1]
    lines[place : place + 1] = [new] if found["instead"] else [lines[place], new]
    return "".join(lines)


def as_shown(shown: list[str], out: list[str]) -> list[str]:
    """Return the lines to show of what came out: those that are shown, where they hold."""
    pattern = "\n".join(".*" if line == "…" else re.escape(line) for line in shown)
    return shown if re.fullmatch(pattern, "\n".join(out), re.DOTALL) else out


def followed(text: str, session: Session, on_a_day: Callable[[date], None]) -> str:
    """Follow a chapter, and return it with what comes out of each command."""

    def done(found: re.Match[str]) -> str:
        if found["day"]:
            session.day = date.fromisoformat(found["day"])
            on_a_day(session.day)
        if found["kind"] in {"yaml", "csv"}:
            session.save(found["block"])
        if found["kind"] != "console":
            return found[0]
        lines = [
            line for one in commands_in(found["block"]) for line in (one.line, *as_shown(one.shown, session.typed(one)))
        ]
        return "\n".join(["```console", *lines, "```"])

    return PIECE.sub(done, text)


@pytest.mark.parametrize("language", CHAPTERS)
def test_the_guide_can_be_followed(
    language: str,
    anhorig: Anhorig,
    on_a_day: Callable[[date], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    session = Session(tmp_path, anhorig, monkeypatch.chdir, language)
    for chapter in CHAPTERS[language]:
        text = chapter.read_text(encoding="utf-8")
        true = followed(text, session, on_a_day)
        if request.config.getoption("--update-golden"):
            chapter.write_text(true, encoding="utf-8")
        assert chapter.read_text(encoding="utf-8") == true, chapter.name


def test_the_guide_is_the_same_in_both_languages() -> None:
    """It has the same chapters, sections and commands."""
    for swedish, english in zip(CHAPTERS["sv"], CHAPTERS["en"], strict=True):
        texts = [path.read_text(encoding="utf-8") for path in (swedish, english)]
        for pattern in (r"^## ", r"^\$ \w+ [\w-]+", r"^```(?:yaml|csv)"):
            counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in texts]
            assert counts[0] == counts[1], (swedish.name, pattern)
