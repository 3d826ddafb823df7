"""Help for transfers, sharing out, minimums and hand-over of trays."""

from facet.shell.help.definition import Help

TRANSFERS = {
    "inventory:transfers": Help(
        title_zh="调拨",
        title_en="Transfers",
        zh=(
            "本店申请的、发出的、要收的调拨都在这里，点单号看明细。",
            "客人要别店的货：在货品页点“调货”，勾“客人在等”，对方店保留 48 小时。",
            "发货：逐件扫进包裹，填封签号，打印装箱单放进去。",
            "收货：先验封条，逐件扫；没到的仍算发货店的，会点名。",
            "在途的货按天数看“在途”。",
        ),
        en=(
            "What your stores asked for, sent and must receive; a number opens its lines.",
            "A customer wants a piece of another store: ask for it, tick that she waits; it is kept for 48 hours.",
            "Sending: scan each piece, note the seal, print the packing list and put it in.",
            "Receiving: check the seal, scan each piece; what is missing stays the sender's and is named.",
            "What travels, and for how many days, stands under On the road.",
        ),
        keys=(("/", "到搜索框", "Go to the search field"),),
        related=("inventory:move", "inventory:stock"),
    ),
    "inventory:on_the_road": Help(
        title_zh="在途",
        title_en="On the road",
        zh=(
            "两店之间的每一件货，走得最久的在最上面。",
            "“责任方”是发货店：货没收到之前一直归它负责。",
            "点调拨单号看承运和封签号，去问承运人。",
            "找不到了：发货店的货品管理员用“途中丢失”核销。",
            "叫回来了：用“退回发货店”。",
        ),
        en=(
            "Every piece between two stores, what has travelled longest on top.",
            "The sender answers for it until it is received.",
            "The transfer's number shows carrier and seal: ask the carrier.",
            "Gone for good: who manages the sender's goods writes it off as lost.",
            "Called back: bring it back to the sender.",
        ),
        related=("inventory:transfers",),
    ),
    "inventory:allocate": Help(
        title_zh="配货",
        title_en="Share goods out",
        zh=(
            "把到总仓的货分给各店：先列出本周到的货。",
            "点“出建议”：按各店该品类近 90 天销量和现有库存分。",
            "每件后面的门店可以改，选“留下”就不分。",
            "点“生成调拨单”，一家店一张，一次全成或全不成。",
            "总仓按调拨单打包发货。",
        ),
        en=(
            "Goods of the warehouse go to the stores; what came in this week is listed first.",
            "Propose shares by what each store sold of the category in ninety days and has now.",
            "Change the store of any piece, or let it stay.",
            "Make the transfers writes one for each store: all of them or none.",
            "The warehouse packs them as transfers.",
        ),
        related=("inventory:transfers", "inventory:stock"),
    ),
    "inventory:minimums": Help(
        title_zh="库存上下限",
        title_en="Minimums",
        zh=(
            "给门店的品类、款式、散货设最少和最多件数，也可以设预警日。",
            "每一刻钟比对一次：低于下限就给门店开待办，恢复后自动关。",
            "待办里一步到调货页，有货最多的店和最老的货已经填好。",
            "超过上限的就是积压，上面可以只看积压。",
            "断货天数按近 90 天累计。",
        ),
        en=(
            "Set the least and the most pieces of a category, style or lot in a store, and a warning date.",
            "Every quarter of an hour they are compared; a shortage opens a to-do and its end closes it.",
            "The to-do leads to a request with the store that can spare most, and its oldest pieces.",
            "Above the most is overstock; show only those above.",
            "Days without any are counted over the last ninety.",
        ),
        related=("inventory:stock", "inventory:transfers"),
    ),
    "inventory:stock_bands": Help(
        title_zh="分段库存",
        title_en="Stock by band",
        zh=(
            "门店、品类、款式、克重、价位、库龄任选两项交叉。",
            "可看件数、克重、今日金价值；有权限的还能看成本。",
            "克重按净金重分段，价位按一口价分段。",
            "库龄从入库那天算。",
            "最右和最下是合计。",
        ),
        en=(
            "Any two of store, category, style, weight, price and age.",
            "In pieces, grams, today's yuan, and cost for those who may see it.",
            "Weight bands are of the net weight, price bands of the tag price.",
            "Age counts from the day of receiving.",
            "Sums stand at the right and at the foot.",
        ),
        related=("inventory:stock",),
    ),
    "inventory:handover": Help(
        title_zh="早晚盘交接",
        title_en="Hand-over of trays",
        zh=(
            "选门店、接盘人、早盘或晚盘，每盘点一下“签字”就交接好了。",
            "件数默认是账面数，点出来不一样就改；有秤就填连盘的克数。",
            "对不上要写原因，并给门店开待办，库存不会因此改变。",
            "晚上进保险柜的填封签号，清单就在这一页。",
            "点盘号可以整盘称重，查最可能少哪件。",
        ),
        en=(
            "Choose store, who takes over, morning or evening; one tap signs each tray.",
            "The count is filled in from the books; change it if it differs, and add the scale's grams.",
            "A difference needs a reason and opens a to-do; the stock is not changed by it.",
            "Trays that go into the vault get their seal; the list is this page.",
            "A tray's code opens its weighing: what is most likely missing.",
        ),
        related=("inventory:places",),
    ),
    "inventory:tray_weigh": Help(
        title_zh="整盘称重",
        title_en="Weigh tray",
        zh=(
            "把整盘放上秤，填克数，点“比较”。",
            "差在每件 0.01 克以内就算相符。",
            "少了就列出最可能少的一件或两件，最像的在前。",
            "重量一样的，最近动过的排前面。",
            "比账重：有别处的货放在这里。",
        ),
        en=(
            "Put the whole tray on the scale, enter the grams, compare.",
            "Within 0.01 g a piece it agrees.",
            "Short, it names one or two pieces that most likely are missing, the likeliest first.",
            "Among equals the one handled last stands first.",
            "Heavier: something lies there that belongs elsewhere.",
        ),
        related=("inventory:places",),
    ),
}

TRANSFERS_SAME = {
    **dict.fromkeys(("inventory:transfer", "inventory:transfer_request"), "inventory:transfers"),
    **dict.fromkeys(("inventory:transfer_send", "inventory:transfer_send_new"), "inventory:transfers"),
    **dict.fromkeys(("inventory:transfer_receive", "inventory:transfer_cancel"), "inventory:transfers"),
    "inventory:transfer_lose": "inventory:on_the_road",
    "inventory:minimum_new": "inventory:minimums",
}
