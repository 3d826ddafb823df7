"""Who sells gold to the house: name and document, taken in a step of its own and sealed at once."""

from dataclasses import dataclass
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.sales.models import SellerIdentity
from facet.sales.permissions import SalesPermission
from facet.sales.rules.paying import IdentityKind
from facet.sales.selectors.materials import store_in_reach


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerIn:
    """The document that was looked at: personal data, never logged."""

    store: str
    document: str
    name: str
    number: str
    member: int | None = None


@unit_of_work
def identify_seller(*, actor: Actor, operation: OperationKey, seller: SellerIn, at: datetime) -> int:
    """Keep a seller's identity, sealed; gives its id for the ticket. Raises: NotPermitted, NotFound, Invalid."""
    act = operations.begin(operation, kind="sales.identify_seller", actor=actor, at=at)
    if act.done:
        return int(act.result["seller_id"])
    store = store_in_reach(actor, seller.store, SalesPermission.TRADE_IN)
    if not 1 < len(seller.name.strip()) <= 60:
        raise Invalid(field="seller_name", reason=gettext_noop("Write the seller's name as on the document."))
    if seller.document not in set(IdentityKind):
        raise Invalid(field="seller_document", reason=gettext_noop("Choose the kind of document."))
    if not 5 <= len(seller.number.strip()) <= 32:
        raise Invalid(field="seller_number", reason=gettext_noop("Write the whole number of the document."))
    row = SellerIdentity.objects.create(
        store_id=store.id, member_id=seller.member, document=seller.document, name=seller.name.strip(),
        number=seller.number.strip().upper(), taken_at=at, taken_by_id=actor.staff_id,
    )  # fmt: skip
    audit_services.record(
        actor,
        "sales.seller_identified",
        at=at,
        subject=("sales.seller", row.pk, seller.document),
        store=(store.id, store.name),
    )
    act.finish(seller_id=row.pk)
    return row.pk
