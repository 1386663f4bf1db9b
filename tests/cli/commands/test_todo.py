"""`anhorig todo`: a list for each who is responsible, in all formats, and drafts that nothing can be put into."""

import email
import json
import shlex
from datetime import date, timedelta
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.analysis.open_duties import open_duties
from anhorig_cli.model.project import Project
from anhorig_cli.personal_number import personal_numbers
from anhorig_cli.rendering.todo_pages import as_draft, as_html, as_json, as_markdown, as_text
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.todo import PlanDuties, TodoView, todo_calendar, todo_view
from anhorig_cli.vocabulary import Language
from command_line import Anhorig
from plan_text import plan_in

AS_OF = ("--as-of", "2026-07-01")
NORTH = """\
titel: Plan för norr
period: {från: 2026-01}
ansvarig: chef
roller:
  - {id: chef, titel: Enhetschef}
  - {id: lots, titel: Anhöriglots}
enheter: [{id: a, titel: Enhet A, ansvarig: chef}, {id: b, titel: Enhet B, ansvarig: lots}]
delmål:
  - {id: nå, titel: Fler nås, senast: 2026-06-15, ansvarig: [chef, lots]}
  - id: utbilda
    titel: Alla utbildas
    ansvarig: lots
    indikatorer: andel
    aktiviteter: [{titel: Boka lokal, senast: 2026-07-10}]
indikatorer:
  - id: andel
    titel: Andel utbildade
    mätintervall: månad
    mätningar: [{datum: 2026-05-31, värde: 3}]
årshjul:
  - {titel: Egenkontroll, när: kvartalsvis, enheter: [a, b], från: 2026, utfört: [{tillfälle: 2026-Q1}]}
rapporter: [{titel: Delårsrapport, datum: 2026-07-20}]
"""
SOUTH = """\
titel: Plan för söder
period: {från: 2026-01}
delmål: [{id: d, titel: Träffar ordnas, senast: 2026-06-30, ansvarig: enhetschef}]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "anhorig.yaml").touch()
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "norr.yaml").write_text(NORTH, encoding="utf-8")
    (tmp_path / "plans" / "söder.yaml").write_text(SOUTH, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("project")
def test_each_who_is_responsible_has_a_list_over_all_plans(anhorig: Anhorig) -> None:
    run = anhorig("todo", *AS_OF)
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "Att göra – 2026-07-01\n"
        "\n"
        "Anhöriglots\n"
        "  Försenat:\n"
        "    Fler nås (delmål), 2026-06-15, 16 dagar försenat – Plan för norr\n"
        "      anhorig assess norr nå\n"
        "    Egenkontroll (årshjul; Enhet B), 2026-Q2, en dag försenat – Plan för norr\n"
        "      anhorig done norr Egenkontroll --occurrence 2026-Q2 --unit b\n"
        "  Att göra nu:\n"
        "    Boka lokal (aktivitet), 2026-07-10, 9 dagar kvar – Plan för norr\n"
        '      anhorig done norr "Boka lokal"\n'
        "  Mät:\n"
        "    Andel utbildade (indikator), nytt värde sedan 2026-06-30 – Plan för norr\n"
        "      anhorig record norr andel\n"
        "  Bedöm inför Delårsrapport (2026-07-20):\n"
        "    Alla utbildas (delmål), 2026-07-20, 19 dagar kvar – Plan för norr\n"
        "      anhorig assess norr utbilda\n"
        "\n"
        "Enhetschef\n"
        "  Försenat:\n"
        "    Fler nås (delmål), 2026-06-15, 16 dagar försenat – Plan för norr\n"
        "      anhorig assess norr nå\n"
        "    Egenkontroll (årshjul; Enhet A), 2026-Q2, en dag försenat – Plan för norr\n"
        "      anhorig done norr Egenkontroll --occurrence 2026-Q2 --unit a\n"
        "    Träffar ordnas (delmål), 2026-06-30, en dag försenat – Plan för söder\n"
        "      anhorig assess söder d\n"
    )


@pytest.mark.usefixtures("project")
def test_plans_of_the_same_title_and_id_are_told_apart_and_lose_nothing(anhorig: Anhorig, project: Path) -> None:
    for whose in ("ale", "berga"):
        (project / "plans" / whose).mkdir()
        text = SOUTH + f"organisation: {whose.title()} kommun\n"
        (project / "plans" / whose / "söder.yaml").write_text(text, encoding="utf-8")
    paths = [f"plans/{whose}/söder.yaml" for whose in ("ale", "berga")]
    lines = [line for line in anhorig("todo", *paths, *AS_OF).out.splitlines() if "Träffar" in line]
    assert [line.rpartition(" – ")[2] for line in lines] == [
        "Plan för söder (Ale kommun)",
        "Plan för söder (Berga kommun)",
    ]
    document = json.loads(anhorig("todo", *paths, *AS_OF, "--format", "json").out)
    assert [one["plan"] for one in document["lists"][0]["duties"]] == [f"söder ({path})" for path in paths]
    assert anhorig("todo", *paths, *AS_OF, "--format", "ics").out.count("BEGIN:VEVENT") == 2


@pytest.mark.parametrize("name", ["chef", "Enhetschef", "ENHETSCHEF"])
@pytest.mark.usefixtures("project")
def test_one_list_is_asked_for_by_id_or_title(name: str, anhorig: Anhorig) -> None:
    lists = json.loads(anhorig("todo", *AS_OF, "--responsible", name, "--format", "json").out)["lists"]
    assert [(one["responsible"], len(one["duties"])) for one in lists] == [("Enhetschef", 3)]


@pytest.mark.usefixtures("project")
def test_nobody_of_a_name_is_told_and_who_has_nothing_to_do_too(anhorig: Anhorig) -> None:
    run = anhorig("todo", "--responsible", "Enhetschäf")
    assert (run.code, "Enhetschef" in run.err) == (2, True)
    run = anhorig("todo", "--responsible", "chef", "--as-of", "2026-01-01", "--days", "0")
    assert (run.code, run.out) == (
        0,
        "Att göra – 2026-01-01\n  inget är försenat, och inget ska vara klart inom kort\n",
    )
    run = anhorig("todo", "--as-of", "2025-01-01", "--each", "-o", "ut/")
    assert (run.code, run.err, Path("ut").exists()) == (
        0,
        "inget är försenat, och inget ska vara klart inom kort\n",
        False,
    )


def test_the_commands_do_what_they_say(anhorig: Anhorig, project: Path) -> None:
    lists = json.loads(anhorig("todo", *AS_OF, "--format", "json").out)["lists"]
    commands = [duty["command"] for one in lists for duty in one["duties"]]
    more = {
        "assess": ["uppfyllt", "--date", "2026-07-01", "--comment", "Klart"],
        "done": ["--date", "2026-07-01"],
        "record": ["4", "--date", "2026-06-30", "--source", "Egen"],
    }
    for command in dict.fromkeys(commands):
        words = shlex.split(command)
        assert words[0] == "anhorig"
        run = anhorig(*words[1:], *more[words[1]])
        assert (run.code, command) == (0, command), run.err
    assert json.loads(anhorig("todo", *AS_OF, "--format", "json").out)["lists"] == []
    assert (project / "plans" / "söder.yaml").read_text(encoding="utf-8") != SOUTH


@pytest.mark.parametrize("ending", ["txt", "md", "html", "ics", "json", "eml"])
@pytest.mark.usefixtures("project")
def test_each_gets_a_file_in_any_format(ending: str, anhorig: Anhorig) -> None:
    run = anhorig("todo", *AS_OF, "--each", "-o", "ut", "--format", "text" if ending == "txt" else ending)
    assert run.code == 0
    assert sorted(path.name for path in Path("ut").iterdir()) == [f"anhöriglots.{ending}", f"enhetschef.{ending}"]
    assert anhorig("todo", *AS_OF, "--responsible", "lots", "-o", f"en.{ending}").code == 0
    assert Path(f"en.{ending}").read_bytes() == Path(f"ut/anhöriglots.{ending}").read_bytes()


@pytest.mark.parametrize("between", ["-", "*", "~", "/", "\\", " . "])
def test_no_name_of_a_file_is_a_personal_number(between: str, anhorig: Anhorig, project: Path) -> None:
    """What stands between the digits in a title becomes a hyphen in the name."""
    north = NORTH.replace("Anhöriglots}", f"'19121212{between}9805'}}")
    (project / "plans" / "norr.yaml").write_text(north, encoding="utf-8")
    anhorig("todo", *AS_OF, "--each", "-o", "ut")
    assert "enhetschef.txt" in {path.name for path in Path("ut").iterdir()}
    assert all(not personal_numbers(path.name) for path in Path("ut").iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--each"], "-o MAPP/"),
        (["--format", "eml"], "--each"),
        (["-o", "lista.docx"], ".ics"),
        (["-o", "lista.md", "--format", "html"], "--format html"),
    ],
)
@pytest.mark.usefixtures("project")
def test_what_has_no_meaning_is_refused(arguments: list[str], words: str, anhorig: Anhorig) -> None:
    run = anhorig("todo", *AS_OF, *arguments)
    assert (run.code, run.out, words in run.err) == (2, "", True)


def test_a_draft_is_addressed_to_the_mailbox_of_the_function(anhorig: Anhorig, project: Path) -> None:
    (project / ".anhorig").mkdir()
    addresses = project / ".anhorig" / "adresser.yaml"
    addresses.write_text("enhetschef: anhorigstod@kommunen.example\n", encoding="utf-8")
    run = anhorig("todo", *AS_OF, "--each", "-o", "ut", "--format", "eml")
    assert run.code == 0
    assert "Anhöriglots" in run.err.splitlines()[-1]
    draft = email.message_from_bytes(Path("ut/enhetschef.eml").read_bytes(), policy=default)
    assert draft["To"] == "anhorigstod@kommunen.example"
    assert (draft["X-Unsent"], draft["Subject"]) == ("1", "Att göra: Enhetschef, 1 juli 2026")
    assert "To" not in email.message_from_bytes(Path("ut/anhöriglots.eml").read_bytes(), policy=default)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("anna.berg@kommunen.example", "ANH802"),
        ("anhorigstod@gmail.com", "ANH802"),
        ('"Anna <anna@kommunen.example>"', "ANH122"),
        ("[a@kommunen.example, b@kommunen.example]", "ANH122"),
        ('"a@kommunen.example\\r\\nBcc: b@kommunen.example"', "ANH122"),
    ],
)
def test_what_is_no_address_of_a_function_is_refused(address: str, code: str, anhorig: Anhorig, project: Path) -> None:
    (project / ".anhorig").mkdir()
    (project / ".anhorig" / "adresser.yaml").write_text(f"# roller\nlots: {address}\n", encoding="utf-8")
    run = anhorig("todo", *AS_OF, "--each", "-o", "ut", "--format", "eml")
    assert (run.code, Path("ut").exists()) == (1, False)
    assert ".anhorig/adresser.yaml:2:7" in run.err
    assert code in run.err


def test_a_plan_that_cannot_be_read_is_told_and_the_others_are_listed(anhorig: Anhorig, project: Path) -> None:
    (project / "plans" / "fel.yaml").write_text("titel: F\nnågot: 3\n", encoding="utf-8")
    run = anhorig("todo", *AS_OF)
    assert (run.code, "fel.yaml:2:1" in run.err, "Anhöriglots" in run.out) == (1, True, True)


def test_where_no_plan_could_be_read_it_is_not_said_that_there_is_nothing_to_do(
    anhorig: Anhorig, project: Path
) -> None:
    (project / "plans" / "norr.yaml").write_text("titel: N\nnågot: 3\n", encoding="utf-8")
    (project / "plans" / "söder.yaml").write_text("titel: S\n", encoding="utf-8")
    run = anhorig("todo", *AS_OF)
    assert (run.code, run.out.splitlines()[1]) == (1, "  det finns inget att göra i de planer som kunde läsas")
    (project / "plans" / "söder.yaml").unlink()
    assert anhorig("todo", *AS_OF).out.splitlines()[1] == "  ingen plan kunde läsas"


def view_of(text: str, days: int = 30) -> TodoView:
    plan = plan_in(text)
    word = Formatter.of(Language.SV)
    titles = Titles(plan, word, lambda _: None)
    return todo_view(
        [PlanDuties(titles, "p", open_duties(plan, date(2026, 7, 1), days, Project.default()))], date(2026, 7, 1), word
    )


TITLES = st.text(min_size=1, max_size=30) | st.sampled_from(
    [
        "A\r\nBcc: b@kommunen.example",
        "$(touch x)",
        "`x` ``y``",
        "<script>",
        'it\'s "so"',
        "-rf",
        "%PATH%",
        "\u2028Bcc: x",
    ]
)


@given(TITLES, TITLES)
def test_nothing_in_a_plan_gets_into_a_header_or_acts(role: str, title: str) -> None:
    duty = {
        "id": "d",
        "titel": title,
        "ansvarig": role,
        "senast": "2026-06-01",
        "aktiviteter": [{"titel": title, "senast": "2026-06-02"}],
    }
    try:
        view = view_of(json.dumps({"titel": title, "delmål": [duty]}))
    except AssertionError:
        return  # it is no plan
    for one in view.lists:
        draft = email.message_from_bytes(as_draft(view, one, "stod@kommunen.example"), policy=default)
        assert [name.lower() for name in draft] == [
            "x-unsent",
            "to",
            "subject",
            "content-type",
            "content-transfer-encoding",
            "mime-version",
        ]
        assert "\n" not in draft["Subject"]
        assert draft["To"] == "stod@kommunen.example"
        for section in one.sections:
            for line in section.lines:
                assert len(shlex.split(line.command)) == (5 if "--" in line.command.split() else 4)
    assert "<script>" not in as_html(view)
    lines = 1 + sum(2 + len(one.sections) + 2 * one.number for one in view.lists)
    assert len(as_text(view).splitlines()) == lines
    assert json.loads(as_json(view))["version"] == 1
    assert as_markdown(view).startswith("# ")


SUBGOALS = st.lists(
    st.tuples(
        st.integers(-90, 90),
        st.lists(st.sampled_from(["chef", "Enhetschef", "lots", "borta", "Fri text"]), max_size=3),
        st.booleans(),
    ),
    max_size=8,
)


@given(SUBGOALS, st.integers(0, 60), st.booleans())
def test_every_open_duty_stands_exactly_once_in_the_list_of_each_who_is_responsible(
    subgoals: list[tuple[int, list[str], bool]], days: int, has_head: bool
) -> None:
    """The lists are compared with what is worked out by hand: by the deadline, the judgement and the names."""
    today = date(2026, 7, 1)
    roles = [
        {"id": "chef", "titel": "Enhetschef"},
        {"id": "lots", "titel": "Anhöriglots"},
        {"id": "borta", "titel": "Strateg", "vakant": "ja"},
    ]
    plan: dict[str, Any] = {"titel": "P", "roller": roles, "delmål": []} | ({"ansvarig": "chef"} if has_head else {})
    expected: list[tuple[str, str, str]] = []
    titles = {"chef": "Enhetschef", "lots": "Anhöriglots"}
    for number, (ahead, responsible, is_met) in enumerate(subgoals):
        due = (today + timedelta(days=ahead)).isoformat()
        judged = [{"datum": "2026-06-30", "status": "uppfyllt"}] if is_met else []
        plan["delmål"].append(
            {"id": f"d{number}", "titel": f"D{number}", "senast": due, "ansvarig": responsible, "bedömningar": judged}
        )
        there = {titles.get(name, name) for name in responsible if name != "borta"}
        there = there or ({"Enhetschef"} if has_head else {""})
        if not is_met and ahead <= days:
            expected += [(one, "late" if ahead < 0 else "now", f"d{number}") for one in there]
        if not is_met and ahead > days:
            expected += [(one, "assess", f"d{number}") for one in there]  # since nothing says when the plan began
        if not is_met and not responsible:
            expected.append(("Enhetschef" if has_head else "", "unassigned", f"d{number}"))
    view = view_of(json.dumps(plan), days)
    listed = [
        (one.responsible, line.kind, line.name)
        for one in view.lists
        for section in one.sections
        for line in section.lines
    ]
    assert sorted(listed) == sorted(expected)
    assert len(todo_calendar(view, today).events) == len({line[1:] for line in listed})


NAMED = st.lists(st.sampled_from(["chef", "lots", "borta", "Fri text"]), max_size=2)
WORK = st.tuples(st.integers(-60, 60), NAMED, st.booleans())


@given(NAMED, st.lists(WORK, max_size=5), st.lists(WORK, max_size=5), st.integers(0, 40))
def test_activities_and_times_of_the_year_stand_once_with_the_first_in_their_chain(
    of_subgoal: list[str],
    activities: list[tuple[int, list[str], bool]],
    items: list[tuple[int, list[str], bool]],
    days: int,
) -> None:
    """What is done is not there; the rest stands with who is named, else who the subgoal or the unit names."""
    today = date(2026, 7, 1)
    titles = {"chef": "Enhetschef", "lots": "Anhöriglots", "Fri text": "Fri text"}
    expected: list[tuple[str, str, str]] = []
    tasks: list[dict[str, Any]] = []
    cycle: list[dict[str, Any]] = []
    for number, (ahead, responsible, is_done) in enumerate(activities):
        due = (today + timedelta(days=ahead)).isoformat()
        status = "klar" if is_done else "pågår"
        tasks.append({"titel": f"A{number}", "senast": due, "ansvarig": responsible, "status": status})
        names = [titles[one] for one in responsible if one in titles]
        names = names or [titles[one] for one in of_subgoal if one in titles] or ["Verksamhetschef"]
        if not is_done and ahead <= days:
            expected += [(name, "late" if ahead < 0 else "now", f"A{number}") for name in dict.fromkeys(names)]
    for number, (ahead, responsible, is_done) in enumerate(items):
        day = today + timedelta(days=abs(ahead))
        done = [{"datum": today.isoformat(), "tillfälle": day.isoformat()}] if is_done else []
        cycle.append(
            {
                "titel": f"P{number}",
                "när": f"{day:%m-%d}",
                "enheter": "norr",
                "ansvarig": responsible,
                "från": day.isoformat(),
                "till": day.isoformat(),
                "utfört": done,
            }
        )
        names = [titles[one] for one in responsible if one in titles] or ["Enhetschef"]
        if not is_done and abs(ahead) <= days:
            expected += [(name, "now", f"P{number}") for name in dict.fromkeys(names)]
    plan = {
        "titel": "P",
        "ansvarig": "Verksamhetschef",
        "roller": [
            {"id": "chef", "titel": "Enhetschef"},
            {"id": "lots", "titel": "Anhöriglots"},
            {"id": "borta", "titel": "Strateg", "vakant": "ja"},
        ],
        "enheter": [{"id": "norr", "titel": "Norr", "ansvarig": "chef"}],
        "delmål": [{"id": "d", "titel": "D", "ansvarig": of_subgoal, "senast": "2027", "aktiviteter": tasks}],
        "årshjul": cycle,
    }
    listed = [
        (one.responsible, line.kind, line.name)
        for one in view_of(json.dumps(plan), days).lists
        for section in one.sections
        for line in section.lines
        if line.asked in {"activity", "cycle_item"}
    ]
    assert sorted(listed) == sorted(expected)


def test_of_a_plan_that_cannot_be_read_it_is_not_said_that_there_is_nothing_to_do(
    anhorig: Anhorig, tmp_path: Path
) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("titel: Plan\ndelmål: [Ett]\n", encoding="utf-8")
    ran = anhorig("todo", path, "--as-of", "2026-06-01")
    assert ran.out.splitlines()[1] == "  ingen plan kunde läsas"


def test_a_season_is_spelled_in_the_readers_language(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("titel: P\nårshjul: [{titel: Träff, när: vinter, ansvarig: X}]\n", encoding="utf-8")
    told = anhorig("todo", path, "--as-of", "2026-02-01").out
    assert '--occurrence "vintern 2025/2026"' in told
    assert '"winter 2025/2026"' in anhorig("todo", path, "--as-of", "2026-02-01", "--language", "en").out
    command = shlex.split(next(line for line in told.splitlines() if "anhorig done" in line))
    assert anhorig(*command[1:], "--date", "2026-01-31").code == 0
