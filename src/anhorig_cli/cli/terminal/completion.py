"""What the shell offers when Tab is pressed: plans, and what stands in the plan that is named already.

Shells read an answer as lines, words and more: zsh evaluates it. So a name is offered only where it is plain words,
between which each shell is told that the spaces belong to it; and no title has a backslash, the one thing that Typer
does not quote.

For bash, Typer's own lines have the shell offer files where the tool offers nothing. Its lines here are the tool's own:
they do as Typer's, and heed the tool's answer that no file is meant either.
"""

import os
import re
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from anhorig_cli.cli.surroundings import help_text, language_of
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.personal_number import personal_numbers
from anhorig_cli.source import message

if TYPE_CHECKING:
    from typer._click import Context, Parameter

    from anhorig_cli.usecases.offer_choices import PlanChoices

NO_FILE = "|"
"""What ends the answer to bash where nothing is offered, and no file is to be either; no name ends so."""
_PLAIN_WORDS = r"[\w./:@%+,=-]+(?: [\w./:@%+,=-]+)*"


def is_asked_for() -> bool:
    """Return whether it is a shell that runs the tool, to know what to offer."""
    return "_ANHORIG_COMPLETE" in os.environ


def words_to_complete() -> list[str]:
    """Return the words that stand on the shell's line after the tool's name; none where it is no shell that asks."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    return line.split()[1:] if is_asked_for() else []


def keep_titles_as_they_are() -> None:
    """Keep Typer from reading titles as rich's markup and breaking them into lines, where it is a shell that asks."""
    if is_asked_for():
        sys.modules["rich"] = None  # type: ignore[assignment] # which is how Python is told that there is none


def plans(incomplete: str) -> list[tuple[str, str]]:
    """Offer the plans of the project here; any file may be a plan."""
    from anhorig_cli.usecases.offer_choices import plans_here

    return _begun(plans_here(), incomplete)


def plans_first(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the plans of the project here; of the only one, which need not be named, what comes after it too."""
    from anhorig_cli.usecases.offer_choices import only_plan_here

    found = plans(incomplete)
    after = [one for one in ctx.command.params if one.param_type_name == "argument"][1:2]
    if not after or only_plan_here() is None:
        return found
    offered = after[0].shell_complete(ctx, incomplete)
    return found + [(one.value, one.help or "") for one in offered if not one.value.endswith(NO_FILE)]


_Offer = Callable[[typer.Context, str], list[tuple[str, str]]]


def after_plan(offer: _Offer, following: _Offer | None = None) -> _Offer:
    """Return what offers the word after the plan; where the first word is no plan, the one that follows that."""

    def offered(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        named = _named(ctx)
        if named is None or _is_plan(named):
            return offer(ctx, incomplete)
        return following(ctx, incomplete) if following else _names([], incomplete)

    return offered


def nothing(incomplete: str) -> list[tuple[str, str]]:
    """Offer nothing, for an id that is new."""
    return _names([], incomplete)


def _in_plan(offered: "Callable[[PlanChoices], list[tuple[str, str]]]") -> _Offer:
    """Return what offers something of the plan that is named, else of the only one here."""

    def offer(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return _names(offered(_choices(ctx)), incomplete)

    return offer


subgoals = _in_plan(lambda plan: plan.subgoals())
indicators = _in_plan(lambda plan: plan.indicators())
tasks = _in_plan(lambda plan: plan.tasks())
units = _in_plan(lambda plan: plan.units())
occasions = _in_plan(lambda plan: plan.occasions())
decisions = _in_plan(lambda plan: plan.decisions())
ids = _in_plan(lambda plan: plan.ids())
judged = _in_plan(lambda plan: plan.judged())
followed = _in_plan(lambda plan: [*plan.judged(), *plan.indicators()])


def indicators_here(incomplete: str) -> list[tuple[str, str]]:
    """Offer the indicators of the plans of the project here."""
    from anhorig_cli.usecases.offer_choices import indicators_here

    return _names(indicators_here(), incomplete)


def responsible_anywhere(incomplete: str) -> list[tuple[str, str]]:
    """Offer who can be responsible in the plans of the project here."""
    from anhorig_cli.usecases.offer_choices import responsible_in

    return _names(responsible_in(()), incomplete)


def tables(incomplete: str) -> list[tuple[str, str]]:
    """Offer the tables that are exported."""
    from anhorig_cli.rendering.export_data import name_of_table
    from anhorig_cli.views.exported import ROWS

    language = language_of(None)
    return _begun([(name_of_table(table, language), "") for table in ROWS], incomplete)


def target_groups(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the plan's target groups."""
    return _begun(_choices(ctx).target_groups(), incomplete)


def areas(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the plan's areas."""
    return _begun(_choices(ctx).areas(), incomplete)


def responsible(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer who can be responsible in the plans that are named, or those of the project here."""
    from anhorig_cli.usecases.offer_choices import responsible_in

    named = _named(ctx)
    return _names(responsible_in([named] if named else ()), incomplete)


def surveys(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the surveys of the plan that an option names, since the first word is a file; else of the only one here."""
    from anhorig_cli.usecases.offer_choices import choices_in, only_plan_here

    return _names(choices_in(ctx.params.get("plan") or only_plan_here() or "").surveys(), incomplete)


def templates(incomplete: str) -> list[tuple[str, str]]:
    """Offer the templates: the project's own, and the built-in ones; any file may be one."""
    from anhorig_cli.usecases.offer_choices import templates_here

    return _begun(templates_here(), incomplete)


def statuses(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the words that a subgoal is assessed with."""
    return _of_scale("assessment", ctx, incomplete)


def years_between(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer how many years may lie between."""
    return _of_scale("every", ctx, incomplete)


def _of_scale(scale: str, ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the words of a scale in the plan's language."""
    from anhorig_cli.usecases.offer_choices import words_of
    from anhorig_cli.vocabulary import Language

    plan = _choices(ctx).plan
    words = words_of(scale, plan.language if plan else Language.SV)
    return _names([(word.replace(" ", "_"), "") for word, _ in words], incomplete)


def _choices(ctx: typer.Context) -> "PlanChoices":
    from anhorig_cli.usecases.offer_choices import choices_in, only_plan_here

    named = _named(ctx)
    return choices_in((named if named and _is_plan(named) else only_plan_here()) or "")


def _is_plan(name: str) -> bool:
    from anhorig_cli.usecases.offer_choices import is_plan

    return is_plan(name)


def _named(ctx: typer.Context) -> str | None:
    """Return the plan that is named; behind an option, the shell's words are not yet parted into parameters."""
    named: str | None = ctx.params.get("plan") or next(iter(ctx.params.get("paths") or ctx.args), None)
    return named


def _names(choices: list[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """Keep what begins as what is typed; where nothing does, no file is meant either."""
    no_file = [(incomplete + NO_FILE, "")] if "ANHORIG_TELLS_OF_FILES" in os.environ else []
    return _begun(choices, incomplete) or no_file


def _begun(choices: list[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """Keep what begins as what is typed, is plain words to every shell, and holds no personal number."""
    begun = incomplete.casefold()
    return [
        (_as_one_word(name), visible(title.replace("\\", "")))
        for name, title in choices
        if name.casefold().startswith(begun) and re.fullmatch(_PLAIN_WORDS, name) and not personal_numbers(name)
    ]


def _as_one_word(name: str) -> str:
    """Return a name of several words as the shell that asks takes it for one; zsh and fish see to that themselves."""
    shell = os.environ.get("_ANHORIG_COMPLETE", "").removeprefix("complete_")
    if " " not in name or shell in {"zsh", "fish"}:
        return name
    return name.replace(" ", "\\ ") if shell == "bash" else f'"{name}"'


# What sets up the shell, so that it asks the tool when Tab is pressed: Typer does it, and what it did is told here.


_BASH = """\
_anhorig_completion() {
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
                   ANHORIG_TELLS_OF_FILES=1 _ANHORIG_COMPLETE=complete_bash $1 ) )
    if [[ ${COMPREPLY[0]} == *"%(no_file)s" ]]; then
        COMPREPLY=()
        compopt +o default
    fi
    return 0
}

complete -o default -F _anhorig_completion anhorig"""
_TYPERS_OWN = re.compile(r"complete\b.* -F \w+ anhorig\s*\Z")
"""How the lines for bash end, and those for no other shell."""


def install(ctx: "Context", param: "Parameter", asked: bool) -> None:
    """Set up the shell that the user is in."""
    if not asked or ctx.resilient_parsing:
        return
    from typer.completion import install_callback

    with _captured(), redirect_stdout(StringIO()), suppress(SystemExit):  # which is how it ends when all is well
        install_callback(ctx, param, asked)
    with _captured():
        _keep_own_lines(Path.home() / ".bash_completions" / "anhorig.sh")
    sys.stdout.write(help_text("done: in a new terminal, Tab fills in plans and ids") + "\n")
    raise typer.Exit


def show(ctx: "Context", param: "Parameter", asked: bool) -> None:
    """Print what that would add."""
    from typer.completion import show_callback

    shown = StringIO()
    try:
        with _captured(), redirect_stderr(StringIO()), redirect_stdout(shown):
            show_callback(ctx, param, asked)
    finally:
        sys.stdout.write(_with_own_lines(shown.getvalue()))


def _keep_own_lines(script: Path) -> None:
    """Write the tool's own lines for bash over Typer's, where it has written such."""
    if script.is_file():
        text = script.read_text(encoding="utf-8")
        if (own := _with_own_lines(text)) != text:
            script.write_text(own, encoding="utf-8")


def _with_own_lines(script: str) -> str:
    """Return what sets up a shell, with the tool's own lines for bash; for other shells as it is."""
    if not _TYPERS_OWN.search(script):
        return script
    return _BASH % {"no_file": NO_FILE} + ("\n" if script.endswith("\n") else "")


@contextmanager
def _captured() -> Generator[None]:
    """Tell what is in the way in the tool's words.

    Raises:
        CannotWorkError: where Typer does not know the shell, or its settings cannot be written.
    """
    try:
        yield
    except typer.Exit as error:
        raise CannotWorkError(message("this shell cannot be set up: do it in bash, zsh, fish or PowerShell")) from error
    except OSError as error:
        raise CannotWorkError(
            message("{path}: cannot be written ({reason})", path=str(error.filename), reason=reason_of(error))
        ) from error
