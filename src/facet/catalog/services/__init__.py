"""Writes of the catalogue."""

from facet.catalog.services.categories import (
    CategoryRequest,
    create_category,
    edit_category,
    move_category,
    restore_category,
    withdraw_category,
)
from facet.catalog.services.install import install_catalog

__all__ = [
    "CategoryRequest",
    "create_category",
    "edit_category",
    "install_catalog",
    "move_category",
    "restore_category",
    "withdraw_category",
]
