"""Help for selling without the server, and for what was refused at its return."""

from facet.shell.help.definition import Help

WITHOUT_SERVER = {
    "sales:pending_till": Help(
        title_zh="断网销售",
        title_en="Selling without the server",
        zh=(
            "连不上服务器时，收银台顶上出现黄条，点“继续卖货”到这里；没开的单会一起带过来。",
            "只卖断网时在本店的货，只收现金和刷卡；没有折扣、积分和券。",
            "金价保 30 分钟，到点后只能卖一口价的货；条数和总额有上限。",
            "每单都有待同步号，打一张“待同步”小票给顾客；刷新、重开都不会丢。",
            "服务器恢复后自动按顺序入账，每单只入一次；入不了的交给店长。",
        ),
        en=(
            "When the server is away a bar appears on the till; “Go on selling” brings the ticket here.",
            "Only pieces that lay in this store, for cash or by terminal; no discount, points or coupons.",
            "Gold prices hold for 30 minutes, then only pieces with a price on the tag go on; there is a limit.",
            "Every sale has a number for its slip and survives a reload.",
            "When the server is back all are booked in turn, each once; what cannot be goes to the manager.",
        ),
        related=("sales:till", "sales:conflicts"),
    ),
    "sales:conflicts": Help(
        title_zh="待处理单",
        title_en="Refused sales",
        zh=(
            "断网时卖了、恢复后入不了账的单，一张一张列在这里：谁卖的、什么货、收了多少、为什么。",
            "钱已经收了，系统里还没有单，请先联系顾客。",
            "退了钱选“已退款，货已收回”；换一件或按今天的价重开，先在收银台开好新单，再填新单号。",
            "每张都要写原因，只能处理一次；一张新单只能抵一张。",
            "处理过的在“已处理”里看。",
        ),
        en=(
            "Sales made without the server that could not be booked: who, what, how much and why.",
            "The money was taken and no ticket says so: speak to the customer first.",
            "Give the money back, or make a new ticket at the till and write its number here.",
            "Each is settled once, with a reason; a ticket takes the place of one sale only.",
            "What was settled stays under “Settled”.",
        ),
        related=("sales:till", "sales:reconcile"),
    ),
}

# What the till's script fetches and sends.
WITHOUT_SERVER_ANSWERS = {"sales:pending_prices", "sales:pending_sync", "sales:pending_worker", "sales:settle_conflict"}
