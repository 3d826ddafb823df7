"""Help for the audit screens."""

from facet.shell.help.definition import Help

AUDIT = {
    "audit:events": Help(
        title_zh="审计",
        title_en="Audit",
        zh=(
            "谁、何时、在哪、对什么做了什么，一条不漏，不能改也不能删。",
            "上面按人、动作、日期、门店筛选，可导出。",
            "点一条看改前改后；个人信息只写编号，不写明文。",
            "每条都和前一条用密码学串成链，点“验链”就知道有没有被动过。",
            "链若断了，会写出第一条不对的编号，请马上报告负责人。",
        ),
        en=(
            "Who did what to what, when and where; nothing can be changed or removed.",
            "Filter by person, action, day and store; export the result.",
            "Open an entry for before and after; people appear by number, not by name.",
            "Entries are chained; Verify says whether any was touched.",
            "If the chain is broken the first wrong number is named: report it at once.",
        ),
        keys=(("↑ ↓", "上一条、下一条", "Previous, next"),),
        related=("organisation:why",),
    ),
    "audit:history": Help(
        title_zh="一条记录的变更",
        title_en="History of one record",
        zh=(
            "这是这一条记录从建立到现在的全部变动，最新在上。",
            "每次写明谁、何时、改了哪几项、旧值和新值。",
            "金额、重量、积分的变动能点到当时的单据。",
            "看不到的内容是你没有权限，不是没有。",
            "这里只能看，不能改。",
        ),
        en=(
            "Everything that happened to this record, the latest first.",
            "Each entry names who, when, which fields, old and new.",
            "Money, weight and points lead to their documents.",
            "What is missing you may not see; it is not gone.",
            "This page only shows.",
        ),
        related=("audit:events",),
    ),
    "audit:looks": Help(
        title_zh="谁看过",
        title_en="Who looked",
        zh=(
            "谁、何时、从哪一页看过哪条记录，一行一次。",
            "用来查有没有人随便翻会员资料。",
            "按人、日期、记录筛选，可导出。",
            "“显示手机号”等动作另外记在审计里。",
            "这里只能看，不能改也不能删。",
        ),
        en=(
            "Who looked at which record, when and on which page; one row a look.",
            "It shows whether somebody leafs through members without a reason.",
            "Filter by person, day and record; export.",
            "Revealing a phone is recorded in the audit besides.",
            "This page only shows.",
        ),
        related=("audit:events",),
    ),
}
