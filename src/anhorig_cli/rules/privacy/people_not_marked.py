"""Indicators that count people but are not marked so."""

import re
from collections.abc import Iterator

from anhorig_cli.analysis.counted_people import is_answered
from anhorig_cli.analysis.facts import is_known
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.rules.figures import is_people
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import Language


@rule("ANH806", "people-not-marked", Severity.WARNING)
def people_not_marked(case: Case) -> Iterator[Finding]:
    """An indicator seems to count people, and few of them, but does not say that it does.

    The report leaves out counts of fewer than five people (`minsta_antal`, `small_count` in `anhorig.yaml`) only where
    an indicator has `personer: ja`. Otherwise “4 of 6” is printed, and people may be recognised. What is counted is
    seen from the unit of measure, the numerator, the denominator, or from there being women and men.

    **Fix it:** write `personer: ja` on the indicator. If it does not count people, word what it counts in another way,
    or accept the finding with `undanta` in `anhorig.yaml`.

    ```yaml
    # bad
    indikatorer:
      - id: nöjda
        titel: Nöjda anhöriga
        täljare: anhöriga som är nöjda
        nämnare: anhöriga som har svarat
        mätningar:
          - {datum: 2026-03-31, täljare: 4, nämnare: 6}
    ```

    ```yaml
    # good
    indikatorer:
      - id: nöjda
        titel: Nöjda anhöriga
        personer: ja
        täljare: anhöriga som är nöjda
        nämnare: anhöriga som har svarat
        mätningar:
          - {datum: 2026-03-31, täljare: 4, nämnare: 6}
    ```
    """
    for i, indicator in enumerate(case.plan.indicators):
        if indicator.people or not _seems_to_count_people(indicator):
            continue
        marked = indicator.model_copy(update={"people": True})
        for j, measurement in enumerate(indicator.measurements):
            if not measurement.is_ours or is_answered(indicator, measurement) or not is_known(measurement, case.as_of):
                continue
            if case.disclosure.is_small(marked, measurement):
                yield Finding(
                    Where(("indicators", i, "measurements", j)),
                    message(
                        "the indicator '{title}' seems to count people, and so few on {date} that they might be"
                        " recognised, but does not say that it does",
                        title=indicator.title,
                        date=measurement.date,
                    ),
                    message(
                        "write 'personer: ja' (people: true) on the indicator, so that small counts are not printed"
                    ),
                    of_many=message("{n} indicators seem to count few people, but do not say that they count people"),
                )
                break


def _seems_to_count_people(indicator: Indicator) -> bool:
    words = (indicator.unit_of_measure, indicator.numerator, indicator.denominator)
    has_sexes = indicator.has_sexes and (indicator.is_share or not indicator.is_in_percent)
    return has_sexes or any(_begins_with_people(text) for text in words if text)


def _begins_with_people(text: str) -> bool:
    """Return whether a text begins with people: *anhöriga*, *antal anhöriga med stöd*, *men who answered*."""
    first, *rest = re.findall(r"\w+", text)[:2] or [""]
    word = rest[0] if rest and first.lower() in {"antal", "antalet"} else first
    return any(is_people(word, language) for language in Language)
