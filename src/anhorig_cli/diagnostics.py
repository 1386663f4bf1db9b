"""Findings and errors: what is wrong, how serious it is, which rule it breaks, where, and what to do.

A fault in a plan is a value (`Diagnostic`). Only what stops the tool is raised, and it is caught in one place,
`cli/entry.py`. Any exception that is not an `AnhorigError` is a bug, with an exit code of its own (`cli/faults.py`).
"""

import errno
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum, StrEnum
from inspect import cleandoc
from typing import Literal, NamedTuple

from anhorig_cli.source import InKeys, Location, Message, Splice, message


class ExitCode(IntEnum):
    """The published exit codes."""

    CLEAN = 0
    FINDINGS = 1
    WRONG_USAGE = 2
    CANNOT_WORK = 3
    FAULT = 70
    BROKEN_OFF = 130


class AnhorigError(Exception):
    """The tool cannot do what it was asked to; `message` says why and what to do."""

    exit_code = ExitCode.CANNOT_WORK

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        """Return the template of the message, without its values."""
        return self.message.template


class CannotWorkError(AnhorigError):
    """Something outside the plans prevents the work: no such path, no plan there, an unreadable or unwritable file."""


class WrongUsageError(AnhorigError):
    """The command was called with arguments that make no sense."""

    exit_code = ExitCode.WRONG_USAGE


_REASONS = {
    errno.ENOENT: message("no such file or folder"),
    errno.ENOTDIR: message("part of the path is a file, not a folder"),
    errno.EISDIR: message("it is a folder"),
    errno.EEXIST: message("something has that name already"),
    errno.EACCES: message("access is denied"),
    errno.EPERM: message("access is denied"),
    errno.EROFS: message("nothing can be written on that disk"),
    errno.ENOSPC: message("the disk is full"),
    errno.EDQUOT: message("the disk is full"),
    errno.EFBIG: message("no file may be so large here"),
    errno.EIO: message("the disk does not answer"),
    errno.ELOOP: message("links lead round in a circle"),
    errno.EMFILE: message("too many files are open"),
    errno.ENFILE: message("too many files are open"),
    errno.ENAMETOOLONG: message("the name is too long"),
    errno.EADDRINUSE: message("another program uses it"),
}


def reason_of(error: OSError | ValueError) -> Message | str:
    """Return the system's reason for an error, as a translatable message for the common ones."""
    number = error.errno if isinstance(error, OSError) else None
    return _REASONS.get(number or 0) or getattr(error, "strerror", None) or str(error) or "?"


# Findings: how serious, which rule, where, and what to do.


class Severity(StrEnum):
    """The severity of a finding; `OFF` is for settings only."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    @property
    def rank(self) -> int:
        """The rank of the severity, 0 for the most serious."""
        return _RANKS[self]

    def reaches(self, level: "Severity") -> bool:
        """Return whether this is at least as serious as `level`."""
        return self.rank <= level.rank


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


def with_help(flaw: Message, help_text: Message | None) -> Message:
    """Return a message of what is wrong and, if known, how to fix it."""
    return message("{flaw} – {help}", flaw=flaw, help=help_text) if help_text else flaw


def did_you_mean(near: str | None) -> Message | None:
    """Return the "did you mean" hint; None without a similar word."""
    return message("did you mean '{near}'?", near=near) if near else None


class Rule(NamedTuple):
    """The published part of a rule: a code and slug that never change, and the page of its documentation.

    `docstring` is the page as written in the code; only `page` removes its indentation, since a check needs no page.
    A rule that is checked while a file is read consists of this alone, with no function.
    """

    code: str
    slug: str
    docstring: str
    severity: Severity = Severity.ERROR
    threshold: int | None = None
    """The whole number that the rule compares with unless the project sets another; its page says what it counts."""
    fix: Literal["safe", "unsafe"] | None = None
    """Whether the tool can fix some of its findings, and whether a person should review every such fix."""

    @property
    def page(self) -> str:
        """The page, without the code's indentation."""
        return cleandoc(self.docstring)

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]

    def at(
        self, location: Location, text: Message, help_text: Message | None = None, fix: "Fix | None" = None
    ) -> "Diagnostic":
        """Return a finding of this rule at a location, with the rule's own severity."""
        return Diagnostic(location, self, self.severity, text, help_text, fix=fix)

    def answers_to(self, name: str) -> bool:
        """Return whether a name means this rule: its slug, its code, or the beginning of its code (`ANH3`)."""
        return name == self.slug or self.code.startswith(name.upper())


class Fix(NamedTuple):
    """How the tool can fix a finding in its file.

    `ways` are alternatives, each a set of splices of the file's text as in `Source`. There are several where only
    parsing the result shows which is right: those that parse must give the same tree. `is_safe` where no intended
    meaning can be lost. `is_of_values` where only the spliced scalars change in the parsed result.
    """

    ways: tuple[tuple[Splice, ...], ...]
    is_safe: bool = True
    is_of_values: bool = False

    @property
    def grade(self) -> Literal["safe", "unsafe"]:
        """Return `safe` or `unsafe`."""
        return "safe" if self.is_safe else "unsafe"


class FindingGroup(NamedTuple):
    """One message for many findings of the same kind: where, and what; it uses `n`, and maybe `all`."""

    location: Location
    message: Message


class Related(NamedTuple):
    """One location of a finding that stands for many, and what is wrong there."""

    location: Location
    message: Message


class Diagnostic(NamedTuple):
    """A finding: one flaw at one location; the project's settings may change its rule's `severity`.

    `group` is the message that replaces it among others of its kind; `related` are the locations it stands for.
    """

    location: Location
    rule: Rule
    severity: Severity
    message: Message
    help: Message | None = None
    place: str | None = None
    """The part of the plan, `plan-id/kind/id`, which is stable when lines move; None for a flaw of the file."""
    group: FindingGroup | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    command: tuple[str, ...] = ()
    """The command that fixes it: its name, the plan, and the part of the plan."""
    keys: str | None = None
    """The language of the plan's keys, `sv` or `en`."""
    covers: frozenset[tuple[str, str]] = frozenset()
    """The slugs and places of less precise findings of the same flaw, which are left out beside this one."""

    @property
    def sentence(self) -> Message:
        """What is wrong and how to fix it."""
        return with_help(self.message, self.advice)

    @property
    def advice(self) -> Message | None:
        """How to fix it, with the command that does so, in the language of the plan's keys."""
        advice = self.help
        if advice is not None and self.command:
            advice = message(
                "{help} ({command})", help=advice, command=f"anhorig {' '.join(map(_shell_quoted, self.command))}"
            )
        return Message("{told}", {"told": InKeys(advice, self.keys)}) if advice is not None and self.keys else advice

    @property
    def sentence_with_places(self) -> Message:
        """What is wrong, on which other lines, and how to fix it: for output that shows a single location."""
        if not self.related:
            return self.sentence
        places = [one.location for one in self.related]
        if {place.file for place in places} == {self.location.file}:
            lines = _joined_up_to([str(place.line) for place in places], _MOST_LINES)
            return with_help(message("{flaw} (line {lines})", flaw=self.message, lines=lines), self.advice)
        names = _joined_up_to([place.file.rpartition("/")[2] for place in places], _MOST_FILES)
        return with_help(message("{flaw} ({names})", flaw=self.message, names=names), self.advice)

    @property
    def number(self) -> int:
        """The number of flaws that this finding stands for."""
        return int(str(self.message.values["n"])) if self.message.template == _AND_MORE.template else 1

    def and_more(self, number: int) -> "Diagnostic":
        """Return a finding that replaces this one and counts `number` flaws of its rule in its file."""
        return self._replace(message=_AND_MORE._replace(values={"n": number}), help=None)

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """The sort key: file and line, then code; findings with equal keys keep their order."""
        return (self.location, self.rule.code, self.message.template)


MOST_ALIKE = 20
"""The number of findings of one rule in one file that are reported individually."""


def capped(diagnostics: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the first `MOST_ALIKE` findings of each rule in each file, and one that counts the rest."""
    counts: Counter[tuple[str, str]] = Counter()
    for diagnostic in diagnostics:
        counts[diagnostic.location.file, diagnostic.rule.code] += diagnostic.number
    if all(count <= MOST_ALIKE for count in counts.values()):
        yield from diagnostics
        return
    reported: Counter[tuple[str, str]] = Counter()
    for diagnostic in sorted(diagnostics, key=lambda d: d.sort_key):
        key = (diagnostic.location.file, diagnostic.rule.code)
        reported[key] += 1
        if reported[key] <= MOST_ALIKE:
            yield diagnostic
        elif reported[key] == MOST_ALIKE + 1:
            yield diagnostic.and_more(counts[key] - MOST_ALIKE)


class RefusedError(AnhorigError):
    """A command stops because of findings; they are printed as `check` prints them, wherever this is raised.

    Args:
        findings: at least one.
        outcome: a sentence that says what was not done, if the findings alone do not show it.
    """

    exit_code = ExitCode.FINDINGS

    def __init__(self, findings: Sequence[Diagnostic], outcome: Message | None = None) -> None:
        super().__init__(findings[0].sentence)
        self.findings = tuple(sorted(findings, key=lambda one: one.sort_key))
        self.outcome = outcome
        self.args = (self.findings, outcome)  # what unpickling in another process passes to `__init__`


def _shell_quoted(word: str) -> str:
    """Return a word quoted for a shell where needed."""
    return word if re.fullmatch(r"[\w./\\:-]+", word) else f'"{word}"'


_MOST_LINES = 10
_MOST_FILES = 4


def _joined_up_to(words: list[str], most: int) -> str:
    """Return the words, each once, with `…` for those after the first `most`."""
    each_once = list(dict.fromkeys(words))
    return ", ".join([*each_once[:most], *(["…"] if len(each_once) > most else [])])


_AND_MORE = message("… and {n} more of the same kind in this file")


class SuggestedValue(NamedTuple):
    """The intended value of an unreadable text, as it should be written; `is_sure` if no meaning can be lost."""

    text: str
    original: str
    is_sure: bool = True


class UnreadableValueError(ValueError):
    """A value that a field cannot read: raised by a model's validator, and turned into a diagnostic by loading.

    Args:
        slug: the rule for reading that it breaks, such as `bad-date`.
        message: what is wrong with it.
        help_text: how to write it instead, or a function that returns that.
        suggest: returns the intended value, where that can be determined.
    """

    def __init__(
        self,
        slug: str,
        message: Message,
        help_text: Message | Callable[[], Message] | None = None,
        suggest: Callable[[], SuggestedValue | None] = lambda: None,
    ) -> None:
        super().__init__(slug)
        self.slug = slug
        self.message = message
        self.suggest = suggest
        self._help = help_text

    @property
    def help(self) -> Message | None:
        """How to write it instead."""
        return self._help if isinstance(self._help, Message) or self._help is None else self._help()

    @property
    def sentence(self) -> Message:
        """What is wrong and how to write it instead."""
        return with_help(self.message, self.help)
