"""Writing the record of who did what."""

from facet.audit.services.recording import record

__all__ = ["record"]
