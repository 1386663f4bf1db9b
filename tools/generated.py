"""Writing files that are generated from the code, or checking that they are up to date."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent


def write_or_check(files: Mapping[Path, str], description: str | None) -> int:
    """Write files, or with --check on the command line only print which are outdated, and return the exit code.

    Args:
        files: the content of each file.
        description: the description of the tool, for --help.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    only_checks = parser.parse_args().check
    stale = 0
    for path, text in files.items():
        if only_checks and (not path.exists() or path.read_text(encoding="utf-8") != text):
            print(f"not up to date: {path.relative_to(ROOT)}; run 'make docs'", file=sys.stderr)
            stale = 1
        elif not only_checks:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return stale
