"""Gold that came before its price: a price is fixed for some of the grams that are owed, the oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F

from facet.audit import services as audit_services
from facet.inventory import services as inventory_services
from facet.inventory.rules.metal import AccountRef, MetalKind, MetalPosting, Owner
from facet.inventory.rules.states import PieceState
from facet.inventory.services import supplying
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotPermitted, gettext_noop
from facet.kernel.money import partial_reversal, split_by_largest_remainder
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import services as organisation_services
from facet.purchasing.models import FixingPart, MetalDebt, PriceFixing, ReceiptItem
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.pricing import Part, fix
from facet.purchasing.rules.words import FixedWith
from facet.purchasing.selectors.pricing import owed_of
from facet.purchasing.selectors.suppliers import supplier_row

FIX = PurchasingPermission.FIX_PRICES


@dataclass(frozen=True, slots=True, kw_only=True)
class FixingIn:
    """A price for some grams. Units: fine mg, cents per gram of fine metal. `paid_with`: money, metal, old_gold.

    `store_id` is whose old gold pays.
    """

    supplier: str
    metal: str
    fine_mg: int
    cents_per_gram: int
    paid_with: str = FixedWith.MONEY
    store_id: int | None = None
    note: str = ""


@unit_of_work
def fix_purchase_price(*, actor: Actor, operation: OperationKey, wanted: FixingIn, at: datetime) -> str:
    """Fix the price of grams that are owed; the number of the fixing. Costs that were provisional become real.

    What was sold meanwhile keeps the cost it was sold at; the difference stands on the fixing. Raises: NotPermitted,
    SupplierUnknown, Invalid, TooManyGrams. Locks: pieces by id, the grams owed, metal accounts, the number series.
    """
    act = operations.begin(operation, kind="purchasing.fix_purchase_price", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    require(actor, FIX)
    if not actor.scope(FIX).chain_wide:
        raise NotPermitted(permission=str(FIX))
    _check(wanted)
    supplier = supplier_row(wanted.supplier)
    rows = {
        row.pk: row
        for row in MetalDebt.objects.select_for_update()
        .filter(supplier=supplier, metal=wanted.metal, settled_mg__lt=F("fine_mg"))
        .order_by("owed_since", "pk")
    }
    parts = fix(owed_of(list(rows.values())), fine_mg=wanted.fine_mg, cents_per_gram=wanted.cents_per_gram)
    on = local_date(at, settings.TIME_ZONE)
    number = f"PF-{on:%y%m}-{organisation_services.next_number('purchasing.fixing', scope=f'{on:%y%m}'):04d}"
    row = _written(actor, wanted, parts, rows, supplier_id=supplier.pk, number=number, at=at)
    unplaced = supplying.revalue_metal(_by_piece(parts, rows), at=at)
    _post(actor, wanted, supplier_id=supplier.pk, operation=act.id, number=number, at=at)
    audit_services.record(
        actor, "purchasing.price_fixed", at=at, subject=("purchasing.fixing", row.pk, number), supplier=supplier.name,
        metal=wanted.metal, fine_mg=wanted.fine_mg, cents_per_gram=wanted.cents_per_gram, cents=row.cents,
        difference_cents=row.difference_cents, difference_of_sold_cents=unplaced, paid_with=wanted.paid_with,
    )  # fmt: skip
    outbox.publish("purchasing.price_fixed", at=at, number=number, supplier=supplier.code, fine_mg=wanted.fine_mg)
    act.finish(number=number)
    return number


def _check(wanted: FixingIn) -> None:
    if wanted.fine_mg < 1:
        raise Invalid(field="fine_mg", reason=gettext_noop("fix the price of at least a milligram"))
    if wanted.cents_per_gram < 1:
        raise Invalid(field="cents_per_gram", reason=gettext_noop("write the price of a gram"))
    if wanted.paid_with not in set(FixedWith):
        raise Invalid(field="paid_with", reason=gettext_noop("choose money, metal or old gold"))
    if (wanted.paid_with == FixedWith.OLD_GOLD) != (wanted.store_id is not None):
        raise Invalid(field="store", reason=gettext_noop("say which store's old gold pays, and only then"))


@joins_unit_of_work
def _written(
    actor: Actor,
    wanted: FixingIn,
    parts: Sequence[Part],
    debts: dict[int, MetalDebt],
    *,
    supplier_id: int,
    number: str,
    at: datetime,
) -> PriceFixing:
    """The fixing with its parts, and what is owed afterwards. Queries: 3."""
    row = PriceFixing.objects.create(
        number=number, supplier_id=supplier_id, metal=wanted.metal, fine_mg=wanted.fine_mg,
        cents_per_gram=wanted.cents_per_gram, cents=sum(part.cents for part in parts),
        difference_cents=sum(part.difference_cents for part in parts), paid_with=str(wanted.paid_with), fixed_at=at,
        fixed_by_key=actor.key, fixed_by_name=actor.name[:60], note=wanted.note[:120],
    )  # fmt: skip
    FixingPart.objects.bulk_create(
        FixingPart(
            fixing=row, debt_id=part.debt_id, fine_mg=part.fine_mg, cents=part.cents,
            provisional_cents=part.provisional_cents,
        )
        for part in parts
    )  # fmt: skip
    for part in parts:
        debt = debts[part.debt_id]
        debt.settled_mg += part.fine_mg
        debt.settled_cents += part.cents
    MetalDebt.objects.bulk_update([debts[part.debt_id] for part in parts], ["settled_mg", "settled_cents"])
    return row


@joins_unit_of_work
def _by_piece(parts: Sequence[Part], debts: dict[int, MetalDebt]) -> dict[int, int]:
    """How much dearer each piece became: each delivery's difference by its pieces' fine grams. Queries: 1."""
    receipts = {debts[part.debt_id].receipt_id: part for part in parts}
    metals = {debts[part.debt_id].metal for part in parts}
    items = ReceiptItem.objects.filter(receipt__in=receipts, accepted=True, fine_mg__gt=0, line__metal__in=metals)
    items = items.exclude(piece__state=PieceState.RETURNED_TO_SUPPLIER)  # its grams went with it
    by_receipt: dict[int, list[tuple[int, int]]] = {}
    for receipt_id, piece_id, fine_mg in items.order_by("pk").values_list("receipt_id", "piece_id", "fine_mg"):
        by_receipt.setdefault(receipt_id, []).append((piece_id, fine_mg))
    changes: dict[int, int] = {}
    for receipt_id, rows in by_receipt.items():
        shares = split_by_largest_remainder(receipts[receipt_id].difference_cents, [fine for _, fine in rows])
        changes |= {piece_id: cents for (piece_id, _), cents in zip(rows, shares, strict=True)}
    return changes


@joins_unit_of_work
def _post(actor: Actor, wanted: FixingIn, *, supplier_id: int, operation: UUID, number: str, at: datetime) -> None:
    """What paid for the grams, in the metal ledger: money settles them, metal and old gold replace them."""
    payer = {
        FixedWith.MONEY: AccountRef(Owner.SUPPLIER, wanted.metal),
        FixedWith.METAL: AccountRef(Owner.BULLION, wanted.metal),
        FixedWith.OLD_GOLD: AccountRef(Owner.OLD_GOLD, wanted.metal, store_id=wanted.store_id),
    }[FixedWith(wanted.paid_with)]
    owed = AccountRef(Owner.SUPPLIER, wanted.metal, partner_id=supplier_id)
    postings = [
        MetalPosting(account=owed, fine_mg=wanted.fine_mg, kind=MetalKind.SETTLED),
        MetalPosting(account=payer, fine_mg=-wanted.fine_mg, kind=MetalKind.SETTLED),
    ]
    inventory_services.post_metal(
        actor=actor, operation=operation, postings=postings, document=number, at=at, store_id=wanted.store_id
    )


@joins_unit_of_work
def lock_grams_of(tags: Sequence[str]) -> None:
    """Lock what is owed for the deliveries of these pieces, before the pieces themselves. Queries: 1."""
    receipts = ReceiptItem.objects.filter(tag__in=tags, accepted=True).values("receipt")
    list(MetalDebt.objects.select_for_update().filter(receipt__in=receipts).order_by("pk"))


@joins_unit_of_work
def give_back_grams(actor: Actor, piece_ids: Sequence[int], *, operation: UUID, document: str, at: datetime) -> int:
    """Pieces that go back unpriced take their grams with them; gives the fine mg that are owed no longer.

    Of a delivery that was priced in part only what is still open can go. Locks: the grams owed, metal accounts.
    """
    items = ReceiptItem.objects.filter(piece__in=piece_ids).select_related("line")
    grams: dict[tuple[int, str], int] = {}
    for item in items:
        key = (item.receipt_id, item.line.metal)
        grams[key] = grams.get(key, 0) + item.fine_mg
    receipts = {receipt_id for receipt_id, _ in grams}
    debts = list(MetalDebt.objects.select_for_update().filter(receipt__in=receipts).order_by("pk"))
    postings: list[MetalPosting] = []
    changed: list[Any] = []
    for debt in debts:
        back = min(debt.open_mg, grams.get((debt.receipt_id, debt.metal), 0))
        if not back:
            continue
        taken = partial_reversal(debt.provisional_cents, returned=back, whole=debt.fine_mg, already=0)
        debt.fine_mg -= back
        debt.provisional_cents -= taken
        changed.append(debt)
        for partner, signed in ((debt.supplier_id, back), (None, -back)):
            account = AccountRef(Owner.SUPPLIER, debt.metal, partner_id=partner)
            line_no = len(changed)
            postings.append(MetalPosting(account=account, fine_mg=signed, kind=MetalKind.SETTLED, line_no=line_no))
    MetalDebt.objects.bulk_update(changed, ["fine_mg", "provisional_cents"])
    if postings:
        inventory_services.post_metal(actor=actor, operation=operation, postings=postings, document=document, at=at)
    return sum(posting.fine_mg for posting in postings if posting.account.partner_id is not None)
