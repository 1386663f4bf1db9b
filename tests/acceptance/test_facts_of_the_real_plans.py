"""What the sources of the six plans say stands in their reports, in every format: figures, days and doings."""

import re
from html import unescape
from pathlib import Path

import pytest

import pdf_file
import word_file
from command_line import Anhorig
from conftest import PLANS

FACTS = {
    "trelleborg": (
        "Trelleborgs kommun", "Socialnämnden", "20 september 2021", "År 2023",
        "71 användare", "108 användare", "juni 2021", "minst 10 %", "senast 30 november 2021",
        "Digital plattform med forskning, fakta och information", "30 november 2020",
        "Enkät om vad anhöriga behöver och önskar", "31 december 2020", "version 3, som kommer i november",
        "Information om anhörigstödet till utrikesfödda", "Migrationsskolan",
        "Anhörigombud i alla verksamheter", "31 januari 2021", "4 genomförda träffar",
        "Utvecklad anhörigutbildning", "den 9 september", "5 planerade träffar",
        "Startdatum", "28 februari 2021", "30 september 2021", "16 planerade träffar", "cirka 600 deltagare",
        "färre än 5 deltagare", "maj–juni 2021", "Hemvårdens områden är genomgångna",
        "30 juni 2021", "från 10 till 20 timmar i månaden", "31 mars 2021", "Referensgruppen har fått nya medlemmar",
        "extra befattning är tillsatt från oktober", "Uppfyllt", "till följd av pandemin", "Fokusgrupp",
        "Ingen nationell undersökning mäter anhörigstöd",
    ),
    "salem": (
        "Salems kommun", "13 enheter", "kvalitetsledningssystemet", "alla verksamheters årshjul",
        "Anhörigkonsulent och äldrelots", "enskilda samtal och anhöriggrupper", "Utredare och nämndsekreterare",
        "vad som ska göras, när och av vem", "personal slutar", "ungefär ett halvår", "Regelbundna avstämningar",
        "mest kontakt med", "mer arbete för att nå", "platshållare: exempel, inte fakta",
    ),
    "nestor": (
        "vintern 2021/2022", "januari 2022", "hösten 2022", "cirka 20 deltagare", "2018", "FoU Södertörn",
        "Föreläsningar, samtal, grupparbeten och hemuppgifter", "Uppföljande träff", "Deltagarna bad om",
        "underlag från 2021", "2 tjänster", "Botkyrka", "Haninge", "Huddinge", "Nacka", "Nykvarn", "Nynäshamn",
        "Salem", "Södertälje", "Tyresö", "Värmdö", "Ägarkommun",
    ),
    "fou-nu": (
        "Anhörigstöd i framkant", "2021–2023", "Inledande större seminarium", "4 genomförda träffar",
        "Avslutande större seminarium", "Hälsohögskolan", "Jönköpings län", "Marie Cederschiöld",
        "5 planerade träffar", "oktober 2024", "halvdag", "två till tre år", "Ersta", "Bräcke", "nordvästkommuner",
        "FoU-kaféer", "intervju", "Korta digitala seminarier för chefer", "grund för en lokal anhörigstrategi",
        "strategiskt ansvariga", "bistånd och särskilt boende",
    ),
    "sormland": (
        "8 september 2017", "Nämnden för samverkan kring socialtjänst och vård", "länsstyrgruppen", "hösten 2016",
        "Nka", "var femte", "Samarbetet mellan huvudmännen", "begrepp och en värdegrund", "barn och unga",
        "Varje kommun ansvarar för sitt eget anhörigstöd", "FoU-podden", "Länsgemensam strategi (PDF)",
    ),
    "tibro": (
        "Tibro kommun", "24 februari 2020", "Socialnämnden", "1 december 2020", "heltid", "1 tjänst", "deltid",
        "2 tjänster", "Anhörigstödjare", "anhörigsamordnare", "uppsökande verksamhet", "neutral part",
        "Lyssna på anhöriga", "stödgrupper", "grupper för anhöriga", "demenssamordnaren", "tyngst inom vård och omsorg",
    ),
}  # fmt: skip
DAYS = {"trelleborg": "2021-09-20"}


def plan_file(name: str) -> Path:
    return next(path for path in (PLANS / name, PLANS / f"{name}.yaml", PLANS / f"{name}.md") if path.exists())


def plainly(text: str) -> str:
    """Return a text on one line, in small letters and without hyphens, which PDF sets where lines end, too."""
    return " ".join(text.split()).lower().replace("-", "").replace("\u00ad", "")


def words_of(kind: str, data: bytes) -> str:
    """Return the words of a report, as `plainly` tells them."""
    if kind == "pdf":
        text = pdf_file.text(data)
    elif kind == "docx":
        text = word_file.text(data)
    else:
        text = re.sub(r"<[^>]*>", " ", unescape(data.decode())) if kind == "html" else data.decode().replace("\\", "")
    return plainly(text)


@pytest.mark.parametrize("kind", ["md", "html", "pdf", "docx"])
@pytest.mark.parametrize("name", FACTS)
def test_the_facts_of_the_source_stand_in_the_report(name: str, kind: str, anhorig: Anhorig, tmp_path: Path) -> None:
    report = tmp_path / f"r.{kind}"
    asked = ("report", plan_file(name), "--as-of", DAYS.get(name, "2024-06-01"), "--full", "-o", report)
    assert anhorig(*asked).code == 0
    told = words_of(kind, report.read_bytes())
    assert [fact for fact in FACTS[name] if plainly(fact) not in told] == []
