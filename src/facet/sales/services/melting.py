"""Melting old gold in the store: with consent, after the hold, weighed before and after."""

from dataclasses import dataclass
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.errors import NotFound
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.sales.models import MaterialPiece, Signature
from facet.sales.permissions import SalesPermission
from facet.sales.rules.refining import MaterialState, refuse_melting
from facet.sales.rules.signatures import SignedAct
from facet.sales.selectors.materials import visible_materials
from facet.sales.services.material import move_pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class MeltIn:
    """What went into the crucible and what came out. Units: mg."""

    code: str
    before_mg: int
    after_mg: int


@unit_of_work
def melt_material(*, actor: Actor, operation: OperationKey, wanted: MeltIn, at: datetime) -> MaterialPiece:
    """Melt one piece of old gold that lies open in the store; from then on it cannot go back to the customer.

    What was credited stays: the loss of weight shows here, that of fine metal in the refiner's answer (F18).
    Raises: NotFound, NotPermitted, NotMelted, Invalid, MaterialMoved. Locks: operation, the piece.
    """
    act = operations.begin(operation, kind="sales.melt_material", actor=actor, at=at)
    if act.done:
        return MaterialPiece.objects.get(pk=act.result["piece"])
    seen = visible_materials(actor).filter(code=wanted.code.strip().upper())
    piece = seen.select_for_update().first()
    if piece is None:
        raise NotFound(key=wanted.code)
    require(actor, SalesPermission.SEAL_MATERIALS, store_id=piece.store_id)
    store = organisation_selectors.store_by_id(piece.store_id)
    signed = Signature.objects.filter(document=piece.code, act=SignedAct.MELTING.value)
    refuse_melting(
        piece.code, agreed=piece.melt_consent or signed.exists(),
        hold_days=(piece.hold_until - local_date(at, store.time_zone)).days, before_mg=wanted.before_mg,
        after_mg=wanted.after_mg, gross_mg=piece.gross_mg,
    )  # fmt: skip
    piece.melt_before_mg, piece.melt_after_mg = wanted.before_mg, wanted.after_mg
    move_pieces(
        [piece], to=MaterialState.MELTED, document=piece.code, at=at, by=actor.staff_id,
        also=("melt_before_mg", "melt_after_mg"),
    )  # fmt: skip
    audit_services.record(
        actor, "sales.material_melted", at=at, subject=("sales.material", piece.pk, piece.code),
        store=(store.id, store.name), weight_mg=wanted.after_mg, loss_mg=wanted.before_mg - wanted.after_mg,
    )  # fmt: skip
    act.finish(piece=piece.pk)
    return piece
