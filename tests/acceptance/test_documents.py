"""Twelve real plans and follow-ups, written in the format in our own words: nothing of them is left in a comment.

Each file of tests/documents names its document, and the day that it is of. What is found in it is in a golden file
beside its report; each line of them was read and is true of the document. What the format leaves out on purpose is
named in the file: how far an activity has come in per cent, since that is worked out and not written.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.model.plan import Plan
from anhorig_cli.vocabulary import Language
from command_line import Anhorig
from conftest import Golden
from plan_text import findings, plan_in

HERE = Path(__file__).parent.parent / "documents"
DOCUMENTS = sorted(path for path in HERE.rglob("*") if path.suffix in {".yaml", ".md"} and path.stem != "anhorig")
OMITTED = {"simrishamn-kfn-2025": "färdiggraden"}


def comments(path: Path) -> list[str]:
    return re.findall(r"^[ \t]*#.*|(?<=[ \t])#(?: .*)", path.read_text(encoding="utf-8"), re.MULTILINE)


def day_of(path: Path) -> date:
    said = re.search(r"(?:Per|As of) (\d{4}-\d\d-\d\d)\.$", comments(path)[0])
    assert said is not None
    return date.fromisoformat(said[1])


def document(name: str) -> tuple[Path, Plan]:
    path = next(one for one in DOCUMENTS if one.stem == name)
    return path, plan_in(path.read_text(encoding="utf-8"), path.name)


named = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)


def test_there_are_twelve() -> None:
    assert len(DOCUMENTS) == 12


@named
def test_a_document_is_named_and_nothing_of_it_stands_in_a_comment(path: Path) -> None:
    first, *others = comments(path)
    assert re.match(r"# (Källa|Source): ", first)
    left_out = [one for one in others if "anhorig.yaml" not in one]
    assert [OMITTED.get(path.stem, "") in one for one in left_out] == [True] * (path.stem in OMITTED)


@named
def test_what_is_found_is_true_of_the_document(path: Path, golden: Golden) -> None:
    found = findings(path, day_of(path))
    assert not [one for one in found if one.rule.code < "ANH2"], "all of it can be read"
    lines = [f"{one.location.line} {one.rule.code} {text_of(one.message, Language.SV)}" for one in found]
    golden.check(f"documents/{path.stem}.findings", "".join(f"{line}\n" for line in lines))


@named
def test_the_report_tells_the_document(path: Path, anhorig: Anhorig, golden: Golden) -> None:
    golden.check(f"documents/{path.stem}.md", anhorig("report", path, "--as-of", str(day_of(path))).out)


def test_reductions_are_targets_though_nobody_says_where_they_start() -> None:
    _, plan = document("kungalv-2017")
    targets = plan.indicators[0].targets
    assert [(str(one.change), one.unit) for one in targets] == [
        ("-20 %", None),
        ("-50 %", "ytterby"),
        ("-50 %", "komarken"),
    ]
    assert "områden" in (plan.caveat or "")


def test_a_scale_of_its_own_is_printed_in_its_own_words(anhorig: Anhorig) -> None:
    path, _ = document("enkoping-2019")
    told = anhorig("report", path, "--as-of", "2020-02-01").out
    assert "◐ Uppnått till minst 80 procent" in told
    assert "✖ Uppnått till mindre än 80 procent" in told


@pytest.mark.parametrize(
    ("name", "doubt"),
    [
        ("sala-2013", "symboler"),
        ("simrishamn-kfn-2025", "Grön cirkel"),
        ("sn-delarsbokslut", "Året är satt till 2013"),
        ("vargarda-2023", "förord"),
        ("enkoping-2019", "ordagrant"),
    ],
)
def test_how_a_document_was_read_is_a_reservation_that_each_report_prints(
    name: str, doubt: str, anhorig: Anhorig
) -> None:
    path, _ = document(name)
    assert doubt in anhorig("report", path, "--as-of", str(day_of(path))).out


def test_a_verdict_on_all_of_it_stands_on_the_plan() -> None:
    _, plan = document("vargarda-2023")
    (judged,) = plan.assessments
    assert (judged.status, "8 uppfyllda, 3 delvis uppfyllda och 19 inte" in (judged.comment or "")) == (
        "partly_achieved",
        True,
    )


def test_what_is_no_business_of_the_committee_is_a_verdict_on_the_area() -> None:
    _, plan = document("sn-delarsbokslut")
    assert [area.id for area in plan.areas if area.assessments] == ["gymnasium", "grundskolor"]
