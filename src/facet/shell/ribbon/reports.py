"""The tab Reports: money, pieces and grams from every side. Source: ux.md §2.3."""

from typing import Any

from facet.kernel.errors import gettext_noop as _
from facet.shell.ribbon.definition import Command, Group, Tab, pgettext


def _report(key: str, keytip: str, **rest: Any) -> Command:
    return Command(
        key=f"reports.{key}", url=f"analytics:{key}", keytip=keytip, permission="analytics.view_reports", **rest
    )


REVENUE = Group(
    pgettext("ribbon", "Revenue"),
    icon="trending-up",
    commands=(
        _report(
            "trend",
            "T",
            icon="trending-up",
            label=pgettext("ribbon", "Sales trend"),
            hint=_("Compare sales over time, by the moon's calendar too."),
            words="销售趋势 走势 同比 环比 农历同期 卖得比去年好吗 sales trend growth compare year",
            large=True,
        ),
        _report(
            "categories",
            "C",
            icon="chart-pie",
            label=pgettext("ribbon", "By category"),
            hint=_("See which categories bring the money."),
            words="品类分析 按品类 哪类卖得好 品类占比 category breakdown share",
        ),
        _report(
            "items",
            "I",
            icon="diamonds",
            label=pgettext("ribbon", "By item"),
            hint=_("See which pieces and styles sell, and which do not."),
            words="单品分析 畅销款 爆款 滞销款 卖得最好的款 best seller item style ranking",
        ),
        _report(
            "staff",
            "S",
            icon="user-star",
            label=pgettext("ribbon", "By staff"),
            hint=_("See who sold what."),
            words="员工业绩 导购业绩 谁卖得多 店员排名 人员销售 staff sales ranking clerk",
        ),
        _report(
            "margin",
            "M",
            icon="percentage",
            label=pgettext("ribbon", "Gross margin"),
            hint=_("See what is left after cost, in yuan, percent and per gram."),
            words="毛利 毛利率 利润 赚多少 每克毛利 margin profit gross",
        ),
    ),
)

CUSTOMERS = Group(
    pgettext("ribbon", "Customers"),
    icon="chart-donut",
    commands=(
        _report(
            "new_members",
            "N",
            icon="users-plus",
            label=pgettext("ribbon", "New members"),
            hint=_("See where new members come from."),
            words="新增会员 拉新 会员增长 新客 new members growth acquisition",
        ),
        Command(
            key="reports.card_types",
            url="members:grade_report",
            keytip="D",
            icon="cards",
            label=pgettext("ribbon", "By grade"),
            hint=_("Compare the grades: members, sales, grams and margin."),
            words="按等级 等级分析 卡类分析 各等级会员 等级业绩 卡型 card type grade analysis",
            permission="members.export_members",
        ),
        _report(
            "age_gender",
            "G",
            icon="gender-bigender",
            label=pgettext("ribbon", "Age and gender"),
            hint=_("See who buys, by age and gender."),
            words="年龄性别 客群画像 男女比例 年龄段 age gender demographics",
        ),
        _report(
            "regions",
            "R",
            icon="map-pin",
            label=pgettext("ribbon", "Regions"),
            hint=_("See where members live and buy."),
            words="地区分析 区域 哪里的客人 城市 region area city map",
        ),
        _report(
            "spending",
            "P",
            icon="wallet",
            label=pgettext("ribbon", "Spending"),
            hint=_("See how much and how often members buy."),
            words="消费分析 消费力 客单价 复购 消费频次 spending frequency repurchase basket",
        ),
    ),
)

STOCK = Group(
    pgettext("ribbon", "Stock figures"),
    icon="rotate",
    commands=(
        _report(
            "turnover",
            "O",
            icon="rotate",
            label=pgettext("ribbon", "Turnover"),
            hint=_("See how fast stock turns."),
            words="周转 周转率 周转天数 动销 turnover days sell through",
        ),
        _report(
            "stock_age",
            "A",
            icon="hourglass-high",
            label=pgettext("ribbon", "Stock age"),
            hint=_("See stock by age bands."),
            words="库龄分析 库龄分布 老货占比 stock age bands old",
        ),
        _report(
            "stock_cost",
            "K",
            icon="building-bank",
            label=pgettext("ribbon", "Stock cost"),
            hint=_("See what lies in stock at cost and at today's gold price."),
            words="库存成本 压了多少钱 库存金额 占用资金 stock value cost capital",
        ),
    ),
)

PERFORMANCE = Group(
    pgettext("ribbon", "Performance"),
    icon="target",
    commands=(
        Command(
            key="reports.kpi",
            url="sales:targets",
            icon="target",
            label=pgettext("ribbon", "Targets"),
            hint=_("Compare the targets with what was reached."),
            keytip="L",
            words="指标 目标 完成率 KPI 考核指标 销售目标 日目标 月目标 target goal quota",
            permission="sales.view_results",
            beyond_own=True,  # her own target stands on her first page
        ),
        _report(
            "appraisal",
            "E",
            icon="clipboard-data",
            label=pgettext("ribbon", "Appraisal"),
            hint=_("Score people by what was agreed."),
            words="考核 绩效考核 打分 评估 绩效 appraisal review score",
        ),
        Command(
            key="reports.commission_plans",
            url="sales:commission_plans",
            icon="receipt-yuan",
            label=pgettext("ribbon", "Commission plans"),
            hint=_("Read and draft what selling pays: by the gram, by the takings, by the piece."),
            keytip="U",
            words="提成方案 提成规则 提成比例 每克提成 提成设置 commission plan rules rates",
            permission=("sales.manage_commission", "sales.publish_commission", "sales.view_commission"),
        ),
    ),
)

FINANCE = Group(
    pgettext("ribbon", "Finance"),
    icon="report-analytics",
    commands=(
        _report(
            "daily",
            "F",
            icon="report-analytics",
            label=pgettext("ribbon", "Daily report"),
            hint=_("Read the day of every store on one sheet."),
            words="日报表 每日报表 经营日报 各店日报 营业日报 daily report store day sheet",
        ),
        _report(
            "vouchers",
            "X",
            icon="file-spreadsheet",
            label=pgettext("ribbon", "Vouchers"),
            hint=_("Hand the day over to the accounts."),
            words="凭证 记账凭证 财务凭证 导出凭证 用友 金蝶 voucher accounting export ledger",
        ),
        _report(
            "ties",
            "B",
            icon="equal",
            label=pgettext("ribbon", "Books in balance"),
            hint=_("See whether stock, money and points agree with their ledgers."),
            words="账账相符 核账 勾稽 账对不对 平衡 books balance tie reconcile",
        ),
    ),
)

SAVED = Group(
    pgettext("ribbon", "Saved"),
    icon="bookmark",
    commands=(
        _report(
            "saved",
            "W",
            icon="bookmark",
            label=pgettext("ribbon", "My reports"),
            hint=_("Open the reports you saved."),
            words="我的报表 收藏报表 存的报表 常用报表 saved reports favourite",
        ),
        _report(
            "schedule",
            "H",
            icon="clock-play",
            label=pgettext("ribbon", "Report schedule"),
            hint=_("Have reports sent on time."),
            words="定时发送 定时报表 每天发报表 自动发 schedule report email daily",
        ),
        Command(
            key="reports.exports",
            url="shell:exports",
            keytip="Q",
            icon="download",
            label=pgettext("ribbon", "Export queue"),
            hint=_("Fetch the files that were made for you."),
            words="导出队列 下载 导出的文件 下载中心 export download file queue",
            permission="members.export_members",
        ),
    ),
)

REPORTS = Tab(
    "reports",
    pgettext("ribbon", "Reports"),
    "R",
    (REVENUE, CUSTOMERS, STOCK, PERFORMANCE, FINANCE, SAVED),
    ("analytics", "performance"),
)
