"""Why a deadline or target was moved, and who decided it, as a page tells it."""

from decimal import Decimal

from anhorig_cli.analysis.comparison import Move
from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.strategy import Decision
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import folded


class Reasons:
    """Tells of moves; decisions are looked up in the plan."""

    def __init__(self, plan: Plan, titles: Titles, formatter: Formatter) -> None:
        self.titles = titles
        self.formatter = formatter
        self._decisions = Register(plan.decisions)
        self._earlier: dict[int, Register[Decision]] = {}

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
        """Return how far a deadline was moved; nothing where it cannot be disclosed."""
        if days is None:
            return ""
        if days == 0:
            return self.formatter.text("the same deadline")
        if days > 0:
            return self.formatter.counted(days, "{n} day later", "{n} days later")
        return self.formatter.counted(-days, "{n} day earlier", "{n} days earlier")

    def why_moved(self, move: Move) -> list[str]:
        """Return why a deadline was moved, or that no reason is given; nothing of one that was set where none was."""
        carried = [self.formatter.text("continues: {earlier}", earlier=move.earlier.title)] if move.earlier else []
        return carried + (self.why(move.revision) if move.before else [])

    def why(self, revision: Revision | None, then: Plan | None = None) -> list[str]:
        """Return the reason and who decided, a line each.

        Args:
            revision: the revision that gives a reason for the move, if there is one.
            then: the version of the plan that the revision stands in, where it is an earlier one.
        """
        reason = " ".join((revision.reason or "").split()) if revision else ""
        lines = [
            self.formatter.text("reason: {reason}", reason=reason) if reason else self.formatter.text("no reason given")
        ]
        decided = self.decided(revision, then)
        return [*lines, self.formatter.text("decided: {decision}", decision=decided)] if decided else lines

    def decided(self, revision: Revision | None, then: Plan | None = None) -> str:
        """Return who decided, and when: the decision's title, body and paragraph as far as the plan tells."""
        if revision is None:
            return ""
        decision = self._decision(revision.decision, then) if revision.decision else None
        if decision is None:
            parts = [revision.decision, self.formatter.date(revision.decided)]
        else:
            paragraph = (decision.paragraph or "").replace("§", "").strip()
            day = self.formatter.date(revision.decided or decision.date)
            parts = [decision.title or decision.id, decision.body, f"§ {paragraph}" if paragraph else "", day]
        return ", ".join(part for part in parts if part)

    def _decision(self, name: str, then: Plan | None) -> Decision | None:
        """Return the decision that a revision names, as the plan has it now; as it was, where that is not there.

        An id may have come to mean another decision since, so that one must have the same title or day.
        """
        meant = self._decisions_then(then).first(name) if then else None
        if meant is None:
            return self._decisions.first(name)
        names = filter(None, (meant.title, meant.id))
        found = (self._decisions.first(one) for one in names)
        return next((now for now in found if now and _is_same(now, meant)), meant)

    def _decisions_then(self, plan: Plan) -> Register[Decision]:
        if id(plan) not in self._earlier:
            self._earlier[id(plan)] = Register(plan.decisions)
        return self._earlier[id(plan)]

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


def _is_same(one: Decision, other: Decision) -> bool:
    titles = {folded(each.title or "") for each in (one, other)}
    return len(titles) == 1 or (one.date is not None and one.date == other.date)
