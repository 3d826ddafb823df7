"""The category tree that a new chain starts with, and may then change. Pure. Source: R104, R105."""

from dataclasses import dataclass, replace

from facet.catalog.rules.categories import PointsClass, TaxClass
from facet.catalog.rules.pricing import LabourKind, PriceBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A category with its defaults; see the model Category for units. `parent` "" is a root."""

    code: str
    name: str
    name_en: str
    parent: str = ""
    points_class: str = PointsClass.OTHER
    price_basis: str = PriceBasis.FIXED
    labour_kind: str = LabourKind.PER_GRAM
    labour_value: int = 0
    loss_bp: int = 0
    target_margin_bp: int = 0
    tax_class: str = TaxClass.GENERAL
    earns_points: bool = True
    allows_discount: bool = True
    price_item: str = ""
    icon: str = "diamond"


_GOLD = Branch(
    code="gold",
    name="黄金",
    name_en="Gold",
    points_class=PointsClass.GOLD,
    price_basis=PriceBasis.BY_WEIGHT,
    labour_value=2_000,
    loss_bp=80,
    target_margin_bp=1_200,
    tax_class=TaxClass.GOLD_JEWELRY,
    price_item="AU999",
    icon="circle-dot",
)
_PLATINUM = replace(
    _GOLD,
    code="platinum",
    name="铂金",
    name_en="Platinum",
    points_class=PointsClass.PLATINUM,
    labour_value=6_000,
    loss_bp=150,
    target_margin_bp=1_800,
    tax_class=TaxClass.GENERAL,
    price_item="PT950",
    icon="circle",
)
_DIAMOND = Branch(
    code="diamond",
    name="钻石镶嵌",
    name_en="Diamonds",
    points_class=PointsClass.DIAMOND,
    labour_kind=LabourKind.PER_PIECE,
    labour_value=45_000,
    loss_bp=200,
    target_margin_bp=4_500,
    price_item="AU750",
    icon="diamond",
)
_KARAT = replace(_GOLD, code="karat", name="K金", name_en="Karat gold", price_item="AU750", loss_bp=200, icon="rings")
_JADE = Branch(
    code="jade",
    name="翡翠玉石",
    name_en="Jade",
    points_class=PointsClass.JADE,
    target_margin_bp=5_000,
    icon="hexagon",
)
_GEM = replace(_JADE, code="gem", name="彩宝珍珠", name_en="Gems and pearls", icon="droplet")
_SILVER = Branch(
    code="silver",
    name="银饰",
    name_en="Silver",
    points_class=PointsClass.SILVER,
    price_basis=PriceBasis.BY_WEIGHT,
    labour_value=800,
    loss_bp=100,
    target_margin_bp=3_500,
    tax_class=TaxClass.GOLD_JEWELRY,
    price_item="AG999",
    icon="moon",
)
_BAR = replace(
    _GOLD,
    code="bar",
    name="投资金条",
    name_en="Investment bars",
    points_class=PointsClass.BAR,
    labour_value=0,
    loss_bp=0,
    target_margin_bp=200,
    tax_class=TaxClass.INVESTMENT_BAR,
    earns_points=False,
    allows_discount=False,
    price_item="AU9999",
    icon="stack-2",
)
_CRAFT = Branch(
    code="craft",
    name="工艺品摆件",
    name_en="Crafts and ornaments",
    points_class=PointsClass.CRAFT,
    target_margin_bp=4_000,
    icon="building-pavilion",
)
_EXTRA = Branch(
    code="extra",
    name="配件与服务",
    name_en="Accessories and services",
    earns_points=False,
    target_margin_bp=5_000,
    icon="tool",
)


def _leaf(root: Branch, code: str, name: str, name_en: str, **changes: object) -> Branch:
    return replace(root, code=code, name=name, name_en=name_en, parent=root.code, **changes)  # type: ignore[arg-type]


_FIXED = {"price_basis": PriceBasis.FIXED, "labour_value": 0, "target_margin_bp": 3_000}

TREE: tuple[Branch, ...] = (
    _GOLD,
    _leaf(_GOLD, "gold-plain", "普通足金", "Plain fine gold"),
    _leaf(_GOLD, "gold-heritage", "古法金", "Heritage gold", labour_value=4_800, target_margin_bp=1_600),
    _leaf(_GOLD, "gold-5g", "5G黄金", "5G gold", labour_value=3_800),
    _leaf(_GOLD, "gold-3d", "3D硬金", "3D hard gold", **_FIXED),
    _leaf(_GOLD, "gold-enamel", "珐琅金", "Enamelled gold", **_FIXED),
    _leaf(_GOLD, "gold-jade", "金镶玉", "Gold with jade", **_FIXED),
    _leaf(_GOLD, "gold-wedding", "婚嫁金饰", "Wedding gold", labour_value=2_800),
    _leaf(_GOLD, "gold-child", "儿童金饰", "Gold for children", labour_value=4_500),
    _leaf(_GOLD, "gold-bead", "转运珠串珠", "Beads and charms", labour_kind=LabourKind.PER_PIECE, labour_value=6_800),
    _PLATINUM,
    _leaf(_PLATINUM, "platinum-950", "Pt950饰品", "Platinum 950"),
    _leaf(_PLATINUM, "platinum-990", "足铂饰品", "Fine platinum", price_item="PT990"),
    _leaf(_PLATINUM, "platinum-pair", "铂金对戒", "Platinum rings for two", labour_value=8_800),
    _DIAMOND,
    _leaf(_DIAMOND, "diamond-ring", "钻戒", "Diamond rings"),
    _leaf(_DIAMOND, "diamond-pair", "钻石对戒", "Diamond rings for two"),
    _leaf(_DIAMOND, "diamond-necklace", "钻石项链吊坠", "Diamond necklaces and pendants"),
    _leaf(_DIAMOND, "diamond-earring", "钻石耳饰", "Diamond earrings"),
    _leaf(_DIAMOND, "diamond-wrist", "钻石手链手镯", "Diamond bracelets and bangles"),
    _leaf(_DIAMOND, "diamond-custom", "钻石定制", "Made to order", price_basis=PriceBasis.COMPONENTS),
    _leaf(_DIAMOND, "diamond-loose", "裸钻", "Loose diamonds", labour_value=0, price_item=""),
    _leaf(_DIAMOND, "diamond-grown", "培育钻石", "Lab-grown diamonds", target_margin_bp=5_500),
    _KARAT,
    _leaf(_KARAT, "karat-plain", "18K素金", "Plain 18K gold", labour_value=8_800, target_margin_bp=2_500),
    _leaf(_KARAT, "karat-colour", "彩金时尚", "Coloured karat gold", **_FIXED),
    _leaf(_KARAT, "karat-22", "22K金饰", "22K gold", labour_value=5_800, price_item="AU916"),
    _JADE,
    _leaf(_JADE, "jade-jadeite", "翡翠", "Jadeite"),
    _leaf(_JADE, "jade-hetian", "和田玉", "Hetian jade"),
    _leaf(_JADE, "jade-agate", "玛瑙及其他玉石", "Agate and other stones"),
    _GEM,
    _leaf(_GEM, "gem-colour", "彩色宝石", "Coloured gems"),
    _leaf(_GEM, "gem-pearl", "珍珠", "Pearls"),
    _leaf(_GEM, "gem-amber", "琥珀蜜蜡", "Amber"),
    _SILVER,
    _leaf(_SILVER, "silver-fine", "足银饰品", "Fine silver"),
    _leaf(_SILVER, "silver-925", "925银饰", "Sterling silver", **_FIXED, price_item="AG925"),
    _leaf(_SILVER, "silver-ware", "银器", "Silverware", labour_value=1_200),
    _BAR,
    _leaf(_BAR, "bar-invest", "投资金条", "Investment bars"),
    _leaf(_BAR, "bar-gift", "纪念金条金币", "Commemorative bars and coins", labour_value=2_800, target_margin_bp=600),
    _CRAFT,
    _leaf(_CRAFT, "craft-gold", "金摆件", "Gold ornaments", price_item="AU999"),
    _leaf(_CRAFT, "craft-silver", "银摆件", "Silver ornaments", price_item="AG999"),
    _leaf(_CRAFT, "craft-jade", "玉摆件", "Jade ornaments"),
    _leaf(_CRAFT, "craft-gift", "工艺礼品", "Gifts"),
    _EXTRA,
    _leaf(_EXTRA, "extra-cord", "编绳配链", "Cords and chains"),
    _leaf(_EXTRA, "extra-box", "包装用品", "Packaging", target_margin_bp=0),
    _leaf(_EXTRA, "extra-service", "加工服务", "Workshop services"),
)
