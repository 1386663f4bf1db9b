"""The short report says each thing once, and so that nobody takes it for something else."""

from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from report_views import report

DAY = "2026-06-30"
NEW = """\
    titel: P
    rapporter: [{id: v1, datum: 2026-01-15}, {id: v2, datum: 2026-06-30}]
    delmål:
      - {id: a, titel: Fler nås, senast: 2027, bedömningar: [{datum: 2026-06-01, status: bedöms uppfyllas}]}
      - {id: b, titel: Kortare väntan, senast: 2027, bedömningar: [{datum: 2026-06-01, status: uppfyllt}]}
      - {id: c, titel: Fler träffar, senast: 2027, bedömningar: [{datum: 2026-06-01, status: uppfyllt}]}
    """
WORK = """\
    titel: P
    delmål:
      - id: a
        titel: Fler nås
        aktiviteter:
          - {titel: Träffar, status: pågår, senast: 2026-05-31, tillfällen: {hållna: [{datum: 2026-04, antal: 4}]}}
          - titel: Utskick
    """


def test_the_numbers_of_subgoals_are_not_taken_for_how_many_they_are() -> None:
    news = report(NEW, DAY).short.news
    assert news is not None
    told = {row.cells[0].lines[0].text: row.cells[1].lines[0].text for row in news.rows}
    assert told == {"Uppfyllt": "delmål 2 och 3", "Bedöms uppfyllas": "delmål 1"}


def test_a_bar_of_what_nobody_has_assessed_is_left_to_its_sentence() -> None:
    unassessed = report("titel: P\ndelmål: [{id: a, titel: A, senast: 2027}, {id: b, titel: B}]\n", DAY)
    assert unassessed.front.states == ()
    assert "Inget av planens 2 delmål är bedömt än." in unassessed.front.sentences
    late = report("titel: P\ndelmål: [{id: a, titel: A, senast: 2026-01-31}, {id: b, titel: B}]\n", DAY)
    assert [one.text for one in late.front.states] == ["Bedömning saknas 2 (1 försenat)"]


def test_an_activity_stands_beside_its_status_with_its_occasions_in_a_line() -> None:
    page = render_page(report(WORK, DAY), PageKind.HTML)
    activities = page.partition('<dl class="activities">')[2].partition("</dl>")[0]
    assert "Pågår</dt>" in activities
    assert "Status saknas</dt>" in activities
    assert "försenad, senast 31 maj 2026" in activities
    assert "4 genomförda träffar, april 2026" in activities
    without = render_page(
        report("titel: P\ndelmål: [{id: a, titel: A, aktiviteter: [Träffar, Utskick]}]\n", DAY), PageKind.HTML
    )
    assert '<ul class="activities">' in without
    assert "Status saknas" not in without


def test_what_is_told_of_one_occasion_is_not_told_of_all_of_them() -> None:
    """Four were held, and one more in April: not five in April."""
    text = WORK.replace("[{datum: 2026-04, antal: 4}]", "[{antal: 4}, {datum: 2026-04-14, notering: Fullt}]")
    assert report(text, DAY).subgoals[0].activities[0].occasions == ("5 genomförda träffar", "14 april 2026: Fullt")


def test_several_reasons_for_moved_days_are_a_sentence_each() -> None:
    first, then = "Det drog ut på tiden", "Avtalet överklagades."
    revisions = f"{{från: 2026-01, till: 2026-03, skäl: {first}}}, {{från: 2026-03, till: 2026-12, skäl: {then}}}"
    plan = f"titel: P\ndelmål:\n  - {{id: a, titel: A, senast: 2026-12, revideringar: [{revisions}]}}\n"
    page = render_page(report(plan, DAY), PageKind.MD)
    assert "Det drog ut på tiden. Avtalet överklagades." in page


def test_many_days_late_are_written_as_other_numbers_are() -> None:
    page = render_page(report("titel: P\ndelmål: [{id: a, titel: A, senast: 2021-06-30}]\n", DAY), PageKind.MD)
    assert "A (1\N{NO-BREAK SPACE}826 dagar)" in page
    assert "| 1\N{NO-BREAK SPACE}826 |" in page


EXPLAINED = """\
    titel: P
    delmål:
      - id: a
        titel: Avlösning
        senast: 2026-03-31
        revideringar:
          - {fält: senast, från: 2025-12-31, till: 2026-03-31, beslutad: 2025-11-01, skäl: Det tog tid att bemanna.}
        bedömningar:
          - datum: 2026-02-28
            status: bedöms inte uppfyllas
            orsak: Två tjänster är vakanta
            åtgärd: Tjänsterna annonseras.
            nytt_datum: 2026-05-31
    """


def test_a_cause_and_a_reason_are_said_to_be_that() -> None:
    (block,) = report(EXPLAINED, DAY).blocks.groups[0].blocks
    assert block.explained == (
        "Orsak: Två tjänster är vakanta. Åtgärd: Tjänsterna annonseras.",
        "Skäl till ändringen: Det tog tid att bemanna.",
    )


def test_a_new_date_that_has_passed_is_told_in_one_line() -> None:
    (block,) = report(EXPLAINED, DAY).blocks.groups[0].blocks
    (new,) = (fact for fact in block.facts if "Nytt datum" in fact.text)
    assert (new.text, new.symbol) == ("Nytt datum 31 maj 2026, passerat", "overdue")
    (block,) = report(EXPLAINED, "2026-05-15").blocks.groups[0].blocks
    (new,) = (fact for fact in block.facts if "Nytt datum" in fact.text)
    assert (new.text, new.symbol) == ("Nytt datum 31 maj 2026", "")


def test_the_areas_that_stand_above_the_subgoals_are_not_told_once_more() -> None:
    plan = """\
    titel: P
    områden: [{id: t, titel: Tidigt stöd}, {id: b, titel: Barn}, {id: i, titel: Information, beskrivning: Till alla.}]
    delmål:
      - {id: a, titel: Fler nås, bidrar_till: t}
      - {id: c, titel: Fler vet, bidrar_till: i}
    """

    def areas(*, full: bool) -> list[str]:
        page = render_page(report(plan, DAY, full=full), PageKind.MD)
        rows = page.partition("## Områden\n")[2].partition("\n## ")[0].splitlines()
        return [row.split(" | ")[0].removeprefix("| ") for row in rows if row.startswith("| ")][2:]

    assert areas(full=False) == ["Barn", "Information<br>Till alla."]
    assert areas(full=True) == ["Tidigt stöd", "Barn", "Information<br>Till alla."]


def test_what_all_areas_share_is_no_reason_to_print_those_above_the_subgoals_again() -> None:
    plan = """\
    titel: P
    områden: [{id: t, titel: Stöd, källa: KF}, {id: b, titel: Barn, källa: KF}, {id: i, titel: Råd, källa: OTHER}]
    delmål: [{id: a, titel: Fler nås, bidrar_till: t}]
    """

    def areas(source: str) -> list[str]:
        page = render_page(report(plan.replace("OTHER", source), DAY), PageKind.MD)
        rows = page.partition("## Områden\n")[2].partition("\n## ")[0].splitlines()
        return [row.split(" | ")[0].removeprefix("| ") for row in rows if row.startswith("| ")][2:]

    assert areas("KF") == ["Barn (KF)", "Råd (KF)"]
    assert areas("Regionen") == ["Stöd (KF)", "Barn (KF)", "Råd (Regionen)"]


def test_a_day_that_all_subgoals_have_is_told_once() -> None:
    plan = """\
    titel: P
    delmål:
      - {id: a, titel: A, senast: 2026-12-31}
      - {id: b, titel: B, senast: 2026-12-31}
    """
    shared = report(plan, DAY).blocks
    assert "Alla delmål: slutdatum 31 december 2026." in shared.shared
    assert not [
        fact for group in shared.groups for block in group.blocks for fact in block.facts if "2026" in fact.text
    ]
    for other in (plan.replace("B, senast: 2026-12-31", "B, senast: 2026-12-30"), plan.replace("B, senast", "B, x-s")):
        told = report(other, DAY).blocks
        assert not [sentence for sentence in told.shared if "slutdatum" in sentence]
        assert "Slutdatum 31 december 2026" in [fact.text for fact in told.groups[0].blocks[0].facts]


def test_of_many_subgoals_it_is_said_how_many_they_are() -> None:
    judged = "bedömningar: [{datum: 2026-06-01, status: bedöms uppfyllas}]"
    subgoals = "".join(f"      - {{id: d{n}, titel: Delmål {n}, senast: 2027, {judged}}}\n" for n in range(9))
    news = report(f"titel: P\nrapporter: [{{id: v1, datum: 2026-01-15}}]\ndelmål:\n{subgoals}", DAY).short.news
    assert news is not None
    assert [line.text for line in news.rows[0].cells[1].lines] == ["9 delmål"]


def test_days_that_a_deadline_was_moved_from_are_listed() -> None:
    plan = """\
    titel: P
    delmål:
      - id: a
        titel: Avlösning
        senast: 2026-09-30
        revideringar:
          - {fält: senast, från: 2025-12-31, till: 2026-03-31, beslutad: 2025-11-01}
          - {fält: senast, från: 2026-03-31, till: 2026-09-30, beslutad: 2026-02-01}
    """
    assert "· flyttat från 31 december 2025 och 31 mars 2026" in render_page(report(plan, DAY), PageKind.MD)
