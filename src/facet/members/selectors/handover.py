"""Who is in whose care, and who is in nobody's."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from facet.kernel.permissions import Actor, require
from facet.kernel.wording import in_language
from facet.members.models import Member
from facet.members.permissions import MembersPermission
from facet.members.rules.handover import months_before
from facet.members.rules.words import State
from facet.members.selectors.reach import visible, within
from facet.organisation import selectors as organisation_selectors

PUBLIC_SETTING = "members.public_after_months"
CLAIMS_SETTING = "members.claims_per_day"


@dataclass(frozen=True, slots=True)
class CareRow:
    """One clerk and how many active members are in her care, within the viewer's reach."""

    staff_id: int
    code: str
    name: str
    store: str
    members: int
    has_left: bool


def care_rows(viewer: Actor) -> list[CareRow]:
    """Clerks with members that the viewer may hand over, those who have left first. Queries: 1."""
    require(viewer, MembersPermission.HAND_OVER)
    rows = (
        Member.objects.filter(within(viewer, MembersPermission.HAND_OVER), state=State.ACTIVE, clerk__isnull=False)
        .order_by()
        .values(
            "clerk_id", "clerk__code", "clerk__name", "clerk__store__name", "clerk__store__name_en", "clerk__left_on"
        )
        .annotate(members=Count("pk"))
    )
    found = [
        CareRow(
            staff_id=row["clerk_id"], code=row["clerk__code"], name=row["clerk__name"],
            store=in_language(row["clerk__store__name"] or "", row["clerk__store__name_en"] or ""),
            members=row["members"], has_left=row["clerk__left_on"] is not None,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda row: (not row.has_left, row.store, row.code))


def members_to_hand_over(viewer: Actor, clerk_id: int) -> QuerySet[Member]:
    """The active members of a clerk that the viewer may hand over, in the order they are dealt. Queries: 0."""
    mine = within(viewer, MembersPermission.HAND_OVER)
    return Member.objects.filter(mine, clerk_id=clerk_id, state=State.ACTIVE).order_by("pk")


def silent_members(*, on: date, months: int, after: int = 0, size: int = 200) -> list[int]:
    """Members in care whom nobody served in the last `months`, by id. For the job. Queries: 1."""
    last = Coalesce(F("standing__last_visit_on"), F("opened_on"))
    rows = Member.objects.filter(state=State.ACTIVE, public_since=None, pk__gt=after).annotate(seen=last)
    return list(rows.filter(seen__lt=months_before(on, months)).order_by("pk").values_list("pk", flat=True)[:size])


def public_members(viewer: Actor) -> QuerySet[Member]:
    """Members in nobody's care whom the viewer may claim: those of her stores. Queries: 0."""
    reach = viewer.scope(MembersPermission.CLAIM_MEMBERS)
    inside = Q() if reach.store_ids is None else Q(home_store_id__in=reach.store_ids)
    rows = Member.objects.filter(visible(viewer), inside, state=State.ACTIVE, public_since__isnull=False)
    return rows.select_related("standing", "home_store")


def public_after_months(on: date) -> int:
    """After how many silent months a member becomes public; 0: never. Queries: 1."""
    return int(organisation_selectors.policy_value(PUBLIC_SETTING, store_id=None, on=on, default=0))


def claims_per_day(on: date, store_id: int | None) -> int:
    """How many public members one clerk may claim in a day. Queries: 1."""
    return int(organisation_selectors.policy_value(CLAIMS_SETTING, store_id=store_id, on=on, default=5))
