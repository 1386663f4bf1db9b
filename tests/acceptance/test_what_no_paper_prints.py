"""What the reference of the format says that no paper prints is in none, and the rest of the same plan is."""

import pytest

from anhorig_cli.model.parts import MODELS
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from plan_text import loaded
from report_views import view_of

PLAN = """\
titel: Plan
enkäter: [{id: e, titel: Enkäten, period: 2026-01, utskickade: 100, besvarade: 80}]
bilagor: [{titel: Granskningen, fil: ATTACHMENT-FILE.pdf}]
årshjul: [{titel: Träff, när: mars, delmål: d}]
delmål: [{id: d, titel: CYCLE_ITEM-SUBGOALS, senast: 2026-12-31, indikatorer: i}]
indikatorer:
  - id: i
    titel: Nöjda
    utgångsvärde: {värde: 40, datum: 2025-01-01, källa: BASELINE-SOURCE, notering: BASELINE-NOTE}
    målvärde: {minst: 80, senast: 2027}
    mätningar: [{datum: 2026-02-01, värde: 60, källa: MEASUREMENT-SOURCE, enkät: e}]
"""
PRINTED_IN_NONE = {("baseline", "source"), ("baseline", "note"), ("attachment", "file"), ("measurement", "survey")}


def said_to_be_in_none() -> set[tuple[str, str]]:
    return {
        (model.part, name)
        for model in MODELS.values()
        for name, key in model.keys.items()
        if key.printed is not None and key.printed.template.startswith("in no paper")
    }


def test_the_reference_says_so_of_these_keys_alone() -> None:
    assert said_to_be_in_none() == PRINTED_IN_NONE


@pytest.mark.parametrize("kind", list(PageKind))
def test_they_are_in_no_full_report_and_what_it_is_said_to_print_is(kind: PageKind) -> None:
    page = render_page(view_of(loaded(PLAN).plan), kind)
    assert "MEASUREMENT-SOURCE" in page
    assert not [text for text in ("BASELINE-SOURCE", "BASELINE-NOTE", "ATTACHMENT-FILE") if text in page]
