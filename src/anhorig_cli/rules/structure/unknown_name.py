"""Names that the plan's lists do not have."""

from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.references import Reference
from anhorig_cli.rules.links import Suggestions
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Message, Where, message


@rule("ANH203", "unknown-name", Severity.WARNING, across=True)
def unknown_name(case: Case) -> Iterator[Finding]:
    """A role, unit or target group is named that the plan does not list.

    The plan lists its roles, units or target groups, and here is one more. It may be an old name, or one that was
    forgotten in the list; in either case nobody can be sure who is meant.

    **Mend it:** add it to the list, or write one of those that are there.

    ```yaml
    # bad
    roller:
      - id: anhörigkonsulent
        titel: Anhörigkonsulent
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        ansvarig: Utredare
    ```

    ```yaml
    # good
    roller:
      - id: anhörigkonsulent
        titel: Anhörigkonsulent
      - id: utredare
        titel: Utredare
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        ansvarig: utredare
    ```
    """
    suggestions = case.once(Suggestions)
    for reference in case.references:
        if not reference.may_be_text:
            continue
        here = case.register(*reference.kinds)
        if here and not here.has(reference.text) and suggestions.near(reference.text, here, reference.kinds) is None:
            yield Finding(
                Where(reference.route),
                _flaw(reference),
                message("add it to the list, or write one that is there"),
            )


def _flaw(reference: Reference) -> Message:
    """Say that a name is not in its list, by the list's name where there is only one it could be in."""
    lists = [PARTS["plan"].term(kind) for kind in reference.kinds]
    if len(lists) != 1:
        return message("'{name}' is not among those that the plan lists", name=reference.text)
    return message("'{name}' is not in the plan's list '{list}'", name=reference.text, list=lists[0])
