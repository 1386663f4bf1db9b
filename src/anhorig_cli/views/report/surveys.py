"""Surveys, focus groups and interviews as a report shows them."""

from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.facts import answers_are_known
from anhorig_cli.model.survey import Survey
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.periods import period_view
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


def survey_view(survey: Survey, as_of: date, formatter: Formatter, disclosure: Disclosure) -> SurveyView:
    """Return a survey, with what is known on the day and discloses no few people.

    Those who answered are the base of every share of the survey. So where few did not answer, it is told how many did
    and not how many were asked.
    """
    if not answers_are_known(survey, as_of):
        survey = survey.model_copy(update={"sent": None, "answered": None})
    is_suppressed = disclosure.sent_is_suppressed(survey) or formatter.is_suppressed(survey.answered)
    return SurveyView(
        title=survey.title,
        description=survey.description or "",
        method=method_label(survey.method or "", formatter),
        period=period_view(survey.period, formatter),
        population=survey.population or "",
        sent=_sent(survey, formatter, disclosure),
        answered=formatter.people(survey.answered) if survey.answered is not None else "",
        response_rate="" if is_suppressed else _response_rate(survey, formatter),
        caveat=survey.caveat or "",
        is_suppressed=is_suppressed,
    )


def method_label(method: str, formatter: Formatter) -> str:
    """Return how a survey was made: the label of a word of the scale, and any other word as it is."""
    name = SCALES["survey_method"].names.get(word_key(method))
    return formatter.label("survey_method", name) if name else method


def _response_rate(survey: Survey, formatter: Formatter) -> str:
    """Return the share that answered; empty where it is not known."""
    rate = survey.response_rate
    return formatter.percent(rate) if rate is not None else ""


def _sent(survey: Survey, formatter: Formatter, disclosure: Disclosure) -> str:
    """Return how many were asked; nothing where the number would tell of the few who did not answer."""
    if survey.sent is None or (disclosure.sent_is_suppressed(survey) and not formatter.is_suppressed(survey.sent)):
        return ""
    return formatter.people(survey.sent)
