"""The writes of sales, one use case a function."""

from facet.sales.services.basis import switch_basis
from facet.sales.services.basket import (
    abandon_basket,
    add_line,
    change_line,
    hold_basket,
    open_basket,
    recall_basket,
    remove_line,
    scan_line,
    set_people,
)
from facet.sales.services.basket_others import add_coupon, add_returns
from facet.sales.services.commission_plans import (
    RuleIn,
    add_commission_rule,
    open_commission_plan,
    publish_commission_plan,
    remove_commission_rule,
)
from facet.sales.services.complete import complete_sale
from facet.sales.services.day import DepositIn, close_day, record_bank_deposit
from facet.sales.services.deliveries import DeliveryIn, DeliveryStepIn, advance_delivery, record_delivery
from facet.sales.services.deposit_basket import add_deposit, use_deposit
from facet.sales.services.drawer import DrawerIn, pay_in
from facet.sales.services.invoicing import InvoiceAnswer, decide_invoice, request_invoice, reveal_invoice
from facet.sales.services.job_basket import add_payable
from facet.sales.services.jobs import JobIn, JobStepIn, advance_job, take_job
from facet.sales.services.melting import MeltIn, melt_material
from facet.sales.services.old_gold_basket import add_old_gold
from facet.sales.services.old_gold_seller import SellerIn, identify_seller
from facet.sales.services.orders import (
    OrderIn,
    OrderStepIn,
    add_drawing,
    advance_order,
    approve_drawing,
    open_order,
)
from facet.sales.services.papers import print_paper
from facet.sales.services.pending import RefusedLine, SettlementIn, keep_conflict, settle_conflict
from facet.sales.services.pictures import PictureIn, add_delivery_photo, add_job_photo, add_material_photo
from facet.sales.services.print_layouts import LayoutIn, set_print_layout
from facet.sales.services.quotations import (
    QuotationIn,
    open_quotation,
    quote_basket,
    use_quotation,
    withdraw_quotation,
)
from facet.sales.services.quote import quote_sale
from facet.sales.services.receipt import print_receipt
from facet.sales.services.reception import VisitIn, WishIn, note_asked_for, note_visit
from facet.sales.services.refining import (
    BagReceipt,
    LotIn,
    LotResult,
    open_refining_lot,
    receive_gold_bag,
    record_refining,
    seal_materials,
    send_gold_bag,
)
from facet.sales.services.repricing import reprice_basket
from facet.sales.services.shift import BlindCount, close_shift, open_shift
from facet.sales.services.signatures import SignatureIn, sign
from facet.sales.services.targets import TargetIn, copy_targets, set_targets
from facet.sales.services.warranty import issue_warranties

__all__ = [
    "QuotationIn",
    "open_quotation",
    "quote_basket",
    "switch_basis",
    "use_quotation",
    "withdraw_quotation",
    "DeliveryIn",
    "DeliveryStepIn",
    "JobIn",
    "JobStepIn",
    "add_job_photo",
    "add_payable",
    "advance_delivery",
    "advance_job",
    "record_delivery",
    "take_job",
    "RefusedLine",
    "SettlementIn",
    "keep_conflict",
    "settle_conflict",
    "TargetIn",
    "VisitIn",
    "WishIn",
    "copy_targets",
    "InvoiceAnswer",
    "decide_invoice",
    "request_invoice",
    "reveal_invoice",
    "note_asked_for",
    "note_visit",
    "set_targets",
    "RuleIn",
    "add_commission_rule",
    "open_commission_plan",
    "publish_commission_plan",
    "remove_commission_rule",
    "DepositIn",
    "DrawerIn",
    "close_day",
    "pay_in",
    "record_bank_deposit",
    "BagReceipt",
    "LotIn",
    "LotResult",
    "SellerIn",
    "add_old_gold",
    "identify_seller",
    "open_refining_lot",
    "receive_gold_bag",
    "record_refining",
    "seal_materials",
    "send_gold_bag",
    "BlindCount",
    "abandon_basket",
    "add_coupon",
    "PictureIn",
    "SignatureIn",
    "MeltIn",
    "add_delivery_photo",
    "add_material_photo",
    "melt_material",
    "sign",
    "OrderIn",
    "OrderStepIn",
    "add_deposit",
    "add_drawing",
    "advance_order",
    "approve_drawing",
    "open_order",
    "add_line",
    "add_returns",
    "change_line",
    "close_shift",
    "complete_sale",
    "hold_basket",
    "open_basket",
    "open_shift",
    "LayoutIn",
    "issue_warranties",
    "print_paper",
    "print_receipt",
    "set_print_layout",
    "quote_sale",
    "recall_basket",
    "remove_line",
    "reprice_basket",
    "scan_line",
    "set_people",
    "use_deposit",
]
