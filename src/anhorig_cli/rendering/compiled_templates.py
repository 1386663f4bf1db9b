"""The built-in templates as they were compiled before: when the wheel was built, or the last time they were needed."""

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
"""The folder, beside the templates in a wheel, with a Python module of each, which `tools/build_hook.py` makes."""

COMPILERS = tuple(Path(__file__).with_name(name) for name in ("environment.py", "pictures.py", "report_filters.py"))
"""The modules that decide how templates are compiled: which filters there are, and what each is handed in a call."""


class CompiledTemplates(BytecodeCache):
    """Finds compiled templates beside the templates; what is stale or broken is compiled anew.

    Whoever can write there can change the templates, and the package itself, too: no new trust is asked for. `fresh`
    are the templates that had to be compiled, by the path where they can be kept for the next time.
    """

    def __init__(self, folder: Path, *compilers: Path) -> None:
        """Look beside the templates of a folder.

        Args:
            folder: where the templates stand.
            compilers: the modules that say how they are compiled; another one makes everything stale.
        """
        self.fresh: dict[Path, bytes] = {}
        self._folder = folder
        checksums = " ".join(sha256(compiler.read_bytes()).hexdigest() for compiler in compilers)
        self._made_by = f"{__version__} {jinja2.__version__} {checksums}"

    def get_source_checksum(self, source: str) -> str:
        """Return what a compiled template must have been made from, and by, to be used."""
        return sha256(f"{self._made_by}\n{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the compiled code, where it is shipped or kept, and still holds."""
        try:
            bucket.code = self._shipped(bucket.checksum)
            if bucket.code is None:
                bucket.load_bytecode(BytesIO(self._file(bucket).read_bytes()))
        except Exception:  # noqa: BLE001 - whatever is wrong with what is kept, the template can be compiled
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the compiled code, for whoever keeps it."""
        self.fresh[self._file(bucket)] = bucket.bytecode_to_string()

    def shipped_file(self, checksum: str) -> Path:
        """Return where a compiled template is shipped: as Python, which is compiled as all modules of the wheel are."""
        return self._folder / SHIPPED / f"template_{checksum}.py"

    def _shipped(self, checksum: str) -> CodeType | None:
        file = self.shipped_file(checksum)
        return SourceFileLoader(file.stem, str(file)).get_code(file.stem) if file.is_file() else None

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / FOLDER / f"{bucket.key}.template"


@cache
def kept_templates() -> CompiledTemplates:
    """Return what is kept of the built-in templates, and what of them had to be compiled."""
    return CompiledTemplates(built_in_templates(), *COMPILERS)
