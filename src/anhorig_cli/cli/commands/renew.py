"""`anhorig renew`."""

import sys
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.surroundings import language_of, today
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, PlanName, option
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from anhorig_cli.usecases.edit.renew_plan import RenewedPlan
    from anhorig_cli.vocabulary import Language

_MOST = 20
"""The most subgoals without a final assessment that are listed; the rest are counted."""


def renew(
    plan: PlanName = None,
    period: Annotated[str | None, option("YEAR", "The years that the new plan covers: 2027, or 2027-2029.")] = None,
    new_id: Annotated[
        str | None, option("ID", "The new plan's id and file name. Default: the old id with the new years.", "--id")
    ] = None,
    title: Annotated[str | None, option("TITLE", "The new title. Default: the old one with the new years.")] = None,
    subgoal: Annotated[
        list[str] | None,
        option(
            "SUBGOAL",
            "A subgoal that continues; repeatable. Default: all but those that already continue in another, "
            "are achieved, discontinued or not applicable.",
            offers=completion.subgoals,
        ),
    ] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Make the next plan from one that is ending, beside it; the old plan is not changed.

    For example: anhorig renew carer-plan --period 2029-2031
    """
    from anhorig_cli.cli.disk.changes import make_plan
    from anhorig_cli.cli.questions import renewal_questions
    from anhorig_cli.usecases.edit.renew_plan import RenewalRequest, parse_period, renew_plan
    from anhorig_cli.workspace.workspace import ids_beside

    reader_language = language_of(language)
    plan_name, years, continued = renewal_questions(plan, period, subgoal, reader_language)
    wanted = RenewalRequest(parse_period(years), new_id, title, continued)
    renewed = make_plan(
        plan_name,
        lambda one: renew_plan(one.files, wanted, ids_beside(one), today(), one.settings.project.small_count),
        reader_language,
        dry_run=dry_run,
    )
    _print_what_is_left(plan_name, renewed, reader_language)


def _print_what_is_left(plan: str, renewed: "RenewedPlan", language: "Language") -> None:
    """Print what was left out of the new plan, and which subgoals of the old plan lack a final assessment."""
    sentences: list[Message] = [renewed.left_out] if renewed.left_out else []
    if renewed.to_judge:
        sentences.append(message("ask for a final judgement of these subgoals in {plan} (anhorig assess):", plan=plan))
    lines = [text_of(one, language) for one in sentences]
    lines += [f"  {one.id} – {one.title}" for one in renewed.to_judge[:_MOST]]
    if len(renewed.to_judge) > _MOST:
        more = message("… and {n} more", n=len(renewed.to_judge) - _MOST)
        lines.append(f"  {text_of(more, language)}")
    sys.stderr.writelines(visible(line) + "\n" for line in lines)
