"""Changes as sentences: what a committee secretary reads."""

from textwrap import dedent

import pytest

from anhorig_cli.analysis.comparison import changes
from anhorig_cli.analysis.pairing import Version
from anhorig_cli.model.project import Project
from anhorig_cli.views.change_words import ChangeView
from anhorig_cli.views.plan_changes import PlanChangesView, plan_changes_view
from anhorig_cli.vocabulary import Language
from plan_text import loaded, plan_in

HIDDEN = "visas inte, få personer"
PLAN = """
    titel: Plan
    delmål:
      - id: a
        titel: Fler nås
        senast: 2021-06-30
        indikatorer: antal
        ansvarig: konsulent
        aktiviteter: [{titel: Träffar, status: pågår}]
        bedömningar: [{datum: 2021-01-31, status: bedöms uppfyllas}]
    indikatorer:
      - id: antal
        titel: Anhöriga med stöd
        måttenhet: anhöriga
        personer: ja
        utgångsvärde: 40
        målvärde: {minst: 80, senast: 2021-12-31}
        mätningar: [{datum: 2021-01-31, värde: 40}]
    roller: [{id: konsulent, titel: Anhörigkonsulent}, {id: chef, titel: Enhetschef}]
    beslut: [{id: sn41, titel: Ny tidplan, organ: Socialnämnden, paragraf: 41, datum: 2021-05-20}]
    årshjul: [{titel: Följa upp, när: kvartalsvis}]
    """


def _view(*swaps: tuple[str, str], language: Language = Language.SV) -> PlanChangesView:
    text = dedent(PLAN)
    later = text
    for old, new in swaps:
        assert old in later, old
        later = later.replace(old, new, 1)
    before, after = loaded(text).plan, loaded(later).plan
    assert before is not None
    assert after is not None
    versions = (Version("p.yaml", "p.yaml", before), Version("p.yaml", "p.yaml", after))
    return plan_changes_view(*versions, changes(before, after), Project.default(), language, iso=True)


def _back(*swaps: tuple[str, str]) -> PlanChangesView:
    """Return the changes from the plan with some swaps to the plan without them."""
    text = later = dedent(PLAN)
    for old, new in swaps:
        text = text.replace(old, new, 1)
    before, after = loaded(text).plan, loaded(later).plan
    assert before is not None
    assert after is not None
    versions = (Version("p.yaml", "p.yaml", before), Version("p.yaml", "p.yaml", after))
    return plan_changes_view(*versions, changes(before, after), Project.default(), Language.SV, iso=True)


def _only(view: PlanChangesView) -> ChangeView:
    (section,) = view.sections
    (change,) = section.changes
    return change


def test_a_deadline_moved_by_a_decision() -> None:
    revision = "{från: 2021-06-30, till: 2021-11-30, beslutad: 2021-05-20, beslut: sn41, skäl: Tjänsten är vakant}"
    later = f"    senast: 2021-11-30\n    revideringar: [{revision}]"
    change = _only(_view(("    senast: 2021-06-30", later)))
    assert change.kind == "deadline-moved"
    assert change.lines == (
        "Senast: 2021-06-30 → 2021-11-30 (153 dagar senare)",
        "skäl: Tjänsten är vakant",
        "beslut: Ny tidplan, Socialnämnden, § 41, 2021-05-20",
    )
    nameless = _view(("    senast: 2021-06-30", later), ("titel: Ny tidplan, ", ""))
    lines = [line for section in nameless.sections for change in section.changes for line in change.lines]
    assert "beslut: Socialnämnden, § 41, 2021-05-20" in lines
    assert change.facts["days"] == 153
    assert change.facts["decided"] == "2021-05-20"


@pytest.mark.parametrize(
    ("after", "line"),
    [
        ("senast: 2021-07-01", "Senast: 2021-06-30 → 2021-07-01 (1 dag senare)"),
        ("senast: 2021-06-29", "Senast: 2021-06-30 → 2021-06-29 (1 dag tidigare)"),
        ("senast: 2021-06", "Senast: 2021-06-30 → 2021-06 (samma slutdatum)"),
        ("senast: löpande", "Senast: 2021-06-30 → löpande"),
    ],
)
def test_a_deadline_moved_without_a_word(after: str, line: str) -> None:
    assert _only(_view(("senast: 2021-06-30", after))).lines == (line, "inget skäl angivet")


def test_a_deadline_set_and_one_removed() -> None:
    view = _view(("senast: 2021-06-30", "påbörjas_senast: 2021-03"))
    assert [c.lines for c in view.sections[0].changes] == [
        ("Påbörjas senast: 2021-03 (inget datum förut)",),
        ("Senast: har tagits bort (var 2021-06-30)", "inget skäl angivet"),
    ]
    assert view.sections[0].heading == "Datum som har satts eller tagits bort"


def test_what_was_on_record_and_says_something_else_is_marked() -> None:
    view = _view(("status: bedöms uppfyllas", "status: uppfyllt"), ("värde: 40}]", "värde: 60, källa: Enkät}]"))
    altered = [change for section in view.sections for change in section.changes]
    assert [(c.kind, c.is_altered, c.lines) for c in altered] == [
        ("assessment-altered", True, ("ändrad i efterhand, 2021-01-31: bedöms uppfyllas → uppfyllt",)),
        ("measurement-altered", True, ("ändrad i efterhand, 2021-01-31: 40 anhöriga → 60 anhöriga",)),
    ]


def test_of_a_fact_whose_value_stands_the_fields_are_told() -> None:
    view = _view(("status: bedöms uppfyllas", "status: bedöms uppfyllas, kommentar: Ny"))
    assert _only(view).lines == ("ändrad i efterhand, 2021-01-31: kommentar",)


def test_new_and_removed_facts() -> None:
    view = _view(
        ("bedömningar: [{datum: 2021-01-31, status: bedöms uppfyllas}]", "status: uppfyllt"),
        ("värde: 40}]", "värde: 40}, {datum: 2021-02-28, värde: 44, kvinnor: 30, män: 14}]"),
    )
    assert [c.lines[0] for section in view.sections for c in section.changes] == [
        "borttagen, 2021-01-31: bedöms uppfyllas",
        "ny, utan datum: uppfyllt",
        "ny, 2021-02-28: 44 anhöriga; kvinnor 30, män 14",
    ]


def test_new_shares_of_women_and_of_men() -> None:
    sexes = "kvinnor: {täljare: 37, nämnare: 50}, män: {täljare: 26, nämnare: 40}"
    view = _view(
        ("måttenhet: anhöriga", "måttenhet: '%'"),
        ("värde: 40}]", f"värde: 40}}, {{datum: 2021-02-28, täljare: 63, nämnare: 90, {sexes}}}]"),
    )
    lines = [line for section in view.sections for c in section.changes for line in c.lines]
    assert "ny, 2021-02-28: 70\u00a0% (63 av 90); kvinnor 74\u00a0% (37 av 50), män 65\u00a0% (26 av 40)" in lines


def test_few_people_are_not_told_in_a_comparison_either() -> None:
    view = _view(("värde: 40}]", "värde: 3}]"))
    assert _only(view).lines == ("ändrad i efterhand, 2021-01-31: 40 anhöriga → färre än 5",)
    assert _only(view).facts["to"] == "färre än 5"
    assert "3" not in str(_only(_view(("utgångsvärde: 40", "utgångsvärde: 3"))))


def test_of_parts_all_are_told_or_none_and_never_their_women_and_men() -> None:
    parts = "{datum: 2021-01-31, värde: 17, enhet: norr}, {datum: 2021-01-31, värde: 3, enhet: söder}"
    (section,) = _view(("värde: 40}]", f"värde: 40}}, {parts}]")).sections
    assert [change.lines for change in section.changes] == [
        ("ny, 2021-01-31, norr: visas inte, få personer",),
        ("ny, 2021-01-31, söder: visas inte, få personer",),
    ]
    assert section.changes[0].facts["to"] == "visas inte, få personer"


def test_no_part_is_told_that_leaves_few_of_the_whole_of_either_version() -> None:
    part = "{datum: 2021-01-31, värde: 37, kvinnor: 20, män: 17, enhet: norr}"
    added = ("värde: 40}]", f"värde: 40}}, {part}]")
    assert _only(_view(added)).lines == ("ny, 2021-01-31, norr: visas inte, få personer",)
    assert _only(_back(added)).lines == ("borttagen, för en enhet eller målgrupp: visas inte, få personer",)


def test_a_removed_part_that_was_not_disclosed_is_not_named() -> None:
    """Without it, the other part is disclosed: with the whole it would tell that nobody was counted there."""
    norr, soder = (
        f"{{datum: 2021-01-31, värde: {value}, enhet: {unit}}}" for unit, value in (("norr", 40), ("söder", 0))
    )
    with_both = dedent(PLAN).replace("värde: 40}]", f"värde: 40}}, {norr}, {soder}]")
    before, after = (loaded(text).plan for text in (with_both, with_both.replace(f", {soder}", "")))
    assert before is not None
    assert after is not None
    versions = (Version("p", "p", before), Version("p", "p", after))
    view = plan_changes_view(*versions, changes(before, after), Project.default(), Language.SV, iso=True)
    change = _only(view)
    assert change.lines == ("borttagen, för en enhet eller målgrupp: visas inte, få personer",)
    assert "2021" not in str(change.facts)


NORR = "{datum: 2021-01-31, värde: 37, enhet: norr}"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (f"värde: 40}}, {NORR}]", f"värde: 60}}, {NORR}]", f"{HIDDEN} → 60 anhöriga"),
        (f"värde: 60}}, {NORR}]", f"värde: 40}}, {NORR}]", f"{HIDDEN} → 40 anhöriga"),
        ("värde: 40, kvinnor: 37}]", "värde: 60, kvinnor: 37}]", f"{HIDDEN} → 60 anhöriga; kvinnor 37"),
        ("värde: 40}]", "värde: 60}]", "40 anhöriga → 60 anhöriga"),
        ("värde: 40}]", "värde: 3}]", "40 anhöriga → färre än 5"),
    ],
    ids=["few before", "few after", "few men before", "none", "few in all"],
)
def test_a_value_that_is_no_longer_there_is_told_where_nothing_is_hidden_beside_it(
    before: str, after: str, line: str
) -> None:
    """What is hidden in one version may be told in the other, and must not be held against a value of the first."""
    one = dedent(PLAN).replace("värde: 40}]", before)
    plans = [loaded(text).plan for text in (one, one.replace(before, after))]
    assert plans[0] is not None
    assert plans[1] is not None
    versions = (Version("p", "p", plans[0]), Version("p", "p", plans[1]))
    view = plan_changes_view(*versions, changes(plans[0], plans[1]), Project.default(), Language.SV, iso=True)
    assert _only(view).lines == (f"ändrad i efterhand, 2021-01-31: {line}",)


def test_what_counts_people_in_one_version_does_so_in_both() -> None:
    view = _view(("personer: ja", "riktning: öka"), ("värde: 40}]", "värde: 3}]"))
    lines = [line for section in view.sections for change in section.changes for line in change.lines]
    assert "ändrad i efterhand, 2021-01-31: 40 anhöriga → färre än 5" in lines


def test_the_answers_to_a_survey_are_told_where_no_share_of_them_is_hidden() -> None:
    share = "{id: s, titel: S, måttenhet: '%', mätningar: [{datum: 2021, värde: 7.5, enkät: e}]}"
    text = dedent(PLAN).replace("roller:", "enkäter: [{id: e, titel: Enkät, besvarade: 40}]\nroller:")
    text = text.replace("  - id: antal", f"  - {share}\n  - id: antal")
    for before, after, line in (("40", "100", "Besvarade: har ändrats"), ("200", "100", "Besvarade: 200 → 100")):
        plans = [loaded(text.replace("besvarade: 40", f"besvarade: {one}")).plan for one in (before, after)]
        assert plans[0] is not None
        assert plans[1] is not None
        versions = (Version("p", "p", plans[0]), Version("p", "p", plans[1]))
        view = plan_changes_view(*versions, changes(plans[0], plans[1]), Project.default(), Language.SV)
        assert _only(view).lines == (line,)


def test_a_part_is_told_where_no_few_remain() -> None:
    sexes = "{datum: 2021-01-31, värde: 17, kvinnor: 10, män: 7, enhet: norr}"
    assert _only(_view(("värde: 40}]", f"värde: 40}}, {sexes}]"))).lines == ("ny, 2021-01-31, norr: 17 anhöriga",)


@pytest.mark.parametrize(
    ("after", "lines"),
    [
        (
            "målvärde: {minst: 60, senast: 2021-12-31}",
            (
                "målvärde: minst 80 anhöriga senast 2021-12-31 → minst 60 anhöriga senast 2021-12-31",
                "inget skäl angivet",
            ),
        ),
        ("riktning: öka", ("målvärde borttaget (var minst 80 anhöriga senast 2021-12-31)", "inget skäl angivet")),
    ],
)
def test_a_target_changed_or_removed(after: str, lines: tuple[str, ...]) -> None:
    view = _view(("målvärde: {minst: 80, senast: 2021-12-31}", after))
    assert view.sections[0].heading == "Målvärden"
    assert view.sections[0].changes[0].lines == lines


def test_a_target_of_a_unit_is_told_with_the_unit() -> None:
    units = ("titel: Plan", "titel: Plan\nenheter: [{id: norr, titel: Norra}, {id: soder, titel: Södra}]")
    targets = "målvärde: [{minst: 80, senast: 2021-12-31}, {minst: 20, senast: 2021-12-31, enhet: soder}]"
    added = _view(units, ("målvärde: {minst: 80, senast: 2021-12-31}", targets))
    (change,) = (change for section in added.sections for change in section.changes if change.kind == "target-changed")
    assert change.title == "Anhöriga med stöd (Södra)"
    assert change.lines == ("målvärde satt: minst 20 anhöriga senast 2021-12-31",)
    removed = _back(units, ("målvärde: {minst: 80, senast: 2021-12-31}", targets))
    assert "Anhöriga med stöd (Södra)" in [change.title for section in removed.sections for change in section.changes]


def test_a_target_set() -> None:
    view = _view(("  - id: antal", "  - {id: ny, titel: Ny}\n  - id: antal"))
    assert _only(view).lines == ("har lagts till",)


def test_the_baseline_is_on_record_too() -> None:
    change = _only(_view(("utgångsvärde: 40", "utgångsvärde: 30")))
    assert (change.kind, change.is_altered, change.lines) == ("indicator-changed", True, ("Utgångsvärde: har ändrats",))


def test_subgoals_new_removed_changed_and_carried_on() -> None:
    new = "  - {id: n, titel: Nytt, senast: 2022, påbörjas_senast: 2021}"
    carried_on = "  - {id: f, titel: Fortsatt, fortsätter: a, senast: 2022-06-30}"
    view = _view(
        ("  - id: a", f"{new}\n{carried_on}\n  - id: a"),
        ("ansvarig: konsulent", "ansvarig: [konsulent, chef]"),
    )
    told = {section.heading: [(c.title, c.lines) for c in section.changes] for section in view.sections}
    assert told["Tidigare delmål som drivs vidare"] == [
        ("Fortsatt", ("fortsättning på: Fler nås", "Senast: 2022-06-30"))
    ]
    assert told["Delmål"] == [
        ("Nytt", ("har lagts till", "Påbörjas senast: 2021", "Senast: 2022")),
        ("Fler nås", ("Ansvarig: Anhörigkonsulent → Anhörigkonsulent och Enhetschef",)),
    ]
    removed = _view(("delmål:", "x-gamla:"), ("    indikatorer: antal\n", ""))
    assert [c.lines for c in removed.sections[0].changes] == [("har tagits bort", "Senast: 2021-06-30")]


def test_a_reason_given_afterwards_altered_and_withdrawn() -> None:
    revision = "revideringar: [{från: 2021-01-31, till: 2021-06-30, skäl: Vakans}]"
    with_it = ("    senast: 2021-06-30", f"    senast: 2021-06-30\n    {revision}")
    assert _only(_view(with_it)).lines == ("angiven i efterhand: Senast: 2021-01-31 → 2021-06-30", "skäl: Vakans")
    text = dedent(PLAN).replace(*with_it)
    for later, line in (
        (text.replace("Vakans", "Pandemi"), "ändrad i efterhand: Senast: 2021-01-31 → 2021-06-30 (skäl)"),
        (dedent(PLAN), "inte längre angiven: Senast: 2021-01-31 → 2021-06-30"),
    ):
        before, after = loaded(text).plan, loaded(later).plan
        assert before is not None
        assert after is not None
        versions = (Version("p", "p", before), Version("p", "p", after))
        view = plan_changes_view(*versions, changes(before, after), Project.default(), Language.SV, iso=True)
        change = _only(view)
        assert (change.lines[0], change.is_altered) == (line, True)


@pytest.mark.parametrize(
    ("swap", "line"),
    [
        (("status: pågår", "status: genomförd"), "Status: pågår → genomförd"),
        (("status: pågår", "status: pågår, senast: 2021-05"), "Senast: 2021-05 (inget förut)"),
        (("status: pågår", "status: pågår, noteringar: [Bra]"), "Noteringar: har lagts till"),
        (("Anhörigkonsulent}", "Anhörigkonsulent, vakant: ja}"), "Vakant: nej → ja"),
        (("Anhörigkonsulent}", "Anhörigkonsulent, antal: 2.5}"), "Antal: 2,5 (inget förut)"),
        (
            ("när: kvartalsvis", "när: [mars, 6 oktober, v40, våren]"),
            "När: varje kvartal → mars, 6 oktober, vecka 40 och våren",
        ),
        (
            ("när: kvartalsvis", "när: [sista torsdagen i mars, 1:a tisdagen i månaden]"),
            "När: varje kvartal → sista torsdagen i mars och första tisdagen varje månad",
        ),
        (("när: kvartalsvis", "när: kvartalsvis, hur_ofta: vartannat år"), "Hur ofta: vartannat år (inget förut)"),
        (("när: kvartalsvis", "beskrivning: X"), "När: har tagits bort (var varje kvartal)"),
        (("när: kvartalsvis", "när: kvartalsvis, utfört: [2021-03-15]"), "Utfört: 2021-03-15 har lagts till"),
        (("titel: Plan", "titel: Plan\nperiod: 2021/2023"), "Period: 2021/2023 (inget förut)"),
        (("titel: Plan", "titel: Plan\nspråk: en"), "Språk: svenska → engelska"),
        (("titel: Plan", f"titel: Plan\nbakgrund: {'lång ' * 40}"), "Bakgrund: har lagts till"),
        (("paragraf: 41", "paragraf: 42"), "Paragraf: 41 → 42"),
        (("ansvarig: konsulent", "ansvarig: konsulent\n    tillagd: sn41"), "Tillagd: Ny tidplan (inget förut)"),
    ],
)
def test_a_field_in_one_line(swap: tuple[str, str], line: str) -> None:
    changed = [change for section in _view(swap).sections for change in section.changes]
    assert line in [text for change in changed for text in change.lines]


def test_an_activity_is_told_with_its_subgoal() -> None:
    change = _only(_view(("status: pågår", "status: avförd")))
    assert (change.title, change.facts["subgoal"]) == ("Träffar (i Fler nås)", "a")


def test_dates_are_printed_in_the_readers_language() -> None:
    before, after = loaded(PLAN).plan, loaded(PLAN.replace("2021-06-30", "2021-11-30")).plan
    assert before is not None
    assert after is not None
    versions = (Version("p", "p", before), Version("p", "p", after))
    view = plan_changes_view(*versions, changes(before, after), Project.default(), Language.EN)
    assert _only(view).lines == ("Due: 30 June 2021 → 30 November 2021 (153 days later)", "no reason given")


def test_a_plan_that_is_new_removed_or_moved() -> None:
    plan = plan_in(PLAN)
    here, there = Version("a.yaml", "a.yaml", plan), Version("a/plan.yaml", "a", plan)
    for before, after, state, sentence in (
        (None, here, "added", "Planen är ny."),
        (here, None, "removed", "Planen är borttagen."),
        (here, there, "moved", "Planen hette a.yaml förut."),
        (here, here, "changed", "Bara ordningen eller skrivsättet har ändrats."),
    ):
        view = plan_changes_view(before, after, None, Project.default(), Language.SV)
        assert (view.state, view.sentence, view.sections) == (state, sentence, ())


@pytest.mark.parametrize(
    ("swap", "line"),
    [
        (("titel: Plan", f"titel: Plan\nbakgrund: {'lång ' * 40}"), "Bakgrund: har tagits bort"),
        (("status: pågår", "status: pågår, noteringar: [Bra]"), "Noteringar: har tagits bort"),
        (("titel: Plan", "titel: Plan\nnämnd: Socialnämnden"), "Nämnd: har tagits bort (var Socialnämnden)"),
        (
            ("målvärde: {minst: 80, senast: 2021-12-31}", "riktning: öka"),
            "målvärde satt: minst 80 anhöriga senast 2021-12-31",
        ),
        (("ansvarig: konsulent", "bidrar_till: region/o1"), "Bidrar till: har tagits bort (var region/o1)"),
    ],
)
def test_what_is_no_longer_there(swap: tuple[str, str], line: str) -> None:
    changed = [change for section in _back(swap).sections for change in section.changes]
    assert line in [text for change in changed for text in change.lines]


def test_a_targets_revision_that_is_withdrawn() -> None:
    revision = "revideringar: [{fält: målvärde, från: 80.5, till: mer, skäl: Fler}]"
    view = _back(("    senast: 2021-06-30", f"    senast: 2021-06-30\n    {revision}"))
    assert _only(view).lines == ("inte längre angiven: Målvärde: 80,5 → mer",)


@pytest.mark.parametrize(
    ("more", "title"),
    [
        ("rapporter: [{datum: 2021-03-01}]", "2021-03-01"),
        (f"rekommendationer: [{{text: {'Ord ' * 40}}}]", ("Ord " * 40)[:79] + "…"),
        ("enkäter: [{id: e, titel: Enkät, besvarade: 3}]", "Enkät"),
    ],
)
def test_a_thing_is_called_by_what_it_has(more: str, title: str) -> None:
    assert _only(_view(("titel: Plan", f"titel: Plan\n{more}"))).title == title


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("besvarade: 40", "besvarade: 3", "Besvarade: 40 → färre än 5"),
        ("utskickade: 200, besvarade: 98", "utskickade: 100, besvarade: 98", "Utskickade: har ändrats"),
        ("utskickade: 200, besvarade: 98", "utskickade: 190, besvarade: 98", "Utskickade: 200 → 190"),
    ],
)
def test_few_answers_are_not_told_nor_the_few_who_did_not_answer(before: str, after: str, line: str) -> None:
    text = dedent(PLAN).replace("titel: Plan", f"titel: Plan\nenkäter: [{{id: e, titel: Enkät, {before}}}]")
    plans = [loaded(one).plan for one in (text, text.replace(before, after))]
    assert plans[0] is not None
    assert plans[1] is not None
    versions = (Version("p", "p", plans[0]), Version("p", "p", plans[1]))
    view = plan_changes_view(*versions, changes(plans[0], plans[1]), Project.default(), Language.SV)
    assert _only(view).lines == (line,)
