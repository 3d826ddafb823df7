"""The tables of audit: what happened, the seals over it, and who looked."""

from facet.audit.models.access import AccessEntry
from facet.audit.models.event import Event
from facet.audit.models.seal import Head, Seal, Verification

__all__ = ["AccessEntry", "Event", "Head", "Seal", "Verification"]
