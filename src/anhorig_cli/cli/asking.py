"""What is missing on the command line is asked for on a terminal, and named everywhere else."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli.terminal.command import NotToldError
from anhorig_cli.cli.terminal.progress import wait_anew
from anhorig_cli.cli.terminal.telling import print_sentence, visible
from anhorig_cli.diagnostics import ExitCode, UnreadableValueError
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.offer_choices import Choice
from anhorig_cli.vocabulary import Language

_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a command must know.

    Attributes:
        name: as the English help has it, `SUBGOAL` or `--date`.
        asked: what is asked.
        given: the answer from the command line; an empty one is none.
        choices: what can be answered, worked out from the answers before; None where it is free.
        default: the answer of who only presses Enter.
        takes_the_only: where there is one choice, it is the answer of who only presses Enter.
        takes_the_first: the first choice is.
        check: raises `UnreadableValueError` for an answer that cannot be.
        optional: nobody need answer it, and it is asked only beside something that must be.
        wanted: nobody need answer it, but on a terminal it is always asked.
        falls_back: where nothing else is asked, its default is the answer, and that is reported.
        read: makes an answer, given or typed, what a plan writes.
        needed: tells, from the answers before, whether it has to do with them at all.
    """

    name: str
    asked: Message
    given: str | None
    choices: Callable[[Sequence[str]], Sequence[Choice]] | None = None
    default: str | None = None
    takes_the_only: bool = False
    takes_the_first: bool = False
    check: Callable[[str], object] | None = None
    optional: bool = False
    wanted: bool = False
    falls_back: bool = False
    read: Callable[[str], str] | None = None
    needed: Callable[[Sequence[str]], bool] | None = None

    def as_written(self, answer: str) -> str:
        """Return an answer as a plan writes it."""
        return self.read(answer) if self.read else answer

    @property
    def is_missing(self) -> bool:
        """Whether there must be an answer, whatever the other answers are, and there is none."""
        may_be_silent = self.optional or self.wanted or self.falls_back or self.needed is not None
        return not self.given and not may_be_silent


def answers(questions: Sequence[Question], language: Language) -> list[str]:
    """Return the answer to each question: the one that was given, else one that is asked for; an empty one for none.

    Raises:
        NotToldError: where something is missing and there is nobody to ask.
        typer.Exit: where who was asked breaks off.
    """
    missing = [one for one in questions if one.is_missing]
    if missing and not is_terminal():
        raise _missing(missing, language)
    found: list[str] = []
    for question in questions:
        if question.given:
            found.append(question.as_written(question.given))
        elif not _is_asked(question, found, asks_more=bool(missing)):
            found.append(_fallen_back(question, language))
        elif not is_terminal():
            raise _missing([question], language)
        else:
            found.append(_asked(question, found, language))
    return found


def _is_asked(question: Question, before: Sequence[str], *, asks_more: bool) -> bool:
    """Return whether a question without an answer has to do with the answers before, and is not optional alone."""
    if question.wanted:
        return is_terminal()
    if (question.optional or question.falls_back) and not asks_more:
        return False
    return question.needed is None or question.needed(before)


def _fallen_back(question: Question, language: Language) -> str:
    """Return what stands for an answer that nobody is asked for, and say what that is; nothing for nothing."""
    if not question.falls_back or question.default is None:
        return ""
    sentence = message("{name} is not given: {answer}", name=question.name, answer=question.default)
    print_sentence(sentence, language)
    return question.default


def _missing(questions: Sequence[Question], language: Language) -> NotToldError:
    return NotToldError(", ".join(translated(one.name, language) for one in questions))


def is_terminal() -> bool:
    """Return whether there is a person who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _asked(question: Question, before: Sequence[str], language: Language) -> str:
    choices: Sequence[Choice] = question.choices(before) if question.choices else ()
    _show(choices)
    while True:
        answer = question.as_written(chosen(_typed(question, choices, language), choices))
        try:
            if question.check and answer:
                question.check(answer)
        except UnreadableValueError as flaw:
            print_sentence(flaw.sentence, language)
        else:
            return answer


def _typed(question: Question, choices: Sequence[Choice], language: Language) -> str:
    default = _default(question, choices)
    asked = text_of(question.asked, language)
    shown = f"{asked} [{visible(default)}]" if default else asked
    try:
        typed: str = typer.prompt(shown, default=default, show_default=False, err=True)
    except typer.Abort as abort:
        sys.stderr.write("\n" + text_of(message("stopped: nothing is changed"), language) + "\n")
        is_interrupted = isinstance(abort.__context__, KeyboardInterrupt)  # and not at the end of what was typed
        raise typer.Exit(ExitCode.BROKEN_OFF if is_interrupted else ExitCode.WRONG_USAGE) from None
    wait_anew()
    return typed.strip()


def _default(question: Question, choices: Sequence[Choice]) -> str | None:
    """Return the answer of who only presses Enter; None where there is none."""
    if question.optional or question.wanted:
        return ""
    is_taken = question.takes_the_first or (question.takes_the_only and len(choices) == 1)
    return question.default or (choices[0][0] if is_taken and choices else None)


def _show(choices: Sequence[Choice]) -> None:
    for number, (name, title) in enumerate(choices[:_MOST_SHOWN], 1):
        sys.stderr.write(visible(f"{number:4}  {name}" + (f" – {title}" if title and title != name else "")) + "\n")
    if len(choices) > _MOST_SHOWN:
        sys.stderr.write("      …\n")


def chosen(answer: str, choices: Sequence[Choice]) -> str:
    """Return what an answer stands for: its number in the list, unless something is called that."""
    if any(answer == name for name, _ in choices) or not answer.isascii() or not answer.isdigit():
        return answer
    return choices[int(answer) - 1][0] if 1 <= int(answer) <= len(choices) else answer


def shown_first(write: Callable[[bool], None], asked: Message, language: Language, *, dry_run: bool) -> None:
    """Write what a person has seen and agreed to, on a terminal; elsewhere write it, or only show it in a dry run.

    Args:
        write: writes, or only shows where that is what it is given.
        asked: whether it shall be written.
        language: of the question.
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
    """Return whether who is asked says yes; nothing typed is no."""
    question = Question("", message("{asked} (yes or no)", asked=asked), None, optional=True)
    return _typed(question, (), language).casefold() in {"j", "ja", "y", "yes"}
