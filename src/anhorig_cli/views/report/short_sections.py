"""The sections of a short report besides the subgoals: news, earlier subgoals, the annual cycle, surveys and more."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.markdown_text import plain_words
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.reporting import ReportOccasion, occasion_after
from anhorig_cli.views.activities import ActivityView
from anhorig_cli.views.cycle.annual_cycle import CycleItemView, YearView
from anhorig_cli.views.cycle.cycle_times import MatrixView
from anhorig_cli.views.formatter import Content, Formatter, PhraseView, TableView, alarm, table_of, uncapitalised
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.off_plan import MOST_NUMBERS, Numbers, numbered_subgoals
from anhorig_cli.views.report.organisation import SurveyView
from anhorig_cli.views.report.overview import CycleRecordView, Overview
from anhorig_cli.views.report.since import NewsView
from anhorig_cli.views.report.strategy import DecisionView, RecommendationView
from anhorig_cli.views.subgoals import SubgoalView
from anhorig_cli.vocabulary import SCALES

_BLANK_LINE = re.compile(r"\n\s*\n")
_FEW_UNITS = 4
_MOST_COMING = 3
_MOST_NAMED = 3


class CycleInShortView(NamedTuple):
    """The annual cycle in short: sentences, and a matrix of units and months where the units are many."""

    sentences: tuple[str, ...]
    matrix: MatrixView | None


class ShortView(NamedTuple):
    """The sections of a short report besides first page and subgoals; `background` is only its first paragraph."""

    news: TableView | None
    carried_on: TableView | None
    cycle: CycleInShortView
    surveys: TableView | None
    recommendations: TableView | None
    next_report: str
    background: str


def short_view(
    plan: Plan,
    overview: Overview,
    news: NewsView | None,
    as_of: date,
    formatter: Formatter,
    *,
    cycle: CycleInShortView,
    surveys: Sequence[SurveyView],
) -> ShortView:
    """Return the sections of a short report besides the first page and the subgoals."""
    current, earlier = overview.current, overview.carried_on
    return ShortView(
        news=news_table(news, Numbers(current, earlier), formatter),
        carried_on=carried_on_table(earlier, current, formatter),
        cycle=cycle,
        surveys=surveys_table(surveys, formatter),
        recommendations=recommendations_table(overview.recommendations, formatter),
        next_report=next_report(plan.reports, as_of, formatter),
        background=first_paragraph(plan.background or ""),
    )


def news_table(news: NewsView | None, numbers: Numbers, word: Formatter) -> TableView | None:
    """Return a table of what is new, with the numbers of the subgoals concerned."""
    if news is None:
        return None
    columns = [(word.text("What is new"), "title"), (word.text("What it is about"), "text")]
    rows = [(kind, subjects) for kind, subjects in _news_rows(news, numbers, word) if subjects]
    return table_of(word.text("New since {day}", day=news.since), columns, rows)


def _news_rows(news: NewsView, numbers: Numbers, word: Formatter) -> Iterator[tuple[Content, Content]]:
    for status in SCALES["assessment"].words:
        reassessed = [one for one in news.reassessed if one.assessment.status == status.name]
        if reassessed:
            label = reassessed[0].assessment.status_label
            yield PhraseView(label, symbol=status.name), _numbered((one.title for one in reassessed), numbers, word)
    for move in news.moved:
        moved = word.text("{field}: {before} → {after}", field=move.field, before=move.before, after=move.after)
        yield moved, numbers.named(move.title)._replace(text=_numbered([move.title], numbers, word))
    yield word.text("Activities done"), [f"{one.title}, {one.done_on}" for one in news.done]
    yield word.text("New subgoals"), _numbered(news.added, numbers, word)
    yield word.text("Measurements"), _few_or_counted([one.title for one in news.measured], word)
    yield word.text("Decisions"), list(map(_decision_in_short, news.decisions))


def _numbered(titles: Iterable[str], numbers: Numbers, word: Formatter) -> str:
    """Return subgoals by number, labelled so that nobody takes a number for a count; if any lacks a number, by name.

    More than `MOST_NUMBERS` subgoals are only counted.
    """
    names = list(numbers.listed(titles))
    if not all(name.isdecimal() for name in names):
        return word.listed(names)
    if len(names) > MOST_NUMBERS:
        return numbered_subgoals(list(map(int, names)), word)
    return (
        word.counted(len(names), "subgoal {numbers}", "subgoals {numbers}", numbers=word.listed(names)) if names else ""
    )


def _decision_in_short(decision: DecisionView) -> str:
    return " ".join(filter(None, (decision.title or decision.text, decision.date)))


def _few_or_counted(titles: Sequence[str], word: Formatter) -> Content:
    if len(titles) > _MOST_NAMED:
        return word.text("{n} indicators", n=len(titles))
    return titles


def carried_on_table(
    earlier: Sequence[SubgoalView], current: Sequence[SubgoalView], word: Formatter
) -> TableView | None:
    """Return a table of the earlier subgoals: how each was assessed, which subgoals carry it on, and what happened.

    Left out are the responsible who is the same for all current subgoals, and the target groups that an earlier
    subgoal shares with those that carry it on: both are shown with the current subgoals.
    """
    later = Numbers(current)
    groups_by_title: dict[str, set[str]] = {}
    for one in current:
        groups_by_title.setdefault(one.title, set()).add(one.target_groups)
    current_responsible = {one.responsible for one in current}
    columns = [
        (word.text("Assessment"), "text"),
        (word.text("Earlier subgoal"), "title"),
        (word.text("What has happened"), "text"),
    ]
    rows: list[Sequence[Content]] = []
    for subgoal in earlier:
        status = PhraseView(subgoal.status_label, symbol=subgoal.status, tone="strong")
        dates = [f"{one.label} {one.date}" for one in subgoal.dates]
        later_numbers = word.listed(later.listed(subgoal.carried_on_by))
        continued = word.text("continues in {numbers}", numbers=later_numbers) if later_numbers else ""
        when = ", ".join(filter(None, (*dates, continued)))
        title_and_when = [PhraseView(subgoal.title), PhraseView(when, tone="soft")]
        later_groups = {name for title in subgoal.carried_on_by for name in groups_by_title.get(title, ())}
        has_same_groups = later_groups == {subgoal.target_groups}
        own_groups = "" if has_same_groups else subgoal.target_groups
        rows.append(
            [
                status,
                title_and_when,
                list(_earlier_phrases(subgoal._replace(target_groups=own_groups), current_responsible, word)),
            ]
        )
    return table_of(word.text("How the earlier subgoals were assessed"), columns, rows)


def _earlier_phrases(
    subgoal: SubgoalView, current_responsible: Collection[str], word: Formatter
) -> Iterator[PhraseView]:
    """Yield an earlier subgoal's comment, cause, purpose, responsible, target groups and activities."""
    last = subgoal.last
    yield PhraseView(last.comment, is_markdown=True)
    yield _labelled(word.key("assessment", "cause"), " → ".join(filter(None, (last.cause, last.action))))
    yield _labelled(word.key("subgoal", "purpose"), plain_words(subgoal.purpose))
    if current_responsible != {subgoal.responsible}:
        yield _labelled(word.key("subgoal", "responsible"), subgoal.responsible)
    yield _labelled(word.key("subgoal", "target_groups"), subgoal.target_groups)
    yield _labelled(word.key("subgoal", "activities"), "; ".join(map(_in_short, subgoal.activities)))


def _labelled(name: str, text: str) -> PhraseView:
    return PhraseView(f"{name}: {text}" if text else "", tone="soft")


def _in_short(activity: ActivityView) -> str:
    """Return an activity in one line: title, status, when it was or is to be done, and description."""
    text = ", ".join(filter(None, (uncapitalised(activity.status_label), activity.when)))
    title = f"{activity.title} ({text})" if text else activity.title
    return ": ".join(filter(None, (title, plain_words(activity.description))))


def cycle_in_short(
    year: YearView,
    record: CycleRecordView | None,
    coming: Sequence[CycleItemView],
    titles: Titles,
) -> CycleInShortView:
    """Return the annual cycle in short."""
    is_wide = len(year.matrix.rows) > _FEW_UNITS
    return CycleInShortView(tuple(_cycle_sentences(record, coming, titles.formatter)), year.matrix if is_wide else None)


def _cycle_sentences(record: CycleRecordView | None, coming: Sequence[CycleItemView], word: Formatter) -> Iterator[str]:
    if record is not None and record.missed:
        yield word.counted(
            record.missed,
            "Since {since}, one task in the annual cycle was not done in time.",
            "Since {since}, {n} tasks in the annual cycle were not done in time.",
            since=record.since,
        )
        yield from record.done_later(word)
    near = [f"{one.title} ({one.when})" for one in coming if one.has_time][:_MOST_COMING]
    if near:
        yield word.text("Next in the annual cycle: {items}.", items=word.listed(near))
    at_no_set_time = [one.title for one in coming if not one.has_time]
    if at_no_set_time:
        yield word.text("In the annual cycle at no set time: {items}.", items=word.listed(at_no_set_time))


def surveys_table(surveys: Sequence[SurveyView], word: Formatter) -> TableView | None:
    """Return a table of the surveys."""
    columns = [
        (word.key("survey", "period"), "day"),
        (word.text("Survey"), "title"),
        (word.text("Response rate"), "number"),
        (word.key("survey", "description"), "text"),
    ]
    rows: list[Sequence[Content]] = []
    for one in surveys:
        description = [PhraseView(one.description, is_markdown=True), PhraseView(one.caveat, tone="soft")]
        rows.append([one.period, one.title, _response_rate(one, word), description])
    return table_of(word.key("plan", "surveys"), columns, rows)


def _response_rate(survey: SurveyView, word: Formatter) -> str:
    if not survey.response_rate:
        return ""
    counts = word.text("{numerator} of {denominator}", numerator=survey.answered, denominator=survey.sent)
    return f"{survey.response_rate} ({counts})" if survey.answered and survey.sent else survey.response_rate


def recommendations_table(recommendations: Sequence[RecommendationView], word: Formatter) -> TableView | None:
    """Return a table of the recommendations and their answers, the unanswered first."""
    columns = [(word.text("Answer"), "text"), (word.text("Recommendation"), "title"), (word.text("From"), "text")]
    rows: list[Sequence[Content]] = []
    for one in sorted(recommendations, key=lambda one: one.is_answered):
        title = [PhraseView(one.title), PhraseView(one.text, is_markdown=True)]
        to = word.text("to {who}", who=one.asked_of) if one.asked_of else ""
        rows.append([list(_answer_phrases(one, word)), title, ", ".join(filter(None, (one.asked_by, to, one.date)))])
    return table_of(word.key("plan", "recommendations"), columns, rows)


def _answer_phrases(one: RecommendationView, word: Formatter) -> Iterator[PhraseView]:
    """Yield what answers a recommendation and when, or else that it is not answered, and its last day."""
    if one.is_answered:
        yield PhraseView(word.listed(one.answers))
        yield PhraseView(one.answer, is_markdown=True)
        yield PhraseView(one.answered, tone="soft")
        return
    text = word.text("not answered in time") if one.is_late else word.text("not answered")
    yield alarm(text)
    if one.due:
        yield PhraseView(f"{word.key('recommendation', 'due')} {one.due}", tone="soft")


def next_report(reports: Sequence[ReportOccasion], as_of: date, word: Formatter) -> str:
    """Return the next report occasion of the plan with its date; empty if there is none."""
    following = occasion_after(reports, as_of)
    if following is None:
        return ""
    return ", ".join(filter(None, (following.title, following.committee, word.date(following.date))))


def first_paragraph(text: str) -> str:
    """Return the first paragraph of a Markdown text."""
    return _BLANK_LINE.split(text.strip(), maxsplit=1)[0]
