"""Units, target groups and areas that are parts of each other in a circle."""

from collections.abc import Iterator, Sequence

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.register import Named, Register, things
from anhorig_cli.rules.links import in_circles
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import folded

_KINDS = ("units", "target_groups", "areas")


@rule("ANH218", "circular-part-of", Severity.ERROR)
def circular_part_of(case: Case) -> Iterator[Finding]:
    """A unit, a target group or an area is a part of itself, directly or through others.

    `del_av` leads from a part to the whole. If the references form a circle, there is no whole, and what is said of it
    (who is responsible, how many people there are) cannot be followed upwards.

    **Fix it:** remove `del_av` from the one that is the whole.

    ```yaml
    # bad
    enheter:
      - {id: hemvård, titel: Hemvård, del_av: omsorg}
      - {id: omsorg, titel: Vård och omsorg, del_av: hemvård}
    ```

    ```yaml
    # good
    enheter:
      - {id: hemvård, titel: Hemvård, del_av: omsorg}
      - {id: omsorg, titel: Vård och omsorg}
    ```
    """
    for kind in _KINDS:
        listed = things(case.plan, kind)
        circles = in_circles(_wholes(listed))
        for i, thing in enumerate(listed):
            if thing.id and folded(thing.id) in circles:
                yield Finding(
                    Where((kind, i, "part_of")),
                    message("'{id}' is a part of itself", id=thing.id),
                    message("remove 'del_av' (part_of) from the one that is the whole"),
                )


def _wholes(listed: Sequence[Named]) -> dict[str, list[str]]:
    """Return the folded id of what each thing in a list is part of, by the thing's folded id."""
    register = Register(listed)
    found: dict[str, list[str]] = {}
    for thing in listed:
        whole: str | None = getattr(thing, "part_of", None)
        if thing.id:
            found.setdefault(folded(thing.id), []).extend([register.key(whole)] if whole else [])
    return found
