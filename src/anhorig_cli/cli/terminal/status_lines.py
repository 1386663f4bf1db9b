"""A plan at a glance: what is late, how the subgoals and indicators stand, what was missed, and what comes next."""

from collections.abc import Iterator, Sequence

from anhorig_cli.catalog import translated
from anhorig_cli.cli.terminal.styled import Line, print_lines
from anhorig_cli.model.parts import PARTS
from anhorig_cli.views.cycle.annual_cycle import CycleItemView
from anhorig_cli.views.cycle.cycle_times import TimeView
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.vocabulary import SYMBOLS, Language

_BARS = "▁▂▃▄▅▆▇█"
_MOST_BARS = 24
"""So many of an indicator's values are drawn, the last ones: two years of months."""
_MOST = 8
"""So many of the annual cycle's times are shown of each kind; the rest are counted."""


def print_glance(view: ReportView, language: Language) -> None:
    """Print a plan on standard output: with colour on a terminal, as plain text elsewhere."""
    print_lines(lines_of(view, language))


def lines_of(view: ReportView, language: Language) -> Iterator[Line]:
    """Give the lines of a plan at a glance."""
    yield "bold", f"{view.title} – {view.date}"
    yield from _late(view, language)
    yield from _states(view, language)
    yield from _due_soon(view, language)
    yield from _indicators(view, language)
    yield from _missed(view, language)
    yield from _next(view, language)


def _late(view: ReportView, language: Language) -> Iterator[Line]:
    late = [(s.due, s, translated("Overdue", language).lower()) for s in view.summary.overdue]
    late += [(s.start_by, s, translated("Late in starting", language).lower()) for s in view.summary.late_in_starting]
    for date, subgoal, word in late:
        who = subgoal.responsible or translated("nobody named", language)
        yield "bold red", f"  {SYMBOLS['overdue']} {word} {date}: {subgoal.title} ({who})"
    for subgoal in view.summary.not_met:
        yield "red", f"  {SYMBOLS[subgoal.status]} {translated('Not met', language).lower()}: {subgoal.title}"


def _states(view: ReportView, language: Language) -> Iterator[Line]:
    yield "", f"{PARTS['plan'].term('subgoals').label(language)}: {view.summary.subgoals}"
    for state in view.summary.states:
        yield "", f"  {SYMBOLS[state.status]} {state.label.lower()}: {state.count}"
    if view.summary.carried_on:
        yield "dim", f"  {translated('earlier, carried on', language)}: {view.summary.carried_on}"


def _due_soon(view: ReportView, language: Language) -> Iterator[Line]:
    soon = [subgoal for subgoal in view.subgoals if subgoal.is_due_soon]
    if soon:
        yield "", translated("Due soon", language) + ":"
    for subgoal in soon:
        yield "yellow", f"  {subgoal.due}: {subgoal.title}"


def _indicators(view: ReportView, language: Language) -> Iterator[Line]:
    if view.indicators:
        yield "", f"{PARTS['plan'].term('indicators').label(language)}:"
    for indicator in view.indicators:
        latest = indicator.latest or translated("no value", language)
        line = f" {trend_line(indicator.values)}" if len(indicator.values) > 1 else ""
        told = "; ".join(part for part in (indicator.reason, indicator.change) if part)
        reason = f" ({told})" if told else ""
        word = indicator.trend_label.lower()
        yield "", f"  {indicator.title}: {latest}{line} {SYMBOLS[indicator.trend]} {word}{reason}"


def _missed(view: ReportView, language: Language) -> Iterator[Line]:
    missed = view.annual_cycle.missed
    if missed:
        yield "", f"{translated('Missed in the annual cycle', language)}: {len(missed)}"
    lines = [f"{SYMBOLS[time.state]} {time.state_label.lower()} {_timed(time)}" for time in missed]
    yield from _most(lines, "bold red")


def _next(view: ReportView, language: Language) -> Iterator[Line]:
    if view.cycle:
        yield "", translated("Next in the annual cycle", language) + ":"
    yield from _most([_timed(item) for item in view.cycle], "")


def _timed(one: TimeView | CycleItemView) -> str:
    return f"{one.when}: {one.title}" + (f" ({one.units})" if one.units else "")


def _most(lines: Sequence[str], style: str) -> Iterator[Line]:
    for line in lines[:_MOST]:
        yield style, f"  {line}"
    if len(lines) > _MOST:
        yield "dim", f"  … {len(lines) - _MOST}"


def trend_line(values: Sequence[float]) -> str:
    """Return the last of the values as a line of bars, the lowest lowest; equal values give equal bars."""
    values = values[-_MOST_BARS:]
    low, high = min(values), max(values)
    if low == high:
        return _BARS[3] * len(values)
    return "".join(_BARS[round((value - low) / (high - low) * (len(_BARS) - 1))] for value in values)
