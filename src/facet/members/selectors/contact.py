"""The log of contacts: one entry, a member's, everybody's in reach. Source: R015–R018, R024, R337."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.kernel.wording import named
from facet.members.errors import MemberUnknown
from facet.members.models import Contact, Member
from facet.members.permissions import MembersPermission
from facet.members.rules import names
from facet.members.rules.contact_log import may_correct
from facet.members.selectors.reach import reaches, within
from facet.members.selectors.telling import told_on_page_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Correction:
    """What an entry said before it was corrected."""

    at: datetime
    by_name: str
    topic_name: str
    outcome: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEntry:
    """One contact in full. `with_words` names the family member, masked beyond the viewer's reach."""

    id: int
    member_id: int
    member_number: str
    member_name: str
    with_member_id: int | None
    with_kind: str
    with_words: str
    channel: str
    direction: str
    topic_code: str
    topic_name: str
    topic_name_en: str
    outcome: str
    text: str
    at: datetime
    on: date
    by_name: str
    store: str
    follow_up_on: date | None
    followed_at: datetime | None
    version: int
    may_correct: bool
    corrections: tuple[Correction, ...] = ()


def in_reach(viewer: Actor) -> Q:
    """The contacts of members in the viewer's full reach, on either side of a family."""
    members = Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS)).order_by().values("pk")
    if viewer.scope(MembersPermission.VIEW_MEMBERS).chain_wide:
        return Q()
    return Q(member__in=members) | Q(with_member__in=members)


def contacts_queryset(viewer: Actor) -> QuerySet[Contact]:
    """The entries within the viewer's reach, with what a list shows of them."""
    return Contact.objects.filter(in_reach(viewer)).select_related("member", "topic", "store", "with_member", "by")


def contact_entry(viewer: Actor, contact_id: int, *, at: datetime) -> ContactEntry:
    """One entry with its corrections. Raises: NotFound, also beyond reach. Queries: 2."""
    row = contacts_queryset(viewer).filter(pk=contact_id).first()
    if row is None:
        raise NotFound(key=str(contact_id))
    edits = tuple(
        Correction(each.at, each.by_name, each.topic_name, each.outcome, each.text or "")
        for each in row.edits.order_by("-version")
    )
    return _entry(viewer, row, at, edits)


def contacts_of(
    viewer: Actor, member_id: int, *, at: datetime, before: int | None = None, size: int = PAGE
) -> list[ContactEntry]:
    """A member's contacts, those held with her for her family too, the newest first.

    `before` is the id of the last one seen. Raises: MemberUnknown, also beyond reach. Queries: 3.
    """
    if not Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id).exists():
        raise MemberUnknown(key=member_id)
    rows = Contact.objects.filter(
        Q(member_id=member_id) | Q(with_member_id=member_id, member_id__in=told_on_page_of(member_id))
    )
    if before is not None:
        seen = Contact.objects.filter(pk=before).values("at")[:1]
        rows = rows.filter(Q(at__lt=seen) | Q(at=seen, pk__lt=before))
    found = rows.select_related("member", "topic", "store", "with_member").order_by("-at", "-pk")[:size]
    return [_entry(viewer, row, at) for row in found]


def _entry(viewer: Actor, row: Contact, at: datetime, edits: tuple[Correction, ...] = ()) -> ContactEntry:
    return ContactEntry(
        id=row.pk, member_id=row.member_id, member_number=row.member.number, member_name=_name(viewer, row.member),
        with_member_id=row.with_member_id, with_kind=row.with_kind,
        with_words=_name(viewer, row.with_member) if row.with_member else row.with_name or "",
        channel=row.channel, direction=row.direction, topic_code=row.topic.code, topic_name=row.topic.name,
        topic_name_en=row.topic.name_en, outcome=row.outcome, text=row.text or "", at=row.at, on=row.on,
        by_name=row.by_name, store=named(row.store), follow_up_on=row.follow_up_on, followed_at=row.followed_at,
        version=row.version, corrections=edits,
        may_correct=may_correct(author_id=row.by_id, staff_id=viewer.staff_id, recorded_at=row.recorded_at, at=at)
        and viewer.may(MembersPermission.EDIT_MEMBERS),
    )  # fmt: skip


def _name(viewer: Actor, member: Member) -> str:
    known = reaches(
        viewer, MembersPermission.VIEW_MEMBERS, clerk_id=member.clerk_id, home_store_id=member.home_store_id
    )
    return member.name or "" if known else names.masked_name(member.name or "")


def follow_up_due(member_id: int, *, on: date) -> Contact | None:
    """The earliest promise to this member that is due and not kept. Queries: 1."""
    rows = Contact.objects.filter(member_id=member_id, follow_up_on__lte=on, followed_at=None)
    return rows.select_related("topic").order_by("follow_up_on", "pk").first()
