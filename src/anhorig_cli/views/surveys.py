"""Surveys, focus groups and interviews as a report shows them."""

from datetime import date
from typing import NamedTuple

from anhorig_cli.model.indicator import Survey
from anhorig_cli.views.periods import period_view
from anhorig_cli.views.wording import Wording
from anhorig_cli.vocabulary import SCALES, word_key


class SurveyView(NamedTuple):
    """A survey: how it was made, and how many answered."""

    title: str
    description: str
    method: str
    period: str
    population: str
    sent: str
    answered: str
    response_rate: str
    caveat: str
    is_suppressed: bool


def survey_view(survey: Survey, as_of: date, wording: Wording) -> SurveyView:
    """Return a survey; a response rate that names few people is not told, nor one from after the day."""
    if survey.period and survey.period.from_ and survey.period.from_.first > as_of:
        survey = survey.model_copy(update={"sent": None, "answered": None})
    small = wording.is_small(survey.answered) or wording.is_small(survey.sent)
    rest = survey.sent - survey.answered if survey.sent is not None and survey.answered is not None else None
    small = small or wording.is_small(rest)
    method = survey.method or ""
    name = SCALES["survey_method"].names.get(word_key(method))
    return SurveyView(
        title=survey.title,
        description=survey.description or "",
        method=wording.label("survey_method", name) if name else method,
        period=period_view(survey.period, wording),
        population=survey.population or "",
        sent=wording.people(survey.sent) if survey.sent is not None else "",
        answered=_answered(survey, wording, small=small),
        response_rate=wording.percent(survey.response_rate) if survey.response_rate is not None and not small else "",
        caveat=survey.caveat or "",
        is_suppressed=small,
    )


def _answered(survey: Survey, wording: Wording, *, small: bool) -> str:
    """Return how many answered; nothing where the number would tell of the few who did not."""
    if survey.answered is None or (small and not wording.is_small(survey.answered)):
        return ""
    return wording.people(survey.answered)
