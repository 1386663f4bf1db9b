"""A large plan: 25 subgoals in every state, 20 indicators with eight years of values, and a cycle for 13 units."""

from collections.abc import Iterator

DAY = "2025-06-15"
_STATES = ("uppfyllt", "bedöms uppfyllas", "bedöms delvis uppfyllas", "delvis uppfyllt", "bedöms inte uppfyllas",
           "ej uppfyllt", "avfört")  # fmt: skip
_WORDS = ("Avlösning", "Samtalsstöd", "Utbildning", "Information", "Samverkan", "Kartläggning", "Trygghet")
_WHERE = ("i hemmet", "för unga vuxna", "på landsbygden", "vid flytt", "efter sjukhusvård", "i samspel med skolan")
UNITS = range(1, 14)


def large_plan(subgoals: int = 25, indicators: int = 20) -> str:
    """Return the plan as YAML."""
    return "\n".join(_lines(subgoals, indicators))


def titles(subgoals: int = 25) -> list[str]:
    """Return the titles of the subgoals, none of which stands within another."""
    return [f"{_WORDS[n % 7]} {_WHERE[n % 6]}, del {n:02}" for n in range(subgoals)]


def _lines(subgoals: int, indicators: int) -> Iterator[str]:
    yield "titel: Plan för stöd till anhöriga 2023–2026\nnämnd: Nämnden\norganisation: Kommunen"
    yield "mål: Den som vårdar en närstående ska få stöd som är lätt att hitta och kommer i tid."
    yield "enheter:"
    yield from (f"  - {{id: e{n}, titel: Enhet nummer {n}}}" for n in UNITS)
    yield "roller: [{id: r, titel: Utvecklingsledare}]"
    yield "delmål:"
    for number, title in enumerate(titles(subgoals)):
        yield from _subgoal(number, title, number % indicators)
    yield "indikatorer:"
    for number in range(indicators):
        values = ", ".join(f"{{datum: {2018 + year}, värde: {100 + number * 3 + year * 9}}}" for year in range(8))
        target = f"målvärde: {{minst: {260 + 10 * number}, senast: 2026}}, " if number % 5 else ""
        yield f"  - {{id: i{number}, titel: Nådda av insats {number}, utgångsvärde: {{värde: 100, datum: 2018}},"
        yield f"     {target}mätningar: [{values}]}}"
    yield "årshjul:"
    for number, when in enumerate(("januari", "mars", "maj", "september", "november")):
        yield f"  - {{titel: Genomgång {number}, när: {when}, från: 2023, enheter: alla}}"
    yield "rapporter:\n  - {id: ht, datum: 2024-11-30}"
    yield f"  - {{id: vt, datum: {DAY}, sammanfattning: Arbetet går framåt., förslag: [Nämnden godkänner rapporten.]}}"


def _subgoal(number: int, title: str, indicator: int) -> Iterator[str]:
    status = _STATES[number % len(_STATES)]
    yield f"  - id: d{number}\n    titel: {title}\n    syfte: Stödet ska märkas av den som behöver det."
    yield f"    senast: {2024 + number % 3}-0{1 + number % 9}-28\n    ansvarig: r\n    enheter: [e{1 + number % 13}]"
    yield f"    indikatorer: [i{indicator}]\n    aktiviteter:"
    for activity in range(3):
        yield f"      - {{titel: Steg {activity} av arbetet, status: pågår, senast: 2025-1{activity}}}"
    if number % 8:
        yield f"    bedömningar: [{{datum: 2025-05-31, status: {status}, kommentar: Se ovan., orsak: Vakanser}}]"
