"""The wheel of an annual cycle for paper: the picture on a page with the table after it (PDF), or alone (PNG)."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from anhorig_cli.catalog import translated
from anhorig_cli.rendering.cycle_pages import matrix_words, plain_marks
from anhorig_cli.rendering.paper.document import Cell, Paragraph, Run, Table
from anhorig_cli.rendering.paper.pdf import STANDARDS, typeset, typeset_with_fallback
from anhorig_cli.rendering.paper.table_layout import OF_THE_PDF, layout
from anhorig_cli.rendering.pictures import svg
from anhorig_cli.rendering.template_files import built_in_templates
from anhorig_cli.views.cycle.wheel import WheelEventView, WheelView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import Drawing
from anhorig_cli.views.pictures.wheel_parts import idle, title_of
from anhorig_cli.vocabulary import SYMBOLS, Language

_DOTS_PER_INCH = 144
"""The resolution: two dots for each of the picture's units."""


def wheel_pdf(wheel: WheelView, drawing: Drawing) -> bytes:
    """Return a wheel as PDF, for archives and for screen readers.

    Raises:
        CannotWorkError: Typst cannot typeset it.
    """
    return _typeset_wheel(wheel, drawing, format="pdf", pdf_standards=STANDARDS)


def wheel_png(wheel: WheelView, drawing: Drawing) -> bytes:
    """Return a wheel as a PNG picture.

    Raises:
        CannotWorkError: Typst cannot typeset it.
    """
    return _typeset_wheel(wheel, drawing, format="png", ppi=_DOTS_PER_INCH)


def _typeset_wheel(wheel: WheelView, drawing: Drawing, **options: Any) -> bytes:
    source = (built_in_templates() / "pictures" / "wheel.typ").read_bytes()
    picture = svg(drawing, "arshjul", is_file=True)
    data = json.dumps(_data(wheel, drawing) | {"is_picture": options["format"] == "png"}, ensure_ascii=False)
    day = date.fromisoformat(wheel.iso_date)
    return typeset_with_fallback(
        lambda text: typeset(source, {"data": text(data), "picture": text(picture)}, day, **options)
    )


def _data(wheel: WheelView, drawing: Drawing) -> dict[str, object]:
    language = Language(wheel.language)
    day = date.fromisoformat(wheel.iso_date)

    def text(template: str) -> str:
        return translated(template, language)

    head = [text("Number"), text("When"), text("What"), text("Status"), text("Responsible")]
    rows = [_row(event) for event in wheel.events]
    return {
        "title": wheel.title,
        "heading": title_of(wheel, Formatter.of(language)),
        "description": " ".join(_told_by_picture(wheel, drawing, language)),
        "language": wheel.language,
        "day": [day.year, day.month, day.day],
        "is_wide": drawing.width > drawing.height,
        "width": drawing.width,
        "height": drawing.height,
        "head": head,
        "rows": rows,
        "shares": _shares(head, rows),
        "nothing": text("Nothing is to be done at a set time this year."),
        "matrix": _matrix(wheel, language) if wheel.is_crowded else None,
        "timeless": wheel.timeless,
        "timeless_heading": text("No fixed time"),
        "idle": idle(wheel, Formatter.of(language)) if wheel.idle else "",
    }


def _shares(head: list[str], rows: list[list[str]]) -> tuple[int, ...]:
    """Return the columns' shares of the width, so that the table is as low as it can be."""
    cells = [tuple(Cell((Paragraph((Run(text),)),)) for text in row) for row in (head, *rows)]
    return layout(Table((), len(head), (cells[0],), tuple(cells[1:])), OF_THE_PDF).widths


def _told_by_picture(wheel: WheelView, drawing: Drawing, language: Language) -> Iterator[str]:
    """Yield what a picture shows; without a table after it, also what has no set time."""
    yield f"{drawing.title}. {drawing.description}"
    if wheel.timeless and not wheel.events:
        word = Formatter.of(language)
        yield word.text("No fixed time: {titles}", titles=word.listed(wheel.timeless))


def _matrix(wheel: WheelView, language: Language) -> dict[str, object]:
    """Return the table that replaces the picture: a column for each month, and one for each sum."""
    words, matrix = matrix_words(wheel.matrix, language, of_plans=bool(wheel.plans)), wheel.matrix
    marks = [f"{SYMBOLS[mark.state]} {mark.label.lower()} {mark.times}" for mark in matrix.legend]
    return {
        "head": [words["unit"], *(month.name for month in matrix.months), *(words[one.state] for one in matrix.sums)],
        "now": next((place for place, month in enumerate(matrix.months, 1) if month.is_now), 0),
        "rows": [
            [row.title, *map(plain_marks, row.months), *(str(one.amounts[place]) for one in matrix.sums)]
            for place, row in enumerate(matrix.rows)
        ],
        "legend": ", ".join(marks),
        "note": words["note"],
    }


def _row(event: WheelEventView) -> list[str]:
    parts = "\n".join(f"{f'{p.state_label} {p.done_on}'.strip()}{_units(p.units)}" for p in event.parts)
    return [str(event.number), event.when, event.title, parts, event.responsible or "–"]


def _units(units: tuple[str, ...]) -> str:
    return f": {', '.join(units)}" if units else ""
