"""The accounts of metal as people look at them, what was posted on them, and what a move of the board is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from facet.catalog import selectors as catalog_selectors
from facet.inventory.models import MetalAccount, MetalClosing, MetalEntry
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.metal import DUE_BACK, HELD, OWNER_WORDS, PURE_E4, Exposure, Owner
from facet.kernel import registry
from facet.kernel.errors import NotFound
from facet.kernel.money import share
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors

VIEW = InventoryPermission.VIEW_COSTING
ENTRIES_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalAccountRow:
    """One account. `partner` and `member` name the other side, a member by her number. Units: fine mg."""

    id: int
    owner: str
    owner_word: str
    metal: str
    store_code: str
    store_name: str
    store_name_en: str
    entity_code: str
    partner: str
    member: str
    fine_mg: int


@dataclass(frozen=True, slots=True)
class MetalEntryRow:
    """One side of a posting. Units: mg, ten-thousandths."""

    on: date
    kind: str
    document: str
    actor_name: str
    net_mg: int
    fineness_e4: int
    fine_mg: int
    fine_after_mg: int


@dataclass(frozen=True, slots=True)
class ExposureRow:
    """One metal: what it stands at, and today's board for a gram of it pure. None: no board price. Units: cents."""

    metal: str
    exposure: Exposure
    board_cents_per_gram: int | None

    @property
    def value_cents(self) -> int | None:
        """What it is worth at today's board."""
        return None if self.board_cents_per_gram is None else self.exposure.moved_by(self.board_cents_per_gram)


def metal_accounts_queryset(viewer: Actor) -> QuerySet[MetalAccount]:
    """The accounts in reach; those of no store only to who sees the whole chain. Raises: NotPermitted. Queries: 0."""
    require(viewer, VIEW)
    stores = viewer.scope(VIEW).store_ids
    rows = MetalAccount.objects.all()
    return rows if stores is None else rows.filter(store__in=stores)


def list_metal_accounts(viewer: Actor, *, owner: str = "", metal: str = "", store: str = "") -> list[MetalAccountRow]:
    """The accounts, in the order in which metal passes through the house. Raises: NotPermitted. Queries: 1."""
    wanted = Q()
    for column, value in (("owner", owner), ("metal", metal), ("store__code", store)):
        wanted &= Q(**{column: value}) if value else Q()
    rows = metal_accounts_queryset(viewer).filter(wanted).select_related("store__entity", "partner", "member")
    order = list(OWNER_WORDS)
    found = [account_row(row) for row in rows]
    return sorted(
        found, key=lambda row: (row.metal, order.index(Owner(row.owner)), row.store_code, row.partner, row.id)
    )


def account_row(row: MetalAccount) -> MetalAccountRow:
    """The account with the names of what it belongs to. Queries: 0 when they are joined."""
    store: Any = row.store
    return MetalAccountRow(
        id=row.pk, owner=row.owner, owner_word=OWNER_WORDS[Owner(row.owner)], metal=row.metal,
        store_code=store.code if store else "", store_name=store.name if store else "",
        store_name_en=store.name_en if store else "", entity_code=store.entity.code if store else "",
        partner=row.partner.name if row.partner else "", member=row.member.number if row.member else "",
        fine_mg=row.fine_mg,
    )  # fmt: skip


def metal_account(viewer: Actor, account_id: int) -> tuple[MetalAccountRow, list[MetalEntryRow]]:
    """One account with its newest entries. Raises: NotPermitted, NotFound. Queries: 2."""
    rows = metal_accounts_queryset(viewer).select_related("store__entity", "partner", "member")
    row = rows.filter(pk=account_id).first()
    if row is None:
        raise NotFound(key=str(account_id))
    columns = ("on", "kind", "document", "actor_name", "net_mg", "fineness_e4", "fine_mg", "fine_after_mg")
    newest = MetalEntry.objects.filter(account=row).order_by("-pk").values_list(*columns)[:ENTRIES_SHOWN]
    return account_row(row), [MetalEntryRow(*each) for each in newest]


def metal_exposure(viewer: Actor, *, at: datetime) -> list[ExposureRow]:
    """What of each metal the house holds for its own account, stores in reach. Source: F19.

    Slot "metal.promise": `grams(viewer, at)` gives fine mg promised at a fixed price, by metal.
    Raises: NotPermitted. Queries: 3 and 1 for each offered promise.
    """
    sums: dict[str, dict[str, int]] = {}
    rows = metal_accounts_queryset(viewer).order_by().values_list("metal", "owner", "partner", "member")
    for metal, owner, partner, member, fine in rows.annotate(fine=Sum("fine_mg")):
        parts = sums.setdefault(metal, dict.fromkeys(("owned", "due", "promised", "customers"), 0))
        if owner in {Owner.KEEPING, Owner.SERVICE}:
            continue  # not ours: neither owned nor owed at our risk
        if owner in HELD:
            parts["owned"] += fine
        elif owner in DUE_BACK:
            parts["due"] += fine
        elif owner == Owner.CUSTOMER and member is not None:
            parts["customers"] -= fine
        elif owner == Owner.SUPPLIER and partner is not None:
            parts["promised"] -= fine
    for promised in registry.offers("metal.promise"):
        for metal, fine in promised(viewer, at).items():
            sums.setdefault(metal, dict.fromkeys(("owned", "due", "promised", "customers"), 0))["promised"] += fine
    board = _board(viewer, at=at)
    return [
        ExposureRow(metal, Exposure(each["owned"], each["due"], each["promised"], each["customers"]), board.get(metal))
        for metal, each in sorted(sums.items(), key=lambda item: -abs(sum(item[1].values())))
    ]


def _board(viewer: Actor, *, at: datetime) -> Mapping[str, int]:
    """Today's retail price of a gram of pure metal, from the finest line of the board. Queries: 2."""
    stores = organisation_selectors.stores_of(viewer, VIEW)
    if not stores:
        return {}
    finest: dict[str, Any] = {}
    for line in catalog_selectors.board_prices_at(stores[0].price_group_id, at=at).values():
        if line.metal and (line.metal not in finest or line.fineness_e4 > finest[line.metal].fineness_e4):
            finest[line.metal] = line
    return {
        metal: share(line.retail_cents_per_gram, PURE_E4, line.fineness_e4) for metal, line in finest.items()
        if line.fineness_e4
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """One alloy of one store on one day. Units: mg of the alloy; `difference_mg` is goods less book."""

    on: date
    store_id: int
    store_code: str
    store_name: str
    store_name_en: str
    metal: str
    fineness_e4: int
    opening_mg: int
    in_mg: int
    out_mg: int
    closing_mg: int
    goods_mg: int
    difference_mg: int
    is_within: bool


def metal_closings(viewer: Actor, *, on: date) -> list[ClosingRow]:
    """What was closed on a day, the differences first. Raises: NotPermitted. Queries: 1."""
    columns = ("store__code", "store__name", "store__name_en", "metal", "fineness_e4", "opening_mg", "in_mg", "out_mg",
               "closing_mg", "goods_mg", "difference_mg", "is_within")  # fmt: skip
    rows = _closings(viewer).filter(on=on).order_by("is_within", "store__code", "metal", "-fineness_e4")
    return [ClosingRow(*row) for row in rows.values_list("on", "store_id", *columns)]


def closed_days(viewer: Actor, *, count: int = 31) -> list[tuple[date, int, int]]:
    """The newest closed days: how many lines, how many of them beyond the tolerance. Queries: 1."""
    rows = _closings(viewer).order_by("-on").values_list("on")
    counted = rows.annotate(lines=Count("pk"), wrong=Count("pk", filter=Q(is_within=False)))
    return [(on, lines, wrong) for on, lines, wrong in counted[:count]]


def _closings(viewer: Actor) -> QuerySet[MetalClosing]:
    require(viewer, VIEW)
    stores = viewer.scope(VIEW).store_ids
    rows = MetalClosing.objects.all()
    return rows if stores is None else rows.filter(store__in=stores)


def unbalanced_operations(most: int) -> Sequence[str]:
    """Operations whose sides do not sum to zero per metal. Queries: 1."""
    sums = MetalEntry.objects.order_by().values("operation_id", "account__metal").annotate(fine=Sum("fine_mg"))
    return [
        f"operation {row['operation_id']}, {row['account__metal']}: sides sum to {row['fine']} fine mg"
        for row in sums.exclude(fine=0).order_by("operation_id")[:most]
    ]


def accounts_unlike_entries(most: int) -> Sequence[str]:
    """Accounts whose balance is not the sum of their entries. Queries: 1."""
    rows = MetalAccount.objects.annotate(entered=Sum("entries__fine_mg", default=0)).exclude(fine_mg=F("entered"))
    return [f"metal {row.code}: {row.fine_mg} fine mg, entries say {row.entered}" for row in rows.order_by("pk")[:most]]
