"""Why a deadline or target was moved, and who decided it, as a page tells it."""

from decimal import Decimal

from anhorig_cli.analysis.deadline_moves import Move
from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.strategy import Decision
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles


class Reasons:
    """Tells of moves; decisions are looked up in the plan."""

    def __init__(self, plan: Plan, titles: Titles, formatter: Formatter) -> None:
        self.titles = titles
        self.formatter = formatter
        self._decisions = Register(plan.decisions)

    def moved(self, move: Move) -> str:
        """Return from when to when a deadline was moved, and how far."""
        field = self.formatter.key("subgoal", move.field)
        before, after = self.formatter.date(move.before), self.formatter.date(move.after)
        if not before:
            return self.formatter.text("{field}: {after} (no date before)", field=field, after=after)
        if not after:
            return self.formatter.text("{field}: removed (was {before})", field=field, before=before)
        far = self.far(move.days)
        text = f"{field}: {before} → {after}"
        return f"{text} ({far})" if far else text

    def far(self, days: int | None) -> str:
        """Return how far a deadline was moved; nothing where it cannot be told."""
        if days is None:
            return ""
        if days == 0:
            return self.formatter.text("the same last day")
        if days > 0:
            return self.formatter.counted(days, "{n} day later", "{n} days later")
        return self.formatter.counted(-days, "{n} day earlier", "{n} days earlier")

    def why_moved(self, move: Move) -> list[str]:
        """Return why a deadline was moved, or that no reason is given; nothing of one that was set where none was."""
        carried = [self.formatter.text("carries on: {earlier}", earlier=move.earlier.title)] if move.earlier else []
        return carried + (self.why(move.revision) if move.before else [])

    def why(self, revision: Revision | None) -> list[str]:
        """Return the reason and who decided, a line each."""
        reason = " ".join((revision.reason or "").split()) if revision else ""
        lines = [
            self.formatter.text("reason: {reason}", reason=reason) if reason else self.formatter.text("no reason given")
        ]
        decided = self.decided(revision)
        return [*lines, self.formatter.text("decided: {decision}", decision=decided)] if decided else lines

    def decided(self, revision: Revision | None) -> str:
        """Return who decided, and when: the decision's title, body and paragraph as far as the plan tells."""
        if revision is None:
            return ""
        title = "".join(self.titles.of([revision.decision], "decisions")) if revision.decision else ""
        decision = self._decision(revision)
        if decision is None:
            told = [title, self.formatter.date(revision.decided)]
        else:
            paragraph = (decision.paragraph or "").replace("§", "").strip()
            day = self.formatter.date(revision.decided or decision.date)
            told = [title, decision.body or "", f"§ {paragraph}" if paragraph else "", day]
        return ", ".join(part for part in told if part)

    def _decision(self, revision: Revision) -> Decision | None:
        """Return the plan's decision that a revision names."""
        return self._decisions.first(revision.decision) if revision.decision else None

    def revision(self, revision: Revision) -> str:
        """Return what a revision changed: the field, from what, to what."""
        field = self.formatter.label("revised_field", revision.field)
        before, after = self._value(revision.from_), self._value(revision.to)
        return f"{field}: {before or '–'} → {after or '–'}"

    def _value(self, value: object) -> str:
        if isinstance(value, PlanDate):
            return self.formatter.date(value)
        if isinstance(value, Decimal):
            return self.formatter.number(value)
        return "" if value is None else str(value)
