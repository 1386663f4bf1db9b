"""The kinds of file that have a schema."""

from enum import StrEnum


class Document(StrEnum):
    """A plan; a subgoal or indicator of a folder plan; another file beside `plan.yaml`; settings; the user's own."""

    PLAN = "plan"
    SUBGOALS = "subgoals"
    INDICATORS = "indicators"
    LISTS = "lists"
    SETTINGS = "settings"
    USER_SETTINGS = "user-settings"

    @property
    def file_name(self) -> str:
        """The name of the file that holds the schema."""
        return f"{self.value}.schema.json"
