"""Sentences that count."""

from collections.abc import Sequence

from anhorig_cli.views.formatter import Formatter


class Tally:
    """Collects sentences about how many there are of something; of what there is none, nothing is said."""

    def __init__(self, formatter: Formatter, sentences: Sequence[str] = ()) -> None:
        self.formatter = formatter
        self.sentences = [*sentences]

    def counted(self, number: int, one: str, many: str, **values: object) -> None:
        """Add the sentence for one, or for any other number but none, as `{n}`; `values` are what else it says."""
        if number:
            self.sentences.append(self.formatter.counted(number, one, many, **values))

    def say(self, template: str, **values: object) -> None:
        """Add a sentence."""
        self.sentences.append(self.formatter.text(template, **values))
