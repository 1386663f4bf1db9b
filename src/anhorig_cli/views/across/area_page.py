"""An area of a strategy on a page of its own: which plans serve it, with what, and how that was assessed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.views.coverage import CoverageCellView, CoverageView, CoveredPlanView
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.plan_names import some_of
from anhorig_cli.vocabulary import WORST_FIRST


class ServingPlanView(NamedTuple):
    """A plan that serves an area: what it is called, the path of its file, and what it does there."""

    heading: str
    file: str
    cell: CoverageCellView


class AreaPageView(NamedTuple):
    """An area: `sentences` say how many plans serve it and how it goes, `plans` which and with what.

    `others` names the plans that do not serve it, and `own` is what the strategy itself does there.
    """

    id: str
    title: str
    strategy: str
    sentences: tuple[str, ...]
    description: str
    own_heading: str
    own: CoverageCellView
    plans: tuple[ServingPlanView, ...]
    others: str


def area_pages(view: CoverageView, word: Formatter) -> Iterator[AreaPageView]:
    """Give each area of a strategy."""
    for area in view.areas:
        serving, others = list[ServingPlanView](), list[str]()
        for plan, cell in zip(view.plans, area.cells, strict=True):
            if plan.is_read and cell.is_empty:
                others.append(plan.heading)
            elif plan.is_read:
                serving.append(ServingPlanView(plan.heading, plan.file, cell))
        yield AreaPageView(
            id=area.id,
            title=area.title,
            strategy=view.strategy,
            sentences=tuple(_sentences(serving, view.plans, word)),
            description=area.description,
            own_heading=view.own,
            own=area.own,
            plans=tuple(serving),
            others=_others(others, word),
        )


def _sentences(serving: Sequence[ServingPlanView], plans: Sequence[CoveredPlanView], word: Formatter) -> Iterator[str]:
    read = sum(one.is_read for one in plans)
    yield word.text("{n} of {all} plans serve the area.", n=len(serving), all=read)
    often = Counter(one.status for plan in serving for one in plan.cell.subgoals)
    if often:
        states = word.listed(
            f"{often[one]} {uncapitalised(word.label('assessment', one))}" for one in WORST_FIRST if often[one]
        )
        yield word.counted(
            often.total(),
            "They have one subgoal there: {states}.",
            "They have {n} subgoals there: {states}.",
            states=states,
        )
    if unread := len(plans) - read:
        yield word.counted(
            unread,
            "What one plan does is not known: it could not be read.",
            "What {n} plans do is not known: they could not be read.",
        )


def _others(names: Sequence[str], word: Formatter) -> str:
    return word.text("Do not serve the area: {plans}.", plans=some_of(names, word)) if names else ""
