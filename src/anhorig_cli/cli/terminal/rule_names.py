"""Rules as the command line names them."""

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.rules.registry import RULES
from anhorig_cli.source import message
from anhorig_cli.vocabulary import nearest


def no_such_rule(name: str) -> WrongUsageError:
    """Return what to say of a name that no rule answers to."""
    near = nearest(name, (rule.slug for rule in RULES))
    return WrongUsageError(
        message("there is no rule '{name}'; did you mean '{near}'?", name=name, near=near)
        if near
        else message("there is no rule '{name}'; 'anhorig explain' lists them", name=name)
    )


def rules_named(words: list[str] | None) -> list[str]:
    """Return the rules that the words of an option name, each word one or several with commas between.

    Raises:
        WrongUsageError: where one of them is no rule, and no beginning of a code; or where there is none.
    """
    if words is None:
        return []
    names = [name.strip() for word in words for name in word.split(",") if name.strip()]
    if not names:
        raise WrongUsageError(message("name a rule: a code, a name, or ANH3 for a family"))
    for name in names:
        if not any(rule.answers_to(name) for rule in RULES):
            raise no_such_rule(name)
    return names


def no_such_rule_or_key(name: str) -> WrongUsageError:
    """Return what to say of a name that neither a rule nor a key of the format answers to."""
    from anhorig_cli.schema.reference import near

    meant = near(name)
    return WrongUsageError(
        message("there is no rule or key '{name}'; did you mean '{near}'?", name=name, near=meant)
        if meant
        else message(
            "there is no rule or key '{name}'; 'anhorig explain' lists the rules, 'anhorig explain plan' the keys",
            name=name,
        )
    )
