"""Help for cards, credit, joining by QR, joining files and hand-over."""

from facet.shell.help.definition import Help

CARDS = {
    "members:cards": Help(
        title_zh="会员卡",
        title_en="Cards",
        zh=(
            "每张卡一行：卡号、卡种、状态、到期日。",
            "扫卡或输卡号，最快找到一张。",
            "挂失、冻结、解冻在会员页的“会员卡”里做。",
            "补卡后旧卡失效，积分和等级跟着人走。",
        ),
        en=(
            "One line a card: number, kind, state, last day.",
            "Scan it or type its number to find it.",
            "Losing, freezing and thawing are done on the member's page, under Cards.",
            "A replaced card ends; points and grade stay with the person.",
        ),
        related=("members:issue_card",),
    ),
    "members:issue_card": Help(
        title_zh="发卡",
        title_en="Issue a card",
        zh=(
            "先写会员号，再选卡种。",
            "卡号留空由系统编号，也可以扫印好的卡。",
            "实体卡、手机卡都是凭证，一人可以有几张。",
            "发出后马上可以在收银台扫。",
        ),
        en=(
            "Name the member, then choose the kind of card.",
            "Left empty the number is made; a printed card can be scanned.",
            "Plastic or phone, a card is a carrier; one person may have several.",
            "It is found at the till at once.",
        ),
        related=("members:list",),
    ),
    "members:card_types": Help(
        title_zh="卡种",
        title_en="Kinds of card",
        zh=(
            "卡种决定会员价、工费折扣和有效月数。",
            "改卡种只影响以后发的卡，到期日不变。",
            "停用的卡种不再发新卡，旧卡照用。",
            "会员价档次写明会员少付多少：一口价打几折，按克卖的每克减多少；收银时自动算。",
            "手工折扣和卡上的，哪个多按哪个，不叠加。",
        ),
        en=(
            "A kind of card decides member prices, labour discount and months of validity.",
            "A change counts for cards issued later; last days stay.",
            "A kind out of use is issued no more; cards of it stay good.",
            "A price level says what members pay less: percent off fixed prices, yuan off a gram; the till counts it.",
            "Of a discount by hand and the card’s, the larger holds; they do not add up.",
        ),
        related=("members:issue_card",),
    ),
    "members:credit": Help(
        title_zh="会员挂账",
        title_en="A member's credit",
        zh=(
            "额度、已用、逾期几天，一眼看到。",
            "每笔挂账和还款都在下面，先欠的先还。",
            "记错的还款可以撤销，原来那行保留。",
            "对账单可以打印，或存成 PDF。",
        ),
        en=(
            "Limit, what is used and how late it is, at a glance.",
            "Every charge and repayment stands below; the oldest debt is paid first.",
            "A wrong repayment is taken back; its line stays.",
            "The statement can be printed or kept as PDF.",
        ),
        related=("members:credit_limits", "members:credit_repayments"),
    ),
    "members:credit_limits": Help(
        title_zh="挂账额度",
        title_en="Credit limits",
        zh=(
            "谁能挂账、额度多少、欠多少、逾期多久。",
            "点一行改额度；额度不能低于已欠的钱。",
            "逾期天数超过门店规定会提醒店长。",
        ),
        en=(
            "Who may owe, how much, what is owed and how late.",
            "Open a line to change a limit; it is never below what is owed.",
            "The manager is told when debts are older than the store's rule.",
        ),
        related=("members:credit_repayments",),
    ),
    "members:credit_repayments": Help(
        title_zh="收挂账款",
        title_en="Repay credit",
        zh=(
            "先找会员，看欠多少，再写收多少。",
            "先欠的先还，多收会被退回并说明。",
            "收款方式照实选，当班对账要用。",
        ),
        en=(
            "Find the member, see what is owed, write what was paid.",
            "The oldest debt is paid first; more than is owed is refused in words.",
            "Choose the true means of payment; the shift's count needs it.",
        ),
        related=("members:credit_limits",),
    ),
    "members:merge": Help(
        title_zh="合并档案",
        title_en="Join two files",
        zh=(
            "同一个人有两份档案时，合成一份。",
            "左右对照每一栏，选留下哪个值。",
            "积分、消费、卡、挂账都并过去，账不会变。",
            "要第二人审批；合错了可以拆开还原。",
        ),
        en=(
            "For one person with two files.",
            "Compare them field by field and choose what stays.",
            "Points, spending, cards and credit move over; no sum changes.",
            "A second person agrees; a wrong join can be undone.",
        ),
        related=("members:list",),
    ),
    "members:hand_over": Help(
        title_zh="移交会员",
        title_en="Hand over members",
        zh=(
            "同事离职或调店时，一步移交全部会员。",
            "可以给一个人，也可以平均分给几个人。",
            "移交后新导购马上看得到，历史业绩不动。",
        ),
        en=(
            "When a colleague leaves or moves, all members go on in one step.",
            "To one person, or evenly to several.",
            "The new clerk sees them at once; past results stay where they were.",
        ),
        related=("members:list",),
    ),
    "members:public": Help(
        title_zh="公共会员",
        title_en="Public members",
        zh=(
            "很久没人接待的会员，谁都可以认领。",
            "认领后归你照顾，每天最多认领几位由门店定。",
            "静默几个月才公开，在规则里设置。",
        ),
        en=(
            "Members whom nobody has served for long; any clerk of the store may claim them.",
            "A claimed member is in your care; the store limits claims a day.",
            "After how many silent months they are public is a rule of the house.",
        ),
        related=("members:list",),
    ),
    "members:grade_report": Help(
        title_zh="等级业绩",
        title_en="Grades in figures",
        zh=(
            "各等级现在有多少会员，这些天买了多少钱、多少克。",
            "毛利只给能看成本的人看，已扣增值税和成本。",
            "高等级会员太久没联系的，点人数就能去打电话。",
            "按会员现在的等级算，可以导出表格。",
        ),
        en=(
            "How many members each grade has, and what they bought in yuan and grams.",
            "Margin is for those who see costs; tax and cost are taken off.",
            "Click the number of senior members left alone to call them.",
            "Counted by the grade members have now; it can be exported.",
        ),
        related=("members:silent",),
    ),
    "members:invite": Help(
        title_zh="扫码入会",
        title_en="Join by QR",
        zh=(
            "给顾客看这个二维码，用自己的手机入会。",
            "码会过期，也只能用规定的次数。",
            "顾客填姓名和电话，看过说明再同意。",
            "入会后手机上有自己的卡页和余额。",
        ),
        en=(
            "Show this code to the customer, who joins on her own phone.",
            "It ends after a while and after its number of uses.",
            "She writes name and phone, and agrees after reading the text.",
            "Then her phone shows her card page and balance.",
        ),
        related=("members:add",),
    ),
    "members:own_card": Help(
        title_zh="我的会员卡",
        title_en="My member card",
        zh=(
            "这是顾客自己手机上看到的页面。",
            "二维码每分钟换一次，截图不能用。",
            "积分、券和消费都在这里。",
        ),
        en=(
            "This is what the customer sees on her own phone.",
            "The code changes every minute; a screenshot is no use.",
            "Points, coupons and purchases stand here.",
        ),
    ),
}

CARDS_SAME = {
    **dict.fromkeys(("members:card_type", "members:card_type_new", "members:price_level"), "members:card_types"),
    **dict.fromkeys(("members:credit_limit",), "members:credit_limits"),
    "members:replace_card": "members:issue_card",
    "members:merge_two": "members:merge",
    "members:join": "members:invite",
    "members:join_messages": "members:invite",
    "members:write_off": "members:credit",
}
CARDS_ANSWERS = frozenset({"members:credit_pdf", "members:join_code"})
