"""What the lines and marks of a small multiple mean, drawn as one."""

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import Drawing, Sheet
from anhorig_cli.views.pictures.lettering import SMALL
from anhorig_cli.views.pictures.small_multiple import HEIGHT, PACE, SIDE, WIDTH
from anhorig_cli.views.pictures.value_marks import dot, ring


def key_drawing(formatter: Formatter) -> Drawing:
    """Return the picture that says what the lines and marks of a small multiple mean."""
    sheet = Sheet()
    start, now, pace, goal = (SIDE, 50.0), (118.0, 38.0), (118.0, 20.9), (168.0, 8.0)
    sheet.line((start, goal), "target", 1.4, PACE)
    sheet.line((start, (42.0, 45.0), (80.0, 43.0), now), "alarm", 2.2)
    sheet.line((now, pace), "alarm", 1.4)
    dot(sheet, now, "alarm")
    ring(sheet, goal)
    sheet.words((WIDTH - 4, 24), formatter.text("target"), anchor="end", size=SMALL)
    sheet.words((70, 22), formatter.text("even pace"), anchor="end", size=SMALL)
    sheet.words((now[0] + 7, 35), formatter.text("gap"), size=SMALL)
    sheet.words((now[0] + 7, 47), formatter.text("now"), size=SMALL)
    sheet.words((34, 60), formatter.text("measured"), size=SMALL)
    title = formatter.text("How the pictures are read")
    description = formatter.text(
        "The solid line is what was measured, the dot the latest value. The dotted line is the even pace from start to "
        "target, the ring the target, and the upright line how far the value is behind the pace."
    )
    return sheet.finished(WIDTH, HEIGHT + 4, title, description)
