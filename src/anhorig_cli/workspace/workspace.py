"""The workspace: plans with their settings, as they stand on disk or as they were at a revision."""

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
"""So many plans that others refer to are kept in memory, those that were asked for last: a county's strategy, say."""


Trusts = Callable[[Path], bool]


class Workspace:
    """Plans with their settings, as they stand on disk. `at` gives them as they were at a revision.

    `plans` are those that a command is about. Each can refer to others: among them, then in its project's folder of
    plans, then among others' plans where those are heeded. They are found when they are asked for: a folder is searched
    once, and a plan read only when it is needed.
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
        """Return the workspace of the plans that paths mean, in order and each once; with no path, of those here.

        `trusts` tells of a project, by its folder, whether the others' plans that it names are heeded; else none are.

        Raises:
            RefusedError: where the project's plans are meant, and lie outside it.
            CannotWorkError: where a path does not exist or holds no plan, or the project asks for another version.
        """
        here = cls((), SettingsFinder(trusts) if trusts else None)
        plans: dict[Path, WorkspacePlan] = {}
        for path in here.meant(paths):
            for plan in here.selected(path):
                plans.setdefault(plan.files.root, plan)
        return here.of_plans(plans.values())

    def selected(self, path: str) -> Sequence[WorkspacePlan]:
        """Return the plans that a path means; those of others' plans that have an id, where it is no path."""
        others = self.others_called(path) if may_be_id(path) else ()
        return others or [with_errors_once(plan, self.settings_of(plan)) for plan in self._found_at(path)]

    def _found_at(self, path: str) -> Sequence[PlanFiles]:
        try:
            return find_plans(path)
        except CannotWorkError:
            if os.path.lexists(path):
                raise
        raise CannotWorkError(self.nothing_at(path))

    def nothing_at(self, path: str) -> Message:
        """Return what to say of a path where nothing stands, which may mean one of the plans of the project here."""
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
        """Return those of the others' plans heeded here that have an id."""
        with suppress(AnhorigError, FileNotFoundError):  # whoever needs the settings, or the folder, will say why not
            return [one for one in others_of(self.settings_at(Path())) if is_called(one.files, name)]
        return ()

    @classmethod
    def named(cls, name: str, trusts: Trusts | None = None) -> WorkspacePlan:
        """Return the one plan that a path means, or an id among the plans of the project here; `trusts` as in `of`.

        Raises:
            RefusedError: where it, or its project, leads out of the project.
            WrongUsageError: where it means several plans.
            CannotWorkError: where it means none.
        """
        found = cls.of([name], trusts) if os.path.lexists(name) else cls.with_id(name, trusts)
        if not found.plans:
            raise CannotWorkError(found.nothing_at(name))
        refuse_leading_out(found.settings, (one.files for one in found.plans))
        if len(found.plans) == 1:
            return found.plans[0]
        choices = ", ".join(one.files.name for one in found.plans)
        raise WrongUsageError(message("{path} means several plans: name one of {names}", path=name, names=choices))

    @classmethod
    def to_change(cls, name: str, trusts: Trusts | None = None) -> WorkspacePlan:
        """Return the one plan that a path or an id means, as `named`, in order to change it.

        Raises:
            CannotWorkError: also where it is one of others' plans, which are read and never written to.
        """
        found = cls.named(name, trusts)
        refuse_others(found)
        return found

    @classmethod
    def with_id(cls, name: str, trusts: Trusts | None = None) -> "Workspace":
        """Return the workspace of those plans of the project here that have an id: one, or none; `trusts` as in `of`.

        Raises:
            RefusedError: where none has, and it may stand behind a link that is not followed.
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
        """Return the workspace of other plans, at the same time and with the same settings."""
        return Workspace(plans, self._finder, self._revision)

    def at(self, revision: "PlansAtCommit") -> "Workspace":
        """Return the workspace of no plans yet, as it was at a revision; the settings are those of today.

        So only what plans say differs.
        """
        return Workspace((), self._finder, revision)

    def with_others(self) -> "Workspace":
        """Return the workspace of its plans and, after them, those of others that its settings name."""
        own = {one.files.root for one in self.plans}
        return self.of_plans([*self.plans, *(one for one in self._others if one.files.root not in own)])

    @cached_property
    def _others(self) -> list[WorkspacePlan]:
        """The others' plans that the settings of its plans name, each once; none as it was at a revision."""
        if self._revision is not None:
            return []
        named = [plan for settings in self.settings for plan in others_of(settings)]
        last_of_each = {plan.files.root: plan for plan in reversed(named)}
        return list(last_of_each.values())[::-1]

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
        self._finder.report_plans_passed_by()
        return [path_of_plans(self.settings_at(Path()))]

    def _meant(self, path: str) -> str:
        """Return the path of the plans that a path means, or that a text means which is an id here and no path."""
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
        """Return the plan that another one means by an id; None where there is none, or several."""
        found = self._meaning(folded(plan_id), beside)
        return self._read(found[0].files) if len(found) == 1 else None

    def places_sharing(self, plan_id: str, beside: WorkspacePlan) -> list[str]:
        """Return where the plans stand that another one may mean by an id, where they are several."""
        found = self._meaning(folded(plan_id), beside)
        return [one.files.name for one in found] if len(found) > 1 else []

    def _meaning(self, name: str, beside: WorkspacePlan) -> Sequence[WorkspacePlan]:
        """Return the plans that another one means by an id: the nearest to it, several where they are as near."""
        for plans_by_id in self._nearest_first(beside):
            plans = plans_by_id.get(name)
            if plans:
                return plans
        return ()

    def _nearest_first(self, one: WorkspacePlan) -> Iterator[PlansById]:
        """Give plans by their ids: those of its project in the workspace, those beside it, the rest, and others'.

        Beside one of others' plans stand those of its own folder, then those of the project that names it.
        """
        yield self._own_by_id.get(one.home, {})
        yield self._by_id_beside(one)
        if one.elsewhere is not None:
            yield self._by_id_beside(one._replace(elsewhere=None))
        yield self._all_by_id
        yield self._others_by_id

    def plans_naming(self, one: WorkspacePlan) -> Iterator[Plan]:
        """Give the plans around one that may refer to what stands in it, and those that may refer to them in turn.

        A plan's id stands before a slash in those that do. Each is read when it is asked for, and not kept, since a
        county's strategy may have three hundred.
        """
        return self._read_each(self.naming_in_turn(one))

    def unread_naming(self, one: WorkspacePlan) -> int:
        """Return how many of the plans that were read for what they contribute to one could not be read whole."""
        if not self._damaged:
            return 0
        return sum(other.files.root in self._damaged for other in self.naming_in_turn(one))

    def load(self, files: PlanFiles) -> Plan | None:
        """Return a plan as far as it can be read, and remember whether that was not all of it."""
        loaded = load(files)
        flaws = (one for one in loaded.diagnostics if one.rule is not reading.PERSONAL_NUMBER)
        if loaded.plan is None or any(one.severity is Severity.ERROR for one in flaws):
            self._damaged.add(files.root)
        return loaded.plan

    def naming_in_turn(self, one: WorkspacePlan) -> Iterator[WorkspacePlan]:
        """Give where the plans stand that `plans_naming` reads."""
        found, waiting = {real(one.files.root)}, [one]
        for above in waiting:
            for other in self._those_meaning(above, self._plans_naming(id_of(above.files), above)):
                if real(other.files.root) not in found:
                    found.add(real(other.files.root))
                    waiting.append(other)
                    yield other

    def strategy_areas_of(self, strategy: Plan, beside: WorkspacePlan, as_of: date) -> "StrategyAreas":
        """Return what the plans around one do on a day in the areas of a strategy that it refers to, itself among them.

        It is asked of each of a county's plans, and worked out once.
        """
        from anhorig_cli.analysis.area_matrix import StrategyAreas  # noqa: PLC0415 - only plans under a strategy ask

        meant = self._meaning(folded(strategy.id), beside)
        key = tuple(real(one.files.root) for one in meant), as_of
        if key not in self._served:
            snapshot = Snapshot(strategy, as_of)
            contributing = [each for plan in meant for each in self.contributors_of(plan, snapshot)]
            self._served[key] = StrategyAreas(snapshot, contributing)
        return self._served[key]

    def contributors_of(self, one: WorkspacePlan, snapshot: Snapshot) -> list[Contributor]:
        """Return what the plans around a plan, whose snapshot is given, contribute to it on the snapshot's day."""
        key = real(one.files.root), snapshot.as_of
        if key not in self._contributors:
            self._contributors[key] = contributors(snapshot, self.plans_naming(one))
        return self._contributors[key]

    def know_contributors(self, one: WorkspacePlan, as_of: date, found: list[Contributor]) -> None:
        """Remember what plans contribute to one on a day, as `contributors_of` would work it out."""
        self._contributors[real(one.files.root), as_of] = found

    def _plans_naming(self, plan_id: str, beside: WorkspacePlan) -> Sequence[WorkspacePlan]:
        """Return the plans around one in which an id stands before a slash."""
        home = beside.home
        if home not in self._naming:
            self._naming[home] = by_named(self._around(beside))
        return self._naming[home].get(folded(plan_id), ())

    def plans_replacing(self, one: WorkspacePlan) -> Iterator[Plan]:
        """Give the plans beside one that may say which plan they replace: that key stands in them."""
        home = one.home
        if home not in self._replacing:
            self._replacing[home] = [other for other in self._around(one) if may_replace(other.files)]
        return self._read_each(self._those_meaning(one, self._replacing[home]))

    def ids_around(self, one: WorkspacePlan) -> set[str]:
        """Return the ids of the plans beside one, of those that the command is about, and of others' plans."""
        return {id_of(other.files) for other in self._around(one)}

    def all_around(self) -> list[WorkspacePlan]:
        """Return every plan that may have a part in what is said of one of its plans, each once: its own are there."""
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
        """Return the plans that may refer to one, each once: those beside it, those of the workspace, and others'.

        Where a plan is of no project, and more stands beside it than is looked through, none of that is of its concern.
        """
        beside: list[WorkspacePlan] = []
        try:
            beside = [other for several in self._by_id_beside(one).values() for other in several]
        except TooManyError:
            if one.is_in_project:
                raise
        return {real(other.files.root): other for other in (*self._others, *beside, *self.plans)}.values()

    def _those_meaning(self, one: WorkspacePlan, found: Iterable[WorkspacePlan]) -> Iterator[WorkspacePlan]:
        """Give those of some plans that mean a plan, and no nearer one, by its id."""
        place, name = real(one.files.root), folded(id_of(one.files))
        return (other for other in found if real(other.files.root) != place and self._means(other, name, place))

    def _read_each(self, found: Iterable[WorkspacePlan]) -> Iterator[Plan]:
        """Give some plans, each read when it is asked for."""
        for one in found:
            root = one.files.root
            plan = self._read_plans[root] if root in self._read_plans else self.load(one.files)
            if plan is not None:
                yield plan

    def _means(self, one: WorkspacePlan, name: str, place: Path) -> bool:
        """Return whether a plan means, by an id, the one that stands at a place."""
        return any(real(other.files.root) == place for other in self._meaning(name, one))

    def files_beside(self, one: WorkspacePlan) -> Sequence[PlanFiles]:
        """Return all plans of the folder that a plan stands in, that plan too; of its project, also those further down.

        Raises:
            CannotWorkError: where that folder is gone, or holds no plan, or more than are looked through.
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
        """The plans of the workspace by the folders of their projects, and by their ids."""
        homes: dict[Path, list[WorkspacePlan]] = {}
        for one in self.plans:
            homes.setdefault(one.home, []).append(one)
        return {home: by_id(plans) for home, plans in homes.items()}

    @cached_property
    def _all_by_id(self) -> PlansById:
        """The plans of the workspace by their ids, whatever project they are of."""
        all_plans: PlansById = {}
        for of_home in self._own_by_id.values():
            for name, plans in of_home.items():
                all_plans.setdefault(name, []).extend(plans)
        return all_plans

    @cached_property
    def _others_by_id(self) -> PlansById:
        return by_id(self._others)

    def _by_id_beside(self, one: WorkspacePlan) -> PlansById:
        """Return the plans beside one by their ids; none where it stands alone."""
        home = one.home
        if home not in self._by_id:
            plans = _if_any(lambda: self.files_beside(one))
            self._by_id[home] = by_id(one._replace(files=files) for files in plans)
        return self._by_id[home]

    def _read(self, files: PlanFiles) -> Plan | None:
        """Return a plan as far as it can be read; of those that were read, the last are kept."""
        known = self._read_plans
        plan = known.pop(files.root) if files.root in known else self.load(files)
        known[files.root] = plan  # the last that was asked for stands last
        if len(known) > _MOST_KEPT:
            del known[next(iter(known))]
        return plan


def may_be_id(text: str) -> bool:
    """Return whether a text, which someone has typed where a path may stand, can be the id of a plan and is no path."""
    return bool(text) and not set(text) & {"/", os.sep, "\0"} and not os.path.lexists(text)


def with_those_beside(name: str) -> list[WorkspacePlan]:
    """Return the one plan that a path or an id means, and after it the others of the folder that it stands in.

    Raises:
        As `Workspace.named`, and CannotWorkError where more plans stand there than are looked through.
    """
    first = Workspace.named(name)
    finder = SettingsFinder()
    found = _if_any(lambda: _plans_beside(first, shown(first.home)))
    others = [WorkspacePlan(files, finder.of_plan(files)) for files in found if files.root != first.files.root]
    refuse_leading_out([one.settings for one in others], [one.files for one in others])
    return [first, *others]


def _if_any(find: Callable[[], Sequence[PlanFiles]]) -> Sequence[PlanFiles]:
    """Return the plans that are found; none where what asks for them stands alone."""
    try:
        return find()
    except TooManyError:
        raise
    except CannotWorkError:
        return ()


def _plans_beside(one: WorkspacePlan, folder: str) -> Sequence[PlanFiles]:
    """Return the plans of a folder that a plan stands in: of a project all below it, else those directly in it."""
    return find_plans(folder) if one.is_in_project else find_neighbours(folder)


def ids_beside(one: WorkspacePlan) -> list[str]:
    """Return the ids of all plans of the folder that a plan stands in."""
    with suppress(CannotWorkError):  # as where the folder that the settings name is not there
        return [id_of(files) for files in Workspace([one]).files_beside(one)]
    return []
