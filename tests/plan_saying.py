"""A plan that says something in every field that holds text."""

import json
from collections.abc import Callable

_ESCAPED = {ord(c): f"\\u{ord(c):04x}" for c in "\x7f\x85\u2028\u2029\ufeff\ufffe\uffff"}


def quoted(text: str) -> str:
    """Return a text as YAML reads it, whatever characters it has."""
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPED)


def plan_saying(next_text: Callable[[], str], next_narrative: Callable[[], str] | None = None) -> str:
    """Return a plan whose texts are asked for one by one: plain ones, and those that are Markdown."""

    def t() -> str:
        return quoted(next_text())

    def m() -> str:
        return quoted((next_narrative or next_text)())

    return f"""\
titel: {t()}
organisation: {t()}
nämnd: [{t()}, {t()}]
diarienummer: [{t()}]
period: {{från: 2024, till: 2027}}
mål: {m()}
bakgrund: {m()}
förbehåll: {m()}
lagrum: [{t()}, {t()}]
ersätter: [{t()}]
ansvarig: [r, {t()}]
kontakt: {{funktion: {t()}, e-post: {t()}, telefon: {t()}}}
enheter: [{{id: e, titel: {t()}, beskrivning: {m()}, ansvarig: [r, {t()}], del_av: {t()}}}]
roller: [{{id: r, titel: {t()}, beskrivning: {m()}, enheter: [e, {t()}], omfattning: {t()}}}]
parter: [{{id: p, titel: {t()}, beskrivning: {m()}}}]
målgrupper: [{{id: g, titel: {t()}, beskrivning: {m()}, del_av: {t()}}}]
delmål:
  - id: d
    titel: {t()}
    syfte: {m()}
    beskrivning: {m()}
    ansvarig: [r, {t()}]
    enheter: [e, {t()}]
    underlag: [b, {t()}]
    indikatorer: [i, {t()}]
    målgrupper: [g, {t()}]
    bidrar_till: [o, {t()}]
    fortsätter: [gammalt, {t()}]
    finansiering: [f, {t()}]
    tillagd: bs
    påbörjas_senast: 2026-01
    senast: 2026-06
    revideringar: [{{från: 2026-03, till: 2026-06, beslutad: 2026-02, beslut: {t()}, skäl: {t()}}}]
    aktiviteter:
      - id: a
        titel: {t()}
        beskrivning: {m()}
        ansvarig: [{t()}]
        målgrupper: [{t()}]
        enheter: [{t()}]
        senast: 2026-01
        klar: 2026-02
        status: klar
        noteringar: [{t()}, {{datum: 2026-01, text: {t()}}}]
        tillfällen:
          planerade: [{{datum: 2026-09, notering: {t()}}}]
          hållna: [{{datum: 2026-01, deltagare: 9, organisationer: [{t()}], notering: {t()}}}]
    bedömningar:
      - {{datum: 2026-01, status: ej uppfyllt, kommentar: {m()}, orsak: {t()}, åtgärd: {t()}, nytt_datum: 2026-09}}
      - {{datum: 2026-02, status: ej uppfyllt, kommentar: {m()}, orsak: {t()}, åtgärd: {t()}}}
  - id: gammalt
    titel: {t()}
    beskrivning: {m()}
    senast: 2025-12
    bedömningar: [{{datum: 2025-12, status: ej uppfyllt, kommentar: {m()}}}]
indikatorer:
  - id: i
    titel: {t()}
    beskrivning: {m()}
    måttenhet: {t()}
    källa: {t()}
    ansvarig: [{t()}]
    målgrupper: [{t()}]
    enheter: [e, {t()}]
    täljare: {t()}
    nämnare: {t()}
    bidrar_till: [o, {t()}]
    kolada: N1234
    följer: {t()}
    utgångsvärde: {{värde: 1, datum: 2025, källa: {t()}, notering: {t()}}}
    målvärde:
      - {{minst: 100, senast: 2027}}
      - {{minst: 90, senast: 2027, enhet: {t()}, målgrupp: {t()}}}
    mätningar:
      - {{datum: 2026-03, värde: 20, källa: {t()}, notering: {t()}, enkät: {t()}}}
      - {{datum: 2026-05, värde: 30, enhet: {t()}, målgrupp: {t()}, notering: {t()}}}
      - {{datum: 2026-06, värde: 40, enkät: k}}
      - {{datum: 2026-06, värde: 50, jämförelse: {t()}, notering: {t()}}}
      - {{datum: 2026-04, saknas: {t()}}}
enkäter:
  - {{id: k, titel: {t()}, beskrivning: {m()}, förbehåll: {t()}, metod: {t()}, population: {t()}, utskickade: 90}}
årshjul:
  - id: h
    titel: {t()}
    beskrivning: {t()}
    när: mars
    enheter: [e, {t()}]
    ansvarig: [r, {t()}]
    delmål: [{t()}]
    rapporteras_till: {t()}
    utfört: [{{datum: 2026-03, enheter: [e], notering: {t()}}}]
  - {{titel: {t()}, beskrivning: {t()}, enheter: [e], ansvarig: [{t()}]}}
  - {{titel: {t()}, beskrivning: {t()}, när: maj, från: 2020, enheter: alla}}
beslut:
  - id: bs
    titel: {t()}
    datum: 2026-02
    organ: {t()}
    paragraf: {t()}
    diarienummer: {t()}
    text: {t()}
    gäller_från: 2026-03
bedömningar: [{{datum: 2026-02, status: ej uppfyllt, kommentar: {m()}, orsak: {t()}, åtgärd: {t()}}}]
områden:
  - {{id: o, titel: {t()}, beskrivning: {t()}, källa: {t()}, avgränsning: [{t()}], ansvarig: {t()}, del_av: {t()},
     bedömningar: [{{datum: 2026-02, status: ej uppfyllt, kommentar: {m()}, orsak: {t()}, åtgärd: {t()}}}]}}
finansiering:
  - id: f
    titel: {t()}
    källa: {t()}
    belopp: 1000
    notering: {m()}
    delar: [{{enhet: {t()}, belopp: 500, notering: {t()}}}, {{part: {t()}, belopp: 500, notering: {t()}}}]
rekommendationer:
  - {{id: rk, titel: {t()}, från: {t()}, till: [{t()}], text: {m()}, datum: 2025, besvaras_av: [d, {t()}], svar: {m()}}}
rapporter:
  - id: v1
    titel: {t()}
    datum: 2026-08-15
    sammanträde: {t()}
    nämnd: {t()}
    diarienummer: {t()}
    förslag: [{t()}, {t()}]
    ärende: {t()}
    sammanfattning: {m()}
    händelser: {m()}
    framåtblick: {m()}
    förvaltningens_bedömning: {m()}
    ekonomi: {m()}
    barnperspektiv: {m()}
    beslutsunderlag: [{{titel: {t()}, datum: 2026, diarienummer: {t()}}}]
    skickas_till: [{t()}]
bilagor: [{{titel: {t()}, datum: 2026, diarienummer: {t()}, fil: {t()}, notering: {t()}}}]
"""
