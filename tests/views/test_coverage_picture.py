"""The picture of how plans contribute to a strategy: no words stand on each other, however long they are."""

from datetime import date

import pytest

from anhorig_cli.analysis.contributions import Aims, contributor
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.views.coverage import PlanColumn, coverage_view
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.coverage_matrix import coverage_picture
from anhorig_cli.vocabulary import Language
from picture_text import flaws
from plan_text import plan_in

DAY = date(2026, 7, 1)


@pytest.mark.parametrize("title", ["A", "Samordnat anhörigstöd " * 8, "Anhörigstödsutvecklingssamordning" * 4])
@pytest.mark.parametrize("areas", [1, 7])
@pytest.mark.parametrize("language", Language)
def test_no_words_stand_on_each_other(title: str, areas: int, language: Language) -> None:
    listed = ", ".join(f"{{id: o{n}, titel: {title} {n}}}" for n in range(areas))
    strategy = plan_in(f"{{titel: {title}, områden: [{listed}]}}", "lan.yaml")
    judged = "bedömningar: [{datum: 2026-01, status: bedöms inte uppfyllas}]"
    other = plan_in(f"{{titel: {title}, delmål: [{{id: d, titel: D, bidrar_till: lan/o0, {judged}}}]}}", "k.yaml")
    found = contributor(Aims(strategy), Snapshot(other, DAY))
    columns = [PlanColumn("k.yaml", "k", found, ()), PlanColumn("x.yaml", "x", None, ())]
    drawing = coverage_picture(coverage_view(Snapshot(strategy, DAY), columns, Formatter.of(language)))
    assert flaws(drawing) == []
