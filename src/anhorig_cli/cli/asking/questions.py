"""The questions of the commands that change a plan, in the order they are asked."""

from collections.abc import Sequence

from anhorig_cli.analysis.judgement import DEVIATIONS
from anhorig_cli.cli.asking.asking import Question, answers, is_terminal
from anhorig_cli.cli.surroundings import today
from anhorig_cli.model.dates import parse_date, parse_due
from anhorig_cli.model.values import parse_number, word_reader
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.offer_choices import Choice, choices_in, is_plan, only_plan_here, plans_here, words_of
from anhorig_cli.vocabulary import SCALES, Language, word_key

_read_status = word_reader("assessment")


def with_plan(*words: str | None) -> list[str | None]:
    """Return a command's words in their places, the plan first; where there is one plan, it need not be named."""
    first, last = words[0], words[-1]
    if first and (last or len(words) == 1 or is_plan(first)):
        return list(words)
    only = None if not first and is_terminal() else only_plan_here()
    if only is None:
        return list(words)
    return [only, *words[:-1]] if first else [only, *words[1:]]


def measurement_questions(
    plan: str | None,
    indicator: str | None,
    value: str | None,
    date: str | None,
    source: str | None,
    language: Language,
) -> list[str]:
    """Return plan, indicator, value, date and source of a measurement."""
    plan, indicator, value = with_plan(plan, indicator, value)
    return answers(
        [
            _plan(plan),
            Question(
                "INDICATOR", message("Indicator"), indicator, choices=lambda found: choices_in(found[0]).indicators()
            ),
            Question("VALUE", message("Value (for a share: 12/40)"), value, check=_numbers),
            _date(message("When was it measured?"), date),
            Question(
                "--source",
                message("Where does the value come from?"),
                source,
                needed=lambda found: choices_in(found[0]).lacks_source(found[1]),
            ),
        ],
        language,
    )


def assessment_questions(given: Sequence[str | None], language: Language) -> list[str]:
    """Return plan, subgoal, status, date, comment, cause, action and new date of an assessment."""
    plan, subgoal, status = with_plan(*given[:3])
    date, comment, cause, action, new_date = given[3:]
    return answers(
        [
            _plan(plan),
            _subgoal(subgoal),
            Question(
                "ASSESSMENT",
                message("How does it stand?"),
                status,
                choices=lambda _: words_of("assessment", language),
                check=_read_status,
            ),
            _date(message("The day of the assessment"), date),
            Question("--comment", message("Why is it assessed so?"), comment),
            Question("--cause", message("The cause of the deviation"), cause, optional=True, needed=_is_deviation),
            Question("--action", message("What is done about it?"), action, optional=True, needed=_is_deviation),
            Question(
                "--new-date",
                message("When is it now expected?"),
                new_date,
                optional=True,
                needed=_is_deviation,
                check=parse_date,
            ),
        ],
        language,
    )


def postponement_questions(
    plan: str | None, subgoal: str | None, to: str | None, reason: str | None, decision: str | None, language: Language
) -> list[str]:
    """Return plan, subgoal, new date, reason and decision of a postponement."""
    plan, subgoal = with_plan(plan, subgoal)
    return answers(
        [
            _plan(plan),
            _subgoal(subgoal),
            Question("--to", message("The new date"), to, check=parse_due),
            Question("--reason", message("Why is it moved?"), reason),
            Question("--decision", message("Which decision? (its id, or who decided and the paragraph)"), decision),
        ],
        language,
    )


def tick_questions(
    plan: str | None,
    item: str | None,
    date: str | None,
    occurrence: str | None,
    units: Sequence[str],
    language: Language,
) -> list[str]:
    """Return plan, item, date and occurrence of something that was done; no occurrence where the day tells."""
    plan, item = with_plan(plan, item)

    def left(found: Sequence[str]) -> list[Choice]:
        return choices_in(found[0]).times(found[1], found[2], units)

    questions = [
        _plan(plan),
        Question("ITEM", message("What was done?"), item, choices=lambda found: choices_in(found[0]).tasks()),
        _date(message("When was it done?"), date),
    ]
    asked = message("For which time? More than one is not ticked off")
    times = Question(
        "--occurrence",
        asked,
        occurrence,
        choices=left,
        takes_the_first=True,
        check=parse_date,
        needed=lambda found: len(left(found)) > 1,
    )
    if is_terminal():
        return answers([*questions, times], language)
    return [*answers(questions, language), occurrence or ""]


def _plan(given: str | None) -> Question:
    return Question("PLAN", message("Plan"), given, choices=lambda _: plans_here(), takes_the_only=True)


def _subgoal(given: str | None) -> Question:
    return Question("SUBGOAL", message("Subgoal"), given, choices=lambda found: choices_in(found[0]).subgoals())


def _date(asked: Message, given: str | None) -> Question:
    return Question("--date", asked, given, default=today().isoformat(), check=parse_date)


def _title(given: str | None) -> Question:
    return Question("--title", message("Title"), given)


def _is_deviation(found: Sequence[str]) -> bool:
    return SCALES["assessment"].names.get(word_key(found[2])) in DEVIATIONS


def _numbers(text: str) -> None:
    for part in text.split("/"):
        parse_number(part)


def thing_questions(plan: str | None, title: str | None, language: Language) -> list[str]:
    """Return the plan and title of something new."""
    (plan,) = with_plan(plan)
    return answers([_plan(plan), _title(title)], language)


def activity_questions(plan: str | None, subgoal: str | None, title: str | None, language: Language) -> list[str]:
    """Return the plan, subgoal and title of a new activity."""
    plan, subgoal = with_plan(plan, subgoal)
    return answers([_plan(plan), _subgoal(subgoal), _title(title)], language)
