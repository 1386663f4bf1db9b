"""The wheel of an annual cycle, as an SVG file or as a page with its table."""

from anhorig_cli.rendering.formats import PageKind, WheelKind
from anhorig_cli.rendering.page import built_in_environment, page_words
from anhorig_cli.rendering.pictures import svg
from anhorig_cli.views.cycle.wheel import WheelView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import Drawing
from anhorig_cli.views.pictures.wheel_parts import idle, title_of
from anhorig_cli.views.pictures.wheels import months_wheel, rings_wheel
from anhorig_cli.vocabulary import Language

_NAME = "arshjul"


def drawn(wheel: WheelView, kind: WheelKind) -> Drawing:
    """Return a wheel as a picture."""
    formatter = Formatter.of(Language(wheel.language))
    return rings_wheel(wheel, formatter) if kind is WheelKind.RINGS else months_wheel(wheel, formatter)


def wheel_file(drawing: Drawing) -> str:
    """Return a wheel as an SVG file."""
    return svg(drawing, _NAME, is_file=True) + "\n"


def wheel_page(wheel: WheelView, kind: WheelKind, *, footer: bool = False) -> str:
    """Return a wheel as an HTML page: the picture, and the same content as a table."""
    language = Language(wheel.language)
    formatter = Formatter.of(language)
    drawing = drawn(wheel._replace(is_headed=False), kind)
    page = built_in_environment(PageKind.HTML).get_template("pictures/wheel.html.j2")
    return page.render(
        plan=wheel,
        heading=title_of(wheel, formatter),
        idle=idle(wheel, formatter) if wheel.idle else "",
        picture=svg(drawing, _NAME),
        is_wide=drawing.width > drawing.height,
        **page_words(language, footer=footer),
    )
