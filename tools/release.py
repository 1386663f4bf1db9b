"""Check before a release that the guide says where to install the tool from.

usage: release.py [--check]

The source is given once, as INSTALL_FROM in src/anhorig_cli/__init__.py. While it is empty there can be no release:
anyone who registered the tool's name in a package index could have their package installed in a municipality's CI.
`anhorig init` writes it into the files that it makes; this writes it into the guide, or with --check only prints which
pages are not up to date.
"""

import re
import sys
from pathlib import Path

from generated import ROOT, write_or_check

from anhorig_cli import INSTALL_FROM

UNSET = (
    "src/anhorig_cli/__init__.py: INSTALL_FROM is empty, so that nothing can be released: "
    "write what pip installs the tool from (an address, a file, or a name and a version that are ours)"
)
GUIDE = ROOT / "docs" / "guide"
PAGES = (GUIDE / "6-git-och-ci.md", GUIDE / "en" / "6-git-and-ci.md")
_LINE = re.compile(r'(?m)^(\s*INSTALL_FROM: )"[^"\n]*"')


def filled_in(text: str, place: str) -> str:
    """Return a page with its workflow installing from a place."""
    return _LINE.sub(lambda found: f'{found[1]}"{place}"', text)


def main(place: str = INSTALL_FROM, pages: tuple[Path, ...] = PAGES) -> int:
    """Write the place into the pages, or check that it is there, and return the exit code."""
    if not place.strip():
        print(UNSET, file=sys.stderr)
        return 1
    return write_or_check({file: filled_in(file.read_text(encoding="utf-8"), place) for file in pages}, __doc__)


if __name__ == "__main__":
    sys.exit(main())
