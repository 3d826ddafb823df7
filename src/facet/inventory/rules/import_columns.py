"""The columns of a file of pieces: Chinese first, then English, then what other systems write. Pure."""

from facet.catalog.rules.pricing import LabourKind, PriceBasis
from facet.inventory.rules.words import CertificateKind, Ownership
from facet.kernel.errors import gettext_noop
from facet.kernel.importing.definition import ImportColumn as Column

_BASIS = (
    (PriceBasis.BY_WEIGHT, "按克", "按重", "克重计价", "by weight"),
    (PriceBasis.FIXED, "一口价", "件计价", "固定价", "fixed"),
    (PriceBasis.COMPONENTS, "分项", "金料加石", "components"),
)
_LABOUR = (
    (LabourKind.PER_GRAM, "元/克", "按克", "per gram"),
    (LabourKind.PER_PIECE, "元/件", "按件", "per piece"),
)
_OWNER = (
    (Ownership.OWN, "自有", "own"),
    (Ownership.CONSIGNED, "寄售", "代销", "consigned"),
    (Ownership.CUSTOMER, "客户", "客料", "customer"),
)
_PAPER = (
    (CertificateKind.GRADING, "分级", "grading"),
    (CertificateKind.IDENTIFICATION, "鉴定", "identification"),
    (CertificateKind.PURITY, "含量", "金检", "purity"),
)
_G = 10**9

WHERE = (
    Column("store", ("门店", "Store", "店铺", "store code"), "code", required=True, limit=16,
           hint=gettext_noop("Code of the store that keeps the piece."), example="S01"),
    Column("place", ("柜台", "Place", "位置", "counter"), "code", limit=24,
           hint=gettext_noop("Empty: where the store puts new goods."), example="C01"),
    Column("supplier", ("供应商", "Supplier"), "code", limit=16, hint=gettext_noop("Code of the supplier.")),
    Column("batch", ("批次", "Batch"), limit=40, example="26-011"),
    Column("document", ("入库单号", "Delivery note", "单号"), limit=40),
)  # fmt: skip

PIECE = (
    Column("tag", ("条码号", "Tag", "条码", "货号", "货品编号", "barcode"), "code", required=True, limit=32,
           hint=gettext_noop("Unique for ever; letters, digits, dot and hyphen."), example="G2601-04417"),
    Column("category", ("品类", "Category", "类别", "分类"), required=True, limit=64,
           hint=gettext_noop("Code or name of a category without sub-categories."), example="古法金"),
    Column("form", ("品名", "Kind", "货品类型", "饰品类型"), limit=32,
           hint=gettext_noop("Ring, bangle …: with metal and gem it makes the legal name."), example="手镯"),
    Column("style", ("款号", "Style"), "code", limit=32),
    Column("legal_name", ("标准名称", "Legal name", "货品名称"), limit=80,
           hint=gettext_noop("Empty: made by law from metal, gem and kind."), example="足金手镯"),
    Column("legal_name_en", ("英文名称", "Name in English"), limit=120),
    Column("price_item", ("金价项目", "Metal on the price board", "成色"), "code", limit=16,
           hint=gettext_noop("Line of the price board; empty: as the category says."), example="AU999"),
    Column("fineness_permille", ("含量‰", "Fineness ‰", "含金量"), "percent", least=1, most=100_000,
           hint=gettext_noop("Parts per thousand, where it differs from the price board's line."), example="999.9"),
    Column("gross_weight_mg", ("总重", "Total weight", "件重", "毛重"), "grams", least=1, most=_G,
           hint=gettext_noop("In grams, with stones. Empty for a loose stone: from its carats."), example="28.360"),
    Column("net_weight_mg", ("净金重", "Net weight", "金重", "净重"), "grams", least=0, most=_G,
           hint=gettext_noop("Metal alone, in grams. Empty: computed from the stones.")),
    Column("other_parts_mg", ("其他重", "Other parts"), "grams", least=0, most=_G),
    Column("colour", ("金色", "Metal colour"), limit=24, example="玫瑰金"),
    Column("size", ("圈口", "Size mm", "手寸", "内径周长"), limit=8,
           hint=gettext_noop("Inner circumference in mm."), example="52.5"),
    Column("length_mm", ("长度", "Length mm", "链长"), "int", least=1, most=10_000),
    Column("is_new_product", ("新品", "New product"), "bool"),
    Column("epc", ("芯片号", "Chip", "RFID", "EPC"), "code", limit=32),
    Column("ownership", ("归属", "Whose"), "choice", choices=_OWNER),
    Column("engraving", ("刻字", "Engraving"), limit=60),
    Column("note", ("备注", "Note"), limit=200),
)  # fmt: skip

PRICE = (
    Column("price_basis", ("计价方式", "Price by"), "choice", choices=_BASIS,
           hint=gettext_noop("Empty: as style or category says."), example="按克"),
    Column("tag_price_cents", ("标价", "Tag price", "吊牌价", "零售价"), "yuan", least=0, most=10**12,
           hint=gettext_noop("In yuan, for a fixed price."), example="12,800.00"),
    Column("tag_price_usd", ("美元标价", "Tag price USD", "price usd"), "yuan", least=0, most=10**11,
           hint=gettext_noop("In US dollars; needs the rate beside it.")),
    Column("rate", ("汇率", "Yuan per dollar", "rate"), limit=12,
           hint=gettext_noop("Yuan for one dollar, at most four decimals."), example="7.1500"),
    Column("labour_kind", ("工费方式", "Labour by"), "choice", choices=_LABOUR),
    Column("labour_value", ("工费", "Labour"), "yuan", least=0, most=10**10,
           hint=gettext_noop("In yuan, per gram or per piece."), example="38.00"),
    Column("cost_metal", ("金料成本", "Cost: metal"), "yuan", least=0, most=10**12),
    Column("cost_labour", ("工费成本", "Cost: labour"), "yuan", least=0, most=10**12),
    Column("cost_stones", ("石料成本", "Cost: stones"), "yuan", least=0, most=10**12),
    Column("cost_tax", ("税金成本", "Cost: tax"), "yuan", least=0, most=10**12),
    Column("cost_freight", ("运费成本", "Cost: freight"), "yuan", least=0, most=10**12),
    Column("cost_other", ("其他成本", "Cost: other", "成本"), "yuan", least=0, most=10**12),
)  # fmt: skip

STONES = (
    Column("stone", ("主石", "Main stone", "主石名称", "stone"), limit=32,
           hint=gettext_noop("Code or name of the gem."), example="钻石"),
    Column("carat_mct", ("主石重", "Carat", "主石克拉", "carats"), "carats", least=1, most=_G,
           hint=gettext_noop("In carats."), example="0.50"),
    Column("stone_count", ("主石数", "Main stones"), "int", least=1, most=100_000),
    Column("stone_shape", ("形状", "Shape"), limit=24),
    Column("stone_colour", ("颜色", "Color", "Colour"), limit=24, example="F"),
    Column("clarity", ("净度", "Clarity"), limit=12, example="VS1"),
    Column("cut", ("切工", "Cut"), limit=24, example="Ideal"),
    Column("treatment", ("处理", "Treatment"), limit=40),
    Column("depth_bp", ("全深比", "Depth", "depth %"), "percent", least=0, most=20_000),
    Column("table_bp", ("台宽比", "Table", "table %"), "percent", least=0, most=20_000),
    Column("measurements", ("尺寸", "Measurements"), limit=32, example="3.95-3.98x2.43"),
    Column("price_cents_per_ct", ("主石单价", "Yuan per carat"), "yuan", least=0, most=10**12),
    Column("side_stone", ("副石", "Side stone"), limit=32),
    Column("side_count", ("副石数", "Side stones"), "int", least=1, most=100_000),
    Column("side_mct", ("副石重", "Side carats"), "carats", least=1, most=_G),
    Column("side_price", ("副石单价", "Yuan per carat, side"), "yuan", least=0, most=10**12),
    Column("lab", ("证书机构", "Laboratory", "鉴定机构"), "code", limit=24, example="NGTC"),
    Column("paper", ("证书号", "Certificate", "证书编号"), "code", limit=40),
    Column("paper_kind", ("证书类型", "Kind of certificate"), "choice", choices=_PAPER),
    Column("paper_on", ("证书日期", "Certificate date"), "date"),
)  # fmt: skip

COLUMNS = (*WHERE, *PIECE, *PRICE, *STONES)
