"""The follow-up of the annual cycle on a terminal: lists, and where there is room a table of units and months."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anhorig_cli.analysis.upcoming import days_left
from anhorig_cli.catalog import text_of, translated
from anhorig_cli.model.parts import PARTS
from anhorig_cli.views.cycle.cycle_times import TimeView
from anhorig_cli.views.cycle.follow_up import FollowUpView
from anhorig_cli.views.formatter import uncapitalised
from anhorig_cli.vocabulary import SCALES, SYMBOLS, Language

STYLES = {"done": "green", "cancelled": "dim", "missed": "bold red", "next": "yellow", "coming": "", "passed": "dim"}


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line: its text in a style of rich's, and what stands before it, with a style of its own."""

    text: str
    style: str = ""
    mark: str = ""
    mark_style: str = ""

    @property
    def plain(self) -> str:
        """The line where there are no columns."""
        return f"  {self.mark}: {self.text}" if self.mark else self.text


def lines_of(view: FollowUpView, language: Language) -> Iterator[MarkedLine]:
    """Give the lines of a plan's follow-up."""
    yield MarkedLine(f"{view.title} – {view.date}", "bold")
    if not view.has_cycle:
        yield MarkedLine(f"  {translated('the plan has no annual cycle', language)}", "dim")
        return
    yield from _section("missed", view.missed, language)
    yield from _section("next", view.upcoming, language)
    if view.nearest:
        yield MarkedLine(f"{_heading('next', language)}, {translated('after the time that is shown', language)}:")
        yield from _times(view.nearest, language)
    elif not view.upcoming:
        yield MarkedLine(f"{_heading('next', language)}: {translated('nothing within the time asked for', language)}")
    yield from _section("done", view.done, language)
    yield from _section("cancelled", view.cancelled, language)
    if view.timeless:
        yield MarkedLine(f"{translated('No fixed time', language)}:")
    for item in view.timeless:
        yield MarkedLine(f"  {item.title}{_who(item.units, item.responsible, language)}")
    if view.passed:
        yield MarkedLine(view.passed, "dim")


def lines_without(titles: Sequence[str], language: Language) -> Iterator[MarkedLine]:
    """Give the lines that name the plans without an annual cycle."""
    yield MarkedLine(f"{translated('Without an annual cycle', language)}:")
    for title in titles:
        yield MarkedLine(f"  {title}", "dim")


def _heading(state: str, language: Language) -> str:
    return SCALES["occurrence"].label(state, language)


def _section(state: str, times: Sequence[TimeView], language: Language) -> Iterator[MarkedLine]:
    if times:
        yield MarkedLine(f"{_heading(state, language)}:")
        yield from _times(times, language)


def _times(times: Sequence[TimeView], language: Language) -> Iterator[MarkedLine]:
    for time in times:
        day = (time.done_on or time.when) if time.state in {"done", "cancelled"} else time.due
        mark = f"{SYMBOLS[time.state]} {uncapitalised(time.state_label)} {day}"
        text = f"{time.title}{_who(time.units, time.responsible, language)}{_more(time, language)}"
        yield MarkedLine(text, mark=mark, mark_style=STYLES[time.state])


def _more(time: TimeView, language: Language) -> str:
    """Return how long is left, or what was noted."""
    if time.state in {"next", "coming"}:
        return f", {text_of(days_left(time.days), language)}"
    return f". {time.note}" if time.note else ""


def _who(units: str, responsible: str, language: Language) -> str:
    """Return the units, and who is responsible, in brackets."""
    label = PARTS["cycle_item"].term("responsible").label(language).lower()
    who = "; ".join(text for text in (units, f"{label}: {responsible}" if responsible else "") if text)
    return f" ({who})" if who else ""
