"""`anhorig overview`: several plans on one paper, with figures that are counted by hand."""

from pathlib import Path

import pytest

import pdf_file
from anhorig_cli.usecases.across.overview_plans import MOST_BESIDE
from anhorig_cli.views.overview import MOST_LATE
from command_line import Anhorig
from word_file import opened

DAY = "2026-11-30"

ABY = """\
titel: Plan för anhöriga
organisation: Åby
ansvarig: Anhörigkonsulent
delmål:
  - {id: a, titel: Stöd i tid, senast: 2026-11-20, bedömningar: [{datum: 2026-10-01, status: bedöms uppfyllas}]}
  - {id: b, titel: Avlösning, senast: 2026-06-30, bedömningar: [{datum: 2026-06-30, status: uppfyllt}]}
  - {id: c, titel: Träffar, senast: 2027-06-30, aktiviteter: [{titel: Träff, senast: 2026-09-30}]}
indikatorer:
  - {id: stod, titel: Anhöriga med stöd, kolada: N21492, måttenhet: anhöriga,
     mätningar: [{datum: 2025-12-31, värde: 40}, {datum: 2026-06-30, värde: 55}]}
rapporter: [{id: v1, datum: 2026-03-15}, {id: h1, datum: 2026-10-15}, {id: v2, datum: 2027-03-15}]
"""
BERG = """\
titel: Plan för anhöriga
organisation: Berg
delmål:
  - {id: a, titel: Ny mötesplats, senast: 2026-10-31, ansvarig: Chef,
     bedömningar: [{datum: 2026-10-01, status: bedöms inte uppfyllas}]}
indikatorer:
  - {id: antal, titel: Anhöriga med stöd, kolada: N21492, måttenhet: anhöriga,
     mätningar: [{datum: 2025-12-31, värde: 30}, {datum: 2026-06-30, värde: 20}]}
"""


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project with the plans of two municipalities."""
    (tmp_path / "anhorig.yaml").write_text("planer: plans\n", encoding="utf-8")
    (tmp_path / "plans").mkdir()
    put(tmp_path, "aby", ABY)
    put(tmp_path, "berg", BERG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, name: str, text: str) -> None:
    (folder / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")


def page(anhorig: Anhorig, *words: object) -> str:
    run = anhorig("overview", *words, "--as-of", DAY)
    assert (run.code, run.err) == (0, "")
    return run.out


@pytest.mark.usefixtures("county")
def test_the_paper_of_two_plans(anhorig: Anhorig) -> None:
    assert (
        page(anhorig)
        == """\
# Läget i 2 planer

**Översikt, 30 november 2026**

Det finns sammanlagt 4 delmål. 2 delmål är försenade, i Berg och Åby. Mest \
försenat: Ny mötesplats (Berg, 30 dagar). En aktivitet är försenad.

- ✔ Uppfyllt 1 (25 %)
- ▲ Bedöms uppfyllas 1 (25 %, ett försenat)
- ▼ Bedöms inte uppfyllas 1 (25 %, ett försenat)
- ○ Bedömning saknas 1 (25 %)

## Plan för plan

| Plan | Delmål | Bedömning | Försenade | Senaste rapport |
| --- | ---: | --- | ---: | --- |
| Berg<br>Plan för anhöriga | 1 | ▼ Bedöms inte uppfyllas 1 | 1 | ingen än |
| Åby<br>Plan för anhöriga | 3 | ✔ Uppfyllt 1<br>▲ Bedöms uppfyllas 1<br>○ Bedömning saknas 1 | 1 | 15 oktober 2026 |

## Det som är försenat, det mest försenade först

| Delmål | Plan | Dagar försenat | Slutdatum | Bedömning | Ansvarig |
| --- | --- | ---: | --- | --- | --- |
| Ny mötesplats | Berg | 30 | 31 oktober 2026 | ▼ Bedöms inte uppfyllas | Chef |
| Stöd i tid | Åby | 10 | 20 november 2026 | ▲ Bedöms uppfyllas | Anhörigkonsulent, för hela planen |

## Gemensamma indikatorer

### Anhöriga med stöd

- **Berg:** 30 → **20 anhöriga**
- **Åby:** 40 → **55 anhöriga**
""".replace(" %", "\N{NO-BREAK SPACE}%")
    )


@pytest.mark.usefixtures("county")
def test_on_another_day_it_tells_what_was_known_then(anhorig: Anhorig) -> None:
    out = anhorig("overview", "--as-of", "2026-05-01").out
    assert "Det finns sammanlagt 4 delmål. Inget delmål är försenat. Inget delmål är bedömt." in out
    assert "| Åby<br>Plan för anhöriga | 3 | ○ Bedömning saknas 3 | 0 | 15 mars 2026 |" in out


@pytest.mark.usefixtures("county")
def test_one_plan_has_nothing_to_share(anhorig: Anhorig) -> None:
    out = page(anhorig, "aby")
    assert out.startswith("# Läget i en plan, Åby\n")
    assert "Gemensamma indikatorer" not in out


def test_a_plan_without_anything_has_a_row(county: Path, anhorig: Anhorig) -> None:
    put(county, "cesium", "titel: Tom\norganisation: Cesium\n")
    out = page(anhorig)
    assert "| Cesium<br>Tom | 0 | – | 0 | ingen än |" in out
    assert "Inget är bedömt" not in out
    alone = page(anhorig, county / "plans" / "cesium.yaml")
    assert "Planen har inga delmål." in alone
    assert "försenat" not in alone
    put(county, "aby", "titel: Också tom\norganisation: Åby\n")
    put(county, "berg", "titel: Tom igen\norganisation: Berg\n")
    assert "Ingen av planerna har några delmål." in page(anhorig)


def test_of_plans_that_have_not_been_reported_that_is_told_once(county: Path, anhorig: Anhorig) -> None:
    put(county, "cesium", "titel: Tom\norganisation: Cesium\n")
    out = page(anhorig, "berg", "cesium")
    assert "| Plan | Delmål | Bedömning | Försenade |\n" in out
    assert "\nSenaste rapport (alla rader): ingen än\n" in out
    assert out.count("ingen än") == 1


def test_all_together_are_called_as_the_plans_call_them(county: Path, anhorig: Anhorig) -> None:
    settings = "planer: plans\netiketter: {bedömning: {uppfyllt: Uppnått}}\n"
    (county / "anhorig.yaml").write_text(settings, encoding="utf-8")
    out = page(anhorig)
    assert "- ✔ Uppnått 1 (" in out
    assert "✔ Uppnått 1" in out
    assert "Uppfyllt" not in out


def test_where_plans_call_a_state_differently_all_together_have_the_common_word(
    county: Path, anhorig: Anhorig, tmp_path: Path
) -> None:
    other = tmp_path / "annan"
    (other / "plans").mkdir(parents=True)
    (other / "anhorig.yaml").write_text("etiketter: {bedömning: {uppfyllt: Uppnått}}\n", encoding="utf-8")
    put(other, "cesium", ABY.replace("Åby", "Cesium"))
    out = page(anhorig, county / "plans", other / "plans")
    assert "- ✔ Uppfyllt 2 (" in out
    assert ("✔ Uppnått 1" in out, "✔ Uppfyllt 1" in out) == (True, True)


def test_a_plan_that_cannot_be_read_has_a_row_that_says_so(county: Path, anhorig: Anhorig) -> None:
    put(county, "dal", "titel: [\n")
    run = anhorig("overview", "--as-of", DAY)
    assert run.code == 1
    assert "dal.yaml:1:" in run.err
    assert "# Läget i 3 planer" in run.out
    assert "\nKunde inte läsas och räknas inte här: plans/dal.yaml. Det finns " in run.out
    assert "| plans/dal.yaml | – | ! Kunde inte läsas: ett fel. Se anhorig check. | – | – |" in run.out
    assert "| Berg<br>Plan för anhöriga | 1 |" in run.out


def test_of_plans_none_of_which_could_be_read_nothing_more_is_said(county: Path, anhorig: Anhorig) -> None:
    put(county, "ale", "organisation: Ale\ntitel: Hel\n")
    put(county, "dal", "titel: [\n")
    assert "# Läget i 2 planer\n" in anhorig("overview", "plans/ale.yaml", "plans/dal.yaml", "--as-of", DAY).out
    told = anhorig("overview", "plans/dal.yaml", "--as-of", DAY).out
    assert "\nKunde inte läsas och räknas inte här: plans/dal.yaml.\n" in told
    assert "försenat" not in told


def test_of_much_that_is_late_the_latest_is_told_and_the_rest_counted(county: Path, anhorig: Anhorig) -> None:
    late = "".join(f"  - {{id: d{n}, titel: Delmål {n}, senast: 2026-01-{n:02}}}\n" for n in range(1, 24))
    put(county, "dal", f"titel: Plan\norganisation: Dal\ndelmål:\n{late}")
    rows = page(anhorig).split("## Det som är försenat")[1]
    assert rows.count("\n| Delmål ") == MOST_LATE + 1
    assert f"| Delmål {MOST_LATE} |" in rows
    assert f"| Delmål {MOST_LATE + 1} |" not in rows
    assert "\noch 5 till\n" in rows


def test_an_indicator_that_many_plans_have_is_left_to_compare(county: Path, anhorig: Anhorig) -> None:
    for n in range(MOST_BESIDE):
        put(county, f"kommun-{n}", BERG.replace("Berg", f"Kommun {n}"))
    out = page(anhorig)
    assert "14 planer har Anhöriga med stöd: se anhorig compare N21492." in out
    assert "### Anhöriga med stöd" not in out


def test_values_that_are_not_measured_alike_stand_apart(county: Path, anhorig: Anhorig) -> None:
    put(county, "dal", BERG.replace("Berg", "Dal").replace("måttenhet: anhöriga", "måttenhet: procent"))
    out = page(anhorig)
    assert "Jämförs inte, eftersom måttenheterna är olika: anhöriga (Berg och Åby); procent (Dal)." in out
    assert "**Måttenhet: procent**\n\n- **Dal:** 30 % → **20 %**" in out.replace("\N{NO-BREAK SPACE}", " ")


def test_few_people_are_not_told_of(county: Path, anhorig: Anhorig) -> None:
    few = "kolada: N21492, personer: ja, måttenhet: anhöriga, mätningar: [{datum: 2026-06-30, värde: 3}]"
    put(county, "dal", f"titel: P\norganisation: Dal\nindikatorer: [{{id: i, titel: I, {few}}}]\n")
    out = page(anhorig)
    assert "- **Dal:** **färre än 5**" in out
    assert "Siffror som gäller få personer visas inte." in out


def test_a_whole_that_is_withheld_for_few_people_is_not_said_to_be_unmeasured(county: Path, anhorig: Anhorig) -> None:
    people = "titel: Stöd, personer: ja, måttenhet: anhöriga"
    for name, organisation, more in (
        ("lan", "Länet", "mätningar: [{datum: 2026-03-31, värde: 497}, {datum: 2026-06-30, värde: 503}]"),
        (
            "dal",
            "Dal",
            "följer: lan/stod, mätningar: [{datum: 2026-03-31, värde: 490}, {datum: 2026-06-30, värde: 500}]",
        ),
        ("ekby", "Ekby", "följer: lan/stod, mätningar: [{datum: 2026-06-30, värde: 3}]"),
        ("fors", "Fors", "följer: lan/stod"),
    ):
        indicator = f"{{id: stod, {people}, {more}}}"
        put(county, name, f"titel: P\norganisation: {organisation}\nindikatorer: [{indicator}]\n")
    out = page(anhorig)
    assert "- **Länet:** **visas inte, få personer**\n" in out
    assert "- **Fors:** **inte mätt**" in out


def test_a_personal_number_is_not_repeated(county: Path, anhorig: Anhorig) -> None:
    put(county, "dal", "titel: P\ndelmål: [{id: a, titel: Ring 19121212-1212, senast: 2020}]\n")
    for kind in ("md", "html"):
        run = anhorig("overview", "--format", kind)
        assert "1212-1212" not in run.out + run.err


def test_text_of_a_plan_is_only_ever_text(county: Path, anhorig: Anhorig) -> None:
    put(county, "dal", "titel: P\norganisation: '<b>|{{ 7 * 7 }}'\ndelmål: [{id: a, titel: '<i>|*x*', senast: 2020}]\n")
    html, markdown = (anhorig("overview", "--format", kind).out for kind in ("html", "md"))
    assert "&lt;b&gt;|{{ 7 * 7 }}" in html
    assert "<b>" not in html + markdown
    assert "<i>" not in html + markdown
    assert "*x*" not in markdown.replace("\\*", "")


@pytest.mark.usefixtures("county")
def test_the_same_on_paper(county: Path, anhorig: Anhorig) -> None:
    kinds = ("md", "html", "pdf", "docx")
    words = [word for kind in kinds for word in ("-o", f"ut.{kind}")]
    assert anhorig("overview", "--as-of", DAY, *words).code == 0
    first = {kind: (county / f"ut.{kind}").read_bytes() for kind in kinds}
    anhorig("overview", "--as-of", DAY, *words)
    assert {kind: (county / f"ut.{kind}").read_bytes() for kind in kinds} == first
    html = first["html"].decode()
    assert html.count('class="picture"') == 1 + 2 + 2
    paragraphs = (one.text for one in opened(first["docx"]).paragraphs)
    told = {"pdf": " ".join(pdf_file.text(first["pdf"]).split()), "docx": "\n".join(paragraphs)}
    for text in told.values():
        assert "Mest försenat: Ny mötesplats (Berg, 30 dagar)." in text


@pytest.mark.usefixtures("county")
def test_a_file_of_another_kind(anhorig: Anhorig) -> None:
    run = anhorig("overview", "-o", "ut.csv")
    assert (run.code, run.err) == (2, "ut.csv: skriv ett namn som slutar på .md, .html, .pdf eller .docx\n")


def test_it_is_never_written_over_a_plan(county: Path, anhorig: Anhorig) -> None:
    put(county, "bakgrund", "titel: P\n")
    (county / "plans" / "p.md").write_text("---\ntitel: P\n---\n", encoding="utf-8")
    run = anhorig("overview", "-o", "plans/p.md")
    assert run.code == 3
    assert (county / "plans" / "p.md").read_text(encoding="utf-8") == "---\ntitel: P\n---\n"
