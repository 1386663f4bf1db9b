"""Where templates stand: a project's own folder, which comes first, and the built-in ones."""

import os
import stat
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from anhorig_cli.personal_number import personal_numbers
from anhorig_cli.places import is_folder
from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.rendering.shipped import shipped
from anhorig_cli.rendering.template_flaw import TemplateFlawError
from anhorig_cli.source import message

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
                entry.name for entry in os.scandir(self.path) if is_template(entry.name, kind) and _is_plain(entry)
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


def _is_plain(entry: "os.DirEntry[str]") -> bool:
    return entry.is_file(follow_symlinks=False)


def built_in_templates() -> Path:
    """Return the folder of the built-in templates."""
    return shipped("templates", "templates")


@cache
def built_in_files(kind: PageKind) -> frozenset[str]:
    """Return the file names of the built-in templates of a kind."""
    return frozenset(path.name for path in built_in_templates().iterdir() if is_template(path.name, kind))


def read_own(folder: OwnFolder, file: str) -> str | None:
    """Return the text of a template of the user's own; None where the folder has none of that name.

    Raises:
        TemplateFlawError: where it is too large, not UTF-8, or holds a personal number.
    """
    path = folder.path / file
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        descriptor = os.open(path, flags)
    except (OSError, ValueError):
        return None
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        data = opened.read(LARGEST + 1)
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
        raise TemplateFlawError(message("there is a personal identity number here: take it out"), shown, line)
    return text
