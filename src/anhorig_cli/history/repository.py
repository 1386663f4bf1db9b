"""A repository: where it is, its revisions, and what stood in its files."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from anhorig_cli.errors import CannotWorkError, WrongUsageError
from anhorig_cli.history.git import Answer, ask
from anhorig_cli.history.objects import Entry, Found, contents, entries, links_among, look_up
from anhorig_cli.source import Message, message

_LARGEST = 5_000_001
"""Bytes of a file that are worth having: one more than the largest that is read as a plan."""

_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
Wanted = Callable[[str], bool]
"""Tells from a path in the repository whether its file is wanted."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A revision: its full name, and the day it was committed where its author was."""

    name: str
    day: date

    @property
    def short(self) -> str:
        """The name as people write it."""
        return self.name[:10]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with working files; `top` is the real path of their folder."""

    top: Path

    @classmethod
    def around(cls, place: Path) -> "Repository":
        """Find the repository that a file or folder stands in; what is gone is looked for where it stood.

        Raises:
            CannotWorkError: where there is no git, no repository, or one that git does not trust.
        """
        folder = next(f for f in (place.absolute(), *place.absolute().parents) if f.is_dir())
        answer = ask(folder, "rev-parse", "--show-toplevel")
        if answer.code or not answer.output.strip():
            raise CannotWorkError(_why_none(folder, answer))
        top = os.fsdecode(answer.output.removesuffix(b"\n"))
        return cls(Path(os.path.realpath(top)))

    @property
    def is_shallow(self) -> bool:
        """Tell whether the clone lacks the earlier part of its history."""
        return ask(self.top, "rev-parse", "--is-shallow-repository").output.strip() == b"true"

    def path_of(self, place: Path) -> str:
        """Return a place's path in the repository, `/` between, empty for its top.

        Raises:
            CannotWorkError: where it lies outside.
        """
        real = Path(os.path.realpath(place.parent)) / place.name if place.name not in {"", ".."} else place.resolve()
        try:
            inside = real.relative_to(self.top)
        except ValueError:
            text = message("{path} lies outside the git repository {top}", path=str(place), top=str(self.top))
            raise CannotWorkError(text) from None
        return "" if inside == Path() else self._as_committed(inside.as_posix())

    def _as_committed(self, path: str) -> str:
        """Return a path as git has it: on macOS a name may have a letter's marks apart, which git keeps as one."""
        composed = unicodedata.normalize("NFC", path)
        if composed == path or self._name(f"HEAD:{path}") or not self._name(f"HEAD:{composed}"):
            return path
        return composed

    def commit(self, revision: str) -> Commit:
        """Return the commit that a revision means: a branch, a tag, a name, or `HEAD~2` and the like.

        Raises:
            WrongUsageError: where there is no such revision.
            CannotWorkError: where nothing is committed yet.
        """
        name = self._name(f"{revision}^{{commit}}")
        if name is None:
            raise self._no_such(revision)
        return self._commits("-1", name)[0]

    def has(self, revision: str) -> bool:
        """Tell whether there is such a revision."""
        return self._name(f"{revision}^{{commit}}") is not None

    def parent(self, commit: Commit) -> Commit | None:
        """Return the commit before one on its main line; None for the first, or where the clone ends."""
        name = self._name(f"{commit.name}^1^{{commit}}")
        return self._commits("-1", name)[0] if name else None

    def fork(self, one: Commit, other: Commit) -> Commit:
        """Return the commit that two have in common (`one...other`).

        Raises:
            CannotWorkError: where they have none.
        """
        lines = ask(self.top, "rev-parse", "--revs-only", f"{one.name}...{other.name}").output.decode().split()
        common = next((line[1:] for line in lines if line.startswith("^")), None)
        if common is None:
            text = message("{one} and {other} have no version in common", one=one.short, other=other.short)
            raise CannotWorkError(text)
        return self._commits("-1", common)[0]

    def _name(self, expression: str) -> str | None:
        if "\0" in expression or "\n" in expression or expression.startswith("^{"):
            return None
        answer = ask(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", expression)
        name = answer.output.decode(errors="replace").strip()
        return name if answer.code == 0 and _NAME.fullmatch(name) else None

    def _no_such(self, revision: str) -> CannotWorkError | WrongUsageError:
        if self._name("HEAD") is None:
            return CannotWorkError(message("nothing is committed in this repository yet"))
        if self.is_shallow:
            return WrongUsageError(
                message(
                    "there is no revision '{revision}' here, and the clone is shallow: "
                    "fetch the rest (git fetch --unshallow)",
                    revision=revision,
                )
            )
        return WrongUsageError(message("there is no revision '{revision}' here", revision=revision))

    def commits(self, tip: Commit, path: str) -> list[Commit]:
        """Return the commits on the main line to `tip` in which a path changed, the latest first.

        The main line follows the first parent: what a branch brought is one change, on the day it was merged.
        """
        return self._commits("--first-parent", tip.name, path=path)

    def _commits(self, option: str, tip: str, *, path: str = "") -> list[Commit]:
        answer = ask(
            self.top,
            "log",
            "--no-ext-diff",
            "--no-textconv",
            "--no-show-signature",
            "--no-color",
            "--format=%H %cs",
            option,
            "--end-of-options",
            tip,
            "--",
            *([path] if path else []),
        )
        if answer.code:
            raise CannotWorkError(message("git could not read its log ({reason})", reason=answer.complaint))
        return [_commit(line) for line in answer.output.decode().splitlines()]

    def texts(self, commit: Commit, path: str, wanted: Wanted) -> dict[str, bytes]:
        """Return the wanted files at or below a path in a revision, `{path: bytes}`."""
        return self.versions([commit], path, wanted)[0]

    def versions(self, commits: Sequence[Commit], path: str, wanted: Wanted) -> list[dict[str, bytes]]:
        """Return the wanted files at or below a path in each of many revisions; every object is read once.

        Of a file too large to be a plan as many bytes are given as tell that it is so.
        """
        roots = self._at([f"{commit.name}:{path}" for commit in commits])
        trees = self._trees({root.name for root in roots if root and root.kind == "tree"})
        held = [dict(_held(root, path, trees)) if root else {} for root in roots]
        chosen = [{file: blob for file, blob in files.items() if wanted(file)} for files in held]
        data = self._blobs({blob for files in chosen for blob in files.values()})
        return [{file: data[blob] for file, blob in files.items()} for files in chosen]

    def holding(self, commit: Commit, paths: Sequence[str]) -> set[str]:
        """Return those of some paths that are files in a revision."""
        found = self._at([f"{commit.name}:{path}" for path in paths])
        return {path for path, one in zip(paths, found, strict=True) if one and one.kind == "blob"}

    def _at(self, names: Sequence[str]) -> list[Found | None]:
        """Return what names such as `<commit>:<path>` lead to; a link is not followed, and leads nowhere."""
        found = look_up(self.top, names)
        files = {name: one for name, one in zip(names, found, strict=True) if one and one.kind == "blob"}
        links = links_among(self.top, list(files), list(files.values())) if files else set[str]()
        return [None if name in links else one for name, one in zip(names, found, strict=True)]

    def _trees(self, roots: set[str]) -> dict[str, tuple[Entry, ...]]:
        """Return the trees, and all below them, by name."""
        known: dict[str, tuple[Entry, ...]] = {}
        new = roots
        while new:
            for name, tree in contents(self.top, sorted(new)).items():
                known[name] = tuple(entries(tree, len(name) // 2))
            new = {e.object for name in new for e in known[name] if e.is_folder} - known.keys()
        return known

    def _blobs(self, names: set[str]) -> dict[str, bytes]:
        found = look_up(self.top, sorted(names)) if names else []
        large = {one.name for one in found if one and one.size >= _LARGEST}
        return contents(self.top, sorted(names - large)) | dict.fromkeys(large, b" " * _LARGEST)


def _held(root: Found, path: str, trees: Mapping[str, tuple[Entry, ...]]) -> Iterator[tuple[str, str]]:
    """Give the files that a path leads to, each with its object."""
    if root.kind == "tree":
        yield from _below(root.name, path, trees)
    elif root.kind == "blob":
        yield path, root.name


def _below(tree: str, path: str, trees: Mapping[str, tuple[Entry, ...]]) -> Iterator[tuple[str, str]]:
    for entry in trees[tree]:
        inside = f"{path}/{entry.name}" if path else entry.name
        if entry.is_folder:
            yield from _below(entry.object, inside, trees)
        else:
            yield inside, entry.object


def _commit(line: str) -> Commit:
    name, _, day = line.partition(" ")
    return Commit(name, date.fromisoformat(day))


def _why_none(folder: Path, answer: Answer) -> Message:
    complaint = answer.complaint.lower()
    if "dubious ownership" in complaint or "unsafe repository" in complaint:
        return message(
            "{folder}: the git repository belongs to another user, and git does not read it; where you trust it: "
            "git config --global --add safe.directory {folder}",
            folder=str(folder),
        )
    if "not a git repository" in complaint:
        return message("{folder} is not in a git repository: earlier versions are looked up in git", folder=str(folder))
    return message(
        "{folder}: there is no git repository that can be read here ({reason})",
        folder=str(folder),
        reason=answer.complaint or "?",
    )
