"""Our pieces are lent to a partner until a day, and come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from facet.audit import services as audit_services
from facet.inventory import services as inventory_services
from facet.inventory.services import supplying
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn
from facet.purchasing.errors import MemoNotPossible
from facet.purchasing.models import Memo, MemoLine
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.words import MemoState
from facet.purchasing.selectors.suppliers import supplier_row

LEND = PurchasingPermission.SETTLE_CONSIGNMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoIn:
    """Pieces of one store for one partner, until a day. Codes and tags."""

    partner: str
    store: str
    tags: tuple[str, ...]
    due_on: date
    note: str = ""


@unit_of_work
def lend_on_memo(*, actor: Actor, operation: OperationKey, wanted: MemoIn, at: datetime) -> str:
    """Lend pieces out; the number of the memo. The store gets a to-do for the day they are due.

    Raises: NotPermitted, NotFound, SupplierUnknown, Invalid, PieceUnknown, PieceNotAvailable, PieceElsewhere,
    PieceReserved. Locks: pieces by id, the number series.
    """
    act = operations.begin(operation, kind="purchasing.lend_on_memo", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    require(actor, LEND)
    store = next((row for row in organisation_selectors.stores_of(actor, LEND) if row.code == wanted.store), None)
    if store is None:
        raise NotFound(key=wanted.store)
    if not wanted.tags:
        raise Invalid(field="tags", reason=gettext_noop("scan at least one piece"))
    if wanted.due_on < at.astimezone(ZoneInfo(store.time_zone)).date():
        raise Invalid(field="due_on", reason=gettext_noop("they cannot be due before today"))
    partner = supplier_row(wanted.partner)
    pieces = inventory_services.lock_pieces(wanted.tags)
    month = at.astimezone(ZoneInfo(store.time_zone)).strftime("%y%m")
    number = f"ME-{month}-{organisation_services.next_number('purchasing.memo', scope=month):04d}"
    occasion = inventory_services.Occasion(actor=actor, at=at, document=number)
    supplying.lend(pieces, store_id=store.id, occasion=occasion)
    row = Memo.objects.create(
        number=number, partner=partner, store_id=store.id, state=MemoState.OUT, due_on=wanted.due_on,
        note=wanted.note[:200], lent_at=at, lent_by_key=actor.key, lent_by_name=actor.name[:60],
    )  # fmt: skip
    MemoLine.objects.bulk_create(
        MemoLine(memo=row, piece_id=piece.id, tag=piece.tag, weight_mg=piece.gross_weight_mg) for piece in pieces
    )
    task = TaskIn(
        key=f"memo:{row.pk}", kind="purchasing.memo", title=gettext_noop("Ask {partner} for the pieces of {number}"),
        facts={"number": number, "partner": partner.name}, url=reverse("purchasing:memo", args=[number]),
        icon="truck-return", store_id=store.id, due_on=wanted.due_on,
    )  # fmt: skip
    organisation_services.open_task(actor, task, at=at)
    _tell(actor, "purchasing.memo_lent", row, at=at, tags=[piece.tag for piece in pieces])
    act.finish(number=number)
    return number


@unit_of_work
def return_from_memo(
    *, actor: Actor, operation: OperationKey, number: str, weights: Sequence[tuple[str, int | None]], at: datetime
) -> str:
    """Take lent pieces back, each with what the scale says (None: nobody weighed); the memo's state.

    Raises: NotPermitted, NotFound, MemoNotPossible, Invalid. Locks: the memo, pieces by id.
    """
    act = operations.begin(operation, kind="purchasing.return_from_memo", actor=actor, at=at)
    if act.done:
        return str(act.result["state"])
    require(actor, LEND)
    rows = Memo.objects.select_related("store", "partner").select_for_update(of=("self",))
    row = rows.filter(number=number.strip().upper()).first()
    if row is None or not actor.may(LEND, store_id=row.store_id):
        raise NotFound(key=number)
    if not weights:
        raise Invalid(field="tags", reason=gettext_noop("scan at least one piece"))
    out = {line.tag: line for line in row.lines.filter(back_at=None)}
    scales = {tag.strip().upper(): weight for tag, weight in weights}
    for tag in scales:
        if tag not in out:
            raise MemoNotPossible(tag=tag, number=row.number)
    pieces = inventory_services.lock_pieces(list(scales))
    occasion = inventory_services.Occasion(actor=actor, at=at, document=row.number)
    supplying.bring_back(pieces, store_id=row.store_id, occasion=occasion)
    for tag, weight in scales.items():
        out[tag].back_at, out[tag].back_weight_mg = at, weight
    MemoLine.objects.bulk_update([out[tag] for tag in scales], ["back_at", "back_weight_mg"])
    if len(scales) == len(out):
        row.state, row.back_at = MemoState.BACK, at
        row.save(update_fields=["state", "back_at"])
        organisation_services.close_task(actor, key=f"memo:{row.pk}", at=at)
    _tell(actor, "purchasing.memo_returned", row, at=at, tags=list(scales))
    act.finish(state=str(row.state))
    return str(row.state)


@joins_unit_of_work
def _tell(actor: Actor, action: str, row: Memo, *, at: datetime, **facts: Any) -> None:
    audit_services.record(
        actor, action, at=at, subject=("purchasing.memo", row.pk, row.number), store=(row.store_id, row.store.name),
        partner=row.partner.name, **facts,
    )  # fmt: skip
    outbox.publish(action, at=at, number=row.number, store_id=row.store_id)
