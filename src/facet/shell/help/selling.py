"""Help for the day's end and for what salespeople earn and reach."""

from facet.shell.help.definition import Help

SELLING = {
    "sales:pay_in": Help(
        title_zh="收支登记",
        title_en="Pay in",
        zh=(
            "不走销售单的钱在这里登：储值充值、会员还款、补零钱、门店支出、缴存保险柜。",
            "金额一律写正数；支出和存保险柜系统自己会减。",
            "会员还款写会员，欠款马上减少；储值写卡号是充值，空着是开新卡。",
            "支出要写用途；换零钱、支出、存保险柜只能用现金。",
            "交班时应有数会把这些算进去。",
        ),
        en=(
            "Money beside tickets: value cards, repaid credit, change, expenses, cash to the safe.",
            "Write amounts above zero; what goes out is taken off for you.",
            "Name the member who pays back; a card's number loads it, empty opens a new one.",
            "Expenses say what for; change, expenses and the safe are cash.",
            "The shift's count expects it all.",
        ),
        related=("sales:shift", "sales:day_close"),
    ),
    "sales:day_close": Help(
        title_zh="日结",
        title_en="Day close",
        zh=(
            "一家店一天所有的班合在一起：每种付款方式应有多少、点了多少、差多少。",
            "还有班没交、有收款没弄清，要先处理；店长写明原因才能先结。",
            "“应送银行”是除备用金外的现金，加上存进保险柜的。",
            "存款回单号、谁送的写在右下，差多少没存一眼看到。",
            "结了以后又开了单，再结一次就是，不会挡住卖货。",
        ),
        en=(
            "All shifts of a store's day: by means, what should be there, what was counted, the difference.",
            "Count open shifts and settle unclear payments first; a manager may close with a reason.",
            "For the bank is the cash beyond the floats, with what went to the safe.",
            "Enter the bank's slip and who carried it; what is still in the store is told.",
            "A ticket afterwards is not blocked: close again.",
        ),
        related=("sales:day", "sales:shift", "sales:reconcile"),
    ),
    "sales:commission": Help(
        title_zh="提成",
        title_en="Commission",
        zh=(
            "一个月里每个人、每家店的提成，多的在前。",
            "自己的人人能看，同事的要有权限。",
            "退货按当时存下的数原样扣回，跟现在的方案无关。",
            "点工号看到每一行，可以导出。",
            "换月份点“上月”“下月”。",
        ),
        en=(
            "What each person earned in a month, by store, the most first.",
            "Everybody sees her own; colleagues' need a right.",
            "Returns take back exactly what was stored, whatever plan holds today.",
            "A staff number opens every line, which can be exported.",
            "Step through the months at the top.",
        ),
        related=("sales:commission_plans", "sales:results"),
    ),
    "sales:commission_plans": Help(
        title_zh="提成方案",
        title_en="Commission plans",
        zh=(
            "规则从上往下试，先合适的算；按件定额的排在所有规则前面，代替其他。",
            "可按克、按成交额、按工费、按件；可限品类、款式、角色、门店。",
            "改方案先起草，草稿从上一版抄过来。",
            "起草的人不能自己发布，要另一个人看过再发。",
            "发布后不能改，以前的单不受影响。",
        ),
        en=(
            "Rules are tried from the top; a sum per piece comes before all others and replaces them.",
            "By the gram, the takings, the labour or the piece; for a category, style, role or store.",
            "Begin with a draft; it is a copy of the last plan.",
            "Who drafted cannot publish; a second person reads and publishes.",
            "A published plan never changes, nor do earlier tickets.",
        ),
        related=("sales:commission",),
    ),
    "sales:targets": Help(
        title_zh="指标",
        title_en="Targets",
        zh=(
            "一家店一个月要卖多少钱、几件、几克，和已经卖了多少。",
            "门店和每个人各一行；填好点“保存指标”。",
            "某天特别的，在下面那天填；没填的日子平分剩下的。",
            "这个月还是空的，可以一键抄上个月。",
            "完成率不进位，真到了才显示百分之百。",
        ),
        en=(
            "What a store is to sell in a month in yuan, pieces and grams, and what it sold.",
            "One row for the store and one for each person; then set the targets.",
            "A special day has its own target below; the other days share what is left.",
            "An empty month can copy the last one.",
            "What is reached is cut, never rounded up to all.",
        ),
        related=("sales:results", "sales:day"),
    ),
    "sales:goods_for_points": Help(
        title_zh="积分换货",
        title_en="Goods for points",
        zh=(
            "会员用积分直接换库存里的货，不用付钱。",
            "先在收银台扫货、选会员，再点“积分换货”。",
            "按积分抵现的比例，整单全部用积分，不受抵现上限限制。",
            "要会员本人同意：验证码、动态码或密码。",
            "这单不再得积分；退货时积分退回原来的批次。",
        ),
        en=(
            "A member takes goods from stock for points; no money is paid.",
            "Scan the goods and name the member at the till, then press “Goods for points”.",
            "At the rate of points as cash, the whole ticket, beyond its usual share.",
            "The member agrees herself: by code, changing code or PIN.",
            "The ticket earns nothing; a return gives the points back to their lots.",
        ),
        related=("sales:till", "loyalty:redeem"),
    ),
    "sales:visit": Help(
        title_zh="进店登记",
        title_en="Visit",
        zh=(
            "客人走了按一下：买了，还是没买；几个人一起来的可以改人数。",
            "想要的没有，选品类，按“告诉采购”，两下就好。",
            "克重、价位、圈口知道就选，不知道空着。",
            "记了会员，到货时好通知她。",
            "上面看得到今天和本月的成交率。",
        ),
        en=(
            "One key when a customer leaves: bought or not; change how many came together.",
            "Wanted what is not there: choose the category and tell the buyers.",
            "Weight, price and size if you know them.",
            "With the member named she can be told when it comes.",
            "Above stands how many bought, today and this month.",
        ),
        related=("sales:asked_for", "sales:results"),
    ),
    "sales:receptions": Help(
        title_zh="进店记录",
        title_en="Visits",
        zh=(
            "每一批客人：什么时候、几个人、谁接待的、结果怎样。",
            "按日期、门店、工号、结果筛选。",
            "下面合计就是成交率。",
            "只列你能看的门店。",
            "可以导出。",
        ),
        en=(
            "Every visit: when, how many, who served, how it ended.",
            "Filter by day, store, staff number and outcome.",
            "The foot of the list tells how many bought.",
            "Only stores in your reach are listed.",
            "It can be exported.",
        ),
        related=("sales:visit",),
    ),
    "sales:asked_for": Help(
        title_zh="缺货登记",
        title_en="Asked for and missing",
        zh=(
            "客人想要、店里没有的东西，一条一条在这里。",
            "按日期、门店、品类、克重、价位筛选。",
            "采购计划把它当作流失的生意算进去。",
            "有会员号的，到货可以先告诉她。",
            "可以导出。",
        ),
        en=(
            "What customers wanted and the stores did not have.",
            "Filter by day, store, category, weight and price.",
            "The purchase plan counts it as lost sales.",
            "Where a member is named, she can be told first.",
            "It can be exported.",
        ),
        related=("sales:visit",),
    ),
}

SELLING_SAME = {"sales:commission_entries": "sales:commission"}
