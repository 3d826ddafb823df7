"""Reading the record. Neighbours call `latest_of`."""

from facet.audit.selectors.events import acts_of, events_queryset, history_queryset, latest_of, looks_queryset

__all__ = ["acts_of", "events_queryset", "history_queryset", "latest_of", "looks_queryset"]
