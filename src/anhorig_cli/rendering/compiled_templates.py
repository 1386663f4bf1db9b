"""A cache of compiled built-in templates: from when the wheel was built, or from when they were last used."""

from functools import cache
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from io import BytesIO
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from anhorig_cli import __version__
from anhorig_cli.rendering.template_files import built_in_templates

FOLDER = "__pycache__"
SHIPPED = "compiled"
"""The folder next to the templates in a wheel, with a Python module for each, which `tools/build_hook.py` creates."""

COMPILERS = tuple(Path(__file__).with_name(name) for name in ("environment.py", "pictures.py", "report_filters.py"))
"""The modules that decide how templates are compiled: which filters exist, and which arguments each is passed."""


class CompiledTemplates(BytecodeCache):
    """Loads compiled templates from next to the templates; stale or damaged ones are compiled again.

    Anyone who can write there can also change the templates, and the package itself: no new trust is required. `fresh`
    are the templates that had to be compiled, by the path where they can be cached.
    """

    def __init__(self, folder: Path, *compilers: Path) -> None:
        """Use the cache next to the templates of a folder.

        Args:
            folder: the folder of the templates.
            compilers: the modules that decide how they are compiled; a change in one makes everything stale.
        """
        self.fresh: dict[Path, bytes] = {}
        self._folder = folder
        checksums = " ".join(sha256(compiler.read_bytes()).hexdigest() for compiler in compilers)
        self._made_by = f"{__version__} {jinja2.__version__} {checksums}"

    def get_source_checksum(self, source: str) -> str:
        """Return the checksum of a template's source, the compiling modules and the versions."""
        return sha256(f"{self._made_by}\n{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the compiled code into the bucket, if it is shipped or cached, and still valid."""
        try:
            bucket.code = self._shipped(bucket.checksum)
            if bucket.code is None:
                bucket.load_bytecode(BytesIO(self._file(bucket).read_bytes()))
        except Exception:  # noqa: BLE001 - however the cache is damaged, the template can be compiled
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Record the compiled code in `fresh`, to be cached by the caller."""
        self.fresh[self._file(bucket)] = bucket.bytecode_to_string()

    def shipped_file(self, checksum: str) -> Path:
        """Return the path of a shipped compiled template: a Python module, compiled like the wheel's other modules."""
        return self._folder / SHIPPED / f"template_{checksum}.py"

    def _shipped(self, checksum: str) -> CodeType | None:
        file = self.shipped_file(checksum)
        return SourceFileLoader(file.stem, str(file)).get_code(file.stem) if file.is_file() else None

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / FOLDER / f"{bucket.key}.template"


@cache
def kept_templates() -> CompiledTemplates:
    """Return the cache of the built-in templates."""
    return CompiledTemplates(built_in_templates(), *COMPILERS)
