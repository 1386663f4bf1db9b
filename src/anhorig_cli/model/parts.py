"""Every kind of part of a plan or of the settings, and its keys in both languages."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.model.activity import Activity, DatedNote, Occasion, Occasions
from anhorig_cli.model.appearance import Appearance
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import FigureOfSex, Measurement
from anhorig_cli.model.organisation import Contact, Party, Role, TargetGroup, Unit
from anhorig_cli.model.part import Part
from anhorig_cli.model.period import Period
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Ignore, Labels, Project, UserSettings
from anhorig_cli.model.reporting import Document, ReportOccasion
from anhorig_cli.model.strategy import Area, Attachment, Decision, Funding, FundingPart, Recommendation
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.survey import MappedColumn, Survey, SurveyMap
from anhorig_cli.model.target import Baseline, Target
from anhorig_cli.source import Message
from anhorig_cli.vocabulary import Language, Term
from anhorig_cli.vocabulary import PartKeys as Keys

_MODELS: tuple[type[Part], ...] = (
    Plan,
    Period,
    Contact,
    Unit,
    Role,
    Party,
    TargetGroup,
    Area,
    Subgoal,
    Activity,
    DatedNote,
    Occasions,
    Occasion,
    Assessment,
    Revision,
    Indicator,
    Baseline,
    Target,
    Measurement,
    FigureOfSex,
    Survey,
    CycleItem,
    DoneOccurrence,
    Decision,
    ReportOccasion,
    Document,
    Funding,
    FundingPart,
    Recommendation,
    Attachment,
    Project,
    Ignore,
    Labels,
    Appearance,
    UserSettings,
    SurveyMap,
    MappedColumn,
)

MODELS: dict[str, type[Part]] = {model.part: model for model in _MODELS}
"""Every kind of part, by its name."""

PARTS: dict[str, Keys] = {
    model.part: Keys(model.part, tuple(key.term(name) for name, key in model.keys.items())) for model in _MODELS
}
"""The keys of every kind of part, by its name."""


def language_of_keys(keys: Iterable[str]) -> Language | None:
    """Return the language of most of the keys; None if no key belongs to only one language."""
    languages = _languages_of_keys()
    counts = Counter(languages[key] for key in keys if key in languages)
    return counts.most_common(1)[0][0] if counts else None


def in_own_keys(found: Iterable[Diagnostic], language: Language | None) -> list[Diagnostic]:
    """Return the findings in a file with keys spelled in the file's own language, if that is known."""
    return [one._replace(message=with_own_keys(one.message, language), keys=language) for one in found]


def with_own_keys(text: Message, language: Language | None) -> Message:
    """Return a message with its quoted keys spelled in a language; unchanged if `language` is None."""
    if language is None:
        return text
    own = {
        name: value.spelled(language)
        for name, value in text.values.items()
        if isinstance(value, Term) and f"'{{{name}}}'" in text.template
    }
    return text._replace(values={**text.values, **own}) if own else text


def is_key(text: str) -> bool:
    """Return whether a text is a key of some part, in either language."""
    return any(part.name_of(text) is not None for part in PARTS.values())


@cache
def _languages_of_keys() -> dict[str, Language]:
    """Return the language of each key that exists in only one of them."""
    terms = [term for part in PARTS.values() for term in part.terms]
    english = {term.name for term in terms}
    swedish = {spelling for term in terms for spelling in (term.sv, *term.also)}
    return dict.fromkeys(swedish - english, Language.SV) | dict.fromkeys(english - swedish, Language.EN)
