"""The ten roles a new chain starts with: which rights each holds, how far, and up to what value.

A right that stands nowhere here is held by nobody. A chain may change its roles afterwards; this
list is what `install_roles` writes once. Clerks reach their own members, managers their store,
area managers their area, headquarters the chain. Three records are visible to the whole chain by
rights of their own: a piece's card, a member's limited card, a receipt looked up for a return.
Source: decisions.md D8, R245, R258–R261, R268.
"""

from collections.abc import Mapping

from facet.kernel.permissions import Scope
from facet.organisation.rules.roles import RoleDefinition

OWN, STORE, AREA, CHAIN = Scope.OWN, Scope.STORE, Scope.AREA, Scope.CHAIN


def _rights(*given: tuple[str, Scope, str]) -> Mapping[str, Scope]:
    """Rights as `(domain, scope, names)`, so that a role reads as a few sentences."""
    return {f"{domain}.{name}": scope for domain, scope, names in given for name in names.split()}


_CLERK = RoleDefinition(
    code="clerk", name="导购", name_en="Clerk", order=1,
    grants=_rights(
        ("organisation", STORE, "view_stores"),
        ("catalog", CHAIN, "view_catalog"),
        ("inventory", CHAIN, "view_pieces"),
        ("members", OWN, "view_members edit_members reveal_contact"),
        ("members", STORE, "create_members"),
        ("members", CHAIN, "view_limited"),
        ("loyalty", OWN, "view_points"),
        ("loyalty", CHAIN, "view_programme"),
        # Who stands at the till takes the money; a chain that parts the two takes these away.
        ("sales", STORE, "quote hold_basket complete_sale take_payment open_shift close_shift"),
        ("sales", OWN, "view_sales view_results"),
        ("sales", CHAIN, "look_up_receipt"),
    ),
    limits={"discount_bp": 1_000, "labour_discount_bp": 3_000, "gram_discount_cents": 1_000, "rounding_off_cents": 999},
    switches=frozenset({"phone"}),  # she calls the members in her care; each showing leaves an audit row
)  # fmt: skip

_CASHIER = RoleDefinition(
    code="cashier", name="收银", name_en="Cashier", order=2,
    grants=_rights(
        ("organisation", STORE, "view_stores"),
        ("catalog", CHAIN, "view_catalog"),
        ("inventory", CHAIN, "view_pieces"),
        ("members", STORE, "create_members"),
        ("members", CHAIN, "view_limited"),
        ("loyalty", CHAIN, "view_programme"),
        ("sales", STORE, "quote hold_basket complete_sale take_payment view_sales reprint open_shift close_shift"),
        ("sales", CHAIN, "look_up_receipt"),
    ),
    limits={"discount_bp": 500, "labour_discount_bp": 1_000, "gram_discount_cents": 500, "rounding_off_cents": 999},
)  # fmt: skip

_STORE_MANAGER = RoleDefinition(
    code="store_manager", name="店长", name_en="Store manager", order=3,
    grants=_rights(
        ("organisation", STORE, "view_stores approve view_roles manage_devices"),
        ("audit", STORE, "view_history"),
        ("catalog", CHAIN, "view_catalog"),
        ("catalog", STORE, "confirm_board_price"),
        ("inventory", CHAIN, "view_pieces"),
        ("inventory", STORE, "receive_pieces move_pieces"),
        ("members", STORE, "view_members create_members edit_members reveal_contact archive_members"),
        ("members", CHAIN, "view_limited"),
        ("loyalty", STORE, "view_points adjust_points"),
        ("loyalty", CHAIN, "view_programme"),
        ("sales", STORE, "quote hold_basket complete_sale take_payment view_sales reprint open_shift close_shift"),
        ("sales", STORE, "view_results"),
        ("sales", CHAIN, "look_up_receipt"),
    ),
    limits={
        "discount_bp": 2_000, "labour_discount_bp": 5_000, "gram_discount_cents": 3_000, "rounding_off_cents": 9_900,
        "refund_cents": 2_000_000, "points_adjust": 1_000,
    },
    switches=frozenset({"cost", "phone", "birth_date"}),
)  # fmt: skip

_AREA_MANAGER = RoleDefinition(
    code="area_manager", name="区域督导", name_en="Area manager", order=4,
    grants=_rights(
        ("organisation", AREA, "view_stores approve view_roles manage_devices"),
        ("audit", AREA, "view_history"),
        ("catalog", CHAIN, "view_catalog"),
        ("catalog", AREA, "confirm_board_price"),
        ("inventory", CHAIN, "view_pieces"),
        ("inventory", AREA, "move_pieces"),
        ("members", AREA, "view_members edit_members reveal_contact archive_members export_members"),
        ("members", CHAIN, "view_limited"),
        ("loyalty", AREA, "view_points adjust_points"),
        ("loyalty", CHAIN, "view_programme"),
        ("sales", AREA, "view_sales reprint view_results"),
        ("sales", CHAIN, "look_up_receipt"),
    ),
    limits={
        "discount_bp": 3_000, "labour_discount_bp": 7_000, "gram_discount_cents": 5_000, "rounding_off_cents": 50_000,
        "refund_cents": 10_000_000, "points_adjust": 5_000,
    },
    switches=frozenset({"cost", "phone", "birth_date"}),
)  # fmt: skip

_MARKETING = RoleDefinition(
    code="marketing", name="总部营销", name_en="Marketing", order=5,
    grants=_rights(
        ("organisation", CHAIN, "view_stores"),
        ("catalog", CHAIN, "view_catalog"),
        ("inventory", CHAIN, "view_pieces"),
        ("members", CHAIN, "view_members view_limited edit_members import_members export_members"),
        ("loyalty", CHAIN, "view_points view_programme adjust_points manage_programme"),
        ("sales", CHAIN, "view_sales view_results"),
    ),
    limits={"points_adjust": 20_000},
    switches=frozenset({"birth_date"}),
)  # fmt: skip

_BUYER = RoleDefinition(
    code="buyer", name="商品采购", name_en="Buyer", order=6,
    grants=_rights(
        ("organisation", CHAIN, "view_stores"),
        ("catalog", CHAIN, "view_catalog manage_catalog set_board_price"),
        ("inventory", CHAIN, "view_pieces receive_pieces move_pieces manage_pieces import_pieces"),
        ("sales", CHAIN, "view_results"),
    ),
    switches=frozenset({"cost"}),
)  # fmt: skip

_WAREHOUSE = RoleDefinition(
    code="warehouse", name="仓配", name_en="Warehouse", order=7,
    grants=_rights(
        ("organisation", CHAIN, "view_stores"),
        ("catalog", CHAIN, "view_catalog"),
        ("inventory", CHAIN, "view_pieces receive_pieces move_pieces import_pieces"),
    ),
)  # fmt: skip

_ACCOUNTANT = RoleDefinition(
    code="accountant", name="财务", name_en="Accountant", order=8,
    grants=_rights(
        ("organisation", CHAIN, "view_stores view_roles approve"),
        ("audit", CHAIN, "view_history"),
        ("catalog", CHAIN, "view_catalog approve_board_price"),
        ("inventory", CHAIN, "view_pieces"),
        ("members", CHAIN, "view_limited"),
        ("loyalty", CHAIN, "view_points view_programme"),
        ("sales", CHAIN, "view_sales look_up_receipt reprint view_results"),
    ),
    limits={"rounding_off_cents": 50_000, "refund_cents": 50_000_000},
    switches=frozenset({"cost"}),
)  # fmt: skip

_AUDITOR = RoleDefinition(
    code="auditor", name="审计", name_en="Auditor", order=9,
    grants=_rights(
        ("organisation", CHAIN, "view_stores view_roles"),
        ("audit", CHAIN, "view_events view_history verify"),
        ("catalog", CHAIN, "view_catalog"),
        ("inventory", CHAIN, "view_pieces"),
        ("members", CHAIN, "view_members view_limited"),
        ("loyalty", CHAIN, "view_points view_programme"),
        ("sales", CHAIN, "view_sales look_up_receipt view_results"),
    ),
    switches=frozenset({"cost"}),
)  # fmt: skip

_ADMINISTRATOR = RoleDefinition(
    code="administrator", name="系统管理员", name_en="Administrator", order=10,
    grants=_rights(
        (
            "organisation", CHAIN,
            "view_stores manage_stores manage_departments manage_staff view_roles manage_policies manage_devices",
        ),
        ("audit", CHAIN, "view_events view_history verify"),
        ("catalog", CHAIN, "view_catalog"),
    ),
)  # fmt: skip

STARTING_ROLES: tuple[RoleDefinition, ...] = (
    _CLERK, _CASHIER, _STORE_MANAGER, _AREA_MANAGER, _MARKETING,
    _BUYER, _WAREHOUSE, _ACCOUNTANT, _AUDITOR, _ADMINISTRATOR,
)  # fmt: skip
