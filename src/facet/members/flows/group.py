"""The nightly work on groups and occasions, a page a transaction; and the rule that members itself offers."""

from collections.abc import Mapping
from datetime import date, datetime

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor, require
from facet.members import services
from facet.members.permissions import MembersPermission
from facet.members.rules.group import GroupParam, GroupRule
from facet.members.selectors import group as selectors


def compute_groups(*, actor: Actor, on: date, at: datetime) -> int:
    """Write every computed group anew for the day `on`; gives how many memberships changed. May run twice."""
    require(actor, MembersPermission.MANAGE_GROUPS)
    changed = (services.compute_group(actor=actor, code=code, on=on, at=at) for code in selectors.computed_groups())
    return sum(joined + left for joined, left in changed)


def move_occasions(*, actor: Actor, on: date) -> int:
    """Give every occasion that passed before `on` its next day, page by page; gives how many. May run twice."""
    moved = 0
    while page := services.move_occasions(actor=actor, on=on):
        moved += page
    return moved


def _regulars(params: Mapping[str, int], on: date) -> frozenset[int]:
    return selectors.bought_lately(
        months=params["months"], spend_cents=params["spend_cents"], visits=params["visits"], on=on
    )


REGULARS = GroupRule(
    key="members.regulars",
    title=gettext_noop("Came and spent lately"),
    asks=(
        GroupParam(key="months", label=gettext_noop("In the last months"), default=12, least=1, most=120),
        GroupParam(key="visits", label=gettext_noop("Visits at least"), default=3, most=1_000),
        GroupParam(key="spend_cents", label=gettext_noop("Spent at least"), default=3_000_000, unit="yuan"),
    ),
    members=_regulars,
    order=20,
)
