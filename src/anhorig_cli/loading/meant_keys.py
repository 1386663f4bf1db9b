"""Keys that people write of a part which has none of that name, and what they mean by them."""

from anhorig_cli.source import Message, message

_UNIT_OF_MEASURE = message("did you mean 'måttenhet' (unit_of_measure)? 'enhet' (unit) is a part of the organisation")
_INDICATOR = message(
    "what is to be reached in numbers is the 'målvärde' (target) of an indicator, which the subgoal "
    "names under 'indikatorer' (indicators)"
)
_ACTIVITIES = message("write activities on the subgoal that they are for, under 'aktiviteter' (activities)")
_MEASUREMENTS = message("write measurements on the indicator that they belong to, under 'mätningar' (measurements)")
_MISPLACED: tuple[tuple[str, tuple[str, ...], Message], ...] = (
    ("indicator", ("enhet", "unit"), _UNIT_OF_MEASURE),
    ("subgoal", ("mål", "målvärde", "goal", "target"), _INDICATOR),
    ("plan", ("aktiviteter", "åtgärder", "insatser", "activities", "measures"), _ACTIVITIES),
    ("plan", ("mätningar", "mätvärden", "measurements"), _MEASUREMENTS),
)
_NAMES = ("namn", "rubrik", "benämning", "name", "heading")
_REGISTRY_NUMBER = ("dnr", "ärendenummer", "diarienr")
_ENDS = ("slut", "klart_senast", "tidsram", "end", "deadline")
WORDS_FOR: dict[str, dict[str, tuple[str, ...]]] = {
    "plan": {
        "title": _NAMES,
        "organisation": ("kommun", "huvudman", "municipality"),
        "registry_number": _REGISTRY_NUMBER,
        "goal": ("målsättning", "syfte", "vision", "aim", "purpose"),
        "laws": ("lagstöd", "lag", "lagar", "law"),
        "period": ("giltig", "gäller", "giltighetstid", "valid"),
        "indicators": ("mått", "mätetal"),
        "parties": ("intressenter", "samverkan", "aktörer", "stakeholders"),
        "funding": ("ekonomi", "budget", "economy"),
        "attachments": ("handlingar", "dokument", "documents"),
        "reports": ("uppföljningar", "uppföljning", "follow_ups"),
    },
    "subgoal": {
        "title": _NAMES,
        "due": _ENDS,
        "activities": ("insatser", "insats", "measures"),
        "indicators": ("mått", "mätetal"),
        "assessments": ("uppföljning", "uppföljningar"),
    },
    "activity": {
        "title": _NAMES,
        "due": _ENDS,
        "done_on": ("genomförd", "utförd", "färdig", "gjord", "finished"),
        "occasions": ("deltagare", "antal_deltagare", "participants"),
    },
    "indicator": {
        "title": _NAMES,
        "target": ("mål", "måltal", "målnivå", "goal"),
        "baseline": ("utgångsläge", "basvärde"),
        "frequency": ("frekvens", "mätfrekvens", "mäts"),
    },
    "measurement": {"value": ("utfall", "resultat", "antal", "andel", "tal", "result", "number")},
    "target": {
        "value": ("mål", "måltal", "goal"),
        "at_least": ("lägst", "minimum", "min"),
        "at_most": ("max", "maximum"),
        "by": ("år", "till", "datum", "year"),
    },
    "cycle_item": {
        "title": _NAMES,
        "when": ("månad", "tidpunkt", "period", "datum", "tid_på_året", "frekvens", "month", "date"),
    },
    "assessment": {
        "comment": ("motivering", "analys", "bedömning", "grund"),
    },
    "decision": {"title": _NAMES, "body": ("nämnd", "instans", "beslutsinstans"), "registry_number": _REGISTRY_NUMBER},
    "report": {
        "title": _NAMES,
        "matter": ("ärendemening",),
        "basis": ("underlag", "bilagor"),
        "sent_to": ("mottagare", "expedieras"),
        "meeting": ("möte",),
        "registry_number": _REGISTRY_NUMBER,
    },
    "funding": {"title": _NAMES, "amount": ("summa", "kostnad", "anslag", "budget", "sum", "cost")},
    "recommendation": {
        "from": ("avsändare",),
        "to": ("mottagare",),
        "answered": ("svarsdatum",),
        "text": ("rekommendation", "recommendation"),
    },
    "attachment": {"title": _NAMES, "registry_number": _REGISTRY_NUMBER},
    **{one: {"title": _NAMES} for one in ("unit", "role", "party", "target_group", "area", "survey")},
}
"""By the part: its keys, and what people may write in the place of each."""


def misplaced_key(part: str, word: str) -> Message | None:
    """Return what is said of a key that belongs elsewhere; None of any other."""
    return next((sentence for own, words, sentence in _MISPLACED if own == part and word in words), None)


def key_meant(part: str, word: str) -> str | None:
    """Return the name of the key of a part that a word means; None where nobody knows what it means."""
    return next((name for name, words in WORDS_FOR.get(part, {}).items() if word in words), None)
