"""The matrix of a strategy and the plans that cover it, as text, Markdown, HTML, CSV, JSON and a picture."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import compress
from typing import NamedTuple

from anhorig_cli.rendering.escaping import escape, escape_cell, escape_heading
from anhorig_cli.rendering.export_data import as_table
from anhorig_cli.rendering.formats import CoverageFormat, PageKind
from anhorig_cli.rendering.page import built_in_environment, page_words
from anhorig_cli.rendering.pictures import svg
from anhorig_cli.rendering.view_data import DIALECT, list_of, object_of, pieces_of_list
from anhorig_cli.views.coverage import (
    CoverageAreaView,
    CoverageCellView,
    CoverageView,
    CoveredPlanView,
    ServingSubgoalView,
)
from anhorig_cli.views.pictures.coverage_matrix import coverage_picture
from anhorig_cli.views.redaction import as_object, names_in
from anhorig_cli.vocabulary import Language

_VERSION = 1


class CoverageLinks(NamedTuple):
    """Links to other pages: of areas, by id, and of plans, by path."""

    areas: Mapping[str, str]
    plans: Mapping[str, str]


NO_LINKS = CoverageLinks({}, {})


def written(view: CoverageView, output_format: CoverageFormat, *, footer: bool = True) -> bytes:
    """Return the matrix in a format; the `footer` of a page names the tool's version."""
    if output_format is CoverageFormat.HTML:
        return _joined_and_encoded(html_pieces(view, footer=footer))
    if output_format is CoverageFormat.JSON:
        return _joined_and_encoded(_json_pieces(view))
    write = {
        CoverageFormat.TEXT: as_text,
        CoverageFormat.MD: as_markdown,
        CoverageFormat.CSV: as_csv,
        CoverageFormat.SVG: as_svg,
    }[output_format]
    return write(view).encode()


def _joined_and_encoded(pieces: Iterable[str]) -> bytes:
    """Return pieces joined and encoded, without a second copy in memory: thousands of plans make them large."""
    data = BytesIO()
    data.writelines(piece.encode() for piece in pieces)
    return data.getvalue()


def as_text(view: CoverageView) -> str:
    """Return the matrix area by area, with a line for each plan that contributes, followed by the notes on gaps."""
    return "\n".join(_text_lines(view)) + "\n"


def _text_lines(view: CoverageView) -> Iterator[str]:
    yield from (f"{view.title} – {view.date}", view.summary)
    for area in view.areas:
        margin = "  " * area.level
        yield from ("", f"{margin}{area.title} ({view.served_by.lower()}: {area.served_by})")
        yield f"{margin}  {view.own}: {area.own.text}"
        yield from (f"{margin}  {heading}: {cell.text}" for heading, cell in _headed_cells(view, area))
    for note in view.notes:
        yield from ("", f"{note.heading}:")
        yield from (f"  {line}" for line in note.lines)


def _headed_cells(view: CoverageView, area: CoverageAreaView) -> Iterator[tuple[str, CoverageCellView]]:
    """Yield the headings and cells of the plans that have content in an area, and then the other plans as one."""
    cells = [(plan.heading, cell) for plan, cell in zip(view.plans, area.cells, strict=True)]
    yield from ((heading, cell) for heading, cell in cells if not cell.is_empty)
    empty = [(heading, cell) for heading, cell in cells if cell.is_empty]
    if empty:
        yield ", ".join(heading for heading, _ in empty), empty[0][1]


def as_markdown(view: CoverageView) -> str:
    """Return the matrix as a Markdown table, followed by the notes on gaps; all text of plans is escaped."""
    return "\n".join(_markdown_lines(view)) + "\n"


def _markdown_lines(view: CoverageView) -> Iterator[str]:
    yield from (f"# {escape_heading(view.title)}", "", f"{escape(view.date)}. {escape(view.summary)}", "")
    shown = [plan.has_column for plan in view.plans]
    heads = [view.area, view.own, *(plan.heading for plan in view.plans if plan.has_column), view.served_by]
    yield _markdown_row(heads)
    yield "|" + " --- |" * len(heads)
    for area in view.areas:
        title = "– " * area.level + area.title
        cells = (cell.text for cell in compress(area.cells, shown))
        yield _markdown_row([title, area.own.text, *cells, area.served_by])
    for note in view.notes:
        yield from ("", f"## {escape_heading(note.heading)}", "")
        yield from (f"- {escape(' '.join(line.split()))}" for line in note.lines)


def _markdown_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escape_cell, cells))} |"


def html_pieces(view: CoverageView, *, footer: bool, ways: CoverageLinks = NO_LINKS) -> Iterator[str]:
    """Yield the matrix as a self-contained HTML page, in pieces; on a site, with links to other pages."""
    page = built_in_environment(PageKind.HTML).get_template("pictures/coverage.html.j2")
    return page.generate(plan=view, ways=ways, **page_words(Language(view.language), footer=footer))


def as_csv(view: CoverageView) -> str:
    """Return the matrix as CSV for a Swedish spreadsheet: byte order mark, semicolons, CRLF, and no formulas."""
    heads = ["id", view.area, view.own, *(plan.heading for plan in view.plans), view.served_by]
    rows = (
        [area.id, area.title, area.own.text, *(cell.text for cell in area.cells), area.served_by] for area in view.areas
    )
    return as_table(heads, rows, Language(view.language)).decode()


def _json_pieces(view: CoverageView) -> Iterator[str]:
    """Yield the published JSON document, in ASCII so that no reader can misread it; empty values are null."""
    head = {
        "version": _VERSION,
        "as_of": view.iso_date,
        "strategy": view.strategy,
        "plans": [as_object(plan) for plan in view.plans],
        "serving_none": list(view.serving_none.lines),
        "bodies_without_plan": list(view.bodies_without_plan.lines),
        "outside_period": list(view.outside_period.lines),
        "astray": list(view.astray.lines),
        "unread": list(view.unread.lines),
        "areas": list[object](),
    }
    yield from pieces_of_list(head, (_area_pieces(view, area) for area in view.areas), indent=2)
    yield "\n"


def _area_pieces(view: CoverageView, area: CoverageAreaView) -> Iterator[str]:
    """Yield an area as JSON, plan by plan."""
    head = {
        "id": area.id,
        "title": area.title,
        "level": area.level,
        "uncovered": area.is_uncovered,
        "own": _cell(area.own),
        "plans": list[object](),
    }
    cells = ({"file": plan.file, **_cell(cell)} for plan, cell in zip(view.plans, area.cells, strict=True))
    return pieces_of_list(head, ([json.dumps(cell, indent=2)] for cell in cells), indent=2)


def _cell(cell: CoverageCellView) -> dict[str, object]:
    return {
        "text": cell.text,
        "number": cell.number,
        "worst": cell.worst or None,
        "subgoals": [as_object(one) for one in cell.subgoals],
    }


def schema() -> str:
    """Return the JSON Schema of the document."""
    text, number, flag = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}
    lines = list_of(text)
    subgoal = object_of(dict.fromkeys(names_in(ServingSubgoalView), text))
    cell = {"text": text, "number": number, "worst": {"type": ["string", "null"]}, "subgoals": list_of(subgoal)}
    plan = {**dict.fromkeys(names_in(CoveredPlanView), text), "is_read": flag, "areas": number}
    area = {
        "id": text,
        "title": text,
        "level": number,
        "uncovered": flag,
        "own": object_of(cell),
        "plans": list_of(object_of({"file": text, **cell})),
    }
    document = object_of(
        {
            "version": {"const": _VERSION},
            "as_of": {"type": "string", "format": "date"},
            "strategy": text,
            "plans": list_of(object_of(plan)),
            **dict.fromkeys(("serving_none", "bodies_without_plan", "outside_period", "astray", "unread"), lines),
            "areas": list_of(object_of(area)),
        }
    )
    about = {"$schema": DIALECT, "$id": "urn:anhorig:coverage"}
    return json.dumps({**about, **document}, indent=2) + "\n"


def as_svg(view: CoverageView) -> str:
    """Return the matrix as an SVG file: one row per plan, one column per area."""
    return svg(coverage_picture(view), "tackning", is_file=True) + "\n"
