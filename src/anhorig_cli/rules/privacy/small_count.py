"""Counts of few people in text."""

import re
from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message

_WORDS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
_PEOPLE = (
    r"(?:anhöriga?|deltagare|personer|barn|brukare|klienter|svarande|närstående"
    r"|carers?|participants|persons|people|children)"
)
_COUNT = rf"(?i)(?<![\w.,§-])(?<!§ )(?P<count>[0-9]|{'|'.join(_WORDS[2:])})\s(?P<who>{_PEOPLE})\b"
_LIKE_A_COUNT = re.compile(rf"\s(?<=(?:två|tre|yra|fem|sex|sju|tta|nio|[\s\S][\s\S][0-9])\s){_PEOPLE}\b")
"""Quick to look for in a whole plan: a count told by its last three characters."""


@rule("ANH805", "small-count", Severity.WARNING)
def small_count(case: Case) -> Iterator[Finding]:
    """A text tells of so few people that they might be recognised.

    The report prints no count of fewer than five people (`minsta_antal`, `small_count` in `anhorig.yaml`) from the
    plan's own fields, but what stands in running text is printed as it is. *One* is not looked for, since "en anhörig"
    mostly means anyone.

    **Mend it:** write "a few", or put the number in the field for it (`deltagare`), where the report can leave it out.

    ```yaml
    # bad
    bakgrund: Vid höstens träff deltog tre anhöriga.
    ```

    ```yaml
    # good
    bakgrund: Vid höstens träff deltog några få anhöriga.
    ```
    """
    prose = f"\n\n{case.texts.prose.lower()}"  # so that three characters stand before what comes first, too
    if not _LIKE_A_COUNT.search(prose):
        return
    for route, text in case.texts:
        few = (found[0] for found in re.finditer(_COUNT, text) if _number(found["count"]) < case.project.small_count)
        for words in dict.fromkeys(few):
            yield Finding(
                Where(route, words=words),
                message("so few people are counted here that they might be recognised"),
                message("write 'a few' (några få), or put the number in the field for it"),
            )


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS.index(word.lower())
