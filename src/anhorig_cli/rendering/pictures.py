"""Pictures as SVG: as elements of a page, or as files."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from anhorig_cli.rendering.compiled_templates import kept_templates
from anhorig_cli.rendering.cycle_pages import matrix_words
from anhorig_cli.rendering.environment import PageEnvironment
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.report_filters import wording
from anhorig_cli.rendering.template_files import built_in_templates
from anhorig_cli.views.appearance import LIGHT, NO_FACE, Palette
from anhorig_cli.views.cycle.annual_cycle import YearView
from anhorig_cli.views.cycle.cycle_times import MatrixView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.history_views import HistoryView
from anhorig_cli.views.pictures.deadlines import SLIPS_WIDTH, deadline_pictures, slip_pictures
from anhorig_cli.views.pictures.drawing import Drawing, Sheet
from anhorig_cli.views.pictures.panel import PanelView, key_drawing
from anhorig_cli.views.pictures.small_multiple import MultipleView
from anhorig_cli.views.pictures.states import WIDTH, StateBar, states_bar, states_picture
from anhorig_cli.views.redaction import as_object
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.vocabulary import SYMBOLS, Language


def svg(drawing: Drawing, name: str, *, is_file: bool = False, palette: Palette = LIGHT) -> Markup:
    """Return a picture as an SVG element; `name` is the prefix of its ids, which must be unique on a page.

    Colours are set as attributes, which every program that shows SVG understands, and as classes, by which a page's
    style sheet changes them for a dark screen. A file has a white background.
    """
    return _rendered("drawing.svg.j2", drawing=drawing, name=name, is_file=is_file, colour=palette.of)


def panel_file(panel: PanelView) -> str:
    """Return a panel of pictures as an SVG file."""
    pictures = [
        {"x": one.x, "y": one.y, "picture": svg(one.drawing, f"bild-{number}", is_file=True)}
        for number, one in enumerate(panel.pictures, 1)
    ]
    return str(_rendered("panel.svg.j2", panel=panel, pictures=pictures, colour=LIGHT.of))


def _rendered(template: str, **variables: object) -> Markup:
    """Return the output of a template, without its last line break, to be put in a page."""
    rendered = picture_environment().get_template(f"pictures/{template}").render(variables)
    return Markup(rendered.removesuffix("\n"))  # noqa: S704 - rendered with a template that escapes


@cache
def picture_environment() -> Environment:
    """Return the environment that renders pictures."""
    loader = FileSystemLoader(built_in_templates(), encoding="utf-8")
    return PageEnvironment(PageKind.HTML, loader, {}, kept_templates())


def picture_filters() -> dict[str, object]:
    """Return the filters by which HTML templates draw: each returns SVG elements, or an empty value."""
    return {
        "states_picture": _states,
        "states_bar": _bar,
        "deadline_pictures": _deadlines,
        "trend_picture": _trend,
        "multiple_picture": _multiple,
        "multiple_key": _multiple_key,
        "slip_pictures": _slips,
        "wheel_picture": _wheel,
        "months_strip": _strip,
        "matrix_table": _matrix,
    }


@pass_context
def _states(context: Context, plan: ReportView) -> Markup:
    return _drawn(context, states_picture(plan, wording(context)), "lagen")


@pass_context
def _bar(context: Context, bars: Sequence[StateBar], name: str, title: str, width: float = WIDTH) -> Markup:
    return _drawn(context, states_bar(bars, title, wording(context), width), name)


@pass_context
def _deadlines(context: Context, plan: ReportView) -> tuple[Markup, ...]:
    drawings = deadline_pictures(plan, wording(context))
    return tuple(_svg(context, drawing, f"bild-datum-{n}") for n, drawing in enumerate(drawings, 1))


@pass_context
def _slips(context: Context, history: HistoryView) -> tuple[Markup, ...]:
    drawings = slip_pictures(history, wording(context))
    return tuple(_svg(context, drawing, f"bild-flyttat-{n}") for n, drawing in enumerate(drawings, 1))


@pass_context
def _trend(context: Context, indicator: IndicatorView, name: str) -> Markup:
    from anhorig_cli.views.pictures.trend import trend_picture  # noqa: PLC0415 - only full reports have it

    as_of = date.fromisoformat(context["plan"].iso_date)
    return _drawn(context, trend_picture(indicator, as_of, wording(context)), name)


@pass_context
def _multiple(context: Context, multiple: MultipleView, name: str) -> Markup:
    return _drawn(context, multiple.drawing, name)


@pass_context
def _multiple_key(context: Context, _plan: ReportView, name: str) -> Markup:
    return _drawn(context, key_drawing(wording(context)), name)


@pass_context
def _wheel(context: Context, year: YearView, name: str) -> Markup:
    """Return a picture of the year in the plan, or for the unit whose extract the report is."""
    from anhorig_cli.views.cycle.wheel import wheel_view  # noqa: PLC0415 - few pages have a wheel
    from anhorig_cli.views.pictures.wheels import months_wheel  # noqa: PLC0415 - few pages have a wheel

    plan, formatter = context["plan"], wording(context)
    as_of = date.fromisoformat(plan.iso_date)
    unit = plan.unit.title if plan.unit else ""
    wheel = wheel_view(plan.title, year, as_of, formatter, unit, is_headed=False)
    return _drawn(context, months_wheel(wheel, formatter), name)


@pass_context
def _strip(context: Context, plan: ReportView) -> Markup:
    """Return a picture of the months in a unit's year."""
    from anhorig_cli.views.pictures.months_strip import months_strip  # noqa: PLC0415 - only a unit's paper has it

    as_of = date.fromisoformat(plan.iso_date)
    return _drawn(context, months_strip(plan.annual_cycle, as_of, wording(context)), "aret")


@pass_context
def _matrix(context: Context, matrix: MatrixView, *, of_plans: bool = False) -> Markup:
    words = matrix_words(matrix, wording(context).language, of_plans=of_plans)
    return _rendered("matrix.html.j2", matrix=matrix, symbols=SYMBOLS, sum_heads=words, **words)


def _drawn(context: Context, drawing: Drawing | None, name: str) -> Markup:
    return _svg(context, drawing, f"bild-{name}") if drawing else Markup()


def _svg(context: Context, drawing: Drawing, name: str) -> Markup:
    """Return a picture in the page's colours, as passed to the page, even if its template has redefined `face`."""
    return svg(drawing, name, palette=context.parent.get("face", NO_FACE).light)


# A plan's history as JSON for programs, and as a picture.


def to_json(view: HistoryView) -> str:
    """Return the published JSON, in ASCII."""
    return json.dumps({"version": 1, **as_object(view)}, indent=2) + "\n"


def slip_chart(view: HistoryView, language: Language) -> str:
    """Return the picture of the moved deadlines as an SVG file; if there are none, a picture with that text."""
    formatter = Formatter.of(language)
    pictures = slip_pictures(view, formatter, in_pages=False)
    if pictures:
        return svg(pictures[0], "datum", is_file=True) + "\n"
    sheet = Sheet()
    sentence = formatter.text("No date has been moved.")
    sheet.words((14, 28), sentence)
    return svg(sheet.finished(SLIPS_WIDTH, 48, view.title, sentence), "datum", is_file=True) + "\n"
