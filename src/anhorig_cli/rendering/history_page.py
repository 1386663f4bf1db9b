"""A plan's history as JSON for programs, and as a picture of its own."""

import json

from anhorig_cli.rendering.pictures import svg
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.history_views import HistoryView
from anhorig_cli.views.pictures.deadlines import SLIPS_WIDTH, slip_pictures
from anhorig_cli.views.pictures.drawing import Sheet
from anhorig_cli.views.redaction import as_object
from anhorig_cli.vocabulary import Language


def to_json(view: HistoryView) -> str:
    """Return the published JSON, plain ASCII."""
    return json.dumps({"version": 1, **as_object(view)}, indent=2) + "\n"


def slip_chart(view: HistoryView, language: Language) -> str:
    """Return the picture of the moved deadlines as an SVG file; one that says so where none has been moved."""
    formatter = Formatter.of(language)
    pictures = slip_pictures(view, formatter, in_pages=False)
    if pictures:
        return svg(pictures[0], "datum", is_file=True) + "\n"
    sheet = Sheet()
    said = formatter.text("No date has been moved.")
    sheet.words((14, 28), said)
    return svg(sheet.finished(SLIPS_WIDTH, 48, view.title, said), "datum", is_file=True) + "\n"
