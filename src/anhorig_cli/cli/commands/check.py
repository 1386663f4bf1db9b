"""`anhorig check`."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anhorig_cli.cli.others import select_plans
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal.options import (
    AsOf,
    LanguageOption,
    Paths,
    WithOthers,
    flag,
    format_option,
    one_of,
    option,
)
from anhorig_cli.diagnostics import ExitCode, Severity, WrongUsageError
from anhorig_cli.loading.boundary import is_work_tree
from anhorig_cli.places import real
from anhorig_cli.source import message
from anhorig_cli.vocabulary import nearest

if TYPE_CHECKING:
    from anhorig_cli.diagnostics import Diagnostic
    from anhorig_cli.usecases.check.check_plans import CheckResult, SelectPlans
    from anhorig_cli.usecases.check.evaluate import RuleSelection
    from anhorig_cli.vocabulary import Language


class CheckFormat(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


class FailOn(StrEnum):
    """The least serious finding that makes the check fail."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


def check(
    paths: Paths = None,
    as_of: AsOf = None,
    output_format: Annotated[
        CheckFormat | None,
        format_option(CheckFormat, "The format of the findings. Default: text, or what the CI service uses."),
    ] = None,
    fail_on: Annotated[
        FailOn, option(one_of(FailOn), "Exit with code 1 if any finding is at least this serious.")
    ] = FailOn.ERROR,
    select: Annotated[list[str] | None, option("RULE,…", "Only these rules: code, name, or ANH3 for a family.")] = None,
    ignore: Annotated[list[str] | None, option("RULE,…", "All rules but these.")] = None,
    since: Annotated[
        str | None, option("REV", "Only findings that are new since a version in git: HEAD, main, v1 …")
    ] = None,
    each: Annotated[
        bool, flag("Show each part that lacks the same thing; without it, three or more share one line.", "--each")
    ] = False,
    fix: Annotated[bool, flag("Fix what can be fixed without a loss, then check.", "--fix")] = False,
    unsafe_fixes: Annotated[
        bool, flag("With --fix or --diff: also fix what should be looked at afterwards.", "--unsafe-fixes")
    ] = False,
    diff: Annotated[bool, flag("Show what --fix would change, and write nothing.", "--diff", "--dry-run")] = False,
    quiet: Annotated[bool, flag("Only the findings: no summary.", "-q", "--quiet")] = False,
    statistics: Annotated[
        bool, flag("How many findings each rule gives, instead of the findings.", "--statistics")
    ] = False,
    with_others: WithOthers = False,
    language: LanguageOption = None,
) -> None:
    """Check plans and say what is wrong, where, and how to fix it.

    For example: anhorig check
    """
    from anhorig_cli.usecases.check.evaluate import RuleSelection

    reader_language = language_of(language)
    day = as_of_date(as_of)
    asked = RuleSelection(_rules_named(select), _rules_named(ignore))
    if fix or diff:
        is_to_fix = partial(_is_to_fix, asked, unsafe=unsafe_fixes)
        _fix(paths or [], day, is_to_fix, reader_language, only_show=diff)
    elif unsafe_fixes:
        raise WrongUsageError(message("--unsafe-fixes is used together with --fix or --diff"))
    load_plans = partial(select_plans, language=reader_language, with_others=with_others)
    result = _checked(paths or [], day, since, load_plans, asked, each=each).only(asked)
    result = result._replace(fail_on=None if fail_on is FailOn.NEVER else Severity(fail_on.value))
    _write(result, output_format or _format_of_ci(os.environ), reader_language, statistics=statistics, quiet=quiet)
    raise typer.Exit(ExitCode.FINDINGS if result.has_failed else ExitCode.CLEAN)


def _rules_named(words: list[str] | None) -> tuple[str, ...]:
    """Return the rules that an option names; each of its words is one rule, or several separated by commas.

    Raises:
        WrongUsageError: if one of them is neither a rule nor the beginning of a code; or if there is none.
    """
    from anhorig_cli.rules.registry import RULES

    if words is None:
        return ()
    names = tuple(name.strip() for word in words for name in word.split(",") if name.strip())
    if not names:
        raise WrongUsageError(message("name a rule: a code, a name, or ANH3 for a family"))
    for name in names:
        if not any(rule.answers_to(name) for rule in RULES):
            raise _no_such_rule(name, [rule.slug for rule in RULES])
    return names


def _no_such_rule(name: str, slugs: list[str]) -> WrongUsageError:
    near = nearest(name, slugs)
    return WrongUsageError(
        message("there is no rule '{name}'; did you mean '{near}'?", name=name, near=near)
        if near
        else message("there is no rule '{name}'; 'anhorig explain' lists them", name=name)
    )


def _is_to_fix(asked: "RuleSelection", finding: "Diagnostic", *, unsafe: bool) -> bool:
    """Return whether a finding is to be fixed."""
    fix = finding.fix
    return fix is not None and (fix.is_safe or unsafe) and asked.has(finding.rule)


def _fix(
    paths: list[str], day: date, is_to_fix: "Callable[[Diagnostic], bool]", language: "Language", *, only_show: bool
) -> None:
    """Fix plans before they are checked, or only show the fixes and end the command, with 1 if there are any."""
    from anhorig_cli.cli.disk.changes import fix_plans, show_fixes

    if only_show:
        raise typer.Exit(ExitCode.FINDINGS if show_fixes(paths, day, is_to_fix) else ExitCode.CLEAN)
    fix_plans(paths, day, is_to_fix, language)


def _checked(
    paths: list[str], day: date, since: str | None, load_plans: "SelectPlans", asked: "RuleSelection", *, each: bool
) -> "CheckResult":
    if since is not None:
        from anhorig_cli.usecases.check.check_since import check_since

        return check_since(paths, day, since, rules=asked, select_plans=load_plans)
    from anhorig_cli.usecases.check.check_plans import check_paths

    return check_paths(paths, day, each=each, rules=asked, select_plans=load_plans)


def _write(result: "CheckResult", name: CheckFormat, language: "Language", *, statistics: bool, quiet: bool) -> None:
    from anhorig_cli.cli.formats import pieces, text

    if statistics:
        sys.stdout.write(text.statistics(result))
    elif name is CheckFormat.TEXT and sys.stdout.isatty():
        from anhorig_cli.cli.formats import terminal

        terminal.print_findings(result, language)
    else:
        printed = result if name is CheckFormat.TEXT else _with_workspace_names(result)
        sys.stdout.writelines(pieces(printed, name.value, language))
    sys.stdout.flush()
    if not quiet and name in {CheckFormat.TEXT, CheckFormat.GITHUB, CheckFormat.GITLAB}:
        sys.stderr.write(text.summary(result, language) + "\n")


def _with_workspace_names(result: "CheckResult") -> "CheckResult":
    """Return a result whose files have the names that a CI service uses, however the user typed them."""
    top = workspace(os.environ)
    return result._replace(findings=result.findings.with_files_called(lambda name: name_in_workspace(name, top)))


def _format_of_ci(environment: Mapping[str, str]) -> CheckFormat:
    """Return the format of the CI service that the tool runs in; text elsewhere."""
    if environment.get("GITHUB_ACTIONS") == "true":
        return CheckFormat.GITHUB
    return CheckFormat.GITLAB if environment.get("GITLAB_CI") == "true" else CheckFormat.TEXT


# The names of files as CI services know them: relative to the top of the repository, whatever the working folder is.


_WORKSPACES = (("GITHUB_ACTIONS", "GITHUB_WORKSPACE"), ("GITLAB_CI", "CI_PROJECT_DIR"))


def workspace(environment: Mapping[str, str]) -> Path | None:
    """Return the folder that a CI service's file names are relative to: its own workspace, else the work tree's top.

    None if the working folder is in neither.
    """
    try:
        here = real("")
    except OSError:
        return None  # the working folder has been removed
    for service, variable in _WORKSPACES:
        named = environment.get(variable, "")
        if environment.get(service) == "true" and named:
            folder = real(named)
            if here.is_relative_to(folder):
                return folder
    return next((folder for folder in (here, *here.parents) if is_work_tree(folder)), None)


@lru_cache(maxsize=1024)
def name_in_workspace(name: str, top: Path | None) -> str:
    """Return a file's path relative to `top`: an absolute one if it is outside, and as typed if `top` is None."""
    typed = Path(os.path.normpath(name))
    if top is None:
        return typed.as_posix()
    try:
        place = real(typed.parent) / typed.name
    except (OSError, ValueError):
        return typed.as_posix()
    return (place.relative_to(top) if place.is_relative_to(top) else place).as_posix()
