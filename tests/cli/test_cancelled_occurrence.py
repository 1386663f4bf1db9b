"""What was cancelled in the annual cycle says so wherever the cycle is told."""

from pathlib import Path

import pytest

from command_line import Anhorig

PLAN = """titel: Plan
period: 2026
enheter: [{id: a, titel: Boendet}]
årshjul:
  - titel: Möte
    när: [januari, februari]
    enheter: a
    utfört:
      - 2026-01-20
      - {tillfälle: 2026-02, inställt: ja, notering: Sjukdom}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


CANCELLED = """\
## Inställt

| När | Vad | Enheter | Ansvarig | Notering |
| --- | --- | --- | --- | --- |
| ⊘ februari 2026 | Möte | Boendet | – | Sjukdom |
"""


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("cycle",), "inställt 2026-02: Möte (Boendet). Sjukdom"),
        (("cycle", "--format", "md"), CANCELLED),
        (("cycle", "--year", "2026", "--format", "csv"), "2026-02-01,2026-02-28,cancelled,,Sjukdom,"),
        (("calendar", "--year", "2026"), "Status: inställt"),
        (("report", "--full"), "| Boendet | 1 | 1 | 0 |"),
        (("report", "--template", "enhet", "--unit", "a"), "Möte<br>Sjukdom"),
    ],
)
def test_what_was_cancelled_says_so(anhorig: Anhorig, plan: Path, command: tuple[str, ...], told: str) -> None:
    out = anhorig(command[0], plan, "--as-of", "2026-03-15", *command[1:]).out
    out = out.replace("\r\n ", "")  # lines of a calendar are folded
    assert told in out
    assert "✖" not in out


def test_and_check_does_not_call_it_missed(anhorig: Anhorig, plan: Path) -> None:
    assert "ANH501" not in anhorig("check", plan, "--as-of", "2026-03-15").out
