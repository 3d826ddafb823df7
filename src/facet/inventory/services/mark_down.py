"""Lowering the tag price of a piece that lies too long, by the proposal of the house. Source: F11."""

from datetime import datetime, timedelta

from django.conf import settings

from facet.inventory.errors import NoMarkDown, PieceUnknown
from facet.inventory.models import Piece
from facet.inventory.rules.costing import AgeStep, age_proposal
from facet.inventory.rules.states import PieceState
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.costing import age_policy
from facet.inventory.services.change import PriceChange, write_price
from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work


@unit_of_work
def mark_down(*, actor: Actor, tag: str, reason: str, at: datetime) -> int:
    """Write the lower price that is proposed on the tag, and give it, in cents.

    Once: a piece that was repriced since it became old is left alone. Raises: PieceUnknown, NotPermitted,
    NoMarkDown. Locks: the piece.
    """
    piece = Piece.objects.select_for_update(of=("self",)).filter(tag=normal_tag(tag)).first()
    if piece is None:
        raise PieceUnknown(tag=tag, key=tag)
    policy = age_policy(local_date(at, settings.TIME_ZONE))
    price = piece.tag_price_cents if piece.price_basis == "fixed" else None
    days = (at - piece.received_at).days
    proposal = age_proposal(days=days, tag_cents=price, cost_cents=piece.cost_cents, policy=policy)
    old_since = piece.received_at + timedelta(days=policy.markdown_days)
    already = piece.price_changes.filter(at__gte=old_since).exists()
    if proposal.step != AgeStep.MARKDOWN or proposal.cents is None or already or piece.state != PieceState.IN_STOCK:
        raise NoMarkDown(tag=piece.tag, days=days)
    change = PriceChange(price_basis=piece.price_basis, reason=reason, tag_price_cents=proposal.cents)
    write_price(actor, piece.tag, change, at=at)
    return proposal.cents
