"""`anhorig wheel`: a plan's annual cycle as a picture, a page, and paper."""

import json
import re
import sys
from pathlib import Path

import page as pdf_rules
import pytest
from pypdf import PdfReader

from command_line import Anhorig
from conftest import PLANS, Golden
from elements import elements
from pdf_file import structure, text
from picture_text import parsed

SALEM = PLANS / "salem.yaml"
YEAR = ("--year", "2024", "--as-of", "2024-06-01")


@pytest.mark.parametrize("kind", ["months", "rings"])
@pytest.mark.parametrize("name", ["salem", "trelleborg", "sormland", "tibro", "nestor", "fou-nu"])
def test_the_wheels_of_the_real_plans(name: str, kind: str, anhorig: Anhorig, golden: Golden, tmp_path: Path) -> None:
    path = next(p for p in (PLANS / name, PLANS / f"{name}.yaml", PLANS / f"{name}.md") if p.exists())
    file = tmp_path / "wheel.svg"
    run = anhorig("wheel", path, "--kind", kind, *YEAR, "-o", file)
    assert (run.code, run.out) == (0, "")
    drawn = file.read_text(encoding="utf-8")
    ids = [one.get("id") for one in parsed(drawn).iter() if one.get("id")]
    assert ids == ["arshjul-title", "arshjul-desc"]
    golden.check(f"wheels/{name}.{kind}.svg", drawn)


@pytest.mark.parametrize("ending", ["svg", "html", "png", "pdf"])
def test_the_same_plan_and_day_give_the_same_bytes(ending: str, anhorig: Anhorig, tmp_path: Path) -> None:
    one, two = (tmp_path / f"{run}.{ending}" for run in ("one", "two"))
    assert anhorig("wheel", SALEM, *YEAR, "-o", one, "-o", two).code == 0
    three = tmp_path / f"three.{ending}"
    anhorig("wheel", SALEM, *YEAR, "-o", three)
    assert one.read_bytes() == two.read_bytes() == three.read_bytes()


def test_the_page_has_the_picture_and_the_same_as_a_table(anhorig: Anhorig, tmp_path: Path) -> None:
    file = tmp_path / "wheel.html"
    anhorig("wheel", SALEM, *YEAR, "-o", file)
    page = file.read_text(encoding="utf-8")
    names = [tag for tag, _ in elements(page)]
    assert [names.count(tag) for tag in ("svg", "table", "caption", "h1", "main", "script")] == [1, 1, 1, 1, 1, 0]
    assert "anhorig" not in page
    rows = re.findall(r"<tr><td[^>]*>(\d+)</td>", page)
    assert rows == [str(n) for n in range(1, 10)]
    assert "Enhet 13" in page
    assert "Enskilda samtal och anhöriggrupper" in page


def test_the_page_names_the_tool_only_on_request(anhorig: Anhorig, tmp_path: Path) -> None:
    file = tmp_path / "wheel.html"
    anhorig("wheel", SALEM, *YEAR, "-o", file, "--footer")
    assert "gjord med anhorig" in file.read_text(encoding="utf-8")


def test_a_year_without_anything_to_do_has_no_empty_page_after_the_wheel(anhorig: Anhorig, tmp_path: Path) -> None:
    plan, file = tmp_path / "tom.yaml", tmp_path / "wheel.pdf"
    plan.write_text("titel: Tom plan\n", encoding="utf-8")
    assert anhorig("wheel", plan, *YEAR, "-o", file).code == 0
    assert len(PdfReader(file).pages) == 1
    assert anhorig("wheel", SALEM, *YEAR, "-o", file).code == 0
    assert len(PdfReader(file).pages) == 2


def test_a_column_that_no_row_has_anything_in_is_left_out(anhorig: Anhorig, tmp_path: Path) -> None:
    plan, file = tmp_path / "plan.yaml", tmp_path / "wheel.html"
    item = "titel: Träff, när: mars, ansvarig: Chef"
    plan.write_text(f"titel: Plan\nårshjul: [{{{item}}}]\n", encoding="utf-8")
    anhorig("wheel", plan, *YEAR, "-o", file)
    assert "Rapporteras till" not in file.read_text(encoding="utf-8")
    plan.write_text(f"titel: Plan\nårshjul: [{{{item}, rapporteras_till: Nämnden}}]\n", encoding="utf-8")
    anhorig("wheel", plan, *YEAR, "-o", file)
    assert '<td data-name="Rapporteras till">Nämnden</td>' in file.read_text(encoding="utf-8")


def test_the_wheel_and_the_list_agree_item_by_item(anhorig: Anhorig, tmp_path: Path) -> None:
    listed = json.loads(anhorig("cycle", SALEM, *YEAR, "--format", "json").out)["occurrences"]
    for unit in {one["unit"] for one in listed if one["unit"]}:
        file = tmp_path / f"{unit}.svg"
        assert anhorig("wheel", SALEM, *YEAR, "--unit", unit, "-o", file).code == 0
        told = parsed(file.read_text(encoding="utf-8"))[1].text or ""
        expected = [one for one in listed if one["unit"] == unit]
        words = {"next": "härnäst", "coming": "kommande", "done": "utfört", "passed": "passerat"}
        words["missed"] = "inte utfört i tid"
        assert told.count(". ") == 2 * len(expected) - 1
        for number, one in enumerate(expected, 1):
            assert re.search(rf"\b{number}\. {re.escape(one['title'])}: [^.]+: {words[one['state']]}", told)


def test_a_unit_may_be_named_by_its_title_and_the_language_chosen(anhorig: Anhorig, tmp_path: Path) -> None:
    file = tmp_path / "w.svg"
    anhorig("wheel", SALEM, *YEAR, "--unit", "Enhet 3", "--language", "en", "-o", file)
    drawn = file.read_text(encoding="utf-8")
    assert "Annual cycle 2024 for Enhet 3, as known on 1 June 2024" in drawn
    assert "January" in drawn


def test_the_year_is_that_of_the_day_unless_another_is_asked_for(anhorig: Anhorig, tmp_path: Path) -> None:
    file = tmp_path / "w.svg"
    anhorig("wheel", SALEM, "--as-of", "2025-02-01", "-o", file)
    assert "Årshjul 2025" in file.read_text(encoding="utf-8")


def test_the_pdf_is_tagged_and_has_the_table(anhorig: Anhorig, tmp_path: Path) -> None:
    file = tmp_path / "w.pdf"
    anhorig("wheel", SALEM, *YEAR, "-o", file)
    data = file.read_bytes()
    reports = [pdf_rules.validate_pdf_bytes(data, profile=profile) for profile in ("ua1", "2a")]
    assert [failure.message for report in reports for failure in report.failures] == []
    (picture,) = structure(data).all("Figure")
    assert "Gå igenom enhetens uppgifter" in picture.entries["/Alt"]
    assert len([row for table in structure(data).all("Table") for row in table.all("TR")]) == 10
    assert "Rapportera anhörigstödet till kvalitetsledningssystemet" in text(data)


def test_the_png_is_two_dots_for_each_unit_of_the_picture(anhorig: Anhorig, tmp_path: Path) -> None:
    png, svg = tmp_path / "w.png", tmp_path / "w.svg"
    anhorig("wheel", SALEM, *YEAR, "-o", png, "-o", svg)
    data = png.read_bytes()
    assert data.startswith(b"\x89PNG\r\n")
    width = float(parsed(svg.read_text(encoding="utf-8")).get("width") or 0)
    assert abs(int.from_bytes(data[16:20]) - 2 * width) <= 2


@pytest.mark.parametrize("ending", ["svg", "html", "png", "pdf"])
def test_text_of_a_plan_stays_text_and_what_fonts_lack_is_replaced(
    ending: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    plan = tmp_path / "p.yaml"
    hostile = "'</title><script>alert(1)</script> #eval(\"1\") \\u{1} 🎡 {{ 7*7 }} عربي'"
    plan.write_text(
        f"titel: {hostile}\nenheter: [{{id: e, titel: {hostile}}}]\n"
        f"årshjul: [{{titel: {hostile}, när: mars, från: 2024, enheter: e}}, {{titel: {hostile}}}]\n",
        encoding="utf-8",
    )
    file = tmp_path / f"w.{ending}"
    run = anhorig("wheel", plan, *YEAR, "-o", file)
    assert run.code == 0, run.err
    if ending in {"svg", "html"}:
        page = file.read_text(encoding="utf-8")
        assert "script" not in {tag for tag, _ in elements(page)}
        assert "{{ 7*7 }}" in page
    elif ending == "pdf":
        assert "{{ 7*7 }}" in text(file.read_bytes())


@pytest.mark.parametrize("name", ["w", "w.jpg", ""])
def test_an_ending_that_says_no_format_is_wrong_usage(name: str, anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("wheel", SALEM, "-o", f"{tmp_path}/{name}" if name else "")
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert list(tmp_path.iterdir()) == []


def test_several_plans_are_one_wheel_with_a_ring_each(anhorig: Anhorig, golden: Golden, tmp_path: Path) -> None:
    for name, month in (("Ale", "mars"), ("Berga", "oktober")):
        plan = (
            f"titel: Plan för anhörigstöd\norganisation: {name} kommun\nenheter: [{{id: hem, titel: Hemtjänsten}}]\n"
            f"årshjul: [{{titel: Träff i länet, när: juni}}, {{titel: Genomgång, när: {month}, enheter: hem}}]\n"
        )
        (tmp_path / f"{name.lower()}.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "dalby.yaml").write_text("titel: Plan\norganisation: Dalby kommun\n", encoding="utf-8")
    svg, page, paper = (tmp_path / f"w.{ending}" for ending in ("svg", "html", "pdf"))
    run = anhorig("wheel", tmp_path, *YEAR, "-o", svg, "-o", page, "-o", paper)
    assert run.code == 0, run.err
    golden.check("wheels/three-plans.rings.svg", svg.read_text(encoding="utf-8"))
    shown = page.read_text(encoding="utf-8")
    assert "<h1>3 planer</h1>" in shown
    assert "Ingen tid är bestämd i år i: Dalby kommun" in shown
    said = text(paper.read_bytes())
    assert "Härnäst: Ale kommun, Berga kommun" in said
    assert "Ingen tid är bestämd i år i: Dalby kommun" in said


def test_of_several_plans_a_units_wheel_is_that_of_the_plans_that_know_it(anhorig: Anhorig, tmp_path: Path) -> None:
    several, one = tmp_path / "several.svg", tmp_path / "one.svg"
    asked = ("--unit", "enhet-3", *YEAR)
    assert anhorig("wheel", PLANS, *asked, "-o", several).code == 0
    assert anhorig("wheel", SALEM, *asked, "-o", one).code == 0
    assert several.read_bytes() == one.read_bytes()


@pytest.mark.parametrize("arguments", [[str(SALEM), "--unit", "enhet-99"], [str(SALEM), "--year", "99"]])
def test_an_unknown_unit_or_year_is_wrong_usage(arguments: list[str], anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("wheel", *arguments, "-o", tmp_path / "w.svg")
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_does_not_load_gives_its_errors_and_no_picture(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("titel: P\norganistion: X\n", encoding="utf-8")
    run = anhorig("wheel", tmp_path / "bad.yaml", "-o", tmp_path / "w.svg")
    assert run.code == 1
    assert "bad.yaml:2:1: ANH121 " in run.err
    assert not (tmp_path / "w.svg").exists()


def test_without_the_library_for_paper_it_says_how_to_get_it(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("anhorig_cli.rendering.wheel_paper")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "anhorig_cli.rendering.paper.pdf", raising=False)
    monkeypatch.setitem(sys.modules, "typst", None)
    run = anhorig("wheel", SALEM, "-o", tmp_path / "w.svg", "-o", tmp_path / "w.png", "--language", "en")
    assert run.code == 3
    assert run.err == (
        "PNG needs a part that is not installed: install anhorig again, from where it was installed, "
        "with the part 'pdf'\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_large_annual_cycle_has_a_pdf_too(anhorig: Anhorig, tmp_path: Path) -> None:
    units = "".join(f"  - {{id: u{n}, titel: Enhet {n}}}\n" for n in range(13))
    items = "".join(
        f"  - {{titel: Uppföljning {n} av stödet, när: varje månad, enheter: alla, från: 2024}}\n" for n in range(40)
    )
    plan, file = tmp_path / "plan.yaml", tmp_path / "wheel.pdf"
    plan.write_text(f"titel: P\nenheter:\n{units}årshjul:\n{items}", encoding="utf-8")
    assert anhorig("wheel", plan, *YEAR, "-o", file).code == 0
    assert file.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(("times", "is_printed"), [(1, False), (12, True)])
def test_what_has_no_fixed_time_comes_before_the_table_and_is_printed_where_the_picture_lacks_room(
    times: int, *, is_printed: bool, anhorig: Anhorig, tmp_path: Path
) -> None:
    timeless = "".join(f"  - {{id: t{n}, titel: Samtal med grupp {n}}}\n" for n in range(times))
    plan = tmp_path / "plan.yaml"
    plan.write_text(f"titel: P\nårshjul:\n  - {{id: a, titel: Enkät, när: mars}}\n{timeless}", encoding="utf-8")
    file = tmp_path / "wheel.html"
    assert anhorig("wheel", plan, *YEAR, "-o", file).code == 0
    made = file.read_text(encoding="utf-8")
    section = (
        '<section aria-labelledby="utan-tid">' if is_printed else '<section class="web" aria-labelledby="utan-tid">'
    )
    assert 0 < made.find(section) < made.index("<table")
    assert ">Ansvarig<" not in made
