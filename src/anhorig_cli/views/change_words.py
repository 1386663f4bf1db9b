"""How a change is put into words: which field it was, what it said before, why, and who decided it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, cast

from anhorig_cli.analysis.comparison import FieldChange, Move
from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.part import Key, Part, scale_of
from anhorig_cli.model.parts import MODELS
from anhorig_cli.model.period import Period
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.recurrence import Recurrence
from anhorig_cli.model.register import Register
from anhorig_cli.model.strategy import Decision
from anhorig_cli.model.values import Answer
from anhorig_cli.views.formatter import Formatter, period_view, uncapitalised
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import ORDINALS, SEASONS, WEEKDAYS, Language, folded, word_key

_LONGEST = 80


class FieldWords(NamedTuple):
    """Puts changed fields into words; references are printed as titles, each version's looked up in its own plan."""

    before: Titles
    after: Titles

    @property
    def formatter(self) -> Formatter:
        """The formatter of the page."""
        return self.after.formatter

    def changed(self, part: str, change: FieldChange, *, is_disclosed: bool = True) -> str:
        """Return what changed in a field, in one line.

        Long text, lists of things and values that are not disclosed (`is_disclosed` false) are only said to
        have changed; for a list of dated things, the line gives the days of those that did.
        """
        heading = self.heading(part, change.name)
        if dated := self._dated(change):
            return f"{heading}: {dated}"
        before, after = self._before_and_after(part, change) if is_disclosed else (None, None)
        if before is None or after is None:
            if change.before in (None, ()):
                return self.formatter.text("{field}: added", field=heading)
            if change.after in (None, ()):
                return self.formatter.text("{field}: removed", field=heading)
            return self.formatter.text("{field}: changed", field=heading)
        if not before:
            return self.formatter.text("{field}: {after} (nothing before)", field=heading, after=after)
        if not after:
            return self.formatter.text("{field}: removed (was {before})", field=heading, before=before)
        return f"{heading}: {before} → {after}"

    def _dated(self, change: FieldChange) -> str:
        """Return the days of what was added to, changed in or removed from a list of dated things; else empty."""
        before, after = _by_day(change.before), _by_day(change.after)
        if before is None or after is None:
            return ""
        added = self._days(after.keys() - before.keys())
        altered = self._days(day for day in before.keys() & after.keys() if before[day] != after[day])
        removed = self._days(before.keys() - after.keys())
        parts: list[str] = []
        if added:
            parts.append(self.formatter.text("{days} added", days=added))
        if altered:
            parts.append(self.formatter.text("{days} changed", days=altered))
        if removed:
            parts.append(self.formatter.text("{days} removed", days=removed))
        text = "; ".join(parts)
        return text if len(text) <= 2 * _LONGEST else ""

    def _days(self, days: Iterable[PlanDate]) -> str:
        """Return days as a list in running text, the earliest first."""
        in_order = sorted(days, key=lambda day: (day.first, day.last))
        return self.formatter.listed(self.formatter.date(day) for day in in_order)

    def heading(self, part: str, name: str) -> str:
        """Return a field's heading."""
        return self.formatter.key(part, name.removesuffix("_"))

    def _before_and_after(self, part: str, change: FieldChange) -> tuple[str | None, str | None]:
        before = self._value(part, change.name, change.before, self.before)
        return before, self._value(part, change.name, change.after, self.after)

    def _value(self, part: str, name: str, value: object, titles: Titles) -> str | None:
        """Return a value as text, empty for no value; None for one that cannot be given in a line."""
        if value is None or value == ():
            return ""
        if isinstance(value, str):
            return self._text_value(part, name, value, titles)
        if type(value) is tuple:  # not a recurrence, which is a named tuple
            return self._listed_values(part, name, cast("Sequence[object]", value), titles)
        if isinstance(value, Decimal) and _key(part, name).of_people:
            return self.formatter.people(value)
        return self._single_value(value)

    def _single_value(self, value: object) -> str | None:
        if isinstance(value, bool | Answer):
            return self.formatter.yes_or_no(is_yes=bool(value))
        if isinstance(value, Decimal):
            return self.formatter.number(value)
        if isinstance(value, PlanDate):
            return self.formatter.date(value)
        return period_view(value, self.formatter) if isinstance(value, Period) else None

    def _text_value(self, part: str, name: str, text: str, titles: Titles) -> str | None:
        scale = scale_of(MODELS[part].model_fields[name])
        if scale:
            return uncapitalised(self.formatter.label(scale, text))
        kinds = _key(part, name).refers_to
        if kinds:
            return "".join(titles.of([text], *kinds))
        return text if len(text) <= _LONGEST and "\n" not in text else None

    def _listed_values(self, part: str, name: str, values: Sequence[object], titles: Titles) -> str | None:
        if all(isinstance(value, Recurrence) for value in values):
            return self.formatter.listed(recurrence_text(cast("Recurrence", value), self.formatter) for value in values)
        if not all(isinstance(value, str) for value in values):
            return None
        texts = [str(value) for value in values]
        kinds = _key(part, name).refers_to
        listed = self.formatter.listed(titles.of(texts, *kinds) if kinds else texts)
        return listed if len(listed) <= 2 * _LONGEST else None


def _key(part: str, name: str) -> Key:
    """Return the declaration of a field, by its name in the model."""
    return MODELS[part].keys[name.removesuffix("_")]


def _by_day(value: object) -> dict[PlanDate, list[object]] | None:
    """Return the things in a list by day; None where the value is not a list of dated things."""
    found: dict[PlanDate, list[object]] = {}
    for thing in cast("tuple[object, ...]", value) if type(value) is tuple else [value] if value else []:
        day = getattr(thing, "date", None)
        if not isinstance(day, PlanDate):
            return None
        found.setdefault(day, []).append(thing)
    return found


def recurrence_text(recurrence: Recurrence, formatter: Formatter) -> str:
    """Return when in the year something recurs: `mars`, `6 oktober`, `vecka 40`, `varje kvartal`."""
    if recurrence.kind == "rhythm":
        return formatter.label("recurrence", recurrence.word).lower()
    if recurrence.kind == "season":
        return SEASONS[word_key(recurrence.word)].term.spelled(formatter.language)
    if recurrence.kind == "week":
        return formatter.text("week {number}", number=str(recurrence.number))
    if recurrence.kind == "weekday":
        return _weekday_text(recurrence, formatter)
    if recurrence.kind == "month":
        return formatter.month_name(recurrence.number)
    month, day = divmod(recurrence.number, 100)
    return f"{day} {formatter.month_name(month)}"


def _weekday_text(recurrence: Recurrence, formatter: Formatter) -> str:
    ordinal, weekday = ORDINALS[recurrence.nth], WEEKDAYS[recurrence.weekday - 1]
    nth = ordinal.spelled(formatter.language)
    day = weekday.sv if formatter.language is Language.SV else weekday.label(formatter.language)
    if not recurrence.number:
        return formatter.text("{ordinal} {weekday} of every month", ordinal=nth, weekday=day)
    month = formatter.month_name(recurrence.number)
    return formatter.text("{ordinal} {weekday} in {month}", ordinal=nth, weekday=day, month=month)


def name_of(part: Part, formatter: Formatter) -> str:
    """Return what a thing is called: its title or id, else its date."""
    for name in ("title", "id", "text", "body", "from_"):
        text = getattr(part, name, None)
        if isinstance(text, str):
            return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    day = getattr(part, "date", None)
    return formatter.date(day) if isinstance(day, PlanDate) else ""


# Why a deadline or target was moved, and who decided it, as a page says it.


class Reasons:
    """Puts moves into words; decisions are looked up in the plan."""

    def __init__(self, titles: Titles) -> None:
        self.formatter = titles.formatter
        self._decisions = Register(titles.plan.decisions)
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
        """Return how far a deadline was moved; empty where `days` is None."""
        if days is None:
            return ""
        if days == 0:
            return self.formatter.text("the same deadline")
        if days > 0:
            return self.formatter.counted(days, "{n} day later", "{n} days later")
        return self.formatter.counted(-days, "{n} day earlier", "{n} days earlier")

    def why_moved(self, move: Move) -> list[str]:
        """Return why a deadline was moved, or that no reason is given; no reason for a deadline set where none was."""
        carried = [self.formatter.text("continues: {earlier}", earlier=move.earlier.title)] if move.earlier else []
        return carried + (self.why(move.revision) if move.before else [])

    def why(self, revision: Revision | None, then: Plan | None = None) -> list[str]:
        """Return the reason and who decided, one line each.

        Args:
            revision: the revision that gives a reason for the move, if there is one.
            then: the version of the plan that the revision is in, where it is an earlier one.
        """
        reason = " ".join((revision.reason or "").split()) if revision else ""
        lines = [
            self.formatter.text("reason: {reason}", reason=reason) if reason else self.formatter.text("no reason given")
        ]
        decided = self.decided(revision, then)
        return [*lines, self.formatter.text("decided: {decision}", decision=decided)] if decided else lines

    def decided(self, revision: Revision | None, then: Plan | None = None) -> str:
        """Return who decided, and when: the decision's title, body and paragraph as far as the plan gives them."""
        if revision is None:
            return ""
        decision = self._decision(revision.decision, then) if revision.decision else None
        if decision is None:
            parts = [revision.decision, self.formatter.date(revision.decided)]
        else:
            parts = [*_decision_parts(decision), self.formatter.date(revision.decided or decision.date)]
        return ", ".join(part for part in parts if part)

    def _decision(self, name: str, then: Plan | None) -> Decision | None:
        """Return the decision that a revision names, as the plan has it now, or else as it was `then`.

        An id may have come to mean another decision since, so the present one must have the same title or day.
        """
        intended = self._decisions_then(then).first(name) if then else None
        if intended is None:
            return self._decisions.first(name)
        names = filter(None, (intended.title, intended.id))
        found = (self._decisions.first(one) for one in names)
        return next((now for now in found if now and _is_same(now, intended)), intended)

    def _decisions_then(self, plan: Plan) -> Register[Decision]:
        if id(plan) not in self._earlier:
            self._earlier[id(plan)] = Register(plan.decisions)
        return self._earlier[id(plan)]

    def revision(self, revision: Revision) -> str:
        """Return what a revision changed: the field, and its value before and after."""
        field = self.formatter.label("revised_field", revision.field)
        before, after = self.formatter.value_text(revision.from_), self.formatter.value_text(revision.to)
        return f"{field}: {before or '–'} → {after or '–'}"


def _is_same(one: Decision, other: Decision) -> bool:
    titles = {folded(each.title or "") for each in (one, other)}
    return len(titles) == 1 or (one.date is not None and one.date == other.date)


# A change, for a reader and for a program.


Fact = str | int | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change: what it is about, and what happened, in lines of plain text.

    `kind` is a word for programs (`deadline-moved`), and `facts` are the data behind the lines: dates as they are
    written in a plan, numbers of days, ids. `is_altered` marks a record that now says something else, or is gone.
    """

    kind: str
    id: str
    title: str
    lines: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    is_altered: bool = False


def state_of(change: object, both: str) -> str:
    """Return `added` or `removed`; the word `both` where the thing is in both versions."""
    before, after = getattr(change, "before", None), getattr(change, "after", None)
    return "added" if before is None else "removed" if after is None else both


def written(day: PlanDate | None) -> str | None:
    """Return a day as a plan writes it."""
    return str(day) if day else None


def revision_facts(revision: Revision | None) -> dict[str, Fact]:
    """Return when something was changed, by what decision, and why."""
    if revision is None:
        return dict.fromkeys(("decided", "decision", "reason"))
    return {"decided": written(revision.decided), "decision": revision.decision, "reason": revision.reason}


def _decision_parts(decision: Decision) -> list[str | None]:
    """Return the title, body and paragraph of a decision; its id where the plan gives none of them."""
    paragraph = (decision.paragraph or "").replace("§", "").strip()
    given = [decision.title, decision.body, f"§ {paragraph}" if paragraph else ""]
    return given if any(given) else [decision.id]
