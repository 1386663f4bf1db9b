"""Others' plans: read where the user says so, named with whose they are, and never written to."""

from pathlib import Path

import pytest

from command_line import Anhorig
from touched import touched

AS_OF = ("--as-of", "2026-11-30")
STRATEGY = """\
titel: Länets strategi
dokumenttyp: strategi
organisation: Region Exempel
period: 2026/2030
områden: [{id: barn, titel: Barn som är anhöriga}]
årshjul: [{titel: Avstämning, när: mars}]
"""
PLAN = """\
titel: Plan för anhörigstöd
organisation: {name} kommun
period: 2026/2027
delmål: [{{id: sedda, titel: Barn blir sedda i {name}, senast: 2027-06-30, bidrar_till: strategi/barn}}]
årshjul: [{{titel: Avstämning, när: mars, ansvarig: Samordnare}}]
"""
TOLD = (
    "anhorig.yaml: andras planer som anges där läses inte; om du känner till inställningarna, lägg till --with-others\n"
)
ACROSS = ("status", "cycle", "calendar", "wheel")


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A county's project with a strategy, and two municipalities' plans beside it, with one id; one stands in it."""
    place = tmp_path / "länet"
    (place / "plans").mkdir(parents=True)
    (place / "plans" / "strategi.yaml").write_text(STRATEGY, encoding="utf-8")
    for name in ("Ale", "Berga"):
        plans = tmp_path / name.lower() / "plans"
        plans.mkdir(parents=True)
        (plans / "anhorigplan.yaml").write_text(PLAN.format(name=name), encoding="utf-8")
        (plans.parent / "anhorig.yaml").write_text("minsta_antal: 1\nordlista: fel\n", encoding="utf-8")
    (place / "anhorig.yaml").write_text("andra_planer: [../ale/plans, ../berga/plans]\n", encoding="utf-8")
    monkeypatch.chdir(place)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "egna"))
    return place


def trust(county: Path, text: str) -> None:
    """Write the user's own settings."""
    own = county.parent / "egna" / "anhorig" / "settings.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")


def arguments(command: str) -> tuple[str, ...]:
    if command in {"export", "todo"}:
        more = ("--table", "subgoals") if command == "export" else ("--days", "365")
        return (command, *more, *AS_OF)
    return ("wheel", "-o", "hjul.svg", *AS_OF) if command == "wheel" else (command, *AS_OF)


@pytest.mark.parametrize("command", [*ACROSS, "check", "report", "export", "todo"])
def test_without_leave_nothing_there_is_looked_at_and_that_is_told_in_a_line(
    command: str, county: Path, anhorig: Anhorig
) -> None:
    with touched() as found:
        run = anhorig(*arguments(command))
    assert run.err.startswith(TOLD)
    assert run.err.count("--with-others") == 1
    assert found.below(county.parent / "ale") == found.below(county.parent / "berga") == set()


@pytest.mark.parametrize("command", ACROSS)
def test_with_leave_they_are_shown_with_whose_they_are(command: str, county: Path, anhorig: Anhorig) -> None:
    run = anhorig(*arguments(command), "--with-others")
    assert (run.code, TOLD in run.err) == (0, False), run.err
    shown = (county / "hjul.svg").read_text(encoding="utf-8") if command == "wheel" else run.out
    assert all(whose in shown for whose in ("Ale kommun", "Berga kommun"))


@pytest.mark.usefixtures("county")
def test_with_leave_what_is_to_be_done_in_them_is_told(anhorig: Anhorig) -> None:
    out = anhorig(*arguments("todo"), "--with-others").out
    assert all(f"Barn blir sedda i {name}" in out for name in ("Ale", "Berga"))


@pytest.mark.usefixtures("county")
def test_with_leave_they_are_exported_each_under_a_name_of_its_own(anhorig: Anhorig) -> None:
    rows = anhorig(*arguments("export"), "--with-others").out.splitlines()[1:]
    assert [row.split(";")[0] for row in rows] == [
        "anhorigplan (../ale/plans/anhorigplan.yaml)",
        "anhorigplan (../berga/plans/anhorigplan.yaml)",
    ]


def test_only_plan_files_are_read_there(county: Path, anhorig: Anhorig) -> None:
    with touched() as found:
        anhorig("status", "--with-others", *AS_OF)
    ale = county.parent / "ale"
    assert found.below(ale) == {str(ale / "plans"), str(ale / "plans" / "anhorigplan.yaml")}


@pytest.mark.usefixtures("county")
def test_named_plans_are_shown_alone_and_may_be_others_by_id(anhorig: Anhorig) -> None:
    heads = [line for line in anhorig("status", "strategi", "--with-others", *AS_OF).out.splitlines() if "–" in line]
    assert heads == ["Länets strategi – 2026-11-30"]
    heads = [line for line in anhorig("status", "anhorigplan", "--with-others", *AS_OF).out.splitlines() if "–" in line]
    assert heads == [
        "Plan för anhörigstöd (Ale kommun) – 2026-11-30", "Plan för anhörigstöd (Berga kommun) – 2026-11-30",
    ]  # fmt: skip


@pytest.mark.usefixtures("county")
def test_a_strategy_knows_what_others_contribute(anhorig: Anhorig) -> None:
    page = anhorig("report", "strategi", "--with-others", *AS_OF).out
    assert "Ale kommun: Barn blir sedda i Ale (bedömning saknas)" in page
    assert "Berga kommun: Barn blir sedda i Berga (bedömning saknas)" in page
    assert "Barn blir sedda" not in anhorig("report", "strategi", *AS_OF).out


@pytest.mark.usefixtures("county")
def test_coverage_and_the_overview_take_others(anhorig: Anhorig) -> None:
    found = anhorig("coverage", "strategi", "--with-others", *AS_OF)
    assert all(whose in found.out for whose in ("Ale kommun", "Berga kommun")), found.err
    assert "Ale kommun" not in anhorig("coverage", "strategi", *AS_OF).out
    assert "Läget i 3 planer" in anhorig("overview", "--with-others", *AS_OF).out


def test_a_reference_to_others_is_followed_only_with_leave(county: Path, anhorig: Anhorig) -> None:
    (county.parent / "ale" / "anhorig.yaml").write_text("andra_planer: ../länet/plans\n", encoding="utf-8")
    broken = anhorig("check", county.parent / "ale" / "plans", *AS_OF)
    assert "'strategi/barn' hänvisar till planen 'strategi', som inte finns" in broken.out
    assert "ANH202" not in anhorig("check", county.parent / "ale" / "plans", "--with-others", *AS_OF).out


def test_a_reference_that_two_others_answer_to_names_both(county: Path, anhorig: Anhorig) -> None:
    (county / "plans" / "skolan.yaml").write_text(
        "titel: Skolan\ndelmål: [{id: a, titel: A, bidrar_till: anhorigplan/sedda}]\n", encoding="utf-8"
    )
    run = anhorig("check", "--with-others", *AS_OF)
    assert "'anhorigplan' kan betyda flera planer: ../ale/plans/anhorigplan.yaml, ../berga/plans/anhorigplan.yaml" in (
        run.out
    )
    own = PLAN.format(name="Länet").replace("strategi/barn", "strategi")
    (county / "plans" / "anhorigplan.yaml").write_text(own, encoding="utf-8")
    assert "kan betyda flera planer" not in anhorig("check", "--with-others", *AS_OF).out


@pytest.mark.usefixtures("county")
def test_check_judges_its_own_plans_alone(anhorig: Anhorig) -> None:
    run = anhorig("check", "--with-others", *AS_OF)
    assert run.err.startswith("1 plan kontrollerad")
    assert "ale" not in run.out


def test_the_users_own_settings_trust_a_project(county: Path, anhorig: Anhorig) -> None:
    trust(county, f"betrodda_projekt: {county}\n")
    run = anhorig("status", *AS_OF)
    assert TOLD not in run.err
    assert "Ale kommun" in run.out


@pytest.mark.parametrize("text", ["", "betrodda_projekt: []\n", "betrodda_projekt: ..\n", "trusted_projects: /annat\n"])
def test_settings_that_do_not_name_the_project_do_not_trust_it(text: str, county: Path, anhorig: Anhorig) -> None:
    trust(county, text)
    assert anhorig("status", *AS_OF).err.startswith(TOLD)


def test_a_mistake_in_the_users_own_settings_is_told(county: Path, anhorig: Anhorig) -> None:
    trust(county, "betrodda_projekt: [/annat]\nbetrodda: ja\n")
    run = anhorig("status", *AS_OF)
    assert run.code == 1
    assert "egna/anhorig/settings.yaml:2:1: ANH121 " in run.err


def test_a_project_cannot_trust_itself(county: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    own = county / "egna" / "anhorig"
    own.mkdir(parents=True)
    (own / "settings.yaml").write_text(f"betrodda_projekt: {county}\n", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(county / "egna"))
    assert anhorig("status", *AS_OF).err.startswith(TOLD)


@pytest.mark.parametrize("is_trusted", [True, False])
@pytest.mark.parametrize(
    "command",
    [
        ("assess", "{plan}", "sedda", "expected", "--comment", "Går bra"),
        ("postpone", "{plan}", "sedda", "--to", "2027-12-31", "--reason", "Väntar", "--decision", "§ 1"),
        ("add", "activity", "{plan}", "sedda", "--title", "Ny"),
        ("renew", "{plan}", "--period", "2028/2029"),
        ("check", "{plan}", "--fix"),
        ("undo", "{plan}"),
    ],
    ids=lambda command: command[0],
)
def test_what_others_have_written_is_never_changed(
    command: tuple[str, ...], is_trusted: bool, county: Path, anhorig: Anhorig
) -> None:
    if is_trusted:
        trust(county, f"betrodda_projekt: {county}\n")
    plan = county.parent / "ale" / "plans" / "anhorigplan.yaml"
    before = plan.read_bytes()
    run = anhorig(*(word.format(plan="../ale/plans/anhorigplan.yaml") for word in command))
    assert run.code != 0
    assert "../ale/plans/anhorigplan.yaml ligger i en mapp med andras planer, som anges i anhorig.yaml" in run.err
    assert [path.name for path in plan.parent.iterdir()] == ["anhorigplan.yaml"]
    assert plan.read_bytes() == before


def test_nor_is_one_that_is_named_by_its_id(county: Path, anhorig: Anhorig) -> None:
    trust(county, f"betrodda_projekt: {county}\n")
    (county / "anhorig.yaml").write_text("andra_planer: ../ale/plans\n", encoding="utf-8")
    run = anhorig("assess", "anhorigplan", "sedda", "expected", "--comment", "Går bra")
    assert "ligger i en mapp med andras planer" in run.err


def test_in_its_own_project_a_plan_is_changed_as_ever(
    county: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    ale = county.parent / "ale"
    (ale / "anhorig.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(ale)
    assert anhorig("assess", "anhorigplan", "sedda", "expected", "--comment", "Går bra").code == 0


ATTACKS = ["/", "../../../../../../..", "~/.ssh", "länk", "https://example.se/x", "../ale", ".git", "C:/Users"]


@pytest.fixture
def stranger(county: Path) -> Path:
    """The settings of a stranger, who names what is not theirs."""
    (county / "länk").symlink_to(county.parent / "berga", target_is_directory=True)
    listed = "".join(f"  - '{path}'\n" for path in ATTACKS)
    (county / "anhorig.yaml").write_text(f"andra_planer:\n{listed}", encoding="utf-8")
    (county.parent / "ale" / "hemlig.txt").write_text("HEMLIG", encoding="utf-8")
    (county.parent / "ale" / "id_rsa").write_text("HEMLIG", encoding="utf-8")
    return county


def test_a_strangers_paths_are_not_even_listed(stranger: Path, anhorig: Anhorig) -> None:
    with touched() as found:
        run = anhorig("check", *AS_OF)
    assert run.out.count("ANH903") == 5
    assert found.below(stranger.parent / "ale") == found.below(stranger.parent / "berga") == set()
    assert str(Path.home() / ".ssh") not in found.below(Path.home())
    assert not found.below(Path("/home"))


def test_with_leave_a_stranger_gets_plan_files_alone_within_bounds(
    stranger: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anhorig_cli.loading.project_loader.MOST", 20)
    with touched() as found:
        run = anhorig("check", "--with-others", *AS_OF)
    assert run.out.count("ANH903") == 7
    assert "'../../../../../../..' innehåller fler än 20 filer och mappar" in run.out
    assert "'länk' går genom en länk" in run.out
    ale = stranger.parent / "ale"
    assert {Path(path).name for path in found.below(ale)} <= {"ale", "plans", "anhorigplan.yaml"}
    assert not found.below(stranger.parent / "berga")
    assert "HEMLIG" not in run.out + run.err


@pytest.mark.parametrize("kind", ["text", "md", "html"])
def test_no_command_is_told_for_what_is_to_be_done_in_anothers_plan(kind: str, county: Path, anhorig: Anhorig) -> None:
    own = PLAN.format(name="Länet").replace("Samordnare", "Lots")
    (county / "plans" / "egen.yaml").write_text(own, encoding="utf-8")
    run = anhorig("todo", "--with-others", "--format", kind, "--as-of", "2027-07-10")
    assert "Barn blir sedda i Ale" in run.out
    assert "anhorig assess egen sedda" in run.out
    assert "ale/plans" not in run.out
