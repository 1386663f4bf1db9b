"""Views of plans, and a plan with one text in every place that holds text."""

from datetime import date

from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.views.report import ReportView, report_view
from plan_text import loaded


def view_of(plan: Plan | None, day: date = date(2026, 7, 1)) -> ReportView:
    assert plan is not None
    return report_view(plan, day, Project.default(), lambda _: None)


def hostile(text: str) -> ReportView:
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
                aktiviteter:
                  - {{titel: {quoted}, noteringar: [{quoted}], tillfällen: {{hållna: [{{notering: {quoted}}}]}}}}
                bedömningar:
                  - {{datum: 2026-01, status: ej uppfyllt, kommentar: {quoted}, orsak: {quoted}, åtgärd: {quoted}}}
                  - {{datum: 2026-02, status: ej uppfyllt, kommentar: {quoted}}}
            indikatorer: [{{id: i, titel: {quoted}, beskrivning: {quoted}, måttenhet: {quoted}, utgångsvärde: 1}}]
            enkäter: [{{id: e, titel: {quoted}, förbehåll: {quoted}, metod: {quoted}}}]
            årshjul: [{{titel: {quoted}, beskrivning: {quoted}, när: mars, rapporteras_till: {quoted}}}]
            beslut: [{{titel: {quoted}, organ: {quoted}, text: {quoted}}}]
            bilagor: [{{titel: {quoted}}}]
            """).plan
    )
