"""To which kinds of goods something asked for in vain belongs: customers do not speak in our bands. Pure."""

from collections.abc import Collection, Mapping, Sequence

from facet.inventory.rules.bands import PRICE_BANDS, WEIGHT_BANDS
from facet.purchasing.rules.plan_build import Kind, shared_out

Span = tuple[int, int | None]  # from, to (None: and more)


def kinds_asked(
    pieces: int, *, group: str, categories: Collection[int], spans: tuple[Span | None, Span | None],
    sold: Mapping[Kind, Sequence[int]],
) -> dict[Kind, int]:  # fmt: skip
    """`pieces` asked for of these leaves, with the spans of weight and price that were named, by kind.

    Among kinds that fit they are shared out by what each sells; where none of them ever sold, they are a kind of
    their own in the first leaf, by the lower ends of what was said. Units of spans: mg, cents.
    """
    weight, price = spans
    fitting = {
        kind: sum(series) for kind, series in sold.items()
        if kind.group == group and kind.category in categories and _meets(WEIGHT_BANDS, kind.weight, weight)
        and _meets(PRICE_BANDS, kind.price, price)
    }  # fmt: skip
    if fitting:
        return {kind: part for kind, part in shared_out(pieces, fitting).items() if part}
    named = Kind(group, min(categories), _band(WEIGHT_BANDS, weight), _band(PRICE_BANDS, price))
    return {named: pieces}


def _meets(bands: Sequence[tuple[str, int]], code: str, span: Span | None) -> bool:
    """Whether the band overlaps the span; goods without a band, and customers who did not say, meet anything."""
    if span is None or not code:
        return True
    names = [name for name, _ in bands]
    at = names.index(code)
    low, high = bands[at][1], bands[at + 1][1] if at + 1 < len(bands) else None
    return (span[1] is None or low < span[1]) and (high is None or span[0] < high)


def _band(bands: Sequence[tuple[str, int]], span: Span | None) -> str:
    return next((name for name, low in reversed(bands) if span is not None and span[0] >= low), "")
