"""Where templates stand, the project's own first, and what is wrong with one of the user's own."""

import os
import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.personal_number import personal_numbers
from anhorig_cli.places import is_folder, read_ordinary
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.source import Message, message
from anhorig_cli.views.redaction import is_view, names_in
from anhorig_cli.views.template_reference import name_of
from anhorig_cli.vocabulary import nearest

STATUS_REPORT = "lagesrapport"
UNIT_REPORT = "enhet"
COMMITTEE_PAPER = "tjansteskrivelse"
LARGEST = 1 << 20
"""How many bytes a template may have."""


class OwnFolder(NamedTuple):
    """A folder with templates of the user's own, and its name in messages."""

    path: Path
    shown: str

    def shown_file(self, file: str) -> str:
        """Return the name of a file in the folder, as a message says it."""
        return file if self.shown in {"", "."} else f"{self.shown}/{file}"

    def files(self, kind: PageKind) -> Iterator[str]:
        """Give the names of the templates of a kind that stand in the folder; links are passed by."""
        if is_folder(self.path):
            yield from sorted(
                entry.name
                for entry in os.scandir(self.path)
                if is_template(entry.name, kind) and entry.is_file(follow_symlinks=False)
            )


class TemplateChoice(NamedTuple):
    """Which template makes a page: its name without endings, and the folders that are searched before the built-ins."""

    name: str = STATUS_REPORT
    own: tuple[OwnFolder, ...] = ()

    def owned(self, kind: PageKind) -> set[str]:
        """Return the file names of the user's own templates of a kind."""
        return {file for folder in self.own for file in folder.files(kind)}

    def is_built_in(self, kind: PageKind) -> bool:
        """Return whether the page is made by built-in templates alone, which extend none but each other."""
        owned = self.owned(kind) if self.own else set[str]()
        return file_name(self.name, kind) not in owned and owned.isdisjoint(built_in_files(kind))


def file_name(name: str, kind: PageKind) -> str:
    """Return a template's file name: `lagesrapport.md.j2`."""
    return f"{name}.{kind.value}.j2"


def is_template(file: str, kind: PageKind) -> bool:
    """Return whether a file name is that of a template of a kind."""
    return file.endswith(f".{kind.value}.j2") and not file.startswith(".")


def built_in_templates() -> Path:
    """Return the folder of the built-in templates."""
    return shipped("templates", "templates")


@cache
def plain_environment() -> Environment:
    """Return the environment of built-in pages that are made of no report: the preview, and lists of duties."""
    return Environment(
        loader=FileSystemLoader(built_in_templates(), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def built_in_files(kind: PageKind) -> frozenset[str]:
    """Return the file names of the built-in templates of a kind."""
    return frozenset(path.name for path in built_in_templates().iterdir() if is_template(path.name, kind))


def read_own(folder: OwnFolder, file: str) -> str | None:
    """Return the text of a template of the user's own; None where the folder has none of that name.

    Raises:
        TemplateFlawError: where it is too large, not UTF-8, or holds a personal number.
    """
    try:
        found = read_ordinary(folder.path / file, LARGEST)
    except (OSError, ValueError):
        return None
    if found is None:
        return None
    data, _ = found
    shown = folder.shown_file(file)
    if len(data) > LARGEST:
        raise TemplateFlawError(message("the template is larger than {n} bytes", n=LARGEST), shown)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TemplateFlawError(message("the file is not UTF-8: save it as UTF-8"), shown, line) from None
    certain = next((number for number in personal_numbers(text) if number.is_certain), None)
    if certain is not None:
        line = text.count("\n", 0, certain.start) + 1
        raise TemplateFlawError(message("there is a personal identity number here: remove it"), shown, line)
    return text


# What is wrong with a template of the user's own: said in the user's language, with the file and the line.


class TemplateFlawError(Exception):
    """A template cannot be used; the file and the line are known to some of those who raise it."""

    def __init__(self, text: Message, file: str = "", line: int = 1) -> None:
        super().__init__(text.template)
        self.text = text
        self.file = file
        self.line = line


class OutOfTimeError(Exception):
    """A page has taken all the time that it may."""


class Missing(StrictUndefined):
    """A name that stands for nothing: printing it, or asking it anything, says so."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name)
        text = _forbidden(name) if issubclass(exc, SecurityError) else _no_such(obj, name or "")
        self._undefined_exception: Any = partial(_flawed, text)


def _flawed(text: Message, _reason: str) -> TemplateFlawError:
    return TemplateFlawError(text)


def _forbidden(name: str | None) -> Message:
    return message("'{name}' may not be used in a template", name=name or "")


def _no_such(owner: Any, name: str) -> Message:
    """Say that something has no such name, and which name is near."""
    if owner is missing:
        near = nearest(name, ("plan", "label", "symbols", "palettes", "face", "version"))
        if near:
            return message("there is no '{name}'; did you mean '{near}'?", name=name, near=near)
        return message("there is no '{name}'; 'anhorig template data' lists what there is", name=name)
    near = nearest(name, names_in(owner))
    whose = _word_for(owner)
    if near:
        return message("'{whose}' has no '{name}'; did you mean '{near}'?", whose=whose, name=name, near=near)
    return message("'{whose}' has no '{name}'; 'anhorig template data' lists what there is", whose=whose, name=name)


def _word_for(value: object) -> str:
    """Return what a template calls a value: `plan`, `subgoal`, `measurement`; the name of the type for others."""
    return name_of(type(value)) if is_view(value) else type(value).__name__


def unusable(error: Exception, template: str, own: "set[str]") -> CannotWorkError:
    """Return what to say of a template that failed: the file and the line of the user's own that did, and why.

    Args:
        error: what came out of Jinja, or of what it called.
        template: the file that the page is made from, which answers where nothing else does.
        own: the names of the user's own files, as messages say them.
    """
    file, line = _place(error, own) or (template, 1)
    return CannotWorkError(message("{file}:{line}: {flaw}", file=file, line=line, flaw=_flaw(error)))


def _place(error: Exception, own: "set[str]") -> tuple[str, int] | None:
    if isinstance(error, TemplateFlawError) and error.file:
        return error.file, error.line
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return error.filename, error.lineno
    places = list(_template_lines(error.__traceback__))
    return next((place for place in reversed(places) if place[0] in own), places[-1] if places else None)


def _template_lines(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    """Give the lines of templates that a traceback goes through; Jinja has put them there."""
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            yield file, traceback.tb_lineno
        traceback = traceback.tb_next


def _flaw(error: Exception) -> Message:
    match error:
        case TemplateFlawError():
            return error.text
        case OutOfTimeError():
            return message("the page takes too long to make, more than {n} seconds", n=error.args[0])
        case SecurityError():
            return message("this may not be used in a template")
        case TemplateNotFound():
            return message("there is no template '{name}'", name=str(error.name))
        case TemplateSyntaxError():
            return _syntax(error.message or "")
        case MemoryError():
            return message("the page takes too much memory to make")
        case RecursionError() | SyntaxError():
            return message("the template goes too deep: it includes itself, or has too much inside other things")
        case _:
            return message("this cannot be done here ({reason})", reason=str(error) or type(error).__name__)


_UNCLOSED = r"Unexpected end of template\..*?'(?P<end>end\w+)'(?:.* closed is '(?P<tag>\w+)')?"
_UNKNOWN_TAG = r"Encountered unknown tag '(?P<tag>\w+)'"
_UNKNOWN_FILTER = r"No filter named '(?P<name>\w+)'"


def _syntax(reason: str) -> Message:
    """Say in the user's language what Jinja's parser says in English; the rare ones stay as they are."""
    if found := re.search(_UNCLOSED, reason):
        return message("'{tag}' is never closed: write '{end}' after it", tag=found["tag"] or "block", end=found["end"])
    if found := re.search(_UNKNOWN_TAG, reason):
        return message("there is no tag '{tag}'", tag=found["tag"])
    if found := re.search(_UNKNOWN_FILTER, reason):
        return message("there is no filter '{name}'", name=found["name"])
    return message("the template cannot be understood here ({reason})", reason=reason)


# Folders that are part of the tool and hold no code: templates, the files of a new project, the example plans.


def shipped(installed: str, in_checkout: str) -> Path:
    """Return such a folder: in the installed package, or at the top of a checkout, where it may have another name."""
    package = Path(__file__).parent.parent
    folder = package / installed
    return folder if folder.is_dir() else package.parent.parent / in_checkout
