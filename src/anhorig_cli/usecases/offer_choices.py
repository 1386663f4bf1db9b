"""Offer the choices in a plan: for questions on a terminal, and for the shell's completion."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from anhorig_cli.diagnostics import AnhorigError, CannotWorkError, WrongUsageError
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import RESPONSIBLE, Named, Register, things
from anhorig_cli.model.rewording import KINDS, things_of
from anhorig_cli.source import message
from anhorig_cli.vocabulary import SCALES, Language, folded
from anhorig_cli.workspace.workspace import Trusts, Workspace

Choice = tuple[str, str]
"""The text to write for a choice, and its title."""


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """The choices in a plan; none where there is no plan that can be read."""

    plan: Plan | None

    def subgoals(self) -> list[Choice]:
        """Return the subgoals."""
        return self._listed("subgoals")

    def continuable_subgoals(self, as_of: date) -> list[Choice]:
        """Return the subgoals that the next plan may continue."""
        from anhorig_cli.usecases.edit.carry_over import continuable_subgoals  # noqa: PLC0415 - only where a plan is renewed

        return _choices_of(continuable_subgoals(self.plan, as_of)) if self.plan else []

    def indicators(self) -> list[Choice]:
        """Return the indicators."""
        return self._listed("indicators")

    def ids(self) -> list[Choice]:
        """Return everything that has an id, the plan itself last; an id that several things have, once."""
        if self.plan is None:
            return []
        every = [thing for kind in KINDS for thing in things_of(self.plan, kind) if thing.id]
        return list({folded(one.id): (one.id, one.title) for one in reversed(every)}.values())[::-1]

    def judged(self) -> list[Choice]:
        """Return what can be assessed: the subgoals, the areas and the plan itself."""
        if self.plan is None:
            return []
        return [*self._listed("subgoals", "areas"), (self.plan.id, self.plan.title)]

    def units(self) -> list[Choice]:
        """Return the units."""
        return self._listed("units")

    def target_groups(self) -> list[Choice]:
        """Return the target groups."""
        return self._listed("target_groups")

    def areas(self) -> list[Choice]:
        """Return the areas."""
        return self._listed("areas")

    def responsible(self) -> list[Choice]:
        """Return the roles, units and parties."""
        return self._listed(*RESPONSIBLE)

    def tasks(self) -> list[Choice]:
        """Return what can be ticked off: the items of the annual cycle, and the activities that are left to do."""
        if self.plan is None:
            return []
        activities = (a for s in self.plan.subgoals for a in s.activities if a.status not in {"done", "cancelled"})
        return [*_choices_of(self.plan.annual_cycle), *_choices_of(activities)]

    def times(self, item: str, day: str, units: Sequence[str]) -> list[Choice]:
        """Return the occurrences of an annual-cycle item that something done on a day may count for."""
        from anhorig_cli.usecases.edit.tick_off import open_times  # noqa: PLC0415 - only where something is ticked off

        return [(one.written, "") for one in open_times(self.plan, item, day, units)] if self.plan else []

    def occasions(self) -> list[Choice]:
        """Return the report occasions."""
        return self._listed("reports")

    def decisions(self) -> list[Choice]:
        """Return the decisions."""
        return self._listed("decisions")

    def surveys(self) -> list[Choice]:
        """Return the surveys."""
        return self._listed("surveys")

    def _listed(self, *kinds: str) -> list[Choice]:
        return _choices_of(things(self.plan, *kinds)) if self.plan else []

    def is_dated_decision(self, name: str) -> bool:
        """Return whether a name means a decision that the plan lists with its date."""
        found = Register(self.plan.decisions).first(name) if self.plan else None
        return found is not None and found.date is not None

    def lacks_source(self, indicator: str) -> bool:
        """Return whether there is such an indicator, and it does not state the source of its values."""
        listed = self.plan.indicators if self.plan else ()
        found = Register(listed).all_places(indicator)
        return any(listed[i].source is None for i in found)


def choices_in(plan: str) -> PlanChoices:
    """Return the choices in the plan that a path or an id means."""
    with suppress(AnhorigError):
        return PlanChoices(load(Workspace.named(plan).files).plan)
    return PlanChoices(None)


def plans_here() -> list[Choice]:
    """Return the plans of the project here."""
    with suppress(AnhorigError):
        return [(one.files.name, "") for one in Workspace.of().plans if one.files.files]
    return []


def templates_here() -> list[Choice]:
    """Return the templates that the project here can use."""
    from anhorig_cli.usecases.report.choose_report import list_templates  # noqa: PLC0415 - few commands need it

    with suppress(AnhorigError):
        return [(one.name, "") for one in list_templates(Workspace().settings_at(Path()))]
    return []


def responsible_in(paths: Sequence[str]) -> list[Choice]:
    """Return the roles, units and parties of the plans that paths mean, each once; without paths, of those here."""
    return _distinct(one for plan in _plans_in(paths) for one in _choices_of(things(plan, *RESPONSIBLE)))


def indicators_here() -> list[Choice]:
    """Return the indicators in the plans of the project here, by the names that compare them; a shared one, once."""
    return _distinct(
        (one.kolada_id or one.follows or f"{plan.id}/{one.id}", one.title)
        for plan in _plans_in(())
        for one in plan.indicators
    )


def _plans_in(paths: Sequence[str]) -> Iterator[Plan]:
    """Yield the plans that paths mean and that can be read."""
    with suppress(AnhorigError):
        for one in Workspace.of(paths).plans:
            plan = load(one.files).plan
            if plan is not None:
                yield plan


def _distinct(choices: Iterable[Choice]) -> list[Choice]:
    """Return the choices; of those that are written the same, the first."""
    found: dict[str, Choice] = {}
    for one in choices:
        found.setdefault(folded(one[0]), one)
    return list(found.values())


def is_plan(name: str, trusts: Trusts | None = None) -> bool:
    """Return whether a name means a plan, or several, or something outside the project.

    `trusts` is as in `Workspace`.
    """
    try:
        Workspace.named(name, trusts)
    except CannotWorkError:
        return False
    except AnhorigError:
        return True
    return True


def only_plan_here() -> str | None:
    """Return the only plan of the project here; None where there is none, or several."""
    plans = plans_here()
    return plans[0][0] if len(plans) == 1 else None


def refuse_as_plan(word: str) -> NoReturn:
    """Refuse a word that is no plan, and ask for the plan to be named before it.

    Raises:
        CannotWorkError: where there is no plan here.
        WrongUsageError: where there is.
    """
    first = Workspace.of().plans[0].files.name
    raise WrongUsageError(
        message(
            "'{word}' is no plan, and there are several here: name the plan first, such as {plan}",
            word=word,
            plan=first,
        )
    )


def words_of(scale: str, language: Language) -> list[Choice]:
    """Return the words of a scale, as a plan in a language writes them."""
    return [(word, "") for word in SCALES[scale].spellings(language)]


def _choices_of(things: Iterable[Named]) -> list[Choice]:
    return [(thing.id or thing.title or "", thing.title or "") for thing in things]
