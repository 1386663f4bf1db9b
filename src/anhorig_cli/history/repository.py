"""A repository: its location, its revisions, and the files in them."""

import os
import posixpath
import re
import shlex
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from anhorig_cli.diagnostics import CannotWorkError, WrongUsageError
from anhorig_cli.history.git import GitOutput, ask, refuse_old
from anhorig_cli.history.objects import (
    NOWHERE,
    TreeEntry,
    Trees,
    Wanted,
    another_repository,
    contents,
    look_up,
    missing_object,
)
from anhorig_cli.places import is_folder, is_link, is_there, real
from anhorig_cli.source import Message, message

_LARGEST = (1 << 20) + 1
"""The size from which a file is not read from git: one byte more than the largest file of a plan."""


class NothingCommittedError(CannotWorkError):
    """The repository has no commit yet."""


_MOST_LINKS = 40
"""How many links are followed in one path; as on most systems."""

_NO_DAY = date(1970, 1, 1)
"""The day of a commit without a day that git can read, as git itself shows it."""
_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Commit:
    """A revision: its full name, and the day it was committed, in the committer's time zone.

    A day beyond `date.max` is `date.max`.
    """

    name: str
    day: date

    @property
    def short(self) -> str:
        """The abbreviated name, as people write it."""
        return self.name[:10]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with working files; `top` is the real path of their folder."""

    top: Path
    _trees: Trees = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_trees", Trees(self.top))

    @classmethod
    def around(cls, place: Path) -> "Repository":
        """Return the repository that holds a file or folder, or held it if it no longer exists.

        Raises:
            CannotWorkError: there is no git, no repository, one that git does not trust, or one that would be read from
                outside its folder.
        """
        folder = next(f for f in (place.absolute(), *place.absolute().parents) if is_folder(f))
        answer = ask(folder, "rev-parse", "--show-toplevel")
        if answer.code or not answer.output.strip():
            raise CannotWorkError(_no_repository(folder, answer))
        top = real(os.fsdecode(answer.output.removesuffix(b"\n")))
        elsewhere = _leading_out(top)
        if elsewhere is not None:
            raise CannotWorkError(_read_from_outside(elsewhere))
        return cls(top)

    @classmethod
    def can_begin(cls, folder: Path) -> bool:
        """Return whether git is installed and a folder is not in a repository, so that one can be created there."""
        try:
            answer = ask(folder, "rev-parse", "--show-toplevel")
        except CannotWorkError:
            return False
        return answer.code != 0 and "not a git repository" in answer.complaints.lower()

    @property
    def is_shallow(self) -> bool:
        """Whether the clone lacks the earlier part of its history."""
        return ask(self.top, "rev-parse", "--is-shallow-repository").output.strip() == b"true"

    def path_of(self, place: Path) -> str:
        """Return a place's path in the repository, with `/`, empty for its top; a link at the place is not followed.

        Raises:
            CannotWorkError: it lies outside, or in another repository within this one.
        """
        is_named = place.name not in {"", ".."}
        there = real(place.parent) / place.name if is_named else real(place)
        try:
            inside = there.relative_to(self.top)
        except ValueError:
            text = message("{path} is outside the git repository {top}", path=str(place), top=str(self.top))
            raise CannotWorkError(text) from None
        self._refuse_repository_within(there, inside)
        return "" if inside == Path() else self._as_committed(inside.as_posix())

    def _refuse_repository_within(self, there: Path, inside: Path) -> None:
        between = (there, *there.parents)[: len(inside.parts)]
        marked = next((folder for folder in between if is_there(folder / ".git")), None)
        if marked is not None and Repository.around(marked).top != self.top:
            raise another_repository(there.as_posix(), marked)

    def _as_committed(self, path: str) -> str:
        """Return a path as git stores it: on macOS a name may have combining marks, which git stores composed."""
        composed = unicodedata.normalize("NFC", path)
        if composed == path or self._name_of(f"HEAD:{path}") or not self._name_of(f"HEAD:{composed}"):
            return path
        return composed

    def commit(self, revision: str) -> Commit:
        """Return the commit of a revision: a branch, a tag, a commit's name, or an expression such as `HEAD~2`.

        Raises:
            WrongUsageError: there is no such revision.
            CannotWorkError: nothing is committed yet, or the commit is missing.
        """
        name = self._name_of(f"{revision}^{{commit}}")
        if name is None:
            raise self._no_such_revision(revision)
        return self._commits("-1", name)[0]

    def has(self, revision: str) -> bool:
        """Return whether a revision exists.

        Raises:
            CannotWorkError: it exists, but its commit is missing.
        """
        return self._name_of(f"{revision}^{{commit}}") is not None

    def parent(self, commit: Commit) -> Commit | None:
        """Return a commit's first parent; None for the first commit, or where a shallow clone ends."""
        name = self._name_of(f"{commit.name}^1")
        return self._commits("-1", name)[0] if name else None

    def fork(self, one: Commit, other: Commit) -> Commit:
        """Return the merge base of two commits (`one...other`).

        Raises:
            CannotWorkError: they have none.
        """
        answer = ask(self.top, "rev-parse", "--revs-only", f"{one.name}...{other.name}")
        if answer.lacks_object:
            raise missing_object(self.top, answer)
        lines = os.fsdecode(answer.output).split()
        common = next((line[1:] for line in lines if line.startswith("^")), None)
        if common is None:
            text = message("{one} and {other} have no version in common", one=one.short, other=other.short)
            raise CannotWorkError(text)
        return self._commits("-1", common)[0]

    def _name_of(self, expression: str) -> str | None:
        if "\0" in expression or "\n" in expression or expression.startswith("^{"):
            return None
        answer = ask(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", expression)
        if answer.lacks_object:
            raise missing_object(self.top, answer)
        name = answer.output.decode(errors="replace").strip()
        return name if answer.code == 0 and _NAME.fullmatch(name) else None

    def _no_such_revision(self, revision: str) -> CannotWorkError | WrongUsageError:
        named = [self._name_of(one) for one in ("HEAD", revision)]
        if named[0] is None:
            return self._nothing_committed()
        look_up(self.top, [name for name in named if name])  # raises if the object itself is missing
        if self.is_shallow:
            return WrongUsageError(
                message(
                    "there is no revision '{revision}' here, and the clone is shallow: "
                    "fetch the rest (git fetch --unshallow)",
                    revision=revision,
                )
            )
        return WrongUsageError(message("there is no revision '{revision}' here", revision=revision))

    def _nothing_committed(self) -> CannotWorkError:
        refuse_old(self.top)
        answer = ask(self.top, "log", "-1", "--format=%H")
        if "broken" in answer.complaints:  # the file that should name the branch's last commit does not
            return missing_object(self.top, answer)
        return NothingCommittedError(
            message(
                'nothing is committed in this repository yet; begin with git add . and git commit -m "First version"'
            )
        )

    def commits(self, tip: Commit, path: str) -> list[Commit]:
        """Return the commits on the main line up to `tip` in which a path changed, the latest first.

        The main line follows first parents: a merged branch is one change, on the day it was merged.
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
            "--no-follow",
            "--encoding=UTF-8",
            "--format=%H %cs",
            option,
            "--end-of-options",
            tip,
            "--",
            *([path] if path else []),
        )
        if answer.lacks_object:
            raise missing_object(self.top, answer)
        if answer.code:
            raise CannotWorkError(message("git could not read its log ({reason})", reason=answer.complaint))
        return [_commit(line) for line in os.fsdecode(answer.output).splitlines()]

    def texts(self, commit: Commit, path: str, wanted: Wanted) -> dict[str, bytes]:
        """Return the wanted files at or below a path in a revision, `{path: bytes}`."""
        return self.versions([commit], path, wanted)[0]

    def versions(self, commits: Sequence[Commit], path: str, wanted: Wanted) -> list[dict[str, bytes]]:
        """Return the wanted files at or below a path, `{path: bytes}`, in each revision; every object is read once.

        A file too large to be a plan is returned as just enough spaces to be too large.
        """
        held = self.objects(commits, path, wanted)
        data = self.read({blob for files in held for blob in files.values()})
        return [{file: data[blob] for file, blob in files.items()} for files in held]

    def objects(self, commits: Sequence[Commit], path: str, wanted: Wanted) -> list[dict[str, str]]:
        """Return the wanted files at or below a path in each revision, as `{path: object name}`."""
        roots = self._entries_at(commits, [path] * len(commits))
        return self._trees.files(roots, path, wanted)

    def read(self, names: set[str]) -> dict[str, bytes]:
        """Return the bytes of files by object name; for a file that is too large, as `versions`."""
        found = look_up(self.top, sorted(names))
        large = {one.name for one in found if one.size >= _LARGEST}
        return contents(self.top, sorted(names - large), "blob") | dict.fromkeys(large, b" " * _LARGEST)

    def existing_files(self, commit: Commit, paths: Sequence[str]) -> set[str]:
        """Return those of `paths` that are files in a revision."""
        found = self._entries_at([commit] * len(paths), paths)
        return {path for path, one in zip(paths, found, strict=True) if one.kind == "file"}

    def resolved(self, commit: Commit, path: str) -> str | None:
        """Return where a path leads in a revision, with links followed; None if it does not exist or leads outside."""
        for _ in range(_MOST_LINKS):
            ways = list(_ancestors_and_path(path))
            found = self._entries_at([commit] * len(ways), ways)
            link = next((i for i, one in enumerate(found) if one.kind == "link"), None)
            if link is None:
                return None if found[-1] is NOWHERE else path
            rest = path.removeprefix(ways[link]).removeprefix("/")
            path = self._target(found[link], ways[link], rest)
            if path.startswith(("/", "../")):
                return None
        return None

    def _entries_at(self, commits: Sequence[Commit], paths: Sequence[str]) -> list[TreeEntry]:
        """Return the entry at each path in its commit, `NOWHERE` if there is none."""
        return self._trees.entries_at([commit.name for commit in commits], paths)

    def _target(self, link: TreeEntry, path: str, rest: str) -> str:
        """Return the path that a link at `path`, and the steps after it, lead to; outside, it begins with / or ../."""
        target = os.fsdecode(contents(self.top, [link.object], "blob")[link.object])
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target, rest))
        return "" if found == "." else f"{found}/" if found == ".." else found


def _ancestors_and_path(path: str) -> Iterator[str]:
    """Yield the folders above a path, from the top, and the path itself."""
    yield from (path[:i] for i, letter in enumerate(path) if letter == "/")
    yield path


def _commit(line: str) -> Commit:
    name, _, day = line.partition(" ")
    return Commit(name, _day(day))


def _day(text: str) -> date:
    """Return a commit's day, for any text: a year may have five digits, and the day be missing."""
    if re.match(r"\d{5}", text):
        return date.max
    try:
        return date.fromisoformat(text)
    except ValueError:
        return _NO_DAY


def _leading_out(top: Path) -> Path | None:
    """Return what, in the folder `.git` of a repository, makes git read another one; None if nothing does.

    A file `.git` is what git itself makes for a submodule, or for one more folder of working files.
    """
    own = top / ".git"
    if not is_folder(own):
        return None
    objects = own / "objects"
    settings = (own / "commondir", objects / "info" / "alternates")
    kept = (
        own,
        own / "refs",
        own / "packed-refs",
        objects,
        *sorted(objects.glob("*")),
        *sorted(objects.glob("pack/*")),
    )
    links = (path for path in kept if is_link(path) and not real(path).is_relative_to(top))
    return next(iter((*filter(is_there, settings), *links)), None)


def _read_from_outside(elsewhere: Path) -> Message:
    return message(
        "{path} makes git read from outside the repository, which anhorig does not do; where you trust it: "
        "git repack -a -d, then remove {path}",
        path=str(elsewhere),
    )


def _no_repository(folder: Path, answer: GitOutput) -> Message:
    complaints = answer.complaints.lower()
    if "dubious ownership" in complaints or "unsafe repository" in complaints:
        return message(
            "{folder}: the git repository belongs to another user, and git does not read it; where you trust it: "
            "git config --global --add safe.directory {top}",
            folder=str(folder),
            top=shlex.quote(_distrusted_top(answer) or str(folder)),
        )
    if "not a git repository" in complaints:
        return message(
            "{folder} is not in a git repository: earlier versions are looked up in git; begin there with git init, "
            'git add . and git commit -m "First version"',
            folder=str(folder),
        )
    if "bare repository" in complaints or "must be run in a work tree" in complaints:
        return message("{folder}: this git repository has no files to work with: clone it", folder=str(folder))
    return message(
        "{folder}: there is no git repository that can be read here ({reason})",
        folder=str(folder),
        reason=answer.complaint or "?",
    )


def _distrusted_top(answer: GitOutput) -> str | None:
    """Return the repository whose owner git does not trust, from git's message: the only one to be marked as safe."""
    found = re.search(r"repository (?:at |\()'(.+?)'(?:\n| is owned)", answer.complaints)
    return found[1] if found else None
