"""Help for services of customers' pieces and for deliveries."""

from facet.shell.help.definition import Help

JOBS = {
    "sales:jobs": Help(
        title_zh="服务单",
        title_en="Services",
        zh=(
            "顾客自己的首饰：清洗、改圈、维修、保管，不算库存。",
            "可按阶段、服务种类、门店查；取件单上的码也能查。",
            "逾期没做好的和可以取的，首页待办里有。",
            "点单号看重量、照片、进度和应付金额。",
        ),
        en=(
            "Customers' own pieces: cleaned, resized, repaired, kept. They are never stock.",
            "Search by stage, kind and store; the code of a claim slip finds one, too.",
            "What is late and what can be fetched stands among the to-dos of the home page.",
            "A number shows weights, pictures, stages and what is to pay.",
        ),
        related=("sales:deliveries", "sales:till"),
    ),
    "sales:job_new": Help(
        title_zh="收件登记",
        title_en="Take a piece in",
        zh=(
            "当着顾客的面称重、看外观，再登记。",
            "改圈要填现在的和要改成的内周长。",
            "没有会员也能收，凭取件单取件。",
            "登记后拍照，打印取件单请顾客签字。",
        ),
        en=(
            "Weigh the piece and look at it before the customer's eyes.",
            "Resizing needs the inner circumference now and wanted.",
            "It works without a member: the claim slip fetches the piece.",
            "Then take pictures, print the claim slip and have it signed.",
        ),
        related=("sales:jobs",),
    ),
    "sales:job": Help(
        title_zh="一张服务单",
        title_en="One service",
        zh=(
            "“下一步”推进：送工位、送外加工、做好、交还。",
            "做好时称重：收件重量加上补的、减去取下的，差额在允差内才通过。",
            "超出允差，要有权限的人写明原因。",
            "要收费的，点“加到销售单”去收款；付清才能交还。",
            "交还要扫取件单的码，或核对会员号。",
        ),
        en=(
            "Next moves it on: to the bench, to a workshop, ready, handed back.",
            "Ready is weighed: what came in plus what was added less what was removed, within the tolerance.",
            "Beyond the tolerance somebody with the right accepts it and says why.",
            "Put on the ticket collects what it costs; it is handed back when it is paid.",
            "Handing back needs the claim slip's code or the member's number.",
        ),
        related=("sales:jobs", "sales:till"),
    ),
    "sales:ring_sizes": Help(
        title_zh="戒圈号对照",
        title_en="Ring sizes",
        zh=(
            "同一个手指在各种量法里的号：直径、内周长、国际、旧欧码、美码、日码。",
            "右边按改动的周长、戒臂宽和厚、材质，算要补多少料。",
            "改小是负数，就是取下的料。",
        ),
        en=(
            "One finger in every measure: diameter, circumference, ISO, old European, US, Japan.",
            "Beside it: the metal a resizing takes, by change, band width, thickness and metal.",
            "A narrower ring gives a figure below zero: metal that comes off.",
        ),
        related=("sales:jobs",),
    ),
    "sales:deliveries": Help(
        title_zh="交付单",
        title_en="Deliveries",
        zh=(
            "已经卖出、顾客还没拿到的货：改天取、去别的店取、寄送。",
            "每行有货品、约定日期、导购和会员。",
            "到期和逾期的，首页待办里有。",
            "在销售单页面点“安排交付”新建。",
        ),
        en=(
            "Sold goods the customer does not have yet: fetched later, fetched elsewhere, sent.",
            "Each row names goods, promised day, salesperson and member.",
            "What is due or late stands among the to-dos of the home page.",
            "Deliver on the page of a sale makes a new one.",
        ),
        related=("sales:sales",),
    ),
    "sales:deliver": Help(
        title_zh="安排交付",
        title_en="Deliver goods",
        zh=(
            "勾选不是当场拿走的货。",
            "选怎么交付、约定哪天；寄送要填地址，去别店取要选门店。",
            "同一件货只能安排一次。",
        ),
        en=(
            "Choose the goods that were not taken along.",
            "Say how and by when; goods that are sent need an address, goods fetched elsewhere a store.",
            "Goods can be put on a delivery once.",
        ),
        related=("sales:deliveries",),
    ),
    "sales:delivery": Help(
        title_zh="一张交付单",
        title_en="One delivery",
        zh=(
            "“下一步”推进：打包、发出、签收；没送到记“退回”，可以再寄。",
            "发出要填快递公司和单号。",
            "签收要写谁拿的货。",
            "去别店取的，由那家店交付。",
        ),
        en=(
            "Next moves it on: packed, on its way, delivered; what came back can be sent once more.",
            "It leaves with a carrier and its number.",
            "Delivered, it names who took the goods.",
            "What is fetched in another store is handed over there.",
        ),
        related=("sales:deliveries",),
    ),
}
JOBS_SAME = {
    **dict.fromkeys(("sales:job_step", "sales:job_photo", "sales:job_pay", "sales:job_slip"), "sales:job"),
    "sales:job_picture": "sales:job",
    "sales:delivery_step": "sales:delivery",
}
