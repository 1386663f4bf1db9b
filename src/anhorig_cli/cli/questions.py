"""The questions of the commands that change a plan, in the order in which they are asked."""

from collections.abc import Callable, Sequence

from anhorig_cli.analysis.facts import DEVIATIONS
from anhorig_cli.cli.asking import Question, answers, chosen, is_terminal
from anhorig_cli.cli.others import trust
from anhorig_cli.cli.surroundings import today
from anhorig_cli.cli.typed import day_in, future_day, number, past_day
from anhorig_cli.diagnostics import CannotWorkError, UnreadableValueError, WrongUsageError
from anhorig_cli.model.dates import parse_date, parse_due
from anhorig_cli.model.values import answer_in, parse_id, parse_number, word_reader
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.edit.renew_plan import parse_period
from anhorig_cli.usecases.offer_choices import (
    Choice,
    choices_in,
    is_plan,
    only_plan_here,
    plans_here,
    refuse_as_plan,
    responsible_in,
    words_of,
)
from anhorig_cli.vocabulary import SCALES, Language, word_key

_read_status = word_reader("assessment")


def with_plan(*words: str | None) -> list[str | None]:
    """Return a command's arguments in their positions, the plan first, which need not be named if there is only one.

    Raises:
        CannotWorkError: if every argument is given, and the first is no plan; or if there is no plan here.
        WrongUsageError: if the first is no plan, and there are several here.
    """
    first, last = words[0], words[-1]
    if first and (len(words) == 1 or is_plan(first, trust())):
        return list(words)
    if not first:
        return [None if is_terminal() else only_plan_here(), *words[1:]]
    only = only_plan_here()
    if only is None:
        if not last:
            refuse_as_plan(first)
        return list(words)
    if last:
        raise CannotWorkError(
            message("{path}: there is no such plan; put quotation marks round words that belong together", path=first)
        )
    return [only, *words[:-1]]


def measurement_questions(
    plan: str | None,
    indicator: str | None,
    value: str | None,
    date: str | None,
    source: str | None,
    language: Language,
    *,
    is_missing: bool = False,
) -> list[str]:
    """Return plan, indicator, value, date and source of a measurement; without value and source if it `is_missing`."""
    plan, indicator, value = with_plan(plan, indicator, value)
    return answers(
        [
            _plan(plan),
            Question(
                "INDICATOR", message("Indicator"), indicator, choices=lambda found: choices_in(found[0]).indicators()
            ),
            Question(
                "VALUE",
                message("Value (for a share: 12/40; or yes or no)"),
                value,
                applies=_does_not_apply if is_missing else None,
                check=_numbers,
                read=number,
            ),
            _date(message("When was it measured?"), date),
            Question(
                "--source",
                message("Where does the value come from?"),
                source,
                applies=lambda found: not is_missing and choices_in(found[0]).lacks_source(found[1]),
            ),
        ],
        language,
    )


def _does_not_apply(_: Sequence[str]) -> bool:
    """Return False: a question that never applies."""
    return False


def assessment_questions(given: Sequence[str | None], language: Language) -> list[str]:
    """Return plan, subgoal, status, date, comment, cause, action and new date of an assessment."""
    plan, subgoal, status = with_plan(*given[:3])
    date, comment, cause, action, new_date = given[3:]
    return answers(
        [
            _plan(plan),
            Question("SUBGOAL", message("Subgoal"), subgoal, choices=lambda found: choices_in(found[0]).judged()),
            Question(
                "ASSESSMENT",
                message("What is the assessment?"),
                status,
                choices=lambda _: words_of("assessment", language),
                check=_read_status,
            ),
            _date(message("The day of the assessment"), date),
            Question("--comment", message("Why is it assessed so?"), comment),
            Question("--cause", message("The cause of the deviation"), cause, optional=True, applies=_is_deviation),
            Question("--action", message("What is done about it?"), action, optional=True, applies=_is_deviation),
            Question(
                "--new-date",
                message("When is it now expected?"),
                new_date,
                optional=True,
                applies=_is_deviation,
                check=parse_date,
                read=typed_future_day,
            ),
        ],
        language,
    )


def postponement_questions(
    plan: str | None,
    subgoal: str | None,
    to: str | None,
    reason: str | None,
    decision: tuple[str | None, str | None],
    language: Language,
) -> list[str]:
    """Return plan, subgoal, new date, reason, decision and decision day of a postponement; `decision` is the last two.

    The day is not asked for if the decision's text names it, or if the plan lists the decision with its day.
    """
    plan, subgoal = with_plan(plan, subgoal)
    named, decided = decision
    found = answers(
        [
            _plan(plan),
            _subgoal(subgoal),
            Question("--to", message("The new date"), to, check=parse_due, read=typed_future_day),
            Question("--reason", message("Why is it moved?"), reason),
            Question("--decision", message("Which decision? (its id, or who decided and the paragraph)"), named),
            Question(
                "--decided",
                message("When was it decided? (Enter: today)"),
                decided or (day_in(named) if named else None),
                check=parse_date,
                optional=True,
                read=typed_past_day,
                applies=lambda found: not day_in(found[4]) and not choices_in(found[0]).is_dated_decision(found[4]),
            ),
        ],
        language,
    )
    return [*found[:5], found[5] or day_in(found[4]) or ""]


def tick_questions(
    plan: str | None,
    item: str | None,
    date: str | None,
    occurrence: str | None,
    units: Sequence[str],
    language: Language,
) -> list[str]:
    """Return plan, item, date and occurrence of something done; the occurrence is empty if the date determines it."""
    plan, item = with_plan(plan, item)

    def times_left(found: Sequence[str]) -> list[Choice]:
        return choices_in(found[0]).times(found[1], found[2], units)

    questions = [
        _plan(plan),
        Question("ITEM", message("What was done?"), item, choices=lambda found: choices_in(found[0]).tasks()),
        _date(message("When was it done?"), date),
    ]
    asked = message("For which occurrence? More than one is not ticked off")
    times = Question(
        "--occurrence",
        asked,
        occurrence,
        choices=times_left,
        defaults_to_first=True,
        check=parse_date,
        applies=lambda found: len(times_left(found)) > 1,
    )
    if is_terminal():
        return answers([*questions, times], language)
    return [*answers(questions, language), occurrence or ""]


def _plan(given: str | None) -> Question:
    return Question("PLAN", message("Plan"), given, choices=lambda _: plans_here(), defaults_to_only=True)


def _subgoal(given: str | None) -> Question:
    return Question("SUBGOAL", message("Subgoal"), given, choices=lambda found: choices_in(found[0]).subgoals())


def _date(asked: Message, given: str | None) -> Question:
    default = today().isoformat()
    return Question("--date", asked, given, default=default, check=parse_date, uses_default=True, read=typed_past_day)


def typed_past_day(text: str) -> str:
    """Return a day up to today, which may be in words, in the plan format."""
    return past_day(text, today())


def typed_future_day(text: str) -> str:
    """Return a day from today on, which may be in words, in the plan format."""
    return future_day(text, today())


def converted(text: str | None, convert: Callable[[str], str]) -> str | None:
    """Return the value of an option, converted by `convert` to the plan format; an empty or missing one unchanged."""
    return convert(text) if text else text


def _title(given: str | None) -> Question:
    return Question("--title", message("Title"), given)


def _is_deviation(found: Sequence[str]) -> bool:
    return SCALES["assessment"].names.get(word_key(found[2])) in DEVIATIONS


def _numbers(text: str) -> None:
    if answer_in(text) is None:
        for part in text.split("/"):
            parse_number(part)


def plan_questions(plan: str | None, language: Language) -> str:
    """Return the plan of a command that asks for nothing else."""
    (plan,) = with_plan(plan)
    return answers([_plan(plan)], language)[0]


def survey_questions(plan: str | None, survey: str | None, language: Language) -> list[str]:
    """Return the plan and its survey for which answers are counted."""
    (plan,) = with_plan(plan)
    survey_question = Question(
        "--survey", message("Survey"), survey, choices=lambda found: choices_in(found[0]).surveys()
    )
    return answers([_plan(plan), survey_question], language)


def thing_questions(plan: str | None, title: str | None, language: Language) -> list[str]:
    """Return the plan and title of a new part."""
    return answers(_with_title(plan, title), language)


def _with_title(plan: str | None, title: str | None) -> list[Question]:
    (plan,) = with_plan(plan)
    return [_plan(plan), _title(title)]


def dated_questions(plan: str | None, title: str | None, date: str | None, language: Language) -> list[str]:
    """Return the plan, title and date of a new part that is dated in the past."""
    return answers([*_with_title(plan, title), _date(message("On which day?"), date)], language)


def occasion_questions(plan: str | None, title: str | None, date: str | None, language: Language) -> list[str]:
    """Return the plan, title and date of a report occasion, which may be in the future."""
    day = Question("--date", message("Which day does the report show?"), date, check=parse_date, read=typed_future_day)
    return answers([*_with_title(plan, title), day], language)


def subgoal_questions(
    plan: str | None, title: str | None, due: str | None, responsible: Sequence[str] | None, language: Language
) -> tuple[str, str, str | None, list[str] | None]:
    """Return the plan, title, deadline and responsible of a new subgoal; the last two may be left unanswered."""
    given = list(responsible or ())
    questions = [
        *_with_title(plan, title),
        Question(
            "--due", message("By when is it to be met?"), due, always_asked=True, check=parse_due, read=typed_future_day
        ),
        Question(
            "--responsible",
            message("Who is responsible?"),
            given[0] if given else None,
            always_asked=True,
            choices=lambda found: choices_in(found[0]).responsible(),
        ),
    ]
    named, called, when, who = answers(questions, language)
    return named, called, when or None, given or ([who] if who else None)


def renewal_questions(
    plan: str | None, period: str | None, subgoals: Sequence[str] | None, language: Language
) -> tuple[str, str, list[str]]:
    """Return the plan to renew, the new plan's period, and the subgoals that continue; an empty list means all."""
    given = list(subgoals or ())
    (plan,) = with_plan(plan)
    asked = message("Which subgoals continue? (numbers or ids, with commas; Enter: all of them)")
    questions = [
        _plan(plan),
        Question("--period", message("For which years? (2027, or 2027-2029)"), period, check=parse_period),
        Question(
            "--subgoal",
            asked,
            given[0] if given else None,
            always_asked=True,
            choices=lambda found: choices_in(found[0]).continuable_subgoals(today()),
        ),
    ]
    named, years, answer = answers(questions, language)
    try:
        parse_period(years)
    except UnreadableValueError as flaw:
        raise WrongUsageError(message("{option}: {flaw}", option="--period", flaw=flaw.sentence)) from None
    if given or not answer:
        return named, years, given
    return named, years, _listed_choices(answer, choices_in(named).continuable_subgoals(today()))


def _listed_choices(answer: str, choices: Sequence[Choice]) -> list[str]:
    """Return the choices that an answer lists, by their numbers in the list or by their names."""
    words = [word.strip() for word in answer.split(",") if word.strip()]
    return [chosen(word, choices) for word in words]


def renaming_questions(plan: str | None, old: str | None, new: str | None, language: Language) -> list[str]:
    """Return the plan, an id in it, and the id that replaces it."""
    plan, old, new = with_plan(plan, old, new)
    return answers(
        [
            _plan(plan),
            Question("OLD", message("Which id?"), old, choices=lambda found: choices_in(found[0]).ids()),
            Question("NEW", message("The new id"), new, check=parse_id),
        ],
        language,
    )


def reassignment_questions(old: str | None, new: str | None, paths: Sequence[str], language: Language) -> list[str]:
    """Return who is responsible now, and who is to be."""
    return answers(
        [
            Question("FROM", message("Who is responsible now?"), old, choices=lambda _: responsible_in(paths)),
            Question("TO", message("Who is to be responsible?"), new, choices=lambda _: responsible_in(paths)),
        ],
        language,
    )


def activity_questions(plan: str | None, subgoal: str | None, title: str | None, language: Language) -> list[str]:
    """Return the plan, subgoal and title of a new activity."""
    plan, subgoal = with_plan(plan, subgoal)
    return answers([_plan(plan), _subgoal(subgoal), _title(title)], language)
