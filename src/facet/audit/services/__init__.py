"""Writing the record of who did what. Neighbours call `record`."""

from facet.audit.services.recording import record
from facet.audit.services.verifying import ask_for_verification

__all__ = ["ask_for_verification", "record"]
