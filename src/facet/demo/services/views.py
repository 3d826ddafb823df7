"""Views of the list of members that headquarters keeps for roles: shared, one of them opening the list."""

from datetime import datetime
from typing import Any

from facet.demo.services.acts import portion
from facet.kernel.listing.definition import offered_list
from facet.kernel.listing.views import read_content
from facet.kernel.transactions import unit_of_work
from facet.organisation.models import Role, SavedView, Staff

_LIST = "members.members"
_VIEWS: tuple[tuple[str, str, bool, dict[str, Any]], ...] = (
    ("clerk", "近 30 天入会", False, {
        "columns": ["number", "name", "grade", "spend", "last_visit", "opened_on"],
        "groups": [{"match": "all", "rows": [{"condition": "opened", "texts": ["last_30", ""]}]}], "sort": "-opened_on",
    }),
    ("store_manager", "消费五万以上", False, {
        "columns": ["number", "name", "grade", "points", "spend", "last_visit", "clerk"],
        "groups": [{"match": "all", "rows": [{"condition": "spend", "texts": ["50000", ""]}]}], "sort": "-spend",
    }),
    ("marketing", "各店大客户", True, {
        "columns": ["number", "name", "grade", "spend", "last_visit", "store", "clerk"],
        "groups": [{"match": "all", "rows": [{"condition": "spend", "texts": ["30000", ""]}]}], "sort": "-spend",
    }),
)  # fmt: skip


@unit_of_work
def share_views(seed: str, *, at: datetime) -> None:
    """Three views of marketing's, each for one role."""
    act = portion("views", at=at)
    definition = offered_list(_LIST)
    if act.done or definition is None:
        return
    owner = Staff.objects.get(username="marketing")
    roles = dict(Role.objects.values_list("code", "pk"))
    SavedView.objects.bulk_create(
        SavedView(
            list_key=_LIST, name=name, content=read_content(definition, content).plain(), owner=owner, share="role",
            role_id=roles[role], is_default=is_default, created_at=at, changed_at=at,
        )
        for role, name, is_default, content in _VIEWS
    )  # fmt: skip
    act.finish(views=len(_VIEWS))
