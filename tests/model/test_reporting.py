"""Report occasions and the documents they rest on."""

from anhorig_cli.model.reporting import Document, ReportOccasion


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
