"""Every form of the plan format loads from one YAML file, Markdown, and a folder with parts, in two languages."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest

from anhorig_cli.diagnostics import Severity
from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.plan_loader import FileText, LoadedPlan, load, load_texts
from anhorig_cli.loading.shapes import FieldKind, shape_of
from anhorig_cli.model.activity import Activity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.recurrence import Recurrence
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.source import Where
from anhorig_cli.vocabulary import SCALES
from plan_text import loaded, plan_in


def folder(files: dict[str, str]) -> LoadedPlan:
    texts = [FileText(f"plan/{name}", name, text.encode()) for name, text in files.items()]
    return load_texts("plan", "plan", texts, is_folder=True)


def whole(result: LoadedPlan) -> Plan:
    """Return the plan of a text without flaws."""
    assert result.diagnostics == []
    assert result.is_whole
    assert result.plan is not None
    return result.plan


def item(lines: str) -> str:
    """Return lines as the item of a list."""
    return "  - " + indent(dedent(lines), "    ").lstrip()


def as_yaml(lines: str) -> Plan:
    return whole(loaded(f"titel: Plan\ndelmål:\n{item(lines)}"))


def as_markdown(lines: str) -> Plan:
    return whole(loaded(f"---\ntitel: Plan\ndelmål:\n{item(lines)}---\n", "plan.md"))


def as_swedish_yaml_part(lines: str) -> Plan:
    return whole(folder({"delmål/d1.yaml": dedent(lines), "plan.yaml": "titel: Plan\n"}))


def as_swedish_markdown_part(lines: str) -> Plan:
    return whole(folder({"delmål/d1.md": f"---\n{dedent(lines)}---\n", "plan.md": "---\ntitel: Plan\n---\n"}))


def as_english_yaml_part(lines: str) -> Plan:
    return whole(folder({"plan.yaml": "title: Plan\n", "subgoals/d1.yml": dedent(lines)}))


def as_english_markdown_part(lines: str) -> Plan:
    return whole(folder({"plan.yml": "title: Plan\n", "subgoals/d1.md": f"---\n{dedent(lines)}---\n"}))


Container = Callable[[str], Plan]
CONTAINERS: list[Container] = [
    as_yaml,
    as_markdown,
    as_swedish_yaml_part,
    as_swedish_markdown_part,
    as_english_yaml_part,
    as_english_markdown_part,
]
in_every_container = pytest.mark.parametrize("container", CONTAINERS)

DATES = [
    ("2021-11-30", date(2021, 11, 30), date(2021, 11, 30)),
    ("'2021-11-30'", date(2021, 11, 30), date(2021, 11, 30)),
    ("2028-02-29", date(2028, 2, 29), date(2028, 2, 29)),
    ("2021-11", date(2021, 11, 1), date(2021, 11, 30)),
    ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31)),
    ("2021-q1", date(2021, 1, 1), date(2021, 3, 31)),
    ("2021-T3", date(2021, 9, 1), date(2021, 12, 31)),
    ("2021-H2", date(2021, 7, 1), date(2021, 12, 31)),
    ("2021", date(2021, 1, 1), date(2021, 12, 31)),
    ("2021-09/2021-10", date(2021, 9, 1), date(2021, 10, 31)),
    ("2021-09-13 / 2021-10-02", date(2021, 9, 13), date(2021, 10, 2)),
    ("våren 2022", date(2022, 1, 1), date(2022, 6, 30)),
    ("vårterminen 2022", date(2022, 1, 1), date(2022, 6, 30)),
    ("vt 2022", date(2022, 1, 1), date(2022, 6, 30)),
    ("spring 2022", date(2022, 1, 1), date(2022, 6, 30)),
    ("sommaren 2021", date(2021, 6, 1), date(2021, 8, 31)),
    ("Hösten 2021", date(2021, 8, 1), date(2021, 12, 31)),
    ("hösttermin 2021", date(2021, 8, 1), date(2021, 12, 31)),
    ("ht 2021", date(2021, 8, 1), date(2021, 12, 31)),
    ("autumn 2021", date(2021, 8, 1), date(2021, 12, 31)),
    ("vintern 2021/2022", date(2021, 12, 1), date(2022, 2, 28)),
    ("vintern 2021/22", date(2021, 12, 1), date(2022, 2, 28)),
    ("winter 2023/2024", date(2023, 12, 1), date(2024, 2, 29)),
]


@in_every_container
@pytest.mark.parametrize(("written", "first", "last"), DATES)
def test_every_form_of_a_date_loads(container: Container, written: str, first: date, last: date) -> None:
    plan = container(f"id: d1\ntitel: T\nsenast: {written}\nbedömningar:\n  - datum: {written}\n")
    (subgoal,) = plan.subgoals
    (assessment,) = subgoal.assessments
    for found in (subgoal.due, assessment.date):
        assert isinstance(found, PlanDate)
        assert (found.first, found.last) == (first, last)


@in_every_container
@pytest.mark.parametrize("written", ["ongoing", "löpande", "Löpande"])
def test_a_deadline_may_be_ongoing(container: Container, written: str) -> None:
    due = container(f"id: d1\ntitel: T\nsenast: {written}\n").subgoals[0].due
    assert due is not None
    assert due.is_open


@pytest.mark.parametrize("written", ["until_further_notice", "until further notice", "tills vidare", "Tills_vidare"])
def test_a_period_may_have_no_end(written: str) -> None:
    period = whole(loaded(f"titel: Plan\nperiod: {{från: 2021, till: {written}}}\n")).period
    assert period is not None
    assert period.to is not None
    assert period.to.is_open


@in_every_container
def test_a_text_in_the_place_of_several_is_one(container: Container) -> None:
    (subgoal,) = container("""\
        id: d1
        titel: T
        ansvarig: Enhetschef
        enheter: alla
        målgrupper: Anhöriga
        indikatorer: i1
        bidrar_till: sormland/stod
        fortsätter: d0
        underlag: Enkät 2020
        finansiering: Statsbidrag
        """).subgoals
    assert subgoal.responsible == ("Enhetschef",)
    assert subgoal.units == ("alla",)
    assert subgoal.target_groups == ("Anhöriga",)
    assert subgoal.indicators == ("i1",)
    assert subgoal.contributes_to == ("sormland/stod",)
    assert subgoal.continues == ("d0",)
    assert subgoal.evidence == ("Enkät 2020",)
    assert subgoal.funding == ("Statsbidrag",)


def test_a_number_in_the_place_of_what_is_said_of_women_is_the_value() -> None:
    (one,) = plan_in("{titel: P, indikatorer: [{id: i, titel: T, mätningar: [{datum: 2026, kvinnor: 38}]}]}").indicators
    women = one.measurements[0].women
    assert women is not None
    assert (str(women.value), women.numerator, women.denominator) == ("38", None, None)


@in_every_container
def test_a_text_in_the_place_of_an_activity_is_its_title(container: Container) -> None:
    (subgoal,) = container("id: d1\ntitel: T\naktiviteter:\n  - Utskick\n  - {titel: Träffar}\n").subgoals
    assert subgoal.activities == (Activity(title="Utskick"), Activity(title="Träffar"))


@in_every_container
def test_a_number_in_the_place_of_occasions_is_how_many(container: Container) -> None:
    (subgoal,) = container("""\
        id: d1
        titel: T
        aktiviteter:
          - titel: Träffar
            tillfällen:
              planerade: 16
              hållna:
                - {datum: 2021-03-15, deltagare: 7}
                - 2021-04-15
                - 3
            noteringar:
              - Inställt i maj.
              - {datum: 2021-06, text: Digitalt.}
        """).subgoals
    (activity,) = subgoal.activities
    assert activity.occasions is not None
    assert [entry.count for entry in activity.occasions.planned] == [16]
    assert [(str(entry.date), entry.count, entry.participants) for entry in activity.occasions.held] == [
        ("2021-03-15", None, 7),
        ("2021-04-15", None, None),
        ("None", 3, None),
    ]
    assert [(str(note.date), note.text) for note in activity.notes] == [
        ("None", "Inställt i maj."),
        ("2021-06", "Digitalt."),
    ]


@in_every_container
def test_a_status_on_a_subgoal_is_an_undated_assessment(container: Container) -> None:
    (subgoal,) = container("id: d1\ntitel: T\nstatus: bedöms uppfyllas\nkommentar: Bra.\n").subgoals
    assert [(a.date, a.status, a.comment) for a in subgoal.assessments] == [(None, "expected", "Bra.")]


@in_every_container
def test_a_revision_is_read_as_its_field(container: Container) -> None:
    (subgoal,) = container("""\
        id: d1
        titel: T
        tillagd: Nämndens beslut 2020
        revideringar:
          - {från: 2021-06-30, till: 2021-11-30, beslutad: 2021-05, beslut: b1, skäl: Pandemin}
          - {fält: påbörjas senast, från: våren 2021, till: hösten 2021}
          - {fält: målvärde, från: 40, till: 50}
          - {field: target, from: öka, to: 50}
        """).subgoals
    assert subgoal.added == "Nämndens beslut 2020"
    assert [(r.field, str(r.from_), str(r.to)) for r in subgoal.revisions] == [
        ("due", "2021-06-30", "2021-11-30"),
        ("start_by", "spring 2021", "autumn 2021"),
        ("target", "40", "50"),
        ("target", "öka", "50"),
    ]


INDICATORS: list[Callable[[str], Plan]] = [
    lambda lines: whole(loaded(f"titel: Plan\nindikatorer:\n{item(lines)}")),
    lambda lines: whole(loaded(f"---\ntitel: Plan\nnyckeltal:\n{item(lines)}---\n", "plan.md")),
    lambda lines: whole(folder({"indikatorer/i1.yaml": dedent(lines), "plan.yaml": "titel: Plan\n"})),
    lambda lines: whole(folder({"indicators/i1.md": f"---\n{dedent(lines)}---\n", "plan.yaml": "titel: Plan\n"})),
]


@pytest.mark.parametrize("container", INDICATORS)
def test_a_number_in_the_place_of_a_baseline_or_target_is_its_value(container: Container) -> None:
    (indicator,) = container("id: i1\ntitel: T\nutgångsvärde: 40\nmålvärde: 80.5\n").indicators
    assert (
        indicator
        == container("""\
        id: i1
        titel: T
        baseline: {value: 40}
        target: {value: 80.5}
        """).indicators[0]
    )
    assert indicator.baseline is not None
    assert indicator.baseline.value == 40


@pytest.mark.parametrize("container", INDICATORS)
@pytest.mark.parametrize(("word", "direction"), [("öka", "increase"), ("increase", "increase"), ("Minska", "decrease")])
def test_a_word_in_the_place_of_a_target_is_its_direction(container: Container, word: str, direction: str) -> None:
    target = container(f"id: i1\ntitel: T\nmålvärde: {word}\n").indicators[0].target
    assert target is not None
    assert (target.direction, target.value) == (direction, None)


@pytest.mark.parametrize("container", INDICATORS)
def test_a_target_may_be_a_limit_with_a_date(container: Container) -> None:
    target = container("id: i1\ntitel: T\nmålvärde: {minst: 10, högst: 20, senast: 2021-11-30}\n").indicators[0].target
    assert target is not None
    assert (str(target.at_least), str(target.at_most), str(target.by)) == ("10", "20", "2021-11-30")


def test_a_date_in_the_place_of_a_period_is_both_its_ends() -> None:
    short = whole(loaded("titel: Plan\nperiod: 2021-09/2021-10\n"))
    assert short == whole(loaded("titel: Plan\nperiod: {från: 2021-09/2021-10, till: 2021-09/2021-10}\n"))


@pytest.mark.parametrize("entry", ["2021-03-15", "{datum: 2021-03-15}"])
def test_a_date_in_the_place_of_an_occurrence_is_the_day_it_was_done(entry: str) -> None:
    plan = whole(loaded(f"titel: P\nårshjul: [{{titel: T, när: mars, utfört: [{entry}]}}]\n"))
    assert [str(done.date) for done in plan.annual_cycle[0].done] == ["2021-03-15"]


@pytest.mark.parametrize("entry", ["Protokoll", "{titel: Protokoll}"])
def test_a_text_in_the_place_of_a_document_is_its_title(entry: str) -> None:
    plan = whole(loaded(f"titel: P\nrapporter: [{{förslag: Godkänna, beslutsunderlag: [{entry}]}}]\n"))
    assert [document.title for document in plan.reports[0].basis] == ["Protokoll"]
    assert plan.reports[0].proposal == ("Godkänna",)


LAST_THURSDAY, FIRST_TUESDAY = "last thursday in march", "first tuesday in every month"


@pytest.mark.parametrize(
    ("written", "times"),
    [
        ("mars", ["3"]),
        ("3", ["3"]),
        ("Oktober", ["10"]),
        ("[mars, 9]", ["3", "9"]),
        ("våren", ["spring"]),
        ("monthly", ["monthly"]),
        ("månadsvis", ["monthly"]),
        ("kvartalsvis", ["quarterly"]),
        ("tertial", ["tertial"]),
        ("halvårsvis", ["half_yearly"]),
        ("varje år", ["yearly"]),
        ("6 oktober", ["10-06"]),
        ("10-06", ["10-06"]),
        ("02-29", ["02-29"]),
        ("v40", ["v40"]),
        ("vecka 53", ["v53"]),
        ("[sista torsdagen i mars, första tisdagen varje månad]", [LAST_THURSDAY, FIRST_TUESDAY]),
        ("", []),
    ],
)
def test_every_time_of_the_year_loads(written: str, times: list[str]) -> None:
    plan = whole(loaded(f"titel: Plan\nårshjul:\n  - titel: T\n    när: {written}\n"))
    assert [str(when) for when in plan.annual_cycle[0].when] == times
    assert all(isinstance(when, Recurrence) for when in plan.annual_cycle[0].when)


SWEDISH = """\
id: exempel
titel: Plan för anhörigstöd
organisation: Exempelkommun
nämnd: [Socialnämnden, Äldrenämnden]
diarienummer: SN 2021/123
språk: svenska
period: {från: 2021, till: tills vidare}
mål: Anhöriga ska få stöd i tid.
bakgrund: Lagen ändrades 2009.
lagrum: 5 kap. 10 § socialtjänstlagen
ersätter: plan-2017
förbehåll: Datum kan skjutas upp.
kontakt: {funktion: Anhörigstöd, e-post: anhorig@kommunen.example, telefon: 0000-00 00 00}
ansvarig: Förvaltningschef
enheter:
  - {id: hemtjanst, titel: Hemtjänsten, beskrivning: Öst, ansvarig: Enhetschef, del_av: vard}
roller:
  - {id: ombud, titel: Ombud, enheter: alla, omfattning: 50 %, antal: 2, från: 2021, till: 2022, vakant: ja}
parter:
  - {id: regionen, titel: Regionen, roll: deltar}
målgrupper:
  - {id: utrikesfodda, titel: Utrikesfödda, del_av: anhoriga, prioritet: nå fler, kontakt: mest}
bedömningar: [{datum: 2021-12, status: bedöms delvis uppfyllas, kommentar: Det går framåt., orsak: Pandemin,
  åtgärd: Fler träffar, nytt_datum: 2022-03, slutlig: nej, rapporterad: 2022-01-10}]
områden:
  - {id: stod, titel: Stöd, källa: Strategin, avgränsning: Barn, ansvarig: regionen, del_av: mal,
     bedömningar: [{datum: 2021-12, status: bedöms delvis uppfyllas, kommentar: Det går framåt., orsak: Pandemin,
     åtgärd: Fler träffar, nytt_datum: 2022-03, slutlig: nej, rapporterad: 2022-01-10}]}
delmål:
  - id: d1
    titel: Fler nås
    syfte: Tidigt stöd
    beskrivning: Affischer.
    tillagd: 2021-01-15
    påbörjas_senast: 2021-03
    senast: hösten 2021
    ansvarig: ombud
    enheter: hemtjanst
    målgrupper: utrikesfodda
    indikatorer: i1
    bidrar_till: stod
    fortsätter: d0
    läge: pågår
    underlag: Enkäten
    finansiering: statsbidrag
    aktiviteter:
      - titel: Träffar
        id: a1
        beskrivning: På biblioteket.
        status: genomförd
        påbörjas_senast: 2021-02
        senast: löpande
        klar: 2021-09-01
        rapporterad: 2022-01-10
        ansvarig: ombud
        enheter: hemtjanst
        målgrupper: utrikesfodda
        noteringar: [{datum: 2021-04, text: Digitalt., rapporterad: 2022-01-10}]
        tillfällen:
          planerade: 4
          hållna:
            - {datum: 2021-05, antal: 2, deltagare: 9, ungefär: ja, organisationer: Kyrkan, notering: Ute,
               rapporterad: 2022-01-10}
    bedömningar:
      - datum: 2021-09-20
        status: bedöms delvis uppfyllas
        kommentar: Det går framåt.
        orsak: Pandemin
        åtgärd: Fler träffar
        nytt_datum: 2022-03
        rapporterad: 2021-10-01
    revideringar:
      - {fält: senast, från: våren 2021, till: hösten 2021, beslutad: 2021-05-04, rapporterad: 2022-01-10,
         beslut: b1, skäl: Pandemin}
indikatorer:
  - id: i1
    titel: Andel nådda
    beskrivning: Av dem som känner till stödet.
    måttenhet: procent
    riktning: öka
    utgångsvärde: {värde: 40, datum: 2020, källa: Enkäten, notering: Osäkert}
    målvärde: {minst: 50, förändring: -5 %, senast: 2021-11-30, enhet: hemtjanst, målgrupp: utrikesfodda}
    oförändrat_inom: 2
    bidrar_till: stod
    mätintervall: tertial
    källa: Enkäten
    ansvarig: ombud
    målgrupper: utrikesfodda
    enheter: hemtjanst
    personer: nej
    täljare: Nådda
    nämnare: Tillfrågade
    kolada: U21401
    följer: lansplan/stod
    mätningar:
      - datum: 2021-06
        värde: 45
        täljare: 45
        nämnare: 100
        kvinnor: {värde: 50, täljare: 30, nämnare: 60}
        män: {värde: 37.5, täljare: 15, nämnare: 40}
        enhet: hemtjanst
        målgrupp: utrikesfodda
        enkät: e1
        källa: Enkäten
        notering: Sommar
        ungefär: ja
        metodbyte: ja
        rapporterad: 2021-07-01
        saknas: Semester
        jämförelse: Riket
enkäter:
  - id: e1
    titel: Anhörigenkäten
    beskrivning: Post.
    metod: enkät
    period: 2021
    population: Alla anhöriga
    utskickade: 100
    besvarade: 60
    rapporterad: 2022-01-10
    förbehåll: Litet underlag
årshjul:
  - titel: Uppföljning
    id: uppfoljning
    beskrivning: Alla enheter.
    när: [mars, v40]
    hur_ofta: vartannat år
    tid: 13.00–15.00
    enheter: alla
    ansvarig: ombud
    delmål: d1
    rapporteras_till: Nämnden
    från: 2021
    till: tills vidare
    utfört: [{tillfälle: 2021-03, datum: 2021-03-15, enheter: hemtjanst, notering: Klart, rapporterad: 2022-01-10}]
beslut:
  - id: b1
    titel: Planen antas
    datum: 2020-12-15
    organ: Socialnämnden
    paragraf: 123
    diarienummer: SN 2020/9
    text: Planen antas.
    gäller_från: 2021
    rapporterad: 2022-01-10
rapporter:
  - id: v2
    titel: Lägesrapport
    datum: 2021-09-20
    sammanträde: 2021-10-05
    nämnd: Socialnämnden
    diarienummer: SN 2021/5
    ärende: Uppföljning av planen
    förslag: [Godkänna, Överlämna]
    sammanfattning: Bra.
    väsentliga_händelser: En ny lag.
    förväntad_utveckling: Fler behöver stöd.
    förvaltningens_bedömning: Bra.
    ekonomi: Inga kostnader.
    barnperspektiv: Beaktat.
    beslutsunderlag: [{titel: Rapport, datum: 2021-09, diarienummer: SN 1}]
    skickas_till: Regionen
finansiering:
  - id: statsbidrag
    titel: Statsbidrag
    källa: Socialstyrelsen
    belopp: 250000
    utfall: 240000
    rapporterad: 2022-01-10
    period: 2021
    delar: [{enhet: hemtjanst, belopp: 100000, utfall: 90000, notering: Kort}, {part: regionen, belopp: 150000}]
    notering: Ett år
rekommendationer:
  - {id: r1, titel: Följ upp, från: Revisionen, till: regionen, datum: 2020, rapporterad: 2021-01,
     text: Följ upp varje år., senast: 2021-06, besvaras_av: d1, svar: Det görs., besvarad: 2021-05}
bilagor:
  - {titel: Bilaga 1, datum: 2021-09, rapporterad: 2022-01, diarienummer: SN 2, fil: bilaga.pdf, notering: Sidan 3}
"""

ENGLISH = """\
id: exempel
title: Plan för anhörigstöd
organisation: Exempelkommun
committee: [Socialnämnden, Äldrenämnden]
registry_number: SN 2021/123
language: sv
period: {from: 2021, to: until_further_notice}
goal: Anhöriga ska få stöd i tid.
background: Lagen ändrades 2009.
laws: 5 kap. 10 § socialtjänstlagen
replaces: plan-2017
caveat: Datum kan skjutas upp.
contact: {function: Anhörigstöd, email: anhorig@kommunen.example, phone: 0000-00 00 00}
responsible: Förvaltningschef
units:
  - {id: hemtjanst, title: Hemtjänsten, description: Öst, responsible: Enhetschef, part_of: vard}
roles:
  - {id: ombud, title: Ombud, units: alla, extent: 50 %, count: 2, from: 2021, to: 2022, vacant: yes}
parties:
  - {id: regionen, title: Regionen, role: participates}
target_groups:
  - {id: utrikesfodda, title: Utrikesfödda, part_of: anhoriga, priority: reach_more, contact: most}
assessments: [{date: 2021-12, status: partly_expected, comment: Det går framåt., cause: Pandemin,
  action: Fler träffar, new_date: 2022-03, final: no, reported: 2022-01-10}]
areas:
  - {id: stod, title: Stöd, source: Strategin, excludes: Barn, responsible: regionen, part_of: mal,
     assessments: [{date: 2021-12, status: partly_expected, comment: Det går framåt., cause: Pandemin,
     action: Fler träffar, new_date: 2022-03, final: no, reported: 2022-01-10}]}
subgoals:
  - id: d1
    title: Fler nås
    purpose: Tidigt stöd
    description: Affischer.
    added: 2021-01-15
    start_by: 2021-03
    due: autumn 2021
    responsible: ombud
    units: hemtjanst
    target_groups: utrikesfodda
    indicators: i1
    contributes_to: stod
    continues: d0
    stage: in_progress
    evidence: Enkäten
    funding: statsbidrag
    activities:
      - title: Träffar
        id: a1
        description: På biblioteket.
        status: done
        start_by: 2021-02
        due: ongoing
        done_on: 2021-09-01
        reported: 2022-01-10
        responsible: ombud
        units: hemtjanst
        target_groups: utrikesfodda
        notes: [{date: 2021-04, text: Digitalt., reported: 2022-01-10}]
        occasions:
          planned: 4
          held:
            - {date: 2021-05, count: 2, participants: 9, approximate: true, organisations: Kyrkan, note: Ute,
               reported: 2022-01-10}
    assessments:
      - date: 2021-09-20
        status: partly_expected
        comment: Det går framåt.
        cause: Pandemin
        action: Fler träffar
        new_date: 2022-03
        reported: 2021-10-01
    revisions:
      - {field: due, from: spring 2021, to: autumn 2021, decided: 2021-05-04, reported: 2022-01-10,
         decision: b1, reason: Pandemin}
indicators:
  - id: i1
    title: Andel nådda
    description: Av dem som känner till stödet.
    unit_of_measure: procent
    direction: increase
    baseline: {value: 40, date: 2020, source: Enkäten, note: Osäkert}
    target: {at_least: 50, change: -5 %, by: 2021-11-30, unit: hemtjanst, target_group: utrikesfodda}
    tolerance: 2
    contributes_to: stod
    frequency: tertial
    source: Enkäten
    responsible: ombud
    target_groups: utrikesfodda
    units: hemtjanst
    people: false
    numerator: Nådda
    denominator: Tillfrågade
    kolada: U21401
    follows: lansplan/stod
    measurements:
      - date: 2021-06
        value: 45
        numerator: 45
        denominator: 100
        women: {value: 50, numerator: 30, denominator: 60}
        men: {value: 37.5, numerator: 15, denominator: 40}
        unit: hemtjanst
        target_group: utrikesfodda
        survey: e1
        source: Enkäten
        note: Sommar
        approximate: true
        method_changed: true
        reported: 2021-07-01
        missing: Semester
        comparison: Riket
surveys:
  - id: e1
    title: Anhörigenkäten
    description: Post.
    method: enkät
    period: 2021
    population: Alla anhöriga
    sent: 100
    answered: 60
    reported: 2022-01-10
    caveat: Litet underlag
annual_cycle:
  - title: Uppföljning
    id: uppfoljning
    description: Alla enheter.
    when: [march, v40]
    every: 2 years
    time: 13.00–15.00
    units: alla
    responsible: ombud
    subgoals: d1
    report_to: Nämnden
    from: 2021
    to: until_further_notice
    done: [{occurrence: 2021-03, date: 2021-03-15, units: hemtjanst, note: Klart, reported: 2022-01-10}]
decisions:
  - id: b1
    title: Planen antas
    date: 2020-12-15
    body: Socialnämnden
    paragraph: 123
    registry_number: SN 2020/9
    text: Planen antas.
    effective: 2021
    reported: 2022-01-10
reports:
  - id: v2
    title: Lägesrapport
    date: 2021-09-20
    meeting: 2021-10-05
    committee: Socialnämnden
    registry_number: SN 2021/5
    matter: Uppföljning av planen
    proposal: [Godkänna, Överlämna]
    summary: Bra.
    events: En ny lag.
    outlook: Fler behöver stöd.
    administration_view: Bra.
    economy: Inga kostnader.
    children: Beaktat.
    basis: [{title: Rapport, date: 2021-09, registry_number: SN 1}]
    sent_to: Regionen
funding:
  - id: statsbidrag
    title: Statsbidrag
    source: Socialstyrelsen
    amount: 250000
    outcome: 240000
    reported: 2022-01-10
    period: 2021
    parts: [{unit: hemtjanst, amount: 100000, outcome: 90000, note: Kort}, {party: regionen, amount: 150000}]
    note: Ett år
recommendations:
  - {id: r1, title: Följ upp, from: Revisionen, to: regionen, date: 2020, reported: 2021-01,
     text: Följ upp varje år., due: 2021-06, answered_by: d1, answer: Det görs., answered: 2021-05}
attachments:
  - {title: Bilaga 1, date: 2021-09, reported: 2022-01, registry_number: SN 2, file: bilaga.pdf, note: Sidan 3}
"""


def test_the_two_languages_give_the_same_plan() -> None:
    assert whole(loaded(SWEDISH)) == whole(loaded(ENGLISH))


@pytest.mark.parametrize("text", [SWEDISH, ENGLISH])
def test_they_do_in_markdown_too(text: str) -> None:
    assert whole(loaded(f"---\n{text}---\n", "plan.md")) == whole(loaded(text))


def empty_fields(part: Part, route: str = "") -> list[str]:
    """Return the fields of a part, and of those below it, that hold nothing."""
    empty: list[str] = []
    for name in type(part).model_fields:
        value = getattr(part, name)
        parts = value if isinstance(value, tuple) else (value,)
        if value in (None, ()):
            empty.append(f"{route}{name}")
        for below in parts:
            if isinstance(below, Part):
                empty += empty_fields(below, f"{route}{name}.")
    return empty


def test_those_texts_leave_out_only_what_cannot_stand_beside_the_rest() -> None:
    """A new field of the format belongs in both of them."""
    assert set(empty_fields(whole(loaded(SWEDISH)))) == {
        "subgoals.activities.occasions.planned.date",
        "subgoals.activities.occasions.planned.participants",
        "subgoals.activities.occasions.planned.organisations",
        "subgoals.activities.occasions.planned.note",
        "subgoals.activities.occasions.planned.reported",
        "roles.description",
        "parties.description",
        "target_groups.description",
        "areas.description",
        "indicators.targets.value",
        "indicators.targets.at_most",
        "indicators.targets.direction",
        "funding.parts.party",
        "funding.parts.unit",
        "funding.parts.note",
        "funding.parts.outcome",
    }


SCALES_IN_PLANS: list[tuple[str, str, Callable[[Any], str]]] = [
    ("assessment", "delmål: [{{id: d, titel: T, status: {}}}]", lambda plan: plan.subgoals[0].assessments[0].status),
    ("activity", "delmål: [{{id: d, titel: T, läge: {}}}]", lambda plan: plan.subgoals[0].stage),
    ("direction", "indikatorer: [{{id: i, titel: T, riktning: {}}}]", lambda plan: plan.indicators[0].direction),
    ("frequency", "indikatorer: [{{id: i, titel: T, mätintervall: {}}}]", lambda plan: plan.indicators[0].frequency),
    ("party_role", "parter: [{{id: p, titel: T, roll: {}}}]", lambda plan: plan.parties[0].role),
    ("priority", "målgrupper: [{{id: m, titel: T, prioritet: {}}}]", lambda plan: plan.target_groups[0].priority),
    ("contact", "målgrupper: [{{id: m, titel: T, kontakt: {}}}]", lambda plan: plan.target_groups[0].contact),
    (
        "revised_field",
        "delmål: [{{id: d, titel: T, revideringar: [{{fält: {}}}]}}]",
        lambda plan: plan.subgoals[0].revisions[0].field,
    ),
    ("flag", "roller: [{{id: r, titel: T, vakant: {}}}]", lambda plan: str(plan.roles[0].vacant).lower()),
    ("language", "språk: {}", lambda plan: plan.language.value),
    ("recurrence", "årshjul: [{{titel: T, när: {}}}]", lambda plan: str(plan.annual_cycle[0].when[0])),
    ("open_due", "delmål: [{{id: d, titel: T, senast: {}}}]", lambda plan: str(plan.subgoals[0].due)),
    ("open_end", "period: {{till: {}}}", lambda plan: str(plan.period.to)),
]


@pytest.mark.parametrize(
    ("template", "spelling", "name", "read"),
    [
        (template, spelling, word.name, read)
        for scale, template, read in SCALES_IN_PLANS
        for word in SCALES[scale].words
        for spelling in word.spellings
    ],
)
def test_every_word_of_a_scale_is_read_in_every_spelling(
    template: str, spelling: str, name: str, read: Callable[[Plan], str]
) -> None:
    for written in (spelling, spelling.replace(" ", "_"), spelling.replace("_", " "), spelling.upper()):
        assert read(whole(loaded(f"titel: Plan\n{template.format(written)}\n"))) == name


def test_every_part_with_a_short_form_has_one_here() -> None:
    """The parts that one scalar may stand for: each has an example above."""

    def below(model: type[Part]) -> set[type[Part]]:
        fields = shape_of(model).fields.values()
        return {model}.union(
            *(below(f.model) for f in fields if f.model and f.kind in {FieldKind.PART, FieldKind.PARTS})
        )

    short = {model.part for model in below(Plan) if model.short_for or "from_scalar" in vars(model)}
    assert short == {
        "activity",
        "baseline",
        "dated_note",
        "document",
        "done_occurrence",
        "figure_of_sex",
        "occasion",
        "period",
        "target",
    }


def test_the_smallest_plan_is_a_title() -> None:
    plan = whole(loaded("titel: Plan för anhörigstöd\n"))
    assert plan == Plan(id="plan", title="Plan för anhörigstöd")


def test_a_plan_without_anything_but_titles_loads_without_a_word() -> None:
    plan = whole(loaded("{titel: Plan, delmål: [{id: d, titel: T}], indikatorer: [{id: i, titel: T}]}"))
    assert plan.subgoals[0] == Subgoal(id="d", title="T")
    assert plan.indicators[0] == Indicator(id="i", title="T")


def test_a_plans_id_is_its_file_name_unless_it_says_otherwise() -> None:
    assert loaded("titel: Plan", "salem.yaml").id == "salem"
    result = loaded("{id: annan, titel: Plan}", "salem.yaml")
    assert result.id == "annan"
    assert result.plan is not None
    assert result.plan.id == "annan"


def test_a_blank_id_is_none() -> None:
    plan = whole(loaded("id:\ntitel: Plan\n", "salem.yaml"))
    assert plan.id == "salem"


@pytest.mark.parametrize("name", ["Plan 2026.yaml", "PLAN.md", "plan(1).yml"])
def test_a_file_name_that_is_no_id_becomes_one_with_a_warning(name: str) -> None:
    result = loaded("---\ntitel: Plan\n---\n" if name.endswith("md") else "titel: Plan\n", name)
    (flaw,) = result.diagnostics
    assert (flaw.rule.slug, flaw.severity) == ("name-not-slug", Severity.WARNING)
    assert (flaw.location.file, flaw.location.line, flaw.location.column) == (name, 1, 1)
    assert result.is_whole
    assert result.id in {"plan-2026", "plan", "plan-1"}


def test_an_id_in_the_file_takes_the_warning_away() -> None:
    assert loaded("{id: plan-2026, titel: Plan}", "Plan 2026.yaml").diagnostics == []


def test_a_folder_name_that_is_no_id_becomes_one_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "Vår Plan").mkdir()
    (tmp_path / "Vår Plan" / "plan.yaml").write_text("titel: Plan\n", encoding="utf-8")
    (found,) = find_plans(str(tmp_path))
    result = load(found)
    assert [(d.location.file, d.rule.slug) for d in result.diagnostics] == [(f"{tmp_path}/Vår Plan", "name-not-slug")]
    assert result.id == "vår-plan"


def test_a_plan_on_disk_is_the_plan_of_its_text(tmp_path: Path) -> None:
    (tmp_path / "exempel.yaml").write_text(SWEDISH, encoding="utf-8")
    (found,) = find_plans(str(tmp_path / "exempel.yaml"))
    result = load(found)
    assert result.name == str(tmp_path / "exempel.yaml")
    assert whole(result) == whole(loaded(SWEDISH, "exempel.yaml"))


def test_a_file_that_cannot_be_read_is_a_flaw_of_the_plan(tmp_path: Path) -> None:
    (tmp_path / "salem.yaml").write_text("titel: Plan\n", encoding="utf-8")
    (found,) = find_plans(str(tmp_path / "salem.yaml"))
    (tmp_path / "salem.yaml").unlink()
    result = load(found)
    assert [d.rule.slug for d in result.diagnostics] == ["unreadable-file"]
    assert (result.plan, result.is_whole, result.id) == (None, False, "salem")


def test_so_is_a_part_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "delmål").mkdir()
    (tmp_path / "plan.yaml").write_text("titel: Plan\n", encoding="utf-8")
    (tmp_path / "delmål" / "a.md").write_text("---\ntitel: A\n---\n", encoding="utf-8")
    (found,) = find_plans(str(tmp_path))
    (tmp_path / "delmål" / "a.md").unlink()
    result = load(found)
    assert [d.location.file for d in result.diagnostics] == [f"{tmp_path}/delmål/a.md"]
    assert result.plan is not None
    assert not result.is_whole


def test_a_warning_leaves_the_plan_whole_and_an_error_does_not() -> None:
    assert loaded("titel: Plan #1\n").is_whole
    assert not loaded("titel: Plan\nfel: x\n").is_whole


def test_damage_is_known_by_the_thing_it_is_in() -> None:
    result = loaded("""\
        titel: Plan
        delmål:
          - id: d1
            titel: A
            senast: i morgon
          - id: d2
            titel: B
        indikatorer: []
        """)
    assert result.is_damaged(Where(("subgoals", 0)))
    assert result.is_damaged(Where(("subgoals", 0, "responsible")))
    assert not result.is_damaged(Where(("subgoals", 1)))
    assert not result.is_damaged(Where(("indicators",)))
    assert result.is_damaged(Where(()))


def test_a_plan_without_flaws_is_damaged_nowhere() -> None:
    result = loaded("titel: Plan")
    assert not result.is_damaged(Where(()))


def test_damage_in_a_part_is_known_by_the_part() -> None:
    result = folder(
        {
            "plan.yaml": "titel: Plan\n",
            "subgoals/a.md": "---\ntitel: A\n---\n",
            "subgoals/b.md": "---\ntitel: B\nanvarig: x\n---\n",
        }
    )
    assert not result.is_damaged(Where(("subgoals", 0)))
    assert result.is_damaged(Where(("subgoals", 1)))


def test_damage_in_a_folder_plan_is_damage_of_the_plan() -> None:
    result = folder({"plan.yaml": "titel: Plan\nfel: x\n"})
    assert result.is_damaged(Where(()))


def test_a_personal_number_is_an_error_but_its_text_is_in_the_plan() -> None:
    read = loaded("titel: P\nbakgrund: 19121212-1212\n")
    assert not read.is_whole
    assert not read.lacks_something
    assert loaded("titel: P\nslut: aldrig\n").lacks_something
