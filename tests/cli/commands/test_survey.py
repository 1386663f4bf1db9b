"""`anhorig survey`: answers from a survey's own system, counted into a plan."""

import io
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from anhorig_cli.cli import asking
from command_line import Anhorig, Run
from effort import some
from survey_files import (
    ANSWERS,
    CANARY,
    HAND_COUNTED,
    Rows,
    as_csv,
    enalyzer,
    google_forms,
    limesurvey,
    microsoft_forms,
    write_workbook,
)

DAY = date(2026, 11, 20)
PLAN = """\
titel: Plan för anhöriga
enkäter:
  - id: enkat
    titel: Enkät till anhöriga 2026
    period: {från: 2026-10-01, till: 2026-10-31}  # utskickad i oktober
indikatorer:
  - id: nojda
    titel: Anhöriga som är nöjda
    måttenhet: "%"
    källa: Enkäten
    mätningar:
      - {datum: 2025-10-31, värde: 55}
  - {id: kontakt, titel: Anhöriga med en kontakt, måttenhet: "%", källa: Enkäten}
  - {id: avlosning, titel: Anhöriga med avlösning, måttenhet: "%", källa: Enkäten}
  - {id: lag, titel: Rutin finns, måttenhet: ja/nej, källa: Vi}
"""


class Survey:
    """A plan with a survey, in a project, and files of answers to it."""

    def __init__(self, anhorig: Anhorig, folder: Path) -> None:
        self._anhorig = anhorig
        self.folder = folder
        self.plan = folder / "planer" / "planen.yaml"
        self.plan.parent.mkdir()
        self.plan.write_text(PLAN, encoding="utf-8")
        self.file = Path("svar.csv")

    def save(self, text: str, encoding: str = "utf-8") -> None:
        self.file.write_bytes(text.encode(encoding))

    def save_rows(self, rows: Rows) -> None:
        self.save(as_csv(rows))

    def save_map(self, text: str) -> None:
        Path("karta.yaml").write_text(text, encoding="utf-8")

    def map(self, *options: object) -> Run:
        return self._anhorig("survey", "map", self.file, *options)

    def mapped(self, **indicators: str) -> None:
        """Have the map made, and write indicators in it, each by words of its column's heading."""
        text = self.map().out
        for indicator, words in indicators.items():
            head = re.compile(rf"^  - kolumn: .*{re.escape(words)}.*$", re.MULTILINE)
            text = head.sub(rf"\g<0>\n    indikator: {indicator}", text, count=1)
        self.save_map(text)

    def correct(self, old: str, new: str) -> None:
        text = Path("karta.yaml").read_text(encoding="utf-8")
        assert old in text
        self.save_map(text.replace(old, new))

    def read(self, *options: object) -> Run:
        return self._anhorig("survey", "import", self.file, "--map", "karta.yaml", "--survey", "enkat", *options)

    def command(self, *words: object) -> Run:
        return self._anhorig(*words)

    @property
    def text(self) -> str:
        return self.plan.read_text(encoding="utf-8")

    def shares(self) -> dict[str, tuple[int, int]]:
        """Return what was written of each indicator: numerator and denominator."""
        found = re.findall(
            r"id: (\w+)(?:(?!id: ).)*?täljare: (\d+), nämnare: (\d+), enkät: enkat", self.text, re.DOTALL
        )
        found += re.findall(
            r"id: (\w+)(?:(?!id: ).)*?täljare: (\d+)\n\s+nämnare: (\d+)\n\s+enkät: enkat", self.text, re.DOTALL
        )
        return {name: (int(part), int(whole)) for name, part, whole in found}

    def refused(self, *lines: str, options: tuple[object, ...] = ()) -> Run:
        """See to it that nothing is written, and that exactly these lines are told."""
        run = self.read(*options)
        assert run.code == 1
        assert [line.rpartition(" [")[0] for line in run.err.splitlines() if line] == list(lines)
        assert self.text == PLAN
        return run


@pytest.fixture
def survey(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_day: Callable[[date], None]
) -> Survey:
    on_a_day(DAY)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "anhorig.yaml").write_text("planer: planer\n", encoding="utf-8")
    return Survey(anhorig, tmp_path)


ROWS = [
    ["Tidstämpel", "Namn", "Hur nöjd är du?", "Har du en kontakt?"],
    *([f"2026-10-{n + 1:02} 10:00:00", f"{CANARY} {n}", str(n % 5 + 1), ("Ja", "Nej")[n % 2]] for n in range(20)),
]


def test_microsoft_forms(survey: Survey) -> None:
    survey.file = Path("svar.xlsx")
    microsoft_forms(survey.file)
    survey.mapped(nojda="Hur nöjd", kontakt="kontakt", avlosning="Vilket stöd")
    survey.correct("    alternativ: [Avlösning, Samtal]", "    alternativ: [Avlösning, Samtal]\n    räknas: Avlösning")
    run = survey.read("--sent", 220)
    assert run.code == 0, run.err
    assert survey.shares() == HAND_COUNTED
    assert "utskickade: 220" in survey.text
    assert f"besvarade: {len(ANSWERS)}" in survey.text


def test_google_forms(survey: Survey) -> None:
    survey.save(google_forms())
    survey.mapped(nojda="Hur nöjd", kontakt="kontakt", avlosning="Vilket stöd")
    survey.correct("    alternativ: [Avlösning, Samtal]", "    alternativ: [Avlösning, Samtal]\n    räknas: Avlösning")
    assert survey.read().code == 0
    assert survey.shares() == HAND_COUNTED


@pytest.mark.parametrize("full", [False, True])
def test_limesurvey(survey: Survey, full: bool) -> None:
    survey.save(limesurvey(full=full))
    columns = ("Hur nöjd", "kontakt", "[Avlösning]") if full else ("Q1", "Q2", "Q3[SQ001]")
    survey.mapped(**dict(zip(HAND_COUNTED, columns, strict=True)))
    run = survey.read()
    assert run.code == 0
    assert survey.shares() == HAND_COUNTED
    assert f"besvarade: {len(ANSWERS)}" in survey.text
    assert "rader utan dag, som aldrig skickades in: 4" in run.err


def test_enalyzer(survey: Survey) -> None:
    survey.save(enalyzer())
    survey.mapped(nojda="Hur nöjd", kontakt="kontakt")
    assert "dagordning: månad först" in Path("karta.yaml").read_text(encoding="utf-8")
    survey.correct(
        "indikator: kontakt\n    typ: skala\n    alternativ: [1, 2, 3, 4, 5]\n    räknas: [4, 5]",
        "indikator: kontakt\n    typ: val\n    alternativ: [1, 2]\n    räknas: 1",
    )
    assert survey.read("--from", "2026-10-05").code == 0
    assert survey.shares() == {name: HAND_COUNTED[name] for name in ("nojda", "kontakt")}


def test_any_other_layout_is_read_by_a_map_of_ones_own(survey: Survey) -> None:
    survey.save("Nr\tFråga 1\n" + "".join(f"{n}\t{'bra' if n % 3 else 'dåligt'}\n" for n in range(30)))
    survey.save_map(
        "kolumner:\n  - {kolumn: Fråga 1, typ: val, alternativ: [bra, dåligt], räknas: bra, indikator: nojda}\n"
    )
    assert survey.read().code == 0
    assert survey.shares() == {"nojda": (20, 30)}


def test_the_map_is_a_guess_that_holds_no_answers(survey: Survey) -> None:
    survey.save_rows(ROWS)
    assert (
        survey.map().out
        == """\
# Vad varje kolumn i enkätens fil är: en gissning, att rätta. Kartan innehåller inga svar.
# Skriv indikatorns id som 'indikator' där svaren ska räknas, och som 'räknas' de svar som ska det.
# Typer: bortse, svarande, dag, enhet, skala, val, flera, kryss

kolumner:
  - kolumn: Tidstämpel
    typ: dag
  - kolumn: Namn
    typ: bortse
  - kolumn: Hur nöjd är du?
    typ: skala
    alternativ: [1, 2, 3, 4, 5]
    räknas: [4, 5]
  - kolumn: Har du en kontakt?
    typ: skala
    alternativ: [Nej, Ja]
    räknas: Ja
"""
    )


@pytest.mark.parametrize("sheet", ["640823-3234", "6408233234", "Svar från Anna 640823 3234"])
def test_a_map_names_nobody(survey: Survey, sheet: str) -> None:
    survey.file = Path("svar.xlsx")
    write_workbook(survey.file, [["Fråga"], *([one] for one in ["Ja", "Nej"] * 9)], sheet)
    run = survey.map()
    assert (run.code, run.out) == (1, "")
    assert "ser ut att ha ett personnummer i sina namn" in run.err
    assert "3234" not in run.err


def test_a_map_takes_no_files_place(survey: Survey) -> None:
    survey.save_rows(ROWS)
    assert survey.map("-o", "karta.yaml").code == 0
    run = survey.map("-o", "karta.yaml")
    assert (run.code, run.err) == (2, "karta.yaml: det finns redan en sådan fil\n")


def test_a_dry_run_shows_and_writes_nothing(survey: Survey) -> None:
    survey.save_rows(ROWS)
    run = survey.map("-o", "ny.yaml", "--dry-run")
    assert "kolumner:" in run.out
    assert not Path("ny.yaml").exists()
    survey.mapped(nojda="Hur nöjd")
    run = survey.read("--dry-run")
    assert "+      - {datum: 2026-10-31, täljare: 8, nämnare: 20, enkät: enkat}" in run.out
    assert survey.text == PLAN


def test_only_what_must_change_is_changed_and_undo_takes_it_back(survey: Survey) -> None:
    survey.save_rows(ROWS)
    survey.mapped(nojda="Hur nöjd")
    survey.read()
    assert survey.text == PLAN.replace(
        "  # utskickad i oktober\n", "  # utskickad i oktober\n    besvarade: 20\n"
    ).replace("värde: 55}\n", "värde: 55}\n      - {datum: 2026-10-31, täljare: 8, nämnare: 20, enkät: enkat}\n")
    survey.command("undo", "planen")
    assert survey.text == PLAN


def test_a_second_time_nothing_is_changed(survey: Survey) -> None:
    survey.save_rows(ROWS)
    survey.mapped(nojda="Hur nöjd")
    survey.read()
    before = survey.text
    run = survey.read()
    assert (run.code, run.out, run.err) == (0, "", "planen: inget ändrades\n")
    assert survey.text == before


def test_when_more_have_answered_the_numbers_are_changed_on_demand(survey: Survey) -> None:
    survey.save_rows(ROWS[:11])
    survey.mapped(nojda="Hur nöjd")
    survey.read()
    before = survey.text
    survey.save_rows(ROWS)
    run = survey.read()
    assert run.code == 1
    assert "skriv --replace för att ändra" in run.err
    assert survey.text == before
    assert survey.read("--replace").code == 0
    assert survey.shares() == {"nojda": (8, 20)}
    assert "besvarade: 20" in survey.text


def test_of_few_answers_only_the_number_is_written(survey: Survey) -> None:
    survey.save_rows([*ROWS[:4], ["2026-10-09", CANARY, "", "Nej"]])
    survey.save_map(
        "kolumner:\n  - {kolumn: Hur nöjd är du?, typ: skala, alternativ: [1, 2, 3], räknas: 3, indikator: nojda}\n"
    )
    run = survey.read()
    assert "färre än 5 svarade, så inga andelar skrivs" in run.err
    assert "besvarade: 4" in survey.text
    assert survey.shares() == {}


def test_of_a_question_that_few_answered_no_share_is_written(survey: Survey) -> None:
    few = [[row[0], row[1], row[2] if n < 3 else "", row[3]] for n, row in enumerate(ROWS[1:])]
    survey.save_rows([ROWS[0], *few])
    survey.save_map(
        "kolumner:\n"
        "  - {kolumn: Hur nöjd är du?, typ: skala, alternativ: [1, 2, 3], räknas: 3, indikator: nojda}\n"
        "  - {kolumn: Har du en kontakt?, typ: val, alternativ: [Ja, Nej], räknas: Ja, indikator: kontakt}\n"
    )
    run = survey.read()
    assert "nojda: färre än 5 svarade på frågan, så ingen andel skrivs" in run.err
    assert survey.shares() == {"kontakt": (10, 20)}


@pytest.mark.parametrize(("answer", "is_written"), [("j", True), ("n", False)])
def test_in_a_terminal_it_is_shown_and_asked(
    survey: Survey, monkeypatch: pytest.MonkeyPatch, answer: str, is_written: bool
) -> None:
    survey.save_rows(ROWS)
    survey.mapped(nojda="Hur nöjd")
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: answer)
    assert "täljare: 8, nämnare: 20" in survey.read("--plan", "planen").out
    assert (survey.text != PLAN) is is_written


def test_a_respondent_counts_once_by_the_last_answer(survey: Survey) -> None:
    rows = [["token", "Hur nöjd är du?"], *([f"{CANARY}{n % 10}", "5" if n >= 10 else "1"] for n in range(20))]
    survey.save_rows(rows)
    survey.mapped(nojda="Hur nöjd")
    run = survey.read()
    assert survey.shares() == {"nojda": (10, 10)}
    assert "rader från dem som svarade igen, där det sista svaret räknas: 10" in run.err


def test_test_answers_are_left_out(survey: Survey) -> None:
    survey.save_rows(ROWS)
    survey.mapped(nojda="Hur nöjd")
    run = survey.read("--from", "2026-10-06")
    assert "rader från tiden före --from: 5" in run.err
    assert survey.shares() == {"nojda": (6, 15)}


MAP = """\
kolumner:
  - {kolumn: Tidstämpel, typ: dag}
  - {kolumn: Hur nöjd är du?, typ: skala, alternativ: [1, 2, 3, 4, 5], räknas: [4, 5], indikator: nojda}
  - {kolumn: Har du en kontakt?, typ: val, alternativ: [Ja, Nej], räknas: Ja, indikator: kontakt}
"""


def changed(row: int, column: int, text: str) -> list[list[str]]:
    """Return the answers with another cell."""
    return [[text if (n, m) == (row, column) else cell for m, cell in enumerate(cells)] for n, cells in enumerate(ROWS)]


def test_an_answer_outside_its_options_is_told_without_the_answer(survey: Survey) -> None:
    survey.save_rows(changed(3, 2, f"{CANARY} 7"))
    survey.save_map(MAP)
    survey.refused("svar.csv:4:3: ANH122 'Hur nöjd är du?': svaret är inte något av dem i kartan")


def test_of_a_workbook_the_cell_is_told(survey: Survey) -> None:
    survey.file = Path("svar.xlsx")
    write_workbook(survey.file, changed(3, 2, f"{CANARY} 7"))
    survey.save_map(MAP)
    survey.refused("svar.xlsx:4:3: ANH122 C4, 'Hur nöjd är du?': svaret är inte något av dem i kartan")


def test_a_formula_is_told_only_in_a_column_that_is_read(survey: Survey) -> None:
    survey.file = Path("svar.xlsx")
    write_workbook(survey.file, changed(3, 1, f'="{CANARY}"'))
    survey.save_map(MAP)
    assert survey.read("--dry-run").code == 0
    write_workbook(survey.file, changed(3, 2, "=1+2"))
    run = survey.read()
    assert "svar.xlsx:4:3: ANH122 C4, 'Hur nöjd är du?': cellen innehåller en formel: skriv själva värdet" in run.err
    assert survey.text == PLAN


def test_a_second_row_of_headings_is_told_once(survey: Survey) -> None:
    second = ["Datum", CANARY, "Nöjdhet", "Kontakt"]
    survey.save_rows([ROWS[0], second, *ROWS[1:]])
    survey.save_map(MAP)
    told = "svar.csv:2:1: ANH122 raden ser ut som en andra rubrikrad: ta bort den, eller den ovanför"
    survey.refused(told)
    assert told in survey.map().err


def test_a_file_without_headings_gives_no_map(survey: Survey) -> None:
    survey.save_rows(ROWS[1:])
    run = survey.map("-o", "karta.yaml")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("svar.csv:1:1: ANH122 den första raden är inte kolumnernas rubriker: skriv dem där")
    assert not Path("karta.yaml").exists()


def test_a_row_that_is_too_wide_is_told(survey: Survey) -> None:
    survey.save_rows([*ROWS, ["2026-10-21", CANARY, "3", "Ja", CANARY]])
    survey.save_map(MAP)
    survey.refused("svar.csv:22:1: ANH122 raden har fler celler än tabellen har kolumner")


def test_more_answers_than_were_asked(survey: Survey) -> None:
    survey.save_rows(ROWS)
    survey.save_map(MAP)
    survey.refused("svar.csv:1:1: ANH211 det finns 20 svar, men 12 tillfrågades", options=("--sent", 12))


def test_a_column_of_the_map_that_is_gone(survey: Survey) -> None:
    survey.save_rows(ROWS)
    survey.save_map(MAP.replace("Hur nöjd är du?", "Hur nöjd är ni?").replace("Har du en kontakt?", "Något annat"))
    survey.refused(
        "karta.yaml:3:14: ANH121 filen svar.csv har ingen sådan kolumn – menade du 'Hur nöjd är du?'?",
        "karta.yaml:4:14: ANH121 filen svar.csv har ingen sådan kolumn",
    )


def test_a_day_that_cannot_be_read_is_told_where_it_matters(survey: Survey) -> None:
    survey.save_rows(changed(2, 0, f"{CANARY} i går"))
    survey.save_map(MAP)
    survey.refused("svar.csv:3:1: ANH122 'Tidstämpel': dagen går inte att läsa", options=("--from", "2026-10-01"))
    assert survey.read().code == 0


def test_hidden_days_are_told_once(survey: Survey) -> None:
    survey.save_rows([ROWS[0], *(["1980-01-01 00:00:00", *row[1:]] for row in ROWS[1:])])
    survey.save_map(MAP)
    told = "svar.csv:2:1: ANH122 'Tidstämpel': dagarna i filen är dolda (1980-01-01): --from går inte att använda"
    survey.refused(told, options=("--from", "2026-10-01"))


def test_from_needs_a_day(survey: Survey) -> None:
    survey.save_rows(ROWS)
    survey.save_map(MAP.replace("  - {kolumn: Tidstämpel, typ: dag}\n", ""))
    told = "karta.yaml:2:3: ANH123 --from behöver en kolumn i kartan som anger när svaren skickades in: 'typ: dag'"
    survey.refused(told, options=("--from", "2026-10-01"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("nojda", "nöjdhet", "karta.yaml:3:99: ANH202 det finns ingen indikator 'nöjdhet' i planen"),
        ("nojda", "lag", "karta.yaml:3:99: ANH122 indikatorn 'Rutin finns' har ja eller nej som värden"),
    ],
)
def test_an_indicator_that_cannot_have_a_share(survey: Survey, old: str, new: str, told: str) -> None:
    survey.save_rows(ROWS)
    survey.save_map(MAP.replace(f"indikator: {old}", f"indikator: {new}"))
    run = survey.read()
    assert run.code == 1
    assert told in run.err
    assert survey.text == PLAN


def test_letters_of_windows_are_told_and_can_be_chosen(survey: Survey) -> None:
    survey.save(as_csv(ROWS, ";"), "cp1252")
    survey.save_map(MAP)
    assert "svar.csv: inte i UTF-8, så den läses som Windows-1252" in survey.read("--dry-run").err
    assert "Windows-1252" not in survey.read("--dry-run", "--encoding", "cp1252").err
    run = survey.read("--encoding", "utf-8")
    assert (run.code, run.err) == (3, "svar.csv: filen är inte kodad som utf-8\n")


def test_there_must_be_such_a_survey(survey: Survey) -> None:
    survey.save_rows(ROWS)
    survey.save_map(MAP)
    run = survey.command("survey", "import", "svar.csv", "--map", "karta.yaml", "--survey", "annan", "--plan", "planen")
    assert run.code == 2
    assert "enkat" in run.err


def test_while_the_survey_lasts_it_is_told_when_the_numbers_were_known(
    survey: Survey, on_a_day: Callable[[date], None]
) -> None:
    on_a_day(date(2026, 10, 25))
    survey.save_rows(ROWS)
    survey.save_map(MAP)
    assert survey.read().code == 0
    assert "besvarade: 20\n    rapporterad: 2026-10-25" in survey.text
    assert "{datum: 2026-10-25, täljare: 8, nämnare: 20, enkät: enkat}" in survey.text


def test_the_answers_given_as_the_map_are_not_told(survey: Survey) -> None:
    survey.save_rows(ROWS)
    run = survey.command("survey", "import", "svar.csv", "--map", "svar.csv", "--survey", "enkat")
    assert run.code == 2
    assert CANARY not in run.err


def workbook(rows: Rows, change: Callable[[Worksheet], object] = lambda _: None) -> bytes:
    """Return a workbook of rows, with a change that is made in its sheet."""
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    change(book.worksheets[0])
    book.save(data)
    return data.getvalue()


HOSTILE: tuple[str | bytes, ...] = (
    workbook(ROWS),
    workbook(changed(3, 2, CANARY)),
    workbook(changed(3, 1, f'="{CANARY}"&1')),
    workbook(changed(3, 2, f'="{CANARY}"&1')),
    workbook(ROWS, lambda sheet: sheet.merge_cells("B3:C5")),
    workbook([*ROWS, [CANARY] * 7]),
    workbook([["", *ROWS[0]], *ROWS[1:]]),
    workbook(ROWS, lambda sheet: sheet.cell(500_000, 12, CANARY)),
    workbook(ROWS)[:-400],
    google_forms(),
    limesurvey(full=True),
    limesurvey(full=False),
    enalyzer(),
    as_csv(changed(3, 2, CANARY)),
    as_csv([ROWS[0], [CANARY] * 4, *ROWS[1:]]),
    as_csv([*ROWS, [CANARY] * 7]),
    as_csv(ROWS).replace(f"{CANARY} 3", f'"{CANARY} 3'),
    as_csv(ROWS).replace(f"{CANARY} 3", f"{CANARY}\x00\u202e 3"),
    as_csv(ROWS).replace(f"{CANARY} 3", CANARY * 30_000),
    as_csv(ROWS).replace(f"{CANARY} 3", f"{CANARY} é").encode("cp1252"),
)


@pytest.mark.parametrize(("number", "data"), [*enumerate(HOSTILE)], ids=range(len(HOSTILE)))
def test_nothing_of_what_is_not_read_is_kept_or_shown(
    number: int, data: str | bytes, survey: Survey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "hem"
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    survey.file = Path("svar.xlsx" if data[:2] == b"PK" else "svar.csv")
    survey.file.write_bytes(data.encode() if isinstance(data, str) else data)
    guesses: tuple[list[str], ...] = ([], ["-o", "gissad.yaml"], ["--encoding", "utf-16"])
    shown = [survey.map(*options) for options in some(guesses, number)]
    survey.save_map(MAP)
    ways: tuple[list[str], ...] = (
        ["--dry-run"],
        ["--from", "2026-10-03"],
        [],
        ["--encoding", "utf-8"],
        ["--traceback"],
    )
    shown += [survey.read(*options) for options in some(ways, number)]
    shown += [survey.command("undo", "planen"), survey.command("check", "planen"), survey.command("status", "planen")]
    assert all(CANARY not in run.out + run.err for run in shown)
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != survey.file.name]
    assert all(CANARY.encode() not in path.read_bytes() for path in kept)


def test_nothing_is_shown_of_a_bug_either(survey: Survey) -> None:
    """The traceback that `--traceback` shows has no values."""
    survey.save_rows(ROWS)
    survey.save_map(MAP)
    code = """
import sys
from anhorig_cli.usecases.surveys import count_answers
def broken(answers, *_):
    cells = [row.cells for row in answers.rows]
    raise ValueError(len(cells))
import anhorig_cli.usecases.surveys.import_survey as importing
importing.count_answers = broken
from anhorig_cli.cli.entry import main
from anhorig_cli.cli.faults import exit_code_of
sys.exit(exit_code_of(main))
"""
    words = ["survey", "import", "svar.csv", "--map", "karta.yaml", "--survey", "enkat", "--traceback"]
    run = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert run.returncode == 70
    assert CANARY not in run.stdout + run.stderr
