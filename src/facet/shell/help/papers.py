"""Help for what leaves the shop on paper: slips, cards, tags, and how they are laid out."""

from facet.shell.help.definition import Help

PAPERS_SAME = {"sales:print_layout": "sales:print_layouts"}
PAPERS_ANSWERS = frozenset(
    {
        "sales:paper_pdf", "sales:print_paper", "sales:print_layout_preview", "sales:receipt_escpos",
        "warranty:page", "warranty:file", "warranty:keys",  # the customer's pages explain themselves
    }
)  # fmt: skip

PAPERS = {
    "sales:paper": Help(
        title_zh="销售单与质保卡",
        title_en="Slip and warranty card",
        zh=(
            "销售质保单有重量、工费、证书和每件货的电子质保码，三联或 A5 都能打。",
            "质保卡每件一张，卡上的码顾客手机一扫，就看到我们签名的质保页。",
            "换纸点下面的尺寸；存成文件点 PDF。",
            "第二次打印会标“补打”，要有补打权限。",
            "抬头、落款、打哪些内容，在“打印模板”里调，不用改程序。",
        ),
        en=(
            "The slip says weights, labour and certificates and holds a code for each piece; three parts or A5.",
            "There is a card for each piece; its code opens the warranty that we signed.",
            "Another size is one key below; PDF keeps it as a file.",
            "The second print is marked as a reprint and needs that right.",
            "Words and parts are set in Print layouts, without a program.",
        ),
        related=("sales:sales", "sales:reprint", "sales:print_layouts"),
    ),
    "sales:print_layouts": Help(
        title_zh="打印模板",
        title_en="Print layouts",
        zh=(
            "小票、销售质保单、质保卡、旧金单长什么样，在这里定，全公司一套，门店可以另定。",
            "点“排版”：每一项勾上就打，编号就是顺序，打勾去不掉的是必须有的。",
            "右边的样张跟着你改的马上变；点“保存”从你选的那天起生效。",
            "以前卖的补打，还是当时的样子。",
            "门店不想再用自己的，选门店，勾“与全公司一致”。",
        ),
        en=(
            "How receipts, slips, cards and old-gold slips look: for the chain, or for a store that differs.",
            "Lay out: a tick prints a part, its number is its place; parts that cannot be unticked are needed.",
            "The made-up paper beside it follows each change; Save counts from the day you choose.",
            "What was sold before is reprinted as it was.",
            "A store that gives its own up: choose it and tick “As the chain prints it”.",
        ),
        related=("sales:sales", "organisation:policies"),
    ),
    "inventory:tags": Help(
        title_zh="打标签",
        title_en="Print tags",
        zh=(
            "扫或粘贴条码，一次最多 300 张；也可以在货品列表勾选后点“打标签”，入库后直接打。",
            "鼠尾、哑铃两种小标签；随货卡 60 × 40 毫米，按国家标准要标的都在上面。",
            "“查看”先看样子，“打印 PDF”给标签机；一张标签一页，打印时选“实际大小”。",
            "打偏了就填右移、下移几毫米，这台电脑下次记得。",
            "标签上的重量到 0.01 克，只舍不入；别店的货打不了。",
        ),
        en=(
            "Scan or paste tags, at most 300; or pick pieces in the list, or print right after receiving.",
            "Two small labels, and a companion card of 60 × 40 mm with everything the standard asks for.",
            "Show draws them, Print as PDF is for the label printer: one label a page, at actual size.",
            "If the printer is off, say by how many millimetres; this desk remembers.",
            "Weights are cut to 0.01 g, never raised; other stores' pieces are not printed.",
        ),
        related=("inventory:pieces", "inventory:receive"),
    ),
}
