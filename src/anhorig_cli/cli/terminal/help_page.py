"""The help page of a command: its usage, what it does, and what each argument and option is for."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from anhorig_cli.cli.surroundings import help_text

if TYPE_CHECKING:
    from typer._click import Context  # it has no public name

_WIDEST = 100
_NARROWEST = 40
_LONGEST_NAME = 24

Row = tuple[str, str]
"""What is written on the command line, and its description."""


def help_page(command: TyperCommand | TyperGroup, ctx: "Context") -> str:
    """Return the page as plain text that fits the terminal's width, and that a screen reader can read."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    params = command.get_params(ctx)
    arguments = [one for one in params if isinstance(one, TyperArgument)]
    options = [one for one in params if isinstance(one, TyperOption) and not one.hidden]
    parts = [
        _usage(command, ctx, arguments, options, width),
        *_paragraphs(command.help, width),
        _section(help_text("Arguments"), map(_argument_row, arguments), width),
        *_commands(command, width),
        _section(help_text("Options"), map(_option_row, options), width),
        *_paragraphs(command.epilog, width),
    ]
    return "\n\n".join(part for part in parts if part)


def _usage(
    command: TyperCommand | TyperGroup,
    ctx: "Context",
    arguments: Iterable[TyperArgument],
    options: Iterable[TyperOption],
    width: int,
) -> str:
    words = [_in_usage(one) for one in arguments]
    if isinstance(command, TyperGroup):
        words.append(help_text("COMMAND …"))
    words += [f"{min(one.opts, key=len)} {one.metavar}" for one in options if one.required]
    words.append(help_text("[OPTIONS]"))
    head = f"{help_text('Usage:')} {ctx.command_path} "
    return textwrap.fill(
        " ".join(words), width, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False
    )


def _in_usage(argument: TyperArgument) -> str:
    name = argument.metavar or argument.name
    if name.startswith("["):
        return name  # it already shows what may be left out
    return (name if argument.required else f"[{name}]") + ("" if argument.nargs == 1 else "...")


def _paragraphs(text: str | None, width: int) -> list[str]:
    return [textwrap.fill(" ".join(one.split()), width) for one in (text or "").split("\n\n")]


def _commands(command: TyperCommand | TyperGroup, width: int) -> Iterator[str]:
    """Yield a section for each family of commands, in the order of the commands."""
    families: dict[str, list[Row]] = {}
    subcommands = command.commands.values() if isinstance(command, TyperGroup) else ()
    for one in subcommands:
        family = getattr(one, "rich_help_panel", None) or help_text("Commands")
        families.setdefault(family, []).append((str(one.name), (one.help or "").partition("\n\n")[0]))
    for family, rows in families.items():
        yield _section(family, rows, width)


def _argument_row(argument: TyperArgument) -> Row:
    return argument.metavar or argument.name, _description(argument.help, required=argument.required)


def _option_row(option: TyperOption) -> Row:
    return _names(option), _description(
        option.help, required=option.required, bounds=_bounds(option), default=_default(option)
    )


def _names(option: TyperOption) -> str:
    names = ", ".join([*sorted(option.opts, key=len), *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.metavar}"


def _description(text: str | None, *, required: bool, bounds: str = "", default: str = "") -> str:
    sentences = [
        " ".join((text or "").split()),
        bounds,
        help_text("Must be given.") if required else "",
        help_text("Default: {default}.").format(default=default) if default else "",
    ]
    return " ".join(one for one in sentences if one)


def _bounds(option: TyperOption) -> str:
    if option.min is None or option.max is None:
        return ""
    return help_text("From {first} to {last}.").format(first=option.min, last=option.max)


def _default(option: TyperOption) -> str:
    """Return an option's default as the help shows it; nothing if it has none, or none that need be shown."""
    if option.default is None or not option.show_default:
        return ""
    if option.is_flag:
        names = option.opts if option.default else option.secondary_opts
        return names[0] if option.secondary_opts else ""
    return str(option.default)


def _section(heading: str, rows: Iterable[Row], width: int) -> str:
    """Return a heading and its rows, with names to the left and descriptions to the right; nothing without rows."""
    rows = list(rows)
    if not rows:
        return ""
    column = 4 + max((len(name) for name, _ in rows if len(name) <= _LONGEST_NAME), default=_LONGEST_NAME)
    return "\n".join([f"{heading}:", *(_row(*row, column, width) for row in rows)])


def _row(name: str, description: str, column: int, width: int) -> str:
    """Return a row; the description of a long name is below it."""
    head = f"  {name}"
    name_line = "" if len(head) + 2 <= column else head + "\n"
    return name_line + textwrap.fill(
        description,
        width,
        initial_indent=" " * column if name_line else head.ljust(column),
        subsequent_indent=" " * column,
        break_on_hyphens=False,
    )
