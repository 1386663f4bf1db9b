"""The pages for whoever changes the code name what is there: files, modules, and what stands in them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("src", "templates", "tests", "tools", "docs", "benchmarks", "plans", "fuzz")
A_PLACE = re.compile(r"(?:[a-z_]+/)+[\w.]+")
SOMETHING_IN_A_MODULE = re.compile(r"(?:[a-z_]+/)*(?P<module>[a-z_]+)\.(?P<name>[A-Z]\w+|[a-z]+_\w+)")
OF_SEVERAL_WORDS = re.compile(r"[a-z]+(?:_[a-z]+)+|(?:[A-Z][a-z]+){2,}")
INVENTED = {"test_NAME", "NAME"}


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_what_a_page_for_developers_names_is_there(page: str) -> None:
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
    places = "\n".join(f"/{path.relative_to(ROOT).as_posix()}" for path in files)
    code = {path: path.read_text(encoding="utf-8") for path in files if path.suffix == ".py"}
    words = set(re.findall(r"\w+", "\n".join([places, *code.values()])))
    gone: list[str] = []
    text = (ROOT / page).read_text(encoding="utf-8")
    named = {*re.findall(r"`([^`\n]+)`", text), *re.findall(r"\b[a-z_]+\.[A-Z]\w+", text)}  # also in the pictures
    for name in named:
        within = SOMETHING_IN_A_MODULE.fullmatch(name)
        if within:
            defined = re.compile(rf"^(?:class |def )?{within['name']}\b", re.MULTILINE)
            is_there = any(defined.search(source) for path, source in code.items() if path.stem == within["module"])
        elif A_PLACE.fullmatch(name) and not INVENTED & set(re.split(r"[/.]", name)):
            is_there = f"/{name}" in places
        else:
            is_there = words.issuperset(OF_SEVERAL_WORDS.findall(name))
        if not is_there:
            gone.append(name)
    assert len(named) > 50
    assert gone == []
