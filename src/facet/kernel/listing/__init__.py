"""The one list mechanism: declared columns and conditions, sort, paging by key, totals, export.

A domain declares a `ListDefinition` and shows it with `facet.kernel.listing.web.list_page`.
"""

from facet.kernel.listing.definition import BatchAct, CellEdit, Column, Condition, Dates, ListDefinition, Range, Total

__all__ = ["BatchAct", "CellEdit", "Column", "Condition", "Dates", "ListDefinition", "Range", "Total"]
