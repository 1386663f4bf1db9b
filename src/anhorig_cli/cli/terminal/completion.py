"""What the shell offers when Tab is pressed: plans, and what stands in the plan that is named already.

Shells read an answer as lines, words and more: zsh evaluates it. So a name that is not one plain word is not offered,
and no title has a backslash, the one thing that Typer does not quote.
"""

import os
import re
import sys
from typing import TYPE_CHECKING

import typer

from anhorig_cli.cli.terminal.visible import visible
from anhorig_cli.personal_number import personal_numbers

if TYPE_CHECKING:
    from anhorig_cli.usecases.offer_choices import Choices

_ONE_PLAIN_WORD = re.compile(r"[\w./:@%+,=-]+")


def is_asked_for() -> bool:
    """Return whether it is a shell that runs the tool, to know what to offer."""
    return "_ANHORIG_COMPLETE" in os.environ


def keep_titles_as_they_are() -> None:
    """Keep Typer from reading titles as rich's markup and breaking them into lines, where it is a shell that asks."""
    if is_asked_for():
        sys.modules["rich"] = None  # type: ignore[assignment] # which is how Python is told that there is none


def plans(incomplete: str) -> list[tuple[str, str]]:
    """Offer the plans of the project here."""
    from anhorig_cli.usecases.offer_choices import plans_here

    return _begun(plans_here(), incomplete)


def subgoals(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the plan's subgoals."""
    return _begun(_choices(ctx).subgoals(), incomplete)


def indicators(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the plan's indicators."""
    return _begun(_choices(ctx).indicators(), incomplete)


def tasks(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer what can be ticked off in the plan."""
    return _begun(_choices(ctx).tasks(), incomplete)


def units(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the plan's units."""
    return _begun(_choices(ctx).units(), incomplete)


def responsible(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer who can be responsible in the plans that are named, or those of the project here."""
    from anhorig_cli.usecases.offer_choices import responsible_in

    return _begun(responsible_in(ctx.params.get("paths") or ()), incomplete)


def statuses(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the words that a subgoal is assessed with."""
    from anhorig_cli.usecases.offer_choices import words_of
    from anhorig_cli.vocabulary import Language

    plan = _choices(ctx).plan
    words = words_of("assessment", plan.language if plan else Language.SV)
    return _begun([(word.replace(" ", "_"), "") for word, _ in words], incomplete)


def _choices(ctx: typer.Context) -> "Choices":
    from anhorig_cli.usecases.offer_choices import choices_in

    # Behind an option whose value is to be completed, the shell's words are not yet parted into parameters.
    return choices_in(str(ctx.params.get("plan") or next(iter(ctx.args), "")))


def _begun(choices: list[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """Keep what begins as what is typed, is one plain word to every shell, and holds no personal number."""
    begun = incomplete.casefold()
    return [
        (name, visible(title.replace("\\", "")))
        for name, title in choices
        if name.casefold().startswith(begun) and _ONE_PLAIN_WORD.fullmatch(name) and not personal_numbers(name)
    ]
