"""The house's own tables, one file for each thing it owns."""

from facet.organisation.models.access import Role, RoleAssignment, RoleGrant, RoleLimit, RoleSwitch
from facet.organisation.models.devices import ApiToken, Till
from facet.organisation.models.loans import Loan
from facet.organisation.models.places import (
    Area,
    Chain,
    Department,
    LegalEntity,
    MallContract,
    MallTerm,
    Partner,
    PriceGroup,
    Store,
)
from facet.organisation.models.staff import Staff
from facet.organisation.models.views import SavedView
from facet.organisation.models.work import Approval, NumberSeries, Policy, Task

__all__ = [
    "ApiToken",
    "Approval",
    "Area",
    "Chain",
    "Department",
    "LegalEntity",
    "Loan",
    "MallContract",
    "MallTerm",
    "NumberSeries",
    "Partner",
    "Policy",
    "PriceGroup",
    "Role",
    "RoleAssignment",
    "RoleGrant",
    "RoleLimit",
    "RoleSwitch",
    "SavedView",
    "Staff",
    "Store",
    "Task",
    "Till",
]
