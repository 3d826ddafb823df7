"""Help for suppliers, purchase orders, deliveries, bills, grams owed and goods of others."""

from facet.shell.help.definition import Help

BUYING = {
    "purchasing:suppliers": Help(
        title_zh="供应商", title_en="Suppliers",
        zh=(
            "谁供货、有多少未完成的单，都在这里。",
            "点名称看准时率、一直没交、拒收和实测交期。",
            "约定条件里写交期、付款天数、接收采购单的邮箱。",
            "工费价目按品类或款号，写明起用日，不覆盖旧价。",
            "新供应商在往来单位里登记。",
        ),
        en=(
            "Who delivers, and how much is open.",
            "A name opens punctuality, what never came, what was refused, and measured lead times.",
            "Terms hold lead time, payment days and the address for orders.",
            "Labour prices are for a category or a style from a day on; nothing is overwritten.",
            "A new supplier is entered among the partners.",
        ),
        related=("purchasing:orders", "purchasing:returns"),
    ),
    "purchasing:orders": Help(
        title_zh="采购单", title_en="Purchase orders",
        zh=(
            "先写草稿，再审批；超出限额要另一人同意。",
            "发送：PDF 和确认链接发到供应商邮箱；没发出会说明，可以再发。",
            "供应商答复少交或晚交，门店会收到待办。",
            "收货：每行写行号、条码、克数；拒收的加 x 和原因。",
            "不再等的部分用“取消余量”。",
        ),
        en=(
            "Write a draft, approve it; above your limit a second person says yes.",
            "Sending mails the paper with a link to confirm; a failure is told and can be repeated.",
            "Less, or later than wanted, puts a to-do on the store's list.",
            "Receiving: line, tag and grams of each piece; x and a reason refuses one.",
            "Cancel the rest when it is not waited for any more.",
        ),
        related=("purchasing:orders", "purchasing:returns"),
    ),
    "purchasing:to_receive": Help(
        title_zh="采购收货", title_en="Goods to receive",
        zh=(
            "已审批、已发送、还有货没到的采购单，最急的在最上面。",
            "点单号开始收货：每行写行号、条码、克数；拒收的加 x 和原因。",
            "散货写行号、散货编号、件数和克数，例如 2 BEAD-5 120件 86.4。",
            "货多时下载填写表，填好后从表格导入：先试算，有错逐行指出，全部正确才入库。",
            "收完在采购单页面打印这一批的标签。",
        ),
        en=(
            "Orders that are approved or sent and still lack goods, the most urgent on top.",
            "A number opens receiving: line, tag and grams of each piece; x and a reason refuses one.",
            "Bulk goods are line, lot, count and grams, e.g. 2 BEAD-5 120p 86.4.",
            "For many pieces fetch the sheet and take it in filled: tried first, each mistake named, all rows or none.",
            "Afterwards the order's page prints exactly these tags.",
        ),
        related=("purchasing:orders", "inventory:tags"),
    ),
    "purchasing:returns": Help(
        title_zh="供应商退货", title_en="Supplier returns",
        zh=(
            "只有从该供应商来的货才能退回。",
            "扫条码，写原因，货品从此离库。",
            "先来货后结价的，所欠克数一并抵掉。",
            "点单号看每件的重量和成本。",
        ),
        en=(
            "Only what a supplier delivered goes back there.",
            "Scan the tags and say why; the pieces leave for good.",
            "Grams that were still owed for them are owed no longer.",
            "A number opens its pieces.",
        ),
        related=("purchasing:orders", "purchasing:returns"),
    ),
    "purchasing:owed": Help(
        title_zh="欠料与结价", title_en="Grams owed",
        zh=(
            "后结价的采购单到货后，这里按供应商列出所欠纯金克数。",
            "到货时成本是暂估；结价后变成实际成本。",
            "可以分几次结，先结最早的；用现款、付料或旧金。",
            "已售货品的成本不变，差额留在结价单上。",
            "每次结价都在“结价记录”。",
        ),
        en=(
            "Fine grams that unpriced deliveries left owing, by supplier.",
            "Until then a piece's cost is provisional; a fixed price makes it real.",
            "Fix some or all, the oldest first, in money, metal or old gold.",
            "What is sold keeps its cost; the difference stands on the fixing.",
            "Each fixing stands under Fixed prices.",
        ),
        related=("purchasing:orders", "purchasing:returns"),
    ),
    "purchasing:bills": Help(
        title_zh="供应商账单", title_en="Suppliers' bills",
        zh=(
            "选供应商，系统列出还没开账单的收货。",
            "逐行与采购单、收货核对，差异写明：件数、克数、金额、重复。",
            "相符的按约定天数付款；有差异的要另一人在限额内同意。",
            "黄金要写渠道、用途、发票种类；按规定算可抵扣税额。",
        ),
        en=(
            "Choose the supplier; what was received and not billed is filled in.",
            "Each line is set beside order and receipt; what differs is named.",
            "A bill that differs needs another person's yes, within that person's limit.",
            "Gold names where it was bought, what for and on which paper: tax follows.",
        ),
        related=("purchasing:orders", "purchasing:returns"),
    ),
    "purchasing:consigned": Help(
        title_zh="代销货品", title_en="Consigned goods",
        zh=(
            "供应商寄售在店里的货，售出前归供应商。",
            "售出后到“结算已售货品”，一次结清或扫几件。",
            "可按约定价，也可按当天每克价结金料。",
            "结算后货归我们，顾客退回的也归我们。",
        ),
        en=(
            "Goods of suppliers in our trays; theirs until sold.",
            "Settle what was sold, all at once or by tags.",
            "At the agreed price, or with the metal at a price per gram of the day.",
            "From then on they are ours, also when a customer brings them back.",
        ),
        related=("purchasing:orders", "purchasing:returns"),
    ),
    "purchasing:memos": Help(
        title_zh="借出货品", title_en="Lent goods",
        zh=(
            "把货借给伙伴，写明应还日，期间不能卖。",
            "到期门店有待办；逾期在单上标红。",
            "还回时扫条码，没还的继续算在伙伴处。",
        ),
        en=(
            "Pieces lent to a partner until a day; they cannot be sold meanwhile.",
            "On the day the store has a to-do; later the memo turns red.",
            "Scan what comes back; the rest stays with the partner.",
        ),
        related=("purchasing:orders", "purchasing:returns"),
    ),
}  # fmt: skip

BUYING_SAME = {
    **dict.fromkeys(("purchasing:supplier", "purchasing:supplier_terms"), "purchasing:suppliers"),
    **dict.fromkeys(("purchasing:order", "purchasing:order_new", "purchasing:order_confirm"), "purchasing:orders"),
    "purchasing:order_cancel": "purchasing:orders",
    "purchasing:order_receive": "purchasing:to_receive",
    **dict.fromkeys(("purchasing:return", "purchasing:return_new"), "purchasing:returns"),
    **dict.fromkeys(("purchasing:fix", "purchasing:fixings"), "purchasing:owed"),
    **dict.fromkeys(("purchasing:bill", "purchasing:bill_new"), "purchasing:bills"),
    **dict.fromkeys(("purchasing:consignment_settle", "purchasing:settlements"), "purchasing:consigned"),
    **dict.fromkeys(("purchasing:memo", "purchasing:memo_new", "purchasing:memo_back"), "purchasing:memos"),
    "purchasing:supplier_price": "purchasing:suppliers",
}

BUYING_ANSWERS = frozenset({"purchasing:order_paper", "purchasing:order_sheet", "purchasing:supplier_answer"})
