"""What a unit is to tick off in a year: a row an occurrence, with a box, when it is, and room to sign.

A template gets it with the filter `tick_list`: `{% set ticks = plan | tick_list %}`.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.markdown_text import plain_words
from anhorig_cli.views.cycle.cycle_times import OccurrenceView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.views.tables import Content, PhraseView, TableView, table_of

_MOST_WITH_BIG_BOXES = 12


class TickListView(NamedTuple):
    """A list to tick off: `shared` says what holds of every row, and `table` the rest, None where there is none."""

    shared: str
    table: TableView | None


class _Shared(NamedTuple):
    """Who is responsible and who is reported, where it is the same for every row; empty else."""

    responsible: str
    report_to: str


def tick_list(plan: ReportView, word: Formatter) -> TickListView:
    """Return what the unit of a report is to tick off in the year."""
    found = plan.annual_cycle.occurrences
    shared = _shared(found)
    columns = [
        (word.text("Done"), "text"),
        (word.text("When"), "text"),
        (word.text("What"), "title"),
        (word.key("cycle_item", "responsible"), "text"),
        (word.text("Done on, by (role)"), "sign"),
    ]
    is_all_alike = len({one.responsible for one in found}) == 1
    box = PhraseView(word.text("not ticked off"), tone="big-box" if len(found) <= _MOST_WITH_BIG_BOXES else "box")
    rows: list[list[Content]] = [
        [
            _ticked(one) or box,
            list(_when(one, word)),
            list(_what(one, plan, shared, word)),
            "" if is_all_alike else one.responsible or word.text("not stated"),
            one.done_on,
        ]
        for one in found
    ]
    caption = word.text("To tick off: what is to be done, when and by whom")
    return TickListView(" ".join(_sentences(shared, word)), table_of(caption, columns, rows) if rows else None)


def _shared(found: Sequence[OccurrenceView]) -> _Shared:
    responsible = {one.responsible for one in found}
    receivers = {one.report_to for one in found}
    return _Shared(
        responsible.pop() if len(responsible) == 1 else "",
        receivers.pop() if len(receivers) == 1 and len(found) > 1 else "",
    )


def _sentences(shared: _Shared, word: Formatter) -> Iterator[str]:
    if shared.responsible:
        yield f"{word.text('Responsible for all of it')}: {shared.responsible}."
    if shared.report_to:
        yield f"{word.key('cycle_item', 'report_to')}: {shared.report_to}."
    yield word.text("What is ticked off here is written in the plan, under 'done'.")


def _ticked(one: OccurrenceView) -> PhraseView | None:
    """Return that something is done or cancelled; None where it is to be ticked off."""
    tones = {"done": "good", "cancelled": "soft"}
    tone = tones.get(one.state)
    return PhraseView(one.state_label, symbol=one.state, tone=tone) if tone else None


def _when(one: OccurrenceView, word: Formatter) -> Iterator[PhraseView]:
    """Give when something is to be done, and whether that is past or next."""
    yield PhraseView(one.when, tone="strong")
    if one.state == "missed":
        yield PhraseView(word.text("Not done in time"), symbol="overdue", tone="alarm")
    elif one.state == "next":
        yield PhraseView(one.state_label, symbol="next", tone="status")
    elif one.state not in {"coming", "done", "cancelled"}:
        yield PhraseView(one.state_label, tone="soft")


def _what(one: OccurrenceView, plan: ReportView, shared: _Shared, word: Formatter) -> Iterator[PhraseView]:
    """Give what is to be done, of whom where it is for others too, and what is said of it."""
    is_of_others = one.unit_title and (plan.unit is None or one.unit_title != plan.unit.title)
    yield PhraseView(f"{one.title} ({one.unit_title})" if is_of_others else one.title)
    text = f"{word.key('cycle_item', 'report_to')}: {one.report_to}" if one.report_to and not shared.report_to else ""
    beside = filter(None, (plain_words(one.description), text, plain_words(one.note)))
    yield PhraseView(" · ".join(beside), tone="soft")
