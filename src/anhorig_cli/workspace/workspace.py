"""The workspace: plans with their settings, on disk or at a revision."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from anhorig_cli.analysis.contributions import Contributor, contributors
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import AnhorigError, CannotWorkError, Severity, WrongUsageError
from anhorig_cli.loading.boundary import PROJECT_FILE, is_project
from anhorig_cli.loading.discovery import PlanFiles, TooManyError, find_neighbours, find_plans
from anhorig_cli.loading.folder import id_of, is_called
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.model.plan import Plan
from anhorig_cli.places import real, shown
from anhorig_cli.rules import reading
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import folded, nearest
from anhorig_cli.workspace.workspace_plan import (
    PlansById,
    SettingsFinder,
    WorkspacePlan,
    by_id,
    by_named,
    may_replace,
    others_of,
    path_of_plans,
    plans_folder,
    refuse_leading_out,
    refuse_others,
    settings_of,
    with_errors_once,
)

if TYPE_CHECKING:
    from anhorig_cli.analysis.area_matrix import StrategyAreas
    from anhorig_cli.workspace.revision import PlansAtCommit

_MOST_KEPT = 50
"""How many plans that others refer to, such as a county's strategy, are kept in memory: the last ones used."""


Trusts = Callable[[Path], bool]


class Workspace:
    """Plans with their settings, on disk; `at` returns the workspace at a revision.

    `plans` are the plans that a command is about. A reference from one of them is looked up first among `plans`, then
    in its project's folder of plans, then among other organisations' plans if the project is trusted. Lookup is lazy:
    a folder is searched once, and a plan is read only when it is needed.
    """

    def __init__(
        self,
        plans: Iterable[WorkspacePlan] = (),
        finder: SettingsFinder | None = None,
        revision: "PlansAtCommit | None" = None,
    ) -> None:
        self.plans = tuple(plans)
        self._finder = finder or SettingsFinder()
        self._revision = revision
        self._beside: dict[Path, Sequence[PlanFiles]] = {}
        self._by_id: dict[Path, PlansById] = {}
        self._naming: dict[Path, dict[str, list[WorkspacePlan]]] = {}
        self._contributors: dict[tuple[Path, date], list[Contributor]] = {}
        self._served: dict[tuple[tuple[Path, ...], date], StrategyAreas] = {}
        self._replacing: dict[Path, list[WorkspacePlan]] = {}
        self._read_plans: dict[Path, Plan | None] = {}
        self._damaged: set[Path] = set()

    @classmethod
    def of(cls, paths: Sequence[str] = (), trusts: Trusts | None = None) -> "Workspace":
        """Return the workspace of the plans at some paths, in order and without duplicates.

        Args:
            paths: files, folders or plan ids; with none, the plans of the project in the working directory.
            trusts: whether the project in a folder may name folders of others' plans; without it, none may.

        Raises:
            RefusedError: the project's plans are asked for, and lie outside the project.
            CannotWorkError: a path does not exist or holds no plan, or the project requires another version.
        """
        here = cls((), SettingsFinder(trusts) if trusts else None)
        plans: dict[Path, WorkspacePlan] = {}
        for path in here.resolve_paths(paths):
            for plan in here.selected(path):
                plans.setdefault(plan.files.root, plan)
        return here.of_plans(plans.values())

    def selected(self, path: str) -> Sequence[WorkspacePlan]:
        """Return the plans at a path, or the others' plans with that id if `path` is not a path."""
        others = self.others_called(path) if may_be_id(path) else ()
        return others or [with_errors_once(plan, self.settings_of(plan)) for plan in self._found_at(path)]

    def _found_at(self, path: str) -> Sequence[PlanFiles]:
        try:
            return find_plans(path)
        except CannotWorkError:
            if os.path.lexists(path):
                raise
        raise CannotWorkError(self.no_such_path(path))

    def no_such_path(self, path: str) -> Message:
        """Return the error for a path that does not exist, suggesting a plan of the project with a similar name."""
        plans = self._plans_here()
        near = nearest(path, [*(plan.name for plan in plans), *map(id_of, plans)])
        if near is not None:
            return message("{path}: there is no such file or folder; did you mean '{near}'?", path=path, near=near)
        return message(
            "{path}: there is no such file or folder; write the path from the folder that you are in, in quotes if it "
            "has spaces",
            path=path or "''",
        )

    def others_called(self, name: str) -> Sequence[WorkspacePlan]:
        """Return the others' plans with an id that the current project names, if it is trusted."""
        with suppress(AnhorigError, FileNotFoundError):  # reported by whoever needs the settings, or the folder
            return [one for one in others_of(self.settings_at(Path())) if is_called(one.files, name)]
        return ()

    @classmethod
    def named(cls, name: str, trusts: Trusts | None = None) -> WorkspacePlan:
        """Return the one plan at a path, or with an id in the current project; `trusts` as in `of`.

        Raises:
            RefusedError: a link of the plan, or a folder in its settings, leads out of the project.
            WrongUsageError: `name` matches several plans.
            CannotWorkError: `name` matches none.
        """
        found = cls.of([name], trusts) if os.path.lexists(name) else cls.with_id(name, trusts)
        if not found.plans:
            raise CannotWorkError(found.no_such_path(name))
        refuse_leading_out(found.settings, (one.files for one in found.plans))
        if len(found.plans) == 1:
            return found.plans[0]
        choices = ", ".join(one.files.name for one in found.plans)
        raise WrongUsageError(message("{path} means several plans: name one of {names}", path=name, names=choices))

    @classmethod
    def to_change(cls, name: str, trusts: Trusts | None = None) -> WorkspacePlan:
        """Return the one plan at a path or with an id, as `named`, in order to change it.

        Raises:
            CannotWorkError: also if it is one of others' plans, which are read and never written to.
        """
        found = cls.named(name, trusts)
        refuse_others(found)
        return found

    @classmethod
    def with_id(cls, name: str, trusts: Trusts | None = None) -> "Workspace":
        """Return the workspace of the plans with an id: of the current project, else of others; `trusts` as in `of`.

        Raises:
            RefusedError: no plan has the id, but one might be behind a link that is not followed.
        """
        try:
            here = cls.of((), trusts)
        except CannotWorkError:
            return cls()
        found = [one for one in here.plans if one.files.files and is_called(one.files, name)]
        found = found or list(here.others_called(name))
        if not found:
            refuse_leading_out([], (one.files for one in here.plans))
        return here.of_plans(found)

    def of_plans(self, plans: Iterable[WorkspacePlan]) -> "Workspace":
        """Return a workspace of other plans, at the same revision and with the same settings."""
        return Workspace(plans, self._finder, self._revision)

    def at(self, revision: "PlansAtCommit") -> "Workspace":
        """Return an empty workspace at a revision, with today's settings, so that only the plans' content differs."""
        return Workspace((), self._finder, revision)

    def with_others(self) -> "Workspace":
        """Return the workspace of its plans followed by the others' plans that its settings name."""
        own = {one.files.root for one in self.plans}
        return self.of_plans([*self.plans, *(one for one in self._others if one.files.root not in own)])

    @cached_property
    def _others(self) -> list[WorkspacePlan]:
        """The others' plans that the settings of its plans name, without duplicates; empty at a revision."""
        if self._revision is not None:
            return []
        named = [plan for settings in self.settings for plan in others_of(settings)]
        last_of_each = {plan.files.root: plan for plan in reversed(named)}
        return list(last_of_each.values())[::-1]

    @cached_property
    def settings(self) -> list[Settings]:
        """The settings of its plans' projects, in order and without duplicates."""
        return settings_of(self.plans)

    def settings_of(self, plan: PlanFiles) -> Settings:
        """Return the settings of the project that a plan belongs to.

        Raises:
            CannotWorkError: the project requires another version of the tool.
        """
        return self._finder.of_plan(plan)

    def settings_at(self, place: Path) -> Settings:
        """Return the settings of the project that a file or folder belongs to; raises as `settings_of`."""
        return self._finder.at(place)

    def resolve_paths(self, paths: Sequence[str]) -> list[str]:
        """Return the paths of plans that the arguments of a command stand for.

        No argument, and the path of the settings file (which a commit hook may pass), stand for the project's plans.
        A word that is not a path may be the id of a plan of the current project.
        """
        if paths:
            return [self._resolve_path(path) for path in paths]
        self._finder.report_plans_passed_by()
        return [path_of_plans(self.settings_at(Path()))]

    def _resolve_path(self, path: str) -> str:
        """Return the path of the plans that one argument stands for, as in `resolve_paths`."""
        place = Path(path)
        if place.name == PROJECT_FILE and is_project(place.parent):
            return path_of_plans(self.settings_at(place.parent))
        if not may_be_id(path):
            return path
        names = [plan.name for plan in self._plans_here() if is_called(plan, path)]
        return names[0] if len(names) == 1 else path

    def _plans_here(self) -> Sequence[PlanFiles]:
        try:
            return find_plans(path_of_plans(self.settings_at(Path())))
        except (AnhorigError, FileNotFoundError):
            return ()

    def find(self, path: str) -> list[WorkspacePlan]:
        """Return the plans at a path, also those that are not in `plans`; an empty list if there are none.

        Raises:
            CannotWorkError: the revision cannot be read.
        """
        try:
            found = self._files_at(path)
        except CannotWorkError:
            if self._revision is not None:
                raise
            return []  # it may have been removed; a caller that compares two sides reports a path that neither has
        return [WorkspacePlan(plan, self.settings_of(plan)) for plan in found]

    def find_id(self, name: str) -> list[WorkspacePlan]:
        """Return the plans of the current project with an id: one, or none."""
        if self._revision is None:
            return list(Workspace.with_id(name).plans)
        folder = plans_folder(self.settings_at(Path()))
        if folder is None:
            return []
        return [one for one in self.find(shown(folder)) if is_called(one.files, name)]

    def plan(self, plan_id: str, beside: WorkspacePlan) -> Plan | None:
        """Return the plan that `beside` refers to by an id; None if there is none, or several."""
        found = self._referred_to(folded(plan_id), beside)
        return self._read(found[0].files) if len(found) == 1 else None

    def places_sharing(self, plan_id: str, beside: WorkspacePlan) -> list[str]:
        """Return the paths of the plans that `beside` may refer to by an id, if there are several."""
        found = self._referred_to(folded(plan_id), beside)
        return [one.files.name for one in found] if len(found) > 1 else []

    def _referred_to(self, name: str, beside: WorkspacePlan) -> Sequence[WorkspacePlan]:
        """Return the plans that `beside` refers to by a folded id: the nearest; several if they are equally near."""
        for plans_by_id in self._nearest_first(beside):
            plans = plans_by_id.get(name)
            if plans:
                return plans
        return ()

    def _nearest_first(self, one: WorkspacePlan) -> Iterator[PlansById]:
        """Yield the plans that a plan can refer to, by id, the nearest first.

        First its project's plans in the workspace, then the plans in the same folder, the rest of the workspace, and
        others' plans. For one of others' plans, its own folder comes before the project that names it.
        """
        yield self._own_by_id.get(one.home, {})
        yield self._by_id_beside(one)
        if one.elsewhere is not None:
            yield self._by_id_beside(one._replace(elsewhere=None))
        yield self._all_by_id
        yield self._others_by_id

    def plans_naming(self, one: WorkspacePlan) -> Iterator[Plan]:
        """Yield the plans that may refer to parts of a plan, and those that may refer to them in turn.

        A text that has the plan's id before a slash may refer to it. Each plan is read when it is yielded, and not
        kept, since a county's strategy may have three hundred.
        """
        return self._read_each(self.naming_in_turn(one))

    def unread_naming(self, one: WorkspacePlan) -> int:
        """Return how many of the plans that were read for their contributions to a plan have errors."""
        if not self._damaged:
            return 0
        return sum(other.files.root in self._damaged for other in self.naming_in_turn(one))

    def load(self, files: PlanFiles) -> Plan | None:
        """Return the part of a plan that can be read, and record the plan as damaged if that is not all of it."""
        loaded = load(files)
        flaws = (one for one in loaded.diagnostics if one.rule is not reading.PERSONAL_NUMBER)
        if loaded.plan is None or any(one.severity is Severity.ERROR for one in flaws):
            self._damaged.add(files.root)
        return loaded.plan

    def naming_in_turn(self, one: WorkspacePlan) -> Iterator[WorkspacePlan]:
        """Yield the plans that `plans_naming` reads, without reading them."""
        found, waiting = {real(one.files.root)}, [one]
        for above in waiting:
            for other in self._referring_to(above, self._plans_naming(id_of(above.files), above)):
                if real(other.files.root) not in found:
                    found.add(real(other.files.root))
                    waiting.append(other)
                    yield other

    def strategy_areas_of(self, strategy: Plan, beside: WorkspacePlan, as_of: date) -> "StrategyAreas":
        """Return the work on a day, by `beside` and the plans around it, in the areas of a strategy it refers to.

        Each of a county's plans needs this, so it is computed once and cached.
        """
        from anhorig_cli.analysis.area_matrix import StrategyAreas  # noqa: PLC0415 - only plans under a strategy ask

        meant = self._referred_to(folded(strategy.id), beside)
        key = tuple(real(one.files.root) for one in meant), as_of
        if key not in self._served:
            snapshot = Snapshot(strategy, as_of)
            contributing = [each for plan in meant for each in self.contributors_of(plan, snapshot)]
            self._served[key] = StrategyAreas(snapshot, contributing)
        return self._served[key]

    def contributors_of(self, one: WorkspacePlan, snapshot: Snapshot) -> list[Contributor]:
        """Return the contributions of the plans around a plan to it, on the day of its snapshot."""
        key = real(one.files.root), snapshot.as_of
        if key not in self._contributors:
            self._contributors[key] = contributors(snapshot, self.plans_naming(one))
        return self._contributors[key]

    def cache_contributors(self, one: WorkspacePlan, as_of: date, found: list[Contributor]) -> None:
        """Cache the contributions to a plan on a day, as `contributors_of` would compute them."""
        self._contributors[real(one.files.root), as_of] = found

    def _plans_naming(self, plan_id: str, beside: WorkspacePlan) -> Sequence[WorkspacePlan]:
        """Return the plans around a plan whose text has an id before a slash."""
        home = beside.home
        if home not in self._naming:
            self._naming[home] = by_named(self._around(beside))
        return self._naming[home].get(folded(plan_id), ())

    def plans_replacing(self, one: WorkspacePlan) -> Iterator[Plan]:
        """Yield the plans around a plan that may replace it: the key `replaces` occurs in their text."""
        home = one.home
        if home not in self._replacing:
            self._replacing[home] = [other for other in self._around(one) if may_replace(other.files)]
        return self._read_each(self._referring_to(one, self._replacing[home]))

    def ids_around(self, one: WorkspacePlan) -> set[str]:
        """Return the ids of the plans in a plan's folder, of the workspace, and of others."""
        return {id_of(other.files) for other in self._around(one)}

    def all_around(self) -> list[WorkspacePlan]:
        """Return every plan that may affect the findings or views of `plans`, including `plans`, each once."""
        homes: dict[Path, WorkspacePlan] = {}
        for plan in self.plans:
            in_its_own_project = plan._replace(elsewhere=None)
            homes[plan.home] = plan
            homes[in_its_own_project.home] = in_its_own_project
        around: dict[Path, WorkspacePlan] = {}
        for plan in homes.values():
            around.update((real(other.files.root), other) for other in self._around(plan))
        return list(around.values())

    def _around(self, one: WorkspacePlan) -> Iterable[WorkspacePlan]:
        """Return the plans that may refer to a plan, without duplicates: in its folder, the workspace, and others'.

        For a plan outside any project, a folder with more files than are searched counts as empty.
        """
        beside: list[WorkspacePlan] = []
        try:
            beside = self._in_folder_of(one)
        except TooManyError:
            if one.is_in_project:
                raise
        return {real(other.files.root): other for other in (*self._others, *beside, *self.plans)}.values()

    def _referring_to(self, one: WorkspacePlan, found: Iterable[WorkspacePlan]) -> Iterator[WorkspacePlan]:
        """Yield those of some plans for which the id of a plan means that plan, and not one nearer to them."""
        place, name = real(one.files.root), folded(id_of(one.files))
        return (other for other in found if real(other.files.root) != place and self._refers_to(other, name, place))

    def _read_each(self, found: Iterable[WorkspacePlan]) -> Iterator[Plan]:
        """Yield plans, each read when it is yielded."""
        for one in found:
            root = one.files.root
            plan = self._read_plans[root] if root in self._read_plans else self.load(one.files)
            if plan is not None:
                yield plan

    def _refers_to(self, one: WorkspacePlan, name: str, place: Path) -> bool:
        """Return whether an id in the plan `one` refers to the plan at `place`."""
        return any(real(other.files.root) == place for other in self._referred_to(name, one))

    def files_beside(self, one: WorkspacePlan) -> Sequence[PlanFiles]:
        """Return all plans in the folder of a plan, itself included; in a project, also those in subfolders.

        Raises:
            CannotWorkError: the folder does not exist, holds no plan, or holds more than are searched.
        """
        home = one.home
        if home not in self._beside:
            of_others = [other.plans for other in one.settings.others if other.place == one.elsewhere]
            self._beside[home] = of_others[0] if of_others else self._files_at_home(one)
        return self._beside[home]

    def _files_at_home(self, one: WorkspacePlan) -> Sequence[PlanFiles]:
        if self._revision is not None:
            return self._files_at(str(one.home))
        return _plans_beside(one, str(one.home))

    def _files_at(self, path: str) -> Sequence[PlanFiles]:
        return find_plans(path) if self._revision is None else self._revision.plans_at(path)

    @cached_property
    def _own_by_id(self) -> dict[Path, PlansById]:
        """The plans of the workspace by their projects' folders, and then by id."""
        homes: dict[Path, list[WorkspacePlan]] = {}
        for one in self.plans:
            homes.setdefault(one.home, []).append(one)
        return {home: by_id(plans) for home, plans in homes.items()}

    @cached_property
    def _all_by_id(self) -> PlansById:
        """The plans of the workspace by id, regardless of project."""
        all_plans: PlansById = {}
        for of_home in self._own_by_id.values():
            for name, plans in of_home.items():
                all_plans.setdefault(name, []).extend(plans)
        return all_plans

    @cached_property
    def _others_by_id(self) -> PlansById:
        return by_id(self._others)

    def _by_id_beside(self, one: WorkspacePlan) -> PlansById:
        """Return the plans in a plan's folder by id; empty if none can be found there."""
        home = one.home
        if home not in self._by_id:
            self._by_id[home] = by_id(self._in_folder_of(one))
        return self._by_id[home]

    def _in_folder_of(self, one: WorkspacePlan) -> list[WorkspacePlan]:
        """Return the plans in a plan's folder, itself included; none if none can be found there."""
        return [one._replace(files=files) for files in _plans_if_found(lambda: self.files_beside(one))]

    def _read(self, files: PlanFiles) -> Plan | None:
        """Return the part of a plan that can be read, from a cache of the plans used last."""
        known = self._read_plans
        plan = known.pop(files.root) if files.root in known else self.load(files)
        known[files.root] = plan  # the most recently used comes last
        if len(known) > _MOST_KEPT:
            del known[next(iter(known))]
        return plan


def may_be_id(text: str) -> bool:
    """Return whether an argument that could be a path can be the id of a plan instead."""
    return bool(text) and not set(text) & {"/", os.sep, "\0"} and not os.path.lexists(text)


def with_neighbours(name: str) -> list[WorkspacePlan]:
    """Return the one plan at a path or with an id, followed by the other plans in its folder.

    Raises:
        As `Workspace.named`, and CannotWorkError if the folder holds more plans than are searched.
    """
    first = Workspace.named(name)
    finder = SettingsFinder()
    found = _plans_if_found(lambda: _plans_beside(first, shown(first.home)))
    others = [WorkspacePlan(files, finder.of_plan(files)) for files in found if files.root != first.files.root]
    refuse_leading_out([one.settings for one in others], [one.files for one in others])
    return [first, *others]


def _plans_if_found(find: Callable[[], Sequence[PlanFiles]]) -> Sequence[PlanFiles]:
    """Return the plans that `find` returns; none if it finds no folder or no plan."""
    try:
        return find()
    except TooManyError:
        raise
    except CannotWorkError:
        return ()


def _plans_beside(one: WorkspacePlan, folder: str) -> Sequence[PlanFiles]:
    """Return the plans of the folder that holds a plan: in a project all below it, else those directly in it."""
    return find_plans(folder) if one.is_in_project else find_neighbours(folder)


def ids_beside(one: WorkspacePlan) -> list[str]:
    """Return the ids of all plans in a plan's folder."""
    with suppress(CannotWorkError):  # the folder that the settings name does not exist, say
        return [id_of(files) for files in Workspace([one]).files_beside(one)]
    return []
