"""Activities as a report shows them, with the occasions on which they are held."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.analysis.disclosure_over_time import occasions_that_disclose
from anhorig_cli.analysis.facts import is_known
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.activity import Activity, Occasion, number_of
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.formatter import uncapitalised
from anhorig_cli.views.names import Titles


class ActivityView(NamedTuple):
    """An activity; `status` is the word of the scale, or empty where nothing is said, `last_due` the last day (ISO).

    `when` says in a line by when it is to begin and to be done, and when it was.
    """

    title: str
    description: str
    status: str
    status_label: str
    start_by: str
    due: str
    last_due: str
    done_on: str
    when: str
    responsible: str
    units: str
    occasions: tuple[str, ...]
    notes: tuple[str, ...]
    is_late: bool


class ActivityPrinter:
    """Makes the views of a snapshot's activities, with all that is known about them on its day."""

    def __init__(self, snapshot: Snapshot, titles: Titles) -> None:
        self.snapshot = snapshot
        self.titles = titles
        self.formatter = titles.formatter

    def view(self, subgoal: Subgoal, activity: Activity) -> ActivityView:
        """Return an activity of a subgoal as it was known on the day."""
        word = self.formatter
        status = activity.status_at(self.snapshot.as_of)
        return ActivityView(
            title=activity.title,
            description=activity.description or "",
            status=status or "",
            status_label=self.stage_label(status),
            start_by=word.date(activity.start_by),
            due=word.date(activity.due),
            last_due=last_day(activity.due),
            done_on=word.date(activity.done_on) if status == "done" else "",
            when=", ".join(self._time_texts(activity, status)),
            responsible=self.titles.responsible(activity.responsible),
            units=word.listed(self.titles.of(activity.units, "units")),
            occasions=tuple(self._occasion_lines(activity)),
            notes=tuple(self._known_notes(activity)),
            is_late=self.snapshot.is_late_activity(subgoal, activity),
        )

    def _time_texts(self, activity: Activity, status: str | None) -> Iterator[str]:
        """Yield when an activity was done, the day to begin by unless it has begun or ended, and its deadline."""
        word = self.formatter
        if activity.done_on and status == "done":
            yield word.text("finished {date}", date=activity.done_on) if activity.due else word.date(activity.done_on)
        if activity.start_by and status not in {"in_progress", "done", "cancelled"}:
            yield word.text("to begin by {date}", date=activity.start_by)
        if activity.due:
            yield word.date(activity.due) if activity.due.is_open else word.text("by {date}", date=activity.due)

    def _known_notes(self, activity: Activity) -> Iterator[str]:
        """Yield the notes of an activity that are known on the day, each after its date where it has one."""
        for note in activity.notes:
            if is_known(note, self.snapshot.as_of):
                text = plain_words(note.text or "")
                yield f"{self.formatter.date(note.date)}: {text}" if note.date else text

    def _occasion_lines(self, activity: Activity) -> list[str]:
        """Return the lines on occasions: how many are planned and held, and each that says more than a number."""
        if activity.occasions is None:
            return []
        word, planned, held = self.formatter, activity.occasions.planned, self._held_by_now(activity)
        lines: list[str] = []
        hidden = self._suppressed_entries(activity)
        if planned:
            number = number_of(planned)
            texts = (
                word.text("occasions planned (number not given)")
                if number is None
                else word.counted(number, "{n} occasion planned", "{n} occasions planned")
            )
            lines += self._number_and_details(texts, planned, hidden)
        if held:
            number = number_of(held)
            texts = (
                word.text("occasions held (number not given)")
                if number is None
                else word.counted(number, "{n} occasion held", "{n} occasions held")
            )
            lines += self._number_and_details(texts, held, hidden)
        return lines

    def _suppressed_entries(self, activity: Activity) -> frozenset[int]:
        """Return the entries, by `id()`, whose participants are suppressed since they would disclose a small count."""
        both = (activity.occasions.planned, activity.occasions.held) if activity.occasions else ()
        least = self.formatter.small_count
        return frozenset(id(several[i]) for several in both for i in occasions_that_disclose(several, least))

    def _number_and_details(self, text: str, occasions: Sequence[Occasion], hidden: frozenset[int]) -> list[str]:
        """Return how many occasions there are and the details of each, in one line where there is a single entry."""
        each = list(self._entry_texts(occasions, hidden))
        if len(occasions) > 1 or not each:
            return [text, *each]
        return [f"{text}{',' if occasions[0].date else ':'} {each[0]}"]

    def _held_by_now(self, activity: Activity) -> list[Occasion]:
        return [entry for entry in activity.held if is_known(entry, self.snapshot.as_of)]

    def _entry_texts(self, entries: Sequence[Occasion], hidden: frozenset[int]) -> Iterator[str]:
        """Yield the text of each entry, with the number of occasions it stands for if there are several entries."""
        several = len(entries) > 1
        for entry in entries:
            counts = (
                self._occasions_of_entry(entry) if several else "",
                self._participants(entry, is_hidden=id(entry) in hidden),
            )
            if texts := self._entry_text(entry, counts):
                yield texts

    def _entry_text(self, entry: Occasion, counts: tuple[str, str]) -> str:
        word = self.formatter
        who = ", ".join(part for part in (*counts, word.listed(entry.organisations)) if part)
        text = ". ".join(part for part in (who, plain_words(entry.note or "")) if part)
        return ": ".join(part for part in (word.date(entry.date), text) if part)

    def _occasions_of_entry(self, entry: Occasion) -> str:
        """Return how many occasions a dated entry stands for, where that is not one; else empty."""
        if entry.date is None or entry.count is None or entry.count == 1:
            return ""
        return self.formatter.counted(entry.count, "{n} occasion", "{n} occasions")

    def _participants(self, entry: Occasion, *, is_hidden: bool) -> str:
        """Return how many took part in an occasion; empty where it is not stated."""
        if entry.participants is None:
            return ""
        word = self.formatter
        if is_hidden:
            return word.text("those who took part: not shown, few people")
        count = word.people(entry.participants)
        if entry.approximate and not word.is_suppressed(entry.participants):
            return word.text("about {count} took part", count=count)
        return word.text("{count} took part", count=count)

    def is_suppressed(self, activity: Activity) -> bool:
        """Return whether any count of participants in an activity is too small to disclose."""
        occasions = (*activity.occasions.planned, *activity.occasions.held) if activity.occasions else ()
        return any(self.formatter.is_suppressed(entry.participants) for entry in occasions)

    def with_status(self, activity: Activity) -> str:
        """Return an activity's title with its status."""
        status = activity.status_at(self.snapshot.as_of)
        return (
            f"{activity.title} ({uncapitalised(self.formatter.label('activity', status))})"
            if status
            else activity.title
        )

    def stage_label(self, stage: str | None) -> str:
        """Return the label of a stage of an activity; empty for None."""
        return self.formatter.label("activity", stage) if stage else ""


def is_settled(activity: ActivityView) -> bool:
    """Return whether an activity has ended: it is done or cancelled."""
    return activity.status in {"done", "cancelled"}


def last_day(period: PlanDate | None) -> str:
    """Return the last day of a period (ISO); empty where it has none."""
    return "" if period is None or period.is_open else period.last.isoformat()
