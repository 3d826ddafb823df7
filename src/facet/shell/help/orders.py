"""Help for deposits, layaways and customers' orders."""

from facet.shell.help.definition import Help

ORDERS = {
    "sales:deposits": Help(
        title_zh="定金",
        title_en="Deposits",
        zh=(
            "会员预先付的钱都在这里：定金、预付款、分期留货。",
            "按单号、条码、会员号、状态、类型找；底下有合计，可以导出。",
            "点单号看余额、锁价、留货和每一笔流水。",
            "收钱在收银台：打开“收定金”，上单后照常收款。",
            "定金最多占货价两成，超过的是预付款，单据上印得清楚。",
        ),
        en=(
            "What members left before the goods: earnest money, prepayments and layaways.",
            "Find by number, tag, member, state or kind; the totals follow, and the list can be exported.",
            "A number opens what is left, what is promised and every movement.",
            "Money is taken at the till: open Take a deposit, put it on the ticket, take the payment.",
            "Earnest money is at most a fifth of the price; what is above is a prepayment, and the slip says so.",
        ),
        related=("sales:till", "sales:custom_orders"),
    ),
    "sales:deposit_new": Help(
        title_zh="收定金",
        title_en="Take a deposit",
        zh=(
            "填本次收款和货价，类型留空就按两成自动判断。",
            "要锁金价，选金料、填克重；超出的克重按当日金价。",
            "要留货，扫条码；到期前别人买不走。",
            "分期留货：选类型、扫条码、填期数，首付至少两成。",
            "点“上单”回收银台收款，收完款才生效。",
        ),
        en=(
            "Write the amount and the price; without a kind the fifth decides.",
            "To lock the gold price choose the metal and the grams; what is beyond costs the day's price.",
            "To keep a piece scan its tag; nobody else can buy it until its day.",
            "A layaway names the kind, the tag and the instalments; at least a fifth is paid down.",
            "Put it on the ticket and take the payment; it counts when it is paid.",
        ),
        related=("sales:till", "sales:deposits"),
    ),
    "sales:deposit_use": Help(
        title_zh="用定金",
        title_en="Use a deposit",
        zh=(
            "收银台选好会员，她的定金就列出来；也可以扫单子。",
            "用上以后，锁的价格生效，留的货自动上单。",
            "收款时定金已经填好，可以改金额。",
            "别店收的定金也能用，每笔只能用一次。",
            "用剩的余额还在，可以再用或结清。",
        ),
        en=(
            "Name the member at the till and her deposits stand here; a slip can be scanned, too.",
            "The promised price counts and the kept piece comes along.",
            "On the payment sheet the deposit is filled in; the amount can be changed.",
            "Deposits of other stores work, each once.",
            "What is left stays and can be used or settled.",
        ),
        related=("sales:till", "sales:deposits"),
    ),
    "sales:deposit": Help(
        title_zh="一笔定金",
        title_en="One deposit",
        zh=(
            "左边是余额、货价、锁价和留货，最下面是每一笔流水。",
            "“续付”收分期款或加付；“用到当前单”去购货。",
            "不购货就结清：按条款自动算退多少、留多少。",
            "扣留定金或超出条款，要第二人批准。",
            "单据可以再打，写明这笔钱的法律性质。",
        ),
        en=(
            "What is left, the price, the lock and the kept piece; below, every movement.",
            "Pay in takes an instalment or more; Use on the ticket buys goods with it.",
            "Without goods it is settled: the terms say what goes back and what is kept.",
            "Keeping money, or going beyond the terms, needs a second person.",
            "The slip can be printed again; it says what the money is by law.",
        ),
        related=("sales:deposits",),
    ),
    "sales:custom_orders": Help(
        title_zh="顾客订单",
        title_en="Customers' orders",
        zh=(
            "特订：现有款换尺寸、克重或门店；定制：按顾客意思做。",
            "按阶段、类型、门店、款号、会员号找；合计随条件变。",
            "点单号推进阶段：确认、制作、到店、通知、交付。",
            "逾期的和到店没通知的，会出现在首页待办。",
            "新订单从收银台、会员页面或右上按钮开始。",
        ),
        en=(
            "Special: a known style otherwise. Custom: made to the customer's wish.",
            "Find by stage, kind, store, style or member; the totals follow.",
            "A number opens the order, where it is moved on: confirmed, made, arrived, told, handed over.",
            "Late ones, and those whose customer was not told, stand among the to-dos.",
            "A new one starts at the till, on the member's page, or by the button above.",
        ),
        related=("sales:deposits",),
    ),
    "sales:order": Help(
        title_zh="一张订单",
        title_en="One order",
        zh=(
            "写着要什么、预估价、约定日期、顾客来料的纯重。",
            "“下一步”推进阶段；定制要有顾客确认过的图稿才能制作。",
            "图稿拍照上传，写明谁、哪天确认的。",
            "点“收定金”把钱记到这张订单；用这笔定金购货，订单自动交付。",
            "可以在别的门店交付。",
        ),
        en=(
            "What is wanted, the estimate, the promised day and the fine weight of the customer's metal.",
            "Next moves it on; a custom order is made only after a drawing was approved.",
            "Drawings are uploaded as pictures, with who approved them and when.",
            "Take a deposit puts money on it; buying with that deposit hands the order over.",
            "It can be handed over in another store.",
        ),
        related=("sales:custom_orders",),
    ),
    "sales:order_new": Help(
        title_zh="接订单",
        title_en="Take an order",
        zh=(
            "先在收银台选会员，或从会员页面点“接订单”。",
            "特订填款号；要什么照顾客的话写。",
            "预估价填上下限，约定日期写实在的。",
            "顾客带料来，称毛重、测纯重，抵给顾客。",
            "接下后打印单据，请顾客签字，再收定金。",
        ),
        en=(
            "Name the member at the till first, or start from her page.",
            "A special order names its style; write what is wanted in the customer's words.",
            "The estimate is a range; promise a day that can be kept.",
            "Where she brings metal, weigh it gross and note the fine weight.",
            "Print the slip, have it signed, and take a deposit.",
        ),
        related=("sales:custom_orders",),
    ),
}
ORDERS_SAME = {
    **dict.fromkeys(("sales:deposit_slip", "sales:deposit_act"), "sales:deposit"),
    **dict.fromkeys(
        ("sales:order_slip", "sales:order_step", "sales:order_drawing", "sales:order_approve"), "sales:order"
    ),
    "sales:order_picture": "sales:order",
}
