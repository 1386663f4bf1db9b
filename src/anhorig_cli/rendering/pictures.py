"""Pictures as SVG: elements of a page, or files of their own."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from anhorig_cli.rendering.cycle_markdown import matrix_lines, matrix_words
from anhorig_cli.rendering.template_files import built_in_templates
from anhorig_cli.views.action_list import ActionListView, action_list
from anhorig_cli.views.cycle.annual_cycle import YearView
from anhorig_cli.views.cycle.cycle_matrix import MatrixView
from anhorig_cli.views.face import NO_FACE
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.history.plan_history import HistoryView
from anhorig_cli.views.one_page import OnePageView, one_page
from anhorig_cli.views.palette import LIGHT, Palette
from anhorig_cli.views.pictures.deadlines import deadline_pictures
from anhorig_cli.views.pictures.drawing import Drawing
from anhorig_cli.views.pictures.multiple_key import key_drawing
from anhorig_cli.views.pictures.panel import PanelView
from anhorig_cli.views.pictures.slips import slip_pictures
from anhorig_cli.views.pictures.small_multiple import MultipleView, small_multiples
from anhorig_cli.views.pictures.states import StateBar, states_bar, states_picture
from anhorig_cli.views.pictures.trend import trend_picture
from anhorig_cli.views.report.full_tables import areas_table, full_table
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.measured_tables import measured_table
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.views.report.strategy import AreaView
from anhorig_cli.views.tables import TableView
from anhorig_cli.vocabulary import SYMBOLS, Language


def svg(drawing: Drawing, name: str, *, is_file: bool = False, palette: Palette = LIGHT) -> Markup:
    """Return a picture as an SVG element; `name` begins its ids, which must be unique on a page.

    The colours stand as attributes, which every program that shows SVG can read, and as classes, by which a page's
    style sheet changes them for a dark screen. A file has a white ground of its own.
    """
    drawn = _template().render(drawing=drawing, name=name, is_file=is_file, colour=palette.of)
    return Markup(drawn)  # noqa: S704 - made by a template that escapes


def panel_file(panel: PanelView) -> str:
    """Return a sheet of pictures as a file of its own."""
    pictures = [
        {"x": one.x, "y": one.y, "picture": svg(one.drawing, f"bild-{number}", is_file=True)}
        for number, one in enumerate(panel.pictures, 1)
    ]
    return _environment().get_template("pictures/panel.svg.j2").render(panel=panel, pictures=pictures, colour=LIGHT.of)


@cache
def _template() -> Template:
    return _environment().get_template("pictures/drawing.svg.j2")


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(built_in_templates(), encoding="utf-8")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def picture_filters() -> dict[str, object]:
    """Return the filters by which an HTML template draws: each gives SVG elements, or nothing."""
    return {
        "states_picture": _states,
        "states_bar": _bar,
        "deadline_pictures": _deadlines,
        "trend_picture": _trend,
        "multiple_picture": _multiple,
        "multiple_key": _multiple_key,
        "slip_pictures": _slips,
        "wheel_picture": _wheel,
        "matrix_table": _matrix,
    }


@pass_context
def _states(context: Context, plan: ReportView) -> Markup:
    return _drawn(context, states_picture(plan, _wording(context)), "lagen")


@pass_context
def _bar(context: Context, bars: Sequence[StateBar], name: str, title: str, width: float) -> Markup:
    return _drawn(context, states_bar(bars, title, _wording(context), width), name)


@pass_context
def _deadlines(context: Context, plan: ReportView) -> tuple[Markup, ...]:
    drawings = deadline_pictures(plan, _wording(context))
    return tuple(_svg(context, drawing, f"bild-datum-{n}") for n, drawing in enumerate(drawings, 1))


@pass_context
def _slips(context: Context, history: HistoryView) -> tuple[Markup, ...]:
    drawings = slip_pictures(history, _wording(context))
    return tuple(_svg(context, drawing, f"bild-flyttat-{n}") for n, drawing in enumerate(drawings, 1))


@pass_context
def _trend(context: Context, indicator: IndicatorView, name: str) -> Markup:
    as_of = date.fromisoformat(context["plan"].iso_date)
    return _drawn(context, trend_picture(indicator, as_of, _wording(context)), name)


@pass_context
def multiples(context: Context, indicators: Sequence[IndicatorView]) -> tuple[MultipleView, ...]:
    """Return indicators as small multiples, in the order in which they need to be read: a filter of every template."""
    return small_multiples(indicators, _wording(context))


@pass_context
def summed_up(context: Context, plan: ReportView) -> OnePageView:
    """Return a report summed up on one page: a filter of every template."""
    return one_page(plan, _wording(context))


@pass_context
def actions(context: Context, plan: ReportView) -> ActionListView:
    """Return the action plan of a report as a list: a filter of every template."""
    return action_list(plan, _wording(context))


@pass_context
def table_by_name(context: Context, plan: ReportView, name: str) -> TableView | None:
    """Return a table of a report: a filter of every template."""
    return full_table(plan, name, _wording(context))


@pass_context
def measured_by_name(context: Context, indicator: IndicatorView, name: str) -> TableView | None:
    """Return a table of what was measured of an indicator: a filter of every template."""
    return measured_table(indicator, name, _wording(context))


@pass_context
def table_of_areas(context: Context, areas: Sequence[AreaView], caption: str) -> TableView | None:
    """Return a table of areas: a filter of every template."""
    return areas_table(areas, caption, _wording(context))


@pass_context
def _multiple(context: Context, multiple: MultipleView, name: str) -> Markup:
    return _drawn(context, multiple.drawing, name)


@pass_context
def _multiple_key(context: Context, _plan: ReportView, name: str) -> Markup:
    return _drawn(context, key_drawing(_wording(context)), name)


@pass_context
def _wheel(context: Context, year: YearView, name: str) -> Markup:
    """Draw the year of the plan, or of the unit whose part of it the report is."""
    from anhorig_cli.views.cycle.wheel import wheel_view  # noqa: PLC0415 - as above
    from anhorig_cli.views.pictures.months_wheel import months_wheel  # noqa: PLC0415 - few pages have a wheel

    plan, formatter = context["plan"], _wording(context)
    as_of = date.fromisoformat(plan.iso_date)
    unit = plan.unit.title if plan.unit else ""
    wheel = wheel_view(plan.title, year, as_of, formatter, unit, is_headed=False)
    return _drawn(context, months_wheel(wheel, formatter), name)


@pass_context
def _matrix(context: Context, matrix: MatrixView, *, of_plans: bool = False) -> Markup:
    words = matrix_words(matrix, _wording(context).language, of_plans=of_plans)
    drawn = _environment().get_template("pictures/matrix.html.j2").render(matrix=matrix, symbols=SYMBOLS, **words)
    return Markup(drawn)  # noqa: S704 - made by a template that escapes


@pass_context
def matrix_in_markdown(context: Context, matrix: MatrixView) -> Markup:
    """Return a table of units and months as Markdown: a filter of templates of Markdown."""
    return Markup("\n".join(matrix_lines(matrix, _wording(context).language)))  # noqa: S704 - its texts are escaped


def _wording(context: Context) -> Formatter:
    return _wording_of(context["plan"].language)


@cache
def _wording_of(language: str) -> Formatter:
    return Formatter.of(Language(language))


def _drawn(context: Context, drawing: Drawing | None, name: str) -> Markup:
    return _svg(context, drawing, f"bild-{name}") if drawing else Markup()


def _svg(context: Context, drawing: Drawing, name: str) -> Markup:
    """Return a picture in the colours that the page was given, whatever its template calls by their name."""
    return svg(drawing, name, palette=context.parent.get("face", NO_FACE).light)
