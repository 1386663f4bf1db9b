"""Words for what is wrong: how serious, which rule, where, and what to do.

A flaw in a plan is a value (`diagnostics.Diagnostic`). Only what stops the tool is raised, and it is caught in one
place, `cli/entry.py`. Whatever is not an `AnhorigError` is a bug, and has an exit code of its own (`cli/faults.py`).
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
        """Return the sentence without its values."""
        return self.message.template


class CannotWorkError(AnhorigError):
    """Something outside the plans is in the way: no such path, no plan there, a file that cannot be read or written."""


class WrongUsageError(AnhorigError):
    """The command was called in a way that has no meaning."""

    exit_code = ExitCode.WRONG_USAGE


_REASONS = {
    errno.ENOENT: message("no such file or folder"),
    errno.ENOTDIR: message("part of the path is a file, not a folder"),
    errno.EISDIR: message("it is a folder"),
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
    """Return why the system refused, translated where the reason is a common one."""
    number = error.errno if isinstance(error, OSError) else None
    return _REASONS.get(number or 0) or getattr(error, "strerror", None) or str(error) or "?"


# Words for what is wrong: how serious, which rule, where, and what to do.


class Severity(StrEnum):
    """How serious a finding is; `OFF` is only for settings."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    @property
    def rank(self) -> int:
        """0 for the most serious."""
        return _RANKS[self]

    def reaches(self, level: "Severity") -> bool:
        """Return whether this is as serious as `level`, or more."""
        return self.rank <= level.rank


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


def with_help(flaw: Message, help_text: Message | None) -> Message:
    """Return what is wrong, and how to fix it where that is known, as one sentence."""
    return message("{flaw} – {help}", flaw=flaw, help=help_text) if help_text else flaw


def did_you_mean(near: str | None) -> Message | None:
    """Return the hint that says what was meant, where that is known."""
    return message("did you mean '{near}'?", near=near) if near else None


class Rule(NamedTuple):
    """What is published of a rule: its code and slug are stable for ever, its page is the user's documentation.

    `docstring` is the page as it stands in the code; a check needs no page, and there are many rules. A rule whose
    flaws are found while a file is read has no more than this: a page, and no body.
    """

    code: str
    slug: str
    docstring: str
    severity: Severity = Severity.ERROR
    threshold: int | None = None
    """The whole number that the rule compares with unless the project says otherwise; its page tells of what."""
    fix: Literal["safe", "unsafe"] | None = None
    """Whether the tool can fix some of what it finds, and whether a person should look at all of that."""

    @property
    def page(self) -> str:
        """The page, without the indentation of the code."""
        return cleandoc(self.docstring)

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]

    def at(
        self, location: Location, text: Message, help_text: Message | None = None, fix: "Fix | None" = None
    ) -> "Diagnostic":
        """Return a finding of this rule in a place, as serious as the rule says."""
        return Diagnostic(location, self, self.severity, text, help_text, fix=fix)

    def answers_to(self, name: str) -> bool:
        """Return whether a name means this rule: its slug, its code, or the beginning of its code (`ANH3`)."""
        return name == self.slug or self.code.startswith(name.upper())


class Fix(NamedTuple):
    """How the tool can fix a finding in its file.

    `ways` are splices of the file's text, as `Source` has it. There are several where only reading the text again
    shows which is right: those with which it can be read must read alike. `is_safe` where nothing of what was meant can
    be lost. `is_of_values` where nothing but the scalars that are spliced reads otherwise afterwards.
    """

    ways: tuple[tuple[Splice, ...], ...]
    is_safe: bool = True
    is_of_values: bool = False

    @property
    def grade(self) -> Literal["safe", "unsafe"]:
        """Return `safe` or `unsafe`."""
        return "safe" if self.is_safe else "unsafe"


class FindingGroup(NamedTuple):
    """What is told once of many findings of the same lack: where, and what; its message has `n`, and maybe `all`."""

    location: Location
    message: Message


class Related(NamedTuple):
    """One of the places of a finding that tells of many: where it is, and what is wrong there."""

    location: Location
    message: Message


class Diagnostic(NamedTuple):
    """One flaw in one place; `severity` may differ from the rule's own through the project's settings.

    `group` says how it is told together with others of its kind, `related` are the places of one that tells of many.
    """

    location: Location
    rule: Rule
    severity: Severity
    message: Message
    help: Message | None = None
    place: str | None = None
    """Where in the plan: `plan-id/kind/id`, which stays while lines come and go; None for a flaw of the file."""
    group: FindingGroup | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    command: tuple[str, ...] = ()
    """The command that fixes it: its name, the plan, and the part of it."""
    keys: str | None = None
    """The language of the plan's keys, `sv` or `en`."""
    covers: frozenset[tuple[str, str]] = frozenset()
    """The slugs and places of findings that tell the same lack less well, and are left out beside this one."""

    @property
    def sentence(self) -> Message:
        """What is wrong and how to fix it."""
        return with_help(self.message, self.advice)

    @property
    def advice(self) -> Message | None:
        """How to fix it, with the command that does, in the plan's own keys."""
        advice = self.help
        if advice is not None and self.command:
            advice = message(
                "{help} ({command})", help=advice, command=f"anhorig {' '.join(map(_in_shell, self.command))}"
            )
        return Message("{told}", {"told": InKeys(advice, self.keys)}) if advice is not None and self.keys else advice

    @property
    def sentence_with_places(self) -> Message:
        """What is wrong, on which other lines, and how to fix it: for whoever is told of one place only."""
        if not self.related:
            return self.sentence
        places = [one.location for one in self.related]
        if {place.file for place in places} == {self.location.file}:
            lines = _listed([str(place.line) for place in places], _MOST_LINES)
            return with_help(message("{flaw} (line {lines})", flaw=self.message, lines=lines), self.advice)
        names = _listed([place.file.rpartition("/")[2] for place in places], _MOST_FILES)
        return with_help(message("{flaw} ({names})", flaw=self.message, names=names), self.advice)

    @property
    def number(self) -> int:
        """How many flaws this tells of."""
        return int(str(self.message.values["n"])) if self.message.template == _AND_MORE.template else 1

    def and_more(self, number: int) -> "Diagnostic":
        """Return what tells, in the place of this one, of so many flaws of its rule in its file."""
        return self._replace(message=_AND_MORE._replace(values={"n": number}), help=None)

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """By file and line, then code; equal keys keep the order they were found in."""
        return (self.location, self.rule.code, self.message.template)


MOST_ALIKE = 20
"""How many findings of one rule in one file are reported one by one."""


def capped(diagnostics: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Give at most `MOST_ALIKE` findings of a rule in a file, the first of them, and one that counts the rest."""
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
    """A command does not go on, for a reason that a check finds: it is told as a check tells it, wherever it is raised.

    Args:
        findings: at least one.
    """

    exit_code = ExitCode.FINDINGS

    def __init__(self, findings: Sequence[Diagnostic]) -> None:
        super().__init__(findings[0].sentence)
        self.findings = tuple(sorted(findings, key=lambda one: one.sort_key))
        self.args = (self.findings,)  # what another process makes it anew of


def _in_shell(word: str) -> str:
    """Return a word as a shell takes it."""
    return word if re.fullmatch(r"[\w./\\:-]+", word) else f'"{word}"'


_MOST_LINES = 10
_MOST_FILES = 4


def _listed(words: list[str], most: int) -> str:
    return ", ".join([*words[:most], *(["…"] if len(words) > most else [])])


_AND_MORE = message("… and {n} more of the same kind in this file")


class Meant(NamedTuple):
    """What a text that cannot be understood must mean, as it is to be written; `is_sure` where nothing can be lost."""

    text: str
    instead_of: str
    is_sure: bool = True


class UnreadableValueError(ValueError):
    """A value that a field cannot understand: what a model's validator raises, and loading turns into a diagnostic.

    Args:
        slug: the reading rule it breaks, such as `bad-date`.
        message: what is wrong with it.
        help_text: how to write it instead; or what works that out, where it is asked for.
        meant: works out what it must mean, where that can be reported.
    """

    def __init__(
        self,
        slug: str,
        message: Message,
        help_text: Message | Callable[[], Message] | None = None,
        meant: Callable[[], Meant | None] = lambda: None,
    ) -> None:
        super().__init__(slug)
        self.slug = slug
        self.message = message
        self.meant = meant
        self._help = help_text

    @property
    def help(self) -> Message | None:
        """How to write it instead."""
        return self._help if isinstance(self._help, Message) or self._help is None else self._help()

    @property
    def sentence(self) -> Message:
        """What is wrong and how to write it instead."""
        return with_help(self.message, self.help)
