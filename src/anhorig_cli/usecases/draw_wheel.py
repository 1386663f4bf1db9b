"""Draw the wheel of the annual cycle of a plan, or of several together."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.model.register import Register
from anhorig_cli.rendering.formats import WheelFormat, WheelKind, not_installed
from anhorig_cli.rendering.wheel_page import drawn, wheel_file, wheel_page
from anhorig_cli.usecases.parts_of_cycle import plans_with_unit, refuse_unknown
from anhorig_cli.views.cycle.annual_cycle import YearView, year_view
from anhorig_cli.views.cycle.wheel import PlanYear, WheelView, wheel_of_plans, wheel_view
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import PlanName, common_name, short_names
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.whole_plans import WithErrors, whole_plans
from anhorig_cli.workspace.workspace import Workspace


def wheel_of_workspace(
    workspace: Workspace, as_of: date, year: int | None, unit: str | None, language: Language | None
) -> WithErrors[WheelView | None]:
    """Return the wheel of plans in a year, by default that of the day; with `unit`, only the unit's part.

    It is None where a plan could not be read. Of several plans, only those that have the unit are included; two or more
    together are drawn in the language of the first, unless another is requested.

    Raises:
        WrongUsageError: where there is no unit of that name.
    """
    found, errors = whole_plans(workspace, lambda _: as_of)
    if errors or not found:
        return WithErrors(None, errors)
    refuse_unknown([one.plan for one in found], unit, None)
    included = plans_with_unit(found, unit)
    titles = [one.titles(language or included[0].plan.language) for one in included]
    parts = [_part(year_view(one, year or as_of.year, as_of), unit) for one in titles]
    return WithErrors(
        redacted(_wheel_of_parts([one.name for one in included], parts, as_of, titles[0].formatter)), errors
    )


def _wheel_of_parts(
    names: Sequence[PlanName], parts: "Sequence[_WheelPart]", as_of: date, formatter: Formatter
) -> WheelView:
    """Return the wheel of a plan, or of several together."""
    first = parts[0]
    if len(parts) == 1:
        return wheel_view(names[0].title, first.year, as_of, formatter, first.title)
    plans = [PlanYear(name, part.year) for name, part in zip(short_names(names), parts, strict=True)]
    return wheel_of_plans(common_name(names, formatter), plans, as_of, formatter, first.title)


class _WheelPart(NamedTuple):
    """The requested part of a year, and the title of the unit that it is for; empty where it is for everyone."""

    year: YearView
    title: str


def _part(year: YearView, unit: str | None) -> _WheelPart:
    sheet = Register(year.units).get(unit) if unit else None
    if sheet is None:
        return _WheelPart(year, "")
    return _WheelPart(year._replace(occurrences=sheet.occurrences, timeless=sheet.timeless), sheet.title)


def draw_wheel(wheel: WheelView, kind: WheelKind, wheel_format: WheelFormat, *, footer: bool = False) -> bytes:
    """Return a wheel as a file.

    Raises:
        CannotWorkError: where the format needs a library that is not installed, or cannot hold the wheel.
    """
    if wheel_format is WheelFormat.HTML:
        return wheel_page(wheel, kind, footer=footer).encode()
    drawing = drawn(wheel, kind)
    if wheel_format is WheelFormat.SVG:
        return wheel_file(drawing).encode()
    try:
        from anhorig_cli.rendering.wheel_paper import wheel_pdf, wheel_png  # noqa: PLC0415 - needs an extra library
    except ModuleNotFoundError as error:
        raise not_installed(error, wheel_format.name, "pdf") from None
    return (wheel_pdf if wheel_format is WheelFormat.PDF else wheel_png)(wheel, drawing)
