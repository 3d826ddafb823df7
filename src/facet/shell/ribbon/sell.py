"""The tab Sell: tickets, what follows them, and money. Source: ux.md §2.3."""

from facet.kernel.errors import gettext_noop as _
from facet.shell.ribbon.definition import Command, Group, Tab, pgettext

TICKETS = Group(
    pgettext("ribbon", "Tickets"),
    icon="files",
    commands=(
        Command(
            key="sell.sales",
            url="sales:sales",
            icon="files",
            label=pgettext("ribbon", "Sales list"),
            hint=_("Find a sale by number, day, member or piece."),
            keytip="S",
            words="销售单 以前的单 昨天的单 原单 查老单 销售列表 查单 找小票 历史单据 流水 卖出记录 销售记录 查销售 "
            "sales receipts history find ticket",
            permission="sales.view_sales",
            large=True,
        ),
        Command(
            key="sell.held",
            url="sales:held",
            icon="player-pause",
            label=pgettext("ribbon", "Held tickets"),
            hint=_("Take up a ticket that was put aside."),
            keytip="H",
            words="挂单 取单 未完成的单 暂存单 挂起 hold parked suspended resume",
            permission="sales.hold_basket",
        ),
        Command(
            key="sell.deposits",
            url="sales:deposits",
            icon="pig-money",
            label=pgettext("ribbon", "Deposits"),
            hint=_("Take a deposit, or settle one."),
            keytip="D",
            words="定金 订金 收定金 预付款 分期留货 押金 预订 deposit prepayment layaway down payment",
            permission="sales.view_deposits",
        ),
        Command(
            key="sell.custom_orders",
            url="sales:custom_orders",
            icon="pencil-star",
            label=pgettext("ribbon", "Custom orders"),
            hint=_("Follow what customers ordered, and take an order."),
            keytip="C",
            words="定制 来样定做 订做 定做戒指 私人定制 custom made bespoke order",
            permission="sales.view_orders",
        ),
    ),
)

AFTER = Group(
    pgettext("ribbon", "After sale"),
    icon="arrow-back-up",
    commands=(
        Command(
            key="sell.returns",
            url="sales:returns",
            icon="arrow-back-up",
            label=pgettext("ribbon", "Return or exchange"),
            hint=_("Take a piece back, or exchange it for another."),
            keytip="R",
            words="退换货 不想要了 不要了 坏了要退 退回 return item give back 退货 换货 退款 退钱 客人要退 换一件 "
            "退戒指 return refund exchange swap money back",
            permission="sales.return_goods",
            large=True,
        ),
        Command(
            key="sell.trade_in",
            url="sales:trade_in",
            icon="recycle",
            label=pgettext("ribbon", "Trade-in"),
            hint=_("Take old gold in and set it off against a new piece."),
            keytip="T",
            words="以旧换新 旧首饰 拿旧的抵 抵钱 老项链 老金子 旧的换新的 旧金 旧金换新 回收黄金 换金 收旧料 旧料 "
            "old gold trade in buy back scrap",
            permission="sales.trade_in",
        ),
        Command(
            key="sell.reprint",
            url="sales:reprint",
            icon="printer",
            label=pgettext("ribbon", "Reprint receipt"),
            hint=_("Print a receipt once more; it is marked as a copy."),
            keytip="P",
            words="补打小票 小票丢了 收据 再打印 receipt lost 重打小票 再打一次小票 打印小票 补小票 reprint receipt "
            "copy print again",
            permission="sales.reprint",
        ),
    ),
)

OLD_GOLD = Group(
    pgettext("ribbon", "Old gold"),
    icon="recycle",
    commands=(
        Command(
            key="sell.materials",
            url="sales:materials",
            icon="list-details",
            label=pgettext("ribbon", "Gold pieces"),
            hint=_("Every piece of old gold, from the counter to the refiner."),
            keytip="QM",
            words="旧金清单 旧料清单 料件 旧金库存 收了多少旧金 old gold list material scrap gold",
            permission="sales.view_materials",
        ),
        Command(
            key="sell.gold_night",
            url="sales:gold_night",
            icon="shield-lock",
            label=pgettext("ribbon", "Seal old gold"),
            hint=_("Seal tonight's old gold with two signatures and send it to headquarters."),
            keytip="QN",
            words="旧金封存 封料 封袋 夜间封存 旧金送总部 seal old gold night bag headquarters",
            permission="sales.seal_materials",
        ),
        Command(
            key="sell.refining",
            url="sales:refining_lots",
            icon="flame",
            label=pgettext("ribbon", "Refining"),
            hint=_("Give old gold to the refiner in lots and book what comes back."),
            keytip="QR",
            words="精炼 提纯 熔料 精炼批次 精炼厂 回料 refining lots refiner melt variance",
            permission="sales.refine_materials",
        ),
    ),
)

SERVICE = Group(
    pgettext("ribbon", "Service"),
    icon="headset",
    commands=(
        Command(
            key="sell.service_tickets",
            url="aftercare:tickets",
            icon="headset",
            label=pgettext("ribbon", "Service tickets"),
            hint=_("Follow what customers asked for after their purchase."),
            keytip="V",
            words="服务单 售后 售后服务 客服 客户服务 咨询 service case support",
            permission="aftercare.view_tickets",
        ),
        Command(
            key="sell.repairs",
            url="sales:jobs",
            icon="tool",
            label=pgettext("ribbon", "Repairs"),
            hint=_("Take in a repair, follow it, hand it out."),
            keytip="E",
            words="维修 修理 改圈 改戒圈 补石 焊接 修手链 维修单 repair resize fix workshop",
            permission="sales.view_jobs",
        ),
        Command(
            key="sell.care",
            url="aftercare:care",
            icon="sparkles",
            label=pgettext("ribbon", "Piece care"),
            hint=_("Note cleaning, polishing and checks of the settings."),
            keytip="L",
            words="保养 清洗 抛光 免费清洗 洗戒指 检查镶口 clean polish care maintenance",
            permission="aftercare.view_care",
        ),
        Command(
            key="sell.complaints",
            url="aftercare:complaints",
            icon="mood-sad",
            label=pgettext("ribbon", "Complaints"),
            hint=_("Take up a complaint and follow it to its end."),
            keytip="M",
            words="投诉 客诉 不满意 抱怨 纠纷 complaint dispute unhappy",
            permission="aftercare.view_complaints",
        ),
        Command(
            key="sell.surveys",
            url="aftercare:surveys",
            icon="mood-check",
            label=pgettext("ribbon", "Surveys"),
            hint=_("Ask customers after their visit and read the answers."),
            keytip="U",
            words="回访 满意度 满意度调查 问卷 评价 survey satisfaction questionnaire",
            permission="aftercare.view_surveys",
        ),
    ),
)

MONEY = Group(
    pgettext("ribbon", "Money"),
    icon="cash",
    commands=(
        Command(
            key="sell.payments",
            url="sales:payments",
            icon="credit-card-pay",
            label=pgettext("ribbon", "Payments"),
            hint=_("List what was paid, by which means."),
            keytip="A",
            words="收款记录 收款 付款方式 微信支付 支付宝 刷卡记录 payments takings tender",
            permission="sales.view_sales",
        ),
        Command(
            key="sell.credit",
            url="members:credit_repayments",
            icon="coin",
            label=pgettext("ribbon", "Credit repayments"),
            hint=_("Take what a member pays back."),
            keytip="B",
            words="赊销还款 赊账 欠款 还款 还钱 收欠款 挂账 credit repay debt owed",
            permission="members.take_repayment",
        ),
        Command(
            key="sell.invoices",
            url="sales:invoices",
            icon="file-invoice",
            label=pgettext("ribbon", "Invoices"),
            hint=_("Issue a tax invoice for a sale."),
            keytip="I",
            words="发票 开发票 电子发票 税票 抬头 invoice fapiao tax",
            permission="sales.issue_invoice",
        ),
        Command(
            key="sell.reconcile",
            url="sales:reconcile",
            icon="arrows-diff",
            label=pgettext("ribbon", "Reconcile"),
            hint=_("Match the payments with the bank's and the platforms' statements."),
            keytip="K",
            words="对账 核对账 银行对账 微信对账 平账 reconcile match statement bank",
            permission="sales.reconcile",
        ),
        Command(
            key="sell.conflicts",
            url="sales:conflicts",
            icon="cloud-off",
            label=pgettext("ribbon", "Refused sales"),
            hint=_("Settle sales that were made without the server and could not be booked."),
            keytip="QS",
            words="待处理单 断网销售 离线单 离线销售 断网 未入账 refused offline conflict pending",
            permission="sales.settle_conflicts",
        ),
    ),
)

DAY = Group(
    pgettext("ribbon", "Day"),
    icon="calendar-stats",
    commands=(
        Command(
            key="sell.day",
            url="sales:day",
            icon="calendar-stats",
            label=pgettext("ribbon", "Day report"),
            hint=_("See a store's day in yuan, pieces and grams, by person, category and means."),
            keytip="F",
            words="营业日报 今日日报 日报 营业额 今天营业额 当日销售 今天流水 当天汇总 今天卖了多少 daily sheet "
            "takings z report day report today",
            permission="sales.view_results",
        ),
        Command(
            key="sell.day_close",
            url="sales:day_close",
            icon="calendar-check",
            label=pgettext("ribbon", "Day close"),
            hint=_("Close the day: takings by means, differences, open shifts."),
            keytip="O",
            words="日结 关店结账 日终 打烊 结束当天 day close day end close day",
            permission="sales.close_day",
        ),
        Command(
            key="sell.pay_in",
            url="sales:pay_in",
            icon="cash-plus",
            label=pgettext("ribbon", "Pay in"),
            hint=_("Write down money beside tickets: value cards, repaid credit, change, expenses."),
            keytip="W",
            words="收支登记 收款登记 支出登记 备用金补充 存保险柜 缴款 水电费 储值充值 pay in pay out petty cash drawer",
            permission="sales.pay_in",
        ),
        Command(
            key="sell.visit",
            url="sales:visit",
            icon="door-enter",
            label=pgettext("ribbon", "Visit"),
            hint=_("Note who came in and what was asked for and missing."),
            keytip="QV",
            words="进店登记 接待登记 客流登记 进店人数 客流 缺货登记 想要没货 visit footfall reception door count",
            permission="sales.receive_customers",
        ),
        Command(
            key="sell.asked_for",
            url="sales:asked_for",
            icon="basket-question",
            label=pgettext("ribbon", "Asked for"),
            hint=_("See what customers wanted and the stores did not have."),
            keytip="QA",
            words="缺货清单 客人要没货 断货需求 流失生意 asked for missing lost sales out of stock wishes",
            permission="sales.view_receptions",
        ),
    ),
)

ONLINE = Group(
    pgettext("ribbon", "Online"),
    icon="shopping-cart",
    commands=(
        Command(
            key="sell.online_orders",
            url="integrations:orders",
            icon="shopping-cart",
            label=pgettext("ribbon", "Online orders"),
            hint=_("Take over the orders of the online shops."),
            keytip="N",
            words="电商订单 网店订单 线上订单 天猫订单 抖音订单 小程序订单 online web order ecommerce",
            permission="integrations.view_orders",
        ),
        Command(
            key="sell.shipments",
            url="integrations:shipments",
            icon="package-export",
            label=pgettext("ribbon", "Shipments"),
            hint=_("Send pieces out, insured and with their number."),
            keytip="G",
            words="发货 快递 寄货 顺丰 物流 保价 shipment courier send parcel",
            permission="integrations.view_orders",
        ),
        Command(
            key="sell.pickups",
            url="integrations:pickups",
            icon="shopping-bag-check",
            label=pgettext("ribbon", "Pick-ups"),
            hint=_("Hand out what was ordered online and is fetched in the store."),
            keytip="X",
            words="到店自提 自提 网上买店里取 提货 pick up collect in store",
            permission="integrations.view_orders",
        ),
    ),
)

SELL = Tab(
    "sell", pgettext("ribbon", "Sell"), "S", (TICKETS, AFTER, OLD_GOLD, SERVICE, MONEY, DAY, ONLINE), ("sales", "aftercare")
)
