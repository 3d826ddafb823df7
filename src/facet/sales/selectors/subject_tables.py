"""The sales tables that hold something of a person, and how each forgets. See kernel/privacy.py."""

from facet.kernel.errors import gettext_noop
from facet.kernel.privacy import EMPTY, KEPT, SubjectTable

TABLES = (
    SubjectTable("sales.Sale", gettext_noop("Tickets"), order=60),
    SubjectTable("sales.SaleLine", gettext_noop("Lines of tickets"), "sale__member", order=61),
    SubjectTable(
        "sales.Tender",
        gettext_noop("Payments"),
        "sale__member",
        {"reference": KEPT},
        order=62,
        why_kept=gettext_noop("Payment references are vouchers of the accounts and are kept for ten years."),
    ),
    SubjectTable("sales.ReceiptPrint", gettext_noop("Receipts printed"), "sale__member", order=63),
    SubjectTable("sales.PaperPrint", gettext_noop("Papers of tickets printed"), "sale__member", order=63),
    SubjectTable("sales.StaffShare", gettext_noop("Who served"), "line__sale__member", order=64),
    SubjectTable(
        "sales.ReturnedGoods", gettext_noop("Goods brought back"), "line__sale__member", {"note": EMPTY}, order=65
    ),
    SubjectTable(
        "sales.MaterialPiece",
        gettext_noop("Old gold brought in"),
        "line__sale__member",
        {"description": KEPT},
        order=65,
        why_kept=gettext_noop("What old gold looked like belongs to the record of second-hand trade."),
    ),
    SubjectTable(
        "sales.MaterialPhoto",
        gettext_noop("Pictures of old gold"),
        "piece__line__sale__member",
        {"caption": EMPTY},
        order=65,
    ),
    SubjectTable(
        "sales.SellerIdentity",
        gettext_noop("Identity as a seller of gold"),
        "member",
        {"name": KEPT, "number": KEPT},
        order=65,
        why_kept=gettext_noop("The law on second-hand gold and on money laundering wants sellers kept on record."),
    ),
    SubjectTable(
        "sales.CashIdentity",
        gettext_noop("Identity for a large sum in cash"),
        "member",
        {"name": KEPT, "number": KEPT},
        order=65,
        why_kept=gettext_noop("The law on money laundering wants who paid large sums in cash kept on record."),
    ),
    SubjectTable(
        "sales.InvoiceRequest",
        gettext_noop("Invoices"),
        "sale__member",
        {"title": KEPT, "tax_number": KEPT, "email": KEPT, "reason": KEPT},
        order=65,
        why_kept=gettext_noop("Invoices are tax vouchers and are kept for ten years."),
    ),
    SubjectTable("sales.DrawerEntry", gettext_noop("Money paid in"), "member", {"note": EMPTY}, order=65),
    SubjectTable("sales.CommissionEntry", gettext_noop("Commission on tickets"), "line__sale__member", order=65),
    SubjectTable("sales.Reception", gettext_noop("Visits"), "member", {"note": EMPTY}, order=65),
    SubjectTable("sales.AskedFor", gettext_noop("What was asked for"), "member", {"note": EMPTY}, order=65),
    SubjectTable("sales.Basket", gettext_noop("Tickets put aside"), order=66),
    SubjectTable("sales.BasketLine", gettext_noop("Lines put aside"), "basket__member", order=67),
    SubjectTable(
        "sales.Quotation",
        gettext_noop("Quotes"),
        "member",
        {"customer": EMPTY, "note": EMPTY, "reason": EMPTY},
        order=67,
    ),
    SubjectTable("sales.QuotationLine", gettext_noop("Lines of quotes"), "quotation__member", order=67),
    SubjectTable("sales.Deposit", gettext_noop("Deposits and layaways"), "member", {"subject": EMPTY}, order=68),
    SubjectTable("sales.DepositEntry", gettext_noop("Entries of deposits"), "deposit__member", order=68),
    SubjectTable("sales.Instalment", gettext_noop("Instalments"), "deposit__member", order=68),
    SubjectTable("sales.CustomerOrder", gettext_noop("Orders"), "member", {"design": EMPTY}, order=69),
    SubjectTable("sales.OrderStep", gettext_noop("Stages of orders"), "order__member", {"note": EMPTY}, order=69),
    SubjectTable("sales.OrderDrawing", gettext_noop("Drawings"), "order__member", {"caption": EMPTY}, order=69),
    SubjectTable(
        "sales.ServiceJob", gettext_noop("Services"), "member", {"description": EMPTY, "workshop": EMPTY}, order=70
    ),
    SubjectTable("sales.JobStep", gettext_noop("Stages of services"), "job__member", {"note": EMPTY}, order=70),
    SubjectTable("sales.JobPhoto", gettext_noop("Pictures of services"), "job__member", {"caption": EMPTY}, order=70),
    SubjectTable(
        "sales.Signature",
        gettext_noop("Signatures"),
        "member",
        {"strokes": KEPT},
        order=70,
        why_kept=gettext_noop("Signatures prove who brought and fetched what; they are kept as long as its papers."),
    ),
    SubjectTable("sales.Payable", gettext_noop("What a till collects"), "member", order=70),
    SubjectTable(
        "sales.Delivery", gettext_noop("Deliveries"), "member", {"address": EMPTY, "receiver": EMPTY}, order=71
    ),
    SubjectTable("sales.DeliveryLine", gettext_noop("Goods of deliveries"), "delivery__member", order=71),
    SubjectTable(
        "sales.DeliveryPhoto", gettext_noop("Proofs of hand-over"), "delivery__member", {"caption": EMPTY}, order=71
    ),
    SubjectTable(
        "sales.DeliveryStep", gettext_noop("Stages of deliveries"), "delivery__member", {"note": EMPTY}, order=71
    ),
)
