"""Reads of the house: who is acting, where, and by which rules."""

from facet.organisation.selectors.actors import actor_of, actor_of_token
from facet.organisation.selectors.approvals import (
    ApprovalCard,
    TaskRow,
    approval_card,
    approvals_queryset,
    approvals_to_decide,
    kinds,
    list_approvals,
    open_tasks,
    tasks_queryset,
)
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
from facet.organisation.selectors.policies import PolicyRow, policies, policy_value, settings
from facet.organisation.selectors.roles import Matrix, RoleRow, list_roles, role_matrix, roles_with, starting_roles
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
from facet.organisation.selectors.structure import (
    ChainFacts,
    ContractRow,
    NodeRow,
    TillRow,
    areas,
    chain_facts,
    departments,
    entities,
    get_store,
    mall_contracts,
    mall_deduction_bp,
    partners,
    price_groups,
    staff_of_store,
    tills_of,
    tills_queryset,
    tokens_of,
)
from facet.organisation.selectors.why import Answer, who_can, why

__all__ = [
    "Answer", "ApprovalCard", "ChainFacts", "ContractRow", "DemoPerson", "Matrix", "NodeRow", "PolicyRow", "RoleHeld",
    "RoleRow", "StaffFile", "StaffRef", "StoreRow", "TaskRow", "TillFacts", "TillRow",
    "actor_of", "actor_of_token", "approval_card", "approvals_queryset", "approvals_to_decide", "areas", "chain_facts",
    "demo_sign_ins", "departments", "entities", "get_staff", "get_store", "kinds", "list_approvals", "list_roles",
    "list_staff", "list_stores", "mall_contracts", "mall_deduction_bp", "open_tasks", "partners", "policies",
    "policy_value", "price_groups", "require_to_manage", "role_matrix", "roles_with", "settings", "staff_of_store",
    "staff_queryset", "staff_refs", "staff_row", "starting_roles", "store_by_id", "stores_of", "stores_queryset",
    "tasks_queryset", "till_facts", "tills_of", "tills_queryset", "tokens_of", "who_can", "why",
]  # fmt: skip
