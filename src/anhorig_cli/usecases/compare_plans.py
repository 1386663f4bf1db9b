"""Compare plans: what changed in meaning from one version to another, and which plan is which."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anhorig_cli.analysis.comparison import Changes, changes
from anhorig_cli.analysis.pairing import Paired, Version, same_plans
from anhorig_cli.diagnostics import AnhorigError, CannotWorkError, WrongUsageError
from anhorig_cli.history.repository import Commit, Repository
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.model.project import Project
from anhorig_cli.places import is_there, shown
from anhorig_cli.source import message
from anhorig_cli.workspace.revision import PlansAtCommit, RevisionRange, revision_range
from anhorig_cli.workspace.workspace import Workspace, may_be_id
from anhorig_cli.workspace.workspace_plan import WorkspacePlan, plans_folder, refuse_leading_out, settings_of


@dataclass(frozen=True, slots=True)
class ComparedVersions:
    """A plan in two versions: new where `before` is None, removed where `after` is; then `changes` is None, too."""

    before: Version | None
    after: Version | None
    changes: Changes | None
    project: Project

    @property
    def latest(self) -> Version:
        """The plan in its latest version."""
        version = self.after or self.before
        assert version is not None  # noqa: S101 - one of them is always there
        return version


@dataclass(frozen=True, slots=True)
class Comparison:
    """The plans that differ, in order; `damaged` are the file names of plans that could not be read whole."""

    before: Commit
    after: Commit | None
    plans: tuple[ComparedVersions, ...]
    damaged: tuple[str, ...]


def compare_plans(words: Sequence[str]) -> Comparison:
    """Return the comparison of the plans in `[REV[..REV]] [PATHS]`.

    Without a revision, the last one is compared with the working files.

    Raises:
        AnhorigError: where there is nothing to compare.
    """
    asked = revision_range(words)
    now = Workspace()
    before = now.at(PlansAtCommit(asked.repository, asked.before))
    after = now.at(PlansAtCommit(asked.repository, asked.after)) if asked.after else now
    sides = _Sides(asked.repository, before, after)
    for path in _paths_to_compare(now, asked):
        if not sides.add(path):
            raise _nothing_to_compare(path, words, asked)
    pairs = sides.pairs(may_be_elsewhere=bool(asked.paths))
    found = [
        ComparedVersions(b, a, changes(b.plan, a.plan), sides.project(a)) for b, a in pairs.kept if b.plan != a.plan
    ]
    found += [ComparedVersions(None, one, None, sides.project(one)) for one in sides.new(pairs)]
    found += [ComparedVersions(one, None, None, sides.project(one)) for one in sides.gone(pairs)]
    ordered = sorted((one for one in found), key=lambda one: one.latest.path)
    return Comparison(asked.before, asked.after, tuple(ordered), tuple(sides.damaged))


def _paths_to_compare(now: Workspace, asked: RevisionRange) -> list[str]:
    """Return the paths to compare; without any, the project's folder of plans, even if it no longer exists."""
    try:
        return now.resolve_paths(asked.paths)
    except CannotWorkError:
        folder = plans_folder(now.settings_at(Path()))
        if asked.paths or folder is None:
            raise
        return [shown(folder)]


def _nothing_to_compare(path: str, words: Sequence[str], asked: RevisionRange) -> AnhorigError:
    if words and list(words) == list(asked.paths) and path == words[0] and not is_there(path):
        if asked.repository.is_shallow:
            return WrongUsageError(
                message(
                    "'{word}' is neither a revision nor a path here, and the clone is shallow: "
                    "fetch the rest (git fetch --unshallow)",
                    word=path,
                )
            )
        return WrongUsageError(message("'{word}' is neither a revision nor a path here", word=path))
    return CannotWorkError(message("{path}: there is no plan here, in either version", path=path))


class _Sides:
    """The plans of both versions, each read once."""

    def __init__(self, repository: Repository, before: Workspace, after: Workspace) -> None:
        self.damaged: list[str] = []
        self._repository = repository
        self._sides = (before, after)
        self._versions: tuple[dict[str, Version], dict[str, Version]] = ({}, {})
        self._selected: dict[str, WorkspacePlan] = {}
        self._unread: tuple[set[str], set[str]] = (set(), set())

    def add(self, path: str) -> bool:
        """Read the plans that a path means in either version; return whether there are any."""
        after = self._sides[1].find(path)
        refuse_leading_out(settings_of(after), (one.files for one in after))
        before = self._sides[0].find(path)
        if not before and not after and may_be_id(path):
            before = self._sides[0].find_id(path)
        for selected, versions, unread in zip((before, after), self._versions, self._unread, strict=True):
            for one in selected:
                self._read(one, versions, unread)
        return bool(before or after)

    def _read(self, selected: WorkspacePlan, versions: dict[str, Version], unread: set[str]) -> None:
        path = self._repository.path_of(selected.files.root)
        self._selected.setdefault(path, selected)
        if path in versions or path in unread:
            return
        loaded = load(selected.files)
        if not loaded.is_whole:
            self.damaged.append(loaded.name)
        if loaded.plan is None:
            unread.add(path)
        else:
            versions[path] = Version(path, loaded.name, loaded.plan)

    def project(self, version: Version) -> Project:
        """Return the settings that apply to a plan."""
        return self._selected[version.path].settings.project

    def new(self, pairs: Paired[Version]) -> list[Version]:
        """Return the plans that are new; one that existed before, but could not be read, is not."""
        return [one for one in pairs.added if one.path not in self._unread[0]]

    def gone(self, pairs: Paired[Version]) -> list[Version]:
        """Return the plans that are removed; one that still exists, but cannot be read, is not."""
        return [one for one in pairs.removed if one.path not in self._unread[1]]

    def pairs(self, *, may_be_elsewhere: bool) -> Paired[Version]:
        """Return the plans in pairs; a plan named without its partner may be paired with another one of the project."""
        named_before, named_after = (frozenset(versions) for versions in self._versions)
        pairs = self._paired()
        alone = [*pairs.added, *pairs.removed]
        if not alone or not may_be_elsewhere:
            return pairs
        for home in {self._selected[version.path].home for version in alone}:
            self.add(shown(home))
        return self._paired().only(
            lambda version: version.path in named_before, lambda version: version.path in named_after
        )

    def _paired(self) -> Paired[Version]:
        before, after = self._versions
        return same_plans(list(before.values()), list(after.values()))
