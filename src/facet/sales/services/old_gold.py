"""Old gold on a ticket: what it locks, what it must not exceed, and the bar-coded piece of material it becomes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from facet.audit import services as audit_services
from facet.kernel import outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import ApprovalNeeded, Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work
from facet.organisation import services as organisation_services
from facet.sales.models import MaterialMove, MaterialPiece, SaleLine, SellerIdentity
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.old_gold_lines import GivenBack, TakenIn
from facet.sales.rules.old_gold_request import OldGoldRequest, override_digest
from facet.sales.rules.old_gold_settings import HouseTerms
from facet.sales.rules.refining import MaterialState
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.selectors.till_others import FINENESS_LIMIT, OLD_GOLD_APPROVAL
from facet.sales.services.material import move_pieces
from facet.sales.services.ticket import Ticket


@joins_unit_of_work
def lock_old_gold(request: SaleRequest) -> None:
    """Lock the sold lines that upgrades take in, then the material that goes back, each by id. Queries: 0 to 2."""
    wanted = Q(pk__in=[])
    for each in request.old_gold:
        if each.receipt:
            wanted |= Q(sale_id=each.receipt, line_no=each.receipt_line)
    if any(each.receipt for each in request.old_gold):
        list(SaleLine.objects.filter(wanted).order_by("pk").select_for_update().values_list("pk", flat=True))
    if codes := [each.code.upper() for each in request.gold_back]:
        pieces = MaterialPiece.objects.filter(code__in=codes).order_by("pk")
        list(pieces.select_for_update().values_list("pk", flat=True))


@joins_unit_of_work
def check_old_gold(actor: Actor, lines: Sequence[OtherLine], store_id: int, at: datetime) -> None:
    """Refuse old gold without the right, the consent or the seller, and a fineness raised beyond the own limit.

    Raises: NotPermitted, Invalid, ApprovalNeeded. Locks: each approval that is used.
    """
    require(actor, SalesPermission.TRADE_IN, store_id=store_id)
    taken = [line.facts for line in lines if isinstance(line.facts, TakenIn)]
    if taken:
        refuse_incomplete([each.request for each in taken], house=taken[0].house, store_id=store_id)
    limit = actor.limit(FINENESS_LIMIT)
    for each in taken:
        wanted = each.request
        if wanted.raised_e4 <= limit:
            continue
        if wanted.approval is None:
            raise ApprovalNeeded(
                what=gettext_noop("Fineness above the test"), limit=limit, wanted=wanted.raised_e4, code=each.item.code,
                name=FINENESS_LIMIT,
            )  # fmt: skip
        organisation_services.use_approval(
            actor, approval_id=wanted.approval, kind=OLD_GOLD_APPROVAL,
            digest=override_digest(wanted, store_id=store_id), amount=each.worth.credit_cents, at=at,
        )  # fmt: skip


@joins_unit_of_work
def refuse_incomplete(requests: Sequence[OldGoldRequest], *, house: HouseTerms, store_id: int) -> None:
    """Refuse what lacks the customer's consent or the seller's identity. Raises: Invalid. Queries: 0 or 1."""
    for wanted in requests:
        if house.needs_consent(wanted) and not wanted.melt_consent:
            raise Invalid(field="melt_consent", reason=gettext_noop("The customer must agree to melting first."))
        if house.needs_identity(wanted) and wanted.seller is None:
            raise Invalid(field="seller", reason=gettext_noop("Take the seller's name and document first."))
    sellers = {wanted.seller for wanted in requests if wanted.seller is not None}
    known = SellerIdentity.objects.filter(pk__in=sellers, store_id=store_id).count() if sellers else 0
    if known != len(sellers):
        raise Invalid(field="seller", reason=gettext_noop("This seller was not identified in this store."))


@joins_unit_of_work
def book_old_gold(actor: Actor, ticket: Ticket, lines: Mapping[int, SaleLine]) -> None:
    """Make a bar-coded piece of material of each line that came in, and give back what goes back.

    Locks: the store's number series of material. Queries: 2 and 1 a piece; 5 more for what goes back.
    """
    facts = ticket.of_kind(LineKind.OLD_GOLD)
    pieces = [
        _piece(actor, ticket, lines[number], line.facts)
        for number, line in facts.items()
        if isinstance(line.facts, TakenIn)
    ]
    MaterialPiece.objects.bulk_create(pieces)
    MaterialMove.objects.bulk_create(
        MaterialMove(
            piece=piece, number=1, to_state=MaterialState.HELD.value, fine_mg=piece.fine_mg, document=ticket.document,
            at=ticket.at, by_id=actor.staff_id,
        )
        for piece in pieces
    )  # fmt: skip
    _give_back(actor, ticket, {number: line for number, line in facts.items() if isinstance(line.facts, GivenBack)})
    for piece in pieces:
        _tell(actor, ticket, piece)


def _piece(actor: Actor, ticket: Ticket, line: SaleLine, taken: TakenIn) -> MaterialPiece:
    wanted, worth = taken.request, taken.worth
    on = local_date(ticket.at, ticket.till.time_zone)
    number = organisation_services.next_number("sales.material", scope=ticket.till.store_code)
    return MaterialPiece(
        code=f"{ticket.till.store_code}-G{number:05d}", store_id=ticket.till.store_id, line=line,
        origin_id=taken.origin.line_id if taken.origin else None, price_item_id=taken.item.id, way=wanted.way,
        maker=wanted.maker, assay=wanted.assay, description=wanted.description, tested_e4=wanted.tested_e4,
        fineness_e4=wanted.fineness_e4, gross_mg=wanted.gross_mg, non_metal_mg=wanted.non_metal_mg,
        melted_mg=wanted.melted_mg, net_mg=worth.net_mg, fine_mg=wanted.weighed.fine_mg,
        credited_mg=worth.credited_mg, value_cents=worth.credit_cents, melt_consent=wanted.melt_consent,
        seller_id=wanted.seller, tester_id=actor.staff_id, taken_at=ticket.at,
        hold_until=on + timedelta(days=taken.house.hold_days), undo_until=on + timedelta(days=taken.house.undo_days),
        state=MaterialState.HELD.value,
    )  # fmt: skip


@joins_unit_of_work
def _give_back(actor: Actor, ticket: Ticket, lines: Mapping[int, OtherLine]) -> None:
    if not lines:
        return
    pieces = MaterialPiece.objects.in_bulk([line.facts.piece_id for line in lines.values()])
    by_line = {line.facts.piece_id: number for number, line in lines.items()}
    numbers = dict(SaleLine.objects.filter(sale_id=ticket.id).values_list("line_no", "pk"))
    for piece in pieces.values():
        piece.given_back_id = numbers[by_line[piece.pk]]
    move_pieces(
        list(pieces.values()), to=MaterialState.UNDONE, document=ticket.document, at=ticket.at, by=actor.staff_id,
        also=("given_back",),
    )  # fmt: skip
    for piece in pieces.values():
        audit_services.record(
            actor, "sales.old_gold_given_back", at=ticket.at, subject=("sales.material", piece.pk, piece.code),
            store=(ticket.till.store_id, ticket.till.store_name), fine_mg=piece.fine_mg, value_cents=piece.value_cents,
        )  # fmt: skip
        outbox.publish("sales.old_gold_given_back", at=ticket.at, material=piece.code, fine_mg=piece.fine_mg)


def _tell(actor: Actor, ticket: Ticket, piece: MaterialPiece) -> None:
    audit_services.record(
        actor, "sales.old_gold_taken", at=ticket.at, subject=("sales.material", piece.pk, piece.code),
        store=(ticket.till.store_id, ticket.till.store_name), way=piece.way, net_mg=piece.net_mg,
        fineness_e4=piece.fineness_e4, fine_mg=piece.fine_mg, value_cents=piece.value_cents,
    )  # fmt: skip
    outbox.publish(
        "sales.old_gold_taken", at=ticket.at, material=piece.code, store_id=piece.store_id, fine_mg=piece.fine_mg
    )
