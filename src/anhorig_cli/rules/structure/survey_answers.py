"""Surveys with more answers than were sent out."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message


@rule("ANH211", "survey-answers", Severity.ERROR)
def survey_answers(case: Case) -> Iterator[Finding]:
    """A survey has more answers than were sent out.

    The response rate would be over 100 per cent: the two numbers have changed places, or one of them counts something
    else. Nothing is reported where either is left out.

    **Fix it:** correct the numbers. Where nobody knows how many were asked, as with an open link, leave out
    `utskickade`.

    ```yaml
    # bad
    enkäter:
      - id: enkät-2026
        titel: Enkät till anhöriga 2026
        utskickade: 140
        besvarade: 250
    ```

    ```yaml
    # good
    enkäter:
      - id: enkät-2026
        titel: Enkät till anhöriga 2026
        utskickade: 250
        besvarade: 140
    ```
    """
    for i, survey in enumerate(case.plan.surveys):
        if survey.sent is not None and survey.answered is not None and survey.answered > survey.sent:
            yield Finding(
                Where(("surveys", i, "answered")),
                message("the survey '{title}' has more answers than were sent out", title=survey.title),
                message("correct the numbers, or leave out 'utskickade' (sent) if it is not known"),
            )
