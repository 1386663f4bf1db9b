"""Subgoals with all activities done but no improvement."""

from collections.abc import Iterator

from anhorig_cli.analysis.outcomes import Effects
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.register import Register
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import SCALES


@rule("ANH315", "activity-without-effect", Severity.WARNING, across=True)
def activity_without_effect(case: Case) -> Iterator[Finding]:
    """Everything is done for a subgoal, and its indicator has not got better.

    What is done is not the same as what comes of it for carers. All activities are done (or the subgoal's own `läge`
    says so), and the last measurement is no better than the baseline, or than the first one of the plan's period.
    Nothing is reported where the target is met, where a value is to be held and is, or where nothing has been measured
    since the last activity was done; nor of a subgoal that is met, discontinued or continued by another, or that has
    been assessed since the measurement with a cause or what is done about it.

    **Fix it:** ask whether the right things were done, and add the activities that are needed; or say in a new
    assessment why nothing has got better (`orsak`), or what is done about it (`åtgärd`).

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        indikatorer: anhöriga-med-stöd
        aktiviteter:
          - {titel: Skicka ut broschyren, status: genomförd, klar: 2026-02-15}
    indikatorer:
      - id: anhöriga-med-stöd
        titel: Antal anhöriga med stöd
        riktning: öka
        mätningar:
          - {datum: 2025-12-31, värde: 45}
          - {datum: 2026-06-30, värde: 45}
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        indikatorer: anhöriga-med-stöd
        aktiviteter:
          - {titel: Skicka ut broschyren, status: genomförd, klar: 2026-02-15}
          - {titel: Uppsökande samtal på vårdcentralerna, status: pågår}
    indikatorer:
      - id: anhöriga-med-stöd
        titel: Antal anhöriga med stöd
        riktning: öka
        mätningar:
          - {datum: 2025-12-31, värde: 45}
          - {datum: 2026-06-30, värde: 45}
    ```
    """
    index = Register(case.plan.indicators, case.plan.id)
    effects = Effects(case.snapshot, case.disclosure)
    for i, subgoal in case.snapshot.subgoals:
        for j, name in enumerate(subgoal.indicators):
            place = index.place(name)
            if place is None:
                continue
            indicator = case.plan.indicators[place]
            found = effects.missing(subgoal, indicator)
            if (
                found
                and found.latest
                and found.start
                and not case.snapshot.is_explained_since([subgoal], found.latest.date.first)
            ):
                yield Finding(
                    Where(("subgoals", i, "indicators", j)),
                    message(
                        "everything is done for the subgoal '{title}', but its indicator '{indicator}' is {trend} "
                        "compared with {start}",
                        title=subgoal.title,
                        indicator=indicator.title,
                        trend=SCALES["trend"].word(found.trend),
                        start=_STARTS[found.start.kind],
                    ),
                    message(
                        "ask whether the right things were done, and add the activities that are needed, or give the"
                        " reason in a new assessment, under 'orsak' (cause)"
                    ),
                )


_STARTS = {
    "baseline": message("the baseline"),
    "first": message("the first measurement"),
    "changed": message("the first measurement since the method changed"),
    "before": message("the measurement before"),
}
