"""Files of survey answers in the layouts of the systems that export them, with answers of our own making.

`CANARY` stands in every column that is not to be read: identity, addresses, free text.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

CANARY = "KANARIE"
Rows = Sequence[Sequence[Any]]
SATISFACTION = ("Mycket missnöjd", "Ganska missnöjd", "Varken nöjd eller missnöjd", "Ganska nöjd", "Mycket nöjd")


def write_workbook(path: Path, rows: Rows, title: str = "Sheet1") -> None:
    """Write a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)


def as_csv(rows: Rows, delimiter: str = ",", *, quoted: bool = False) -> str:
    """Return rows as CSV."""
    text = io.StringIO(newline="")
    writer = (
        csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        if quoted
        else csv.writer(text, delimiter=delimiter)
    )
    writer.writerows(rows)
    return text.getvalue()


Answer = tuple[str, str, tuple[str, ...]]
"""How satisfied one is (a step of five), whether one has a contact, and which support one has; empty for no answer."""

ANSWERS: tuple[Answer, ...] = (
    *[("5", "Ja", ("Avlösning", "Samtal"))] * 9,
    *[("4", "Ja", ("Samtal",))] * 8,
    *[("3", "Nej", ("Avlösning",))] * 7,
    *[("1", "Nej", ())] * 6,
    *[("", "Ja", ("Samtal",))] * 5,
)
"""Thirty-five answers; counted by hand in `HAND_COUNTED`."""

HAND_COUNTED = {"nojda": (17, 30), "kontakt": (22, 35), "avlosning": (16, 29)}
"""Of those who answered each question: satisfied (4 or 5), with a contact, with respite care."""
_FIRST = datetime(2026, 10, 5, 8, 30)  # noqa: DTZ001 - as a survey's file has it: of no time zone


def _times() -> Iterable[datetime]:
    return (_FIRST + timedelta(hours=5 * n) for n in range(len(ANSWERS)))


def microsoft_forms(path: Path) -> None:
    """Write a workbook as Microsoft Forms does for a Swedish user: several answers end with semicolons."""
    head = ["ID", "Starttid", "Slutförandetid", "E-post", "Namn"]
    rows = [
        [
            *(n, time, time + timedelta(minutes=4), f"{CANARY}{n}@example.org", f"{CANARY} {n}"),
            *(step and int(step), contact, "".join(f"{one};" for one in support), f"{CANARY} berättade {n}"),
        ]
        for n, (time, (step, contact, support)) in enumerate(zip(_times(), ANSWERS, strict=True), 1)
    ]
    questions = ["Hur nöjd är du?", "Har du en kontakt?", "Vilket stöd har du?", "Vill du berätta mer?"]
    write_workbook(path, [head + questions, *rows])


def google_forms() -> str:
    """Return CSV as Google Forms writes it: several answers with commas between, words for steps."""
    head = ["Tidstämpel", "Hur nöjd är du?", "Har du en kontakt?", "Vilket stöd har du?", "Vill du berätta mer?"]
    rows = [
        [
            *(f"{time:%Y-%m-%d %H:%M:%S}", SATISFACTION[int(step) - 1] if step else "", contact),
            *(", ".join(support), f"{CANARY}, {n}\nen rad till"),
        ]
        for n, (time, (step, contact, support)) in enumerate(zip(_times(), ANSWERS, strict=True))
    ]
    return as_csv([head, *rows])


def limesurvey(*, full: bool) -> str:
    """Return CSV as LimeSurvey writes it: with codes or in full, a column for each option, some rows unfinished."""
    codes = ("id", "submitdate", "lastpage", "Q1", "Q2", "Q3[SQ001]", "Q3[SQ002]", "Q4")
    texts = (
        *("Svars-ID", "Datum inlämnat", "Senaste sida", "Hur nöjd är du?", "Har du en kontakt?"),
        *("Vilket stöd har du? [Avlösning]", "Vilket stöd har du? [Samtal]", "Vill du berätta mer?"),
    )
    yes, no = ("Ja", "Nej") if full else ("Y", "N")
    rows = [
        [
            *(n, f"{time:%Y-%m-%d %H:%M:%S}", 3, step, contact if full else contact[:1].replace("J", "Y")),
            *((yes if one in support else no) if support else "" for one in ("Avlösning", "Samtal")),
            f"{CANARY} {n}",
        ]
        for n, (time, (step, contact, support)) in enumerate(zip(_times(), ANSWERS, strict=True), 1)
    ]
    unfinished = [[100 + n, "", 1, "1", "", "", "", f"{CANARY} ofärdig"] for n in range(4)]
    return as_csv([texts if full else codes, *rows, *unfinished], ";", quoted=True)


def enalyzer() -> str:
    """Return CSV as Enalyzer writes it: the numbers of labels, and days with the month first."""
    head = ["Respondent ID", "E-mail", "Completed", "Hur nöjd är du?", "Har du en kontakt?", "Kommentar"]
    rows = [
        [n, f"{CANARY}{n}@example.org", f"{time:%m-%d-%Y}", step, {"Ja": 1, "Nej": 2}[contact], f"{CANARY} {n}"]
        for n, (time, (step, contact, _)) in enumerate(zip(_times(), ANSWERS, strict=True), 1)
    ]
    return as_csv([head, *rows], ";")
