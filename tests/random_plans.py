"""Plans as many hands might write them: block and flow, indented or not, quoted, commented, in either language.

A plan is first a piece of data; then each choice of how to write it is made by chance. A number gives it all: the same
number gives the same plan.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from anhorig_cli.model.parts import PARTS
from anhorig_cli.vocabulary import SCALES, Language

TEXTS = (
    "Möten",
    "Nå fler: alla",
    "100 %",
    "a #b",
    "'citat'",
    'en "sak"',
    "å, ä {ö}",
    "- streck",
    "no",
    "12:30",
    "null och void",
    "ett långt stycke som inte får plats på en rad i den fil det ska stå i, hur man än vänder och vrider på det hela",
)
_PARTS = {
    "subgoals": "subgoal",
    "indicators": "indicator",
    "annual_cycle": "cycle_item",
    "units": "unit",
    "roles": "role",
    "decisions": "decision",
    "activities": "activity",
    "assessments": "assessment",
    "revisions": "revision",
    "measurements": "measurement",
    "done": "done_occurrence",
    "target": "target",
}

_FREE = {"title", "goal", "purpose", "description", "comment", "responsible", "source"}


def random_day(random: Random) -> str:
    return (date(1990, 1, 1) + timedelta(days=random.randrange(20_000))).isoformat()


def random_plan(random: Random) -> dict[str, Any]:
    """Return a plan as data, with English names and the English words of scales."""
    ids = [f"{random.choice('abcåäö')}{n}" for n in range(9)]
    return {
        "title": random.choice(TEXTS),
        **_some(random, goal=random.choice(TEXTS), responsible=random.choice(TEXTS)),
        "subgoals": [_subgoal(random, ids[n]) for n in range(random.randint(1, 3))],
        **_some(random, indicators=[_indicator(random, ids[3 + n]) for n in range(random.randint(0, 3))]),
        **_some(random, annual_cycle=[_cycle_item(random, ids[6 + n]) for n in range(random.randint(0, 3))]),
    }


def _some(random: Random, **fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if random.random() < 0.6}


def _several(random: Random, **fields: str) -> list[dict[str, str]]:
    return [{name: _drawn(random, kind) for name, kind in fields.items()} for _ in range(random.randint(0, 3))]


def _drawn(random: Random, kind: str) -> str:
    if kind == "number":
        return str(random.randint(0, 99))
    return {"day": random_day(random), "text": random.choice(TEXTS)}.get(kind, kind)


def _subgoal(random: Random, id_: str) -> dict[str, Any]:
    activities: list[Any] = _several(random, title="text", due="day")
    activities = [one["title"] if random.random() < 0.4 else one for one in activities]
    return {
        "id": id_,
        "title": random.choice(TEXTS),
        **_some(random, purpose=random.choice(TEXTS), responsible=random.choice(TEXTS)),
        "due": random_day(random),
        **_some(
            random,
            activities=activities,
            assessments=_several(random, date="day", status="achieved", comment="text"),
            revisions=_several(random, field="due", to="day", decided="day"),
        ),
    }


def _indicator(random: Random, id_: str) -> dict[str, Any]:
    return {
        "id": id_,
        "title": random.choice(TEXTS),
        **_some(
            random,
            source=random.choice(TEXTS),
            target={"at_least": "80"},
            measurements=_several(random, date="day", value="number", source="text"),
        ),
    }


def _cycle_item(random: Random, id_: str) -> dict[str, Any]:
    done: list[Any] = [one if random.random() < 0.5 else one["date"] for one in _several(random, date="day")]
    return {"id": id_, "title": random.choice(TEXTS), **_some(random, description=random.choice(TEXTS), done=done)}


@dataclass
class Hand:
    """How one person writes; what differs from place to place is chosen each time."""

    random: Random
    language: Language
    step: int
    indents_lists: bool
    has_comments: bool
    newline: str

    @classmethod
    def any(cls, random: Random) -> "Hand":
        return cls(
            random,
            random.choice(list(Language)),
            random.choice([2, 4]),
            random.random() < 0.5,
            random.random() < 0.6,
            random.choice(["\n", "\n", "\r\n", "\r"]),
        )

    def file(self, part: str, data: dict[str, Any]) -> bytes:
        """Return the bytes of a file that holds a part."""
        return self._bytes(self.mapping(part, data, 0))

    def markdown(self, part: str, data: dict[str, Any], sections: list[dict[str, str]]) -> bytes:
        """Return the bytes of a Markdown file, with assessments as headings."""
        lines = ["---", *self.mapping(part, data, 0), "---", *self.random.choice([[], ["Brödtext.", ""], [""]])]
        for section in sections:
            status = SCALES["assessment"].word(section["status"]).spelled(self.language)
            lines += [f"## {section['date']} {status}", *self.random.choice([[], [""]]), "Text.", ""]
        return self._bytes(lines)

    def _bytes(self, lines: list[str]) -> bytes:
        text = self.newline.join(lines) + self.random.choice(["", self.newline, self.newline, 2 * self.newline])
        return self.random.choice([b"", b"", b"\xef\xbb\xbf"]) + text.encode()

    def mapping(self, part: str, data: dict[str, Any], indent: int) -> list[str]:
        """Return the lines of a mapping."""
        lines: list[str] = []
        for name, value in data.items():
            lines += [*self._between(indent), *self._pair(part, name, value, indent)]
        return lines

    def _pair(self, part: str, name: str, value: Any, indent: int) -> list[str]:
        head = " " * indent + PARTS[part].term(name).spelled(self.language) + ":"
        below = _PARTS.get(name, "")
        if isinstance(value, str):
            text = self._word(part, name, value)
            return self._text(head, text, indent) if name in _FREE else [self._line(head, text)]
        if not value:
            return [head + self.random.choice(["", " []", " [ ]", " ~", " # inga än"])]
        if self.random.random() < 0.25:
            return [head + " " + self._flow(below, value) + self._beside()]
        if isinstance(value, dict):
            return [head + self._beside(), *self.mapping(below, value, indent + self.step)]
        dash = indent + (self.step if self.indents_lists else 0)
        gap = self.random.choice([[], [], [""]])
        items = [line for item in value for line in [*gap, *self._item(below, item, dash)]]
        return [head + self._beside(), *items[len(gap) :]]

    def _item(self, part: str, item: Any, dash: int) -> list[str]:
        start = " " * dash + "- "
        if isinstance(item, str):
            return [start + self._quoted(item, in_flow=False) + self._beside()]
        if self.random.random() < 0.25:
            return [*self._between(dash), start + self._flow(part, item) + self._beside()]
        lines = self.mapping(part, item, dash + 2)
        first = next(i for i, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
        return [*lines[:first], start + lines[first].lstrip(), *lines[first + 1 :]]

    def _flow(self, part: str, value: Any) -> str:
        if isinstance(value, str):
            return self._quoted(value, in_flow=True)
        if isinstance(value, list):
            return (
                "["
                + ", ".join(self._flow(part, item) for item in value)
                + self.random.choice(["]", " ]", ",]"] if value else ["]"])
            )
        pairs = (self._flow_pair(part, name, inner) for name, inner in value.items())
        space = self.random.choice(["", " "])
        return "{" + space + ", ".join(pairs) + space + "}"

    def _flow_pair(self, part: str, name: str, value: Any) -> str:
        key = PARTS[part].term(name).spelled(self.language)
        if isinstance(value, str):
            return f"{key}: {self._quoted(self._word(part, name, value), in_flow=True)}"
        return key + ": " + self._flow(_PARTS.get(name, ""), value)

    def _text(self, head: str, text: str, indent: int) -> list[str]:
        if self.random.random() < 0.2:
            return [head + self.random.choice([" |", " >-", " |-", " >"]), " " * (indent + self.step) + text]
        return [self._line(head, text)]

    def _line(self, head: str, text: str) -> str:
        return head + " " + self._quoted(text, in_flow=False) + self._beside()

    def _word(self, part: str, name: str, value: str) -> str:
        scale = {("assessment", "status"): "assessment", ("revision", "field"): "revised_field"}.get((part, name))
        return SCALES[scale].word(value).spelled(self.language) if scale else value

    def _quoted(self, text: str, *, in_flow: bool) -> str:
        special = any(c in text for c in "#'\"{},[]%:" if in_flow or c not in ",%{}[]") or text.startswith("- ")
        if not special and self.random.random() < 0.7:
            return text
        if self.random.random() < 0.5:
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace('"', '\\"') + '"'

    def _beside(self) -> str:
        return self.random.choice(["", "", "", "  # en kommentar"]) if self.has_comments else ""

    def _between(self, indent: int) -> list[str]:
        if not self.has_comments:
            return []
        remark = " " * indent + "# anm"
        return self.random.choice([[], [], [], [], [""], [remark], ["", remark], [" " * (indent + 2) + "# djupare"]])
