"""Help for points."""

from facet.shell.help.definition import Help

LOYALTY = {
    "loyalty:entries": Help(
        title_zh="积分流水",
        title_en="Points ledger",
        zh=(
            "每一笔积分变动一行：日期、事由、单据、变动、余额。",
            "点“怎么算的”：实付 × 品类 × 等级 × 活动，每行舍去小数。",
            "退货会按比例退分，分用掉了就记欠分，以后得分先还。",
            "流水不能改；错了用调整，写明原因。",
            "按会员、日期、事由筛选，可导出。",
        ),
        en=(
            "One row a change: day, reason, document, change, balance.",
            "“How” opens the sum: paid × category × grade × campaign, cut per line.",
            "Returns take points back; what was spent already is owed and repaid first.",
            "Entries cannot be changed; a mistake is adjusted with a reason.",
            "Filter by member, day and reason; export.",
        ),
        related=("loyalty:programme", "members:list"),
    ),
    "loyalty:programme": Help(
        title_zh="积分规则",
        title_en="Points rules",
        zh=(
            "每句话就是一条规则：买什么、每元得几分、等级乘几、活动再乘几。",
            "现在生效的是哪一版、从哪天起，写在最上面。",
            "积分按品类基础分 × 等级倍数 × 活动倍数，每行舍去小数再相加。",
            "等级按累计积分升，买前等级算这一单。",
            "改规则会出新版，旧单永远按当时那一版。",
        ),
        en=(
            "Each sentence is a rule: what earns how many points, times grade, times campaign.",
            "The version in force and its first day stand at the top.",
            "Points = base × grade × campaign, cut per line, then added.",
            "Grades rise with lifetime points; a ticket counts with the grade before it.",
            "A change makes a new version; old tickets keep theirs.",
        ),
        related=("loyalty:entries",),
    ),
}
