"""What staff may be allowed to do with kinds of goods and with the price board. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class CatalogPermission(StrEnum):
    """The rights of this domain; the value is the code that roles hold."""

    VIEW_CATALOG = "catalog.view_catalog"
    MANAGE_CATALOG = "catalog.manage_catalog"
    SET_BOARD_PRICE = "catalog.set_board_price"
    APPROVE_BOARD_PRICE = "catalog.approve_board_price"
    CONFIRM_BOARD_PRICE = "catalog.confirm_board_price"


LABELS: dict[CatalogPermission, str] = {
    CatalogPermission.VIEW_CATALOG: gettext_noop("See categories, styles and gold prices"),
    CatalogPermission.MANAGE_CATALOG: gettext_noop("Change categories, styles, dictionaries and the purity table"),
    CatalogPermission.SET_BOARD_PRICE: gettext_noop("Publish gold prices"),
    CatalogPermission.APPROVE_BOARD_PRICE: gettext_noop("Approve large changes of gold prices"),
    CatalogPermission.CONFIRM_BOARD_PRICE: gettext_noop("Confirm the gold prices for a store"),
}
