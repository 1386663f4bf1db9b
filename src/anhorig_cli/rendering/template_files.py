"""The locations of templates, the user's own first, and the errors in a user's own template."""

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
"""The maximal size of a template in bytes."""


class OwnFolder(NamedTuple):
    """A folder with the user's own templates, and its name in messages."""

    path: Path
    shown: str

    def shown_file(self, file: str) -> str:
        """Return the name of a file in the folder, for messages."""
        return file if self.shown in {"", "."} else f"{self.shown}/{file}"

    def files(self, kind: PageKind) -> Iterator[str]:
        """Yield the names of the templates of a kind in the folder; links are skipped."""
        if is_folder(self.path):
            yield from sorted(
                entry.name
                for entry in os.scandir(self.path)
                if is_template(entry.name, kind) and entry.is_file(follow_symlinks=False)
            )


class TemplateChoice(NamedTuple):
    """The choice of a template: its name without extensions, and the folders searched before the built-in ones."""

    name: str = STATUS_REPORT
    own: tuple[OwnFolder, ...] = ()

    def owned(self, kind: PageKind) -> set[str]:
        """Return the file names of the user's own templates of a kind."""
        return {file for folder in self.own for file in folder.files(kind)}

    def is_built_in(self, kind: PageKind) -> bool:
        """Return whether only built-in templates are used, which extend only each other."""
        owned = self.owned(kind) if self.own else set[str]()
        return file_name(self.name, kind) not in owned and owned.isdisjoint(built_in_files(kind))


def file_name(name: str, kind: PageKind) -> str:
    """Return a template's file name: `lagesrapport.md.j2`."""
    return f"{name}.{kind.value}.j2"


def is_template(file: str, kind: PageKind) -> bool:
    """Return whether a file name is a template of a kind."""
    return file.endswith(f".{kind.value}.j2") and not file.startswith(".")


def built_in_templates() -> Path:
    """Return the folder of the built-in templates."""
    return shipped("templates", "templates")


@cache
def plain_environment() -> Environment:
    """Return the environment for built-in pages other than reports: the preview, and lists of tasks."""
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
    """Return the text of a user's own template; None if the folder has none of that name.

    Raises:
        TemplateFlawError: it is too large, not UTF-8, or has a personal number.
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


# Errors in a user's own template, in the user's language, with file and line.


class TemplateFlawError(Exception):
    """A template cannot be used; `file` is empty if the code that raises it does not know the place."""

    def __init__(self, text: Message, file: str = "", line: int = 1) -> None:
        super().__init__(text.template)
        self.text = text
        self.file = file
        self.line = line


class OutOfTimeError(Exception):
    """A page has exceeded its time limit."""


class Missing(StrictUndefined):
    """An undefined name: printing or using it raises an error that names it."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name)
        text = _forbidden_name(name) if issubclass(exc, SecurityError) else _undefined_name(obj, name or "")
        self._undefined_exception: Any = partial(_flaw_error, text)


def _flaw_error(text: Message, _reason: str) -> TemplateFlawError:
    return TemplateFlawError(text)


def _forbidden_name(name: str | None) -> Message:
    return message("'{name}' may not be used in a template", name=name or "")


def _undefined_name(owner: Any, name: str) -> Message:
    """Return the error for an undefined name, with a suggestion if a similar name exists."""
    if owner is missing:
        near = nearest(name, ("plan", "label", "symbols", "palettes", "face", "version"))
        if near:
            return message("there is no '{name}'; did you mean '{near}'?", name=name, near=near)
        return message("there is no '{name}'; 'anhorig template data' lists what there is", name=name)
    near = nearest(name, names_in(owner))
    whose = _type_name(owner)
    if near:
        return message("'{whose}' has no '{name}'; did you mean '{near}'?", whose=whose, name=name, near=near)
    return message("'{whose}' has no '{name}'; 'anhorig template data' lists what there is", whose=whose, name=name)


def _type_name(value: object) -> str:
    """Return the name of a value's type in templates, such as `plan` or `subgoal`; else the Python type's name."""
    return name_of(type(value)) if is_view(value) else type(value).__name__


def unusable(error: Exception, template: str, own: "set[str]") -> CannotWorkError:
    """Return the error for a template that failed, with the file and line of the user's own template, and the reason.

    Args:
        error: the exception raised by Jinja, or by code that it called.
        template: the file that the page is made from, which is blamed if no other place is known.
        own: the names of the user's own files in messages.
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
    """Yield the files and lines of templates in a traceback, where Jinja has put them."""
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
    """Return a syntax error of Jinja's as a message that is translated; rare ones keep Jinja's English text."""
    if found := re.search(_UNCLOSED, reason):
        return message("'{tag}' is never closed: write '{end}' after it", tag=found["tag"] or "block", end=found["end"])
    if found := re.search(_UNKNOWN_TAG, reason):
        return message("there is no tag '{tag}'", tag=found["tag"])
    if found := re.search(_UNKNOWN_FILTER, reason):
        return message("there is no filter '{name}'", name=found["name"])
    return message("the template cannot be understood here ({reason})", reason=reason)


# Folders of the tool without code: templates, the files of a new project, the example plans.


def shipped(installed: str, in_checkout: str) -> Path:
    """Return a folder of the tool: in the installed package, or at the top of a checkout, where its name may differ."""
    package = Path(__file__).parent.parent
    folder = package / installed
    return folder if folder.is_dir() else package.parent.parent / in_checkout
