"""A period as a report prints it."""

from anhorig_cli.model.period import Period
from anhorig_cli.views.formatter import Formatter


def period_view(period: Period | None, formatter: Formatter) -> str:
    """Return `2021–2023`, `från 2021` or the like; nothing for no period."""
    if period is None or (period.from_ is None and period.to is None):
        return ""
    if period.to is None:
        return formatter.text("from {date}", date=period.from_)
    if period.from_ is None:
        return formatter.text("until {date}", date=period.to)
    if period.to.is_open:
        return formatter.text("from {date} {until_further_notice}", date=period.from_, until_further_notice=period.to)
    if period.from_ == period.to:
        return formatter.date(period.from_)
    first, last = formatter.date(period.from_), formatter.date(period.to)
    years = len(period.from_.written) == len(period.to.written) == len("2021")
    return f"{first}–{last}" if years else f"{first} – {last}"
