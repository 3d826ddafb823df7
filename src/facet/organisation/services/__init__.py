"""Writes of the house, one file for each thing it owns."""

from facet.organisation.services.approvals import (
    ask_approval,
    decide_approval,
    request_approval,
    use_approval,
)
from facet.organisation.services.devices import TillIn, register_device, save_till
from facet.organisation.services.loans import LoanIn, end_loan, lend_staff
from facet.organisation.services.numbers import next_number
from facet.organisation.services.partners import MallContractIn, PartnerIn, TermIn, save_mall_contract, save_partner
from facet.organisation.services.policies import PolicyIn, set_policy
from facet.organisation.services.roles import install_roles
from facet.organisation.services.sign_in import (
    note_refused_sign_in,
    note_sign_in,
    note_sign_out,
    set_preferences,
    store_password,
)
from facet.organisation.services.staff import (
    AccountIn,
    RoleIn,
    StaffIn,
    create_staff,
    edit_staff,
    give_role,
    leave_staff,
    take_role,
)
from facet.organisation.services.start import create_administrator
from facet.organisation.services.stores import (
    EntityIn,
    StoreIn,
    create_store,
    edit_store,
    save_entity,
    save_price_group,
    set_chain,
)
from facet.organisation.services.to_do import TaskIn, close_task, finish_task, open_task
from facet.organisation.services.tokens import issue_token, note_token_use, revoke_token
from facet.organisation.services.trees import (
    NodeIn,
    create_area,
    create_department,
    edit_area,
    edit_department,
    remove_area,
)
from facet.organisation.services.views import ViewIn, delete_view, save_view

__all__ = [
    "AccountIn",
    "EntityIn",
    "LoanIn",
    "MallContractIn",
    "NodeIn",
    "PartnerIn",
    "PolicyIn",
    "RoleIn",
    "StaffIn",
    "StoreIn",
    "TaskIn",
    "TermIn",
    "TillIn",
    "ask_approval",
    "close_task",
    "create_administrator",
    "create_area",
    "create_department",
    "create_staff",
    "create_store",
    "decide_approval",
    "edit_area",
    "edit_department",
    "edit_staff",
    "edit_store",
    "end_loan",
    "finish_task",
    "give_role",
    "install_roles",
    "issue_token",
    "leave_staff",
    "lend_staff",
    "next_number",
    "note_refused_sign_in",
    "note_sign_in",
    "note_sign_out",
    "note_token_use",
    "open_task",
    "register_device",
    "remove_area",
    "request_approval",
    "revoke_token",
    "save_entity",
    "save_mall_contract",
    "save_partner",
    "save_price_group",
    "save_till",
    "set_chain",
    "set_policy",
    "set_preferences",
    "store_password",
    "take_role",
    "use_approval",
    "ViewIn",
    "delete_view",
    "save_view",
]
