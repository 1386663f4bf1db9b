"""List the characters that a PDF report can show: those in the fonts of the `typst` package.

usage: pdf_characters.py   (writes src/anhorig_cli/rendering/paper/pdf_characters.txt; run it when typst is upgraded)
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import typst

FILE = Path(__file__).parent.parent / "src" / "anhorig_cli" / "rendering" / "paper" / "pdf_characters.txt"
SETTINGS = """
#set document(title: "-", date: datetime(year: 2000, month: 1, day: 1))
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math", "New Computer Modern"))
"""
COMPILER = typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False), ignore_system_fonts=True)
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
FILLERS = set("\u115f\u1160\u3164\uffa0")
"""Invisible Hangul filler letters, which fonts support inconsistently."""
NEVER = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""The categories of characters that are not text: control, unassigned, private use and the like."""


def missing(characters: Iterable[str]) -> set[str]:
    """Return the characters that the fonts lack."""
    source = SETTINGS + "".join(f"\\u{{{ord(character):x}}}\n\n" for character in characters)
    try:
        COMPILER.compile(source.encode(), pdf_standards=["a-2a"])
    except typst.TypstError as error:
        named = "".join(MISSING.findall(str(error.diagnostic)))
        return set(ESCAPED.sub(lambda found: chr(int(found[1], 16)), named))
    return set()


def shown(block: Iterable[int]) -> list[str]:
    """Return the characters of a block that the fonts can show, compiling until none is reported as missing."""
    characters = [character for code in block if unicodedata.category(character := chr(code)) not in NEVER]
    characters = [character for character in characters if character not in FILLERS]
    while unavailable := missing(characters):
        characters = [character for character in characters if character not in unavailable]
    return characters


def ranges(codes: Iterable[int]) -> Iterator[str]:
    """Yield code points as ranges: `0020-007E`."""
    for _, group in groupby(enumerate(codes), lambda pair: pair[1] - pair[0]):
        run = [code for _, code in group]
        yield f"{run[0]:04X}-{run[-1]:04X}"


def main() -> None:
    """Write the list."""
    blocks = (range(start, start + 256) for start in range(0, 0x20000, 256))
    codes = [ord(character) for block in blocks for character in shown(block)]
    FILE.write_text("".join(f"{line}\n" for line in ranges(codes)), encoding="ascii", newline="\n")
    print(f"{FILE}: {len(codes)} characters")


if __name__ == "__main__":
    main()
