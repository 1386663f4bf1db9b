"""Show a plan's history in words: every edition of it in git, also from before it was renamed or split."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from anhorig_cli.analysis.pairing import Version, same_plans
from anhorig_cli.analysis.timeline import Edition, PlanHistory, TargetHistory, plan_history
from anhorig_cli.diagnostics import CannotWorkError, WrongUsageError
from anhorig_cli.history.repository import Commit, Repository
from anhorig_cli.loading.boundary import PLANS_FOLDER
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import LoadedPlan, Memory, load
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Named, Register
from anhorig_cli.places import shown
from anhorig_cli.source import Message, Where, message
from anhorig_cli.usecases.edit.lookup import not_found
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.history_views import HistoryView
from anhorig_cli.views.plan_history import history_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.revision import PlansAtCommit, committed_plans, may_be_of_a_plan
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan, refuse_leading_out, settings_of

_MAX_NAMES = 50
"""How many names of a plan are followed back in time."""


@dataclass(frozen=True, slots=True)
class TracedPlan:
    """A plan's editions and the history of its parts; `unread` counts the editions that could not be read whole.

    `is_shallow` says that the clone lacks what came before the first edition.
    """

    selected: WorkspacePlan
    editions: tuple[Edition, ...]
    histories: PlanHistory
    unread: int
    is_shallow: bool


def trace_plan(path: str, as_of: date) -> TracedPlan:
    """Return the editions in git of the one plan that a path or an id means, as known on a day.

    The files as they are now are the last edition.

    Raises:
        WrongUsageError: where the path means several plans.
        CannotWorkError: where it means none, or there is no repository.
    """
    repository = Repository.around(Path(path))
    head = repository.commit("HEAD")
    now = Workspace()
    past = now.at(PlansAtCommit(repository, head))
    found = now.find(path) or past.find(path) or now.find_id(path) or past.find_id(path)
    refuse_leading_out(settings_of(found), (one.files for one in found))
    if len(found) != 1:
        raise WrongUsageError(
            message("{path}: there are {n} plans here: name one of them", path=path, n=len(found))
            if found
            else message("{path}: there is no plan here, neither now nor in the last version", path=path)
        )
    return trace(found[0], repository, head, as_of)


def trace(selected: WorkspacePlan, repository: Repository, head: Commit, as_of: date) -> TracedPlan:
    """Return the editions in a repository of a plan that has been found."""
    tracer = _Tracer(repository)
    path = repository.path_of(selected.files.root)
    editions = list(tracer.editions(head, path, selected))
    editions.reverse()
    if selected.files.read is None and not (editions and editions[-1].day > as_of):
        editions += tracer.uncommitted(selected, editions, as_of)
    known = tuple(edition for edition in editions if edition.day <= as_of)
    found = plan_history(known, as_of)
    unread = sum(day <= as_of for day in tracer.unread) + sum(not edition.is_whole for edition in known)
    return TracedPlan(selected, known, found, unread, repository.is_shallow)


def histories_of(traced: TracedPlan, name: str) -> PlanHistory:
    """Return the history of what an id or title means: a subgoal, an area, the plan itself, or an indicator.

    A subgoal also goes by the name of one that it continues.

    Raises:
        WrongUsageError: where there is none, or it has no history.
    """
    histories = traced.histories
    for history in histories.subgoals:
        if Register([history.subgoal, *history.earlier]).has(name):
            return PlanHistory((history,), ())
    goals = tuple(
        history for history in histories.goals if folded(name) in {folded(history.goal.id), folded(history.goal.title)}
    )
    if goals:
        return PlanHistory((), (), goals[:1])
    if targets := _targets_of(histories, name):
        return PlanHistory((), targets)
    raise WrongUsageError(_no_history(traced, name))


def _targets_of(histories: PlanHistory, name: str) -> tuple[TargetHistory, ...]:
    """Return the targets of the first indicator with a name, of those that have any targets."""
    named = [history for history in histories.targets if Register([history.indicator]).has(name)]
    return tuple(history for history in named if history.indicator is named[0].indicator)


def _no_history(traced: TracedPlan, name: str) -> Message:
    plan = traced.editions[-1].plan
    others: list[Named] = [*plan.areas, *plan.indicators]
    found = Register(others).get(name)
    if found is not None:
        return message("'{title}' has neither been assessed nor had a target", title=found.title)
    every: list[Named] = [*(history.subgoal for history in traced.histories.subgoals), *others]
    return not_found("", name, Register(every).near(name), every)


@dataclass(slots=True)
class _Tracer:
    """Reads editions; each text is parsed once."""

    repository: Repository
    unread: list[date] = field(default_factory=list[date])
    """The days of the editions that could not be read at all."""
    _memory: Memory = field(default_factory=Memory)

    def editions(self, tip: Commit, path: str, selected: WorkspacePlan) -> Iterator[Edition]:
        """Yield the editions of a plan, the latest first, back through its earlier names."""
        for _ in range(_MAX_NAMES):
            commits = self.repository.commits(tip, path)
            found = list(self._read(commits, path))
            yield from found
            parent = self.repository.parent(commits[-1]) if commits and found else None
            earlier = self._earlier_name(parent, commits[-1], found[-1], selected) if parent else None
            if parent is None or earlier is None:
                return
            tip, path = parent, earlier

    def _read(self, commits: Sequence[Commit], path: str) -> Iterator[Edition]:
        wanted = partial(may_be_of_a_plan, place=path)
        for commit, texts in zip(commits, self.repository.versions(commits, path, wanted), strict=True):
            plans = committed_plans(texts, path, shown(self.repository.top / path), self.repository.top)
            plan = next((plan for plan in plans if plan.root == self.repository.top / path), None)
            if plan is not None:
                yield from self._edition(plan, commit.day, commit.short)

    def _edition(self, files: PlanFiles, day: date, mark: str) -> Iterator[Edition]:
        """Yield an edition, without the subgoals and indicators that could not be read whole."""
        loaded = load(files, self._memory)
        if not loaded.is_whole:
            self._memory.forget()  # the trees in it lack what could not be read, which is to be noticed again
        if loaded.plan is None:
            self.unread.append(day)
        else:
            yield Edition(
                loaded.plan if loaded.is_whole else _undamaged(loaded.plan, loaded), day, mark, loaded.is_whole
            )

    def _earlier_name(self, before: Commit, commit: Commit, edition: Edition, selected: WorkspacePlan) -> str | None:
        """Return the path that a plan had before the commit in which it got its present one; None for a new plan."""
        remaining = {one.files.root for one in self._plans_at(commit, selected)}
        gone = [one for one in self._plans_at(before, selected) if one.files.root not in remaining]
        loaded = [(self._path_then(one.files.root), load(one.files)) for one in gone]
        versions = [Version(path, path, one.plan) for path, one in loaded if one.plan]
        found = same_plans(versions, [Version("", "", edition.plan)]).kept
        return found[0][0].path if found else None

    def _path_then(self, root: Path) -> str:
        """Return the path of a plan in its revision; what is a link today may not have been one then."""
        top = self.repository.top
        return root.relative_to(top).as_posix() if root.is_relative_to(top) else self.repository.path_of(root)

    def _plans_at(self, commit: Commit, selected: WorkspacePlan) -> list[WorkspacePlan]:
        """Return the plans at a commit beside one, and those in the folder of plans, which may be a link by now."""
        then = Workspace().at(PlansAtCommit(self.repository, commit))
        homes = [shown(selected.home)]
        if selected.settings.folder is None:
            homes.append(shown(self.repository.top / PLANS_FOLDER))
        return [one for home in dict.fromkeys(homes) for one in then.find(home)]

    def uncommitted(self, selected: WorkspacePlan, editions: Sequence[Edition], as_of: date) -> list[Edition]:
        """Return the edition of the files as they are now, if it differs from the last one."""
        found = list(self._edition(selected.files, as_of, ""))
        return [edition for edition in found if not editions or editions[-1].plan != edition.plan]


def _undamaged(plan: Plan, loaded: LoadedPlan) -> Plan:
    """Return a plan without the subgoals and indicators that could not be read whole."""

    def whole(name: str) -> tuple[object, ...]:
        return tuple(thing for i, thing in enumerate(getattr(plan, name)) if not loaded.is_damaged(Where((name, i))))

    return plan.model_copy(update={name: whole(name) for name in ("subgoals", "indicators")})


# Show a plan's history: trace it through git, and put it into words.


def show_history(path: str, name: str | None, as_of: date, language: Language, *, iso: bool = False) -> HistoryView:
    """Return the history of a plan, or of one of its subgoals, areas or indicators, as known on a day.

    With `iso`, dates keep the ISO spelling, as on a terminal.

    Raises:
        WrongUsageError: where the path means several plans, or nothing in the plan has the name.
        CannotWorkError: where there is no plan, no repository, or nothing that was known on the day.
    """
    traced = trace_plan(path, as_of)
    if name is not None and traced.editions:
        traced = replace(traced, histories=histories_of(traced, name))
    if not traced.editions:
        raise CannotWorkError(
            message("{path}: the plan was not in git on {day}", path=traced.selected.files.name, day=as_of.isoformat())
        )
    return redacted(_view(traced, as_of, language, iso=iso))


def history_of(
    selected: WorkspacePlan, as_of: date, language: Language, subgoals: Container[str] | None = None
) -> HistoryView:
    """Return the history of a plan that has been found, for a page on it; a plan without any has a page that says so.

    With `subgoals`, only the subgoals with these ids are included, and no targets.

    Raises:
        CannotWorkError: where there is no repository, or nothing in it.
    """
    repository = Repository.around(selected.files.root)
    traced = trace(selected, repository, repository.commit("HEAD"), as_of)
    if subgoals is not None:
        own = tuple(history for history in traced.histories.subgoals if history.subgoal.id in subgoals)
        traced = replace(traced, histories=PlanHistory(own, ()))
    return _view(traced, as_of, language)


def _view(traced: TracedPlan, as_of: date, language: Language, *, iso: bool = False) -> HistoryView:
    project = traced.selected.settings.project
    formatter = Formatter(language, project.labels, project.small_count, iso)
    return history_view(traced.histories, traced.editions, as_of, formatter, tuple(_notes(traced, formatter)))


def _notes(traced: TracedPlan, formatter: Formatter) -> Iterator[str]:
    """Yield notes on a history: that the clone is incomplete, that editions could not be read."""
    if traced.is_shallow:
        yield formatter.text("The clone does not have the whole history: what is earlier is not shown.")
    if traced.unread:
        yield formatter.counted(
            traced.unread,
            "{n} version could not be read in full: what could not be read is left out.",
            "{n} versions could not be read in full: what could not be read is left out.",
        )
