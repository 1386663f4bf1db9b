"""Files that are written from the code: written, or checked to be what would be written."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent


def write_or_check(files: Mapping[Path, str], told: str | None) -> int:
    """Write files, or with --check on the command line only say which are not up to date, and return the exit code.

    Args:
        files: what each file is to say.
        told: the tool's own description, for --help.
    """
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    checks = parser.parse_args().check
    stale = 0
    for path, text in files.items():
        if checks and (not path.exists() or path.read_text(encoding="utf-8") != text):
            print(f"not up to date: {path.relative_to(ROOT)}; run 'make docs'", file=sys.stderr)
            stale = 1
        elif not checks:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return stale
