"""A survey whose answers name the unit they are of: a share for each unit, unless few could be told of by any."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.workspace.workspace import Workspace
from command_line import Anhorig, Run
from survey_files import as_csv

PLAN = """\
titel: Plan för anhöriga
enheter:
  - {id: norr, titel: Hemtjänsten norr}
  - {id: soder, titel: Hemtjänsten söder}
  - {id: boende, titel: Boendet}
enkäter:
  - id: enkat
    titel: Enkät till anhöriga
    period: {från: 2026-10-01, till: 2026-10-31}
indikatorer:
  - id: nojda
    titel: Anhöriga som är nöjda
    måttenhet: "%"
    källa: Enkäten
    mätningar:
      - {datum: 2025-10-31, värde: 55}
"""
MAP = """\
kolumner:
  - {kolumn: Enhet, typ: enhet}
  - {kolumn: Nöjd?, typ: val, alternativ: [Ja, Nej], räknas: Ja, indikator: nojda}
"""
Answers = dict[str, tuple[int, int]]
"""How many of each unit said yes, and how many said no."""


class Survey:
    """A plan with units, and a file of answers to its survey."""

    def __init__(self, anhorig: Anhorig, folder: Path) -> None:
        self._anhorig = anhorig
        self.plan = folder / "planer" / "planen.yaml"
        self.plan.parent.mkdir()
        self.plan.write_text(PLAN, encoding="utf-8")
        self.map(MAP)

    def map(self, text: str) -> None:
        Path("karta.yaml").write_text(text, encoding="utf-8")

    def read(self, answers: Answers, *options: str) -> Run:
        rows = [
            [unit, word]
            for unit, counts in answers.items()
            for word, n in zip(("Ja", "Nej"), counts, strict=True)
            for _ in range(n)
        ]
        Path("svar.csv").write_text(as_csv([["Enhet", "Nöjd?"], *rows]), encoding="utf-8")
        return self._anhorig("survey", "import", "svar.csv", "--map", "karta.yaml", "--survey", "enkat", *options)

    @property
    def written(self) -> dict[str, tuple[int, int]]:
        """The shares that the plan has of the survey, by unit; the empty one is of all."""
        pattern = r"datum: 2026-10-31, täljare: (\d+), nämnare: (\d+), (?:enhet: (\w+), )?enkät: enkat"
        return {
            unit: (int(part), int(whole)) for part, whole, unit in re.findall(pattern, self.plan.read_text("utf-8"))
        }


@pytest.fixture
def survey(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_day: Callable[[date], None]
) -> Survey:
    on_a_day(date(2026, 11, 20))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "anhorig.yaml").write_text("planer: planer\n", encoding="utf-8")
    return Survey(anhorig, tmp_path)


def test_each_unit_gets_a_share_by_its_id_or_title(survey: Survey) -> None:
    run = survey.read({"NORR": (6, 7), "Hemtjänsten söder": (9, 5)})
    assert run.code == 0, run.err
    assert survey.written == {"": (15, 27), "norr": (6, 13), "soder": (9, 14)}


@pytest.mark.parametrize("few", [(4, 9), (9, 4), (0, 9), (9, 0), (2, 2)], ids=str)
def test_no_unit_gets_one_where_few_could_be_told_of_at_any(few: tuple[int, int], survey: Survey) -> None:
    run = survey.read({"norr": (9, 9), "soder": few, "boende": (9, 9)})
    assert run.code == 0
    assert list(survey.written) == [""]
    assert "nojda: ingen andel skrivs för varje enhet: i någon enhet gav färre än 5" in run.err


def test_those_who_named_no_unit_could_be_told_of_by_what_is_left(survey: Survey) -> None:
    survey.read({"norr": (9, 9), "soder": (9, 9), "": (2, 6)})
    assert survey.written == {"": (20, 44)}


def test_many_who_named_no_unit_hinder_nothing(survey: Survey) -> None:
    survey.read({"norr": (9, 9), "": (7, 6)})
    assert survey.written == {"": (16, 31), "norr": (9, 18)}


def test_what_is_written_is_shown_in_reports(survey: Survey) -> None:
    survey.read({"norr": (6, 7), "soder": (9, 5), "boende": (5, 5)})
    plan = load(Workspace.named(str(survey.plan)).files).plan
    assert plan is not None
    (indicator,) = plan.indicators
    disclosure = Disclosure(plan, 5)
    assert not any(disclosure.is_suppressed(indicator, one) for one in indicator.measurements)


def test_the_map_may_say_which_units_the_answers_stand_for(survey: Survey) -> None:
    survey.map(MAP.replace("typ: enhet", "typ: enhet, alternativ: [N, S], enheter: [norr, Hemtjänsten söder]"))
    survey.read({"N": (6, 7), "s": (9, 5)})
    assert survey.written == {"": (15, 27), "norr": (6, 13), "soder": (9, 14)}


def test_an_answer_that_is_no_unit_is_told_without_the_answer(survey: Survey) -> None:
    run = survey.read({"norr": (6, 7), "Okänd Enhet": (1, 0)})
    assert run.code == 1
    assert run.err.startswith("svar.csv:15:1: ANH122 'Enhet': svaret är inte någon av planens enheter")
    assert "Okänd" not in run.err
    assert survey.plan.read_text("utf-8") == PLAN


def test_answers_in_ones_own_words_count_as_no_unit_where_the_map_says_so(survey: Survey) -> None:
    survey.map(MAP.replace("typ: enhet", "typ: enhet, övrigt: ja"))
    survey.read({"norr": (9, 9), "Någon annan": (8, 8)})
    assert survey.written == {"": (17, 34), "norr": (9, 18)}


def test_a_unit_beside_one_that_it_is_part_of_is_no_share_of_its_own(survey: Survey) -> None:
    survey.plan.write_text(PLAN.replace("titel: Hemtjänsten norr}", "titel: Hemtjänsten norr, del_av: soder}"), "utf-8")
    run = survey.read({"norr": (9, 9), "soder": (9, 9)})
    assert survey.written == {"": (18, 36)}
    assert "en av enheterna är en del av en annan" in run.err


def test_a_second_import_changes_nothing_and_another_number_only_with_replace(survey: Survey) -> None:
    survey.read({"norr": (6, 7), "soder": (9, 5)})
    before = survey.plan.read_bytes()
    assert "inget ändrades" in survey.read({"norr": (6, 7), "soder": (9, 5)}).err
    assert survey.read({"norr": (7, 7), "soder": (9, 5)}).code == 1
    assert survey.plan.read_bytes() == before
    assert survey.read({"norr": (7, 7), "soder": (9, 5)}, "--replace").code == 0
    assert survey.written == {"": (16, 28), "norr": (7, 14), "soder": (9, 14)}


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("alternativ: [norr, väst]", "karta.yaml:2:45: ANH202 det finns ingen enhet 'väst'"),
        ("alternativ: [N], enheter: [nord]", "karta.yaml:2:59: ANH202 det finns ingen enhet 'nord'"),
        ("alternativ: [N, S], enheter: [norr]", "enheterna måste vara lika många som svaren"),
    ],
)
def test_a_map_that_names_no_unit_of_the_plan_is_told(column: str, told: str, survey: Survey) -> None:
    survey.map(MAP.replace("typ: enhet", f"typ: enhet, {column}"))
    run = survey.read({"norr": (9, 9)})
    assert run.code == 1
    assert told in run.err
    assert survey.plan.read_text("utf-8") == PLAN


def test_a_plan_without_units_has_none_to_count_for(survey: Survey) -> None:
    bare = re.sub(r"enheter:\n(?:  - .*\n)+", "", PLAN, count=1)
    survey.plan.write_text(bare, "utf-8")
    run = survey.read({"norr": (9, 9)})
    assert run.code == 1
    assert len(run.err.splitlines()) == 1
    assert "planen räknar inte upp några enheter" in run.err


def test_a_column_of_units_is_guessed(survey: Survey, anhorig: Anhorig) -> None:
    survey.read({"norr": (6, 7), "soder": (9, 5)})
    assert (
        "  - kolumn: Enhet\n    typ: enhet\n    alternativ: [norr, soder]\n" in anhorig("survey", "map", "svar.csv").out
    )
