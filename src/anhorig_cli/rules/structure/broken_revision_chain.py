"""Revisions that do not lead from one deadline to the next."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Route, Where, message

_Numbered = tuple[int, Revision]


@rule("ANH209", "broken-revision-chain", Severity.WARNING)
def broken_revision_chain(case: Case) -> Iterator[Finding]:
    """The revisions of a deadline do not lead from one date to the next.

    Each revision moves the deadline on from where the one before put it, and the last one puts it where it is now.
    Where they do not meet, a revision is missing or a date is wrong, and the report shows moves that nobody has
    decided. `2026-06` and `2026-06-30` are the same deadline. A revision that leaves out `från` or `till` is not
    compared, nor are revisions of targets; a subgoal that is met, discontinued or continued by another is not checked.
    One that was not met is: a deadline moved later would open it again.

    **Fix it:** write the revision that is missing, or correct the date.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-12-31
        revideringar:
          - fält: senast
            från: 2026-06-30
            till: 2026-09-30
            beslutad: 2026-05-20
            beslut: Socialnämnden § 41
            skäl: Enkäten blev försenad.
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        senast: 2026-09-30
        revideringar:
          - fält: senast
            från: 2026-06-30
            till: 2026-09-30
            beslutad: 2026-05-20
            beslut: Socialnämnden § 41
            skäl: Enkäten blev försenad.
    ```
    """
    snapshot = case.snapshot
    for i, subgoal in snapshot.subgoals:
        if subgoal.revisions and (snapshot.is_open(subgoal) or snapshot.is_not_met(subgoal)):
            known = snapshot.revisions(subgoal)
            yield from _gaps(i, subgoal, "due", known, snapshot.due(subgoal))
            yield from _gaps(i, subgoal, "start_by", known, snapshot.start_by(subgoal))


def _gaps(i: int, subgoal: Subgoal, field: str, known: list[Revision], now: PlanDate | None) -> list[Finding]:
    """Return the findings about gaps between the revisions of a field.

    Revisions decided on the same day, or without a day, may be listed with the oldest or the newest first.
    """
    are_known = {id(revision) for revision in known}
    revisions = [(j, r) for j, r in enumerate(subgoal.revisions) if r.field == field and id(r) in are_known]
    is_dated = all(r.decided for _, r in revisions)

    def decided(numbered: _Numbered) -> date:
        day = numbered[1].decided
        return day.first if is_dated and day else date.min

    route: Route = ("subgoals", i, "revisions")
    reversed_revisions = revisions[::-1]
    oldest_first = list(_flaws(route, subgoal, sorted(revisions, key=decided), now))
    newest_first = list(_flaws(route, subgoal, sorted(reversed_revisions, key=decided), now))
    return oldest_first if newest_first else []


def _flaws(route: Route, subgoal: Subgoal, chain: list[_Numbered], now: PlanDate | None) -> Iterator[Finding]:
    advice = message("write the revision that is missing, or correct the date")
    for (j, earlier), (k, later) in pairwise(chain):
        if not _is_same(earlier.to, later.from_):
            text = message(
                "'{field}' of the subgoal '{title}' was moved to {to} on line {line}, but is moved from {start} here",
                field=_term(later),
                title=subgoal.title,
                to=earlier.to,
                line=Where((*route, j, "to")),
                start=later.from_,
            )
            yield Finding(Where((*route, k, "from")), text, advice)
    for j, last in chain[-1:]:
        values = {"field": _term(last), "title": subgoal.title}
        if now is None and isinstance(last.to, PlanDate) and getattr(subgoal, last.field) is None:
            text = message("the last revision moves '{field}' of the subgoal '{title}', which has none", **values)
            meant = message("write the date that applies now on the subgoal itself")
            yield Finding(Where((*route, j, "to")), text, meant)
        elif not _is_same(last.to, now):
            text = message("'{field}' of the subgoal '{title}' was moved to {to} but is {now}")
            yield Finding(Where((*route, j, "to")), text.with_values(to=last.to, now=now, **values), advice)


def _term(revision: Revision) -> object:
    return PARTS["subgoal"].term(revision.field)


def _is_same(one: object, other: object) -> bool:
    """Return whether two deadlines end on the same day; also true unless both are dates."""
    return not (isinstance(one, PlanDate) and isinstance(other, PlanDate)) or one.last == other.last
