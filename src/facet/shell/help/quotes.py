"""Help for quotes, for the prices of an open ticket, and for finding the same style elsewhere."""

from facet.shell.help.definition import Help

QUOTES = {
    "sales:quotations": Help(
        title_zh="报价单",
        title_en="Quotes",
        zh=(
            "报过的价都在这里：给谁、有效期至哪天、后来成交了还是作废了。",
            "按单号、条码、会员号、状态、报价日期、门店找；下面有张数、金额、件数和克重合计。",
            "点单号看每件货的报价和今天的价，再到收银台成交。",
            "报价不留货，期间谁都可以买；要留货请收定金。",
            "新的报价在收银台扫货以后，点“存为报价单”。",
        ),
        en=(
            "Every price that was promised: to whom, through which day, and whether it was sold or withdrawn.",
            "Find by number, tag, member, state, day or store; quotes, yuan, pieces and grams are added up below.",
            "A number opens what was quoted beside today's prices; from there it is sold at the till.",
            "A quote keeps no piece: anybody may buy it. To keep one take a deposit.",
            "To write a new one scan the goods at the till and save the ticket as a quote.",
        ),
        keys=(("/", "到搜索框", "Go to the search field"),),
        related=("sales:till", "sales:deposits"),
    ),
    "sales:quotation": Help(
        title_zh="一张报价单",
        title_en="One quote",
        zh=(
            "每件货的报价、今天的价、差多少，货还在不在店里，都写明。",
            "点“到收银台成交”；有货不在了就是“其余的到收银台成交”，只在开单的门店。",
            "有效期内按报价收款，到最后一天 24:00；过期了按今天的价。",
            "一张只成交一次，写明会员的只给这位会员；报价行再打折，就改按今天的价打折。",
            "不再算数的，写明原因作废；给顾客的纸用“打印报价单”。",
        ),
        en=(
            "For each piece: its quoted price, today's, the difference, and whether it is still in the store.",
            "Sell it at the till of the store that wrote it; what is gone is left out and the rest is sold.",
            "The quoted price holds through the last day, 24:00; afterwards today's prices count.",
            "It is sold once, to the member it names; a further discount on a line starts from today's price.",
            "Withdraw what no longer counts and say why; Print the quote makes the customer's paper.",
        ),
        related=("sales:quotations", "sales:till"),
    ),
    "sales:quote_ticket": Help(
        title_zh="存为报价单",
        title_en="Save as a quote",
        zh=(
            "把收银台这张票此刻的价格，按金价、折扣和活动，给顾客保留几天。",
            "没有会员时写顾客称呼；称呼和备注都会印在报价单上。",
            "写完这张票就作废，货品照常销售：报价不留货。",
            "只写柜台现货：退货、旧金、定金、服务和券先从票上去掉。",
            "超过你权限的折扣要先批准；以后按报价成交不用再批。",
        ),
        en=(
            "Promises for some days what this ticket costs now, with its gold price, discounts and promotions.",
            "Without a member write the customer's name; the name and the remark stand on the paper.",
            "The ticket is given up afterwards and its pieces are for sale: a quote keeps nothing.",
            "Goods off the shelf only: take returns, old gold, deposits, services and coupons off first.",
            "A discount beyond your limit is approved now; selling at the quoted price needs no second approval.",
        ),
        related=("sales:till", "sales:quotations"),
    ),
    "sales:reprice": Help(
        title_zh="按现价重算",
        title_en="Re-price the ticket",
        zh=(
            "票上的金价会保留一段时间；这里先看每行票上的价、现价和差额。",
            "点“采用现价”才会改；“不改”回收银台，票照旧。",
            "看的时候价又变了，会请你再看一次，不会按没看过的价改。",
            "票上有报价单的，重算后不再按报价；报价单本身照旧有效。",
        ),
        en=(
            "A ticket keeps its gold price for a while; see each line as it is and as it would be now.",
            "Nothing changes until you take the prices of now; Leave as it is goes back to the till.",
            "If prices move while you read, you are asked to look again: nothing unseen is taken.",
            "Prices of a quote on the ticket do not count afterwards; the quote itself stays as it is.",
        ),
        related=("sales:till", "catalog:board"),
    ),
    "sales:basis": Help(
        title_zh="计价方式",
        title_en="Price basis",
        zh=(
            "一口价的货改按克重卖，或按克重的货改按一口价卖，只改票上这一件。",
            "左边是它本来的价、金料值多少和互转底价，不能低于底价。",
            "填商定的一口价，或者每克工费，再选原因。",
            "超过你权限的，回到票上申请批准，收款前要批好；“改回标签计价”就恢复。",
            "互转的行不再打折、不参加活动；按件组成计价的镶石和散货不能互转。",
        ),
        en=(
            "Sells one piece by weight instead of its tag's price, or at a fixed price instead of by weight.",
            "Beside it stand its own price, what its metal is worth, and the lowest price after a switch.",
            "Write the agreed price or the labour a gram, and choose the reason.",
            "Beyond your limit a second person allows it before the ticket is paid; it can be switched back.",
            "A switched line takes no discount or promotion; goods priced by parts and bulk goods cannot switch.",
        ),
        related=("sales:till", "catalog:board"),
    ),
    "inventory:same_style": Help(
        title_zh="查同款",
        title_en="Same style elsewhere",
        zh=(
            "同一款的其他克重、圈口在哪家店，本店的排在前面。",
            "价格按本店今天的价算；没有金价就空着，成本不显示。",
            "本店的点“到收银台”；别店的点“要货”，对方收到待办，留货 48 小时。",
            "在途的、已为人留货的写明，不能要。",
            "这件货没有归款，就查不到同款。",
        ),
        en=(
            "Where the same style lies in other weights and sizes, your own store first.",
            "Prices are what it costs here today, empty without a gold price; cost is not shown.",
            "Yours goes to the till; ask for another store's: it gets a to-do and keeps the piece for 48 hours.",
            "What is on its way or kept for somebody says so and cannot be asked for.",
            "A piece that belongs to no style has none to show.",
        ),
        related=("sales:till", "inventory:pieces", "inventory:transfers"),
    ),
}

QUOTES_SAME = {
    "sales:quotation_paper": "sales:quotation",
    "sales:delivery_slip": "sales:delivery",
    **dict.fromkeys(("sales:ticket_slip", "sales:ticket_card"), "sales:paper"),
}
