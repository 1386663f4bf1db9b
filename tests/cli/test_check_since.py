"""`anhorig check --since`: only what is new since a version in git."""

from pathlib import Path

import pytest

from anhorig_cli.workspace import parallel as chunks
from command_line import Anhorig
from past import Past

AS_OF = ("--as-of", "2026-07-01", "--fail-on", "warning")
OLD = """
    titel: Plan för anhörigstöd
    delmål:
      - {id: a, titel: A, ansvarig: Chef, aktiviteter: [X]}
      - {id: b, titel: B, senast: 2020-01-31, ansvarig: Chef, aktiviteter: [X], indikatorer: i}
    indikatorer: [{id: i, titel: I, målvärde: 3, utgångsvärde: 1}]
    """


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """A repository that we stand in, with a plan in which two subgoals have flaws."""
    past = Past(tmp_path)
    past.commit("2020-01-15", {"plans/min.yaml": OLD})
    monkeypatch.chdir(tmp_path)
    return past


def _slugs(out: str) -> list[tuple[str, str]]:
    lines = [line.split(" ")[:2] for line in out.splitlines()]
    return [(place.rpartition("/")[2].split(":")[0], code) for place, code in lines]


@pytest.mark.usefixtures("past")
def test_nothing_is_new_where_nothing_has_changed(anhorig: Anhorig) -> None:
    assert anhorig("check", *AS_OF).code == 1
    run = anhorig("check", *AS_OF, "--since", "HEAD")
    assert (run.code, run.out) == (0, "")
    assert "fanns redan förut och visas inte" in run.err


def test_lines_that_move_and_words_that_are_reordered_bring_nothing_new(anhorig: Anhorig, past: Past) -> None:
    past.write({"plans/min.yaml": "# en rad till\n" + OLD.replace("id: a, titel: A,", "titel: A, id: a,")})
    assert anhorig("check", *AS_OF, "--since", "HEAD").out == ""


def test_only_what_the_change_brought_is_told_where_it_stands_now(anhorig: Anhorig, past: Past) -> None:
    new = "  - {id: c, titel: C, senast: 2020}\n    indikatorer: ["
    past.write({"plans/min.yaml": OLD.replace("indikatorer: [", new)})
    run = anhorig("check", *AS_OF, "--since", "HEAD", "--language", "en")
    assert run.code == 1
    assert {code for _, code in _slugs(run.out)} >= {"ANH301", "ANH304", "ANH305"}
    assert all("'C'" in line and ":6:" in line for line in run.out.splitlines())
    assert run.err.splitlines()[-1].endswith(" were there already and are not shown")


@pytest.mark.parametrize(("old", "new"), [("id: a, titel: A", "id: a, titel: AA"), ("2020-01-31", "2020-02-28")])
def test_a_finding_that_says_something_else_is_new(old: str, new: str, anhorig: Anhorig, past: Past) -> None:
    past.write({"plans/min.yaml": OLD.replace(old, new)})
    assert anhorig("check", *AS_OF, "--since", "HEAD").code == 1


def test_days_that_pass_bring_nothing_new(anhorig: Anhorig, past: Past) -> None:
    past.commit("2020-01-16", {"plans/min.yaml": OLD.replace("titel: Plan för", "titel: En plan för")})
    assert anhorig("check", "--as-of", "2030-01-01", "--since", "HEAD~1", "--select", "ANH3").out == ""


def test_a_flaw_of_the_file_is_known_again_on_another_line(anhorig: Anhorig, past: Past) -> None:
    past.commit("2020-01-16", {"plans/min.yaml": OLD + "okänd: 1\ntitel: Igen\n".replace("\n", "\n    ")})
    past.write({"plans/min.yaml": "# en rad\n" + OLD + "okänd: 1\ntitel: Igen\nannan: 2\n".replace("\n", "\n    ")})
    run = anhorig("check", *AS_OF, "--since", "HEAD", "--select", "ANH1")
    assert [line for line in run.out.splitlines() if "annan" not in line] == []
    assert run.code == 1


def test_one_more_of_many_alike_is_one_finding(anhorig: Anhorig, past: Past) -> None:
    def many(n: int) -> str:
        return "titel: P\ndelmål:\n" + "".join(f"  - {{id: d{i}, titel: D{i}}}\n" for i in range(n))

    past.commit("2020-01-16", {"plans/min.yaml": many(30)})
    past.write({"plans/min.yaml": many(31)})
    out = anhorig("check", *AS_OF, "--since", "HEAD", "--select", "no-activity").out
    assert [("'D30'" in line) for line in out.splitlines()] == [True]
    past.write({"plans/min.yaml": many(60)})
    assert len(anhorig("check", *AS_OF, "--since", "HEAD", "--select", "no-activity").out.splitlines()) == 21


def test_a_plan_that_is_renamed_or_made_a_folder_keeps_its_old_findings(anhorig: Anhorig, past: Past) -> None:
    past.git("mv", "plans/min.yaml", "plans/nytt-namn.yaml")
    assert anhorig("check", *AS_OF, "--since", "HEAD").out == ""
    assert anhorig("check", *AS_OF, "--since", "HEAD", "plans/nytt-namn.yaml").out == ""
    (past.top / "plans/nytt-namn").mkdir()
    past.git("mv", "plans/nytt-namn.yaml", "plans/nytt-namn/plan.yaml")
    assert anhorig("check", *AS_OF, "--since", "HEAD").out == ""


@pytest.mark.parametrize("path", ["plans/min.yaml", "plans/ny.yaml"], ids=["the same plan", "of another name too"])
def test_a_thing_that_is_renamed_keeps_its_old_findings(path: str, anhorig: Anhorig, past: Past) -> None:
    Path("plans/min.yaml").unlink()
    new = OLD.replace("{id: b,", "{id: bättre,").replace("{id: i,", "{id: index,")
    new = new.replace("indikatorer: i}", "indikatorer: index}")
    past.write({path: new})
    assert anhorig("check", *AS_OF, "--since", "HEAD").out == ""
    past.write({path: new.replace("titel: B, senast: 2020-01-31", "titel: B, senast: 2020-02-29")})
    assert "ANH301" in anhorig("check", *AS_OF, "--since", "HEAD").out


def test_a_finding_that_names_a_renamed_thing_by_its_id_is_known_again(anhorig: Anhorig, past: Past) -> None:
    parts = OLD + "målgrupper: [{id: g, titel: G}, {id: h, titel: H, del_av: g}]\n    områden: [{id: o, titel: O}]\n"
    past.commit("2020-01-16", {"plans/min.yaml": parts})
    new = parts.replace("{id: g,", "{id: unga,").replace("del_av: g", "del_av: unga").replace("{id: o,", "{id: stod,")
    past.write({"plans/min.yaml": new})
    assert "ANH604" in anhorig("check", *AS_OF).out
    assert anhorig("check", *AS_OF, "--since", "HEAD").out == ""


def test_another_thing_in_the_place_of_one_that_is_gone_has_new_findings(anhorig: Anhorig, past: Past) -> None:
    past.write({"plans/min.yaml": OLD.replace("{id: b, titel: B, senast", "{id: c, titel: C, senast")})
    assert "ANH301" in anhorig("check", *AS_OF, "--since", "HEAD").out


def test_a_new_plan_has_only_new_findings(anhorig: Anhorig, past: Past) -> None:
    past.write({"plans/ny.yaml": "titel: Ny\ndelmål: [{id: a, titel: A}]\n"})
    assert {file for file, _ in _slugs(anhorig("check", *AS_OF, "--since", "HEAD").out)} == {"ny.yaml"}


def test_the_settings_of_today_hold_for_both_but_a_new_exception_is_new(anhorig: Anhorig, past: Past) -> None:
    past.commit("2020-01-16", {"anhorig.yaml": "allvar: {no-indicator: av}\n"})
    past.write({"anhorig.yaml": "undanta: [{regel: no-activity, skäl: S}]\n"})
    run = anhorig("check", *AS_OF, "--since", "HEAD")
    assert [code for _, code in _slugs(run.out)] == ["ANH901"]
    past.commit("2020-01-17")
    assert anhorig("check", *AS_OF, "--since", "HEAD").out == ""


def test_settings_that_asked_for_another_version_then_do_not_stop_the_check_now(anhorig: Anhorig, past: Past) -> None:
    past.commit("2020-01-16", {"anhorig.yaml": 'kräver: ">=99"\n'})
    past.write({"anhorig.yaml": "språk: sv\n"})
    assert anhorig("check", *AS_OF, "--since", "HEAD").out == ""


def test_a_reference_to_a_plan_that_lost_what_it_leads_to_is_new(anhorig: Anhorig, past: Past) -> None:
    past.commit(
        "2020-01-16",
        {
            "plans/min.yaml": "titel: P\ndelmål: [{id: a, titel: A, bidrar_till: region/o1}]\n",
            "plans/region.yaml": "titel: R\nområden: [{id: o1, titel: O}]\n",
        },
    )
    past.write({"plans/region.yaml": "titel: R\nområden: [{id: o2, titel: O}]\n"})
    run = anhorig("check", *AS_OF, "--since", "HEAD", "plans/min.yaml")
    assert [code for _, code in _slugs(run.out)] == ["ANH202"]


def test_many_plans_are_judged_in_processes_of_their_own(
    anhorig: Anhorig, past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "SHARED_FROM", 2)
    past.commit("2020-01-16", {f"plans/p{n}.yaml": OLD for n in range(6)})
    past.write({"plans/p3.yaml": OLD.replace("titel: B", "titel: BB")})
    assert {file for file, _ in _slugs(anhorig("check", *AS_OF, "--since", "HEAD").out)} == {"p3.yaml"}


@pytest.mark.usefixtures("past")
def test_the_other_formats_tell_only_what_is_new(anhorig: Anhorig) -> None:
    for name in ("json", "gitlab", "sarif", "junit", "github"):
        assert "ANH3" not in anhorig("check", *AS_OF, "--since", "HEAD", "--format", name).out


def test_before_the_first_commit_all_is_new_since_the_last_version(anhorig: Anhorig, past: Past) -> None:
    past.git("update-ref", "-d", "HEAD")
    whole, run = anhorig("check"), anhorig("check", "--since", "HEAD")
    assert whole.out
    assert (run.code, run.out) == (whole.code, whole.out)


def test_what_cannot_be_compared_is_one_line(anhorig: Anhorig, past: Past, tmp_path: Path) -> None:
    assert anhorig("check", "--since", "nope").code == 2
    assert anhorig("check", "--since", "").code == 2
    past.git("update-ref", "-d", "HEAD")
    run = anhorig("check", "--since", "main", "--language", "en")
    assert (run.code, run.out, run.err) == (
        3,
        "",
        'nothing is committed in this repository yet; begin with git add . and git commit -m "First version"\n',
    )
    (tmp_path / ".git").rename(tmp_path / "inte-git")
    assert anhorig("check", "--since", "HEAD").code == 3


CYCLE = """
    titel: Plan för anhörigstöd
    ansvarig: Chef
    delmål: [{id: a, titel: A}, {id: b, titel: B}]
    årshjul:
      - titel: Möte
        när: månadsvis
        ansvarig: Chef
        utfört: [2026-02-03, 2026-03-03]
    """


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-03-03]", "2026-03-03, 2026-04-07]"),
        ("2026-03-03]", "2026-03-03, 2026-04-07, 2026-05-05]"),
        ("{id: b, titel: B}", "{id: b, titel: B, ansvarig: Samordnare}"),
    ],
)
def test_that_there_is_less_of_what_was_lacking_is_not_new(old: str, new: str, anhorig: Anhorig, past: Past) -> None:
    past.commit("2026-03-10", {"plans/min.yaml": CYCLE})
    assert "ANH501" in anhorig("check", *AS_OF).out
    past.write({"plans/min.yaml": CYCLE.replace(old, new)})
    assert anhorig("check", *AS_OF, "--since", "HEAD").out == ""


def test_that_there_is_more_of_what_was_lacking_is_new(anhorig: Anhorig, past: Past) -> None:
    past.commit("2026-03-10", {"plans/min.yaml": CYCLE})
    past.write({"plans/min.yaml": CYCLE.replace(", 2026-03-03]", "]")})
    assert "4 gånger saknas" in anhorig("check", *AS_OF, "--since", "HEAD").out
