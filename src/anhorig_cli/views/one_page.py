"""The summary on one page: what is off plan and what is achieved as cards, and what must be decided.

A template gets it with the filter `one_page`: `{% set page = plan | one_page %}`.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.source import Message, message
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.pictures.small_multiple import MultipleView, small_multiples
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.occasions import NO_OCCASION
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.views.report.short_sections import first_paragraph
from anhorig_cli.views.subgoals import SubgoalView

MOST_CARDS, MOST_ITEMS = 3, 3


class CardItemView(NamedTuple):
    """One of the things that a card counts, and a text about it; empty where its title says enough."""

    title: str
    text: str


class CardView(NamedTuple):
    """A card: a number, what it counts, and the first of the things counted.

    `symbol` is the word whose symbol is printed before the number, `tone` is `alarm`, `good` or `soft`, `of` gives the
    total, `more` says how many are left out, and `note` adds to the card.
    """

    symbol: str
    tone: str
    number: str
    of: str
    what: str
    items: tuple[CardItemView, ...]
    more: str
    note: str


class OnePageView(NamedTuple):
    """The page: `minus` is what is off plan, the worst first, and `plus` what is achieved, three cards of each.

    `proposals` are the proposed decisions, `requests` what else the committee must act on, `remaining` the work that is
    left, `more` says how many of these are left out, `opinion` is the administration's view and `economy` the first
    paragraph on the economy (Markdown).
    """

    minus: tuple[CardView, ...]
    plus: tuple[CardView, ...]
    proposals: tuple[str, ...]
    requests: tuple[str, ...]
    remaining: tuple[str, ...]
    more: str
    opinion: str
    economy: str


def one_page(plan: ReportView, formatter: Formatter) -> OnePageView:
    """Return the summary of a report on one page."""
    cards = _Cards(plan, formatter)
    occasion = plan.committee_paper.occasion or NO_OCCASION
    asks = plan.summary.asks  # which mention no subgoals by number, as this page does not either
    requests, remaining = asks[: len(plan.front.requests)], asks[len(plan.front.requests) :]
    left_out = sum(max(len(sentences) - MOST_ITEMS, 0) for sentences in (requests, remaining))
    return OnePageView(
        minus=tuple(card for card in cards.minus() if card)[:MOST_CARDS],
        plus=tuple(card for card in cards.plus() if card)[:MOST_CARDS],
        proposals=occasion.proposal,
        requests=requests[:MOST_ITEMS],
        remaining=remaining[:MOST_ITEMS],
        more=_more(left_out, formatter),
        opinion=occasion.administration_view,
        economy=first_paragraph(occasion.economy),
    )


def _more(number: int, formatter: Formatter) -> str:
    return formatter.text("and {n} more (see the status report)", n=number) if number > 0 else ""


class _Cards:
    def __init__(self, plan: ReportView, formatter: Formatter) -> None:
        self._plan, self._word = plan, formatter
        self._activities = [activity for subgoal in plan.subgoals for activity in subgoal.activities]

    def minus(self) -> Iterator[CardView | None]:
        """Yield the cards of what is off plan, the worst kind first; None for a kind with nothing to count."""
        yield self._late_subgoals()
        yield self._indicators_behind()
        yield self._indicators_without_value()
        yield self._missed_in_the_cycle()
        yield self._failing_subgoals()
        yield self._late_activities()

    def plus(self) -> Iterator[CardView | None]:
        """Yield the cards of what is achieved; None for a kind with nothing to count."""
        yield self._achieved()
        yield self._achieved_earlier()
        yield self._activities_done()
        yield self._indicators_better()
        yield self._discontinued()

    def _card(
        self,
        symbol_and_tone: tuple[str, str],
        phrases: tuple[Message, ...],
        items: Sequence[CardItemView],
        of: int = 0,
        note: str = "",
    ) -> CardView | None:
        """Return a card that counts `items`; None for no items.

        `phrases` are the words for one, for many, and for one out of several.
        """
        if not items:
            return None
        number, word = len(items), self._word
        return CardView(
            symbol=symbol_and_tone[0],
            tone=symbol_and_tone[1],
            number=word.number(number),
            of=word.text("of {n}", n=of) if of > number else "",
            what=word.text_of(phrases[1] if number > 1 else phrases[-1 if of > 1 else 0]),
            items=tuple(items[:MOST_ITEMS]),
            more=_more(number - MOST_ITEMS, word),
            note=note,
        )

    def _late_subgoals(self) -> CardView | None:
        late = [s for s in self._plan.subgoals if s.is_late]
        late.sort(key=lambda subgoal: -subgoal.days_late)
        items = [CardItemView(subgoal.title, self._days(subgoal)) for subgoal in late]
        return self._card(
            _ALARM,
            (message("subgoal is late"), message("subgoals are late"), message("subgoals is late")),
            items,
            len(self._plan.subgoals),
        )

    def _days(self, subgoal: SubgoalView) -> str:
        return self._word.counted(subgoal.days_late, "one day", "{n} days")

    def _indicators_behind(self) -> CardView | None:
        measured = [pair for pair in self._deviating_indicators() if pair[1].standing.state != "unmeasured"]
        what = (
            message("indicator is behind target"),
            message("indicators are behind target"),
            message("indicators is behind target"),
        )
        items = [CardItemView(drawn.title, self._value_and_pace(drawn, indicator)) for drawn, indicator in measured]
        return self._card(_ALARM, what, items, len(self._plan.indicators))

    def _indicators_without_value(self) -> CardView | None:
        unmeasured = [one for _, one in self._deviating_indicators() if one.standing.state == "unmeasured"]
        what = (
            message("indicator has no value, though the day of its target has passed"),
            message("indicators have no value, though the days of their targets have passed"),
            message("indicators has no value, though the day of its target has passed"),
        )
        items = [CardItemView(one.title, one.target) for one in unmeasured]
        return self._card(_ALARM, what, items, len(self._plan.indicators))

    def _deviating_indicators(self) -> list[tuple[MultipleView, IndicatorView]]:
        """Return the indicators that deviate from their targets, the greatest shortfall first."""
        drawn = small_multiples(self._plan.indicators, self._word)
        return [(one, self._indicator_of(one)) for one in drawn if one.group == "behind"]

    def _indicator_of(self, drawn: MultipleView) -> IndicatorView:
        return next(one for one in self._plan.indicators if one.id == drawn.id and one.title == drawn.title)

    def _value_and_pace(self, drawn: MultipleView, indicator: IndicatorView) -> str:
        expected = indicator.standing.expected
        if expected:
            return self._word.text("{value}, at an even pace {expected}", value=drawn.now, expected=expected)
        return f"{drawn.now}, {drawn.target}"

    def _missed_in_the_cycle(self) -> CardView | None:
        record = self._plan.cycle_record
        if record is None or not record.missed:
            return None
        word = self._word
        units = sorted((unit for unit in record.units if unit.unit and unit.missed), key=lambda unit: -unit.missed)
        items = [CardItemView(unit.unit, word.number(unit.missed)) for unit in units]
        note = word.text("Counted unit by unit after {since}.", since=record.since)
        return CardView(
            symbol=_ALARM[0],
            tone=_ALARM[1],
            number=word.number(record.missed),
            of="",
            what=word.text_of(_MISSED[0] if record.missed == 1 else _MISSED[1]),
            items=tuple(items[:MOST_ITEMS]) if len(items) > 1 else (),
            more="",
            note=" ".join([note, *record.done_later(word)]),
        )

    def _failing_subgoals(self) -> CardView | None:
        failing = [s for s in self._plan.subgoals if s.is_failing and not s.is_late]
        failing.sort(key=lambda subgoal: not subgoal.is_not_met)
        items = [CardItemView(subgoal.title, uncapitalised(subgoal.status_label)) for subgoal in failing]
        what = (
            message("subgoal is not, or is not expected to be, fully achieved"),
            message("subgoals are not, or are not expected to be, fully achieved"),
        )
        return self._card(_ALARM, what, items)

    def _late_activities(self) -> CardView | None:
        late = sorted((a for a in self._activities if a.is_late), key=lambda activity: activity.last_due)
        items = [CardItemView(activity.title, activity.due) for activity in late]
        return self._card(
            _ALARM,
            (message("activity is late"), message("activities are late"), message("activities is late")),
            items,
            len(self._activities),
        )

    def _achieved(self) -> CardView | None:
        what = (message("subgoal is achieved"), message("subgoals are achieved"), message("subgoals is achieved"))
        items = [_title_item(s) for s in self._plan.subgoals if s.status == "achieved"]
        return self._card(_GOOD, what, items, len(self._plan.subgoals))

    def _achieved_earlier(self) -> CardView | None:
        what = (
            message("earlier subgoal is achieved and continues"),
            message("earlier subgoals are achieved and continue"),
        )
        return self._card(_GOOD, what, [_title_item(s) for s in self._plan.carried_on if s.status == "achieved"])

    def _activities_done(self) -> CardView | None:
        done = [CardItemView(activity.title, "") for activity in self._activities if activity.status == "done"]
        what = (message("activity is done"), message("activities are done"), message("activities is done"))
        card = self._card(_GOOD, what, done, len(self._activities))
        return card._replace(items=(), more="") if card else None

    def _indicators_better(self) -> CardView | None:
        better = [one for one in self._plan.indicators if one.trend == "better"]
        shown = sorted(small_multiples(better, self._word), key=lambda one: one.group == "behind")
        items = [CardItemView(one.title, f"{one.start} → {one.now}") for one in shown]
        what = (
            message("indicator has got better"),
            message("indicators have got better"),
            message("indicators has got better"),
        )
        return self._card(("better", "good"), what, items, len(self._plan.indicators))

    def _discontinued(self) -> CardView | None:
        what = (message("subgoal is discontinued"), message("subgoals are discontinued"))
        items = [_title_item(s) for s in self._plan.subgoals if s.status == "discontinued"]
        return self._card(("discontinued", "soft"), what, items)


_MISSED = (
    message("task in the annual cycle was not done in time"),
    message("tasks in the annual cycle were not done in time"),
)
_ALARM, _GOOD = ("overdue", "alarm"), ("achieved", "good")


def _title_item(subgoal: SubgoalView) -> CardItemView:
    return CardItemView(subgoal.title, "")
