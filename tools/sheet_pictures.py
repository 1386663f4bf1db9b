"""Make the pictures of a unit's sheet in the guide, in Swedish and English.

usage: sheet_pictures.py

A sheet is made from a small plan, filled in as a unit would, printed by LibreOffice and cropped; `soffice` and
`pdftoppm` must be installed. The pictures are not golden files, since fonts differ between machines.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import openpyxl
from generated import ROOT
from PIL import Image, ImageChops

from anhorig_cli.cli.entry import main as anhorig

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

DAY = "2026-10-15"
TABLES = (1, 2)
"""The indexes of the sheets that are shown: the annual cycle and the subgoals. The first sheet has instructions."""
DOTS = 110
MARGIN = 12


class Example(NamedTuple):
    """The name of a picture, its plan, and what the unit writes: by the index of the sheet and the cell."""

    picture: str
    plan: str
    answers: dict[int, dict[str, str]]


SWEDISH = Example(
    "ark.png",
    """\
id: plan
språk: sv
titel: Plan för stöd till anhöriga
period: {från: 2026, till: 2027}
enheter:
  - {id: hemtjansten, titel: Hemtjänsten}
roller:
  - {id: chef, titel: Enhetschef}
delmål:
  - id: kontakt
    titel: Anhöriga vet vem de kan vända sig till
    senast: 2026-12-31
    ansvarig: chef
    enheter: hemtjansten
  - id: samtal
    titel: Alla nya anhöriga erbjuds ett samtal
    senast: 2027-06-30
    ansvarig: chef
    enheter: hemtjansten
årshjul:
  - {titel: Gå igenom vilka anhöriga enheten möter, när: 15 januari, ansvarig: chef, enheter: hemtjansten}
  - {titel: Ta upp anhörigstöd på arbetsplatsträffen, när: oktober, ansvarig: chef, enheter: hemtjansten}
  - {titel: Sammanställ årets erfarenheter, när: november, ansvarig: chef, enheter: hemtjansten}
""",
    {
        1: {"G4": "2026-01-13", "H4": "Fler än förra året", "G5": "2026-10-08"},
        2: {
            "E4": "2026-10-12",
            "F4": "Bedöms delvis uppfyllas",
            "G4": "De flesta vet, men inte de som är nya",
            "H4": "Kortet delas inte ut",
            "I4": "Det läggs i välkomstmappen",
        },
    },
)
ENGLISH = Example(
    "sheet.png",
    """\
id: plan
language: en
title: Plan for support to carers
period: {from: 2026, to: 2027}
units:
  - {id: homecare, title: Home care}
roles:
  - {id: manager, title: Unit manager}
subgoals:
  - id: contact
    title: Carers know whom to turn to
    due: 2026-12-31
    responsible: manager
    units: homecare
  - id: talks
    title: Every new carer is offered a talk
    due: 2027-06-30
    responsible: manager
    units: homecare
annual_cycle:
  - {title: Go through which carers the unit meets, when: 15 January, responsible: manager, units: homecare}
  - {title: Take up carers' support at the unit's meeting, when: October, responsible: manager, units: homecare}
  - {title: Put together what the year has taught, when: November, responsible: manager, units: homecare}
""",
    {
        1: {"G4": "2026-01-13", "H4": "More than last year", "G5": "2026-10-08"},
        2: {
            "E4": "2026-10-12",
            "F4": "Expected to be partly achieved",
            "G4": "Most do, but not those who are new",
            "H4": "The card is not handed out",
            "I4": "It goes into the welcome folder",
        },
    },
)


def main() -> int:
    """Make both pictures, and return the exit code."""
    for example in (SWEDISH, ENGLISH):
        with tempfile.TemporaryDirectory() as folder:
            picture = _stacked(_pages(example, Path(folder)))
        path = ROOT / "docs" / "images" / example.picture
        picture.quantize(64).save(path, optimize=True)
        print(f"{path}: {path.stat().st_size} bytes")
    return 0


def _pages(example: Example, folder: Path) -> list[Path]:
    """Return the pages, as image files, of the tables that are shown in an example's filled sheet."""
    plan, sheet = folder / "plan.yaml", folder / "sheet.xlsx"
    plan.write_text(example.plan, encoding="utf-8")
    unit = example.plan.partition("{id: ")[2].partition(",")[0]
    sys.argv = ["anhorig", "sheet", str(plan), "--unit", unit, "--as-of", DAY, "-o", str(sheet)]
    try:
        anhorig()
    except SystemExit as ended:
        if ended.code:
            raise
    book = openpyxl.load_workbook(sheet)
    shown: list[Worksheet] = [one for one in book.worksheets if one.sheet_state == "visible"]
    for number, answers in example.answers.items():
        for cell, text in answers.items():
            shown[number][cell] = text
    book.save(sheet)
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(sheet))
    _run("pdftoppm", "-r", str(DOTS), "-png", str(sheet.with_suffix(".pdf")), str(folder / "page"))
    pages = sorted(folder.glob("page-*.png"))
    return [pages[number] for number in TABLES]


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - programs named above


def _stacked(pages: list[Path]) -> Image.Image:
    """Return an image of the content of pages, one below the other, without their margins and footers."""
    parts = [_cropped(Image.open(page).convert("RGB")) for page in pages]
    width = max(one.width for one in parts)
    stacked = Image.new("RGB", (width, sum(one.height + MARGIN for one in parts)), "white")
    top = 0
    for one in parts:
        stacked.paste(one, (0, top))
        top += one.height + MARGIN
    return stacked


def _cropped(page: Image.Image) -> Image.Image:
    """Return a page cropped to its content, without the footer in its lowest tenth."""
    upper = page.crop((0, 0, page.width, page.height * 9 // 10))
    blank = Image.new("RGB", upper.size, "white")
    left, top, right, bottom = ImageChops.difference(upper, blank).getbbox() or (0, 0, *upper.size)
    return upper.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))


if __name__ == "__main__":
    sys.exit(main())
