"""Report plans: read them, and make a page of each."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.model.plan import Plan
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_pages
from anhorig_cli.usecases.cycle.parts_of_cycle import refuse_unknown, unit_names
from anhorig_cli.usecases.report.choose_moment import AskedMoment, Moment, choose_moment
from anhorig_cli.usecases.report.choose_template import choose_template
from anhorig_cli.views.appearance import FaceView, face_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.report.report import ReportView, report_view
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.whole_plans import WholePlan, whole_plans
from anhorig_cli.workspace.workspace import Workspace


class Reports(NamedTuple):
    """The views of the plans that could be read, the project of each, and the errors of those that could not."""

    views: tuple[ReportView, ...]
    projects: tuple[Settings, ...]
    errors: tuple[Diagnostic, ...]


class ReportRequest(NamedTuple):
    """Which reports are asked for: of which moment, in which language, of which unit, and how much they tell.

    No view has a personal number, unless it is for a report, which `may_show_numbers` that the project has excepted.
    With a `unit`, the views are of its part of each plan that knows it. With `full`, they tell everything. With
    `with_history`, each has the history of its subgoals in git.
    """

    asked: AskedMoment
    language: Language | None
    unit: str | None = None
    with_history: bool = False
    may_show_numbers: bool = False
    full: bool = False

    def day_of(self, plan: Plan) -> date:
        """Return the day of a plan's report; raises as `choose_moment`."""
        return choose_moment(plan, self.asked).as_of

    def is_of(self, plan: Plan) -> bool:
        """Return whether a plan has the unit that is asked for, or none is."""
        return self.unit is None or folded(self.unit) in map(folded, unit_names(plan))

    def view(self, one: WholePlan) -> ReportView:
        """Return the view of a plan.

        Raises:
            WrongUsageError: where it does not have the moment that is asked for.
            CannotWorkError: where the history is asked for, and there is no repository.
        """
        moment = choose_moment(one.plan, self.asked)
        view = _view(one, moment, self.language, self.unit, full=self.full)
        if self.with_history:
            view = _with_history(view, one, moment, whole=self.unit is None)
        is_as_written = self.may_show_numbers and one.is_shown_as_written
        return view if is_as_written else redacted(view)


def view_plans(
    workspace: Workspace,
    asked: date | AskedMoment,
    language: Language | None,
    *,
    unit: str | None = None,
    full: bool = False,
) -> Reports:
    """Return the view of each plan as of a day, or another moment; one that does not load whole gives its errors.

    Raises:
        WrongUsageError: where a plan does not have the moment that is asked for, or no plan knows the unit.
    """
    moment = asked if isinstance(asked, AskedMoment) else AskedMoment(asked)
    return views_of(workspace, ReportRequest(moment, language, unit, full=full))


def views_of(workspace: Workspace, request: ReportRequest) -> Reports:
    """Return the view of each plan that is asked for; raises as `view_plans`, and as `ReportRequest.view`."""
    plans, errors = whole_plans(workspace, request.day_of)
    refuse_unknown([one.plan for one in plans], request.unit, None)
    return reports_of([one for one in plans if request.is_of(one.plan)], request, errors)


def reports_of(plans: Sequence[WholePlan], request: ReportRequest, errors: tuple[Diagnostic, ...] = ()) -> Reports:
    """Return the views of plans, and their projects, with errors of other plans; raises as `ReportRequest.view`."""
    views = tuple(request.view(one) for one in plans)
    return Reports(views, tuple(one.selected.settings for one in plans), errors)


def _view(
    one: WholePlan,
    moment: Moment,
    language: Language | None,
    unit: str | None,
    *,
    full: bool,
) -> ReportView:
    """Return the view of a plan."""
    return report_view(
        one.plan,
        moment.as_of,
        one.selected.settings.project,
        one.other_plan,
        language,
        occasion=moment.occasion,
        since=moment.since,
        unit=unit,
        contributors_of=one.contributors_of,
        plans_replacing=one.plans_replacing,
        served_areas_of=one.served_areas_of,
        today=moment.today,
        full=full,
    )


def _with_history(view: ReportView, one: WholePlan, moment: Moment, *, whole: bool) -> ReportView:
    """Return a view with the history of the plan; of a unit's part, with that of its own subgoals."""
    from anhorig_cli.usecases.history.show_history import history_of  # noqa: PLC0415 - only for who asks for it

    shown = None if whole else frozenset(subgoal.id for subgoal in view.subgoals)
    return view._replace(history=history_of(one.selected, moment.as_of, Language(view.language), shown))


def pages(reports: Reports, kind: PageKind, *, template: str | None = None, footer: bool) -> list[str]:
    """Return each view as a page of a kind, through the template that a name or file means to the view's project.

    Raises:
        WrongUsageError: where there is no template of that name and kind.
        CannotWorkError: where a template of the user's own cannot be read, or is wrong.
    """
    texts: list[str] = []
    for _, group in groupby(zip(reports.projects, reports.views, strict=True), key=lambda one: id(one[0])):
        projects, views = zip(*group, strict=True)
        choice = choose_template(template, kind, projects[0])
        texts += render_pages(views, kind, choice, footer=footer, face=face_of(projects[0]))
    return texts


def face_of(settings: Settings) -> FaceView:
    """Return the face that a project has chosen."""
    chosen = settings.project.appearance
    return face_view(chosen.color, chosen.typeface, settings.logo)
