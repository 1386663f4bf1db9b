"""Where reports are written: to a file, a folder or standard output."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anhorig_cli.cli.disk.outputs import names_folder, write_outputs
from anhorig_cli.cli.terminal.telling import STDOUT
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.rendering.formats import ReportFormat
from anhorig_cli.source import message
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.packed import Unpacking, pack

if TYPE_CHECKING:
    from anhorig_cli.usecases.report.make_reports import MadeReports

_ENDINGS = {f".{one.value}": one for one in ReportFormat} | {".markdown": ReportFormat.MD, ".htm": ReportFormat.HTML}


class Destination(NamedTuple):
    """Where reports are written: a file, a folder, or standard output (no path)."""

    kind: ReportFormat
    path: Path | None = None
    is_folder: bool = False

    @property
    def holds_all(self) -> bool:
        """Whether the reports of all plans go into one document."""
        return self.kind is ReportFormat.JSON and not self.is_folder

    def files(self, names: Sequence[str]) -> list[Path]:
        """Return the path of each report, named by `names` in a folder; an empty list for standard output."""
        if self.path is None:
            return []
        return [self.path / f"{name}.{self.kind.value}" for name in names] if self.is_folder else [self.path]


def destination_of(name: str, page_format: ReportFormat | None) -> Destination:
    """Return the destination that `-o` names.

    Args:
        name: the value of the option.
        page_format: the format if no file ending shows it.

    Raises:
        WrongUsageError: if the name is empty, or its ending is not that of a format.
    """
    if name == STDOUT:
        return Destination(page_format or ReportFormat.MD)
    path = Path(name)
    if not name:
        raise WrongUsageError(
            message("-o needs a file or a folder; write FILE.md, .html, .pdf, .docx or .json, FOLDER/ or -")
        )
    if names_folder(name):
        return Destination(page_format or ReportFormat.MD, path, is_folder=True)
    kind = _ENDINGS.get(path.suffix.lower())
    if kind is None:
        raise WrongUsageError(
            message(
                "{file}: the ending does not show the format; write .md, .html, .pdf, .docx or .json, or FOLDER/ "
                "for a folder",
                file=name,
            )
        )
    return Destination(kind, path)


def refuse_clashes(destinations: Sequence[Destination], ids: Sequence[str]) -> None:
    """Refuse destinations where reports would share a file, or binary data would go to a screen; `ids` are the plans'.

    Raises:
        WrongUsageError: if there is such a destination.
    """
    for destination in destinations:
        if destination.is_folder:
            _refuse_same_id(ids)
        elif destination.path is not None and len(ids) > 1 and not destination.holds_all:
            raise WrongUsageError(
                message(
                    "{file} can hold one report, and there are {n} plans: write -o FOLDER/",
                    file=str(destination.path),
                    n=len(ids),
                )
            )
        elif destination.path is None and destination.kind.is_paper and (len(ids) > 1 or sys.stdout.isatty()):
            raise WrongUsageError(message("PDF and Word go to a file: write -o FILE.pdf, -o FILE.docx or -o FOLDER/"))


def _refuse_same_id(ids: Sequence[str]) -> None:
    """Refuse to write two plans to the same file: files are named after the plans' ids, in which case is ignored."""
    from anhorig_cli.loading.plan_names import name_of_file

    seen = set[str]()
    for plan_id in ids:
        name = name_of_file(plan_id).casefold()
        if name in seen:
            raise WrongUsageError(
                message("two plans have the id '{id}', and would be written to the same file", id=name)
            )
        seen.add(name)


def file_names(ids: Sequence[str], unit: str | None) -> list[str]:
    """Return the name of each plan's file in a folder, without the ending; a unit's part has the unit in its name."""
    from anhorig_cli.loading.plan_names import name_of_file, slug

    of_unit = f"-{slug(without_personal_numbers(unit))}" if unit else ""
    return [name_of_file(plan_id) + of_unit for plan_id in ids]


def write(
    destinations: Sequence[Destination],
    names: Sequence[str],
    made: "MadeReports",
    language: Language,
    *,
    dry_run: bool,
) -> None:
    """Write each report to every destination; `names` are those of the files in a folder.

    In a dry run, the files' names are printed instead.
    """
    files: dict[Path, bytes] = {}
    for destination in destinations:
        files |= dict(zip(destination.files(names), _packed(destination, made), strict=False))
    folders = [destination.path for destination in destinations if destination.path and destination.is_folder]
    write_outputs(Unpacking(files), language, folders, dry_run=dry_run)
    for destination in destinations:
        if destination.path is None:
            _show(destination, made)


def _packed(destination: Destination, made: "MadeReports") -> Sequence[bytes]:
    """Return the compressed files of a destination: a report of each plan, or one document of all plans."""
    if destination.holds_all:
        return [pack(_joined(destination, made))]
    return made.packed_files(destination.kind)


def _joined(destination: Destination, made: "MadeReports") -> bytes:
    from anhorig_cli.rendering.view_data import joined

    return joined(list(made.files(destination.kind)))


def _show(destination: Destination, made: "MadeReports") -> None:
    if destination.kind.is_paper:
        sys.stdout.buffer.write(next(iter(made.files(destination.kind))))
    elif destination.holds_all:
        sys.stdout.write(_joined(destination, made).decode())
    else:
        for i, report in enumerate(made.files(destination.kind)):
            sys.stdout.write("\n" * bool(i) + report.decode())
