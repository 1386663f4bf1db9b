"""A plan in a folder: a file for each part, joined to the plan that one file would have held."""

import os
import sys
import unicodedata
from pathlib import Path
from textwrap import dedent

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.plan_loader import LoadedPlan, load
from anhorig_cli.model.plan import Plan
from anhorig_cli.source import Where
from anhorig_cli.vocabulary import Language
from plan_text import loaded


class Folder:
    """A folder plan on disk, made of texts."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self, files: dict[str, str]) -> LoadedPlan:
        """Write the files and load the plan."""
        for name, text in files.items():
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(dedent(text).encode())
        (found,) = find_plans(str(self.path))
        return load(found)

    def plan(self, files: dict[str, str]) -> Plan:
        """Return the plan of files without flaws."""
        result = self.load(files)
        assert result.diagnostics == []
        assert result.plan is not None
        return result.plan

    def flaws(self, files: dict[str, str]) -> list[tuple[str, int, int, str]]:
        """Return the file, line, column and rule of each flaw."""
        start = len(str(self.path)) + 1
        return [
            (d.location.file[start:], d.location.line, d.location.column, d.rule.slug)
            for d in self.load(files).diagnostics
        ]

    def messages(self, files: dict[str, str]) -> list[str]:
        """Return what is said of each flaw, in English."""
        return [text_of(d.message, Language.EN) for d in self.load(files).diagnostics]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "anhorigplan")


PLAN = "titel: Plan\n"
SUBGOAL = "---\ntitel: Fler nås\nsenast: 2026-12\n---\nAnhöriga ska hitta stöd.\n"


@pytest.mark.parametrize("subgoals", ["subgoals", "delmål", unicodedata.normalize("NFD", "delmål")])
@pytest.mark.parametrize("indicators", ["indicators", "indikatorer"])
@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_parts_in_folders_of_either_language_give_the_plan_of_one_file(
    folder: Folder, subgoals: str, indicators: str, ending: str
) -> None:
    plan = folder.plan(
        {
            f"plan.{ending}": PLAN,
            f"{subgoals}/na-fler.md": SUBGOAL,
            f"{subgoals}/utbilda.{ending}": "title: Fler utbildas\ndescription: Kurser.\n",
            f"{indicators}/vantetid.{ending}": "titel: Väntetid\nutgångsvärde: 40\n",
            f"{indicators}/nadda.md": "---\ntitel: Nådda\n---\nHur många som nås.\n",
            f"cycle.{ending}": "annual_cycle:\n  - titel: Uppföljning\n    när: mars\n",
        }
    )
    whole = loaded("""\
        id: anhorigplan
        titel: Plan
        delmål:
          - {id: na-fler, titel: Fler nås, senast: 2026-12, beskrivning: Anhöriga ska hitta stöd.}
          - {id: utbilda, titel: Fler utbildas, beskrivning: Kurser.}
        indikatorer:
          - {id: nadda, titel: Nådda, beskrivning: Hur många som nås.}
          - {id: vantetid, titel: Väntetid, utgångsvärde: 40}
        årshjul:
          - {titel: Uppföljning, när: mars}
        """).plan
    assert plan == whole


def test_the_plan_may_be_markdown(folder: Folder) -> None:
    plan = folder.plan({"plan.md": "---\ntitel: Plan\n---\nSå var det.\n", "delmål/a.md": SUBGOAL})
    assert plan.background == "Så var det."
    assert [subgoal.id for subgoal in plan.subgoals] == ["a"]


def test_the_plans_id_is_the_folders_name(folder: Folder) -> None:
    assert folder.plan({"plan.yaml": PLAN}).id == "anhorigplan"


def test_lists_are_joined_in_file_name_order(folder: Folder) -> None:
    plan = folder.plan(
        {
            "plan.yaml": "titel: Plan\ndelmål: [{id: p, titel: P}]\nlagrum: [c]\n",
            "delmål/10-sist.yaml": "titel: T\n",
            "delmål/2-mitten.yaml": "titel: T\n",
            "delmål/1-först.yaml": "titel: T\n",
            "beslut.yaml": "beslut: [{id: b}]\nlaws: [a, b]\n",
            "zzz.yaml": "subgoals: [{id: z, titel: Z}]\nlagrum: [d]\n",
        }
    )
    assert plan.laws == ("a", "b", "c", "d")
    assert [subgoal.id for subgoal in plan.subgoals] == ["1-först", "2-mitten", "10-sist", "p", "z"]


def test_a_scalar_given_twice_names_both_places(folder: Folder) -> None:
    files = {"plan.yaml": "titel: Plan\nmål: Nå fler\n", "extra.yaml": "# mer\ngoal: Nå alla\n"}
    assert folder.flaws(files) == [("plan.yaml", 2, 1, "duplicate-key")]
    (text,) = folder.messages(files)
    assert "'mål'" in text
    assert "extra.yaml, line 2" in text


@pytest.mark.parametrize(
    ("first", "second"),
    [("period: 2026\n", "period: {från: 2027}\n"), ("lagrum: a\n", "lagrum: [b]\n"), ("delmål: a\n", "delmål: []\n")],
)
def test_so_does_anything_else_that_is_not_two_lists(folder: Folder, first: str, second: str) -> None:
    found = folder.flaws({"a.yaml": first, "plan.yaml": PLAN + second})
    assert ("plan.yaml", 2, 1, "duplicate-key") in found


def test_the_first_value_holds(folder: Folder) -> None:
    plan = folder.load({"a.yaml": "mål: Nå fler\n", "plan.yaml": PLAN + "mål: Nå alla\n"}).plan
    assert plan is not None
    assert plan.goal == "Nå fler"


def test_a_key_twice_in_one_of_the_files_is_an_error_there(folder: Folder) -> None:
    files = {"a.yaml": "mål: Nå fler\nmål: Nå alla\n", "plan.yaml": PLAN}
    assert folder.flaws(files) == [("a.yaml", 2, 1, "duplicate-key")]


def test_so_is_one_that_is_blank_the_first_time(folder: Folder) -> None:
    assert folder.flaws({"plan.yaml": PLAN + "mål:\nmål: Nå alla\n"}) == [("plan.yaml", 3, 1, "duplicate-key")]


def test_a_subgoal_beside_a_value_that_is_no_list_is_an_error_at_the_part(folder: Folder) -> None:
    found = folder.flaws({"plan.yaml": PLAN + "subgoals: Nå fler\n", "subgoals/a.yaml": "titel: T\n"})
    assert found == [("subgoals/a.yaml", 1, 1, "duplicate-key"), ("plan.yaml", 2, 11, "wrong-kind")]


def test_a_blank_value_gives_way_to_one_in_an_earlier_file(folder: Folder) -> None:
    assert folder.plan({"a.yaml": "mål: Nå fler\n", "plan.yaml": PLAN + "mål:\n"}).goal == "Nå fler"
    assert len(folder.plan({"delmål/a.md": SUBGOAL, "plan.yaml": PLAN + "delmål:\n"}).subgoals) == 1


def test_a_blank_value_gives_way_to_one_in_a_later_file(folder: Folder) -> None:
    assert folder.plan({"a.yaml": "mål:\n", "plan.yaml": PLAN + "mål: Nå fler\n"}).goal == "Nå fler"


def test_a_blank_list_gives_way_to_the_parts_in_a_folder(folder: Folder) -> None:
    assert len(folder.plan({"plan.yaml": PLAN + "subgoals:\n", "subgoals/a.md": SUBGOAL}).subgoals) == 1


def test_keys_of_the_users_own_are_left_alone_in_each_file(folder: Folder) -> None:
    assert folder.plan({"a.yaml": "x-mall: 1\n", "plan.yaml": PLAN + "x-mall: 2\n"}).title == "Plan"


def test_lists_are_joined_however_the_letters_of_the_key_are_composed(folder: Folder) -> None:
    plan = folder.plan(
        {
            "a.yaml": unicodedata.normalize("NFD", "delmål: [{id: a, titel: A}]\n"),
            "plan.yaml": PLAN + "delmål: [{id: b, titel: B}]\n",
        }
    )
    assert [subgoal.id for subgoal in plan.subgoals] == ["a", "b"]


def test_an_aliased_list_is_joined_in_one_place_only(folder: Folder) -> None:
    plan = folder.plan(
        {
            "a.yaml": "lagrum: &lista [a]\nersätter: *lista\n",
            "plan.yaml": PLAN + "lagrum: [b]\n",
        }
    )
    assert (plan.laws, plan.replaces) == (("a", "b"), ("a",))


def test_a_merged_list_is_joined_too(folder: Folder) -> None:
    plan = folder.plan({"a.yaml": "x-a: &a {lagrum: [a]}\n<<: *a\n", "plan.yaml": PLAN + "lagrum: [b]\n"})
    assert plan.laws == ("a", "b")


def test_a_part_may_have_an_id_of_its_own(folder: Folder) -> None:
    plan = folder.plan({"plan.yaml": PLAN, "delmål/1-Nå Fler.md": "---\nid: d1\ntitel: T\n---\n"})
    assert plan.subgoals[0].id == "d1"


def test_a_blank_id_gives_way_to_the_files_name(folder: Folder) -> None:
    assert (
        folder.plan({"plan.yaml": PLAN, "delmål/na-fler.md": "---\nid:\ntitel: T\n---\n"}).subgoals[0].id == "na-fler"
    )


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Nå Fler", "nå-fler"),
        ("NÅ", "nå"),
        ("nå fler (2026)", "nå-fler-2026"),
        ("mål&medel", "mål-medel"),
        ("ﬁ😀x", "x"),
        ("!", "plan"),
        ("x" * 70, "x" * 64),
    ],
)
def test_a_name_that_is_no_id_becomes_one_with_a_warning(folder: Folder, name: str, identity: str) -> None:
    files = {"plan.yaml": PLAN, f"delmål/{name}.md": SUBGOAL}
    assert folder.flaws(files) == [(f"delmål/{name}.md", 1, 1, "name-not-slug")]
    result = folder.load(files)
    assert result.is_whole
    assert result.plan is not None
    assert result.plan.subgoals[0].id == identity


@pytest.mark.parametrize("name", ["na-fler", "nå-fler", "1", "1.2_a", "2026-03-31", "éà"])
def test_a_name_that_is_an_id_needs_none(folder: Folder, name: str) -> None:
    assert folder.plan({"plan.yaml": PLAN, f"delmål/{name}.md": SUBGOAL}).subgoals[0].id == name


def test_so_does_one_with_its_letters_decomposed(folder: Folder) -> None:
    name = unicodedata.normalize("NFD", "nå-fler")
    assert folder.plan({"plan.yaml": PLAN, f"delmål/{name}.md": SUBGOAL}).subgoals[0].id == "nå-fler"


@pytest.mark.parametrize("name", ["2024--2026", "utkast-"])
def test_so_does_one_with_dashes_as_an_id_may_have_them(folder: Folder, name: str) -> None:
    assert folder.plan({"plan.yaml": PLAN, f"delmål/{name}.md": SUBGOAL}).subgoals[0].id == name


def test_readme_and_files_of_other_kinds_are_left_alone(folder: Folder) -> None:
    plan = folder.plan(
        {
            "plan.yaml": PLAN,
            "README.md": "---\ntitel: [\n---\n",
            "anteckningar.md": "# Bara text\n",
            "enkät.csv": "a;b\n",
            "delmål/README.md": "# Om delmålen\n",
            "delmål/readme.yaml": "a: [\n",
            "delmål/bild.png": "\x89PNG",
            "delmål/CHANGELOG.md": "# Ändringar\n",
            "indikatorer/underlag.txt": "text\n",
            "bilagor/rapport.pdf": "%PDF",
        }
    )
    assert plan == loaded("{id: anhorigplan, titel: Plan}").plan


def test_hidden_files_and_folders_are_passed_by(folder: Folder) -> None:
    plan = folder.plan(
        {
            "plan.yaml": PLAN,
            ".utkast.yaml": "a: [\n",
            "delmål/.a.md.swp": "x",
            "delmål/.a.md": "x",
            ".git/b.yaml": "a: [\n",
        }
    )
    assert plan.subgoals == ()


def test_links_are_passed_by(folder: Folder) -> None:
    folder.load({"plan.yaml": PLAN, "delmål/a.md": SUBGOAL, "annan.txt": SUBGOAL})
    (folder.path / "delmål" / "b.md").symlink_to(folder.path / "annan.txt")
    (folder.path / "indikatorer").symlink_to(folder.path / "delmål")
    (folder.path / "slinga").symlink_to(folder.path)
    plan = folder.plan({})
    assert [subgoal.id for subgoal in plan.subgoals] == ["a"]
    assert plan.indicators == ()


@pytest.mark.parametrize("target", ["../../annan.md", "/dev/zero", "/proc/self/environ", "../../saknas.md"])
def test_a_link_out_of_the_plan_is_an_error_where_there_is_no_project(folder: Folder, target: str) -> None:
    folder.load({"plan.yaml": PLAN, "delmål/a.md": SUBGOAL, "../annan.md": SUBGOAL})
    (folder.path / "delmål" / "b.md").symlink_to(target)
    assert folder.flaws({}) == [("delmål/b.md", 1, 1, "outside-project")]


@pytest.mark.parametrize("name", ["arkiv/gammal.yaml", "mål/a.md", "Delmål/a.md", "subgoal/a.yml"])
def test_a_part_in_a_folder_with_another_name_is_a_warning(folder: Folder, name: str) -> None:
    files = {"plan.yaml": PLAN, name: "---\ntitel: [\n---\n"}
    assert folder.flaws(files) == [(name, 1, 1, "passed-by")]
    assert folder.load(files).is_whole


def test_so_is_one_that_lies_deeper(folder: Folder) -> None:
    files = {"plan.yaml": PLAN, "delmål/2026/na-fler.md": SUBGOAL}
    assert folder.flaws(files) == [("delmål/2026/na-fler.md", 1, 1, "passed-by")]


def test_a_folder_that_is_called_like_a_part_cannot_be_read(folder: Folder) -> None:
    files = {"plan.yaml": PLAN, "delmål/a.md/b.txt": ""}
    assert folder.flaws(files) == [("delmål/a.md", 1, 1, "unreadable-file")]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes on Windows")
def test_a_part_that_is_a_pipe_is_an_error_and_not_waited_for(folder: Folder) -> None:
    folder.load({"plan.yaml": PLAN, "delmål/a.md": SUBGOAL})
    os.mkfifo(folder.path / "delmål" / "b.md")
    assert folder.flaws({}) == [("delmål/b.md", 1, 1, "unreadable-file")]


def test_a_flaw_in_a_part_stands_in_the_part(folder: Folder) -> None:
    files = {
        "plan.yaml": PLAN,
        "delmål/a.md": "---\ntitel: A\nsenast: i morgon\n---\n",
        "delmål/b.yaml": "titel: B\nanvarig: Enhetschef\n",
        "indikatorer/c.md": "# Text\n",
        "indikatorer/d.yaml": "[titel, D]\n",
        "indikatorer/e.md": "---\nmål: Mål: E\n---\n",
        "extra.yaml": "parter: [{id: p}]\n",
    }
    assert sorted(folder.flaws(files)) == [
        ("delmål/a.md", 3, 9, "bad-date"),
        ("delmål/b.yaml", 2, 1, "unknown-key"),
        ("extra.yaml", 1, 10, "missing-key"),
        ("indikatorer/c.md", 1, 1, "no-front-matter"),
        ("indikatorer/d.yaml", 1, 1, "wrong-kind"),
        ("indikatorer/e.md", 2, 9, "yaml-syntax"),
    ]


def test_a_part_without_a_title_is_an_error_at_the_part(folder: Folder) -> None:
    assert folder.flaws({"plan.yaml": PLAN, "delmål/a.md": "---\nsenast: 2026\n---\n"}) == [
        ("delmål/a.md", 2, 1, "missing-key")
    ]


def test_the_plan_without_a_title_is_an_error_at_the_plan_file(folder: Folder) -> None:
    found = folder.flaws({"plan.yaml": "mål: Nå fler\n", "a.yaml": "lagrum: [a]\n"})
    assert found == [("plan.yaml", 1, 1, "missing-key")]


def test_a_place_in_the_plan_leads_to_the_part(folder: Folder) -> None:
    result = folder.load(
        {
            "plan.yaml": PLAN + "subgoals: [{id: a, titel: A}]\n",
            "subgoals/b.md": "---\ntitel: B\n---\nText.\n\n## 2026-03-31 uppfyllt\nBra.\n",
        }
    )
    start = len(str(folder.path)) + 1

    def at(*route: str | int) -> tuple[str, int, int]:
        place = result.locate(Where(route))
        return place.file[start:], place.line, place.column

    assert at("subgoals", 0, "title") == ("plan.yaml", 2, 27)
    assert at("subgoals", 1) == ("subgoals/b.md", 2, 1)
    assert at("subgoals", 1, "title") == ("subgoals/b.md", 2, 8)
    assert at("subgoals", 1, "description") == ("subgoals/b.md", 4, 1)
    assert at("subgoals", 1, "assessments", 0) == ("subgoals/b.md", 6, 1)
    assert at("subgoals", 1, "assessments", 0, "date") == ("subgoals/b.md", 6, 4)
    assert at("subgoals", 1, "assessments", 0, "comment") == ("subgoals/b.md", 7, 1)


def test_two_plan_files_are_two(folder: Folder) -> None:
    files = {"plan.md": "---\ntitel: Plan\n---\n", "plan.yaml": "titel: En annan\n"}
    assert folder.flaws(files) == [("plan.yaml", 1, 1, "duplicate-key")]


def test_only_parts_without_what_they_belong_to_is_no_whole_plan(folder: Folder) -> None:
    result = folder.load({"plan.yaml": "# tom\n", "delmål/a.md": SUBGOAL})
    assert [d.rule.slug for d in result.diagnostics] == ["empty-file", "missing-key"]
    assert result.plan is None


def test_a_plan_file_that_cannot_be_read_leaves_no_plan(folder: Folder) -> None:
    result = folder.load({"plan.yaml": "titel: [\n"})
    assert [d.rule.slug for d in result.diagnostics] == ["yaml-syntax"]
    assert (result.plan, result.root) == (None, None)


@pytest.mark.parametrize(("text", "slug"), [("", "empty-file"), ("<<<<<<< HEAD\n", "merge-conflict")])
def test_a_part_without_text_to_read_is_an_error_at_the_part(folder: Folder, text: str, slug: str) -> None:
    files = {"plan.yaml": PLAN, "delmål/a.md": text, "delmål/b.md": SUBGOAL}
    assert folder.flaws(files) == [("delmål/a.md", 1, 1, slug)]
    plan = folder.load(files).plan
    assert plan is not None
    assert [subgoal.id for subgoal in plan.subgoals] == ["b"]


def test_a_settings_file_in_the_folder_is_no_part(folder: Folder) -> None:
    assert folder.plan({"plan.yaml": PLAN, "anhorig.yaml": "snart_dagar: 10\n"}).title == "Plan"
