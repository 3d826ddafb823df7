"""Who may stand on either side of a hand-over of metal: stores in reach, and the houses we deal with."""

from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.metal import AccountRef, Owner
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors

_RIGHT = InventoryPermission.TRANSFER_METAL
STORE, PARTNER = "store", "partner"
_IN_STORES = frozenset({Owner.OLD_GOLD, Owner.LOSS, Owner.BULLION})


def parties(viewer: Actor) -> list[tuple[str, str]]:
    """(key, name) of each store in reach and each partner. Queries: 2."""
    stores = organisation_selectors.stores_of(viewer, _RIGHT)
    partners = organisation_selectors.partners_queryset(viewer).filter(is_active=True).order_by("code")
    return [(f"{STORE}:{row.code}", f"{row.code} {row.name}") for row in stores] + [
        (f"{PARTNER}:{row.code}", f"{row.code} {row.name}") for row in partners
    ]


def account_refs(
    viewer: Actor, *, metal: str, giver: tuple[str, str], taker: tuple[str, str]
) -> tuple[AccountRef, AccountRef]:
    """The accounts that (owner, party) name on both sides; party "" is headquarters.

    Raises: Invalid. Queries: 2.
    """
    stores = {row.code: row.id for row in organisation_selectors.stores_of(viewer, _RIGHT)}
    partners = dict(organisation_selectors.partners_queryset(viewer).filter(is_active=True).values_list("code", "pk"))

    def ref(field: str, owner: str, party: str) -> AccountRef:
        kind, _, code = party.partition(":")
        in_store = owner in _IN_STORES
        if party and kind != (STORE if in_store else PARTNER):
            raise Invalid(
                field=field,
                reason=gettext_noop("Old gold, fine metal and losses lie in a store; the rest is with a partner."),
            )
        if party and code not in (stores if in_store else partners):
            raise Invalid(field=field, reason=gettext_noop("choose one of those offered"))
        if in_store:
            return AccountRef(owner, metal, stores.get(code))
        if not party:
            raise Invalid(field=field, reason=gettext_noop("Say which goldsmith, refiner or supplier."))
        return AccountRef(owner, metal, None, partners[code])

    return ref("giver_party", *giver), ref("taker_party", *taker)
