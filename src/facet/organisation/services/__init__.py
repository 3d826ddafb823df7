"""Writes of the house, one file for each thing it owns."""

from facet.organisation.services.roles import install_roles
from facet.organisation.services.tokens import issue_token, note_token_use, revoke_token

__all__ = ["install_roles", "issue_token", "note_token_use", "revoke_token"]
