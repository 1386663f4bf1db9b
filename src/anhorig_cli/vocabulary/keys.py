"""The keys of each part of a plan."""

from anhorig_cli.vocabulary.part import Part
from anhorig_cli.vocabulary.spelling import Term

_ID = Term("id", "id")
_TITLE = Term("title", "titel")
_DESCRIPTION = Term("description", "beskrivning")
_DATE = Term("date", "datum")
_COMMENT = Term("comment", "kommentar")
_SOURCE = Term("source", "källa")
_NOTE = Term("note", "notering")
_PERIOD = Term("period", "period")
_REPORTED = Term("reported", "rapporterad")
_TEXT = Term("text", "text")
_STATUS = Term("status", "status", label_sv="Läge", label_en="Status")
_RESPONSIBLE = Term("responsible", "ansvarig", label_sv="Ansvarig", label_en="Responsible")
_UNITS = Term("units", "enheter")
_UNIT = Term("unit", "enhet")
_TARGET_GROUPS = Term("target_groups", "målgrupper")
_INDICATORS = Term("indicators", "indikatorer", ("nyckeltal",))
_SUBGOALS = Term("subgoals", "delmål")
_DECISIONS = Term("decisions", "beslut")
_FUNDING = Term("funding", "finansiering")
_FROM = Term("from", "från")
_TO = Term("to", "till")
_START_BY = Term("start_by", "påbörjas_senast", label_sv="Påbörjas senast", label_en="Start by")
_DUE = Term("due", "senast", label_sv="Senast", label_en="Due")
_COMMITTEE = Term("committee", "nämnd")
_REGISTRY_NUMBER = Term("registry_number", "diarienummer")
_CAVEAT = Term("caveat", "förbehåll", label_en="Reservation")
_PART_OF = Term("part_of", "del_av")
_METHOD = Term("method", "metod")
_AMOUNT = Term("amount", "belopp")
_COUNT = Term("count", "antal")
_ROLE = Term("role", "roll")
_NUMERATOR = Term("numerator", "täljare")
_DENOMINATOR = Term("denominator", "nämnare")
_VALUE = Term("value", "värde")
_APPROXIMATE = Term("approximate", "ungefär")
_DIRECTION = Term("direction", "riktning")
_CONTACT = Term("contact", "kontakt")
_SUMMARY = Term("summary", "sammanfattning")
_LANGUAGE = Term("language", "språk")
_ASSESSED = (
    _STATUS,
    _COMMENT,
    Term("cause", "orsak"),
    Term("action", "åtgärd"),
    Term("new_date", "nytt_datum"),
)

PLAN_PARTS: tuple[Part, ...] = (
    Part(
        "plan",
        (
            _ID,
            Term("document_type", "dokumenttyp"),
            _TITLE,
            Term("organisation", "organisation"),
            _COMMITTEE,
            _REGISTRY_NUMBER,
            _LANGUAGE,
            _PERIOD,
            Term("goal", "mål"),
            Term("background", "bakgrund"),
            Term("laws", "lagrum", label_sv="Lagrum", label_en="Legal basis"),
            Term("replaces", "ersätter"),
            _CAVEAT,
            _CONTACT,
            _RESPONSIBLE,
            _UNITS,
            Term("roles", "roller"),
            Term("parties", "parter", label_sv="Parter", label_en="Parties"),
            _TARGET_GROUPS,
            Term("areas", "områden"),
            _SUBGOALS,
            _INDICATORS,
            Term("surveys", "enkäter", label_sv="Enkäter och intervjuer", label_en="Surveys"),
            Term("annual_cycle", "årshjul"),
            _DECISIONS,
            Term("reports", "rapporter", label_sv="Rapporttillfällen", label_en="Report occasions"),
            _FUNDING,
            Term("recommendations", "rekommendationer"),
            Term("attachments", "bilagor"),
        ),
    ),
    Part("period", (_FROM, _TO)),
    Part("contact", (Term("function", "funktion"), Term("email", "e-post", ("epost",)), Term("phone", "telefon"))),
    Part("unit", (_ID, _TITLE, _DESCRIPTION, _RESPONSIBLE, _PART_OF)),
    Part(
        "role",
        (
            _ID,
            _TITLE,
            _DESCRIPTION,
            _UNITS,
            Term("extent", "omfattning"),
            _COUNT,
            _FROM,
            _TO,
            Term("vacant", "vakant"),
        ),
    ),
    Part("party", (_ID, _TITLE, _DESCRIPTION, _ROLE)),
    Part("target_group", (_ID, _TITLE, _DESCRIPTION, _PART_OF, Term("priority", "prioritet"), _CONTACT)),
    Part("area", (_ID, _TITLE, _DESCRIPTION, _SOURCE, Term("excludes", "avgränsning"), _RESPONSIBLE, _PART_OF)),
    Part(
        "subgoal",
        (
            _ID,
            _TITLE,
            Term("purpose", "syfte"),
            _DESCRIPTION,
            Term("added", "tillagd"),
            _START_BY,
            _DUE,
            _RESPONSIBLE,
            _UNITS,
            _TARGET_GROUPS,
            _INDICATORS,
            Term("contributes_to", "bidrar_till"),
            Term("continues", "fortsätter", label_sv="Fortsättning på", label_en="Carries on"),
            Term("activities", "aktiviteter"),
            Term("stage", "läge", label_sv="Arbetets läge", label_en="Stage"),
            Term("assessments", "bedömningar"),
            Term("revisions", "revideringar"),
            Term("evidence", "underlag"),
            _FUNDING,
            # An undated assessment written directly on the subgoal:
            *_ASSESSED,
        ),
    ),
    Part(
        "activity",
        (
            _ID,
            _TITLE,
            _DESCRIPTION,
            _STATUS,
            _START_BY,
            _DUE,
            Term("done_on", "klar"),
            _REPORTED,
            _RESPONSIBLE,
            _UNITS,
            _TARGET_GROUPS,
            Term("notes", "noteringar"),
            Term("occasions", "tillfällen"),
        ),
    ),
    Part("dated_note", (_DATE, _REPORTED, _TEXT)),
    Part("occasions", (Term("planned", "planerade"), Term("held", "hållna"))),
    Part(
        "occasion",
        (
            _DATE,
            _COUNT,
            Term("participants", "deltagare"),
            _APPROXIMATE,
            Term("organisations", "organisationer"),
            _NOTE,
            _REPORTED,
        ),
    ),
    Part("assessment", (_DATE, *_ASSESSED, Term("final", "slutlig"), _REPORTED)),
    Part(
        "revision",
        (
            Term("field", "fält"),
            _FROM,
            _TO,
            Term("decided", "beslutad"),
            _REPORTED,
            Term("decision", "beslut"),
            Term("reason", "skäl"),
        ),
    ),
    Part(
        "indicator",
        (
            _ID,
            _TITLE,
            _DESCRIPTION,
            Term("unit_of_measure", "måttenhet"),
            _DIRECTION,
            Term("baseline", "utgångsvärde"),
            Term("target", "målvärde"),
            Term("frequency", "mätintervall"),
            _SOURCE,
            _RESPONSIBLE,
            _TARGET_GROUPS,
            _UNITS,
            Term("people", "personer"),
            _NUMERATOR,
            _DENOMINATOR,
            Term("kolada", "kolada"),
            Term("measurements", "mätningar"),
        ),
    ),
    Part("baseline", (_VALUE, _DATE, _SOURCE, _NOTE)),
    Part(
        "target",
        (_VALUE, Term("at_least", "minst"), Term("at_most", "högst"), _DIRECTION, Term("by", "senast")),
    ),
    Part(
        "measurement",
        (
            _DATE,
            _VALUE,
            _NUMERATOR,
            _DENOMINATOR,
            Term("women", "kvinnor"),
            Term("men", "män"),
            _UNIT,
            Term("target_group", "målgrupp"),
            Term("survey", "enkät"),
            _SOURCE,
            _NOTE,
            _APPROXIMATE,
            Term("method_changed", "metodbyte"),
            _REPORTED,
        ),
    ),
    Part(
        "survey",
        (
            _ID,
            _TITLE,
            _DESCRIPTION,
            _METHOD,
            _PERIOD,
            Term("population", "population", label_sv="Tillfrågade", label_en="Population"),
            Term("sent", "utskickade"),
            Term("answered", "besvarade"),
            _REPORTED,
            _CAVEAT,
        ),
    ),
    Part(
        "cycle_item",
        (
            _ID,
            _TITLE,
            _DESCRIPTION,
            Term("when", "när"),
            _UNITS,
            _RESPONSIBLE,
            _SUBGOALS,
            Term("report_to", "rapporteras_till"),
            _FROM,
            _TO,
            Term("done", "utfört"),
        ),
    ),
    Part(
        "done_occurrence",
        (
            Term("occurrence", "tillfälle"),
            _DATE,
            _UNITS,
            Term("cancelled", "inställt", ("inställd",)),
            _NOTE,
            _REPORTED,
        ),
    ),
    Part(
        "decision",
        (
            _ID,
            _TITLE,
            _DATE,
            Term("body", "organ"),
            Term("paragraph", "paragraf"),
            _REGISTRY_NUMBER,
            _TEXT,
            Term("effective", "gäller_från"),
            _REPORTED,
        ),
    ),
    Part(
        "report",
        (
            _ID,
            _TITLE,
            _DATE,
            Term("meeting", "sammanträde"),
            _COMMITTEE,
            _REGISTRY_NUMBER,
            Term("proposal", "förslag"),
            _SUMMARY,
            Term("administration_view", "förvaltningens_bedömning"),
            Term("economy", "ekonomi"),
            Term("children", "barnperspektiv"),
            Term("basis", "beslutsunderlag"),
            Term("sent_to", "skickas_till"),
        ),
    ),
    Part("document", (_TITLE, _DATE, _REGISTRY_NUMBER)),
    Part("funding", (_ID, _TITLE, _SOURCE, _AMOUNT, _PERIOD, Term("parts", "delar"), _NOTE)),
    Part("funding_part", (_UNIT, Term("party", "part"), _AMOUNT, _NOTE)),
    Part(
        "recommendation",
        (_ID, _TITLE, _FROM, _DATE, _REPORTED, _TEXT, Term("answered_by", "besvaras_av")),
    ),
    Part("attachment", (_TITLE, _DATE, _REPORTED, _REGISTRY_NUMBER, Term("file", "fil"), _NOTE)),
)
"""Every part of a plan; a model says which one it is with its `part` class variable."""
