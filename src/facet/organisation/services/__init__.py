"""Writes of the house, one file for each thing it owns."""

from facet.organisation.services.roles import install_roles
from facet.organisation.services.sign_in import (
    note_refused_sign_in,
    note_sign_in,
    note_sign_out,
    set_preferences,
    store_password,
)
from facet.organisation.services.tokens import issue_token, note_token_use, revoke_token

__all__ = [
    "install_roles",
    "issue_token",
    "note_refused_sign_in",
    "note_sign_in",
    "note_sign_out",
    "note_token_use",
    "revoke_token",
    "set_preferences",
    "store_password",
]
