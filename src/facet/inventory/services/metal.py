"""The metal ledger: sides that sum to zero per metal, balances under their locks.

`post_metal` is the step of other use cases; `transfer_metal` is a use case of its own. What pieces and
bulk goods carry is derived by services/metal_derive.py, so that a sale writes no row here (decision 0018).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from facet.audit import services as audit_services
from facet.inventory.models import MetalAccount, MetalEntry
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.metal import (
    BY_GOODS,
    WITH_NAME,
    AccountRef,
    MetalKind,
    MetalPosting,
    fine_of,
    refuse_unbalanced,
)
from facet.inventory.services.month_guard import open_month, refuse_locked_month
from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import partial_reversal
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work

BATCH = 500


class Origin(NamedTuple):
    """Where and when a side counts, and what it was derived from."""

    store_id: int | None
    on: date
    source: str = ""
    actor_key: str = ""
    actor_name: str = ""
    document: str = ""


class Line(NamedTuple):
    """One side with its origin."""

    posting: MetalPosting
    origin: Origin
    reverses_id: int | None = None


@joins_unit_of_work
def post_metal(
    *, actor: Actor, operation: UUID, postings: Sequence[MetalPosting], document: str, at: datetime,
    store_id: int | None = None,
) -> None:  # fmt: skip
    """Write the sides of one document under an operation that has begun; together they are zero per metal.

    `store_id` is where it happened. Stock, goods in keeping and the road are refused: what pieces and bulk goods
    carry is derived from their own movements, and would count twice. Raises: MetalUnbalanced, Invalid.
    Locks: metal accounts by id, after bulk balances. Queries: 4.
    """
    refuse_unbalanced(postings)
    for each in postings:
        if each.account.owner in BY_GOODS:
            raise Invalid(field="account", reason=gettext_noop("Goods carry their own metal: move the pieces."))
    on = local_date(at, settings.TIME_ZONE)
    origin = Origin(store_id, on, "", actor.key, actor.name, document)
    write_lines([Line(each, origin) for each in postings if each.fine_mg or each.net_mg], operation=operation, at=at)


@joins_unit_of_work
def write_lines(lines: Sequence[Line], *, operation: UUID, at: datetime, is_derived: bool = False) -> None:
    """Open the accounts that are new, lock all, write entries and balances. Queries: 4, more above 500 lines.

    `is_derived` lines follow goods that were moved while their month was open. Raises: MonthLocked.
    """
    refs = {line.posting.account.code: line.posting.account for line in lines}
    _refuse_nameless(list(refs.values()))
    MetalAccount.objects.bulk_create(
        (
            MetalAccount(
                code=code, owner=str(ref.owner), metal=ref.metal, store_id=ref.store_id, partner_id=ref.partner_id,
                member_id=ref.member_id,
            )
            for code, ref in sorted(refs.items())
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    rows = MetalAccount.objects.filter(code__in=refs).order_by("pk").select_for_update()
    accounts = {row.code: row for row in rows}
    entries = []
    for line in lines:
        posting, origin = line.posting, line.origin
        account = accounts[posting.account.code]
        account.fine_mg += posting.fine_mg
        entries.append(
            MetalEntry(
                account=account, operation_id=operation, line_no=posting.line_no, kind=str(posting.kind),
                recorded_at=at, fine_mg=posting.fine_mg, fine_after_mg=account.fine_mg, net_mg=posting.net_mg,
                fineness_e4=posting.fineness_e4, store_id=origin.store_id, on=origin.on, source=origin.source,
                document=origin.document, actor_key=origin.actor_key, actor_name=origin.actor_name,
                reverses_id=line.reverses_id,
            )
        )  # fmt: skip
    stores = () if is_derived else {line.origin.store_id for line in lines} | {ref.store_id for ref in refs.values()}
    still_open = MetalAccount.objects.filter(open_month(stores, at=at))
    if still_open.bulk_update(accounts.values(), ["fine_mg"], batch_size=BATCH) != len(accounts):
        refuse_locked_month(stores, at=at)
    MetalEntry.objects.bulk_create(entries, batch_size=BATCH)


def _refuse_nameless(refs: Sequence[AccountRef]) -> None:
    for ref in refs:
        if ref.owner in WITH_NAME and ref.partner_id is None:
            raise Invalid(field="partner", reason=gettext_noop("Say which goldsmith or refiner."))


@joins_unit_of_work
def reverse_metal(
    *, actor: Actor, operation: UUID, of: UUID, part: tuple[int, int], document: str, at: datetime
) -> None:
    """Take back `part` (returned so far, this time included, of how many) of the operation `of`, side by side.

    All parts add up to the whole exactly. Locks: metal accounts by id. Queries: 8. Source: decisions.md D6.
    """
    sides = list(
        MetalEntry.objects.filter(operation=of, reverses=None).select_related("account").order_by("account_id", "pk")
    )
    list(MetalAccount.objects.filter(pk__in={s.account_id for s in sides}).order_by("pk").select_for_update())
    earlier = list(MetalEntry.objects.filter(reverses__in=[side.pk for side in sides]))
    on = local_date(at, settings.TIME_ZONE)
    lines = []
    for number, side in enumerate(sides):
        fine = _part(side.fine_mg, [e.fine_mg for e in earlier if e.reverses_id == side.pk], part)
        net = _part(side.net_mg, [e.net_mg for e in earlier if e.reverses_id == side.pk], part)
        if not fine and not net:
            continue
        account = side.account
        ref = AccountRef(account.owner, account.metal, account.store_id, account.partner_id, account.member_id)
        posting = MetalPosting(account=ref, fine_mg=-fine, net_mg=-net, kind=MetalKind.REVERSED.value,
                               fineness_e4=side.fineness_e4, line_no=number)  # fmt: skip
        origin = Origin(side.store_id, on, "", actor.key, actor.name, document)
        lines.append(Line(posting, origin, reverses_id=side.pk))
    write_lines(lines, operation=operation, at=at)


def _part(total: int, taken: Sequence[int], part: tuple[int, int]) -> int:
    return partial_reversal(total, returned=part[0], whole=part[1], already=-sum(taken))


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalTransferIn:
    """Metal that goes from one account to another: to a goldsmith, back from one, settled with a supplier.

    Units: mg of the alloy, ten-thousandths. The fine metal is computed, once (F2).
    """

    giver: AccountRef
    taker: AccountRef
    net_mg: int
    fineness_e4: int
    document: str = ""
    reason: str = ""


@unit_of_work
def transfer_metal(*, actor: Actor, operation: OperationKey, wanted: MetalTransferIn, at: datetime) -> int:
    """Book metal from one account to another and give its fine milligrams.

    Raises: NotPermitted, Invalid. Locks: operation, metal accounts by id.
    """
    act = operations.begin(operation, kind="inventory.transfer_metal", actor=actor, at=at)
    if act.done:
        return int(act.result["fine_mg"])
    ends = (wanted.giver, wanted.taker)
    for ref in ends:
        require(actor, InventoryPermission.TRANSFER_METAL, store_id=ref.store_id)
    _refuse_transfer(wanted)
    fine = fine_of(wanted.net_mg, wanted.fineness_e4)
    sides = [
        MetalPosting(account=ref, fine_mg=sign * fine, net_mg=sign * wanted.net_mg, fineness_e4=wanted.fineness_e4,
                     kind=MetalKind.HANDED_OVER.value)
        for ref, sign in zip(ends, (-1, 1), strict=True)
    ]  # fmt: skip
    stores = [ref.store_id for ref in ends if ref.store_id is not None]
    post_metal(
        actor=actor, operation=act.id, postings=sides, document=wanted.document, at=at,
        store_id=stores[0] if stores else None,
    )  # fmt: skip
    audit_services.record(
        actor, "inventory.metal_transferred", at=at,
        subject=("inventory.metal", 0, wanted.document or wanted.taker.code),
        giver=wanted.giver.code, taker=wanted.taker.code, net_mg=wanted.net_mg, fineness_e4=wanted.fineness_e4,
        fine_mg=fine, reason=wanted.reason,
    )  # fmt: skip
    act.finish(fine_mg=fine)
    return fine


def _refuse_transfer(wanted: MetalTransferIn) -> None:
    if wanted.giver == wanted.taker or wanted.giver.metal != wanted.taker.metal:
        raise Invalid(field="taker", reason=gettext_noop("Choose another account of the same metal."))
    if not 0 < wanted.net_mg <= 10**9:
        raise Invalid(field="weight", reason=gettext_noop("Write the weight in grams, above 0."))
    if not 0 < wanted.fineness_e4 <= 10_000:
        raise Invalid(field="fineness", reason=gettext_noop("Write the fineness, from 1 to 9999."))
    if not wanted.reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
