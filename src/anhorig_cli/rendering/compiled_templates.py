"""The built-in templates as compiled code, kept beside them as Python keeps its own: a quarter of a short run."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from anhorig_cli import __version__

FOLDER = "__pycache__"


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates in a folder, where that can be written; what is stale or broken is compiled anew.

    Whoever can write there can change the templates, and the package itself, too: no new trust is asked for.
    """

    def __init__(self, folder: Path, compiler: Path) -> None:
        """Keep the templates of a folder.

        Args:
            folder: where the templates stand.
            compiler: the module that says how they are compiled; another one makes everything stale.
        """
        self._folder = folder / FOLDER
        changed = compiler.stat()
        self._made_by = f"{__version__} {jinja2.__version__} {changed.st_size} {changed.st_mtime_ns}"

    def get_source_checksum(self, source: str) -> str:
        """Return what a compiled template must have been made from, and by, to be used."""
        return sha256(f"{self._made_by}\n{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the compiled code, where it is kept and still holds."""
        with suppress(OSError), self._file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the compiled code, whole or not at all."""
        import tempfile  # noqa: PLC0415 - once for each template

        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    bucket.write_bytecode(file)
                Path(name).chmod(0o644)
                Path(name).replace(self._file(bucket))
            except OSError:
                Path(name).unlink(missing_ok=True)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.template"
