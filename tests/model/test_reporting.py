"""Report occasions and the documents they rest on."""

from datetime import date

import pytest

from anhorig_cli.model.register import Register
from anhorig_cli.model.reporting import Document, ReportOccasion, occasion_before


def test_a_plain_string_is_short_for_a_document_with_only_a_title() -> None:
    assert Document.from_scalar("Tjänsteskrivelse") == {"title": "Tjänsteskrivelse"}


def test_a_report_occasion_may_be_only_a_version() -> None:
    occasion = ReportOccasion.model_validate({"id": "version-3"})
    assert (occasion.date, occasion.proposal, occasion.basis) == (None, (), ())


def test_a_report_occasion_carries_what_the_committee_paper_says() -> None:
    occasion = ReportOccasion.model_validate(
        {
            "date": "2021-09-20",
            "proposal": ["Nämnden godkänner rapporten", "Rapporten skickas till fullmäktige"],
            "basis": [{"title": "Tjänsteskrivelse", "date": "2021-09-13", "registry_number": "SN 2021/114"}],
        }
    )
    assert len(occasion.proposal) == 2
    assert occasion.basis[0].registry_number == "SN 2021/114"


OCCASIONS = [
    ReportOccasion.model_validate(one)
    for one in (
        {"id": "v2", "title": "Version 2", "date": "2026-11"},
        {"id": "v1", "title": "v2", "date": "2026-05-20"},
        {"id": "v0", "date": "2025"},
        {"id": "v9"},
    )
]


@pytest.mark.parametrize(("name", "found"), [("v1", "v1"), ("V2", "v2"), ("version 2", "v2"), ("v3", None)])
def test_an_occasion_is_found_by_its_id_and_else_by_its_title(name: str, found: str | None) -> None:
    occasion = Register(OCCASIONS).first(name)
    assert (occasion.id if occasion else None) == found


@pytest.mark.parametrize(
    ("day", "before"),
    [("2026-11-30", "v1"), ("2026-12-01", "v2"), ("2026-05-20", "v0"), ("2026-05-21", "v1"), ("2025-12-31", None)],
)
def test_the_occasion_before_a_day_is_the_last_that_has_ended(day: str, before: str | None) -> None:
    occasion = occasion_before(OCCASIONS, date.fromisoformat(day))
    assert (occasion.id if occasion else None) == before
