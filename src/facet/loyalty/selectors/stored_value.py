"""Stored-value cards: the list, a card's statement, what the house owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from facet.kernel.permissions import Actor, require
from facet.kernel.wording import named
from facet.loyalty.errors import ValueUnknown
from facet.loyalty.models import StoredValueAccount, StoredValueEntry
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import codes
from facet.loyalty.rules.stored_value import VALUE_LABELS, ValueKind
from facet.loyalty.selectors.entries import document_names


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """One line of a card's statement. `label` is English, translated where it is shown. Fen."""

    at: datetime
    label: str
    document: str
    document_url: str
    principal_cents: int
    bonus_cents: int
    balance_cents: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """A card and its statement, newest line first. `number` is whole for a named card, masked for a bearer's."""

    id: int
    number: str
    kind: str
    state: str
    member_id: int | None
    member_number: str
    store: str
    principal_cents: int
    bonus_cents: int
    opened_at: datetime
    lines: Sequence[ValueRow]

    @property
    def balance_cents(self) -> int:
        return self.principal_cents + self.bonus_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class LiabilityRow:
    """What is owed on the cards of one store and kind. Fen."""

    store: str
    kind: str
    cards: int
    principal_cents: int
    bonus_cents: int


def cards_queryset(viewer: Actor) -> QuerySet[StoredValueAccount]:
    """The cards that stores within reach opened."""
    require(viewer, LoyaltyPermission.VIEW_STORED_VALUE)
    reach = viewer.scope(LoyaltyPermission.VIEW_STORED_VALUE)
    within = Q() if reach.store_ids is None else Q(store__in=reach.store_ids)
    return StoredValueAccount.objects.filter(within).select_related("member", "store")


def find_card(viewer: Actor, account_id: int) -> CardPage:
    """One card with its last hundred lines. Raises: ValueUnknown, for unknown and foreign alike.

    Queries: 2, and 1 for each kind of document.
    """
    row = cards_queryset(viewer).filter(pk=account_id).first()
    if row is None:
        raise ValueUnknown(key=account_id)
    entries = list(StoredValueEntry.objects.filter(account=row).order_by("-pk")[:100])
    names = document_names(viewer, [entry.document for entry in entries])
    return CardPage(
        id=row.pk,
        number=codes.grouped(row.number) if row.member_id else codes.masked(row.number),
        kind=row.kind,
        state=row.state,
        member_id=row.member_id,
        member_number=row.member.number if row.member else "",
        store=named(row.store),
        principal_cents=row.principal_cents,
        bonus_cents=row.bonus_cents,
        opened_at=row.opened_at,
        lines=[_line(entry, *names.get(entry.document, ("", ""))) for entry in entries],
    )


def new_number(viewer: Actor, account_id: int) -> str:
    """The number of a card that was just opened, to be written on it. Raises: ValueUnknown. Queries: 1."""
    row = cards_queryset(viewer).filter(pk=account_id).first()
    if row is None:
        raise ValueUnknown(key=account_id)
    return codes.grouped(row.number)


def stored_value_liability(viewer: Actor) -> list[LiabilityRow]:
    """What the house owes on cards, by store and kind. Raises: NotPermitted. Queries: 1."""
    require(viewer, LoyaltyPermission.VIEW_LIABILITY)
    reach = viewer.scope(LoyaltyPermission.VIEW_LIABILITY)
    rows = StoredValueAccount.objects.filter(Q() if reach.store_ids is None else Q(store__in=reach.store_ids))
    sums = rows.exclude(state="closed").order_by("store__code", "kind").values_list("store__name", "kind")
    return [
        LiabilityRow(store=store, kind=kind, cards=cards, principal_cents=principal, bonus_cents=bonus)
        for store, kind, cards, principal, bonus in sums.annotate(
            cards=Count("pk"), principal=Sum("principal_cents"), bonus=Sum("bonus_cents")
        )
    ]


def _line(entry: StoredValueEntry, label: str, url: str) -> ValueRow:
    return ValueRow(
        at=entry.recorded_at, label=VALUE_LABELS[ValueKind(entry.kind)], document=label, document_url=url,
        principal_cents=entry.principal_cents, bonus_cents=entry.bonus_cents,
        balance_cents=entry.principal_after + entry.bonus_after, reason=entry.reason,
    )  # fmt: skip
