"""Writing the record of who did what. Neighbours call `record`."""

from facet.audit.services.recording import record

__all__ = ["record"]
