"""A store by its code, as far as a right reaches."""

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow


def store_in_reach(viewer: Actor, *, code: str, permission: str) -> StoreRow:
    """The open store `code`, where the viewer holds `permission`; a foreign one is as unknown. Queries: 1.

    Raises: NotPermitted, NotFound.
    """
    require(viewer, permission)
    for store in organisation_selectors.stores_of(viewer, permission):
        if store.code == code:
            return store
    raise NotFound(key=code)
