"""The schema of each kind of file: a plan, a part of a folder plan, settings, the user's own, a survey's map."""

import json

from anhorig_cli.catalog import text_of
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project, UserSettings
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.survey import SurveyMap
from anhorig_cli.schema.parts import Definitions
from anhorig_cli.schema.schema_kind import SchemaKind
from anhorig_cli.schema.values import JsonSchema
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language


def schema_text(document: SchemaKind, language: Language) -> str:
    """Return the JSON Schema of a kind of file as text, always the same."""
    return json.dumps(schema_of(document, language), ensure_ascii=False, indent=1) + "\n"


DIALECT = "https://json-schema.org/draft/2020-12/schema"


_TITLES: dict[SchemaKind, Message] = {
    SchemaKind.PLAN: message("A plan for support to carers"),
    SchemaKind.SUBGOALS: message("A subgoal in a file of its own"),
    SchemaKind.INDICATORS: message("An indicator in a file of its own"),
    SchemaKind.LISTS: message("A file beside plan.yaml, with some of the plan's lists"),
    SchemaKind.SETTINGS: message("Settings, anhorig.yaml"),
    SchemaKind.USER_SETTINGS: message("A user's own settings, settings.yaml"),
    SchemaKind.SURVEY_MAP: message("A map of the columns in a file of survey answers"),
}
_NOT_NEEDED = frozenset({"id"})  # the file's name is the id
_MAY_BE_EMPTY = {SchemaKind.SETTINGS, SchemaKind.USER_SETTINGS}
_MODELS: dict[SchemaKind, tuple[type[Part], frozenset[str]]] = {
    SchemaKind.PLAN: (Plan, _NOT_NEEDED),
    SchemaKind.SUBGOALS: (Subgoal, _NOT_NEEDED),
    SchemaKind.INDICATORS: (Indicator, _NOT_NEEDED),
    SchemaKind.LISTS: (Plan, frozenset({"id", "title"})),
    SchemaKind.SETTINGS: (Project, frozenset[str]()),
    SchemaKind.USER_SETTINGS: (UserSettings, frozenset[str]()),
    SchemaKind.SURVEY_MAP: (SurveyMap, frozenset[str]()),
}


def schema_of(document: SchemaKind, language: Language) -> JsonSchema:
    """Return the schema of a kind of file: texts and the keys offered in a language, keys accepted in both."""
    model, optional = _MODELS[document]
    definitions = Definitions(language)
    top = definitions.mapping(model, optional=optional, may_be_absent=document in _MAY_BE_EMPTY)
    head = {"$schema": DIALECT, "$id": f"urn:anhorig:{document.value}:{language.value}"}
    head["title"] = text_of(_TITLES[document], language)
    return head | top | {"$defs": definitions.made}
