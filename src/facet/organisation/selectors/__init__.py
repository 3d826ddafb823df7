"""Reads of the house: who is acting, where, and by which rules."""

from facet.organisation.selectors.actors import actor_of, actor_of_token
from facet.organisation.selectors.places import (
    StaffRef,
    StoreRow,
    TillFacts,
    list_stores,
    staff_refs,
    store_by_id,
    stores_of,
    stores_queryset,
    till_facts,
)

__all__ = [
    "StaffRef",
    "StoreRow",
    "TillFacts",
    "actor_of",
    "actor_of_token",
    "list_stores",
    "staff_refs",
    "store_by_id",
    "stores_of",
    "stores_queryset",
    "till_facts",
]
