"""A plan at a glance: what is late or to be done, the states of subgoals and indicators, and what comes next."""

from collections.abc import Iterator, Sequence

from anhorig_cli.catalog import translated
from anhorig_cli.cli.terminal.telling import Line, print_lines
from anhorig_cli.model.parts import PARTS
from anhorig_cli.views.cycle.annual_cycle import CycleItemView
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.report.indicators import IndicatorGlanceView
from anhorig_cli.views.status import StatusView
from anhorig_cli.views.todo import TodoLine, quoted
from anhorig_cli.vocabulary import SYMBOLS, Language

_BARS = "▁▂▃▄▅▆▇█"
_MAX_BARS = 24
"""The most values of an indicator that are drawn, the latest ones: two years of months."""
_MAX_LINES = 8
"""The most lines of each kind that are shown; the rest are counted."""


def lines_of(view: StatusView, language: Language) -> Iterator[Line]:
    """Yield the lines of a plan at a glance: first what is late, then what is to be done."""
    yield "bold", f"{view.title} – {view.date}"
    yield from _duties(translated("What is late", language), view.late, "bold red", language)
    yield from _duties(translated("To do now", language), view.to_do, "yellow", language)
    if view.unassigned:
        yield "", f"{translated('Nobody named as responsible', language)}: {len(view.unassigned)}"
    if not has_duties(view):
        yield "", translated("Nothing is late, and nothing is due soon", language)
    elif not (view.late or view.to_do or view.unassigned):
        yield "", _to_assess(view.to_assess, language)
    yield from _states(view, language)
    yield from _indicators(view, language)
    yield from _next(view, language)


def has_duties(view: StatusView) -> bool:
    """Return whether anything is late, to be done, without a responsible, or to be assessed."""
    return bool(view.late or view.to_do or view.unassigned or view.to_assess)


def print_todo_command(paths: Sequence[str], language: Language) -> None:
    """Print the command that lists everything to do in some plans, with the command that answers each line."""
    command = " ".join(["anhorig todo", *map(quoted, paths)])
    heading = translated("Everything to do, with the command that answers each line:", language)
    print_lines([("", ""), ("dim", f"{heading} {command}")])


def _to_assess(number: int, language: Language) -> str:
    word = Formatter.of(language)
    return word.counted(
        number,
        "Nothing is late, but one subgoal needs to be assessed",
        "Nothing is late, but {n} subgoals need to be assessed",
    )


def _duties(heading: str, duties: Sequence[TodoLine], style: str, language: Language) -> Iterator[Line]:
    """Yield a heading with the number of duties, and the first of them; nothing if there are none."""
    if duties:
        yield style, f"{heading}: {len(duties)}"
    yield from _first_lines([_duty(one, language) for one in duties], style, language)


def _duty(one: TodoLine, language: Language) -> str:
    """Return a duty as text: when, on which part, what, for which units and by whom."""
    mark = f"{SYMBOLS['overdue']} " if one.kind == "late" else ""
    when = f"{one.when}: " if one.when else ""
    before = translated("Assess for {report}", language).format(report=one.report) if one.report else ""
    why = translated("unexplained deviation", language) if one.kind == "explain" else ""
    responsible = "" if one.responsible == one.units else one.responsible
    text = "; ".join(part for part in (before or one.what, why, one.units, responsible) if part)
    return f"{mark}{when}{one.title} ({text})"


def _states(view: StatusView, language: Language) -> Iterator[Line]:
    yield "", f"{PARTS['plan'].term('subgoals').label(language)}: {view.subgoals}"
    for state in view.states:
        yield "", f"  {SYMBOLS[state.status]} {uncapitalised(state.label)}: {state.count}"
    if view.carried_on:
        yield "dim", f"  {translated('earlier, continues in a new one', language)}: {view.carried_on}"
    for subgoal in view.not_met:
        yield "red", f"  {SYMBOLS[subgoal.status]} {uncapitalised(subgoal.status_label)}: {subgoal.title}"


def _indicators(view: StatusView, language: Language) -> Iterator[Line]:
    if view.indicators:
        yield "", f"{PARTS['plan'].term('indicators').label(language)}:"
    for indicator in view.indicators:
        value = _progress(indicator) if indicator.latest else indicator.reason or translated("no value", language)
        yield "", f"  {indicator.title}: {value}"


def _progress(indicator: IndicatorGlanceView) -> str:
    """Return the latest value, a line of the values up to it, and the trend with its reason."""
    line = f" {trend_line(indicator.values)}" if len(indicator.values) > 1 else ""
    details = "; ".join(part for part in (indicator.reason, indicator.change) if part)
    reason = f" ({details})" if details else ""
    return f"{indicator.latest}{line} {SYMBOLS[indicator.trend]} {uncapitalised(indicator.trend_label)}{reason}"


def _next(view: StatusView, language: Language) -> Iterator[Line]:
    if view.cycle:
        yield "", translated("Next in the annual cycle", language) + ":"
    yield from _first_lines([_occurrence(item) for item in view.cycle], "", language)


def _occurrence(one: CycleItemView) -> str:
    return f"{one.when}: {one.title}" + (f" ({one.units})" if one.units else "")


def _first_lines(lines: Sequence[str], style: str, language: Language) -> Iterator[Line]:
    for line in lines[:_MAX_LINES]:
        yield style, f"  {line}"
    if len(lines) > _MAX_LINES:
        yield "dim", f"  {translated('… and {n} more', language).format(n=len(lines) - _MAX_LINES)}"


def trend_line(values: Sequence[float]) -> str:
    """Return the latest values as a line of bars from the lowest to the highest; equal values have equal bars."""
    values = values[-_MAX_BARS:]
    low, high = min(values), max(values)
    if low == high:
        return _BARS[3] * len(values)
    return "".join(_BARS[round((value - low) / (high - low) * (len(_BARS) - 1))] for value in values)
