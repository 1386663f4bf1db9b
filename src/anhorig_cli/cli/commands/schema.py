"""`anhorig schema`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.disk.outputs import names_folder, write_named, write_outputs
from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import DryRunOfFiles, LanguageOption, one_of, option, output_option
from anhorig_cli.cli.terminal.telling import STDOUT
from anhorig_cli.schema.schema_kind import SchemaKind

if TYPE_CHECKING:
    from anhorig_cli.vocabulary import Language


def schema(
    part: Annotated[SchemaKind, option(one_of(SchemaKind), "The kind of file the schema is for.")] = SchemaKind.PLAN,
    output: Annotated[
        str,
        output_option(
            "Where to write: FILE, or FOLDER/ for the schemas of every kind of file. Default, and with -: the screen."
        ),
    ] = STDOUT,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
) -> None:
    """Write the JSON Schema of a plan, which lets an editor help whoever writes one.

    For example: anhorig schema -o plan.schema.json
    """
    reader_language = language_of(language)
    if output != STDOUT and names_folder(output):
        folder = Path(output)
        files = {folder / document.file_name: _text(document, reader_language).encode() for document in SchemaKind}
        write_outputs(files, reader_language, [folder], dry_run=dry_run)
    else:
        write_named({output: _text(part, reader_language).encode()}, reader_language, dry_run=dry_run)


def _text(document: SchemaKind, language: "Language") -> str:
    from anhorig_cli.schema.documents import schema_text

    return schema_text(document, language)
