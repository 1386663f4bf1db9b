"""`anhorig report --template`: built-in templates and the user's own, which run within bounds."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from anhorig_cli.rendering import bounded, page
from anhorig_cli.rendering.template_files import OwnFolder, read_own
from command_line import Anhorig, Run
from touched import touched

PLAN = """\
titel: Plan för [anhörigstöd](https://example.org) <2026>
mål: Anhöriga får **stöd** i tid.
delmål:
  - id: traffar
    titel: Träffar
    bedömningar: [{datum: 2026-01, status: uppfyllt}]
  - {id: utskick, titel: Utskick}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with one plan, where the test stands, and with no templates of its own as yet."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    (tmp_path / "plans" / "plan-a.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Templates:
    """Makes reports with a template given as text."""

    def __init__(self, anhorig: Anhorig, project: Path) -> None:
        self._anhorig = anhorig
        self._folder = project / "templates"

    def write(self, file: str, text: str) -> None:
        (self._folder / file).write_text(dedent(text), encoding="utf-8", newline="\n")

    def report(self, text: str, file: str = "egen.md.j2", *options: object) -> Run:
        """Return what a report gives, made with the template of the project that the text is."""
        self.write(file, text)
        name, kind, _ = file.split(".")
        return self._anhorig(
            "report", "--as-of", "2026-07-01", "--no-footer", "--template", name, "--format", kind, *options
        )


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the pages in this process, where what happens can be followed."""

    def made(work: Callable[[object], Iterator[str]], job: object, _pages: int, _place: str) -> list[str]:
        return list(work(job))

    monkeypatch.setattr(bounded, "bounded", made)


@pytest.fixture
def templates(anhorig: Anhorig, project: Path) -> Templates:
    return Templates(anhorig, project)


def test_a_template_of_the_projects_own_is_found_by_its_name(templates: Templates) -> None:
    run = templates.report("{% for subgoal in plan.subgoals %}\n- {{ subgoal.title }}\n{% endfor %}\n")
    assert (run.code, run.out) == (0, "- Träffar\n- Utskick\n")


def test_a_template_may_be_any_file(anhorig: Anhorig, project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("elsewhere") / "kort.html.j2"
    file.write_text("<h1>{{ plan.title }}</h1>", encoding="utf-8")
    run = anhorig("report", "--template", file)
    assert run.out == "<h1>Plan för [anhörigstöd](https://example.org) &lt;2026&gt;</h1>"
    assert anhorig("report", "--template", file, "-o", f"{project}/out/").code == 0
    assert (project / "out" / "plan-a.html").exists()


def test_a_template_of_the_users_own_stands_before_the_built_in_one_and_extends_it_block_by_block(
    templates: Templates, anhorig: Anhorig
) -> None:
    plain = anhorig("report", "--as-of", "2026-07-01", "--no-footer").out
    extends = '{% extends "lagesrapport.md.j2" %}\n{% block goal %}\n{{ super() }}\nVi börjar nu.\n{% endblock %}\n'
    run = templates.report(extends, "lagesrapport.md.j2")
    assert run.out == plain.replace("i tid.\n", "i tid.\n\nVi börjar nu.\n")
    assert anhorig("report", "--as-of", "2026-07-01", "--no-footer").out == run.out


@pytest.mark.usefixtures("here")
def test_a_page_of_the_users_own_gives_the_built_in_templates_their_looks(templates: Templates) -> None:
    templates.write(
        "page.html.j2", '{% extends "page.html.j2" %}{% block head %}<meta name="a" content="b">{% endblock %}'
    )
    run = templates.report('{% extends "lagesrapport.html.j2" %}', "egen.html.j2")
    assert '<meta name="a" content="b"></head>' in run.out
    assert "<h2" in run.out


@pytest.mark.usefixtures("here")
def test_sections_may_be_printed_in_an_order_of_ones_own(templates: Templates) -> None:
    run = templates.report(
        '{% extends "lagesrapport.md.j2" %}{% block main %}{{ self.action_plan() }}{{ self.goal() }}{% endblock %}'
    )
    assert run.out.index("## Åtgärdsplan") < run.out.index("**stöd** i tid")
    assert "## Sammanfattning" not in run.out


@pytest.mark.usefixtures("here")
def test_what_a_plan_says_stays_text_in_a_template_of_the_users_own(templates: Templates) -> None:
    title = "Plan för \\[anhörigstöd\\](https:/\u2060/example.\u2060org) &lt;2026>"
    for printed in (
        "plan.title",
        'plan.title ~ ("x" | markdown)',
        '["x" | markdown, plan.title] | join(" ")',
        "plan.title | e",
    ):
        run = templates.report(f"{{{{ {printed} }}}}\n")
        assert title in run.out, run
    run = templates.report('{{ ("x" | markdown) + plan.title }}{{ ("%s" | markdown) % plan.title }}\n')
    assert run.out.count("\\[anhörigstöd\\]") == 2
    run = templates.report('<p title="{{ plan.title }}">{{ plan.goal | markdown }}</p>', "autoescape.html.j2")
    assert run.out.startswith(
        '<p title="Plan för [anhörigstöd](https://example.org) &lt;2026&gt;"><p>Anhöriga får <strong>'
    )


@pytest.mark.usefixtures("here")
def test_names_can_be_asked_for_and_joined(templates: Templates) -> None:
    run = templates.report(
        '{{ plan.subgoals | join(", ", attribute="title") }} {{ plan.nothing is defined }}'.replace(
            " {{ plan.nothing is defined }}", ""
        )
    )
    assert run.out == "Träffar, Utskick\n"
    assert templates.report(
        "{{ 2 * 3 + 2 ** 3 }} {{ 'ab' * 3 }} {{ label('plan', 'goal') }} {{ _('Summary') }}"
    ).out == ("14 ababab Mål Sammanfattning\n")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("text", "line", "flaw"),
    [
        ("# {{ plan.title }}\n{% for s in plan.subgoals %}\n", 2, "'for' avslutas aldrig: skriv 'endfor' efter"),
        ("# {{ plan.title }}\n{{ plan.titel }}\n", 2, "'plan' har inget 'titel'; menade du 'title'?"),
        ("\n{{ plan.subgoals[0].owner }}", 2, "'subgoal' har inget 'owner'"),
        ("{{ plann.title }}", 1, "'plann' finns inte; menade du 'plan'?"),
        ("{{ zzz }}", 1, "'zzz' finns inte; 'anhorig template data' visar vad som finns"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", 1, "'__class__' får inte användas i en mall"),
        ("{{ '{0.__class__.__init__.__globals__}'.format(plan) }}", 1, "får inte användas i en mall"),
        ("{{ plan.parse_file('/etc/hostname') }}", 1, "'plan' har inget 'parse_file'"),
        ("{% include 'egen.md.j2' %}", 1, "mallen hänvisar till sig själv"),
        ("{% include 'finns-inte.md.j2' %}", 1, "det finns ingen mall 'finns-inte.md.j2'"),
        ("{% include '../plans/plan-a.md.j2' %}", 1, "det finns ingen mall"),
        ("{% include 'page.html.j2' %}", 1, "det finns ingen mall 'page.html.j2'"),
        ("{% if 1 %}" * 150 + "{% endif %}" * 150, 1, "går för djupt"),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", 1, "går för djupt"),
        ("x\n{% autoescape false %}{{ plan.title }}{% endautoescape %}", 2, "går inte att stänga av"),
        ("{{ plan.title | safe }}", 1, "det finns inget filter 'safe'"),
        ("{{ plan.title | urlize }}", 1, "det finns inget filter 'urlize'"),
        ("{% nonsense %}", 1, "det finns ingen tagg 'nonsense'"),
        ("{{ plan.title", 1, "går inte att tolka här"),
        ("x\n{{ plan.subgoals }}", 2, "mer än en text"),
        ("{{ label }}", 1, "mer än en text"),
        ("{{ plan.subgoals[1].assessment }}", 1, "fråga först, med 'if'"),
        ("{{ plan.subgoals[0].is_overdue }}", 1, "ja eller nej"),
        ("{{ label('plan', 'nothing') }}", 1, "ordlistan har inget 'nothing' i 'plan'"),
        ("{{ 1 / 0 }}", 1, "går inte att göra här (division by zero)"),
        ("{{ 'x' * 10 ** 9 }}", 1, "får inte användas i en mall"),
        ("{{ 9 ** 999 }}", 1, "får inte användas i en mall"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_line_and_nothing_is_written(
    text: str, line: int, flaw: str, templates: Templates, project: Path
) -> None:
    run = templates.report(text, "egen.md.j2", "-o", project / "r.md", "-o", "-")
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith(f"templates/egen.md.j2:{line}: "), run.err
    assert flaw in run.err
    assert len(run.err.splitlines()) == 1
    assert not (project / "r.md").exists()


def test_a_page_that_takes_too_much_memory_is_given_up(templates: Templates) -> None:
    doubling = "{% set n = namespace(s='x') %}\n{% for i in range(40) %}\n{% set n.s = n.s ~ n.s %}{% endfor %}"
    run = templates.report(doubling)
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith("templates/egen.md.j2:3: det krävs för mycket minne")


@pytest.mark.usefixtures("here")
def test_two_templates_that_include_each_other_go_too_deep(templates: Templates) -> None:
    templates.write("b.md.j2", "{% include 'egen.md.j2' %}")
    run = templates.report("{% include 'b.md.j2' %}")
    assert (run.code, "går för djupt" in run.err) == (3, True)


@pytest.mark.usefixtures("here")
def test_the_line_is_that_of_the_users_own_file_even_where_a_built_in_one_stumbles(templates: Templates) -> None:
    run = templates.report('{% extends "lagesrapport.md.j2" %}\n{% block goal %}\n{{ fact() }}\n{% endblock %}\n')
    assert run.err.startswith("templates/egen.md.j2:3: "), run.err


@pytest.mark.usefixtures("here")
def test_a_template_that_is_not_utf8_or_too_large_is_told(templates: Templates, project: Path) -> None:
    (project / "templates" / "gammal.md.j2").write_bytes("# Följ upp\nrad två\n".encode("latin-1"))
    run = templates.report("\n\n{% include 'gammal.md.j2' %}")
    assert run.err.startswith("templates/gammal.md.j2:1: filen är inte UTF-8")
    run = templates.report("x" * 1_100_000)
    assert run.err.startswith("templates/egen.md.j2:1: mallen är större än")


@pytest.mark.usefixtures("here")
def test_a_link_is_no_template(templates: Templates, project: Path) -> None:
    (project / "hemligt.txt").write_text("hemligt", encoding="utf-8")
    (project / "templates" / "lank.md.j2").symlink_to(project / "hemligt.txt")
    run = templates.report("{% include 'lank.md.j2' %}")
    assert (run.code, "det finns ingen mall 'lank.md.j2'" in run.err) == (3, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
@pytest.mark.usefixtures("here")
def test_a_pipe_is_no_template_and_is_not_opened(project: Path, templates: Templates) -> None:
    templates.report("{{ plan.title }}")
    os.mkfifo(project / "templates" / "pipa.md.j2")
    with touched() as seen:
        assert read_own(OwnFolder(project / "templates", "templates"), "pipa.md.j2") is None
    assert seen.below(project) == set()
    assert "pipa" in templates.report("{% include 'pipa.md.j2' %}").err


@pytest.mark.parametrize("may_fork", [True, False])
def test_a_page_that_takes_too_long_is_given_up(
    may_fork: bool, templates: Templates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "_may_fork", lambda: may_fork)
    monkeypatch.setattr(bounded, "LIMITS", bounded.Limits(seconds=0.5, grace=0.1))
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    run = templates.report(endless)
    assert (run.code, "tar för lång tid" in run.err) == (3, True)
    assert run.err.startswith("templates/egen.md.j2:1: ")


@pytest.mark.usefixtures("here")
def test_a_page_that_is_too_long_is_given_up(templates: Templates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST_CHARACTERS", 1000)
    run = templates.report("{% for a in range(999) %}xxxx{% endfor %}")
    assert (run.code, "längre än 1000 tecken" in run.err) == (3, True)


def test_a_process_that_is_started_anew_makes_the_same_page(
    templates: Templates, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "{{ plan.title }}: {{ plan.summary.sentences[0] }}\n"
    forked = templates.report(text)
    monkeypatch.setattr(bounded, "_may_fork", lambda: False)
    assert templates.report(text).out == forked.out
    assert forked.code == 0


@pytest.mark.parametrize(
    ("template", "code", "said"),
    [
        ("lagesraport", 2, "menade du 'lagesrapport'?"),
        ("zzz", 2, "'anhorig template list' visar dem"),
        ("page", 2, "det finns ingen mall 'page'"),
        ("bara-html", 2, "mallen 'bara-html' ger html, inte md"),
        ("templates/egen.txt", 2, "slutar på .md.j2 eller .html.j2"),
        ("templates/finns-inte.md.j2", 3, "det finns ingen mall i templates/finns-inte.md.j2"),
    ],
)
def test_a_template_that_does_not_exist_is_told(
    template: str, code: int, said: str, templates: Templates, anhorig: Anhorig
) -> None:
    templates.write("bara-html.html.j2", "<p></p>")
    run = anhorig("report", "--template", template)
    assert (run.code, run.out) == (code, "")
    assert said in run.err


def test_a_files_ending_and_the_format_must_agree(templates: Templates, anhorig: Anhorig, project: Path) -> None:
    templates.write("a.html.j2", "<p></p>")
    run = anhorig("report", "--template", "templates/a.html.j2", "-o", project / "r.md")
    assert (run.code, "ger inte md" in run.err) == (2, True)
    assert not (project / "r.md").exists()


def test_a_block_that_no_template_above_has_is_an_error_with_the_name_that_is_near(templates: Templates) -> None:
    run = templates.report('{% extends "lagesrapport.md.j2" %}\n{% block gaol %}Mål{% endblock %}\n')
    assert run.code == 3
    assert "egen.md.j2:2: ingen mall ovanför har blocket 'gaol', så det skrivs aldrig ut" in run.err
    assert "menade du 'goal'?" in run.err


def test_a_block_with_no_name_near_says_how_it_can_be_printed(templates: Templates) -> None:
    run = templates.report('{% extends "lagesrapport.html.j2" %}{% block foretal %}x{% endblock %}', "egen.html.j2")
    assert run.code == 3
    assert "egen.html.j2:1: " in run.err
    assert "self.foretal()" in run.err


@pytest.mark.parametrize(
    "text",
    [
        '{% extends "lagesrapport.md.j2" %}{% block goal %}{% block inside %}Nytt{% endblock %}{% endblock %}',
        '{% extends "page.html.j2" %}{% block my %}Nytt{% endblock %}{% block head %}{{ self.my() }}{% endblock %}',
        "{% block first %}Nytt{% endblock %}",
        '{% set above = "lagesrapport.md.j2" %}{% extends above %}{% block goal %}Nytt{% endblock %}',
    ],
    ids=["within another block", "printed by another block", "in a template of its own", "above is worked out"],
)
def test_a_block_of_ones_own_that_is_printed_is_no_error(text: str, templates: Templates) -> None:
    run = templates.report(text, "egen.html.j2" if "html" in text else "egen.md.j2")
    assert run.code == 0
    assert "Nytt" in run.out


def test_a_block_may_be_of_any_template_above(templates: Templates) -> None:
    templates.write(
        "mellan.md.j2",
        '{% extends "lagesrapport.md.j2" %}{% block goal %}{% block ours %}Vi{% endblock %}{% endblock %}',
    )
    run = templates.report('{% extends "mellan.md.j2" %}{% block ours %}Nytt{% endblock %}')
    assert (run.code, "Nytt" in run.out) == (0, True)
    run = templates.report('{% extends "mellan.md.j2" %}{% block our %}Nytt{% endblock %}')
    assert "menade du 'ours'?" in run.err
