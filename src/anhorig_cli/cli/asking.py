"""Questions for what is missing on the command line: asked on a terminal, and reported as an error elsewhere."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli.terminal.command import MissingAnswerError
from anhorig_cli.cli.terminal.progress import restart_clocks
from anhorig_cli.cli.terminal.telling import print_sentence, visible
from anhorig_cli.diagnostics import ExitCode, UnreadableValueError
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.offer_choices import Choice
from anhorig_cli.vocabulary import Language

_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Question:
    """A value that a command needs.

    Attributes:
        name: its name in the English help, `SUBGOAL` or `--date`.
        text: the text of the question.
        given: the answer from the command line; an empty one counts as none.
        choices: returns the possible answers, given the previous answers; None if any answer is possible.
        default: the answer if the user only presses Enter.
        defaults_to_only: whether the choice, if there is only one, is the default.
        defaults_to_first: whether the first choice is the default.
        check: raises `UnreadableValueError` for an invalid answer.
        optional: no answer is needed, and it is asked only together with a question that must be answered.
        always_asked: no answer is needed, but on a terminal it is always asked.
        uses_default: if no other question is asked, its default is the answer, which is printed.
        read: converts an answer, given or typed, to the plan format.
        applies: returns whether the question applies at all, given the previous answers.
    """

    name: str
    text: Message
    given: str | None
    choices: Callable[[Sequence[str]], Sequence[Choice]] | None = None
    default: str | None = None
    defaults_to_only: bool = False
    defaults_to_first: bool = False
    check: Callable[[str], object] | None = None
    optional: bool = False
    always_asked: bool = False
    uses_default: bool = False
    read: Callable[[str], str] | None = None
    applies: Callable[[Sequence[str]], bool] | None = None

    def as_written(self, answer: str) -> str:
        """Return an answer in the plan format."""
        return self.read(answer) if self.read else answer

    @property
    def is_missing(self) -> bool:
        """Whether an answer is needed, whatever the other answers are, and is not given."""
        may_be_silent = self.optional or self.always_asked or self.uses_default or self.applies is not None
        return not self.given and not may_be_silent


def answers(questions: Sequence[Question], language: Language) -> list[str]:
    """Return the answer to each question: the one that was given, else one that the user types; empty for none.

    Raises:
        MissingAnswerError: if an answer is missing, and there is no terminal.
        typer.Exit: if the user interrupts a question.
    """
    missing = [one for one in questions if one.is_missing]
    if missing and not is_terminal():
        raise _missing_answers(missing, language)
    found: list[str] = []
    for question in questions:
        if question.given:
            found.append(question.as_written(question.given))
        elif not _must_ask(question, found, asks_more=bool(missing)):
            found.append(_default_unasked(question, language))
        elif not is_terminal():
            raise _missing_answers([question], language)
        else:
            found.append(_ask(question, found, language))
    return found


def _must_ask(question: Question, before: Sequence[str], *, asks_more: bool) -> bool:
    """Return whether an unanswered question is asked: if it applies and, if it is optional, others must be asked."""
    if question.always_asked:
        return is_terminal()
    if (question.optional or question.uses_default) and not asks_more:
        return False
    return question.applies is None or question.applies(before)


def _default_unasked(question: Question, language: Language) -> str:
    """Return the answer to a question that is not asked: its default, printed, if it falls back on that; else empty."""
    if not question.uses_default or question.default is None:
        return ""
    sentence = message("{name} is not given: {answer}", name=question.name, answer=question.default)
    print_sentence(sentence, language)
    return question.default


def _missing_answers(questions: Sequence[Question], language: Language) -> MissingAnswerError:
    return MissingAnswerError(", ".join(translated(one.name, language) for one in questions))


def is_terminal() -> bool:
    """Return whether there is a terminal with a user who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _ask(question: Question, before: Sequence[str], language: Language) -> str:
    choices: Sequence[Choice] = question.choices(before) if question.choices else ()
    _print_choices(choices)
    while True:
        answer = question.as_written(chosen(_prompt(question, choices, language), choices))
        try:
            if question.check and answer:
                question.check(answer)
        except UnreadableValueError as flaw:
            print_sentence(flaw.sentence, language)
        else:
            return answer


def _prompt(question: Question, choices: Sequence[Choice], language: Language) -> str:
    default = _default(question, choices)
    asked = text_of(question.text, language)
    shown = f"{asked} [{visible(default)}]" if default else asked
    try:
        typed: str = typer.prompt(shown, default=default, show_default=False, err=True)
    except typer.Abort as abort:
        sys.stderr.write("\n" + text_of(message("stopped: nothing is changed"), language) + "\n")
        is_interrupted = isinstance(abort.__context__, KeyboardInterrupt)  # otherwise the input has ended
        raise typer.Exit(ExitCode.BROKEN_OFF if is_interrupted else ExitCode.WRONG_USAGE) from None
    restart_clocks()
    return typed.strip()


def _default(question: Question, choices: Sequence[Choice]) -> str | None:
    """Return the answer if the user only presses Enter; None if there must be another."""
    if question.optional or question.always_asked:
        return ""
    is_taken = question.defaults_to_first or (question.defaults_to_only and len(choices) == 1)
    return question.default or (choices[0][0] if is_taken and choices else None)


def _print_choices(choices: Sequence[Choice]) -> None:
    for number, (name, title) in enumerate(choices[:_MOST_SHOWN], 1):
        sys.stderr.write(visible(f"{number:4}  {name}" + (f" – {title}" if title and title != name else "")) + "\n")
    if len(choices) > _MOST_SHOWN:
        sys.stderr.write("      …\n")


def chosen(answer: str, choices: Sequence[Choice]) -> str:
    """Return the choice that an answer means: it may be its number in the list, unless a choice has that name."""
    if any(answer == name for name, _ in choices) or not answer.isascii() or not answer.isdigit():
        return answer
    return choices[int(answer) - 1][0] if 1 <= int(answer) <= len(choices) else answer


def shown_first(write: Callable[[bool], None], asked: Message, language: Language, *, dry_run: bool) -> None:
    """Write something; on a terminal, only after it is shown and the user has agreed. A dry run only shows it.

    Args:
        write: shows it if called with True, writes it if called with False.
        asked: the question whether to write it.
        language: the language of the question.
        dry_run: whether it is only shown.
    """
    is_asked = is_terminal() and not dry_run
    if dry_run or is_asked:
        write(True)
    if is_asked and not is_agreed(asked, language):
        return
    if not dry_run:
        write(False)


def is_agreed(asked: Message, language: Language) -> bool:
    """Return whether the user answers yes; an empty answer is no."""
    question = Question("", message("{asked} (yes or no)", asked=asked), None, optional=True)
    return _prompt(question, (), language).casefold() in {"j", "ja", "y", "yes"}
