"""The kinds of file that have a schema."""

from enum import StrEnum


class SchemaKind(StrEnum):
    """A plan; a subgoal or indicator in its own file; a file of lists; settings; a user's settings; a survey map."""

    PLAN = "plan"
    SUBGOALS = "subgoals"
    INDICATORS = "indicators"
    LISTS = "lists"
    SETTINGS = "settings"
    USER_SETTINGS = "user-settings"
    SURVEY_MAP = "survey-map"

    @property
    def file_name(self) -> str:
        """The name of the file that holds the schema."""
        return f"{self.value}.schema.json"
