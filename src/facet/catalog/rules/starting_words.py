"""The dictionaries that a new chain starts with: code, Chinese, English. Pure. Source: R106, F24."""

from facet.catalog.rules.categories import DictionaryKind

Word = tuple[str, str, str]

FORMS: tuple[Word, ...] = (
    ("ring", "戒指", "Ring"),
    ("pair-ring", "对戒", "Pair of rings"),
    ("necklace", "项链", "Necklace"),
    ("pendant", "吊坠", "Pendant"),
    ("stud", "耳钉", "Ear studs"),
    ("earring", "耳环", "Earrings"),
    ("drop", "耳坠", "Drop earrings"),
    ("bracelet", "手链", "Bracelet"),
    ("bangle", "手镯", "Bangle"),
    ("bead", "串珠", "Bead"),
    ("anklet", "脚链", "Anklet"),
    ("brooch", "胸针", "Brooch"),
    ("lock", "长命锁", "Longevity lock"),
    ("cufflinks", "袖扣", "Cufflinks"),
    ("set", "套装", "Set"),
    ("bar", "金条", "Bar"),
    ("coin", "金币", "Coin"),
    ("ornament", "摆件", "Ornament"),
    ("loose", "裸石", "Loose stone"),
    ("ware", "器皿", "Vessel"),
)
GEMS: tuple[Word, ...] = (
    ("diamond", "钻石", "Diamond"),
    ("grown-diamond", "合成钻石", "Lab-grown diamond"),
    ("ruby", "红宝石", "Ruby"),
    ("sapphire", "蓝宝石", "Sapphire"),
    ("emerald", "祖母绿", "Emerald"),
    ("tourmaline", "碧玺", "Tourmaline"),
    ("spinel", "尖晶石", "Spinel"),
    ("tanzanite", "坦桑石", "Tanzanite"),
    ("garnet", "石榴石", "Garnet"),
    ("topaz", "托帕石", "Topaz"),
    ("amethyst", "紫晶", "Amethyst"),
    ("crystal", "水晶", "Rock crystal"),
    ("opal", "欧泊", "Opal"),
    ("jadeite", "翡翠", "Jadeite"),
    ("hetian", "和田玉", "Hetian jade"),
    ("agate", "玛瑙", "Agate"),
    ("turquoise", "绿松石", "Turquoise"),
    ("coral", "珊瑚", "Coral"),
    ("amber", "琥珀", "Amber"),
    ("beeswax", "蜜蜡", "Butter amber"),
    ("sea-pearl", "海水珍珠", "Saltwater pearl"),
    ("pearl", "淡水珍珠", "Freshwater pearl"),
    ("zirconia", "合成立方氧化锆", "Cubic zirconia"),
    ("moissanite", "合成碳硅石", "Moissanite"),
)
TASTES: tuple[Word, ...] = (
    ("classic", "经典", "Classic"),
    ("minimal", "简约", "Minimal"),
    ("chinese", "新中式", "New Chinese"),
    ("dragon-phoenix", "龙凤", "Dragon and phoenix"),
    ("blessing", "祈福", "Blessing"),
    ("zodiac", "生肖", "Zodiac"),
    ("flower", "花卉", "Flowers"),
    ("heart", "心形", "Hearts"),
    ("fashion", "时尚", "Fashion"),
    ("sweet", "甜美", "Sweet"),
    ("vintage", "复古", "Vintage"),
    ("luxury", "奢华", "Luxury"),
    ("child", "童趣", "For children"),
    ("men", "男士", "For men"),
)
MATERIALS: tuple[Word, ...] = (
    ("gold", "黄金", "Gold"),
    ("karat", "K金", "Karat gold"),
    ("platinum", "铂金", "Platinum"),
    ("palladium", "钯金", "Palladium"),
    ("silver", "银", "Silver"),
    ("diamond", "钻石", "Diamond"),
    ("gem", "彩色宝石", "Coloured gems"),
    ("jade", "翡翠玉石", "Jade"),
    ("pearl", "珍珠", "Pearls"),
    ("amber", "琥珀蜜蜡", "Amber"),
)
BRANDS: tuple[Word, ...] = (
    ("own", "自有品牌", "Own brand"),
    ("designer", "设计师联名", "Designer edition"),
    ("import", "进口品牌", "Imported brand"),
    ("other", "其他品牌", "Other brand"),
)
CRAFTS: tuple[Word, ...] = (
    ("polished", "光面", "Polished"),
    ("heritage", "古法", "Heritage craft"),
    ("hard-3d", "3D硬金", "3D hard gold"),
    ("hard-5d", "5D硬金", "5D hard gold"),
    ("5g", "5G", "5G gold"),
    ("filigree", "花丝", "Filigree"),
    ("chased", "錾刻", "Chased"),
    ("enamel", "珐琅", "Enamel"),
    ("sandblasted", "喷砂", "Sandblasted"),
    ("brushed", "拉丝", "Brushed"),
    ("cut", "车花", "Machine-cut"),
    ("hollow", "空心", "Hollow"),
    ("prong", "爪镶", "Prong setting"),
    ("bezel", "包镶", "Bezel setting"),
    ("pave", "密镶", "Pavé"),
    ("cord", "编绳", "Braided cord"),
)
# The Hong Kong scale: circumference in millimetres less 40. A chain that counts otherwise edits it.
RING_SIZES: tuple[tuple[str, int], ...] = tuple((str(number), (40 + number) * 10) for number in range(5, 31))

WORDS: dict[DictionaryKind, tuple[Word, ...]] = {
    DictionaryKind.FORM: FORMS,
    DictionaryKind.GEM: GEMS,
    DictionaryKind.STYLE: TASTES,
    DictionaryKind.MATERIAL: MATERIALS,
    DictionaryKind.BRAND: BRANDS,
    DictionaryKind.CRAFT: CRAFTS,
}
