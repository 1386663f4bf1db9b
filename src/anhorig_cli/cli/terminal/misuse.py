"""What is wrong with how a command was called, in the tool's own words.

Typer's classes for the kinds of misuse have no public names, except one. They are known here by what they are called,
so that other names in a later Typer cost no more than the words: a kind that is not known is told as Typer tells it.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup, TyperOption

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import nearest

if TYPE_CHECKING:
    from typer._click import Context, Parameter  # which have no public names


@contextmanager
def own_words(ctx: "Context") -> Generator[None]:
    """Tell what Typer finds wrong with a command line in the tool's words.

    Raises:
        WrongUsageError: for whatever Typer refuses.
    """
    try:
        yield
    except typer.TyperException as error:
        tell = _TELLINGS.get(type(error).__name__)
        words = tell(error, ctx) if tell else None
        raise WrongUsageError(words or Message("{words}", {"words": error.format_message()})) from error


def no_such_command(name: str, names: Iterable[str], ctx: "Context") -> WrongUsageError:
    """Return what to say of a name that no command has."""
    near = nearest(name, names)
    return WrongUsageError(
        message("there is no command '{name}'; did you mean '{near}'?", name=name, near=near)
        if near
        else message("there is no command '{name}'; '{help}' lists them", name=name, help=_help(ctx))
    )


def too_much(words: Sequence[str], ctx: "Context") -> WrongUsageError:
    """Return what to say of words that no argument is left for."""
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
    begun = [name for name in names if name.startswith(f"{option}-")]
    near = begun[0] if len(begun) == 1 else nearest(option, names)
    if near:
        return message("there is no option '{option}'; did you mean '{near}'?", option=option, near=near)
    if isinstance(ctx.command, TyperGroup) and _stands_below(option, ctx.command):
        return message("write '{option}' after the command that it is for", option=option)
    return message("there is no option '{option}'; '{help}' lists them", option=option, help=_help(ctx))


def _options(ctx: "Context") -> list[TyperOption]:
    return [one for one in ctx.command.get_params(ctx) if isinstance(one, TyperOption)]


def _stands_below(option: str, group: TyperGroup) -> bool:
    return any(
        _stands_below(option, one) if isinstance(one, TyperGroup) else any(option in param.opts for param in one.params)
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


def _missing(error: Any, ctx: "Context") -> Message:
    return message("missing: {names}; '{help}' shows how it is written", names=_name(error.param), help=_help(ctx))


def _bad_value(error: Any, _ctx: "Context") -> Message | None:
    """Return what to write instead of a value; Typer raises it from what Pydantic found."""
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
    near = nearest(str(flaw["input"]), choices)
    if near:
        return message("{option} {value}: did you mean {near}?", **values, near=near)
    return message("{option} {value}: write one of {choices}", **values, choices=", ".join(choices))


_TELLINGS: dict[str, Callable[[Any, "Context"], Message | None]] = {
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _bad_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}


def _name(param: "Parameter") -> str:
    """Return what a parameter is called on the command line: `--format`, or the argument's name."""
    return max(param.opts, key=len) if isinstance(param, TyperOption) else str(param.metavar)


def _help(ctx: "Context") -> str:
    return f"{ctx.command_path} --help"
