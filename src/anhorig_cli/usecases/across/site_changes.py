"""The changes of a site's plans in git, and a checksum by which an unchanged site is recognised."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from anhorig_cli import __version__
from anhorig_cli.analysis.comparison import changes
from anhorig_cli.analysis.pairing import Version, same_plans
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.history.repository import Commit, Repository
from anhorig_cli.loading.plan_loader import load, read_texts
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.model.project import Project
from anhorig_cli.places import is_there, real, shown
from anhorig_cli.rendering.template_files import shipped
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import title_with_organisation
from anhorig_cli.views.plan_changes import PlanChangedView, SiteChangesView, plan_changes_view, without_values
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.revision import committed_plans, may_be_of_a_plan, plan_roots
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

_MAX_VERSIONS = 50
_MAX_ENTRIES = 100
_MANY = 20
"""A version that changes more plans than this is reported as one entry."""


class PlansInGit(NamedTuple):
    """Plans of a site that are in git: the path below which they are, and their versions, the latest first.

    Each version comes with the one before it, None for the first. `plans` are the plans' names by their paths. The site
    has all plans below `path` if they `are_all`, and all those in each of the `whole` folders.
    """

    repository: Repository
    path: str
    versions: tuple[tuple[Commit, Commit | None], ...]
    plans: Mapping[str, str]
    are_all: bool
    whole: frozenset[str]
    project: Project


class _Folder(NamedTuple):
    """A folder in git with plans of a site, and its path there; `is_loose` if it is no project's folder of plans."""

    repository: Repository
    path: str
    plans: Sequence[WorkspacePlan]
    are_all: bool
    is_loose: bool


def plans_in_git(workspace: Workspace, as_of: date) -> list[PlansInGit]:
    """Return the plans of a site that were in git on a day, project by project.

    Plans of no project are searched for in the whole repository, since they may have been moved between folders. Only
    the latest versions are included.
    """
    homes: dict[Path, list[WorkspacePlan]] = {}
    for one in workspace.plans:
        homes.setdefault(_folder_of(one), []).append(one)
    together: dict[tuple[Path, str, bool], list[_Folder]] = {}
    for home, plans in homes.items():
        folder = _folder_in_git(workspace, home, plans)
        if folder is not None:
            place = "" if folder.is_loose else folder.path
            together.setdefault((folder.repository.top, place, folder.is_loose), []).append(folder)
    found = (_versions_of(folders, place, as_of) for (_, place, _), folders in together.items())
    return [one for one in found if one.versions]


def _folder_of(one: WorkspacePlan) -> Path:
    """Return the folder that a plan is grouped by: its project's folder of plans, or its own if it is outside that."""
    root = real(one.files.root)
    return one.home if root.is_relative_to(real(one.home)) else root.parent


def _folder_in_git(workspace: Workspace, home: Path, plans: Sequence[WorkspacePlan]) -> _Folder | None:
    try:
        repository = Repository.around(home)
        path = repository.path_of(home)
        repository.commit("HEAD")
    except CannotWorkError:
        return None
    is_loose = plans[0].elsewhere is None and home != plans[0].settings.plans
    return _Folder(repository, path, plans, _is_whole_project(workspace, plans), is_loose)


def _versions_of(folders: Sequence[_Folder], place: str, as_of: date) -> PlansInGit:
    """Return the plans in folders of a repository, with the versions up to a day that changed one of the folders."""
    first = folders[0]
    known = [pair for pair in _changing_versions(folders, place) if pair[0].day <= as_of]
    return PlansInGit(
        repository=first.repository,
        path=place,
        versions=tuple(known[: _MAX_VERSIONS + 1]),
        plans=_names_of(folders, first.repository.top),
        are_all=first.are_all and not first.is_loose,
        whole=frozenset(one.path for one in folders if one.is_loose and one.are_all),
        project=first.plans[0].settings.project,
    )


def _changing_versions(folders: Sequence[_Folder], place: str) -> list[tuple[Commit, Commit | None]]:
    """Return the versions that changed one of the folders, each with the one before it, the latest first."""
    repository = folders[0].repository
    tip = repository.commit("HEAD")
    every = repository.commits(tip, place)
    changing = {one.name for folder in folders for one in repository.commits(tip, folder.path)}
    return [pair for pair in zip(every, [*every[1:], None], strict=True) if pair[0].name in changing]


def _names_of(folders: Sequence[_Folder], top: Path) -> dict[str, str]:
    """Return the names of the plans in some folders, by their paths below the top of the repository."""
    files = (one.files for folder in folders for one in folder.plans)
    roots = ((real(one.root), one.name) for one in files)
    return {root.relative_to(top).as_posix(): name for root, name in roots if root.is_relative_to(top)}


def _is_whole_project(workspace: Workspace, plans: Sequence[WorkspacePlan]) -> bool:
    """Return whether `plans` are all the plans of their project; not, where its plans cannot be listed."""
    roots = {real(one.files.root) for one in plans}
    try:
        return all(real(files.root) in roots for files in workspace.files_beside(plans[0]))
    except CannotWorkError:  # the project has no folder of plans
        return False


def changes_of_site(found: Sequence[PlansInGit], as_of: date, language: Language) -> SiteChangesView:
    """Return the changes of a site's plans up to a day, the latest first."""
    entries = [entry for one in found for entry in _Versions(one, language).entries()]
    entries.sort(key=lambda one: one.iso_day, reverse=True)
    word = Formatter.of(language)
    are_more = len(entries) > _MAX_ENTRIES or any(len(one.versions) > _MAX_VERSIONS for one in found)
    note = word.text("Only the latest changes are shown here; git has them all.") if are_more else ""
    key = "; ".join(f"{one.repository.top.name}/{one.path}" for one in found)
    return redacted(SiteChangesView(_feed_id(key), as_of.isoformat(), tuple(entries[:_MAX_ENTRIES]), note))


def _feed_id(text: str) -> str:
    """Return the id by which feed readers recognise an entry; a path in it need not be valid text."""
    return uuid5(NAMESPACE_URL, f"anhorig:{text}".encode(errors="backslashreplace").decode()).urn


class _PastPlan(NamedTuple):
    """A plan as it was in a version, and whether the whole plan could be read."""

    version: Version
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Versions:
    """Compares the versions of a folder of plans, each with the one before it."""

    found: PlansInGit
    language: Language

    def entries(self) -> Iterator[PlanChangedView]:
        """Yield what changed in each version, except the first of a shallow clone: the one before it is unknown."""
        known: tuple[Commit | None, Mapping[str, str]] = (None, {})
        for commit, earlier in self.found.versions[:_MAX_VERSIONS]:
            files = known[1] if known[0] == commit else self._files(commit)
            known = (earlier, self._files(earlier) if earlier else {})
            if earlier is not None or not self.found.repository.is_shallow:
                yield from self._entries_between(commit, known[1], files)

    def _files(self, commit: Commit) -> Mapping[str, str]:
        """Return the object names of a version's files; its trees, perhaps of thousands of plans, are not cached."""
        repository, path = Repository(self.found.repository.top), self.found.path
        return repository.objects([commit], path, partial(may_be_of_a_plan, place=path))[0]

    def _entries_between(
        self, commit: Commit, before: Mapping[str, str], after: Mapping[str, str]
    ) -> Iterator[PlanChangedView]:
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        sides = [(files, plan_roots(files, self.found.path)) for files in (before, after)]
        owners = {roots[path] for _, roots in sides for path in changed & roots.keys()}
        if len(owners) > _MANY:
            yield self._entry(
                commit, "", "", Formatter.of(self.language).text("Many plans are new, changed or removed.")
            )
            return
        versions = [
            self._past_plans({path: files[path] for path, root in roots.items() if root in owners})
            for files, roots in sides
        ]
        yield from self._plan_entries(commit, *versions)

    def _plan_entries(
        self, commit: Commit, before: Sequence["_PastPlan"], after: Sequence["_PastPlan"]
    ) -> Iterator[PlanChangedView]:
        """Yield what changed in each plan, which plans are new, and which are removed."""
        pairs = same_plans([one.version for one in before], [one.version for one in after])
        whole = {id(one.version) for one in (*before, *after) if one.is_whole}
        shown = pairs.only(self._is_on_site, self._is_on_site)
        for old, new in shown.kept:
            if old.plan != new.plan:
                yield self._plan_entry(commit, old, new, is_whole={id(old), id(new)} <= whole)
        yield from (self._plan_entry(commit, None, one) for one in shown.added)
        yield from (self._plan_entry(commit, one, None) for one in shown.removed)

    def _is_on_site(self, version: Version) -> bool:
        """Return whether a plan is or was on the site: a site of some plans discloses nothing about others."""
        found = self.found
        return found.are_all or version.path in found.plans or version.path.rpartition("/")[0] in found.whole

    def _past_plans(self, files: Mapping[str, str]) -> list["_PastPlan"]:
        """Return the changed plans as they were in a version."""
        found, repository = self.found, self.found.repository
        data = repository.read(set(files.values()))
        texts = {path: data[name] for path, name in files.items()}
        top = repository.top
        plans = committed_plans(texts, found.path, shown(top / found.path), top) if texts else []
        loaded = [(load(one), one.root.relative_to(top).as_posix()) for one in plans]
        return [_PastPlan(Version(path, path, one.plan), one.is_whole) for one, path in loaded if one.plan is not None]

    def _plan_entry(
        self, commit: Commit, before: Version | None, after: Version | None, *, is_whole: bool = True
    ) -> PlanChangedView:
        version = after or before
        assert version is not None  # noqa: S101 - there is one or the other
        project = self.found.project
        word = Formatter(self.language, project.labels, project.small_count)
        found = changes(before.plan, after.plan) if before and after and is_whole else None
        view = plan_changes_view(before, after, found, project, self.language)
        sentence = view.sentence if is_whole else word.text("The plan is changed, but one of the versions has errors.")
        name = title_with_organisation(version.plan.title, version.plan.organisation, None)
        entry = self._entry(commit, version.path, name, sentence)
        return entry._replace(sections=without_values(view, word))

    def _entry(self, commit: Commit, path: str, name: str, sentence: str) -> PlanChangedView:
        word = Formatter.of(self.language)
        return PlanChangedView(
            key=_feed_id(f"{self._day_and_number(commit)}/{path}"),
            name=name or word.text("Several plans"),
            file=self.found.plans.get(path, ""),
            day=word.day(commit.day),
            iso_day=commit.day.isoformat(),
            sentence=sentence,
            sections=(),
        )

    def _day_and_number(self, commit: Commit) -> str:
        """Return the day of a version and its number on that day; its hash would let a hidden count be guessed."""
        found = self.found
        days = [one.day for one, _ in found.versions]
        place = [one for one, _ in found.versions].index(commit)
        return f"{found.repository.top.name}/{commit.day}/{days[place + 1 :].count(commit.day)}"


# A checksum of all that a site is made from: while it is the same, the site would be the same.


def checksum_of_inputs(workspace: Workspace, as_of: date, language: Language, *, footer: bool) -> str | None:
    """Return a checksum of all that a site is made from; None where a project has templates of its own.

    It is kept for the user alone, since a small count could be guessed from it.
    """
    if any(one.templates is not None and is_there(one.templates) for one in workspace.settings):
        return None
    digest = sha256()
    for part in _inputs(workspace, as_of, language, footer=footer):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _inputs(workspace: Workspace, as_of: date, language: Language, *, footer: bool) -> Iterator[bytes]:
    yield repr((__version__, as_of.isoformat(), language.value, footer)).encode()
    for folder in (Path(__file__).parents[2], shipped("templates", "templates")):
        yield from _tool_inputs(folder)
    for settings in workspace.settings:
        yield _settings_input(settings)
    yield repr([str(one.files.root) for one in workspace.plans]).encode()
    tips = [one.versions[0][0].name for one in plans_in_git(workspace, as_of)]  # by which all before them are known
    yield repr(tips).encode()
    for plan in workspace.all_around():
        yield from _plan_inputs(plan)


def _tool_inputs(folder: Path) -> Iterator[bytes]:
    """Yield the name, size and time of each file of the tool: two builds may have the same version number."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".j2", ".js", ".mo"}:
            status = path.stat()
            yield f"{path.name} {status.st_size} {status.st_mtime_ns}".encode()


def _settings_input(settings: Settings) -> bytes:
    return repr((settings.folder, settings.project.model_dump_json(), settings.logo)).encode()


def _plan_inputs(one: WorkspacePlan) -> Iterator[bytes]:
    """Yield where a plan is, and the names and bytes of its files."""
    texts, unreadable = read_texts(one.files)
    yield repr((one.files.name, str(one.files.root), str(one.home), str(one.elsewhere), len(unreadable))).encode()
    for text in texts:
        yield os.fsencode(text.name)
        yield text.data
