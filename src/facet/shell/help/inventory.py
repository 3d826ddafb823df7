"""Help for pieces and stock."""

from facet.shell.help.definition import Help

INVENTORY = {
    "inventory:pieces": Help(
        title_zh="货品列表",
        title_en="Piece list",
        zh=(
            "列出您能看的货品，一件一行：货号、名称、克重、价格、在哪、什么状态。",
            "上面按货号、克重、圈口、品类、门店、状态筛选，下面有件数和克重合计。",
            "点货号看这件货的全部资料和来去。",
            "导出 CSV 或 Excel，导的就是筛出来的这些。",
            "成本一列只有有权限的人看得到。",
        ),
        en=(
            "The pieces you may see, one a row: tag, name, weight, price, place, state.",
            "Filter by tag, weight, size, category, store or state; totals are at the foot.",
            "Open a tag for everything about the piece and its way.",
            "The export holds exactly what is filtered.",
            "Cost is shown only to those who may see it.",
        ),
        keys=(("/", "到搜索框", "Go to the search field"),),
        related=("inventory:where", "inventory:stock", "inventory:receive"),
    ),
    "inventory:piece": Help(
        title_zh="一件货",
        title_en="One piece",
        zh=(
            "上面是国标名称、成色、克重、石头和证书，和吊牌要一致。",
            "价格写明怎么来的：克重 × 金价 ＋ 工费，或一口价。",
            "下面是它的每一步：到货、入库、移位、预留、售出，谁、何时。",
            "状态决定能做什么：在店的能卖、能移、能预留。",
            "资料写错了用“改资料”，改前改后都留底。",
        ),
        en=(
            "Legal name, fineness, weights, stones and certificate, as on its tag.",
            "The price shows its sum: weight × gold price + craft, or a fixed price.",
            "Below is every step: received, moved, reserved, sold; who and when.",
            "The state decides what can be done: sell, move, reserve.",
            "Correct mistakes with Edit; before and after are kept.",
        ),
        related=("inventory:pieces", "inventory:where"),
    ),
    "inventory:receive": Help(
        title_zh="入库",
        title_en="Receive pieces",
        zh=(
            "一件件录：扫或生成货号，选款式，称克重，放到哪个柜盘。",
            "标重和实称差太多会提示，先重称再入。",
            "货号不能重复；重复了会告诉您那件在哪。",
            "成本、供应商、批次填了，以后毛利才算得准。",
            "一批很多件时，用“导入”从表格进。",
        ),
        en=(
            "Piece by piece: scan or make a tag, choose the style, weigh, place.",
            "A weight too far from the tag's is pointed out: weigh again.",
            "A tag cannot be used twice; you are told where the other piece is.",
            "Cost, supplier and batch make the margin right later.",
            "For many pieces import a sheet.",
        ),
        keys=(("Ctrl Enter", "保存", "Save"),),
        related=("inventory:pieces", "shell:imports"),
    ),
    "inventory:where": Help(
        title_zh="扫货品",
        title_en="Scan piece",
        zh=(
            "扫吊牌或输货号，马上看到这件货在哪家店、哪个柜、什么状态。",
            "别店的货也查得到，但只看得到位置和价格。",
            "已售的会写何时在哪家店卖的。",
            "查不到，先看是不是扫到了商场的条码。",
            "在店的货可以直接开单。",
        ),
        en=(
            "Scan or type a tag and see store, tray and state at once.",
            "Pieces of other stores are found too, with place and price only.",
            "A sold one says when and where.",
            "Nothing found? Perhaps it was the mall's barcode.",
            "What is in stock can go straight on a ticket.",
        ),
        related=("inventory:pieces", "sales:till"),
    ),
    "inventory:stock": Help(
        title_zh="各店库存",
        title_en="Stock by store",
        zh=(
            "每家店一行：件数、克重、金额并排看。",
            "可按品类展开，点数字就到那些货的列表。",
            "金额对有成本权限的人是成本，其他人看售价。",
            "数字和货品列表必须一致，点下去就能核对。",
            "在途的货单独一列，不算在店。",
        ),
        en=(
            "One row a store: pieces, grams and value side by side.",
            "Open it by category; each number leads to its pieces.",
            "Value is cost for those who may see it, else the selling price.",
            "The figures equal the piece list; open one to check.",
            "Goods on their way have a column of their own.",
        ),
        related=("inventory:pieces", "inventory:lots"),
    ),
    "inventory:lots": Help(
        title_zh="批量货",
        title_en="Bulk goods",
        zh=(
            "编绳、配件、包装等不一件一码的货，在这里按数量或克重管。",
            "每家店各有余额，卖出自动减。",
            "余额不能是负数；不够卖时收银台会说差多少。",
            "点一行看每次进出和单据。",
            "盘点差异要写原因。",
        ),
        en=(
            "Cords, parts and boxes without a tag each, kept by number or grams.",
            "Every store has its balance; sales take from it.",
            "A balance is never negative; the till says how much is missing.",
            "Open a row for every movement and its document.",
            "Differences at stocktaking need a reason.",
        ),
        related=("inventory:stock",),
    ),
}
