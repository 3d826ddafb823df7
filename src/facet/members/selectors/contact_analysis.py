"""The log of contacts in figures, within the viewer's reach. Source: R019."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Cast, TruncMonth

from facet.kernel.permissions import Actor, require
from facet.members.models import Contact, Member, Need
from facet.members.permissions import MembersPermission
from facet.members.rules.contact_analysis import Line, gathered
from facet.members.rules.contact_log import Outcome
from facet.members.selectors.reach import within

_KEYS: Mapping[str, Any] = {
    "topic": F("topic__code"),
    "channel": F("channel"),
    "clerk": F("by_name"),
    "period": Cast(TruncMonth("on"), CharField()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAnalysis:
    """One question answered: the lines with the largest first (months in their order), and the sums."""

    dimension: str
    lines: tuple[Line, ...]
    names: Mapping[str, tuple[str, str]]  # key → Chinese, English; where the key is not the name
    contacts: int
    people: int


def contact_analysis(viewer: Actor, *, dimension: str, first: date, last: date) -> ContactAnalysis:
    """Contacts from `first` through `last` by topic, need, channel, clerk or month.

    Lines of fewer than five people are added up in one without a name. Raises: NotPermitted. Queries: 2.
    """
    require(viewer, MembersPermission.VIEW_MEMBERS)
    members = Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS)).order_by().values("pk")
    rows: QuerySet[Any]
    if dimension == "need":
        rows = Need.objects.filter(member__in=members, opened_at__date__range=(first, last))
        found = _needs(rows)
    else:
        rows = Contact.objects.filter(member__in=members, on__range=(first, last))
        found = _contacts(rows, dimension)
    lines = [each[0] for each in found]
    lines.sort(key=lambda each: (each.key or "") if dimension == "period" else (-each.contacts, each.key or ""))
    return ContactAnalysis(
        dimension=dimension, lines=gathered(lines), names={each[0].key or "": each[1] for each in found if each[1][0]},
        contacts=sum(each.contacts for each in lines), people=rows.aggregate(n=Count("member", distinct=True))["n"],
    )  # fmt: skip


def _contacts(rows: QuerySet[Any], dimension: str) -> list[tuple[Line, tuple[str, str]]]:
    names = {"topic_name": F("topic__name"), "topic_en": F("topic__name_en")} if dimension == "topic" else {}
    counted = rows.order_by().values(key=_KEYS[dimension], **names).annotate(
        contacts=Count("pk"), people=Count("member", distinct=True),
        reached=Count("pk", filter=~Q(outcome=Outcome.NOT_REACHED)),
        interested=Count("pk", filter=Q(outcome__in=[Outcome.INTERESTED, Outcome.WILL_COME, Outcome.BOUGHT])),
        complaints=Count("pk", filter=Q(outcome=Outcome.COMPLAINT)),
    )  # fmt: skip
    return [
        (
            Line(str(each["key"])[:7] if dimension == "period" else each["key"], each["contacts"], each["people"],
                 each["reached"], each["interested"], each["complaints"]),
            (each.get("topic_name", ""), each.get("topic_en", "")),
        )
        for each in counted
    ]  # fmt: skip


def _needs(rows: QuerySet[Any]) -> list[tuple[Line, tuple[str, str]]]:
    counted = rows.order_by().values("category__code", "category__name", "category__name_en").annotate(
        contacts=Count("pk"), people=Count("member", distinct=True), served=Count("pk", filter=Q(state="served"))
    )  # fmt: skip
    return [
        (
            Line(each["category__code"] or "-", each["contacts"], each["people"], each["contacts"], each["served"]),
            (each["category__name"] or "", each["category__name_en"] or ""),
        )
        for each in counted
    ]
