"""What holds of every text: reading it never fails, its flaws lie in it, and what was read can be written and read."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from anhorig_cli.catalog import text_of
from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.plan_loader import FileText, LoadedPlan, load, load_texts
from anhorig_cli.loading.shapes import shape_of
from anhorig_cli.model.assessment import Revision
from anhorig_cli.model.dates import DateField, DueField, EndField
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.recurrence import RecurrenceField
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.target import Target
from anhorig_cli.model.values import Count, Flag, Id, LanguageName, Number
from anhorig_cli.vocabulary import Language
from conftest import PLANS
from effort import tries

LINE = re.compile(r"\r\n|\n|\r")


def examples(most: int) -> settings:
    """Set how many texts are tried, however long each takes and grows."""
    too_much = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=tries(most), suppress_health_check=too_much)


def read(data: bytes, name: str) -> LoadedPlan:
    return load_texts(name, "plan", [FileText(name, "", data)], is_folder=False)


def read_part(data: bytes, name: str) -> LoadedPlan:
    texts = [FileText("plan.yaml", "plan.yaml", b"titel: Plan\n"), FileText(name, f"subgoals/{name}", data)]
    return load_texts("plan", "plan", texts, is_folder=True)


def hold(result: LoadedPlan, data: bytes, name: str) -> None:
    """Hold what is true of every plan that was read: its flaws lie in the file, and all can be told in words."""
    assert result.plan is not None or result.diagnostics
    lines = LINE.split(data.decode("utf-8", errors="replace").removeprefix("\ufeff"))
    for diagnostic in result.diagnostics:
        place = diagnostic.location
        assert place.file == name
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        for language in Language:
            for message in (diagnostic.message, diagnostic.help):
                assert message is None or text_of(message, language)


KEYS = sorted({spelling for shape in (shape_of(Plan), shape_of(Subgoal)) for spelling in shape.keys.names})
WORDS = [
    "2026-03-31",
    "31/12/2026",
    "12,5",
    "2 500 kr",
    "50 %",
    "uppfyllt",
    "pågår",
    "mars",
    "löpande",
    "a\u030a",
    "😀",
]
MARKS = [
    *(
        ": ",
        ":",
        "- ",
        "-",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "\r\n",
        "\r",
        "\t",
        " ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "|\n",
        ">\n",
    ),
    *(
        "&a ",
        "*a",
        "&a &b ",
        "<<: ",
        "<<: *a",
        "? ",
        "!x ",
        "!!str ",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "#",
        " #1",
        "x-a: ",
    ),
    *(
        '"',
        "'",
        "\\x07",
        "\\u202E",
        "\\",
        "\x07",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "<<<<<<< \n",
        "## ",
        "```\n",
        "`",
    ),
]
yaml_like = st.lists(
    st.one_of(
        st.sampled_from(KEYS).map("{}: ".format), st.sampled_from(MARKS), st.sampled_from(WORDS), st.text(max_size=3)
    ),
    max_size=30,
).map("".join)
texts = st.one_of(st.text(), yaml_like)
names = st.sampled_from(["plan.yaml", "plan.md"])


@examples(300)
@given(texts, names)
@example("titel: Plan\n\n", "plan.yaml")
@example('titel: "', "plan.yaml")
@example("---\ntitel: [\n---\n", "plan.md")
def test_any_text_gives_diagnostics_and_never_an_exception(text: str, name: str) -> None:
    data = text.encode("utf-8", errors="surrogatepass")
    hold(read(data, name), data, name)


@examples(200)
@given(yaml_like, st.one_of(texts, st.just("## 2026-03-31 uppfyllt\nBra.\n")))
def test_so_does_any_text_between_dashes(fields: str, body: str) -> None:
    data = f"---\n{fields}\n---\n{body}".encode("utf-8", errors="surrogatepass")
    hold(read(data, "plan.md"), data, "plan.md")


@examples(150)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.text(max_size=5))).map("".join))
def test_so_does_any_text_of_a_subgoal(body: str) -> None:
    data = f"---\ntitel: Fler nås\n---\nText.\n\n## {body}".encode("utf-8", errors="surrogatepass")
    hold(read_part(data, "d1.md"), data, "d1.md")


@examples(200)
@given(st.one_of(st.binary(), texts.map(lambda text: text.encode("utf-16"))), names)
def test_so_do_any_bytes(data: bytes, name: str) -> None:
    hold(read(data, name), data, name)


def flaws(result: LoadedPlan) -> list[tuple[int, int, str]]:
    return sorted((d.location.line, d.location.column, d.rule.slug) for d in result.diagnostics)


REAL = [path.read_text(encoding="utf-8") for path in sorted(PLANS.glob("*.*")) if path.name != "README.md"]
SUBGOALS = [path.read_text(encoding="utf-8") for path in sorted(PLANS.glob("*/*/*.md"))]


@st.composite
def mutated(draw: st.DrawFn, originals: list[str]) -> str:
    """Draw a real plan in which some characters were put in, taken away or changed."""
    text = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        taken = draw(st.sampled_from([0, 1, 1, 2, 20]))
        put = draw(st.one_of(st.just(""), st.sampled_from(MARKS), st.sampled_from(WORDS), st.text(max_size=2)))
        text = text[:at] + put + text[at + taken :]
    return text


@examples(150)
@given(mutated(REAL), names)
def test_so_does_a_real_plan_with_slips_of_the_keyboard(text: str, name: str) -> None:
    data = text.encode("utf-8", errors="surrogatepass")
    hold(read(data, name), data, name)


@examples(100)
@given(mutated(SUBGOALS))
def test_so_does_a_real_subgoal_with_slips_of_the_keyboard(text: str) -> None:
    data = text.encode("utf-8", errors="surrogatepass")
    hold(read_part(data, "d1.md"), data, "d1.md")


@examples(50)
@given(st.sampled_from(REAL), st.integers(0, 10_000))
def test_so_does_a_real_plan_that_was_cut_off(text: str, length: int) -> None:
    data = text.encode()[:length]
    hold(read(data, "plan.yaml"), data, "plan.yaml")


@examples(100)
@given(mutated(REAL).filter(lambda text: "\r" not in text), st.sampled_from(["\r\n", "\r"]))
def test_the_kind_of_line_break_changes_nothing(text: str, end: str) -> None:
    one = read(text.encode("utf-8", errors="surrogatepass"), "plan.yaml")
    other = read(text.replace("\n", end).encode("utf-8", errors="surrogatepass"), "plan.yaml")
    assert flaws(other) == flaws(one)
    assert other.plan == one.plan


def written(plan: Plan) -> dict[str, Any]:
    """Return a plan as the plain data that a file holds."""
    return plan.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)


def in_yaml(data: dict[str, Any]) -> bytes:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()


def in_swedish(data: dict[str, Any], model: type[Part]) -> dict[str, Any]:
    """Return plain data with every key in Swedish."""
    shape = shape_of(model)
    return {shape.keys.term(name).sv: _below(value, shape.fields[name].model) for name, value in data.items()}


def _below(value: Any, model: type[Part] | None) -> Any:
    if model is None:
        return value
    return [in_swedish(item, model) for item in value] if isinstance(value, list) else in_swedish(value, model)


def reread(data: dict[str, Any]) -> Plan:
    """Read plain data as a file, which must have no flaws."""
    result = read(in_yaml(data), "plan.yaml")
    assert [text_of(d.message, Language.EN) for d in result.diagnostics] == []
    assert result.plan is not None
    return result.plan


@pytest.mark.parametrize("name", [files.name for files in find_plans(str(PLANS))], ids=lambda name: Path(name).name)
def test_a_real_plan_that_is_written_and_read_is_the_same(name: str) -> None:
    (files,) = find_plans(name)
    plan = load(files).plan
    assert plan is not None
    assert reread(written(plan)) == plan
    assert reread(in_swedish(written(plan), Plan)) == plan


ordinary = st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])
text_values = st.text(ordinary, min_size=1, max_size=12).map(str.strip).filter(bool)
days = st.dates(date(1900, 1, 1), date(2198, 12, 31)).map(date.isoformat)
months, years = days.map(lambda day: day[:7]), days.map(lambda day: day[:4])
dates = st.one_of(
    days,
    months,
    years,
    st.builds("{}-{}".format, years, st.sampled_from(["Q1", "Q4", "T1", "T3", "H1", "H2"])),
    st.builds("{} {}".format, st.sampled_from(["spring", "summer", "autumn"]), years),
    years.map(lambda year: f"winter {year}/{int(year) + 1}"),
    st.one_of(*(st.lists(ends, min_size=2, max_size=2).map(sorted).map("/".join) for ends in (days, months))),
)
numbers = st.decimals(-(10**9), 10**9, allow_nan=False, places=3).map(lambda number: f"{number:f}")
recurrences = st.sampled_from(
    ["3", "12", "monthly", "quarterly", "tertial", "yearly", "winter", "10-06", "02-29", "v53"]
)

REVISIONS = st.one_of(
    st.fixed_dictionaries({"from": dates, "to": st.one_of(dates, st.just("ongoing"))}, optional={"decided": dates}),
    st.fixed_dictionaries({"field": st.just("start_by"), "from": dates, "to": dates}),
    st.fixed_dictionaries({"field": st.just("target"), "from": numbers, "to": st.one_of(numbers, text_values)}),
)

LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    Id: st.from_regex(r"[a-zåäöA-Z0-9_.][a-zåäö0-9_.-]{0,8}", fullmatch=True),
    Number: numbers,
    Count: numbers.map(lambda number: number.removeprefix("-")),
    Flag: st.sampled_from(["true", "false"]),
    LanguageName: st.sampled_from(["sv", "en"]),
    DateField: dates,
    DueField: st.one_of(dates, st.just("ongoing")),
    EndField: st.one_of(dates, st.just("until_further_notice")),
    RecurrenceField: recurrences,
    Revision: REVISIONS,
}
SPECIAL: dict[tuple[type[Part], str], st.SearchStrategy[str]] = {
    (Subgoal, "added"): st.one_of(dates, text_values.map("Beslut {}".format)),
    (Target, "change"): st.integers(-99, 99).map("{} %".format),
}


def values_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Return the values that a field may have, as plain data."""
    if annotation in LEAVES:
        return LEAVES[annotation]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in {Union, UnionType}:
        return values_of(next(choice for choice in inner if choice is not NoneType))
    if origin is tuple:
        return st.lists(values_of(inner[0]), max_size=2)
    if origin is Annotated:
        return values_of(inner[0])
    if origin is Literal:
        return st.sampled_from(inner)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return parts(annotation)
    return text_values


@st.composite
def parts(draw: st.DrawFn, model: type[Part]) -> dict[str, Any]:
    """Draw a part of a plan as plain data: what it must have, and a few of its other fields."""
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    wanted = draw(st.sets(st.sampled_from(sorted(fields)), max_size=5))
    return {
        key: draw(SPECIAL[model, key] if (model, key) in SPECIAL else values_of(info.rebuild_annotation()))
        for key, info in fields.items()
        if info.is_required() or key in wanted
    }


@examples(150)
@given(parts(Plan))
def test_any_plan_that_is_written_and_read_is_the_same(data: dict[str, Any]) -> None:
    plan = Plan.model_validate(data)
    assert reread(written(plan)) == plan
    assert reread(in_swedish(written(plan), Plan)) == plan


@examples(50)
@given(parts(Plan))
def test_what_is_written_is_written_the_same_once_it_was_read(data: dict[str, Any]) -> None:
    once = written(Plan.model_validate(data))
    assert in_yaml(written(reread(once))) == in_yaml(once)


OTHER_VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.sampled_from(WORDS), st.sampled_from(MARKS), st.text(max_size=5)
    ),
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(st.sampled_from(KEYS), below, max_size=3)),
    max_leaves=6,
)


@st.composite
def broken(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a plan as plain data, with other values in some places, and some keys renamed or taken away."""
    data = draw(parts(Plan))
    for _ in range(draw(st.integers(1, 4))):
        here: Any = data
        step = draw(st.sampled_from(sorted(here)))
        while here[step] and isinstance(here[step], dict | list) and draw(st.integers(0, 3)):
            here = here[step]
            step = draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        value = draw(st.one_of(st.just(here[step]), OTHER_VALUES))
        if isinstance(here, dict) and draw(st.booleans()):
            del here[step]
            here[draw(st.sampled_from([*KEYS, "x-eget", "okänd"]))] = value
        else:
            here[step] = value
        if not data:
            break
    return data


@examples(150)
@given(broken(), st.booleans())
def test_any_plan_with_other_keys_and_values_gives_diagnostics_too(data: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=flow).encode()
    hold(read(text, "plan.yaml"), text, "plan.yaml")


@examples(100)
@given(broken())
def test_it_makes_no_difference_whether_yaml_is_written_in_lines_or_in_braces(data: dict[str, Any]) -> None:
    lines, braces = (
        read(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=flow).encode(), "plan.yaml")
        for flow in (False, True)
    )
    assert braces.plan == lines.plan
    assert Counter(slug for *_, slug in flaws(braces)) == Counter(slug for *_, slug in flaws(lines))
