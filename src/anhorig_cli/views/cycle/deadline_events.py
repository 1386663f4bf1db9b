"""The deadlines of the subgoals, and the occasions of reporting, as events in a calendar."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.cycle.cycle_part import CyclePart
from anhorig_cli.views.cycle.events import EventView, lines, sequence, uid
from anhorig_cli.views.names import Titles
from anhorig_cli.views.subgoals import SubgoalPrinter


class DeadlineEvents(NamedTuple):
    """Makes events of a plan's deadlines, as they held on a day."""

    titles: Titles
    as_of: date
    part: CyclePart

    def of_subgoals(self) -> Iterator[EventView]:
        """Give the deadlines of the subgoals that no other carries on: to start, and to be done."""
        snapshot = Snapshot(self.titles.plan, self.as_of)
        for _, subgoal in snapshot.current():
            if not self.part.has_subgoal(subgoal):
                continue
            for name, day in (("start_by", snapshot.start_by(subgoal)), ("due", snapshot.due(subgoal))):
                if day is not None and not day.is_open:
                    yield self._deadline(snapshot, subgoal, name, day)

    def of_reports(self) -> Iterator[EventView]:
        """Give the occasions of reporting."""
        word, plan = self.titles.formatter, self.titles.plan
        for number, one in enumerate(plan.reports):
            if one.date is None or one.date.is_open:
                continue
            title = one.title or one.id or word.text("Report")
            yield EventView(
                uid=uid(plan.id, "report", one.id or one.title or number),
                sequence=sequence(self.as_of),
                day=one.date.last,
                repeat=None,
                title=f"{title} ({one.committee})" if one.committee else title,
                text=lines(
                    (word.text("Time"), word.date(one.date)),
                    (word.key("report", "meeting"), one.meeting or ""),
                    (word.text("Plan"), plan.title),
                ),
                category=word.key("plan", "reports"),
                is_over=one.date.has_ended(self.as_of),
            )

    def _deadline(self, snapshot: Snapshot, subgoal: Subgoal, name: str, day: PlanDate) -> EventView:
        word, plan = self.titles.formatter, self.titles.plan
        revised = sum(revision.field == name for revision in snapshot.revisions(subgoal))
        moved = SubgoalPrinter(snapshot, self.titles, word, due_soon_days=0).moved(subgoal)
        before = dict.fromkeys(move.before for move in moved if move.name == name)
        return EventView(
            uid=uid(plan.id, "subgoal", subgoal.id, name),
            sequence=sequence(self.as_of, revised),
            day=day.last,
            repeat=None,
            title=f"{word.key('subgoal', name)}: {subgoal.title}",
            text=lines(
                ("", plain_words(subgoal.purpose or "")),
                (word.key("subgoal", name), word.date(day)),
                (word.text("Before"), "; ".join(filter(None, before))),
                (word.key("subgoal", "responsible"), self._responsible(subgoal)),
                (word.text("Assessment"), word.label("assessment", snapshot.status(subgoal))),
                (word.text("Plan"), plan.title),
            ),
            category=word.key("plan", "subgoals"),
            is_over=day.has_ended(self.as_of) or not snapshot.is_open(subgoal),
        )

    def _responsible(self, subgoal: Subgoal) -> str:
        return self.titles.answerable(self.titles.responsibility.of_subgoal(subgoal))
