"""Metal accounts as an older system's sheet names them: weights above zero, the owner says which way. Pure."""

from facet.inventory.rules.metal import AccountRef, MetalKind, MetalPosting, Owner

WITH_PARTNER = frozenset({Owner.GOLDSMITH.value, Owner.REFINER.value, Owner.SUPPLIER.value})
WITH_CARD = frozenset({Owner.CUSTOMER.value})
OWED = frozenset({Owner.SUPPLIER.value, Owner.CUSTOMER.value})  # what we owe stands below zero


def opening_sides(ref: AccountRef, fine_mg: int, *, line_no: int) -> list[MetalPosting]:
    """The two sides of one balance: the account, and the world outside, which has no name."""
    signed = -fine_mg if ref.owner in OWED else fine_mg
    kind = MetalKind.RECEIVED.value if ref.owner == Owner.BULLION else MetalKind.OWED.value
    outside = AccountRef(Owner.SUPPLIER.value, ref.metal)
    return [
        MetalPosting(account=ref, fine_mg=signed, kind=kind, line_no=line_no),
        MetalPosting(account=outside, fine_mg=-signed, kind=kind, line_no=line_no),
    ]
