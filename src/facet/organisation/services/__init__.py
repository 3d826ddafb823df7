"""Writes of the house, one file for each thing it owns."""

from facet.organisation.services.approvals import ask_approval, decide_approval, request_approval, use_approval
from facet.organisation.services.numbers import next_number
from facet.organisation.services.policies import set_policy
from facet.organisation.services.roles import install_roles
from facet.organisation.services.sign_in import (
    note_refused_sign_in,
    note_sign_in,
    note_sign_out,
    set_preferences,
    store_password,
)
from facet.organisation.services.tasks import TaskIn, close_task, finish_task, open_task
from facet.organisation.services.tokens import issue_token, note_token_use, revoke_token

__all__ = [
    "TaskIn",
    "ask_approval",
    "close_task",
    "decide_approval",
    "finish_task",
    "install_roles",
    "issue_token",
    "next_number",
    "note_refused_sign_in",
    "note_sign_in",
    "note_sign_out",
    "note_token_use",
    "open_task",
    "request_approval",
    "revoke_token",
    "set_policy",
    "set_preferences",
    "store_password",
    "use_approval",
]
