"""The tables of audit: what happened, the seals over it, and who looked."""

from facet.audit.models.event import Event

__all__ = ["Event"]
