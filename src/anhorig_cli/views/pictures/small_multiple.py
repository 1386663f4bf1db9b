"""Small multiples: each indicator as a small line against its even pace and target, with its figures as text below.

A template prints them with the filter `small_multiples`, which returns the indicators as `MultipleView`s, those that
need attention first. In HTML, `multiple_picture` draws one as an SVG element with an alternative text, or nothing where
there is nothing to draw, and `multiple_key` draws the key to the lines:

    {% for one in plan.indicators | small_multiples %}
    <h3>{{ one.title }}</h3>
    {{ one | multiple_picture("matt-" ~ loop.index) }}
    <p>{% if one.start %}{{ one.start }} → {% endif %}<strong>{{ one.now }}</strong> {{ one.target }}</p>
    <p>{% if one.symbol %}<span aria-hidden="true">{{ one.symbol }}</span> {% endif %}{{ one.standing }}</p>
    {% endfor %}
    {{ plan | multiple_key("matt-forklaring") }}

`one.numbers` is the same as a table (`date`, `value`, `what`).

The solid line is what was measured, the dotted line the even pace from start to target, the ring the target, the dot
the latest value, and the vertical line how far that is behind the pace. Where the method of measuring changed, the line
is broken at a dashed vertical, and no gap is drawn. An indicator whose subgoals are closed is grey.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from anhorig_cli.source import message
from anhorig_cli.views.appearance import Ink
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.pictures.axis import Axis, widened
from anhorig_cli.views.pictures.drawing import Drawing, Point, Sheet, dot, line_through, ring
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.targets import LABELS
from anhorig_cli.views.report.trend import PointView, TrendView
from anhorig_cli.vocabulary import SYMBOLS

WIDTH, HEIGHT = 182.0, 58.0
"""The size of the picture: 41 by 13 millimetres on paper."""
SIDE, _TOP, _BOTTOM = 7.0, 8.0, 50.0
PACE, _CHANGE_DASH = "2 3", "3 3"

Group = Literal["behind", "closed", "unknown", "in_step", "key"]
_ORDER: tuple[Group, ...] = ("behind", "closed", "unknown", "in_step", "key")


class NumberView(NamedTuple):
    """A figure behind the picture: its date, its value, and what it is."""

    date: str
    value: str
    what: str


class MultipleView(NamedTuple):
    """An indicator as a small multiple.

    `group` is `behind` its target or the even pace, or not measured when it was due, `closed` (behind, but with no
    open subgoal), `unknown` (it has a target but cannot be compared with it), `in_step`, or `key` (a key figure without
    a target). `shortfall` is how far it is behind, as a share of the way from start to target. `start`, `now` and
    `target` are the figures under the picture, `standing` how they compare, with its `symbol`, and `numbers` all of
    them for a table. `drawing` is None where a picture would say no more than the figures. `beside` are others' values,
    where they are drawn too.
    """

    id: str
    title: str
    group: Group
    shortfall: float
    start: str
    now: str
    target: str
    symbol: str
    standing: str
    numbers: tuple[NumberView, ...]
    drawing: Drawing | None
    beside: str = ""


def small_multiples(
    indicators: Sequence[IndicatorView], formatter: Formatter, *, are_drawn: bool = True
) -> tuple[MultipleView, ...]:
    """Return the indicators as small multiples: by group, `behind` first, and the greatest shortfall first in each.

    Without `are_drawn`, for output that cannot show pictures, no picture is made.
    """
    drawn = [Multiple(indicator, formatter).view(is_drawn=are_drawn) for indicator in indicators]
    return tuple(sorted(drawn, key=lambda one: (_ORDER.index(one.group), -one.shortfall)))


class Multiple:
    """Makes a small multiple of an indicator.

    Its axes have room for the points in `scale` too, and `others` are the values of each of those it is compared with.
    """

    def __init__(
        self,
        indicator: IndicatorView,
        formatter: Formatter,
        scale: Sequence[PointView] = (),
        others: Sequence[Sequence[PointView]] = (),
    ) -> None:
        self._indicator, self._path, self._say = indicator, indicator.path, formatter
        self._scale, self._others, self._beside = scale, others, indicator.comparison if others else ""
        self._points = [point for point in self._path.points if point.number is not None]
        changes = [place for place, point in enumerate(self._points) if point.starts_anew]
        self._latest = self._latest_point()
        self._changed = self._points[changes[-1]] if changes and self._follows_values(changes[-1]) else None
        self._baseline = None if self._changed else self._path.baseline
        self._goal = self._nearest_target()
        self._group: Group = self._group_of_indicator()

    def _latest_point(self) -> PointView | None:
        """Return the latest measured point; None where there is none, or its value is not shown."""
        pairs = zip(self._path.points, self._indicator.measurements, strict=True)
        measured = [point for point, view in pairs if view.value]
        return measured[-1] if measured and measured[-1].number is not None else None

    def _follows_values(self, place: int) -> bool:
        """Return whether a measurement follows an earlier one or a baseline."""
        return place > 0 or self._path.baseline is not None

    def _nearest_target(self) -> PointView | None:
        targets, start = list(_disclosed(self._path.targets)), self._path.baseline
        if start is None or start.number is None:
            return targets[0] if targets else None
        number = start.number
        return min(targets, key=lambda target: abs((target.number or 0) - number), default=None)

    def _group_of_indicator(self) -> Group:
        state = self._indicator.standing.state
        if not self._indicator.target:
            return "key"
        if state in {"behind", "missed", "unmeasured"}:
            return "behind" if self._indicator.is_deviating else "closed"
        return "unknown" if state == "unknown" else "in_step"

    def view(self, *, is_drawn: bool = True) -> MultipleView:
        """Return the small multiple, with its picture if `is_drawn` and there is anything to draw."""
        target = self._target_text()
        return MultipleView(
            id=self._indicator.id,
            title=self._indicator.title,
            group=self._group,
            shortfall=self._shortfall(),
            start=self._start_text(),
            now=self._latest_text(),
            target=self._say.text("target {value}", value=target) if target else "",
            symbol=self._standing_symbol(),
            standing=self._standing_text(),
            numbers=tuple(self._numbers()),
            drawing=self._draw() if is_drawn and self._path.tells else None,
            beside=self._beside,
        )

    def _without_unit(self, value: str) -> str:
        """Return a value without its unit, which is printed with the latest value."""
        return value.removesuffix(f" {self._path.unit}") if self._path.unit else value

    def _start_text(self) -> str:
        if self._baseline:
            return self._without_unit(self._baseline.value)
        since = self._points[self._points.index(self._changed) :] if self._changed else self._points
        first = since[0] if len(since) > 1 else None
        return self._without_unit(first.value) if first else ""

    def _latest_text(self) -> str:
        values = [one.value for one in self._indicator.measurements if one.value]
        if values:
            return values[-1]
        withheld = self._indicator.latest if self._indicator.is_suppressed else ""
        return withheld or self._say.text("not measured")

    def _target_text(self) -> str:
        levels = [self._without_unit(target.value) for target in self._path.targets]
        return "–".join(levels) or self._indicator.target

    def _standing_symbol(self) -> str:
        if self._group == "in_step":
            return SYMBOLS["achieved"] if self._indicator.standing.state != "passed" and self._is_plain_state else ""
        return SYMBOLS["overdue"] if self._group == "behind" else ""

    def _standing_text(self) -> str:
        parts = [self._against_target(), self._method_text(), self._worse_text()]
        return ", ".join(part for part in parts if part)

    def _against_target(self) -> str:
        if self._group == "unknown":
            return "" if self._changed else self._indicator.standing.reason or self._indicator.reason
        standing = self._indicator.standing
        if self._group == "key" or not standing.label:
            return ""
        expected = self._without_unit(standing.expected)
        if self._is_plain_state:
            text = self._say.text(_STATE_PHRASES[standing.state], expected=expected)
        else:
            text = uncapitalised(standing.label)
            text += f", {self._say.text('even pace {expected}', expected=expected)}" if expected else ""
        return self._say.text("{standing}, no subgoal is open", standing=text) if self._group == "closed" else text

    @property
    def _is_plain_state(self) -> bool:
        """Whether the standing's label is its state's alone, with no forecast, passed day or other targets."""
        standing = self._indicator.standing
        return standing.state in _STATE_PHRASES and standing.label == self._say.heading(LABELS[standing.state])

    def _method_text(self) -> str:
        return self._say.text("new method {date}", date=self._changed.date) if self._changed else ""

    def _worse_text(self) -> str:
        """Return the remark that the latest value is worse than the one before; empty where it does not apply."""
        is_left_out = self._indicator.standing.state in {"met", "unknown"} or self._latest is self._changed
        if is_left_out or not self._got_worse():
            return ""
        return f"{SYMBOLS['worse']} {self._say.text('worse than before')}"

    def _got_worse(self) -> bool:
        """Return whether the last of two shown values is further from the target than the one before."""
        before, now = [None, None, *(point.number for point in self._path.points)][-2:]
        start, goal = self._path.baseline, self._goal
        if before is None or now is None or start is None or goal is None:
            return False
        goes_up = (goal.number or 0) >= (start.number or 0)
        return now < before if goes_up else now > before

    def _shortfall(self) -> float:
        """Return how far the latest value is behind the pace or a missed target, as a share of the whole way."""
        if self._group not in {"behind", "closed"} or self._latest is None or self._goal is None:
            return 0.0
        level, now = self._level_to_reach(), self._latest.number
        start, goal = self._baseline.number if self._baseline else None, self._goal.number
        if level is None or now is None or start is None or goal is None or start == goal:
            return 0.0
        return max((level - now) / (goal - start), 0.0)

    def _level_to_reach(self) -> float | None:
        """Return the value on the even pace when the latest was measured; the target, once its day has passed."""
        if self._goal is None:
            return None
        if self._indicator.standing.state != "behind":
            return self._goal.number
        pace = self._pace()
        if pace is None or self._latest is None:
            return None
        (first, last), day = pace, _ordinal(self._latest.day)
        share = min(max((day - first[0]) / (last[0] - first[0]), 0.0), 1.0)
        return first[1] + (last[1] - first[1]) * share

    def _pace(self) -> tuple[Point, Point] | None:
        """Return both ends of the even pace, each as day and value; None without a dated start and target."""
        start, goal = self._baseline, self._goal
        if not (start and goal and start.day and goal.day and start.day < goal.day):
            return None
        if start.number is None or goal.number is None:
            return None
        return (_ordinal(start.day), start.number), (_ordinal(goal.day), goal.number)

    def _numbers(self) -> Iterator[NumberView]:
        say = self._say
        if self._path.baseline:
            yield NumberView(self._path.baseline.date, self._path.baseline.value, say.key("indicator", "baseline"))
        for point, view in zip(self._path.points, self._indicator.measurements, strict=True):
            what = say.text("measured, new method") if point.starts_anew else say.text("measured")
            yield NumberView(view.date, view.value or say.text("no value"), what)
        standing = self._indicator.standing
        if standing.expected:
            yield NumberView(standing.expected_date, standing.expected, say.text("at an even pace, computed"))
        for target in self._path.targets:
            yield NumberView(target.date, target.value, say.key("indicator", "target"))

    def _draw(self) -> Drawing:
        sheet, ink = Sheet(), _INKS[self._group]
        x, y = self._axes()
        self._draw_pace(sheet, x, y)
        for run in self._others:
            line_through(sheet, self._places(run, x, y), _OTHERS_INK, 1.2)
        for run in self._runs():
            line_through(sheet, self._places(run, x, y), ink, 2.2)
        self._draw_change(sheet, x)
        if self._latest:
            now = x.place(_ordinal(self._latest.day)), y.place(self._latest.number or 0)
            self._draw_gap(sheet, now, y, ink)
            dot(sheet, now, ink)
        for target in _disclosed(self._path.targets):
            at = x.place(_ordinal(target.day)) if target.day else WIDTH - SIDE
            ring(sheet, (at, y.place(target.number or 0)))
        return sheet.finished(WIDTH, HEIGHT, self._indicator.title, " ".join(self._sentences()))

    @staticmethod
    def _places(run: Sequence[PointView], x: Axis, y: Axis) -> list[Point]:
        return [(x.place(_ordinal(point.day)), y.place(point.number or 0)) for point in run]

    def _axes(self) -> tuple[Axis, Axis]:
        shown = [*points_of(self._path), *self._scale]
        days = [date.fromisoformat(point.day) for point in shown if point.day]
        first, last = widened(min(days), max(days))
        numbers = [point.number for point in shown if point.number is not None]
        low, high = min(numbers), max(numbers)
        if high == low:
            low, high = low - 1, high + 1
        x = Axis(first.toordinal(), last.toordinal(), SIDE, WIDTH - SIDE)
        return x, Axis(low, high, _BOTTOM, _TOP)

    def _draw_pace(self, sheet: Sheet, x: Axis, y: Axis) -> None:
        pace = self._pace()
        if pace:
            sheet.line([(x.place(day), y.place(number)) for day, number in pace], "target", 1.4, PACE)

    def _dated_start(self) -> list[PointView]:
        """Return the baseline as a list, empty unless it is dated before the first measurement."""
        start, first = self._path.baseline, self._path.points[0]
        return [start] if start and start.number is not None and "" < start.day < first.day else []

    def _runs(self) -> Iterator[list[PointView]]:
        """Yield runs of values that a line may join: of one method, with none missing or hidden between them."""
        run = self._dated_start()
        for point in self._path.points:
            if (point.number is None or point.starts_anew) and run:
                yield run
                run = []
            if point.number is not None:
                run.append(point)
        if run:
            yield run

    def _draw_change(self, sheet: Sheet, x: Axis) -> None:
        if self._changed is None:
            return
        before = [point.day for run in self._runs() for point in run if point.day < self._changed.day]
        day = (_ordinal(max(before)) + _ordinal(self._changed.day)) / 2 if before else _ordinal(self._changed.day)
        at = x.place(day)
        sheet.line(((at, 3), (at, HEIGHT - 3)), "soft", 1.2, _CHANGE_DASH)

    def _draw_gap(self, sheet: Sheet, now: Point, y: Axis, ink: Ink) -> None:
        level = self._level_to_reach() if self._group in {"behind", "closed"} else None
        if level is not None:
            sheet.line((now, (now[0], y.place(level))), ink, 1.4)

    def _sentences(self) -> Iterator[str]:
        yield self._first_to_latest()
        yield from self._target_sentences()
        say = self._say
        if self._changed:
            yield say.text(
                "New method of measuring {date}: values on either side are not compared.", date=self._changed.date
            )
        if any(point.number is None for point in self._path.points):
            yield say.text("Where the line is broken, a value is missing or not shown.")
        if self._beside:
            yield say.text("Thin and grey beside it: {others}.", others=self._beside)

    def _first_to_latest(self) -> str:
        start, now, day = self._baseline or self._points[0], self._latest_text(), self._indicator.latest_date
        if start is self._latest or not start.date:
            return self._say.text("{now} ({date}).", now=now, date=day)
        return self._say.text(
            "From {before} ({start}) to {now} ({date}).", before=start.value, start=start.date, now=now, date=day
        )

    def _target_sentences(self) -> Iterator[str]:
        standing = self._indicator.standing
        if self._indicator.target:
            yield self._say.text("Target: {value}.", value=self._indicator.target)
        if standing.expected:
            yield self._say.text(
                "At an even pace the value would have been {value} ({date}).",
                value=standing.expected,
                date=standing.expected_date,
            )
        if standing.label and self._group != "key":
            yield f"{standing.label}."


_OTHERS_INK: Ink = "axis"
_INKS: dict[Group, Ink] = {
    "behind": "alarm",
    "closed": "soft",
    "unknown": "accent",
    "in_step": "accent",
    "key": "accent",
}
_STATE_PHRASES = {
    "behind": message("behind, even pace {expected}").template,
    "missed": message("the target was not met in time").template,
    "on_track": message("in step, even pace {expected}").template,
    "met": message("the target is met").template,
    "passed": message("the target was met in time, but is not met now").template,
}


def points_of(path: TrendView) -> list[PointView]:
    """Return the points of an indicator that are drawn: measurements, targets and the baseline."""
    return list(_disclosed([*path.points, *path.targets, path.baseline]))


def _disclosed(points: Sequence[PointView | None]) -> Iterator[PointView]:
    return (point for point in points if point is not None and point.number is not None)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
