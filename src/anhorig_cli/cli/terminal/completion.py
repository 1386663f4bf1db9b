"""What the shell offers when Tab is pressed: plans, and the parts of a plan that is already named.

Shells split an answer into lines and words, and zsh evaluates it. So a name is offered only if it consists of plain
words, whose spaces are escaped for each shell; and titles are offered without backslashes, the only character that
Typer does not quote.

For bash, Typer's own script makes the shell offer files if the tool offers nothing. The script here is the tool's own:
it does what Typer's does, but offers no files if the tool's answer says that none is meant.
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
"""The end of the answer to bash if nothing is offered, and files must not be either; no name that is offered has it."""
_PLAIN_WORDS = r"[\w./:@%+,=-]+(?: [\w./:@%+,=-]+)*"


def is_asked_for() -> bool:
    """Return whether a shell is running the tool for completion."""
    return "_ANHORIG_COMPLETE" in os.environ


def words_to_complete() -> list[str]:
    """Return the words after the tool's name on the shell's line; none if no shell is asking for completion."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    return line.split()[1:] if is_asked_for() else []


def disable_rich_for_completion() -> None:
    """Keep Typer from reading titles as rich's markup and wrapping them, if a shell is asking for completion."""
    if is_asked_for():
        sys.modules["rich"] = None  # type: ignore[assignment] # makes `import rich` fail


def plans(incomplete: str) -> list[tuple[str, str]]:
    """Return the plans of the project here; if none fits, the shell offers files, any of which may be a plan."""
    from anhorig_cli.usecases.offer_choices import plans_here

    return _matching(plans_here(), incomplete)


def plans_first(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the plans of the project here and, if there is only one, which may be left out, what may follow it."""
    from anhorig_cli.usecases.offer_choices import only_plan_here

    found = plans(incomplete)
    after = [one for one in ctx.command.params if one.param_type_name == "argument"][1:2]
    if not after or only_plan_here() is None:
        return found
    offered = after[0].shell_complete(ctx, incomplete)
    return found + [(one.value, one.help or "") for one in offered if not one.value.endswith(NO_FILE)]


_Offer = Callable[[typer.Context, str], list[tuple[str, str]]]


def after_plan(offer: _Offer, following: _Offer | None = None) -> _Offer:
    """Return `offer` for the word after the plan; if the first word is no plan, `following` is used instead."""

    def offered(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        named = _named_plan(ctx)
        if named is None or _is_plan(named):
            return offer(ctx, incomplete)
        return following(ctx, incomplete) if following else _matching_or_no_file([], incomplete)

    return offered


def nothing(incomplete: str) -> list[tuple[str, str]]:
    """Return nothing to offer, for a new id."""
    return _matching_or_no_file([], incomplete)


def _completion_of(offered: "Callable[[PlanChoices], list[tuple[str, str]]]") -> _Offer:
    """Return a completion of parts of the plan that is named, else of the only plan here."""

    def offer(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return _matching_or_no_file(offered(_choices(ctx)), incomplete)

    return offer


subgoals = _completion_of(lambda plan: plan.subgoals())
indicators = _completion_of(lambda plan: plan.indicators())
tasks = _completion_of(lambda plan: plan.tasks())
units = _completion_of(lambda plan: plan.units())
occasions = _completion_of(lambda plan: plan.occasions())
decisions = _completion_of(lambda plan: plan.decisions())
ids = _completion_of(lambda plan: plan.ids())
judged = _completion_of(lambda plan: plan.judged())
followed = _completion_of(lambda plan: [*plan.judged(), *plan.indicators()])


def indicators_here(incomplete: str) -> list[tuple[str, str]]:
    """Return the indicators of all plans of the project here."""
    from anhorig_cli.usecases.offer_choices import indicators_here

    return _matching_or_no_file(indicators_here(), incomplete)


def responsible_anywhere(incomplete: str) -> list[tuple[str, str]]:
    """Return everyone who can be responsible in the plans of the project here."""
    from anhorig_cli.usecases.offer_choices import responsible_in

    return _matching_or_no_file(responsible_in(()), incomplete)


def tables(incomplete: str) -> list[tuple[str, str]]:
    """Return the names of the tables that `export` writes."""
    from anhorig_cli.rendering.export_data import name_of_table
    from anhorig_cli.views.exported import ROWS

    language = language_of(None)
    return _matching([(name_of_table(table, language), "") for table in ROWS], incomplete)


def target_groups(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the plan's target groups."""
    return _matching(_choices(ctx).target_groups(), incomplete)


def areas(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the plan's areas."""
    return _matching(_choices(ctx).areas(), incomplete)


def responsible(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return everyone who can be responsible in the plan that is named, else in those of the project here."""
    from anhorig_cli.usecases.offer_choices import responsible_in

    named = _named_plan(ctx)
    return _matching_or_no_file(responsible_in([named] if named else ()), incomplete)


def surveys(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the surveys of the plan that `--plan` names, as the first word is a file; else of the only plan here."""
    from anhorig_cli.usecases.offer_choices import choices_in, only_plan_here

    return _matching_or_no_file(choices_in(ctx.params.get("plan") or only_plan_here() or "").surveys(), incomplete)


def templates(incomplete: str) -> list[tuple[str, str]]:
    """Return the project's own templates and the built-in ones; if none fits, the shell offers files."""
    from anhorig_cli.usecases.offer_choices import templates_here

    return _matching(templates_here(), incomplete)


def statuses(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the words for an assessment of a subgoal."""
    return _words_of_scale("assessment", ctx, incomplete)


def years_between(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the words for how many years there are between occurrences."""
    return _words_of_scale("every", ctx, incomplete)


def _words_of_scale(scale: str, ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the words of a scale in the plan's language."""
    from anhorig_cli.usecases.offer_choices import words_of
    from anhorig_cli.vocabulary import Language

    plan = _choices(ctx).plan
    words = words_of(scale, plan.language if plan else Language.SV)
    return _matching_or_no_file([(word.replace(" ", "_"), "") for word, _ in words], incomplete)


def _choices(ctx: typer.Context) -> "PlanChoices":
    from anhorig_cli.usecases.offer_choices import choices_in, only_plan_here

    named = _named_plan(ctx)
    return choices_in((named if named and _is_plan(named) else only_plan_here()) or "")


def _is_plan(name: str) -> bool:
    from anhorig_cli.usecases.offer_choices import is_plan

    return is_plan(name)


def _named_plan(ctx: typer.Context) -> str | None:
    """Return the plan that is named; after an option, Typer has not yet assigned the words to parameters."""
    named: str | None = ctx.params.get("plan") or next(iter(ctx.params.get("paths") or ctx.args), None)
    return named


def _matching_or_no_file(choices: list[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """Return the choices that begin with what is typed; if there are none, tell bash not to offer files."""
    no_file = [(incomplete + NO_FILE, "")] if "ANHORIG_TELLS_OF_FILES" in os.environ else []
    return _matching(choices, incomplete) or no_file


def _matching(choices: list[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """Return the choices that begin with what is typed, are plain words to every shell, and have no personal number."""
    typed = incomplete.casefold()
    return [
        (_as_one_word(name), visible(title.replace("\\", "")))
        for name, title in choices
        if name.casefold().startswith(typed) and re.fullmatch(_PLAIN_WORDS, name) and not personal_numbers(name)
    ]


def _as_one_word(name: str) -> str:
    """Return a name of several words, escaped or quoted as one word for the shell; zsh and fish do that themselves."""
    shell = os.environ.get("_ANHORIG_COMPLETE", "").removeprefix("complete_")
    if " " not in name or shell in {"zsh", "fish"}:
        return name
    return name.replace(" ", "\\ ") if shell == "bash" else f'"{name}"'


# Setting up the shell to ask the tool when Tab is pressed: Typer does it, and the result is reported here.


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
_TYPER_BASH = re.compile(r"complete\b.* -F \w+ anhorig\s*\Z")
"""Matches the end of Typer's script for bash, and of no other shell's."""


def install(ctx: "Context", param: "Parameter", asked: bool) -> None:
    """Set up completion in the user's shell."""
    if not asked or ctx.resilient_parsing:
        return
    from typer.completion import install_callback

    with _own_errors(), redirect_stdout(StringIO()), suppress(SystemExit):  # Typer exits when it is done
        install_callback(ctx, param, asked)
    with _own_errors():
        _write_own_script(Path.home() / ".bash_completions" / "anhorig.sh")
    sys.stdout.write(help_text("done: in a new terminal, Tab fills in plans and ids") + "\n")
    raise typer.Exit


def show(ctx: "Context", param: "Parameter", asked: bool) -> None:
    """Print the script that `install` would add."""
    from typer.completion import show_callback

    shown = StringIO()
    try:
        with _own_errors(), redirect_stderr(StringIO()), redirect_stdout(shown):
            show_callback(ctx, param, asked)
    finally:
        sys.stdout.write(_with_own_script(shown.getvalue()))


def _write_own_script(script: Path) -> None:
    """Replace Typer's script for bash with the tool's own, if Typer has written one."""
    if script.is_file():
        text = script.read_text(encoding="utf-8")
        if (own := _with_own_script(text)) != text:
            script.write_text(own, encoding="utf-8")


def _with_own_script(script: str) -> str:
    """Return the tool's own script if `script` is Typer's for bash; for other shells, `script` itself."""
    if not _TYPER_BASH.search(script):
        return script
    return _BASH % {"no_file": NO_FILE} + ("\n" if script.endswith("\n") else "")


@contextmanager
def _own_errors() -> Generator[None]:
    """Convert Typer's and the system's errors to the tool's own.

    Raises:
        CannotWorkError: if Typer does not know the shell, or its settings cannot be written.
    """
    try:
        yield
    except typer.Exit as error:
        raise CannotWorkError(message("this shell cannot be set up: do it in bash, zsh, fish or PowerShell")) from error
    except OSError as error:
        raise CannotWorkError(
            message("{path}: cannot be written ({reason})", path=str(error.filename), reason=reason_of(error))
        ) from error
