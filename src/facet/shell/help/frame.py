"""Help for the frame's own screens."""

from facet.shell.help.definition import Help

FRAME = {
    "shell:home": Help(
        title_zh="首页",
        title_en="Home",
        zh=(
            "左边是等你办的事，最急的在最上面；按数字键 1 到 7 直接打开。",
            "中间是你权限内的数字，点一张卡就看到它由哪些单组成。",
            "右边是今日金价和提醒；新价要由门店确认，没确认会一直提醒。",
            "上面的功能区按岗位显示，平时只用“首页”这一页就够。",
            "找不到功能就按 Ctrl K，输文字、拼音或首字母。",
        ),
        en=(
            "On the left is what waits for you, the most urgent first; the keys 1 to 7 open it.",
            "In the middle are your figures; each card opens the list that makes it.",
            "On the right are today's gold price and the alerts; a store that has not confirmed a price is reminded.",
            "The ribbon shows what your role can use; most days the tab Home is enough.",
            "Cannot find something? Press Ctrl K and type a word, pinyin or initials.",
        ),
        keys=(("1 … 7", "打开第几件待办", "Open that to-do"),),
        related=("organisation:todo", "sales:till", "catalog:board"),
    ),
    "shell:functions": Help(
        title_zh="全部功能",
        title_en="All functions",
        zh=(
            "这里是你能用的全部功能，分组和图标与电脑上的功能区一样。",
            "点图标就打开；手机和平板上从底栏“全部功能”进来。",
            "上面的框可以输文字、拼音或首字母，边输边找。",
            "看不到的功能，是你的角色没有，或这一版还没有。",
            "要加权限，请找管理员在“角色”里调整。",
        ),
        en=(
            "Everything you can use, with the groups and icons of the ribbon.",
            "Choose an icon to open it; on phones and tablets this page is in the dock.",
            "Type in the field above: words, pinyin or initials are found while you type.",
            "What you do not see your role does not include, or it is not built yet.",
            "Ask an administrator to change your role.",
        ),
        related=("shell:home",),
    ),
    "shell:find": Help(
        title_zh="查找",
        title_en="Find",
        zh=(
            "一个框找三样：功能、会员、货品。",
            "找功能：输中文、拼音、首字母、英文，整句话也行，比如“怎么退货”。",
            "找会员：输手机号或后四位、卡号、姓名、拼音；只会出现你有权看的内容。",
            "找货品：扫或输货号，直接看它在哪家店、哪个柜。",
            "上下键选，回车打开；在任何页面按 Ctrl K 都能叫出来。",
        ),
        en=(
            "One field for three things: commands, members, pieces.",
            "Commands: type Chinese, pinyin, initials or English; a whole question works too.",
            "Members: phone or its last four digits, card, name or pinyin; you see only what you may.",
            "Pieces: scan or type a tag to see its store and tray.",
            "Arrows choose, Enter opens; Ctrl K brings it up on any page.",
        ),
        keys=(("↑ ↓", "选一条", "Choose a line"), ("Enter", "打开", "Open it")),
    ),
    "shell:shortcuts": Help(
        title_zh="快捷命令",
        title_en="Quick commands",
        zh=(
            "勾选你最常用的功能，最多九个，按“保留”。",
            "它们固定在功能区最右边，在每个标签下都看得到。",
            "按一下 Alt，再按数字 1 到 9，就直接打开。",
            "一个都不勾，就恢复成通常的几个。",
            "只影响你自己，换一台电脑登录也一样。",
        ),
        en=(
            "Tick what you use most, nine at most, and keep it.",
            "They stand at the right end of the ribbon on every tab.",
            "Tap Alt, then a digit from 1 to 9.",
            "Tick none to have the usual ones again.",
            "Only you are affected, on every computer you use.",
        ),
        related=("organisation:todo",),
    ),
    "shell:imports": Help(
        title_zh="导入",
        title_en="Import",
        zh=(
            "先选要导入什么：会员、货品、裸石等，一次一种。",
            "下载模板，第一行是列名，不要改；一行一条。",
            "已经导入过的会按编号认出来，不会重复建。",
            "每次导入都留有记录：谁、何时、多少行、哪些没进。",
            "只有有导入权限的人能看到这一页。",
        ),
        en=(
            "Choose what to import first: members, pieces, stones; one kind at a time.",
            "Download the template; keep its first row, write one record a row.",
            "What was imported before is known by its number and not made twice.",
            "Every import is kept: who, when, how many rows, which were refused.",
            "Only people who may import see this page.",
        ),
        related=("members:list", "inventory:pieces"),
    ),
    "shell:import": Help(
        title_zh="导入一种资料",
        title_en="Import one kind",
        zh=(
            "第一步：选 CSV 或 Excel 文件，中文编码会自动识别。",
            "第二步：先检查。每个错都写明第几行、哪一列、什么值、怎么改。",
            "有错也不怕，什么都还没写进去；改好文件再传一次。",
            "第三步：没有错才能导入，要么全部进，要么一行都不进。",
            "文件里的个人信息会加密保存，文件本身一周后清掉。",
        ),
        en=(
            "First: choose a CSV or Excel file; Chinese encodings are recognised.",
            "Second: check it. Each mistake names row, column, value and what to do.",
            "Nothing has been written so far; correct the file and send it again.",
            "Third: without mistakes apply it; all rows go in or none.",
            "Personal data is sealed when stored; the file itself is tidied away after a week.",
        ),
        related=("shell:imports",),
    ),
}
