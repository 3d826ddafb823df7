"""Help for promotions."""

from facet.shell.help.definition import Help

PROMOTIONS = {
    "promotions:promotions": Help(
        title_zh="促销",
        title_en="Promotions",
        zh=(
            "一行一个促销：给什么、从哪天到哪天、用了多少单、让了多少钱。",
            "新促销先写草稿，第二个人同意后才上线。",
            "一直到最后一天的 24:00 都有效，按门店当地的日历。",
            "改促销会出新版，已经开的单保留当时的优惠。",
            "点编号看效果、预算用量和各店的份额。",
        ),
        en=(
            "One row a promotion: what it gives, its days, its tickets and what it cost.",
            "A new one is drafted first and goes live with a second person's yes.",
            "It counts through its last day, 24:00, by the store's calendar.",
            "A change makes a new version; tickets of before keep what they got.",
            "The code opens its effect, its budget and each store's part.",
        ),
        related=("loyalty:coupons",),
    ),
    "promotions:promotion": Help(
        title_zh="一个促销",
        title_en="One promotion",
        zh=(
            "左边用句子写着它给什么、给谁、多少。",
            "黄色横幅说它会和哪个促销碰到，碰到时怎么算。",
            "草稿先请第二个人看，同意后在这里发布。",
            "“马上停用”立刻生效，已开的单不变。",
            "右边是效果：单数、让利、谁承担、预算用了多少。",
        ),
        en=(
            "On the left, in sentences: what it gives, to whom, how far.",
            "A yellow banner names the promotions that it meets, and what happens then.",
            "A draft is shown to a second person, then published here.",
            "“Stop now” counts at once; tickets of before stay.",
            "On the right its effect: tickets, what was given, who bears it, the budget.",
        ),
        related=("promotions:promotions",),
    ),
    "promotions:draft": Help(
        title_zh="改促销",
        title_en="Change a promotion",
        zh=(
            "把句子里的空填上；不填就是不限。",
            "按克重卖的黄金：百分比只打工费，每克减只减金价。",
            "金条不参加任何促销。",
            "同一个互斥组只算一个，优先级高的先算，一样高就算给顾客更多的。",
            "先点“查重叠”，看会碰到谁，再保存草稿。",
        ),
        en=(
            "Fill the blanks; an empty one asks nothing.",
            "Gold by weight: percent off its labour only, yuan per gram off its metal.",
            "Investment bars take no promotion.",
            "Of an exclusive group one counts: the higher priority, then what gives more.",
            "Look for overlaps first, then keep the draft.",
        ),
        related=("promotions:promotions",),
    ),
    "promotions:calendar": Help(
        title_zh="促销日历",
        title_en="Calendar of promotions",
        zh=(
            "一行一个促销，金色条是它的日子。",
            "两条上下对着的日子，两个都在跑。",
            "草稿也画出来，方便排期。",
            "上面的按钮翻月。",
            "点名字看这个促销。",
        ),
        en=(
            "One row a promotion; the gold bar stands on its days.",
            "Where two bars stand over each other, both run.",
            "Drafts are drawn, too, so that you can plan.",
            "The buttons turn the month.",
            "The name opens the promotion.",
        ),
        related=("promotions:promotions",),
    ),
    "promotions:preview": Help(
        title_zh="试算",
        title_en="Sample cart",
        zh=(
            "填几行货，看收银台会怎么算。",
            "按克重的填金价金额、工费和克数；其他的只填价格。",
            "填草稿的编号，就和在跑的一起试。",
            "每个没算上的促销都说为什么、还差多少。",
            "这里什么都不会写下来。",
        ),
        en=(
            "Fill a few lines and see what the till would do.",
            "By weight: the metal's amount, labour and grams; the rest just a price.",
            "With a draft's code, it is tried beside those that run.",
            "Each promotion that does not count says why, and how much is missing.",
            "Nothing is written here.",
        ),
        related=("promotions:promotions",),
    ),
}

PROMOTIONS_SAME = {
    "promotions:draft_new": "promotions:draft",
    "promotions:ask": "promotions:promotion",
    "promotions:publish": "promotions:promotion",
    "promotions:stop": "promotions:promotion",
}
