"""Recommendations that nothing answers."""

from collections.abc import Iterator

from anhorig_cli.analysis.coverage import answers
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.strategy import Recommendation
from anhorig_cli.rules.rule import Case, Finding, Together, rule
from anhorig_cli.source import Where, message

_LONGEST = 60


@rule("ANH605", "unanswered-recommendation", Severity.WARNING)
def unanswered_recommendation(case: Case) -> Iterator[Finding]:
    """Nothing in the plan answers a recommendation.

    An auditor or an inspector has asked for something, and will ask again what was done. A recommendation that is dated
    after the day of the check is not known yet, and a subgoal that is to be added later answers nothing yet.

    **Mend it:** write the subgoals or activities that answer it as `besvaras_av`, or add one that does.

    ```yaml
    # bad
    rekommendationer:
      - från: Kommunens revisorer
        datum: 2025-11-20
        text: Nämnden bör följa upp hur många anhöriga som får stöd.
    ```

    ```yaml
    # good
    rekommendationer:
      - från: Kommunens revisorer
        datum: 2025-11-20
        text: Nämnden bör följa upp hur många anhöriga som får stöd.
        besvaras_av: d1
    delmål:
      - id: d1
        titel: Antalet anhöriga med stöd följs upp varje kvartal
    ```
    """
    text = message("nothing answers {n} of {all} recommendations", all=len(case.plan.recommendations))
    for answer in answers(case.snapshot):
        if not answer.answered_by:
            title = _title(answer.recommendation, answer.place)
            yield Finding(
                Where(("recommendations", answer.place)),
                message("nothing answers the recommendation '{title}'", title=title),
                message("write what answers it as 'besvaras_av' (answered_by)"),
                together=Together.in_list("recommendations", text),
            )


def _title(recommendation: Recommendation, index: int) -> str:
    said = recommendation.title or recommendation.text or recommendation.id or str(index + 1)
    said = " ".join(said.split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
