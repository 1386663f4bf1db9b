"""List what is to be done, for each responsible, and show plans at a glance."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anhorig_cli import characters
from anhorig_cli.analysis.open_duties import OpenDuty, open_duties
from anhorig_cli.diagnostics import AnhorigError, Diagnostic
from anhorig_cli.places import real
from anhorig_cli.source import message
from anhorig_cli.usecases.parts_of_cycle import KnownNames, names_of, refuse_unknown_names
from anhorig_cli.usecases.report.beside_others import MeasuredPlan, plan_without_withheld, withheld_by_root
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import PlanName
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.status import StatusView, status_view
from anhorig_cli.views.todo import PlanDuties, TodoView, todo_view
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import (
    WholePlan,
    WithErrors,
    each_plan,
    errors_of_settings,
    in_order,
    map_whole_plans,
)
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import PlansById, by_id

if TYPE_CHECKING:
    from anhorig_cli.analysis.shared_indicators import Withheld

_NOTHING_IN_THE_REST = message("there is nothing to do in the plans that could be read").template
_NONE_READ = message("no plan could be read").template


def list_duties(
    workspace: Workspace,
    as_of: date,
    language: Language,
    *,
    days: int | None = None,
    responsible: str | None = None,
    iso: bool = False,
) -> WithErrors[TodoView]:
    """Return what is to be done in some plans, as a list for each responsible, or for one of them.

    Args:
        workspace: the plans; of one that cannot be loaded whole, the errors are returned instead.
        as_of: the day.
        language: the language of the lists.
        days: how far ahead to look; by default as far as each plan's project counts as due soon.
        responsible: whose list is requested: an id or title.
        iso: whether dates keep the ISO spelling, as on a terminal.

    Raises:
        WrongUsageError: where nobody has the requested name.
    """
    commands = CommandNames()
    errors = errors_of_settings(workspace)
    names: list[KnownNames] = []
    unread: list[str] = []
    word = Formatter.of(language)._replace(iso=iso)

    def duties() -> Iterator[PlanDuties]:
        for one in each_plan(workspace, lambda _: as_of):
            errors.extend(one.errors)
            if one.whole is not None:
                names.append(names_of(one.whole.plan, None, responsible))
                yield PlanDuties(
                    one.whole.titles(language, iso=iso, as_of=as_of),
                    commands.of(one.whole),
                    _duties(one.whole, as_of, days),
                    is_others=one.whole.selected.elsewhere is not None,
                )
            else:
                unread.append(one.name)

    view = todo_view(duties(), as_of, word)
    if unread:
        view = view._replace(nothing=word.text(_NOTHING_IN_THE_REST if names else _NONE_READ))
    if responsible is not None:
        wanted = folded(responsible)
        lists = tuple(one for one in view.lists if wanted in one.names)
        if not lists:
            refuse_unknown_names(names, None, responsible)
        view = view._replace(lists=lists)
    return WithErrors(redacted(view), in_order(errors))


def _duties(one: WholePlan, as_of: date, days: int | None) -> list[OpenDuty]:
    project = one.selected.settings.project
    return open_duties(one.plan, as_of, project.due_soon_days if days is None else days, project)


class CommandNames:
    """The names of plans in a command given here: the id where it means one plan of the project, else the path."""

    def of(self, one: WholePlan) -> str:
        """Return the name of a plan."""
        here = self._here.get(folded(one.plan.id), [])
        if [real(other.files.root) for other in here] == [real(one.selected.files.root)]:
            return one.plan.id
        return re.sub(f"[{characters.CONTROL}]", "\ufffd", one.selected.files.name)  # a list must not contain them

    @cached_property
    def _here(self) -> PlansById:
        try:
            return by_id(Workspace.of().plans)
        except (AnhorigError, OSError):
            return {}


# Show plans at a glance: read them, and show what is overdue, what is to be done, and how the work is going.


@dataclass(frozen=True, slots=True)
class PlanStatuses:
    """The plans that could be read, at a glance, and the errors of those that could not.

    `names` are the plans' names. The views are kept packed: those of 3,000 plans would fill the memory.
    """

    names: tuple[PlanName, ...]
    views: Packed[StatusView]
    errors: tuple[Diagnostic, ...]


class _PlanStatus(NamedTuple):
    """What is kept of a plan that could be read: its path, its name, its view (packed), and what it measures."""

    root: Path
    name: PlanName
    view: bytes
    measured: MeasuredPlan


def status_of_plans(workspace: Workspace, as_of: date, language: Language, *, iso: bool = False) -> PlanStatuses:
    """Return plans at a glance, as known on a day; with `iso`, dates keep the ISO spelling, as on a terminal.

    What would let a small count of another of the plans be derived is withheld.
    """
    commands = CommandNames()
    kept_back: dict[Path, Withheld] = {}

    def status_of(one: WholePlan) -> _PlanStatus:
        root = one.selected.files.root
        published = plan_without_withheld(one, kept_back.get(root))
        found = PlanDuties(
            published.titles(language, iso=iso, as_of=as_of), commands.of(one), _duties(one, as_of, None)
        )
        view = redacted(status_view(found, as_of, published.kept_back))
        return _PlanStatus(root, redacted(one.name), pack(view), MeasuredPlan.of(one, as_of))

    statuses, errors = map_whole_plans(workspace, status_of, lambda _: as_of)
    kept_back.update(withheld_by_root([(one.root, one.measured) for one in statuses]))
    affected = workspace.of_plans(one for one in workspace.plans if one.files.root in kept_back)
    again, _ = map_whole_plans(affected, status_of, lambda _: as_of) if kept_back else ([], ())
    views = {one.root: one.view for one in (*statuses, *again)}
    return PlanStatuses(tuple(one.name for one in statuses), Packed([views[one.root] for one in statuses]), errors)
