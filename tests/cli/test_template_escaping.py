"""Templates of the user's own: whatever one does, what the plan says stays text, or the template is refused."""

import shutil
from pathlib import Path

import pytest

from anhorig_cli.rendering import bounded
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.template_files import built_in_templates
from command_line import Anhorig, Run
from plan_saying import quoted
from read_again import MARKDOWN_READERS, Page

TITLE = """<b onclick=x>*y*[z](https://x.se)"'&lt;`q`|<<script> www.x.se @alla --> a"""
NOTES = "`<script>x</script>`\n\n    <b>kod</b>\n\n[a](https://x.se) <i>"
READY = """\
{%- set ready %}NAMN \\ &lt;{% endset %}{% set nothing %}{% endset %}{% set less %}< {% endset -%}
{%- set title %}{{ plan.title }}{% endset %}{% set form %}%s {} {0} {a}{% endset -%}
"""
"""Texts that are ready to be printed; one of them holds a word of the plan."""

CHANGES_WHAT_IS_READY = (
    'ready | replace("NAMN", plan.title)',
    'title | replace("&lt;", less)',
    'title | replace("\\\\", "")',
    'title | string | replace("l", "")',
    'plan.title | replace("y", less)',
    'plan.title | replace("<", "<" | e)',
    'ready.replace("NAMN", plan.title)',
    'ready["replace"]("NAMN", plan.title)',
    'ready | attr("replace")',
    "form | format(plan.title)",
    '"%s" | e | format(plan.title)',
    "form.format(plan.title, a=plan.title)",
    'form.format_map({"a": plan.title})',
    "nothing.join(plan.laws)",
    "ready.translate({78: plan.title})",
    "nothing.center(1, plan.title[0]) ~ nothing.center(1, plan.title[1])",
    'nothing.ljust(1, "<") ~ "b>"',
    'nothing.rjust(1, "<") ~ "b>"',
    'title.strip("\\\\")',
    'title | trim("\\\\")',
    "title.unescape()",
    "title.striptags()",
    "title | striptags",
    "title.escape(plan.title)",
    "title[1:]",
    "title[::-1]",
    "title[0]",
    "title | first",
    "title | last",
    "title | reverse",
    "title | sort | join",
    "title | unique | join",
    "title | slice(2) | list",
    "title | upper",
    "title | truncate(5)",
    "title | wordwrap(3)",
    "title | center",
    "title | urlize",
    "title | pprint",
    "title | urlencode",
    "title | markdown",
    "title.split('&') | join",
    "title.partition('b')[0]",
    "title.splitlines() | join",
    "title.removeprefix('&lt;')",
    "title.expandtabs()",
    "title.swapcase()",
    "title.encode()",
    "plan.title | truncate(3, end=title)",
    "plan.title | wordwrap(3, wrapstring=title)",
    '[title] | map("replace", "l", less) | join',
    '[title] | map("upper") | join',
    '[title] | map(attribute="upper") | join',
    "([title] | first).upper()",
    "[plan.title] | sum(start=title)",
    "[title, plan.title] | sum(start='')",
    "plan.background | markdown | markdown",
    'plan.background | markdown | replace("`", "")',
    "(plan.background | markdown)[1:]",
    "title | indent(plan.title)",
    'title | indent("<b>")',
    "title | tojson",
    "plan.title | tojson",
    '{"a": plan.title} | xmlattr',
    "{plan.title: 1} | xmlattr",
    "plan.title | safe",
    'plan.title | urlize(extra_schemes=["javascript:"])',
    "title.__html__()",
    "title.__class__(plan.title)",
)
LEAVES_IT_AS_IT_IS = (
    "title",
    "plan.title | e",
    "plan.title | e | e",
    "plan.title | forceescape",
    "title | e",
    "title | trim",
    "title | indent",
    "title | string",
    "title | default(plan.title)",
    "none | default(plan.title, true)",
    "plan.title ~ title",
    "title + plan.title",
    "plan.title + title",
    "title * 2",
    "form % plan.title",
    "form % (plan.title,)",
    "plan.laws | join(nothing)",
    "[plan.title, title] | join",
    '[plan.title] | map("e") | join',
    "[plan.title] | batch(2, title) | first | join",
    "(plan.title, title) | max",
    "cycler(title, plan.title).next()",
    "namespace(a=title).a",
    "dict(a=title).a",
    "joiner(plan.title)() ~ joiner(title)()",
    "_(title)",
    '"<" ~ plan.title',
    '("<" | e) ~ plan.title',
)
WRITES_IT_TWICE = (
    "title | forceescape",
    "title | list | join",
    'title | map("upper") | join',
    '"".join([title, plan.title])',
    '"{} {}".format(title, plan.title)',
    '"%s" % title',
    'plan.title.replace("<", title)',
    'plan.title.join(["", title])',
    'plan.title.center(200, "<")',
    "plan.title | pprint",
    '"\\n\\n```\\n" ~ plan.title',
    '("\\u2028# x" ~ plan.title) | indent(2)',
    "plan.background | indent(2)",
)
"""These give plain text, which is escaped when it is printed."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    plan = f"titel: {quoted(TITLE)}\nlagrum: [{quoted(TITLE)}, '*b*']\nbakgrund: {quoted(NOTES)}\n"
    (tmp_path / "plans" / "plan-a.yaml").write_text(plan, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bounded, "bounded", lambda work, job, _pages, _place: list(work(job)))
    return tmp_path


class Printed:
    """Makes reports with a template of the project's own that prints something."""

    def __init__(self, anhorig: Anhorig, project: Path) -> None:
        self._anhorig = anhorig
        self._folder = project / "templates"

    def __call__(self, template: str, kind: PageKind) -> Run:
        (self._folder / f"egen.{kind.value}.j2").write_text(template, encoding="utf-8")
        return self._anhorig("report", "--no-footer", "--template", "egen", "--format", kind.value)


@pytest.fixture
def printed(anhorig: Anhorig, project: Path) -> Printed:
    return Printed(anhorig, project)


def pages(out: str, kind: PageKind) -> list[Page]:
    return [Page(out)] if kind is PageKind.HTML else [Page(reader(out)) for reader in MARKDOWN_READERS.values()]


@pytest.mark.parametrize("kind", list(PageKind))
def test_what_is_ready_cannot_be_changed(kind: PageKind, printed: Printed) -> None:
    for expression in CHANGES_WHAT_IS_READY:
        run = printed(READY + "\n{{ " + expression + " }}", kind)
        assert (run.code, run.out) == (3, ""), expression
        assert run.err.startswith(f"templates/egen.{kind.value}.j2:"), expression


@pytest.mark.parametrize("kind", list(PageKind))
def test_what_is_ready_can_be_printed_and_joined(kind: PageKind, printed: Printed) -> None:
    for expression in LEAVES_IT_AS_IT_IS:
        run = printed(READY + "<p>{{ " + expression + " }}</p>", kind)
        assert run.code == 0, (expression, run.err)
        for page in pages(run.out, kind):
            assert {one.tag for one in page.elements} <= {"p"}, expression
            assert page.links == []
            assert page.comments == []
            if expression != "_(title)" and "laws" not in expression and "joiner" not in expression:
                assert (TITLE in page.words) or kind is PageKind.MD, expression


@pytest.mark.parametrize("kind", list(PageKind))
def test_what_is_made_of_it_is_escaped_anew(kind: PageKind, printed: Printed) -> None:
    for expression in WRITES_IT_TWICE:
        run = printed(READY + "{{ " + expression + " }}", kind)
        assert run.code == 0, (expression, run.err)
        for page in pages(run.out, kind):
            assert {one.tag for one in page.elements} <= {"p"}, expression
            assert page.links == []


BLOCKS = (
    "{% filter upper %}{{ plan.title }}{% endfilter %}",
    "{% filter replace('&lt;', '<') %}{{ plan.title }}{% endfilter %}",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(plan.title) | replace('&lt;', '<') }}",
    "{% macro m() %}{{ caller() | upper }}{% endmacro %}{% call m() %}{{ plan.title }}{% endcall %}",
    "{% block b %}{{ plan.title }}{% endblock %}{{ self.b() | upper }}",
    "{% set x | upper %}{{ plan.title }}{% endset %}{{ x }}",
    "{% autoescape false %}{{ plan.title }}{% endautoescape %}",
)


@pytest.mark.parametrize("kind", list(PageKind))
@pytest.mark.parametrize("block", BLOCKS)
def test_no_block_changes_what_is_ready(block: str, kind: PageKind, printed: Printed) -> None:
    assert printed(block, kind).code == 3


PLACES_IN_MARKDOWN = (
    "{{ plan.background | markdown }}",
    "Bakgrund: {{ plan.background | markdown }}",
    "- a\n\n  {{ plan.background | markdown | indent(2) }}",
    "- {{ plan.background | markdown }}",
    "> {{ plan.background | markdown }}",
    "<details>{{ plan.background | markdown }}</details>",
    "<details>\n{{ plan.background | markdown }}\n</details>",
    "| a |\n| --- |\n| {{ plan.background | markdown }} |",
    "```\n{{ plan.background | markdown }}\n```",
    "    {{ plan.background | markdown }}",
    "<!-- {{ plan.title }} -->",
    '<p title="{{ plan.title }}">{{ plan.title }}</p>',
    "<p title='{{ plan.title }}'>{{ plan.title }}</p>",
    "{{ plan.title }}[a](b)",
)


@pytest.mark.parametrize("place", PLACES_IN_MARKDOWN)
def test_text_makes_no_tags_wherever_a_template_of_markdown_puts_it(place: str, printed: Printed) -> None:
    run = printed(place, PageKind.MD)
    assert run.code == 0
    for page in pages(run.out, PageKind.MD):
        assert not {one.tag for one in page.elements} & {"b", "i", "script", "img"}
        assert not any(name.startswith("on") for one in page.elements for name, _ in one.attributes)
        assert len(page.comments) == place.startswith("<!--")


@pytest.mark.parametrize("place", ['<p title="{}">', "<p title='{}'>", "<!-- {} -->", "<p>{}</p>"])
@pytest.mark.parametrize("what", ["plan.title", "plan.title | markdown", "plan.background | markdown"])
def test_text_makes_no_attributes_in_html(what: str, place: str, printed: Printed) -> None:
    run = printed(place.format("{{ " + what + " }}"), PageKind.HTML)
    assert run.code == (3 if "title=" in place and "markdown" in what else 0)
    page = Page(run.out)
    assert {name for one in page.elements for name, _ in one.attributes} <= {"title", "href"}
    assert not {one.tag for one in page.elements} & {"b", "i", "script"}


@pytest.mark.parametrize("kind", list(PageKind))
@pytest.mark.parametrize("place", ["<p {}>", "<{}>", "</{}>", "<p title={}>", '<p title="a" {}="b">', "<p\n{}>"])
def test_nothing_can_be_printed_inside_of_a_tag_but_between_its_quotes(
    place: str, kind: PageKind, printed: Printed
) -> None:
    run = printed("\n" + place.format("{{ plan.title }}"), kind)
    assert (run.code, run.out) == (3, "")
    assert "bara stå mellan citattecken" in run.err


ACTS = "javascript:alert(1) onclick=alert(1) x"
"""Words that need no mark to act inside of a tag, as an address or in a program."""
MUST_END = "en tagg måste sluta i samma del av mallen"
ONLY_NUMBER, ONLY_WORDS, ONLY_ADDRESS = (f"här kan bara {what}" for what in ("ett tal", "tal, färger", "en adress"))
IN_A_TAG = "bara stå mellan citattecken"
WHERE_TEXT_WOULD_ACT = {
    "<p {% if true %}{{ plan.goal }}{% endif %}>": IN_A_TAG,
    "<{% if true %}{{ plan.goal }}{% endif %}>": IN_A_TAG,
    "<p title={% if true %}{{ plan.goal }}{% endif %}>": IN_A_TAG,
    "<p {% for one in [1] %}{{ plan.goal }}{% endfor %}>": IN_A_TAG,
    '<p on{% if true %}a="b" {% endif %}click="{{ plan.goal }}">': IN_A_TAG,
    '{% set t %}"{{ plan.goal }}{% endset %}<p title="{{ t }}">': IN_A_TAG,
    "{% set t %}<p {% endset %}{{ t }}{{ plan.goal }}>": MUST_END,
    "{% macro m() %}<p {% endmacro %}{{ m() }}{{ plan.goal }}>": MUST_END,
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}<p {% endcall %}{{ plan.goal }}>": MUST_END,
    "{% filter trim %}<p {% endfilter %}{{ plan.goal }}>": MUST_END,
    "{% block b %}<p {% endblock %}{{ plan.goal }}>": MUST_END,
    "{% set less %}<{% endset %}{{ less }}{{ plan.goal }}>": MUST_END,
    "<p {% block b %}{{ plan.goal }}{% endblock %}>": MUST_END,
    "{% if plan.goal %}<p {% else %}<p>{% endif %}{{ plan.goal }}>": MUST_END,
    "<scr{% if true %}ipt{% endif %}>{{ plan.goal }}</script>": MUST_END,
    "{% for one in [1, 2] %}<script>{% endfor %}{{ plan.goal }}": MUST_END,
    "<script>{{ plan.goal }}</script>": ONLY_NUMBER,
    "<SCRIPT\n>let a = '{{ plan.goal }}'</script>": ONLY_NUMBER,
    "<iframe>{{ plan.goal }}</iframe>": ONLY_NUMBER,
    '<p onclick="{{ plan.goal }}">': ONLY_NUMBER,
    '<iframe srcdoc="{{ plan.goal }}"></iframe>': ONLY_NUMBER,
    "<style>{{ plan.goal }}</style>": ONLY_WORDS,
    "{% extends 'page.KIND.j2' %}{% block style %}{{ plan.goal }}{% endblock %}": ONLY_WORDS,
    "{% extends 'lagesrapport.KIND.j2' %}{% block style %}p { color: {{ plan.goal }} }{% endblock %}": ONLY_WORDS,
    "<style>{% macro m(a) %}p { {{ a }} }{% endmacro %}{{ m(plan.goal) }}</style>": ONLY_WORDS,
    '<p style="color: {{ plan.goal }}">': ONLY_WORDS,
    '<a href="{{ plan.goal }}">': ONLY_ADDRESS,
    '<a href="java{{ plan.goal }}">': ONLY_ADDRESS,
    '<a href="javascript:{{ plan.goal }}">': ONLY_ADDRESS,
    '<a href="&#106;avascript:{{ plan.goal }}">': ONLY_ADDRESS,
    '<a href="{% if false %}#{% endif %}{{ plan.goal }}">': ONLY_ADDRESS,
    "<a href='{{ '//x.se' }}'>": ONLY_ADDRESS,
    "<img src='{{ 'https://x.se/a.png' }}'>": ONLY_ADDRESS,
}
WHERE_MARKDOWN_WOULD_ACT = {
    "[a]({{ plan.goal }})": ONLY_ADDRESS,
    "[a](<{{ plan.goal }}>)": ONLY_ADDRESS,
    "[a]{% if true %}({{ plan.goal }}){% endif %}": ONLY_ADDRESS,
    "[a]\n\n[a]: {{ plan.goal }}": ONLY_ADDRESS,
}
WHERE_IT_IS_TEXT = (
    '<p{% if true %} class="a"{% endif %} title="{{ plan.goal }}">{{ plan.goal }}</p>',
    '<details open{% if true %} class="a"{% endif %}>{{ plan.goal }}</details>',
    '<tr{% for one in [1] %} class="{{ one }}"{% endfor %}><td>{{ plan.goal }}</td></tr>',
    '{% if true %}<p>{% else %}<p class="b">{% endif %}{{ plan.goal }}</p>',
    "<!-- {{ plan.goal }} -->{{ plan.goal }}",
    "<script>let a = {{ plan.subgoals | length }}</script>{{ plan.goal }}",
    '<style>p { color: {{ palettes.light.text }} }</style><p style="width: {{ 3 }}%">{{ plan.goal }}',
    '<a href="#{{ plan.goal }}">a</a><a href="https://x.se/?q={{ plan.goal }}">b</a><a href="sida{{ 3 }}.html">c</a>',
    '<a href="{{ \'mailto:a@b.se\' }}">a</a><img src="{{ face.logo }}">{{ plan.goal }}',
    "{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}{{ m(plan.goal) }}{% block b %}{{ plan.goal }}{% endblock %}",
    "1 < 2 a<2 {{ plan.goal }}",
    "<style>{% macro m(a) %}p { color: {{ a }}; }{% endmacro %}{{ m(palettes.light.text) }}</style>{{ plan.goal }}",
    "<style>{% block style %}p { color: red; }{% endblock %}</style>{{ plan.goal }}",
)


@pytest.fixture
def _plan_that_acts(project: Path) -> None:
    (project / "plans" / "plan-a.yaml").write_text(f"titel: P\nmål: {quoted(ACTS)}\n", encoding="utf-8")


@pytest.mark.usefixtures("_plan_that_acts")
@pytest.mark.parametrize("kind", list(PageKind))
def test_nothing_is_printed_where_text_would_act(kind: PageKind, printed: Printed) -> None:
    refused = WHERE_TEXT_WOULD_ACT | (WHERE_MARKDOWN_WOULD_ACT if kind is PageKind.MD else {})
    for template, flaw in refused.items():
        if "KIND" in template and kind is PageKind.MD:
            continue  # a page of Markdown has no frame
        run = printed(template.replace("KIND", kind.value), kind)
        assert (run.code, run.out) == (3, ""), template
        assert flaw in run.err, template


@pytest.mark.usefixtures("_plan_that_acts")
@pytest.mark.parametrize("kind", list(PageKind))
def test_what_is_printed_as_text_is_not_refused(kind: PageKind, printed: Printed) -> None:
    for template in WHERE_IT_IS_TEXT:
        run = printed(template, kind)
        assert run.code == 0, (template, run.err)
        assert ACTS in run.out


@pytest.mark.usefixtures("_plan_that_acts")
@pytest.mark.parametrize("file", sorted(path.name for path in built_in_templates().glob("*.j2")))
def test_a_copy_of_a_built_in_template_is_not_refused(file: str, anhorig: Anhorig, project: Path) -> None:
    shutil.copy(built_in_templates() / file, project / "templates")
    name, kind, _ = file.split(".")
    template = ("--unit", "e") if name == "enhet" else ("--template", "lagesrapport" if name == "page" else name)
    (project / "plans" / "plan-a.yaml").write_text("titel: P\nenheter: [{id: e, titel: E}]\n", encoding="utf-8")
    assert anhorig("report", *template, "--format", kind).code == 0


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ('"\\ud800"', "U+D800"),
        ('"\\ud800" | e', "U+D800"),
        ('"\\udc80" ~ plan.title', "U+DC80"),
        ('"%c" % 55296', "U+D800"),
        ('"\\x00"', "U+0000"),
        ('"\\x1b[31m"', "U+001B"),
        ('"\\ufffe"', "U+FFFE"),
        ('_("\\ud800")', "U+D800"),
    ],
)
@pytest.mark.parametrize("kind", list(PageKind))
def test_a_character_that_no_page_can_have_is_told_with_its_line(
    expression: str, code: str, kind: PageKind, printed: Printed
) -> None:
    run = printed("a\n{{ " + expression + " }}", kind)
    assert (run.code, run.out) == (3, "")
    assert run.err == f"templates/egen.{kind.value}.j2:2: en sida kan inte ha tecknet {code}\n"


def test_a_template_that_has_such_a_character_itself_is_told(printed: Printed) -> None:
    run = printed("a\x07b", PageKind.MD)
    assert (run.code, "en sida kan inte ha tecknet U+0007" in run.err) == (3, True)


@pytest.mark.parametrize(
    "expression", ['plan["\\ud800"]', 'label("\\ud800", "x")', '"\\ud800"()', "plan | attr('\\ud800')"]
)
def test_half_a_character_where_a_name_is_wanted_is_a_sentence(expression: str, printed: Printed) -> None:
    run = printed("{{ " + expression + " }}", PageKind.MD)
    assert (run.code, run.out, len(run.err.splitlines())) == (3, "", 1)


def test_addresses_in_html_become_links_where_the_template_asks_for_it(printed: Printed) -> None:
    run = printed("{{ ('se https://x.se <b>') | urlize }}", PageKind.HTML)
    assert run.out == 'se <a href="https://x.se" rel="noopener">https://x.se</a> &lt;b&gt;'
