"""What can be done with points, grades and their rules."""

from facet.loyalty.rules.gift import Gift
from facet.loyalty.services.adjusting import Adjusted, Adjustment, adjust_points
from facet.loyalty.services.birthday_gift import GiftIn, give_birthday_gift
from facet.loyalty.services.cards import (
    CardIn,
    CardOpened,
    ValueIn,
    freeze_card,
    name_card,
    open_stored_value,
    pay_out_card,
    sell_value,
)
from facet.loyalty.services.cash import (
    Reserved,
    SpentPoints,
    reserve_points,
    return_spent_points,
    spend_points,
    spend_points_as_cash,
    spend_points_on_goods,
)
from facet.loyalty.services.clawing_back import ClawBackIn, claw_back_points
from facet.loyalty.services.conversion import Converted, ConvertIn, convert_points
from facet.loyalty.services.coupon_types import CouponTypeIn, close_coupon_type, open_coupon_type
from facet.loyalty.services.coupon_use import (
    CouponUsedUp,
    CouponUseIn,
    expire_coupons,
    redeem_coupon,
    redeem_coupon_at_counter,
    restore_coupon,
    void_coupon,
)
from facet.loyalty.services.coupons import (
    BatchIn,
    CouponIn,
    Issue,
    issue_coupon,
    issue_coupons,
    make_coupon_batch,
    take_out_codes,
)
from facet.loyalty.services.earning import Earned, Owed, earn_points
from facet.loyalty.services.expiry import expire_points
from facet.loyalty.services.gifts import give_gift, give_survey_points
from facet.loyalty.services.given_coupons import CouponsWith, give_coupons, take_back_coupons
from facet.loyalty.services.granting import GrantIn, give_grant_page, grant_points, undo_grant
from facet.loyalty.services.handing import TransferIn, Transferred, transfer_points
from facet.loyalty.services.notices import note_expiry, tell_expiry
from facet.loyalty.services.owed_sales import settle_owed_sales
from facet.loyalty.services.pending import release_points_due
from facet.loyalty.services.posting import open_account
from facet.loyalty.services.prizes import PrizeIn, StockIn, save_prize, stock_prizes
from facet.loyalty.services.programme import (
    Rules,
    begin_without_rules,
    install_programme,
    publish_rule_version,
    request_rules_approval,
    save_draft,
    stop_rule_version,
)
from facet.loyalty.services.proof import (
    Asked,
    Given,
    ProofIn,
    ask_proof,
    give_proof,
    set_pin,
    take_proof,
    take_proof_if_asked,
)
from facet.loyalty.services.redeeming import Redeemed, RedeemIn, cancel_redemption, hand_over, redeem_points
from facet.loyalty.services.regrading import regrade_members
from facet.loyalty.services.replay import ask_replay
from facet.loyalty.services.reservations import end_reservations
from facet.loyalty.services.returns import ReturnedLine, TakenBack, reverse_points
from facet.loyalty.services.settling import Settled, settle_purchase
from facet.loyalty.services.spending import extend_reservation, is_reserved, release_points
from facet.loyalty.services.stored_value import (
    Moved,
    ValueMovement,
    load_stored_value,
    lock_card,
    return_stored_value,
    spend_stored_value,
)

__all__ = [
    "Adjusted",
    "Adjustment",
    "Asked",
    "BatchIn",
    "CardIn",
    "CardOpened",
    "ClawBackIn",
    "ConvertIn",
    "Converted",
    "CouponIn",
    "CouponTypeIn",
    "CouponUseIn",
    "CouponUsedUp",
    "CouponsWith",
    "Earned",
    "Gift",
    "GiftIn",
    "Given",
    "GrantIn",
    "Issue",
    "Moved",
    "Owed",
    "PrizeIn",
    "ProofIn",
    "RedeemIn",
    "Redeemed",
    "Reserved",
    "ReturnedLine",
    "Rules",
    "Settled",
    "SpentPoints",
    "StockIn",
    "TakenBack",
    "TransferIn",
    "Transferred",
    "ValueMovement",
    "adjust_points",
    "ask_proof",
    "ask_replay",
    "begin_without_rules",
    "cancel_redemption",
    "claw_back_points",
    "close_coupon_type",
    "convert_points",
    "earn_points",
    "end_reservations",
    "expire_coupons",
    "expire_points",
    "extend_reservation",
    "freeze_card",
    "give_birthday_gift",
    "give_coupons",
    "give_gift",
    "give_grant_page",
    "give_proof",
    "give_survey_points",
    "grant_points",
    "hand_over",
    "install_programme",
    "is_reserved",
    "issue_coupon",
    "issue_coupons",
    "load_stored_value",
    "lock_card",
    "make_coupon_batch",
    "name_card",
    "note_expiry",
    "open_account",
    "open_coupon_type",
    "open_stored_value",
    "pay_out_card",
    "publish_rule_version",
    "redeem_coupon",
    "redeem_coupon_at_counter",
    "redeem_points",
    "regrade_members",
    "release_points",
    "release_points_due",
    "request_rules_approval",
    "reserve_points",
    "restore_coupon",
    "return_spent_points",
    "return_stored_value",
    "reverse_points",
    "save_draft",
    "save_prize",
    "set_pin",
    "settle_owed_sales",
    "settle_purchase",
    "spend_points",
    "spend_points_on_goods",
    "spend_points_as_cash",
    "ValueIn",
    "sell_value",
    "spend_stored_value",
    "stock_prizes",
    "stop_rule_version",
    "take_back_coupons",
    "take_out_codes",
    "take_proof",
    "take_proof_if_asked",
    "tell_expiry",
    "transfer_points",
    "undo_grant",
    "void_coupon",
]
