"""`--dry-run`: every command that writes has it, goes the same way with it, and then writes nothing."""

import shlex
import shutil
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from anhorig_cli.cli.entry import COMMANDS
from command_line import Anhorig
from filled_sheets import fill
from kolada_answers import cell, key_figure, row, saved
from past import Past
from survey_files import write_workbook

READING = {"kolada search", "status", "cycle", "diff", "explain", "template list", "template show", "template data"}
"""The commands that write no file."""
SURVEY = "survey import svar.xlsx --map karta.yaml --survey enkat-2026"
FIXING = "check --fix"
KOLADA = "kolada fetch --from svar --year 2025"
WRITING = (
    "init ny",
    "todo -o lista.html",
    "todo --each -o listor/",
    FIXING,
    "report -o rapport.html",
    "report -o rapporter/",
    "wheel -o hjul.svg",
    "calendar -o hjul.ics",
    "export --table subgoals -o delmal.csv",
    "export -o tabeller/",
    "record anhorigplan anhoriga-med-stod 72 --date 2026-11-15 --source Vi",
    "record anhorigplan --from varden.csv",
    "survey map svar.xlsx -o ny.yaml",
    SURVEY,
    'assess anhorigplan na-fler expected --date 2026-11-15 --comment "Det går bra"',
    "done anhorigplan 'Informationsträffar på vårdcentralerna' --date 2026-11-15",
    "postpone anhorigplan na-fler --to 2028-06-30 --reason Vakant --decision 'Nämnden § 12' --decided 2026-11-10",
    'add subgoal anhorigplan --title "Ett nytt delmål" --due 2027-12-31',
    'add indicator anhorigplan --title "En ny indikator"',
    'add activity anhorigplan na-fler --title "En ny aktivitet"',
    'add cycle-item anhorigplan --title "En ny uppgift" --when mars',
    'add decision anhorigplan --title "Ett nytt beslut" --date 2026-11-10',
    'add occasion anhorigplan --title "En ny rapport" --date 2027-03-01',
    'add survey anhorigplan --title "En ny enkät"',
    'add unit anhorigplan --title "En ny enhet"',
    'add role anhorigplan --title "En ny roll"',
    'add area anhorigplan --title "Ett nytt område"',
    'add funding anhorigplan --title "Nya pengar" --amount 1000',
    'add recommendation anhorigplan --title "En ny rekommendation" --date 2026-10-01',
    "renew anhorigplan --period 2030-2031",
    "sheet anhorigplan --unit hemtjanst -o nytt.xlsx",
    "merge ark.xlsx",
    "history anhorigplan --format json -o historia.json",
    "schema -o plan.schema.json",
    "schema -o scheman/",
    "compare anhoriga-med-stod -o jamforelse.csv",
    "overview -o oversikt.html",
    "coverage strategi.yaml -o tackning.html",
    "site -o webbplats",
    "rename anhorigplan na-fler na-i-tid",
    "reassign anhorigkonsulent omradeschef",
    KOLADA,
    "undo anhorigplan",
)


def names() -> set[str]:
    """Return every command, those below another by both their names."""
    found: set[str] = set()
    for name in COMMANDS:
        below: dict[str, object] = getattr(import_module(f"anhorig_cli.cli.commands.{name}"), "SUBCOMMANDS", {})
        found |= {f"{name} {word}" for word in below} or {name}
    return found


def test_every_command_is_tried_or_known_to_write_nothing() -> None:
    tried = {name for name in names() for line in WRITING if f"{line} ".startswith(f"{name} ")}
    assert tried | READING == names()
    assert tried & READING == set()


def files(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder, and every empty folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dry")


@pytest.fixture
def project(
    anhorig: Anhorig, folder: Path, monkeypatch: pytest.MonkeyPatch, on_a_day: Callable[[date], None], line: str
) -> Path:
    """A project with something to do for each command, made once, and as it was made then for each."""
    on_a_day(date(2026, 11, 22))
    here, as_made = folder / "here", folder / "as made"
    monkeypatch.setenv("XDG_STATE_HOME", str(here / "states"))
    project = here / "project"
    if as_made.exists():
        shutil.rmtree(here)
        shutil.copytree(as_made, here)
        monkeypatch.chdir(project)
    else:
        project.mkdir(parents=True)
        monkeypatch.chdir(project)
        fill_project(anhorig)
        shutil.copytree(here, as_made)
    plan = Path("plans/anhorigplan.yaml")
    if line == FIXING:
        plan.write_text(plan.read_text("utf-8").replace("senast: 2027-04-30", "senast: 2027/04/30", 1), "utf-8")
    if line == KOLADA:
        with Path("anhorig.yaml").open("a", encoding="utf-8") as settings:
            settings.write('kommunkod: "1287"\n')
        text = plan.read_text("utf-8")
        plan.write_text(
            text.replace("- id: anhoriga-med-stod\n", "- id: anhoriga-med-stod\n    kolada: N21492\n"), "utf-8"
        )
        saved(Path("svar"), key_figure(), row(2025, cell("T", 71)))
    return project


def fill_project(anhorig: Anhorig) -> None:
    anhorig("init")
    Past(Path.cwd()).commit("2026-11-01")
    assert anhorig("add", "survey", "anhorigplan", "--title", "2026", "--id", "enkat-2026").code == 0
    write_workbook(Path("svar.xlsx"), [["Nr", "Nöjd?"], *([n, n % 5 + 1] for n in range(20))])
    assert anhorig("survey", "map", "svar.xlsx", "-o", "karta.yaml").code == 0
    assert anhorig("sheet", "anhorigplan", "--responsible", "anhorigkonsulent", "-o", "ark.xlsx").code == 0
    fill(Path("ark.xlsx"), "Indikatorer", "stöd under året", Mätt_den="2026-11-17", Värde="74", Källa="Vi")
    Path("strategi.yaml").write_text("titel: Strategi\nområden: [{id: nara, titel: Nära}]\n", "utf-8")
    Path("varden.csv").write_text("indikator;datum;värde;källa\nanhoriga-med-stod;2026-11-16;73;Vi\n", "utf-8")


@pytest.mark.parametrize("line", WRITING)
def test_a_dry_run_shows_what_would_be_done_and_does_nothing(line: str, project: Path, anhorig: Anhorig) -> None:
    before = files(project)
    dry = anhorig(*shlex.split(line), "--dry-run")
    assert files(project) == before
    assert dry.out + dry.err
    anhorig(*shlex.split(line))
    assert files(project) != before
