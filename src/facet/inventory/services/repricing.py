"""Many tag prices change at once: planned with a reason, above the limit after a second yes, written at their hour.

A batch keeps what each tag said when it was made. What was sold or repriced by somebody else before its hour is
left alone and named, so that a batch never overwrites a price that nobody compared it with. Source: R320.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from facet.audit import services as audit_services
from facet.inventory.errors import RepricingUnknown
from facet.inventory.models import Piece, Repricing, RepricingLine, TagPriceChange
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.repricing import (
    APPROVAL_KIND,
    LIMIT,
    LineFate,
    NewPrice,
    Priced,
    PriceRule,
    RepricingState,
    checked_rule,
    digest_of,
    fate_of,
    new_price,
    refuse_unless_open,
)
from facet.inventory.selectors.repricing import chosen_pieces, priced
from facet.inventory.services.month_guard import refuse_locked_month
from facet.kernel import operations, outbox
from facet.kernel.errors import ApprovalNeeded, Invalid, gettext_noop
from facet.kernel.formats import shown
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish

RIGHT = InventoryPermission.REPRICE
_LABOUR = "per_gram"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepricingIn:
    """Which tags say what from when on, and why. `effective_at` None: at once."""

    tags: tuple[str, ...]
    rule: PriceRule
    reason: str
    effective_at: datetime | None = None


@unit_of_work
def reprice_pieces(*, actor: Actor, operation: OperationKey, request: RepricingIn, at: datetime) -> str:
    """Make a batch of new tag prices; its number. Within the limit and due it is written at once, else it waits.

    Raises: NotPermitted, Invalid, PieceUnknown, ApprovalNeeded for a program above its limit. Locks: pieces by id,
    the number series.
    """
    act = operations.begin(operation, kind="inventory.reprice_pieces", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    require(actor, RIGHT)
    if not request.reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    rule = checked_rule(request.rule)
    rows = list(chosen_pieces(actor, request.tags).select_for_update(of=("self",)).order_by("pk"))
    changes = [(row, found) for row in rows if isinstance(found := new_price(priced(row), rule), NewPrice)]
    if not changes:
        raise Invalid(field="tags", reason=gettext_noop("no price would change"))
    batch = _written_down(actor, request, changes, at=at)
    _ask_beyond(actor, batch, at=at)
    _note(actor, "inventory.repricing_made", batch, at=at, pieces=batch.pieces, reason=batch.reason)
    if batch.state == RepricingState.PLANNED and batch.effective_at <= at:
        _apply(actor, batch, at=at)
    act.finish(number=batch.number)
    return batch.number


@unit_of_work
def apply_due_repricings(*, actor: Actor, at: datetime) -> int:
    """Write the batches whose hour has come and whose second yes was given; how many. May run as often as one likes.

    A refused or forgotten approval ends its batch. Locks: the batches by id, approvals, pieces by id.
    """
    due = Repricing.objects.filter(state__in=[RepricingState.WAITING.value, RepricingState.PLANNED.value])
    done = 0
    for batch in due.select_for_update(of=("self",)).order_by("pk"):
        if batch.state == RepricingState.WAITING:
            _release(actor, batch, at=at)
        if batch.state == RepricingState.PLANNED and batch.effective_at <= at:
            _apply(actor, batch, at=at)
            done += 1
    return done


@unit_of_work
def cancel_repricing(*, actor: Actor, number: str, at: datetime) -> None:
    """Call a batch off before it is written. Raises: NotPermitted, RepricingUnknown, RepricingEnded. Locks: it."""
    require(actor, RIGHT)
    batch = Repricing.objects.select_for_update(of=("self",)).filter(number=number.strip().upper()).first()
    stores = set(batch.lines.values_list("store_id", flat=True)) if batch else set()
    if batch is None or not all(actor.may(RIGHT, store_id=each) for each in stores):
        raise RepricingUnknown(number=number, key=number)
    refuse_unless_open(batch.state, number=batch.number)
    _end(batch, RepricingState.CANCELLED, by=actor.name, at=at)
    _note(actor, "inventory.repricing_cancelled", batch, at=at)


@joins_unit_of_work
def _written_down(
    actor: Actor, request: RepricingIn, changes: Sequence[tuple[Piece, NewPrice]], *, at: datetime
) -> Repricing:
    month = at.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%y%m")
    number = organisation_services.next_number("inventory.repricing", scope=month)
    stores = {row.store_id for row, _ in changes}
    batch = Repricing.objects.create(
        number=f"RP-{month}-{number:04d}", state=RepricingState.PLANNED.value, rule=request.rule.kind,
        value=request.rule.value, round_to=request.rule.round_to, reason=request.reason.strip()[:120],
        store_id=stores.pop() if len(stores) == 1 else None, pieces=len(changes),
        greatest_bp=max(new.change_bp for _, new in changes), made_at=at, made_by_key=actor.key,
        made_by_name=actor.name[:60], effective_at=max(request.effective_at or at, at),
        difference_cents=sum(new.tag_cents - (row.tag_price_cents or 0) for row, new in changes
                             if new.tag_cents is not None),
    )  # fmt: skip
    RepricingLine.objects.bulk_create(
        RepricingLine(
            repricing=batch, line_no=line_no, piece=row, store_id=row.store_id, tag=row.tag, basis=row.price_basis,
            before_price_cents=row.tag_price_cents, before_labour_kind=row.labour_kind,
            before_labour_value=row.labour_value, after_price_cents=new.tag_cents,
            after_labour_value=new.labour_value, fate=LineFate.WAITING.value,
        )
        for line_no, (row, new) in enumerate(changes, start=1)
    )  # fmt: skip
    return batch


@joins_unit_of_work
def _ask_beyond(actor: Actor, batch: Repricing, *, at: datetime) -> None:
    """Above the actor's limit the batch waits for a second person. Raises: ApprovalNeeded for programs."""
    limit = actor.limit(LIMIT)
    if batch.greatest_bp <= limit:
        return
    if actor.staff_id is None:
        raise ApprovalNeeded(
            what=gettext_noop("Change of a tag price in a batch"), name=LIMIT, limit=shown(limit, "percent"),
            wanted=shown(batch.greatest_bp, "percent"),
        )  # fmt: skip
    wish = Wish(
        subject=batch.number, digest=_digest(batch), amount=batch.greatest_bp, limit=LIMIT, wanted=batch.greatest_bp,
        facts={"number": batch.number, "pieces": batch.pieces},
    )  # fmt: skip
    batch.approval_id = organisation_services.ask_approval(
        actor, kind=APPROVAL_KIND, store_id=batch.store_id, wish=wish, reason=batch.reason, at=at
    )
    batch.state = RepricingState.WAITING.value
    batch.save(update_fields=["approval", "state"])


@joins_unit_of_work
def _digest(batch: Repricing) -> str:
    lines = batch.lines.order_by("line_no").values_list("tag", "after_price_cents", "after_labour_value")
    return digest_of(list(lines), reason=batch.reason)


@joins_unit_of_work
def _release(actor: Actor, batch: Repricing, *, at: datetime) -> None:
    """Use the second yes up, or end the batch where there will be none."""
    if batch.approval_id is None:
        return
    said = organisation_selectors.approval_state(batch.approval_id, at=at)
    if said == "approved":
        organisation_services.use_approval(
            actor, approval_id=batch.approval_id, kind=APPROVAL_KIND, digest=_digest(batch), amount=batch.greatest_bp,
            at=at,
        )  # fmt: skip
        batch.state = RepricingState.PLANNED.value
        batch.save(update_fields=["state"])
    elif said in {"rejected", "expired"}:
        _end(batch, RepricingState.REFUSED, by="", at=at)
        _note(actor, "inventory.repricing_refused", batch, at=at)


@joins_unit_of_work
def _apply(actor: Actor, batch: Repricing, *, at: datetime) -> None:
    """Write what still stands as it was compared with. Queries: 10, whatever the number of pieces."""
    lines = list(batch.lines.order_by("piece"))
    rows = {row.pk: row for row in _locked([line.piece_id for line in lines])}
    refuse_locked_month({row.store_id for row in rows.values()}, at=at)
    changed = []
    for line in lines:
        row = rows[line.piece_id]
        line.fate = fate_of(priced(row), _as_it_was(line)).value
        if line.fate == LineFate.WRITTEN:
            changed.append((line, row))
    TagPriceChange.objects.bulk_create(_history(batch, line, at=at) for line, _ in changed)
    for line, row in changed:
        row.tag_price_cents = line.after_price_cents if line.after_price_cents is not None else row.tag_price_cents
        if line.after_price_cents is None:
            row.labour_kind, row.labour_value = _LABOUR, line.after_labour_value
    Piece.objects.bulk_update([row for _, row in changed], ["tag_price_cents", "labour_kind", "labour_value"])
    RepricingLine.objects.bulk_update(lines, ["fate"])
    batch.state, batch.applied_at, batch.written = RepricingState.APPLIED.value, at, len(changed)
    batch.save(update_fields=["state", "applied_at", "written"])
    _note(actor, "inventory.repricing_written", batch, at=at, written=batch.written, pieces=batch.pieces,
          tags=[row.tag for _, row in changed])  # fmt: skip


@joins_unit_of_work
def _locked(ids: Sequence[int]) -> list[Piece]:
    return list(Piece.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


@joins_unit_of_work
def _as_it_was(line: RepricingLine) -> Priced:
    return Priced(
        line.tag, "", line.basis, line.before_price_cents, line.before_labour_kind, line.before_labour_value, None
    )


@joins_unit_of_work
def _history(batch: Repricing, line: RepricingLine, *, at: datetime) -> TagPriceChange:
    by_labour = line.after_price_cents is None
    return TagPriceChange(
        piece_id=line.piece_id, at=at, before_price_cents=line.before_price_cents,
        after_price_cents=line.before_price_cents if by_labour else line.after_price_cents,
        before_basis=line.basis, after_basis=line.basis, before_labour_kind=line.before_labour_kind,
        after_labour_kind=_LABOUR if by_labour else line.before_labour_kind,
        before_labour_value=line.before_labour_value,
        after_labour_value=line.after_labour_value if by_labour else line.before_labour_value,
        actor_key=batch.made_by_key, actor_name=batch.made_by_name, reason=f"{batch.number} {batch.reason}"[:120],
    )  # fmt: skip


@joins_unit_of_work
def _end(batch: Repricing, state: RepricingState, *, by: str, at: datetime) -> None:
    batch.state, batch.ended_at, batch.ended_by_name = state.value, at, by[:60]
    batch.save(update_fields=["state", "ended_at", "ended_by_name"])


@joins_unit_of_work
def _note(actor: Actor, action: str, batch: Repricing, *, at: datetime, **facts: Any) -> None:
    store = (batch.store.pk, batch.store.name) if batch.store else None
    audit_services.record(
        actor, action, at=at, subject=("inventory.repricing", batch.pk, batch.number), store=store, **facts
    )
    outbox.publish(action, at=at, repricing_id=batch.pk, store_id=batch.store_id)
