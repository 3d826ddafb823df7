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
        ("inventory", STORE, "stocktake view_stocktakes request_transfer hand_over"),
        ("members", OWN, "view_members edit_members reveal_contact view_credit"),
        ("members", STORE, "create_members claim_members"),
        ("members", CHAIN, "view_limited"),
        ("loyalty", OWN, "view_points view_referrals"),
        ("loyalty", STORE, "redeem view_coupons use_coupons view_stored_value sell_stored_value"),
        ("loyalty", OWN, "issue_coupons"),
        ("loyalty", CHAIN, "view_programme"),
        # Who stands at the till takes the money; a chain that parts the two takes these away.
        ("sales", STORE, "quote hold_basket complete_sale take_payment return_goods open_shift close_shift pay_in"
            " sell_pending receive_customers view_receptions"),
        ("sales", STORE, "trade_in view_materials take_deposit view_deposits take_order view_orders work_orders"),
        ("sales", STORE, "take_jobs view_jobs work_jobs hand_back_jobs view_deliveries work_deliveries"),
        ("sales", OWN, "view_sales view_results"),
        ("sales", STORE, "request_invoice view_quotes switch_basis"),
        ("sales", CHAIN, "look_up_receipt use_deposit hand_over_orders"),
    ),
    limits={"discount_bp": 1_000, "labour_discount_bp": 3_000, "gram_discount_cents": 1_000, "rounding_off_cents": 999,
        "coupon_issue": 10_000},
    switches=frozenset({"phone"}),  # she calls the members in her care; each showing leaves an audit row
)  # fmt: skip

_CASHIER = RoleDefinition(
    code="cashier", name="收银", name_en="Cashier", order=2,
    grants=_rights(
        ("organisation", STORE, "view_stores"),
        ("catalog", CHAIN, "view_catalog"),
        ("inventory", CHAIN, "view_pieces"),
        ("inventory", STORE, "stocktake view_stocktakes"),
        ("members", STORE, "create_members take_repayment"),
        ("members", CHAIN, "view_limited"),
        ("loyalty", STORE, "redeem view_coupons use_coupons view_stored_value sell_stored_value"),
        ("loyalty", CHAIN, "view_programme"),
        ("sales", STORE, "quote hold_basket complete_sale take_payment request_invoice view_sales reprint"),
        ("sales", STORE, "open_shift close_shift view_quotes switch_basis"),
        ("sales", STORE, "return_goods trade_in view_materials pay_in pay_out close_day"),
        ("sales", STORE, "receive_customers sell_pending"),
        ("sales", STORE, "take_deposit view_deposits settle_deposit view_orders"),
        ("sales", STORE, "take_jobs view_jobs hand_back_jobs view_deliveries work_deliveries"),
        ("sales", CHAIN, "look_up_receipt use_deposit hand_over_orders"),
    ),
    limits={"discount_bp": 500, "labour_discount_bp": 1_000, "gram_discount_cents": 500, "rounding_off_cents": 999},
)  # fmt: skip

_STORE_MANAGER = RoleDefinition(
    code="store_manager", name="店长", name_en="Store manager", order=3,
    grants=_rights(
        ("organisation", STORE, "view_stores approve view_roles manage_devices share_views"),
        ("audit", STORE, "view_history"),
        ("catalog", CHAIN, "view_catalog"),
        ("catalog", STORE, "confirm_board_price"),
        ("inventory", CHAIN, "view_pieces"),
        ("inventory", STORE, "stocktake view_stocktakes approve_stocktake view_costing"),
        ("inventory", STORE, "receive_pieces move_pieces request_transfer hand_over set_minimums"),
        ("inventory", STORE, "work_goods send_outside manage_sets"),
        ("members", STORE, "view_members create_members edit_members reveal_contact archive_members"),
        ("members", STORE, "merge_members hand_over view_credit take_repayment"),
        ("members", CHAIN, "view_limited"),
        ("loyalty", STORE, "view_points adjust_points view_referrals"),
        ("loyalty", STORE, "redeem stock_prizes view_coupons use_coupons issue_coupons"),
        ("loyalty", STORE, "view_stored_value sell_stored_value manage_stored_value"),
        ("loyalty", CHAIN, "view_programme"),
        ("promotions", STORE, "view_promotions"),
        ("sales", STORE, "quote hold_basket complete_sale take_payment view_sales reprint open_shift close_shift"),
        ("sales", STORE, "reconcile pay_in pay_out close_day close_day_anyway sell_pending settle_conflicts"),
        ("sales", STORE, "view_commission set_targets receive_customers view_receptions"),
        ("sales", STORE, "return_goods return_beyond_terms trade_in view_materials seal_materials"),
        ("sales", STORE, "view_results"),
        ("sales", STORE, "take_deposit view_deposits settle_deposit settle_beyond_terms"),
        ("sales", STORE, "take_order view_orders work_orders"),
        ("sales", STORE, "take_jobs view_jobs work_jobs hand_back_jobs accept_weight view_deliveries work_deliveries"),
        ("sales", CHAIN, "look_up_receipt use_deposit hand_over_orders"),
        ("inventory", STORE, "print_tags"),
        ("sales", STORE, "view_print_layouts request_invoice view_quotes switch_basis"),
    ),
    limits={
        "discount_bp": 2_000, "labour_discount_bp": 5_000, "gram_discount_cents": 3_000, "rounding_off_cents": 9_900,
        "refund_cents": 2_000_000, "points_adjust": 1_000, "coupon_issue": 50_000, "proof_cents": 500_000,
        "stocktake_cents": 1_000_000, "old_gold_e4": 50, "basis_switch_bp": 500, "piece_batch_cents": 2_000_000,
    },
    switches=frozenset({"cost", "phone", "birth_date"}),
)  # fmt: skip

_AREA_MANAGER = RoleDefinition(
    code="area_manager", name="区域督导", name_en="Area manager", order=4,
    grants=_rights(
        ("organisation", AREA, "view_stores approve view_roles manage_devices share_views lend_staff"),
        ("audit", AREA, "view_history"),
        ("catalog", CHAIN, "view_catalog"),
        ("catalog", AREA, "confirm_board_price"),
        ("inventory", CHAIN, "view_pieces"),
        ("inventory", AREA, "stocktake view_stocktakes approve_stocktake view_costing"),
        ("inventory", AREA, "move_pieces request_transfer set_minimums work_goods approve_works"),
        ("members", AREA, "view_members edit_members reveal_contact archive_members export_members erase_members"),
        ("members", AREA, "merge_members hand_over view_credit"),
        ("members", CHAIN, "view_limited"),
        ("loyalty", AREA, "view_points adjust_points view_referrals"),
        ("loyalty", AREA, "redeem view_coupons issue_coupons view_stored_value"),
        ("loyalty", CHAIN, "view_programme"),
        ("sales", AREA, "view_sales reprint view_results view_materials close_day close_day_anyway"),
        ("sales", AREA, "view_commission set_targets view_receptions"),
        ("sales", AREA, "view_deposits view_orders work_orders view_quotes"),
        ("sales", AREA, "view_jobs view_deliveries"),
        ("sales", CHAIN, "look_up_receipt"),
    ),
    limits={
        "discount_bp": 3_000, "labour_discount_bp": 7_000, "gram_discount_cents": 5_000, "rounding_off_cents": 50_000,
        "refund_cents": 10_000_000, "points_adjust": 5_000, "coupon_issue": 200_000, "proof_cents": 5_000_000,
        "stocktake_cents": 10_000_000, "old_gold_e4": 100, "export_rows": 20_000, "reprice_bp": 3_000,
        "basis_switch_bp": 1_000, "piece_batch_cents": 20_000_000,
    },
    switches=frozenset({"cost", "phone", "birth_date"}),
)  # fmt: skip

_MARKETING = RoleDefinition(
    code="marketing", name="总部营销", name_en="Marketing", order=5,
    grants=_rights(
        ("organisation", CHAIN, "view_stores share_views"),
        ("catalog", CHAIN, "view_catalog"),
        ("inventory", CHAIN, "view_pieces"),
        ("members", CHAIN, "view_members view_limited edit_members import_members export_members"),
        ("members", CHAIN, "erase_members open_books"),
        ("members", CHAIN, "manage_cards merge_members hand_over manage_groups manage_fields"),
        ("loyalty", CHAIN, "view_points view_programme adjust_points manage_programme view_referrals view_liability"),
        ("loyalty", CHAIN, "redeem manage_prizes stock_prizes view_coupons use_coupons issue_coupons manage_coupons"),
        ("promotions", CHAIN, "view_promotions manage_promotions"),
        ("sales", CHAIN, "view_sales view_results manage_commission set_targets view_receptions"),
    ),
    limits={"points_adjust": 20_000, "coupon_issue": 500_000, "export_rows": 50_000},
    switches=frozenset({"birth_date"}),
)  # fmt: skip

_BUYER = RoleDefinition(
    code="buyer", name="商品采购", name_en="Buyer", order=6,
    grants=_rights(
        ("organisation", CHAIN, "view_stores"),
        ("catalog", CHAIN, "view_catalog manage_catalog set_board_price"),
        ("inventory", CHAIN, "print_tags"),
        ("inventory", CHAIN, "view_pieces receive_pieces move_pieces manage_pieces import_pieces request_transfer"),
        ("inventory", CHAIN, "set_minimums allocate_goods reprice"),
        ("inventory", CHAIN, "work_goods approve_works send_outside manage_sets"),
        ("inventory", CHAIN, "view_stocktakes view_costing transfer_metal"),
        ("sales", CHAIN, "view_results view_receptions"),
        ("purchasing", CHAIN, "view_suppliers manage_suppliers view_orders order_goods receive_orders view_plan"),
        ("purchasing", CHAIN, "make_plan view_returns return_goods fix_prices enter_bills settle_consignment"),
    ),
    limits={"purchase_cents": 20_000_000, "bill_cents": 200_000, "reprice_bp": 1_000,
            "piece_batch_cents": 20_000_000},
    switches=frozenset({"cost"}),
)  # fmt: skip

_WAREHOUSE = RoleDefinition(
    code="warehouse", name="仓配", name_en="Warehouse", order=7,
    grants=_rights(
        ("organisation", CHAIN, "view_stores"),
        ("catalog", CHAIN, "view_catalog"),
        ("inventory", CHAIN, "print_tags"),
        ("inventory", CHAIN, "view_pieces receive_pieces move_pieces import_pieces request_transfer allocate_goods"),
        ("inventory", CHAIN, "stocktake view_stocktakes"),
        ("inventory", CHAIN, "work_goods send_outside"),
        ("sales", CHAIN, "view_materials refine_materials"),
        ("sales", CHAIN, "view_deliveries work_deliveries"),
        ("purchasing", CHAIN, "view_suppliers view_orders receive_orders view_returns return_goods"),
    ),
)  # fmt: skip

_ACCOUNTANT = RoleDefinition(
    code="accountant", name="财务", name_en="Accountant", order=8,
    grants=_rights(
        ("organisation", CHAIN, "view_stores view_roles approve share_views"),
        ("audit", CHAIN, "view_history"),
        ("catalog", CHAIN, "view_catalog approve_board_price"),
        ("inventory", CHAIN, "view_pieces"),
        ("inventory", CHAIN, "view_stocktakes approve_stocktake view_costing transfer_metal lock_month"),
        ("members", CHAIN, "view_limited view_credit take_repayment manage_credit"),
        ("loyalty", CHAIN, "view_points view_programme approve_programme"),
        ("promotions", CHAIN, "view_promotions approve_promotions"),
        ("loyalty", CHAIN, "view_coupons view_stored_value manage_stored_value view_liability"),
        ("sales", CHAIN, "reconcile close_day view_commission publish_commission settle_conflicts"),
        ("sales", CHAIN, "view_sales look_up_receipt reprint view_results view_materials refine_materials"),
        ("sales", CHAIN, "request_invoice issue_invoice"),
        ("sales", CHAIN, "view_deposits view_orders"),
        ("sales", CHAIN, "view_jobs view_deliveries"),
        ("purchasing", CHAIN, "view_suppliers view_orders view_returns view_plan approve_orders fix_prices"),
        ("purchasing", CHAIN, "enter_bills approve_bills settle_consignment"),
    ),
    limits={
        "rounding_off_cents": 50_000, "refund_cents": 50_000_000, "stocktake_cents": 100_000_000,
        "credit_limit_cents": 20_000_000, "purchase_cents": 500_000_000, "bill_cents": 10_000_000,
        "export_rows": 50_000, "reprice_bp": 20_000, "piece_batch_cents": 500_000_000,
    },
    switches=frozenset({"cost"}),
)  # fmt: skip

_AUDITOR = RoleDefinition(
    code="auditor", name="审计", name_en="Auditor", order=9,
    grants=_rights(
        ("organisation", CHAIN, "view_stores view_roles"),
        ("audit", CHAIN, "view_events view_history verify"),
        ("catalog", CHAIN, "view_catalog"),
        ("inventory", CHAIN, "view_pieces"),
        ("inventory", CHAIN, "view_stocktakes view_costing"),
        ("members", CHAIN, "view_members view_limited view_credit"),
        ("loyalty", CHAIN, "view_points view_programme view_referrals"),
        ("loyalty", CHAIN, "view_coupons view_stored_value view_liability"),
        ("promotions", CHAIN, "view_promotions"),
        ("sales", CHAIN, "view_sales look_up_receipt view_results view_materials view_deposits view_orders"),
        ("sales", CHAIN, "view_quotes view_jobs view_deliveries view_commission view_receptions view_print_layouts"),
        ("purchasing", CHAIN, "view_suppliers view_orders view_returns view_plan"),
    ),
    switches=frozenset({"cost"}),
)  # fmt: skip

_ADMINISTRATOR = RoleDefinition(
    code="administrator", name="系统管理员", name_en="Administrator", order=10,
    grants=_rights(
        (
            "organisation", CHAIN,
            "view_stores manage_stores manage_departments manage_staff view_roles manage_policies manage_devices"
            " share_views lend_staff",
        ),
        ("audit", CHAIN, "view_events view_history verify"),
        ("sales", CHAIN, "view_print_layouts print_layouts"),
        ("catalog", CHAIN, "view_catalog"),
    ),
)  # fmt: skip

STARTING_ROLES: tuple[RoleDefinition, ...] = (
    _CLERK, _CASHIER, _STORE_MANAGER, _AREA_MANAGER, _MARKETING,
    _BUYER, _WAREHOUSE, _ACCOUNTANT, _AUDITOR, _ADMINISTRATOR,
)  # fmt: skip
