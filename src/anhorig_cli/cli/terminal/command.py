"""A command and a group of commands: Typer's own, with the tool's own help pages and error messages.

Typer's exceptions for wrong usage have no public names, except one. They are recognised here by their class names, so
that if a later Typer renames them, only the wording changes: an unknown exception is printed in Typer's words.
"""

import re
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from anhorig_cli.cli.surroundings import help_text
from anhorig_cli.cli.terminal.completion import install, show
from anhorig_cli.diagnostics import ExitCode, WrongUsageError
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import nearest

if TYPE_CHECKING:
    from typer._click import Command as AnyCommand
    from typer._click import Context, Parameter

_NEGATIVE = re.compile(r"-[0-9][0-9 \u00a0]*(?:[.,/][0-9]+)?|-[.,][0-9]+")


class MissingAnswerError(WrongUsageError):
    """A command lacks arguments or options that it needs; `names` are theirs, as in its help."""

    def __init__(self, names: str) -> None:
        super().__init__(message("missing: {names}", names=names))
        self.names = names


class Command(TyperCommand):
    """One command."""

    allow_extra_args = True  # so that Typer's `parse_args` returns them, and this class refuses them

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Return the words that are left over after parsing, which only a line to complete may have."""
        with own_words(ctx):
            words = self._numbers_last(ctx, args)
            if not ctx.resilient_parsing:
                self._refuse_second_value(ctx, words)
            left_over = super().parse_args(ctx, words)
        if left_over and not ctx.resilient_parsing:  # else the shell asks for completion of an unfinished line
            raise too_many_arguments(left_over, ctx)
        return left_over

    def _refuse_second_value(self, ctx: "Context", words: list[str]) -> None:
        """Refuse two values of an option that has one: the first would be dropped without a word.

        Raises:
            WrongUsageError: if there is such an option.
        """
        _, _, given = self.make_parser(ctx).parse_args(list(words))
        for param in dict.fromkeys(given):
            if isinstance(param, TyperOption) and not (param.multiple or param.is_flag):
                values = _values_of(param, words[: words.index("--")] if "--" in words else words)
                if len(values) > 1:
                    raise WrongUsageError(
                        message(
                            "{option} takes one value, not {values}: keep one, or run the command once for each",
                            option=_name(param),
                            values=", ".join(f"'{value}'" for value in values),
                        )
                    )

    def _numbers_last(self, ctx: "Context", words: list[str]) -> list[str]:
        """Return the words with negative numbers moved behind `--`, so that they are not taken for options.

        If another argument follows one, its position matters, and the words are returned unchanged.
        """
        places = self._arguments(ctx, words)
        numbers = [n for n in places if _NEGATIVE.fullmatch(words[n])]
        if not numbers or numbers != places[-len(numbers) :]:
            return words
        end = words.index("--") if "--" in words else len(words)
        others = [word for n, word in enumerate(words[:end]) if n not in numbers]
        return [*others, "--", *(words[n] for n in numbers), *words[end + 1 :]]

    def _arguments(self, ctx: "Context", words: list[str]) -> list[int]:
        """Return the indexes of the words before `--` that are neither options nor the values of options."""
        value_options = self._value_option_names(ctx)
        found: list[int] = []
        previous = ""
        for n, word in enumerate(words):
            if word == "--":
                break
            is_value = previous in value_options
            is_option = word.startswith("-") and not _NEGATIVE.fullmatch(word)
            if not is_value and not is_option:
                found.append(n)
            previous = "" if is_value else word
        return found

    def _value_option_names(self, ctx: "Context") -> set[str]:
        """Return the names of the options that take a value."""
        options = [one for one in self.get_params(ctx) if isinstance(one, TyperOption) and not one.is_flag]
        return {name for one in options for name in one.opts}

    def invoke(self, ctx: "Context") -> Any:
        """Return what the command returns, showing its progress while it runs."""
        from anhorig_cli.cli.terminal.progress import shown

        with shown(ctx.params):
            try:
                return super().invoke(ctx)
            except MissingAnswerError as error:
                raise WrongUsageError(_missing_message(error.names, ctx)) from None

    def get_params(self, ctx: "Context") -> "list[Parameter]":
        """Return the arguments and options, including those that Typer adds."""
        return _with_own_help(super().get_params(ctx))

    def get_help(self, ctx: "Context") -> str:
        """Return the help page."""
        from anhorig_cli.cli.terminal.help_page import help_page

        return help_page(self, ctx)


def _values_of(option: TyperOption, words: Sequence[str]) -> list[str]:
    """Return the different values that words give an option, as `--unit a` or `--unit=a`."""
    following = [after for word, after in pairwise(words) if word in option.opts]
    joined = [word.partition("=")[2] for word in words if word.partition("=")[0] in option.opts and "=" in word]
    return list(dict.fromkeys([*following, *joined]))


class Group(TyperGroup):
    """A command with subcommands, made with `invoke_without_command`: if none is named, it prints its help."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Return the remaining words, as Typer does, after parsing the options before the subcommand's name."""
        with own_words(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: "Context", args: list[str]) -> "tuple[str | None, AnyCommand | None, list[str]]":
        """Return the subcommand that is named, and the words after it."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise no_such_command(args[0], self.commands, ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: "Context") -> Any:
        """Return what the subcommand that is named returns."""
        result = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            typer.echo(self.get_help(ctx))
            raise typer.Exit(ExitCode.WRONG_USAGE)
        return result

    def get_params(self, ctx: "Context") -> "list[Parameter]":
        """Return the options, including those that Typer adds."""
        return _with_own_help(super().get_params(ctx))

    def get_help(self, ctx: "Context") -> str:
        """Return the help page."""
        from anhorig_cli.cli.terminal.help_page import help_page

        return help_page(self, ctx)


def _with_own_help(params: "list[Parameter]") -> "list[Parameter]":
    """Return parameters where the options that Typer adds have the tool's own help texts and callbacks."""
    own = {
        "help": (help_text("Show this page."), None),
        "install_completion": (help_text("Let the shell fill in plans and ids when you press Tab."), install),
        "show_completion": (help_text("Show what that adds to the shell's settings, and change nothing."), show),
    }
    for one in params:
        if isinstance(one, TyperOption) and one.name in own:
            one.help, callback = own[one.name]
            one.callback = callback or one.callback
    return params


# Messages for wrong usage, in the tool's own words.


@contextmanager
def own_words(ctx: "Context") -> Generator[None]:
    """Convert Typer's exceptions for wrong usage to errors in the tool's own words.

    Raises:
        WrongUsageError: for whatever Typer refuses.
    """
    try:
        yield
    except typer.TyperException as error:
        message_for = _MESSAGES.get(type(error).__name__)
        words = message_for(error, ctx) if message_for else None
        raise WrongUsageError(words or Message("{words}", {"words": error.format_message()})) from error


_SWEDISH_NAMES = {
    "aktivitet": "activity",
    "beslut": "decision",
    "delmål": "subgoal",
    "enhet": "unit",
    "enkät": "survey",
    "finansiering": "funding",
    "indikator": "indicator",
    "mätning": "measurement",
    "område": "area",
    "rapporttillfälle": "occasion",
    "rekommendation": "recommendation",
    "roll": "role",
    "tillfälle": "occasion",
    "årshjul": "cycle",
}
"""The Swedish words for what commands are named after in English."""


def _suggestion(word: str, names: Iterable[str]) -> str | None:
    """Return the name that a word most resembles, or translates from Swedish; None if there is none."""
    choices = list(names)
    kind = _SWEDISH_NAMES.get(nearest(word, _SWEDISH_NAMES) or "")
    if kind is None or nearest(word, choices):
        return nearest(word, choices)
    return next((name for name in choices if name.startswith(kind)), nearest(kind, choices))


def no_such_command(name: str, names: Iterable[str], ctx: "Context") -> WrongUsageError:
    """Return the error for a name that no command has."""
    near = _suggestion(name, names)
    return WrongUsageError(
        message("there is no command '{name}'; did you mean '{near}'?", name=name, near=near)
        if near
        else message("there is no command '{name}'; '{help}' lists them", name=name, help=_help(ctx))
    )


def too_many_arguments(words: Sequence[str], ctx: "Context") -> WrongUsageError:
    """Return the error for words that are left over when all arguments are filled."""
    return WrongUsageError(
        message(
            "too much: '{words}'; put quotation marks around words that belong together, or see '{help}'",
            words=" ".join(words),
            help=_help(ctx),
        )
    )


def _no_such_option(error: Any, ctx: "Context") -> Message:
    option = str(error.option_name)
    if option[1:2].isdigit():
        return message("'{option}' is read as an option: write -- before it if it is a value", option=option)
    names = [name for one in _options(ctx) for name in (*one.opts, *one.secondary_opts)]
    completions = [name for name in names if name.startswith(f"{option}-")]
    near = completions[0] if len(completions) == 1 else nearest(option, names)
    if near:
        return message("there is no option '{option}'; did you mean '{near}'?", option=option, near=near)
    if isinstance(ctx.command, TyperGroup) and _is_of_subcommand(option, ctx.command):
        return message("write '{option}' after the command that it is for", option=option)
    return message("there is no option '{option}'; '{help}' lists them", option=option, help=_help(ctx))


def _options(ctx: "Context") -> list[TyperOption]:
    return [one for one in ctx.command.get_params(ctx) if isinstance(one, TyperOption)]


def _is_of_subcommand(option: str, group: TyperGroup) -> bool:
    return any(
        _is_of_subcommand(option, one)
        if isinstance(one, TyperGroup)
        else any(option in param.opts for param in one.params)
        for one in group.commands.values()
    )


def _bad_option(error: Any, ctx: "Context") -> Message | None:
    option = str(error.option_name)
    for one in _options(ctx):
        if one.is_flag and option in {*one.opts, *one.secondary_opts}:
            return message("{option} takes no value: leave out '=' and what follows it", option=option)
        if option in one.opts:
            return message("{option} needs a value: write {option} {value}", option=option, value=one.metavar)
    return None


def _missing_parameter(error: Any, ctx: "Context") -> Message:
    return _missing_message(_name(error.param), ctx)


def _missing_message(names: str, ctx: "Context") -> Message:
    return message("missing: {names}; '{help}' shows how it is written", names=names, help=_help(ctx))


def _bad_value(error: Any, _ctx: "Context") -> Message | None:
    """Return the message for an invalid value; None if it did not come from Pydantic's validation of an option."""
    from pydantic import ValidationError

    param = error.param
    if not isinstance(param, TyperOption) or not isinstance(error.__cause__, ValidationError):
        return None
    flaw = error.__cause__.errors()[0]
    values = {"option": _name(param), "value": flaw["input"]}
    if param.min is not None and param.max is not None:
        return message(
            "{option} {value}: write a whole number from {first} to {last}", **values, first=param.min, last=param.max
        )
    if flaw["type"].startswith("int_"):
        return message("{option} {value}: write a whole number", **values)
    choices = str(param.metavar).split("|")
    near = _suggestion(str(flaw["input"]), choices)
    if near:
        return message("{option} {value}: did you mean {near}?", **values, near=near)
    return message("{option} {value}: write one of {choices}", **values, choices=", ".join(choices))


_MESSAGES: dict[str, Callable[[Any, "Context"], Message | None]] = {
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _bad_option,
    "MissingParameter": _missing_parameter,
    "BadParameter": _bad_value,
}


def _name(param: "Parameter") -> str:
    """Return a parameter's name on the command line: the longest of an option's, or the argument's metavar."""
    return max(param.opts, key=len) if isinstance(param, TyperOption) else str(param.metavar)


def _help(ctx: "Context") -> str:
    return f"{ctx.command_path} --help"
