"""Publishing gold prices, asking a second person for large changes, and confirming them in the stores."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facet.audit import services as audit_services
from facet.catalog import selectors
from facet.catalog.errors import BoardSuperseded, NoBoard, PriceInThePast
from facet.catalog.models import BoardConfirmation, BoardPrice, BoardPublication, PriceItem
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules import board as rules
from facet.catalog.rules.board import BoardRequest, Quote
from facet.catalog.selectors import PriceGroupRef
from facet.kernel import operations, outbox
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.formats import shown
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish

APPROVAL_KIND = "catalog.board_price"
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class _Batch:
    """A request with what it meets: the group, the items' ids, the prices that hold where it begins."""

    request: BoardRequest
    group: PriceGroupRef
    begins: datetime
    item_ids: dict[str, int]
    current: dict[str, Quote]

    @property
    def change_bp(self) -> int:
        return rules.largest_change_of(self.request, self.current)

    def is_large(self, limit_bp: int) -> bool:
        return rules.is_large_batch(self.request, self.current, limit_bp=limit_bp)


@unit_of_work
def set_board_price(
    *, actor: Actor, operation: OperationKey, request: BoardRequest, approval_id: int | None = None, at: datetime
) -> int:
    """Publish prices for a price group from a moment on, and give the publication's id.

    Prices are never edited, only superseded. A change above the limit (3 %) needs a second
    person's unused approval of exactly this batch.
    Raises: NotPermitted, NotFound, Invalid, PriceNotReasonable, PriceInThePast, ApprovalNeeded and
    the refusals of use_approval. Locks: the operation, the price items. Source: decisions.md §4.13.
    """
    act = operations.begin(operation, kind="catalog.set_board_price", actor=actor, at=at)
    if act.done:
        return int(act.result["publication_id"])
    batch = _batch(actor, request, at=at)
    if not batch.is_large(limit := selectors.change_limit_bp(at)):
        approval_id = None
    elif approval_id is None:
        what = gettext_noop("Change of the gold price")
        raise ApprovalNeeded(what=what, limit=_percent(limit), wanted=_percent(batch.change_bp))
    else:
        organisation_services.use_approval(
            actor,
            approval_id=approval_id,
            kind=APPROVAL_KIND,
            digest=request.digest(),
            amount=batch.change_bp,
            at=at,
        )
    publication = _write(actor, batch, approval_id=approval_id, at=at)
    _record(actor, batch, publication, at=at)
    act.finish(publication_id=publication.pk)
    return publication.pk


@unit_of_work
def request_board_price(
    *, actor: Actor, operation: OperationKey, request: BoardRequest, reason: str, at: datetime
) -> int:
    """Ask a second person for a large change; gives the approval's id.

    Raises: as set_board_price, and Invalid when the change needs nobody else. Locks: as set_board_price.
    """
    act = operations.begin(operation, kind="catalog.request_board_price", actor=actor, at=at)
    if act.done:
        return int(act.result["approval_id"])
    wish = wish_for(actor, request, at=at)
    approval_id = organisation_services.ask_approval(
        actor, kind=APPROVAL_KIND, store_id=None, wish=wish, reason=reason, at=at
    )
    act.finish(approval_id=approval_id)
    return approval_id


@joins_unit_of_work
def wish_for(actor: Actor, request: BoardRequest, *, at: datetime) -> Wish:
    """What a second person is asked to allow: bound to this batch and its largest change.

    Raises: as set_board_price, and Invalid when the change needs nobody else.
    """
    batch = _batch(actor, request, at=at)
    if not batch.is_large(selectors.change_limit_bp(at)):
        raise Invalid(field="lines", reason=gettext_noop("this change is small enough to publish without asking"))
    names = {item.code: item.name for item in selectors.price_items()}
    subject = f"{batch.group.name}: {rules.written_changes(request, batch.current, names=names)}"
    return Wish(subject=subject[:120], digest=request.digest(), amount=batch.change_bp, facts=request.facts())


@unit_of_work
def confirm_board_price(*, actor: Actor, store: str, publication_id: int | None = None, at: datetime) -> int:
    """Confirm for a store that the prices in force (or about to be) stand on its counter; gives the publication.

    Confirming again changes nothing.
    Raises: NotPermitted, NotFound, NoBoard, BoardSuperseded. Locks: none; the database keeps it once.
    """
    require(actor, CatalogPermission.CONFIRM_BOARD_PRICE)
    stores = organisation_selectors.stores_of(actor, CatalogPermission.CONFIRM_BOARD_PRICE)
    row = next((each for each in stores if each.code == store), None)
    if row is None:
        raise NotFound(key=store)
    publication = selectors.publication_in_force(row.price_group_id, at=at, store_id=row.id)
    if publication_id is not None and (publication is None or publication.id != publication_id):
        publication = selectors.publication_by_id(publication_id)
        if publication.price_group_id != row.price_group_id:
            raise NotFound(key=str(publication_id))
        if publication.valid_from <= at:
            raise BoardSuperseded(store=row.name)
    if publication is None:
        raise NoBoard(store=row.name)
    confirmation, is_new = BoardConfirmation.objects.get_or_create(
        store_id=row.id,
        publication_id=publication.id,
        defaults={"confirmed_at": at, "confirmed_by_key": actor.key, "confirmed_by_name": actor.name},
    )
    if is_new:
        subject = ("catalog.board_publication", publication.id, row.price_group_code)
        audit_services.record(actor, "catalog.board_price_confirmed", at=at, subject=subject, store=(row.id, row.name))
        outbox.publish("catalog.board_price_confirmed", at=at, publication_id=publication.id, store_id=row.id)
    return int(confirmation.publication_id)


def _batch(actor: Actor, request: BoardRequest, *, at: datetime) -> _Batch:
    """Everything a batch rests on; the items stay locked, so that two people do not publish past each other."""
    require(actor, CatalogPermission.SET_BOARD_PRICE)
    group = selectors.price_group_by_code(request.price_group)
    reach = actor.scope(CatalogPermission.SET_BOARD_PRICE)
    if reach.store_ids is not None and not selectors.stores_in_group(group.id) <= reach.store_ids:
        raise NotPermitted(permission=str(CatalogPermission.SET_BOARD_PRICE))
    begins = request.valid_from or at
    if begins < at:
        raise PriceInThePast(valid_from=begins.isoformat())
    if begins > at + FARTHEST:
        raise Invalid(field="valid_from", reason=gettext_noop("must lie within a year"))
    items = PriceItem.objects.select_for_update(of=("self",)).filter(is_active=True).order_by("pk")
    ids = {code: pk for pk, code in items.values_list("pk", "code")}
    rules.check_request(request, known=ids)
    prices = selectors.board_prices_at(group.id, at=begins).values()
    return _Batch(request, group, begins, ids, {facts.code: facts.quote for facts in prices})


def _percent(basis_points: int) -> str:
    return f"{shown(basis_points, 'percent')}%"


def _write(actor: Actor, batch: _Batch, *, approval_id: int | None, at: datetime) -> BoardPublication:
    publication = BoardPublication.objects.create(
        price_group_id=batch.group.id,
        valid_from=batch.begins,
        published_at=at,
        published_by_key=actor.key,
        published_by_name=actor.name,
        approval_id=approval_id,
        largest_change_bp=batch.change_bp,
        note=batch.request.note,
    )
    BoardPrice.objects.bulk_create(
        BoardPrice(
            publication=publication,
            price_item_id=batch.item_ids[line.item],
            price_group_id=batch.group.id,
            valid_from=batch.begins,
            retail_cents_per_gram=line.quote.retail,
            exchange_cents_per_gram=line.quote.exchange,
            buy_back_cents_per_gram=line.quote.buy_back,
        )
        for line in batch.request.lines
    )
    return publication


def _record(actor: Actor, batch: _Batch, publication: BoardPublication, *, at: datetime) -> None:
    lines = batch.request.lines
    audit_services.record(
        actor,
        "catalog.board_price_set",
        at=at,
        subject=("catalog.board_publication", publication.pk, batch.group.code),
        before={line.item: _plain(batch.current.get(line.item)) for line in lines},
        after={line.item: _plain(line.quote) for line in lines},
        valid_from=publication.valid_from.isoformat(),
        approval_id=publication.approval_id,
        change_bp=publication.largest_change_bp,
    )
    outbox.publish(
        "catalog.board_price_set",
        at=at,
        publication_id=publication.pk,
        price_group_id=batch.group.id,
        valid_from=publication.valid_from.isoformat(),
    )


def _plain(quote: Quote | None) -> list[int | None] | None:
    return list(quote) if quote else None
