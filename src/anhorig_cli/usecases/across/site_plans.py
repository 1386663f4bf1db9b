"""What a site contains of each plan: its page, its rows of the tables, and its values of shared indicators."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from anhorig_cli.analysis.shared_indicators import IndicatorGroup, Withheld
from anhorig_cli.places import is_there
from anhorig_cli.rendering import export_data
from anhorig_cli.rendering.across_pages import SiteFrame
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.usecases.across.overview_plans import plan_values_of
from anhorig_cli.usecases.report.beside_others import plan_without_withheld
from anhorig_cli.usecases.report.choose_report import MomentRequest
from anhorig_cli.usecases.report.export_plans import export_view_of, view_without_withheld
from anhorig_cli.usecases.report.make_reports import ReportRequest, pages, reports_of
from anhorig_cli.views.comparison import MOST_DRAWN
from anhorig_cli.views.exported import ROWS
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.packed import pack
from anhorig_cli.workspace.whole_plans import WholePlan
from anhorig_cli.workspace.workspace import Workspace


class SitePlan(NamedTuple):
    """A plan's page, its rows in each table as CSV and as JSON, and values of shared indicators by id; all packed."""

    page: bytes
    tables: list[tuple[bytes, bytes]]
    values: list[tuple[str, bytes]]


class SitePlans:
    """Makes what a site contains of each plan, in processes that share the work.

    Args:
        workspace: the plans.
        frame: what surrounds each page.
        places: the path of each plan's page.
        ids: the id by which each plan is known among the others.
        groups: the indicators that several of them have.
        kept_back: what each plan must withhold beside the others, by its index.
    """

    def __init__(
        self,
        workspace: Workspace,
        frame: SiteFrame,
        places: Sequence[str],
        ids: Sequence[str],
        groups: Sequence[IndicatorGroup],
        kept_back: Mapping[int, Withheld],
    ) -> None:
        self._frame = frame
        self._kept_back = kept_back
        self._places = places
        self._ids = ids
        self._numbers = {one.files.root: number for number, one in enumerate(workspace.plans)}
        self._has_own = any(one.templates is not None and is_there(one.templates) for one in workspace.settings)
        self._shared_ids: dict[int, set[str]] = {}
        self._ids_in_large_groups: dict[int, set[str]] = {}
        for group in groups:
            for one in group:
                self._shared_ids.setdefault(one.place, set()).add(folded(one.id))
                if len(group) > MOST_DRAWN:
                    self._ids_in_large_groups.setdefault(one.place, set()).add(folded(one.id))

    def made(self, plans: Iterable[WholePlan]) -> list[SitePlan]:
        """Return what a site contains of some plans; with a template of the user's own, one process renders all."""
        together = [list(plans)] if self._has_own else ([one] for one in plans)
        return [made for some in together for made in self._site_plans(some)]

    def _site_plans(self, plans: Sequence[WholePlan]) -> Iterator[SitePlan]:
        day, language = self._frame.as_of, self._frame.language
        published = [self._without_kept_back(one) for one in plans]
        reports = reports_of(published, ReportRequest(MomentRequest(day, today=day), language))
        texts = pages(reports, PageKind.HTML, footer=self._frame.footer) if plans else []
        for one, alone, text in zip(published, plans, texts, strict=True):
            number = self._numbers[one.selected.files.root]
            page = b"".join(self._frame.framed([text], self._places[number], is_own=self._has_own))
            yield SitePlan(pack(page), self._tables(alone, number), list(self._values(alone, number)))

    def _without_kept_back(self, one: WholePlan) -> WholePlan:
        """Return a plan without what it must withhold beside the others."""
        return plan_without_withheld(one, self._kept_back.get(self._numbers[one.selected.files.root]))

    def _tables(self, one: WholePlan, number: int) -> list[tuple[bytes, bytes]]:
        name, language = self._ids[number], self._frame.language
        whole = export_view_of(one, self._frame.as_of, language)
        view = view_without_withheld(whole, self._kept_back.get(number), "" if name == one.plan.id else redacted(name))
        return [
            (pack(export_data.csv_rows(view, table, language)), pack(export_data.json_rows(view, table)))
            for table in ROWS
        ]

    def _values(self, one: WholePlan, number: int) -> Iterator[tuple[str, bytes]]:
        ids = frozenset(self._shared_ids.get(number, ()))
        if not ids:
            return
        for value in plan_values_of(one, ids, self._frame.as_of, self._frame.language):
            name = folded(value.indicator.id)
            is_large = name in self._ids_in_large_groups.get(number, ())
            yield name, pack(value.without_pictures() if is_large else value)
