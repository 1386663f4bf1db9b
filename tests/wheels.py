"""Wheels of plans, for the tests of what is drawn."""

from datetime import date
from random import Random

from anhorig_cli.views.cycle.annual_cycle import year_view
from anhorig_cli.views.cycle.wheel import WheelView, wheel_view
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import Language
from plan_text import plan_in

AS_OF = date(2026, 5, 1)
SWEDISH = Formatter.of(Language.SV)
UNITS = (
    "Socialpsykiatriska öppenvårdsverksamheten",
    "Myndighetsutövningen för äldre personer och för personer med funktionsnedsättning",
    "Hemtjänsten Centrum",
)
TITLES = (
    "Avstämning",
    "Anhörigkonsulenternas samverkansmöte med frivilligorganisationerna",
    "Kommunikationsplaneringsarbetsgruppsammankallandefunktionsmöte",
)


def wheel(text: str, unit: int | None = None, as_of: date = AS_OF) -> WheelView:
    """Return the wheel of a plan's text, or that of its unit with a number."""
    plan = plan_in(text)
    year = year_view(Titles(plan, SWEDISH, lambda _: None), as_of.year, as_of)
    if unit is None:
        return wheel_view(plan.title, year, as_of, SWEDISH)
    sheet = year.units[unit]
    year = year._replace(occurrences=sheet.occurrences, timeless=sheet.timeless)
    return wheel_view(plan.title, year, as_of, SWEDISH, sheet.title)


def large(number: int, units: int) -> WheelView:
    """Return the wheel of a plan with long names, and as many times in the year and units."""
    random = Random(number)  # noqa: S311 - no secret
    listed = "".join(f"  - {{id: e{n}, titel: {UNITS[n % len(UNITS)]} {n}}}\n" for n in range(units))
    items = "".join(
        f"  - {{titel: {TITLES[n % len(TITLES)]} {n}, när: {random.randint(1, 12)}, från: 2026, "
        f"enheter: {random.choice(['alla', f'e{n % units}'])}"
        f"{', utfört: [{tillfälle: 2026, datum: 2026-03-01}]' if n % 3 else ''}}}\n"
        for n in range(number)
    )
    return wheel(f"titel: Plan för anhörigstöd\nenheter:\n{listed}årshjul:\n{items}")
