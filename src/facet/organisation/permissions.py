"""What staff may be allowed to do with the house itself. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class OrganisationPermission(StrEnum):
    """One right each; how far it reaches is the role's business."""

    VIEW_STORES = "organisation.view_stores"
    MANAGE_STORES = "organisation.manage_stores"
    MANAGE_DEPARTMENTS = "organisation.manage_departments"
    MANAGE_STAFF = "organisation.manage_staff"
    VIEW_ROLES = "organisation.view_roles"
    APPROVE = "organisation.approve"
    MANAGE_POLICIES = "organisation.manage_policies"
    MANAGE_DEVICES = "organisation.manage_devices"
    SHARE_VIEWS = "organisation.share_views"
    LEND_STAFF = "organisation.lend_staff"


LABELS: dict[OrganisationPermission, str] = {
    OrganisationPermission.VIEW_STORES: gettext_noop("See stores, staff and departments"),
    OrganisationPermission.MANAGE_STORES: gettext_noop("Open and change stores, areas, legal entities"),
    OrganisationPermission.MANAGE_DEPARTMENTS: gettext_noop("Change departments"),
    OrganisationPermission.MANAGE_STAFF: gettext_noop("Take on staff, give roles, reset passwords"),
    OrganisationPermission.VIEW_ROLES: gettext_noop("Read roles and who holds them"),
    OrganisationPermission.APPROVE: gettext_noop("Approve what is above a colleague's limit"),
    OrganisationPermission.MANAGE_POLICIES: gettext_noop("Change the rules of the house"),
    OrganisationPermission.MANAGE_DEVICES: gettext_noop("Register tills and tablets"),
    OrganisationPermission.SHARE_VIEWS: gettext_noop("Share views of lists with a role or a store"),
    OrganisationPermission.LEND_STAFF: gettext_noop("Lend staff to another store"),
}

# Sensitive fields that a role may be allowed to see, wherever they stand.
SWITCHES: dict[str, str] = {
    "cost": gettext_noop("Cost prices and margins"),
    "phone": gettext_noop("Full phone numbers"),
    "id_number": gettext_noop("ID numbers"),
    "birth_date": gettext_noop("Birth dates"),
}

# The largest value that a role may allow by itself: name → (label, unit).
LIMITS: dict[str, tuple[str, str]] = {
    "discount_bp": (gettext_noop("Discount on fixed prices"), "percent"),
    "labour_discount_bp": (gettext_noop("Discount on labour"), "percent"),
    "gram_discount_cents": (gettext_noop("Discount on metal, yuan per gram"), "yuan"),
    "basis_switch_bp": (gettext_noop("Below a piece's own price by another price basis"), "percent"),
    "rounding_off_cents": (gettext_noop("Rounding off a bill"), "yuan"),
    "refund_cents": (gettext_noop("Refund"), "yuan"),
    "old_gold_e4": (gettext_noop("Fineness of old gold above its test"), "percent"),
    "stocktake_cents": (gettext_noop("Differences of a count"), "yuan"),
    "points_adjust": (gettext_noop("Correction of points"), "points"),
    "coupon_issue": (gettext_noop("Coupons given by hand"), "yuan"),
    "proof_cents": (gettext_noop("Vouching for a member who spends"), "yuan"),
    "credit_limit_cents": (gettext_noop("Credit limit of a member"), "yuan"),
    "purchase_cents": (gettext_noop("Purchase order"), "yuan"),
    "reprice_bp": (gettext_noop("Change of a tag price in a batch"), "percent"),
    "piece_batch_cents": (gettext_noop("Pieces withdrawn or retagged at once, at cost"), "yuan"),
    "export_rows": (gettext_noop("Rows of one exported file"), "count"),
    "bill_cents": (gettext_noop("Difference between a supplier's bill and the receipts"), "yuan"),
}
