"""Repositories made for a test: texts and days in, a history out."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree
from textwrap import dedent

_CONFIG = """\
[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = false
\tlogallrefupdates = true
[gc]
\tauto = 0
[maintenance]
\tauto = false
"""


class Past:
    """A git repository in a folder; each call commits the files as they are then."""

    def __init__(self, top: Path, *options: str, is_new: bool = True) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        if is_new and options:
            self.git("init", "--quiet", "--initial-branch=main", *options)
        elif is_new:
            self._begin()

    def copied(self, top: Path) -> "Past":
        """Return the same repository in another folder."""
        copytree(self.top, top, dirs_exist_ok=True)
        return Past(top, is_new=False)

    def _begin(self) -> None:
        """Make what `git init` makes, without a process; and let no commit tidy up after itself in one more."""
        inside = self.top / ".git"
        for folder in ("objects", "refs/heads", "refs/tags", "info", "hooks"):
            (inside / folder).mkdir(parents=True, exist_ok=True)
        (inside / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
        (inside / "config").write_text(_CONFIG, encoding="utf-8")

    def git(self, *arguments: str, day: str = "2020-01-15", given: str = "") -> str:
        """Run git here, with nothing of the settings of whoever runs the tests; `given` is what it reads."""
        when = f"{day}T12:00:00+0100"
        names = {"NAME": "Någon", "EMAIL": "nagon@example.org", "DATE": when}
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.top),
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER") for what, text in names.items()},
        }
        run = subprocess.run(
            ["git", *arguments],
            cwd=self.top,
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout.strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files; their texts may be indented as a test's are."""
        for name, text in files.items():
            path = self.top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())

    def commit(self, day: str, files: Mapping[str, str | bytes] | None = None, *, remove: tuple[str, ...] = ()) -> str:
        """Write and remove files, and commit everything on a day; returns the commit's name."""
        for name in remove:
            (self.top / name).unlink()
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", f"Som det var {day}", day=day)
        return self._head()

    def _head(self) -> str:
        """Return the name of the commit that one stands on, without a process where it stands in a file."""
        head = self.top / ".git" / "HEAD"
        if head.is_file():
            branch = self.top / ".git" / head.read_text(encoding="utf-8").strip().removeprefix("ref: ")
            if branch.is_file():
                return branch.read_text(encoding="utf-8").strip()
        return self.git("rev-parse", "HEAD")

    def blob(self, text: str) -> str:
        """Store a text without a file, and return the object's name."""
        place = self.top / ".git" / "text"
        place.write_text(text, encoding="utf-8")
        return self.git("hash-object", "-w", str(place))

    def tree(self, entries: Mapping[str, str]) -> str:
        """Store a folder of objects by their names without making it, and return its own name."""
        kinds = {name: self.git("cat-file", "-t", name) for name in set(entries.values())}
        modes = {"blob": "100644", "tree": "040000"}
        lines = (f"{modes[kinds[one]]} {kinds[one]} {one}\t{name}\n" for name, one in entries.items())
        return self.git("mktree", given="".join(lines))
