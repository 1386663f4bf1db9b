"""One lack is one finding: what the same act mends is told once, by the rule that tells most of it."""

from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.usecases.check.check_plans import check_paths
from anhorig_cli.vocabulary import Language
from command_line import Anhorig

AS_OF = date(2026, 7, 1)
FAMILIES = (
    "ANH401",
    "ANH402",
    "ANH404",
    "ANH405",
    "ANH301",
    "ANH306",
    "ANH311",
    "ANH314",
    "ANH316",
    "ANH318",
    "ANH319",
    "ANH312",
    "ANH70",
)


def told(folder: Path, text: str, *, each: bool = False) -> list[tuple[str, int]]:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    found = check_paths([str(path)], AS_OF, each=each).findings
    return sorted((one.rule.code, one.location.line) for one in found if one.rule.code.startswith(FAMILIES))


@pytest.mark.parametrize(
    "subgoal",
    [
        "{id: a, titel: Aldrig bedömt, senast: 2026-06-30}",
        "{id: a, titel: Utan skäl, senast: 2026-06-30, bedömningar: [{datum: 2026-05, status: bedöms inte uppfyllas}]}",
        "{id: a, titel: Länge sedan, senast: 2026-06-30, bedömningar: [{datum: 2024-05, status: bedöms uppfyllas}]}",
        "{id: a, titel: Aktivitet efteråt, senast: 2026-06-30, aktiviteter: [{titel: A, senast: 2026-09}]}",
    ],
)
def test_an_overdue_subgoal_is_told_once(subgoal: str, tmp_path: Path) -> None:
    assert told(tmp_path, f"titel: P\ndelmål:\n  - {subgoal}\n") == [("ANH301", 3)]


REPORTED = """\
titel: P
rapporter:
  - {titel: Helår, datum: 2026-02-15}
  - {titel: Delår, datum: 2026-07-10}
delmål:
  - {id: a, titel: Aldrig bedömt}
  - {id: b, titel: Bedömt före helåret, bedömningar: [{datum: 2026-01-31, status: bedöms uppfyllas}]}
  - {id: c, titel: Bedömt för delåret, bedömningar: [{datum: 2026-06-30, status: bedöms uppfyllas}]}
"""


def test_what_a_near_report_waits_for_is_told_at_the_report(tmp_path: Path) -> None:
    assert told(tmp_path, REPORTED) == [("ANH701", 4)]
    assert told(tmp_path, REPORTED.replace("2026-07-10", "2026-12-10")) == [("ANH306", 6), ("ANH314", 7)]


REVISED = """\
titel: P
nämnd: Socialnämnden
delmål:
  - id: a
    titel: A
    senast: 2026-12-31
    bedömningar: [{datum: 2026-06-30, status: bedöms uppfyllas}]
    revideringar:
      - {från: 2026-06-30, till: 2026-12-31, beslutad: 2026-05-20, skäl: Vakans}
"""


def test_a_decision_that_is_lacking_is_told_once(tmp_path: Path) -> None:
    assert told(tmp_path, REVISED) == [("ANH702", 1)]
    assert told(tmp_path, REVISED.replace(", skäl: Vakans", "")) == [("ANH312", 9)]
    also = REVISED + "      - {fält: påbörjas senast, från: 2026-01, till: 2026-02, beslutad: 2026-05-20}\n"
    assert told(tmp_path, also) == [("ANH312", 9), ("ANH312", 10), ("ANH702", 1)]


def test_what_covers_nothing_that_is_told_leaves_it_alone(tmp_path: Path) -> None:
    """A rule that is switched off, or a finding that is accepted, hides no other."""
    settings = tmp_path / "anhorig.yaml"
    text = "titel: P\ndelmål:\n  - {id: a, titel: A, senast: 2026-06-30}\n"
    settings.write_text("allvar: {overdue-subgoal: av}\n", encoding="utf-8")
    assert told(tmp_path, text) == [("ANH306", 3), ("ANH311", 3)]
    settings.write_text("undanta: [{regel: overdue-subgoal, var: plan, skäl: Beslutat}]\n", encoding="utf-8")
    assert told(tmp_path, text) == [("ANH306", 3), ("ANH311", 3)]


def test_how_many_there_are_in_all_stays_true(tmp_path: Path) -> None:
    late = "".join(f"  - {{id: l{n}, titel: L{n}, senast: 2026-06-30}}\n" for n in range(2))
    text = f"titel: P\ndelmål:\n{late}" + "".join(f"  - {{id: d{n}, titel: D{n}}}\n" for n in range(3))
    assert told(tmp_path, text) == [("ANH301", 3), ("ANH301", 4), ("ANH306", 2)]
    found = check_paths([str(tmp_path / "plan.yaml")], AS_OF).findings
    words = [text_of(one.message, Language.EN) for one in found if one.rule.code == "ANH306"]
    assert words == ["5 of 5 subgoals have not been assessed"]
    assert [line for code, line in told(tmp_path, text, each=True) if code == "ANH306"] == [5, 6, 7]


def test_what_is_asked_for_alone_is_told_whatever_covers_it(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("titel: P\ndelmål:\n  - {id: a, titel: A, senast: 2026-06-30}\n", encoding="utf-8")
    for chosen in (("--select", "not-assessed"), ("--ignore", "ANH301", "--select", "ANH306")):
        assert anhorig("check", path, "--as-of", "2026-07-01", *chosen).out.count("ANH306") == 1
    assert "ANH306" not in anhorig("check", path, "--as-of", "2026-07-01", "--select", "ANH3").out


MEASURED = """\
titel: P
period: {från: 2025-01-01, till: 2026-12-31}
indikatorer:
  - {id: i, titel: I, mätintervall: kvartal, INDICATOR, målvärde: {minst: 80, senast: 2026-06-30}}
delmål: [{id: a, titel: A, indikatorer: i, bedömningar: [{datum: 2026-06-01, status: bedöms uppfyllas}]}]
"""


@pytest.mark.parametrize("indicator", ["riktning: öka", "täljare: nöjda, nämnare: svar, mätningar: []"])
def test_an_indicator_that_was_never_measured_is_told_once(indicator: str, tmp_path: Path) -> None:
    late = MEASURED.replace("INDICATOR", indicator)
    assert told(tmp_path, late) == [("ANH402", 4)]
    in_time = {code for code, _ in told(tmp_path, late.replace("2026-06-30}", "2026-12-31}"))}
    assert in_time == ({"ANH401", "ANH405"} if "täljare" in indicator else {"ANH401", "ANH404"})


def test_what_a_share_lacks_besides_its_parts_is_told_too(tmp_path: Path) -> None:
    without_target = MEASURED.replace("INDICATOR", "täljare: nöjda, nämnare: svar").replace(
        ", målvärde: {minst: 80, senast: 2026-06-30}", ""
    )
    assert ("ANH404", 4) in told(tmp_path, without_target)


ENDED = """\
titel: P
period: {från: 2024, till: 2025}
områden:
  - {id: a, titel: A, bedömningar: [{status: bedöms inte uppfyllas}]}
"""


def test_an_area_without_a_final_assessment_is_told_once(tmp_path: Path) -> None:
    assert told(tmp_path, ENDED) == [("ANH301", 4)]
    assert told(tmp_path, ENDED.replace("2025}", "2026}")) == [("ANH311", 4), ("ANH316", 4)]
    assessed = ENDED.replace("{status: bedöms inte", "{datum: 2025-12-31, orsak: Vakans, status: ej")
    assert told(tmp_path, assessed.replace("uppfyllas}", "uppfyllt}")) == []


EXAMPLES = Path(__file__).parents[2] / "rules"


@pytest.mark.parametrize(
    ("example", "sentences"),
    [
        ("overdue-subgoal/bad/areas.yaml", ["the plan's period has ended, but 3 areas have no final assessment"]),
        ("assessed-long-ago/bad/areas.yaml", ["3 areas were last assessed long ago"]),
        ("undated-status/bad/areas.yaml", ["the assessments of 3 areas have no date"]),
        ("deviation-without-plan/bad/areas.yaml", ["3 areas deviate, but no cause or action is given"]),
        ("due-soon/bad/many.yaml", ["3 subgoals are due within 30 days"]),
        (
            "method-changed-without-note/bad/many.yaml",
            ["the method of measuring changed 3 times, but no note says how"],
        ),
        (
            "people-not-marked/bad/many.yaml",
            ["3 indicators seem to count few people, but do not say that they count people"],
        ),
        (
            "yes-or-no/bad/many.yaml",
            ["3 values are a yes or a no among numbers", "3 values are numbers among yes and no"],
        ),
        (
            "unknown-name/bad/in-several-places.yaml",
            [
                "names in 3 places are not in the plan's list 'roller'",
                "3 revisions name a decision, but the plan lists none",
            ],
        ),
        ("unanswered-recommendation/bad/known.yaml", ["nothing answers 3 of 3 recommendations"]),
    ],
)
def test_what_three_parts_lack_is_told_once(example: str, sentences: list[str]) -> None:
    slug = example.partition("/")[0]
    found = [one for one in check_paths([str(EXAMPLES / example)], AS_OF).findings if one.rule.slug == slug]
    texts = [text_of(one.message, Language.EN) for one in found if one.related]
    assert sorted(texts) == sorted(sentences)
    assert {len(one.related) for one in found if one.related} == {3}
