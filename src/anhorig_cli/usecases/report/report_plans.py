"""Report plans: read them, and make a page of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from anhorig_cli.analysis.contributions import Contributor
from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.model.plan import Plan
from anhorig_cli.rendering.page import render_pages
from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.rendering.printing import Printer, printer
from anhorig_cli.rendering.report_format import ReportFormat
from anhorig_cli.rendering.template_files import COMMITTEE_PAPER, TemplateChoice
from anhorig_cli.rendering.view_data import as_json
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.cycle.parts_of_cycle import refuse_unknown, unit_names
from anhorig_cli.usecases.report.choose_moment import Asked, Moment, choose_moment
from anhorig_cli.usecases.report.choose_template import choose_template
from anhorig_cli.views.face import FaceView, face_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.report.report import ReportView, report_view
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.parallel import map_chunks
from anhorig_cli.workspace.whole_plans import WholePlan, whole_plans
from anhorig_cli.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reports:
    """The views of the plans that could be read, the project of each, and the errors of those that could not."""

    views: tuple[ReportView, ...]
    projects: tuple[Settings, ...]
    errors: tuple[Diagnostic, ...]


def view_plans(
    workspace: Workspace,
    asked: date | Asked,
    language: Language | None,
    *,
    unit: str | None = None,
    iso: bool = False,
    with_history: bool = False,
    may_show_numbers: bool = False,
    full: bool = False,
) -> Reports:
    """Return the view of each plan as of a day, or another moment; one that does not load whole gives its errors.

    No view has a personal number, unless it is for a report, which `may_show_numbers` that the project has excepted.

    With a `unit`, the views are of its part of each plan that knows it. With `iso`, dates keep the ISO spelling, as on
    a terminal. With `full`, they tell everything. With `with_history`, each has the history of its subgoals in git.

    Raises:
        WrongUsageError: where a plan does not have the moment that is asked for, or no plan knows the unit.
        CannotWorkError: where the history is asked for, and there is no repository.
    """
    asked = asked if isinstance(asked, Asked) else Asked(asked)
    plans, errors = whole_plans(workspace, lambda plan: choose_moment(plan, asked).as_of)
    if unit is not None:
        plans = _that_know(plans, unit)
    views: list[ReportView] = []
    for one in plans:
        moment = choose_moment(one.plan, asked)
        view = _view(one, moment, language, unit, iso=iso, full=full)
        if with_history:
            view = _with_history(view, one, moment, whole=unit is None)
        is_as_written = may_show_numbers and one.is_shown_as_written
        views.append(view if is_as_written else redacted(view))
    return Reports(tuple(views), tuple(one.selected.settings for one in plans), errors)


def view_plan(one: WholePlan, as_of: date, language: Language | None, *, iso: bool = False) -> ReportView:
    """Return the view of a plan that is read already, as of a day; who shows it takes personal numbers out of it."""
    return _view(one, choose_moment(one.plan, Asked(as_of)), language, None, iso=iso, full=False, alone=True)


def _that_know(plans: Sequence[WholePlan], unit: str) -> list[WholePlan]:
    """Return the plans that have a unit; raises `WrongUsageError` where none has."""
    refuse_unknown([one.plan for one in plans], unit, None)
    return [one for one in plans if folded(unit) in map(folded, unit_names(one.plan))]


def _view(
    one: WholePlan,
    moment: Moment,
    language: Language | None,
    unit: str | None,
    *,
    iso: bool,
    full: bool,
    alone: bool = False,
) -> ReportView:
    """Return the view of a plan; one that is looked at `alone` does not tell what others do under its strategy."""
    return report_view(
        one.plan,
        moment.as_of,
        one.selected.settings.project,
        one.other_plan,
        language,
        occasion=moment.occasion,
        since=moment.since,
        unit=unit,
        iso=iso,
        plans_naming=one.plans_naming,
        plans_replacing=one.plans_replacing,
        contributors_to=_nobody if alone else one.contributors_to,
        today=moment.today,
        full=full,
    )


def _nobody(_strategy: Plan, _day: date) -> Sequence[Contributor]:
    """Return what is told of others where nobody asks for it."""
    return ()


def _with_history(view: ReportView, one: WholePlan, moment: Moment, *, whole: bool) -> ReportView:
    """Return a view with the history of the plan; of a unit's part, with that of its own subgoals."""
    from anhorig_cli.usecases.history.show_history import history_of  # noqa: PLC0415 - only for who asks for it

    shown = None if whole else frozenset(subgoal.id for subgoal in view.subgoals)
    return view._replace(history=history_of(one.selected, moment.as_of, Language(view.language), shown))


def make_reports(
    reports: Reports,
    formats: Sequence[ReportFormat],
    *,
    template: str | None = None,
    letterhead: bytes | None = None,
    footer: bool,
) -> dict[ReportFormat, list[bytes]]:
    """Return every plan's report in each of some formats; paper is printed from the page of HTML, JSON is the view.

    Raises:
        WrongUsageError: as `pages`.
        CannotWorkError: as `pages`, and where what a format needs is not installed or the letterhead has its marker
            where no report can stand.
    """
    printers = {one: printer(one, letterhead) for one in formats if one.is_paper}
    kinds = dict.fromkeys(one.page_kind for one in formats if one.page_kind)
    texts = {kind: pages(reports, kind, template=template, footer=footer) for kind in kinds}
    made: dict[ReportFormat, list[bytes]] = {}
    for one in formats:
        if one.page_kind is None:
            made[one] = _data(reports)
        elif one.is_paper:
            made[one] = _printed(reports, texts[one.page_kind], printers[one])
        else:
            made[one] = [text.encode() for text in texts[one.page_kind]]
    return made


def _data(reports: Reports) -> list[bytes]:
    """Return each report's view as JSON."""
    return [as_json([view], date.fromisoformat(view.iso_date)).encode() for view in reports.views]


def _printed(reports: Reports, texts: Sequence[str], print_page: Printer) -> list[bytes]:
    """Return each report's page of HTML as a file for paper."""
    return [
        print_page(text, date.fromisoformat(view.iso_date), field_values(view), _face(project))
        for text, view, project in zip(texts, reports.views, reports.projects, strict=True)
    ]


def _face(settings: Settings) -> FaceView:
    chosen = settings.project.appearance
    return face_view(chosen.color, chosen.typeface, settings.logo)


def field_values(view: ReportView) -> dict[str, str]:
    """Return the values of a letterhead's fields that a report has; that of the matter is never missing."""
    values = {
        "matter": view.title,
        "registry_number": view.registry_number,
        "date": view.date,
        "meeting": view.meeting,
        "committee": view.committee,
    }
    occasion = view.committee_paper.occasion
    if occasion is not None:
        own = {
            "matter": occasion.matter,
            "registry_number": occasion.registry_number,
            "meeting": occasion.meeting,
            "committee": occasion.committee,
        }
        values |= {name: value for name, value in own.items() if value}
    return {name: value for name, value in values.items() if value}


def drafts(reports: Reports, template: str | None) -> tuple[Message, ...]:
    """Return a sentence on each paper to a committee that has sections to be written before it is sent."""
    if template != COMMITTEE_PAPER:
        return ()
    return tuple(
        message(
            "'{plan}' has drafts to be written before it is sent: {sections}",
            plan=view.title,
            sections=", ".join(section.heading for section in missing),
        )
        for view in reports.views
        if (missing := [section for section in view.committee_paper.sections if section.is_draft])
    )


def unfilled_fields(reports: Reports, letterhead: bytes, file: str) -> tuple[Message, ...]:
    """Return a sentence on each field of a letterhead that a report has no value for, and that stays as it is."""
    from anhorig_cli.rendering.paper.word.letter_fields import REPORT, fields_in  # noqa: PLC0415 - only for Word

    fields = fields_in(letterhead)
    missing = dict.fromkeys(
        (view.title, written)
        for view in reports.views
        for name, written in fields.items()
        if name != REPORT and name not in field_values(view)
    )
    return tuple(
        message("{file}: {field} is left as it is: '{plan}' says nothing of it", file=file, field=field, plan=plan)
        for plan, field in missing
    )


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
        texts += _rendered(views, kind, choice, footer=footer, face=_face(projects[0]))
    return texts


def _rendered(
    views: Sequence[ReportView], kind: PageKind, choice: TemplateChoice, *, footer: bool, face: FaceView
) -> list[str]:
    """Return pages of one project; a template of the user's own has a process of its own already."""

    def some(start: int, end: int) -> list[str]:
        return render_pages(views[start:end], kind, choice, footer=footer, face=face)

    return map_chunks(some, len(views)) if choice.is_built_in(kind) else some(0, len(views))
