"""Random plans whose parts refer to each other, beside another plan that refers to them, in the hands of many."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from random_plans import Hand, random_plan

KINDS = ("subgoals", "indicators", "annual_cycle", "units", "roles", "decisions")


@dataclass(frozen=True)
class Project:
    """A project on disk: two plans and their settings."""

    folder: Path

    @property
    def plan(self) -> Path:
        return self.folder / "planen.yaml"

    def contents(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.folder.iterdir()) if path.is_file()}


def random_project(random: Random, folder: Path) -> Project:
    """Write a project in which every reference says an id as the plan does."""
    hand = Hand.any(random)
    plan = _with_references(random, random_plan(random))
    every = [one["id"] for kind in KINDS for one in plan.get(kind, [])]
    subgoals = [one["id"] for one in plan["subgoals"]]
    other = {
        "title": "Nästa",
        "replaces": ["planen"],
        "subgoals": [
            {
                "id": random.choice(subgoals),
                "title": "Igen",
                "continues": [f"planen/{random.choice(subgoals)}"],
                "contributes_to": [f"planen/{one}" for one in _some_of(random, subgoals)],
            }
        ],
    }
    (folder / "planen.yaml").write_bytes(hand.file("plan", plan))
    (folder / "nästa.yaml").write_bytes(Hand.any(random).file("plan", other))
    places = [f"  - {{regel: no-activity, skäl: R, plats: planen/subgoals/{one}}}\n" for one in _some_of(random, every)]
    (folder / "anhorig.yaml").write_text("planer: .\nundanta:\n" + "".join(places) + "  # slut\n", encoding="utf-8")
    return Project(folder)


def _with_references(random: Random, plan: dict[str, Any]) -> dict[str, Any]:
    plan["units"] = [{"id": f"e{n}", "title": f"Enhet {n}", "responsible": [f"r{n}"]} for n in range(2)]
    plan["roles"] = [{"id": f"r{n}", "title": f"Roll {n}", "units": ["e0"]} for n in range(3)]
    plan["decisions"] = [{"id": f"p{n}", "title": f"Paragraf {n}"} for n in range(2)]
    plan["responsible"] = _some_of(random, ["r0", "r1", "e1"])
    subgoals = [one["id"] for one in plan["subgoals"]]
    for place, subgoal in enumerate(plan["subgoals"]):
        subgoal["responsible"] = _some_of(random, ["r0", "r1", "r2", "e0"])
        subgoal["units"] = _some_of(random, ["e0", "e1"])
        subgoal["indicators"] = _some_of(random, [one["id"] for one in plan.get("indicators", [])])
        if place:
            subgoal["continues"] = [f"{random.choice(['', 'planen/'])}{subgoals[place - 1]}"]
        for revision in subgoal.get("revisions", []):
            revision["decision"] = random.choice(["p0", "p1", "SN § 12"])
    for item in plan.get("annual_cycle", []):
        item["subgoals"] = _some_of(random, subgoals)
    return plan


def _some_of(random: Random, names: list[str]) -> list[str]:
    """Return one or more of some names, in their order; none of none."""
    return sorted(random.sample(names, random.randint(1, len(names)))) if names else []
