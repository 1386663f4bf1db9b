"""The workspace: plans with their settings, as they stand on disk or as they were at a revision."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anhorig_cli.analysis.contributions import Contributor, contributors
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.errors import AnhorigError, CannotWorkError, WrongUsageError
from anhorig_cli.loading.boundary import PROJECT_FILE, is_project
from anhorig_cli.loading.discovery import PlanFiles, find_plans, unique
from anhorig_cli.loading.plan_id import id_of, is_called
from anhorig_cli.loading.plan_loader import load, read_texts
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.model.plan import Plan
from anhorig_cli.places import real, shown
from anhorig_cli.source import message
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.settings import SettingsFinder, path_of_plans, plans_folder, refuse_leading_out

if TYPE_CHECKING:
    from anhorig_cli.workspace.revision import Revision

_LAST_WORD = re.compile(r"[\w.-]{1,64}\Z")
_REPLACES = re.compile("ersätter|ersa\u0308tter|replaces", re.IGNORECASE)
_MOST_KEPT = 50
"""So many plans that others refer to are kept in memory, those that were asked for last: a county's strategy, say."""


class WorkspacePlan(NamedTuple):
    """A plan of a workspace: its files, which are not read yet, and the settings of the project it belongs to."""

    files: PlanFiles
    settings: Settings

    @property
    def home(self) -> Path:
        """The folder where plans that it may refer to stand: the project's, else the one it stands in itself."""
        return self.settings.plans or self.files.root.parent


class Workspace:
    """Plans with their settings, as they stand on disk. `at` gives them as they were at a revision.

    `plans` are those that a command is about. Each can refer to others: among them, then in its project's folder of
    plans. Those are found when they are asked for: a folder is searched once, and a plan read only when it is needed.
    """

    def __init__(
        self,
        plans: Iterable[WorkspacePlan] = (),
        finder: SettingsFinder | None = None,
        revision: "Revision | None" = None,
    ) -> None:
        self.plans = tuple(plans)
        self._finder = finder or SettingsFinder()
        self._revision = revision
        self._beside: dict[Path, Sequence[PlanFiles]] = {}
        self._by_id: dict[Path, dict[str, PlanFiles]] = {}
        self._naming: dict[Path, dict[str, list[PlanFiles]]] = {}
        self._contributors: dict[tuple[Path, str, date], list[Contributor]] = {}
        self._replacing: dict[Path, list[PlanFiles]] = {}
        self._read_plans: dict[Path, Plan | None] = {}

    @classmethod
    def of(cls, paths: Sequence[str] = ()) -> "Workspace":
        """Return the workspace of the plans that paths mean, in order and each once; with no path, of those here.

        Raises:
            RefusedError: where the project's plans are meant, and lie outside it.
            CannotWorkError: where a path does not exist or holds no plan, or the project asks for another version.
        """
        here = cls()
        found = unique(plan for path in here.meant(paths) for plan in find_plans(path))
        return here.of_plans([_untold(plan, here.settings_of(plan)) for plan in found])

    @classmethod
    def named(cls, name: str) -> WorkspacePlan:
        """Return the one plan that a path means, or an id among the plans of the project here.

        Raises:
            RefusedError: where it, or its project, leads out of the project.
            WrongUsageError: where it means several plans.
            CannotWorkError: where it means none.
        """
        found = cls.of([name]) if os.path.lexists(name) else cls.with_id(name)
        if not found.plans:
            raise CannotWorkError(message("{path}: there is no such plan", path=name or "''"))
        refuse_leading_out(found.settings, (one.files for one in found.plans))
        if len(found.plans) == 1:
            return found.plans[0]
        choices = ", ".join(one.files.name for one in found.plans)
        raise WrongUsageError(message("{path} means several plans: name one of {names}", path=name, names=choices))

    @classmethod
    def with_id(cls, name: str) -> "Workspace":
        """Return the workspace of those plans of the project here that have an id: one, or none.

        Raises:
            RefusedError: where none has, and it may stand behind a link that is not followed.
        """
        try:
            here = cls.of()
        except CannotWorkError:
            return cls()
        found = [one for one in here.plans if one.files.files and is_called(one.files, name)]
        if not found:
            refuse_leading_out([], (one.files for one in here.plans))
        return here.of_plans(found)

    def of_plans(self, plans: Iterable[WorkspacePlan]) -> "Workspace":
        """Return the workspace of other plans, at the same time and with the same settings."""
        return Workspace(plans, self._finder, self._revision)

    def at(self, revision: "Revision") -> "Workspace":
        """Return the workspace of no plans yet, as it was at a revision; the settings are those of today.

        So only what plans say differs.
        """
        return Workspace((), self._finder, revision)

    @cached_property
    def settings(self) -> list[Settings]:
        """The settings of the projects of its plans, in order and each once."""
        return settings_of(self.plans)

    def settings_of(self, plan: PlanFiles) -> Settings:
        """Return the settings of the project that a plan belongs to.

        Raises:
            CannotWorkError: where it asks for another version of the tool.
        """
        return self._finder.of_plan(plan)

    def settings_at(self, place: Path) -> Settings:
        """Return the settings of the project that a file or folder belongs to; raises as `settings_of`."""
        return self._finder.at(place)

    def meant(self, paths: Sequence[str]) -> list[str]:
        """Return what paths mean; the settings, as a commit may hand them over, and no path are the project's plans.

        What is no path may be the id of one of the plans of the project here.
        """
        if paths:
            return [self._meant(path) for path in paths]
        self._finder.tell_of_plans_passed_by()
        return [path_of_plans(self.settings_at(Path()))]

    def _meant(self, path: str) -> str:
        place = Path(path)
        if place.name == PROJECT_FILE and is_project(place.parent):
            return path_of_plans(self.settings_at(place.parent))
        if not may_be_id(path):
            return path
        found = [plan.name for plan in self._plans_here() if is_called(plan, path)]
        return found[0] if len(found) == 1 else path

    def _plans_here(self) -> Sequence[PlanFiles]:
        try:
            return find_plans(path_of_plans(self.settings_at(Path())))
        except (AnhorigError, FileNotFoundError):
            return ()

    def find(self, path: str) -> list[WorkspacePlan]:
        """Return the plans that a path means, whether this workspace is of them or not; nothing where it holds none.

        Raises:
            CannotWorkError: where the revision cannot be read.
        """
        try:
            found = self._files_at(path)
        except CannotWorkError:
            if self._revision is not None:
                raise
            return []  # it may have been removed; that it is on neither side is told by whoever asks both
        return [WorkspacePlan(plan, self.settings_of(plan)) for plan in found]

    def find_id(self, name: str) -> list[WorkspacePlan]:
        """Return those plans of the project here that have an id: one, or none."""
        if self._revision is None:
            return list(Workspace.with_id(name).plans)
        folder = plans_folder(self.settings_at(Path()))
        if folder is None:
            return []
        return [one for one in self.find(shown(folder)) if is_called(one.files, name)]

    def plan(self, plan_id: str, beside: WorkspacePlan) -> Plan | None:
        """Return the plan that another one means by an id; None where there is none."""
        name = folded(plan_id)
        found = self._own_by_id.get(name) or self._by_id_beside(beside).get(name)
        return self._read(found) if found else None

    def plans_naming(self, one: WorkspacePlan) -> Iterator[Plan]:
        """Give the plans beside one that may refer to what stands in it: its id stands in them before a slash.

        Each is read when it is asked for, and not kept, since a county's strategy may have three hundred.
        """
        return self._read_others(self._files_naming(id_of(one.files), one), one)

    def contributors_to(self, strategy: Plan, beside: WorkspacePlan, as_of: date) -> list[Contributor]:
        """Return what the plans around one contribute on a day to a strategy that it refers to, itself among them.

        It is asked of each of a county's plans, and worked out once.
        """
        key = beside.home, folded(strategy.id), as_of
        if key not in self._contributors:
            plans = (load(files).plan for files in self._files_naming(strategy.id, beside))
            snapshot = Snapshot(strategy, as_of)
            self._contributors[key] = contributors(snapshot, (plan for plan in plans if plan is not None))
        return self._contributors[key]

    def _files_naming(self, plan_id: str, beside: WorkspacePlan) -> Sequence[PlanFiles]:
        """Return the plans around one in which an id stands before a slash."""
        home = beside.home
        if home not in self._naming:
            self._naming[home] = _by_named(self._around(beside))
        return self._naming[home].get(folded(plan_id), ())

    def plans_replacing(self, one: WorkspacePlan) -> Iterator[Plan]:
        """Give the plans beside one that may say which plan they replace: that key stands in them."""
        home = one.home
        if home not in self._replacing:
            self._replacing[home] = [files for files in self._around(one) if _REPLACES.search(_text_of(files))]
        return self._read_others(self._replacing[home], one)

    def ids_around(self, one: WorkspacePlan) -> set[str]:
        """Return the ids of the plans beside one, and of those that the command is about."""
        return {id_of(files) for files in self._around(one)}

    def _around(self, one: WorkspacePlan) -> list[PlanFiles]:
        """Return the plans beside one and those that the command is about, each once: also those that share an id."""
        beside: Sequence[PlanFiles] = ()
        with suppress(CannotWorkError):
            beside = self.files_beside(one)
        found = {real(files.root): files for files in (*beside, *(own.files for own in self.plans))}
        return list(found.values())

    def _read_others(self, found: Iterable[PlanFiles], one: WorkspacePlan) -> Iterator[Plan]:
        for files in found:
            if real(files.root) != real(one.files.root):
                plan = self._read_plans[files.root] if files.root in self._read_plans else load(files).plan
                if plan is not None:
                    yield plan

    def files_beside(self, one: WorkspacePlan) -> Sequence[PlanFiles]:
        """Return all plans of the folder that a plan stands in, that plan too.

        Raises:
            CannotWorkError: where that folder is gone, or holds no plan.
        """
        home = one.home
        if home not in self._beside:
            self._beside[home] = self._files_at(str(home))
        return self._beside[home]

    def _files_at(self, path: str) -> Sequence[PlanFiles]:
        return find_plans(path) if self._revision is None else self._revision.plans_at(path)

    @cached_property
    def _own_by_id(self) -> dict[str, PlanFiles]:
        return _by_id(one.files for one in self.plans)

    def _by_id_beside(self, one: WorkspacePlan) -> dict[str, PlanFiles]:
        home = one.home
        if home not in self._by_id:
            plans: Sequence[PlanFiles] = ()
            with suppress(CannotWorkError):
                plans = self.files_beside(one)
            self._by_id[home] = _by_id(plans)
        return self._by_id[home]

    def _read(self, files: PlanFiles) -> Plan | None:
        known = self._read_plans
        plan = known.pop(files.root) if files.root in known else load(files).plan
        known[files.root] = plan  # the last that was asked for stands last
        if len(known) > _MOST_KEPT:
            del known[next(iter(known))]
        return plan


def _untold(plan: PlanFiles, settings: Settings) -> WorkspacePlan:
    """Return a plan with its settings; what both refuse is told once."""
    refused = tuple(finding for finding in plan.refused if finding not in settings.diagnostics)
    return WorkspacePlan(plan._replace(refused=refused), settings)


def settings_of(plans: Iterable[WorkspacePlan]) -> list[Settings]:
    """Return the settings of the projects that plans belong to, in order and each once."""
    return list({id(one.settings): one.settings for one in plans}.values())


def may_be_id(text: str) -> bool:
    """Return whether a text, which someone has typed where a path may stand, can be the id of a plan and is no path."""
    return bool(text) and not set(text) & {"/", os.sep, "\0"} and not os.path.lexists(text)


def with_those_beside(name: str) -> list[WorkspacePlan]:
    """Return the one plan that a path or an id means, and after it the others of the folder that it stands in.

    Raises:
        As `Workspace.named`.
    """
    first = Workspace.named(name)
    finder = SettingsFinder()
    found: Sequence[PlanFiles] = ()
    with suppress(CannotWorkError):  # which stands alone there
        found = find_plans(shown(first.home))
    others = [WorkspacePlan(files, finder.of_plan(files)) for files in found if files.root != first.files.root]
    refuse_leading_out([one.settings for one in others], [one.files for one in others])
    return [first, *others]


def ids_beside(one: WorkspacePlan) -> list[str]:
    """Return the ids of all plans of the folder that a plan stands in."""
    return [id_of(files) for files in Workspace([one]).files_beside(one)]


def _by_id(plans: Iterable[PlanFiles]) -> dict[str, PlanFiles]:
    """Return plans by their ids; of one id, the first."""
    found: dict[str, PlanFiles] = {}
    for files in plans:
        found.setdefault(folded(id_of(files)), files)
    return found


def _by_named(plans: Iterable[PlanFiles]) -> dict[str, list[PlanFiles]]:
    """Return plans by every word, folded, that stands before a slash in their texts."""
    found: dict[str, list[PlanFiles]] = {}
    for files in plans:
        for word in _words_before_slashes(_text_of(files)):
            found.setdefault(word, []).append(files)
    return found


def _words_before_slashes(text: str) -> set[str]:
    """Return the words of a text, folded, that a slash comes after, as the id in `plan/goal`."""
    before = (_LAST_WORD.search(piece[-64:]) for piece in text.split("/")[:-1])
    return {folded(found.group()) for found in before if found}


def _text_of(files: PlanFiles) -> str:
    texts, _ = read_texts(files)
    return "\n".join(one.data.decode(errors="ignore") for one in texts)
