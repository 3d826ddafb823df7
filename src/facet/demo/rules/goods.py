"""What the chain sells: kinds of goods with believable weights, stones, labour, costs, tags. Pure.

A piece is made from its own seed, so that it comes out the same whenever it is asked for.
Units: mg, mct, cents. Source: docs/algorithms/demo.md §5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from facet.demo.rules.dice import dice
from facet.inventory.rules.receiving import CertificateIn, PieceIn, StoneIn
from facet.inventory.rules.words import CertificateKind, CostKind

Prices = Mapping[str, int]
Facts = dict[str, object]
Forms = tuple[tuple[str, int, int, int], ...]  # form, how often, lightest and heaviest in 0.01 g


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of goods. `sold` and `kept` say how often it is sold and how much of it lies in stock."""

    key: str
    category: str
    letter: str
    how: str  # metal, tagged, diamond, gem, stone, bar, gift
    forms: Forms
    sold: int
    kept: int
    item: str = ""  # line of the price board that its costs rest on
    labour: tuple[int, ...] = ()  # what this kind's labour may be; () as the category says
    markup: int = 100  # percent of the metal's counter price, for tagged goods
    gem: str = ""
    tags: tuple[int, int] = (0, 0)  # cheapest and dearest tag in yuan, for stones
    counter: str = "C01"
    supplier: str = "P001"

    def wanted(self, purse: str) -> int:
        """How much more often this purse asks for it than the usual one: small things, or the dear ones."""
        if purse == "modest" and (self.how == "tagged" or self.key == "silver"):
            return 11
        return 4 if purse == "grand" and self.key in DEAR else 1


DEAR = ("heritage", "wedding", "d-ring", "d-custom", "jadeite")
_NECK, _PEND, _RING, _BRAC, _BANG, _EAR = (
    ("necklace", 24, 480, 2600), ("pendant", 20, 150, 900), ("ring", 22, 180, 820), ("bracelet", 16, 320, 1900),
    ("bangle", 10, 1200, 4600), ("stud", 8, 90, 420),
)  # fmt: skip
KINDS: tuple[Kind, ...] = (
    Kind(key="plain", category="gold-plain", letter="G", how="metal", item="AU999", sold=24, kept=17,
         forms=(_NECK, _PEND, _RING, _BRAC, _BANG, _EAR), labour=(1600, 1800, 2000, 2600)),
    Kind(key="heritage", category="gold-heritage", letter="G", how="metal", item="AU999", sold=13, kept=10,
         forms=(("bangle", 40, 2200, 6000), ("pendant", 30, 420, 1600), ("ring", 20, 380, 1100),
                ("bead", 10, 120, 380)),
         labour=(4200, 4800, 5800)),
    Kind(key="5g", category="gold-5g", letter="G", how="metal", item="AU999", sold=6, kept=5,
         forms=(_NECK, _BRAC, _RING), labour=(3200, 3800)),
    Kind(key="3d", category="gold-3d", letter="G", how="tagged", item="AU999", sold=9, kept=9, markup=132,
         forms=(("pendant", 50, 60, 320), ("bead", 30, 40, 160), ("stud", 20, 50, 180))),
    Kind(key="wedding", category="gold-wedding", letter="G", how="metal", item="AU999", sold=6, kept=5,
         forms=(("bangle", 40, 2000, 5200), ("necklace", 30, 1500, 4800), ("ring", 30, 400, 1200)),
         labour=(2600, 2800)),
    Kind(key="child", category="gold-child", letter="G", how="metal", item="AU999", sold=4, kept=4,
         forms=(("lock", 60, 260, 980), ("bangle", 40, 480, 1200)), labour=(4500,)),
    Kind(key="enamel", category="gold-enamel", letter="G", how="tagged", item="AU999", sold=2, kept=3, markup=146,
         forms=(("pendant", 60, 80, 380), ("stud", 40, 60, 200))),
    Kind(key="pt", category="platinum-950", letter="P", how="metal", item="PT950", sold=4, kept=5, counter="C02",
         forms=(("necklace", 40, 280, 1200), ("ring", 40, 220, 760), ("pendant", 20, 120, 420))),
    Kind(key="pt-pair", category="platinum-pair", letter="P", how="metal", item="PT950", sold=2, kept=2, counter="C02",
         forms=(("pair-ring", 100, 620, 1280),)),
    Kind(key="d-ring", category="diamond-ring", letter="D", how="diamond", item="AU750", sold=7, kept=10, counter="C02",
         forms=(("ring", 100, 240, 480),), supplier="P002"),
    Kind(key="d-pend", category="diamond-necklace", letter="D", how="diamond", item="AU750", sold=4, kept=6,
         counter="C02", forms=(("necklace", 60, 180, 420), ("pendant", 40, 90, 260)), supplier="P002"),
    Kind(key="d-ear", category="diamond-earring", letter="D", how="diamond", item="AU750", sold=2, kept=4,
         counter="C02", forms=(("stud", 100, 120, 300),), supplier="P002"),
    Kind(key="d-custom", category="diamond-custom", letter="D", how="diamond", item="AU750", sold=1, kept=1,
         counter="C02", forms=(("ring", 100, 280, 560),), supplier="P002"),
    Kind(key="k-plain", category="karat-plain", letter="K", how="metal", item="AU750", sold=4, kept=5, counter="C03",
         forms=(("necklace", 50, 160, 680), ("ring", 30, 120, 420), ("bracelet", 20, 150, 520)), labour=(8800, 9800)),
    Kind(key="k-colour", category="karat-colour", letter="K", how="tagged", item="AU750", sold=4, kept=5, markup=205,
         counter="C03", forms=(("necklace", 40, 120, 360), ("stud", 30, 80, 220), ("bracelet", 30, 120, 380))),
    Kind(key="jadeite", category="jade-jadeite", letter="J", how="stone", gem="jadeite", sold=3, kept=5, counter="C03",
         forms=(("bangle", 55, 3800, 6800), ("pendant", 45, 600, 2800)), tags=(2_600, 88_000), supplier="P003"),
    Kind(key="hetian", category="jade-hetian", letter="J", how="stone", gem="hetian", sold=2, kept=3, counter="C03",
         forms=(("pendant", 60, 900, 4200), ("bangle", 40, 4200, 7400)), tags=(1_280, 42_000), supplier="P003"),
    Kind(key="gem", category="gem-colour", letter="M", how="gem", item="AU750", sold=2, kept=3, counter="C03",
         forms=(("ring", 50, 260, 620), ("pendant", 50, 140, 420)), tags=(1_980, 36_000), supplier="P002"),
    Kind(key="pearl", category="gem-pearl", letter="M", how="stone", gem="pearl", sold=2, kept=2, counter="C03",
         forms=(("necklace", 60, 2600, 5200), ("stud", 40, 180, 420)), tags=(480, 12_800), supplier="P003"),
    Kind(key="silver", category="silver-fine", letter="S", how="metal", item="AG999", sold=6, kept=7, counter="C04",
         forms=(("bangle", 50, 1800, 6200), ("necklace", 30, 400, 1600), ("lock", 20, 800, 2200)), supplier="P004",
         labour=(800, 1200)),
    Kind(key="s925", category="silver-925", letter="S", how="tagged", item="AG925", sold=6, kept=7, markup=520,
         counter="C04", forms=(("stud", 40, 110, 320), ("necklace", 35, 220, 720), ("ring", 25, 180, 520)),
         supplier="P004"),
    Kind(key="bar", category="bar-invest", letter="B", how="bar", item="AU9999", sold=5, kept=5, counter="V01",
         forms=(("bar", 100, 500, 10000),)),
    Kind(key="bar-gift", category="bar-gift", letter="B", how="bar", item="AU9999", sold=2, kept=2, counter="V01",
         forms=(("bar", 100, 100, 1000),), labour=(2_600,)),
    Kind(key="c-gold", category="craft-gold", letter="A", how="tagged", item="AU999", sold=1, kept=2, markup=150,
         counter="C04", forms=(("ornament", 100, 200, 1600),)),
    Kind(key="c-jade", category="craft-jade", letter="A", how="stone", gem="hetian", sold=1, kept=2, counter="C04",
         forms=(("ornament", 100, 12000, 90000),), tags=(880, 26_000), supplier="P003"),
)  # fmt: skip
BAR_SIZES = {"bar": (500, 1_000, 2_000, 5_000, 10_000), "bar-gift": (100, 200, 500, 1_000)}
COLOURS, CLARITIES, CUTS = "DEFGHIJ", ("IF", "VVS1", "VVS2", "VS1", "VS2", "SI1", "SI2"), ("EX", "EX", "VG", "GD")
_COLOUR_OFTEN, _CLARITY_OFTEN = (4, 8, 18, 24, 24, 14, 8), (1, 4, 8, 20, 28, 26, 13)
JADE = ("飘花", "满绿", "晴水", "冰白", "紫罗兰")
NOTES = ("", "", "", "", "", "门店主推", "陈列样", "配原厂证书", "可改圈口一次")


def piece_in(seed: str, number: int, *, kind: Kind, on: date, prices: Mapping[str, int]) -> PieceIn:
    """Piece `number` as it was written down on the day it came; `prices` is the counter's board of that day."""
    rng = dice(seed, "piece", number)
    form, _, low, high = rng.choices(kind.forms, [each[1] for each in kind.forms])[0]
    tag = f"{kind.letter}{on:%y%m}{number:06}"
    facts: dict[str, Any] = {
        "tag": tag,
        "category": kind.category,
        "style": style_code(kind, form, rng=rng),
        "form": form,
        "is_new_product": rng.random() < 0.045,
        "note": rng.choice(NOTES),
        "circumference_tenths": _size(rng, form),
        "length_mm": rng.choice((400, 420, 450, 500)) if form == "necklace" else None,
    }
    weight = _weight(rng, low, high)
    return PieceIn(**facts | _MAKERS[kind.how](rng, kind, weight, on=on, prices=prices, tag=tag))


def style_code(kind: Kind, form: str, *, rng: Random) -> str:
    """The design it was made to: each kind and form has two series."""
    return f"YX-{kind.key}-{form}-{rng.randint(1, 2)}".upper()


def _weight(rng: Random, low: int, high: int) -> int:
    """Mostly light, now and then heavy: mg, on the scale's 0.01 g."""
    return (low + int((high - low) * rng.random() ** 1.8)) * 10


def _size(rng: Random, form: str) -> int | None:
    if form == "ring":
        return (40 + rng.randint(8, 18)) * 10
    return rng.choice((1_700, 1_760, 1_790, 1_820, 1_885)) if form == "bangle" else None


def _metal_cost(kind: Kind, weight: int, prices: Mapping[str, int]) -> int:
    """What the metal cost us on the day."""
    return weight * prices[kind.item] * 79 // 100_000


def _metal(rng: Random, kind: Kind, weight: int, *, on: date, prices: Prices, tag: str) -> Facts:
    labour = rng.choice(kind.labour) if kind.labour else None
    cost = weight * (labour or 5_000) * 38 // 100_000
    return {
        "gross_weight_mg": weight,
        "labour_value": labour,
        "costs": ((CostKind.METAL, _metal_cost(kind, weight, prices)), (CostKind.LABOUR, cost)),
    }


def _tagged(rng: Random, kind: Kind, weight: int, *, on: date, prices: Prices, tag: str) -> Facts:
    metal = weight * prices[kind.item] // 1_000
    price = pretty(metal * (kind.markup + rng.randint(-6, 10)) // 100)
    labour = weight * 6 if kind.item != "AG925" else weight
    return {
        "gross_weight_mg": weight,
        "tag_price_cents": price,
        "costs": ((CostKind.METAL, _metal_cost(kind, weight, prices)), (CostKind.LABOUR, labour + 1_500)),
    }


def _bar(rng: Random, kind: Kind, weight: int, *, on: date, prices: Prices, tag: str) -> Facts:
    size = rng.choice(BAR_SIZES[kind.key]) * 10
    labour = rng.choice(kind.labour) if kind.labour else None
    return {
        "gross_weight_mg": size,
        "labour_value": labour,
        "costs": ((CostKind.METAL, size * prices[kind.item] * 97 // 100_000), (CostKind.LABOUR, 1_200)),
    }


def _diamond(rng: Random, kind: Kind, weight: int, *, on: date, prices: Prices, tag: str) -> Facts:
    """A main stone with its four Cs and a paper, and small stones around it."""
    main = _main_stone(rng, 2 if kind.key == "d-ear" else 1)
    stones = [main, *_small_stones(rng)]
    gross = weight + sum(stone.carat_mct for stone in stones) // 50 * 10 + 10
    worth = weight * prices["AU750"] // 1_000 + 60_000
    worth += sum((stone.price_cents_per_ct or 0) * stone.carat_mct // 1_000 for stone in stones)
    facts: Facts = {
        "gross_weight_mg": gross,
        "colour": rng.choice(("白", "白", "玫瑰", "黄")),
        "stones": tuple(stones),
        "certificates": _papers(rng, tag, main.carat_mct // main.count, on),
        "costs": (
            (CostKind.METAL, _metal_cost(kind, weight, prices)), (CostKind.LABOUR, 28_000),
            (CostKind.STONES, sum(stone.cost_cents or 0 for stone in stones)),
        ),
    }  # fmt: skip
    return facts if kind.key == "d-custom" else facts | {"tag_price_cents": pretty(worth * rng.randint(98, 112) // 100)}


def _main_stone(rng: Random, count: int) -> StoneIn:
    mct = rng.choices((100, 180, 220, 305, 405, 505, 705, 1_010, 1_520), (10, 16, 18, 22, 12, 12, 5, 4, 1))[0]
    mct += rng.randint(0, 18)
    colour, clarity = rng.choices(COLOURS, _COLOUR_OFTEN)[0], rng.choices(CLARITIES, _CLARITY_OFTEN)[0]
    per_ct = carat_price(mct, colour=colour, clarity=clarity)
    return StoneIn(
        kind="diamond", carat_mct=mct * count, count=count, shape="round" if rng.random() < 0.85 else "oval",
        colour=colour, clarity=clarity, cut=rng.choice(CUTS), depth_bp=rng.randint(5_900, 6_290),
        table_bp=rng.randint(5_500, 6_000), price_cents_per_ct=per_ct, cost_cents=per_ct * mct * count * 52 // 100_000,
        is_main=True,
    )  # fmt: skip


def _small_stones(rng: Random) -> tuple[StoneIn, ...]:
    if rng.random() >= 0.6:
        return ()
    count = rng.randint(8, 40)
    facts: dict[str, Any] = {"price_cents_per_ct": 420_000, "cost_cents": count * 9 * 180}
    return (StoneIn(kind="diamond", carat_mct=count * 9, count=count, colour="H", clarity="SI1", **facts),)


def carat_price(mct: int, *, colour: str, clarity: str) -> int:
    """What a carat of such a stone is asked for: cents; dearer by size, colour and clarity."""
    base = 780_000 if mct < 200 else 1_180_000 if mct < 300 else 1_780_000 if mct < 500 else 2_680_000
    base = 4_280_000 if mct >= 1_000 else 3_380_000 if mct >= 700 else base
    by_colour = 118 - 6 * COLOURS.index(colour)
    by_clarity = 122 - 6 * CLARITIES.index(clarity)
    return base * by_colour * by_clarity // 10_000 // 1_000 * 1_000


def _papers(rng: Random, tag: str, main_mct: int, on: date) -> tuple[CertificateIn, ...]:
    issued = on - timedelta(days=rng.randint(20, 160))
    if main_mct >= 300 and rng.random() < 0.55:
        number = f"{rng.randint(1, 9)}{int(tag[1:]) % 1_000_000_000:09}"
        return (CertificateIn(lab="GIA", number=number, issued_on=issued, inscription=f"GIA {number}"),)
    return (CertificateIn(lab="NGTC", number=f"Y{tag[1:]}", issued_on=issued),)


def _gem(rng: Random, kind: Kind, weight: int, *, on: date, prices: Prices, tag: str) -> Facts:
    gem = rng.choice(("ruby", "sapphire", "emerald", "tourmaline", "tanzanite", "spinel"))
    mct = rng.randint(300, 2_600)
    price = _tag(rng, kind.tags)
    stone = StoneIn(kind=gem, carat_mct=mct, shape=rng.choice(("oval", "cushion", "pear")), is_main=True,
                    treatment=rng.choice(("", "加热", "无烧")), cost_cents=price * 30 // 100)  # fmt: skip
    return {
        "gross_weight_mg": weight + mct // 5 // 10 * 10 + 10,
        "price_item": kind.item,
        "colour": rng.choice(("白", "黄", "玫瑰")),
        "stones": (stone,),
        "certificates": (CertificateIn(lab="NGTC", number=f"C{tag[1:]}", kind=CertificateKind.IDENTIFICATION),),
        "tag_price_cents": price,
        "costs": (
            (CostKind.METAL, _metal_cost(kind, weight, prices)), (CostKind.LABOUR, 26_000),
            (CostKind.STONES, price * 30 // 100),
        ),
    }  # fmt: skip


def _stone(rng: Random, kind: Kind, weight: int, *, on: date, prices: Prices, tag: str) -> Facts:
    price = _tag(rng, kind.tags)
    colour = rng.choice(JADE) if kind.gem == "jadeite" else ""
    stone = StoneIn(
        kind=kind.gem, carat_mct=weight * 5, is_main=True, cost_cents=price * 42 // 100, colour=colour
    )  # fmt: skip
    papers = (CertificateIn(lab="NGTC", number=f"J{tag[1:]}", kind=CertificateKind.IDENTIFICATION),)
    return {
        "gross_weight_mg": weight,
        "stones": (stone,),
        "certificates": papers if price >= 300_000 else (),
        "tag_price_cents": price,
        "costs": ((CostKind.STONES, price * 42 // 100), (CostKind.LABOUR, 6_000)),
    }


def _tag(rng: Random, span: tuple[int, int]) -> int:
    low, high = span
    return pretty((low + int((high - low) * rng.random() ** 3.2)) * 100)


def pretty(cents: int) -> int:
    """A price as tags have it: whole yuan ending in 8 or 9, hundreds where it is dear. Units: cents."""
    yuan = max(cents // 100, 9)
    if yuan >= 10_000:
        return (yuan // 100 * 100 + 80) * 100
    return (yuan // 10 * 10 + (8 if yuan % 3 else 9)) * 100


_MAKERS = {
    "metal": _metal, "tagged": _tagged, "bar": _bar, "diamond": _diamond, "gem": _gem, "stone": _stone,
}  # fmt: skip
