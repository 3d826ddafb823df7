"""The tab Home: what a clerk needs all day. Source: ux.md §2.3."""

from facet.kernel.errors import gettext_noop as _
from facet.shell.ribbon.definition import Command, Group, Tab, pgettext

COUNTER = Group(
    pgettext("ribbon", "Counter"),
    icon="receipt",
    commands=(
        Command(
            key="home.new_sale",
            url="sales:till",
            icon="receipt",
            label=pgettext("ribbon", "New sale"),
            hint=_("Start a ticket at the till; scan the first piece."),
            keytip="N",
            words="新开单 收钱 买东西 买单 客人要买 付钱 收款 开单 开票 收银 收银台 卖货 卖东西 销售开单 结账 "
            "收款台 pos till checkout sell ring up ticket",
            permission="sales.hold_basket",
            large=True,
        ),
        Command(
            key="home.find_member",
            url="shell:find",
            query="in=members",
            icon="user-search",
            label=pgettext("ribbon", "Find member"),
            hint=_("Find a member by phone, the last four digits, card, name or pinyin."),
            keytip="F",
            words="查会员 电话找人 报手机号 报电话 会员号 找会员 搜会员 查顾客 查客户 找客人 手机号查会员 客户资料 "
            "find customer search client look up phone",
            permission=("members.view_members", "members.view_limited"),
            large=True,
        ),
        Command(
            key="home.add_member",
            url="members:add",
            icon="user-plus",
            label=pgettext("ribbon", "Add member"),
            hint=_("Enter a new member; the phone number is enough to begin."),
            keytip="D",
            words="新会员 办会员 开卡 入会 登记会员 新建会员 办卡 注册会员 新顾客 录客户 add customer new client "
            "sign up enrol",
            permission="members.create_members",
        ),
        Command(
            key="home.scan_piece",
            url="inventory:where",
            icon="scan",
            label=pgettext("ribbon", "Scan piece"),
            hint=_("Scan or type a tag and see where the piece is and what it costs."),
            keytip="P",
            words="扫货品 这件多少钱 查价 价格查询 price check 扫码 查货 找货 查货号 货在哪 哪家店有货 扫标签 "
            "查一件货 scan tag where is locate item lookup",
            permission="inventory.view_pieces",
        ),
    ),
)

MINE = Group(
    pgettext("ribbon", "My work"),
    icon="list-check",
    commands=(
        Command(
            key="home.todo",
            url="organisation:todo",
            icon="list-check",
            label=pgettext("ribbon", "To-do"),
            hint=_("See everything that waits for you, the most urgent first."),
            keytip="T",
            words="待办 我要做什么 任务 工作 事项 待处理 今天要做 tasks todo my jobs",
        ),
        Command(
            key="home.my_members",
            url="members:list",
            query="ready=mine-{staff}",
            icon="users",
            label=pgettext("ribbon", "My members"),
            hint=_("List the members in your own care."),
            keytip="M",
            words="我的会员 我的顾客 我的客户 归属我的会员 维护的客人 my customers my clients",
            permission="members.view_members",
        ),
        Command(
            key="home.my_results",
            url="sales:results",
            icon="chart-bar",
            label=pgettext("ribbon", "My results"),
            hint=_("See what you sold today and this month against the target."),
            keytip="R",
            words="我的业绩 业绩 我卖了多少 个人销售 提成 完成率 my sales performance target commission",
            permission=("sales.view_results", "sales.view_sales"),
        ),
        Command(
            key="home.commission",
            url="sales:commission",
            icon="medal",
            label=pgettext("ribbon", "Commission"),
            hint=_("See what selling paid in a month, person by person, line by line."),
            keytip="V",
            words="提成 提成计算 提成表 激励 奖金 佣金 工资提成 我的提成 commission bonus incentive statement",
            permission="sales.view_results",
        ),
        Command(
            key="home.approvals",
            url="organisation:approvals",
            icon="clipboard-check",
            label=pgettext("ribbon", "Approvals"),
            hint=_("Allow or refuse what others may not decide alone."),
            keytip="A",
            words="审批 让店长同意 求批准 审一下 批准 折扣审批 审核 同意 待我审批 签字 approve authorise discount "
            "request",
            permission="organisation.approve",
        ),
    ),
)

SHIFT = Group(
    pgettext("ribbon", "Shift"),
    icon="player-play",
    commands=(
        Command(
            key="home.open_shift",
            url="sales:shift",
            icon="player-play",
            label=pgettext("ribbon", "Open shift"),
            hint=_("Count the float and open the till for your shift."),
            keytip="O",
            words="开班 上班 开始营业 备用金 开收银台 接班 start shift open till float begin day",
            permission="sales.open_shift",
        ),
        Command(
            key="home.close_shift",
            url="sales:shift",
            query="do=close",
            icon="player-stop",
            label=pgettext("ribbon", "Close shift"),
            hint=_("Count the drawer and hand the till over."),
            keytip="C",
            words="交班 关收银台 关机下班 结束班次 钱箱 下班 点钱 清点现金 盘现金 结班 换班 end shift cash up hand "
            "over count drawer",
            permission="sales.close_shift",
        ),
        Command(
            key="home.lock",
            url="organisation:lock",
            icon="lock",
            label=pgettext("ribbon", "Lock screen"),
            hint=_("Lock this screen; the ticket stays as it is."),
            keytip="L",
            words="锁屏 锁定 离开一下 暂离 锁电脑 lock away",
        ),
    ),
)

TODAY = Group(
    pgettext("ribbon", "Today"),
    icon="coins",
    commands=(
        Command(
            key="home.gold_price",
            url="catalog:board",
            icon="coins",
            label=pgettext("ribbon", "Gold price"),
            hint=_("See today's prices per gram, confirm or change them."),
            keytip="G",
            words="金价 金子什么价 金子多少钱 金子价格 今天什么价 牌子价 今日金价 黄金多少钱一克 改金价 挂牌价 牌价 "
            "回收价 铂金价 board price gold rate per gram",
            permission="catalog.view_catalog",
        ),
        Command(
            key="home.price_screen",
            url="catalog:price_board",
            icon="device-tv",
            label=pgettext("ribbon", "Price screen"),
            hint=_("Show today's prices full screen for the customers."),
            keytip="B",
            words="金价屏 金价牌 电视屏 大屏 价格公示 店里大屏 投屏 price display tv screen board fullscreen",
            permission="catalog.view_catalog",
        ),
        Command(
            key="home.alerts",
            url="alerts:alerts",
            icon="alert-triangle",
            label=pgettext("ribbon", "Alerts"),
            hint=_("Read what the house noticed and decide what to do."),
            keytip="E",
            words="提醒 预警 报警 警告 异常 库存不足 缺货提醒 alert warning low stock exception",
            permission="alerts.view_alerts",
        ),
        Command(
            key="home.deliveries",
            url="sales:deliveries",
            icon="truck-delivery",
            label=pgettext("ribbon", "Deliveries due"),
            hint=_("List what was promised to customers for today."),
            keytip="U",
            words="应交付 该交货 取货 约定取货 今天要给客人的 交货 delivery due pick up promised",
            permission="sales.view_deliveries",
        ),
    ),
)

HOME = Tab("home", pgettext("ribbon", "Home"), "H", (COUNTER, MINE, SHIFT, TODAY), ("shell",))
