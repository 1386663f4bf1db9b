"""No command repeats a personal identity number, wherever it stands in a plan, in any format: not on the screen, not in
a file that is written. Only a report does, of a plan whose finding is excepted with a reason.

The number is Skatteverket's example, written in ways that are certain and ways that are likely.
"""

import html
import io
import json
import re
import shlex
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest

import pdf_file
from anhorig_cli.cli.formats.terminal import print_findings
from anhorig_cli.cli.terminal import completion
from anhorig_cli.rendering.preview_page import PreviewState, preview_page
from anhorig_cli.source import message
from anhorig_cli.usecases.check.check_plans import check_plans
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.workspace import Workspace
from command_line import Anhorig
from effort import some
from past import Past

AS_OF = ("--as-of", "2026-10-01")
DIGITS = "6408233234"
CERTAIN = "640823-3234"
LIKELY = DIGITS
SURE = [CERTAIN, "64\u200b0823-3234", "640823&#45;3234"]
WRITINGS = [*SURE, LIKELY, "640823 3234", "född 640823, sista fyra 3234"]
PLAN = """\
# {n}
titel: Plan {n}
organisation: Kommunen {n}
nämnd: Nämnden {n}
diarienummer: SN {n}
period: 2020/2027
mål: Mål {n}
bakgrund: |
  Bakgrund **{n}** och
  mer {n}.
lagrum: ["Lag {n}"]
ersätter: ["Plan {n}"]
förbehåll: Förbehåll {n}
kontakt: {{funktion: "Stödet {n}"}}
ansvarig: Rollen {n}
x-egen-{id}: {n}
enheter:
  - {{id: "{id}-e", titel: "Enhet {n}", beskrivning: "Om {n}", ansvarig: "Chef {n}"}}
roller:
  - {{id: "{id}-r", titel: "Roll {n}", beskrivning: "Om {n}"}}
parter:
  - {{id: "{id}-p", titel: "Part {n}", roll: huvudman}}
målgrupper:
  - {{id: "{id}-m", titel: "Grupp {n}", beskrivning: "Om {n}"}}
områden:
  - {{id: "{id}-o", titel: "Område {n}", beskrivning: "Om {n}", källa: "Källa {n}"}}
delmål:
  - id: "{id}-d"
    titel: Delmål {n}
    syfte: Syfte {n}
    beskrivning: Om {n}
    senast: {due}
    ansvarig: "{id}-e"
    enheter: ["{id}-e"]
    målgrupper: ["{id}-m"]
    indikatorer: ["{id}-i"]
    aktiviteter:
      - {{id: "{id}-a", titel: "Aktivitet {n}", status: pågår, noteringar: [{{datum: 2026-05-01, text: "Not {n}"}}]}}
    bedömningar:
      - datum: 2026-02-01
        status: bedöms inte uppfyllas
        kommentar: Kommentar {n}
        orsak: Orsak {n}
        åtgärd: Åtgärd {n}
    revideringar:
      - {{från: 2025-06-30, till: {due}, beslutad: 2025-05-01, beslut: "Nämnden {n}", skäl: "Skäl {n}"}}
indikatorer:
  - id: "{id}-i"
    titel: Indikator {n}
    beskrivning: Om {n}
    måttenhet: kronor
    källa: Källa {n}
    utgångsvärde: {{värde: {value}, datum: 2024-12-31, notering: "Not {n}"}}
    målvärde: {value}
    mätningar:
      - {{datum: 2025-06-30, värde: 1, notering: "Not {n}"}}
      - {{datum: 2025-12-31, värde: {value}, notering: "Not {n}"}}
enkäter:
  - {{id: "{id}-k", titel: "Enkät {n}", beskrivning: "Om {n}", metod: "Metod {n}", utskickade: 100, besvarade: 60}}
årshjul:
  - id: "{id}-h"
    titel: Händelse {n}
    beskrivning: Om {n}
    när: kvartalsvis
    enheter: ["{id}-e", "Annan {n}"]
    ansvarig: Rollen {n}
    rapporteras_till: Nämnden {n}
    från: 2026
    utfört:
      - {{tillfälle: 2026-Q1, datum: 2026-03-30, notering: "Not {n}"}}
beslut:
  - {{id: "{id}-b", titel: "Beslut {n}", datum: 2025-05-01, organ: "Nämnden {n}", paragraf: "1 {n}", text: "Text {n}"}}
rapporter:
  - id: "{id}-t"
    titel: Tillfälle {n}
    datum: 2026-10-01
    sammanträde: Möte {n}
    förslag: Förslag {n}
    sammanfattning: Sammanfattning {n}
finansiering:
  - {{id: "{id}-f", titel: "Medel {n}", källa: "Källa {n}", belopp: {value}, notering: "Not {n}"}}
rekommendationer:
  - {{id: "{id}-x", titel: "Råd {n}", från: "Granskaren {n}", datum: 2025-01-01, text: "Text {n}"}}
bilagor:
  - {{titel: "Bilaga {n}", notering: "Not {n}"}}
"""
FLAWED = """
titel: [Fel {n}]
{n}: okänd nyckel
språk: {n}
period: {n}
delmål:
  - {{id: "{n}", titel: Ett {n}, senast: {n}, fortsätter: "{n}x", läge: {n}, indikatorer: ["{n}"], tillagd: "2020 {n}"}}
  - {{id: "{n}", titel: Ett {n}, {n}: {n}, bedömningar: [{{datum: {n}, status: {n}}}]}}
indikatorer:
  - {{id: i, titel: I, målvärde: {n}, mätningar: [{{datum: {n}, värde: {n} st, kön: {n}}}]}}
årshjul:
  - {{titel: H {n}, när: {n}, enheter: ["{n}"]}}
beslut: [{{datum: {n}, organ: {n}}}]
"""


COMMANDS = """
check --format {text,json,github,gitlab,sarif,junit} AS_OF
check --since HEAD AS_OF
check --since N
check --select N
check N
report --template {lagesrapport,tjansteskrivelse,atgardsplan,sammanfattning} AS_OF
report --format html AS_OF
report --with-history -o ../out/ --format html AS_OF
report -o ../out/r.pdf -o ../out/r.docx -o ../out/r.md AS_OF
report --unit ID-e -o ../out/ AS_OF
report --unit N AS_OF
report --occasion N AS_OF
report --template N AS_OF
report --template ID AS_OF
report --language en AS_OF
report --since N AS_OF
report -o N.xyz AS_OF
report -o ../out/ID.md AS_OF
report --format N
status AS_OF
status --language en AS_OF
overview --format {md,html} AS_OF
overview -o ../out/o.html -o ../out/o.pdf -o ../out/o.docx AS_OF
overview -o N.xyz AS_OF
compare ID-i --format {text,md,html,csv,json,svg} AS_OF
compare ID-j AS_OF
compare N AS_OF
cycle --year 2026 --format {text,json,csv,md} AS_OF
cycle --unit ID-e AS_OF
cycle --unit N AS_OF
cycle --responsible N AS_OF
cycle --period N
wheel PLAN -o ../out/w.svg -o ../out/w.html -o ../out/w.pdf AS_OF
wheel PLAN --kind units -o ../out/w.svg AS_OF
wheel PLAN --unit ID-e -o ../out/w.svg AS_OF
calendar PLAN --subgoals --reports AS_OF
calendar PLAN --year 2026 --unit ID-e -o ../out/c.ics AS_OF
diff --format {text,md,json}
diff --format {text,md,json} HEAD~2..HEAD
diff N
history PLAN --format {text,json,svg} AS_OF
history PLAN ID-d AS_OF
history PLAN N-dd AS_OF
history N
explain N
template list
template show N
template show ID
template data PLAN --format {text,json} AS_OF
record PLAN ID-i 3 --date 2026-09-30 --source 'Källa N' --dry-run
record PLAN ID-i 3 --date 2026-09-30
record PLAN N-j 3 --date 2026-09-30
record PLAN ID-i N --date N
assess PLAN ID-d 'bedöms uppfyllas' --date 2026-09-30 --comment Bra --dry-run
assess PLAN ID-d 'bedöms uppfyllas' --date 2026-09-30 --comment 'Bra N'
assess PLAN ID-d N --date 2026-09-30 --comment Bra
done PLAN ID-h --date 2026-09-30 --unit ID-e --dry-run
done PLAN ID-hh --date 2026-09-30
postpone PLAN ID-d --to 2027-06-30 --reason N --decision N --dry-run
postpone PLAN ID-d --to 2027-06-30 --reason N --decision N
add subgoal PLAN --title 'Nytt N' --dry-run
add subgoal PLAN --title 'Nytt N'
add activity PLAN ID-d --title 'Ny N' --dry-run
add indicator PLAN --title 'Ny N' --dry-run
add cycle-item PLAN --title 'Ny N' --when kvartalsvis --dry-run
add subgoal N --title Nytt
site -o ../out/site/ AS_OF
todo --format {text,md,html,eml,ics,json} AS_OF
todo --responsible N AS_OF
todo --each -o ../out/each/ AS_OF
export -o ../out/tables/ AS_OF
export --format json AS_OF
coverage PLAN --format {text,json,html,svg} AS_OF
coverage N AS_OF
sheet PLAN --unit ID-e -o ../out/e.xlsx AS_OF
sheet PLAN --unit N -o ../out/e.xlsx AS_OF
merge ../out/e.xlsx
merge N.xlsx
record --from N.csv
survey import PLAN N.csv --map N.yaml
kolada fetch --from N
kolada search N --from N
rename PLAN ID-d 'x N'
rename PLAN N y
reassign 'Rollen N' 'Chef N' --dry-run
renew PLAN --dry-run
undo --dry-run
undo N
report --letterhead N.docx -o ../out/l.docx AS_OF
explain --traceback N
check --traceback N
init ../new/ID
init ../new --from N
N
check --N
"""
"""Every command, in every format, with the number (N) wherever something can be named."""


def plan_text(number: str, due: str = "2026-06-30") -> str:
    value = DIGITS if number == LIKELY else "2"
    return PLAN.format(n=number, id=_id_of(number), due=due, value=value)


def _id_of(number: str) -> str:
    return number if re.fullmatch(r"[0-9-]+", number) else DIGITS


def commands(number: str) -> Iterator[list[str]]:
    """Give the command lines, one for each of the words in braces."""
    names = {"PLAN": f"plans/plan-{_id_of(number)}.yaml", "ID": _id_of(number), "N": number}
    for line in COMMANDS.strip().splitlines():
        before, brace, rest = line.replace("AS_OF", " ".join(AS_OF)).partition("{")
        words, _, after = rest.partition("}")
        for word in words.split(",") if brace else [""]:
            arguments = shlex.split(before + word + after)
            yield [re.sub(r"\b(?:PLAN|ID|N)\b", lambda found: names[found[0]], one) for one in arguments]


def told(text: str) -> list[str]:
    """Return the writings of the number in a text, whatever separates its digits and however they are escaped."""
    for _ in range(2):
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), html.unescape(unquote(text)))
    text = re.sub(r"\n ", "", text)  # a long line of a calendar goes on with a space
    return re.findall(r"[\W_]{0,4}".join(DIGITS) + r"|640823.{0,30}3234|640823[\W_]{0,3}T", text, re.DOTALL)


def texts_in(folder: Path) -> Iterator[str]:
    """Give the text of each file that was written."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        if file.suffix == ".pdf":
            yield pdf_file.text(data)
        elif file.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    yield re.sub(r"<[^>]*>", "", archive.read(name).decode(errors="replace"))
        else:
            yield data.decode(errors="replace")


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Stand in a repository with a plan in three versions, and return the writing of the number in it."""
    number: str = request.param
    name = f"plans/plan-{_id_of(number)}.yaml"
    past = Past(tmp_path / "project")
    settings = f"språk: sv\netiketter: {{bedömning: {{unlikely: 'Hinner inte {number}'}}}}\n"
    own = f"templates/{_id_of(number)}.md.j2"
    past.write({"anhorig.yaml": settings, own: "# {{ plan.title }}\n"})
    past.commit("2026-01-10", {name: plan_text(number, "2025-06-30")})
    past.commit("2026-03-10", {name: plan_text(number).replace("Delmål ", "Målet ")})
    past.commit("2026-05-10", {name: plan_text(number)})
    past.write({name: plan_text(number, "2026-12-31")})
    monkeypatch.chdir(past.top)
    return number


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(date(2026, 10, 1))


@pytest.mark.parametrize("project", [CERTAIN, LIKELY], indirect=True)
def test_no_command_repeats_a_personal_number(project: str, anhorig: Anhorig, tmp_path: Path) -> None:
    typed = [*commands(project)]
    runs = ((command, anhorig(*command)) for command in (typed if project == CERTAIN else some(typed)))
    leaks: list[tuple[object, str]] = [(command, one) for command, run in runs for one in told(run.out + run.err)]
    leaks += [("written", one) for text in texts_in(tmp_path / "out") for one in told(text)]
    assert leaks == []


@pytest.mark.parametrize("project", WRITINGS, indirect=True)
def test_no_command_repeats_it_however_it_is_written(project: str, anhorig: Anhorig) -> None:
    lines = (("status", *AS_OF), ("cycle", "--format", "csv", *AS_OF), ("report", *AS_OF), ("diff", "--format", "json"))
    for command in (*lines, ("history", f"plans/plan-{_id_of(project)}.yaml", "--format", "json", *AS_OF)):
        run = anhorig(*command)
        assert run.out or project in SURE
        assert told(run.out + run.err) == []


HALVES = """\
titel: Plan
organisation: 19640823
nämnd: "-3234"
diarienummer: ["640823", "3234"]
enheter: [{id: e, titel: Enhet 640823, beskrivning: "-3234"}]
delmål:
  - id: d
    titel: 640823
    syfte: "-3234"
    senast: 2026-06-30
    ansvarig: ["640823", "3234"]
    bedömningar: [{datum: 2026-02-01, status: ej uppfyllt, kommentar: Se 19640823, orsak: "3234", åtgärd: Ring}]
indikatorer:
  - {id: i, titel: 640823, beskrivning: "-3234", mätningar: [{datum: 2025, värde: 1, källa: 640823-, notering: "3234"}]}
årshjul: [{titel: 640823, beskrivning: "-3234", när: mars, från: 2026}]
"""


def test_no_command_puts_the_halves_of_a_number_beside_each_other(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = Past(tmp_path)
    past.commit("2026-01-10", {"plans/p.yaml": "titel: Plan\n"})
    past.commit("2026-02-10", {"plans/p.yaml": HALVES})
    monkeypatch.chdir(past.top)
    checked = anhorig("check", "--select", "personal-number", *AS_OF)
    assert checked.out.count("ANH801") == 8
    lines = ["report --format md", "report --full --format html", "status", "cycle --format csv", "todo --format md"]
    lines += ["export --format json", "diff HEAD~1", "overview", "sheet plans/p.yaml --unit e -o out/", "site -o out/"]
    runs = [anhorig(*line.split(), *(() if "diff" in line else AS_OF)) for line in lines]
    assert [run.err for run in runs if run.code != 0] == []
    for text in (*(run.out for run in runs), *texts_in(tmp_path / "out")):
        shown = re.sub(r"<[^>]*>", "", html.unescape(text))
        assert re.findall(r"640823[\W_]{0,9}3234", shown) == []


@pytest.mark.parametrize("number", WRITINGS)
def test_no_finding_repeats_a_personal_number(number: str, anhorig: Anhorig, tmp_path: Path) -> None:
    file = tmp_path / f"{_id_of(number)}.yaml"
    file.write_text(FLAWED.format(n=number), encoding="utf-8")
    for one in ("text", "json", "github", "gitlab", "sarif", "junit"):
        for language in ("sv", "en"):
            run = anhorig("check", file, "--format", one, "--language", language, *AS_OF)
            assert run.code == 1
            assert told(run.out + run.err) == []


@pytest.mark.parametrize("number", ["640823-3234", DIGITS, "640823-\n  3234"])
def test_the_line_on_a_terminal_does_not_repeat_it(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    file = tmp_path / "plan.yaml"
    file.write_text(f"titel: Plan\nbakgrund: Om Anna {number} och mer\nsenast: {number}\n", encoding="utf-8")
    print_findings(check_plans(Workspace.of([str(file)]), date(2026, 10, 1)), Language.SV)
    shown = capsys.readouterr().out
    assert "[personnummer]" in shown
    assert "640823" not in shown
    assert "3234" not in shown


def test_the_mark_on_a_terminal_stands_under_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    file = tmp_path / "plan.yaml"
    file.write_text("titel: P\nx-a: 1 # 640823-3234\ndelmål: [{titel: 640823-3234, fel: 1}]\n", encoding="utf-8")
    print_findings(check_plans(Workspace.of([str(file)]), date(2026, 10, 1)), Language.SV)
    lines = capsys.readouterr().out.splitlines()
    marked = {line.index("^"): before for before, line in pairwise(lines) if "^" in line}
    assert {before[at : at + 5] for at, before in marked.items()} >= {"[pers", "fel: "}


@pytest.mark.parametrize("project", [CERTAIN, LIKELY], indirect=True)
def test_a_report_of_a_plan_whose_finding_is_excepted_shows_it(project: str, anhorig: Anhorig) -> None:
    settings = f"undanta:\n  - {{regel: personal-number, plats: plan-{project}, skäl: Ett nummer i ett exempel.}}\n"
    Path("anhorig.yaml").write_text(settings, encoding="utf-8")
    shown = anhorig("report", *AS_OF)
    assert shown.code == 0
    assert f"Delmål {project}" in shown.out.replace("\\", "")
    for command in (("status",), ("cycle",), ("template", "data", f"plans/plan-{project}.yaml"), ("diff",)):
        hidden = anhorig(*command, *(AS_OF if command[0] != "diff" else ()))
        assert hidden.out
        assert told(hidden.out + hidden.err) == []


@pytest.mark.parametrize("project", [CERTAIN], indirect=True)
def test_an_exception_that_has_ended_excepts_no_personal_number(project: str, anhorig: Anhorig) -> None:
    settings = "undanta:\n  - {regel: personal-number, skäl: Ett exempel., till_och_med: 2026-09-30}\n"
    Path("anhorig.yaml").write_text(settings, encoding="utf-8")
    assert anhorig("report", *AS_OF).code == 1
    assert anhorig("report", "--as-of", "2026-09-30").code == 0
    assert project in Path(f"plans/plan-{project}.yaml").read_text(encoding="utf-8")


def test_a_report_has_nothing_in_the_place_of_a_telephone_number(anhorig: Anhorig, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(f"titel: P\nkontakt: {{funktion: {LIKELY}, telefon: '0701740607'}}\n", encoding="utf-8")
    shown = anhorig("report", file, *AS_OF).out
    assert "0701740607" in shown
    assert told(shown) == []


def test_a_template_may_hold_no_personal_number(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("titel: P\n", encoding="utf-8")
    own = tmp_path / "egen.md.j2"
    own.write_text("{{ plan.title }}\nFråga 640823-3234\n", encoding="utf-8")
    run = anhorig("report", tmp_path / "plan.yaml", "--template", own, *AS_OF)
    assert (run.code, run.out) == (3, "")
    assert "egen.md.j2:2: " in run.err
    assert told(run.err) == []


PARTED = "titel: '19640823'\nmål: Stöd\ndelmål: [{id: a, titel: Ett}, {id: b, titel: '3234'}]\n"
LONG_TAG = f"<span class='{'a' * 300}'>"


@pytest.mark.parametrize(
    "joined",
    [
        "{{ plan.title }}-{{ plan.subgoals[1].title }}",
        "{{ plan.title }}{{ plan.subgoals[1].title }}",
        "{{ plan.title ~ '-' ~ plan.subgoals[1].title }}",
        "{{ plan.title[2:] ~ '-' ~ plan.subgoals[1].title }}",
        "<b>{{ plan.title }}</b><i>-{{ plan.subgoals[1].title }}</i>",
        f"{{{{ plan.title }}}}{LONG_TAG}-</span>{{{{ plan.subgoals[1].title }}}}",
        "{{ plan.title }}<!-- - > -->-{{ plan.subgoals[1].title }}",
        '<a href="#" title="{{ plan.title }}-{{ plan.subgoals[1].title }}">A</a>',
        "{{ '4323-32804691' | reverse }}",
        "{{ '19640823' }}-{{ '3234' }}",
        "{{ 196408 }}{{ 233234 }}",
        "{% for one in ('1964', '0823', '-', '3234') %}{{ one }}{% endfor %}",
        "{{ plan.title }}&shy;&#45;{{ plan.subgoals[1].title }}",
    ],
)
@pytest.mark.parametrize("kind", ["md", "html"])
def test_a_template_may_put_no_personal_number_together(
    joined: str, kind: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    (tmp_path / "plan.yaml").write_text(PARTED, encoding="utf-8")
    own = tmp_path / f"egen.{kind}.j2"
    own.write_text(f"Kontakta {joined} om frågor\n", encoding="utf-8")
    run = anhorig("report", tmp_path / "plan.yaml", "--template", own, *AS_OF)
    assert (run.code, run.out) == (3, "")
    assert f"egen.{kind}.j2:1: mallen sätter ihop ett personnummer, här: '" in run.err
    assert "Traceback" not in run.err
    assert told(run.err) == []


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_no_paper_is_made_of_a_personal_number_that_a_template_puts_together(
    ending: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    (tmp_path / "plan.yaml").write_text(PARTED, encoding="utf-8")
    own = tmp_path / "egen.html.j2"
    own.write_text("<p>{{ plan.title }}-{{ plan.subgoals[1].title }}</p>", encoding="utf-8")
    paper = tmp_path / f"rapport.{ending}"
    run = anhorig("report", tmp_path / "plan.yaml", "--template", own, "-o", paper, *AS_OF)
    assert (run.code, paper.exists()) == (3, False)


@pytest.mark.parametrize(
    "written",
    [
        "2025-12-31 – 4500 timmar",
        "2024-05-01 - 3238 kronor",
        "<td>2024-05-01</td><td>3238</td>",
        "<td>1964-08-23</td>\n<td>3234</td>",
        "20250101–20251231",
    ],
)
def test_a_date_and_a_value_beside_it_are_no_personal_number_of_a_template(
    written: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    (tmp_path / "plan.yaml").write_text("titel: P\n", encoding="utf-8")
    own = tmp_path / "egen.html.j2"
    own.write_text("{{ plan.title }} {% for one in 'x' %}" + written + "{% endfor %}", encoding="utf-8")
    assert anhorig("report", tmp_path / "plan.yaml", "--template", own, *AS_OF).code == 0


@pytest.mark.parametrize("project", [CERTAIN], indirect=True)
def test_a_template_shows_what_is_excepted_and_puts_nothing_else_together(
    project: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    settings = f"undanta:\n  - {{regel: personal-number, plats: plan-{project}, skäl: Ett nummer i ett exempel.}}\n"
    Path("anhorig.yaml").write_text(settings, encoding="utf-8")
    own = tmp_path / "egen.html.j2"
    own.write_text("{{ plan.title }}", encoding="utf-8")
    run = anhorig("report", "--template", own, *AS_OF)
    assert (run.code, run.out) == (0, f"Plan {project}")
    own.write_text("{{ plan.title }} {{ '19121212' }}-{{ '1212' }}", encoding="utf-8")
    run = anhorig("report", "--template", own, *AS_OF)
    assert (run.code, "här: 'Plan [personnummer] [personnummer]'" in run.err) == (3, True)


def test_a_table_of_numbers_does_not_repeat_one_that_is_read_aloud(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The spaces of a number are left out before it is read; those between words are not."""
    (tmp_path / "plan.yaml").write_text("titel: P\nindikatorer: [{id: i, titel: I, källa: K}]\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("indikator;datum;värde\ni;2026-09-30;640823 streck 3234\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = anhorig("record", "plan.yaml", "--from", "t.csv")
    assert run.code == 1
    assert '"[personnummer]" är inget tal' in run.err
    assert told(run.out + run.err) == []


def test_the_settings_are_looked_through_too(anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text("titel: P\n", encoding="utf-8")
    (tmp_path / "anhorig.yaml").write_text("språk: sv # 640823-3234\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = json.loads(anhorig("check", "--format", "json", *AS_OF).out)["diagnostics"]
    assert [(one["file"], one["line"]) for one in found if one["code"] == "ANH801"] == [("anhorig.yaml", 1)]


@pytest.mark.parametrize("number", WRITINGS)
def test_the_preview_does_not_repeat_it(number: str, tmp_path: Path) -> None:
    file = tmp_path / f"{_id_of(number)}.yaml"
    file.write_text(FLAWED.format(n=number), encoding="utf-8")
    findings = tuple(check_plans(Workspace.of([str(file)]), date(2026, 10, 1)).findings)
    trouble = message("{file}: no", file=number)
    page = preview_page(PreviewState(None, False, findings, trouble), Language.SV, state="s", nonce="n")
    assert "[personnummer]" in page
    assert told(page) == []


def test_a_question_does_not_offer_it(anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    (tmp_path / "plans").mkdir()
    (tmp_path / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    (tmp_path / "plans" / f"p-{DIGITS}.yaml").write_text(plan_text(LIKELY), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", Terminal(f"\n\n{DIGITS}-x\n\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    run = anhorig("assess", "--dry-run")
    assert "[personnummer]" in run.err
    assert told(run.out + run.err) == []


def test_the_shell_is_not_offered_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    for name in (f"p-{DIGITS}", "annan"):
        (tmp_path / "plans" / f"{name}.yaml").write_text(plan_text(LIKELY), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert completion.plans("") == [("plans/annan.yaml", "")]
