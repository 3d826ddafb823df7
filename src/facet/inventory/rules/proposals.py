"""Which pieces suit a member, and why. Pure: facts in, a score with its reasons out. Source: R025, R026.

A piece that she must not wear is never proposed. Every reason is a sentence that a clerk can say.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from facet.kernel.errors import gettext_noop

_WEIGHT = {"craft": 25, "style": 30, "material": 20, "brand": 10, "gem": 15, "form": 15}
_NEED, _BUDGET, _BAND, _SET, _RING, _WISH = 40, 20, 15, 30, 20, 60
_TOO_DEAR, _TOO_SMALL = -25, -15
RING_FITS = 5  # 0.1 mm: half a millimetre around
RING_CHANGES = 20  # 0.1 mm: what a goldsmith widens without trouble
FINE = 9_900  # ten-thousandths
LEAST = 20  # a score below it is chance
_GEMS = {"diamond": "diamond", "grown-diamond": "diamond", "jadeite": "jade", "hetian": "jade", "pearl": "pearl",
         "sea-pearl": "pearl", "amber": "amber", "beeswax": "amber"}  # fmt: skip
WHITE = frozenset({"白", "白色", "white"})
ROSE = frozenset({"玫瑰", "玫瑰金", "rose", "pink"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A piece as a proposal sees it. `words` are (kind, code) of the dictionaries; units: cents, 0.1 mm."""

    words: frozenset[tuple[str, str]]
    category_path: str
    style_id: int | None
    set_code: str
    price_cents: int | None
    circumference_tenths: int | None
    is_ring: bool
    metal: str
    fineness_e4: int
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """An open need: what was left open fits everything."""

    category_path: str
    material: str
    taste: str
    low_cents: int | None
    high_cents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """A member as a proposal sees her. `words` (kind, code) → her word for it; `paid` what pieces cost her, cents."""

    words: Mapping[tuple[str, str], str]
    ring_tenths: int | None = None
    allergies: Collection[str] = ()
    wants: Sequence[Want] = ()
    wished_styles: Collection[int] = ()
    owned_styles: Collection[int] = ()
    owned_sets: Collection[str] = ()
    paid: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: an English msgid whose {places} `facts` fill, and what it weighs."""

    points: int
    text: str
    facts: Mapping[str, str] = field(default_factory=dict)


def materials_of(metal: str, *, fineness_e4: int, gem: str) -> frozenset[tuple[str, str]]:
    """The words of the dictionary "material" for a metal and its main stone."""
    metals = "karat" if metal == "gold" and fineness_e4 < FINE else metal
    stones = {_GEMS.get(gem, "gem")} if gem and gem not in {"zirconia", "moissanite"} else set()
    return frozenset(("material", each) for each in {metals, *stones} if each)


def harms(look: Look, allergies: Collection[str]) -> bool:
    """Whether she must not wear it: alloys hold what many skins do not bear.

    White karat gold is often whitened with nickel, rose gold holds copper, platinum alloys hold cobalt;
    other words are looked for in the metal itself.
    """
    karat = look.metal == "gold" and look.fineness_e4 < FINE
    bad = {
        "nickel": karat and look.colour not in ROSE and (look.colour in WHITE or not look.colour),
        "copper": (karat and look.colour not in WHITE) or look.metal == "copper",
        "silver": look.metal == "silver",
        "cobalt": look.metal == "platinum" and look.fineness_e4 < FINE,
    }
    return any(bad.get(each, bool(each) and each.casefold() == look.metal) for each in allergies)


def reasons_for(look: Look, taste: Taste) -> tuple[Reason, ...]:
    """Why `look` suits, the weightiest first; empty where it harms, or where she has it already."""
    if harms(look, taste.allergies) or (look.style_id is not None and look.style_id in taste.owned_styles):
        return ()
    found = [*_liked(look, taste), *_wanted(look, taste), *_fits(look, taste)]
    if look.style_id in taste.wished_styles:
        found.append(Reason(_WISH, gettext_noop("it is on her wish list")))
    if look.set_code and look.set_code in taste.owned_sets:
        found.append(Reason(_SET, gettext_noop("it completes a set she has")))
    return tuple(sorted(found, key=lambda each: -each.points))


def score(reasons: Sequence[Reason]) -> int:
    """What the reasons weigh together."""
    return sum(each.points for each in reasons)


def _liked(look: Look, taste: Taste) -> list[Reason]:
    return [
        Reason(_WEIGHT.get(word[0], 10), gettext_noop("she likes {word}"), {"word": taste.words[word]})
        for word in sorted(look.words & taste.words.keys())
    ]


def _wanted(look: Look, taste: Taste) -> list[Reason]:
    """The open need that it answers best: kind, material and taste must fit where they were named."""
    best: list[Reason] = []
    for want in taste.wants:
        if not meets(look, want):
            continue
        found = [Reason(_NEED, gettext_noop("she asked for it"))]
        if want.high_cents and look.price_cents is not None:
            found.append(Reason(_BUDGET, gettext_noop("within her budget")))
        best = max(best, found, key=score)
    return best


def meets(look: Look, want: Want) -> bool:
    """Whether a piece answers a need: everything that was named fits, and something was."""
    named = [
        (want.category_path, look.category_path.startswith(want.category_path)),
        (want.material, ("material", want.material) in look.words),
        (want.taste, ("style", want.taste) in look.words),
    ]
    if not any(word for word, _ in named) or any(word and not fits for word, fits in named):
        return False
    price = look.price_cents
    if price is None:
        return want.high_cents is None
    return (want.low_cents or 0) <= price <= (want.high_cents or price)


def _fits(look: Look, taste: Taste) -> list[Reason]:
    found = []
    if look.is_ring and look.circumference_tenths and taste.ring_tenths:
        apart = abs(look.circumference_tenths - taste.ring_tenths)
        if apart <= RING_FITS:
            found.append(Reason(_RING, gettext_noop("her size fits")))
        elif apart > RING_CHANGES:
            found.append(Reason(_TOO_SMALL, gettext_noop("the size must be changed")))
    if taste.paid and look.price_cents is not None:
        low, high = band(taste.paid)
        if low <= look.price_cents <= high:
            found.append(Reason(_BAND, gettext_noop("in the price range she buys in")))
        elif look.price_cents > 2 * high:
            found.append(Reason(_TOO_DEAR, gettext_noop("dearer than what she buys")))
    return found


def band(paid: Sequence[int]) -> tuple[int, int]:
    """The price range somebody buys in: from half of the middle price to one and a half of the dearest. Cents."""
    ordered = sorted(paid)
    return ordered[len(ordered) // 2] // 2, ordered[-1] * 3 // 2
