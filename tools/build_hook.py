"""Compile the translations while a wheel or an editable install is built: gettext reads `.mo`, git keeps the `.po`."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("src", "anhorig_cli", "locale")


class CompiledCatalogs(BuildHookInterface[Any]):
    """Hatchling's door: the catalogs are compiled before any file is gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile every catalog below the package's `locale`."""
        compile_catalogs(Path(self.root))


def compile_catalogs(root: Path) -> None:
    """Write the `.mo` beside each `.po` of a checkout, where it is missing or another.

    The same text gives the same bytes, and a file that is right already may be read by others meanwhile.
    """
    for po in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        mo, data = po.with_suffix(".mo"), compiled(po.read_bytes())
        if mo.is_file() and mo.read_bytes() == data:
            mo.touch()
        else:
            mo.write_bytes(data)


def compiled(po: bytes) -> bytes:
    """Return a compiled catalog."""
    buffer = io.BytesIO()
    catalog = read_po(io.BytesIO(po), locale="sv")
    catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)  # else today's would stand there
    write_mo(buffer, catalog)
    return buffer.getvalue()


if __name__ == "__main__":
    compile_catalogs(Path(__file__).parent.parent)
