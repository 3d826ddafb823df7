"""Help for the books of stock: metal, months, measures, ageing, losses."""

from facet.shell.help.definition import Help

BOOKS_SAME = {
    "inventory:metal_account": "inventory:metal",
    "inventory:metal_transfer": "inventory:metal",
    "inventory:month_papers": "inventory:month_book",
}

BOOKS_ANSWERS = frozenset({"inventory:month_lock", "inventory:month_reopen", "inventory:markdown"})

BOOKS = {
    "inventory:metal": Help(
        title_zh="金料账",
        title_en="Metal accounts",
        zh=(
            "每一克纯金（铂、钯、银）在哪、谁欠谁，一目了然。",
            "上面是敞口：自有＋应收回－已承诺－客户的料；填一个涨跌看值多少钱。",
            "货品自己带着料走：入库、销售、调拨、报损，十分钟内自动记。",
            "“交料”记打金师傅、精炼厂、供应商之间的料，两边同时记。",
            "点一个户头看每一笔：哪张单、谁经手。",
        ),
        en=(
            "Where every gram of pure metal lies, and who owes whom.",
            "On top the exposure: owned + due back − promised − customers'; type a move to see its worth.",
            "Goods carry their own metal: booked within ten minutes.",
            "Hand metal over books goldsmiths, refiners, suppliers, both sides at once.",
            "Open an account for every posting: its paper and its person.",
        ),
        related=("inventory:month_book", "inventory:losses"),
    ),
    "inventory:metal_closing": Help(
        title_zh="金料日结",
        title_en="Daily closing of metal",
        zh=(
            "每晚 04:20 结前一天：每店每种成色，期初＋进－出＝期末，再跟货品重量对。",
            "差得比允差多，门店会收到待办。",
            "“料去了哪”点名：哪张单、谁、差多少克。",
            "调拨两头称重不同也列在这里。",
            "结过的日子不再记账；晚到的单列为“晚到”。",
        ),
        en=(
            "At 04:20 the day before is closed: opening + in − out against what the goods weigh.",
            "A difference beyond the tolerance gives the store a to-do.",
            "Where metal went names paper, person and grams.",
            "Transfers whose two scales differ stand here, too.",
            "A closed day takes nothing more; late papers are named.",
        ),
        related=("inventory:metal",),
    ),
    "inventory:month_book": Help(
        title_zh="月结进销存",
        title_en="Month book",
        zh=(
            "每店每品类：期初＋进－出＝期末，按件、克、成本看。",
            "点门店看品类，点数字看是哪些单、哪些货。",
            "在途的货算发货店的，到了才算收货店的。",
            "月份过完由财务锁定；锁了以后的更正记在下个月。",
            "要重开：一个人申请并写原因，另一个人打开。",
        ),
        en=(
            "By store and category: opening + in − out = closing, in pieces, grams and cost.",
            "Open a store for its categories, a number for its papers and pieces.",
            "Goods on the road count with the sender until they arrive.",
            "Finance locks a month that is over; later changes are corrections of the next.",
            "To open one again, one person asks with a reason and another opens it.",
        ),
        related=("inventory:measures", "inventory:metal"),
    ),
    "inventory:measures": Help(
        title_zh="库存指标",
        title_en="Stock measures",
        zh=(
            "最近十二个月，按成本算；图是每月初的库存成本。",
            "毛利回报＝毛利÷平均库存；周转＝销售成本÷平均库存。",
            "库存天数＝365÷周转；持有成本和损耗率在业务参数里改。",
            "“损失”是这段时间报损减找回。",
            "下面是好卖的款和躺着的款。",
        ),
        en=(
            "The last twelve months at cost; the chart is the stock at the start of each month.",
            "GMROI = margin ÷ average stock; turns = cost of sales ÷ average stock.",
            "Days = 365 ÷ turns; rates of holding and shrinkage are settings of the house.",
            "Lost is what was written off less what was found.",
            "Below are the styles that sell best and those that lie.",
        ),
        related=("inventory:ageing", "inventory:costing"),
    ),
    "inventory:costing": Help(
        title_zh="成本核算",
        title_en="Costing",
        zh=(
            "在店货品的成本，按品类分料、工、石、税、运费。",
            "“未分”是没有拆开记的成本。",
            "成本只有有权限的人看得到。",
            "一件货的成本在它自己的页面上。",
        ),
        en=(
            "What the goods in stock cost: metal, craft, stones, tax, freight by category.",
            "Not split is cost that was booked as one sum.",
            "Only those who may see cost see this page.",
            "The cost of one piece stands on its own page.",
        ),
        related=("inventory:measures", "inventory:month_book"),
    ),
    "inventory:ageing": Help(
        title_zh="库龄",
        title_en="Ageing",
        zh=(
            "货躺了多久：分段看件数、克重、金额。",
            "下面列最老的货和建议：先给卖出奖励，再降价，再换店。",
            "“降价”把建议价写到吊牌上，改前改后留底；只能降一次。",
            "天数和比例在业务参数里改。",
            "超过上限的品类点“积压”看。",
        ),
        en=(
            "How long goods have been lying: pieces, grams and value by band.",
            "The oldest pieces with a proposal: a bonus first, then a lower price, then another store.",
            "Mark down writes the proposed price on the tag, once; before and after are kept.",
            "Days and shares are settings of the house.",
            "Overstock lists what is above its maximum.",
        ),
        related=("inventory:measures", "inventory:costing"),
    ),
    "inventory:losses": Help(
        title_zh="损失登记",
        title_en="Losses",
        zh=(
            "盘点少的、路上丢的、报损的，和后来找回的，都在这里。",
            "按门店、原因、经手人合计。",
            "找回的记负数，合计就是净损失。",
            "报损从货品页“撤下”做，写明原因。",
        ),
        en=(
            "Missing in counts, lost on the road, written off, and what was found again.",
            "Added up by store, cause and person.",
            "Finds count below zero, so that sums are net losses.",
            "Write off on the piece's page with Withdraw, and say why.",
        ),
        related=("inventory:stocktake", "inventory:ageing"),
    ),
}
