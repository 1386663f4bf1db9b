"""Targets of an indicator as a report shows them: the one that holds, several, and how each was met."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.outcomes import TargetStates
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.target import Target
from anhorig_cli.model.values import Change
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.measured_parts import part_name
from anhorig_cli.views.report.measurements import amount_text
from anhorig_cli.views.report.standing import LABELS, StandingView


class TargetView(NamedTuple):
    """One of several targets: the unit or group that it is of, empty for the whole, and how it stands."""

    name: str
    target: str
    standing: str


def target_in_short(indicator: Indicator, titles: Titles, formatter: Formatter) -> str:
    """Return the target of the whole that holds; without any, those of the parts."""
    whole = indicator.target
    if whole is not None:
        return one_target_text(indicator, whole, formatter)
    held = {one.scope: one for one in reversed(indicator.targets)}
    return "; ".join(_named(indicator, one, titles, formatter) for one in reversed(held.values()))


def _named(indicator: Indicator, target: Target, titles: Titles, formatter: Formatter) -> str:
    name, text = part_name(target, titles), one_target_text(indicator, target, formatter)
    return f"{name}: {text}" if name else text


def target_views(
    indicator: Indicator, snapshot: Snapshot, titles: Titles, formatter: Formatter, disclosure: Disclosure
) -> tuple[TargetView, ...]:
    """Return the targets of an indicator that has several, or has them for its parts, the earliest first."""
    targets = sorted(indicator.targets, key=lambda one: one.by.last if one.by else date.max)
    if len(targets) < 2 and not any(one.is_part for one in targets):  # noqa: PLR2004 - one alone is in the table
        return ()
    states = TargetStates(disclosure, snapshot, indicator)
    return tuple(
        TargetView(
            part_name(one, titles),
            one_target_text(indicator, one, formatter),
            _verdict(indicator, one, states, formatter),
        )
        for one in targets
    )


def _verdict(indicator: Indicator, target: Target, states: TargetStates, formatter: Formatter) -> str:
    """Return how a target was met, or is so far, after the latest value of a part; empty where that is not known."""
    state = states.state(target)
    label = formatter.text(LABELS[state]) if state in LABELS else ""
    latest = states.parts.met(target)[1] if target.is_part else None
    value = amount_text(indicator, latest.amount, formatter) if latest and latest.amount is not None else ""
    return ". ".join(part for part in (value, label) if part)


def with_missed(
    stands: StandingView, states: TargetStates, indicator: Indicator, titles: Titles, formatter: Formatter
) -> StandingView:
    """Return how an indicator stands, as missed where an earlier target, or that of a part, was not met in time."""
    earlier = [one for one in states.missed() if one is not indicator.target]
    if not earlier or stands.state == "missed":
        return stands
    missed = [_missed(one, titles, formatter) for one in earlier]
    state = stands.state if stands.state == "behind" else "missed"
    return stands._replace(state=state, label=". ".join(part for part in (*missed, stands.label) if part), reason="")


def _missed(target: Target, titles: Titles, formatter: Formatter) -> str:
    name = part_name(target, titles)
    if name:
        return formatter.text("The target of {date} for {name} was not met in time", date=target.by, name=name)
    return formatter.text("The target of {date} was not met in time", date=target.by)


def dated_targets(indicator: Indicator, titles: Titles, formatter: Formatter) -> Iterator[tuple[str, int, str]]:
    """Give the targets that have a day: of which part, in which year, and the level."""
    for one in sorted(indicator.targets, key=lambda one: one.by.last if one.by else date.max):
        if one.by is not None:
            undated = one.model_copy(update={"by": None})
            yield part_name(one, titles), one.by.last.year, one_target_text(indicator, undated, formatter)


def one_target_text(indicator: Indicator, target: Target, formatter: Formatter) -> str:
    """Return a target of an indicator as text, with its day."""
    said = [
        amount_text(indicator, target.value, formatter) if target.value is not None else "",
        _at_least(indicator, target, formatter),
        formatter.text("at most {value}", value=amount_text(indicator, target.at_most, formatter))
        if target.at_most is not None
        else "",
        change_text(indicator, target.change, formatter) if target.change is not None else "",
        formatter.label("direction", target.direction) if target.direction else "",
    ]
    level = ", ".join(word for word in said if word)
    return formatter.text("{level} by {date}", level=level, date=target.by) if target.by and level else level


def _at_least(indicator: Indicator, target: Target, formatter: Formatter) -> str:
    least = target.at_least
    if least is None:
        return ""
    if indicator.least_share_of_yes(target) is not None:
        return formatter.text("yes at no less than {share} of the units", share=formatter.percent(least))
    return formatter.text("at least {value}", value=amount_text(indicator, least, formatter))


def change_text(indicator: Indicator, change: Change, formatter: Formatter) -> str:
    """Return a change from the baseline as text: what it leads to is not told, since that would tell the baseline."""
    amount = abs(change.amount)
    text = formatter.percent(amount) if change.is_in_percent else _points(indicator, amount, formatter)
    if change.amount < 0:
        return formatter.text("{amount} less than the baseline", amount=text)
    return formatter.text("{amount} more than the baseline", amount=text)


def _points(indicator: Indicator, amount: Decimal, formatter: Formatter) -> str:
    if indicator.is_in_percent:
        return formatter.text("{n} percentage points", n=formatter.number(amount))
    return amount_text(indicator, amount, formatter)
