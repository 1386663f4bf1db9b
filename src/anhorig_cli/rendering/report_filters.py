"""Filters of all templates that make tables, lists and small multiples of a report; each imports what it needs."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.vocabulary import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anhorig_cli.views.cycle.cycle_times import MatrixView
    from anhorig_cli.views.formatter import TableView
    from anhorig_cli.views.one_page import OnePageView
    from anhorig_cli.views.pictures.small_multiple import MultipleView
    from anhorig_cli.views.report.indicators import IndicatorView
    from anhorig_cli.views.report.report import ReportView
    from anhorig_cli.views.report.strategy import AreaView
    from anhorig_cli.views.work_lists import ActionListView, TickListView


def report_filters() -> dict[str, object]:
    """Return the filters for reports, by the names that templates of any kind use."""
    return {
        "small_multiples": _multiples,
        "one_page": _one_page,
        "action_list": _actions,
        "tick_list": _ticks,
        "table_of": _table,
        "measured_table": _measured,
        "areas_table": _areas,
        "responsible_for_all": _responsible_for_all,
        "uncapitalised": uncapitalised,
    }


@pass_context
def _multiples(context: Context, indicators: "Sequence[IndicatorView]") -> "tuple[MultipleView, ...]":
    """Return indicators as small multiples, in the order in which they need to be read."""
    are_drawn = "multiple_picture" in context.environment.filters
    return _multiples_of(tuple(indicators), context["plan"].language, are_drawn=are_drawn)


@lru_cache(maxsize=1)
def _multiples_of(
    indicators: "tuple[IndicatorView, ...]", language: str, *, are_drawn: bool
) -> "tuple[MultipleView, ...]":
    """Return small multiples, cached because a page uses them in two places."""
    from anhorig_cli.views.pictures.small_multiple import small_multiples  # noqa: PLC0415 - as the module says

    return small_multiples(indicators, _wording_of(language), are_drawn=are_drawn)


@pass_context
def _one_page(context: Context, plan: "ReportView") -> "OnePageView":
    """Return a report summed up on one page."""
    from anhorig_cli.views.one_page import one_page  # noqa: PLC0415 - as the module says

    return one_page(plan, wording(context))


@pass_context
def _actions(context: Context, plan: "ReportView") -> "ActionListView":
    """Return the action plan of a report as a list."""
    from anhorig_cli.views.work_lists import action_list  # noqa: PLC0415 - as the module says

    return action_list(plan, wording(context))


@pass_context
def _ticks(context: Context, plan: "ReportView") -> "TickListView":
    """Return the list of a year's tasks for the unit of a report to tick off."""
    from anhorig_cli.views.work_lists import tick_list  # noqa: PLC0415 - as the module says

    return tick_list(plan, wording(context))


@pass_context
def _table(context: Context, plan: "ReportView", name: str) -> "TableView | None":
    """Return a table of a report, by its name."""
    from anhorig_cli.views.report.full_tables import full_table  # noqa: PLC0415 - as the module says

    return full_table(plan, name, wording(context))


@pass_context
def _measured(context: Context, indicator: "IndicatorView", name: str) -> "TableView | None":
    """Return a table of an indicator's measurements, by the table's name."""
    from anhorig_cli.views.report.full_tables import measured_table  # noqa: PLC0415 - as the module says

    return measured_table(indicator, name, wording(context))


@pass_context
def _areas(context: Context, areas: "Sequence[AreaView]", caption: str) -> "TableView | None":
    """Return a table of areas."""
    from anhorig_cli.views.report.full_tables import areas_table  # noqa: PLC0415 - as the module says

    return areas_table(areas, caption, wording(context))


@pass_context
def _responsible_for_all(context: Context, plan: "ReportView") -> str:
    """Return who is responsible for every subgoal, if there are several and all have the same; else empty."""
    from anhorig_cli.views.report.subgoal_tables import responsible_for_all  # noqa: PLC0415 - as the module says

    return responsible_for_all(plan, wording(context))


@pass_context
def matrix_in_markdown(context: Context, matrix: "MatrixView") -> Markup:
    """Return a table of units and months as Markdown; a filter for Markdown templates."""
    from anhorig_cli.rendering.cycle_pages import matrix_lines  # noqa: PLC0415 - as the module says

    return Markup("\n".join(matrix_lines(matrix, wording(context).language)))  # noqa: S704 - its texts are escaped


def wording(context: Context) -> Formatter:
    """Return the formatter for the language of a template's context."""
    return _wording_of(context["plan"].language)


@cache
def _wording_of(language: str) -> Formatter:
    return Formatter.of(Language(language))
