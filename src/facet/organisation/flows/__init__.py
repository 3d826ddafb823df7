"""Work of several steps that must not hold a transaction: hashing takes longer than a sale."""

from facet.organisation.flows.passwords import change_password, encoded, first_password, reset_password
from facet.organisation.flows.sign_in import sign_in

__all__ = ["change_password", "encoded", "first_password", "reset_password", "sign_in"]
