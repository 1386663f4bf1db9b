"""An indicator: what is measured, from where to where, and the measurements."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Self

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.part import Part
from anhorig_cli.model.period import Period
from anhorig_cli.model.values import Count, Direction, Flag, Frequency, Id, Number, Text, Texts
from anhorig_cli.vocabulary import SCALES, folded, word_key

Scope = tuple[str, str]
"""Of whom something is measured: a unit and a target group, folded; the empty one stands for all."""


class Baseline(Part):
    """The value one starts from."""

    part: ClassVar[str] = "baseline"

    value: Number | None = None
    date: DateField | None = None
    source: Text | None = None
    note: Text | None = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read `baseline: 40` as its value."""
        return {"value": text}


class Target(Part):
    """The value to reach: exactly, at least, at most, or only a direction."""

    part: ClassVar[str] = "target"

    value: Number | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    direction: Direction | None = None
    by: DateField | None = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read `target: 80` as its value and `target: increase` as its direction."""
        is_word = word_key(text[:80]) in SCALES["direction"].names
        return {"direction": text} if is_word else {"value": text}

    @property
    def level(self) -> Decimal | None:
        """The number to reach, however it is put; None for a direction alone."""
        return next((v for v in (self.value, self.at_least, self.at_most) if v is not None), None)


class Measurement(Part):
    """A value on a date; a share keeps its numerator and denominator."""

    part: ClassVar[str] = "measurement"

    date: DateField
    value: Number | None = None
    numerator: Count | None = None
    denominator: Count | None = None
    women: Count | None = None
    men: Count | None = None
    unit: Text | None = None
    target_group: Text | None = None
    survey: Text | None = None
    source: Text | None = None
    note: Text | None = None
    approximate: Flag = False
    method_changed: Flag = False
    reported: DateField | None = None

    @property
    def amount(self) -> Decimal | None:
        """The value; for a share without one, the percentage; None where it cannot be computed."""
        if self.value is not None or self.numerator is None or not self.denominator:
            return self.value
        return 100 * self.numerator / self.denominator

    @property
    def has_sexes(self) -> bool:
        """Return whether women or men are counted."""
        return self.women is not None or self.men is not None

    @property
    def is_part(self) -> bool:
        """Return whether it is of one unit or target group only, not of the whole."""
        return self.unit is not None or self.target_group is not None

    @property
    def scope(self) -> Scope:
        """Of which unit and which target group it is."""
        return folded(self.unit or ""), folded(self.target_group or "")


class Indicator(Part):
    """What is followed over time. Trend, progress and forecast are questions for `progress`."""

    part: ClassVar[str] = "indicator"

    id: Id
    title: Text
    description: Text | None = None
    unit_of_measure: Text | None = None
    direction: Direction | None = None
    baseline: Baseline | None = None
    target: Target | None = None
    frequency: Frequency | None = None
    source: Text | None = None
    responsible: Texts = ()
    target_groups: Texts = ()
    units: Texts = ()
    people: Flag = False
    numerator: Text | None = None
    denominator: Text | None = None
    kolada: Text | None = None
    measurements: tuple[Measurement, ...] = ()

    @cached_property
    def is_share(self) -> bool:
        """Return whether it is a numerator of a denominator, in per cent; asked for once a measurement."""
        return (
            self.numerator is not None
            or self.denominator is not None
            or any(m.denominator is not None for m in self.measurements)
        )

    @cached_property
    def has_sexes(self) -> bool:
        """Return whether women or men are counted; asked for once a measurement."""
        return any(m.has_sexes for m in self.measurements)

    @property
    def kolada_id(self) -> str | None:
        """Return the id of the key figure in Kolada; None where there is none, or what is written is no such id."""
        return self.kolada if self.kolada and re.fullmatch(r"[NU][0-9]{5}", self.kolada, re.ASCII) else None

    @property
    def is_in_percent(self) -> bool:
        """Return whether its values are per cent: of a share, or as the unit of measure says."""
        return self.is_share or folded(self.unit_of_measure or "") in _PERCENT

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, which may have other measurements and so may be a share where this is not."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("is_share", "has_sexes"):
            vars(copied).pop(name, None)
        return copied


_PERCENT = frozenset({"%", "percent", "per cent", "procent"})


class Survey(Part):
    """A survey, focus group or round of interviews; response rate is answered of sent."""

    part: ClassVar[str] = "survey"

    id: Id
    title: Text
    description: Text | None = None
    method: Text | None = None
    period: Period | None = None
    population: Text | None = None
    sent: Count | None = None
    answered: Count | None = None
    reported: DateField | None = None
    caveat: Text | None = None

    @property
    def response_rate(self) -> Decimal | None:
        """Answered of sent, in per cent; None where either is unknown or none was sent."""
        return 100 * self.answered / self.sent if self.answered is not None and self.sent else None
