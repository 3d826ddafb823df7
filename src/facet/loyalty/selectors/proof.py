"""Whether a proof will be asked, and what one is bound to."""

from datetime import date

from django.db.models import Q

from facet.kernel import sealed
from facet.kernel.permissions import Actor
from facet.loyalty.errors import ProofMissing
from facet.loyalty.models import MemberPin, Proof
from facet.loyalty.rules import proof as rules
from facet.loyalty.rules import settings
from facet.loyalty.rules.proof import ProofKind
from facet.organisation import selectors as organisation_selectors


def proof_asked(*, store_id: int | None, worth_cents: int, on: date) -> bool:
    """Whether spending this worth asks for a proof in this store. Queries: 2."""
    asked = bool(organisation_selectors.policy_value(settings.PROOF_ASKED, store_id=store_id, on=on))
    least = organisation_selectors.policy_value(settings.PROOF_FROM, store_id=store_id, on=on)
    return rules.is_asked(asked=asked, from_cents=least, cents=worth_cents)


def has_pin(member_id: int) -> bool:
    """Whether the member can answer with a PIN. Queries: 1."""
    return MemberPin.objects.filter(member_id=member_id).exists()


def waiting_kind(viewer: Actor, proof_id: int) -> ProofKind | None:
    """The kind of a proof that the viewer's store waits for. Queries: 1."""
    waiting = Proof.objects.filter(Q(store=viewer.store_id), pk=proof_id, state="waiting")
    return next((ProofKind(each) for each in waiting.values_list("kind", flat=True)), None)


def spending_code(proof_id: int) -> str:
    """The code of a waiting proof, for the messenger that sends it and nobody else.

    Raises: ProofMissing. Queries: 1.
    """
    row = Proof.objects.filter(pk=proof_id, kind=ProofKind.CODE, state="waiting").first()
    if row is None:
        raise ProofMissing
    return code_of(row)


def code_of(row: Proof) -> str:
    """The code that answers `row`, and all that was asked with it: a mac that stands nowhere. Queries: 1."""
    return rules.code_of(sealed.token("loyalty.spending_code", str(first_asked_with(row).seal_id)))


def first_asked_with(row: Proof) -> Proof:
    """The first of the code proofs that were asked of the member at one moment for one document. Queries: 1.

    Points, a card and a coupon on one ticket are three proofs: she gets one message and says one code.
    """
    together = Proof.objects.filter(
        member_id=row.member_id, document=row.document, kind=ProofKind.CODE, asked_at=row.asked_at
    )
    return together.order_by("pk").first() or row
