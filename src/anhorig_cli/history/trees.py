"""The trees of a repository, walked by the names of their objects: what a path leads to in a commit."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.history.objects import TreeEntry, contents, entries, look_up
from anhorig_cli.source import message

_Trees = Mapping[str, Mapping[str, TreeEntry]]
"""Trees by their objects' names: what each holds, by name."""

_DEEPEST = 50
"""So many folders may stand in each other below one that is read."""
_MOST = 200_000
"""So many files and folders may stand below one that is read: git stores once what is alike, however many they are."""
Wanted = Callable[[str], bool]
"""Tells from a path in the repository whether its file is wanted."""


class Trees:
    """Those of a repository with its working files in a folder; each is read once."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._known: dict[str, dict[str, TreeEntry]] = {}

    def reached(self, commits: Sequence[str], paths: Sequence[str]) -> list[TreeEntry | None]:
        """Return what each path leads to in the commit of that name, None where it leads nowhere.

        A step is taken for all of them at a time. The trees are walked by name, so that what is missing in the
        repository is told from what was never there.

        Raises:
            CannotWorkError: where a tree is missing, or a path leads into another repository.
        """
        roots = look_up(self._top, [f"{commit}^{{tree}}" for commit in commits])
        found: list[TreeEntry | None] = [TreeEntry("", root.name, "folder") for root in roots]
        steps = [[step for step in path.split("/") if step] for path in paths]
        for depth in range(max(map(len, steps), default=0)):
            self._step_on(found, steps, depth)
        return found

    def files(self, roots: Sequence[TreeEntry | None], path: str, wanted: Wanted) -> list[dict[str, str]]:
        """Return the wanted files at or below a path that leads to each of some places, `{path: object}`.

        Raises:
            CannotWorkError: where they are too many, or stand too deep in folders.
        """
        trees = self._below({root.object for root in _folders(roots)})
        if _largest(trees) > _MOST:
            raise CannotWorkError(
                message("{path}: there are more than {most} files here in git", path=path, most=_MOST)
            )
        return [{file: blob for file, blob in _held(root, path, trees) if wanted(file)} for root in roots]

    def _step_on(self, found: list[TreeEntry | None], steps: Sequence[Sequence[str]], depth: int) -> None:
        """Let each place that has a step left at a depth take it."""
        going = [i for i, own in enumerate(steps) if len(own) > depth]
        self._read({one.object for one in _folders(found[i] for i in going)})
        for i in going:
            found[i] = self._step(found[i], steps[i], depth)

    def _step(self, place: TreeEntry | None, steps: Sequence[str], depth: int) -> TreeEntry | None:
        """Return what the next step from a place leads to."""
        if place and place.kind == "repository":
            raise another_repository("/".join(steps), Path(*steps[:depth]))
        return self._known[place.object].get(steps[depth]) if place and place.kind == "folder" else None

    def _read(self, names: set[str]) -> None:
        for name, tree in contents(self._top, sorted(names - self._known.keys()), "tree").items():
            self._known[name] = {entry.name: entry for entry in entries(self._top, tree, len(name) // 2)}

    def _below(self, roots: set[str]) -> _Trees:
        """Return the trees by name, with those that are given and all below them."""
        new, seen = roots, set[str]()
        for _ in range(_DEEPEST + 2):  # those that were named, the deepest below, and then none
            if not new:
                return {name: self._known[name] for name in seen}
            self._read(new)
            seen |= new
            new = {e.object for name in new for e in self._known[name].values() if e.kind == "folder"} - seen
        text = message("the folders in git are more than {most} levels deep", most=_DEEPEST)
        raise CannotWorkError(text)


def _folders(found: Iterable[TreeEntry | None]) -> Iterator[TreeEntry]:
    return (one for one in found if one and one.kind == "folder")


def _held(root: TreeEntry | None, path: str, trees: _Trees) -> Iterator[tuple[str, str]]:
    """Give the files that a path leads to, each with its object; links and other repositories are passed by."""
    if root and root.kind == "folder":
        yield from _files_below(root.object, path, trees)
    elif root and root.kind == "file":
        yield path, root.object


def _files_below(tree: str, path: str, trees: _Trees) -> Iterator[tuple[str, str]]:
    for entry in trees[tree].values():
        inside = f"{path}/{entry.name}" if path else entry.name
        if entry.kind == "folder":
            yield from _files_below(entry.object, inside, trees)
        elif entry.kind == "file":
            yield inside, entry.object


def _largest(trees: _Trees) -> int:
    """Return the most files and folders that stand below any of the trees."""
    sizes: dict[str, int] = {}
    return max((_size(tree, trees, sizes) for tree in trees), default=0)


def _size(tree: str, trees: _Trees, sizes: dict[str, int]) -> int:
    """Return how many files and folders stand below a tree; `sizes` remembers."""
    if tree not in sizes:
        sizes[tree] = sum(
            1 + (_size(e.object, trees, sizes) if e.kind == "folder" else 0) for e in trees[tree].values()
        )
    return sizes[tree]


def another_repository(path: str, folder: Path) -> CannotWorkError:
    """Return that a path leads into a repository of its own, in a folder."""
    return CannotWorkError(
        message(
            "{path} is in a git repository of its own, {folder}: go there, or name other plans",
            path=path,
            folder=folder.as_posix(),
        )
    )
