"""Help for the catalogue and the gold price."""

from facet.shell.help.definition import Help

CATALOG = {
    "catalog:board": Help(
        title_zh="金价",
        title_en="Gold price",
        zh=(
            "每种材质三个价：零售、换购、回收，都是元/克。",
            "店里每天开门先核对、点“确认”，收银台才按它开单。",
            "改价要写生效时间；与上次差超过 3% 须第二人批准。",
            "已开的单锁住开单时的价，不随改价变。",
            "下面是走势，能看到每次改价是谁、何时、为什么。",
        ),
        en=(
            "Three prices a metal in yuan per gram: retail, exchange, buy-back.",
            "Each store confirms them when it opens; then the till sells by them.",
            "A change says from when; beyond 3 % a second person must approve.",
            "Open tickets keep the price they began with.",
            "The trend below shows who changed what, when and why.",
        ),
        related=("catalog:price_board", "organisation:approvals"),
    ),
    "catalog:price_board": Help(
        title_zh="金价屏",
        title_en="Price screen",
        zh=(
            "给顾客看的大屏，放在店里电视上，按 F11 全屏由您决定。",
            "价格改了会自己更新，不用刷新。",
            "没有确认的价会写“待确认”，不会冒充今天的价。",
            "下面写明谁发布、本店何时确认、物价举报电话。",
            "断网时保留最后的价，并写明时间。",
        ),
        en=(
            "The screen for customers, for a television in the store.",
            "It follows price changes by itself.",
            "A price that is not confirmed says so.",
            "It names who published, when the store confirmed, and the hotline.",
            "Without a connection the last prices stay, with their time.",
        ),
        related=("catalog:board",),
    ),
    "catalog:categories": Help(
        title_zh="品类",
        title_en="Categories",
        zh=(
            "品类像树：黄金下有手镯、戒指、项链，钻石镶嵌下有戒指、吊坠。",
            "品类定默认值：按克还是一口价、工费、损耗、税类、是否积分、能否打折。",
            "货品入库时带上默认值，可以逐件改。",
            "改默认只影响以后入库的货。",
            "有货的品类不能删，可以停用。",
        ),
        en=(
            "Categories form a tree: gold with bangles, rings, necklaces; diamonds with rings, pendants.",
            "A category sets defaults: by weight or fixed price, craft, loss, tax, points, discounts.",
            "Pieces take them when received; each can be changed.",
            "A new default concerns what is received from then on.",
            "A category in use cannot be removed, only switched off.",
        ),
        related=("catalog:styles", "inventory:pieces"),
    ),
    "catalog:styles": Help(
        title_zh="款式",
        title_en="Styles",
        zh=(
            "一个款式是一个设计，下面可以有很多件货。",
            "款号、名称、品类、系列、图片都在款式上。",
            "入库选款式，名称和品类自动带出。",
            "点款式看它有几件在店、卖过几件。",
            "停产的款式停用即可，旧货照常卖。",
        ),
        en=(
            "A style is one design with many pieces.",
            "It holds number, name, category, collection and picture.",
            "Receiving a piece by its style fills in name and category.",
            "Open a style to see how many are in stock and sold.",
            "Switch off what is no longer made; old pieces still sell.",
        ),
        related=("catalog:categories",),
    ),
}
