"""Compile what git keeps as text: the translations for every installation, and the templates for a wheel.

gettext reads `.mo` files, compiled from the `.po`. A template becomes a Python module, so that the first report of an
installed tool is as fast as later ones.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("src", "anhorig_cli", "locale")


class Compiled(BuildHookInterface[Any]):
    """The build hook of Hatchling; it compiles everything before files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogs in place and, for a wheel, the templates, which are included beside their sources."""
        compile_catalogs(Path(self.root))
        if self.target_name == "wheel" and version == "standard":
            self._modules = TemporaryDirectory()
            for path in compile_templates(Path(self.root), Path(self._modules.name)):
                build_data["force_include"][str(path)] = f"anhorig_cli/templates/compiled/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's signature
        """Remove the temporary modules, which the wheel now contains."""
        if self.target_name == "wheel" and version == "standard":
            self._modules.cleanup()


def compile_catalogs(root: Path) -> None:
    """Write the `.mo` beside each `.po` of a checkout if it is missing or outdated.

    An up-to-date file is not rewritten, since other processes may be reading it.
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
    catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)  # instead of today's date
    write_mo(buffer, catalog)
    return buffer.getvalue()


def compile_templates(root: Path, folder: Path) -> Iterator[Path]:
    """Yield the paths of Python modules, written to a folder, one for each built-in template of a checkout.

    The package's own environments compile them, since the escaping is theirs, so its dependencies must be installed.
    """
    sys.path.insert(0, str(root / "src"))
    from anhorig_cli.rendering.compiled_templates import kept_templates  # noqa: PLC0415 - only for a wheel
    from anhorig_cli.rendering.formats import PageKind  # noqa: PLC0415 - as above
    from anhorig_cli.rendering.page import built_in_environment  # noqa: PLC0415 - as above

    kept = kept_templates()
    for path in sorted((root / "templates").rglob("*.j2")):
        environment = built_in_environment(PageKind.MD if path.name.endswith(".md.j2") else PageKind.HTML)
        text = path.read_text(encoding="utf-8")
        module = folder / kept.shipped_file(kept.get_source_checksum(text)).name
        module.write_text(environment.compile(text, path.relative_to(root / "templates").as_posix(), raw=True), "utf-8")
        yield module


if __name__ == "__main__":
    compile_catalogs(Path(__file__).parent.parent)
