"""List what is to be done, for each who is responsible, and show plans at a glance."""

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
from anhorig_cli.usecases.parts_of_cycle import KnownNames, names_of, refuse_unnamed
from anhorig_cli.usecases.report.export_plans import MeasuredPlan, kept_back_among, told_beside
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
    of_whole_plans,
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
    """Return what is to be done about some plans, a list for each who is responsible, or one of them.

    Args:
        workspace: the plans; one that does not load whole gives its errors instead.
        as_of: the day.
        language: of the words.
        days: how far ahead to look; without, as far as each plan's project says that what is due is soon.
        responsible: whose list is asked for: by id or title.
        iso: whether dates keep the ISO spelling, as on a terminal.

    Raises:
        WrongUsageError: where nobody is called as was asked for.
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
            refuse_unnamed(names, None, responsible)
        view = view._replace(lists=lists)
    return WithErrors(redacted(view), in_order(errors))


def _duties(one: WholePlan, as_of: date, days: int | None) -> list[OpenDuty]:
    project = one.selected.settings.project
    return open_duties(one.plan, as_of, project.due_soon_days if days is None else days, project)


class CommandNames:
    """Knows what a command given here calls a plan: its id where that is one plan of the project, else its path."""

    def of(self, one: WholePlan) -> str:
        """Return the name of a plan."""
        here = self._here.get(folded(one.plan.id), [])
        if [real(other.files.root) for other in here] == [real(one.selected.files.root)]:
            return one.plan.id
        return re.sub(f"[{characters.CONTROL}]", "\ufffd", one.selected.files.name)  # a list can hold nothing else

    @cached_property
    def _here(self) -> PlansById:
        try:
            return by_id(Workspace.of().plans)
        except (AnhorigError, OSError):
            return {}


# Show plans at a glance: read them, and say what is late, what is to be done, and how the work stands.


@dataclass(frozen=True, slots=True)
class PlanStatuses:
    """The plans that could be read, at a glance, and the errors of those that could not.

    `names` are what the plans are known by. The views are kept packed: those of 3,000 plans would fill the memory.
    """

    names: tuple[PlanName, ...]
    views: Packed[StatusView]
    errors: tuple[Diagnostic, ...]


class _PlanStatus(NamedTuple):
    """What there is to tell of a plan that could be read: where it stands, its view, packed, and what it measures."""

    root: Path
    name: PlanName
    view: bytes
    measured: MeasuredPlan


def status_of_plans(workspace: Workspace, as_of: date, language: Language, *, iso: bool = False) -> PlanStatuses:
    """Return plans at a glance, as known on a day; with `iso`, dates keep the ISO spelling, as on a terminal.

    What a small count of another of the plans could be worked out of is kept back.
    """
    commands = CommandNames()
    kept: dict[Path, Withheld] = {}

    def status_of(one: WholePlan) -> _PlanStatus:
        root = one.selected.files.root
        told = told_beside(one, kept.get(root), language)
        found = PlanDuties(told.titles(language, iso=iso, as_of=as_of), commands.of(one), _duties(one, as_of, None))
        view = redacted(status_view(found, as_of))
        return _PlanStatus(root, redacted(one.name), pack(view), MeasuredPlan.of(one, as_of))

    statuses, errors = of_whole_plans(workspace, status_of, lambda _: as_of)
    found = kept_back_among([one.measured for one in statuses])
    kept.update({statuses[place].root: back for place, back in found.items()})
    having = workspace.of_plans(one for one in workspace.plans if one.files.root in kept)
    again, _ = of_whole_plans(having, status_of, lambda _: as_of) if kept else ([], ())
    views = {one.root: one.view for one in (*statuses, *again)}
    return PlanStatuses(tuple(one.name for one in statuses), Packed([views[one.root] for one in statuses]), errors)
