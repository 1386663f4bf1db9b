"""Draw the wheel of a plan's annual cycle."""

from dataclasses import dataclass
from datetime import date

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.errors import WrongUsageError
from anhorig_cli.model.register import Register
from anhorig_cli.rendering.printing import not_installed
from anhorig_cli.rendering.wheel_kind import WheelFormat, WheelKind
from anhorig_cli.rendering.wheel_page import drawn, wheel_file, wheel_page
from anhorig_cli.source import message
from anhorig_cli.usecases.cycle.parts_of_cycle import refuse_unknown
from anhorig_cli.views.cycle.annual_cycle import year_view
from anhorig_cli.views.cycle.wheel import WheelView, wheel_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.whole_plans import whole_plans
from anhorig_cli.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wheel:
    """The wheel of a plan, or None with the errors that kept the plan from being read."""

    view: WheelView | None
    errors: tuple[Diagnostic, ...]


def turn_wheel(
    workspace: Workspace, as_of: date, year: int | None, unit: str | None, language: Language | None
) -> Wheel:
    """Return the wheel of a plan in a year, that of the day unless another is asked for; with `unit`, the unit's part.

    Raises:
        WrongUsageError: where there are several plans, or no unit of that name.
    """
    number = len(workspace.plans)
    if number > 1:
        raise WrongUsageError(message("a wheel is of one plan, and there are {n}: name one of them", n=number))
    found, errors = whole_plans(workspace, lambda _: as_of)
    if errors or not found:
        return Wheel(None, errors)
    refuse_unknown([found[0].plan], unit, None)
    titles = found[0].titles(language)
    shown = year_view(titles, year or as_of.year, as_of)
    sheet = Register(shown.units).get(unit) if unit else None
    if sheet:
        shown = shown._replace(occurrences=sheet.occurrences, timeless=sheet.timeless)
    unit_title = sheet.title if sheet else ""
    view = wheel_view(found[0].plan.title, shown, as_of, titles.formatter, unit_title)
    return Wheel(redacted(view), errors)


def draw_wheel(wheel: WheelView, kind: WheelKind, wheel_format: WheelFormat, *, footer: bool = True) -> bytes:
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
