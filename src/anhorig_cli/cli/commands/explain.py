"""`anhorig explain`."""

import re
import sys
from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal.options import LanguageOption, argument, option
from anhorig_cli.diagnostics import Rule, WrongUsageError
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language

if TYPE_CHECKING:
    from anhorig_cli.schema.reference import KeyPage

_WIDTH = 100
"""How long the lines of a key's page are; the first sentence of a key in a list may be longer."""


def fixed_by(rule: Rule) -> Message:
    """Return a phrase that names the option which fixes some of a rule's findings."""
    if rule.fix == "unsafe":
        return message(", some of it fixed by --fix --unsafe-fixes")
    return message(", some of it fixed by --fix")


def explain(
    name: Annotated[
        str | None,
        argument("RULE|KEY", "A rule's code or name, or a key of a plan: subgoals.due, or due. Default: all rules."),
    ] = None,
    as_of: Annotated[str | None, option("DATE", "Has no effect here: a rule's page is the same on every day.")] = None,
    language: LanguageOption = None,
) -> None:
    """Explain a rule, or a key of a plan: what it is for, its values, and an example.

    For example: anhorig explain overdue-subgoal
    """
    from anhorig_cli.rules.registry import RULES

    reader_language = language_of(language)
    as_of_date(as_of)  # every command takes a day and refuses an invalid one; the page does not depend on it
    if name is None:
        sys.stdout.writelines(
            f"{one.code}  {one.slug:28}  {translated(one.page, reader_language).partition(chr(10))[0]}\n"
            for one in RULES
        )
        return
    rule = next((one for one in RULES if name in {one.slug, one.code} or name.upper() == one.code), None)
    sys.stdout.write(_page_of_key(name, reader_language) if rule is None else _page_of_rule(rule, reader_language))


def _page_of_rule(rule: Rule, language: Language) -> str:
    """Return a rule's page."""
    from anhorig_cli.vocabulary import SCALES

    grade = SCALES["severity"].word(rule.severity.value).spelled(language)
    threshold = text_of(message(", threshold {n}", n=rule.threshold), language) if rule.threshold is not None else ""
    fixed = text_of(fixed_by(rule), language) if rule.fix else ""
    page = _without_stars(translated(rule.page, language))
    return f"{rule.code} {rule.slug} ({grade}{threshold}{fixed})\n\n{page}\n"


def _page_of_key(name: str, language: Language) -> str:
    """Return the page of a key; for a key of several parts, a line for each; for a part, a line for each of its keys.

    Raises:
        WrongUsageError: if `name` is neither a key nor a part.
    """
    from anhorig_cli.schema.reference import find, key_page, part_page

    found = find(name)
    pages = [key_page(model, key, language) for model, key in found.keys]
    if not found.parts and len(pages) == 1:
        return _key_page_text(pages[0], language)
    parts = [part_page(model, language) for model in found.parts]
    if not parts and not pages:
        raise _no_such_rule_or_key(name)
    blocks = [f"{part.name}: {part.about}\n\n{_in_lines(part.keys)}" for part in parts]
    if pages:
        blocks.append(_in_lines(pages))
    example = (pages or parts[0].keys)[0].name
    more = text_of(message("more about one of them: anhorig explain {name}", name=example), language)
    return "\n".join([*blocks, more]) + "\n"


def _no_such_rule_or_key(name: str) -> WrongUsageError:
    from anhorig_cli.schema.reference import near

    suggestion = near(name)
    return WrongUsageError(
        message("there is no rule or key '{name}'; did you mean '{near}'?", name=name, near=suggestion)
        if suggestion
        else message(
            "there is no rule or key '{name}'; 'anhorig explain' lists the rules, 'anhorig explain plan' the keys",
            name=name,
        )
    )


def _in_lines(pages: Sequence["KeyPage"]) -> str:
    """Return a line for each key: its name, and the first sentence of its description."""
    width = max(len(page.name) for page in pages)
    lines = (f"{page.name:{width}}  {_first_sentence(page.text)}\n" for page in pages)
    return "".join(lines)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?]) ", text, maxsplit=1)[0]


def _key_page_text(page: "KeyPage", language: Language) -> str:
    """Return the whole page of a key."""
    head = f"{page.name} ({page.elsewhere})"
    required = text_of(message("Required."), language) if page.is_required else ""
    values = f"{page.values} – {page.hint}" if page.hint else page.values
    findings = ", ".join(f"{rule.code} {rule.slug}" for rule in page.findings)
    facts = [text_of(message("Values: {values}", values=values), language)]
    if findings:
        facts.append(text_of(message("Findings: {findings}", findings=findings), language))
    facts.append(text_of(message("Seen: {places}", places=page.printed), language))
    text = f"{page.text} {required}".strip()
    paragraphs = "\n".join(fill(fact, _WIDTH, subsequent_indent="  ", break_on_hyphens=False) for fact in facts)
    return f"{head}\n\n{fill(text, _WIDTH, break_on_hyphens=False)}\n\n{paragraphs}\n\n{page.example}"


def _without_stars(page: str) -> str:
    """Return a page without the asterisks that make words bold in Markdown."""
    return re.sub(r"\*\*(.+?)\*\*", r"\1", page)
