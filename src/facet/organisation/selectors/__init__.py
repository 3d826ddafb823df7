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
from facet.organisation.selectors.staff import (
    DemoPerson,
    RoleHeld,
    StaffFile,
    demo_sign_ins,
    get_staff,
    list_staff,
    require_to_manage,
    staff_queryset,
    staff_row,
)

__all__ = [
    "DemoPerson",
    "RoleHeld",
    "StaffFile",
    "demo_sign_ins",
    "get_staff",
    "list_staff",
    "require_to_manage",
    "staff_queryset",
    "staff_row",
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
