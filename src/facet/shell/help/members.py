"""Help for members."""

from facet.shell.help.definition import Help

MEMBERS = {
    "members:list": Help(
        title_zh="会员列表",
        title_en="Member list",
        zh=(
            "列出您能看的会员；导购只看自己的，店长看本店的。",
            "手机号只显示前三后四，要看全号点开档案再点“显示”，会留记录。",
            "按等级、生日月、上次到店、标签筛选，可存成常用。",
            "点姓名打开档案：消费、积分、喜好都在一页。",
            "导出要有权限，导出了什么会记进审计。",
        ),
        en=(
            "The members you may see: clerks their own, managers their store's.",
            "Phones show three and four digits; to see all open the file and reveal it, which is recorded.",
            "Filter by grade, birthday month, last visit or tag.",
            "Open a name for purchases, points and likings on one page.",
            "Exports need a right and are recorded.",
        ),
        keys=(("/", "到搜索框", "Go to the search field"), ("Enter", "打开选中的一行", "Open the chosen row")),
        related=("members:add", "loyalty:entries"),
    ),
    "members:member": Help(
        title_zh="会员档案",
        title_en="Member file",
        zh=(
            "最上面是她是谁、什么等级、四个关键数字和授权情况。",
            "黄色标签是要注意的，比如过敏，任何时候都看得见。",
            "左边是经历，最近的在上；右边按页签看消费、积分、喜好、家庭。",
            "积分每一笔都能点“怎么算的”，一步步看到。",
            "别店会员只显示简卡：够接待，不露隐私。",
        ),
        en=(
            "At the top: who, which grade, four figures and what was agreed to.",
            "An amber badge, such as an allergy, is never folded away.",
            "Left is what happened, the latest first; tabs show purchases, points, likings, family.",
            "Every change of points opens to its sum.",
            "Members of other stores show a short card: enough to serve, nothing private.",
        ),
        keys=(("N", "为她开单（在功能区按 Alt 后）", "Sell to this member (after Alt)"),),
        related=("members:list", "loyalty:entries", "sales:till"),
    ),
    "members:add": Help(
        title_zh="新会员",
        title_en="Add member",
        zh=(
            "先输手机号，系统马上看有没有重复。",
            "姓名、称呼、生日能填就填，生日可选农历。",
            "授权要当面问：短信、微信、电话分开勾，没问就别勾。",
            "填完保存就能开单积分，卡可以以后再发。",
            "提示可能是同一人时，先打开看，别重复建。",
        ),
        en=(
            "Begin with the phone: duplicates are looked for at once.",
            "Add name, title and birthday if known; it may be a lunar one.",
            "Ask for consent in person: text, WeChat and calls apart.",
            "After saving she can buy and earn; a card may follow later.",
            "If it may be the same person, look before you make a second file.",
        ),
        keys=(("Ctrl Enter", "保存", "Save"),),
        related=("members:list",),
    ),
    "members:edit": Help(
        title_zh="改会员资料",
        title_en="Edit member",
        zh=(
            "改什么填什么，没动的不会变。",
            "手机号改了，旧号的查询马上失效。",
            "生日改动会影响生日权益，请核对证件。",
            "改前改后都记进审计，个人信息加密保存。",
            "别人同时在改时，后保存的会被提醒先看新内容。",
        ),
        en=(
            "Change what you want; the rest stays.",
            "After a change of phone the old one no longer finds her.",
            "A new birthday changes birthday benefits: check the document.",
            "Before and after are recorded; personal data is sealed.",
            "If somebody saved meanwhile you are shown it first.",
        ),
        related=("members:list",),
    ),
}
