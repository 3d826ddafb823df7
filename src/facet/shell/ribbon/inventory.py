"""The tab Inventory: pieces, the catalogue, stock, purchase, cost. Source: ux.md §2.3."""

from facet.kernel.errors import gettext_noop as _
from facet.shell.ribbon.definition import Command, Group, Tab, pgettext

PIECES = Group(
    pgettext("ribbon", "Pieces"),
    icon="diamond",
    commands=(
        Command(
            key="inventory.pieces",
            url="inventory:pieces",
            icon="diamond",
            label=pgettext("ribbon", "Piece list"),
            hint=_("List the pieces you may see, by weight, size, place or price."),
            keytip="L",
            words="货品列表 货品 全部货品 查库存货品 首饰列表 戒指 手镯 项链 吊坠 pieces items jewellery list",
            permission="inventory.view_pieces",
            large=True,
        ),
        Command(
            key="inventory.certificates",
            url="inventory:certificates",
            icon="certificate",
            label=pgettext("ribbon", "Certificates"),
            hint=_("Find a piece by its certificate, or a certificate by its piece."),
            keytip="F",
            words="证书 鉴定证书 钻石证书 GIA NGTC 检测证书 查证书 certificate grading report",
            permission="inventory.view_pieces",
        ),
        Command(
            key="inventory.tags",
            url="inventory:tags",
            icon="tag",
            label=pgettext("ribbon", "Print tags"),
            hint=_("Print the tags of a batch or of chosen pieces."),
            keytip="T",
            words="打标签 打印标签 打吊牌 标价签 货签 价签 print tag label price ticket",
            permission="inventory.print_tags",
        ),
        Command(
            key="inventory.reprice",
            url="inventory:reprice",
            icon="currency-yuan",
            label=pgettext("ribbon", "Reprice"),
            hint=_("Change the tag prices of many pieces at once, with a preview."),
            keytip="R",
            words="改价 调价 批量调价 改标价 涨价 降价 reprice change price markup",
            permission="inventory.reprice",
        ),
    ),
)

CATALOG = Group(
    pgettext("ribbon", "Catalog"),
    icon="category",
    commands=(
        Command(
            key="inventory.categories",
            url="catalog:categories",
            icon="category",
            label=pgettext("ribbon", "Categories"),
            hint=_("Keep the tree of categories and what each of them sets."),
            keytip="C",
            words="品类 类别 分类 货品分类 大类 小类 category class tree kind",
            permission="catalog.view_catalog",
        ),
        Command(
            key="inventory.styles",
            url="catalog:styles",
            icon="rings",
            label=pgettext("ribbon", "Styles"),
            hint=_("Keep the styles: one design, many pieces."),
            keytip="E",
            words="款式 款号 系列 设计 款式库 style design model collection",
            permission="catalog.view_catalog",
        ),
        Command(
            key="inventory.lots",
            url="inventory:lots",
            icon="stack-2",
            label=pgettext("ribbon", "Bulk goods"),
            hint=_("List what is kept by number or weight, not piece by piece."),
            keytip="B",
            words="散货 批量货 按批管理 配件 编绳 包装盒 散件 小件 bulk lot quantity accessories",
            permission="inventory.view_pieces",
        ),
    ),
)

POSITIONS = Group(
    pgettext("ribbon", "Positions"),
    icon="layout-board",
    commands=(
        Command(
            key="inventory.places",
            url="inventory:places",
            icon="layout-board",
            label=pgettext("ribbon", "Places"),
            hint=_("Keep counters, trays, vaults and windows of each store."),
            keytip="Q",
            words="位置 柜位 柜台 货位 托盘 保险柜 橱窗 柜台管理 摆放 places counters trays vault window",
            permission="inventory.view_pieces",
        ),
        Command(
            key="inventory.move",
            url="inventory:move",
            icon="arrows-move",
            label=pgettext("ribbon", "Move pieces"),
            hint=_("Put pieces in another counter, tray, window or vault."),
            keytip="I",
            words="移位 换柜 放到别的柜 放回保险柜 上柜 下柜 收柜 出柜 移库 move relocate put in vault tray",
            permission="inventory.move_pieces",
        ),
        Command(
            key="inventory.movements",
            url="inventory:movements",
            icon="route",
            label=pgettext("ribbon", "Movements"),
            hint=_("See every step of every piece: received, moved, reserved, sold."),
            keytip="H",
            words="货品流水 货品去向 出入库记录 进出记录 移库记录 谁动了货 movements history in out steps",
            permission="inventory.view_pieces",
        ),
    ),
)

STOCK = Group(
    pgettext("ribbon", "Stock"),
    icon="building-warehouse",
    commands=(
        Command(
            key="inventory.by_store",
            url="inventory:stock",
            icon="building-warehouse",
            label=pgettext("ribbon", "Stock by store"),
            hint=_("See pieces, grams and value of every store side by side."),
            keytip="S",
            words="各店库存 还有没有货 别的店有吗 剩多少 库存 门店库存 存货 库存查询 哪家店多少货 有多少货 stock "
            "inventory on hand by store",
            permission="inventory.view_pieces",
            large=True,
        ),
        Command(
            key="inventory.ageing",
            url="inventory:ageing",
            icon="hourglass",
            label=pgettext("ribbon", "Ageing"),
            hint=_("See how long pieces have been lying, and which should move."),
            keytip="A",
            words="库龄 积压 滞销 压货 放了多久 卖不动 ageing slow moving old stock",
            permission="inventory.view_pieces",
        ),
        Command(
            key="inventory.transfers",
            url="inventory:transfers",
            icon="transfer",
            label=pgettext("ribbon", "Transfers"),
            hint=_("Send pieces to another store, or receive them."),
            keytip="X",
            words="调拨 送到另一家店 货送别的店 移到别的店 门店之间 stock move 调货 调店 转货 发货到店 收调拨 "
            "门店调货 transfer move between stores send receive",
            permission="inventory.request_transfer",
        ),
        Command(
            key="inventory.stocktake",
            url="inventory:stocktake",
            icon="barcode",
            label=pgettext("ribbon", "Stocktake"),
            hint=_("Count the trays with the scanner and settle what differs."),
            keytip="K",
            words="盘点 数货 点数 查数 对货 盘库 点货 早盘 晚盘 盘柜台 清点货品 stocktake count inventory check trays",
            permission="inventory.view_stocktakes",
        ),
        Command(
            key="inventory.losses",
            url="inventory:losses",
            icon="trash",
            label=pgettext("ribbon", "Losses"),
            hint=_("See what was lost, by store, cause and person."),
            keytip="O",
            words="报损 报废 丢货 损耗 盘亏 少货 loss write off damaged missing",
            permission="inventory.view_costing",
        ),
    ),
)

PURCHASE = Group(
    pgettext("ribbon", "Purchase"),
    icon="package-import",
    commands=(
        Command(
            key="inventory.plan",
            url="purchasing:plan",
            icon="bulb",
            label=pgettext("ribbon", "Purchase plan"),
            hint=_("See what should be bought, and why."),
            keytip="P",
            words="采购计划 补货 进货计划 该进什么货 补货建议 purchase plan replenish reorder",
            permission="purchasing.view_plan",
        ),
        Command(
            key="inventory.orders",
            url="purchasing:orders",
            icon="clipboard-list",
            label=pgettext("ribbon", "Purchase orders"),
            hint=_("Write orders to suppliers and follow them."),
            keytip="D",
            words="采购单 采购订单 订货 向供应商订货 下单进货 purchase order supplier po",
            permission="purchasing.view_orders",
        ),
        Command(
            key="inventory.receive",
            url="inventory:receive",
            icon="package-import",
            label=pgettext("ribbon", "Receive pieces"),
            hint=_("Take new pieces into stock: weigh, tag, place."),
            keytip="V",
            words="入库 送货来了 到货 到货登记 厂里送货 来货 arrived arrival 收货 进货 新货入库 收新货 录货 "
            "货品入库 上货 receive goods in new stock intake",
            permission="inventory.receive_pieces",
        ),
        Command(
            key="inventory.suppliers",
            url="organisation:partners",
            icon="building-factory",
            label=pgettext("ribbon", "Suppliers"),
            hint=_("Keep suppliers: who they are, what they charge for craft."),
            keytip="U",
            words="供应商 厂家 工厂 进货商 供货商 supplier vendor manufacturer factory",
            permission="organisation.manage_stores",
        ),
        Command(
            key="inventory.supplier_returns",
            url="purchasing:returns",
            icon="truck-return",
            label=pgettext("ribbon", "Supplier returns"),
            hint=_("Send pieces back to their supplier."),
            keytip="N",
            words="退供应商 退厂 退货给厂家 返厂 return to supplier vendor",
            permission="purchasing.view_returns",
        ),
    ),
)

COST = Group(
    pgettext("ribbon", "Cost"),
    icon="abacus",
    commands=(
        Command(
            key="inventory.costing",
            url="inventory:costing",
            icon="abacus",
            label=pgettext("ribbon", "Costing"),
            hint=_("See what pieces cost, part by part."),
            keytip="G",
            words="成本核算 成本 进价 料价工费 cost breakdown purchase cost",
            permission="inventory.view_costing",
        ),
        Command(
            key="inventory.metal",
            url="inventory:metal",
            icon="weight",
            label=pgettext("ribbon", "Metal account"),
            hint=_("See the grams of metal in the house and what is owed in grams."),
            keytip="M",
            words="金料账 料账 欠料 存料 黄金克重账 来料 metal account gold grams owed exposure",
            permission="inventory.view_costing",
        ),
        Command(
            key="inventory.price_trend",
            url="catalog:trend",
            icon="chart-line",
            label=pgettext("ribbon", "Price trend"),
            hint=_("See how the metal's market price moved."),
            keytip="W",
            words="金价走势 行情 大盘金价 国际金价 上海金 走势图 market gold trend chart spot",
            permission="catalog.view_catalog",
        ),
    ),
)

INVENTORY = Tab(
    "inventory",
    pgettext("ribbon", "Inventory"),
    "I",
    (PIECES, CATALOG, POSITIONS, STOCK, PURCHASE, COST),
    ("inventory", "catalog", "purchasing"),
)
