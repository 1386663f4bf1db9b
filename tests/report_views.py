"""Views of the reports of plans: of plans as text, and of one with a text in every place that holds text."""

from datetime import date

from anhorig_cli.analysis.open_duties import open_duties
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.model.register import Register
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.report import ReportView, report_view
from anhorig_cli.views.status import StatusView, status_view
from anhorig_cli.views.todo import PlanDuties
from anhorig_cli.vocabulary import Language
from plan_text import AS_OF, loaded, plan_in


def report(
    text: str,
    as_of: str | date = AS_OF,
    *,
    since: str | None = None,
    occasion: str | None = None,
    settings: dict[str, object] | None = None,
    language: Language | None = None,
    full: bool = False,
    **others: str,
) -> ReportView:
    """Return the report of a plan; `others` are the texts of other plans, by their ids."""
    plan = plan_in(text)
    return report_view(
        plan,
        date.fromisoformat(as_of) if isinstance(as_of, str) else as_of,
        Project.model_validate(settings or {}),
        lambda name: loaded(others[name], f"{name}.yaml").plan if name in others else None,
        language,
        occasion=Register(plan.reports).first(occasion) if occasion else None,
        since=date.fromisoformat(since) if since else None,
        full=full,
    )


def view_of(plan: Plan | None, day: date = date(2026, 7, 1), *, full: bool = True) -> ReportView:
    """Return the view of a plan, with all of it, for the first report occasion that it has."""
    assert plan is not None
    occasion = next(iter(plan.reports), None)
    since = date(2025, 1, 1) if occasion else None
    return report_view(plan, day, Project.default(), lambda _: None, occasion=occasion, since=since, full=full)


def status_of(plan: Plan, day: date) -> StatusView:
    """Return a plan at a glance, with what is to be done about it."""
    word = Formatter.of(Language.SV)._replace(small_count=Project.default().small_count)
    titles = Titles(plan, word, lambda _: None)
    duties = open_duties(plan, day, Project.default().due_soon_days, Project.default())
    return status_view(PlanDuties(titles, plan.id, duties), day)


def hostile(text: str, *, full: bool = True) -> ReportView:
    """Return the view of a plan with a text in every place that holds text."""
    quoted = "'" + text.replace("'", "''") + "'"
    return view_of(
        loaded(f"""\
            titel: {quoted}
            organisation: {quoted}
            nämnd: [{quoted}, {quoted}]
            mål: {quoted}
            bakgrund: {quoted}
            förbehåll: {quoted}
            lagrum: {quoted}
            kontakt: {{funktion: {quoted}}}
            målgrupper: [{{id: g, titel: {quoted}, beskrivning: {quoted}}}]
            roller: [{{id: r, titel: {quoted}, beskrivning: {quoted}}}]
            delmål:
              - id: d
                titel: {quoted}
                syfte: {quoted}
                beskrivning: {quoted}
                ansvarig: r
                underlag: {quoted}
                indikatorer: i
                målgrupper: g
                bidrar_till: o
                senast: 2026-06
                revideringar: [{{från: 2026-03, till: 2026-06, beslutad: 2026-02, beslut: {quoted}, skäl: {quoted}}}]
                aktiviteter:
                  - titel: {quoted}
                    klar: 2026-02
                    noteringar: [{quoted}]
                    tillfällen: {{hållna: [{{notering: {quoted}}}]}}
                bedömningar:
                  - {{datum: 2026-01, status: ej uppfyllt, kommentar: {quoted}, orsak: {quoted}, åtgärd: {quoted}}}
                  - {{datum: 2026-02, status: ej uppfyllt, kommentar: {quoted}}}
            indikatorer:
              - id: i
                titel: {quoted}
                beskrivning: {quoted}
                måttenhet: {quoted}
                utgångsvärde: {{värde: 1, datum: 2025}}
                målvärde: {{minst: 100, senast: 2027}}
                mätningar: [{{datum: 2026-03, värde: 2, notering: {quoted}}}]
            enkäter: [{{id: e, titel: {quoted}, förbehåll: {quoted}, metod: {quoted}}}]
            årshjul: [{{titel: {quoted}, beskrivning: {quoted}, när: mars, rapporteras_till: {quoted}}}]
            beslut: [{{titel: {quoted}, datum: 2026-02, organ: {quoted}, paragraf: {quoted}, text: {quoted}}}]
            områden: [{{id: o, titel: {quoted}, beskrivning: {quoted}, källa: {quoted}}}]
            finansiering: [{{titel: {quoted}, källa: {quoted}, notering: {quoted}}}]
            rekommendationer: [{{titel: {quoted}, från: {quoted}, text: {quoted}}}]
            rapporter: [{{id: v1, sammanträde: {quoted}, förslag: {quoted}, sammanfattning: {quoted}}}]
            bilagor: [{{titel: {quoted}}}]
            """).plan,
        full=full,
    )
