"""A command that is wrongly called: what is said, in both languages, and the exit code 2."""

from pathlib import Path

import pytest
import typer
from typer._click.exceptions import BadOptionUsage
from typer.core import TyperCommand

from anhorig_cli.cli.terminal.command import own_words
from anhorig_cli.diagnostics import WrongUsageError
from command_line import Anhorig

FROM_HERE = "skriv sökvägen från den mapp du står i, inom citattecken om den har mellanslag"


@pytest.mark.parametrize(
    ("line", "swedish", "english"),
    [
        (
            "check --foo",
            "tillvalet '--foo' finns inte; 'anhorig check --help' visar dem som finns",
            "there is no option '--foo'; 'anhorig check --help' lists them",
        ),
        (
            "check --fromat json",
            "tillvalet '--fromat' finns inte; menade du '--format'?",
            "there is no option '--fromat'; did you mean '--format'?",
        ),
        (
            "report --no-fotter",
            "tillvalet '--no-fotter' finns inte; menade du '--no-footer'?",
            "there is no option '--no-fotter'; did you mean '--no-footer'?",
        ),
        (
            "add indicator --unit x",
            "tillvalet '--unit' finns inte; menade du '--unit-of-measure'?",
            "there is no option '--unit'; did you mean '--unit-of-measure'?",
        ),
        (
            "check -x",
            "tillvalet '-x' finns inte; 'anhorig check --help' visar dem som finns",
            "there is no option '-x'; 'anhorig check --help' lists them",
        ),
        (
            "--as-of 2021-09-20 check",
            "skriv '--as-of' efter det kommando som det gäller",
            "write '--as-of' after the command that it is for",
        ),
        (
            "--title Stöd add activity",
            "skriv '--title' efter det kommando som det gäller",
            "write '--title' after the command that it is for",
        ),
        (
            "report --format foo",
            "--format foo: skriv något av md, html, pdf, docx, json",
            "--format foo: write one of md, html, pdf, docx, json",
        ),
        ("report --format htlm", "--format htlm: menade du html?", "--format htlm: did you mean html?"),
        ("cycle --year tjugo", "--year tjugo: skriv ett heltal", "--year tjugo: write a whole number"),
        (
            "cycle --days 9999",
            "--days 9999: skriv ett heltal från 0 till 3660",
            "--days 9999: write a whole number from 0 to 3660",
        ),
        (
            "cycle --days många",
            "--days många: skriv ett heltal från 0 till 3660",
            "--days många: write a whole number from 0 to 3660",
        ),
        (
            "check --quiet=3",
            "--quiet ska inte ha något värde: ta bort '=' och det som följer",
            "--quiet takes no value: leave out '=' and what follows it",
        ),
        (
            "wheel",
            "det saknas: --output; 'anhorig wheel --help' visar hur det skrivs",
            "missing: --output; 'anhorig wheel --help' shows how it is written",
        ),
        (
            "wheel plans/salem.yaml",
            "det saknas: --output; 'anhorig wheel --help' visar hur det skrivs",
            "missing: --output; 'anhorig wheel --help' shows how it is written",
        ),
        (
            "done plan punkt för sent",
            "för mycket: 'för sent'; sätt citattecken runt ord som hör ihop, eller se 'anhorig done --help'",
            "too much: 'för sent'; put quotation marks around words that belong together, or see 'anhorig done --help'",
        ),
        (
            "chek",
            "kommandot 'chek' finns inte; menade du 'check'?",
            "there is no command 'chek'; did you mean 'check'?",
        ),
        (
            "plans/salem.yaml",
            "kommandot 'plans/salem.yaml' finns inte; 'anhorig --help' visar dem som finns",
            "there is no command 'plans/salem.yaml'; 'anhorig --help' lists them",
        ),
        (
            "add cycle_item",
            "kommandot 'cycle_item' finns inte; menade du 'cycle-item'?",
            "there is no command 'cycle_item'; did you mean 'cycle-item'?",
        ),
    ],
)
def test_what_is_said(line: str, swedish: str, english: str, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    for language, told in (("sv", swedish), ("en", english)):
        monkeypatch.setenv("ANHORIG_LANGUAGE", language)
        run = anhorig(*line.split())
        assert (run.code, run.out, run.err) == (2, "", told + "\n")


def test_a_value_that_is_missing_is_named_as_in_the_help(anhorig: Anhorig) -> None:
    assert anhorig("status", "--as-of").err == "--as-of behöver ett värde: skriv --as-of DATUM\n"
    assert anhorig("cycle", "--format").err == "--format behöver ett värde: skriv --format text|json|csv|md\n"


def test_the_language_of_a_command_stands_after_it(anhorig: Anhorig) -> None:
    run = anhorig("--language", "en", "check", "plans")
    assert (run.code, run.err) == (2, "write '--language' after the command that it is for\n")
    assert anhorig("--language", "de").err == "språket 'de' finns inte: skriv sv eller en\n"


def test_what_is_written_acts_on_no_terminal(anhorig: Anhorig) -> None:
    assert (
        "\x1b" not in anhorig("check", "--\x1b[31m").err + anhorig("\x1b[31m").err + anhorig("explain", "a", "\x1b").err
    )


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(typer.TyperException("A kind of its own."), id="a kind that is not known"),
        pytest.param(typer.BadParameter("A reason of its own."), id="a value that nothing more is known of"),
        pytest.param(BadOptionUsage("--foo", "A use of its own."), id="an option that is not found"),
    ],
)
def test_what_the_tool_has_no_words_for_is_told_in_typers(error: typer.TyperException) -> None:
    with pytest.raises(WrongUsageError, match="words") as raised, own_words(typer.Context(TyperCommand("check"))):
        raise error
    assert raised.value.message.values == {"words": error.format_message()}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("check stodplann", "stodplann: filen eller mappen finns inte; menade du 'stodplan'?"),
        ("status stodplan.yaml", "stodplan.yaml: filen eller mappen finns inte; menade du 'plans/stodplan.yaml'?"),
        ("todo plans/stodplan", "plans/stodplan: filen eller mappen finns inte; menade du 'plans/stodplan.yaml'?"),
        ("report x", f"x: filen eller mappen finns inte; {FROM_HERE}"),
        ("record plans/stodplann.yaml", "det saknas: VÄRDE; 'anhorig record --help' visar hur det skrivs"),
    ],
)
def test_a_plan_that_is_not_there_is_told_with_the_one_that_may_be_meant(
    line: str, told: str, anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/stodplan.yaml").write_text("titel: Plan\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = anhorig(*line.split())
    assert (run.out, run.err) == ("", told + "\n")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("record stodplan.yaml --from vardn.csv", "varden.csv"),
        ("merge in/svaret.xlsx", "in/svar.xlsx"),
        ("report stodplan.yaml --template mallen.html.j2", "mall.html.j2"),
        ("report stodplan.yaml --template mallen.md.j2", None),
        ("report stodplan.yaml -o r.docx --letterhead brevet.docx", "brev.docx"),
        ("survey map vardn.csv", "varden.csv"),
        ("survey map 19121212-121.csv", None),
        ("survey map nowhere/varden.csv", None),
        ("survey import varden.csv --map kata.yaml", "karta.yaml"),
        ("kolada fetch stodplan.yaml --from svaren", "svar"),
    ],
)
def test_a_file_that_is_not_there_is_told_with_the_one_that_may_be_meant(
    line: str, meant: str | None, anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("in", "svar"):
        (tmp_path / folder).mkdir()
    for file in ("varden.csv", "in/svar.xlsx", "mall.html.j2", "brev.docx", "19121212-1212.csv", "karta.yaml"):
        (tmp_path / file).touch()
    (tmp_path / "anhorig.yaml").write_text('planer: .\nkommunkod: "1287"\n', encoding="utf-8")
    plan = "titel: Plan\nindikatorer: [{id: i, titel: I, kolada: N00001}]\n"
    (tmp_path / "stodplan.yaml").write_text(plan, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = anhorig(*line.split())
    assert run.code != 0
    assert "menade du" not in run.err if meant is None else f" – menade du '{meant}'?" in run.err


def test_among_several_plans_one_must_be_named_before_what_is_changed(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = ("record", "fler-far-stod", "7")
    assert anhorig(*line).err == "här finns ingen mapp 'plans': ange en plan, eller gå till projektets mapp\n"
    (tmp_path / "plans").mkdir()
    for name in ("a", "b"):
        (tmp_path / "plans" / f"{name}.yaml").write_text("titel: Plan\n", encoding="utf-8")
    told = "'fler-far-stod' är ingen plan, och här finns flera: ange planen först, till exempel plans/a.yaml\n"
    assert anhorig(*line).err == told


def test_nobody_is_told_to_remove_the_plan_that_is_there(anhorig: Anhorig, tmp_path: Path) -> None:
    assert anhorig("init", tmp_path).code == 0
    told = "välj en annan mapp, eller skriv bara det som saknas med --only-missing\n"
    assert anhorig("init", tmp_path).err.endswith(f" … – {told}")
