"""Recommendations without an answer."""

from collections.abc import Iterator

from anhorig_cli.analysis.coverage import RecommendationAnswer, answers
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.strategy import Recommendation
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message

_LONGEST_TITLE = 60


@rule("ANH605", "unanswered-recommendation", Severity.WARNING)
def unanswered_recommendation(case: Case) -> Iterator[Finding]:
    """Nothing in the plan answers a recommendation.

    An auditor or an inspector has asked for something, and will ask again what was done. A recommendation that is
    dated after the day of the check is not known yet, and a subgoal that is to be added later answers nothing yet. Nor
    does a day alone (`besvarad`): it does not show what was answered.

    **Fix it:** write the subgoals or activities that answer it as `besvaras_av`, or what was answered as `svar`.

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
    known = answers(case.snapshot)
    text = message("nothing answers {n} of {all} recommendations", all=len(known))
    for answer in known:
        if not answer.is_answered:
            yield Finding(
                Where(("recommendations", answer.place)),
                _flaw(answer),
                message(
                    "name what answers it under 'besvaras_av' (answered_by), or give the answer under 'svar' (answer)"
                ),
                of_many=text,
            )


def _flaw(answer: RecommendationAnswer) -> Message:
    title = _title(answer.recommendation, answer.place)
    if answer.is_late:
        return message(
            "nothing answers the recommendation '{title}', which was to be answered by {due}",
            title=title,
            due=answer.recommendation.due,
        )
    if answer.recommendation.answered is not None and not answer.recommendation.answer:
        return message("the recommendation '{title}' is marked as answered, but the answer is not given", title=title)
    return message("nothing answers the recommendation '{title}'", title=title)


def _title(recommendation: Recommendation, index: int) -> str:
    title_text = recommendation.title or recommendation.text or recommendation.id or str(index + 1)
    title_text = " ".join(title_text.split())
    return title_text if len(title_text) <= _LONGEST_TITLE else f"{title_text[:_LONGEST_TITLE]}…"
