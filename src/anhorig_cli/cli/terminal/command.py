"""A command, and a group of commands: Typer's own, whose help and whose complaints are in the tool's words."""

import re
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from anhorig_cli.cli.terminal.help_language import help_text
from anhorig_cli.cli.terminal.misuse import no_such_command, own_words, too_much
from anhorig_cli.diagnostics import ExitCode

if TYPE_CHECKING:
    # What Typer's methods take and return has no public name. Only the type checkers read these, and would tell.
    from typer._click import Command as AnyCommand
    from typer._click import Context, Parameter


_NEGATIVE = re.compile(r"-[0-9][0-9 \u00a0]*(?:[.,/][0-9]+)?|-[.,][0-9]+")


class Command(TyperCommand):
    """One command."""

    allow_extra_args = True  # so that they come back from Typer's `parse_args`, and are refused in this one

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Read the arguments and options."""
        with own_words(ctx):
            left_over = super().parse_args(ctx, self._numbers_last(ctx, args))
        if left_over and not ctx.resilient_parsing:  # else the shell asks, of a line that is not whole
            raise too_much(left_over, ctx)
        return left_over

    def _numbers_last(self, ctx: "Context", words: list[str]) -> list[str]:
        """Return the words with negative numbers behind `--`, so that they are not taken for options.

        Where another argument follows one, its place matters, and the words stay as they are.
        """
        places = self._arguments(ctx, words)
        numbers = [n for n in places if _NEGATIVE.fullmatch(words[n])]
        if not numbers or numbers != places[-len(numbers) :]:
            return words
        end = words.index("--") if "--" in words else len(words)
        others = [word for n, word in enumerate(words[:end]) if n not in numbers]
        return [*others, "--", *(words[n] for n in numbers), *words[end + 1 :]]

    def _arguments(self, ctx: "Context", words: list[str]) -> list[int]:
        """Return the places of the words before `--` that are neither options nor what options are given."""
        wanting = self._wanting(ctx)
        found: list[int] = []
        before = ""
        for n, word in enumerate(words):
            if word == "--":
                break
            is_given = before in wanting
            is_option = word.startswith("-") and not _NEGATIVE.fullmatch(word)
            if not is_given and not is_option:
                found.append(n)
            before = "" if is_given else word
        return found

    def _wanting(self, ctx: "Context") -> set[str]:
        """Return the names of the options that are given a value."""
        options = [one for one in self.get_params(ctx) if isinstance(one, TyperOption) and not one.is_flag]
        return {name for one in options for name in one.opts}

    def invoke(self, ctx: "Context") -> Any:
        """Run it, and show how far it comes."""
        from anhorig_cli.cli.terminal.progress import shown

        with shown(ctx.params):
            return super().invoke(ctx)

    def get_params(self, ctx: "Context") -> "list[Parameter]":
        """Return the arguments and options, with those that Typer adds."""
        return _in_own_words(super().get_params(ctx))

    def get_help(self, ctx: "Context") -> str:
        """Return the help page."""
        from anhorig_cli.cli.terminal.help_page import help_page

        return help_page(self, ctx)


class Group(TyperGroup):
    """A command with others below it, made with `invoke_without_command`: where none is named it shows its help."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Read what stands before the name of the command."""
        with own_words(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: "Context", args: list[str]) -> "tuple[str | None, AnyCommand | None, list[str]]":
        """Find the command that is named."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise no_such_command(args[0], self.commands, ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: "Context") -> Any:
        """Run the command that is named."""
        result = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            typer.echo(self.get_help(ctx))
            raise typer.Exit(ExitCode.WRONG_USAGE)
        return result

    def get_params(self, ctx: "Context") -> "list[Parameter]":
        """Return the options, with those that Typer adds."""
        return _in_own_words(super().get_params(ctx))

    def get_help(self, ctx: "Context") -> str:
        """Return the help page."""
        from anhorig_cli.cli.terminal.help_page import help_page

        return help_page(self, ctx)


def _in_own_words(params: "list[Parameter]") -> "list[Parameter]":
    """Let the options that Typer adds say what they are for, and say what they did, in the tool's words."""
    for one in params:
        if not isinstance(one, TyperOption):
            continue
        if one.name == "help":
            one.help = help_text("Show this page.")
        elif one.name == "install_completion":
            from anhorig_cli.cli.terminal.completion_setup import install

            one.help = help_text("Let the shell fill in plans and ids when you press Tab.")
            one.callback = install
        elif one.name == "show_completion":
            from anhorig_cli.cli.terminal.completion_setup import show

            one.help = help_text("Show what that adds to the shell's settings, and change nothing.")
            one.callback = show
    return params
