"""What members allow us to use, and the texts that are read out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from facet.kernel.permissions import Actor
from facet.members.errors import MemberUnknown
from facet.members.models import Consent, ConsentText, Member
from facet.members.permissions import MembersPermission
from facet.members.rules.words import ConsentChannel, ConsentPurpose
from facet.members.selectors.reach import within


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """The latest answer for one channel and purpose."""

    channel: ConsentChannel
    purpose: ConsentPurpose
    is_granted: bool
    given_at: datetime
    text_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentTextRow:
    """One version of a text."""

    purpose: ConsentPurpose
    version: int
    text: str
    text_en: str
    valid_from: datetime


def consent_answers(viewer: Actor, member_id: int) -> list[AnswerRow]:
    """The latest answers of the member. Raises: MemberUnknown, also beyond the viewer's reach. Queries: 2."""
    if not Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id).exists():
        raise MemberUnknown(key=member_id)
    latest = {
        (row.channel, row.purpose): AnswerRow(
            channel=ConsentChannel(row.channel), purpose=ConsentPurpose(row.purpose), is_granted=row.is_granted,
            given_at=row.given_at, text_version=row.text_version,
        )
        for row in Consent.objects.filter(member_id=member_id).order_by("pk")
    }  # fmt: skip
    return list(latest.values())


def may_contact(
    member_ids: Iterable[int], channel: ConsentChannel, *, purpose: ConsentPurpose = ConsentPurpose.MARKETING
) -> frozenset[int]:
    """Which of the members allow this channel for this purpose now; who never answered does not. Queries: 1."""
    asked = Consent.objects.filter(member_id__in=list(member_ids), channel=channel, purpose=purpose)
    latest = asked.order_by().values("member_id").annotate(newest=Max("pk")).values("newest")
    return frozenset(
        Consent.objects.filter(pk__in=latest, is_granted=True).order_by("pk").values_list("member_id", flat=True)
    )


def may_profile(member_ids: Iterable[int]) -> frozenset[int]:
    """Which of the members let us draw conclusions from what they bought. Queries: 1."""
    rows = Member.objects.filter(pk__in=list(member_ids), no_profiling=False).order_by("pk")
    return frozenset(rows.values_list("pk", flat=True))


def consent_texts() -> list[ConsentTextRow]:
    """Every version of every text, the newest of each purpose first. Queries: 1."""
    return [
        ConsentTextRow(
            purpose=ConsentPurpose(row.purpose), version=row.version, text=row.text, text_en=row.text_en,
            valid_from=row.valid_from,
        )
        for row in ConsentText.objects.order_by("purpose", "-version")
    ]  # fmt: skip


def consents_queryset(viewer: Actor) -> QuerySet[Consent]:
    """Every answer of the members within the viewer's reach, for the list."""
    reach = Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS))
    return Consent.objects.filter(member__in=reach).select_related("member", "store")
