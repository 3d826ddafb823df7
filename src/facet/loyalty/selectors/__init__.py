"""What can be asked of loyalty."""

from facet.loyalty.selectors.adjusting import wish_to_adjust
from facet.loyalty.selectors.books import points_books
from facet.loyalty.selectors.effect import Effects, promotion_effect
from facet.loyalty.selectors.entries import EntryRow, entries_queryset, find_entry
from facet.loyalty.selectors.figures import liability, month_figures
from facet.loyalty.selectors.grade import MemberGrade, member_grade
from facet.loyalty.selectors.jobs import members_to_regrade, members_with_ended_lots, regrade_preview
from facet.loyalty.selectors.points import PointsFile, member_points
from facet.loyalty.selectors.preview import Preview, preview_points, simulate
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.versions import ProgrammePage, VersionRow, draft_programme, programme_page

__all__ = [
    "Effects",
    "EntryRow",
    "PointsFile",
    "MemberGrade",
    "Preview",
    "ProgrammePage",
    "VersionRow",
    "draft_programme",
    "entries_queryset",
    "find_entry",
    "liability",
    "member_grade",
    "member_points",
    "members_to_regrade",
    "members_with_ended_lots",
    "month_figures",
    "points_books",
    "preview_points",
    "programme_on",
    "programme_page",
    "promotion_effect",
    "regrade_preview",
    "simulate",
    "wish_to_adjust",
]
