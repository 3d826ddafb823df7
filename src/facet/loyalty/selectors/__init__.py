"""What can be asked of loyalty."""

from facet.loyalty.selectors.adjusting import wish_to_adjust
from facet.loyalty.selectors.books import points_books
from facet.loyalty.selectors.entries import EntryRow, entries_queryset, find_entry
from facet.loyalty.selectors.figures import liability, month_figures
from facet.loyalty.selectors.jobs import members_to_regrade, members_with_ended_lots, regrade_preview
from facet.loyalty.selectors.points import PointsFile, member_points
from facet.loyalty.selectors.preview import Preview, preview_points, simulate
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.versions import ProgrammePage, draft_programme, programme_page

__all__ = [
    "EntryRow",
    "PointsFile",
    "Preview",
    "ProgrammePage",
    "draft_programme",
    "entries_queryset",
    "find_entry",
    "liability",
    "member_points",
    "members_to_regrade",
    "members_with_ended_lots",
    "month_figures",
    "points_books",
    "preview_points",
    "programme_on",
    "programme_page",
    "regrade_preview",
    "simulate",
    "wish_to_adjust",
]
