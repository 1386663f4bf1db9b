"""Maps of a survey's columns: what cannot be understood, or does not hold together, is told where it stands."""

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import RefusedError
from anhorig_cli.loading import survey_files
from anhorig_cli.loading.survey_files import read_map
from anhorig_cli.vocabulary import Language, folded

GOOD = """\
kolumner:
  - {kolumn: ID, typ: svarande}
  - {kolumn: F, typ: skala, alternativ: [1, 2], räknas: 2, indikator: a}
"""
TWIN = "  - {kolumn: G, typ: val, alternativ: [x], räknas: x, indikator: A}\n"


def found(text: str) -> list[str]:
    """Return what is told of a map."""
    try:
        read_map(text.encode(), "karta.yaml")
    except RefusedError as refused:
        return [f"{one.location.line}: {text_of(one.sentence, Language.SV)}" for one in refused.findings]
    return []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("typ: skala", "typ: skla", "3: \"skla\" finns inte i skalan 'typ' – menade du 'skala'?"),
        ("kolumn: F", "kolum: F", "3: nyckeln \"kolum\" är okänd här – menade du 'kolumn'?"),
        ("indikator: a}", "indikator: a, indikator: b}", "3: nyckeln 'indikator' finns redan på rad 3"),
        ("kolumn: F", "kolumn: id", "3: kolumnen finns redan i kartan"),
        ("typ: skala", "typ: svarande", "3: en annan kolumn har redan den typen: behåll en av dem"),
        ("typ: skala", "typ: bortse", "3: en kolumn av den här typen räknas inte för någon indikator"),
        (", räknas: 2", "", "3: skriv vilka svar som räknas: 'räknas'"),
        ("räknas: 2", "räknas: 3", "3: det som räknas måste finnas bland svaren som går att ge, 'alternativ'"),
        ("alternativ: [1, 2], ", "", "3: skriv vilka svar som går att ge: 'alternativ'"),
        ("typ: skala", "typ: flera", "3: skriv vad som står mellan svaren i en cell: 'skiljetecken'"),
        ("typ: skala", "typ: kryss", "3: skriv vilken fråga det är ett alternativ till: 'fråga'"),
        ("typ: svarande", "typ: enhet, alternativ: [N, S], enheter: [norr]", "2: enheterna måste vara lika många"),
        (GOOD, GOOD + TWIN, "4: en annan kolumn räknas redan för indikatorn: behåll en av dem"),
        (GOOD, "", "1: filen är tom"),
        (GOOD, "- a\n", "1: här ska det stå 'nyckel: värde'-rader"),
        (GOOD, "blad: Svar\n", "1: 'kolumner' saknas – lägg till nyckeln"),
        ("kolumn: F", "kolumn: 19640823-3234", "3: här står ett personnummer"),
    ],
)
def test_what_is_wrong_in_a_map_is_told_with_its_line(old: str, new: str, told: str) -> None:
    lines = found(GOOD.replace(old, new))
    assert any(line.startswith(told) for line in lines), lines


def test_a_good_map_is_read_in_either_language() -> None:
    english = "columns:\n  - {column: F, kind: scale, options: [1, 2], counted: 2, indicator: a}\n"
    assert found(GOOD) == found(english) == []


@pytest.mark.parametrize("text", ["a: &a [*a]\n", "x: " + "[" * 500, "\x00", "kolumner: !!python/object:os.system x\n"])
def test_a_strangers_yaml_does_no_harm(text: str) -> None:
    assert found(text)


def test_the_columns_of_a_map_are_gone_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []

    def note(name: str) -> str:
        names.append(name)
        return folded(name)

    monkeypatch.setattr(survey_files, "folded", note)
    several = (f"  - {{kolumn: F{i}, typ: skala, alternativ: [1], räknas: 1, indikator: i{i}}}\n" for i in range(100))
    assert found("kolumner:\n" + "".join(several)) == []
    assert len(names) == 100 * 4
