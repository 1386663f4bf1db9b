"""`anhorig done`."""

from typing import Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, Note, PlanName, argument, flag, option


def done(
    plan: PlanName = None,
    item: Annotated[
        str | None,
        argument(
            "ITEM",
            "The id or title of an item of the annual cycle, or of an activity.",
            offers=completion.after_plan(completion.tasks),
        ),
    ] = None,
    date: Annotated[str | None, option("DATE", "The day it was done. Default: today.")] = None,
    unit: Annotated[
        list[str] | None,
        option("UNIT", "The unit that did it; repeatable. Default: all of the item's units.", offers=completion.units),
    ] = None,
    occurrence: Annotated[
        str | None,
        option(
            "PERIOD",
            "Which occurrence it was, such as 2026-Q1. Default: the one on that day, else the earliest that is "
            "left and had begun.",
        ),
    ] = None,
    cancelled: Annotated[bool, flag("It was not done, and will not be; say why with --note.", "--cancelled")] = False,
    note: Note = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Tick off something in the annual cycle, or an activity.

    For example: anhorig done "Follow up the indicators" --date 2026-11-15
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import tick_questions
    from anhorig_cli.cli.surroundings import today
    from anhorig_cli.usecases.edit.tick_off import Tick, tick_off

    reader_language, day = language_of(language), today()
    units = tuple(unit or ())
    plan, item, date, occurrence = tick_questions(plan, item, date, occurrence, units, reader_language)
    tick = Tick(date, day, units, occurrence or None, note, cancelled)
    change(plan, lambda files: tick_off(files, item, tick), reader_language, dry_run=dry_run)
