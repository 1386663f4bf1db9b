"""The settings of a project stand in `anhorig.yaml`, found upwards; without one the defaults hold."""

import os
import sys
from functools import partial
from pathlib import Path
from textwrap import dedent

import pytest

from anhorig_cli import __version__
from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.boundary import project_folder
from anhorig_cli.loading.project_loader import Settings, load_project, misnamed_settings
from anhorig_cli.model.project import Project
from anhorig_cli.source import Location, Where
from anhorig_cli.vocabulary import Language
from effort import calls
from past import Past
from touched import touched

DEFAULTS = load_project(None).project


class Folder:
    """A project's folder, whose settings are made of texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, text: str) -> Settings:
        """Write the settings and load them."""
        (self.folder / "anhorig.yaml").write_text(dedent(text), encoding="utf-8")
        return load_project(self.folder)

    def project(self, text: str) -> Project:
        """Return the settings of a text without flaws."""
        result = self.load(text)
        assert result.diagnostics == []
        return result.project

    def flaws(self, text: str) -> list[tuple[int, int, str]]:
        """Return the line, column and rule of each flaw."""
        return [(d.location.line, d.location.column, d.rule.slug) for d in self.load(text).diagnostics]

    def hints(self, text: str) -> list[str]:
        """Return the hint of each flaw that has one, in English."""
        return [text_of(d.help, Language.EN) for d in self.load(text).diagnostics if d.help]


@pytest.fixture
def settings(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_without_a_folder_the_defaults_hold() -> None:
    result = load_project(None)
    assert (result.folder, result.diagnostics) == (None, [])
    assert (result.project.plans, result.project.templates) == ("plans", "templates")
    assert (result.project.due_soon_days, result.project.small_count) == (30, 5)
    assert result.project.severity == {}


@pytest.mark.parametrize("text", ["", "\n", "# inga inställningar än\n", "{}\n", "---\n", "x-eget: 1\n"])
def test_settings_that_say_nothing_are_the_defaults(settings: Folder, text: str) -> None:
    assert settings.project(text) == DEFAULTS
    assert settings.load(text).folder == settings.folder


def test_every_setting_is_read_in_either_language(settings: Folder) -> None:
    swedish = settings.project("""\
        planer: underlag/planer
        mallar: underlag/mallar
        språk: engelska
        kräver: ">=0.1"
        kommunkod: "0001"
        snart_dagar: 14
        minsta_antal: 10
        allvar: {late-start: fel, ANH113: av}
        gränser: {improbable-jump: 20}
        etiketter:
          bedömning: {uppfyllt: Målvärdet är nått}
          aktivitet: {pågår: Igång}
          trend: {bättre: Går åt rätt håll}
        undanta:
          - {regel: late-start, plats: salem/delmål/d1, skäl: Pandemin, till_och_med: 2026-12}
        """)
    english = settings.project("""\
        plans: underlag/planer
        templates: underlag/mallar
        language: en
        requires: ">=0.1"
        municipality_code: "0001"
        due_soon_days: 14
        small_count: 10
        severity: {late-start: error, ANH113: "off"}
        thresholds: {improbable-jump: 20}
        labels:
          assessment: {uppfyllt: Målvärdet är nått}
          activity: {pågår: Igång}
          trend: {bättre: Går åt rätt håll}
        ignore:
          - {rule: late-start, at: salem/delmål/d1, reason: Pandemin, until: 2026-12}
        """)
    assert swedish == english
    assert swedish.severity == {"late-start": "error", "ANH113": "off"}
    assert swedish.thresholds == {"improbable-jump": 20}
    assert swedish.municipality_code == "0001"
    assert str(swedish.ignore[0].until) == "2026-12"


def test_the_nearest_settings_upwards_are_found(tmp_path: Path) -> None:
    inner = tmp_path / "kommun" / "planer" / "trelleborg"
    inner.mkdir(parents=True)
    (tmp_path / "anhorig.yaml").touch()
    (tmp_path / "kommun" / "anhorig.yaml").touch()
    (inner / "plan.yaml").touch()
    assert project_folder(inner) == (tmp_path / "kommun").resolve()
    assert project_folder(inner / "plan.yaml") == (tmp_path / "kommun").resolve()
    assert project_folder(tmp_path) == tmp_path.resolve()


def test_a_place_in_the_settings_is_found_in_the_file(settings: Folder) -> None:
    result = settings.load("planer: a\nallvar:\n  late-start: fel\n")
    place = result.locate(Where(("severity", "late-start"), "key"))
    assert (place.file, place.line, place.column) == ("anhorig.yaml", 3, 3)


def test_without_settings_every_place_is_the_top_of_the_file() -> None:
    place = load_project(None).locate(Where(("severity",)))
    assert (place.file, place.line, place.column) == ("anhorig.yaml", 1, 1)


def test_where_there_are_none_there_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "anhorig.yaml").mkdir()
    assert project_folder(tmp_path) is None


def test_settings_that_cannot_be_read_are_a_flaw(tmp_path: Path) -> None:
    result = load_project(tmp_path, "kommun/anhorig.yaml")
    assert [(d.location.file, d.rule.slug) for d in result.diagnostics] == [("kommun/anhorig.yaml", "unreadable-file")]
    assert result.project == DEFAULTS


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("planer: a: b\n", (1, 10, "yaml-syntax")),
        ("- planer\n", (1, 1, "wrong-kind")),
        ("planer: [a]\n", (1, 9, "wrong-kind")),
        ("allvar: fel\n", (1, 9, "wrong-kind")),
        ("allvar: {late-start: [fel]}\n", (1, 22, "wrong-kind")),
        ("undanta: late-start\n", (1, 10, "wrong-kind")),
        ("etiketter: {trend: bra}\n", (1, 20, "wrong-kind")),
        ("planr: a\n", (1, 1, "unknown-key")),
        ("planer: a\nplans: b\n", (2, 1, "duplicate-key")),
        ("språk: tyska\n", (1, 8, "unknown-word")),
        ("snart_dagar: tretti\n", (1, 14, "bad-number")),
        ("kommunkod: Salem\n", (1, 12, "bad-id")),
        ("kommunkod: 128\n", (1, 12, "bad-id")),
        ("minsta_antal: -1\n", (1, 15, "bad-number")),
        ("minsta_antal: 2.5\n", (1, 15, "bad-number")),
        ("allvar:\n  late-start: grav\n", (2, 15, "unknown-word")),
        ("undanta:\n  - regel: late-start\n", (2, 5, "missing-key")),
        ("undanta:\n  - skäl: x\n", (2, 5, "missing-key")),
        ("undanta:\n  - {regel: late-start, skäl: x, till_och_med: snart}\n", (2, 48, "bad-date")),
        ("planer: a\x07b\n", (1, 10, "control-character")),
    ],
)
def test_a_flaw_in_the_settings_stands_where_it_is(settings: Folder, text: str, place: tuple[int, int, str]) -> None:
    assert settings.flaws(text) == [place]


def test_the_rest_of_the_settings_hold_all_the_same(settings: Folder) -> None:
    project = settings.load("snart_dagar: x\nplaner: a\nallvar: {late-start: grav, due-soon: av}\n").project
    assert (project.due_soon_days, project.plans, project.severity) == (30, "a", {"due-soon": "off"})


def test_a_file_that_is_not_text_is_a_flaw(settings: Folder) -> None:
    (settings.folder / "anhorig.yaml").write_bytes("planer: a".encode("utf-16"))
    result = load_project(settings.folder)
    assert [d.rule.slug for d in result.diagnostics] == ["not-utf8"]
    assert result.project == DEFAULTS


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("allvar:\n  late-strat: fel\n", 2, 3), ("undanta:\n  - {regel: late-strat, skäl: x}\n", 2, 6)],
)
def test_a_rule_that_does_not_exist_is_an_error_at_its_name(
    settings: Folder, text: str, line: int, column: int
) -> None:
    assert settings.flaws(text) == [(line, column, "unknown-word")]
    assert settings.hints(text) == ["did you mean 'late-start'?"]


def test_a_rule_like_none_has_no_suggestion(settings: Folder) -> None:
    assert settings.flaws("allvar: {qwerty: fel}\n") == [(1, 10, "unknown-word")]
    assert settings.hints("allvar: {qwerty: fel}\n") == []


@pytest.mark.parametrize("word", ["uppfyllt", "achieved", "not_achieved"])
def test_a_word_of_a_scale_may_have_another_label(settings: Folder, word: str) -> None:
    labels = settings.project(f"etiketter: {{bedömning: {{{word}: Målvärdet är nått}}}}\n").labels
    assert labels.of("assessment") == {word: "Målvärdet är nått"}
    assert labels.of("direction") == {}


@pytest.mark.parametrize("word", ["bedöms uppfyllas", "Uppfyllt", "not achieved", "delvis uppfyllt"])
def test_a_word_of_a_scale_is_known_in_every_spelling(settings: Folder, word: str) -> None:
    assert settings.flaws(f"etiketter: {{bedömning: {{{word}: Målvärdet är nått}}}}\n") == []


def test_a_word_that_is_not_of_the_scale_is_an_error_at_the_word(settings: Folder) -> None:
    text = "etiketter:\n  bedömning:\n    uppfylt: Målvärdet är nått\n"
    assert settings.flaws(text) == [(3, 5, "unknown-word")]
    assert settings.hints(text) == ["did you mean 'uppfyllt'?"]


@pytest.mark.parametrize("key", ["planer", "mallar"])
@pytest.mark.parametrize(
    "folder",
    [
        "../annan",
        "a/../../b",
        "..",
        "/etc",
        "/",
        "C:\\Windows",
        "C:/Windows",
        "C:planer",
        "\\\\host\\share",
        "..\\annan",
        ".git",
        "a/.git/hooks",
        "ut",
        "ut/under",
        "in/ut",
    ],
)
def test_a_folder_outside_the_project_is_an_error_at_its_place_and_is_not_used(
    settings: Folder, key: str, folder: str
) -> None:
    (settings.folder / "ut").symlink_to("..")
    (settings.folder / "in").symlink_to(".")
    assert settings.flaws(f"{key}: '{folder}'\n") == [(1, 9, "outside-project")]
    loaded = settings.load(f"{key}: '{folder}'\n")
    assert (loaded.plans if key == "planer" else loaded.templates) is None


@pytest.mark.parametrize("folder", ["aux", "a/CON", "planer.", "a /b", "vad?", "nul.d/planer"])
def test_so_is_one_that_no_folder_on_windows_can_be_called(settings: Folder, folder: str) -> None:
    assert settings.flaws(f"planer: '{folder}'\n") == [(1, 9, "outside-project")]
    assert settings.hints(f"planer: '{folder}'\n") == ["choose another name"]


@pytest.mark.parametrize("folder", ["planer", "a/b", "a\\b", "./planer", "å ä ö", "..planer", ".", "in/a", "a/../b"])
def test_a_folder_inside_it_is_not(settings: Folder, folder: str) -> None:
    (settings.folder / "in").symlink_to(".")
    assert settings.project(f"planer: '{folder}'\n").plans == folder
    assert settings.load(f"planer: '{folder}'\n").plans == settings.folder / folder.replace("\\", "/")


def test_a_folder_inside_may_be_written_out_from_the_root(settings: Folder) -> None:
    assert settings.load(f"planer: '{settings.folder}/a'\n").plans == settings.folder / "a"


def test_in_a_repository_a_folder_may_stand_anywhere_in_it(tmp_path: Path) -> None:
    Past(tmp_path / "förråd")
    settings = Folder(tmp_path / "förråd" / "projekt")
    settings.folder.mkdir()
    assert settings.load("planer: ../andra\n").plans == settings.folder / "../andra"
    assert settings.flaws("planer: ../../andra\n") == [(1, 9, "outside-project")]


@pytest.mark.parametrize("text", ["", "språk: sv\n", "språk: [\n"])
@pytest.mark.parametrize("folder", ["plans", "templates"])
def test_a_folder_that_is_a_link_out_is_told_of_without_a_setting(settings: Folder, folder: str, text: str) -> None:
    (settings.folder / folder).symlink_to("..")
    loaded = settings.load(text)
    (flaw,) = (one for one in loaded.diagnostics if one.rule.slug == "outside-project")
    assert flaw.location == Location(folder, 1, 1)
    assert {"plans": loaded.plans, "templates": loaded.templates}[folder] is None


def test_settings_that_are_a_link_out_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "hemligt.yaml").write_text("språk: en\nnyckel: värde\n", encoding="utf-8")
    (tmp_path / "projekt").mkdir()
    (tmp_path / "projekt" / "anhorig.yaml").symlink_to("../hemligt.yaml")
    folder = project_folder(tmp_path / "projekt")
    with touched() as seen:
        loaded = load_project(folder, "projekt/anhorig.yaml")
    assert [(d.location, d.rule.slug) for d in loaded.diagnostics] == [
        (Location("projekt/anhorig.yaml", 1, 1), "outside-project")
    ]
    assert loaded.project == DEFAULTS
    assert seen.below(tmp_path / "hemligt.yaml") == set()


def test_settings_that_are_a_link_within_the_project_are_read(settings: Folder) -> None:
    (settings.folder / "inställningar.yaml").write_text("planer: a\n", encoding="utf-8")
    (settings.folder / "anhorig.yaml").symlink_to("inställningar.yaml")
    assert load_project(project_folder(settings.folder)).project.plans == "a"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes on Windows")
def test_settings_that_are_a_pipe_are_a_flaw_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "anhorig.yaml")
    assert [d.rule.slug for d in load_project(project_folder(tmp_path)).diagnostics] == ["unreadable-file"]


def test_a_template_that_is_a_link_out_is_told_of(settings: Folder) -> None:
    (settings.folder / "mallar").mkdir()
    for name, target in {
        "ut.md.j2": "../../a",
        "in.md.j2": "x",
        "ut.txt": "../../a",
        "ut.html.j2": "/etc/hostname",
    }.items():
        (settings.folder / "mallar" / name).symlink_to(target)
    loaded = settings.load("mallar: mallar\n")
    assert [d.location for d in loaded.diagnostics] == [
        Location("mallar/ut.html.j2", 1, 1),
        Location("mallar/ut.md.j2", 1, 1),
    ]


def test_a_rule_given_twice_is_an_error_at_the_second(settings: Folder) -> None:
    assert settings.flaws("allvar:\n  late-start: fel\n  late-start: av\n") == [(3, 3, "duplicate-key")]


@pytest.mark.parametrize("text", ["etiketter: {trend: {bättre: ''}}", "allvar: {late-start: ~}"])
def test_a_blank_label_or_severity_counts_as_absent(settings: Folder, text: str) -> None:
    assert settings.project(text) == DEFAULTS


def test_keys_of_the_users_own_are_left_alone_there_too(settings: Folder) -> None:
    assert settings.project("allvar: {x-eget: 1, late-start: fel}\n").severity == {"late-start": "error"}


@pytest.mark.parametrize("wanted", [">=0.1", "<999", f"=={__version__}", ">=0.1,<999", "!=0.0.1"])
def test_a_version_that_this_is_goes_on(settings: Folder, wanted: str) -> None:
    assert settings.project(f"kräver: '{wanted}'\n").requires == wanted


def test_another_version_stops_the_tool_and_names_both(settings: Folder) -> None:
    with pytest.raises(CannotWorkError) as stop:
        settings.load("kräver: '>=999'\n")
    text = text_of(stop.value.message, Language.EN)
    assert ">=999" in text
    assert __version__ in text


@pytest.mark.parametrize("wanted", ["senaste", "1.2", ">=", "=>1.2"])
def test_what_is_no_version_stops_the_tool(settings: Folder, wanted: str) -> None:
    with pytest.raises(CannotWorkError) as stop:
        settings.load(f"kräver: '{wanted}'\n")
    assert ">=1.2" in text_of(stop.value.message, Language.EN)


def test_the_committee_paper_has_sections_of_the_projects_own_choice_under_its_own_headings(
    settings: Folder,
) -> None:
    project = settings.project("""\
        tjänsteskrivelse: [förslag till beslut, Barnperspektiv, sent_to]
        etiketter: {tjänsteskrivelse: {barnperspektiv: Barnrättsperspektiv}}
        """)
    assert project.committee_paper == ("proposal", "children", "sent_to")
    assert project.labels.of("committee_paper") == {"barnperspektiv": "Barnrättsperspektiv"}
    assert DEFAULTS.committee_paper == ()
    assert settings.flaws("tjänsteskrivelse: [förslag, trams]\n") == [(1, 29, "unknown-word")]
    assert settings.flaws("etiketter: {tjänsteskrivelse: {trams: X}}\n") == [(1, 32, "unknown-word")]


def test_a_folder_above_many_plans_is_searched_once_for_misnamed_settings(tmp_path: Path) -> None:
    first, second = tmp_path / "d" / "e" / "f" / "a", tmp_path / "d" / "e" / "f" / "b"
    first.mkdir(parents=True)
    second.mkdir()
    known: dict[Path, Path | None] = {}
    for_the_first, for_the_second = (calls(partial(misnamed_settings, one, known)) for one in (first, second))
    assert for_the_second < for_the_first * 3 / 4
    (tmp_path / "anhorig.yml").touch()
    assert misnamed_settings(second, {}) == tmp_path / "anhorig.yml"
