"""The API of sales."""

from facet.sales.api.tickets import router

__all__ = ["router"]
