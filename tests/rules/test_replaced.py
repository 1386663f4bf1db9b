"""Which texts say that a plan is replaced."""

import pytest

from anhorig_cli.analysis.document_types import is_replaced_by
from plan_text import plan_in

OLD = plan_in(
    """
    titel: Plan för anhörigstöd
    diarienummer: [KS 2017/33, SN 5]
    """,
    "anhorigplan-2018.yaml",
)


@pytest.mark.parametrize(
    "text",
    [
        "anhorigplan-2018",
        "Anhorigplan-2018",
        "plan för anhörigstöd",
        "Plan för anhörigstöd 2018–2022",
        "den plan som antogs 2017 (KS 2017/33)",
        "SN 5",
    ],
)
def test_a_plan_is_replaced_by_one_that_names_it(text: str) -> None:
    assert is_replaced_by(OLD, plan_in(f"titel: Ny\nersätter: '{text}'"))


@pytest.mark.parametrize(
    "text", ["Anhörigplanen", "anhorigplan-2014", "Plan för anhörigstödet", "KS 2017/330", "SN 51"]
)
def test_and_not_by_one_that_names_another(text: str) -> None:
    assert not is_replaced_by(OLD, plan_in(f"titel: Ny\nersätter: '{text}'"))


def test_nor_by_one_that_names_none() -> None:
    assert not is_replaced_by(OLD, plan_in("titel: Plan för anhörigstöd"))
